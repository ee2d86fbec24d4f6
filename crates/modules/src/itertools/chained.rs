//! One iterable after the other, and parts of one: `chain`, `compress`, `islice`.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{item, iterate};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, truth};
use taipan_core::value::class::Class;
use taipan_core::value::pipe::Pipe;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_objects::typing::generic_alias;

use super::{class_named, drawing, drawn, iter, next_method, next_of};

/// `chain`
pub(super) static CHAIN: ClassSpec = ClassSpec {
    doc: "The items of one iterable after those of another: chain(*iterables).",
    methods: methods![chain_new, from_iterable, class_getitem, iter, chain_next],
    next: Some(chain_step),
    make: Some(chain_make),
    ..ClassSpec::EMPTY
};

/// `compress`
pub(super) static COMPRESS: ClassSpec = ClassSpec {
    doc: "The items whose selector is true: compress(data, selectors).",
    methods: methods![compress_new, iter, compress_next],
    next: Some(compress_step),
    ..ClassSpec::EMPTY
};

/// `islice`
pub(super) static ISLICE: ClassSpec = ClassSpec {
    doc: "A slice of an iterable: islice(iterable, stop) or islice(iterable, start, stop[, step]).",
    methods: methods![islice_new, iter, islice_next],
    next: Some(islice_step),
    make: Some(islice_make),
    ..ClassSpec::EMPTY
};

/// Make an iterator over the items of all iterables.
#[function("chain.__new__(cls, /, *iterables)")]
fn chain_new(vm: &mut Vm, class: Ref<Class>, iterables: Rest<'_>) -> Result<Ref<Pipe>, Raised> {
    let pipe = chain_of(vm, &iterables)?;
    vm.allocate(&class, pipe)
}

/// `chain(a, b)`
fn chain_make(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let class = class_named(vm, "itertools.chain")?;
    let pipe = chain_of(vm, values)?;
    Ok(Some(vm.allocate(&class, pipe)?.into_value()))
}

/// A chain of these iterables: its source is the tuple of them.
fn chain_of(vm: &mut Vm, iterables: &[Value]) -> Result<Pipe, Raised> {
    let source = Slot::new(vm.tuple(iterables.iter().cloned())?);
    Ok(Pipe { source, end: Cell::new(PLAIN), ..Pipe::default() })
}

/// Stands in `end` of a chain whose source, and in `step` of one whose active iterable, is a list or a tuple that nobody
/// made an iterator of: `place` and `next` say which item comes next.
const PLAIN: i64 = 1;

/// The item of a list or a tuple in a slot that a cell numbers, and moves it on.
#[inline(always)]
fn plain_item(sequence: &Slot, place: &Cell<i64>) -> Option<Value> {
    let index = place.get() as usize;
    let item = sequence.with(|sequence| match sequence.payload::<List>() {
        Some(list) => list.items.borrow().get(index).cloned(),
        None => sequence.payload::<Tuple>()?.items().get(index).cloned(),
    })?;
    place.set(place.get() + 1);
    Some(item)
}

/// A chain whose iterables come from an iterable.
#[function("chain.from_iterable(cls, iterable, /)")]
fn from_iterable(vm: &mut Vm, class: Ref<Class>, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, Value::UNBOUND, iterable)?;
    vm.allocate(&class, pipe)
}

/// `chain[int]` and the like, for annotations.
#[function("chain.__class_getitem__(cls, item, /)")]
fn class_getitem(vm: &mut Vm, class: Value, item: &Value) -> Result<Value, Raised> {
    generic_alias::make(vm, class, item)
}

fn chain_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    loop {
        let item = if pipe.step.get() == PLAIN { plain_item(&pipe.held, &pipe.next) } else { next_of(vm, &pipe.held)? };
        if item.is_some() {
            return Ok(item);
        }
        drop(pipe.held.take());
        vm.tick()?;
        let iterable = if pipe.end.get() == PLAIN {
            let iterable = plain_item(&pipe.source, &pipe.place);
            if iterable.is_none() {
                drop(pipe.source.take());
            }
            iterable
        } else {
            drawn(vm, pipe)?
        };
        let Some(iterable) = iterable else { return Ok(None) };
        if vm.classes.is_exactly(&iterable, &vm.classes.list) || vm.classes.is_exactly(&iterable, &vm.classes.tuple) {
            pipe.held.set(iterable);
            pipe.next.set(0);
            pipe.step.set(PLAIN);
            continue;
        }
        match iterate::iter(vm, &iterable) {
            Ok(active) => {
                pipe.held.set(active);
                pipe.step.set(0);
            }
            Err(raised) => {
                drop(pipe.source.take());
                return Err(raised);
            }
        }
    }
}

next_method!(chain_next, "chain.__next__(self, /)", chain_step);

