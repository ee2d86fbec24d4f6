//! `string[index]` and `string[start:stop:step]`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::item::{self, Subscript};
use taipan_core::ops::stretch::Stretch;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_text::pieces::Toll;
use taipan_text::wtf8;

use crate::text::str::part;

/// What stands between the brackets: one character, or a slice.
pub(crate) fn get(vm: &mut Vm, text: &Ref<Str>, key: &Value) -> Result<Value, Raised> {
    match item::subscript(vm, key, "string")? {
        Subscript::Index(index) => item::character(vm, text, index),
        Subscript::Slice(bounds) => sliced(vm, text, bounds.within(text.length())),
    }
}

fn sliced(vm: &mut Vm, text: &Ref<Str>, stretch: Stretch) -> Result<Value, Raised> {
    if let Some(range) = stretch.contiguous() {
        if range == (0..text.length()) {
            return part::whole(vm, text);
        }
        let bytes = part::bytes_of(vm, text, range);
        return part::cut(vm, text, text.as_bytes().get(bytes).unwrap_or_default());
    }
    let bytes = text.as_bytes();
    if text.is_ascii() {
        vm.expect_bytes(stretch.count)?;
        let mut picked = Vec::with_capacity(stretch.count);
        let mut toll = Toll::new(vm);
        for place in stretch.places() {
            toll.pass(1)?;
            picked.extend(bytes.get(place));
        }
        return vm.ascii(&picked);
    }
    // Walking once over the part that is picked from beats looking up every place.
    let ascending = stretch.ascending();
    let first = vm.world.text_places.offset(text, ascending.start.max(0) as usize);
    let mut points = wtf8::code_points(bytes.get(first..).unwrap_or_default());
    let skip = usize::try_from(ascending.step - 1).unwrap_or(usize::MAX);
    // A code point and the bytes it becomes have eight bytes at most.
    vm.expect_bytes(ascending.count.saturating_mul(8))?;
    let mut picked = Vec::with_capacity(ascending.count);
    let mut toll = Toll::new(vm);
    while picked.len() < ascending.count
        && let Some(code_point) = points.next()
    {
        picked.push(code_point);
        toll.pass(skip.saturating_add(4).min(bytes.len()))?;
        if picked.len() < ascending.count && skip > 0 && points.nth(skip - 1).is_none() {
            break;
        }
    }
    if stretch.step < 0 {
        picked.reverse();
    }
    let mut out = Vec::with_capacity(picked.len() * 2);
    for code_point in picked {
        toll.pass(4)?;
        wtf8::push(&mut out, code_point);
    }
    vm.wtf8(&out)
}
