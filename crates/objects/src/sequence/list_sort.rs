//! `list.sort`: keys first, then a stable merge of what compares them.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::truth;
use taipan_core::value::sequence::List;
use taipan_heap::buffer::Buffer;
use taipan_heap::claim::Claim;
use taipan_heap::value::Value;
use taipan_macros::function;

use crate::sequence::{merge_sort, native_sort};

/// Sort the list in place; equal items keep their order.
#[function("list.sort(self, /, *, key=None, reverse=False)")]
pub fn sort(vm: &mut Vm, this: &List, key: &Value, reverse: bool) -> Result<(), Raised> {
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
        let (order, outcome) = ordering(vm, items, reverse)?;
        arrange(vm, items, &order)?;
        return outcome;
    }
    let mut keys = Gathering::new();
    for item in items.iter() {
        vm.tick()?;
        let key = vm.call(key, std::slice::from_ref(item))?;
        keys.push(vm, key)?;
    }
    let (order, outcome) = ordering(vm, &keys, reverse)?;
    arrange(vm, items, &order)?;
    outcome
}

/// Puts the items into the order of the places. If it must end in the middle, the run ends: nobody sees the list.
fn arrange(vm: &mut Vm, items: &mut Buffer<Value>, order: &[u32]) -> Result<(), Raised> {
    let mut sorted = Buffer::with_capacity(&vm.heap, order.len()).or_memory_error(vm)?;
    for piece in order.chunks(PIECE) {
        vm.charge_pass(size_of_val(piece) * 4)?;
        for place in piece {
            let item = items.get_mut(*place as usize).map(|item| std::mem::replace(item, Value::NONE));
            sorted.push(&vm.heap, item.unwrap_or(Value::NONE)).or_memory_error(vm)?;
        }
    }
    *items = sorted;
    Ok(())
}

/// Places that are put in order before the next look whether to go on.
const PIECE: usize = 1 << 14;

/// The places of the keys in sorted order; with an error inside, some order of all places.
fn ordering(vm: &mut Vm, keys: &[Value], reverse: bool) -> Result<(Vec<u32>, Result<(), Raised>), Raised> {
    if let Some(order) = native_sort::order(vm, keys, reverse)? {
        return Ok((order, Ok(())));
    }
    // Places, and half of them again for merges.
    let memory = keys.len().saturating_mul(size_of::<u32>() * 3 / 2);
    let _held = if keys.len() <= PIECE { Claim::NONE } else { Claim::new(&vm.heap, memory).or_memory_error(vm)? };
    // A stable sort in falling order: the comparison is turned around, and equal items still keep their order.
    let less = |a: u32, b: u32| match (keys.get(a as usize), keys.get(b as usize)) {
        (Some(a), Some(b)) if reverse => is_less(vm, b, a),
        (Some(a), Some(b)) => is_less(vm, a, b),
        _ => Ok(false),
    };
    // The number of items fits 32 bits: a buffer holds no more.
    Ok(merge_sort::sort(keys.len() as u32, less))
}

fn is_less(vm: &mut Vm, left: &Value, right: &Value) -> Result<bool, Raised> {
    vm.tick()?;
    let result = compare::compare(vm, Comparison::Lt, left, right)?;
    truth::is_true(vm, &result)
}
