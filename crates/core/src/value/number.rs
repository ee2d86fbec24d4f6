//! Numbers that a word cannot hold: large integers, rare floats, complex numbers.

use dashu_int::IBig;
use taipan_heap::claim::Claim;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_macros::payload;

use crate::value::kinds;

/// An integer outside the range of a word's 63 bits.
#[payload(kinds::BIG_INT, "int")]
pub struct BigInt {
    /// Its value.
    #[untraced]
    pub value: IBig,
    #[untraced]
    _digits: Claim,
}

impl BigInt {
    /// An integer whose digits count as memory of the heap.
    pub fn new(heap: &Heap, value: IBig) -> Result<BigInt, OutOfMemory> {
        let (_, words) = value.as_sign_words();
        // Two words lie in the object itself.
        let outside = if words.len() > 2 { size_of_val(words) } else { 0 };
        Ok(BigInt { value, _digits: Claim::new(heap, outside)? })
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
