//! `bytes` and `bytearray`: hexadecimal text.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::item;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::pieces::Toll;

use crate::text::bytes::source::Source;

/// Two hexadecimal digits for every byte; with sep between groups of bytes_per_sep, counted from the right, or from the
/// left where it is negative.
#[function("bytes.hex(self, /, sep=<absent>, bytes_per_sep=1)")]
pub(crate) fn to_hex(vm: &mut Vm, this: Source<'_>, sep: Option<&Value>, bytes_per_sep: i64) -> Result<Value, Raised> {
    let bytes = this.kept(vm)?;
    write(vm, &bytes, sep, bytes_per_sep)
}

/// The text of `hex(sep, bytes_per_sep)`.
pub(crate) fn write(vm: &mut Vm, bytes: &[u8], sep: Option<&Value>, group: i64) -> Result<Value, Raised> {
    let separator = match sep {
        None => None,
        Some(sep) => Some(separator(vm, sep)?),
    };
    vm.expect_bytes(bytes.len().saturating_mul(3))?;
    let mut text = String::with_capacity(bytes.len() * 3);
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut toll = Toll::new(vm);
    for (number, byte) in bytes.iter().enumerate() {
        toll.pass(4)?;
        if let Some(separator) = separator
            && size > 0
            && number > 0
            && (if group > 0 { bytes.len() - number } else { number }).is_multiple_of(size)
        {
            text.push(separator);
        }
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    vm.str(&text)
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0')
}

fn separator(vm: &mut Vm, sep: &Value) -> Result<char, Raised> {
    if item::length(vm, sep)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let byte = match (sep.payload::<Str>(), sep.payload::<Bytes>()) {
        (Some(text), _) => text.as_bytes().first().copied(),
        (_, Some(bytes)) => bytes.as_slice().first().copied(),
        _ => return Err(vm.type_error("sep must be str or bytes.")),
    };
    match byte.filter(u8::is_ascii) {
        Some(byte) => Ok(char::from(byte)),
        None => Err(vm.value_error("sep must be ASCII.")),
    }
}

/// Bytes from text with two hexadecimal digits for each; white space may stand between them.
#[function("bytes.fromhex(cls, string, /)")]
pub(crate) fn bytes_from_hex(vm: &mut Vm, class: Ref<Class>, string: &Str) -> Result<Value, Raised> {
    let bytes = read(vm, string)?;
    let made = vm.bytes(&bytes)?;
    of_class(vm, &class, made)
}

/// A bytearray from text with two hexadecimal digits for each byte; white space may stand between them.
#[function("bytearray.fromhex(cls, string, /)")]
pub(crate) fn bytearray_from_hex(vm: &mut Vm, class: Ref<Class>, string: &Str) -> Result<Value, Raised> {
    let bytes = read(vm, string)?;
    let own = vm.classes.bytearray.clone();
    let made = crate::text::bytearray::make(vm, &own, &bytes)?;
    of_class(vm, &class, made)
}

fn of_class(vm: &mut Vm, class: &Ref<Class>, made: Value) -> Result<Value, Raised> {
    if vm.classes.is_exactly(&made, class) { Ok(made) } else { vm.call(class.value(), &[made]) }
}

fn read(vm: &mut Vm, text: &Str) -> Result<Vec<u8>, Raised> {
    let digits = text.as_bytes();
    vm.expect_bytes(digits.len() / 2)?;
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut at = 0;
    while let Some(first) = digits.get(at) {
        if at & 0xffe == 0 {
            vm.charge_pass(1 << 12)?;
        }
        if first.is_ascii_whitespace() || *first == 0x0b {
            at += 1;
            continue;
        }
        let value = |at: usize| digits.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let Some(high) = value(at) else { return Err(not_hex(vm, at)) };
        let Some(low) = value(at + 1) else { return Err(not_hex(vm, at + 1)) };
        bytes.push((high * 16 + low) as u8);
        at += 2;
    }
    Ok(bytes)
}

fn not_hex(vm: &mut Vm, at: usize) -> Raised {
    vm.value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}"))
}
