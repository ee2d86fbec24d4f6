//! `list.sort`: keys first, then a stable merge of what compares them.

use std::cmp::Ordering;

use taipan_heap::buffer::Buffer;
use taipan_heap::value::Value;
use taipan_macros::function;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::object::merge_sort;
use crate::ops::compare::{self, Comparison};
use crate::protocol::truth;
use crate::value::sequence::{List, Tuple};
use crate::value::text::Str;

/// Sort the list in place; equal items keep their order.
#[function("list.sort(self, /, *, key=None, reverse=False)")]
pub(crate) fn sort(vm: &mut Vm, this: &List, key: &Value, reverse: bool) -> Result<(), Raised> {
    // While it is being sorted, the list is empty: key functions and comparisons cannot disturb the work.
    let mut items = this.items.take();
    let outcome = sort_items(vm, &mut items, key, reverse);
    let meddled = this.items.replace(items);
    let changed = meddled.capacity() > 0;
    drop(meddled);
    outcome?;
    if changed { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

fn sort_items(vm: &mut Vm, items: &mut Buffer<Value>, key: &Value, reverse: bool) -> Result<(), Raised> {
    if key.is_none() {
        let (order, outcome) = ordering(vm, items, reverse);
        arrange(vm, items, &order)?;
        return outcome;
    }
    let mut keys = Vec::with_capacity(items.len());
    for item in items.iter() {
        keys.push(vm.call(key, std::slice::from_ref(item))?);
    }
    let (order, outcome) = ordering(vm, &keys, reverse);
    arrange(vm, items, &order)?;
    outcome
}

/// Puts the items into the order of the places.
fn arrange(vm: &mut Vm, items: &mut Buffer<Value>, order: &[u32]) -> Result<(), Raised> {
    let sorted = order.iter().map(|place| items.get(*place as usize).cloned().unwrap_or(Value::NONE));
    *items = Buffer::collect(&vm.heap, sorted).or_memory_error(vm)?;
    Ok(())
}

/// The places of the keys in sorted order; with an error, some order of all places.
fn ordering(vm: &mut Vm, keys: &[Value], reverse: bool) -> (Vec<u32>, Result<(), Raised>) {
    // Items are of 32 bits' number: a buffer holds no more.
    let count = keys.len() as u32;
    let mut order: Vec<u32> = (0..count).collect();
    let directed = |ordering: Ordering| if reverse { ordering.reverse() } else { ordering };
    match native_order(vm, keys) {
        Some(Native::Ints) => {
            let ints: Vec<i64> = keys.iter().map(|key| key.word().small()).collect();
            order.sort_by(|a, b| directed(ints[*a as usize].cmp(&ints[*b as usize])));
            (order, Ok(()))
        }
        Some(Native::Floats) => {
            let floats: Vec<f64> = keys.iter().map(|key| key.word().float()).collect();
            let compare = |a: &u32, b: &u32| floats[*a as usize].partial_cmp(&floats[*b as usize]);
            order.sort_by(|a, b| directed(compare(a, b).unwrap_or(Ordering::Equal)));
            (order, Ok(()))
        }
        Some(Native::Texts) => {
            let texts: Vec<&[u8]> =
                keys.iter().map(|key| key.payload().map(Str::as_bytes).unwrap_or_default()).collect();
            order.sort_by(|a, b| directed(texts[*a as usize].cmp(texts[*b as usize])));
            (order, Ok(()))
        }
        None => {
            // A stable sort in falling order: the comparison is turned around, and equal items still keep their order.
            let less = |a: u32, b: u32| match (keys.get(a as usize), keys.get(b as usize)) {
                (Some(a), Some(b)) if reverse => is_less(vm, b, a),
                (Some(a), Some(b)) => is_less(vm, a, b),
                _ => Ok(false),
            };
            merge_sort::sort(count, less)
        }
    }
}

/// Keys that are compared without asking anybody.
enum Native {
    Ints,
    Floats,
    Texts,
}

fn native_order(vm: &Vm, keys: &[Value]) -> Option<Native> {
    let first = keys.first()?;
    if first.word().is_int() {
        return keys.iter().all(|key| key.word().is_int()).then_some(Native::Ints);
    }
    if first.word().is_float() {
        // Not-a-numbers have no order, and the quick sort insists on one.
        let ordered = |key: &Value| key.word().as_float().is_some_and(|float| !float.is_nan());
        return keys.iter().all(ordered).then_some(Native::Floats);
    }
    let text = &vm.classes.str;
    keys.iter().all(|key| vm.classes.is_exactly(key, text)).then_some(Native::Texts)
}

fn is_less(vm: &mut Vm, left: &Value, right: &Value) -> Result<bool, Raised> {
    let (a, b) = (left.word(), right.word());
    if a.both_ints(b) {
        return Ok(a.small() < b.small());
    }
    // Tuples are what sort keys mostly are; their first items mostly decide.
    if vm.classes.is_exactly(left, &vm.classes.tuple)
        && vm.classes.is_exactly(right, &vm.classes.tuple)
        && let (Some(left), Some(right)) = (left.payload::<Tuple>(), right.payload::<Tuple>())
        && let (Some(a), Some(b)) = (left.items().first(), right.items().first())
        && a.word().both_ints(b.word())
        && a.word() != b.word()
    {
        return Ok(a.word().small() < b.word().small());
    }
    let result = compare::compare(vm, Comparison::Lt, left, right)?;
    truth::is_true(vm, &result)
}
