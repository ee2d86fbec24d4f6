//! Between integers and floats: conversion, true division and comparison, each rounded once or exact.

use std::cmp::Ordering;
use std::fmt;

use dashu_int::ops::{DivRem, UnsignedAbs};
use dashu_int::{IBig, Sign};

use super::float_parts;
use super::int_arith::{self, Int};

/// Why a conversion or a division fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeError {
    /// `OverflowError`: an integer beyond the floats.
    IntTooLarge,
    /// `OverflowError`: a quotient beyond the floats.
    QuotientTooLarge,
    /// `ValueError`: NaN has no integer.
    Nan,
    /// `OverflowError`: neither has infinity.
    Infinity,
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RangeError::IntTooLarge => "int too large to convert to float",
            RangeError::QuotientTooLarge => "integer division result too large for a float",
            RangeError::Nan => "cannot convert float NaN to integer",
            RangeError::Infinity => "cannot convert float infinity to integer",
        })
    }
}

/// `float(int)`.
///
/// # Errors
/// When the integer is beyond the largest float.
pub fn to_float(value: &IBig) -> Result<f64, RangeError> {
    let float = value.to_f64().value();
    if float.is_finite() { Ok(float) } else { Err(RangeError::IntTooLarge) }
}

/// `int(float)`: towards zero.
///
/// # Errors
/// When the float is not finite.
pub fn from_float(value: f64) -> Result<Int, RangeError> {
    if value.is_nan() {
        return Err(RangeError::Nan);
    }
    if value.is_infinite() {
        return Err(RangeError::Infinity);
    }
    if (-TWO_TO_63..TWO_TO_63).contains(&value) {
        return Ok(Int::Small(value as i64));
    }
    let (mantissa, exponent) = float_parts::mantissa_and_exponent(value);
    let magnitude = IBig::from(mantissa) << exponent.unsigned_abs() as usize;
    Ok(Int::Big(if value < 0.0 { -magnitude } else { magnitude }))
}

/// `a / b` of small integers; `b` is not zero.
#[must_use]
pub fn divide(a: i64, b: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return a as f64 / b as f64;
    }
    // The quotient of two such integers is always in range.
    big_divide(&IBig::from(a), &IBig::from(b)).unwrap_or(f64::NAN)
}

/// `a / b`; `b` is not zero.
///
/// # Errors
/// When the quotient is beyond the largest float.
pub fn big_divide(a: &IBig, b: &IBig) -> Result<f64, RangeError> {
    if a.is_zero() {
        return Ok(if b.sign() == Sign::Negative { -0.0 } else { 0.0 });
    }
    let negative = a.sign() != b.sign();
    // Shift so that the quotient has 64 or 65 bits: more than a float, with what is cut off known to be or not to be.
    let shift = 64 + int_arith::big_bit_length(b) as i64 - int_arith::big_bit_length(a) as i64;
    let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
    let places = shift.unsigned_abs() as usize;
    let (quotient, rest) = if shift >= 0 { (a << places).div_rem(b) } else { a.div_rem(b << places) };
    let quotient = u128::try_from(&quotient).unwrap_or(0) << 1 | u128::from(!rest.is_zero());
    let float = scaled(quotient, -shift - 1);
    if float.is_infinite() {
        return Err(RangeError::QuotientTooLarge);
    }
    Ok(if negative { -float } else { float })
}

/// `mantissa * 2^exponent` rounded once to the nearest float, ties to even, for subnormal results too.
///
/// A mantissa that was cut off is right if it has 56 bits or more and its lowest is set for "and a little more".
#[must_use]
pub fn scaled(mantissa: u128, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = i64::from(128 - mantissa.leading_zeros());
    // The result keeps 53 bits, and none below 2^-1074.
    let drop = (bits - 53).max((-1074_i64).saturating_sub(exponent)).max(0);
    if drop > bits + 1 {
        return 0.0;
    }
    let kept = if drop >= 128 { 0 } else { mantissa >> drop };
    let lost = if drop >= 128 { mantissa } else { mantissa & ((1 << drop) - 1) };
    let half = if drop == 0 { u128::MAX } else { 1 << (drop - 1).min(127) };
    let up = lost > half || (lost == half && kept & 1 == 1);
    // At most 2^53, hence exact, and so is the scaling.
    float_parts::ldexp((kept + u128::from(up)) as f64, exponent.saturating_add(drop))
}

