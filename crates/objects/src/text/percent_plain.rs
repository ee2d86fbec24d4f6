//! `template % values` where both are short and plain: `%s` of strings and small integers, `%d` of small integers. These
//! are most of all templates, and need no memory but that of the result.

use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_text::int_text::Decimal;

/// Text longer than this goes another way.
pub(crate) const SHORT: usize = 256;

/// Fills a template and gives the length of the text, unless it is no plain case: then whoever fills others finds what is
/// to be done, and the mistakes.
pub(crate) fn fill(vm: &Vm, template: &[u8], values: &Value, room: &mut [u8; SHORT]) -> Option<usize> {
    let mut values = match values.payload::<Tuple>() {
        Some(tuple) => tuple.items(),
        None => std::slice::from_ref(values),
    };
    let (mut length, mut rest) = (0, template);
    let mut push = |text: &[u8]| {
        for (place, byte) in room.get_mut(length..)?.get_mut(..text.len())?.iter_mut().zip(text) {
            *place = *byte;
        }
        length += text.len();
        Some(())
    };
    while let Some(mark) = rest.iter().take(SHORT).position(|byte| *byte == b'%') {
        let (before, from) = rest.split_at(mark);
        push(before)?;
        match from.get(1)? {
            b'%' => push(b"%")?,
            kind @ (b's' | b'd') => {
                let (value, more) = values.split_first()?;
                values = more;
                match (value.word().as_int(), value.payload::<Str>()) {
                    (Some(number), _) => push(Decimal::of(number).as_bytes())?,
                    (None, Some(text)) if *kind == b's' && vm.classes.is_exactly(value, &vm.classes.str) => {
                        push(text.as_bytes())?;
                    }
                    _ => return None,
                }
            }
            _ => return None,
        }
        rest = from.get(2..)?;
    }
    push(rest)?;
    values.is_empty().then_some(length)
}
