//! The styles in which `%` and `format` write a float's magnitude.

use super::float_text;

/// How digits are chosen and laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `e`: one digit, a point, so many places, an exponent.
    Exponent(usize),
    /// `f`: so many places after the point.
    Fixed(usize),
    /// `g`: so many significant digits, with an exponent where that is shorter.
    General(usize),
    /// No type but a precision: as `g`, and visibly a float.
    GeneralFloat(usize),
    /// `repr`: as many digits as it takes; with `.0` where nothing else shows that it is a float.
    Shortest {
        /// Whether `.0` is added.
        point: bool,
    },
}

/// Writes `abs(value)`; `alternate` keeps the point and, for `g`, the zeros; `upper` writes `E`, `INF`, `NAN`.
#[must_use]
pub fn magnitude(value: f64, style: Style, alternate: bool, upper: bool) -> String {
    let text = match value.abs() {
        nan if nan.is_nan() => "nan".to_string(),
        f64::INFINITY => "inf".to_string(),
        finite => finite_magnitude(finite, style, alternate),
    };
    if upper { text.to_ascii_uppercase() } else { text }
}

fn finite_magnitude(value: f64, style: Style, alternate: bool) -> String {
    match style {
        Style::Exponent(places) => {
            let (digits, exponent) = float_text::exact(value, places.saturating_add(1));
            with_exponent(&digits, exponent, alternate)
        }
        Style::Fixed(places) => {
            let known = places.min(float_text::MAX_DIGITS);
            let mut text = few_places(value, known).unwrap_or_else(|| format!("{value:.known$}"));
            text.push_str(&"0".repeat(places - known));
            if places == 0 && alternate {
                text.push('.');
            }
            text
        }
        Style::General(precision) => general(value, precision.max(1), precision.max(1), false, alternate),
        Style::GeneralFloat(precision) => general(value, precision.max(1), precision.max(1) - 1, true, alternate),
        Style::Shortest { point } => {
            let (digits, exponent) = float_text::shortest(value);
            lay_out(&digits, exponent, 16, point, alternate)
        }
    }
}

/// A number of ordinary size with few places: its product with the power of ten and the product's error, both exact,
/// say which way to round.
fn few_places(value: f64, places: usize) -> Option<String> {
    const POWERS: [f64; 10] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    let power = *POWERS.get(places)?;
    let product = value * power;
    if !(1e-3..1e15).contains(&product) {
        return None;
    }
    let error = value.mul_add(power, -product);
    let below = product.floor();
    let above_half = (product - below - 0.5).partial_cmp(&0.0)?.then(error.partial_cmp(&0.0)?);
    let up = match above_half {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => below % 2.0 == 1.0,
    };
    let scaled = below as u64 + u64::from(up);
    let power = power as u64;
    let (whole, part) = (scaled / power, scaled % power);
    Some(if places == 0 { whole.to_string() } else { format!("{whole}.{part:0places$}") })
}

/// The exponent form from `10^threshold` on.
fn general(value: f64, precision: usize, threshold: usize, point: bool, alternate: bool) -> String {
    let (mut digits, exponent) = float_text::exact(value, precision);
    if !alternate {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    lay_out(&digits, exponent, i64::try_from(threshold).unwrap_or(i64::MAX), point, alternate)
}

fn lay_out(digits: &str, exponent: i32, threshold: i64, point: bool, alternate: bool) -> String {
    if exponent < -4 || i64::from(exponent) >= threshold {
        return with_exponent(digits, exponent, alternate);
    }
    let Ok(exponent) = usize::try_from(exponent) else {
        let zeros = exponent.unsigned_abs() as usize - 1;
        return format!("0.{:0<zeros$}{digits}", "");
    };
    let whole = exponent + 1;
    if digits.len() > whole {
        let (before, after) = digits.split_at(whole);
        return format!("{before}.{after}");
    }
    let tail = match (point, alternate) {
        (true, _) => ".0",
        (false, true) => ".",
        (false, false) => "",
    };
    format!("{digits:0<whole$}{tail}")
}

fn with_exponent(digits: &str, exponent: i32, alternate: bool) -> String {
    let (first, rest) = digits.split_at(1.min(digits.len()));
    let point = if rest.is_empty() && !alternate { "" } else { "." };
    format!("{first}{point}{rest}e{}", float_text::exponent_text(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_places_are_rounded_as_all_places_are() {
        let mut state = 88_172_645_463_325_252_u64;
        for round in 0..200_000_u32 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let places = (round % 10) as usize;
            let halves = f64::from((state >> 44) as u32) / 2_f64.powi((round % 12) as i32);
            let any = (state >> 11) as f64 / 2_f64.powi(20 + (round % 40) as i32);
            for value in [halves, any, any / 7.0, 0.5, 1.5, 2.675, 0.125, 1e-3, 0.0005] {
                if let Some(text) = few_places(value, places) {
                    assert_eq!(text, format!("{value:.places$}"), "{value:e} {places}");
                }
            }
        }
    }

    #[test]
    fn every_style_rounds_the_exact_value() {
        for (value, style, expected) in [
            (2.5, Style::Fixed(0), "2"),
            (3.5, Style::Fixed(0), "4"),
            (0.5, Style::Fixed(0), "0"),
            (2.675, Style::Fixed(2), "2.67"),
            (1e22, Style::Fixed(1), "10000000000000000000000.0"),
            (12345.678, Style::Exponent(2), "1.23e+04"),
            (0.0, Style::Exponent(3), "0.000e+00"),
            (9.995, Style::Exponent(2), "9.99e+00"),
            (123_456.0, Style::General(6), "123456"),
            (1_234_567.0, Style::General(6), "1.23457e+06"),
            (0.0001, Style::General(6), "0.0001"),
            (0.00001, Style::General(6), "1e-05"),
            (999_999.5, Style::General(6), "1e+06"),
            (100.0, Style::General(0), "1e+02"),
            (0.0, Style::General(3), "0"),
            (123_456.0, Style::GeneralFloat(6), "1.23456e+05"),
            (12345.0, Style::GeneralFloat(6), "12345.0"),
            (1e15, Style::Shortest { point: true }, "1000000000000000.0"),
            (1e16, Style::Shortest { point: true }, "1e+16"),
            (0.1, Style::Shortest { point: false }, "0.1"),
        ] {
            assert_eq!(magnitude(value, style, false, false), expected, "{value} {style:?}");
        }
    }

    #[test]
    fn the_alternate_form_keeps_point_and_zeros() {
        assert_eq!(magnitude(3.0, Style::Fixed(0), true, false), "3.");
        assert_eq!(magnitude(3.0, Style::Exponent(0), true, true), "3.E+00");
        assert_eq!(magnitude(3.0, Style::General(4), true, false), "3.000");
        assert_eq!(magnitude(0.0, Style::General(6), true, false), "0.00000");
        assert_eq!(magnitude(-f64::INFINITY, Style::Fixed(2), true, true), "INF");
    }

    #[test]
    fn many_places_are_zeros() {
        let text = magnitude(0.5, Style::Fixed(100_000), false, false);
        assert_eq!((text.len(), &text[..4]), (100_002, "0.50"));
    }
}
