//! The part of a text that `find(sub, start, end)` and its siblings look at.

use std::ops::Range;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::item;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::lookup;
use taipan_heap::value::Value;

/// Reads both bounds: the units between them in a text of `length` units; `None` if the start lies behind the end or
/// behind the text, where nothing is found, not even nothing.
#[inline(always)]
pub(crate) fn read(vm: &mut Vm, start: &Value, end: &Value, length: usize) -> Result<Option<Range<usize>>, Raised> {
    if start.is_none() && end.is_none() { Ok(Some(0..length)) } else { between(vm, start, end, length) }
}

fn between(vm: &mut Vm, start: &Value, end: &Value, length: usize) -> Result<Option<Range<usize>>, Raised> {
    let start = bound(vm, start)?.map_or(0, |place| from_front(place, length));
    let end = bound(vm, end)?.map_or(length, |place| from_front(place, length).min(length));
    Ok((start <= end).then_some(start..end))
}

/// A place that may count from the end.
fn from_front(place: i64, length: usize) -> usize {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let place = if place < 0 { place.saturating_add(length).max(0) } else { place };
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn bound(vm: &mut Vm, value: &Value) -> Result<Option<i64>, Raised> {
    if value.is_none() {
        return Ok(None);
    }
    if !item::has_index(vm, value) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    item::saturated(vm, value).map(Some)
}

/// A number of repetitions or places that must fit an index.
pub(crate) fn sized(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    let index = lookup::index(vm, value)?;
    match small_int(&index) {
        Some(index) => Ok(index),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.overflow_error(format!("cannot fit '{given}' into an index-sized integer")))
        }
    }
}
