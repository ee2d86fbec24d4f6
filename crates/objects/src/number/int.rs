//! What `int` answers: operators, comparisons and conversions. Its constructor is in `int_new`, its bytes in `int_bytes`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::arithmetic::{Binary, Unary};
use taipan_core::ops::compare::Comparison;
use taipan_core::ops::number::{self, Number};
use taipan_core::ops::{format, hash, int_math, repr as text_of};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::int_arith::{self, IntRef};
use taipan_text::integer::tens;

use crate::number::number_methods::{compare_numbers, comparison_methods, method_of, operator_methods, wrong_receiver};
use crate::number::{int_bytes, int_new};

/// `int`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A whole number of any size: int(x=0) of a number, int(text, base=10) of text.",
    methods: &[
        int_new::new::DEF,
        int_bytes::to_bytes::DEF,
        int_bytes::from_bytes::DEF,
        repr::DEF,
        hash_::DEF,
        format_::DEF,
        bool_::DEF,
        eq::DEF,
        ne::DEF,
        lt::DEF,
        le::DEF,
        gt::DEF,
        ge::DEF,
        add::DEF,
        sub::DEF,
        mul::DEF,
        truediv::DEF,
        floordiv::DEF,
        r#mod::DEF,
        divmod::DEF,
        pow::DEF,
        lshift::DEF,
        rshift::DEF,
        and::DEF,
        or::DEF,
        xor::DEF,
        radd::DEF,
        rsub::DEF,
        rmul::DEF,
        rtruediv::DEF,
        rfloordiv::DEF,
        rmod::DEF,
        rdivmod::DEF,
        rpow::DEF,
        rlshift::DEF,
        rrshift::DEF,
        rand::DEF,
        ror::DEF,
        rxor::DEF,
        neg::DEF,
        pos::DEF,
        invert::DEF,
        abs::DEF,
        int_::DEF,
        index::DEF,
        trunc::DEF,
        floor::DEF,
        ceil::DEF,
        float::DEF,
        round::DEF,
        conjugate::DEF,
        bit_length::DEF,
        bit_count::DEF,
        as_integer_ratio::DEF,
        is_integer::DEF,
        getnewargs::DEF,
        sizeof::DEF,
    ],
    attributes: &[
        Attribute { name: "real", doc: "The number itself.", get: plain, set: None },
        Attribute { name: "imag", doc: "Zero.", get: |vm, _| vm.int(0), set: None },
        Attribute { name: "numerator", doc: "The number itself.", get: plain, set: None },
        Attribute { name: "denominator", doc: "One.", get: |vm, _| vm.int(1), set: None },
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `int(x)`
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    match values {
        [x] => int_new::of_value(vm, x).map(Some),
        _ => Ok(None),
    }
}

/// The receiver as an integer, or TypeError.
fn receiver<'v>(vm: &mut Vm, method: &str, this: &'v Value) -> Result<IntRef<'v>, Raised> {
    match number::int(this) {
        Some(int) => Ok(int),
        None => Err(wrong_receiver(vm, method, "int", this)),
    }
}

/// The number as an instance of `int` itself.
fn plain(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, "real", this)?;
    vm.int_of(this)
}

