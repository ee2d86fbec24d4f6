//! Module `_random`: the generator behind `random`, and the entropy of the system.

mod mersenne;
mod whole;

use std::cell::RefCell;

use dashu_int::IBig;
use dashu_int::ops::UnsignedAbs;
use sha2::{Digest, Sha512};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::hash::hash;
use taipan_core::ops::number;
use taipan_core::protocol::argument::{Keywords, Rest, small_int};
use taipan_core::protocol::declaration;
use taipan_core::protocol::spec;
use taipan_core::value::class::Class;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{ByteArray, Bytes, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{class, function};
use taipan_text::int_bytes::{self, Order};

use crate::random::mersenne::{Mersenne, WORDS};
use crate::random::whole::{below, choice, randint, randrange, shuffle};

/// Fills the namespace of the module.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    declaration::install::<Random>(vm, namespace)?;
    spec::install_functions(vm, namespace, "_random", methods![entropy])
}

/// A source of random numbers that a seed determines.
#[class(
    "_random.Random",
    flags = BASE,
    methods = [new, seed, random, getrandbits, below, randrange, randint, choice, shuffle, getstate, setstate]
)]
struct Random(#[untraced] RefCell<Mersenne>);

/// Does something with the generator that a value is.
fn with<R>(vm: &mut Vm, value: &Value, use_it: impl FnOnce(&mut Mersenne) -> R) -> Result<R, Raised> {
    if let Some(random) = value.payload::<Random>() {
        return Ok(use_it(&mut random.0.borrow_mut()));
    }
    let given = vm.classes.name_of(value);
    Err(vm.type_error(format!("descriptor requires a '_random.Random' object but received a '{given}'")))
}

/// Make a generator; `__init__` or `seed` may seed it.
#[function("Random.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: &Value, args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Value, Raised> {
    let Some(class) = class.to_ref::<Class>() else { return Err(vm.type_error("a class is needed")) };
    let generator = seeded(vm, args.first().unwrap_or(&Value::NONE))?;
    Ok(vm.allocate(&class, Random(RefCell::new(generator)))?.into_value())
}

/// Start again from a seed: None takes entropy, text and bytes all their bits, other objects their hash.
#[function("Random.seed(self, n=None, /)")]
fn seed(vm: &mut Vm, this: &Value, n: &Value) -> Result<(), Raised> {
    let fresh = seeded(vm, n)?;
    with(vm, this, |generator| *generator = fresh)
}

fn seeded(vm: &mut Vm, seed: &Value) -> Result<Mersenne, Raised> {
    if seed.is_none() {
        let bytes = system_bytes(vm, WORDS * 4)?;
        return of_integer(vm, &bytes);
    }
    if let Some(text) = seed.payload::<Str>() {
        return of_text(vm, text.as_bytes());
    }
    if let Some(bytes) = seed.payload::<Bytes>() {
        return of_text(vm, bytes.as_slice());
    }
    if let Some(array) = seed.payload::<ByteArray>() {
        return of_text(vm, &array.bytes.borrow());
    }
    if let Some(int) = number::int(seed) {
        let bytes = int.to_big().into_owned().unsigned_abs().to_le_bytes();
        return of_integer(vm, &bytes);
    }
    let bytes = hash(vm, seed)?.to_le_bytes();
    of_integer(vm, &bytes)
}

/// A seed of text: the bytes and their digest, read as one integer with the highest byte first.
fn of_text(vm: &mut Vm, text: &[u8]) -> Result<Mersenne, Raised> {
    // The bytes, and the words of them.
    vm.expect_bytes(text.len().saturating_mul(2))?;
    let mut digest = Sha512::new();
    for piece in text.chunks(PIECE) {
        vm.charge_pass(piece.len() * 4)?;
        digest.update(piece);
    }
    let mut bytes = Vec::with_capacity(text.len() + 64);
    bytes.extend(digest.finalize().iter().rev());
    for piece in text.rchunks(PIECE) {
        vm.charge_pass(piece.len())?;
        bytes.extend(piece.iter().rev());
    }
    of_integer(vm, &bytes)
}

