//! Integers of a few words, which lie in their object without memory of their own: hashes, keys, counters, fractions.
//!
//! They are sign and magnitude; the words of the magnitude are its digits, the lowest first, with zeros above the highest.
//! What needs more words than there are answers `None`, and `dashu-int` does it.

mod quotient;

use std::cmp::Ordering;

use dashu_int::{IBig, Sign, UBig};

/// Words of such an integer: 448 bits.
pub const WORDS: usize = 7;

/// An integer of a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortInt {
    words: [u64; WORDS],
    /// Words up to the highest that is not zero.
    length: u8,
    /// Never of zero.
    negative: bool,
}

impl ShortInt {
    /// One with this sign and magnitude.
    #[inline]
    fn new(negative: bool, words: [u64; WORDS]) -> ShortInt {
        let length = WORDS - words.iter().rev().take_while(|word| **word == 0).count();
        ShortInt { words, length: length as u8, negative: negative && length > 0 }
    }

    /// The integer, if it has so few words.
    #[must_use]
    pub fn of(value: &IBig) -> Option<ShortInt> {
        let (sign, digits) = value.as_sign_words();
        let mut words = [0; WORDS];
        words.get_mut(..digits.len())?.copy_from_slice(digits);
        Some(ShortInt { words, length: digits.len() as u8, negative: sign == Sign::Negative })
    }

