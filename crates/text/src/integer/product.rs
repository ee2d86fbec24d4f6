//! Products. Short ones are one piece; where one factor is short, the other is cut into slices; of two long factors, the
//! words are transformed modulo three primes, as a product of words and the sum of as many of them as there can be stays
//! below the product of the three.

use dashu_int::{IBig, UBig};

use super::transform::{Field, Roots};
use super::{Workshop, trimmed, zeros};

/// Factors of at most so many words are multiplied in one piece, a millisecond or two.
const SHORT: usize = 3000;

/// From so many words on, the transform is faster.
const LONG: usize = 3500;

/// `a * b`
pub fn product<W: Workshop>(workshop: &mut W, a: &IBig, b: &IBig) -> Result<IBig, W::Refusal> {
    let ((a_sign, a_words), (b_sign, b_words)) = (a.as_sign_words(), b.as_sign_words());
    if is_short(a_words.len(), b_words.len()) {
        workshop.pay(price(a_words.len(), b_words.len()))?;
        return Ok(a * b);
    }
    let magnitude = of_words(workshop, a_words, b_words)?;
    Ok(IBig::from_parts(a_sign * b_sign, magnitude))
}

/// The product of two magnitudes.
pub fn of_magnitudes<W: Workshop>(workshop: &mut W, a: &UBig, b: &UBig) -> Result<UBig, W::Refusal> {
    of_words(workshop, a.as_words(), b.as_words())
}

/// `a * a`
pub fn square<W: Workshop>(workshop: &mut W, a: &UBig) -> Result<UBig, W::Refusal> {
    let words = a.as_words();
    if is_short(words.len(), words.len()) {
        workshop.pay(price(words.len(), words.len()))?;
        return Ok(a.sqr());
    }
    let product = long(workshop, words, words)?;
    Ok(UBig::from_words(&product))
}

/// Steps that a product of so many words costs: less than all words with each other, more than a pass.
pub fn price(a: usize, b: usize) -> usize {
    let (larger, smaller) = (a.max(b), a.min(b));
    (larger / 16).saturating_mul(smaller.isqrt().max(1))
}

/// Whether a product is short enough to be one piece.
fn is_short(a: usize, b: usize) -> bool {
    let (larger, smaller) = (a.max(b), a.min(b));
    smaller <= SHORT && larger.saturating_mul(smaller.isqrt()) <= SHORT * SHORT.isqrt()
}

/// The product of two magnitudes given by their words.
pub(super) fn of_words<W: Workshop>(workshop: &mut W, a: &[u64], b: &[u64]) -> Result<UBig, W::Refusal> {
    let (a, b) = (trimmed(a), trimmed(b));
    if is_short(a.len(), b.len()) {
        workshop.pay(price(a.len(), b.len()))?;
        return Ok(UBig::from_words(a) * UBig::from_words(b));
    }
    let (larger, smaller) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let product = if smaller.len() < LONG {
        sliced(workshop, larger, smaller)?
    } else if larger.len() > 2 * smaller.len() {
        // As much of the larger as fills up the transform that the smaller one needs.
        let slice = (2 * smaller.len()).next_power_of_two() - smaller.len();
        by_slices(workshop, larger, smaller, slice, |workshop, slice| long(workshop, slice, smaller))?
    } else {
        long(workshop, larger, smaller)?
    };
    workshop.pay_pass(product.len() * 8)?;
    Ok(UBig::from_words(&product))
}

/// The words of a product with a short factor.
fn sliced<W: Workshop>(workshop: &mut W, larger: &[u64], smaller: &[u64]) -> Result<Vec<u64>, W::Refusal> {
    let slice = (SHORT * SHORT.isqrt() / smaller.len().isqrt().max(1)).min(larger.len());
    let slice = slice.min(smaller.len().max(SHORT));
    let factor = UBig::from_words(smaller);
    by_slices(workshop, larger, smaller, slice, |workshop, slice| {
        workshop.pay(price(slice.len(), smaller.len()))?;
        Ok((UBig::from_words(slice) * &factor).as_words().to_vec())
    })
}

/// The words of a product whose larger factor is cut into slices.
fn by_slices<W: Workshop>(
    workshop: &mut W,
    larger: &[u64],
    smaller: &[u64],
    slice: usize,
    mut multiply: impl FnMut(&mut W, &[u64]) -> Result<Vec<u64>, W::Refusal>,
) -> Result<Vec<u64>, W::Refusal> {
    let mut product = zeros(workshop, larger.len() + smaller.len())?;
    for (number, slice_words) in larger.chunks(slice).enumerate() {
        let part = multiply(workshop, slice_words)?;
        add_at(&mut product, &part, number * slice);
    }
    Ok(product)
}

/// Adds words from a place on; the sum fits.
fn add_at(sum: &mut [u64], words: &[u64], place: usize) {
    let Some(sum) = sum.get_mut(place..) else { return };
    let mut carry = false;
    let (lower, upper) = sum.split_at_mut(words.len().min(sum.len()));
    for (digit, word) in lower.iter_mut().zip(words) {
        (*digit, carry) = digit.carrying_add(*word, carry);
    }
    for digit in upper {
        if !carry {
            break;
        }
        (*digit, carry) = digit.overflowing_add(1);
    }
}

/// Three primes: `29 * 2^57 + 1`, `69 * 2^55 + 1` and `27 * 2^56 + 1`.
static FIELDS: [Field; 3] = [
    Field::new(4_179_340_454_199_820_289, 3),
    Field::new(2_485_986_994_308_513_793, 5),
    Field::new(1_945_555_039_024_054_273, 5),
];

