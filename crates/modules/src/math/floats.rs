//! Functions from floats to floats.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;

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
    /// It is the image.
    Value,
}

fn checked(vm: &mut Vm, x: f64, image: f64, infinite: Infinite) -> Result<f64, Raised> {
    if image.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if image.is_infinite() && x.is_finite() {
        return match infinite {
            Infinite::Overflow => Err(range_error(vm)),
            Infinite::Pole => Err(domain_error(vm)),
            Infinite::Value => Ok(image),
        };
    }
    Ok(image)
}

/// `f64::acosh` squares its argument: of a large one it is the logarithm of the double.
fn inverse_hyperbolic_cosine(x: f64) -> f64 {
    if x > f64::from(1 << 28) { x.ln() + std::f64::consts::LN_2 } else { x.acosh() }
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
    acos "math.acos(x, /)" f64::acos, Pole, "The angle whose cosine is x, in radians.";
    acosh "math.acosh(x, /)" inverse_hyperbolic_cosine, Pole, "The number whose hyperbolic cosine is x.";
    asin "math.asin(x, /)" f64::asin, Pole, "The angle whose sine is x, in radians.";
    asinh "math.asinh(x, /)" libm::asinh, Pole, "The number whose hyperbolic sine is x.";
    atan "math.atan(x, /)" f64::atan, Pole, "The angle whose tangent is x, in radians.";
    atanh "math.atanh(x, /)" libm::atanh, Pole, "The number whose hyperbolic tangent is x.";
    cbrt "math.cbrt(x, /)" f64::cbrt, Pole, "The cube root, below zero where x is.";
    cos "math.cos(x, /)" f64::cos, Pole, "The cosine of an angle in radians.";
    cosh "math.cosh(x, /)" f64::cosh, Overflow, "(e**x + e**-x) / 2, the hyperbolic cosine.";
    degrees "math.degrees(x, /)" |x| x * (180.0 / std::f64::consts::PI), Value, "An angle in radians, in degrees.";
    erf "math.erf(x, /)" libm::erf, Pole, "The error function of x, the integral of a normal curve.";
    erfc "math.erfc(x, /)" libm::erfc, Pole, "1 - erf(x), without loss for large x.";
    exp "math.exp(x, /)" f64::exp, Overflow, "e raised to x. Raises OverflowError if no float is so large.";
    exp2 "math.exp2(x, /)" f64::exp2, Overflow, "2 raised to x. Raises OverflowError if no float is so large.";
    expm1 "math.expm1(x, /)" f64::exp_m1, Overflow, "e raised to x, less one, without loss where x is close to zero.";
    fabs "math.fabs(x, /)" f64::abs, Pole, "The number without its sign, as a float.";
    radians "math.radians(x, /)" |x| x * (std::f64::consts::PI / 180.0), Pole, "An angle in degrees, in radians.";
    sin "math.sin(x, /)" f64::sin, Pole, "The sine of an angle in radians.";
    sinh "math.sinh(x, /)" f64::sinh, Overflow, "(e**x - e**-x) / 2, the hyperbolic sine.";
    sqrt "math.sqrt(x, /)" f64::sqrt, Pole, "The square root. Raises ValueError below zero.";
    tan "math.tan(x, /)" f64::tan, Pole, "The tangent of an angle in radians.";
    tanh "math.tanh(x, /)" f64::tanh, Pole, "sinh(x) / cosh(x), the hyperbolic tangent.";
}

fn of_gamma(vm: &mut Vm, result: Result<f64, Failure>) -> Result<f64, Raised> {
    result.map_err(|failure| match failure {
        Failure::Domain => domain_error(vm),
        Failure::Range => range_error(vm),
    })
}

/// The gamma function, (x - 1)! of whole numbers. Raises ValueError at 0 and whole numbers below.
#[function("math.gamma(x, /)")]
fn gamma_(vm: &mut Vm, x: f64) -> Result<f64, Raised> {
    of_gamma(vm, gamma::gamma(x))
}

/// The natural logarithm of gamma(x), its sign left out.
#[function("math.lgamma(x, /)")]
fn lgamma(vm: &mut Vm, x: f64) -> Result<f64, Raised> {
    of_gamma(vm, gamma::log_gamma(x))
}

/// The angle at which the point (x, y) is seen from the origin, from -pi to pi.
#[function("math.atan2(y, x, /)")]
fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// As far from zero as x, on the side of y; -0.0 has a side too.
#[function("math.copysign(x, y, /)")]
fn copysign(x: f64, y: f64) -> f64 {
    x.copysign(y)
}

/// What is left of x after division by y, with the sign of x, as C computes it.
#[function("math.fmod(x, y, /)")]
fn fmod(vm: &mut Vm, x: f64, y: f64) -> Result<f64, Raised> {
    let rest = x % y;
    if rest.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(vm)) } else { Ok(rest) }
}

/// x raised to y, as floats: without the special cases of the operator **.
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

/// What is left of x after the closest multiple of y, as IEEE 754 has it: from -y/2 to y/2.
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

/// The float that lies so many steps, by default one, from x towards y.
#[function("math.nextafter(x, y, /, *, steps=None)")]
fn nextafter(vm: &mut Vm, x: f64, y: f64, steps: &Value) -> Result<f64, Raised> {
    let plain = steps.is_none();
    let steps = if plain { 1 } else { super::integers::saturated(vm, steps)? };
    let Ok(steps) = u64::try_from(steps) else {
        return Err(vm.value_error("steps must be a non-negative integer"));
    };
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    let (from, to) = (ordinal(x), ordinal(y));
    if plain && to == 0 && from.unsigned_abs() == 1 {
        // The C library's own function, which no number of steps leads to, keeps the sign.
        return Ok(0.0f64.copysign(x));
    }
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

/// The distance from x to the next float away from zero: the weight of its last bit.
#[function("math.ulp(x, /)")]
fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let next = of_ordinal(ordinal(x) + 1);
    if next.is_infinite() { x - of_ordinal(ordinal(x) - 1) } else { next - x }
}

/// x * y + z, rounded once.
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
