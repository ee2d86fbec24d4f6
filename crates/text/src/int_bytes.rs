//! `int.to_bytes` and `int.from_bytes`.

use std::fmt;

use dashu_int::ops::{BitTest, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig};
use taipan_source::meter::Meter;

use super::int_arith::{self, Int};

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The lowest byte.
    Little,
    /// The highest byte.
    Big,
}

/// Why an integer does not become bytes: an `OverflowError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToBytesError {
    /// Negative, and the bytes have no sign.
    Negative,
    /// More bytes are needed.
    TooBig,
}

impl fmt::Display for ToBytesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ToBytesError::Negative => "can't convert negative int to unsigned",
            ToBytesError::TooBig => "int too big to convert",
        })
    }
}

/// `int.to_bytes`.
///
/// # Errors
/// When the number does not fit.
pub fn to_bytes(value: &IBig, length: usize, order: Order, signed: bool) -> Result<Vec<u8>, ToBytesError> {
    let negative = value.sign() == Sign::Negative;
    if negative && !signed {
        return Err(ToBytesError::Negative);
    }
    // In two's complement, -2^n needs as many bits as 2^n - 1.
    let bits =
        if negative { int_arith::big_bit_length(&(value + IBig::ONE)) } else { int_arith::big_bit_length(value) };
    // Nothing at all stands for zero, and oddly for -1.
    if bits + usize::from(signed && (bits > 0 || length > 0)) > length.saturating_mul(8) {
        return Err(ToBytesError::TooBig);
    }
    let magnitude = if negative { -(value + IBig::ONE) } else { value.clone() }.unsigned_abs();
    let mut bytes = magnitude.to_le_bytes().into_vec();
    bytes.resize(length, 0);
    if negative {
        bytes.iter_mut().for_each(|byte| *byte = !*byte);
    }
    if order == Order::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.to_bytes` of a number of 64 bits, at most eight bytes long; the bytes lie at the end of the array (`Order::Big`)
/// or at its beginning.
///
/// # Errors
/// When the number does not fit.
pub fn small_to_bytes(value: i64, length: usize, order: Order, signed: bool) -> Result<[u8; 8], ToBytesError> {
    if value < 0 && !signed {
        return Err(ToBytesError::Negative);
    }
    let magnitude = if value < 0 { !value } else { value } as u64;
    let bits = (64 - magnitude.leading_zeros()) as usize;
    if bits + usize::from(signed && (bits > 0 || length > 0)) > length * 8 {
        return Err(ToBytesError::TooBig);
    }
    Ok(match order {
        Order::Little => value.to_le_bytes(),
        Order::Big => value.to_be_bytes(),
    })
}

/// `int.from_bytes`.
pub fn from_bytes<M: Meter>(bytes: &[u8], order: Order, signed: bool, meter: &mut M) -> Result<Int, M::Refusal> {
    let top = match order {
        Order::Little => bytes.last(),
        Order::Big => bytes.first(),
    };
    let negative = signed && top.is_some_and(|top| *top >= 0x80);
    if bytes.len() <= 8 {
        let step = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
        let start = if negative { u64::MAX } else { 0 };
        let value = match order {
            Order::Little => bytes.iter().rev().fold(start, step),
            Order::Big => bytes.iter().fold(start, step),
        };
        if negative || value <= i64::MAX as u64 {
            return Ok(Int::Small(value as i64));
        }
    }
    let mut words = Vec::with_capacity(bytes.len().div_ceil(WORD));
    let mut add = |piece: &[u8]| {
        if words.len().is_multiple_of(STRETCH) {
            meter.pay_pass(STRETCH * WORD)?;
        }
        let step = |word: u64, byte: &u8| word << 8 | u64::from(*byte);
        words.push(match order {
            Order::Little => piece.iter().rev().fold(0, step),
            Order::Big => piece.iter().fold(0, step),
        });
        Ok(())
    };
    match order {
        Order::Little => bytes.chunks(WORD).try_for_each(&mut add)?,
        Order::Big => bytes.rchunks(WORD).try_for_each(&mut add)?,
    }
    let mut value = UBig::from_words(&words);
    if !negative {
        return Ok(Int::new(IBig::from(value)));
    }
    let bits = bytes.len() * 8;
    debug_assert_eq!(value.bit_len(), bits);
    value.clear_bit(bits - 1);
    Ok(Int::new(IBig::from(value) - (IBig::ONE << (bits - 1))))
}

/// Bytes of a word of a large number.
const WORD: usize = size_of::<u64>();

/// Words that are read between two payments.
const STRETCH: usize = 1 << 12;

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    #[test]
    fn numbers_fit_exactly_or_fail() {
        let bytes = |value: i64, length, signed| to_bytes(&IBig::from(value), length, Order::Big, signed);
        assert_eq!(bytes(-1, 1, false), Err(ToBytesError::Negative));
        assert_eq!(bytes(256, 1, false), Err(ToBytesError::TooBig));
        assert_eq!(bytes(255, 1, false), Ok(vec![255]));
        assert_eq!(bytes(128, 1, true), Err(ToBytesError::TooBig));
        assert_eq!(bytes(-128, 1, true), Ok(vec![0x80]));
        assert_eq!(bytes(-129, 1, true), Err(ToBytesError::TooBig));
        assert_eq!(bytes(-129, 2, true), Ok(vec![0xff, 0x7f]));
        assert_eq!(bytes(0, 0, true), Ok(vec![]));
        assert_eq!(bytes(-1, 0, true), Ok(vec![]));
        assert_eq!(to_bytes(&IBig::from(1000), 3, Order::Little, false), Ok(vec![0xe8, 3, 0]));
    }

    #[test]
    fn small_numbers_become_the_same_bytes() {
        for value in [0, 1, -1, 127, 128, -128, -129, 255, 256, 65535, -65536, i64::MAX, i64::MIN] {
            for (length, signed) in (0..=8).flat_map(|length| [(length, false), (length, true)]) {
                let expected = to_bytes(&IBig::from(value), length, Order::Big, signed);
                let small = small_to_bytes(value, length, Order::Big, signed);
                assert_eq!(small.map(|bytes| bytes[8 - length..].to_vec()), expected, "{value} {length} {signed}");
                let expected = to_bytes(&IBig::from(value), length, Order::Little, signed);
                let small = small_to_bytes(value, length, Order::Little, signed);
                assert_eq!(small.map(|bytes| bytes[..length].to_vec()), expected, "{value} {length} {signed}");
            }
        }
    }

    #[test]
    fn bytes_read_back() {
        for value in ["0", "-1", "255", "-256", "9223372036854775808", "-9223372036854775809", "-18446744073709551616"]
        {
            let value: IBig = value.parse().unwrap();
            for order in [Order::Little, Order::Big] {
                for length in [9, 12] {
                    let bytes = to_bytes(&value, length, order, true).unwrap();
                    assert_eq!(from_bytes(&bytes, order, true, &mut Unmetered), Ok(Int::new(value.clone())));
                }
            }
        }
        assert_eq!(from_bytes(&[0xff; 8], Order::Big, true, &mut Unmetered), Ok(Int::Small(-1)));
        assert_eq!(from_bytes(&[0x80, 0], Order::Big, true, &mut Unmetered), Ok(Int::Small(-32768)));
        assert_eq!(from_bytes(&[0xff; 8], Order::Big, false, &mut Unmetered).unwrap(), Int::Big(IBig::from(u64::MAX)));
        assert_eq!(from_bytes(&[], Order::Little, true, &mut Unmetered), Ok(Int::Small(0)));
    }
}
