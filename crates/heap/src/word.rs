//! The value word: 64 bits that hold a small integer, a float, a singleton or a pointer to an object.
//!
//! ```text
//!   iiii...iiii1   integer of 63 bits
//!   ffff...ff10    float: the IEEE bits rotated left by three, for exponents near zero (magnitudes 1e-77 to 1e77) and 0.0
//!   ssss...s100    singleton: None, True, False, Ellipsis, NotImplemented, and "unbound"
//!   pppp...p000    pointer to a `Header`, never null
//! ```
//!
//! Integers that need more bits and the rare other floats are objects.

use std::ptr::NonNull;

use crate::header::Header;

/// A value, not counted: copying a `Word` does not keep its object alive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Word(u64);

/// Largest integer that a word holds.
pub const INT_MAX: i64 = (1 << 62) - 1;
/// Smallest integer that a word holds.
pub const INT_MIN: i64 = -(1 << 62);

const FLOAT_ZERO: u64 = 0x8000_0000_0000_0002;

impl Word {
    /// No value: an unbound variable, an empty cell.
    pub const UNBOUND: Word = Word(0b00_100);
    /// `None`.
    pub const NONE: Word = Word(0b01_100);
    /// `False`.
    pub const FALSE: Word = Word(0b10_100);
    /// `True`: `FALSE` with one more bit, so that a comparison's result is made without a branch.
    pub const TRUE: Word = Word(0b11_100);
    /// `...`.
    pub const ELLIPSIS: Word = Word(0b100_100);
    /// `NotImplemented`.
    pub const NOT_IMPLEMENTED: Word = Word(0b101_100);

    /// The word's bits.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// A word of bits that came from [`bits`](Word::bits).
    ///
    /// # Safety
    /// The bits must be those of a word whose object, if any, is alive while the word is used.
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Word {
        Word(bits)
    }

    /// The word of a pointer.
    #[inline(always)]
    pub fn from_pointer(pointer: NonNull<Header>) -> Word {
        Word(pointer.as_ptr() as u64)
    }

    /// True if the word is a pointer.
    #[inline(always)]
    pub const fn is_pointer(self) -> bool {
        self.0 & 7 == 0
    }

    /// The pointer, if the word is one.
    #[inline(always)]
    pub fn pointer(self) -> Option<NonNull<Header>> {
        if self.is_pointer() { NonNull::new(self.0 as *mut Header) } else { None }
    }

    /// The header behind a pointer word.
    ///
    /// # Safety
    /// The word must be a pointer to a live object.
    #[inline(always)]
    pub unsafe fn header<'a>(self) -> &'a Header {
        debug_assert!(self.is_pointer() && self.0 != 0);
        // SAFETY: the caller says that this is a live object's address.
        unsafe { &*(self.0 as *const Header) }
    }

    /// True if no value is there.
    #[inline(always)]
    pub const fn is_unbound(self) -> bool {
        self.0 == Word::UNBOUND.0
    }