/// The words of a product, by transforms.
fn long<W: Workshop>(workshop: &mut W, a: &[u64], b: &[u64]) -> Result<Vec<u64>, W::Refusal> {
    let length = (a.len() + b.len()).next_power_of_two();
    // Three products, and beside them the other factor and the roots.
    workshop.expect_words(length.saturating_mul(5))?;
    let [first, second, third] = FIELDS;
    let residues = [
        convolution(workshop, first, a, b, length)?,
        convolution(workshop, second, a, b, length)?,
        convolution(workshop, third, a, b, length)?,
    ];
    combined(workshop, &residues, a.len() + b.len())
}

/// The sums of products of words whose places add up to the same, modulo one prime; that of place `n` is at `length - n`.
fn convolution<W: Workshop>(
    workshop: &mut W,
    field: Field,
    a: &[u64],
    b: &[u64],
    length: usize,
) -> Result<Vec<u64>, W::Refusal> {
    let roots = Roots::new(workshop, field, length)?;
    let mut product = transformed(workshop, field, &roots, a, length)?;
    workshop.pay_pass(length * 8)?;
    if std::ptr::eq(a, b) {
        product.iter_mut().for_each(|value| *value = field.times(*value, *value));
    } else {
        let other = transformed(workshop, field, &roots, b, length)?;
        product.iter_mut().zip(&other).for_each(|(value, other)| *value = field.times(*value, *other));
    }
    roots.backward(workshop, &mut product)?;
    Ok(product)
}

fn transformed<W: Workshop>(
    workshop: &mut W,
    field: Field,
    roots: &Roots,
    words: &[u64],
    length: usize,
) -> Result<Vec<u64>, W::Refusal> {
    let mut values = zeros(workshop, length)?;
    values.iter_mut().zip(words).for_each(|(value, word)| *value = field.residue(*word));
    roots.forward(workshop, &mut values)?;
    Ok(values)
}

/// Words combined between two payments.
const PIECE: usize = 1 << 14;

/// The words of the number whose digits have these residues modulo the three primes. A digit is below the product of the
/// primes, 2^183, and its upper part is carried.
fn combined<W: Workshop>(workshop: &mut W, residues: &[Vec<u64>; 3], words: usize) -> Result<Vec<u64>, W::Refusal> {
    let [first, second, third] = FIELDS;
    let length = residues[0].len();
    let corrections = FIELDS.map(|field| field.correction(length));
    // By Garner's method: digit = x + first * (y + second * z).
    let first_in_second = second.inverse_of(first.prime);
    let first_in_third = third.inverse_of(first.prime);
    let second_in_third = third.inverse_of(second.prime);
    let upper = u128::from(first.prime) * u128::from(second.prime);
    let (upper_low, upper_high) = (u128::from(upper as u64), upper >> 64);
    let mut number = workshop.room(words)?;
    let (mut carry_low, mut carry_high) = (0_u128, 0_u128);
    for start in (0..words).step_by(PIECE) {
        let end = words.min(start + PIECE);
        workshop.pay((end - start) / 2)?;
        for place in start..end {
            let at = (length - place) & (length - 1);
            let residue =
                |which: usize, field: Field| field.least(field.times(residues[which][at], corrections[which]));
            let x = residue(0, first);
            let y = second.times(residue(1, second) + 2 * second.prime - reduced(second, x), first_in_second);
            let y = second.least(y);
            let z = third.times(residue(2, third) + 2 * third.prime - reduced(third, x), first_in_third);
            let z = third.times(third.least(z) + 2 * third.prime - reduced(third, y), second_in_third);
            let z = u128::from(third.least(z));
            // The sum of two words each, so that nothing overflows.
            let lower = u128::from(x) + u128::from(first.prime) * u128::from(y);
            let (low, high) = (upper_low * z, upper_high * z);
            let sum = carry_low + u128::from(lower as u64) + u128::from(low as u64);
            let rest = carry_high + (lower >> 64) + (low >> 64) + (high & u128::from(u64::MAX)) + (sum >> 64);
            number.push(sum as u64);
            carry_low = rest & u128::from(u64::MAX);
            carry_high = (rest >> 64) + (high >> 64);
        }
    }
    Ok(number)
}

/// A residue modulo one prime, below twice another: all primes are below three times each other.
#[inline(always)]
fn reduced(field: Field, value: u64) -> u64 {
    if value >= 2 * field.prime { value - 2 * field.prime } else { value }
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;
    use crate::integer::samples;

    #[test]
    fn products_are_those_of_the_ordinary_algorithm() {
        for (a, b) in samples::pairs(&[1, 40, 3001, 3501, 4096, 8200], 7) {
            assert!(
                of_magnitudes(&mut Unmetered, &a, &b) == Ok(&a * &b),
                "{} {}",
                a.as_words().len(),
                b.as_words().len()
            );
            assert!(square(&mut Unmetered, &a) == Ok(a.sqr()));
        }
    }

    #[test]
    fn the_largest_digits_carry() {
        let ones = UBig::ones(64 * 5000);
        assert!(square(&mut Unmetered, &ones) == Ok(ones.sqr()));
        let sparse = UBig::ONE << (64 * 9000);
        assert!(of_magnitudes(&mut Unmetered, &ones, &sparse) == Ok(&ones << (64 * 9000)));
    }
}
