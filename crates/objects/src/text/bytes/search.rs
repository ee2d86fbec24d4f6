//! `bytes` and `bytearray`: finding, counting and replacing.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::find::{self as search, Direction};
use taipan_text::{Unit, split};

use crate::buffer;
use crate::text::bytes::source::{Source, needle};
use crate::text::window;

/// The lowest index at which sub (bytes, or one byte as a number) occurs between start and end, or -1.
#[function("bytes.find(self, sub, start=None, end=None, /)")]
pub(crate) fn find(vm: &mut Vm, this: Source<'_>, sub: &Value, start: &Value, end: &Value) -> Result<i64, Raised> {
    Ok(place(vm, this, sub, start, end, Direction::Forwards)?.map_or(-1, |place| place as i64))
}

/// The highest index at which sub occurs between start and end, or -1.
#[function("bytes.rfind(self, sub, start=None, end=None, /)")]
pub(crate) fn rfind(vm: &mut Vm, this: Source<'_>, sub: &Value, start: &Value, end: &Value) -> Result<i64, Raised> {
    Ok(place(vm, this, sub, start, end, Direction::Backwards)?.map_or(-1, |place| place as i64))
}

/// The lowest index at which sub occurs between start and end; ValueError if there is none.
#[function("bytes.index(self, sub, start=None, end=None, /)")]
pub(crate) fn index(vm: &mut Vm, this: Source<'_>, sub: &Value, start: &Value, end: &Value) -> Result<usize, Raised> {
    place(vm, this, sub, start, end, Direction::Forwards)?.ok_or_else(|| vm.value_error("subsection not found"))
}

/// The highest index at which sub occurs between start and end; ValueError if there is none.
#[function("bytes.rindex(self, sub, start=None, end=None, /)")]
pub(crate) fn rindex(vm: &mut Vm, this: Source<'_>, sub: &Value, start: &Value, end: &Value) -> Result<usize, Raised> {
    place(vm, this, sub, start, end, Direction::Backwards)?.ok_or_else(|| vm.value_error("subsection not found"))
}

fn place(
    vm: &mut Vm,
    this: Source<'_>,
    sub: &Value,
    start: &Value,
    end: &Value,
    direction: Direction,
) -> Result<Option<usize>, Raised> {
    let needle = needle(vm, sub)?;
    let Some(range) = window::read(vm, start, end, this.length())? else { return Ok(None) };
    let offset = range.start;
    let found = this.with(|bytes| direction.find(bytes.get(range).unwrap_or_default(), &needle, vm))?;
    Ok(found.map(|found| offset + found))
}

/// How often sub occurs between start and end, without overlapping.
#[function("bytes.count(self, sub, start=None, end=None, /)")]
pub(crate) fn count(vm: &mut Vm, this: Source<'_>, sub: &Value, start: &Value, end: &Value) -> Result<usize, Raised> {
    let needle = needle(vm, sub)?;
    let Some(range) = window::read(vm, start, end, this.length())? else { return Ok(0) };
    this.with(|bytes| search::count(bytes.get(range).unwrap_or_default(), &needle, Unit::Byte, vm))
}

/// True if the part between start and end begins with prefix, or with one of a tuple of prefixes.
#[function("bytes.startswith(self, prefix, start=None, end=None, /)")]
pub(crate) fn startswith(
    vm: &mut Vm,
    this: Source<'_>,
    prefix: &Value,
    start: &Value,
    end: &Value,
) -> Result<bool, Raised> {
    tail(vm, this, prefix, start, end, "startswith", <[u8]>::starts_with)
}

/// True if the part between start and end ends with suffix, or with one of a tuple of suffixes.
#[function("bytes.endswith(self, suffix, start=None, end=None, /)")]
pub(crate) fn endswith(
    vm: &mut Vm,
    this: Source<'_>,
    suffix: &Value,
    start: &Value,
    end: &Value,
) -> Result<bool, Raised> {
    tail(vm, this, suffix, start, end, "endswith", <[u8]>::ends_with)
}

fn tail(
    vm: &mut Vm,
    this: Source<'_>,
    wanted: &Value,
    start: &Value,
    end: &Value,
    name: &str,
    matches: fn(&[u8], &[u8]) -> bool,
) -> Result<bool, Raised> {
    let range = window::read(vm, start, end, this.length())?;
    let fits = |wanted: &[u8]| match range.clone() {
        Some(range) => this.with(|bytes| matches(bytes.get(range).unwrap_or_default(), wanted)),
        None => false,
    };
    if let Some(tuple) = wanted.payload::<Tuple>() {
        for wanted in tuple.items() {
            if fits(&buffer::required(vm, wanted)?) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match buffer::get(vm, wanted)? {
        Some(wanted) => Ok(fits(&wanted)),
        None => {
            let given = vm.classes.name_of(wanted);
            Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {given}")))
        }
    }
}

/// With new in place of old, everywhere or (where count is not negative) only so often.
#[function("bytes.replace(self, old, new, count=-1, /)")]
pub(crate) fn replace(vm: &mut Vm, this: Source<'_>, old: &Value, new: &Value, count: isize) -> Result<Value, Raised> {
    let (old, new) = (buffer::required(vm, old)?, buffer::required(vm, new)?);
    let limit = vm.most_text_bytes();
    let count = usize::try_from(count).ok();
    let replaced = this.with(|bytes| search::replace(bytes, &old, &new, (count, limit), Unit::Byte, vm))?;
    this.changed(vm, replaced)
}

/// A tuple of what stands before the first sep, sep, and what stands behind it; without sep, everything and nothing
/// twice.
#[function("bytes.partition(self, sep, /)")]
pub(crate) fn partition(vm: &mut Vm, this: Source<'_>, sep: &Value) -> Result<Value, Raised> {
    let (separator, bytes) = (separator(vm, sep)?, this.kept(vm)?);
    match split::partition(&bytes, &separator, vm)? {
        Some((before, after)) => three(vm, this, [before, &separator, after]),
        None => {
            let whole = this.whole(vm)?;
            let (empty, nothing) = (this.make(vm, b"")?, this.make(vm, b"")?);
            vm.tuple([whole, empty, nothing])
        }
    }
}

/// A tuple of what stands before the last sep, sep, and what stands behind it; without sep, nothing twice and
/// everything.
#[function("bytes.rpartition(self, sep, /)")]
pub(crate) fn rpartition(vm: &mut Vm, this: Source<'_>, sep: &Value) -> Result<Value, Raised> {
    let (separator, bytes) = (separator(vm, sep)?, this.kept(vm)?);
    match split::rpartition(&bytes, &separator, vm)? {
        Some((before, after)) => three(vm, this, [before, &separator, after]),
        None => {
            let whole = this.whole(vm)?;
            let (empty, nothing) = (this.make(vm, b"")?, this.make(vm, b"")?);
            vm.tuple([empty, nothing, whole])
        }
    }
}

fn separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<std::borrow::Cow<'a, [u8]>, Raised> {
    let separator = buffer::required(vm, value)?;
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(separator) }
}

fn three(vm: &mut Vm, this: Source<'_>, parts: [&[u8]; 3]) -> Result<Value, Raised> {
    let [before, separator, after] = parts;
    let items = [this.make(vm, before)?, this.make(vm, separator)?, this.make(vm, after)?];
    vm.tuple(items)
}
