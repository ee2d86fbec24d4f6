//! `bytearray`: its table, how bytearrays are made, and what changes through operators. What does not change anything is
//! shared with `bytes`.

use std::cell::Cell;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops;
use taipan_core::ops::item::{self, Subscript};
use taipan_core::ops::stretch::{self, Stretch};
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::buffer;
use crate::number::number_methods::new_class;
use crate::text::bytes::source::{Source, byte};
use crate::text::bytes::{self, contents};

mod change;

use bytes::apart::{join, rsplit, split, splitlines};
use bytes::case::{
    capitalize, isalnum, isalpha, isascii, isdigit, islower, isspace, istitle, isupper, lower, swapcase, title, upper,
};
use bytes::ends::{lstrip, removeprefix, removesuffix, rstrip, strip};
use bytes::fill::{center, expandtabs, ljust, rjust, zfill};
use bytes::hex::{bytearray_from_hex, to_hex};
use bytes::mapping::{decode, maketrans, translate};
use bytes::search::{count, endswith, find, index, partition, replace, rfind, rindex, rpartition, startswith};
use bytes::{add, contains, eq, ge, gt, iter, le, len, lt, modulo, mul, ne, rmod, rmul};
use change::{append, clear, copy, extend, insert, pop, remove, reverse};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A sequence of numbers from 0 to 255 that can be changed.\n\n\
          Made of numbers, of a string and its encoding, of the bytes of another object, or of a length, all zero.",
    methods: methods![
        new,
        init,
        repr,
        str,
        len,
        eq,
        ne,
        lt,
        le,
        gt,
        ge,
        add,
        iadd,
        mul,
        rmul,
        imul,
        modulo,
        rmod,
        getitem,
        setitem,
        delitem,
        contains,
        iter,
        reduce,
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
        bytearray_from_hex,
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
        append,
        clear,
        copy,
        extend,
        insert,
        pop,
        remove,
        reverse,
    ],
    static_methods: methods![maketrans],
    attributes: &[],
    next: None,
    awaited: None,
    make: Some(make_at_once),
};

/// `bytearray()`, and that of bytes.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let bytes = match values {
        [] => b"",
        [source] if vm.classes.is_exactly(source, &vm.classes.bytes) => match source.payload::<Bytes>() {
            Some(bytes) => bytes.as_slice(),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let class = vm.classes.bytearray.clone();
    make(vm, &class, bytes).map(Some)
}

/// A bytearray of a class.
pub fn make(vm: &mut Vm, class: &Ref<Class>, bytes: &[u8]) -> Result<Value, Raised> {
    let mut buffer = Buffer::with_capacity(&vm.heap, bytes.len()).or_memory_error(vm)?;
    fill(vm, &mut buffer, bytes)?;
    Ok(vm.allocate(class, ByteArray { bytes: buffer.into(), exports: Cell::new(0) })?.into_value())
}

/// Puts bytes behind those that are there.
fn fill(vm: &mut Vm, buffer: &mut Buffer<u8>, bytes: &[u8]) -> Result<(), Raised> {
    buffer.extend_copied(&vm.heap, bytes).or_memory_error(vm)
}

/// Must be asked before the length changes.
pub(crate) fn check_resizable(vm: &mut Vm, array: &ByteArray) -> Result<(), Raised> {
    if array.exports.get() > 0 {
        let message = "Existing exports of data: object cannot be re-sized";
        return Err(vm.raise_message(|classes| &classes.buffer_error, message));
    }
    Ok(())
}

/// Replaces a range of bytes by others.
pub(crate) fn splice(vm: &mut Vm, array: &ByteArray, range: std::ops::Range<usize>, with: &[u8]) -> Result<(), Raised> {
    if range.len() != with.len() {
        check_resizable(vm, array)?;
    }
    // What stands behind the range moves.
    let behind = array.bytes.borrow().len().saturating_sub(range.end);
    vm.charge_pass(with.len() + if range.len() == with.len() { 0 } else { behind })?;
    let mut held = array.bytes.borrow_mut();
    if range.len() == with.len() {
        if let Some(place) = held.get_mut(range) {
            place.copy_from_slice(with);
        }
        return Ok(());
    }
    let spliced = if range.start == held.len() {
        held.extend_copied(&vm.heap, with)
    } else {
        held.splice_copied(&vm.heap, range, with)
    };
    held.shrink(&vm.heap);
    drop(held);
    spliced.or_memory_error(vm)
}

