//! Numbers that a word cannot hold: large integers, rare floats, complex numbers.

use dashu_int::IBig;
use taipan_heap::claim::Claim;
use taipan_heap::header::Payload;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::word::Word;

use crate::value::kinds;

macro_rules! leaf {
    ($type:ty, $kind:ident, $name:literal) => {
        impl Payload for $type {
            const KIND: u8 = kinds::$kind;
            const NAME: &'static str = $name;
            const TRACED: bool = false;

            fn trace(&self, _: &mut dyn FnMut(Word)) {}
        }
    };
}

/// An integer outside the range of a word's 63 bits.
pub struct BigInt {
    /// Its value.
    pub value: IBig,
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
leaf!(BigInt, BIG_INT, "int");

/// An integer inside that range whose class is a subclass of `int` (`True` and `False` are words of their own).
pub struct BoxedInt(pub i64);
leaf!(BoxedInt, BOXED_INT, "int");

/// A float whose exponent a word cannot hold, or whose class is a subclass of `float`.
pub struct Float(pub f64);
leaf!(Float, FLOAT, "float");

/// A complex number.
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imaginary: f64,
}
leaf!(Complex, COMPLEX, "complex");
