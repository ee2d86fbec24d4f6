//! Digits of integers: read from text and written as text. In bases that are powers of two they are bits; in others, both
//! go by halves, with powers of the base whose exponents double.

use dashu_int::UBig;
use dashu_int::ops::BitTest;

use super::{Workshop, power, product, quotient};

/// So many digits are read or written in one piece.
const PIECE: usize = 512 * 19;

/// The decimal digits of a magnitude.
pub fn decimal<W: Workshop>(workshop: &mut W, value: &UBig) -> Result<String, W::Refusal> {
    let digits = most_decimal_digits(value.bit_len());
    if digits <= PIECE {
        workshop.pay(price(digits))?;
        return Ok(value.to_string());
    }
    workshop.expect_words(digits / 8 + 4 * value.as_words().len())?;
    let powers = powers(workshop, 10, digits)?;
    let mut text = String::with_capacity(digits);
    write(workshop, &mut text, value, &powers)?;
    Ok(text)
}

/// So many decimal digits a number of so many bits has at most.
fn most_decimal_digits(bits: usize) -> usize {
    // The logarithm of 2 is a little below 0.302.
    bits / 1000 * 302 + bits % 1000 * 302 / 1000 + 1
}

/// Steps that reading or writing a piece takes.
fn price(digits: usize) -> usize {
    digits / 8 + digits * digits / 8192
}

/// Powers of a base with exponents `PIECE`, twice as many, and so on, each with less than so many digits.
fn powers<W: Workshop>(workshop: &mut W, base: u8, digits: usize) -> Result<Vec<UBig>, W::Refusal> {
    let mut powers = Vec::new();
    let mut length = PIECE;
    while length < digits {
        powers.push(match powers.last() {
            None => power::of_magnitude(workshop, &UBig::from(base), PIECE)?,
            Some(last) => product::square(workshop, last)?,
        });
        length *= 2;
    }
    Ok(powers)
}

/// Writes a number: by the highest power that is not above it, the quotient first. What follows other digits has all that
/// the powers leave it, zeros included.
fn write<W: Workshop>(workshop: &mut W, text: &mut String, value: &UBig, powers: &[UBig]) -> Result<(), W::Refusal> {
    let Some((power, lower)) = powers.split_last() else {
        workshop.pay(price(PIECE))?;
        let digits = value.to_string();
        if !text.is_empty() {
            text.extend(std::iter::repeat_n('0', PIECE.saturating_sub(digits.len())));
        }
        text.push_str(&digits);
        return Ok(());
    };
    if text.is_empty() && value < power {
        return write(workshop, text, value, lower);
    }
    let (upper, rest) = quotient::of_magnitudes(workshop, value, power)?;
    write(workshop, text, &upper, lower)?;
    write(workshop, text, &rest, lower)
}

/// The number of ASCII digits in a base that is no power of two; `None` if one of them is none.
pub fn read<W: Workshop>(workshop: &mut W, digits: &[u8], base: u8) -> Result<Option<UBig>, W::Refusal> {
    if digits.len() <= PIECE {
        workshop.pay(price(digits.len()))?;
        return Ok(piece(digits, base));
    }
    workshop.expect_words(digits.len())?;
    let powers = powers(workshop, base, digits.len())?;
    read_by(workshop, digits, base, &powers)
}

fn piece(digits: &[u8], base: u8) -> Option<UBig> {
    UBig::from_str_radix(std::str::from_utf8(digits).ok()?, base.into()).ok()
}

fn read_by<W: Workshop>(
    workshop: &mut W,
    digits: &[u8],
    base: u8,
    powers: &[UBig],
) -> Result<Option<UBig>, W::Refusal> {
    let Some((power, lower_powers)) = powers.split_last() else {
        workshop.pay(price(digits.len()))?;
        return Ok(piece(digits, base));
    };
    let length = PIECE << lower_powers.len();
    let Some(upper) = digits.len().checked_sub(length).filter(|upper| *upper > 0) else {
        return read_by(workshop, digits, base, lower_powers);
    };
    let (upper, lower) = digits.split_at(upper);
    let Some(upper) = read_by(workshop, upper, base, lower_powers)? else { return Ok(None) };
    let Some(lower) = read_by(workshop, lower, base, lower_powers)? else { return Ok(None) };
    let upper = product::of_magnitudes(workshop, &upper, power)?;
    workshop.pay_pass(upper.as_words().len() * 8)?;
    Ok(Some(upper + lower))
}

