//! What asynchronous generators answer, and the steps that `asend`, `athrow` and `aclose` give to be awaited.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::generator::{AsyncStep, Generator, State, StepKind};
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::generator_class::{self, NAME, QUALNAME, repr};
use crate::throwing::Thrown;
use crate::{async_step, asyncgen_hooks};

/// `async_generator`
pub(super) static ASYNC_GENERATOR: ClassSpec = ClassSpec {
    methods: methods![aiter, anext, asend, athrow, aclose, repr],
    attributes: &[
        NAME,
        QUALNAME,
        Attribute { name: "ag_code", doc: "", get: generator_class::code, set: None },
        Attribute { name: "ag_frame", doc: "", get: generator_class::frame, set: None },
        Attribute { name: "ag_running", doc: "", get: is_running, set: None },
        Attribute { name: "ag_suspended", doc: "", get: generator_class::is_suspended, set: None },
        Attribute { name: "ag_await", doc: "", get: generator_class::delegate, set: None },
    ],
    ..ClassSpec::EMPTY
};

/// `async_generator_asend` and the like
pub(super) static STEP: ClassSpec =
    ClassSpec { methods: methods![await_, iter, next, send, throw, close], ..ClassSpec::EMPTY };

fn is_running(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(Value::from_bool(this.payload::<Generator>().is_some_and(|generator| generator.stepping.get())))
}

fn step(vm: &mut Vm, generator: Ref<Generator>, kind: StepKind, value: Value) -> Result<Ref<AsyncStep>, Raised> {
    if !generator.known.replace(true) {
        asyncgen_hooks::meet(vm, &generator)?;
    }
    let class = vm.classes.async_generator_step.clone();
    let step = AsyncStep { generator, kind, value: Slot::new(value), state: Cell::new(State::Created) };
    let step = vm.allocate(&class, step)?;
    // Whoever drops it without awaiting it is warned.
    step.header().set(flags::FINALIZER);
    Ok(step)
}

/// The asynchronous iterator: the generator itself.
#[function("async_generator.__aiter__(self, /)")]
fn aiter(this: Ref<Generator>) -> Ref<Generator> {
    this
}

/// A step to the next item, to be awaited.
#[function("async_generator.__anext__(self, /)")]
fn anext(vm: &mut Vm, this: Ref<Generator>) -> Result<Ref<AsyncStep>, Raised> {
    step(vm, this, StepKind::Send, Value::NONE)
}

/// A step that sends a value, to be awaited.
#[function("async_generator.asend(self, value, /)")]
fn asend(vm: &mut Vm, this: Ref<Generator>, value: Value) -> Result<Ref<AsyncStep>, Raised> {
    step(vm, this, StepKind::Send, value)
}

/// A step that raises an exception where the generator stands, to be awaited.
#[function("async_generator.athrow(self, type, value=<absent>, traceback=<absent>, /)")]
fn athrow(
    vm: &mut Vm,
    this: Ref<Generator>,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Ref<AsyncStep>, Raised> {
    let thrown = Thrown::new(vm, "athrow", class, value, traceback)?.packed(vm)?;
    step(vm, this, StepKind::Throw, thrown)
}

/// A step that closes the generator, to be awaited.
#[function("async_generator.aclose(self, /)")]
fn aclose(vm: &mut Vm, this: Ref<Generator>) -> Result<Ref<AsyncStep>, Raised> {
    step(vm, this, StepKind::Close, Value::NONE)
}

/// The iterator that drives the step: the step itself.
#[function("async_generator_asend.__await__(self, /)")]
fn await_(this: Ref<AsyncStep>) -> Ref<AsyncStep> {
    this
}

/// The iterator itself.
#[function("async_generator_asend.__iter__(self, /)")]
fn iter(this: Ref<AsyncStep>) -> Ref<AsyncStep> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("async_generator_asend.__next__(self, /)")]
fn next(vm: &mut Vm, this: Ref<AsyncStep>) -> Result<Value, Raised> {
    async_step::send(vm, &this, Value::NONE)
}

/// Resume with a value.
#[function("async_generator_asend.send(self, value, /)")]
fn send(vm: &mut Vm, this: Ref<AsyncStep>, value: Value) -> Result<Value, Raised> {
    async_step::send(vm, &this, value)
}

/// Raise an exception where the step is suspended.
#[function("async_generator_asend.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn throw(
    vm: &mut Vm,
    this: Ref<AsyncStep>,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    let thrown = Thrown::new(vm, "throw", class, value, traceback)?;
    async_step::throw(vm, &this, thrown)
}

/// End the step.
#[function("async_generator_asend.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<AsyncStep>) -> Result<(), Raised> {
    async_step::close(vm, &this)
}
