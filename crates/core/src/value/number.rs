//! Numbers that a word cannot hold: large integers, rare floats, complex numbers.

use dashu_int::IBig;
use taipan_heap::claim::Claim;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_macros::payload;
use taipan_text::int_arith::IntRef;
use taipan_text::short_int::ShortInt;

use crate::value::kinds;

/// An integer outside the range of a word's 63 bits.
#[payload(kinds::BIG_INT, "int")]
pub struct BigInt(#[untraced] Digits);

/// Where the digits of a large integer are.
enum Digits {
    /// In the object.
    Inside(ShortInt),
    /// Elsewhere: they count as memory of the heap.
    Outside(IBig, #[expect(dead_code, reason = "held until the digits go")] Claim),
}

impl BigInt {
    /// An integer of any size.
    pub fn new(heap: &Heap, value: IBig) -> Result<BigInt, OutOfMemory> {
        if let Some(short) = ShortInt::of(&value) {
            return Ok(BigInt::of_few_words(short));
        }
        let claim = Claim::new(heap, size_of_val(value.as_sign_words().1))?;
        Ok(BigInt(Digits::Outside(value, claim)))
    }

    /// An integer of a few words.
    #[inline(always)]
    pub fn of_few_words(value: ShortInt) -> BigInt {
        BigInt(Digits::Inside(value))
    }

    /// A copy of an integer.
    pub fn copy(heap: &Heap, value: IntRef<'_>) -> Result<BigInt, OutOfMemory> {
        match value {
            IntRef::Small(small) => Ok(BigInt::of_few_words(ShortInt::from(small))),
            IntRef::Short(short) => Ok(BigInt::of_few_words(*short)),
            IntRef::Big(big) => BigInt::new(heap, big.clone()),
        }
    }

    /// The integer, to read.
    #[inline(always)]
    pub fn look(&self) -> IntRef<'_> {
        match &self.0 {
            Digits::Inside(short) => IntRef::Short(short),
            Digits::Outside(big, _) => IntRef::Big(big),
        }
    }
}

/// An integer inside that range whose class is a subclass of `int` (`True` and `False` are words of their own).
#[payload(kinds::BOXED_INT, "int")]
pub struct BoxedInt(pub i64);

/// A float whose exponent a word cannot hold, or whose class is a subclass of `float`.
#[payload(kinds::FLOAT, "float")]
pub struct Float(pub f64);

/// A complex number.
#[payload(kinds::COMPLEX, "complex")]
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imaginary: f64,
}
