//! What `bytes(...)` and `bytearray(...)` are made of.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, iterate};
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

use crate::buffer;
use crate::text::bytes::source;
use crate::text::{codec, window};

/// The bytes that the arguments of the class `name` mean.
pub(crate) fn read(
    vm: &mut Vm,
    name: &str,
    source: Option<&Value>,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Result<Vec<u8>, Raised> {
    let encoding = encoding.map(|given| codec::name(vm, given, name, "encoding")).transpose()?;
    let errors = errors.map(|given| codec::name(vm, given, name, "errors")).transpose()?;
    let text = source.and_then(|source| source.to_ref::<Str>());
    if encoding.is_some() || errors.is_some() {
        let what = if encoding.is_some() { "encoding" } else { "errors" };
        let Some(text) = text else { return Err(vm.type_error(format!("{what} without a string argument"))) };
        let Some(encoding) = encoding else { return Err(vm.type_error("string argument without an encoding")) };
        let errors = errors.unwrap_or_else(|| "strict".to_owned());
        let encoded = codec::encode(vm, &text, &encoding, &errors)?;
        return Ok(encoded.payload::<Bytes>().map(|bytes| bytes.as_slice().to_vec()).unwrap_or_default());
    }
    let Some(source) = source else { return Ok(Vec::new()) };
    if text.is_some() {
        return Err(vm.type_error("string argument without an encoding"));
    }
    if name == "bytes"
        && let Some(bytes) = buffer::by_special(vm, source)?
    {
        return Ok(bytes);
    }
    if item::has_index(vm, source) {
        let count = window::sized(vm, source)?;
        let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
        if count > vm.most_text_bytes() {
            return Err(vm.memory_error());
        }
        return Ok(vec![0; count]);
    }
    if let Some(bytes) = buffer::get(vm, source)? {
        return Ok(bytes.into_owned());
    }
    if !iterate::is_iterable(vm, source) {
        let given = vm.classes.name_of(source);
        return Err(vm.type_error(format!("cannot convert '{given}' object to {name}")));
    }
    numbers(vm, source, if name == "bytes" { "bytes" } else { "byte" })
}

/// The bytes of an iterable of numbers; messages call them `what`.
pub(crate) fn numbers(vm: &mut Vm, iterable: &Value, what: &str) -> Result<Vec<u8>, Raised> {
    let limit = vm.most_text_bytes();
    let mut bytes = Vec::new();
    iterate::each(vm, iterable, |vm, item| {
        if bytes.len() >= limit {
            return Err(vm.memory_error());
        }
        bytes.push(source::byte(vm, &item, what)?);
        Ok(())
    })?;
    Ok(bytes)
}
