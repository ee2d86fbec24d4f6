//! What lists and tuples have in common: comparing, searching and printing items, and what an index means.

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::object::stretch::Stretch;
use crate::ops::compare::{self, Comparison};
use crate::ops::repr;
use crate::protocol::argument::small_int;
use crate::protocol::lookup;
use crate::value::sequence::{List, Slice, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

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
        None => Ok(Value::from_bool(order.holds(left.count().cmp(&right.count())))),
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
    if let Some(shown) = shown.payload::<Str>() {
        text.extend_from_slice(shown.as_bytes());
    }
    Ok(())
}

/// What stands between the brackets after a sequence.
pub(crate) enum Subscript {
    /// A place, not yet checked against the length; negative ones count from the end.
    Index(i64),
    /// The bounds of a slice.
    Slice(Bounds),
}

/// The bounds of a slice as numbers; `None` where one is missing.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
}

impl Bounds {
    /// What the bounds mean in a sequence of `length` items. The length is asked for late: `__index__` may change it.
    pub(crate) fn within(self, length: usize) -> Stretch {
        Stretch::new(self.start, self.stop, self.step, length)
    }

    /// Whether the slice takes items one after the other.
    pub(crate) fn is_simple(self) -> bool {
        self.step.is_none_or(|step| step == 1)
    }
}

/// Reads a subscript of a sequence named `name` in messages (`"list"`).
pub(crate) fn subscript(vm: &mut Vm, key: &Value, name: &str) -> Result<Subscript, Raised> {
    if let Some(index) = key.word().as_int() {
        return Ok(Subscript::Index(index));
    }
    if let Some(slice) = key.to_ref::<Slice>() {
        return bounds(vm, &slice).map(Subscript::Slice);
    }
    if vm.classes.of(key).special(Special::Index).is_unbound() {
        let given = vm.classes.name_of(key);
        return Err(vm.type_error(format!("{name} indices must be integers or slices, not {given}")));
    }
    let index = lookup::index(vm, key)?;
    match small_int(&index) {
        Some(index) => Ok(Subscript::Index(index)),
        None => Err(vm.index_error(format!("cannot fit '{}' into an index-sized integer", vm.classes.name_of(key)))),
    }
}

/// Reads the bounds of a slice.
pub(crate) fn bounds(vm: &mut Vm, slice: &Slice) -> Result<Bounds, Raised> {
    let step = bound(vm, &slice.step)?;
    if step == Some(0) {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    Ok(Bounds { start: bound(vm, &slice.start)?, stop: bound(vm, &slice.stop)?, step })
}

fn bound(vm: &mut Vm, value: &Value) -> Result<Option<i64>, Raised> {
    if value.is_none() {
        return Ok(None);
    }
    if vm.classes.of(value).special(Special::Index).is_unbound() {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    saturated(vm, value).map(Some)
}

/// A bound of `index(x, start, stop)`: negative ones count from the end.
pub(crate) fn search_bound(vm: &mut Vm, value: &Value, length: usize) -> Result<usize, Raised> {
    if vm.classes.of(value).special(Special::Index).is_unbound() {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    let bound = saturated(vm, value)?;
    let bound = if bound < 0 { bound.saturating_add(length as i64).max(0) } else { bound };
    Ok(bound as usize)
}

/// An integer, or the nearest that 64 bits hold.
fn saturated(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    let index = lookup::index(vm, value)?;
    Ok(small_int(&index).unwrap_or_else(|| lookup::sign_of_big(&index).saturating_mul(i64::MAX)))
}

/// The factor of a repetition: `None` if `value` is no integer, 0 for negative ones.
pub(crate) fn factor(vm: &mut Vm, value: &Value) -> Result<Option<usize>, Raised> {
    if vm.classes.of(value).special(Special::Index).is_unbound() {
        return Ok(None);
    }
    let index = lookup::index(vm, value)?;
    match small_int(&index) {
        Some(times) => Ok(Some(usize::try_from(times).unwrap_or(0))),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.overflow_error(format!("cannot fit '{given}' into an index-sized integer")))
        }
    }
}
