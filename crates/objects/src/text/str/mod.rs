//! `str`: its table, how strings are made, and what the operators ask of them.

use std::cmp::Ordering;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::SequenceIterator;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_text::find::Direction;
use taipan_text::{Unit, pieces, wtf8};

use crate::number::number_methods::new_class;
use crate::text::{codec, percent, percent_plain, window};

mod apart;
mod case;
mod ends;
pub(crate) mod fill;
mod mapping;
pub(crate) mod part;
mod search;
pub(crate) mod subscript;
mod template;

use apart::{join, rsplit, split, splitlines};
use case::{
    capitalize, casefold, isalnum, isalpha, isascii, isdecimal, isdigit, isidentifier, islower, isnumeric, isprintable,
    isspace, istitle, isupper, lower, swapcase, title, upper,
};
use ends::{lstrip, removeprefix, removesuffix, rstrip, strip};
use fill::{center, expandtabs, ljust, rjust, zfill};
use mapping::{maketrans, translate};
use search::{count, endswith, find, index, partition, replace, rfind, rindex, rpartition, startswith};
use template::{format, format_map};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The text of an object: what its __str__ gives, or else its __repr__. With an encoding or an\n\
          error handler, bytes are decoded instead; 'utf-8' and 'strict' stand in for what is left out.",
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
        format_one,
        getnewargs,
        sizeof,
        capitalize,
        casefold,
        isalnum,
        isalpha,
        isascii,
        isdecimal,
        isdigit,
        isidentifier,
        islower,
        isnumeric,
        isprintable,
        isspace,
        istitle,
        isupper,
        lower,
        swapcase,
        title,
        upper,
        center,
        expandtabs,
        ljust,
        rjust,
        zfill,
        find,
        count,
        endswith,
        index,
        partition,
        replace,
        rfind,
        rindex,
        rpartition,
        startswith,
        join,
        rsplit,
        split,
        splitlines,
        lstrip,
        removeprefix,
        removesuffix,
        rstrip,
        strip,
        format,
        format_map,
        translate,
        encode,
    ],
    static_methods: methods![maketrans],
    attributes: &[],
    next: None,
    awaited: None,
    make: Some(make),
};

/// `str()` and `str(object)`.
fn make(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    match values {
        [] => Ok(Some(vm.names.known.empty.clone())),
        [object] => Ok(Some(ops::repr::str(vm, object)?.into_value())),
        _ => Ok(None),
    }
}

/// The text of an object, or decoded bytes.
#[function("str.__new__(cls, object=<absent>, encoding=<absent>, errors=<absent>)")]
fn new(
    vm: &mut Vm,
    class: &Value,
    object: Option<&Value>,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Result<Value, Raised> {
    let base = vm.classes.str.clone();
    let class = new_class(vm, class, &base)?;
    let encoding = codec_name(vm, encoding, "encoding")?;
    let errors = codec_name(vm, errors, "errors")?;
    let text = match object {
        None => vm.names.known.empty.clone(),
        Some(object) if encoding.is_some() || errors.is_some() => {
            let encoding = encoding.unwrap_or_else(|| "utf-8".to_owned());
            codec::decode_object(vm, object, &encoding, &errors.unwrap_or_else(|| "strict".to_owned()))?
        }
        Some(object) => ops::repr::str(vm, object)?.into_value(),
    };
    if class.value().is(base.value()) {
        return Ok(text);
    }
    let bytes = text.payload::<Str>().map(Str::as_bytes).unwrap_or_default();
    Ok(Str::from_wtf8(&vm.heap, class.value().clone(), bytes).or_memory_error(vm)?.into_value())
}

fn codec_name(vm: &mut Vm, given: Option<&Value>, what: &str) -> Result<Option<String>, Raised> {
    match given {
        None => Ok(None),
        Some(given) => codec::name(vm, given, "str", what).map(Some),
    }
}

/// What repr() shows.
#[function("str.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Str) -> Result<Ref<Str>, Raised> {
    ops::repr::of_text(vm, this.as_bytes())
}

/// What str() and print() show.
#[function("str.__str__(self, /)")]
fn str(vm: &mut Vm, this: Ref<Str>) -> Result<Value, Raised> {
    part::whole(vm, &this)
}

/// A number for dicts and sets: equal objects have the same.
#[function("str.__hash__(self, /)")]
fn hash(vm: &mut Vm, this: &Str) -> Result<i64, Raised> {
    Ok(vm.hash_text(this)? as i64)
}

/// The number of code points.
#[function("str.__len__(self, /)")]
fn len(this: &Str) -> usize {
    this.length()
}

fn compared(vm: &mut Vm, this: &Str, value: &Value, holds: fn(Ordering) -> bool) -> Result<Value, Raised> {
    let Some(other) = value.payload::<Str>() else { return Ok(Value::NOT_IMPLEMENTED) };
    // The order of WTF-8 bytes is that of code points.
    let order = pieces::compare(this.as_bytes(), other.as_bytes(), vm)?;
    Ok(Value::from_bool(holds(order)))
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("str.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_eq)
}

/// The opposite of ==.
#[function("str.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_ne)
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("str.__lt__(self, value, /)")]
fn lt(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_lt)
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("str.__le__(self, value, /)")]
fn le(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_le)
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("str.__gt__(self, value, /)")]
fn gt(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_gt)
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("str.__ge__(self, value, /)")]
fn ge(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Ordering::is_ge)
}