/// An empty bytearray, to be filled by __init__.
#[function("bytearray.__new__(cls, /, *args, **kwargs)")]
fn new(
    vm: &mut Vm,
    class: &Value,
    _args: taipan_core::protocol::native::Rest<'_>,
    _kwargs: taipan_core::protocol::native::Keywords<'_>,
) -> Result<Value, Raised> {
    let base = vm.classes.bytearray.clone();
    let class = new_class(vm, class, &base)?;
    make(vm, &class, b"")
}

/// Fill with numbers, an encoded string, another object's bytes, or so many zeros.
#[function("bytearray.__init__(self, source=<absent>, encoding=<absent>, errors=<absent>)")]
fn init(
    vm: &mut Vm,
    this: &ByteArray,
    source: Option<&Value>,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Result<(), Raised> {
    let bytes = contents::read(vm, "bytearray", source, encoding, errors)?;
    let length = this.bytes.borrow().len();
    splice(vm, this, 0..length, &bytes)
}

/// What repr() shows.
#[function("bytearray.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Ref<ByteArray>) -> Result<Value, Raised> {
    shown(vm, &this)
}

/// What str() and print() show.
#[function("bytearray.__str__(self, /)")]
fn str(vm: &mut Vm, this: Ref<ByteArray>) -> Result<Value, Raised> {
    if vm.world.settings.warns_of_bytes {
        vm.warn(|classes| &classes.bytes_warning, "str() on a bytearray instance", 1)?;
    }
    shown(vm, &this)
}

fn shown(vm: &mut Vm, this: &Ref<ByteArray>) -> Result<Value, Raised> {
    let name = vm.classes.name_of(this.value());
    let shown = ops::repr::of_bytes(vm, &this.bytes.borrow())?;
    let mut out = Draft::new();
    out.push(vm, format!("{name}(").as_bytes())?;
    if shown.as_bytes().starts_with(b"b\"") {
        // Unlike that of bytes, this repr escapes single quotes between double ones, too.
        for (index, part) in shown.as_bytes().split(|byte| *byte == b'\'').enumerate() {
            vm.tick()?;
            out.push(vm, if index == 0 { b"" } else { b"\\'" })?;
            out.push(vm, part)?;
        }
    } else {
        out.push(vm, shown.as_bytes())?;
    }
    out.push(vm, b")")?;
    out.into_str(vm)
}

/// Append the bytes of the other.
#[function("bytearray.__iadd__(self, value, /)", mark = OfSequence)]
fn iadd(vm: &mut Vm, this: Ref<ByteArray>, value: &Value) -> Result<Ref<ByteArray>, Raised> {
    let Some(more) = buffer::get(vm, value)? else {
        return Err(bytes::cannot_concatenate(vm, Source(this.value()), value));
    };
    let length = this.bytes.borrow().len();
    splice(vm, &this, length..length, &more)?;
    Ok(this)
}

