//! Functions of number flavour: `abs`, `pow`, `round`, `sum`, `min`, `max`, `hex`, `hash` and their like.

use dashu_int::IBig;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary, Unary};
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::hash::hash as hash_of;
use taipan_core::ops::{exact, iterate, number};
use taipan_core::protocol::argument::Rest;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::sequence::{ByteArray, Bytes, List};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::int_arith::IntRef;
use taipan_text::int_text;

/// The functions of this file.
pub(crate) const FUNCTIONS: &[NativeDef] = methods![abs, divmod, pow, round, sum, min, max, bin, oct, hex, hash, id];

/// The distance of a number from zero, from __abs__.
#[function("abs(x, /)")]
fn abs(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    arithmetic::unary(vm, Unary::Abs, x)
}

/// The quotient rounded down and the rest of a division: (x // y, x % y).
#[function("divmod(x, y, /)")]
fn divmod(vm: &mut Vm, x: &Value, y: &Value) -> Result<Value, Raised> {
    arithmetic::binary(vm, Binary::DivMod, x, y)
}

/// base ** exp; with mod, base ** exp % mod of integers, without large numbers between.
#[function("pow(base, exp, mod=None)")]
fn pow(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> Result<Value, Raised> {
    arithmetic::power(vm, base, exponent, modulus)
}

/// Round a number to so many decimals, or to a whole number.
#[function("round(number, ndigits=None)")]
fn round(vm: &mut Vm, number: &Value, digits: &Value) -> Result<Value, Raised> {
    let args: &[Value] = if digits.is_none() { &[] } else { std::slice::from_ref(digits) };
    match call::special(vm, number, Special::Round, args)? {
        Some(rounded) => Ok(rounded),
        None => {
            let given = vm.classes.name_of(number);
            Err(vm.type_error(format!("type {given} doesn't define __round__ method")))
        }
    }
}

/// Add up what an iterable gives, and a start value.
#[function("sum(iterable, /, start=0)")]
fn sum(vm: &mut Vm, iterable: &Value, start: &Value) -> Result<Value, Raised> {
    let refused = if start.is_kind::<Str>() {
        "sum() can't sum strings [use ''.join(seq) instead]"
    } else if start.is_kind::<Bytes>() {
        "sum() can't sum bytes [use b''.join(seq) instead]"
    } else if start.is_kind::<ByteArray>() {
        "sum() can't sum bytearray [use b''.join(seq) instead]"
    } else {
        ""
    };
    if !refused.is_empty() {
        return Err(vm.type_error(refused));
    }
    let mut total = Total::of(vm, start.clone());
    iterate::each(vm, iterable, |vm, item| total.add(vm, &item))?;
    total.value(vm)
}

/// A sum on its way: exact while it is small and whole, then with the rounding errors of floats kept aside.
enum Total {
    Int(i64),
    Float { sum: f64, lost: f64 },
    Any(Value),
}

impl Total {
    fn of(vm: &Vm, start: Value) -> Total {
        match (start.word().as_int(), number::float(&start)) {
            (Some(int), _) => Total::Int(int),
            (_, Some(sum)) if vm.classes.is_exactly(&start, &vm.classes.float) => Total::Float { sum, lost: 0.0 },
            _ => Total::Any(start),
        }
    }

    fn add(&mut self, vm: &mut Vm, item: &Value) -> Result<(), Raised> {
        let word = item.word();
        let small = word.as_int().or_else(|| word.as_bool().map(i64::from));
        match self {
            Total::Int(total) => {
                if let Some(sum) = small.and_then(|small| total.checked_add(small)) {
                    *total = sum;
                    return Ok(());
                }
                if let Some(float) = float_of(vm, item) {
                    // What this first step rounds off is not kept.
                    *self = Total::Float { sum: *total as f64 + float, lost: 0.0 };
                    return Ok(());
                }
            }
            Total::Float { sum, lost } => {
                if let Some(float) = float_of(vm, item) {
                    *self = compensated(*sum, *lost, float);
                    return Ok(());
                }
                if let Some(small) = small {
                    *sum += small as f64;
                    return Ok(());
                }
            }
            Total::Any(_) => {}
        }
        let so_far = self.value(vm)?;
        let sum = arithmetic::binary(vm, Binary::Add, &so_far, item)?;
        *self = Total::Any(sum);
        Ok(())
    }

    fn value(&self, vm: &mut Vm) -> Result<Value, Raised> {
        match self {
            Total::Int(total) => vm.int(*total),
            Total::Float { sum, lost } if *lost != 0.0 && lost.is_finite() => vm.float(sum + lost),
            Total::Float { sum, .. } => vm.float(*sum),
            Total::Any(value) => Ok(value.clone()),
        }
    }
}

fn float_of(vm: &Vm, item: &Value) -> Option<f64> {
    if vm.classes.is_exactly(item, &vm.classes.float) { number::float(item) } else { None }
}

/// Neumaier's step: what the addition rounds off is kept.
fn compensated(sum: f64, lost: f64, item: f64) -> Total {
    let next = sum + item;
    let rounded_off = if sum.abs() >= item.abs() { (sum - next) + item } else { (item - next) + sum };
    Total::Float { sum: next, lost: lost + rounded_off }
}

/// The least of the arguments, or of the items of a single one, as key(item) compares; of equal ones, the first.
#[function("min(*args, key=None, default=<absent>)")]
fn min(vm: &mut Vm, args: Rest<'_>, key: &Value, default: Option<&Value>) -> Result<Value, Raised> {
    extreme(vm, "min", Comparison::Lt, &args, key, default)
}

/// The greatest of the arguments, or of the items of a single one, as key(item) compares; of equal ones, the first.
#[function("max(*args, key=None, default=<absent>)")]
fn max(vm: &mut Vm, args: Rest<'_>, key: &Value, default: Option<&Value>) -> Result<Value, Raised> {
    extreme(vm, "max", Comparison::Gt, &args, key, default)
}

fn extreme(
    vm: &mut Vm,
    name: &str,
    better: Comparison,
    args: &[Value],
    key: &Value,
    default: Option<&Value>,
) -> Result<Value, Raised> {
    if let ([iterable], true) = (args, key.is_none())
        && let Some(best) = exact::extreme_int(vm, iterable, better == Comparison::Gt)
    {
        vm.charge_pass(
            args.first().and_then(|list| list.payload::<List>()).map_or(0, |list| list.items.borrow().len()),
        )?;
        return Ok(best);
    }
    let mut best: Option<(Value, Value)> = None;
    let mut look = |vm: &mut Vm, item: Value| {
        let rank = if key.is_none() { item.clone() } else { vm.call(key, std::slice::from_ref(&item))? };
        let first = match &best {
            Some((_, so_far)) => compare::holds(vm, better, &rank, so_far)?,
            None => true,
        };
        if first {
            best = Some((item, rank));
        }
        Ok(())
    };
    match args {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => iterate::each(vm, iterable, look)?,
        _ if default.is_some() => {
            return Err(
                vm.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments"))
            );
        }
        items => {
            for item in items {
                look(vm, item.clone())?;
            }
        }
    }
    match (best, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

/// The digits of an integer to base 2, behind 0b.
#[function("bin(number, /)")]
fn bin(vm: &mut Vm, number: &Value) -> Result<String, Raised> {
    prefixed(vm, number, 'b')
}

/// The digits of an integer to base 8, behind 0o.
#[function("oct(number, /)")]
fn oct(vm: &mut Vm, number: &Value) -> Result<String, Raised> {
    prefixed(vm, number, 'o')
}

/// The digits of an integer to base 16, behind 0x.
#[function("hex(number, /)")]
fn hex(vm: &mut Vm, number: &Value) -> Result<String, Raised> {
    prefixed(vm, number, 'x')
}

fn prefixed(vm: &mut Vm, value: &Value, base: char) -> Result<String, Raised> {
    let index = lookup::index(vm, value)?;
    int_text::prefixed(vm, number::int(&index).unwrap_or(IntRef::Small(0)), base)
}

/// An integer that equal objects share, from __hash__. Raises TypeError for what has none, such as lists.
#[function("hash(obj, /)", mark = Hash)]
fn hash(vm: &mut Vm, object: &Value) -> Result<i64, Raised> {
    hash_of(vm, object)
}

/// A number that no other object has while this one lives.
#[function("id(obj, /)")]
fn id(vm: &mut Vm, object: &Value) -> Result<Value, Raised> {
    vm.big_int(IBig::from(object.word().bits()))
}
