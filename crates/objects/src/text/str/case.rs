//! `str`: upper and lower case, and what kinds of characters there are.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::pieces::PIECE;
use taipan_text::{case, classify};

/// The string in lower case.
#[function("str.lower(self, /)")]
pub(crate) fn lower(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    mapped(vm, this, |byte| byte.to_ascii_lowercase(), case::lower)
}

/// The string in upper case.
#[function("str.upper(self, /)")]
pub(crate) fn upper(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    mapped(vm, this, |byte| byte.to_ascii_uppercase(), case::upper)
}

/// The string in the form in which strings are compared without regard to case.
#[function("str.casefold(self, /)")]
pub(crate) fn casefold(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    mapped(vm, this, |byte| byte.to_ascii_lowercase(), case::casefold)
}

/// Characters that are changed in one go.
const FEW: usize = 16;

type Change = fn(&[u8], &mut Vm) -> Result<Vec<u8>, Raised>;

#[inline(always)]
fn mapped(vm: &mut Vm, this: &Str, ascii: impl Fn(&u8) -> u8, any: Change) -> Result<Value, Raised> {
    if !this.is_ascii() {
        return changed(vm, this, any);
    }
    vm.charge_pass(this.length())?;
    let heap = &vm.heap;
    let class = vm.classes.str.value().clone();
    let made = Str::fill(heap, class, this.length(), this.length(), false, |target| {
        for (target, piece) in target.chunks_mut(PIECE).zip(this.as_bytes().chunks(PIECE)) {
            if piece.len() <= FEW {
                // As many as fit a vector, without a loop.
                let mut room = [0; FEW];
                heap.copy(&mut room[..piece.len()], piece)?;
                let room = room.map(|byte| ascii(&byte));
                return heap.copy(target, &room[..piece.len()]);
            }
            heap.goes_on()?;
            target.iter_mut().zip(piece).for_each(|(target, byte)| *target = ascii(byte));
        }
        Ok(())
    });
    Ok(made.or_memory_error(vm)?.into_value())
}

fn changed(vm: &mut Vm, this: &Str, change: Change) -> Result<Value, Raised> {
    vm.expect_bytes(this.as_bytes().len())?;
    let changed = change(this.as_bytes(), vm)?;
    vm.wtf8(&changed)
}

/// Upper case letters become lower case, and lower case ones upper case.
#[function("str.swapcase(self, /)")]
pub(crate) fn swapcase(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    changed(vm, this, case::swapcase)
}

/// Every word begins with a capital, and the rest is lower case.
#[function("str.title(self, /)")]
pub(crate) fn title(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    changed(vm, this, case::title)
}

/// The string begins with a capital, and the rest is lower case.
#[function("str.capitalize(self, /)")]
pub(crate) fn capitalize(vm: &mut Vm, this: &Str) -> Result<Value, Raised> {
    changed(vm, this, case::capitalize)
}

fn tested(vm: &mut Vm, this: &Str, test: fn(&[u8], &mut Vm) -> Result<bool, Raised>) -> Result<bool, Raised> {
    test(this.as_bytes(), vm)
}

/// True if there are only letters and digits, and at least one.
#[function("str.isalnum(self, /)")]
pub(crate) fn isalnum(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_alnum)
}

/// True if there are only letters, and at least one.
#[function("str.isalpha(self, /)")]
pub(crate) fn isalpha(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_alpha)
}

/// True if all characters are below U+0080; an empty string has none that is not.
#[function("str.isascii(self, /)")]
pub(crate) fn isascii(this: &Str) -> bool {
    this.is_ascii()
}

/// True if there are only decimal digits, and at least one.
#[function("str.isdecimal(self, /)")]
pub(crate) fn isdecimal(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_decimal)
}

/// True if there are only digits, superscripts among them, and at least one.
#[function("str.isdigit(self, /)")]
pub(crate) fn isdigit(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_digit)
}

/// True if the string could be a name; reserved words are not told apart.
#[function("str.isidentifier(self, /)")]
pub(crate) fn isidentifier(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_identifier)
}

/// True if no letter is upper case and at least one is lower case.
#[function("str.islower(self, /)")]
pub(crate) fn islower(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_lower)
}

/// True of text that is not empty and all of whose characters have a numeric value.
#[function("str.isnumeric(self, /)")]
pub(crate) fn isnumeric(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_numeric)
}

/// True if repr() would show all characters as they are.
#[function("str.isprintable(self, /)")]
pub(crate) fn isprintable(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_printable)
}

/// True if there is only white space, and at least one character.
#[function("str.isspace(self, /)")]
pub(crate) fn isspace(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_space)
}

/// True if capitals stand at the beginning of words and nowhere else; without a letter, False.
#[function("str.istitle(self, /)")]
pub(crate) fn istitle(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_title)
}

/// True if no letter is lower case and at least one is upper case.
#[function("str.isupper(self, /)")]
pub(crate) fn isupper(vm: &mut Vm, this: &Str) -> Result<bool, Raised> {
    tested(vm, this, classify::is_upper)
}
