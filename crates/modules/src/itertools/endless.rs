//! Iterators that need no end: `count`, `cycle`, `repeat`.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::{iterate, repr};
use taipan_core::protocol::argument::{At, FromArg};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::number::Complex;
use taipan_core::value::pipe::Pipe;
use taipan_core::value::sequence::List;
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use super::{asked, iter, next_method};

/// `count`
pub(super) static COUNT: ClassSpec = ClassSpec {
    doc: "Numbers at equal distances, without end: count(start=0, step=1).",
    methods: methods![count_new, iter, count_next, count_repr, count_reduce],
    next: Some(count_step),
    ..ClassSpec::EMPTY
};

/// `cycle`
pub(super) static CYCLE: ClassSpec = ClassSpec {
    doc: "The items of an iterable again and again: cycle(iterable).",
    methods: methods![cycle_new, iter, cycle_next],
    next: Some(cycle_step),
    ..ClassSpec::EMPTY
};

/// `repeat`
pub(super) static REPEAT: ClassSpec = ClassSpec {
    doc: "The same object, without end or a number of times: repeat(object[, times]).",
    methods: methods![repeat_new, iter, repeat_next, repeat_repr, repeat_hint, repeat_reduce],
    next: Some(repeat_step),
    ..ClassSpec::EMPTY
};

fn is_number(vm: &Vm, value: &Value) -> bool {
    let class = vm.classes.of(value);
    let has = |special: Special| !class.special(special).is_unbound();
    has(Special::Index) || has(Special::Int) || has(Special::Float) || value.is_kind::<Complex>()
}

/// Make an iterator that counts.
#[function("count.__new__(cls, start=0, step=1)")]
fn count_new(vm: &mut Vm, class: Ref<Class>, start: Value, step: Value) -> Result<Ref<Pipe>, Raised> {
    if !is_number(vm, &start) || !is_number(vm, &step) {
        return Err(vm.type_error("a number is required"));
    }
    let start = start.word().as_bool().and_then(|truth| Value::from_small_int(i64::from(truth))).unwrap_or(start);
    vm.allocate(&class, Pipe { held: Slot::new(start), function: Slot::new(step), ..Pipe::default() })
}

fn count_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let (number, step) = (pipe.held.get(), pipe.function.get());
    // The sum of two integers of 63 bits fits into 64.
    let small = number.word().as_int().zip(step.word().as_int());
    let following = match small.and_then(|(number, step)| Value::from_small_int(number + step)) {
        Some(following) => following,
        None => arithmetic::binary(vm, Binary::Add, &number, &step)?,
    };
    pipe.held.set(following);
    Ok(Some(number))
}

next_method!(count_next, "count.__next__(self, /)", count_step);

/// The text of a value after a comma; nothing for the integer 1.
fn step_shown(vm: &mut Vm, step: &Value) -> Result<String, Raised> {
    if step.word().as_int() == Some(1) {
        return Ok(String::new());
    }
    Ok(format!(", {}", repr::repr(vm, step)?.to_lossy()))
}

/// What repr() shows.
#[function("count.__repr__(self, /)")]
fn count_repr(vm: &mut Vm, this: Ref<Pipe>) -> Result<String, Raised> {
    let name = vm.classes.of(this.value()).text_name();
    let number = repr::repr(vm, &this.held.get())?;
    let step = step_shown(vm, &this.function.get())?;
    Ok(format!("{name}({}{step})", number.to_lossy()))
}

/// How to make a copy: class, number, step.
#[function("count.__reduce__(self, /)")]
fn count_reduce(vm: &mut Vm, this: Ref<Pipe>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let (number, step) = (this.held.get(), this.function.get());
    let whole = number.word().is_int() && step.word().as_int() == Some(1);
    let arguments = if whole { vm.tuple([number])? } else { vm.tuple([number, step])? };
    vm.tuple([class, arguments])
}

/// Make an iterator that begins again at the end.
#[function("cycle.__new__(cls, iterable, /)")]
fn cycle_new(vm: &mut Vm, class: Ref<Class>, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let source = iterate::iter(vm, iterable)?;
    let seen = vm.list([])?;
    vm.allocate(&class, Pipe { source: Slot::new(source), held: Slot::new(seen), ..Pipe::default() })
}

fn cycle_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    if !pipe.source.is_unbound() {
        if let Some(item) = asked(vm, pipe)? {
            let kept = pipe.held.with(|seen| {
                let seen = seen.payload::<List>()?;
                Some(seen.items.borrow_mut().push(&vm.heap, item.clone()))
            });
            return if kept.is_some_and(|kept| kept.is_ok()) { Ok(Some(item)) } else { Err(vm.memory_error()) };
        }
        drop(pipe.source.take());
    }
    let place = usize::try_from(pipe.place.get()).unwrap_or(0);
    let (item, length) = pipe.held.with(|seen| match seen.payload::<List>() {
        Some(seen) => (seen.get(place), seen.length()),
        None => (None, 0),
    });
    pipe.place.set(if place + 1 < length { pipe.place.get() + 1 } else { 0 });
    Ok(item)
}

next_method!(cycle_next, "cycle.__next__(self, /)", cycle_step);

/// Make an iterator that gives one object.
#[function("repeat.__new__(cls, object, times=<absent>)")]
fn repeat_new(vm: &mut Vm, class: Ref<Class>, object: Value, times: Option<&Value>) -> Result<Ref<Pipe>, Raised> {
    let left = match times {
        None => -1,
        Some(times) => {
            let at = At { qualname: "repeat.__new__", signature: repeat_new::DEF.signature, index: 2 };
            i64::from_arg(vm, Some(times), at)?.max(0)
        }
    };
    vm.allocate(&class, Pipe { held: Slot::new(object), end: Cell::new(left), ..Pipe::default() })
}

fn repeat_step(_: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    match pipe.end.get() {
        0 => return Ok(None),
        left if left > 0 => pipe.end.set(left - 1),
        _ => {}
    }
    Ok(Some(pipe.held.get()))
}

next_method!(repeat_next, "repeat.__next__(self, /)", repeat_step);

/// What repr() shows.
#[function("repeat.__repr__(self, /)")]
fn repeat_repr(vm: &mut Vm, this: Ref<Pipe>) -> Result<String, Raised> {
    let name = vm.classes.of(this.value()).text_name();
    let object = repr::repr(vm, &this.held.get())?;
    let object = object.to_lossy();
    Ok(if this.end.get() < 0 { format!("{name}({object})") } else { format!("{name}({object}, {})", this.end.get()) })
}

/// The number of times that are left.
#[function("repeat.__length_hint__(self, /)")]
fn repeat_hint(vm: &mut Vm, this: &Pipe) -> Result<i64, Raised> {
    if this.end.get() < 0 {
        return Err(vm.type_error("len() of unsized object"));
    }
    Ok(this.end.get())
}

/// How to make a copy: class, object, number of times.
#[function("repeat.__reduce__(self, /)")]
fn repeat_reduce(vm: &mut Vm, this: Ref<Pipe>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let object = this.held.get();
    let arguments = match this.end.get() {
        left if left < 0 => vm.tuple([object])?,
        left => {
            let left = vm.int(left)?;
            vm.tuple([object, left])?
        }
    };
    vm.tuple([class, arguments])
}
