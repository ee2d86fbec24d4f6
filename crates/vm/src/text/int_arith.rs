//! Integer arithmetic with Python's signs: small integers answer `None` where the result needs a big one.

use std::fmt;

use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{BitTest, DivRem, Gcd, SquareRoot, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig};

use super::TooLong;

/// An integer as some algorithm found it: small where it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// Fits 64 bits.
    Small(i64),
    /// Does not.
    Big(IBig),
}

impl Int {
    /// Makes the small form where it fits.
    #[must_use]
    pub fn new(value: IBig) -> Int {
        i64::try_from(&value).map_or_else(|_| Int::Big(value), Int::Small)
    }

    /// The value in the big form.
    #[must_use]
    pub fn into_big(self) -> IBig {
        match self {
            Int::Small(value) => IBig::from(value),
            Int::Big(value) => value,
        }
    }
}

/// An integer to read.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// One that fits 64 bits.
    Small(i64),
    /// One that need not.
    Big(&'a IBig),
}

impl IntRef<'_> {
    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(value) => value < 0,
            IntRef::Big(value) => value.sign() == Sign::Negative,
        }
    }
}

/// `a // b`, rounded down; `b` is not zero.
#[inline]
#[must_use]
pub fn floor_div(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    let inexact = quotient.wrapping_mul(b) != a;
    Some(if inexact && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

/// `a % b`, with the sign of `b`, which is not zero.
#[inline]
#[must_use]
pub fn floor_mod(a: i64, b: i64) -> i64 {
    let rest = a.checked_rem(b).unwrap_or(0);
    if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }
}

/// `base ** exponent`.
#[must_use]
pub fn pow(base: i64, exponent: u64) -> Option<i64> {
    match base {
        0 => return Some(i64::from(exponent == 0)),
        1 => return Some(1),
        -1 => return Some(if exponent.is_multiple_of(2) { 1 } else { -1 }),
        _ => {}
    }
    base.checked_pow(u32::try_from(exponent).ok()?)
}

/// `value << places`.
#[inline]
#[must_use]
pub fn shift_left(value: i64, places: u64) -> Option<i64> {
    if value == 0 {
        return Some(0);
    }
    let places = u32::try_from(places).ok().filter(|places| *places < 64)?;
    let shifted = value << places;
    (shifted >> places == value).then_some(shifted)
}

/// `value >> places`, rounded down.
#[inline]
#[must_use]
pub fn shift_right(value: i64, places: u64) -> i64 {
    value >> places.min(63)
}

/// `int.bit_length`.
#[must_use]
pub fn bit_length(value: i64) -> u32 {
    64 - value.unsigned_abs().leading_zeros()
}

/// `math.gcd`; the result is never negative but may need 64 bits without sign.
#[must_use]
pub fn gcd(a: i64, b: i64) -> u64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// `math.isqrt`.
#[must_use]
pub fn square_root(value: u64) -> u64 {
    value.isqrt()
}

/// Why `pow` with a modulus fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PowError {
    /// The modulus is zero.
    ZeroModulus,
    /// The exponent is negative and the base shares a factor with the modulus.
    NotInvertible,
}

impl fmt::Display for PowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PowError::ZeroModulus => "pow() 3rd argument cannot be 0",
            PowError::NotInvertible => "base is not invertible for the given modulus",
        })
    }
}

/// `pow(base, exponent, modulus)` of small integers.
///
/// # Errors
/// When the modulus is zero or the inverse that is asked for does not exist.
pub fn pow_mod(base: i64, exponent: i64, modulus: i64) -> Result<i64, PowError> {
    if exponent < 0 || modulus == i64::MIN {
        let result = big_pow_mod(&IBig::from(base), &IBig::from(exponent), &IBig::from(modulus))?;
        return Ok(i64::try_from(&result).unwrap_or(0));
    }
    if modulus == 0 {
        return Err(PowError::ZeroModulus);
    }
    let divisor = modulus.unsigned_abs();
    let times = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(divisor)) as u64;
    let mut power = base.rem_euclid(divisor as i64) as u64;
    let (mut result, mut left) = (1 % divisor, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, power);
        }
        power = times(power, power);
        left >>= 1;
    }
    let result = result as i64;
    Ok(if modulus < 0 && result != 0 { result + modulus } else { result })
}

/// `divmod(a, b)`; `b` is not zero.
#[must_use]
pub fn big_divmod(a: &IBig, b: &IBig) -> (IBig, IBig) {
    let (quotient, rest) = a.div_rem(b);
    if rest.is_zero() || rest.sign() == b.sign() { (quotient, rest) } else { (quotient - 1, rest + b) }
}

/// `a // b`; `b` is not zero.
#[must_use]
pub fn big_floor_div(a: &IBig, b: &IBig) -> IBig {
    big_divmod(a, b).0
}

