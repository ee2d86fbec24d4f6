//! Functions from floats to floats.

use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::protocol::native::NativeDef;

use crate::math::gamma::{self, Failure};
use crate::math::{domain_error, range_error};

/// The functions of this file.
pub(super) const FUNCTIONS: &[NativeDef] = methods![
    acos, acosh, asin, asinh, atan, atanh, cbrt, cos, cosh, degrees, erf, erfc, exp, exp2, expm1, fabs, radians, sin,
    sinh, sqrt, tan, tanh, gamma_, lgamma, atan2, copysign, fmod, pow, remainder, nextafter, ulp, fma, isclose,
    isfinite, isinf, isnan,
];

/// What it means when a finite number has an infinite image.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infinite {
    /// The image is too large.
    Overflow,
    /// There is a pole.
    Pole,
}

fn checked(vm: &mut Vm, x: f64, image: f64, infinite: Infinite) -> Result<f64, Raised> {
    if image.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if image.is_infinite() && x.is_finite() {
        return Err(if infinite == Infinite::Overflow { range_error(vm) } else { domain_error(vm) });
    }
    Ok(image)
}

macro_rules! images {
    ($( $name:ident $signature:tt $image:expr, $infinite:ident, $doc:literal; )*) => {
        $(
            #[doc = $doc]
            #[function($signature)]
            fn $name(vm: &mut Vm, x: f64) -> Result<f64, Raised> {
                let image: fn(f64) -> f64 = $image;
                checked(vm, x, image(x), Infinite::$infinite)
            }
        )*
    };
}

images! {
    acos "math.acos(x, /)" f64::acos, Pole, "Return the angle with this cosine.";
    acosh "math.acosh(x, /)" f64::acosh, Pole, "Return the inverse hyperbolic cosine.";
    asin "math.asin(x, /)" f64::asin, Pole, "Return the angle with this sine.";
    asinh "math.asinh(x, /)" libm::asinh, Pole, "Return the inverse hyperbolic sine.";
    atan "math.atan(x, /)" f64::atan, Pole, "Return the angle with this tangent.";
    atanh "math.atanh(x, /)" libm::atanh, Pole, "Return the inverse hyperbolic tangent.";
    cbrt "math.cbrt(x, /)" f64::cbrt, Pole, "Return the cube root.";
    cos "math.cos(x, /)" f64::cos, Pole, "Return the cosine of an angle.";
    cosh "math.cosh(x, /)" f64::cosh, Overflow, "Return the hyperbolic cosine.";
    degrees "math.degrees(x, /)" |x| x * (180.0 / std::f64::consts::PI), Pole, "Turn an angle into degrees.";
    erf "math.erf(x, /)" libm::erf, Pole, "Return the error function.";
    erfc "math.erfc(x, /)" libm::erfc, Pole, "Return one less the error function.";
    exp "math.exp(x, /)" f64::exp, Overflow, "Return e to this power.";
    exp2 "math.exp2(x, /)" f64::exp2, Overflow, "Return two to this power.";
    expm1 "math.expm1(x, /)" f64::exp_m1, Overflow, "Return e to this power, less one.";
    fabs "math.fabs(x, /)" f64::abs, Pole, "Return the magnitude.";
    radians "math.radians(x, /)" |x| x * (std::f64::consts::PI / 180.0), Pole, "Turn degrees into an angle.";
    sin "math.sin(x, /)" f64::sin, Pole, "Return the sine of an angle.";
    sinh "math.sinh(x, /)" f64::sinh, Overflow, "Return the hyperbolic sine.";
    sqrt "math.sqrt(x, /)" f64::sqrt, Pole, "Return the square root.";
    tan "math.tan(x, /)" f64::tan, Pole, "Return the tangent of an angle.";
    tanh "math.tanh(x, /)" f64::tanh, Pole, "Return the hyperbolic tangent.";
}

fn of_gamma(vm: &mut Vm, result: Result<f64, Failure>) -> Result<f64, Raised> {
    result.map_err(|failure| match failure {
        Failure::Domain => domain_error(vm),
        Failure::Range => range_error(vm),
    })
}

/// Return the gamma function.
#[function("math.gamma(x, /)")]
fn gamma_(vm: &mut Vm, x: f64) -> Result<f64, Raised> {
    of_gamma(vm, gamma::gamma(x))
}

/// Return the logarithm of the magnitude of the gamma function.
#[function("math.lgamma(x, /)")]
fn lgamma(vm: &mut Vm, x: f64) -> Result<f64, Raised> {
    of_gamma(vm, gamma::log_gamma(x))
}

