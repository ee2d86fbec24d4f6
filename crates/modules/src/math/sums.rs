//! Sums and products of many numbers, and distances.

use std::cmp::Ordering;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::{iterate, number};
use taipan_core::protocol::argument::Rest;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;

use crate::math::rounding::real;

/// The functions of this file.
pub(super) const FUNCTIONS: &[NativeDef] = methods![fsum, prod, sumprod, hypot, dist];

/// A sum without rounding: floats that do not overlap, the smallest first, whose sum is exact (Shewchuk).
#[derive(Default)]
struct ExactSum {
    parts: Vec<f64>,
    /// The sum of infinities and NaNs, and of infinities alone.
    special: f64,
    infinite: f64,
    any_special: bool,
    overflow: bool,
}

impl ExactSum {
    fn add(&mut self, item: f64) {
        let mut x = item;
        let mut kept = 0;
        for index in 0..self.parts.len() {
            let Some(&part) = self.parts.get(index) else { break };
            let (large, small) = if x.abs() < part.abs() { (part, x) } else { (x, part) };
            let sum = large + small;
            let lost = small - (sum - large);
            if lost != 0.0 {
                if let Some(place) = self.parts.get_mut(kept) {
                    *place = lost;
                }
                kept += 1;
            }
            x = sum;
        }
        self.parts.truncate(kept);
        if x == 0.0 {
            return;
        }
        if x.is_finite() {
            self.parts.push(x);
            return;
        }
        self.overflow |= item.is_finite();
        if item.is_infinite() {
            self.infinite += item;
        }
        self.special += item;
        self.any_special = true;
        self.parts.clear();
    }

    /// The sum rounded once.
    fn rounded(&self) -> f64 {
        let mut parts = self.parts.iter().rev().copied();
        let Some(mut high) = parts.next() else { return 0.0 };
        while let Some(part) = parts.next() {
            let before = high;
            high = before + part;
            let low = part - (high - before);
            if low != 0.0 {
                // Halfway between two floats, what is left decides.
                if let Some(next) = parts.next()
                    && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
                {
                    let twice = low * 2.0;
                    let up = high + twice;
                    if twice == up - high {
                        return up;
                    }
                }
                break;
            }
        }
        high
    }
}

/// The sum of floats as if it were exact, rounded once at the end.
#[function("math.fsum(seq, /)")]
fn fsum(vm: &mut Vm, seq: &Value) -> Result<f64, Raised> {
    let mut sum = ExactSum::default();
    iterate::each(vm, seq, |vm, item| {
        sum.add(real(vm, &item)?);
        if sum.overflow {
            return Err(vm.overflow_error("intermediate overflow in fsum"));
        }
        Ok(())
    })?;
    if sum.any_special {
        if sum.infinite.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(sum.special);
    }
    Ok(sum.rounded())
}

/// The product of the items and of start.
#[function("math.prod(iterable, /, *, start=1)")]
fn prod(vm: &mut Vm, iterable: &Value, start: &Value) -> Result<Value, Raised> {
    let mut product = start.clone();
    iterate::each(vm, iterable, |vm, item| {
        product = arithmetic::binary(vm, Binary::Mul, &product, &item)?;
        Ok(())
    })?;
    Ok(product)
}

/// The sum of the products of two iterables' items; of floats, rounded once. Raises ValueError for different lengths.
#[function("math.sumprod(p, q, /)")]
fn sumprod(vm: &mut Vm, p: &Value, q: &Value) -> Result<Value, Raised> {
    let (p, q) = (iterate::collect(vm, p)?, iterate::collect(vm, q)?);
    if p.len() != q.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    let number_of = |value: &Value| number::float(value).or_else(|| value.word().as_int().map(|int| int as f64));
    let any_float = p.iter().chain(q.iter()).any(|value| number::float(value).is_some());
    let floats: Option<Vec<(f64, f64)>> =
        p.iter().zip(q.iter()).map(|(x, y)| Some((number_of(x)?, number_of(y)?))).collect();
    if any_float && let Some(pairs) = floats {
        let plain: f64 = pairs.iter().map(|(x, y)| x * y).sum();
        if !plain.is_finite() {
            return vm.float(plain);
        }
        let mut sum = ExactSum::default();
        for (x, y) in pairs {
            let product = x * y;
            sum.add(product);
            // What the product rounded off.
            sum.add(x.mul_add(y, -product));
        }
        return vm.float(sum.rounded());
    }
    let mut total = vm.int(0)?;
    for (x, y) in p.iter().zip(q.iter()) {
        vm.tick()?;
        let product = arithmetic::binary(vm, Binary::Mul, x, y)?;
        total = arithmetic::binary(vm, Binary::Add, &total, &product)?;
    }
    Ok(total)
}

/// The length of a vector: squares are summed without rounding, of coordinates scaled so that none overflows.
fn length(vm: &mut Vm, coordinates: &[f64]) -> Result<f64, Raised> {
    let largest = coordinates
        .iter()
        .fold(0.0, |most: f64, x| if x.abs().total_cmp(&most) == Ordering::Greater { x.abs() } else { most });
    if coordinates.iter().any(|x| x.is_infinite()) {
        return Ok(f64::INFINITY);
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return Ok(f64::NAN);
    }
    if let [x, y] = coordinates {
        return Ok(x.hypot(*y));
    }
    if largest == 0.0 {
        return Ok(0.0);
    }
    // A power of two, so that scaling is exact.
    let (_, exponent) = taipan_text::float_parts::frexp(largest);
    let scale = |x: f64, by: i32| taipan_text::float_parts::ldexp(x, i64::from(by));
    let mut sum = ExactSum::default();
    for x in coordinates {
        vm.tick()?;
        let x = scale(*x, -exponent);
        let square = x * x;
        sum.add(square);
        sum.add(x.mul_add(x, -square));
    }
    let root = sum.rounded().sqrt();
    // One step of Newton's method, with the error of the square exact.
    let square = root * root;
    sum.add(-square);
    sum.add(-root.mul_add(root, -square));
    Ok(scale(root + sum.rounded() / (2.0 * root), exponent))
}

/// The length of the vector with these coordinates.
#[function("math.hypot(*coordinates)")]
fn hypot(vm: &mut Vm, coordinates: Rest<'_>) -> Result<f64, Raised> {
    let mut numbers = Vec::new();
    for coordinate in coordinates.iter() {
        vm.tick()?;
        numbers.push(real(vm, coordinate)?);
    }
    length(vm, &numbers)
}

/// The straight distance between two points with as many coordinates.
#[function("math.dist(p, q, /)")]
fn dist(vm: &mut Vm, p: &Value, q: &Value) -> Result<f64, Raised> {
    let (p, q) = (iterate::collect(vm, p)?, iterate::collect(vm, q)?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut differences = Vec::with_capacity(p.len());
    for (x, y) in p.iter().zip(q.iter()) {
        vm.tick()?;
        differences.push(real(vm, x)? - real(vm, y)?);
    }
    length(vm, &differences)
}
