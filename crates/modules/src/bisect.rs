//! Module `bisect`: places in sorted sequences, found by halving.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::item;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, lookup, spec};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::List;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![bisect_right, bisect_left, insort_right, insort_left];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "bisect", FUNCTIONS)?;
    for (alias, name) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
        let name = vm.intern(name)?;
        if let Some(function) = dict::get(vm, namespace, &name) {
            dict::set_text(vm, namespace, alias, function)?;
        }
    }
    Ok(())
}

/// Where an item goes among those equal to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Where to look: the sequence, the bounds, and what makes the key of an item.
struct Search<'a> {
    a: &'a Value,
    lo: i64,
    hi: &'a Value,
    key: &'a Value,
}

fn place(vm: &mut Vm, search: &Search<'_>, wanted: &Value, side: Side) -> Result<i64, Raised> {
    if search.lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut lo = search.lo;
    // -1 stands for None.
    let given = if search.hi.is_none() { -1 } else { bound(vm, search.hi)? };
    let mut hi = match given {
        -1 => i64::try_from(item::length(vm, search.a)?).unwrap_or(i64::MAX),
        hi => hi,
    };
    while lo < hi {
        // Both are at least 0.
        let middle = lo + (hi - lo) / 2;
        if search.key.is_none()
            && let Some(left) = at_once(vm, search.a, middle, wanted, side)
        {
            if left {
                hi = middle
            } else {
                lo = middle + 1
            };
            continue;
        }
        let found = item_at(vm, search.a, middle)?;
        let found = if search.key.is_none() { found } else { vm.call(search.key, &[found])? };
        let left = match side {
            Side::Left => !compare::holds(vm, Comparison::Lt, &found, wanted)?,
            Side::Right => compare::holds(vm, Comparison::Lt, wanted, &found)?,
        };
        if left {
            hi = middle;
        } else {
            lo = middle + 1;
        }
    }
    Ok(lo)
}

fn item_at(vm: &mut Vm, a: &Value, place: i64) -> Result<Value, Raised> {
    if vm.classes.is_instance(a, &vm.classes.dict) {
        let given = vm.classes.name_of(a);
        return Err(vm.type_error(format!("{given} is not a sequence")));
    }
    let index = vm.int(place)?;
    item::get(vm, a, &index)
}

/// The upper bound: an integer, though None is possible, too.
fn bound(vm: &mut Vm, hi: &Value) -> Result<i64, Raised> {
    if !item::has_index(vm, hi) {
        let given = vm.classes.name_of(hi);
        return Err(vm.type_error(format!("argument should be integer or None, not '{given}'")));
    }
    let index = lookup::index(vm, hi)?;
    small_int(&index).ok_or_else(|| vm.overflow_error("cannot fit 'int' into an index-sized integer"))
}

/// Whether the place is left of the middle, where nobody needs to be asked: in lists of numbers and strings.
fn at_once(vm: &Vm, a: &Value, middle: i64, wanted: &Value, side: Side) -> Option<bool> {
    if !vm.classes.is_exactly(a, &vm.classes.list) {
        return None;
    }
    let items = a.payload::<List>()?.items.borrow();
    let found = items.get(usize::try_from(middle).ok()?)?;
    match side {
        Side::Left => compare::at_once(vm, Comparison::Lt, found, wanted).map(|less| !less),
        Side::Right => compare::at_once(vm, Comparison::Lt, wanted, found),
    }
}

fn insert(vm: &mut Vm, search: &Search<'_>, x: Value, side: Side) -> Result<(), Raised> {
    let wanted = if search.key.is_none() { x.clone() } else { vm.call(search.key, std::slice::from_ref(&x))? };
    let found = place(vm, search, &wanted, side)?;
    if vm.classes.is_exactly(search.a, &vm.classes.list)
        && let Some(list) = search.a.payload::<List>()
    {
        let place = usize::try_from(found).unwrap_or(usize::MAX);
        return list.items.borrow_mut().insert(&vm.heap, place, x).or_memory_error(vm);
    }
    let index = vm.int(found)?;
    vm.call_method(search.a, "insert", &[index, x]).map(drop)
}

/// The place after all items of a sorted sequence that are not greater than x.
#[function("bisect_right(a, x, lo=0, hi=None, *, key=None)")]
fn bisect_right(vm: &mut Vm, a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> Result<i64, Raised> {
    place(vm, &Search { a, lo, hi, key }, x, Side::Right)
}

/// The place before all items of a sorted sequence that are not less than x.
#[function("bisect_left(a, x, lo=0, hi=None, *, key=None)")]
fn bisect_left(vm: &mut Vm, a: &Value, x: &Value, lo: i64, hi: &Value, key: &Value) -> Result<i64, Raised> {
    place(vm, &Search { a, lo, hi, key }, x, Side::Left)
}

/// Insert x into a sorted sequence, after all items that are not greater.
#[function("insort_right(a, x, lo=0, hi=None, *, key=None)")]
fn insort_right(vm: &mut Vm, a: &Value, x: Value, lo: i64, hi: &Value, key: &Value) -> Result<(), Raised> {
    insert(vm, &Search { a, lo, hi, key }, x, Side::Right)
}

/// Insert x into a sorted sequence, before all items that are not less.
#[function("insort_left(a, x, lo=0, hi=None, *, key=None)")]
fn insort_left(vm: &mut Vm, a: &Value, x: Value, lo: i64, hi: &Value, key: &Value) -> Result<(), Raised> {
    insert(vm, &Search { a, lo, hi, key }, x, Side::Left)
}
