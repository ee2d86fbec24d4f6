//! Powers.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

use super::{Workshop, product};

/// Powers of at most so many bits are made in one piece.
const SHORT: usize = 64 * 3000;

/// So many bits the power has at least.
#[must_use]
pub fn least_bits(base: &IBig, exponent: u64) -> usize {
    // A number of n bits is at least 2^(n-1).
    let bits = base.bit_len().saturating_sub(1);
    usize::try_from(exponent).map_or(if bits == 0 { 0 } else { usize::MAX }, |exponent| bits.saturating_mul(exponent))
}

/// `base ** exponent`. The caller has looked at [`least_bits`].
pub fn power<W: Workshop>(workshop: &mut W, base: &IBig, exponent: u64) -> Result<IBig, W::Refusal> {
    let (sign, words) = base.as_sign_words();
    let magnitude = UBig::from_words(words);
    let sign = if exponent.is_multiple_of(2) { Sign::Positive } else { sign };
    if exponent == 0 || magnitude.is_one() {
        return Ok(IBig::from_parts(sign, UBig::ONE));
    }
    if magnitude.is_zero() {
        return Ok(IBig::ZERO);
    }
    // Nothing else has powers of so high exponents that would fit into memory.
    let exponent = usize::try_from(exponent).unwrap_or(usize::MAX);
    of_magnitude(workshop, &magnitude, exponent).map(|power| IBig::from_parts(sign, power))
}

/// A power of a magnitude, which is not zero.
pub fn of_magnitude<W: Workshop>(workshop: &mut W, base: &UBig, exponent: usize) -> Result<UBig, W::Refusal> {
    // Twos need no products.
    let twos = base.trailing_zeros().unwrap_or(0);
    if twos == 0 {
        return of_odd(workshop, base, exponent);
    }
    let odd = of_odd(workshop, &(base >> twos), exponent)?;
    let places = twos.saturating_mul(exponent);
    let words = odd.as_words().len() + places / 64 + 1;
    workshop.expect_words(words)?;
    workshop.pay_pass(words * 8)?;
    Ok(odd << places)
}

/// The power: a first piece, then square by square.
fn of_odd<W: Workshop>(workshop: &mut W, base: &UBig, exponent: usize) -> Result<UBig, W::Refusal> {
    let bits = base.bit_len();
    let mut later = 0;
    while later < usize::BITS && (exponent >> later).saturating_mul(bits) > SHORT && exponent >> later > 1 {
        later += 1;
    }
    let first = exponent >> later;
    let words = first.saturating_mul(bits) / 64;
    workshop.pay(if first > 1 { product::price(words, words) } else { 0 })?;
    let mut power = base.pow(first);
    for bit in (0..later).rev() {
        power = product::square(workshop, &power)?;
        if exponent >> bit & 1 == 1 {
            power = product::of_magnitudes(workshop, &power, base)?;
        }
    }
    Ok(power)
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    fn made(base: IBig, exponent: u64) -> IBig {
        power(&mut Unmetered, &base, exponent).unwrap()
    }

    #[test]
    fn powers_have_the_sign_of_the_exponent() {
        assert_eq!(made(IBig::from(-3), 41), "-36472996377170786403".parse().unwrap());
        assert_eq!((made(IBig::NEG_ONE, u64::MAX), made(IBig::NEG_ONE, 0)), (IBig::NEG_ONE, IBig::ONE));
        assert_eq!((made(IBig::ZERO, 0), made(IBig::ZERO, u64::MAX)), (IBig::ONE, IBig::ZERO));
        assert!(made(IBig::from(2), 1 << 20) == IBig::ONE << (1 << 20));
        assert_eq!((least_bits(&IBig::from(10), 1 << 40), least_bits(&IBig::NEG_ONE, u64::MAX)), (3 << 40, 0));
    }

    #[test]
    fn long_powers_are_those_of_the_ordinary_algorithm() {
        for (base, exponent) in [(3, 500_000), (-10, 150_001), (6, 100_000), (1_i64 << 40, 9999), (-7, 3)] {
            let base = IBig::from(base);
            assert!(made(base.clone(), exponent) == base.pow(exponent as usize));
        }
    }
}
