//! The number-theoretic transform: what the Fourier transform is to complex numbers, modulo a prime. Products of two
//! transforms, one by one, are the transform of the product of what was transformed.
//!
//! Residues are not reduced further than needed: values between steps are below twice the prime. Multipliers are in
//! Montgomery's form (times 2^64), which the product takes off again.

use super::{Workshop, zeros};

/// A prime below 2^62 of the form `c * 2^56 + 1`, or with more twos.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) prime: u64,
    /// The prime's inverse modulo 2^64.
    inverse: u64,
    /// 2^64 and 2^128 modulo the prime.
    one: u64,
    square: u64,
    /// A number of which every other is a power.
    generator: u64,
}

impl Field {
    pub(super) const fn new(prime: u64, generator: u64) -> Field {
        // Each step of Newton's method doubles the bits that are right; of the first three, every odd number is its own.
        let mut inverse = prime;
        let mut round = 0;
        while round < 5 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(prime.wrapping_mul(inverse)));
            round += 1;
        }
        let one = ((1 << 64) % prime as u128) as u64;
        let square = (one as u128 * one as u128 % prime as u128) as u64;
        Field { prime, inverse, one, square, generator }
    }

    /// `a * b / 2^64`, below twice the prime; the product of both must be below `2^64 * prime`.
    #[inline(always)]
    pub(super) fn times(self, a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        let quotient = (product as u64).wrapping_mul(self.inverse);
        let excess = (u128::from(quotient) * u128::from(self.prime)) >> 64;
        (product >> 64) as u64 + self.prime - excess as u64
    }

    /// The residue of a word, below twice the prime.
    #[inline(always)]
    pub(super) fn residue(self, word: u64) -> u64 {
        self.times(word, self.one)
    }

    /// The multiplier of a number.
    pub(super) fn multiplier(self, number: u64) -> u64 {
        self.least(self.times(self.square, number % self.prime))
    }

    /// What is below twice the prime, reduced.
    #[inline(always)]
    pub(super) fn least(self, value: u64) -> u64 {
        if value >= self.prime { value - self.prime } else { value }
    }

    /// What is below four times the prime, below twice the prime.
    #[inline(always)]
    fn less(self, value: u64) -> u64 {
        if value >= 2 * self.prime { value - 2 * self.prime } else { value }
    }

    /// A power of a multiplier, as a multiplier.
    fn power(self, mut base: u64, mut exponent: u64) -> u64 {
        let mut power = self.one;
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.least(self.times(power, base));
            }
            base = self.least(self.times(base, base));
            exponent >>= 1;
        }
        power
    }

    /// The multiplier of a number's inverse.
    pub(super) fn inverse_of(self, number: u64) -> u64 {
        self.power(self.multiplier(number), self.prime - 2)
    }

    /// What makes of an entry of a product, which has been multiplied by the length and divided by 2^64, the entry.
    pub(super) fn correction(self, length: usize) -> u64 {
        self.least(self.times(self.inverse_of(length as u64), self.square))
    }
}

/// The roots of unity that transforms of one length need: at `half + j` the j-th power of that of order `2 * half`.
pub(super) struct Roots {
    field: Field,
    powers: Vec<u64>,
}

/// What is transformed in one piece, in words: it stays in the processor's cache.
const BLOCK: usize = 1 << 12;

impl Roots {
    /// Those for a length that is a power of two.
    pub(super) fn new<W: Workshop>(workshop: &mut W, field: Field, length: usize) -> Result<Roots, W::Refusal> {
        let mut powers = zeros(workshop, length)?;
        let mut half = length / 2;
        workshop.pay(half / 8)?;
        let order = length as u64;
        let root = field.power(field.multiplier(field.generator), (field.prime - 1) / order.max(1));
        let mut power = field.one;
        for place in powers.iter_mut().skip(half) {
            *place = power;
            power = field.least(field.times(power, root));
        }
        // Those of half the order are every second one.
        while half > 1 {
            let (lower, upper) = powers.split_at_mut(half);
            for (place, power) in lower[half / 2..].iter_mut().zip(upper.iter().step_by(2)) {
                *place = *power;
            }
            half /= 2;
        }
        Ok(Roots { field, powers })
    }

    /// Transforms residues below twice the prime. What comes out is in the order of reversed bits.
    pub(super) fn forward<W: Workshop>(&self, workshop: &mut W, values: &mut [u64]) -> Result<(), W::Refusal> {
        workshop.pay(values.len() / 16)?;
        if values.len() > BLOCK {
            self.spread(values);
            let (low, high) = values.split_at_mut(values.len() / 2);
            self.forward(workshop, low)?;
            return self.forward(workshop, high);
        }
        let mut length = values.len();
        while length > 1 {
            values.chunks_exact_mut(length).for_each(|chunk| self.spread(chunk));
            length /= 2;
        }
        Ok(())
    }

    /// Takes what is in the order of reversed bits, and transforms it with the same roots once more. Together with
    /// [`forward`](Self::forward), this gives the values back, but in the reverse order and multiplied by their number.
    pub(super) fn backward<W: Workshop>(&self, workshop: &mut W, values: &mut [u64]) -> Result<(), W::Refusal> {
        workshop.pay(values.len() / 16)?;
        if values.len() > BLOCK {
            let (low, high) = values.split_at_mut(values.len() / 2);
            self.backward(workshop, low)?;
            self.backward(workshop, high)?;
            self.gather(values);
            return Ok(());
        }
        let mut length = 2;
        while length <= values.len() {
            values.chunks_exact_mut(length).for_each(|chunk| self.gather(chunk));
            length *= 2;
        }
        Ok(())
    }

    /// A transform becomes two of half the length: those of the even entries and of the odd ones.
    #[inline(always)]
    fn spread(&self, values: &mut [u64]) {
        let field = self.field;
        let half = values.len() / 2;
        let (low, high) = values.split_at_mut(half);
        let roots = self.powers.get(half..2 * half).unwrap_or_default();
        for ((x, y), root) in low.iter_mut().zip(high).zip(roots) {
            let (a, b) = (*x, *y);
            *x = field.less(a + b);
            *y = field.times(a + 2 * field.prime - b, *root);
        }
    }

    /// Two transforms become one of twice the length.
    #[inline(always)]
    fn gather(&self, values: &mut [u64]) {
        let field = self.field;
        let half = values.len() / 2;
        let (low, high) = values.split_at_mut(half);
        let roots = self.powers.get(half..2 * half).unwrap_or_default();
        for ((x, y), root) in low.iter_mut().zip(high).zip(roots) {
            let (a, b) = (*x, field.times(*y, *root));
            *x = field.less(a + b);
            *y = field.less(a + 2 * field.prime - b);
        }
    }
}
