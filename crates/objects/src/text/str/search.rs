//! `str`: finding, counting and replacing.

use std::ops::Range;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::find::{self as search, Direction};
use taipan_text::{Unit, split, wtf8};

use crate::text::str::part;
use crate::text::window;

/// The lowest index at which sub occurs between start and end, or -1.
#[function("str.find(self, sub, start=None, end=None, /)")]
pub(crate) fn find(vm: &mut Vm, this: Ref<Str>, sub: &Str, start: &Value, end: &Value) -> Result<i64, Raised> {
    Ok(place(vm, &this, sub, start, end, Direction::Forwards)?.map_or(-1, |place| place as i64))
}

/// The highest index at which sub occurs between start and end, or -1.
#[function("str.rfind(self, sub, start=None, end=None, /)")]
pub(crate) fn rfind(vm: &mut Vm, this: Ref<Str>, sub: &Str, start: &Value, end: &Value) -> Result<i64, Raised> {
    Ok(place(vm, &this, sub, start, end, Direction::Backwards)?.map_or(-1, |place| place as i64))
}

/// The lowest index at which sub occurs between start and end; ValueError if there is none.
#[function("str.index(self, sub, start=None, end=None, /)")]
pub(crate) fn index(vm: &mut Vm, this: Ref<Str>, sub: &Str, start: &Value, end: &Value) -> Result<usize, Raised> {
    place(vm, &this, sub, start, end, Direction::Forwards)?.ok_or_else(|| vm.value_error("substring not found"))
}

/// The highest index at which sub occurs between start and end; ValueError if there is none.
#[function("str.rindex(self, sub, start=None, end=None, /)")]
pub(crate) fn rindex(vm: &mut Vm, this: Ref<Str>, sub: &Str, start: &Value, end: &Value) -> Result<usize, Raised> {
    place(vm, &this, sub, start, end, Direction::Backwards)?.ok_or_else(|| vm.value_error("substring not found"))
}

fn place(
    vm: &mut Vm,
    this: &Ref<Str>,
    sub: &Str,
    start: &Value,
    end: &Value,
    direction: Direction,
) -> Result<Option<usize>, Raised> {
    let Some(range) = window::read(vm, start, end, this.length())? else { return Ok(None) };
    let bytes = part::bytes_of(vm, this, range.clone());
    let text = this.as_bytes().get(bytes).unwrap_or_default();
    let Some(found) = direction.find(text, sub.as_bytes(), vm)? else { return Ok(None) };
    if this.is_ascii() {
        return Ok(Some(range.start + found));
    }
    // What the search has passed is counted, not what lies before: so a loop of searches goes over the text once.
    Ok(Some(match direction {
        Direction::Forwards => range.start + wtf8::count(text.get(..found).unwrap_or_default()),
        Direction::Backwards => range.end - wtf8::count(text.get(found..).unwrap_or_default()),
    }))
}

/// The bytes between two indices.
fn window_of(vm: &mut Vm, this: &Ref<Str>, start: &Value, end: &Value) -> Result<Option<Range<usize>>, Raised> {
    let range = window::read(vm, start, end, this.length())?;
    Ok(range.map(|range| part::bytes_of(vm, this, range)))
}

/// How often sub occurs between start and end, without overlapping.
#[function("str.count(self, sub, start=None, end=None, /)")]
pub(crate) fn count(vm: &mut Vm, this: Ref<Str>, sub: &Str, start: &Value, end: &Value) -> Result<usize, Raised> {
    let Some(bytes) = window_of(vm, &this, start, end)? else { return Ok(0) };
    search::count(this.as_bytes().get(bytes).unwrap_or_default(), sub.as_bytes(), Unit::CodePoint, vm)
}

/// True if the part between start and end begins with prefix, or with one of a tuple of prefixes.
#[function("str.startswith(self, prefix, start=None, end=None, /)")]
pub(crate) fn startswith(
    vm: &mut Vm,
    this: Ref<Str>,
    prefix: &Value,
    start: &Value,
    end: &Value,
) -> Result<bool, Raised> {
    tail(vm, &this, prefix, start, end, "startswith", <[u8]>::starts_with)
}

/// True if the part between start and end ends with suffix, or with one of a tuple of suffixes.
#[function("str.endswith(self, suffix, start=None, end=None, /)")]
pub(crate) fn endswith(
    vm: &mut Vm,
    this: Ref<Str>,
    suffix: &Value,
    start: &Value,
    end: &Value,
) -> Result<bool, Raised> {
    tail(vm, &this, suffix, start, end, "endswith", <[u8]>::ends_with)
}

