//! `bytes`: its table, how bytes are made, and what the operators ask of them. Most methods are shared with
//! `bytearray`: they work on a `source::Source`.

use std::cmp::Ordering;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops;
use taipan_core::ops::item::{self, Subscript};
use taipan_core::ops::stretch;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::SequenceIterator;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_text::find as finding;
use taipan_text::{Unit, pieces};

use crate::buffer;
use crate::number::number_methods::new_class;
use crate::text::str::fill as filling;
use crate::text::{percent, window};

pub(crate) mod apart;
pub(crate) mod case;
pub(crate) mod contents;
pub(crate) mod ends;
pub(crate) mod fill;
pub(crate) mod hex;
pub(crate) mod mapping;
pub(crate) mod search;
pub(crate) mod source;

use apart::{join, rsplit, split, splitlines};
use case::{
    capitalize, isalnum, isalpha, isascii, isdigit, islower, isspace, istitle, isupper, lower, swapcase, title, upper,
};
use ends::{lstrip, removeprefix, removesuffix, rstrip, strip};
use fill::{center, expandtabs, ljust, rjust, zfill};
use hex::{bytes_from_hex, to_hex};
use mapping::{decode, maketrans, translate};
use search::{count, endswith, find, index, partition, replace, rfind, rindex, rpartition, startswith};
use source::{Source, byte};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A sequence of numbers from 0 to 255 that cannot be changed.\n\n\
          Made of numbers, of a string and its encoding, of the bytes of another object, or of a length, all zero.",
    methods: methods![
        new,
        repr,
        str,
        hash,
        len,
        eq,
        ne,
        lt,
        le,
        gt,
        ge,
        add,
        mul,
        rmul,
        modulo,
        rmod,
        getitem,
        contains,
        iter,
        to_bytes,
        getnewargs,
        join,
        rsplit,
        split,
        splitlines,
        capitalize,
        isalnum,
        isalpha,
        isascii,
        isdigit,
        islower,
        isspace,
        istitle,
        isupper,
        lower,
        swapcase,
        title,
        upper,
        lstrip,
        removeprefix,
        removesuffix,
        rstrip,
        strip,
        center,
        expandtabs,
        ljust,
        rjust,
        zfill,
        bytes_from_hex,
        to_hex,
        decode,
        translate,
        count,
        endswith,
        find,
        index,
        partition,
        replace,
        rfind,
        rindex,
        rpartition,
        startswith,
    ],
    static_methods: methods![maketrans],
    attributes: &[],
    next: None,
    awaited: None,
    make: None,
};

/// Bytes of numbers, of an encoded string, of another object's bytes, or so many zeros.
#[function("bytes.__new__(cls, source=<absent>, encoding=<absent>, errors=<absent>)")]
fn new(
    vm: &mut Vm,
    class: &Value,
    source: Option<&Value>,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Result<Value, Raised> {
    let base = vm.classes.bytes.clone();
    let class = new_class(vm, class, &base)?;
    let exact = class.value().is(base.value());
    if let Some(source) = source
        && exact
        && encoding.is_none()
        && errors.is_none()
        && vm.classes.is_exactly(source, &vm.classes.bytes)
    {
        return Ok(source.clone());
    }
    let bytes = contents::read(vm, "bytes", source, encoding, errors)?;
    source::bytes_of_class(vm, class.value(), &bytes)
}

/// What repr() shows.
#[function("bytes.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Bytes) -> Result<Ref<Str>, Raised> {
    ops::repr::of_bytes(vm, this.as_slice())
}

/// What str() and print() show.
#[function("bytes.__str__(self, /)")]
fn str(vm: &mut Vm, this: &Bytes) -> Result<Ref<Str>, Raised> {
    if vm.world.settings.warns_of_bytes {
        vm.warn(|classes| &classes.bytes_warning, "str() on a bytes instance", 1)?;
    }
    ops::repr::of_bytes(vm, this.as_slice())
}

