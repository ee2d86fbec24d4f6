//! Strings: UTF-8 text (WTF-8 where lone surrogates occur) behind the header, with its length in code points.

use std::cell::Cell;

use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};
use taipan_macros::payload;
use taipan_text::wtf8;

use crate::value::allocate;
use crate::value::kinds;
use crate::value::lookout::Lookout;

/// A string. The bytes follow in the same block.
#[payload(kinds::STR, "str")]
#[repr(C)]
pub struct Str {
    hash: Cell<u64>,
    bytes: Cell<u32>,
    chars: Cell<u32>,
    interned: Cell<bool>,
    surrogates: Cell<bool>,
}

impl Str {
    /// Makes a string of WTF-8 bytes.
    pub fn from_wtf8(heap: &Heap, class: Value, bytes: &[u8]) -> Result<Ref<Str>, OutOfMemory> {
        let facts = wtf8::survey(bytes, &mut Lookout(heap))?;
        Str::fill(heap, class, bytes.len(), facts.length, facts.surrogates, |target| heap.copy(target, bytes))
    }

    /// Makes a string of the class `str` itself of ASCII characters.
    #[inline(always)]
    pub fn from_ascii(heap: &Heap, class: Value, bytes: &[u8]) -> Result<Ref<Str>, OutOfMemory> {
        let length = u32::try_from(bytes.len()).map_err(|_| OutOfMemory)?;
        let text = Str::of_facts(length, length, false);
        // SAFETY: the tail is filled below; where it cannot be, nobody sees the string.
        #[allow(unsafe_code, reason = "the tail of a string is made here and nowhere else")]
        let object = unsafe { heap.allocate_with_tail(class, text, bytes.len())? };
        heap.copy(object.tail_mut(), bytes)?;
        Ok(object)
    }

    /// A string of which nothing is known but this.
    #[inline(always)]
    fn of_facts(bytes: u32, chars: u32, surrogates: bool) -> Str {
        Str {
            hash: Cell::new(0),
            bytes: Cell::new(bytes),
            chars: Cell::new(chars),
            interned: Cell::new(false),
            surrogates: Cell::new(surrogates),
        }
    }

    /// Makes a string of several pieces of WTF-8, one after the other. Where a piece ends with a high surrogate and the
    /// next begins with a low one, the pair stays as two code points.
    pub fn concat(heap: &Heap, class: Value, pieces: &[&[u8]]) -> Result<Ref<Str>, OutOfMemory> {
        let (mut bytes, mut chars, mut surrogates) = (0usize, 0usize, false);
        for piece in pieces {
            bytes += piece.len();
            let facts = wtf8::survey(piece, &mut Lookout(heap))?;
            chars += facts.length;
            surrogates |= facts.surrogates;
        }
        Str::fill(heap, class, bytes, chars, surrogates, |target| {
            let mut at = 0;
            for piece in pieces {
                heap.copy(&mut target[at..at + piece.len()], piece)?;
                at += piece.len();
            }
            Ok(())
        })
    }

    /// Makes a string whose facts are known already: `write` fills exactly `bytes` bytes of WTF-8. Where it does not, nobody
    /// sees the string.
    #[inline]
    pub fn fill(
        heap: &Heap,
        class: Value,
        bytes: usize,
        chars: usize,
        surrogates: bool,
        write: impl FnOnce(&mut [u8]) -> Result<(), OutOfMemory>,
    ) -> Result<Ref<Str>, OutOfMemory> {
        let length = u32::try_from(bytes).map_err(|_| OutOfMemory)?;
        let text = Str::of_facts(length, chars as u32, surrogates);
        // SAFETY: `write` fills the tail; where it cannot, nobody sees the string.
        #[allow(unsafe_code, reason = "the tail of a string is made here and nowhere else")]
        let object = unsafe { allocate::allocate_with_tail(heap, class, text, bytes)? };
        write(object.tail_mut())?;
        Ok(object)
    }

    /// The text in WTF-8.
    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: `bytes` bytes follow the struct in its block, initialised when the string was made.
        #[allow(unsafe_code, reason = "the tail of a string is read here and nowhere else")]
        unsafe {
            std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast(), self.bytes.get() as usize)
        }
    }

    #[allow(clippy::mut_from_ref, reason = "only called while the string is being made or is unshared")]
    fn tail_mut(&self) -> &mut [u8] {
        // SAFETY: as in `as_bytes`; nobody else sees the bytes yet.
        #[allow(unsafe_code, reason = "the tail of a string is written here and nowhere else")]
        unsafe {
            std::slice::from_raw_parts_mut(std::ptr::from_ref(self).cast_mut().add(1).cast(), self.bytes.get() as usize)
        }
    }

    /// The text, if it holds no lone surrogates.
    #[inline(always)]
    pub fn as_str(&self) -> Option<&str> {
        if self.surrogates.get() {
            return None;
        }
        // SAFETY: WTF-8 without surrogates is UTF-8; the flag was computed when the string was made.
        #[allow(unsafe_code, reason = "saves a check of the whole text at every use")]
        Some(unsafe { std::str::from_utf8_unchecked(self.as_bytes()) })
    }

    /// The text with lone surrogates replaced, for messages.
    pub fn to_lossy(&self) -> std::borrow::Cow<'_, str> {
        match self.as_str() {
            Some(text) => text.into(),
            None => String::from_utf8_lossy(self.as_bytes()),
        }
    }

    /// Number of code points.
    #[inline(always)]
    pub fn length(&self) -> usize {
        self.chars.get() as usize
    }

    /// True if every code point is below 128.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.bytes.get() == self.chars.get()
    }

    /// True if there are lone surrogates.
    #[inline(always)]
    pub fn has_surrogates(&self) -> bool {
        self.surrogates.get()
    }

    /// The hash, if it was computed before (never 0).
    #[inline(always)]
    pub fn cached_hash(&self) -> Option<u64> {
        Some(self.hash.get()).filter(|hash| *hash != 0)
    }

    /// Keeps the hash.
    pub fn cache_hash(&self, hash: u64) {
        self.hash.set(hash);
    }

    /// True if this object stands for all strings of its text.
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.interned.get()
    }

    /// Marks the object as the one that stands for all strings of its text.
    pub fn set_interned(&self) {
        self.interned.set(true);
    }

    /// Appends to a string that nobody else holds, in place where its block can grow; `None` if it cannot.
    pub fn append(heap: &Heap, text: Ref<Str>, more: &Str) -> Result<Ref<Str>, Ref<Str>> {
        let old = text.bytes.get() as usize;
        let Ok(total) = u32::try_from(old + more.bytes.get() as usize) else { return Err(text) };
        if text.header().refs() != 1 || text.is_interned() {
            return Err(text);
        }
        let room = Heap::room(&text) - size_of::<Str>();
        let text = if room >= total as usize && text.header().side().is_none() {
            text
        } else {
            let generous = total as usize + total as usize / 4;
            heap.enlarge(text, generous)?
        };
        // SAFETY: the block has room for `total` bytes behind the struct, and nobody else refers to the string.
        #[allow(unsafe_code, reason = "appending in place makes building a string linear")]
        unsafe {
            let tail: *mut u8 = std::ptr::from_ref::<Str>(&text).add(1).cast_mut().cast();
            std::ptr::copy_nonoverlapping(more.as_bytes().as_ptr(), tail.add(old), more.bytes.get() as usize);
        }
        text.bytes.set(total);
        text.chars.set(text.chars.get() + more.chars.get());
        text.surrogates.set(text.surrogates.get() || more.surrogates.get());
        text.hash.set(0);
        Ok(text)
    }
}
