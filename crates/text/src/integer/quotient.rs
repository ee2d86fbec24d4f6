//! Quotients and remainders: by halves, as Burnikel and Ziegler divide. The upper words of both numbers give a quotient
//! that is right but for one or two; a product then takes the lower words of the divisor into account.

use dashu_int::ops::DivRem;
use dashu_int::{IBig, Sign, UBig};

use super::{Workshop, halves, product};

/// Divisors of at most so many words divide twice as many in one piece, a millisecond or two.
const SHORT: usize = 1200;

/// What such a division costs: the words of the longer of quotient and divisor times the root of those of the shorter.
const PRICE_OF_SHORT: usize = 2 * SHORT * SHORT.isqrt();

/// `divmod(a, b)`, rounded down; `b` is not zero.
pub fn floored<W: Workshop>(workshop: &mut W, a: &IBig, b: &IBig) -> Result<(IBig, IBig), W::Refusal> {
    let (quotient, rest) = truncated(workshop, a, b)?;
    if rest.is_zero() || rest.sign() == b.sign() {
        return Ok((quotient, rest));
    }
    Ok((quotient - 1, rest + b))
}

/// `a // b`, rounded down; `b` is not zero.
pub fn floor_div<W: Workshop>(workshop: &mut W, a: &IBig, b: &IBig) -> Result<IBig, W::Refusal> {
    floored(workshop, a, b).map(|(quotient, _)| quotient)
}

/// `a % b`, with the sign of `b`, which is not zero.
pub fn floor_mod<W: Workshop>(workshop: &mut W, a: &IBig, b: &IBig) -> Result<IBig, W::Refusal> {
    let (a_words, b_words) = (a.as_sign_words().1, b.as_sign_words().1);
    if !is_short(a_words.len(), b_words.len()) {
        return floored(workshop, a, b).map(|(_, rest)| rest);
    }
    workshop.pay(price(a_words.len(), b_words.len()))?;
    let rest = a % b;
    Ok(if rest.is_zero() || rest.sign() == b.sign() { rest } else { rest + b })
}

/// Quotient and remainder, the quotient rounded towards zero; `b` is not zero.
fn truncated<W: Workshop>(workshop: &mut W, a: &IBig, b: &IBig) -> Result<(IBig, IBig), W::Refusal> {
    let ((a_sign, a_words), (b_sign, b_words)) = (a.as_sign_words(), b.as_sign_words());
    if is_short(a_words.len(), b_words.len()) {
        workshop.pay(price(a_words.len(), b_words.len()))?;
        return Ok(a.div_rem(b));
    }
    let (quotient, rest) = of_magnitudes(workshop, &UBig::from_words(a_words), &UBig::from_words(b_words))?;
    Ok((IBig::from_parts(a_sign * b_sign, quotient), IBig::from_parts(a_sign, rest)))
}

/// Quotient and remainder of magnitudes; `b` is not zero.
pub fn of_magnitudes<W: Workshop>(workshop: &mut W, a: &UBig, b: &UBig) -> Result<(UBig, UBig), W::Refusal> {
    let (a_words, b_words) = (a.as_words(), b.as_words());
    if is_short(a_words.len(), b_words.len()) {
        workshop.pay(price(a_words.len(), b_words.len()))?;
        return Ok(a.div_rem(b));
    }
    // With its highest bit set, the divisor's upper words say almost everything.
    let shift = b_words.last().map_or(0, |top| top.leading_zeros() as usize);
    workshop.expect_words(4 * a_words.len())?;
    workshop.pay_pass((a_words.len() + b_words.len()) * 16)?;
    let (quotient, rest) = divided(workshop, (a << shift).as_words(), &(b << shift))?;
    Ok((quotient, rest >> shift))
}

/// Steps that a quotient costs: it and the divisor are multiplied with each other.
fn price(a: usize, b: usize) -> usize {
    2 * product::price(a.saturating_sub(b) + 1, b) + a / 16
}

/// Whether a division is short enough to be one piece.
fn is_short(a: usize, b: usize) -> bool {
    let quotient = a.saturating_sub(b) + 1;
    let (larger, smaller) = (quotient.max(b), quotient.min(b));
    smaller <= SHORT && larger.saturating_mul(smaller.isqrt()) <= PRICE_OF_SHORT
}

