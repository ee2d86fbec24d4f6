//! Reading, replacing and deleting slices of lists.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::item::Bounds;
use taipan_core::ops::iterate;
use taipan_core::value::sequence::List;
use taipan_heap::buffer::Buffer;
use taipan_heap::value::Value;

/// `list[start:stop:step]`
pub(crate) fn get(vm: &mut Vm, list: &List, bounds: Bounds) -> Result<Value, Raised> {
    let taken = {
        let items = list.items.borrow();
        let stretch = bounds.within(items.len());
        match stretch.contiguous().and_then(|range| items.get(range)) {
            Some(slice) => Buffer::with_capacity(&vm.heap, slice.len()).and_then(|mut taken| {
                taken.extend_from_slice(&vm.heap, slice)?;
                Ok(taken)
            }),
            None => Buffer::collect(
                &vm.heap,
                stretch.places().map(|place| items.get(place).cloned().unwrap_or(Value::NONE)),
            ),
        }
    };
    let taken = taken.or_memory_error(vm)?;
    Ok(vm.list_of(taken)?.into_value())
}

/// `list[start:stop:step] = value`
pub(crate) fn set(vm: &mut Vm, list: &List, bounds: Bounds, value: &Value) -> Result<(), Raised> {
    if !iterate::is_iterable(vm, value) {
        return Err(vm.type_error("must assign iterable to extended slice"));
    }
    let fresh = iterate::collect(vm, value)?;
    // Only now is the place looked up: making the items may have changed the list.
    let stretch = bounds.within(list.length());
    if bounds.is_simple() {
        let start = stretch.start.max(0) as usize;
        let range = start..start + stretch.count;
        let removed = list.items.borrow_mut().splice(&vm.heap, range, fresh.into_iter());
        let removed = removed.or_memory_error(vm)?;
        vm.heap.drop_all(removed);
        return Ok(());
    }
    if fresh.len() != stretch.count {
        let (given, wanted) = (fresh.len(), stretch.count);
        return Err(
            vm.value_error(format!("attempt to assign sequence of size {given} to extended slice of size {wanted}"))
        );
    }
    let mut before = Vec::with_capacity(fresh.len());
    let mut items = list.items.borrow_mut();
    for (place, item) in stretch.places().zip(fresh) {
        if let Some(old) = items.get_mut(place) {
            before.push(std::mem::replace(old, item));
        }
    }
    drop(items);
    drop(before);
    Ok(())
}

/// `del list[start:stop:step]`
pub(crate) fn delete(vm: &mut Vm, list: &List, bounds: Bounds) -> Result<(), Raised> {
    let mut items = list.items.borrow_mut();
    let stretch = bounds.within(items.len()).ascending();
    if stretch.count == 0 {
        return Ok(());
    }
    let removed = match stretch.contiguous() {
        Some(range) => items.splice(&vm.heap, range, std::iter::empty()),
        None => {
            // What stays moves to the front, what goes gathers at the end.
            let mut going = stretch.places().peekable();
            let first = stretch.start as usize;
            let mut kept = first;
            for place in first..items.len() {
                if going.peek() == Some(&place) {
                    going.next();
                } else {
                    items.swap(kept, place);
                    kept += 1;
                }
            }
            let end = items.len();
            items.splice(&vm.heap, kept..end, std::iter::empty())
        }
    };
    items.shrink(&vm.heap);
    drop(items);
    let removed = removed.or_memory_error(vm)?;
    vm.heap.drop_all(removed);
    Ok(())
}