#[inline(always)]
fn tail(
    vm: &mut Vm,
    this: &Ref<Str>,
    wanted: &Value,
    start: &Value,
    end: &Value,
    name: &str,
    matches: impl Fn(&[u8], &[u8]) -> bool,
) -> Result<bool, Raised> {
    let window = window_of(vm, this, start, end)?;
    let text = window.map(|bytes| this.as_bytes().get(bytes).unwrap_or_default());
    let fits = |wanted: &Str| text.is_some_and(|text| matches(text, wanted.as_bytes()));
    if let Some(wanted) = wanted.payload::<Str>() {
        return Ok(fits(wanted));
    }
    let Some(tuple) = wanted.payload::<Tuple>() else {
        let given = vm.classes.name_of(wanted);
        return Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {given}")));
    };
    for wanted in tuple.items() {
        match wanted.payload::<Str>() {
            Some(wanted) if fits(wanted) => return Ok(true),
            Some(_) => {}
            None => {
                let given = vm.classes.name_of(wanted);
                return Err(vm.type_error(format!("tuple for {name} must only contain str, not {given}")));
            }
        }
    }
    Ok(false)
}

/// The string with new in place of old, everywhere or (where count is not negative) only so often.
#[function("str.replace(self, old, new, /, count=-1)")]
pub(crate) fn replace(vm: &mut Vm, this: Ref<Str>, old: &Str, new: &Str, count: isize) -> Result<Value, Raised> {
    let count = usize::try_from(count).ok();
    if this.as_bytes().len() <= SHORT && old.length() > 0 && !this.has_surrogates() && !new.has_surrogates() {
        return replaced_at_once(vm, &this, old, new, count.unwrap_or(usize::MAX));
    }
    let limit = vm.most_text_bytes();
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let replaced = search::replace(this.as_bytes(), old, new, (count, limit), Unit::CodePoint, vm)?;
    part::changed(vm, &this, replaced)
}

/// In texts of up to so many bytes, all places are found before the first is replaced.
const SHORT: usize = 1 << 12;

/// A short string with new in place of old.
fn replaced_at_once(vm: &mut Vm, this: &Ref<Str>, old: &Str, new: &Str, at_most: usize) -> Result<Value, Raised> {
    let (text, gone, fresh) = (this.as_bytes(), old.as_bytes(), new.as_bytes());
    vm.charge_pass(text.len())?;
    let places = search::places(text, gone, at_most);
    if places.is_empty() || gone == fresh {
        return part::whole(vm, this);
    }
    let count = places.len();
    let bytes = (text.len() - count * gone.len()).saturating_add(count.saturating_mul(fresh.len()));
    let chars = (this.length() - count * old.length()).saturating_add(count.saturating_mul(new.length()));
    if bytes == 0 {
        return Ok(vm.names.known.empty.clone());
    }
    vm.expect_bytes(bytes)?;
    let (class, heap) = (vm.classes.str.value().clone(), &vm.heap);
    let made = Str::fill(heap, class, bytes, chars, false, |mut target| {
        let mut put = |piece: &[u8]| {
            if let Some((place, rest)) = std::mem::take(&mut target).split_at_mut_checked(piece.len()) {
                heap.copy(place, piece)?;
                target = rest;
            }
            Ok(())
        };
        let mut copied = 0;
        for place in places {
            let place = place as usize;
            put(text.get(copied..place).unwrap_or_default())?;
            put(fresh)?;
            copied = place + gone.len();
        }
        put(text.get(copied..).unwrap_or_default())
    });
    Ok(made.or_memory_error(vm)?.into_value())
}

/// A tuple of what stands before the first sep, sep, and what stands behind it; without sep, the string and two empty
/// ones.
#[function("str.partition(self, sep, /)")]
pub(crate) fn partition(vm: &mut Vm, this: Ref<Str>, sep: &Value) -> Result<Value, Raised> {
    let separator = separator(vm, sep)?;
    match split::partition(this.as_bytes(), separator.as_bytes(), vm)? {
        Some((before, after)) => three(vm, &this, before, sep, after),
        None => {
            let (whole, empty) = (part::whole(vm, &this)?, vm.names.known.empty.clone());
            vm.tuple([whole, empty.clone(), empty])
        }
    }
}

/// A tuple of what stands before the last sep, sep, and what stands behind it; without sep, the string comes last,
/// after two empty ones.
#[function("str.rpartition(self, sep, /)")]
pub(crate) fn rpartition(vm: &mut Vm, this: Ref<Str>, sep: &Value) -> Result<Value, Raised> {
    let separator = separator(vm, sep)?;
    match split::rpartition(this.as_bytes(), separator.as_bytes(), vm)? {
        Some((before, after)) => three(vm, &this, before, sep, after),
        None => {
            let (whole, empty) = (part::whole(vm, &this)?, vm.names.known.empty.clone());
            vm.tuple([empty.clone(), empty, whole])
        }
    }
}

fn separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Str, Raised> {
    match value.payload::<Str>() {
        Some(separator) if separator.length() == 0 => Err(vm.value_error("empty separator")),
        Some(separator) => Ok(separator),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.type_error(format!("must be str, not {given}")))
        }
    }
}

fn three(vm: &mut Vm, this: &Str, before: &[u8], separator: &Value, after: &[u8]) -> Result<Value, Raised> {
    let (before, after) = (part::cut(vm, this, before)?, part::cut(vm, this, after)?);
    vm.tuple([before, separator.clone(), after])
}
