//! What generators and coroutines answer: `send`, `throw`, `close`, and their attributes. Asynchronous generators are in
//! `async_generator_class`.

use taipan_core::machine::hooks::{Resume, Step};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::frame_view::{self as frame, FrameView};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::weak;
use taipan_core::value::generator::{Generator, State};
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};

use crate::run::Exit;
use crate::throwing::{self, Thrown};
use crate::{asyncgen_hooks, resume};

/// `generator`
pub(super) static GENERATOR: ClassSpec = ClassSpec {
    methods: methods![iter, next, send, throw, close, repr],
    attributes: &[
        NAME,
        QUALNAME,
        Attribute { name: "gi_code", doc: "", get: code, set: None },
        Attribute { name: "gi_frame", doc: "", get: frame, set: None },
        Attribute { name: "gi_running", doc: "", get: is_running, set: None },
        Attribute { name: "gi_suspended", doc: "", get: is_suspended, set: None },
        Attribute {
            name: "gi_yieldfrom",
            doc: "What a yield from is asking for items, or None.",
            get: delegate,
            set: None,
        },
    ],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// `coroutine`
pub(super) static COROUTINE: ClassSpec = ClassSpec {
    methods: methods![await_, coroutine_send, coroutine_throw, coroutine_close, repr],
    attributes: &[
        NAME,
        QUALNAME,
        Attribute { name: "cr_code", doc: "", get: code, set: None },
        Attribute { name: "cr_frame", doc: "", get: frame, set: None },
        Attribute { name: "cr_running", doc: "", get: is_running, set: None },
        Attribute { name: "cr_suspended", doc: "", get: is_suspended, set: None },
        Attribute { name: "cr_await", doc: "What an await is waiting for, or None.", get: delegate, set: None },
        Attribute { name: "cr_origin", doc: "", get: |_, _| Ok(Value::NONE), set: None },
    ],
    ..ClassSpec::EMPTY
};

/// `coroutine_wrapper`, what `coroutine.__await__()` gives
pub(super) static WRAPPER: ClassSpec = ClassSpec {
    methods: methods![wrapper_iter, wrapper_next, wrapper_send, wrapper_throw, wrapper_close],
    ..ClassSpec::EMPTY
};

pub(super) const NAME: Attribute = Attribute {
    name: "__name__",
    doc: "The name.",
    get: |vm, this| Ok(names(vm, this)?.0),
    set: Some(|vm, this, value| rename(vm, this, value, 0)),
};

pub(super) const QUALNAME: Attribute = Attribute {
    name: "__qualname__",
    doc: "The name with those of the functions and classes around it.",
    get: |vm, this| Ok(names(vm, this)?.1),
    set: Some(|vm, this, value| rename(vm, this, value, 1)),
};

/// The generator behind an attribute's object.
fn of(vm: &mut Vm, this: &Value) -> Result<Ref<Generator>, Raised> {
    this.to_ref::<Generator>().ok_or_else(|| vm.type_error("a generator is required"))
}

/// `__name__` and `__qualname__`.
fn names(vm: &mut Vm, this: &Value) -> Result<(Value, Value), Raised> {
    let generator = of(vm, this)?;
    let own = generator.names.get();
    match own.payload::<Tuple>().map(Tuple::items) {
        Some([name, qualname, ..]) => Ok((name.clone(), qualname.clone())),
        _ => Ok((generator.function.name.get(), generator.function.qualname.get())),
    }
}

fn rename(vm: &mut Vm, this: &Value, value: Option<Value>, place: usize) -> Result<(), Raised> {
    let generator = of(vm, this)?;
    let Some(value) = value.filter(Value::is_kind::<Str>) else {
        let attribute = if place == 0 { "__name__" } else { "__qualname__" };
        return Err(vm.type_error(format!("{attribute} must be set to a string object")));
    };
    let (name, qualname) = names(vm, this)?;
    let mut own = if place == 0 { vec![value, qualname] } else { vec![name, value] };
    own.extend(asyncgen_hooks::finisher(&generator));
    let own = vm.tuple(own)?;
    generator.names.set(own);
    Ok(())
}

/// What repr() shows.
#[function("generator.__repr__(self, /)")]
pub(super) fn repr(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let qualname = names(vm, this)?.1;
    let qualname = qualname.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default();
    let kind = vm.classes.name_of(this);
    Ok(format!("<{kind} object {qualname} at {:#x}>", this.word().bits()))
}

pub(super) fn code(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(of(vm, this)?.code.value().clone())
}

pub(super) fn frame(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let generator = of(vm, this)?;
    if resume::status(&generator) == State::Finished {
        return Ok(Value::NONE);
    }
    let running = if generator.state.get() == State::Running { vm.stack.place_of(this.word()) } else { None };
    let instruction = running.unwrap_or_else(|| generator.instruction.get());
    let unbegun = match generator.state.get() {
        State::Created => {
            let class = vm.classes.weak_ref.clone();
            weak::make(vm, &class, this, Value::NONE)?
        }
        _ => Value::NONE,
    };
    let view = FrameView {
        code: generator.code.clone(),
        globals: generator.function.globals.value().clone(),
        locals: locals(vm, &generator)?,
        back: Value::NONE,
        line: generator.code.code.positions.at(instruction as usize).line,
        unbegun,
        instruction,
    };
    frame::make(vm, view)
}

/// The variables of a suspended frame.
fn locals(vm: &mut Vm, generator: &Ref<Generator>) -> Result<Value, Raised> {
    let names = vm.dict()?;
    for (name, slot) in generator.code.locals.iter().zip(generator.slots()) {
        let held = slot.get();
        let held =
            held.payload::<taipan_core::value::function::Cell>().map_or(held.clone(), |cell| cell.contents.get());
        if !held.is_unbound() {
            taipan_core::protocol::dict::set(vm, &names, name, held)?;
        }
    }
    Ok(names.into_value())
}

pub(super) fn is_running(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let generator = of(vm, this)?;
    Ok(Value::from_bool(matches!(resume::status(&generator), State::Running | State::Delegating)))
}

pub(super) fn is_suspended(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let generator = of(vm, this)?;
    Ok(Value::from_bool(resume::status(&generator) == State::Suspended))
}

/// What the generator delegates to while it is suspended.
pub(super) fn delegate(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let generator = of(vm, this)?;
    let suspended = resume::status(&generator) == State::Suspended;
    Ok(throwing::delegate(&generator).filter(|_| suspended).unwrap_or(Value::NONE))
}

/// The iterator itself.
#[function("generator.__iter__(self, /)")]
fn iter(this: Ref<Generator>) -> Ref<Generator> {
    this
}

/// The next item; `None` at the end.
fn step(vm: &mut Vm, generator: &Value) -> Result<Option<Value>, Raised> {
    match resume::resume(vm, generator, Resume::Send(Value::NONE))? {
        Step::Yielded(item) | Step::Waiting(item) => Ok(Some(item)),
        Step::Done(_) => Ok(None),
    }
}

/// The next item. Raises StopIteration at the end.
#[function("generator.__next__(self, /)", mark = Next)]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    resumed(vm, this, Resume::Send(Value::NONE))
}

