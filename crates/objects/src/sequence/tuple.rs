//! What `tuple` answers.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::item::{self, Subscript};
use taipan_core::ops::{hash, iterate, stretch};
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::sequence::items;

/// `tuple`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A sequence that never changes: tuple(), tuple(iterable), (1, 2, 3).",
    methods: methods![
        new, repr_, hash_, eq, ne, lt, le, gt, ge, len, getitem, contains, iter, add, mul, rmul, index, count,
        getnewargs,
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `tuple()` and `tuple(iterable)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    if values.len() > 1 {
        return Ok(None);
    }
    let class = vm.classes.tuple.clone();
    new(vm, class, values.first()).map(Some)
}

/// Make a tuple of the items of an iterable.
#[function("tuple.__new__(cls, iterable=<absent>, /)")]
fn new(vm: &mut Vm, class: Ref<Class>, iterable: Option<&Value>) -> Result<Value, Raised> {
    let plain = class.value().is(vm.classes.tuple.value());
    let items = match iterable {
        Some(iterable) if plain && vm.classes.is_exactly(iterable, &vm.classes.tuple) => return Ok(iterable.clone()),
        Some(iterable) if vm.classes.is_exactly(iterable, &vm.classes.list) => {
            let list = iterable.payload::<List>().map(|list| list.items.borrow());
            let items = list.as_deref().map(|items| &items[..]).unwrap_or_default();
            let tuple = Tuple::of_pieces(&vm.heap, class.into_value(), [items]);
            drop(list);
            return Ok(tuple.or_memory_error(vm)?.into_value());
        }
        Some(iterable) if vm.classes.is_exactly(iterable, &vm.classes.tuple) => {
            let items = iterable.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
            let tuple = Tuple::of_pieces(&vm.heap, class.into_value(), [items]);
            return Ok(tuple.or_memory_error(vm)?.into_value());
        }
        Some(iterable) => iterate::collect(vm, iterable)?,
        None => Gathering::new(),
    };
    let tuple = Tuple::collect(&vm.heap, class.into_value(), items);
    Ok(tuple.or_memory_error(vm)?.into_value())
}

/// What repr() shows.
#[function("tuple.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: Ref<Tuple>) -> Result<Value, Raised> {
    if this.length() == 0 {
        return vm.str("()");
    }
    items::repr_of(vm, this.value(), "(...)", |vm, text| {
        text.push(vm, b"(")?;
        items::write_reprs(vm, text, &*this)?;
        text.push(vm, if this.length() == 1 { b",)" } else { b")" })?;
        Ok(())
    })
}

/// A number for dicts and sets: equal objects have the same.
#[function("tuple.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    hash::tuple(vm, this)
}

fn compared(vm: &mut Vm, this: &Value, value: &Value, comparison: Comparison) -> Result<Value, Raised> {
    if !this.is_kind::<Tuple>() || !value.is_kind::<Tuple>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    compare::sequences(vm, comparison, this, value)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("tuple.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Eq)
}

/// The opposite of ==.
#[function("tuple.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ne)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("tuple.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("tuple.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Le)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("tuple.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("tuple.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ge)
}

/// The number of items.
#[function("tuple.__len__(self, /)")]
fn len(this: &Tuple) -> usize {
    this.length()
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("tuple.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: Ref<Tuple>, key: &Value) -> Result<Value, Raised> {
    let items = this.items();
    match item::subscript(vm, key, "tuple")? {
        Subscript::Index(index) => match stretch::place(index, items.len()).and_then(|place| items.get(place)) {
            Some(item) => Ok(item.clone()),
            None => Err(vm.index_error("tuple index out of range")),
        },
        Subscript::Slice(bounds) => {
            let stretch = bounds.within(items.len());
            if stretch.count == items.len()
                && stretch.step == 1
                && vm.classes.is_exactly(this.value(), &vm.classes.tuple)
            {
                return Ok(this.into_value());
            }
            vm.tuple(stretch.places().map(|place| items.get(place).cloned().unwrap_or(Value::NONE)))
        }
    }
}

/// Whether something is among the items.
#[function("tuple.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &Tuple, key: &Value) -> Result<bool, Raised> {
    Ok(items::find(vm, this, key, 0, usize::MAX)?.is_some())
}

/// An iterator over the items.
#[function("tuple.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    iterate::forwards(vm, vm.classes.tuple_iterator.value().clone(), this)
}

/// The items of both, one after the other.
#[function("tuple.__add__(self, value, /)", mark = OfSequence)]
fn add(vm: &mut Vm, this: Ref<Tuple>, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Tuple>() else {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("can only concatenate tuple (not \"{given}\") to tuple")));
    };
    if this.length() == 0 && vm.classes.is_exactly(value, &vm.classes.tuple) {
        return Ok(value.clone());
    }
    let class = vm.classes.tuple.value().clone();
    let sum = Tuple::of_pieces(&vm.heap, class, [this.items(), other.items()]);
    Ok(sum.or_memory_error(vm)?.into_value())
}

/// The items so many times.
#[function("tuple.__mul__(self, value, /)", mark = OfSequence)]
fn mul(vm: &mut Vm, this: Ref<Tuple>, value: &Value) -> Result<Value, Raised> {
    let Some(times) = item::factor(vm, value)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let items = this.items();
    if times == 1 && vm.classes.is_exactly(this.value(), &vm.classes.tuple) {
        return Ok(this.into_value());
    }
    let Some(length) = items.len().checked_mul(times) else { return Err(vm.memory_error()) };
    let repeated = items.iter().cycle().cloned();
    let mut repeated = repeated.take(length);
    vm.tuple((0..length).map(|_| repeated.next().unwrap_or(Value::NONE)))
}

/// The items so many times.
#[function("tuple.__rmul__(self, value, /)", mark = OfSequence)]
fn rmul(vm: &mut Vm, this: Ref<Tuple>, value: &Value) -> Result<Value, Raised> {
    mul(vm, this, value)
}

/// Where an item equal to value stands first, looking from start to stop. Raises ValueError if none does.
#[function("tuple.index(self, value, start=0, stop=<absent>, /)")]
fn index(vm: &mut Vm, this: &Tuple, value: &Value, start: &Value, stop: Option<&Value>) -> Result<usize, Raised> {
    let start = item::search_bound(vm, start, this.length())?;
    let stop = stop.map_or(Ok(usize::MAX), |stop| item::search_bound(vm, stop, this.length()))?;
    match items::find(vm, this, value, start, stop)? {
        Some(place) => Ok(place),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

/// How many items are equal to value.
#[function("tuple.count(self, value, /)")]
fn count(vm: &mut Vm, this: &Tuple, value: &Value) -> Result<usize, Raised> {
    items::count(vm, this, value)
}

/// The arguments of __new__ for copies.
#[function("tuple.__getnewargs__(self, /)")]
fn getnewargs(vm: &mut Vm, this: &Tuple) -> Result<Value, Raised> {
    let copy = Tuple::collect(&vm.heap, vm.classes.tuple.value().clone(), this.items().iter().cloned());
    let copy = copy.or_memory_error(vm)?.into_value();
    vm.tuple([copy])
}
