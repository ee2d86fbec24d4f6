//! What `float` answers.

use dashu_int::IBig;
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::Binary;
use taipan_core::ops::compare::Comparison;
use taipan_core::ops::number::{self, Number};
use taipan_core::ops::{float_math, format, hash, repr};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::number::Float;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::float_hex::{self, HexError};
use taipan_text::{float_parts, float_round, float_text, numeral};

use crate::buffer;
use crate::number::int_new;
use crate::number::number_methods::{
    compare_numbers, comparison_methods, method_of, new_class, operator_methods, wrong_receiver,
};

/// `float`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A number with a binary point of 53 bits: float(x=0) of a number or of text.",
    methods: methods![
        new,
        repr_,
        hash_,
        format_,
        bool_,
        eq,
        ne,
        lt,
        le,
        gt,
        ge,
        add,
        sub,
        mul,
        truediv,
        floordiv,
        r#mod,
        divmod,
        radd,
        rsub,
        rmul,
        rtruediv,
        rfloordiv,
        rmod,
        rdivmod,
        pow,
        rpow,
        neg,
        pos,
        abs,
        int_,
        float_,
        trunc,
        floor,
        ceil,
        round,
        conjugate,
        is_integer,
        as_integer_ratio,
        hex,
        fromhex,
        getformat,
        getnewargs,
    ],
    attributes: &[
        Attribute { name: "real", doc: "The number itself.", get: plain, set: None },
        Attribute { name: "imag", doc: "Zero.", get: |vm, _| vm.float(0.0), set: None },
    ],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `float(x)`
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let [x] = values else { return Ok(None) };
    let value = of_value(vm, x)?;
    vm.float(value).map(Some)
}

/// The receiver as a float, or TypeError.
fn receiver(vm: &mut Vm, method: &str, this: &Value) -> Result<f64, Raised> {
    match number::float(this) {
        Some(float) => Ok(float),
        None => Err(wrong_receiver(vm, method, "float", this)),
    }
}

/// The number as an instance of `float` itself.
fn plain(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let float = receiver(vm, "real", this)?;
    vm.float(float)
}

/// Make a float of a number or of text.
#[function("float.__new__(cls, x=0, /)")]
fn new(vm: &mut Vm, class: &Value, x: &Value) -> Result<Value, Raised> {
    let float = vm.classes.float.clone();
    let class = new_class(vm, class, &float)?;
    let value = of_value(vm, x)?;
    if class.value().is(float.value()) {
        return vm.float(value);
    }
    Ok(vm.allocate(&class, Float(value))?.into_value())
}

/// `float(x)`.
pub(crate) fn of_value(vm: &mut Vm, x: &Value) -> Result<f64, Raised> {
    if let Some(text) = x.payload::<Str>() {
        return parsed(vm, x, float_text::parse(&numeral::from_string(text.as_bytes())));
    }
    match real(vm, x)? {
        Some(float) => Ok(float),
        None => {
            let text = match buffer::get(vm, x)? {
                Some(bytes) => float_text::parse(numeral::trim(&bytes)),
                None => {
                    let given = vm.classes.name_of(x);
                    return Err(
                        vm.type_error(format!("float() argument must be a string or a real number, not '{given}'"))
                    );
                }
            };
            parsed(vm, x, text)
        }
    }
}

fn parsed(vm: &mut Vm, x: &Value, found: Option<f64>) -> Result<f64, Raised> {
    match found {
        Some(float) => Ok(float),
        None => {
            let shown = repr::repr(vm, x)?;
            Err(vm.value_error(float_text::invalid_literal(&shown.to_lossy())))
        }
    }
}

/// The float that a number stands for, by `__float__` or `__index__`; nothing if it is none.
pub(crate) fn real(vm: &mut Vm, x: &Value) -> Result<Option<f64>, Raised> {
    match number::plain(vm, x) {
        Some(Number::Float(float)) => return Ok(Some(float)),
        Some(Number::Int(int)) => return number::to_float(vm, int).map(Some),
        Some(Number::Complex(..)) => return Ok(None),
        None => {}
    }
    if let Some(result) = call::special(vm, x, Special::Float, &[])? {
        return match number::float(&result) {
            Some(float) => {
                if !vm.classes.is_exactly(&result, &vm.classes.float) {
                    let class = vm.classes.name_of(x);
                    lookup::warn_of_subclass(vm, &format!("{class}.__float__ returned non-float"), &result, "float")?;
                }
                Ok(Some(float))
            }
            None => {
                let (class, given) = (vm.classes.name_of(x), vm.classes.name_of(&result));
                Err(vm.type_error(format!("{class}.__float__ returned non-float (type {given})")))
            }
        };
    }
    if vm.classes.of(x).special(Special::Index).is_unbound() {
        return Ok(None);
    }
    let index = lookup::index(vm, x)?;
    match number::int(&index) {
        Some(int) => number::to_float(vm, int).map(Some),
        None => Ok(None),
    }
}

