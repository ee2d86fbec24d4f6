//! Arithmetic of two complex numbers.

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::arithmetic::Binary;

/// Real and imaginary part.
pub type Parts = (f64, f64);

/// True if complex numbers have the operator.
pub fn knows(op: Binary) -> bool {
    matches!(op, Binary::Add | Binary::Sub | Binary::Mul | Binary::TrueDiv | Binary::Pow)
}

/// `a op b`; `NotImplemented` where complex numbers have no such operator.
pub fn binary(vm: &mut Vm, op: Binary, a: Parts, b: Parts) -> Result<Value, Raised> {
    let (real, imaginary) = match op {
        Binary::Add => (a.0 + b.0, a.1 + b.1),
        Binary::Sub => (a.0 - b.0, a.1 - b.1),
        Binary::Mul => multiply(a, b),
        Binary::TrueDiv => match divide(a, b) {
            Some(quotient) => quotient,
            None => return Err(vm.zero_division("complex division by zero")),
        },
        Binary::Pow => return power(vm, a, b),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    vm.complex(real, imaginary)
}

fn multiply(a: Parts, b: Parts) -> Parts {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// Divides by the larger part of the divisor first, so that squares cannot overflow; nothing for a zero divisor.
fn divide(a: Parts, b: Parts) -> Option<Parts> {
    let (real, imaginary) = (b.0.abs(), b.1.abs());
    if real >= imaginary {
        if real == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let scale = b.0 + b.1 * ratio;
        return Some(((a.0 + a.1 * ratio) / scale, (a.1 - a.0 * ratio) / scale));
    }
    if imaginary >= real {
        let ratio = b.0 / b.1;
        let scale = b.0 * ratio + b.1;
        return Some(((a.0 * ratio + a.1) / scale, (a.1 * ratio - a.0) / scale));
    }
    Some((f64::NAN, f64::NAN))
}

/// `base ** exponent`.
pub fn power(vm: &mut Vm, base: Parts, exponent: Parts) -> Result<Value, Raised> {
    let whole = exponent.1 == 0.0 && exponent.0.fract() == 0.0 && exponent.0.abs() <= 100.0;
    let result = if whole { whole_power(base, exponent.0 as i64) } else { general_power(base, exponent) };
    match result {
        None => Err(vm.zero_division("0.0 to a negative or complex power")),
        Some((real, imaginary)) if real.is_infinite() || imaginary.is_infinite() => {
            Err(vm.overflow_error("complex exponentiation"))
        }
        Some((real, imaginary)) => vm.complex(real, imaginary),
    }
}

fn whole_power(base: Parts, exponent: i64) -> Option<Parts> {
    let (mut result, mut square, mut left) = ((1.0, 0.0), base, exponent.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        left >>= 1;
    }
    if exponent < 0 { divide((1.0, 0.0), result) } else { Some(result) }
}

fn general_power(base: Parts, exponent: Parts) -> Option<Parts> {
    if exponent == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if base == (0.0, 0.0) {
        return if exponent.1 != 0.0 || exponent.0 < 0.0 { None } else { Some((0.0, 0.0)) };
    }
    let size = base.0.hypot(base.1);
    let angle = base.1.atan2(base.0);
    let mut length = size.powf(exponent.0);
    let mut phase = angle * exponent.0;
    if exponent.1 != 0.0 {
        length /= (angle * exponent.1).exp();
        phase += exponent.1 * size.ln();
    }
    if phase.is_infinite() {
        // No cosine: the C library reports a wrong argument, which CPython takes for that of a zero base.
        return None;
    }
    Some((length * phase.cos(), length * phase.sin()))
}