/// A number for dicts and sets: equal objects have the same.
#[function("bytes.__hash__(self, /)")]
fn hash(vm: &mut Vm, this: &Bytes) -> Result<i64, Raised> {
    ops::hash::of_all_bytes(vm, this)
}

/// The number of bytes.
#[function("bytes.__len__(self, /)")]
pub(crate) fn len(this: Source<'_>) -> usize {
    this.length()
}

fn compared(vm: &mut Vm, this: Source<'_>, value: &Value, holds: fn(Ordering) -> bool) -> Result<Value, Raised> {
    let Some(other) = buffer::get(vm, value)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let order = this.with(|bytes| pieces::compare(bytes, &other, vm))?;
    Ok(Value::from_bool(holds(order)))
}

/// Warns, where that is wanted, of bytes that are asked whether they equal what they never do: text, or a number.
fn warn_of_mixture(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<(), Raised> {
    if !vm.world.settings.warns_of_bytes {
        return Ok(());
    }
    let message = match (this.0.is_kind::<Bytes>(), value.is_kind::<Str>()) {
        (true, true) => "Comparison between bytes and string",
        (true, false) if vm.classes.is_instance(value, &vm.classes.int) => "Comparison between bytes and int",
        (false, true) => "Comparison between bytearray and string",
        _ => return Ok(()),
    };
    vm.warn(|classes| &classes.bytes_warning, message, 1)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("bytes.__eq__(self, value, /)")]
pub(crate) fn eq(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    warn_of_mixture(vm, this, value)?;
    compared(vm, this, value, Ordering::is_eq)
}

/// The opposite of ==.
#[function("bytes.__ne__(self, value, /)")]
pub(crate) fn ne(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    warn_of_mixture(vm, this, value)?;
    compared(vm, this, value, Ordering::is_ne)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("bytes.__lt__(self, value, /)")]
pub(crate) fn lt(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("bytes.__le__(self, value, /)")]
pub(crate) fn le(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_le)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("bytes.__gt__(self, value, /)")]
pub(crate) fn gt(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("bytes.__ge__(self, value, /)")]
pub(crate) fn ge(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_ge)
}

/// The bytes with the other behind.
#[function("bytes.__add__(self, value, /)", mark = OfSequence)]
pub(crate) fn add(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    let Some(other) = buffer::get(vm, value)? else { return Err(cannot_concatenate(vm, this, value)) };
    if let Some(bytes) = this.0.payload::<Bytes>() {
        let class = vm.classes.bytes.value().clone();
        let joined = Bytes::concat(&vm.heap, class, &[bytes.as_slice(), &other]);
        return Ok(joined.or_memory_error(vm)?.into_value());
    }
    let total = this.length().saturating_add(other.len());
    vm.charge_pass(total)?;
    this.filled(vm, total, |heap, target| {
        this.with(|bytes| {
            let (first, second) = target.split_at_mut(bytes.len());
            heap.copy(first, bytes)?;
            heap.copy(second, &other)
        })
    })
}

/// TypeError because something cannot stand behind the receiver.
pub(crate) fn cannot_concatenate(vm: &mut Vm, this: Source<'_>, value: &Value) -> Raised {
    let (given, own) = (vm.classes.name_of(value), vm.classes.name_of(this.0));
    vm.type_error(format!("can't concat {given} to {own}"))
}

/// The bytes so many times.
#[function("bytes.__mul__(self, value, /)", mark = OfSequence)]
pub(crate) fn mul(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    repeated(vm, this, value)
}

/// The bytes so many times.
#[function("bytes.__rmul__(self, value, /)", mark = OfSequence)]
pub(crate) fn rmul(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    repeated(vm, this, value)
}

/// The bytes so many times.
pub(crate) fn repeated(vm: &mut Vm, this: Source<'_>, times: &Value) -> Result<Value, Raised> {
    let times = usize::try_from(window::sized(vm, times)?).unwrap_or(0);
    let Some(total) = this.length().checked_mul(times).filter(|total| *total <= vm.most_text_bytes()) else {
        return Err(vm.memory_error());
    };
    vm.charge_pass(total)?;
    this.filled(vm, total, |heap, target| this.with(|bytes| filling::repeat(heap, target, bytes)))
}

