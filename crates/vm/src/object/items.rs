//! What lists and tuples have in common: comparing, searching and printing their items.

use std::cmp::Ordering;

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::compare::{self, Comparison};
use crate::ops::repr;
use crate::value::sequence::{List, Tuple};

/// A list or a tuple whose items are looked at one by one, because comparing them may run code that changes a list.
pub(crate) trait Items {
    /// Number of items now.
    fn count(&self) -> usize;
    /// A further reference to an item.
    fn item(&self, place: usize) -> Option<Value>;
}

impl Items for List {
    fn count(&self) -> usize {
        self.length()
    }

    fn item(&self, place: usize) -> Option<Value> {
        self.get(place)
    }
}

impl Items for Tuple {
    fn count(&self) -> usize {
        self.length()
    }

    fn item(&self, place: usize) -> Option<Value> {
        self.items().get(place).cloned()
    }
}

/// `==` of two sequences of the same type.
pub(crate) fn equal(vm: &mut Vm, left: &impl Items, right: &impl Items) -> Result<bool, Raised> {
    if left.count() != right.count() {
        return Ok(false);
    }
    Ok(first_difference(vm, left, right)?.is_none() && left.count() == right.count())
}

/// `<`, `<=`, `>` and `>=` of two sequences of the same type: decided by the first items that differ.
pub(crate) fn ordered(vm: &mut Vm, left: &impl Items, right: &impl Items, order: Comparison) -> Result<Value, Raised> {
    match first_difference(vm, left, right)? {
        Some((left, right)) => compare::compare(vm, order, &left, &right),
        None => Ok(Value::from_bool(decided(order, left.count().cmp(&right.count())))),
    }
}

fn decided(order: Comparison, lengths: Ordering) -> bool {
    match order {
        Comparison::Lt => lengths.is_lt(),
        Comparison::Le => lengths.is_le(),
        Comparison::Eq => lengths.is_eq(),
        Comparison::Ne => lengths.is_ne(),
        Comparison::Gt => lengths.is_gt(),
        Comparison::Ge => lengths.is_ge(),
    }
}

fn first_difference(
    vm: &mut Vm,
    left: &impl Items,
    right: &impl Items,
) -> Result<Option<(Value, Value)>, Raised> {
    let mut place = 0;
    while let (Some(a), Some(b)) = (left.item(place), right.item(place)) {
        if !compare::equals(vm, &a, &b)? {
            return Ok(Some((a, b)));
        }
        place += 1;
    }
    Ok(None)
}

/// The first place from `start` on (and before `stop`) of an item equal to `wanted`.
pub(crate) fn find(
    vm: &mut Vm,
    items: &impl Items,
    wanted: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>, Raised> {
    let mut place = start;
    while place < stop {
        let Some(item) = items.item(place) else { break };
        if compare::equals(vm, &item, wanted)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

/// How many items are equal to `wanted`.
pub(crate) fn count(vm: &mut Vm, items: &impl Items, wanted: &Value) -> Result<usize, Raised> {
    let (mut place, mut found) = (0, 0);
    while let Some(item) = items.item(place) {
        found += usize::from(compare::equals(vm, &item, wanted)?);
        place += 1;
    }
    Ok(found)
}

/// Adds the reprs of the items to a text, with commas between them.
pub(crate) fn write_reprs(vm: &mut Vm, text: &mut Vec<u8>, items: &impl Items) -> Result<(), Raised> {
    let mut place = 0;
    while let Some(item) = items.item(place) {
        if place > 0 {
            text.extend_from_slice(b", ");
        }
        write_repr(vm, text, &item)?;
        place += 1;
    }
    Ok(())
}

/// Adds the repr of a value to a text.
pub(crate) fn write_repr(vm: &mut Vm, text: &mut Vec<u8>, value: &Value) -> Result<(), Raised> {
    let shown = repr::repr(vm, value)?;
    text.extend_from_slice(shown.as_bytes());
    Ok(())
}

/// The repr of a container, made by `write`; `dots` if it is being made already, further out.
pub(crate) fn repr_of(
    vm: &mut Vm,
    container: &Value,
    dots: &str,
    write: impl FnOnce(&mut Vm, &mut Vec<u8>) -> Result<(), Raised>,
) -> Result<Value, Raised> {
    if !repr::enter(vm, container) {
        return vm.str(dots);
    }
    let mut text = Vec::new();
    let written = write(vm, &mut text);
    repr::leave(vm);
    written?;
    vm.wtf8(&text)
}
