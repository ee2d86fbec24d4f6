//! Quotients by integers of a few words, digit by digit (Knuth's algorithm D).

use dashu_int::{IBig, Sign};

use super::{ShortInt, WORDS, increase};

/// Words of the longest dividend: products of two short integers have so many.
const LONGEST: usize = 2 * WORDS;

/// A dividend, with room for a shift.
type Dividend = [u64; LONGEST + 1];

impl ShortInt {
    /// `self // divisor` and `self % divisor`, rounded down; the divisor is not zero.
    #[must_use]
    pub fn floored(&self, divisor: &ShortInt) -> Option<(ShortInt, ShortInt)> {
        floored(self.negative, self.words(), divisor)
    }

    /// The same of an integer that may be longer; `None` if it is much longer.
    #[must_use]
    pub fn floored_by(value: &IBig, divisor: &ShortInt) -> Option<(ShortInt, ShortInt)> {
        let (sign, words) = value.as_sign_words();
        floored(sign == Sign::Negative, words, divisor)
    }
}

fn floored(negative: bool, dividend: &[u64], divisor: &ShortInt) -> Option<(ShortInt, ShortInt)> {
    let mut quotient = [0; LONGEST];
    let rest = ShortInt::new(divisor.negative, divided(dividend, divisor.words(), &mut quotient)?);
    let (words, above) = quotient.split_first_chunk_mut::<WORDS>()?;
    let mut is_longer = above.iter().any(|word| *word != 0);
    if negative == divisor.negative || rest.length == 0 {
        return (!is_longer).then(|| (ShortInt::new(negative != divisor.negative, *words), rest));
    }
    is_longer |= increase(words);
    let rest = divisor.sub(&rest)?;
    (!is_longer).then(|| (ShortInt::new(true, *words), rest))
}

/// The remainder; the quotient's words are filled in. `None` if the dividend is too long, or the divisor zero.
fn divided(dividend: &[u64], divisor: &[u64], quotient: &mut [u64; LONGEST]) -> Option<[u64; WORDS]> {
    if dividend.len() > LONGEST {
        return None;
    }
    let mut rest = [0; WORDS];
    if dividend.len() < divisor.len() {
        rest.get_mut(..dividend.len())?.copy_from_slice(dividend);
        return Some(rest);
    }
    let (top, lower) = divisor.split_last()?;
    if lower.is_empty() {
        rest[0] = divided_by_word(dividend, *top, quotient);
        return Some(rest);
    }
    // With its highest bit set, the divisor's upper words say almost everything.
    let shift = top.leading_zeros();
    let (mut divisor_room, mut left): ([u64; WORDS], Dividend) = ([0; WORDS], [0; LONGEST + 1]);
    shift_up(divisor, shift, &mut divisor_room);
    shift_up(dividend, shift, &mut left);
    let divisor = divisor_room.get(..divisor.len())?;
    for place in (0..=dividend.len() - divisor.len()).rev() {
        let part = left.get_mut(place..=place + divisor.len())?;
        quotient[place] = next_digit(part, divisor)?;
    }
    let below = (1_u64 << shift) - 1;
    for place in 0..divisor.len() {
        rest[place] = left[place] >> shift | (left[place + 1] & below).rotate_right(shift);
    }
    Some(rest)
}

fn divided_by_word(dividend: &[u64], divisor: u64, quotient: &mut [u64; LONGEST]) -> u64 {
    let mut rest = 0;
    for (digit, word) in quotient.iter_mut().zip(dividend).rev() {
        let part = u128::from(rest) << 64 | u128::from(*word);
        (*digit, rest) = ((part / u128::from(divisor)) as u64, (part % u128::from(divisor)) as u64);
    }
    rest
}

/// The words shifted by less than a word.
fn shift_up(words: &[u64], shift: u32, target: &mut [u64]) {
    let mut carry = 0;
    for (place, word) in target.iter_mut().enumerate() {
        let next = words.get(place).copied().unwrap_or(0);
        *word = next << shift | carry;
        carry = next >> 1 >> (63 - shift);
    }
}

/// The quotient of a part, which has one word more than the divisor, and is less than a word times it; the part becomes
/// the remainder.
fn next_digit(part: &mut [u64], divisor: &[u64]) -> Option<u64> {
    let ([.., third, second, first], [.., below, top]) = (&*part, divisor) else { return None };
    let upper = u128::from(*first) << 64 | u128::from(*second);
    let (top, below) = (u128::from(*top), u128::from(*below));
    let (mut digit, mut rest) = (upper / top, upper % top);
    while digit > u128::from(u64::MAX) || digit * below > (rest << 64 | u128::from(*third)) {
        (digit, rest) = (digit - 1, rest + top);
        if rest > u128::from(u64::MAX) {
            break;
        }
    }
    let mut digit = digit as u64;
    let (mut carry, mut borrow) = (0, false);
    let (last, lower) = part.split_last_mut()?;
    for (word, factor) in lower.iter_mut().zip(divisor) {
        let product;
        (product, carry) = digit.carrying_mul(*factor, carry);
        (*word, borrow) = word.borrowing_sub(product, borrow);
    }
    (*last, borrow) = last.borrowing_sub(carry, borrow);
    if borrow {
        // One too many, which is rare.
        digit -= 1;
        let mut carry = false;
        for (word, factor) in lower.iter_mut().zip(divisor) {
            (*word, carry) = word.carrying_add(*factor, carry);
        }
        *last = last.wrapping_add(u64::from(carry));
    }
    Some(digit)
}
