//! `str`: filling up to a width.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::text::Str;
use taipan_heap::heap::{Heap, OutOfMemory, PIECE};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::pad::{self, Place};
use taipan_text::{TooLong, Unit};

use crate::text::str::{part, single};
use crate::text::window;

/// The string in the middle of a field of this width.
#[function("str.center(self, width, fillchar=' ', /)")]
pub(crate) fn center(vm: &mut Vm, this: Ref<Str>, width: &Value, fillchar: Option<&Value>) -> Result<Value, Raised> {
    justify(vm, &this, width, fillchar, Place::Center)
}

/// The string at the left of a field of this width.
#[function("str.ljust(self, width, fillchar=' ', /)")]
pub(crate) fn ljust(vm: &mut Vm, this: Ref<Str>, width: &Value, fillchar: Option<&Value>) -> Result<Value, Raised> {
    justify(vm, &this, width, fillchar, Place::Left)
}

/// The string at the right of a field of this width.
#[function("str.rjust(self, width, fillchar=' ', /)")]
pub(crate) fn rjust(vm: &mut Vm, this: Ref<Str>, width: &Value, fillchar: Option<&Value>) -> Result<Value, Raised> {
    justify(vm, &this, width, fillchar, Place::Right)
}

fn justify(vm: &mut Vm, this: &Ref<Str>, width: &Value, fill: Option<&Value>, place: Place) -> Result<Value, Raised> {
    let width = width_of(vm, width)?;
    let fill = match fill {
        None => b" ",
        Some(fill) => match fill.payload::<Str>() {
            Some(text) if single(text).is_some() => text.as_bytes(),
            Some(_) => return Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                let given = vm.classes.name_of(fill);
                return Err(vm.type_error(format!("The fill character must be a unicode character, not {given}")));
            }
        },
    };
    let limit = vm.most_text_bytes();
    let padded = pad::justify(this.as_bytes(), this.length(), width, fill, place, limit, vm)?;
    part::changed(vm, this, padded)
}

fn width_of(vm: &mut Vm, width: &Value) -> Result<usize, Raised> {
    let width = match width.word().as_int() {
        Some(width) => width,
        None => window::sized(vm, width)?,
    };
    Ok(usize::try_from(width).unwrap_or(0))
}

/// The string filled with zeros at the left, behind its sign if it has one.
#[function("str.zfill(self, width, /)")]
pub(crate) fn zfill(vm: &mut Vm, this: Ref<Str>, width: &Value) -> Result<Value, Raised> {
    let width = width_of(vm, width)?;
    let limit = vm.most_text_bytes();
    let padded = pad::zero_fill(this.as_bytes(), this.length(), width, limit, vm)?;
    part::changed(vm, &this, padded)
}

/// The string with spaces for every tab, up to the next multiple of tabsize.
#[function("str.expandtabs(self, /, tabsize=8)")]
pub(crate) fn expandtabs(vm: &mut Vm, this: &Str, tabsize: &Value) -> Result<Value, Raised> {
    let tab_size = width_of(vm, tabsize)?;
    let limit = vm.most_text_bytes();
    match pad::expand_tabs(this.as_bytes(), tab_size, Unit::CodePoint, limit, vm)? {
        Ok(expanded) => vm.wtf8(&expanded),
        Err(TooLong) => Err(vm.memory_error()),
    }
}

/// Fills a place whose length is a multiple of the piece's with copies of it.
pub(crate) fn repeat(heap: &Heap, target: &mut [u8], piece: &[u8]) -> Result<(), OutOfMemory> {
    if let [byte] = piece {
        for part in target.chunks_mut(PIECE) {
            heap.goes_on()?;
            part.fill(*byte);
        }
        return Ok(());
    }
    let Some(first) = target.get_mut(..piece.len()) else { return Ok(()) };
    heap.copy(first, piece)?;
    let mut filled = piece.len();
    while filled < target.len() && filled > 0 {
        heap.goes_on()?;
        // What is copied is a multiple of the piece, or one piece after the other.
        let more = if filled <= PIECE { filled } else { (PIECE / piece.len()).max(1) * piece.len() };
        let more = more.min(target.len() - filled);
        for part in (0..more).step_by(PIECE) {
            heap.goes_on()?;
            target.copy_within(part..more.min(part + PIECE), filled + part);
        }
        filled += more;
    }
    Ok(())
}