/// Digits of so many bits that are handled between two payments.
const BITS_PIECE: usize = 1 << 14;

/// The digits of a magnitude in base `2^bits`; letters from this one on.
pub fn of_bits<W: Workshop>(workshop: &mut W, value: &UBig, bits: usize, letter: u8) -> Result<String, W::Refusal> {
    let words = value.as_words();
    let count = value.bit_len().div_ceil(bits).max(1);
    workshop.expect_words(count.div_ceil(8))?;
    let mut text = String::with_capacity(count);
    let word = |number: usize| words.get(number).copied().unwrap_or(0);
    for place in (0..count).rev() {
        if place % BITS_PIECE == 0 {
            workshop.pay(BITS_PIECE.min(count) / 16)?;
        }
        let (number, offset) = (place * bits / 64, place * bits % 64);
        let next = if offset + bits > 64 { word(number + 1) << (64 - offset) } else { 0 };
        let digit = ((word(number) >> offset | next) & ((1 << bits) - 1)) as u8;
        text.push(char::from(if digit < 10 { b'0' + digit } else { letter + digit - 10 }));
    }
    Ok(text)
}

/// The number of ASCII digits in base `2^bits`; `None` if one of them is none.
pub fn read_bits<W: Workshop>(workshop: &mut W, digits: &[u8], bits: usize) -> Result<Option<UBig>, W::Refusal> {
    let mut words = workshop.room(digits.len().saturating_mul(bits) / 64 + 1)?;
    let (mut word, mut filled) = (0_u64, 0);
    for (place, digit) in digits.iter().rev().enumerate() {
        if place % BITS_PIECE == 0 {
            workshop.pay(BITS_PIECE.min(digits.len()) / 16)?;
        }
        let Some(digit) = char::from(*digit).to_digit(1 << bits).map(u64::from) else { return Ok(None) };
        word |= digit << filled;
        filled += bits;
        if filled >= 64 {
            words.push(word);
            filled -= 64;
            word = digit >> (bits - filled);
        }
    }
    words.push(word);
    Ok(Some(UBig::from_words(&words)))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;
    use crate::integer::samples;

    #[test]
    fn digits_are_those_of_the_ordinary_algorithm() {
        for words in [0, 1, 500, 505, 506, 507, 1010, 1011, 2021, 5000] {
            for seed in 0..4 {
                let value = samples::number(words, seed);
                let text = decimal(&mut Unmetered, &value).unwrap();
                assert!(text == value.to_string());
                assert!(read(&mut Unmetered, text.as_bytes(), 10) == Ok(Some(value.clone())));
                let text = value.in_radix(36).to_string();
                assert!(read(&mut Unmetered, text.as_bytes(), 36) == Ok(Some(value.clone())));
                for (bits, text) in [(1, format!("{value:b}")), (3, format!("{value:o}")), (4, format!("{value:x}"))] {
                    assert!(of_bits(&mut Unmetered, &value, bits, b'a').as_ref() == Ok(&text));
                    assert!(read_bits(&mut Unmetered, text.as_bytes(), bits) == Ok(Some(value.clone())));
                }
                let text = value.in_radix(32).to_string();
                assert!(read_bits(&mut Unmetered, text.as_bytes(), 5) == Ok(Some(value)));
            }
        }
    }

    #[test]
    fn zeros_between_digits_are_written() {
        for exponent in [PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 3] {
            let value = UBig::from(10_u8).pow(exponent);
            let text = format!("1{}", "0".repeat(exponent));
            assert!(decimal(&mut Unmetered, &value).as_ref() == Ok(&text));
            assert!(decimal(&mut Unmetered, &(value - UBig::ONE)) == Ok("9".repeat(exponent)));
        }
    }

    #[test]
    fn what_is_no_digit_is_found() {
        assert_eq!((read(&mut Unmetered, b"12a", 10), read_bits(&mut Unmetered, b"12", 1)), (Ok(None), Ok(None)));
    }
}