fn operate(vm: &mut Vm, op: Binary, this: &Value, other: &Value, reflected: bool) -> Result<Value, Raised> {
    let this = receiver(vm, method_of(op, reflected), this)?;
    match number::int(other) {
        Some(other) if reflected => int_math::binary(vm, op, other, this),
        Some(other) => int_math::binary(vm, op, this, other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

operator_methods! {
    operate;
    left {
        add "int.__add__(self, value, /)" Add "The sum.";
        sub "int.__sub__(self, value, /)" Sub "The difference.";
        mul "int.__mul__(self, value, /)" Mul "The product.";
        truediv "int.__truediv__(self, value, /)" TrueDiv "The quotient, a float.";
        floordiv "int.__floordiv__(self, value, /)" FloorDiv "The quotient, rounded down.";
        r#mod "int.__mod__(self, value, /)" Mod "The rest, with the sign of the divisor.";
        divmod "int.__divmod__(self, value, /)" DivMod "Quotient and rest.";
        lshift "int.__lshift__(self, value, /)" LShift "The number with its bits moved to the left.";
        rshift "int.__rshift__(self, value, /)" RShift "The number with its bits moved to the right.";
        and "int.__and__(self, value, /)" And "The bits that both have.";
        or "int.__or__(self, value, /)" Or "The bits that either has.";
        xor "int.__xor__(self, value, /)" Xor "The bits that one of both has.";
    }
    right {
        radd "int.__radd__(self, value, /)" Add "The sum.";
        rsub "int.__rsub__(self, value, /)" Sub "The difference, from the other.";
        rmul "int.__rmul__(self, value, /)" Mul "The product.";
        rtruediv "int.__rtruediv__(self, value, /)" TrueDiv "The quotient of the other, a float.";
        rfloordiv "int.__rfloordiv__(self, value, /)" FloorDiv "The quotient of the other, rounded down.";
        rmod "int.__rmod__(self, value, /)" Mod "The rest of the other.";
        rdivmod "int.__rdivmod__(self, value, /)" DivMod "Quotient and rest of the other.";
        rlshift "int.__rlshift__(self, value, /)" LShift "The other with its bits moved to the left.";
        rrshift "int.__rrshift__(self, value, /)" RShift "The other with its bits moved to the right.";
        rand "int.__rand__(self, value, /)" And "The bits that both have.";
        ror "int.__ror__(self, value, /)" Or "The bits that either has.";
        rxor "int.__rxor__(self, value, /)" Xor "The bits that one of both has.";
    }
}

fn compared(vm: &mut Vm, comparison: Comparison, this: &Value, other: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, comparison.special().name(), this)?;
    Ok(compare_numbers(comparison, Number::Int(this), other, |other| matches!(other, Number::Int(_))))
}

comparison_methods! {
    compared;
    eq "int.__eq__(self, value, /)" Eq "Whether both are equal.";
    ne "int.__ne__(self, value, /)" Ne "Whether both differ.";
    lt "int.__lt__(self, value, /)" Lt "Whether the number is less.";
    le "int.__le__(self, value, /)" Le "Whether the number is less or equal.";
    gt "int.__gt__(self, value, /)" Gt "Whether the number is greater.";
    ge "int.__ge__(self, value, /)" Ge "Whether the number is greater or equal.";
}

/// The power; modulo a third number if there is one.
#[function("int.__pow__(self, value, mod=None, /)")]
fn pow(vm: &mut Vm, this: &Value, exponent: &Value, modulus: Option<&Value>) -> Result<Value, Raised> {
    let base = receiver(vm, "__pow__", this)?;
    let Some(exponent) = number::int(exponent) else { return Ok(Value::NOT_IMPLEMENTED) };
    power(vm, base, exponent, modulus)
}

/// The power of the other; modulo a third number if there is one.
#[function("int.__rpow__(self, value, mod=None, /)")]
fn rpow(vm: &mut Vm, this: &Value, base: &Value, modulus: Option<&Value>) -> Result<Value, Raised> {
    let exponent = receiver(vm, "__rpow__", this)?;
    let Some(base) = number::int(base) else { return Ok(Value::NOT_IMPLEMENTED) };
    power(vm, base, exponent, modulus)
}

fn power(vm: &mut Vm, base: IntRef<'_>, exponent: IntRef<'_>, modulus: Option<&Value>) -> Result<Value, Raised> {
    match modulus {
        None => int_math::binary(vm, Binary::Pow, base, exponent),
        Some(modulus) if modulus.is_none() => int_math::binary(vm, Binary::Pow, base, exponent),
        Some(modulus) => match number::int(modulus) {
            Some(modulus) => int_math::power_modulo(vm, base, exponent, modulus),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
    }
}

/// The decimal digits.
#[function("int.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    match receiver(vm, "__repr__", this)? {
        IntRef::Small(small) => Ok(small.to_string()),
        big => text_of::big_decimal(vm, &big.to_big()),
    }
}

/// The hash: numbers that are equal have the same.
#[function("int.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    let int = receiver(vm, "__hash__", this)?;
    Ok(hash::of_number(this, Number::Int(int)))
}

/// The text under a format specification.
#[function("int.__format__(self, format_spec, /)")]
fn format_(vm: &mut Vm, this: &Value, spec: &Str) -> Result<Ref<Str>, Raised> {
    receiver(vm, "__format__", this)?;
    format::native(vm, this, spec.as_bytes())
}