/// Repeat the bytes in place.
#[function("bytearray.__imul__(self, value, /)", mark = OfSequence)]
fn imul(vm: &mut Vm, this: Ref<ByteArray>, value: &Value) -> Result<Ref<ByteArray>, Raised> {
    let length = this.bytes.borrow().len();
    let repeated = bytes::repeated(vm, Source(this.value()), value)?;
    if let Some(repeated) = repeated.payload::<ByteArray>() {
        if repeated.bytes.borrow().len() != length {
            check_resizable(vm, &this)?;
        }
        this.bytes.swap(&repeated.bytes);
    }
    Ok(this)
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("bytearray.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: Ref<ByteArray>, key: &Value) -> Result<Value, Raised> {
    bytes::subscript(vm, Source(this.value()), key, "bytearray", "bytearray index out of range")
}

/// Replace the item at an index, or the part that a slice names.
#[function("bytearray.__setitem__(self, key, value, /)")]
fn setitem(vm: &mut Vm, this: Ref<ByteArray>, key: &Value, value: &Value) -> Result<(), Raised> {
    let bounds = match item::subscript(vm, key, "bytearray")? {
        Subscript::Index(index) => {
            let length = this.bytes.borrow().len();
            if stretch::place(index, length).is_none() {
                return Err(vm.index_error("bytearray index out of range"));
            }
            let byte = byte(vm, value, "byte")?;
            // Asking the value for its number may have made the array shorter.
            let length = this.bytes.borrow().len();
            let Some(place) = stretch::place(index, length) else {
                return Err(vm.index_error("bytearray index out of range"));
            };
            if let Some(held) = this.bytes.borrow_mut().get_mut(place) {
                *held = byte;
            }
            return Ok(());
        }
        Subscript::Slice(bounds) => bounds,
    };
    let new = assigned(vm, value)?;
    let stretch = bounds.within(this.bytes.borrow().len());
    if stretch.step == 1 {
        let start = usize::try_from(stretch.start).unwrap_or(0);
        return splice(vm, &this, start..start + stretch.count, &new);
    }
    if new.is_empty() {
        return delete(vm, &this, stretch);
    }
    if new.len() != stretch.count {
        let (given, wanted) = (new.len(), stretch.count);
        return Err(
            vm.value_error(format!("attempt to assign bytes of size {given} to extended slice of size {wanted}"))
        );
    }
    let mut held = this.bytes.borrow_mut();
    for (place, byte) in stretch.places().zip(new) {
        if let Some(place) = held.get_mut(place) {
            *place = byte;
        }
    }
    Ok(())
}

/// The bytes that are assigned to a slice.
fn assigned(vm: &mut Vm, value: &Value) -> Result<Vec<u8>, Raised> {
    if let Some(bytes) = buffer::get(vm, value)? {
        return Ok(bytes.into_owned());
    }
    let number = item::has_index(vm, value);
    if number || value.is_kind::<taipan_core::value::text::Str>() || !taipan_core::ops::iterate::is_iterable(vm, value)
    {
        return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    contents::numbers(vm, value, "byte")
}

/// Remove the item at an index, or the part that a slice names.
#[function("bytearray.__delitem__(self, key, /)")]
fn delitem(vm: &mut Vm, this: &ByteArray, key: &Value) -> Result<(), Raised> {
    match item::subscript(vm, key, "bytearray")? {
        Subscript::Index(index) => {
            let place = stretch::place(index, this.bytes.borrow().len());
            match place {
                Some(place) => splice(vm, this, place..place + 1, b""),
                None => Err(vm.index_error("bytearray index out of range")),
            }
        }
        Subscript::Slice(bounds) => {
            let stretch = bounds.within(this.bytes.borrow().len());
            delete(vm, this, stretch)
        }
    }
}

fn delete(vm: &mut Vm, this: &ByteArray, stretch: Stretch) -> Result<(), Raised> {
    if let Some(range) = stretch.ascending().contiguous() {
        return splice(vm, this, range, b"");
    }
    check_resizable(vm, this)?;
    let gone = stretch.ascending();
    let mut next = gone.places().peekable();
    let mut held = this.bytes.borrow_mut();
    let mut kept = 0;
    for place in 0..held.len() {
        if next.next_if_eq(&place).is_some() {
            continue;
        }
        held.copy_within(place..place + 1, kept);
        kept += 1;
    }
    held.truncate(kept);
    Ok(())
}

/// How to make an equal object.
#[function("bytearray.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<ByteArray>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let bytes = this.bytes.borrow().to_vec();
    let bytes = vm.bytes(&bytes)?;
    let args = vm.tuple([bytes])?;
    let name = vm.names.known.dict.clone();
    let state = taipan_core::protocol::lookup::try_get_attr(vm, this.value(), &name)?.unwrap_or(Value::NONE);
    vm.tuple([class, args, state])
}
