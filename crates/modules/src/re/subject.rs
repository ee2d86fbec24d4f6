//! The text that is searched, and the places in it: inside they are bytes, scripts see characters.

use std::rc::Rc;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::Trace;
use taipan_objects::buffer;

/// A string or bytes.
#[derive(Clone, Trace)]
pub(super) enum Subject {
    /// A string.
    Text(Ref<Str>),
    /// Bytes.
    Bytes(Ref<Bytes>),
    /// What could change, and a copy of its bytes.
    Copied(Value, #[untraced] Rc<[u8]>),
}

impl Subject {
    /// The text behind a value; TypeError if it is neither string nor bytes.
    pub(super) fn of(vm: &mut Vm, value: &Value) -> Result<Subject, Raised> {
        if let Some(text) = value.to_ref::<Str>() {
            return Ok(Subject::Text(text));
        }
        if let Some(bytes) = value.to_ref::<Bytes>() {
            return Ok(Subject::Bytes(bytes));
        }
        match buffer::get(vm, value)? {
            Some(bytes) => Ok(Subject::Copied(value.clone(), bytes.as_ref().into())),
            None => {
                let given = vm.classes.name_of(value);
                Err(vm.type_error(format!("expected string or bytes-like object, got '{given}'")))
            }
        }
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Subject::Text(text) => text.as_bytes(),
            Subject::Bytes(bytes) => bytes.as_slice(),
            Subject::Copied(_, bytes) => bytes,
        }
    }

    /// The object that scripts know it as.
    pub(super) fn object(&self) -> &Value {
        match self {
            Subject::Text(text) => text.value(),
            Subject::Bytes(bytes) => bytes.value(),
            Subject::Copied(object, _) => object,
        }
    }

    /// True of strings.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Subject::Text(_))
    }

    /// Number of characters.
    pub(super) fn length(&self) -> usize {
        match self {
            Subject::Text(text) => text.length(),
            _ => self.bytes().len(),
        }
    }

    /// The byte at which a character begins.
    pub(super) fn offset(&self, vm: &Vm, number: usize) -> usize {
        match self {
            Subject::Text(text) => vm.world.text_places.offset(text, number),
            _ => number.min(self.bytes().len()),
        }
    }

    /// The number of the character that begins at a byte.
    pub(super) fn number(&self, vm: &Vm, offset: usize) -> usize {
        match self {
            Subject::Text(text) => vm.world.text_places.number(text, offset),
            _ => offset,
        }
    }

    /// The object for a part.
    pub(super) fn cut(&self, vm: &mut Vm, start: usize, end: usize) -> Result<Value, Raised> {
        let part = self.bytes().get(start..end).unwrap_or_default();
        match self {
            Subject::Text(text)
                if part.len() == text.as_bytes().len() && vm.classes.is_exactly(text.value(), &vm.classes.str) =>
            {
                Ok(text.value().clone())
            }
            Subject::Text(text) => match part {
                [byte] => vm.char(u32::from(*byte)),
                [_, ..] if text.is_ascii() => vm.ascii(part),
                _ => vm.wtf8(part),
            },
            _ => vm.bytes(part),
        }
    }

    /// The object for new text of the same kind.
    pub(super) fn make(&self, vm: &mut Vm, text: &[u8]) -> Result<Value, Raised> {
        if self.is_text() { vm.wtf8(text) } else { vm.bytes(text) }
    }
}
