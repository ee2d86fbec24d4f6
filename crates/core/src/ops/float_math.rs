//! Arithmetic of two floats.

use taipan_heap::value::Value;
use taipan_text::float_round;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::arithmetic::Binary;
use crate::ops::complex_math;

/// `a op b`; `NotImplemented` where floats have no such operator.
#[inline]
pub fn binary(vm: &mut Vm, op: Binary, a: f64, b: f64) -> Result<Value, Raised> {
    let result = match op {
        Binary::Add => a + b,
        Binary::Sub => a - b,
        Binary::Mul => a * b,
        Binary::TrueDiv if b == 0.0 => return Err(vm.zero_division("float division by zero")),
        Binary::TrueDiv => a / b,
        Binary::FloorDiv if b == 0.0 => return Err(vm.zero_division("float floor division by zero")),
        Binary::FloorDiv => float_round::floor_div(a, b),
        Binary::Mod if b == 0.0 => return Err(vm.zero_division("float modulo by zero")),
        Binary::Mod => float_round::floor_mod(a, b),
        Binary::DivMod if b == 0.0 => return Err(vm.zero_division("float divmod()")),
        Binary::DivMod => {
            let (quotient, rest) = float_round::divmod(a, b);
            let pair = [vm.float(quotient)?, vm.float(rest)?];
            return vm.tuple(pair);
        }
        Binary::Pow => return power(vm, a, b),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    vm.float(result)
}

/// `base ** exponent`: a complex number if the base is negative and the exponent no whole number.
pub fn power(vm: &mut Vm, base: f64, exponent: f64) -> Result<Value, Raised> {
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return Err(vm.zero_division("0.0 cannot be raised to a negative power"));
    }
    if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent.fract() != 0.0 {
        return complex_math::power(vm, (base, 0.0), (exponent, 0.0));
    }
    let result = base.powf(exponent);
    if result.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(out_of_range(vm));
    }
    vm.float(result)
}

/// OverflowError as the C library words it, with its number.
fn out_of_range(vm: &mut Vm) -> Raised {
    let class = vm.classes.overflow_error.clone();
    let exception = vm
        .int(34)
        .and_then(|number| Ok([number, vm.str("Numerical result out of range")?]))
        .and_then(|args| vm.exception(&class, args.to_vec()));
    match exception {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}
