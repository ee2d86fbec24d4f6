//! Integer arithmetic with Python's signs: small integers answer `None` where the result needs a big one. What costs more
//! than a pass over the digits of a big one is in `integer`.

use std::borrow::Cow;
use std::cmp::Ordering;

use dashu_int::{IBig, Sign};

use super::TooLong;
use super::short_int::ShortInt;

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
    /// One of a few words.
    Short(&'a ShortInt),
    /// One of any size.
    Big(&'a IBig),
}

impl<'a> IntRef<'a> {
    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(value) => value < 0,
            IntRef::Short(value) => value.is_negative(),
            IntRef::Big(value) => value.sign() == Sign::Negative,
        }
    }

    /// The integer in the form of those without bound.
    #[must_use]
    pub fn to_big(self) -> Cow<'a, IBig> {
        match self {
            IntRef::Small(value) => Cow::Owned(IBig::from(value)),
            IntRef::Short(value) => Cow::Owned(value.to_big()),
            IntRef::Big(value) => Cow::Borrowed(value),
        }
    }

    /// The value, if 64 bits hold it.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(value) => Some(value),
            IntRef::Short(value) => value.to_i64(),
            IntRef::Big(value) => i64::try_from(value).ok(),
        }
    }

    /// The nearest value that 64 bits hold.
    #[must_use]
    pub fn saturated(self) -> i64 {
        self.to_i64().unwrap_or(if self.is_negative() { i64::MIN } else { i64::MAX })
    }

    /// `int.bit_length`.
    #[must_use]
    pub fn bit_length(self) -> usize {
        match self {
            IntRef::Small(value) => bit_length(value) as usize,
            IntRef::Short(value) => value.bit_length(),
            IntRef::Big(value) => big_bit_length(value),
        }
    }

    /// How two integers compare.
    #[must_use]
    pub fn compare(self, other: IntRef<'_>) -> Ordering {
        match (self, other) {
            (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
            (IntRef::Short(a), IntRef::Short(b)) => a.cmp(b),
            (IntRef::Short(a), IntRef::Small(b)) => a.cmp(&ShortInt::from(b)),
            (IntRef::Small(a), IntRef::Short(b)) => ShortInt::from(a).cmp(b),
            (a, b) => a.to_big().cmp(&b.to_big()),
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

/// `math.isqrt`.
#[must_use]
pub fn square_root(value: u64) -> u64 {
    value.isqrt()
}

/// `pow(base, exponent, modulus)`; `None` where the exponent is negative or the modulus is 0 or the lowest of all.
#[must_use]
pub fn pow_mod(base: i64, exponent: i64, modulus: i64) -> Option<i64> {
    if exponent < 0 || modulus == 0 || modulus == i64::MIN {
        return None;
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
    Some(if modulus < 0 && result != 0 { result + modulus } else { result })
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
        }
        assert_eq!((floor_div(i64::MIN, -1), floor_mod(i64::MIN, -1)), (None, 0));
    }

    #[test]
    fn powers_stop_where_they_need_more_bits() {
        assert_eq!(pow(3, 39), Some(4_052_555_153_018_976_267));
        assert_eq!(pow(3, 40), None);
        assert_eq!((pow(-1, u64::MAX), pow(0, 0), pow(0, 9)), (Some(-1), Some(1), Some(0)));
    }

    #[test]
    fn modular_powers_take_the_sign_of_the_modulus() {
        for (base, exponent, modulus, expected) in [
            (3, 100, 7, Some(4)),
            (3, 100, -7, Some(-3)),
            (-3, 3, 5, Some(3)),
            (2, 5, 1, Some(0)),
            (2, 3, 0, None),
            (38, -1, 97, None),
            (i64::MAX, i64::MAX, i64::MAX - 1, Some(1)),
        ] {
            assert_eq!(pow_mod(base, exponent, modulus), expected);
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
    }
}
