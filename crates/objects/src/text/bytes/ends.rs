//! `bytes` and `bytearray`: taking something off at the ends.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::Unit;
use taipan_text::split::{self, Side};

use crate::buffer;
use crate::text::bytes::source::Source;

/// Without ASCII white space, or the given bytes, at both ends.
#[function("bytes.strip(self, bytes=None, /)")]
pub(crate) fn strip(vm: &mut Vm, this: Source<'_>, bytes: &Value) -> Result<Value, Raised> {
    stripped(vm, this, bytes, Side::Both)
}

/// Without ASCII white space, or the given bytes, at the beginning.
#[function("bytes.lstrip(self, bytes=None, /)")]
pub(crate) fn lstrip(vm: &mut Vm, this: Source<'_>, bytes: &Value) -> Result<Value, Raised> {
    stripped(vm, this, bytes, Side::Left)
}

/// Without ASCII white space, or the given bytes, at the end.
#[function("bytes.rstrip(self, bytes=None, /)")]
pub(crate) fn rstrip(vm: &mut Vm, this: Source<'_>, bytes: &Value) -> Result<Value, Raised> {
    stripped(vm, this, bytes, Side::Right)
}

fn stripped(vm: &mut Vm, this: Source<'_>, members: &Value, side: Side) -> Result<Value, Raised> {
    if members.is_none() {
        return rest(vm, this, |vm, bytes| split::strip_space(bytes, side, Unit::Byte, vm));
    }
    let members = buffer::required(vm, members)?;
    rest(vm, this, |vm, bytes| split::strip(bytes, &members, side, Unit::Byte, vm))
}

/// The bytes that are left.
fn rest(
    vm: &mut Vm,
    this: Source<'_>,
    left: impl for<'a> FnOnce(&mut Vm, &'a [u8]) -> Result<&'a [u8], Raised>,
) -> Result<Value, Raised> {
    let whole = this.length();
    let made = this.with(|bytes| {
        let left = left(vm, bytes)?;
        if left.len() == whole { Ok(None) } else { this.make(vm, left).map(Some) }
    })?;
    match made {
        Some(made) => Ok(made),
        None => this.whole(vm),
    }
}

/// Without this beginning, if it is there.
#[function("bytes.removeprefix(self, prefix, /)")]
pub(crate) fn removeprefix(vm: &mut Vm, this: Source<'_>, prefix: &Value) -> Result<Value, Raised> {
    let prefix = buffer::required(vm, prefix)?;
    rest(vm, this, |_, bytes| Ok(bytes.strip_prefix(&prefix[..]).unwrap_or(bytes)))
}

/// Without this end, if it is there.
#[function("bytes.removesuffix(self, suffix, /)")]
pub(crate) fn removesuffix(vm: &mut Vm, this: Source<'_>, suffix: &Value) -> Result<Value, Raised> {
    let suffix = buffer::required(vm, suffix)?;
    rest(vm, this, |_, bytes| Ok(bytes.strip_suffix(&suffix[..]).unwrap_or(bytes)))
}
