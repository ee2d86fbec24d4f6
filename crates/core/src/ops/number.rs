//! Numbers of all builtin types looked at alike, whatever object holds them.

use dashu_int::IBig;
use taipan_heap::value::Value;
use taipan_text::int_arith::{Int, IntRef};
use taipan_text::int_float;
use taipan_text::integer::Workshop;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::class::flags;
use crate::value::kinds;
use crate::value::number::{BigInt, BoxedInt, Complex, Float};

/// A number to read.
#[derive(Clone, Copy)]
pub enum Number<'a> {
    /// An `int` or `bool`.
    Int(IntRef<'a>),
    /// A `float`.
    Float(f64),
    /// A `complex`: real and imaginary part.
    Complex(f64, f64),
}

/// The integer that a value is, its class `int` or derived from it.
#[inline]
pub fn int(value: &Value) -> Option<IntRef<'_>> {
    let word = value.word();
    if let Some(small) = word.as_int() {
        return Some(IntRef::Small(small));
    }
    if let Some(truth) = word.as_bool() {
        return Some(IntRef::Small(i64::from(truth)));
    }
    match value.header()?.kind() {
        kinds::BIG_INT => value.payload::<BigInt>().map(BigInt::look),
        kinds::BOXED_INT => value.payload::<BoxedInt>().map(|boxed| IntRef::Small(boxed.0)),
        _ => None,
    }
}

/// The integer that a value of class `int` itself is.
#[inline(always)]
pub fn exact_int<'v>(vm: &Vm, value: &'v Value) -> Option<IntRef<'v>> {
    match value.header() {
        None => value.word().as_int().map(IntRef::Small),
        Some(header) if header.class() != vm.classes.int.value().word() => None,
        Some(_) => value.payload::<BigInt>().map(BigInt::look),
    }
}

/// The float that a value is, its class `float` or derived from it.
#[inline]
pub fn float(value: &Value) -> Option<f64> {
    value.word().as_float().or_else(|| value.payload::<Float>().map(|float| float.0))
}

/// The number that a value is, its class builtin or derived from a builtin one.
#[inline]
pub fn number(value: &Value) -> Option<Number<'_>> {
    let Some(header) = value.header() else {
        return int(value).map(Number::Int).or_else(|| value.word().as_float().map(Number::Float));
    };
    match header.kind() {
        kinds::BIG_INT | kinds::BOXED_INT => int(value).map(Number::Int),
        kinds::FLOAT => float(value).map(Number::Float),
        kinds::COMPLEX => value.payload().map(|complex: &Complex| Number::Complex(complex.real, complex.imaginary)),
        _ => None,
    }
}

/// The number that a value is, unless its class was made by Python code and may answer differently.
#[inline]
pub fn plain<'v>(vm: &Vm, value: &'v Value) -> Option<Number<'v>> {
    let found = number(value)?;
    if value.word().is_pointer() && vm.classes.of(value).has(flags::HEAP) { None } else { Some(found) }
}

/// The number that an integer object stands for; zero for what is none.
pub fn integer(value: &Value) -> IBig {
    int(value).map(|int| int.to_big().into_owned()).unwrap_or_default()
}

/// Python's `float(int)`; OverflowError beyond the floats.
pub fn to_float(vm: &mut Vm, value: IntRef<'_>) -> Result<f64, Raised> {
    match value {
        IntRef::Small(small) => Ok(small as f64),
        big => int_float::to_float(&big.to_big()).map_err(|error| vm.overflow_error(error.to_string())),
    }
}

impl Workshop for Vm {
    fn room(&mut self, words: usize) -> Result<Vec<u64>, Raised> {
        let mut room = Vec::new();
        let bytes = words.saturating_mul(8);
        if bytes > self.heap.left() || room.try_reserve_exact(words).is_err() {
            return Err(self.memory_error());
        }
        Ok(room)
    }
}

impl Vm {
    /// An integer as an algorithm found it.
    pub fn any_int(&mut self, value: Int) -> Result<Value, Raised> {
        match value {
            Int::Small(small) => self.int(small),
            Int::Big(big) => self.big_int(big),
        }
    }

    /// An integer as it was read: an object of class `int`, whatever class it was read from.
    pub fn int_of(&mut self, value: IntRef<'_>) -> Result<Value, Raised> {
        match value {
            IntRef::Small(small) => self.int(small),
            IntRef::Short(short) => self.short_int(*short),
            IntRef::Big(big) => self.big_int(big.clone()),
        }
    }

    /// Raises ZeroDivisionError.
    #[cold]
    pub fn zero_division(&mut self, message: &str) -> Raised {
        self.raise_message(|classes| &classes.zero_division_error, message)
    }

    /// The most bytes that a new text may have. While it is made it takes up to three times as much: a buffer that doubles,
    /// and the object.
    pub fn most_text_bytes(&self) -> usize {
        (self.heap.left() / 3).min(u32::MAX as usize)
    }

    /// Charges a pass over a text of which an algorithm is about to make so many bytes.
    ///
    /// # Errors
    /// MemoryError if they are more than a new text may have.
    #[inline]
    pub fn expect_bytes(&mut self, bytes: usize) -> Result<(), Raised> {
        if bytes < 1024 {
            return Ok(());
        }
        if bytes > self.most_text_bytes() { Err(self.memory_error()) } else { self.charge_pass(bytes) }
    }

    /// The most bits that a new integer may have, so that making it neither breaks the memory limit nor takes all memory.
    pub fn most_int_bits(&self) -> usize {
        // Making it takes a few others.
        (self.heap.left() / 4).min(1 << 30) * 8
    }
}
