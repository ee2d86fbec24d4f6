//! What the bytes of an item mean: the native formats of one character, as in module `struct`.

use dashu_int::IBig;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, number};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::{lookup, truth};
use taipan_core::value::number::BigInt;
use taipan_core::value::sequence::Bytes;
use taipan_heap::value::Value;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    /// Its character.
    pub(crate) code: u8,
    /// Bytes of an item.
    pub(crate) size: usize,
}

impl Format {
    /// Reads a character that may stand behind `@`.
    pub(crate) fn read(text: &str) -> Option<Format> {
        let [code] = text.strip_prefix('@').unwrap_or(text).as_bytes() else { return None };
        let size = match code {
            b'c' | b'b' | b'B' | b'?' => 1,
            b'h' | b'H' | b'e' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => return None,
        };
        Some(Format { code: *code, size })
    }
}

/// The value of an item; `bytes` are as many as the format has.
pub(crate) fn unpack(vm: &mut Vm, code: u8, bytes: &[u8]) -> Result<Value, Raised> {
    let mut wide = [0; 8];
    wide[..bytes.len().min(8)].copy_from_slice(&bytes[..bytes.len().min(8)]);
    let unsigned = u64::from_le_bytes(wide);
    match code {
        b'c' => vm.bytes(bytes),
        b'?' => Ok(Value::from_bool(unsigned != 0)),
        b'f' => vm.float(f64::from(f32::from_bits(unsigned as u32))),
        b'd' => vm.float(f64::from_bits(unsigned)),
        b'e' => vm.float(half(unsigned as u16)),
        b'b' => vm.int(i64::from(unsigned as u8 as i8)),
        b'h' => vm.int(i64::from(unsigned as u16 as i16)),
        b'i' => vm.int(i64::from(unsigned as u32 as i32)),
        b'l' | b'q' | b'n' => vm.int(unsigned as i64),
        _ => vm.big_int(IBig::from(unsigned)),
    }
}

/// The bytes of an item.
pub(crate) fn pack(vm: &mut Vm, code: u8, value: &Value) -> Result<Vec<u8>, Raised> {
    let Some(Format { size, .. }) = Format::read(std::str::from_utf8(&[code]).unwrap_or_default()) else {
        return Err(wrong_type(vm, code));
    };
    let bits = match code {
        b'c' => match value.payload::<Bytes>().map(Bytes::as_slice) {
            Some([byte]) => u64::from(*byte),
            Some(_) => return Err(wrong_value(vm, code)),
            None => return Err(wrong_type(vm, code)),
        },
        b'?' => u64::from(truth::is_true(vm, value)?),
        b'f' | b'd' | b'e' => {
            let Some(float) = as_float(vm, value)? else { return Err(wrong_type(vm, code)) };
            match code {
                b'd' => float.to_bits(),
                b'f' => u64::from((float as f32).to_bits()),
                _ => u64::from(to_half(float)),
            }
        }
        _ => {
            if !item::has_index(vm, value) {
                return Err(wrong_type(vm, code));
            }
            let index = lookup::index(vm, value)?;
            let signed = matches!(code, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
            let bits = size * 8;
            let given = match (small_int(&index), index.payload::<BigInt>()) {
                (Some(small), _) => Some(i128::from(small)),
                (None, Some(big)) => i128::try_from(&*big.look().to_big()).ok(),
                (None, None) => None,
            };
            let (lowest, highest) =
                if signed { (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1) } else { (0, (1_i128 << bits) - 1) };
            match given.filter(|given| (lowest..=highest).contains(given)) {
                Some(given) => given as u64,
                None => return Err(wrong_value(vm, code)),
            }
        }
    };
    Ok(bits.to_le_bytes().into_iter().take(size).collect())
}

fn as_float(vm: &mut Vm, value: &Value) -> Result<Option<f64>, Raised> {
    if let Some(float) = number::float(value) {
        return Ok(Some(float));
    }
    match number::int(value) {
        Some(int) => number::to_float(vm, int).map(Some),
        None => Ok(None),
    }
}

fn wrong_type(vm: &mut Vm, code: u8) -> Raised {
    vm.type_error(format!("memoryview: invalid type for format '{}'", char::from(code)))
}

fn wrong_value(vm: &mut Vm, code: u8) -> Raised {
    vm.value_error(format!("memoryview: invalid value for format '{}'", char::from(code)))
}

/// A float of 16 bits.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    }
}

/// The float of 16 bits nearest to a float, ties to even.
fn to_half(value: f64) -> u16 {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = value.abs();
    if value.is_nan() {
        return sign | 0x7e00;
    }
    if magnitude >= 65520.0 {
        return sign | 0x7c00;
    }
    if magnitude < 2_f64.powi(-14) {
        return sign | (magnitude * 2_f64.powi(24)).round_ties_even() as u16;
    }
    let exponent = (magnitude.to_bits() >> 52) as i32 - 1023;
    let fraction = (magnitude * 2_f64.powi(10 - exponent)).round_ties_even() as u32;
    // A fraction that rounds up to the next power of two carries into the exponent by itself.
    sign | ((exponent + 15 - 1) as u32 * 1024 + fraction) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_floats_round_trip() {
        for bits in (0..=0xffff_u16).filter(|bits| bits & 0x7c00 != 0x7c00 || bits & 0x3ff == 0) {
            assert_eq!(to_half(half(bits)), bits);
        }
        assert_eq!(to_half(65519.9), 0x7bff);
        assert_eq!(to_half(65520.0), 0x7c00);
    }
}
