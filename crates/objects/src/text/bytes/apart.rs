//! `bytes` and `bytearray`: taking apart and putting together.

use std::borrow::Cow;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::protocol::draft::Draft;
use taipan_heap::buffer::Buffer;
use taipan_heap::claim::Claim;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::{Unit, split as cutting};

use crate::buffer;
use crate::text::bytes::source::Source;
use crate::text::parts;

/// The parts between separators, at most maxsplit + 1 of them; without sep, what stands between ASCII white space.
#[function("bytes.split(self, /, sep=None, maxsplit=-1)")]
pub(crate) fn split(vm: &mut Vm, this: Source<'_>, sep: &Value, maxsplit: isize) -> Result<Value, Raised> {
    let limit = usize::try_from(maxsplit).ok();
    let (separator, bytes) = (separator(vm, sep)?, this.kept(vm)?);
    let _held = expect_parts(vm, &bytes, separator.as_deref(), limit)?;
    let parts = match &separator {
        Some(separator) => cutting::split(&bytes, &separator, limit, vm)?,
        None => cutting::split_space(&bytes, limit, Unit::Byte, vm)?,
    };
    listed(vm, this, &parts)
}

/// As split, but where maxsplit is smaller than the number of separators, the last ones count.
#[function("bytes.rsplit(self, /, sep=None, maxsplit=-1)")]
pub(crate) fn rsplit(vm: &mut Vm, this: Source<'_>, sep: &Value, maxsplit: isize) -> Result<Value, Raised> {
    let limit = usize::try_from(maxsplit).ok();
    let (separator, bytes) = (separator(vm, sep)?, this.kept(vm)?);
    let _held = expect_parts(vm, &bytes, separator.as_deref(), limit)?;
    let parts = match &separator {
        Some(separator) => cutting::rsplit(&bytes, &separator, limit, vm)?,
        None => cutting::rsplit_space(&bytes, limit, Unit::Byte, vm)?,
    };
    listed(vm, this, &parts)
}

fn expect_parts(vm: &mut Vm, bytes: &[u8], separator: Option<&[u8]>, limit: Option<usize>) -> Result<Claim, Raised> {
    match separator.and_then(|separator| separator.first().copied()) {
        Some(first) => parts::expect(vm, bytes, limit, |byte| byte == first),
        None => parts::expect(vm, bytes, limit, parts::may_be_space),
    }
}

fn separator<'a>(vm: &mut Vm, value: &'a Value) -> Result<Option<Cow<'a, [u8]>>, Raised> {
    if value.is_none() {
        return Ok(None);
    }
    let separator = buffer::required(vm, value)?;
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(Some(separator)) }
}

fn listed(vm: &mut Vm, this: Source<'_>, parts: &[&[u8]]) -> Result<Value, Raised> {
    let mut items = Buffer::with_capacity(&vm.heap, parts.len()).or_memory_error(vm)?;
    for part in parts {
        let part = this.make(vm, part)?;
        items.push(&vm.heap, part).or_memory_error(vm)?;
    }
    Ok(vm.list_of(items)?.into_value())
}

/// The lines, with their ends where keepends is true.
#[function("bytes.splitlines(self, /, keepends=False)")]
pub(crate) fn splitlines(vm: &mut Vm, this: Source<'_>, keepends: bool) -> Result<Value, Raised> {
    let bytes = this.kept(vm)?;
    let _held = parts::expect(vm, &bytes, None, parts::may_end_line)?;
    let lines = cutting::lines(&bytes, keepends, Unit::Byte, vm)?;
    listed(vm, this, &lines)
}

/// The bytes of all items of an iterable one after the other, with these bytes between them.
#[function("bytes.join(self, iterable_of_bytes, /)")]
pub(crate) fn join(vm: &mut Vm, this: Source<'_>, iterable_of_bytes: &Value) -> Result<Value, Raised> {
    if !iterate::is_iterable(vm, iterable_of_bytes) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = iterate::collect(vm, iterable_of_bytes)?;
    let mut parts: Vec<Cow<'_, [u8]>> = Vec::with_capacity(items.len());
    let separator = this.kept(vm)?;
    let mut total = separator.len().saturating_mul(items.len().saturating_sub(1));
    for (number, item) in items.iter().enumerate() {
        let Some(part) = buffer::get(vm, item)? else {
            let given = vm.classes.name_of(item);
            return Err(vm.type_error(format!("sequence item {number}: expected a bytes-like object, {given} found")));
        };
        total = total.saturating_add(part.len());
        parts.push(part);
    }
    let mut joined = Draft::new();
    joined.reserve(vm, total)?;
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            joined.push(vm, &separator)?;
        }
        joined.push(vm, part)?;
    }
    this.make(vm, &joined)
}