/// `a % b`; `b` is not zero.
#[must_use]
pub fn big_floor_mod(a: &IBig, b: &IBig) -> IBig {
    let rest = a % b;
    if rest.is_zero() || rest.sign() == b.sign() { rest } else { rest + b }
}

/// `base ** exponent`.
///
/// # Errors
/// When the result could have more than `max_bits` bits.
pub fn big_pow(base: &IBig, exponent: u64, max_bits: usize) -> Result<IBig, TooLong> {
    if exponent == 0 || base.is_one() {
        return Ok(IBig::ONE);
    }
    if base.is_zero() {
        return Ok(IBig::ZERO);
    }
    let magnitude = base.unsigned_abs();
    if magnitude.is_one() {
        return Ok(if exponent.is_multiple_of(2) { IBig::ONE } else { IBig::NEG_ONE });
    }
    let exponent = usize::try_from(exponent).map_err(|_| TooLong)?;
    // A number of n bits is at least 2^(n-1).
    let least_bits = (magnitude.bit_len() - 1).checked_mul(exponent).ok_or(TooLong)?;
    if least_bits > max_bits { Err(TooLong) } else { Ok(base.pow(exponent)) }
}

/// `pow(base, exponent, modulus)`.
///
/// # Errors
/// When the modulus is zero or the inverse that is asked for does not exist.
pub fn big_pow_mod(base: &IBig, exponent: &IBig, modulus: &IBig) -> Result<IBig, PowError> {
    if modulus.is_zero() {
        return Err(PowError::ZeroModulus);
    }
    let divisor = modulus.unsigned_abs();
    if divisor.is_one() {
        return Ok(IBig::ZERO);
    }
    let ring = ConstDivisor::new(divisor);
    let mut element = ring.reduce(base.clone());
    if exponent.sign() == Sign::Negative {
        element = element.inv().ok_or(PowError::NotInvertible)?;
    }
    let result = IBig::from(element.pow(&exponent.unsigned_abs()).residue());
    Ok(if modulus.sign() == Sign::Negative && !result.is_zero() { result + modulus } else { result })
}

/// `value << places`.
///
/// # Errors
/// When the result would have more than `max_bits` bits.
pub fn big_shift_left(value: &IBig, places: u64, max_bits: usize) -> Result<IBig, TooLong> {
    if value.is_zero() {
        return Ok(IBig::ZERO);
    }
    let places = usize::try_from(places).map_err(|_| TooLong)?;
    let bits = big_bit_length(value).checked_add(places).ok_or(TooLong)?;
    if bits > max_bits { Err(TooLong) } else { Ok(value << places) }
}

/// `value >> places`, rounded down.
#[must_use]
pub fn big_shift_right(value: &IBig, places: u64) -> IBig {
    match usize::try_from(places) {
        Ok(places) if places < big_bit_length(value) => value >> places,
        _ if value.sign() == Sign::Negative => IBig::NEG_ONE,
        _ => IBig::ZERO,
    }
}

/// `int.bit_length`.
#[must_use]
pub fn big_bit_length(value: &IBig) -> usize {
    let (_, words) = value.as_sign_words();
    words.last().map_or(0, |top| words.len() * 64 - top.leading_zeros() as usize)
}

/// `int.bit_count`: the ones of the magnitude.
#[must_use]
pub fn big_bit_count(value: &IBig) -> usize {
    let (_, words) = value.as_sign_words();
    words.iter().map(|word| word.count_ones() as usize).sum()
}

/// `math.gcd`.
#[must_use]
pub fn big_gcd(a: &IBig, b: &IBig) -> IBig {
    match (a.is_zero(), b.is_zero()) {
        (true, _) => IBig::from(b.unsigned_abs()),
        (_, true) => IBig::from(a.unsigned_abs()),
        _ => IBig::from(a.gcd(b)),
    }
}

/// `math.isqrt` of a number that is not negative.
#[must_use]
pub fn big_square_root(value: &IBig) -> IBig {
    IBig::from(value.unsigned_abs().sqrt())
}

