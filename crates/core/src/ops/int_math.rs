//! Arithmetic of two integers.

use dashu_int::IBig;
use dashu_int::ops::BitTest;
use taipan_heap::value::Value;
use taipan_text::int_arith::{self, IntRef};
use taipan_text::int_float;
use taipan_text::integer::{Workshop, power, power_modulo, product, quotient};
use taipan_text::short_int::ShortInt;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::arithmetic::{Binary, Unary};
use crate::ops::{float_math, number};

/// `a op b`; `NotImplemented` for matrix multiplication.
pub fn binary(vm: &mut Vm, op: Binary, a: IntRef<'_>, b: IntRef<'_>) -> Result<Value, Raised> {
    if !matches!((a, b), (IntRef::Small(_), IntRef::Small(_)))
        && let Some(result) = short(vm, op, a, b)
    {
        return result;
    }
    match op {
        Binary::TrueDiv => return divide(vm, a, b),
        Binary::LShift | Binary::RShift => return shift(vm, op, a, b),
        Binary::Pow => return power(vm, a, b),
        Binary::MatMul => return Ok(Value::NOT_IMPLEMENTED),
        Binary::FloorDiv | Binary::DivMod | Binary::Mod if matches!(b, IntRef::Small(0)) => {
            let message =
                if op == Binary::Mod { "integer modulo by zero" } else { "integer division or modulo by zero" };
            return Err(vm.zero_division(message));
        }
        _ => {}
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && let Some(result) = small(vm, op, a, b)
    {
        return result;
    }
    if let (IntRef::Small(_), IntRef::Small(_)) = (a, b)
        && let Some(result) = short(vm, op, a, b)
    {
        return result;
    }
    let (a, b) = (a.to_big(), b.to_big());
    large(vm, op, &a, &b)
}

/// The result where a few words hold all that is to be computed with, and the divisor is not zero.
fn short(vm: &mut Vm, op: Binary, a: IntRef<'_>, b: IntRef<'_>) -> Option<Result<Value, Raised>> {
    let (left, right);
    let divisor = match b {
        IntRef::Small(b) => {
            right = ShortInt::from(b);
            &right
        }
        IntRef::Short(b) => b,
        IntRef::Big(_) => return None,
    };
    let a = match a {
        IntRef::Small(a) => {
            left = ShortInt::from(a);
            &left
        }
        IntRef::Short(a) => a,
        IntRef::Big(a) if matches!(op, Binary::FloorDiv | Binary::Mod | Binary::DivMod) => {
            return floored(vm, op, ShortInt::floored_by(a, divisor)?);
        }
        IntRef::Big(_) => return None,
    };
    let b = divisor;
    let result = match op {
        Binary::Add => a.add(b),
        Binary::Sub => a.sub(b),
        Binary::Mul => match a.mul(b) {
            Some(product) => Some(product),
            None => return Some(vm.big_int(a.long_product(b))),
        },
        Binary::And => a.bitwise(b, |a, b| a & b),
        Binary::Or => a.bitwise(b, |a, b| a | b),
        Binary::Xor => a.bitwise(b, |a, b| a ^ b),
        Binary::FloorDiv | Binary::Mod | Binary::DivMod => return floored(vm, op, a.floored(b)?),
        _ => None,
    };
    result.map(|result| vm.short_int(result))
}

/// What an operator wants of quotient and remainder; `None` if it wants neither.
fn floored(vm: &mut Vm, op: Binary, (quotient, rest): (ShortInt, ShortInt)) -> Option<Result<Value, Raised>> {
    Some(match op {
        Binary::FloorDiv => vm.short_int(quotient),
        Binary::Mod => vm.short_int(rest),
        Binary::DivMod => {
            let pair = vm.short_int(quotient).and_then(|quotient| Ok([quotient, vm.short_int(rest)?]));
            pair.and_then(|pair| vm.tuple(pair))
        }
        _ => return None,
    })
}

/// Pays for an operation that is done word by word, and asks for the room that its result needs.
fn expect_linear(vm: &mut Vm, bits: usize) -> Result<(), Raised> {
    // Most big integers have a few words.
    if bits < 64 * 64 {
        return Ok(());
    }
    vm.charge_pass(bits / 8)?;
    vm.expect_words(bits / 64 + 1)
}

/// `-a`, `+a`, `~a` and `abs(a)`.
pub fn unary(vm: &mut Vm, op: Unary, a: IntRef<'_>) -> Result<Value, Raised> {
    if let IntRef::Small(a) = a {
        let result = match op {
            Unary::Neg => a.checked_neg(),
            Unary::Pos => Some(a),
            Unary::Invert => Some(!a),
            Unary::Abs => a.checked_abs(),
        };
        if let Some(result) = result {
            return vm.int(result);
        }
    }
    if let IntRef::Short(a) = a
        && let Some(result) = match op {
            Unary::Neg => Some(a.negated()),
            Unary::Abs if a.is_negative() => Some(a.negated()),
            Unary::Pos | Unary::Abs => Some(*a),
            Unary::Invert => a.negated().sub(&ShortInt::from(1)),
        }
    {
        return vm.short_int(result);
    }
    expect_linear(vm, 2 * a.bit_length())?;
    let a = a.to_big().into_owned();
    vm.big_int(match op {
        Unary::Neg => -a,
        Unary::Pos => a,
        Unary::Invert => -a - IBig::ONE,
        Unary::Abs if a.sign() == dashu_int::Sign::Negative => -a,
        Unary::Abs => a,
    })
}

/// The result where 64 bits hold it.
#[inline]
fn small(vm: &mut Vm, op: Binary, a: i64, b: i64) -> Option<Result<Value, Raised>> {
    let result = match op {
        Binary::Add => a.checked_add(b)?,
        Binary::Sub => a.checked_sub(b)?,
        Binary::Mul => a.checked_mul(b)?,
        Binary::FloorDiv => int_arith::floor_div(a, b)?,
        Binary::Mod => int_arith::floor_mod(a, b),
        Binary::And => a & b,
        Binary::Or => a | b,
        Binary::Xor => a ^ b,
        Binary::DivMod => {
            let quotient = int_arith::floor_div(a, b)?;
            let pair = vm.int(quotient).and_then(|quotient| Ok([quotient, vm.int(int_arith::floor_mod(a, b))?]));
            return Some(pair.and_then(|pair| vm.tuple(pair)));
        }
        _ => return None,
    };
    Some(vm.int(result))
}

fn large(vm: &mut Vm, op: Binary, a: &IBig, b: &IBig) -> Result<Value, Raised> {
    let result = match op {
        Binary::Mul => product(vm, a, b)?,
        Binary::FloorDiv => quotient::floor_div(vm, a, b)?,
        Binary::Mod => quotient::floor_mod(vm, a, b)?,
        Binary::DivMod => {
            let (quotient, rest) = quotient::floored(vm, a, b)?;
            return pair(vm, quotient, rest);
        }
        _ => {
            expect_linear(vm, int_arith::big_bit_length(a) + int_arith::big_bit_length(b))?;
            match op {
                Binary::Add => a + b,
                Binary::Sub => a - b,
                Binary::And => a & b,
                Binary::Or => a | b,
                Binary::Xor => a ^ b,
                _ => return Ok(Value::NOT_IMPLEMENTED),
            }
        }
    };
    vm.big_int(result)
}

/// A product; MemoryError if it would be too long.
pub fn product(vm: &mut Vm, a: &IBig, b: &IBig) -> Result<IBig, Raised> {
    if int_arith::big_bit_length(a) + int_arith::big_bit_length(b) > vm.most_int_bits() {
        return Err(vm.memory_error());
    }
    product::product(vm, a, b)
}

fn pair(vm: &mut Vm, quotient: IBig, rest: IBig) -> Result<Value, Raised> {
    let pair = [vm.big_int(quotient)?, vm.big_int(rest)?];
    vm.tuple(pair)
}

fn divide(vm: &mut Vm, a: IntRef<'_>, b: IntRef<'_>) -> Result<Value, Raised> {
    match (a, b) {
        (_, IntRef::Small(0)) => Err(vm.zero_division("division by zero")),
        (IntRef::Small(a), IntRef::Small(b)) => vm.float(int_float::divide(a, b)),
        _ => {
            // The dividend is made longer than the divisor, or the other way round.
            expect_linear(vm, 4 * a.bit_length().max(b.bit_length()))?;
            match int_float::big_divide(&a.to_big(), &b.to_big()) {
                Ok(quotient) => vm.float(quotient),
                Err(error) => Err(vm.overflow_error(error.to_string())),
            }
        }
    }
}

fn shift(vm: &mut Vm, op: Binary, a: IntRef<'_>, places: IntRef<'_>) -> Result<Value, Raised> {
    if places.is_negative() {
        return Err(vm.value_error("negative shift count"));
    }
    let places = match places {
        IntRef::Small(places) => places.unsigned_abs(),
        IntRef::Short(_) | IntRef::Big(_) => u64::try_from(&*places.to_big()).unwrap_or(u64::MAX),
    };
    if op == Binary::RShift {
        return match a {
            IntRef::Small(a) => vm.int(int_arith::shift_right(a, places)),
            IntRef::Short(a) => vm.short_int(a.shift_right(places)),
            IntRef::Big(a) => {
                expect_linear(vm, int_arith::big_bit_length(a))?;
                vm.big_int(int_arith::big_shift_right(a, places))
            }
        };
    }
    if let IntRef::Small(a) = a
        && let Some(shifted) = int_arith::shift_left(a, places)
    {
        return vm.int(shifted);
    }
    let shifted = match a {
        IntRef::Small(a) => ShortInt::from(a).shift_left(places),
        IntRef::Short(a) => a.shift_left(places),
        IntRef::Big(_) => None,
    };
    if let Some(shifted) = shifted {
        return vm.short_int(shifted);
    }
    let most = vm.most_int_bits();
    let bits = a.bit_length().saturating_add(usize::try_from(places).unwrap_or(usize::MAX));
    if bits <= most {
        expect_linear(vm, bits)?;
    }
    match int_arith::big_shift_left(&a.to_big(), places, most) {
        Ok(shifted) => vm.big_int(shifted),
        Err(_) if places >= 1 << 62 => Err(vm.overflow_error("too many digits in integer")),
        Err(_) => Err(vm.memory_error()),
    }
}

fn power(vm: &mut Vm, base: IntRef<'_>, exponent: IntRef<'_>) -> Result<Value, Raised> {
    if exponent.is_negative() {
        let (base, exponent) = (number::to_float(vm, base)?, number::to_float(vm, exponent)?);
        return float_math::power(vm, base, exponent);
    }
    let exponent = match exponent {
        IntRef::Small(exponent) => exponent.unsigned_abs(),
        // No number but 0, 1 and -1 has such a power; of those only the parity matters.
        exponent => u64::MAX - u64::from(!exponent.to_big().bit(0)),
    };
    if let IntRef::Small(base) = base
        && let Some(result) = int_arith::pow(base, exponent)
    {
        return vm.int(result);
    }
    let base = base.to_big();
    if power::least_bits(&base, exponent) > vm.most_int_bits() {
        return Err(vm.memory_error());
    }
    let result = power::power(vm, &base, exponent)?;
    vm.big_int(result)
}

/// `pow(base, exponent, modulus)`.
pub fn power_modulo(vm: &mut Vm, base: IntRef<'_>, exponent: IntRef<'_>, modulus: IntRef<'_>) -> Result<Value, Raised> {
    if let (IntRef::Small(base), IntRef::Small(exponent), IntRef::Small(modulus)) = (base, exponent, modulus)
        && let Some(result) = int_arith::pow_mod(base, exponent, modulus)
    {
        return vm.int(result);
    }
    if matches!(modulus, IntRef::Small(0)) {
        return Err(vm.value_error("pow() 3rd argument cannot be 0"));
    }
    let (base, exponent, modulus) = (base.to_big(), exponent.to_big(), modulus.to_big());
    match power_modulo::power(vm, &base, &exponent, &modulus)? {
        Some(result) => vm.big_int(result),
        None => Err(vm.value_error("base is not invertible for the given modulus")),
    }
}
