//! `bytes` and `bytearray`: bytes for bytes by a table, and text by a codec.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::pieces;

use crate::buffer;
use crate::text::bytes::source::Source;
use crate::text::codec;

/// The text that the bytes mean in an encoding, 'utf-8' unless another is given; errors says what happens to bytes that
/// mean nothing.
#[function("bytes.decode(self, /, encoding='utf-8', errors='strict')")]
pub(crate) fn decode(
    vm: &mut Vm,
    this: Source<'_>,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Result<Value, Raised> {
    if encoding.is_none()
        && errors.is_none()
        && let Some(text) = this.with(|bytes| match bytes {
            [_, _, ..] if bytes.len() <= pieces::PIECE && bytes.is_ascii() => Some(vm.ascii(bytes)),
            _ => std::str::from_utf8(bytes).ok().map(|text| vm.str(text)),
        })
    {
        return text;
    }
    let encoding = match encoding {
        Some(encoding) => codec::name(vm, encoding, "decode", "encoding")?,
        None => "utf-8".to_owned(),
    };
    let errors = match errors {
        Some(errors) => codec::name(vm, errors, "decode", "errors")?,
        None => "strict".to_owned(),
    };
    let bytes = this.kept(vm)?;
    codec::decode(vm, &bytes, &encoding, &errors)
}

/// Without the bytes in delete, and every other byte replaced by the one at its place in a table of 256; None stands
/// for a table that changes nothing.
#[function("bytes.translate(self, table, /, delete=b'')")]
pub(crate) fn translate(vm: &mut Vm, this: Source<'_>, table: &Value, delete: Option<&Value>) -> Result<Value, Raised> {
    let table = if table.is_none() { None } else { Some(buffer::required(vm, table)?) };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let mut gone = [false; 256];
    if let Some(delete) = delete {
        for byte in &*buffer::required(vm, delete)? {
            gone[usize::from(*byte)] = true;
        }
    }
    let mapped = |byte: &u8| match &table {
        Some(table) => table.get(usize::from(*byte)).copied().unwrap_or(*byte),
        None => *byte,
    };
    vm.expect_bytes(this.length())?;
    let mut kept = Vec::new();
    this.with(|bytes| {
        pieces::each(bytes, vm, |piece| {
            kept.extend(piece.iter().filter(|byte| !gone[usize::from(**byte)]).map(mapped));
        })
    })?;
    this.make(vm, &kept)
}

/// A table for translate that maps each byte of frm to the one at the same place in to.
#[function("bytes.maketrans(frm, to, /)")]
pub(crate) fn maketrans(vm: &mut Vm, from: &Value, to: &Value) -> Result<Value, Raised> {
    let (from, to) = (buffer::required(vm, from)?, buffer::required(vm, to)?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.iter().zip(to.iter()) {
        if let Some(place) = table.get_mut(usize::from(*from)) {
            *place = *to;
        }
    }
    vm.bytes(&table)
}
