//! Square roots: that of the upper half of the digits, then one division, as Zimmermann does it.

use dashu_int::ops::{BitTest, SquareRootRem};
use dashu_int::{IBig, Sign, UBig};

use super::{Workshop, product, quotient};

/// Numbers of at most so many words are one piece.
const SHORT: usize = 3000;

/// `math.isqrt` of a magnitude.
pub fn square_root<W: Workshop>(workshop: &mut W, value: &UBig) -> Result<UBig, W::Refusal> {
    workshop.expect_words(4 * value.as_words().len())?;
    with_rest(workshop, value).map(|(root, _)| root)
}

/// The root, and what the number has beyond its square.
fn with_rest<W: Workshop>(workshop: &mut W, value: &UBig) -> Result<(UBig, UBig), W::Refusal> {
    let words = value.as_words().len();
    if words <= SHORT {
        workshop.pay(product::price(words, words))?;
        return Ok(value.sqrt_rem());
    }
    // The lower half of the root's bits; of the number, a quarter twice.
    let lower = value.bit_len().div_ceil(4);
    workshop.pay_pass(words * 8 * 4)?;
    let (root, rest) = with_rest(workshop, &(value >> (2 * lower)))?;
    let (rest_upper, rest_lower) = (rest << lower, value.clone().split_bits(2 * lower).0);
    let (rest_last, rest_next) = rest_lower.split_bits(lower);
    let (digits, rest) = quotient::of_magnitudes(workshop, &(rest_upper + rest_next), &(&root << 1))?;
    let excess = product::square(workshop, &digits)?;
    workshop.pay_pass(words * 8 * 4)?;
    let mut root = (root << lower) + digits;
    let mut rest = IBig::from((rest << lower) + rest_last) - IBig::from(excess);
    while rest.sign() == Sign::Negative {
        rest += IBig::from(&root << 1) - IBig::ONE;
        root -= UBig::ONE;
    }
    Ok((root, rest.into_parts().1))
}

#[cfg(test)]
mod tests {
    use dashu_int::ops::SquareRoot;
    use taipan_source::meter::Unmetered;

    use super::*;
    use crate::integer::samples;

    #[test]
    fn roots_are_rounded_down() {
        for words in [0, 1, 2, 2999, 3001, 3002, 7003, 12_001] {
            for seed in 0..4 {
                let value = samples::number(words, seed);
                assert!(square_root(&mut Unmetered, &value) == Ok(value.sqrt()));
                let square = value.sqr();
                assert!(square_root(&mut Unmetered, &square) == Ok(value.clone()));
                if words > 0 {
                    assert!(square_root(&mut Unmetered, &(square - UBig::ONE)) == Ok(value - UBig::ONE));
                }
            }
        }
    }
}