/// The string with the other behind.
#[function("str.__add__(self, value, /)", mark = OfSequence)]
fn add(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    match value.payload::<Str>() {
        Some(other) => vm.wtf8_concat(&[this.as_bytes(), other.as_bytes()]),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.type_error(format!("can only concatenate str (not \"{given}\") to str")))
        }
    }
}

/// The string so many times.
#[function("str.__mul__(self, value, /)", mark = OfSequence)]
fn mul(vm: &mut Vm, this: Ref<Str>, value: &Value) -> Result<Value, Raised> {
    repeat(vm, &this, value)
}

/// The string so many times.
#[function("str.__rmul__(self, value, /)", mark = OfSequence)]
fn rmul(vm: &mut Vm, this: Ref<Str>, value: &Value) -> Result<Value, Raised> {
    repeat(vm, &this, value)
}

fn repeat(vm: &mut Vm, text: &Ref<Str>, times: &Value) -> Result<Value, Raised> {
    let times = usize::try_from(window::sized(vm, times)?).unwrap_or(0);
    if times == 1 {
        return part::whole(vm, text);
    }
    let piece = text.as_bytes();
    let Some(total) = piece.len().checked_mul(times).filter(|total| *total <= vm.most_text_bytes()) else {
        return Err(vm.memory_error());
    };
    if total == 0 {
        return Ok(vm.names.known.empty.clone());
    }
    let class = vm.classes.str.value().clone();
    let (chars, surrogates) = (text.length() * times, text.has_surrogates());
    vm.charge_pass(total)?;
    let heap = &vm.heap;
    let made = Str::fill(heap, class, total, chars, surrogates, |target| fill::repeat(heap, target, piece));
    Ok(made.or_memory_error(vm)?.into_value())
}

/// The string with values in the places of its % marks (printf style).
#[function("str.__mod__(self, value, /)")]
fn modulo(vm: &mut Vm, this: &Str, value: &Value) -> Result<Value, Raised> {
    let mut room = [0; percent_plain::SHORT];
    if let Some(length) = percent_plain::fill(vm, this.as_bytes(), value, &mut room) {
        return vm.wtf8(room.get(..length).unwrap_or_default());
    }
    let out = percent::render(vm, this.as_bytes(), Unit::CodePoint, value)?;
    vm.wtf8(&out)
}

/// As %, with this on the right.
#[function("str.__rmod__(self, value, /)")]
fn rmod(vm: &mut Vm, this: Ref<Str>, value: &Value) -> Result<Value, Raised> {
    let Some(template) = value.payload::<Str>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let out = percent::render(vm, template.as_bytes(), Unit::CodePoint, this.value())?;
    vm.wtf8(&out)
}

/// The item at an index, or a part for a slice. Raises IndexError beyond the end.
#[function("str.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: Ref<Str>, key: &Value) -> Result<Value, Raised> {
    subscript::get(vm, &this, key)
}

/// Whether a string stands somewhere in this one.
#[function("str.__contains__(self, key, /)")]
fn contains(vm: &mut Vm, this: &Str, key: &Value) -> Result<bool, Raised> {
    match key.payload::<Str>() {
        Some(needle) => Ok(Direction::Forwards.find(this.as_bytes(), needle.as_bytes(), vm)?.is_some()),
        None => {
            let given = vm.classes.name_of(key);
            Err(vm.type_error(format!("'in <string>' requires string as left operand, not {given}")))
        }
    }
}

/// An iterator over the characters.
#[function("str.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Str>) -> Result<Ref<SequenceIterator>, Raised> {
    let class = if this.is_ascii() { &vm.classes.str_ascii_iterator } else { &vm.classes.str_iterator }.clone();
    let iterator = SequenceIterator { sequence: Slot::new(this.into_value()), index: 0.into(), step: 1 };
    vm.allocate(&class, iterator)
}

/// The string under a format specification.
#[function("str.__format__(self, format_spec, /)")]
fn format_one(vm: &mut Vm, this: Ref<Str>, format_spec: &Str) -> Result<Ref<Str>, Raised> {
    ops::format::native(vm, this.value(), format_spec.as_bytes())
}

/// What copying and pickling pass to __new__.
#[function("str.__getnewargs__(self, /)")]
fn getnewargs(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    let text = vm.wtf8(this.as_bytes())?;
    vm.tuple([text])
}

/// How many bytes the object takes.
#[function("str.__sizeof__(self, /)")]
fn sizeof(this: &Value) -> usize {
    this.header().map_or(0, |header| header.size())
}

/// The string as bytes in an encoding, 'utf-8' unless another is given; errors says what happens to characters that
/// the encoding cannot express.
#[function("str.encode(self, /, encoding='utf-8', errors='strict')")]
fn encode(vm: &mut Vm, this: Ref<Str>, encoding: Option<&Value>, errors: Option<&Value>) -> Result<Value, Raised> {
    if encoding.is_none() && errors.is_none() && !this.has_surrogates() {
        return vm.bytes(this.as_bytes());
    }
    let encoding = match encoding {
        Some(encoding) => codec::name(vm, encoding, "encode", "encoding")?,
        None => "utf-8".to_owned(),
    };
    let errors = match errors {
        Some(errors) => codec::name(vm, errors, "encode", "errors")?,
        None => "strict".to_owned(),
    };
    codec::encode(vm, &this, &encoding, &errors)
}

/// True if a string is one code point long.
pub(crate) fn single(text: &Str) -> Option<u32> {
    if text.length() != 1 {
        return None;
    }
    wtf8::decode(text.as_bytes()).map(|(code_point, _)| code_point)
}
