//! `round(float, digits)`, and division that rounds down.

/// The result does not fit a float: an `OverflowError`, "rounded value too large to represent".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("rounded value too large to represent")
    }
}

/// `round(value, digits)`: the decimal nearest to the exact value, ties to even.
///
/// # Errors
/// When rounding up leaves the range of floats.
pub fn round(value: f64, digits: i64) -> Result<f64, TooLarge> {
    // Beyond these, nothing of the value changes, or nothing is left.
    if value == 0.0 || !value.is_finite() || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0.0_f64.copysign(value));
    }
    let rounded = match usize::try_from(digits) {
        Ok(places) => format!("{:.places$}", value.abs()).parse().unwrap_or(value.abs()),
        Err(_) => round_to_tens(value.abs(), digits.unsigned_abs() as usize),
    };
    if rounded.is_finite() { Ok(rounded.copysign(value)) } else { Err(TooLarge) }
}

/// Rounds to a multiple of a power of ten, on the decimal digits of the whole part.
fn round_to_tens(magnitude: f64, zeros: usize) -> f64 {
    let whole = format!("{:.0}", magnitude.trunc());
    let Some(kept) = whole.len().checked_sub(zeros) else { return 0.0 };
    let (head, tail) = whole.split_at(kept);
    let half_then_zeros = |text: &str| text.starts_with('5') && text.bytes().skip(1).all(|digit| digit == b'0');
    let odd = head.bytes().last().is_some_and(|digit| digit % 2 == 1);
    let tie = half_then_zeros(tail) && magnitude.fract() == 0.0;
    let up = tail >= "5" && (!tie || odd);
    let mut digits = if head.is_empty() { vec![b'0'] } else { head.as_bytes().to_vec() };
    if up {
        increment(&mut digits);
    }
    let head = String::from_utf8_lossy(&digits);
    format!("{head}e{zeros}").parse().unwrap_or(f64::INFINITY)
}

/// Adds one to a decimal number.
fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

/// `divmod(a, b)`; `b` is not zero.
#[must_use]
pub fn divmod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        // The sign of a zero rest is that of the divisor.
        rest = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(a / b), rest);
    }
    let floor = quotient.floor();
    // The quotient is whole but for its own rounding.
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest)
}

/// `a % b`; `b` is not zero.
#[inline]
#[must_use]
pub fn floor_mod(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest == 0.0 {
        0.0_f64.copysign(b)
    } else if (b < 0.0) != (rest < 0.0) {
        rest + b
    } else {
        rest
    }
}

/// `a // b`; `b` is not zero.
#[must_use]
pub fn floor_div(a: f64, b: f64) -> f64 {
    divmod(a, b).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_sees_the_exact_value() {
        for (value, digits, expected) in [
            (2.675, 2, 2.67),
            (0.125, 2, 0.12),
            (0.375, 2, 0.38),
            (1.15, 1, 1.1),
            (-2.5, 0, -2.0),
            (25.0, -1, 20.0),
            (35.0, -1, 40.0),
            (25.1, -1, 30.0),
            (5.0, -1, 0.0),
            (5.000_001, -1, 10.0),
            (95.0, -1, 100.0),
            (99.0, -5, 0.0),
            (1e23, -22, 1e23),
            (1.5e300, -300, 2e300),
            (1e-320, 321, 1e-320),
            (123.456, 400, 123.456),
            (123.456, i64::MIN, 0.0),
        ] {
            assert_eq!(round(value, digits), Ok(expected), "{value} {digits}");
        }
        assert_eq!(round(-0.4, 0).map(f64::to_bits), Ok((-0.0_f64).to_bits()));
        assert_eq!(round(1.7e308, -308), Err(TooLarge));
    }

    #[test]
    fn division_rounds_down() {
        assert_eq!(divmod(7.0, -2.0), (-4.0, -1.0));
        assert_eq!(divmod(-7.5, 2.0), (-4.0, 0.5));
        assert_eq!(divmod(1.0, f64::NEG_INFINITY), (-1.0, f64::NEG_INFINITY));
        assert_eq!(floor_mod(-1e-20, 3.0), 3.0);
        assert_eq!(floor_mod(-4.0, 2.0).to_bits(), 0.0_f64.to_bits());
        assert_eq!(floor_div(0.0, -3.0).to_bits(), (-0.0_f64).to_bits());
        assert_eq!(floor_div(1.0, 0.1), 9.0);
    }
}