    /// The words of the magnitude.
    #[inline]
    #[must_use]
    pub fn words(&self) -> &[u64] {
        self.words.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The integer in the form of those without bound.
    #[must_use]
    pub fn to_big(&self) -> IBig {
        big(self.negative, self.words())
    }

    /// The value, if 64 bits hold it.
    #[inline]
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        let magnitude = if self.length <= 1 { self.words[0] } else { return None };
        if self.negative { 0_i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
    }

    /// `-self`
    #[must_use]
    pub fn negated(mut self) -> ShortInt {
        self.negative = !self.negative && self.length > 0;
        self
    }

    /// `self + other`
    #[inline]
    #[must_use]
    pub fn add(&self, other: &ShortInt) -> Option<ShortInt> {
        self.sum(other, other.negative)
    }

    /// `self - other`
    #[inline]
    #[must_use]
    pub fn sub(&self, other: &ShortInt) -> Option<ShortInt> {
        self.sum(other, !other.negative)
    }

    /// The sum with the magnitude of another, which has this sign.
    #[inline]
    fn sum(&self, other: &ShortInt, negative: bool) -> Option<ShortInt> {
        let mut words = [0; WORDS];
        if self.negative == negative {
            let mut carry = false;
            for (word, (x, y)) in words.iter_mut().zip(self.words.iter().zip(&other.words)) {
                (*word, carry) = x.carrying_add(*y, carry);
            }
            return (!carry).then(|| ShortInt::new(negative, words));
        }
        let mut borrow = false;
        for (word, (x, y)) in words.iter_mut().zip(self.words.iter().zip(&other.words)) {
            (*word, borrow) = x.borrowing_sub(*y, borrow);
        }
        if borrow {
            negate(&mut words);
        }
        Some(ShortInt::new(self.negative != borrow, words))
    }

    /// `self * other`
    #[inline]
    #[must_use]
    pub fn mul(&self, other: &ShortInt) -> Option<ShortInt> {
        if self.length + other.length > WORDS as u8 + 1 {
            return None;
        }
        let product = self.magnitude_of_product(other);
        let (words, above) = product.split_first_chunk::<WORDS>()?;
        (above[0] == 0).then(|| ShortInt::new(self.negative != other.negative, *words))
    }

    /// `self * other`, which may be longer.
    #[must_use]
    pub fn long_product(&self, other: &ShortInt) -> IBig {
        big(self.negative != other.negative, &self.magnitude_of_product(other))
    }

    #[inline]
    fn magnitude_of_product(&self, other: &ShortInt) -> [u64; 2 * WORDS] {
        let mut product = [0; 2 * WORDS];
        for (place, x) in self.words().iter().enumerate() {
            let mut carry = 0;
            let digits = &mut product[place..];
            for (digit, y) in digits.iter_mut().zip(other.words()) {
                (*digit, carry) = x.carrying_mul_add(*y, *digit, carry);
            }
            digits[other.words().len()] = carry;
        }
        product
    }

    /// `self & other` and the like, bit by bit.
    #[inline]
    #[must_use]
    pub fn bitwise(&self, other: &ShortInt, of_words: impl Fn(u64, u64) -> u64) -> Option<ShortInt> {
        let (x, y) = (self.twos_complement(), other.twos_complement());
        let mut words = std::array::from_fn(|place| of_words(x[place], y[place]));
        let negative = of_words(u64::from(self.negative), u64::from(other.negative)) & 1 == 1;
        if negative && negate(&mut words) {
            return None;
        }
        Some(ShortInt::new(negative, words))
    }

    /// The words of a number whose bits above them are all those of the sign.
    fn twos_complement(&self) -> [u64; WORDS] {
        let mut words = self.words;
        if self.negative {
            negate(&mut words);
        }
        words
    }

    /// `self << places`
    #[must_use]
    pub fn shift_left(&self, places: u64) -> Option<ShortInt> {
        if places >= 64 * WORDS as u64 || self.bit_length() + places as usize > 64 * WORDS {
            return None;
        }
        let (skipped, bits) = (places as usize / 64, places % 64);
        let (mut words, mut low) = ([0; WORDS], 0);
        for (word, own) in words.iter_mut().skip(skipped).zip(self.words) {
            *word = own << bits | low >> 1 >> (63 - bits);
            low = own;
        }
        Some(ShortInt::new(self.negative, words))
    }

    /// `self >> places`, rounded down.
    #[must_use]
    pub fn shift_right(&self, places: u64) -> ShortInt {
        let (skipped, bits) = (usize::try_from(places / 64).unwrap_or(WORDS).min(WORDS), places % 64);
        let mut words = [0; WORDS];
        for (place, word) in words.iter_mut().enumerate().take(WORDS - skipped) {
            let high = self.words.get(place + skipped + 1).unwrap_or(&0);
            *word = self.words[place + skipped] >> bits | high << 1 << (63 - bits);
        }
        let (below, cut) = self.words.split_at(skipped);
        let is_exact =
            below.iter().all(|word| *word == 0) && cut.first().is_none_or(|word| word & ((1 << bits) - 1) == 0);
        if self.negative && !is_exact {
            increase(&mut words);
        }
        ShortInt::new(self.negative, words)
    }

    /// `int.bit_length`.
    #[must_use]
    pub fn bit_length(&self) -> usize {
        self.words().last().map_or(0, |top| 64 * self.words().len() - top.leading_zeros() as usize)
    }
}

impl From<i64> for ShortInt {
    #[inline]
    fn from(value: i64) -> ShortInt {
        let mut words = [0; WORDS];
        words[0] = value.unsigned_abs();
        ShortInt { words, length: u8::from(value != 0), negative: value < 0 }
    }
}

impl PartialOrd for ShortInt {
    fn partial_cmp(&self, other: &ShortInt) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ShortInt {
    fn cmp(&self, other: &ShortInt) -> Ordering {
        let magnitudes =
            || self.length.cmp(&other.length).then_with(|| self.words.iter().rev().cmp(other.words.iter().rev()));
        match (self.negative, other.negative) {
            (false, false) => magnitudes(),
            (true, true) => magnitudes().reverse(),
            (below, _) => {
                if below {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

fn big(negative: bool, words: &[u64]) -> IBig {
    IBig::from_parts(if negative { Sign::Negative } else { Sign::Positive }, UBig::from_words(words))
}

/// Adds one; true if that gave a further word.
fn increase(words: &mut [u64]) -> bool {
    words.iter_mut().all(|word| {
        *word = word.wrapping_add(1);
        *word == 0
    })
}

/// The negative number in two's complement; true if only zero is left of it.
fn negate(words: &mut [u64]) -> bool {
    words.iter_mut().for_each(|word| *word = !*word);
    increase(words)
}

#[cfg(test)]
mod tests;
