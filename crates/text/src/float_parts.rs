//! The bits of a float: mantissa, exponent, exact ratio.

use dashu_int::{IBig, UBig};

/// A finite value as `mantissa * 2^exponent`, without its sign.
#[must_use]
pub fn mantissa_and_exponent(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52 & 0x7ff) as i32 {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    }
}

/// `frexp`: a finite value as `m * 2^e` with m zero or in [0.5, 1).
#[must_use]
pub fn frexp(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let (mantissa, exponent) = mantissa_and_exponent(value);
    let bits = 64 - mantissa.leading_zeros();
    let fraction = (mantissa << (53 - bits)) as f64 / (1_u64 << 53) as f64;
    (fraction.copysign(value), exponent + bits as i32)
}

/// `ldexp`: `value * 2^exponent`, rounded once; infinite where it overflows.
#[must_use]
pub fn ldexp(value: f64, exponent: i64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (fraction, own) = frexp(value);
    // From here on, 2^exponent scales a number in [0.5, 1).
    let exponent = exponent.saturating_add(i64::from(own));
    if exponent > 1024 {
        return f64::INFINITY.copysign(value);
    }
    if exponent < -1080 {
        return 0.0_f64.copysign(value);
    }
    if exponent < -1020 {
        // One exact step and one that rounds into the subnormal range.
        return fraction * power_of_two(exponent as i32 + 1000) * power_of_two(-1000);
    }
    fraction * 2.0 * power_of_two(exponent as i32 - 1)
}

/// `float.as_integer_ratio` of a finite value, in lowest terms.
#[must_use]
pub fn integer_ratio(value: f64) -> (IBig, UBig) {
    if value == 0.0 {
        return (IBig::ZERO, UBig::ONE);
    }
    let (mantissa, exponent) = mantissa_and_exponent(value);
    let zeros = mantissa.trailing_zeros();
    let (mantissa, exponent) = (IBig::from(mantissa >> zeros), exponent + zeros as i32);
    let numerator = if value < 0.0 { -mantissa } else { mantissa };
    if exponent >= 0 {
        (numerator << exponent as usize, UBig::ONE)
    } else {
        (numerator, UBig::ONE << exponent.unsigned_abs() as usize)
    }
}

/// `float.is_integer`.
#[must_use]
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.fract() == 0.0
}

/// A power of two in the normal range.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_put_together_give_the_value() {
        for value in [1.0, -0.1, 5e-324, f64::MAX, f64::MIN_POSITIVE, 1e-310, 123_456.789] {
            let (fraction, exponent) = frexp(value);
            assert!((0.5..1.0).contains(&fraction.abs()));
            assert_eq!(ldexp(fraction, i64::from(exponent)), value);
        }
        assert_eq!(frexp(-0.0).0.to_bits(), (-0.0_f64).to_bits());
    }

    #[test]
    fn scaling_rounds_once() {
        assert_eq!(ldexp(1.0, -1075), 0.0);
        assert_eq!(ldexp(1.5, -1075), 5e-324);
        assert_eq!(ldexp(f64::from_bits(0x3ff8_0000_0000_0001), -1074), 1e-323);
        assert_eq!(ldexp(1.0, 1024), f64::INFINITY);
        assert_eq!(ldexp(5e-324, 2097), 2.0_f64.powi(1023));
        assert_eq!(ldexp(-1.0, i64::MIN).to_bits(), (-0.0_f64).to_bits());
    }

    #[test]
    fn ratios_are_exact() {
        assert_eq!(integer_ratio(0.75), (IBig::from(3), UBig::from(4_u8)));
        assert_eq!(integer_ratio(-10.0), (IBig::from(-10), UBig::ONE));
        let (numerator, denominator) = integer_ratio(0.1);
        assert_eq!(numerator, IBig::from(3_602_879_701_896_397_i64));
        assert_eq!(denominator, UBig::from(36_028_797_018_963_968_u64));
    }
}
