//! `bytes` and `bytearray`: upper and lower case of ASCII letters, and what kinds of bytes there are.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::{case, classify};

use crate::text::bytes::source::Source;

/// ASCII letters in lower case.
#[function("bytes.lower(self, /)")]
pub(crate) fn lower(vm: &mut Vm, this: Source<'_>) -> Result<Value, Raised> {
    mapped(vm, this, case::bytes_lower)
}

/// ASCII letters in upper case.
#[function("bytes.upper(self, /)")]
pub(crate) fn upper(vm: &mut Vm, this: Source<'_>) -> Result<Value, Raised> {
    mapped(vm, this, case::bytes_upper)
}

/// ASCII letters in the other case.
#[function("bytes.swapcase(self, /)")]
pub(crate) fn swapcase(vm: &mut Vm, this: Source<'_>) -> Result<Value, Raised> {
    mapped(vm, this, case::bytes_swapcase)
}

/// Every word begins with a capital, and the rest is lower case.
#[function("bytes.title(self, /)")]
pub(crate) fn title(vm: &mut Vm, this: Source<'_>) -> Result<Value, Raised> {
    mapped(vm, this, case::bytes_title)
}

/// The first byte as a capital, and all others as small letters.
#[function("bytes.capitalize(self, /)")]
pub(crate) fn capitalize(vm: &mut Vm, this: Source<'_>) -> Result<Value, Raised> {
    mapped(vm, this, case::bytes_capitalize)
}

fn mapped(vm: &mut Vm, this: Source<'_>, map: fn(&[u8], &mut Vm) -> Result<Vec<u8>, Raised>) -> Result<Value, Raised> {
    vm.expect_bytes(this.length())?;
    let mapped = this.with(|bytes| map(bytes, vm))?;
    this.make(vm, &mapped)
}

fn tested(vm: &mut Vm, this: Source<'_>, test: fn(&[u8], &mut Vm) -> Result<bool, Raised>) -> Result<bool, Raised> {
    this.with(|bytes| test(bytes, vm))
}

/// True if there are only ASCII letters and digits, and at least one.
#[function("bytes.isalnum(self, /)")]
pub(crate) fn isalnum(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_alnum)
}

/// True if there are only ASCII letters, and at least one.
#[function("bytes.isalpha(self, /)")]
pub(crate) fn isalpha(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_alpha)
}

/// True if all bytes are below 128; where there are none, none is not.
#[function("bytes.isascii(self, /)")]
pub(crate) fn isascii(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_ascii)
}

/// True if there are only ASCII digits, and at least one.
#[function("bytes.isdigit(self, /)")]
pub(crate) fn isdigit(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_digit)
}

/// True if no ASCII letter is upper case and at least one is lower case.
#[function("bytes.islower(self, /)")]
pub(crate) fn islower(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_lower)
}

/// True if there is only ASCII white space, and at least one byte.
#[function("bytes.isspace(self, /)")]
pub(crate) fn isspace(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_space)
}

/// True if capitals stand at the beginning of words and nowhere else; without a letter, False.
#[function("bytes.istitle(self, /)")]
pub(crate) fn istitle(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_title)
}

/// True if no ASCII letter is lower case and at least one is upper case.
#[function("bytes.isupper(self, /)")]
pub(crate) fn isupper(vm: &mut Vm, this: Source<'_>) -> Result<bool, Raised> {
    tested(vm, this, classify::bytes_upper)
}
