//! What `range` answers. Bounds are integers of any size; its iterators are in `range_iterator`.

use dashu_int::IBig;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::number::integer;
use taipan_core::ops::{compare, hash, int_math, item, iterate};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::number::{BigInt, BoxedInt};
use taipan_core::value::sequence::{Range, Slice};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text as text;
use taipan_text::integer::quotient;

use crate::sequence::items::write_repr;
use crate::sequence::{range_iterator, slice};

/// `range`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A sequence of integers at equal distances: range(stop), range(start, stop, step=1).",
    methods: methods![new, repr_, hash_, eq, ne, bool_, len, getitem, contains, iter, reversed, index, count, reduce,],
    attributes: &[
        Attribute {
            name: "start",
            doc: "The first item.",
            get: |_, this| Ok(part(this, |range| &range.start)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "stop",
            doc: "Where it ends.",
            get: |_, this| Ok(part(this, |range| &range.stop)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "step",
            doc: "The distance.",
            get: |_, this| Ok(part(this, |range| &range.step)),
            set: Attribute::READ_ONLY,
        },
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `range` of small integers.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let bound = |value: &Value| Value::from_small_int(value.word().as_int()?);
    let number = |value: i64| Value::from_small_int(value).unwrap_or(Value::NONE);
    let (start, stop, step) = match values {
        [stop] => (Some(number(0)), bound(stop), Some(number(1))),
        [start, stop] => (bound(start), bound(stop), Some(number(1))),
        [start, stop, step] if step.word().as_int() != Some(0) => (bound(start), bound(stop), bound(step)),
        _ => return Ok(None),
    };
    match (start, stop, step) {
        (Some(start), Some(stop), Some(step)) => make(vm, start, stop, step).map(Some),
        _ => Ok(None),
    }
}

fn part(range: &Value, pick: fn(&Range) -> &Value) -> Value {
    range.payload::<Range>().map_or(Value::NONE, |range| pick(range).clone())
}

/// Make a range.
#[function("range.__new__(cls, start, stop=<absent>, step=<absent>, /)")]
fn new(
    vm: &mut Vm,
    _class: &Value,
    start: &Value,
    stop: Option<&Value>,
    step: Option<&Value>,
) -> Result<Value, Raised> {
    let one = Value::from_small_int(1).unwrap_or(Value::NONE);
    let (start, stop) = match stop {
        None => (Value::from_small_int(0).unwrap_or(Value::NONE), lookup::index(vm, start)?),
        Some(stop) => (lookup::index(vm, start)?, lookup::index(vm, stop)?),
    };
    let step = match step {
        Some(step) => lookup::index(vm, step)?,
        None => one,
    };
    if step.word().as_int() == Some(0) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    make(vm, start, stop, step)
}

/// A range of three integers.
pub(crate) fn make(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Result<Value, Raised> {
    let length = match (start.word().as_int(), stop.word().as_int(), step.word().as_int()) {
        (Some(start), Some(stop), Some(step)) => vm.int(small_length(start, stop, step))?,
        _ => {
            let length = length(vm, &integer(&start), &integer(&stop), &integer(&step))?;
            vm.big_int(length)?
        }
    };
    let class = vm.classes.range.value().clone();
    Ok(vm.heap.allocate(class, Range { start, stop, step, length }).or_memory_error(vm)?.into_value())
}

/// The number of items, of bounds of 63 bits.
fn small_length(start: i64, stop: i64, step: i64) -> i64 {
    let (distance, stride) = if step > 0 { (stop - start, step) } else { (start - stop, -step) };
    if distance <= 0 { 0 } else { (distance - 1) / stride + 1 }
}

fn length(vm: &mut Vm, start: &IBig, stop: &IBig, step: &IBig) -> Result<IBig, Raised> {
    let (distance, stride) = if *step > IBig::ZERO { (stop - start, step.clone()) } else { (start - stop, -step) };
    if distance <= IBig::ZERO {
        return Ok(IBig::ZERO);
    }
    Ok(quotient::floor_div(vm, &(distance - IBig::ONE), &stride)? + IBig::ONE)
}

/// What repr() shows.
#[function("range.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: &Range) -> Result<Value, Raised> {
    let mut text = Draft::new();
    text.push(vm, b"range(")?;
    write_repr(vm, &mut text, &this.start)?;
    text.push(vm, b", ")?;
    write_repr(vm, &mut text, &this.stop)?;
    if this.step.word().as_int() != Some(1) {
        text.push(vm, b", ")?;
        write_repr(vm, &mut text, &this.step)?;
    }
    text.push(vm, b")")?;
    text.into_str(vm)
}

/// What makes two ranges equal: the number of items, the first of them, and their distance.
fn essence(range: &Range) -> [Value; 3] {
    let parts = match range.length.word().as_int() {
        Some(0) => [Some(&range.length), None, None],
        Some(1) => [Some(&range.length), Some(&range.start), None],
        _ => [Some(&range.length), Some(&range.start), Some(&range.step)],
    };
    parts.map(|part| part.map_or(Value::NONE, Value::clone))
}

/// A number for dicts and sets: equal objects have the same.
#[function("range.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &Range) -> Result<i64, Raised> {
    let mut hashes = [0; 3];
    for (place, part) in hashes.iter_mut().zip(essence(this)) {
        *place = hash::hash(vm, &part)?;
    }
    Ok(text::hash::tuple(hashes.into_iter()))
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("range.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Range, value: &Value) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Range>() else { return Ok(Value::NOT_IMPLEMENTED) };
    for (left, right) in essence(this).into_iter().zip(essence(other)) {
        if !compare::equals(vm, &left, &right)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

/// The opposite of ==.
#[function("range.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Range, value: &Value) -> Result<Value, Raised> {
    let equal = eq(vm, this, value)?;
    Ok(equal.word().as_bool().map_or(equal, |equal| Value::from_bool(!equal)))
}

/// True if the range has items.
#[function("range.__bool__(self, /)")]
fn bool_(this: &Range) -> bool {
    this.length.word().as_int() != Some(0)
}

/// The number of items.
#[function("range.__len__(self, /)")]
fn len(vm: &mut Vm, this: &Range) -> Result<Value, Raised> {
    let fits = |big: &BigInt| big.look().to_i64().is_some();
    if small_int(&this.length).is_none() && !this.length.payload::<BigInt>().is_some_and(fits) {
        return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
    }
    Ok(this.length.clone())
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("range.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Range, key: &Value) -> Result<Value, Raised> {
    if let Some(slice) = key.to_ref::<Slice>() {
        return sliced(vm, this, &slice);
    }
    if !item::has_index(vm, key) {
        let given = vm.classes.name_of(key);
        return Err(vm.type_error(format!("range indices must be integers or slices, not {given}")));
    }
    let index = lookup::index(vm, key)?;
    let (mut place, length) = (integer(&index), integer(&this.length));
    if place < IBig::ZERO {
        place += &length;
    }
    if place < IBig::ZERO || place >= length {
        return Err(vm.index_error("range object index out of range"));
    }
    let distance = int_math::product(vm, &place, &integer(&this.step))?;
    vm.big_int(integer(&this.start) + distance)
}

fn sliced(vm: &mut Vm, this: &Range, slice: &Slice) -> Result<Value, Raised> {
    let [from, to, stride] = slice::indices_of(vm, slice, &integer(&this.length))?;
    let (start, step) = (integer(&this.start), integer(&this.step));
    let (first, last) = (int_math::product(vm, &from, &step)?, int_math::product(vm, &to, &step)?);
    let stride = int_math::product(vm, &stride, &step)?;
    let (first, last, step) = (vm.big_int(&start + first)?, vm.big_int(start + last)?, vm.big_int(stride)?);
    make(vm, first, last, step)
}

/// The place of a number in the range, if it is an item.
fn place_of(vm: &mut Vm, range: &Range, number: &Value) -> Result<Option<IBig>, Raised> {
    let (number, start, stop) = (integer(number), integer(&range.start), integer(&range.stop));
    let step = integer(&range.step);
    let inside = if step > IBig::ZERO { start <= number && number < stop } else { stop < number && number <= start };
    if !inside {
        return Ok(None);
    }
    let (place, rest) = quotient::floored(vm, &(number - start), &step)?;
    Ok(rest.is_zero().then_some(place))
}

/// Whether a value is an integer of a kind whose equality is known.
fn is_plain_integer(vm: &Vm, value: &Value) -> bool {
    value.word().is_int()
        || value.word().is_bool()
        || (value.is_kind::<BigInt>() || value.is_kind::<BoxedInt>()) && vm.classes.is_exactly(value, &vm.classes.int)
}

/// The places of items equal to a value, found by asking each; `visit` says whether to go on.
fn search(vm: &mut Vm, this: &Ref<Range>, value: &Value, mut visit: impl FnMut(usize) -> bool) -> Result<(), Raised> {
    let iterator = range_iterator::forwards(vm, this)?;
    let mut place = 0;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if compare::equals(vm, &item, value)? && !visit(place) {
            break;
        }
        place += 1;
    }
    Ok(())
}

/// Whether something is among the items.
#[function("range.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: Ref<Range>, key: &Value) -> Result<bool, Raised> {
    if is_plain_integer(vm, key) {
        return Ok(place_of(vm, &this, key)?.is_some());
    }
    let mut found = false;
    search(vm, &this, key, |_| {
        found = true;
        false
    })?;
    Ok(found)
}

/// An iterator over the items.
#[function("range.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Range>) -> Result<Value, Raised> {
    range_iterator::forwards(vm, &this)
}

/// An iterator from the last number to the first.
#[function("range.__reversed__(self, /)")]
fn reversed(vm: &mut Vm, this: Ref<Range>) -> Result<Value, Raised> {
    range_iterator::backwards(vm, &this)
}

/// Where a number stands. Raises ValueError if it is not in the range.
#[function("range.index(self, value, /)")]
fn index(vm: &mut Vm, this: Ref<Range>, value: &Value) -> Result<Value, Raised> {
    if is_plain_integer(vm, value) {
        return match place_of(vm, &this, value)? {
            Some(place) => vm.big_int(place),
            None => {
                let mut message = Draft::new();
                write_repr(vm, &mut message, value)?;
                message.push(vm, b" is not in range")?;
                Err(vm.value_error(String::from_utf8_lossy(&message)))
            }
        };
    }
    let mut found = None;
    search(vm, &this, value, |place| {
        found = Some(place);
        false
    })?;
    match found {
        Some(place) => vm.size(place),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

/// How many items are equal to value.
#[function("range.count(self, value, /)")]
fn count(vm: &mut Vm, this: Ref<Range>, value: &Value) -> Result<usize, Raised> {
    if is_plain_integer(vm, value) {
        return Ok(usize::from(place_of(vm, &this, value)?.is_some()));
    }
    let mut found = 0;
    search(vm, &this, value, |_| {
        found += 1;
        true
    })?;
    Ok(found)
}

/// How to make a copy.
#[function("range.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &Range) -> Result<Value, Raised> {
    let arguments = vm.tuple([this.start.clone(), this.stop.clone(), this.step.clone()])?;
    let class = vm.classes.range.value().clone();
    vm.tuple([class, arguments])
}
