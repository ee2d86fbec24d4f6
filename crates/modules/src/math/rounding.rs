//! Functions that take numbers apart: floor and ceiling, fraction, mantissa and exponent.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::number::{self, Number};
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::special::Special;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::{float_parts, int_float};

use crate::math::range_error;

/// The functions of this file.
pub(super) const FUNCTIONS: &[NativeDef] = methods![floor, ceil, trunc, modf, frexp, ldexp];

/// The float that a number stands for, by `__float__` or `__index__`.
pub(super) fn real(vm: &mut Vm, x: &Value) -> Result<f64, Raised> {
    match number::plain(vm, x) {
        Some(Number::Float(float)) => return Ok(float),
        Some(Number::Int(int)) => return number::to_float(vm, int),
        _ => {}
    }
    if let Some(result) = call::special(vm, x, Special::Float, &[])? {
        if let Some(float) = number::float(&result) {
            return Ok(float);
        }
        let (class, given) = (vm.classes.name_of(x), vm.classes.name_of(&result));
        return Err(vm.type_error(format!("{class}.__float__ returned non-float (type {given})")));
    }
    if vm.classes.of(x).special(Special::Index).is_unbound() {
        let given = vm.classes.name_of(x);
        return Err(vm.type_error(format!("must be real number, not {given}")));
    }
    let index = lookup::index(vm, x)?;
    number::to_float(vm, number::int(&index).unwrap_or(taipan_text::int_arith::IntRef::Small(0)))
}

fn whole(vm: &mut Vm, x: &Value, special: Special, round: fn(f64) -> f64) -> Result<Value, Raised> {
    if !vm.classes.is_exactly(x, &vm.classes.float)
        && let Some(result) = call::special(vm, x, special, &[])?
    {
        return Ok(result);
    }
    let x = real(vm, x)?;
    match int_float::from_float(round(x)) {
        Ok(int) => vm.any_int(int),
        Err(error @ int_float::RangeError::Nan) => Err(vm.value_error(error.to_string())),
        Err(error) => Err(vm.overflow_error(error.to_string())),
    }
}

/// The largest integer that is not greater than x, from __floor__ where the class has it.
#[function("math.floor(x, /)")]
fn floor(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    whole(vm, x, Special::Floor, f64::floor)
}

/// The smallest integer that is not less than x, from __ceil__ where the class has it.
#[function("math.ceil(x, /)")]
fn ceil(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    whole(vm, x, Special::Ceil, f64::ceil)
}

/// The integer that is left of x without its fraction, from __trunc__.
#[function("math.trunc(x, /)")]
fn trunc(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    match call::special(vm, x, Special::Trunc, &[])? {
        Some(result) => Ok(result),
        None => {
            let given = vm.classes.name_of(x);
            Err(vm.type_error(format!("type {given} doesn't define __trunc__ method")))
        }
    }
}

/// Fraction and whole part of x, both floats with its sign.
#[function("math.modf(x, /)")]
fn modf(vm: &mut Vm, x: f64) -> Result<Value, Raised> {
    let fraction = if x.is_infinite() { 0.0_f64.copysign(x) } else { x.fract().copysign(x) };
    let fraction = if x.is_nan() { x } else { fraction };
    let parts = [vm.float(fraction)?, vm.float(x.trunc())?];
    vm.tuple(parts)
}

/// The pair (m, e) with x == m * 2**e, and the magnitude of m zero or from 0.5 up to 1.
#[function("math.frexp(x, /)")]
fn frexp(vm: &mut Vm, x: f64) -> Result<Value, Raised> {
    let (mantissa, exponent) = float_parts::frexp(x);
    let parts = [vm.float(mantissa)?, vm.int(i64::from(exponent))?];
    vm.tuple(parts)
}

/// x * 2**i, the inverse of frexp(). Raises OverflowError if no float is so large.
#[function("math.ldexp(x, i, /)")]
fn ldexp(vm: &mut Vm, x: f64, exponent: &Value) -> Result<f64, Raised> {
    let exponent = match number::int(exponent) {
        Some(exponent) => exponent.saturated(),
        None => return Err(vm.type_error("Expected an int as second argument to ldexp.")),
    };
    let result = float_parts::ldexp(x, exponent);
    if result.is_infinite() && x.is_finite() { Err(range_error(vm)) } else { Ok(result) }
}