/// `round(value, -digits)`: to a multiple of ten to the power of `digits`, ties to even.
#[must_use]
pub fn big_round(value: &IBig, digits: u64) -> IBig {
    // Beyond its length, everything rounds to zero; this also keeps the power small.
    let Some(digits) = usize::try_from(digits).ok().filter(|digits| *digits <= big_bit_length(value)) else {
        return IBig::ZERO;
    };
    let unit = IBig::from(UBig::from(10_u8).pow(digits));
    let (quotient, rest) = big_divmod(value, &unit);
    let twice = rest << 1;
    let up = twice > unit || (twice == unit && quotient.bit(0));
    (if up { quotient + 1 } else { quotient }) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> IBig {
        text.parse().unwrap()
    }

    #[test]
    fn division_rounds_down() {
        for (a, b, quotient, rest) in
            [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, -3, -2, 0), (0, -5, 0, 0)]
        {
            assert_eq!((floor_div(a, b), floor_mod(a, b)), (Some(quotient), rest));
            let both = big_divmod(&IBig::from(a), &IBig::from(b));
            assert_eq!(both, (IBig::from(quotient), IBig::from(rest)));
            assert_eq!(big_floor_mod(&IBig::from(a), &IBig::from(b)), IBig::from(rest));
        }
        assert_eq!((floor_div(i64::MIN, -1), floor_mod(i64::MIN, -1)), (None, 0));
    }

    #[test]
    fn powers_stop_where_they_need_more_bits() {
        assert_eq!(pow(3, 39), Some(4_052_555_153_018_976_267));
        assert_eq!(pow(3, 40), None);
        assert_eq!((pow(-1, u64::MAX), pow(0, 0), pow(0, 9)), (Some(-1), Some(1), Some(0)));
        assert_eq!(big_pow(&IBig::from(-3), 41, 1000).unwrap(), big("-36472996377170786403"));
        assert_eq!(big_pow(&IBig::from(10), 1 << 40, 1 << 30), Err(TooLong));
        assert_eq!(big_pow(&IBig::NEG_ONE, u64::MAX, 1).unwrap(), IBig::NEG_ONE);
    }

    #[test]
    fn modular_powers_take_the_sign_of_the_modulus() {
        for (base, exponent, modulus, expected) in [
            (3, 100, 7, Ok(4)),
            (3, 100, -7, Ok(-3)),
            (-3, 3, 5, Ok(3)),
            (38, -1, 97, Ok(23)),
            (38, -2, -97, Ok(-53)),
            (2, 5, 1, Ok(0)),
            (2, -1, 1, Ok(0)),
            (2, -1, 4, Err(PowError::NotInvertible)),
            (2, 3, 0, Err(PowError::ZeroModulus)),
            (i64::MAX, i64::MAX, i64::MAX - 1, Ok(1)),
            (7, 0, i64::MIN, Ok(-9_223_372_036_854_775_807)),
        ] {
            assert_eq!(pow_mod(base, exponent, modulus), expected);
            let result = big_pow_mod(&IBig::from(base), &IBig::from(exponent), &IBig::from(modulus));
            assert_eq!(result, expected.map(IBig::from));
        }
    }

    #[test]
    fn shifts_round_down() {
        assert_eq!((shift_left(1, 62), shift_left(1, 63), shift_left(-1, 63)), (Some(1 << 62), None, Some(i64::MIN)));
        assert_eq!((shift_left(0, 1 << 40), shift_left(1, 64)), (Some(0), None));
        assert_eq!((shift_right(-5, 1), shift_right(-5, 99), shift_right(5, 99)), (-3, -1, 0));
        assert_eq!(big_shift_right(&IBig::from(-5), 1), IBig::from(-3));
        assert_eq!(big_shift_right(&big("-100000000000000000000"), 3), big("-12500000000000000000"));
        assert_eq!(big_shift_right(&big("-100000000000000000001"), 3), big("-12500000000000000001"));
        assert_eq!(big_shift_right(&big("-100000000000000000000"), u64::MAX), IBig::NEG_ONE);
        assert_eq!(big_shift_left(&IBig::ONE, u64::MAX, 1 << 40), Err(TooLong));
    }

    #[test]
    fn bits_are_those_of_the_magnitude() {
        assert_eq!((bit_length(0), bit_length(-8), bit_length(i64::MIN)), (0, 4, 64));
        assert_eq!((big_bit_length(&big("-18446744073709551616")), big_bit_length(&IBig::ZERO)), (65, 0));
        assert_eq!(big_bit_count(&big("-18446744073709551615")), 64);
        assert_eq!((gcd(-12, 18), gcd(i64::MIN, 0)), (6, 1 << 63));
        assert_eq!(big_gcd(&IBig::ZERO, &IBig::from(-4)), IBig::from(4));
        assert_eq!(big_square_root(&big("1000000000000000000000")), big("31622776601"));
    }

    #[test]
    fn rounding_to_tens_goes_to_even() {
        for (value, digits, expected) in
            [(25, 1, 20), (35, 1, 40), (-25, 1, -20), (-26, 1, -30), (149, 2, 100), (5, 1, 0), (15, 1, 20), (99, 9, 0)]
        {
            assert_eq!(big_round(&IBig::from(value), digits), IBig::from(expected), "{value}");
        }
        assert_eq!(big_round(&IBig::from(7), u64::MAX), IBig::ZERO);
    }
}