/// Quotient and remainder by a divisor whose highest bit is set.
fn divided<W: Workshop>(workshop: &mut W, a: &[u64], b: &UBig) -> Result<(UBig, UBig), W::Refusal> {
    let size = b.as_words().len();
    if is_short(a.len(), size) {
        workshop.pay(price(a.len(), size))?;
        return Ok(UBig::from_words(a).div_rem(b));
    }
    let longer = a.len().saturating_sub(size);
    if longer < size {
        return from_upper_words(workshop, a, b, longer.max(1));
    }
    // A long quotient is found piece by piece from above: as long as the divisor, or half as long. The pieces of a short
    // divisor are as long as is short.
    let piece = match size {
        ..=SHORT => PRICE_OF_SHORT / size.isqrt().max(1) - 1,
        _ if longer > size => size,
        _ => size.div_ceil(2),
    };
    in_pieces(workshop, a, b, piece)
}

/// The quotient in pieces of so many words.
fn in_pieces<W: Workshop>(workshop: &mut W, a: &[u64], b: &UBig, piece: usize) -> Result<(UBig, UBig), W::Refusal> {
    let mut quotient = workshop.room(a.len() + piece)?;
    let mut rest = UBig::ZERO;
    for words in a.chunks(piece).rev() {
        let dividend = joined(workshop, words, rest.as_words(), words.len())?;
        let (part, next) = divided(workshop, &dividend, b)?;
        // From above: the pieces are turned around in the end.
        quotient.extend(std::iter::repeat_n(0, words.len() - part.as_words().len().min(words.len())));
        quotient.extend(part.as_words().iter().rev());
        rest = next;
    }
    workshop.pay_pass(quotient.len() * 16)?;
    quotient.reverse();
    Ok((UBig::from_words(&quotient), rest))
}

/// The number of lower words and those above them.
fn joined<W: Workshop>(workshop: &mut W, lower: &[u64], upper: &[u64], place: usize) -> Result<Vec<u64>, W::Refusal> {
    let mut words = workshop.room(place + upper.len())?;
    workshop.pay_pass((place + upper.len()) * 8)?;
    words.extend(lower);
    words.resize(place, 0);
    words.extend(upper);
    Ok(words)
}

/// A quotient of so many words (or one bit more), fewer than the divisor has: from as many upper words of the divisor.
fn from_upper_words<W: Workshop>(
    workshop: &mut W,
    a: &[u64],
    b: &UBig,
    words: usize,
) -> Result<(UBig, UBig), W::Refusal> {
    let dropped = b.as_words().len() - words;
    let ((a_lower, a_upper), (b_lower, b_upper)) = (halves(a, dropped), halves(b.as_words(), dropped));
    let (mut quotient, rest) = divided(workshop, a_upper, &UBig::from_words(b_upper))?;
    let lower = joined(workshop, a_lower, rest.as_words(), dropped)?;
    let excess = product::of_words(workshop, quotient.as_words(), b_lower)?;
    workshop.pay_pass(b.as_words().len() * 64)?;
    let mut rest = IBig::from(UBig::from_words(&lower)) - IBig::from(excess);
    while rest.sign() == Sign::Negative {
        rest += b;
        quotient -= UBig::ONE;
    }
    Ok((quotient, rest.into_parts().1))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;
    use crate::integer::samples;

    #[test]
    fn quotients_are_those_of_the_ordinary_algorithm() {
        let sizes = [1, 77, 1199, 1201, 2403, 3700, 8001];
        for (a, b) in samples::pairs(&sizes, 3) {
            assert!(of_magnitudes(&mut Unmetered, &a, &b) == Ok((&a).div_rem(&b)));
            let double = &a * &b + &b - UBig::ONE;
            assert!(of_magnitudes(&mut Unmetered, &double, &b) == Ok((a, &b - UBig::ONE)));
        }
    }

    #[test]
    fn division_rounds_down() {
        for (a, b, quotient, rest) in
            [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, -3, -2, 0), (0, -5, 0, 0)]
        {
            let (a, b, expected) = (IBig::from(a), IBig::from(b), (IBig::from(quotient), IBig::from(rest)));
            assert_eq!(floored(&mut Unmetered, &a, &b), Ok(expected.clone()));
            assert_eq!(floor_mod(&mut Unmetered, &a, &b), Ok(expected.1));
            let (a, b) = (a << 200_000, b << 100_000);
            let (quotient, rest) = floored(&mut Unmetered, &a, &b).unwrap();
            assert!(&quotient * &b + &rest == a && (rest.is_zero() || rest.sign() == b.sign()));
        }
    }
}
