//! `bytes` and `bytearray`: filling up to a width.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::pad::{self, Place};
use taipan_text::{TooLong, Unit};

use crate::text::bytes::source::Source;
use crate::text::window;

/// In the middle of a field of this width.
#[function("bytes.center(self, width, fillchar=b' ', /)")]
pub(crate) fn center(vm: &mut Vm, this: Source<'_>, width: &Value, fillchar: Option<&Value>) -> Result<Value, Raised> {
    justify(vm, this, width, fillchar, Place::Center, "center")
}

/// At the left of a field of this width.
#[function("bytes.ljust(self, width, fillchar=b' ', /)")]
pub(crate) fn ljust(vm: &mut Vm, this: Source<'_>, width: &Value, fillchar: Option<&Value>) -> Result<Value, Raised> {
    justify(vm, this, width, fillchar, Place::Left, "ljust")
}

/// At the right of a field of this width.
#[function("bytes.rjust(self, width, fillchar=b' ', /)")]
pub(crate) fn rjust(vm: &mut Vm, this: Source<'_>, width: &Value, fillchar: Option<&Value>) -> Result<Value, Raised> {
    justify(vm, this, width, fillchar, Place::Right, "rjust")
}

fn justify(
    vm: &mut Vm,
    this: Source<'_>,
    width: &Value,
    fill: Option<&Value>,
    place: Place,
    name: &str,
) -> Result<Value, Raised> {
    let width = width_of(vm, width)?;
    let mut byte = Some(b' ');
    if let Some(fill) = fill {
        let is_bytes = fill.is_kind::<Bytes>() || fill.is_kind::<ByteArray>();
        byte = Source(fill).with(|bytes| if let [only] = bytes { Some(*only) } else { None }).filter(|_| is_bytes);
    }
    let Some(byte) = byte else {
        let given = fill.map(|fill| vm.classes.name_of(fill)).unwrap_or_default();
        return Err(vm.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {given}")));
    };
    let limit = vm.most_text_bytes();
    let padded = this.with(|bytes| pad::justify(bytes, bytes.len(), width, &[byte], place, limit, vm))?;
    this.changed(vm, padded)
}

fn width_of(vm: &mut Vm, width: &Value) -> Result<usize, Raised> {
    Ok(usize::try_from(window::sized(vm, width)?).unwrap_or(0))
}

/// Filled with zeros at the left, behind the sign if there is one.
#[function("bytes.zfill(self, width, /)")]
pub(crate) fn zfill(vm: &mut Vm, this: Source<'_>, width: &Value) -> Result<Value, Raised> {
    let width = width_of(vm, width)?;
    let limit = vm.most_text_bytes();
    let padded = this.with(|bytes| pad::zero_fill(bytes, bytes.len(), width, limit, vm))?;
    this.changed(vm, padded)
}

/// With spaces for every tab, up to the next multiple of tabsize.
#[function("bytes.expandtabs(self, /, tabsize=8)")]
pub(crate) fn expandtabs(vm: &mut Vm, this: Source<'_>, tabsize: &Value) -> Result<Value, Raised> {
    let tab_size = width_of(vm, tabsize)?;
    let limit = vm.most_text_bytes();
    match this.with(|bytes| pad::expand_tabs(bytes, tab_size, Unit::Byte, limit, vm))? {
        Ok(expanded) => this.make(vm, &expanded),
        Err(TooLong) => Err(vm.memory_error()),
    }
}
