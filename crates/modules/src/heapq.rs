//! Module `_heapq`: a priority queue in a list, where no item is smaller than its parent at half its place. The functions
//! with `_max` in their names keep the largest item first.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::List;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] =
    methods![heappush, heappop, heapreplace, heappushpop, heapify, heappop_max, heapreplace_max, heapify_max,];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_heapq", FUNCTIONS)
}

/// Which item comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Smallest,
    Largest,
}

/// Whether the item in one place belongs before that in another.
fn before(vm: &mut Vm, heap: &List, first: First, a: usize, b: usize) -> Result<bool, Raised> {
    vm.charge(1)?;
    let (a, b) = if first == First::Smallest { (a, b) } else { (b, a) };
    let (length, a, b) = {
        let items = heap.items.borrow();
        let (Some(a), Some(b)) = (items.get(a), items.get(b)) else { return Ok(false) };
        if let Some(answer) = compare::at_once(vm, Comparison::Lt, a, b) {
            return Ok(answer);
        }
        (items.len(), a.clone(), b.clone())
    };
    let answer = compare::holds(vm, Comparison::Lt, &a, &b)?;
    if heap.length() != length {
        return Err(vm.runtime_error("list changed size during iteration"));
    }
    Ok(answer)
}

fn swap(heap: &List, a: usize, b: usize) {
    let mut items = heap.items.borrow_mut();
    if a.max(b) < items.len() {
        items.swap(a, b);
    }
}

/// Moves an item up until it stands behind its parent, at most to `top`.
fn rise(vm: &mut Vm, heap: &List, first: First, top: usize, mut place: usize) -> Result<(), Raised> {
    while place > top {
        let parent = (place - 1) / 2;
        if !before(vm, heap, first, place, parent)? {
            break;
        }
        swap(heap, place, parent);
        place = parent;
    }
    Ok(())
}

/// Moves an item down to a leaf, always by the child that comes first, and then up to where it belongs: most items belong
/// far down.
fn sink(vm: &mut Vm, heap: &List, first: First, top: usize) -> Result<(), Raised> {
    let length = heap.length();
    let mut place = top;
    while place < length / 2 {
        let mut child = 2 * place + 1;
        if child + 1 < length && !before(vm, heap, first, child, child + 1)? {
            child += 1;
        }
        swap(heap, place, child);
        place = child;
    }
    rise(vm, heap, first, top, place)
}

fn pop(vm: &mut Vm, heap: &List, first: First) -> Result<Value, Raised> {
    let last = heap.items.borrow_mut().pop();
    let Some(last) = last else { return Err(vm.index_error("index out of range")) };
    if heap.length() == 0 {
        return Ok(last);
    }
    replace(vm, heap, first, last)
}

fn replace(vm: &mut Vm, heap: &List, first: First, item: Value) -> Result<Value, Raised> {
    let before = heap.items.borrow_mut().first_mut().map(|held| std::mem::replace(held, item));
    let Some(before) = before else { return Err(vm.index_error("index out of range")) };
    sink(vm, heap, first, 0)?;
    Ok(before)
}

fn order(vm: &mut Vm, heap: &List, first: First) -> Result<(), Raised> {
    for place in (0..heap.length() / 2).rev() {
        sink(vm, heap, first, place)?;
    }
    Ok(())
}

/// Add an item to a heap.
#[function("heappush(heap, item, /)")]
fn heappush(vm: &mut Vm, heap: Ref<List>, item: Value) -> Result<(), Raised> {
    heap.items.borrow_mut().push(&vm.heap, item).or_memory_error(vm)?;
    let last = heap.length().saturating_sub(1);
    rise(vm, &heap, First::Smallest, 0, last)
}

/// Remove the smallest item of a heap and give it. An empty heap is an IndexError.
#[function("heappop(heap, /)")]
fn heappop(vm: &mut Vm, heap: Ref<List>) -> Result<Value, Raised> {
    pop(vm, &heap, First::Smallest)
}

/// Remove the smallest item of a heap and give it, and add another: shorter than heappop() and heappush().
#[function("heapreplace(heap, item, /)")]
fn heapreplace(vm: &mut Vm, heap: Ref<List>, item: Value) -> Result<Value, Raised> {
    replace(vm, &heap, First::Smallest, item)
}

/// Add an item to a heap, then remove the smallest and give it: shorter than heappush() and heappop().
#[function("heappushpop(heap, item, /)")]
fn heappushpop(vm: &mut Vm, heap: Ref<List>, item: Value) -> Result<Value, Raised> {
    let Some(smallest) = heap.get(0) else { return Ok(item) };
    if !compare::holds(vm, Comparison::Lt, &smallest, &item)? {
        return Ok(item);
    }
    replace(vm, &heap, First::Smallest, item)
}

/// Make a heap of a list, in place.
#[function("heapify(heap, /)")]
fn heapify(vm: &mut Vm, heap: Ref<List>) -> Result<(), Raised> {
    order(vm, &heap, First::Smallest)
}

/// heappop() where the largest item comes first.
#[function("_heappop_max(heap, /)")]
fn heappop_max(vm: &mut Vm, heap: Ref<List>) -> Result<Value, Raised> {
    pop(vm, &heap, First::Largest)
}

/// heapreplace() where the largest item comes first.
#[function("_heapreplace_max(heap, item, /)")]
fn heapreplace_max(vm: &mut Vm, heap: Ref<List>, item: Value) -> Result<Value, Raised> {
    replace(vm, &heap, First::Largest, item)
}

/// heapify() where the largest item comes first.
#[function("_heapify_max(heap, /)")]
fn heapify_max(vm: &mut Vm, heap: Ref<List>) -> Result<(), Raised> {
    order(vm, &heap, First::Largest)
}
