//! Integers read from text and written as text.

use std::borrow::Cow;
use std::fmt;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

use super::int_arith::{Int, IntRef};
use super::integer::{Workshop, digits};

/// How many decimal digits may be converted unless a program asks for more.
pub const DEFAULT_MAX_DIGITS: usize = 4300;

/// Why text is no integer, or an integer becomes no text: always a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntTextError {
    /// The text does not follow the rules of the base; see [`invalid_literal`].
    Invalid,
    /// There is no such base.
    Base,
    /// More digits than the limit (the first number) were read (the second).
    TooManyRead(usize, usize),
    /// More digits than the limit would be written.
    TooManyWritten(usize),
}

impl fmt::Display for IntTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ADVICE: &str = "use sys.set_int_max_str_digits() to increase the limit";
        match self {
            IntTextError::Invalid => f.write_str("invalid literal for int()"),
            IntTextError::Base => f.write_str("int() base must be >= 2 and <= 36, or 0"),
            IntTextError::TooManyRead(limit, digits) => write!(
                f,
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; {ADVICE}"
            ),
            IntTextError::TooManyWritten(limit) => {
                write!(f, "Exceeds the limit ({limit} digits) for integer string conversion; {ADVICE}")
            }
        }
    }
}

/// The message for [`IntTextError::Invalid`], from the `repr` of the argument, of which 200 characters are shown.
#[must_use]
pub fn invalid_literal(base: u32, repr: &str) -> String {
    let shown: String = repr.chars().take(200).collect();
    format!("invalid literal for int() with base {base}: {shown}")
}

/// The digits of an integer that has been found right, and is now to be read.
pub struct Literal<'a> {
    negative: bool,
    base: u8,
    digits: Cow<'a, [u8]>,
}

/// The text of `int(text, base)`, a trimmed numeral (see [`super::numeral`]); zero digits allowed means no limit.
///
/// # Errors
/// When the text is not an integer in this base, the base does not exist, or there are too many digits.
pub fn literal(numeral: &[u8], base: u32, max_digits: usize) -> Result<Literal<'_>, IntTextError> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(IntTextError::Base);
    }
    let (negative, rest) = match numeral {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (base, prefixed, digits) = base_and_digits(rest, base);
    let digits = match digits {
        // One underscore may follow the prefix.
        [b'_', after @ ..] if prefixed => after,
        digits => digits,
    };
    if base == 0 {
        // Without a prefix, a literal does not begin with zero unless it is zero.
        let zero = digits.first() == Some(&b'0');
        if zero && digits.iter().any(|byte| !matches!(byte, b'0' | b'_')) {
            return Err(IntTextError::Invalid);
        }
    }
    let base = if base == 0 { 10 } else { base };
    let digits = checked_digits(digits, base)?;
    if max_digits != 0 && !base.is_power_of_two() && digits.len() > max_digits {
        return Err(IntTextError::TooManyRead(max_digits, digits.len()));
    }
    Ok(Literal { negative, base: base as u8, digits })
}

impl Literal<'_> {
    /// The number.
    pub fn read<W: Workshop>(&self, workshop: &mut W) -> Result<Int, W::Refusal> {
        let base = u32::from(self.base);
        if let Some(value) = short(&self.digits, base) {
            return Ok(Int::Small(if self.negative { -value } else { value }));
        }
        let magnitude = if base.is_power_of_two() {
            digits::read_bits(workshop, &self.digits, base.trailing_zeros() as usize)?
        } else {
            digits::read(workshop, &self.digits, self.base)?
        };
        let value = IBig::from(magnitude.unwrap_or_default());
        Ok(Int::new(if self.negative { -value } else { value }))
    }
}

/// Takes off `0x`, `0o` or `0b` where the base allows it; the base stays zero when nothing names one.
fn base_and_digits(text: &[u8], base: u32) -> (u32, bool, &[u8]) {
    if let [b'0', letter, digits @ ..] = text {
        let named = match letter.to_ascii_lowercase() {
            b'x' => 16,
            b'o' => 8,
            b'b' => 2,
            _ => return (base, false, text),
        };
        if base == named || base == 0 {
            return (named, true, digits);
        }
    }
    (base, false, text)
}

/// The common case: few digits.
fn short(digits: &[u8], base: u32) -> Option<i64> {
    // Twelve digits fit 63 bits in base 36, eighteen in base 10.
    let safe = if base <= 10 { 18 } else { 12 };
    if digits.is_empty() || digits.len() > safe {
        return None;
    }
    digits.iter().try_fold(0_i64, |value, byte| {
        let digit = char::from(*byte).to_digit(base)?;
        Some(value * i64::from(base) + i64::from(digit))
    })
}