/// Return the angle of the point (x, y).
#[function("math.atan2(y, x, /)")]
fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// Return a number with the magnitude of x and the sign of y.
#[function("math.copysign(x, y, /)")]
fn copysign(x: f64, y: f64) -> f64 {
    x.copysign(y)
}

/// Return the rest of x / y with the sign of x.
#[function("math.fmod(x, y, /)")]
fn fmod(vm: &mut Vm, x: f64, y: f64) -> Result<f64, Raised> {
    let rest = x % y;
    if rest.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(vm)) } else { Ok(rest) }
}

/// Return x to the power of y.
#[function("math.pow(x, y, /)")]
fn pow(vm: &mut Vm, x: f64, y: f64) -> Result<f64, Raised> {
    let power = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if power.is_nan() || (power.is_infinite() && x == 0.0) {
            return Err(domain_error(vm));
        }
        if power.is_infinite() {
            return Err(range_error(vm));
        }
    }
    Ok(power)
}

/// Return the difference between x and the nearest multiple of y.
#[function("math.remainder(x, y, /)")]
fn remainder(vm: &mut Vm, x: f64, y: f64) -> Result<f64, Raised> {
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain_error(vm));
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (size, divisor) = (x.abs(), y.abs());
    let rest = size % divisor;
    // The distances to the multiples below and above; halfway, the even multiple is nearer.
    let above = divisor - rest;
    let nearest = if rest < above {
        rest
    } else if rest > above {
        -above
    } else {
        rest - 2.0 * ((0.5 * (size - rest)) % divisor)
    };
    Ok(nearest.copysign(if nearest == 0.0 { x } else { nearest * 1.0_f64.copysign(x) }))
}

/// Return the float that lies some steps from x in the direction of y.
#[function("math.nextafter(x, y, /, *, steps=None)")]
fn nextafter(vm: &mut Vm, x: f64, y: f64, steps: &Value) -> Result<f64, Raised> {
    let steps = if steps.is_none() { 1 } else { super::integers::saturated(vm, steps)? };
    let Ok(steps) = u64::try_from(steps) else {
        return Err(vm.value_error("steps must be a non-negative integer"));
    };
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    let (from, to) = (ordinal(x), ordinal(y));
    if from.abs_diff(to) <= steps {
        return Ok(y);
    }
    let steps = i64::try_from(steps).unwrap_or(i64::MAX);
    Ok(of_ordinal(if from < to { from.saturating_add(steps) } else { from.saturating_sub(steps) }))
}

/// The place of a float among all floats in order; zero is 0.
fn ordinal(x: f64) -> i64 {
    let magnitude = (x.to_bits() & (u64::MAX >> 1)) as i64;
    if x.is_sign_negative() { -magnitude } else { magnitude }
}

fn of_ordinal(place: i64) -> f64 {
    let magnitude = f64::from_bits(place.unsigned_abs());
    if place < 0 { -magnitude } else { magnitude }
}

/// Return the distance to the next float away from zero.
#[function("math.ulp(x, /)")]
fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let next = of_ordinal(ordinal(x) + 1);
    if next.is_infinite() { x - of_ordinal(ordinal(x) - 1) } else { next - x }
}

/// Return x * y + z, rounded once.
#[function("math.fma(x, y, z, /)")]
fn fma(vm: &mut Vm, x: f64, y: f64, z: f64) -> Result<f64, Raised> {
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(result)
}

/// Tell whether two numbers are close to each other.
#[function("math.isclose(a, b, *, rel_tol=<absent>, abs_tol=<absent>)")]
fn isclose(vm: &mut Vm, a: f64, b: f64, relative: Option<f64>, absolute: Option<f64>) -> Result<bool, Raised> {
    let (relative, absolute) = (relative.unwrap_or(1e-9), absolute.unwrap_or(0.0));
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let distance = (a - b).abs();
    Ok(distance <= (relative * b).abs() || distance <= (relative * a).abs() || distance <= absolute)
}

/// Tell whether a number is neither infinite nor a NaN.
#[function("math.isfinite(x, /)")]
fn isfinite(x: f64) -> bool {
    x.is_finite()
}

/// Tell whether a number is infinite.
#[function("math.isinf(x, /)")]
fn isinf(x: f64) -> bool {
    x.is_infinite()
}

/// Tell whether a number is a NaN.
#[function("math.isnan(x, /)")]
fn isnan(x: f64) -> bool {
    x.is_nan()
}
