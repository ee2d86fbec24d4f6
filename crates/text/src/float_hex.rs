//! `float.hex` and `float.fromhex`.

use std::fmt;

use taipan_source::meter::{BYTES_A_STEP, Meter};

use super::int_float;
use super::numeral;

/// `float.hex`.
#[must_use]
pub fn write(value: f64) -> String {
    if !value.is_finite() {
        return super::float_text::repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (whole, exponent) = match (bits >> 52 & 0x7ff) as i32 {
        0 => (0, -1022),
        exponent => (1, exponent - 1023),
    };
    format!("{sign}0x{whole}.{fraction:013x}p{exponent:+}")
}

/// Why text is no hexadecimal float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexError {
    /// `ValueError`: it does not follow the rules.
    Invalid,
    /// `OverflowError`: it is beyond the largest float.
    TooLarge,
}

impl fmt::Display for HexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HexError::Invalid => "invalid hexadecimal floating-point string",
            HexError::TooLarge => "hexadecimal value too large to represent as a float",
        })
    }
}

/// `float.fromhex`.
///
/// # Errors
/// When the meter refuses; inside, when the text is no hexadecimal float, or one that is too large.
pub fn read<M: Meter>(text: &[u8], meter: &mut M) -> Result<Result<f64, HexError>, M::Refusal> {
    let text = numeral::trim(text);
    let (negative, body) = match text {
        [b'-', body @ ..] => (true, body),
        [b'+', body @ ..] => (false, body),
        body => (false, body),
    };
    let is = |word: &[u8]| body.eq_ignore_ascii_case(word);
    let magnitude = if is(b"inf") || is(b"infinity") {
        Ok(f64::INFINITY)
    } else if is(b"nan") {
        Ok(f64::NAN)
    } else {
        let digits = match body {
            [b'0', b'x' | b'X', digits @ ..] => digits,
            digits => digits,
        };
        magnitude(digits, meter)?
    };
    Ok(magnitude.map(|magnitude| if negative { -magnitude } else { magnitude }))
}

/// Digits that are read between two payments.
const STRETCH: usize = 1 << 12;

fn magnitude<M: Meter>(text: &[u8], meter: &mut M) -> Result<Result<f64, HexError>, M::Refusal> {
    let mut exponent = 0_i64;
    let digits = match memchr::memchr2(b'p', b'P', text) {
        Some(at) => {
            match parse_exponent(&text[at + 1..], meter)? {
                Ok(read) => exponent = read,
                Err(error) => return Ok(Err(error)),
            }
            &text[..at]
        }
        None => text,
    };
    let (mut mantissa, mut seen, mut after_point) = (0_u128, 0_usize, false);
    for (number, &byte) in digits.iter().enumerate() {
        if number % STRETCH == STRETCH - 1 {
            meter.pay(STRETCH / BYTES_A_STEP)?;
        }
        if byte == b'.' && !after_point {
            after_point = true;
            continue;
        }
        let Some(digit) = char::from(byte).to_digit(16) else { return Ok(Err(HexError::Invalid)) };
        seen += 1;
        if mantissa >> 100 == 0 {
            mantissa = mantissa << 4 | u128::from(digit);
            exponent = exponent.saturating_sub(if after_point { 4 } else { 0 });
        } else {
            // Further digits only say whether there is a little more.
            mantissa |= u128::from(digit != 0);
            exponent = exponent.saturating_add(if after_point { 0 } else { 4 });
        }
    }
    if seen == 0 {
        return Ok(Err(HexError::Invalid));
    }
    let value = int_float::scaled(mantissa, exponent);
    Ok(if value.is_finite() { Ok(value) } else { Err(HexError::TooLarge) })
}

fn parse_exponent<M: Meter>(text: &[u8], meter: &mut M) -> Result<Result<i64, HexError>, M::Refusal> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() {
        return Ok(Err(HexError::Invalid));
    }
    // Beyond this the answer is zero or infinite whatever the digits are.
    const ENOUGH: i64 = 1 << 60;
    let mut size = 0_i64;
    for piece in digits.chunks(STRETCH) {
        meter.pay(piece.len() / BYTES_A_STEP)?;
        if !piece.iter().all(u8::is_ascii_digit) {
            return Ok(Err(HexError::Invalid));
        }
        let next = |size: i64, digit: &u8| size.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(ENOUGH);
        size = piece.iter().fold(size, next);
    }
    Ok(Ok(if negative { -size } else { size }))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    #[test]
    fn the_bits_are_shown() {
        assert_eq!(write(-3.7), "-0x1.d99999999999ap+1");
        assert_eq!(write(1e-310), "0x0.012688b70e62bp-1022");
        assert_eq!((write(-0.0), write(1.0)), ("-0x0.0p+0".into(), "0x1.0000000000000p+0".into()));
        assert_eq!(write(f64::NEG_INFINITY), "-inf");
    }

    #[test]
    fn hexadecimal_floats_are_read() {
        for (text, expected) in [
            ("  0x.8p1 ", Ok(1.0)),
            ("1.8", Ok(1.5)),
            ("-iNf", Ok(f64::NEG_INFINITY)),
            ("0x1p", Err(HexError::Invalid)),
            ("0x", Err(HexError::Invalid)),
            (".", Err(HexError::Invalid)),
            ("1.2.3", Err(HexError::Invalid)),
            ("0x1p2000", Err(HexError::TooLarge)),
            ("0x0p99999999999999999999", Ok(0.0)),
            ("-0x1p-99999999999999999999", Ok(-0.0)),
            ("0x1.fffffffffffff8p1023", Err(HexError::TooLarge)),
            ("0x1.fffffffffffff7ffffffffffffffffffffffffffffffffp1023", Ok(f64::MAX)),
            ("0x1.00000000000008p0", Ok(1.0)),
            ("0x1.000000000000080000000000000000000000000001p0", Ok(1.0 + f64::EPSILON)),
            ("0x0.8p-1074", Ok(0.0)),
            ("0x0.80000000000000000000000000000000000001p-1074", Ok(5e-324)),
        ] {
            assert_eq!(read(text.as_bytes(), &mut Unmetered), Ok(expected), "{text}");
        }
    }
}
