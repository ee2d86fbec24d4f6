//! Logarithms, of integers beyond the floats too.

use dashu_int::IBig;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::number;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::int_arith::{self, IntRef};
use taipan_text::int_float;

use crate::math::{domain_error, rounding};

/// The functions of this file.
pub(super) const FUNCTIONS: &[NativeDef] = methods![log, log2, log10, log1p];

/// A positive number as `mantissa * 2^exponent`.
struct Scaled {
    mantissa: f64,
    exponent: f64,
}

/// A positive argument of a logarithm.
fn argument(vm: &mut Vm, x: &Value) -> Result<Scaled, Raised> {
    if let Some(IntRef::Big(big)) = number::int(x)
        && *big > IBig::ZERO
        && int_float::to_float(big).is_err()
    {
        let bits = int_arith::big_bit_length(big);
        let mantissa = int_float::to_float(&(big >> (bits - 64))).unwrap_or(f64::INFINITY) / 2.0_f64.powi(64);
        return Ok(Scaled { mantissa, exponent: bits as f64 });
    }
    if let Some(IntRef::Short(_) | IntRef::Big(_)) = number::int(x).filter(|int| int.is_negative()) {
        return Err(domain_error(vm));
    }
    let x = rounding::real(vm, x)?;
    if x <= 0.0 {
        return Err(domain_error(vm));
    }
    Ok(Scaled { mantissa: x, exponent: 0.0 })
}

impl Scaled {
    fn logarithm(&self, of: fn(f64) -> f64, two: f64) -> f64 {
        if self.exponent == 0.0 { of(self.mantissa) } else { of(self.mantissa) + two * self.exponent }
    }
}

fn natural(vm: &mut Vm, x: &Value) -> Result<f64, Raised> {
    Ok(argument(vm, x)?.logarithm(f64::ln, std::f64::consts::LN_2))
}

/// The logarithm of x, natural or to a base. Raises ValueError for what is not above zero.
#[function("math.log(x, base=<absent>, /)")]
fn log(vm: &mut Vm, x: &Value, base: Option<&Value>) -> Result<Value, Raised> {
    let logarithm = natural(vm, x)?;
    let logarithm = vm.float(logarithm)?;
    let Some(base) = base else { return Ok(logarithm) };
    let base = natural(vm, base)?;
    let base = vm.float(base)?;
    arithmetic::binary(vm, Binary::TrueDiv, &logarithm, &base)
}

/// To which power 2 gives x, as exactly as a float can say.
#[function("math.log2(x, /)")]
fn log2(vm: &mut Vm, x: &Value) -> Result<f64, Raised> {
    Ok(argument(vm, x)?.logarithm(f64::log2, 1.0))
}

/// To which power 10 gives x, as exactly as a float can say.
#[function("math.log10(x, /)")]
fn log10(vm: &mut Vm, x: &Value) -> Result<f64, Raised> {
    Ok(argument(vm, x)?.logarithm(f64::log10, std::f64::consts::LOG10_2))
}

/// log(1 + x) without loss where x is close to zero.
#[function("math.log1p(x, /)")]
fn log1p(vm: &mut Vm, x: f64) -> Result<f64, Raised> {
    if x <= -1.0 { Err(domain_error(vm)) } else { Ok(x.ln_1p()) }
}
