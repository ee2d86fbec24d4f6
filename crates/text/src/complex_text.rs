//! `repr(complex)`, and `complex(str)`.

use super::float_format::{self, Style};
use super::float_text;

/// `repr(complex)`: in parentheses unless it is a positive zero plus an imaginary part.
#[must_use]
pub fn repr(real: f64, imaginary: f64) -> String {
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", part(imaginary, false));
    }
    format!("({}{}j)", part(real, false), part(imaginary, true))
}

/// A float without the `.0` that would mark it as one.
fn part(value: f64, plus: bool) -> String {
    let sign = if value.is_sign_negative() && !value.is_nan() {
        "-"
    } else if plus {
        "+"
    } else {
        ""
    };
    format!("{sign}{}", float_format::magnitude(value, Style::Shortest { point: false }, false, false))
}

/// `complex(text)` of a trimmed numeral; `None` when it is malformed.
#[must_use]
pub fn parse(numeral: &[u8]) -> Option<(f64, f64)> {
    let text = match numeral {
        [b'(', inner @ .., b')'] => super::numeral::trim(inner),
        text => text,
    };
    let Some((b'j' | b'J', body)) = text.split_last() else { return Some((float_text::parse(text)?, 0.0)) };
    // The last sign that does not belong to an exponent begins the imaginary part.
    let begins_part = |at: usize| {
        matches!(body.get(at), Some(b'+' | b'-')) && at > 0 && !matches!(body.get(at - 1), Some(b'e' | b'E'))
    };
    match (0..body.len()).rev().find(|at| begins_part(*at)) {
        Some(at) => Some((float_text::parse(&body[..at])?, imaginary_part(&body[at..])?)),
        None => Some((0.0, imaginary_part(body)?)),
    }
}

fn imaginary_part(text: &[u8]) -> Option<f64> {
    match text {
        b"" | b"+" => Some(1.0),
        b"-" => Some(-1.0),
        _ => float_text::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complex_numbers_are_shown() {
        assert_eq!(repr(1.0, 2.0), "(1+2j)");
        assert_eq!(repr(0.0, -0.0), "-0j");
        assert_eq!(repr(-0.0, 1.5), "(-0+1.5j)");
        assert_eq!(repr(f64::NAN, f64::NEG_INFINITY), "(nan-infj)");
        assert_eq!(repr(1e16, 1e-5), "(1e+16+1e-05j)");
    }

    #[test]
    fn complex_numbers_are_read() {
        for (text, expected) in [
            ("1+2j", Some((1.0, 2.0))),
            ("j", Some((0.0, 1.0))),
            ("-J", Some((0.0, -1.0))),
            ("( 1e-5-2.5e+3j )", Some((1e-5, -2500.0))),
            ("3", Some((3.0, 0.0))),
            ("1-infj", Some((1.0, f64::NEG_INFINITY))),
            ("1_0+1_0j", Some((10.0, 10.0))),
            ("1 +2j", None),
            ("1++2j", None),
            ("1j+2", None),
            ("", None),
            ("()", None),
        ] {
            assert_eq!(parse(text.as_bytes()), expected, "{text}");
        }
    }
}
