//! Powers by a modulus: bits of the exponent in windows, the rest taken after each product.

use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

use super::{Workshop, divisor, product, quotient};

/// A modulus of at most so many words has a product and its rest in one piece.
const SHORT: usize = 800;

/// `pow(base, exponent, modulus)`, with the sign of the modulus, which is not zero. `None` if the exponent is negative and
/// the base has no inverse.
pub fn power<W: Workshop>(
    workshop: &mut W,
    base: &IBig,
    exponent: &IBig,
    modulus: &IBig,
) -> Result<Option<IBig>, W::Refusal> {
    let divisor = UBig::from_words(modulus.as_sign_words().1);
    if divisor.is_one() {
        return Ok(Some(IBig::ZERO));
    }
    let mut base = quotient::floor_mod(workshop, base, &divisor.clone().into())?.into_parts().1;
    let (sign, exponent) = exponent.as_sign_words();
    if sign == Sign::Negative {
        match divisor::inverse(workshop, &base, &divisor)? {
            Some(inverse) => base = inverse,
            None => return Ok(None),
        }
    }
    let exponent = UBig::from_words(exponent);
    let power = IBig::from(of_magnitudes(workshop, &base, &exponent, divisor)?);
    let negative = modulus.sign() == Sign::Negative && !power.is_zero();
    Ok(Some(if negative { power + modulus } else { power }))
}

/// The power of a base below the modulus, which is above 1.
fn of_magnitudes<W: Workshop>(
    workshop: &mut W,
    base: &UBig,
    exponent: &UBig,
    modulus: UBig,
) -> Result<UBig, W::Refusal> {
    let words = modulus.as_words().len();
    if words > SHORT {
        return by_windows(workshop, base, exponent, &UBig::ONE, |workshop, x, y| {
            let product = match y {
                None => product::square(workshop, x)?,
                Some(y) => product::of_magnitudes(workshop, x, y)?,
            };
            quotient::of_magnitudes(workshop, &product, &modulus).map(|(_, rest)| rest)
        });
    }
    let price = 1 + 3 * product::price(words, words);
    let ring = ConstDivisor::new(modulus);
    let base = ring.reduce(base.clone());
    if exponent.bit_len().saturating_mul(price) <= 4096 {
        workshop.pay(exponent.bit_len() * price)?;
        return Ok(base.pow(exponent).residue());
    }
    let one = ring.reduce(UBig::ONE);
    let power = by_windows(workshop, &base, exponent, &one, |workshop, x, y| {
        workshop.pay(price)?;
        Ok(y.map_or_else(|| x.sqr(), |y| x * y))
    })?;
    Ok(power.residue())
}

/// The power, as products and squares (of which the second factor is not given). From above, each window of bits that
/// begins and ends with a one takes one product, with an odd power of the base.
fn by_windows<W: Workshop, T: Clone>(
    workshop: &mut W,
    base: &T,
    exponent: &UBig,
    one: &T,
    mut multiply: impl FnMut(&mut W, &T, Option<&T>) -> Result<T, W::Refusal>,
) -> Result<T, W::Refusal> {
    let bits = exponent.bit_len();
    let width = match bits {
        0..=24 => 1,
        25..=80 => 3,
        81..=240 => 4,
        241..=672 => 5,
        _ => 6,
    };
    let mut odd_powers = vec![base.clone()];
    if width > 1 {
        let square = multiply(workshop, base, None)?;
        for _ in 1..1 << (width - 1) {
            let last = odd_powers.last().unwrap_or(base);
            odd_powers.push(multiply(workshop, last, Some(&square))?);
        }
    }
    let mut power: Option<T> = None;
    let mut end = bits;
    while end > 0 {
        if !exponent.bit(end - 1) {
            power = power.map(|power| multiply(workshop, &power, None)).transpose()?;
            end -= 1;
            continue;
        }
        let mut start = end.saturating_sub(width);
        while !exponent.bit(start) {
            start += 1;
        }
        let window = (start..end).rev().fold(0, |window, bit| 2 * window + usize::from(exponent.bit(bit)));
        let factor = odd_powers.get(window / 2).unwrap_or(base);
        power = Some(match power {
            None => factor.clone(),
            Some(mut power) => {
                for _ in start..end {
                    power = multiply(workshop, &power, None)?;
                }
                multiply(workshop, &power, Some(factor))?
            }
        });
        end = start;
    }
    Ok(power.unwrap_or_else(|| one.clone()))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;
    use crate::integer::samples;

    #[test]
    fn powers_take_the_sign_of_the_modulus() {
        for (base, exponent, modulus, expected) in [
            (3_i64, 100_i64, 7_i64, Some(4_i64)),
            (3, 100, -7, Some(-3)),
            (-3, 3, 5, Some(3)),
            (38, -1, 97, Some(23)),
            (38, -2, -97, Some(-53)),
            (2, 5, 1, Some(0)),
            (2, -1, 1, Some(0)),
            (2, -1, 4, None),
            (i64::MAX, i64::MAX, i64::MAX - 1, Some(1)),
            (7, 0, i64::MIN, Some(-9_223_372_036_854_775_807_i64)),
        ] {
            let result = power(&mut Unmetered, &base.into(), &exponent.into(), &modulus.into());
            assert_eq!(result, Ok(expected.map(IBig::from)));
        }
    }

    #[test]
    fn windows_leave_no_bit_out() {
        for (words, exponent_words) in [(1, 20), (2, 300), (3, 1), (30, 5), (801, 1)] {
            let (base, modulus) = (samples::number(words, 3), samples::number(words, 7));
            for seed in 0..4 {
                let exponent = samples::number(exponent_words, seed);
                let expected = ConstDivisor::new(modulus.clone()).reduce(base.clone()).pow(&exponent).residue();
                assert!(of_magnitudes(&mut Unmetered, &(&base % &modulus), &exponent, modulus.clone()) == Ok(expected));
            }
        }
    }
}