/// The other operand of a float; nothing if it is no real number.
fn operand(vm: &mut Vm, value: &Value) -> Result<Option<f64>, Raised> {
    match number::number(value) {
        Some(Number::Float(float)) => Ok(Some(float)),
        Some(Number::Int(int)) => number::to_float(vm, int).map(Some),
        _ => Ok(None),
    }
}

fn operate(vm: &mut Vm, op: Binary, this: &Value, other: &Value, reflected: bool) -> Result<Value, Raised> {
    let this = receiver(vm, method_of(op, reflected), this)?;
    match operand(vm, other)? {
        Some(other) if reflected => float_math::binary(vm, op, other, this),
        Some(other) => float_math::binary(vm, op, this, other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

operator_methods! {
    operate;
    left {
        add "float.__add__(self, value, /)" Add "The sum.";
        sub "float.__sub__(self, value, /)" Sub "The difference.";
        mul "float.__mul__(self, value, /)" Mul "The product.";
        truediv "float.__truediv__(self, value, /)" TrueDiv "The quotient.";
        floordiv "float.__floordiv__(self, value, /)" FloorDiv "The quotient, rounded down.";
        r#mod "float.__mod__(self, value, /)" Mod "The rest, with the sign of the divisor.";
        divmod "float.__divmod__(self, value, /)" DivMod "Quotient and rest.";
    }
    right {
        radd "float.__radd__(self, value, /)" Add "The sum.";
        rsub "float.__rsub__(self, value, /)" Sub "The difference, from the other.";
        rmul "float.__rmul__(self, value, /)" Mul "The product.";
        rtruediv "float.__rtruediv__(self, value, /)" TrueDiv "The quotient of the other.";
        rfloordiv "float.__rfloordiv__(self, value, /)" FloorDiv "The quotient of the other, rounded down.";
        rmod "float.__rmod__(self, value, /)" Mod "The rest of the other.";
        rdivmod "float.__rdivmod__(self, value, /)" DivMod "Quotient and rest of the other.";
    }
}

fn compared(vm: &mut Vm, comparison: Comparison, this: &Value, other: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, comparison.special().name(), this)?;
    Ok(compare_numbers(comparison, Number::Float(this), other, |other| !matches!(other, Number::Complex(..))))
}

comparison_methods! {
    compared;
    eq "float.__eq__(self, value, /)" Eq "Whether both are equal.";
    ne "float.__ne__(self, value, /)" Ne "Whether both differ.";
    lt "float.__lt__(self, value, /)" Lt "Whether the number is less.";
    le "float.__le__(self, value, /)" Le "Whether the number is less or equal.";
    gt "float.__gt__(self, value, /)" Gt "Whether the number is greater.";
    ge "float.__ge__(self, value, /)" Ge "Whether the number is greater or equal.";
}

/// The power.
#[function("float.__pow__(self, value, mod=None, /)")]
fn pow(vm: &mut Vm, this: &Value, exponent: &Value, modulus: Option<&Value>) -> Result<Value, Raised> {
    without_modulus(vm, modulus)?;
    operate(vm, Binary::Pow, this, exponent, false)
}

/// The power of the other.
#[function("float.__rpow__(self, value, mod=None, /)")]
fn rpow(vm: &mut Vm, this: &Value, base: &Value, modulus: Option<&Value>) -> Result<Value, Raised> {
    without_modulus(vm, modulus)?;
    operate(vm, Binary::Pow, this, base, true)
}

fn without_modulus(vm: &mut Vm, modulus: Option<&Value>) -> Result<(), Raised> {
    match modulus {
        Some(modulus) if !modulus.is_none() => {
            Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
        }
        _ => Ok(()),
    }
}

/// The shortest digits that read back as the same number.
#[function("float.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    Ok(float_text::repr(receiver(vm, "__repr__", this)?))
}

/// The hash: numbers that are equal have the same.
#[function("float.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    let float = receiver(vm, "__hash__", this)?;
    Ok(hash::of_number(this, Number::Float(float)))
}

/// The text under a format specification.
#[function("float.__format__(self, format_spec, /)")]
fn format_(vm: &mut Vm, this: &Value, spec: &Str) -> Result<Ref<Str>, Raised> {
    receiver(vm, "__format__", this)?;
    format::native(vm, this, spec.as_bytes())
}

