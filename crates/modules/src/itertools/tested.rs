//! Iterators that ask a function about each item: `dropwhile`, `filterfalse`, `starmap`, `takewhile`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_core::value::class::Class;
use taipan_core::value::pipe::Pipe;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::{answer, asked, drawing, iter, next_method};

/// `dropwhile`
pub(super) static DROPWHILE: ClassSpec = ClassSpec {
    doc: "The items from the first one on for which a predicate is false: dropwhile(predicate, iterable).",
    methods: methods![dropwhile_new, iter, dropwhile_next],
    next: Some(dropwhile_step),
    ..ClassSpec::EMPTY
};

/// `filterfalse`
pub(super) static FILTERFALSE: ClassSpec = ClassSpec {
    doc: "The items for which a predicate (None: their own truth) is false: filterfalse(predicate, iterable).",
    methods: methods![filterfalse_new, iter, filterfalse_next],
    next: Some(filterfalse_step),
    ..ClassSpec::EMPTY
};

/// `starmap`
pub(super) static STARMAP: ClassSpec = ClassSpec {
    doc: "What a function gives for groups of arguments: starmap(function, iterable).",
    methods: methods![starmap_new, iter, starmap_next],
    next: Some(starmap_step),
    ..ClassSpec::EMPTY
};

/// `takewhile`
pub(super) static TAKEWHILE: ClassSpec = ClassSpec {
    doc: "The items before the first one for which a predicate is false: takewhile(predicate, iterable).",
    methods: methods![takewhile_new, iter, takewhile_next],
    next: Some(takewhile_step),
    ..ClassSpec::EMPTY
};

/// Whether the function says yes to an item.
fn passes(vm: &mut Vm, pipe: &Pipe, item: &Value) -> Result<bool, Raised> {
    let function = pipe.function.get();
    let verdict = answer(vm, &function, std::slice::from_ref(item))?;
    truth::is_true(vm, &verdict)
}

/// Make an iterator that leaves out the first items.
#[function("dropwhile.__new__(cls, predicate, iterable, /)")]
fn dropwhile_new(vm: &mut Vm, class: Ref<Class>, predicate: Value, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, predicate, iterable)?;
    vm.allocate(&class, pipe)
}

fn dropwhile_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    while let Some(item) = asked(vm, pipe)? {
        if pipe.place.get() > 0 {
            return Ok(Some(item));
        }
        if !passes(vm, pipe, &item)? {
            pipe.place.set(1);
            return Ok(Some(item));
        }
    }
    Ok(None)
}

next_method!(dropwhile_next, "dropwhile.__next__(self, /)", dropwhile_step);

/// Make an iterator over the items that do not pass.
#[function("filterfalse.__new__(cls, predicate, iterable, /)")]
fn filterfalse_new(vm: &mut Vm, class: Ref<Class>, predicate: Value, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, predicate, iterable)?;
    vm.allocate(&class, pipe)
}

fn filterfalse_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let function = pipe.function.get();
    let by_itself = function.is_none() || function.is(vm.classes.bool.value());
    while let Some(item) = asked(vm, pipe)? {
        let passed = if by_itself { truth::is_true(vm, &item)? } else { passes(vm, pipe, &item)? };
        if !passed {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

next_method!(filterfalse_next, "filterfalse.__next__(self, /)", filterfalse_step);

/// Make an iterator that calls a function with groups of arguments.
#[function("starmap.__new__(cls, function, iterable, /)")]
fn starmap_new(vm: &mut Vm, class: Ref<Class>, function: Value, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, function, iterable)?;
    vm.allocate(&class, pipe)
}

fn starmap_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let Some(arguments) = asked(vm, pipe)? else { return Ok(None) };
    let function = pipe.function.get();
    if let Some(arguments) = arguments.to_ref::<Tuple>() {
        return answer(vm, &function, arguments.items()).map(Some);
    }
    let arguments = iterate::collect(vm, &arguments)?;
    answer(vm, &function, &arguments).map(Some)
}

next_method!(starmap_next, "starmap.__next__(self, /)", starmap_step);

/// Make an iterator over the first items.
#[function("takewhile.__new__(cls, predicate, iterable, /)")]
fn takewhile_new(vm: &mut Vm, class: Ref<Class>, predicate: Value, iterable: &Value) -> Result<Ref<Pipe>, Raised> {
    let pipe = drawing(vm, predicate, iterable)?;
    vm.allocate(&class, pipe)
}

fn takewhile_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let Some(item) = asked(vm, pipe)? else { return Ok(None) };
    if passes(vm, pipe, &item)? {
        return Ok(Some(item));
    }
    drop(pipe.source.take());
    Ok(None)
}

next_method!(takewhile_next, "takewhile.__next__(self, /)", takewhile_step);