/// Whether the number is not zero.
#[function("int.__bool__(self, /)")]
fn bool_(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    Ok(!matches!(receiver(vm, "__bool__", this)?, IntRef::Small(0)))
}

/// The negative.
#[function("int.__neg__(self, /)")]
fn neg(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, "__neg__", this)?;
    int_math::unary(vm, Unary::Neg, this)
}

/// The number itself.
#[function("int.__pos__(self, /)")]
fn pos(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The number with all bits turned over.
#[function("int.__invert__(self, /)")]
fn invert(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, "__invert__", this)?;
    int_math::unary(vm, Unary::Invert, this)
}

/// The magnitude.
#[function("int.__abs__(self, /)")]
fn abs(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, "__abs__", this)?;
    int_math::unary(vm, Unary::Abs, this)
}

/// The number itself.
#[function("int.__int__(self, /)")]
fn int_(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The number itself.
#[function("int.__index__(self, /)")]
fn index(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The number itself.
#[function("int.__trunc__(self, /)")]
fn trunc(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The number itself.
#[function("int.__floor__(self, /)")]
fn floor(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The number itself.
#[function("int.__ceil__(self, /)")]
fn ceil(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The nearest float.
#[function("int.__float__(self, /)")]
fn float(vm: &mut Vm, this: &Value) -> Result<f64, Raised> {
    let this = receiver(vm, "__float__", this)?;
    number::to_float(vm, this)
}

/// The number rounded to a multiple of ten to the power of minus ndigits; halves go to the even one.
#[function("int.__round__(self, ndigits=None, /)")]
fn round(vm: &mut Vm, this: &Value, digits: Option<&Value>) -> Result<Value, Raised> {
    let int = receiver(vm, "__round__", this)?;
    let Some(digits) = digits.filter(|digits| !digits.is_none()) else { return vm.int_of(int) };
    let digits = lookup::index(vm, digits)?;
    match number::int(&digits) {
        Some(digits) if digits.is_negative() => {
            let places = match digits {
                IntRef::Small(digits) => digits.unsigned_abs(),
                _ => u64::MAX,
            };
            let rounded = tens::round(vm, &int.to_big(), places)?;
            vm.big_int(rounded)
        }
        _ => vm.int_of(int),
    }
}

/// The number itself, which has no imaginary part.
#[function("int.conjugate(self, /)")]
fn conjugate(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// How many bits the magnitude needs.
#[function("int.bit_length(self, /)")]
fn bit_length(vm: &mut Vm, this: &Value) -> Result<usize, Raised> {
    let this = receiver(vm, "bit_length", this)?;
    Ok(this.bit_length())
}

/// How many bits of the magnitude are ones.
#[function("int.bit_count(self, /)")]
fn bit_count(vm: &mut Vm, this: &Value) -> Result<usize, Raised> {
    Ok(match receiver(vm, "bit_count", this)? {
        IntRef::Small(small) => small.unsigned_abs().count_ones() as usize,
        IntRef::Short(short) => short.words().iter().map(|word| word.count_ones() as usize).sum(),
        IntRef::Big(big) => {
            vm.charge_pass(int_arith::big_bit_length(big) / 8)?;
            int_arith::big_bit_count(big)
        }
    })
}

/// The number and one.
#[function("int.as_integer_ratio(self, /)")]
fn as_integer_ratio(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let pair = [plain(vm, this)?, vm.int(1)?];
    vm.tuple(pair)
}

/// True: every integer is whole.
#[function("int.is_integer(self, /)")]
fn is_integer(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    receiver(vm, "is_integer", this)?;
    Ok(true)
}

/// What `__new__` needs to make an equal number.
#[function("int.__getnewargs__(self, /)")]
fn getnewargs(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let args = [plain(vm, this)?];
    vm.tuple(args)
}

/// The bytes that CPython would take for the number: thirty bits in four bytes.
#[function("int.__sizeof__(self, /)")]
fn sizeof(vm: &mut Vm, this: &Value) -> Result<usize, Raised> {
    let this = receiver(vm, "__sizeof__", this)?;
    Ok(24 + 4 * this.bit_length().div_ceil(30).max(1))
}