/// Whether the number is not zero.
#[function("float.__bool__(self, /)")]
fn bool_(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    Ok(receiver(vm, "__bool__", this)? != 0.0)
}

/// The negative.
#[function("float.__neg__(self, /)")]
fn neg(vm: &mut Vm, this: &Value) -> Result<f64, Raised> {
    Ok(-receiver(vm, "__neg__", this)?)
}

/// The number itself.
#[function("float.__pos__(self, /)")]
fn pos(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The magnitude.
#[function("float.__abs__(self, /)")]
fn abs(vm: &mut Vm, this: &Value) -> Result<f64, Raised> {
    Ok(receiver(vm, "__abs__", this)?.abs())
}

/// The number without its fraction, an int.
#[function("float.__int__(self, /)")]
fn int_(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let float = receiver(vm, "__int__", this)?;
    int_new::of_float(vm, float)
}

/// The number itself.
#[function("float.__float__(self, /)")]
fn float_(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// The number without its fraction, an int.
#[function("float.__trunc__(self, /)")]
fn trunc(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let float = receiver(vm, "__trunc__", this)?;
    int_new::of_float(vm, float)
}

/// The largest int that is not greater.
#[function("float.__floor__(self, /)")]
fn floor(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let float = receiver(vm, "__floor__", this)?;
    int_new::of_float(vm, float.floor())
}

/// The smallest int that is not less.
#[function("float.__ceil__(self, /)")]
fn ceil(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let float = receiver(vm, "__ceil__", this)?;
    int_new::of_float(vm, float.ceil())
}

/// The nearest int, or the nearest float with so many decimals; halves go to the even one.
#[function("float.__round__(self, ndigits=None, /)")]
fn round(vm: &mut Vm, this: &Value, digits: Option<&Value>) -> Result<Value, Raised> {
    let float = receiver(vm, "__round__", this)?;
    let Some(digits) = digits.filter(|digits| !digits.is_none()) else {
        return int_new::of_float(vm, float.round_ties_even());
    };
    let digits = lookup::index(vm, digits)?;
    let digits = match number::int(&digits) {
        Some(digits) => digits.saturated(),
        None => i64::MAX,
    };
    match float_round::round(float, digits) {
        Ok(rounded) => vm.float(rounded),
        Err(error) => Err(vm.overflow_error(error.to_string())),
    }
}

/// The number itself, which has no imaginary part.
#[function("float.conjugate(self, /)")]
fn conjugate(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    plain(vm, this)
}

/// Whether the number is whole.
#[function("float.is_integer(self, /)")]
fn is_integer(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    Ok(float_parts::is_integer(receiver(vm, "is_integer", this)?))
}

/// Numerator and denominator of the exact value, in lowest terms.
#[function("float.as_integer_ratio(self, /)")]
fn as_integer_ratio(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let float = receiver(vm, "as_integer_ratio", this)?;
    if float.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if float.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (numerator, denominator) = float_parts::integer_ratio(float);
    let pair = [vm.big_int(numerator)?, vm.big_int(IBig::from(denominator))?];
    vm.tuple(pair)
}

/// The exact value in hexadecimal digits.
#[function("float.hex(self, /)")]
fn hex(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    Ok(float_hex::write(receiver(vm, "hex", this)?))
}

/// The number that hexadecimal digits mean.
#[function("float.fromhex(cls, string, /)")]
fn fromhex(vm: &mut Vm, class: &Value, string: &Value) -> Result<Value, Raised> {
    let Some(text) = string.payload::<Str>() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    let value = match float_hex::read(text.as_bytes(), vm)? {
        Ok(value) => vm.float(value)?,
        Err(HexError::Invalid) => return Err(vm.value_error(HexError::Invalid.to_string())),
        Err(error) => return Err(vm.overflow_error(error.to_string())),
    };
    match class.to_ref::<Class>() {
        Some(class) if !class.value().is(vm.classes.float.value()) => {
            call::call(vm, class.value(), Call { values: &[value], keywords: &[] })
        }
        _ => Ok(value),
    }
}

/// How floats lie in memory.
#[function("float.__getformat__(cls, typestr, /)")]
fn getformat(vm: &mut Vm, _class: &Value, kind: &str) -> Result<&'static str, Raised> {
    match kind {
        "double" | "float" => {
            Ok(if cfg!(target_endian = "little") { "IEEE, little-endian" } else { "IEEE, big-endian" })
        }
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

/// What `__new__` needs to make an equal number.
#[function("float.__getnewargs__(self, /)")]
fn getnewargs(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let args = [plain(vm, this)?];
    vm.tuple(args)
}
