//! Functions of integers: factorials, binomials, divisors, roots.

use dashu_int::IBig;
use dashu_int::ops::UnsignedAbs;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{int_math, number};
use taipan_core::protocol::argument::Rest;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::int_arith::{self, IntRef};
use taipan_text::integer::{divisor, factors, quotient, root};

/// The functions of this file.
pub(super) const FUNCTIONS: &[NativeDef] = methods![factorial, comb, perm, gcd, lcm, isqrt];

/// An integer argument in its large form.
fn integer(vm: &mut Vm, value: &Value) -> Result<IBig, Raised> {
    let index = lookup::index(vm, value)?;
    Ok(number::int(&index).map_or(IBig::ZERO, |int| int.to_big().into_owned()))
}

/// An integer argument, the nearest that 64 bits hold.
pub(super) fn saturated(vm: &mut Vm, value: &Value) -> Result<i64, Raised> {
    let index = lookup::index(vm, value)?;
    Ok(match number::int(&index) {
        Some(IntRef::Small(small)) => small,
        Some(big) if big.is_negative() => i64::MIN,
        _ => i64::MAX,
    })
}

/// MemoryError if a product of `count` factors of at most `bits` bits may be too long.
fn check_size(vm: &mut Vm, bits: usize, count: u64) -> Result<(), Raised> {
    let most = vm.most_int_bits() as u64;
    match (bits as u64).checked_mul(count) {
        Some(total) if total / 2 <= most => Ok(()),
        _ => Err(vm.memory_error()),
    }
}

/// n!, the product of all integers from 1 to n. Raises ValueError below zero.
#[function("math.factorial(n, /)")]
fn factorial(vm: &mut Vm, n: &Value) -> Result<Value, Raised> {
    let n = integer(vm, n)?;
    if n < IBig::ZERO {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Ok(count) = i64::try_from(&n) else {
        return Err(vm.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)));
    };
    let count = count.unsigned_abs();
    check_size(vm, int_arith::big_bit_length(&n), count)?;
    let product = factors::falling(vm, &n, count)?;
    vm.big_int(product)
}

/// Two arguments that must not be negative.
fn counts(vm: &mut Vm, n: &Value, k: &Value) -> Result<(IBig, IBig), Raised> {
    let (n, k) = (integer(vm, n)?, integer(vm, k)?);
    if n < IBig::ZERO {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k < IBig::ZERO {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    Ok((n, k))
}

/// In how many ways k of n things can be chosen: 0 if k is greater than n.
#[function("math.comb(n, k, /)")]
fn comb(vm: &mut Vm, n: &Value, k: &Value) -> Result<Value, Raised> {
    let (n, k) = counts(vm, n, k)?;
    if k > n {
        return vm.int(0);
    }
    let rest = &n - &k;
    let Ok(k) = u64::try_from(if rest < k { &rest } else { &k }) else {
        return Err(vm.overflow_error(format!("min(n - k, k) must not exceed {}", u64::MAX)));
    };
    check_size(vm, int_arith::big_bit_length(&n), k)?;
    let (orders, of_chosen) = (factors::falling(vm, &n, k)?, factors::falling(vm, &IBig::from(k), k)?);
    let ways = quotient::floor_div(vm, &orders, &of_chosen)?;
    vm.big_int(ways)
}

/// In how many orders k of n things can be chosen; all of them if k is None.
#[function("math.perm(n, k=None, /)")]
fn perm(vm: &mut Vm, n: &Value, k: &Value) -> Result<Value, Raised> {
    if k.is_none() {
        return factorial(vm, n);
    }
    let (n, k) = counts(vm, n, k)?;
    if k > n {
        return vm.int(0);
    }
    let Ok(k) = u64::try_from(&k) else {
        return Err(vm.overflow_error(format!("k must not exceed {}", u64::MAX)));
    };
    check_size(vm, int_arith::big_bit_length(&n), k)?;
    let orders = factors::falling(vm, &n, k)?;
    vm.big_int(orders)
}

/// The greatest common divisor of two.
fn common_divisor(vm: &mut Vm, a: &IBig, b: &IBig) -> Result<IBig, Raised> {
    divisor::common(vm, &a.unsigned_abs(), &b.unsigned_abs()).map(IBig::from)
}

/// The greatest integer that divides all arguments; 0 if all are.
#[function("math.gcd(*integers)")]
fn gcd(vm: &mut Vm, integers: Rest<'_>) -> Result<Value, Raised> {
    let mut divisor = IBig::ZERO;
    for value in integers.iter() {
        let value = integer(vm, value)?;
        divisor = common_divisor(vm, &divisor, &value)?;
    }
    vm.big_int(divisor)
}

/// The least integer, not counting 0, that all arguments divide; 0 if one of them is.
#[function("math.lcm(*integers)")]
fn lcm(vm: &mut Vm, integers: Rest<'_>) -> Result<Value, Raised> {
    let mut multiple = IBig::ONE;
    for value in integers.iter() {
        let value = integer(vm, value)?;
        if value.is_zero() || multiple.is_zero() {
            multiple = IBig::ZERO;
            continue;
        }
        let divisor = common_divisor(vm, &multiple, &value)?;
        let others = quotient::floor_div(vm, &multiple, &divisor)?;
        multiple = int_math::product(vm, &others, &value)?;
        if multiple < IBig::ZERO {
            multiple = -multiple;
        }
    }
    vm.big_int(multiple)
}

/// The square root of an integer, rounded down.
#[function("math.isqrt(n, /)")]
fn isqrt(vm: &mut Vm, n: &Value) -> Result<Value, Raised> {
    let index = lookup::index(vm, n)?;
    let n = number::int(&index).unwrap_or(IntRef::Small(0));
    if n.is_negative() {
        return Err(vm.value_error("isqrt() argument must be nonnegative"));
    }
    match n {
        IntRef::Small(n) => vm.big_int(IBig::from(int_arith::square_root(n.unsigned_abs()))),
        IntRef::Short(_) | IntRef::Big(_) => {
            let root = root::square_root(vm, &n.to_big().into_owned().unsigned_abs())?;
            vm.big_int(root.into())
        }
    }
}
