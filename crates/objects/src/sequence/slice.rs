//! What `slice` answers.

use dashu_int::IBig;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::number::integer;
use taipan_core::ops::{hash, item};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::sequence::Slice;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text as text;

use crate::sequence::items::write_repr;

/// `slice`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The bounds of a subscript a[start:stop:step]; with one argument, that is where to stop.",
    methods: methods![new, repr_, hash_, eq, ne, lt, le, gt, ge, indices, reduce],
    attributes: &[
        Attribute {
            name: "start",
            doc: "",
            get: |_, this| Ok(part(this, |slice| &slice.start)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "stop",
            doc: "",
            get: |_, this| Ok(part(this, |slice| &slice.stop)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "step",
            doc: "",
            get: |_, this| Ok(part(this, |slice| &slice.step)),
            set: Attribute::READ_ONLY,
        },
    ],
    ..ClassSpec::EMPTY
};

fn part(slice: &Value, pick: fn(&Slice) -> &Value) -> Value {
    slice.payload::<Slice>().map_or(Value::NONE, |slice| pick(slice).clone())
}

/// Make a slice.
#[function("slice.__new__(cls, start, stop=<absent>, step=None, /)")]
fn new(vm: &mut Vm, _class: &Value, start: Value, stop: Option<Value>, step: Value) -> Result<Value, Raised> {
    match stop {
        Some(stop) => vm.slice(start, stop, step),
        None => vm.slice(Value::NONE, start, Value::NONE),
    }
}

/// What repr() shows.
#[function("slice.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: &Slice) -> Result<Value, Raised> {
    let mut text = Draft::new();
    text.push(vm, b"slice(")?;
    write_repr(vm, &mut text, &this.start)?;
    text.push(vm, b", ")?;
    write_repr(vm, &mut text, &this.stop)?;
    text.push(vm, b", ")?;
    write_repr(vm, &mut text, &this.step)?;
    text.push(vm, b")")?;
    text.into_str(vm)
}

/// A number for dicts and sets: equal objects have the same.
#[function("slice.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &Slice) -> Result<i64, Raised> {
    let mut hashes = [0; 3];
    for (place, part) in hashes.iter_mut().zip([&this.start, &this.stop, &this.step]) {
        *place = hash::hash(vm, part)?;
    }
    Ok(text::hash::tuple(hashes.into_iter()))
}

/// Compares as tuples of the three parts compare.
fn compared(vm: &mut Vm, this: &Slice, value: &Value, comparison: Comparison) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Slice>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let left = vm.tuple([this.start.clone(), this.stop.clone(), this.step.clone()])?;
    let right = vm.tuple([other.start.clone(), other.stop.clone(), other.step.clone()])?;
    compare::compare(vm, comparison, &left, &right)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("slice.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Slice, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Eq)
}

/// The opposite of ==.
#[function("slice.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Slice, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ne)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("slice.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Slice, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("slice.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Slice, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Le)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("slice.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Slice, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("slice.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Slice, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ge)
}

/// What start, stop and step mean in a sequence of a given length.
#[function("slice.indices(self, length, /)")]
fn indices(vm: &mut Vm, this: &Slice, length: &Value) -> Result<Value, Raised> {
    let length = integer(&lookup::index(vm, length)?);
    if length < IBig::ZERO {
        return Err(vm.value_error("length should not be negative"));
    }
    let [start, stop, step] = indices_of(vm, this, &length)?;
    let (start, stop, step) = (vm.big_int(start)?, vm.big_int(stop)?, vm.big_int(step)?);
    vm.tuple([start, stop, step])
}

/// Start, stop and step in a sequence of a length of any size.
pub(crate) fn indices_of(vm: &mut Vm, slice: &Slice, length: &IBig) -> Result<[IBig; 3], Raised> {
    let step = bound(vm, &slice.step)?.unwrap_or(IBig::ONE);
    if step == IBig::ZERO {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let falling = step < IBig::ZERO;
    let (lowest, highest) = if falling { (-IBig::ONE, length - IBig::ONE) } else { (IBig::ZERO, length.clone()) };
    let place = |given: Option<IBig>, missing: &IBig| match given {
        None => missing.clone(),
        Some(place) if place < IBig::ZERO => (place + length).max(lowest.clone()),
        Some(place) => place.min(highest.clone()),
    };
    let (first, last) = if falling { (&highest, &lowest) } else { (&lowest, &highest) };
    let start = place(bound(vm, &slice.start)?, first);
    let stop = place(bound(vm, &slice.stop)?, last);
    Ok([start, stop, step])
}

fn bound(vm: &mut Vm, value: &Value) -> Result<Option<IBig>, Raised> {
    if value.is_none() {
        return Ok(None);
    }
    if !item::has_index(vm, value) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    Ok(Some(integer(&lookup::index(vm, value)?)))
}

/// How to make a copy.
#[function("slice.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &Slice) -> Result<Value, Raised> {
    let arguments = vm.tuple([this.start.clone(), this.stop.clone(), this.step.clone()])?;
    let class = vm.classes.slice.value().clone();
    vm.tuple([class, arguments])
}
