//! Iterators over builtin containers, and the adaptors of `builtins` (map, filter, zip, enumerate).

use std::cell::Cell;

use taipan_heap::value::{Slot, Value};
use taipan_macros::{Trace, payload};
use taipan_text::wtf8;

use crate::value::kinds;
use crate::value::sequence::{ByteArray, Bytes, List, Tuple};
use crate::value::text::Str;

/// An iterator over a range of small integers.
#[payload(kinds::RANGE_ITERATOR, "range_iterator")]
#[repr(C)]
pub struct RangeIterator {
    /// The next item.
    pub next: Cell<i64>,
    /// Distance between items.
    pub step: i64,
    /// Items left.
    pub left: Cell<u64>,
}

impl RangeIterator {
    /// The next item, where there is one.
    #[inline]
    pub fn next_item(&self) -> Option<Value> {
        let left = self.left.get().checked_sub(1)?;
        let item = self.next.get();
        self.left.set(left);
        self.next.set(item.wrapping_add(self.step));
        Value::from_small_int(item)
    }
}

/// An iterator over a sequence by index: lists, tuples, strings, bytes, and classes with only `__getitem__`; forwards or
/// (where `step` is -1) backwards.
#[payload(kinds::SEQUENCE_ITERATOR, "iterator")]
pub struct SequenceIterator {
    /// The sequence; unbound when exhausted.
    pub sequence: Slot,
    /// Index of the next item; for strings the byte offset.
    pub index: Cell<isize>,
    /// 1 or -1.
    pub step: isize,
}

impl SequenceIterator {
    /// True if the iterator runs forwards over a list, tuple, string or bytes and has come to its end.
    #[inline(always)]
    pub fn has_ended(&self) -> bool {
        let length = self.sequence.with(|sequence| match sequence.header()?.kind() {
            kinds::LIST => sequence.payload::<List>().map(List::length),
            kinds::TUPLE => sequence.payload::<Tuple>().map(Tuple::length),
            kinds::STR => sequence.payload::<Str>().map(|text| text.as_bytes().len()),
            kinds::BYTES => sequence.payload::<Bytes>().map(|bytes| bytes.as_slice().len()),
            _ => None,
        });
        self.step == 1 && length.is_some_and(|length| self.index.get() as usize >= length)
    }

    /// The next item, where the iterator runs forwards over a list or tuple that has one.
    #[inline]
    pub fn next_item(&self) -> Option<Value> {
        if self.step != 1 {
            return None;
        }
        let index = self.index.get();
        let item = self.sequence.with(|sequence| match sequence.header()?.kind() {
            kinds::LIST => sequence.payload::<List>()?.items.borrow().get(index as usize).cloned(),
            kinds::TUPLE => sequence.payload::<Tuple>()?.items().get(index as usize).cloned(),
            _ => None,
        })?;
        self.index.set(index + 1);
        Some(item)
    }
}

impl SequenceIterator {
    /// The next character, where the iterator runs forwards over a string that has one.
    #[inline]
    pub fn next_code_point(&self) -> Option<u32> {
        let index = self.index.get();
        let (code_point, width) = self.sequence.with(|sequence| {
            let text = sequence.payload::<Str>().filter(|_| self.step == 1)?;
            wtf8::decode(text.as_bytes().get(index as usize..)?)
        })?;
        self.index.set(index + width as isize);
        Some(code_point)
    }

    /// The next byte, where the iterator runs forwards over bytes or a bytearray that has one.
    #[inline]
    pub fn next_byte(&self) -> Option<Value> {
        if self.step != 1 {
            return None;
        }
        let index = self.index.get();
        let sequence = self.sequence.get();
        let byte = if let Some(bytes) = sequence.payload::<Bytes>() {
            *bytes.as_slice().get(index as usize)?
        } else {
            *sequence.payload::<ByteArray>()?.bytes.borrow().get(index as usize)?
        };
        self.index.set(index + 1);
        Value::from_small_int(i64::from(byte))
    }
}

/// What an iterator over a dict or set gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Trace)]
pub enum Items {
    /// Keys, or the members of a set.
    Keys,
    /// Values.
    Values,
    /// Pairs of key and value.
    Pairs,
}

/// An iterator over a dict or a set.
#[payload(kinds::TABLE_ITERATOR, "dict_keyiterator")]
pub struct TableIterator {
    /// The dict or set; unbound when exhausted.
    pub table: Slot,
    /// Position of the next entry.
    pub position: Cell<usize>,
    /// Number of entries when the iteration began: a change raises RuntimeError.
    pub length: usize,
    /// Number of items it has still to give: one more means that keys were replaced.
    pub left: Cell<usize>,
    /// What it gives.
    pub items: Items,
    /// True if it runs backwards.
    pub reversed: bool,
    /// The pair that it gave last, to be used again when nobody else has it.
    pub last: Slot,
}

/// `iter(callable, sentinel)`.
#[payload(kinds::CALL_ITERATOR, "callable_iterator")]
pub struct CallIterator {
    /// Called for each item; unbound when exhausted.
    pub callable: Slot,
    /// Ends the iteration.
    pub sentinel: Value,
}

/// `map`, `filter`, `zip` and `enumerate`: their class tells which.
#[payload(kinds::ADAPTOR, "adaptor")]
pub struct Adaptor {
    /// The function of `map` and `filter`; the next number of `enumerate`.
    pub state: Slot,
    /// The tuple that `zip` and `enumerate` gave last, to be used again when nobody else has it.
    pub last: Slot,
    /// The iterators drawn from; a tuple.
    pub sources: Slot,
    /// `strict=True` of `zip`.
    pub strict: Cell<bool>,
}

impl Adaptor {
    /// An adaptor that has given nothing yet, not strict.
    pub fn new(state: Value, sources: Value) -> Adaptor {
        let (state, sources) = (Slot::new(state), Slot::new(sources));
        Adaptor { state, sources, last: Slot::default(), strict: Cell::new(false) }
    }
}