/// A seed of the bytes of an integer, lowest first: leading zeros do not count.
fn of_integer(vm: &mut Vm, bytes: &[u8]) -> Result<Mersenne, Raised> {
    let word = |chunk: &[u8]| chunk.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
    let mut words: Vec<u32> = Vec::with_capacity(bytes.len().div_ceil(4));
    for piece in bytes.chunks(PIECE) {
        vm.charge_pass(piece.len())?;
        words.extend(piece.chunks(4).map(word));
    }
    while words.last() == Some(&0) {
        vm.charge(1)?;
        words.pop();
    }
    Mersenne::of_key(&words, &mut |words| vm.charge_pass(words * 16))
}

/// A random float from 0 up to, but not including, 1.
#[function("Random.random(self, /)")]
fn random(vm: &mut Vm, this: &Value) -> Result<f64, Raised> {
    with(vm, this, Mersenne::float)
}

/// An integer of k random bits.
#[function("Random.getrandbits(self, k, /)")]
fn getrandbits(vm: &mut Vm, this: &Value, bits: i64) -> Result<Value, Raised> {
    let Ok(bits) = usize::try_from(bits) else {
        return Err(vm.value_error("number of bits must be non-negative"));
    };
    if bits > vm.most_int_bits() {
        return Err(vm.memory_error());
    }
    if bits <= 32 {
        let word = with(vm, this, |generator| if bits == 0 { 0 } else { generator.word() >> (32 - bits) })?;
        return vm.int(i64::from(word));
    }
    vm.expect_bytes(bits / 8)?;
    let mut bytes = Vec::with_capacity(bits.div_ceil(32) * 4);
    let mut left = bits;
    while left > 0 {
        vm.charge_pass(PIECE)?;
        with(vm, this, |generator| {
            for _ in 0..(PIECE / 4).min(left.div_ceil(32)) {
                let word = generator.word() >> 32_usize.saturating_sub(left);
                bytes.extend(word.to_le_bytes());
                left = left.saturating_sub(32);
            }
        })?;
    }
    let value = int_bytes::from_bytes(&bytes, Order::Little, false, vm)?;
    vm.any_int(value)
}

/// Random bytes that are made in one go.
const PIECE: usize = 1 << 12;

/// The state of the generator, a tuple of integers.
#[function("Random.getstate(self, /)")]
fn getstate(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let words: Vec<u64> = with(vm, this, |generator| {
        let (state, next) = generator.words();
        state.iter().map(|word| u64::from(*word)).chain([next as u64]).collect()
    })?;
    let words = words.into_iter().map(|word| vm.big_int(IBig::from(word))).collect::<Result<Vec<_>, Raised>>()?;
    vm.tuple(words)
}

/// Go back to a state that `getstate` gave.
#[function("Random.setstate(self, state, /)")]
fn setstate(vm: &mut Vm, this: &Value, state: &Value) -> Result<(), Raised> {
    let Some(tuple) = state.payload::<Tuple>() else { return Err(vm.type_error("state vector must be a tuple")) };
    if tuple.length() != WORDS + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; WORDS];
    for (place, item) in words.iter_mut().zip(tuple.items()) {
        *place = match small_int(item).and_then(|word| u32::try_from(word).ok()) {
            Some(word) => word,
            None => return Err(vm.value_error("invalid state")),
        };
    }
    let next = tuple.items().last().and_then(small_int).and_then(|next| usize::try_from(next).ok());
    match next.filter(|next| *next <= WORDS) {
        Some(next) => with(vm, this, |generator| *generator = Mersenne::of_state(words, next)),
        None => Err(vm.value_error("invalid state")),
    }
}

/// So many bytes that nobody can predict, from the system.
#[function("entropy(size, /)")]
fn entropy(vm: &mut Vm, size: i64) -> Result<Value, Raised> {
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error("negative argument not allowed"));
    };
    if size > vm.most_int_bits() / 8 {
        return Err(vm.memory_error());
    }
    let bytes = system_bytes(vm, size)?;
    vm.bytes(&bytes)
}

fn system_bytes(vm: &mut Vm, size: usize) -> Result<Vec<u8>, Raised> {
    vm.expect_bytes(size)?;
    let mut bytes = vec![0; size];
    for piece in bytes.chunks_mut(PIECE) {
        vm.charge_pass(piece.len() * 4)?;
        if let Err(error) = vm.host.entropy(piece) {
            return Err(vm.raise_message(|classes| &classes.os_error, error.to_string()));
        }
    }
    Ok(bytes)
}
