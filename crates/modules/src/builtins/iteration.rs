//! Builtin functions about iteration.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::call;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::truth;
use taipan_core::value::iterator::CallIterator;
use taipan_core::value::sequence::List;
use taipan_core::value::special::Special;
use taipan_heap::value::{Slot, Value};
use taipan_macros::function;
use taipan_objects::function::method::is_callable;
use taipan_objects::sequence::list_sort;

pub(super) const FUNCTIONS: &[NativeDef] = methods![iter, next, aiter, sorted, any, all];

/// An iterator over an iterable: one with __iter__, or a sequence with __getitem__.
///
/// With a sentinel, over the results of calls without arguments, up to one that equals the sentinel.
#[function("iter(object, sentinel=<absent>, /)")]
fn iter(vm: &mut Vm, object: &Value, sentinel: Option<Value>) -> Result<Value, Raised> {
    let Some(sentinel) = sentinel else { return iterate::iter(vm, object) };
    if !is_callable(vm, object) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    let class = vm.classes.callable_iterator.value().clone();
    let iterator = CallIterator { callable: Slot::new(object.clone()), sentinel };
    Ok(vm.heap.allocate(class, iterator).or_memory_error(vm)?.into_value())
}

/// The next item of an iterator. At the end, the default if there is one, else StopIteration.
#[function("next(iterator, default=<absent>, /)", mark = Next)]
fn next(vm: &mut Vm, iterator: &Value, default: Option<Value>) -> Result<Value, Raised> {
    if !iterate::is_iterator(vm, iterator) {
        let given = vm.classes.name_of(iterator);
        return Err(vm.type_error(format!("'{given}' object is not an iterator")));
    }
    let Some(default) = default else {
        // The value of a StopIteration belongs to the caller: it is asked for as Python code would.
        return Ok(call::special(vm, iterator, Special::Next, &[])?.unwrap_or(Value::NONE));
    };
    Ok(iterate::next(vm, iterator)?.unwrap_or(default))
}

/// The asynchronous iterator that __aiter__ gives: what async for walks along.
#[function("aiter(async_iterable, /)")]
fn aiter(vm: &mut Vm, async_iterable: &Value) -> Result<Value, Raised> {
    let Some(iterator) = call::special(vm, async_iterable, Special::AIter, &[])? else {
        let given = vm.classes.name_of(async_iterable);
        return Err(vm.type_error(format!("'{given}' object is not an async iterable")));
    };
    let class = vm.classes.of(&iterator);
    if class.special(Special::ANext).is_unbound() {
        let given = class.text_name();
        return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{given}'")));
    }
    Ok(iterator)
}

/// A list of the items from the least to the greatest; equal ones keep their order.
///
/// With a key, what key(item) gives is compared; with reverse, the greatest comes first.
#[function("sorted(iterable, /, *, key=None, reverse=False)")]
fn sorted(vm: &mut Vm, iterable: &Value, key: &Value, reverse: bool) -> Result<Value, Raised> {
    let items = iterate::collect(vm, iterable)?;
    let list = vm.list(items)?;
    sort(vm, &list, key, reverse)?;
    Ok(list)
}

/// Sorts a fresh list.
pub(super) fn sort(vm: &mut Vm, list: &Value, key: &Value, reverse: bool) -> Result<(), Raised> {
    match list.payload::<List>() {
        Some(list) => list_sort::sort(vm, list, key, reverse),
        None => Ok(()),
    }
}

/// Whether an item is true; looks no further than the first that is. False where there are none.
#[function("any(iterable, /)")]
fn any(vm: &mut Vm, iterable: &Value) -> Result<bool, Raised> {
    let iterator = iterate::iter(vm, iterable)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if truth::is_true(vm, &item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether no item is false; looks no further than the first that is. True where there are none.
#[function("all(iterable, /)")]
fn all(vm: &mut Vm, iterable: &Value) -> Result<bool, Raised> {
    let iterator = iterate::iter(vm, iterable)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if !truth::is_true(vm, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}
