//! Where code points begin: direct in ASCII, by an index that is kept for the long strings asked last.

use std::cell::{Cell, RefCell};

use taipan_heap::value::Ref;
use taipan_text::wtf8::{self, Index};

use crate::value::text::Str;

/// Up to this many bytes, counting from the front costs less than looking for an index.
const SHORT: usize = 128;
/// Strings whose indices are kept: a loop seldom walks through more at once.
const KEPT: usize = 4;

/// A string and its index.
type Kept = (Ref<Str>, Index);

/// The indices of a few strings. They hold their strings, so that an address never means another one.
#[derive(Default)]
pub struct TextPlaces {
    kept: RefCell<[Option<Kept>; KEPT]>,
    next: Cell<usize>,
}

impl TextPlaces {
    /// The byte offset of code point `n`, or the length in bytes if there are not so many.
    #[inline]
    pub fn offset(&self, text: &Ref<Str>, n: usize) -> usize {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            n.min(bytes.len())
        } else if bytes.len() <= SHORT {
            wtf8::offset_of(bytes, n)
        } else {
            self.indexed(text, |index| index.offset_of(bytes, n)).unwrap_or_else(|| wtf8::offset_of(bytes, n))
        }
    }

    /// The number of the code point that begins at a byte offset.
    pub fn number(&self, text: &Ref<Str>, offset: usize) -> usize {
        let bytes = text.as_bytes();
        let counted = || wtf8::count(bytes.get(..offset).unwrap_or_default());
        if text.is_ascii() {
            offset
        } else if offset <= SHORT {
            counted()
        } else {
            self.indexed(text, |index| index.number_of(bytes, offset)).unwrap_or_else(counted)
        }
    }

    /// What the index of a text says; nothing if it can have none.
    fn indexed(&self, text: &Ref<Str>, ask: impl Fn(&Index) -> usize) -> Option<usize> {
        for (of, index) in self.kept.borrow().iter().flatten() {
            if of.value().is(text.value()) {
                return Some(ask(index));
            }
        }
        let index = Index::build(text.as_bytes())?;
        let answer = ask(&index);
        let place = self.next.get() % KEPT;
        self.next.set(place + 1);
        let before = match self.kept.borrow_mut().get_mut(place) {
            Some(kept) => kept.replace((text.clone(), index)),
            None => None,
        };
        drop(before);
        Some(answer)
    }
}