/// The digits without underscores, each of which must stand between two digits.
fn checked_digits(text: &[u8], base: u32) -> Result<Cow<'_, [u8]>, IntTextError> {
    let mut after_digit = false;
    let mut underscores = false;
    for &byte in text {
        if byte == b'_' && after_digit {
            (after_digit, underscores) = (false, true);
            continue;
        }
        if char::from(byte).to_digit(base).is_none() {
            return Err(IntTextError::Invalid);
        }
        after_digit = true;
    }
    match (after_digit, underscores) {
        (false, _) => Err(IntTextError::Invalid),
        (true, false) => Ok(Cow::Borrowed(text)),
        (true, true) => Ok(text.iter().copied().filter(|byte| *byte != b'_').collect()),
    }
}

/// The decimal digits of an integer of 64 bits.
pub struct Decimal {
    text: [u8; 20],
    start: usize,
}

impl Decimal {
    /// The digits, with the sign of a negative number.
    #[inline]
    #[must_use]
    pub fn of(value: i64) -> Decimal {
        let mut decimal = Decimal::of_magnitude(value.unsigned_abs());
        if value < 0 {
            // No magnitude of 63 bits has twenty digits.
            decimal.start = decimal.start.saturating_sub(1);
            decimal.text[decimal.start] = b'-';
        }
        decimal
    }

    /// The digits of a magnitude.
    #[inline]
    #[must_use]
    pub fn of_magnitude(value: u64) -> Decimal {
        let mut text = [b'0'; 20];
        let (mut start, mut rest) = (text.len(), value);
        while rest >= 100 {
            let pair = (rest % 100) as u8;
            rest /= 100;
            start -= 2;
            text[start] += pair / 10;
            text[start + 1] += pair % 10;
        }
        start -= 1;
        text[start] += (rest % 10) as u8;
        if rest >= 10 {
            start -= 1;
            text[start] += (rest / 10) as u8;
        }
        Decimal { text, start }
    }

    /// The text in ASCII.
    #[inline]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.get(self.start..).unwrap_or_default()
    }
}

/// `str(int)`; zero digits allowed means no limit. The inner error says that there would be more.
pub fn decimal<W: Workshop>(
    workshop: &mut W,
    value: &IBig,
    max_digits: usize,
) -> Result<Result<String, IntTextError>, W::Refusal> {
    let (sign, words) = value.as_sign_words();
    let magnitude = UBig::from_words(words);
    // Three bits and a third make a digit: a number far too long is refused before the work is done.
    if max_digits != 0 && magnitude.bit_len() / 4 > max_digits {
        return Ok(Err(IntTextError::TooManyWritten(max_digits)));
    }
    let mut text = digits::decimal(workshop, &magnitude)?;
    if max_digits != 0 && text.len() > max_digits {
        return Ok(Err(IntTextError::TooManyWritten(max_digits)));
    }
    if sign == Sign::Negative {
        text.insert(0, '-');
    }
    Ok(Ok(text))
}

/// The digits of the magnitude in base `b`, `o`, `x` or `X`, or else in decimal. The inner error says that there would be
/// more decimal digits than allowed.
pub fn magnitude<W: Workshop>(
    workshop: &mut W,
    value: IntRef<'_>,
    base: char,
    max_digits: usize,
) -> Result<Result<String, IntTextError>, W::Refusal> {
    let value = match value {
        IntRef::Small(value) => return Ok(Ok(small_magnitude(value.unsigned_abs(), base))),
        IntRef::Short(value) => IBig::from(UBig::from_words(value.words())),
        IntRef::Big(value) => IBig::from(UBig::from_words(value.as_sign_words().1)),
    };
    let (bits, letter) = match base {
        'b' => (1, b'a'),
        'o' => (3, b'a'),
        'x' => (4, b'a'),
        'X' => (4, b'A'),
        _ => return decimal(workshop, &value, max_digits),
    };
    digits::of_bits(workshop, &value.into_parts().1, bits, letter).map(Ok)
}

fn small_magnitude(magnitude: u64, base: char) -> String {
    match base {
        'b' => format!("{magnitude:b}"),
        'o' => format!("{magnitude:o}"),
        'x' => format!("{magnitude:x}"),
        'X' => format!("{magnitude:X}"),
        _ => magnitude.to_string(),
    }
}

