//! Hashes: equal numbers hash alike whatever their type, and strings hash under a key.
//!
//! A number's hash is its value modulo the Mersenne prime 2^61 - 1, with the sign of the number. No hash is -1.

use std::hash::Hasher;

use dashu_int::{IBig, Sign};
use siphasher::sip::SipHasher13;
use taipan_source::meter::Meter;

use super::pieces;
use super::short_int::ShortInt;

const MODULUS: u64 = (1 << BITS) - 1;
const BITS: u32 = 61;
const INFINITY: i64 = 314_159;
const IMAGINARY: i64 = 1_000_003;

/// Replaces -1, which is no hash.
#[must_use]
pub fn valid(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// `hash(int)`.
#[inline]
#[must_use]
pub fn int(value: i64) -> i64 {
    let magnitude = value.unsigned_abs();
    if magnitude < MODULUS {
        return valid(value);
    }
    signed(magnitude % MODULUS, value < 0)
}

/// `hash(int)` of any size.
#[must_use]
pub fn big_int(value: &IBig) -> i64 {
    let (sign, words) = value.as_sign_words();
    words_of(sign == Sign::Negative, words)
}

/// `hash(int)` of a few words.
#[must_use]
pub fn short_int(value: &ShortInt) -> i64 {
    words_of(value.is_negative(), value.words())
}

/// The hash of an integer of this sign and these words, the lowest first.
fn words_of(negative: bool, words: &[u64]) -> i64 {
    // Modulo 2^61 - 1, multiplying by 2^64 rotates the 61 bits by three.
    let rest = words.iter().rev().fold(0, |above, word| {
        let turned = (above << 3 & MODULUS) | above >> (BITS - 3);
        (turned + (word & MODULUS) + (word >> BITS)) % MODULUS
    });
    signed(rest, negative)
}

/// `hash(float)`; nothing for a NaN, which hashes by identity.
#[must_use]
pub fn float(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY } else { -INFINITY });
    }
    let (mantissa, exponent) = super::float_parts::mantissa_and_exponent(value);
    // Modulo 2^61 - 1, multiplying by a power of two rotates the 61 bits.
    let turn = exponent.rem_euclid(BITS as i32) as u32;
    let rest = (mantissa << turn & MODULUS) | mantissa >> (BITS - turn);
    Some(signed(rest, value < 0.0))
}

/// `hash(complex)` from the hashes of its parts.
#[must_use]
pub fn complex(real: i64, imaginary: i64) -> i64 {
    valid(real.wrapping_add(imaginary.wrapping_mul(IMAGINARY)))
}

/// `hash(tuple)` from the hashes of its items: xxHash, in the simplified form of Python.
#[must_use]
pub fn tuple(items: impl Iterator<Item = i64>) -> i64 {
    let mut hash = TupleHash::default();
    items.for_each(|item| hash.push(item));
    hash.finish()
}

/// `hash(tuple)` on its way.
pub struct TupleHash {
    state: u64,
    length: u64,
}

impl TupleHash {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;

    /// Takes the hash of the next item.
    #[inline(always)]
    pub fn push(&mut self, item: i64) {
        let mixed = self.state.wrapping_add((item as u64).wrapping_mul(TupleHash::PRIME_2));
        self.state = mixed.rotate_left(31).wrapping_mul(TupleHash::PRIME_1);
        self.length += 1;
    }

    /// How many items there were.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length as usize
    }

    /// The hash of all items.
    #[must_use]
    pub fn finish(&self) -> i64 {
        match self.state.wrapping_add(self.length ^ TupleHash::PRIME_5 ^ 3_527_539) as i64 {
            -1 => 1_546_275_796,
            hash => hash,
        }
    }
}

impl Default for TupleHash {
    fn default() -> TupleHash {
        TupleHash { state: TupleHash::PRIME_5, length: 0 }
    }
}