/// Make an iterator over the items whose selector is true.
#[function("compress.__new__(cls, data, selectors)")]
fn compress_new(vm: &mut Vm, class: Ref<Class>, data: &Value, selectors: &Value) -> Result<Ref<Pipe>, Raised> {
    let data = iterate::iter(vm, data)?;
    let selectors = iterate::iter(vm, selectors)?;
    vm.allocate(&class, Pipe { source: Slot::new(data), function: Slot::new(selectors), ..Pipe::default() })
}

fn compress_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    loop {
        let Some(item) = next_of(vm, &pipe.source)? else { return Ok(None) };
        let Some(selector) = next_of(vm, &pipe.function)? else { return Ok(None) };
        if truth::is_true(vm, &selector)? {
            return Ok(Some(item));
        }
    }
}

next_method!(compress_next, "compress.__next__(self, /)", compress_step);

const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
const STOP: &str = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
const STEP: &str = "Step for islice() must be a positive integer or None.";

/// A bound; `default` stands for None.
fn bound(vm: &mut Vm, value: &Value, default: i64, message: &str) -> Result<i64, Raised> {
    if value.is_none() {
        return Ok(default);
    }
    if let Some(number) = value.word().as_int().filter(|number| *number >= 0) {
        return Ok(number);
    }
    let number = if item::has_index(vm, value) { small_int(&lookup::index(vm, value)?) } else { None };
    number.filter(|number| *number >= 0).ok_or_else(|| vm.value_error(message))
}

/// Make an iterator over a slice.
#[function("islice.__new__(cls, /, *arguments)")]
fn islice_new(vm: &mut Vm, class: Ref<Class>, arguments: Rest<'_>) -> Result<Ref<Pipe>, Raised> {
    let pipe = slice_of(vm, &arguments)?;
    vm.allocate(&class, pipe)
}

/// `islice(iterable, stop)`
fn islice_make(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let pipe = slice_of(vm, values)?;
    let class = class_named(vm, "itertools.islice")?;
    Ok(Some(vm.allocate(&class, pipe)?.into_value()))
}

fn slice_of(vm: &mut Vm, arguments: &[Value]) -> Result<Pipe, Raised> {
    let none = Value::NONE;
    let (iterable, start, stop, step) = match arguments {
        [iterable, stop] => (iterable, &none, stop, &none),
        [iterable, start, stop] => (iterable, start, stop, &none),
        [iterable, start, stop, step] => (iterable, start, stop, step),
        other => {
            let (wanted, given) = (if other.len() < 2 { "at least 2" } else { "at most 4" }, other.len());
            return Err(vm.type_error(format!("islice expected {wanted} arguments, got {given}")));
        }
    };
    let end = bound(vm, stop, -1, STOP)?;
    let first = bound(vm, start, 0, INDICES)?;
    let step = bound(vm, step, 1, STEP)?;
    if step == 0 {
        return Err(vm.value_error(STEP));
    }
    let pipe =
        if vm.classes.is_exactly(iterable, &vm.classes.list) || vm.classes.is_exactly(iterable, &vm.classes.tuple) {
            // Nobody makes an iterator of it: the items are counted here anyway.
            Pipe { source: Slot::new(iterable.clone()), held: Slot::new(Value::TRUE), ..Pipe::default() }
        } else {
            drawing(vm, Value::UNBOUND, iterable)?
        };
    Ok(Pipe { next: Cell::new(first), end: Cell::new(end), step: Cell::new(step), ..pipe })
}

fn islice_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    if !pipe.held.is_unbound() {
        return Ok(plain_slice_item(pipe));
    }
    let advance = || pipe.place.set(pipe.place.get().saturating_add(1));
    // What lies before the bounds is consumed even where no item is wanted any more.
    while pipe.place.get() < pipe.next.get() {
        vm.tick()?;
        if drawn(vm, pipe)?.is_none() {
            return Ok(None);
        }
        advance();
    }
    let end = pipe.end.get();
    if end >= 0 && pipe.place.get() >= end {
        drop(pipe.source.take());
        return Ok(None);
    }
    let item = drawn(vm, pipe)?;
    if item.is_some() {
        advance();
        let following = pipe.next.get().saturating_add(pipe.step.get());
        pipe.next.set(if end >= 0 { following.min(end) } else { following });
    }
    Ok(item)
}

/// The same of a list or a tuple that nobody made an iterator of.
fn plain_slice_item(pipe: &Pipe) -> Option<Value> {
    let (wanted, end) = (pipe.next.get(), pipe.end.get());
    let item = if end < 0 || wanted < end { plain_item(&pipe.source, &pipe.next) } else { None };
    match item {
        Some(_) => pipe.next.set(wanted.saturating_add(pipe.step.get())),
        None => drop(pipe.source.take()),
    }
    item
}

next_method!(islice_next, "islice.__next__(self, /)", islice_step);
