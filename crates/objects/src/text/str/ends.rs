//! `str`: taking something off at the ends.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::Unit;
use taipan_text::split::{self, Side};

use crate::text::str::part;

/// The string without white space, or the given characters, at both ends.
#[function("str.strip(self, chars=None, /)")]
pub(crate) fn strip(vm: &mut Vm, this: Ref<Str>, chars: &Value) -> Result<Value, Raised> {
    stripped(vm, &this, chars, Side::Both, "strip")
}

/// The string without white space, or the given characters, at its beginning.
#[function("str.lstrip(self, chars=None, /)")]
pub(crate) fn lstrip(vm: &mut Vm, this: Ref<Str>, chars: &Value) -> Result<Value, Raised> {
    stripped(vm, &this, chars, Side::Left, "lstrip")
}

/// The string without white space, or the given characters, at its end.
#[function("str.rstrip(self, chars=None, /)")]
pub(crate) fn rstrip(vm: &mut Vm, this: Ref<Str>, chars: &Value) -> Result<Value, Raised> {
    stripped(vm, &this, chars, Side::Right, "rstrip")
}

fn stripped(vm: &mut Vm, this: &Ref<Str>, chars: &Value, side: Side, name: &str) -> Result<Value, Raised> {
    let text = this.as_bytes();
    let left = if chars.is_none() {
        split::strip_space(text, side, Unit::CodePoint, vm)?
    } else {
        match chars.payload::<Str>() {
            Some(members) => split::strip(text, members.as_bytes(), side, Unit::CodePoint, vm)?,
            None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        }
    };
    cut_or_whole(vm, this, left)
}

fn cut_or_whole(vm: &mut Vm, this: &Ref<Str>, left: &[u8]) -> Result<Value, Raised> {
    if left.len() == this.as_bytes().len() { part::whole(vm, this) } else { part::cut(vm, this, left) }
}

/// The string without this beginning, if it has it.
#[function("str.removeprefix(self, prefix, /)")]
pub(crate) fn removeprefix(vm: &mut Vm, this: Ref<Str>, prefix: &Str) -> Result<Value, Raised> {
    let text = this.as_bytes();
    cut_or_whole(vm, &this, text.strip_prefix(prefix.as_bytes()).unwrap_or(text))
}

/// The string without this end, if it has it.
#[function("str.removesuffix(self, suffix, /)")]
pub(crate) fn removesuffix(vm: &mut Vm, this: Ref<Str>, suffix: &Str) -> Result<Value, Raised> {
    let text = this.as_bytes();
    cut_or_whole(vm, &this, text.strip_suffix(suffix.as_bytes()).unwrap_or(text))
}
