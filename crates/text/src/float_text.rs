//! `repr(float)`: the shortest digits that read back; and `float(str)`.

use super::numeral;

/// `repr(float)` and `str(float)`.
#[must_use]
pub fn repr(value: f64) -> String {
    let magnitude = value.abs();
    // In this range, Rust's own shortest form is laid out as Python's.
    if (1e-4..1e16).contains(&magnitude) || value == 0.0 {
        return even_on_tie(format!("{value:?}"), value, |places| format!("{value:.places$}"));
    }
    if value.is_nan() {
        return "nan".to_string();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_string();
    }
    let text = shortest_exponent_form(value);
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{digits}e{}", exponent_text(exponent.parse().unwrap_or(0)))
}

/// An exponent with its sign and at least two digits.
#[must_use]
pub fn exponent_text(exponent: i32) -> String {
    format!("{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs())
}

/// A finite magnitude's shortest digits, and the exponent of the first; zero has the digit `0`.
#[must_use]
pub fn shortest(magnitude: f64) -> (String, i32) {
    split_exponent(&shortest_exponent_form(magnitude))
}

fn shortest_exponent_form(value: f64) -> String {
    even_on_tie(format!("{value:e}"), value, |places| format!("{value:.places$e}"))
}

/// Where the value lies halfway between two shortest forms, Rust takes the upper and Python the even one.
///
/// That needs fifteen digits or more: with fewer, the halfway number would itself be short enough.
fn even_on_tie(text: String, value: f64, exact: impl Fn(usize) -> String) -> String {
    let mantissa = text.split('e').next().unwrap_or_default();
    let odd = mantissa.bytes().last().is_some_and(|digit| digit % 2 == 1);
    if !odd || mantissa.len() < 16 {
        return text;
    }
    let places = mantissa.split_once('.').map_or(0, |(_, after)| after.len());
    let even = exact(places);
    if even != text && even.parse() == Ok(value) { even } else { text }
}

/// A finite magnitude rounded to some digits (at least one), and the exponent of the first.
#[must_use]
pub fn exact(magnitude: f64, digits: usize) -> (String, i32) {
    // No float has more digits than this, so the rest are zeros.
    let known = digits.clamp(1, MAX_DIGITS);
    let (mut text, exponent) = split_exponent(&format!("{magnitude:.*e}", known - 1));
    text.push_str(&"0".repeat(digits.saturating_sub(known)));
    (text, exponent)
}

/// More than the significant digits of any float, and more than the places after the point.
pub const MAX_DIGITS: usize = 1100;

fn split_exponent(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (mantissa.chars().filter(|digit| *digit != '.').collect(), exponent.parse().unwrap_or(0))
}

/// `float(text)` of a trimmed numeral (see [`numeral`]); `None` when it is none.
#[must_use]
pub fn parse(text: &[u8]) -> Option<f64> {
    let text = numeral::without_underscores(text)?;
    std::str::from_utf8(&text).ok()?.parse().ok()
}

/// The message of `float(text)`, from the `repr` of the argument.
#[must_use]
pub fn invalid_literal(repr: &str) -> String {
    format!("could not convert string to float: {repr}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_digits_are_shown() {
        for (value, text) in [
            (0.1, "0.1"),
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (0.000_099_999, "9.9999e-05"),
            (5e-324, "5e-324"),
            (357_581.0 / 131_072.0, "2.7281265258789062"),
            (-2_569_219_916_266_449.0 / 4.0, "-642304979066612.2"),
            (f64::MAX, "1.7976931348623157e+308"),
            (1e100, "1e+100"),
            (123_456.789, "123456.789"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(repr(value), text);
        }
    }

    #[test]
    fn floats_are_read() {
        for (text, value) in [
            ("1_000.5", 1000.5),
            ("1e5_0", 1e50),
            ("+.5", 0.5),
            ("5.", 5.0),
            ("-Infinity", f64::NEG_INFINITY),
            ("1e400", f64::INFINITY),
            ("2.2250738585072011e-308", 2.225_073_858_507_201e-308),
        ] {
            assert_eq!(parse(text.as_bytes()), Some(value), "{text}");
        }
        assert!(parse(b"-nan").is_some_and(f64::is_nan));
        for wrong in ["", ".", "e5", "1_e5", "1__0", "in_f", "0x1", "1e", "1 2", "1e5.0", "--1"] {
            assert_eq!(parse(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn digits_beyond_the_last_are_zeros() {
        let (digits, exponent) = exact(5e-324, 3000);
        assert_eq!((digits.len(), exponent), (3000, -324));
        assert!(digits.starts_with("49406564584124654417656879286822137236505980"));
        assert!(digits.ends_with("000"));
    }
}