/// The bytes with values in the places of its % marks (printf style).
#[function("bytes.__mod__(self, value, /)")]
pub(crate) fn modulo(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    let template = this.kept(vm)?;
    let out = percent::render(vm, &template, Unit::Byte, value)?;
    this.make(vm, &out)
}

/// As %, with this on the right.
#[function("bytes.__rmod__(self, value, /)")]
pub(crate) fn rmod(vm: &mut Vm, this: Source<'_>, value: &Value) -> Result<Value, Raised> {
    if !value.is_kind::<Bytes>() && !value.is_kind::<ByteArray>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let template = Source(value);
    let bytes = template.kept(vm)?;
    let out = percent::render(vm, &bytes, Unit::Byte, this.0)?;
    template.make(vm, &out)
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("bytes.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Value, key: &Value) -> Result<Value, Raised> {
    subscript(vm, Source(this), key, "byte", "index out of range")
}

/// A byte, or the bytes of a slice.
pub(crate) fn subscript(
    vm: &mut Vm,
    this: Source<'_>,
    key: &Value,
    name: &str,
    outside: &str,
) -> Result<Value, Raised> {
    let bounds = match item::subscript(vm, key, name)? {
        Subscript::Index(index) => {
            let byte =
                this.with(|bytes| stretch::place(index, bytes.len()).and_then(|place| bytes.get(place).copied()));
            return match byte {
                Some(byte) => vm.int(i64::from(byte)),
                None => Err(vm.index_error(outside)),
            };
        }
        Subscript::Slice(bounds) => bounds,
    };
    let stretch = bounds.within(this.length());
    if let Some(range) = stretch.contiguous() {
        if range == (0..this.length()) {
            return this.whole(vm);
        }
        return this.with(|bytes| this.make(vm, bytes.get(range).unwrap_or_default()));
    }
    let mut picked = Draft::new();
    picked.reserve(vm, stretch.count)?;
    let mut places = stretch.places();
    while places.len() > 0 {
        vm.charge_pass(pieces::PIECE)?;
        let piece = places.by_ref().take(pieces::PIECE);
        picked
            .write(vm, |out, _| this.with(|bytes| out.extend(piece.filter_map(|place| bytes.get(place).copied()))))?;
    }
    this.make(vm, &picked)
}

/// Whether a byte or several in a row stand somewhere in these.
#[function("bytes.__contains__(self, key, /)")]
pub(crate) fn contains(vm: &mut Vm, this: Source<'_>, key: &Value) -> Result<bool, Raised> {
    if item::has_index(vm, key) {
        let wanted = byte(vm, key, "byte")?;
        return Ok(this.with(|bytes| finding::find(bytes, &[wanted], vm))?.is_some());
    }
    let wanted = buffer::required(vm, key)?;
    Ok(this.with(|bytes| finding::find(bytes, &wanted, vm))?.is_some())
}

/// An iterator over the items.
#[function("bytes.__iter__(self, /)")]
pub(crate) fn iter(vm: &mut Vm, this: Source<'_>) -> Result<Ref<SequenceIterator>, Raised> {
    let class = match this.name() {
        "bytes" => vm.classes.bytes_iterator.clone(),
        _ => vm.classes.bytearray_iterator.clone(),
    };
    vm.allocate(&class, SequenceIterator { sequence: Slot::new(this.0.clone()), index: 0.into(), step: 1 })
}

/// The value as plain bytes, whatever class derives from them.
#[function("bytes.__bytes__(self, /)")]
fn to_bytes(vm: &mut Vm, this: Ref<Bytes>) -> Result<Value, Raised> {
    Source(this.value()).whole(vm)
}

/// What copying and pickling pass to __new__.
#[function("bytes.__getnewargs__(self, /)")]
fn getnewargs(vm: &mut Vm, this: &Bytes) -> Result<Value, Raised> {
    let bytes = vm.bytes(this.as_slice())?;
    vm.tuple([bytes])
}
