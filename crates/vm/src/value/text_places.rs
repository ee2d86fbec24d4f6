//! Where code points begin: direct in ASCII, by an index that is kept for the long strings asked last.

use std::cell::{Cell, RefCell};

use taipan_heap::value::Ref;

use crate::text::wtf8::{self, Index};
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
            self.indexed(text, n)
        }
    }

    fn indexed(&self, text: &Ref<Str>, n: usize) -> usize {
        let bytes = text.as_bytes();
        for (of, index) in self.kept.borrow().iter().flatten() {
            if of.value().is(text.value()) {
                return index.offset_of(bytes, n);
            }
        }
        let Some(index) = Index::build(bytes) else { return wtf8::offset_of(bytes, n) };
        let offset = index.offset_of(bytes, n);
        let place = self.next.get() % KEPT;
        self.next.set(place + 1);
        let before = match self.kept.borrow_mut().get_mut(place) {
            Some(kept) => kept.replace((text.clone(), index)),
            None => None,
        };
        drop(before);
        offset
    }
}