/// `bin`, `oct` and `hex`, whose prefixes are `0b`, `0o` and `0x`.
pub fn prefixed<W: Workshop>(workshop: &mut W, value: IntRef<'_>, base: char) -> Result<String, W::Refusal> {
    let sign = if value.is_negative() { "-" } else { "" };
    let digits = magnitude(workshop, value, base, 0)?.unwrap_or_default();
    Ok(format!("{sign}0{base}{digits}"))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    fn read(text: &str, base: u32) -> Result<Int, IntTextError> {
        let Ok(int) = literal(text.as_bytes(), base, DEFAULT_MAX_DIGITS)?.read(&mut Unmetered);
        Ok(int)
    }

    fn written(value: &IBig, max_digits: usize) -> Result<String, IntTextError> {
        let Ok(text) = decimal(&mut Unmetered, value, max_digits);
        text
    }

    #[test]
    fn digits_of_small_integers_are_those_of_rust() {
        for value in [0, 5, 9, 10, 42, 99, 100, 101, 999, 1000, 65_536, -1, -10, -100, i64::MAX, i64::MIN] {
            assert_eq!(Decimal::of(value).as_bytes(), value.to_string().as_bytes());
        }
        assert_eq!(Decimal::of_magnitude(u64::MAX).as_bytes(), u64::MAX.to_string().as_bytes());
    }

    #[test]
    fn literals_are_read_in_their_base() {
        for (text, base, expected) in [
            ("12", 10, 12),
            ("-0", 10, 0),
            ("1_000", 10, 1000),
            ("0x_1F", 16, 31),
            ("0x_1", 0, 1),
            ("0XfF", 0, 255),
            ("0b1", 2, 1),
            ("0b1", 16, 177),
            ("00", 0, 0),
            ("0_0", 0, 0),
            ("-0o_7", 8, -7),
            ("0_7", 8, 7),
            ("zZ", 36, 35 * 36 + 35),
            ("+9223372036854775807", 10, i64::MAX),
            ("-9223372036854775808", 10, i64::MIN),
        ] {
            assert_eq!(read(text, base), Ok(Int::Small(expected)), "{text}");
        }
        let big = read("9_223_372_036_854_775_808", 10).unwrap();
        assert_eq!(big, Int::Big(IBig::from(1_u64 << 63)));
    }

    #[test]
    fn what_is_no_literal_is_refused() {
        for (text, base) in [
            ("", 10),
            ("-", 10),
            ("_1", 10),
            ("1_", 10),
            ("1__1", 10),
            ("010", 0),
            ("0b12", 0),
            ("+ 1", 10),
            ("1.0", 10),
            ("0x", 16),
            ("0x__1", 16),
            ("0x", 0),
            ("8", 8),
            ("--1", 10),
            ("1\0", 10),
            ("0_1", 0),
            ("_0", 0),
        ] {
            assert_eq!(read(text, base), Err(IntTextError::Invalid), "{text}");
        }
        assert_eq!(read("1", 1), Err(IntTextError::Base));
        assert_eq!(read("1", 37).unwrap_err().to_string(), "int() base must be >= 2 and <= 36, or 0");
        assert_eq!(invalid_literal(10, "'x'"), "invalid literal for int() with base 10: 'x'");
    }

    #[test]
    fn digits_are_limited_unless_the_base_is_a_power_of_two() {
        let error = read(&"0".repeat(5000), 10).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert!(read(&"1".repeat(4301), 3).is_err() && read(&"1".repeat(4301), 4).is_ok());
        let long = IBig::from(10).pow(4300);
        assert_eq!(
            written(&long, 4300).unwrap_err().to_string(),
            "Exceeds the limit (4300 digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert_eq!(written(&(1 - long.clone()), 4300).unwrap().len(), 4301);
        assert_eq!(written(&long, 0).unwrap().len(), 4301);
    }

    #[test]
    fn numbers_are_written_with_a_prefix() {
        for (value, base, text) in [
            (IntRef::Small(-10), 'b', "-0b1010"),
            (IntRef::Small(8), 'o', "0o10"),
            (IntRef::Small(i64::MIN), 'x', "-0x8000000000000000"),
            (IntRef::Big(&-(IBig::ONE << 64)), 'x', "-0x10000000000000000"),
            (IntRef::Big(&IBig::from(5)), 'b', "0b101"),
        ] {
            assert_eq!(prefixed(&mut Unmetered, value, base).as_deref(), Ok(text));
        }
    }
}
