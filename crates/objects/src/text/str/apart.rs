//! `str`: taking strings apart and putting them together.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::buffer::Buffer;
use taipan_heap::claim::Claim;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::{Unit, split as cutting};

use crate::text::parts;
use crate::text::str::part;

/// The parts between separators, at most maxsplit + 1 of them; without sep, the words between white space.
#[function("str.split(self, /, sep=None, maxsplit=-1)")]
pub(crate) fn split(vm: &mut Vm, this: &Str, sep: &Value, maxsplit: isize) -> Result<Value, Raised> {
    let limit = usize::try_from(maxsplit).ok();
    let separator = separator(vm, sep)?;
    let text = this.as_bytes();
    if limit.is_none() && text.len() <= cutting::SHORT && this.is_ascii() {
        match separator {
            None => return listed_at_once(vm, text.len(), cutting::plain_words(text, Unit::CodePoint)),
            Some([byte]) => return listed_at_once(vm, text.len(), cutting::plain_parts(text, *byte)),
            Some(_) => {}
        }
    }
    let _held = expect_parts(vm, this, separator, limit)?;
    let parts = match separator {
        Some(separator) => cutting::split(this.as_bytes(), separator, limit, vm)?,
        None => cutting::split_space(this.as_bytes(), limit, Unit::CodePoint, vm)?,
    };
    listed(vm, this, &parts)
}

/// As split, but where maxsplit is smaller than the number of separators, the last ones count.
#[function("str.rsplit(self, /, sep=None, maxsplit=-1)")]
pub(crate) fn rsplit(vm: &mut Vm, this: &Str, sep: &Value, maxsplit: isize) -> Result<Value, Raised> {
    let limit = usize::try_from(maxsplit).ok();
    let separator = separator(vm, sep)?;
    let _held = expect_parts(vm, this, separator, limit)?;
    let parts = match separator {
        Some(separator) => cutting::rsplit(this.as_bytes(), separator, limit, vm)?,
        None => cutting::rsplit_space(this.as_bytes(), limit, Unit::CodePoint, vm)?,
    };
    listed(vm, this, &parts)
}

fn expect_parts(vm: &mut Vm, this: &Str, separator: Option<&[u8]>, limit: Option<usize>) -> Result<Claim, Raised> {
    match separator.and_then(|separator| separator.first().copied()) {
        Some(first) => parts::expect(vm, this.as_bytes(), limit, |byte| byte == first),
        None => parts::expect(vm, this.as_bytes(), limit, parts::may_be_space),
    }
}

fn separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<Option<&'a [u8]>, Raised> {
    if value.is_none() {
        return Ok(None);
    }
    match value.payload::<Str>() {
        Some(separator) if separator.length() == 0 => Err(vm.value_error("empty separator")),
        Some(separator) => Ok(Some(separator.as_bytes())),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.type_error(format!("must be str or None, not {given}")))
        }
    }
}

/// Parts that a list has room for when it is begun.
const SOME: usize = 8;

/// A list of the parts of so many ASCII characters.
#[inline(always)]
fn listed_at_once<'a>(vm: &mut Vm, length: usize, parts: impl Iterator<Item = &'a [u8]>) -> Result<Value, Raised> {
    vm.charge_pass(length)?;
    let mut items = Buffer::with_capacity(&vm.heap, SOME).or_memory_error(vm)?;
    for part in parts {
        let part = match part {
            [] => vm.names.known.empty.clone(),
            [byte] => vm.char(u32::from(*byte))?,
            _ => vm.ascii(part)?,
        };
        items.push(&vm.heap, part).or_memory_error(vm)?;
    }
    Ok(vm.list_of(items)?.into_value())
}

fn listed(vm: &mut Vm, this: &Str, parts: &[&[u8]]) -> Result<Value, Raised> {
    let mut items = Buffer::with_capacity(&vm.heap, parts.len()).or_memory_error(vm)?;
    for part in parts {
        let part = part::cut(vm, this, part)?;
        items.push(&vm.heap, part).or_memory_error(vm)?;
    }
    Ok(vm.list_of(items)?.into_value())
}

/// The lines of the string, with their ends where keepends is true.
#[function("str.splitlines(self, /, keepends=False)")]
pub(crate) fn splitlines(vm: &mut Vm, this: &Str, keepends: bool) -> Result<Value, Raised> {
    let _held = parts::expect(vm, this.as_bytes(), None, parts::may_end_line)?;
    let lines = cutting::lines(this.as_bytes(), keepends, Unit::CodePoint, vm)?;
    listed(vm, this, &lines)
}

/// The strings of an iterable one after the other, with this string between them.
#[function("str.join(self, iterable, /)")]
pub(crate) fn join(vm: &mut Vm, this: Ref<Str>, iterable: &Value) -> Result<Value, Raised> {
    if let Some(tuple) = iterable.payload::<Tuple>()
        && vm.classes.is_exactly(iterable, &vm.classes.tuple)
    {
        return joined(vm, &this, tuple.items());
    }
    if let Some(list) = iterable.payload::<List>()
        && vm.classes.is_exactly(iterable, &vm.classes.list)
    {
        return joined(vm, &this, &list.items.borrow());
    }
    let items = match iterate::collect(vm, iterable) {
        Ok(items) => items,
        Err(_) if vm.is_pending(|classes| &classes.type_error) && !iterate::is_iterable(vm, iterable) => {
            return Err(vm.type_error("can only join an iterable"));
        }
        Err(raised) => return Err(raised),
    };
    joined(vm, &this, &items)
}

/// Items between two looks whether to go on.
const LOOK: usize = 1 << 12;

/// Measures first and then writes everything into its place. Runs no Python code: the items may be borrowed.
fn joined(vm: &mut Vm, separator: &Ref<Str>, items: &[Value]) -> Result<Value, Raised> {
    if let [only] = items
        && vm.classes.is_exactly(only, &vm.classes.str)
    {
        return Ok(only.clone());
    }
    let between = items.len().saturating_sub(1);
    let mut bytes = separator.as_bytes().len().saturating_mul(between);
    let mut chars = separator.length().saturating_mul(between);
    let mut surrogates = separator.has_surrogates() && between > 0;
    for (number, item) in items.iter().enumerate() {
        let Some(text) = item.payload::<Str>() else {
            let given = vm.classes.name_of(item);
            return Err(vm.type_error(format!("sequence item {number}: expected str instance, {given} found")));
        };
        if number % LOOK == 0 {
            vm.charge(LOOK.min(items.len() - number) as u64 / 8)?;
        }
        bytes = bytes.saturating_add(text.as_bytes().len());
        chars = chars.saturating_add(text.length());
        surrogates |= text.has_surrogates();
    }
    if bytes == 0 {
        return Ok(vm.names.known.empty.clone());
    }
    let class = vm.classes.str.value().clone();
    let heap = &vm.heap;
    let made = Str::fill(heap, class, bytes, chars, surrogates, |mut target| {
        let mut put = |piece: &[u8]| {
            if let Some((place, rest)) = std::mem::take(&mut target).split_at_mut_checked(piece.len()) {
                heap.copy(place, piece)?;
                target = rest;
            }
            Ok(())
        };
        for (number, text) in items.iter().filter_map(|item| item.payload::<Str>()).enumerate() {
            if number % LOOK == 0 {
                heap.goes_on()?;
            }
            if number > 0 {
                put(separator.as_bytes())?;
            }
            put(text.as_bytes())?;
        }
        Ok(())
    });
    Ok(made.or_memory_error(vm)?.into_value())
}
