//! Common divisors and inverses, by Euclid's algorithm. The quotients depend on the upper digits almost alone: a step
//! finds many of them by dividing the upper digits of both numbers, and applies them together, as a matrix. What finds
//! them calls itself, down to the 62 upper bits of Lehmer's algorithm.
//!
//! Nothing needs to be exact: matrices of determinant 1 or -1 keep the common divisors. A bad one only shortens less.

use std::mem;

use dashu_int::ops::{BitTest, ExtendedGcd, Gcd};
use dashu_int::{IBig, Sign, UBig};

use super::{Workshop, product, quotient};

/// Numbers of at most so many words are one piece, of some milliseconds: until then the ordinary algorithm is the fastest.
const SHORT: usize = 1800;

/// The same where factors are wanted, too.
const SHORT_WITH_FACTORS: usize = 1000;

/// Numbers of at most so many words are shortened by one word at a time.
const SMALL: usize = 32;

/// `math.gcd` of magnitudes.
pub fn common<W: Workshop>(workshop: &mut W, a: &UBig, b: &UBig) -> Result<UBig, W::Refusal> {
    if a.is_zero() || b.is_zero() {
        return Ok(a + b);
    }
    if a.as_words().len().max(b.as_words().len()) <= SHORT {
        workshop.pay(price(a, b))?;
        return Ok(a.gcd(b));
    }
    workshop.expect_words(4 * (a.as_words().len() + b.as_words().len()))?;
    let mut pair = Pair::new(a.clone().into(), b.clone().into());
    while pair.smaller.as_sign_words().1.len() > SHORT {
        pair.shorten(workshop, SHORT * 64)?;
    }
    let (larger, smaller) = (pair.larger.into_parts().1, pair.smaller.into_parts().1);
    if smaller.is_zero() {
        return Ok(larger);
    }
    let rest = quotient::of_magnitudes(workshop, &larger, &smaller)?.1;
    workshop.pay(price(&smaller, &rest))?;
    Ok(if rest.is_zero() { smaller } else { smaller.gcd(rest) })
}

/// The number whose product with `value` leaves the rest 1 by `modulus`, which is above 1; `None` if there is none.
pub fn inverse<W: Workshop>(workshop: &mut W, value: &UBig, modulus: &UBig) -> Result<Option<UBig>, W::Refusal> {
    workshop.expect_words(6 * modulus.as_words().len())?;
    let value = quotient::of_magnitudes(workshop, value, modulus)?.1;
    let mut pair = Pair::new(modulus.clone().into(), value.into());
    // Multiples of the value that leave the two numbers of the pair as rests.
    let (mut larger, mut smaller) = (IBig::ZERO, IBig::ONE);
    while pair.smaller.as_sign_words().1.len() > SHORT_WITH_FACTORS {
        if let Some(matrix) = pair.shorten(workshop, SHORT_WITH_FACTORS * 64)? {
            (larger, smaller) = matrix.times(workshop, &larger, &smaller)?;
        }
    }
    if !pair.smaller.is_zero() && pair.larger.as_sign_words().1.len() > SHORT_WITH_FACTORS {
        let matrix = pair.divide(workshop)?;
        (larger, smaller) = matrix.times(workshop, &larger, &smaller)?;
    }
    let (divisor, factors) = if pair.smaller.is_zero() {
        (pair.larger.into_parts().1, None)
    } else {
        let (a, b) = (pair.larger.into_parts().1, pair.smaller.into_parts().1);
        workshop.pay(2 * price(&a, &b))?;
        let (divisor, s, t) = a.gcd_ext(b);
        (divisor, Some((s, t)))
    };
    if !divisor.is_one() {
        return Ok(None);
    }
    let inverse = match factors {
        None => larger,
        Some((s, t)) => product::product(workshop, &s, &larger)? + product::product(workshop, &t, &smaller)?,
    };
    let inverse = quotient::floor_mod(workshop, &inverse, &modulus.clone().into())?;
    Ok(Some(inverse.into_parts().1))
}

/// Steps of the ordinary algorithm.
fn price(a: &UBig, b: &UBig) -> usize {
    (a.as_words().len() + 1) * (b.as_words().len() + 1) / 8
}

/// Two numbers on their way to their common divisor, neither below zero.
struct Pair {
    larger: IBig,
    smaller: IBig,
}

/// What has been done to a pair.
struct Matrix([[IBig; 2]; 2]);

impl Matrix {
    /// What it makes of two numbers.
    fn times<W: Workshop>(&self, workshop: &mut W, x: &IBig, y: &IBig) -> Result<(IBig, IBig), W::Refusal> {
        let [[a, b], [c, d]] = &self.0;
        let upper = product::product(workshop, a, x)? + product::product(workshop, b, y)?;
        let lower = product::product(workshop, c, x)? + product::product(workshop, d, y)?;
        Ok((upper, lower))
    }

    /// First the other, then this one.
    fn after<W: Workshop>(self, workshop: &mut W, other: Option<Matrix>) -> Result<Matrix, W::Refusal> {
        let Some(Matrix([[a, b], [c, d]])) = other else { return Ok(self) };
        let (a, c) = self.times(workshop, &a, &c)?;
        let (b, d) = self.times(workshop, &b, &d)?;
        Ok(Matrix([[a, b], [c, d]]))
    }
}

impl Pair {
    fn new(a: IBig, b: IBig) -> Pair {
        if a < b { Pair { larger: b, smaller: a } } else { Pair { larger: a, smaller: b } }
    }