/// Compares an integer with a float, exactly; nothing is comparable with NaN.
#[must_use]
pub fn compare(int: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float >= TWO_TO_63 {
        return Some(Ordering::Less);
    }
    if float < -TWO_TO_63 {
        return Some(Ordering::Greater);
    }
    int.cmp(&(float as i64)).then_with(|| 0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal)).into()
}

/// Compares a big integer with a float, exactly.
#[must_use]
pub fn big_compare(int: &IBig, float: f64) -> Option<Ordering> {
    match from_float(float) {
        Ok(whole) => {
            let fraction = float.fract();
            let tie = 0.0.partial_cmp(&fraction).unwrap_or(Ordering::Equal);
            Some(int.cmp(&whole.into_big()).then(tie))
        }
        Err(RangeError::Nan) => None,
        Err(_) => Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater }),
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> IBig {
        text.parse().unwrap()
    }

    #[test]
    fn conversion_rounds_to_the_nearest_float() {
        assert_eq!(to_float(&big("9007199254740993")), Ok(9_007_199_254_740_992.0));
        assert_eq!(to_float(&big("-9007199254740995")), Ok(-9_007_199_254_740_996.0));
        assert_eq!(to_float(&((IBig::ONE << 1024) - 1)), Err(RangeError::IntTooLarge));
        assert_eq!(to_float(&((IBig::ONE << 1024) - (IBig::ONE << 970) - 1)), Ok(f64::MAX));
        assert_eq!(to_float(&((IBig::ONE << 1024) - (IBig::ONE << 970))), Err(RangeError::IntTooLarge));
        assert_eq!(from_float(-2.9), Ok(Int::Small(-2)));
        assert_eq!(from_float(1e23), Ok(Int::Big(big("99999999999999991611392"))));
        assert_eq!(from_float(-TWO_TO_63), Ok(Int::Small(i64::MIN)));
        assert_eq!(from_float(f64::NAN), Err(RangeError::Nan));
    }

    #[test]
    fn true_division_rounds_once() {
        assert_eq!(divide(1, 3), 1.0 / 3.0);
        assert_eq!(divide(9_007_199_254_740_993, 3), 3_002_399_751_580_331.0);
        assert_eq!(divide(i64::MIN, -1), TWO_TO_63);
        let ten = |power: usize| IBig::from(10).pow(power);
        assert_eq!(big_divide(&ten(400), &ten(399)), Ok(10.0));
        assert_eq!(big_divide(&ten(400), &-ten(390)), Ok(-1e10));
        assert_eq!(big_divide(&ten(0), &ten(323)), Ok(1e-323));
        assert_eq!(big_divide(&IBig::from(3), &(IBig::ONE << 1075)), Ok(1e-323));
        assert_eq!(big_divide(&ten(0), &(IBig::ONE << 1075)), Ok(0.0));
        assert_eq!(big_divide(&ten(0), &ten(500)), Ok(0.0));
        assert_eq!(big_divide(&ten(400), &ten(1)), Err(RangeError::QuotientTooLarge));
    }

    #[test]
    fn comparison_sees_the_last_bit() {
        assert_eq!(compare(9_007_199_254_740_993, 9_007_199_254_740_992.0), Some(Ordering::Greater));
        assert_eq!(compare(i64::MAX, TWO_TO_63), Some(Ordering::Less));
        assert_eq!(compare(i64::MIN, -TWO_TO_63), Some(Ordering::Equal));
        assert_eq!(compare(0, -0.0), Some(Ordering::Equal));
        assert_eq!(compare(1, 1.5), Some(Ordering::Less));
        assert_eq!(compare(-1, -1.5), Some(Ordering::Greater));
        assert_eq!(compare(-1, f64::NEG_INFINITY), Some(Ordering::Greater));
        assert_eq!(compare(1, f64::NAN), None);
        assert_eq!(big_compare(&big("100000000000000000000001"), 1e23), Some(Ordering::Greater));
        assert_eq!(big_compare(&IBig::from(1), 1.5), Some(Ordering::Less));
        assert_eq!(big_compare(&big("1"), f64::INFINITY), Some(Ordering::Less));
    }
}