    /// True for `None`.
    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.0 == Word::NONE.0
    }

    /// The word of a truth value.
    #[inline(always)]
    pub const fn from_bool(value: bool) -> Word {
        Word(Word::FALSE.0 | (value as u64) << 3)
    }

    /// True if the word is `True` or `False`.
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.0 | 8 == Word::TRUE.0
    }

    /// The truth value, if the word is one.
    #[inline(always)]
    pub const fn as_bool(self) -> Option<bool> {
        if self.is_bool() { Some(self.0 == Word::TRUE.0) } else { None }
    }

    /// True if the word is an immediate integer.
    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.0 & 1 == 1
    }

    /// The word of an integer, if 63 bits hold it.
    #[inline(always)]
    pub const fn from_int(value: i64) -> Option<Word> {
        if value >= INT_MIN && value <= INT_MAX { Some(Word::from_small(value)) } else { None }
    }

    /// The word of an integer of at most 63 bits; the top bit of larger ones is lost.
    #[inline(always)]
    pub const fn from_small(value: i64) -> Word {
        Word((value as u64) << 1 | 1)
    }

    /// The integer, if the word is an immediate one. (`True` and `False` are not.)
    #[inline(always)]
    pub const fn as_int(self) -> Option<i64> {
        if self.is_int() { Some(self.small()) } else { None }
    }

    /// The integer of a word that is known to be an immediate one.
    #[inline(always)]
    pub const fn small(self) -> i64 {
        self.0 as i64 >> 1
    }

    /// True if both words are immediate integers.
    #[inline(always)]
    pub const fn both_ints(self, other: Word) -> bool {
        self.0 & other.0 & 1 == 1
    }

    /// The sum of two immediate integers, if it is one.
    #[inline(always)]
    pub fn add_ints(self, other: Word) -> Option<Word> {
        (self.0 as i64).checked_add(other.0 as i64 - 1).map(|sum| Word(sum as u64))
    }

    /// The difference of two immediate integers, if it is one.
    #[inline(always)]
    pub fn subtract_ints(self, other: Word) -> Option<Word> {
        (self.0 as i64).checked_sub(other.0 as i64 - 1).map(|difference| Word(difference as u64))
    }

    /// The product of two immediate integers, if it is one.
    #[inline(always)]
    pub fn multiply_ints(self, other: Word) -> Option<Word> {
        (self.0 as i64 - 1).checked_mul(other.small()).map(|product| Word((product | 1) as u64))
    }

    /// True if the word is an immediate float.
    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.0 & 3 == 2
    }

    /// The word of a float, if it can be immediate.
    #[inline(always)]
    pub fn from_float(value: f64) -> Option<Word> {
        let bits = value.to_bits();
        // Bits 60 to 62 are 011 or 100 for the common exponents; adding one makes both of them 100 and 101.
        let top = (bits >> 60) as u32 & 7;
        if top == 3 || top == 4 {
            Some(Word(bits.rotate_left(3) & !3 | 2))
        } else if bits == 0 {
            Some(Word(FLOAT_ZERO))
        } else {
            None
        }
    }

    /// The float, if the word is an immediate one.
    #[inline(always)]
    pub fn as_float(self) -> Option<f64> {
        if self.is_float() { Some(self.float()) } else { None }
    }

    /// The float of a word that is known to be an immediate one.
    #[inline(always)]
    pub fn float(self) -> f64 {
        if self.0 == FLOAT_ZERO {
            return 0.0;
        }
        // The two tag bits stand for 01 or 10, the complement of the bit that now is on top.
        let restored = self.0 & !3 | (2 - (self.0 >> 63));
        f64::from_bits(restored.rotate_right(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_keep_their_value_up_to_63_bits() {
        for value in [0, 1, -1, 42, INT_MAX, INT_MIN] {
            assert_eq!(Word::from_int(value).and_then(Word::as_int), Some(value));
        }
        assert!(Word::from_int(INT_MAX + 1).is_none());
        assert!(Word::from_int(INT_MIN - 1).is_none());
    }

    #[test]
    fn integer_arithmetic_notices_overflow() {
        let max = Word::from_small(INT_MAX);
        assert!(max.add_ints(Word::from_small(1)).is_none());
        assert_eq!(max.subtract_ints(max), Some(Word::from_small(0)));
        assert_eq!(Word::from_small(-3).multiply_ints(Word::from_small(7)), Some(Word::from_small(-21)));
        assert!(max.multiply_ints(Word::from_small(2)).is_none());
    }

    #[test]
    fn floats_near_one_are_immediate_and_exact() {
        for value in [0.0, 1.0, -1.0, 0.1, 1.5e-70, -2.5e70, std::f64::consts::PI] {
            assert_eq!(Word::from_float(value).and_then(Word::as_float), Some(value));
        }
        for value in [-0.0, f64::INFINITY, f64::MIN_POSITIVE, 1e300] {
            assert!(Word::from_float(value).is_none());
        }
    }

    #[test]
    fn no_two_kinds_of_word_are_confused() {
        let words = [Word::NONE, Word::TRUE, Word::FALSE, Word::UNBOUND, Word::ELLIPSIS, Word::NOT_IMPLEMENTED];
        for word in words {
            assert!(!word.is_pointer() && !word.is_int() && !word.is_float());
        }
        assert!(Word::from_bool(true) == Word::TRUE && Word::from_bool(false) == Word::FALSE);
        assert!(!Word::NONE.is_bool() && !Word::UNBOUND.is_bool());
    }
}