/// `hash(frozenset)` from the hashes of its members, in any order.
#[must_use]
pub fn frozen_set(members: impl Iterator<Item = i64>) -> i64 {
    let (mut state, mut length) = (0_u64, 0_u64);
    for member in members {
        let hash = member as u64;
        // Spread the bits first, so that small sets of small numbers do not collide under xor.
        state ^= (hash ^ 89_869_747 ^ hash << 16).wrapping_mul(3_644_798_167);
        length += 1;
    }
    state ^= (length + 1).wrapping_mul(1_927_868_237);
    state ^= state >> 11 ^ state >> 25;
    match state.wrapping_mul(69_069).wrapping_add(907_133_923) as i64 {
        -1 => 590_923_713,
        hash => hash,
    }
}

/// The key under which a process hashes strings, so that collisions cannot be planned.
#[derive(Clone, Copy, Debug)]
pub struct Key(pub u64, pub u64);

impl Key {
    /// `hash(str)` and `hash(bytes)`: `SipHash`-1-3 of the bytes.
    #[must_use]
    pub fn hash(self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        valid(SipHasher13::new_with_keys(self.0, self.1).hash(bytes) as i64)
    }

    /// The same of a long text, piece by piece.
    pub fn hash_long<M: Meter>(self, bytes: &[u8], meter: &mut M) -> Result<i64, M::Refusal> {
        let mut hasher = SipHasher13::new_with_keys(self.0, self.1);
        pieces::each(bytes, meter, |piece| hasher.write(piece))?;
        Ok(valid(hasher.finish() as i64))
    }
}

fn signed(rest: u64, negative: bool) -> i64 {
    let rest = rest as i64;
    valid(if negative { -rest } else { rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_hash_modulo_a_mersenne_prime() {
        assert_eq!(int(-1), -2);
        assert_eq!(int((1 << 61) - 1), 0);
        assert_eq!(int(-(1 << 61)), -2);
        assert_eq!(int(i64::MIN), -4);
        assert_eq!(big_int(&(IBig::ONE << 100)), 549_755_813_888);
        assert_eq!(big_int(&IBig::from(i64::MIN)), -4);
    }

    #[test]
    fn floats_hash_like_the_integers_and_fractions_they_equal() {
        for (value, hash) in [
            (f64::INFINITY, 314_159),
            (0.5, 1_152_921_504_606_846_976),
            (1e300, 1_224_995_262_755_759_164),
            (3.7, 1_614_090_106_449_586_179),
            (-0.1, -230_584_300_921_369_408),
            (5e-324, 16_777_216),
            (-1.0, -2),
            (0.0, 0),
            (-0.0, 0),
        ] {
            assert_eq!(float(value), Some(hash), "{value}");
        }
        assert_eq!(float(f64::NAN), None);
        for value in [3_i64, -77, 1 << 53, 1 << 62, i64::MIN] {
            assert_eq!(float(value as f64), Some(int(value)));
        }
    }

    #[test]
    fn containers_hash_as_in_python() {
        assert_eq!(complex(1, 2), 2_000_007);
        assert_eq!(tuple([1, 2].into_iter()), -3_550_055_125_485_641_917);
        assert_eq!(tuple([].into_iter()), 5_740_354_900_026_072_187);
        assert_eq!(tuple([1, tuple([2, 3].into_iter()), -2].into_iter()), -4_691_468_712_706_788_113);
        assert_eq!(frozen_set([].into_iter()), 133_146_708_735_736);
        assert_eq!(frozen_set([1, 2, 3].into_iter()), -272_375_401_224_217_160);
        assert_eq!(frozen_set([0, -2, 42].into_iter()), frozen_set([42, 0, -2].into_iter()));
    }

    #[test]
    fn strings_hash_under_a_key() {
        let (one, other) = (Key(1, 2), Key(3, 4));
        assert_eq!(one.hash(b""), 0);
        assert_eq!(one.hash(b"spam"), one.hash(b"spam"));
        assert_ne!(one.hash(b"spam"), other.hash(b"spam"));
    }
}