/// What a generator yields; its end is StopIteration with what it returned.
fn resumed(vm: &mut Vm, this: &Value, input: Resume) -> Result<Value, Raised> {
    match resume::resume(vm, this, input)? {
        Step::Yielded(value) | Step::Waiting(value) => Ok(value),
        Step::Done(value) => Err(vm.stop_iteration(value)),
    }
}

/// Resume with a value: what the yield gives.
#[function("generator.send(self, value, /)", mark = Send)]
fn send(vm: &mut Vm, this: &Value, value: Value) -> Result<Value, Raised> {
    resumed(vm, this, Resume::Send(value))
}

/// `throw` of generators and coroutines.
fn thrown(
    vm: &mut Vm,
    this: &Value,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    let generator = of(vm, this)?;
    let thrown = Thrown::new(vm, "throw", class, value, traceback)?;
    match throwing::throw(vm, &generator, thrown)? {
        Exit::Value(value) => Err(vm.stop_iteration(value)),
        Exit::Yield(value) | Exit::Item(value) | Exit::Wait(value) => Ok(value),
    }
}

/// Raise an exception at the point where the generator is suspended.
#[function("generator.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn throw(
    vm: &mut Vm,
    this: &Value,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    thrown(vm, this, class, value, traceback)
}

/// Raise GeneratorExit where the generator is suspended, and give what it returns.
#[function("generator.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<Generator>) -> Result<Value, Raised> {
    throwing::close(vm, &this)
}

/// Resume with a value: what the await gives.
#[function("coroutine.send(self, value, /)")]
fn coroutine_send(vm: &mut Vm, this: &Value, value: Value) -> Result<Value, Raised> {
    resumed(vm, this, Resume::Send(value))
}

/// Raise an exception at the point where the coroutine is suspended.
#[function("coroutine.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn coroutine_throw(
    vm: &mut Vm,
    this: &Value,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    thrown(vm, this, class, value, traceback)
}

/// Raise GeneratorExit where the coroutine is suspended.
#[function("coroutine.close(self, /)")]
fn coroutine_close(vm: &mut Vm, this: Ref<Generator>) -> Result<Value, Raised> {
    throwing::close(vm, &this)
}

/// The coroutine behind a wrapper.
#[payload("coroutine_wrapper")]
struct Wrapped(Value);

/// An iterator that drives the coroutine.
#[function("coroutine.__await__(self, /)")]
fn await_(vm: &mut Vm, this: Value) -> Result<Ref<Wrapped>, Raised> {
    let class = vm.classes.coroutine_wrapper.clone();
    vm.allocate(&class, Wrapped(this))
}

fn wrapped(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let found = this.payload::<Wrapped>().map(|wrapped| wrapped.0.clone());
    found.ok_or_else(|| vm.type_error("a coroutine_wrapper is required"))
}

/// The iterator itself.
#[function("coroutine_wrapper.__iter__(self, /)")]
fn wrapper_iter(this: Value) -> Value {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("coroutine_wrapper.__next__(self, /)")]
fn wrapper_next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let coroutine = wrapped(vm, this)?;
    resumed(vm, &coroutine, Resume::Send(Value::NONE))
}

/// Resume with a value.
#[function("coroutine_wrapper.send(self, value, /)")]
fn wrapper_send(vm: &mut Vm, this: &Value, value: Value) -> Result<Value, Raised> {
    let coroutine = wrapped(vm, this)?;
    resumed(vm, &coroutine, Resume::Send(value))
}

/// Raise an exception in the coroutine.
#[function("coroutine_wrapper.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn wrapper_throw(
    vm: &mut Vm,
    this: &Value,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    let coroutine = wrapped(vm, this)?;
    coroutine_throw(vm, &coroutine, class, value, traceback)
}

/// Close the coroutine.
#[function("coroutine_wrapper.close(self, /)")]
fn wrapper_close(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match wrapped(vm, this)?.cast::<Generator>() {
        Ok(coroutine) => throwing::close(vm, &coroutine),
        Err(_) => Ok(Value::NONE),
    }
}