    /// Shortens the numbers until the smaller one has at most so many bits, or at least some steps towards that.
    fn shorten<W: Workshop>(&mut self, workshop: &mut W, bits: usize) -> Result<Option<Matrix>, W::Refusal> {
        let length = self.larger.bit_len();
        let wanted = (length - bits.min(length)).min(length / 3);
        workshop.pay_pass(length / 2)?;
        if length <= SMALL * 64 || wanted <= 2 * 62 {
            return match self.upper_quotients() {
                Some(matrix) => {
                    self.apply_small(matrix).map_or_else(|| self.divide(workshop).map(Some), |done| Ok(Some(done)))
                }
                None => self.divide(workshop).map(Some),
            };
        }
        // Twice as many upper bits as the numbers are to lose.
        let places = (length - 2 * wanted) & !63;
        let mut upper = Pair { larger: &self.larger >> places, smaller: &self.smaller >> places };
        let Some(mut matrix) = upper.shorten_to(workshop, length - places - wanted)? else {
            return self.divide(workshop).map(Some);
        };
        let lower = |number: &mut IBig| mem::take(number).into_parts().1.split_bits(places).0;
        let (larger, smaller) = (lower(&mut self.larger), lower(&mut self.smaller));
        let (a, b) = matrix.times(workshop, &larger.into(), &smaller.into())?;
        workshop.pay_pass(length)?;
        (self.larger, self.smaller) = ((upper.larger << places) + a, (upper.smaller << places) + b);
        self.order(&mut matrix);
        Ok(Some(matrix))
    }

    /// Shortens the numbers until the smaller one has at most so many bits. `None` if it has no more.
    fn shorten_to<W: Workshop>(&mut self, workshop: &mut W, bits: usize) -> Result<Option<Matrix>, W::Refusal> {
        let mut done = None;
        while self.smaller.bit_len() > bits {
            if let Some(step) = self.shorten(workshop, bits)? {
                done = Some(step.after(workshop, done)?);
            }
        }
        Ok(done)
    }

    /// One step of Euclid's algorithm; the smaller number is not zero.
    fn divide<W: Workshop>(&mut self, workshop: &mut W) -> Result<Matrix, W::Refusal> {
        let (quotient, rest) = quotient::floored(workshop, &self.larger, &self.smaller)?;
        self.larger = mem::replace(&mut self.smaller, rest);
        Ok(Matrix([[IBig::ZERO, IBig::ONE], [IBig::ONE, -quotient]]))
    }

    /// The steps that the 62 upper bits say, as far as 31 of them are left.
    fn upper_quotients(&self) -> Option<[[i64; 2]; 2]> {
        let places = self.larger.bit_len().saturating_sub(62);
        let mut larger = i64::try_from(&self.larger >> places).ok()?;
        let mut smaller = i64::try_from(&self.smaller >> places).ok()?;
        let least = if places == 0 { 0 } else { 1 << 31 };
        if smaller <= least {
            return None;
        }
        let mut matrix = [[1, 0], [0, 1]];
        while smaller > least {
            let [first, second]: [[i64; 2]; 2] = matrix;
            let quotient = larger / smaller;
            (larger, smaller) = (smaller, larger - quotient * smaller);
            matrix = [
                second,
                [
                    first[0].checked_sub(quotient.checked_mul(second[0])?)?,
                    first[1].checked_sub(quotient.checked_mul(second[1])?)?,
                ],
            ];
        }
        Some(matrix)
    }

    /// Applies a matrix of small numbers; `None`, and nothing has changed, if that would not shorten the numbers.
    fn apply_small(&mut self, [[a, b], [c, d]]: [[i64; 2]; 2]) -> Option<Matrix> {
        let larger = &self.larger * a + &self.smaller * b;
        let smaller = &self.larger * c + &self.smaller * d;
        if larger.bit_len().max(smaller.bit_len()) >= self.larger.bit_len() {
            return None;
        }
        (self.larger, self.smaller) = (larger, smaller);
        let mut matrix = Matrix([[a.into(), b.into()], [c.into(), d.into()]]);
        self.order(&mut matrix);
        Some(matrix)
    }

    /// Makes the numbers positive and the first one the larger, and has the matrix say so.
    fn order(&mut self, matrix: &mut Matrix) {
        let [first, second] = &mut matrix.0;
        for (number, row) in [(&mut self.larger, &mut *first), (&mut self.smaller, &mut *second)] {
            if number.sign() == Sign::Negative {
                *number = -mem::take(number);
                row.iter_mut().for_each(|entry| *entry = -mem::take(entry));
            }
        }
        if self.larger < self.smaller {
            mem::swap(&mut self.larger, &mut self.smaller);
            mem::swap(first, second);
        }
    }
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;
    use crate::integer::samples;

    #[test]
    fn common_divisors_are_those_of_the_ordinary_algorithm() {
        for (a, b) in samples::pairs(&[1, 50, 1799, 1801, 2900], 5) {
            let divisor = (&a).gcd(&b);
            assert!(common(&mut Unmetered, &a, &b) == Ok(divisor.clone()));
            let factor = samples::number(950, 3);
            assert!(common(&mut Unmetered, &(&a * &factor), &(&b * &factor)) == Ok(divisor * factor));
        }
        let (mut a, mut b) = (UBig::ONE, UBig::ONE);
        for _ in 0..60_000 {
            (a, b) = (&a + &b, a);
        }
        assert_eq!(common(&mut Unmetered, &a, &b), Ok(UBig::ONE));
        assert_eq!(common(&mut Unmetered, &UBig::ZERO, &a), Ok(a));
    }

    #[test]
    fn inverses_undo_products() {
        for (modulus, value) in samples::pairs(&[1, 40, 1001, 1500], 11) {
            let inverse = inverse(&mut Unmetered, &value, &modulus).unwrap();
            match inverse {
                Some(inverse) => assert!((inverse * value) % modulus == UBig::ONE),
                None => assert!(value.gcd(modulus) != UBig::ONE),
            }
        }
    }
}
