//! Making strings from parts of strings, and strings of one's own class from any.

use std::ops::Range;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_text::TooLong;

/// The string of some bytes of another string.
pub(crate) fn cut(vm: &mut Vm, source: &Str, part: &[u8]) -> Result<Value, Raised> {
    match part {
        [] => Ok(vm.names.known.empty.clone()),
        [byte] => vm.char(u32::from(*byte)),
        _ if source.is_ascii() => vm.ascii(part),
        _ => vm.wtf8(part),
    }
}

/// The string itself, if it is exactly a `str`; else one of the same text.
pub(crate) fn whole(vm: &mut Vm, text: &Ref<Str>) -> Result<Value, Raised> {
    if vm.classes.is_exactly(text.value(), &vm.classes.str) {
        return Ok(text.value().clone());
    }
    vm.wtf8(text.as_bytes())
}

/// The string itself where nothing was changed, else the changed one.
pub(crate) fn changed(vm: &mut Vm, text: &Ref<Str>, change: Result<Option<Vec<u8>>, TooLong>) -> Result<Value, Raised> {
    match change {
        Ok(Some(changed)) => vm.wtf8(&changed),
        Ok(None) => whole(vm, text),
        Err(TooLong) => Err(vm.memory_error()),
    }
}

/// The bytes of a range of code points.
#[inline(always)]
pub(crate) fn bytes_of(vm: &Vm, text: &Ref<Str>, range: Range<usize>) -> Range<usize> {
    if range == (0..text.length()) {
        return 0..text.as_bytes().len();
    }
    let start = vm.world.text_places.offset(text, range.start);
    let end =
        if range.end >= text.length() { text.as_bytes().len() } else { vm.world.text_places.offset(text, range.end) };
    start..end.max(start)
}
