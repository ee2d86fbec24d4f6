//! Iterating over anything.

use std::cell::Cell;
use std::ops::ControlFlow;

use taipan_heap::value::{Slot, Value};

use crate::machine::hooks::Call;
use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::ops::item;
use crate::protocol::argument::small_int;
use crate::protocol::call;
use crate::protocol::draft::Gathering;
use crate::protocol::native::{NativeFunction, NextCode, Shortcut};
use crate::value::class::Class;
use crate::value::class::flags;
use crate::value::generator::Generator;
use crate::value::iterator::{RangeIterator, SequenceIterator};
use crate::value::mapping::{Dict, Set};
use crate::value::sequence::{List, Range, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

/// Python's `iter(value)`.
pub fn iter(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    if value.is_kind::<Generator>() && vm.classes.is_exactly(value, &vm.classes.generator) {
        return Ok(value.clone());
    }
    let class = vm.classes.of(value);
    if class.value().is(vm.classes.list.value()) {
        return forwards(vm, vm.classes.list_iterator.value().clone(), value);
    }
    if class.value().is(vm.classes.tuple.value()) {
        return forwards(vm, vm.classes.tuple_iterator.value().clone(), value);
    }
    if class.value().is(vm.classes.str.value())
        && let Some(text) = value.payload::<Str>()
    {
        let class = if text.is_ascii() { &vm.classes.str_ascii_iterator } else { &vm.classes.str_iterator };
        return forwards(vm, class.value().clone(), value);
    }
    let method = class.special(Special::Iter).get();
    if method.is_unbound() || method.is_none() {
        let sequence = method.is_unbound() && !class.special(Special::GetItem).is_unbound();
        if !sequence || class.has(flags::MAPPING) {
            let given = class.text_name();
            return Err(vm.type_error(format!("'{given}' object is not iterable")));
        }
        return forwards(vm, vm.classes.iterator.value().clone(), value);
    }
    let native = method.is_kind::<NativeFunction>();
    let iterator = call::method_call(vm, &method, value, Call { values: &[], keywords: &[] })?;
    if native { Ok(iterator) } else { checked(vm, iterator) }
}

/// What an `__iter__` in Python has answered, if it is an iterator.
pub fn checked(vm: &mut Vm, iterator: Value) -> Result<Value, Raised> {
    if is_iterator(vm, &iterator) {
        return Ok(iterator);
    }
    let given = vm.classes.name_of(&iterator);
    Err(vm.type_error(format!("iter() returned non-iterator of type '{given}'")))
}

/// An iterator of a class over a sequence, from its first item on.
pub fn forwards(vm: &mut Vm, class: Value, sequence: &Value) -> Result<Value, Raised> {
    let iterator = SequenceIterator { sequence: Slot::new(sequence.clone()), index: Cell::new(0), step: 1 };
    Ok(vm.heap.allocate(class, iterator).or_memory_error(vm)?.into_value())
}

/// Whether a value has `__next__`.
pub fn is_iterator(vm: &Vm, value: &Value) -> bool {
    let class = vm.classes.of(value);
    let next = class.special(Special::Next);
    !next.is_unbound() && !next.word().is_none()
}

/// The next item of an iterator; `None` at its end.
#[inline(always)]
pub fn next(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    // A native that asks for items without end must notice Ctrl-C and the end of fuel.
    vm.tick()?;
    if let Some(sequence) = iterator.payload::<SequenceIterator>()
        && let Some(item) = sequence.next_item()
    {
        return Ok(Some(item));
    }
    next_of_any(vm, iterator)
}

#[inline(never)]
fn next_of_any(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    if let Some(sequence) = iterator.payload::<SequenceIterator>()
        && sequence.has_ended()
    {
        sequence.sequence.set(Value::UNBOUND);
        return Ok(None);
    }
    if let Some(generator) = iterator.to_ref::<Generator>()
        && vm.classes.is_exactly(iterator, &vm.classes.generator)
    {
        return (vm.hooks.next_item)(vm, &generator);
    }
    if let Some(range) = iterator.payload::<RangeIterator>() {
        return Ok(range.next_item());
    }
    if let Some(character) = iterator.payload::<SequenceIterator>().and_then(SequenceIterator::next_code_point) {
        return vm.char(character).map(Some);
    }
    let class = vm.classes.of(iterator);
    if let Some(step) = shortcut(&class) {
        // An iterator asks another, which asks another.
        vm.enter_native()?;
        let item = step_native(vm, step, iterator);
        vm.leave_native();
        return item;
    }
    let method = class.special(Special::Next).get();
    if method.is_unbound() || method.is_none() {
        let given = class.text_name();
        return Err(vm.type_error(format!("'{given}' object is not an iterator")));
    }
    match call::method_call(vm, &method, iterator, Call { values: &[], keywords: &[] }) {
        Ok(item) => Ok(Some(item)),
        Err(raised) => match vm.take_stop_iteration()? {
            Some(_) => Ok(None),
            None => Err(raised),
        },
    }
}

/// The code behind a native `__next__`.
#[inline(always)]
pub fn shortcut(class: &Class) -> Option<NextCode> {
    class.special(Special::Next).with(|next| match next.payload::<NativeFunction>()?.shortcut {
        Shortcut::Next(step) => Some(step),
        _ => None,
    })
}

/// A step of a native iterator. A StopIteration out of what it calls (the function of `map`) ends it, too.
#[inline(always)]
pub fn step_native(vm: &mut Vm, step: NextCode, iterator: &Value) -> Result<Option<Value>, Raised> {
    match step(vm, iterator) {
        Err(raised) => match vm.take_stop_iteration()? {
            Some(_) => Ok(None),
            None => Err(raised),
        },
        item => item,
    }
}

/// Gives every item of an iterable to `visit`.
pub fn each(
    vm: &mut Vm,
    iterable: &Value,
    mut visit: impl FnMut(&mut Vm, Value) -> Result<(), Raised>,
) -> Result<(), Raised> {
    until(vm, iterable, |vm, item| {
        visit(vm, item)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// Gives the items of an iterable to `visit` until it breaks off.
pub fn until(
    vm: &mut Vm,
    iterable: &Value,
    mut visit: impl FnMut(&mut Vm, Value) -> Result<ControlFlow<()>, Raised>,
) -> Result<(), Raised> {
    if vm.classes.is_exactly(iterable, &vm.classes.tuple)
        && let Some(tuple) = iterable.to_ref::<Tuple>()
    {
        for item in tuple.items() {
            vm.tick()?;
            if visit(vm, item.clone())?.is_break() {
                break;
            }
        }
        return Ok(());
    }
    if vm.classes.is_exactly(iterable, &vm.classes.list)
        && let Some(list) = iterable.to_ref::<List>()
    {
        let mut place = 0;
        while let Some(item) = list.get(place) {
            vm.tick()?;
            if visit(vm, item)?.is_break() {
                break;
            }
            place += 1;
        }
        return Ok(());
    }
    let iterator = iter(vm, iterable)?;
    drain(vm, &iterator, visit)
}

/// Gives what is left of an iterator to `visit` until it breaks off. How a native iterator goes on is looked up once.
pub fn drain(
    vm: &mut Vm,
    iterator: &Value,
    mut visit: impl FnMut(&mut Vm, Value) -> Result<ControlFlow<()>, Raised>,
) -> Result<(), Raised> {
    if let Some(generator) = iterator.to_ref::<Generator>()
        && vm.classes.is_exactly(iterator, &vm.classes.generator)
    {
        let next = vm.hooks.next_item;
        loop {
            vm.tick()?;
            let Some(item) = next(vm, &generator)? else { return Ok(()) };
            if visit(vm, item)?.is_break() {
                return Ok(());
            }
        }
    }
    let class = vm.classes.of(iterator);
    let quick = iterator.is_kind::<SequenceIterator>() || iterator.is_kind::<Generator>() || class.has(flags::HEAP);
    let Some(step) = shortcut(&class).filter(|_| !quick) else {
        while let Some(item) = next(vm, iterator)? {
            if visit(vm, item)?.is_break() {
                break;
            }
        }
        return Ok(());
    };
    loop {
        vm.tick()?;
        vm.enter_native()?;
        let item = step_native(vm, step, iterator);
        vm.leave_native();
        let Some(item) = item? else { return Ok(()) };
        if visit(vm, item)?.is_break() {
            return Ok(());
        }
    }
}

/// All items of an iterable.
pub fn collect(vm: &mut Vm, iterable: &Value) -> Result<Gathering, Raised> {
    let mut items = Gathering::new();
    if vm.classes.is_exactly(iterable, &vm.classes.list)
        && let Some(list) = iterable.payload::<List>()
    {
        items.extend(vm, &list.items.borrow())?;
    } else if vm.classes.is_exactly(iterable, &vm.classes.tuple)
        && let Some(tuple) = iterable.payload::<Tuple>()
    {
        items.extend(vm, tuple.items())?;
    } else if vm.classes.is_exactly(iterable, &vm.classes.dict)
        && let Some(dict) = iterable.payload::<Dict>()
    {
        push_keys(vm, &mut items, dict.table.borrow().iter().map(|entry| &entry.key))?;
    } else if (vm.classes.is_exactly(iterable, &vm.classes.set)
        || vm.classes.is_exactly(iterable, &vm.classes.frozenset))
        && let Some(set) = iterable.payload::<Set>()
    {
        push_keys(vm, &mut items, set.table.borrow().iter().map(|slot| &slot.key))?;
    } else {
        check_hint(vm, iterable)?;
        each(vm, iterable, |vm, item| items.push(vm, item))?;
    }
    Ok(items)
}

/// Runs no Python code: the table is borrowed.
fn push_keys<'a>(vm: &mut Vm, items: &mut Gathering, keys: impl Iterator<Item = &'a Value>) -> Result<(), Raised> {
    for key in keys {
        vm.charge(1)?;
        items.push(vm, key.clone())?;
    }
    Ok(())
}

/// Asks classes written in Python, and ranges, how long they think they are: only to hear their errors, as `list` does.
pub fn check_hint(vm: &mut Vm, iterable: &Value) -> Result<(), Raised> {
    if vm.classes.of(iterable).has(flags::HEAP) || iterable.is_kind::<Range>() {
        let length = length_hint(vm, iterable, 0)?;
        if length > vm.heap.left() / size_of::<Value>() {
            return Err(vm.memory_error());
        }
    }
    Ok(())
}

/// Whether `iter(value)` has a chance.
pub fn is_iterable(vm: &Vm, value: &Value) -> bool {
    let class = vm.classes.of(value);
    let iter = class.special(Special::Iter);
    if class.value().is(vm.classes.generator.value()) {
        return true;
    }
    if iter.is_unbound() {
        return !class.special(Special::GetItem).is_unbound() && !class.has(flags::MAPPING);
    }
    !iter.word().is_none()
}

/// Python's `operator.length_hint(value, default)`.
pub fn length_hint(vm: &mut Vm, value: &Value, default: usize) -> Result<usize, Raised> {
    if !vm.classes.of(value).special(Special::Len).is_unbound() {
        match item::length(vm, value) {
            Ok(length) => return Ok(length),
            Err(raised) if !vm.is_pending(|classes| &classes.type_error) => return Err(raised),
            Err(_) => vm.clear_pending(),
        }
    }
    let hint = match call::special(vm, value, Special::LengthHint, &[]) {
        Ok(Some(hint)) => hint,
        Ok(None) => return Ok(default),
        Err(raised) if !vm.is_pending(|classes| &classes.type_error) => return Err(raised),
        Err(_) => {
            vm.clear_pending();
            return Ok(default);
        }
    };
    if hint.is_not_implemented() {
        return Ok(default);
    }
    match small_int(&hint) {
        Some(hint) => usize::try_from(hint).map_err(|_| vm.value_error("__length_hint__() should return >= 0")),
        None => {
            let given = vm.classes.name_of(&hint);
            Err(vm.type_error(format!("__length_hint__ must be an integer, not {given}")))
        }
    }
}
