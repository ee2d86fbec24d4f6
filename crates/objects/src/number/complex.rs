//! What `complex` answers.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::Binary;
use taipan_core::ops::compare::Comparison;
use taipan_core::ops::complex_math::{self, Parts};
use taipan_core::ops::number::{self, Number};
use taipan_core::ops::{format, hash};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::number::Complex;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::{complex_text, numeral};

use crate::number::float;
use crate::number::number_methods::{
    compare_numbers, comparison_methods, method_of, new_class, operator_methods, wrong_receiver,
};

/// `complex`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A number with an imaginary part: complex(real=0, imag=0), or complex(text).",
    methods: methods![
        new, repr, hash_, format_, bool_, eq, ne, lt, le, gt, ge, add, sub, mul, truediv, radd, rsub, rmul, rtruediv,
        pow, rpow, neg, pos, abs, complex_, conjugate, getnewargs,
    ],
    attributes: &[
        Attribute {
            name: "real",
            doc: "The real part.",
            get: |vm, this| part(vm, this, |parts| parts.0),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "imag",
            doc: "The imaginary part.",
            get: |vm, this| part(vm, this, |parts| parts.1),
            set: Attribute::READ_ONLY,
        },
    ],
    ..ClassSpec::EMPTY
};

fn part(vm: &mut Vm, this: &Value, pick: fn(Parts) -> f64) -> Result<Value, Raised> {
    let parts = receiver(vm, "real", this)?;
    vm.float(pick(parts))
}

/// The receiver's parts, or TypeError.
fn receiver(vm: &mut Vm, method: &str, this: &Value) -> Result<Parts, Raised> {
    match this.payload::<Complex>() {
        Some(complex) => Ok((complex.real, complex.imaginary)),
        None => Err(wrong_receiver(vm, method, "complex", this)),
    }
}

/// Make a complex number of its parts, or of text.
#[function("complex.__new__(cls, real=<absent>, imag=<absent>)")]
fn new(vm: &mut Vm, class: &Value, real: Option<&Value>, imag: Option<&Value>) -> Result<Value, Raised> {
    let complex = vm.classes.complex.clone();
    let class = new_class(vm, class, &complex)?;
    if imag.is_none()
        && class.value().is(complex.value())
        && let Some(real) = real
        && vm.classes.is_exactly(real, &complex)
    {
        return Ok(real.clone());
    }
    let (first, second) = match (real.and_then(|real| real.payload::<Str>()), imag) {
        (Some(_), Some(_)) => return Err(vm.type_error("complex() can't take second arg if first is a string")),
        (Some(text), None) => match complex_text::parse(&numeral::from_string(text.as_bytes())) {
            Some(parts) => (parts, (0.0, 0.0)),
            None => return Err(vm.value_error("complex() arg is a malformed string")),
        },
        (None, _) => {
            if imag.is_some_and(|imag| imag.is_kind::<Str>()) {
                return Err(vm.type_error("complex() second arg can't be a string"));
            }
            let first = match real {
                None => (0.0, 0.0),
                Some(real) => match component(vm, real)? {
                    Some(parts) => parts,
                    None => {
                        let given = vm.classes.name_of(real);
                        return Err(vm.type_error(format!(
                            "complex() first argument must be a string or a number, not '{given}'"
                        )));
                    }
                },
            };
            (first, second_part(vm, imag)?)
        }
    };
    // A second complex argument turns by a quarter: its imaginary part counts against the real one. Parts that are not
    // there are not added, so that negative zeros stay.
    let is_complex = |value: Option<&Value>| value.is_some_and(|value| value.is_kind::<Complex>());
    let parts = match imag {
        None => first,
        Some(_) => (
            if is_complex(imag) { first.0 - second.1 } else { first.0 },
            if is_complex(real) { first.1 + second.0 } else { second.0 },
        ),
    };
    if class.value().is(complex.value()) {
        return vm.complex(parts.0, parts.1);
    }
    Ok(vm.allocate(&class, Complex { real: parts.0, imaginary: parts.1 })?.into_value())
}

fn second_part(vm: &mut Vm, imag: Option<&Value>) -> Result<Parts, Raised> {
    let Some(imag) = imag else { return Ok((0.0, 0.0)) };
    if let Some(Number::Complex(real, imaginary)) = number::number(imag) {
        return Ok((real, imaginary));
    }
    match float::real(vm, imag)? {
        Some(real) => Ok((real, 0.0)),
        None => {
            let given = vm.classes.name_of(imag);
            Err(vm.type_error(format!("complex() second argument must be a number, not '{given}'")))
        }
    }
}

/// The parts of a number, by `__complex__`, `__float__` or `__index__`; nothing if it is none.
fn component(vm: &mut Vm, value: &Value) -> Result<Option<Parts>, Raised> {
    if let Some(Number::Complex(real, imaginary)) = number::plain(vm, value) {
        return Ok(Some((real, imaginary)));
    }
    if let Some(result) = call::special(vm, value, Special::Complex, &[])? {
        if result.is_kind::<Complex>() && !vm.classes.is_exactly(&result, &vm.classes.complex) {
            lookup::warn_of_subclass(vm, "__complex__ returned non-complex", &result, "complex")?;
        }
        return match result.payload::<Complex>() {
            Some(complex) => Ok(Some((complex.real, complex.imaginary))),
            None => {
                let given = vm.classes.name_of(&result);
                Err(vm.type_error(format!("__complex__ returned non-complex (type {given})")))
            }
        };
    }
    Ok(float::real(vm, value)?.map(|real| (real, 0.0)))
}

fn operate(vm: &mut Vm, op: Binary, this: &Value, other: &Value, reflected: bool) -> Result<Value, Raised> {
    let this = receiver(vm, method_of(op, reflected), this)?;
    let other = match number::number(other) {
        Some(Number::Complex(real, imaginary)) => (real, imaginary),
        Some(Number::Float(float)) => (float, 0.0),
        Some(Number::Int(int)) => (number::to_float(vm, int)?, 0.0),
        None => return Ok(Value::NOT_IMPLEMENTED),
    };
    if reflected { complex_math::binary(vm, op, other, this) } else { complex_math::binary(vm, op, this, other) }
}

operator_methods! {
    operate;
    left {
        add "complex.__add__(self, value, /)" Add "The sum.";
        sub "complex.__sub__(self, value, /)" Sub "The difference.";
        mul "complex.__mul__(self, value, /)" Mul "The product.";
        truediv "complex.__truediv__(self, value, /)" TrueDiv "The quotient.";
    }
    right {
        radd "complex.__radd__(self, value, /)" Add "The sum.";
        rsub "complex.__rsub__(self, value, /)" Sub "The difference, from the other.";
        rmul "complex.__rmul__(self, value, /)" Mul "The product.";
        rtruediv "complex.__rtruediv__(self, value, /)" TrueDiv "The quotient of the other.";
    }
}

fn compared(vm: &mut Vm, comparison: Comparison, this: &Value, other: &Value) -> Result<Value, Raised> {
    let this = receiver(vm, comparison.special().name(), this)?;
    Ok(compare_numbers(comparison, Number::Complex(this.0, this.1), other, |_| true))
}

comparison_methods! {
    compared;
    eq "complex.__eq__(self, value, /)" Eq "Whether both are equal.";
    ne "complex.__ne__(self, value, /)" Ne "Whether both differ.";
    lt "complex.__lt__(self, value, /)" Lt "Not implemented: complex numbers have no order.";
    le "complex.__le__(self, value, /)" Le "Not implemented: complex numbers have no order.";
    gt "complex.__gt__(self, value, /)" Gt "Not implemented: complex numbers have no order.";
    ge "complex.__ge__(self, value, /)" Ge "Not implemented: complex numbers have no order.";
}

/// The power.
#[function("complex.__pow__(self, value, mod=None, /)")]
fn pow(vm: &mut Vm, this: &Value, exponent: &Value, modulus: Option<&Value>) -> Result<Value, Raised> {
    without_modulus(vm, modulus)?;
    operate(vm, Binary::Pow, this, exponent, false)
}

/// The power of the other.
#[function("complex.__rpow__(self, value, mod=None, /)")]
fn rpow(vm: &mut Vm, this: &Value, base: &Value, modulus: Option<&Value>) -> Result<Value, Raised> {
    without_modulus(vm, modulus)?;
    operate(vm, Binary::Pow, this, base, true)
}

fn without_modulus(vm: &mut Vm, modulus: Option<&Value>) -> Result<(), Raised> {
    match modulus {
        Some(modulus) if !modulus.is_none() => Err(vm.value_error("complex modulo")),
        _ => Ok(()),
    }
}

/// Both parts in the shortest digits.
#[function("complex.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let (real, imaginary) = receiver(vm, "__repr__", this)?;
    Ok(complex_text::repr(real, imaginary))
}

/// The hash: numbers that are equal have the same.
#[function("complex.__hash__(self, /)")]
fn hash_(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    let (real, imaginary) = receiver(vm, "__hash__", this)?;
    Ok(hash::of_number(this, Number::Complex(real, imaginary)))
}

/// The text under a format specification.
#[function("complex.__format__(self, format_spec, /)")]
fn format_(vm: &mut Vm, this: &Value, spec: &Str) -> Result<Ref<Str>, Raised> {
    receiver(vm, "__format__", this)?;
    format::native(vm, this, spec.as_bytes())
}

/// Whether one of the parts is not zero.
#[function("complex.__bool__(self, /)")]
fn bool_(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    Ok(receiver(vm, "__bool__", this)? != (0.0, 0.0))
}

/// The negative.
#[function("complex.__neg__(self, /)")]
fn neg(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (real, imaginary) = receiver(vm, "__neg__", this)?;
    vm.complex(-real, -imaginary)
}

/// The number itself.
#[function("complex.__pos__(self, /)")]
fn pos(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (real, imaginary) = receiver(vm, "__pos__", this)?;
    vm.complex(real, imaginary)
}

/// The distance from zero.
#[function("complex.__abs__(self, /)")]
fn abs(vm: &mut Vm, this: &Value) -> Result<f64, Raised> {
    let (real, imaginary) = receiver(vm, "__abs__", this)?;
    let size = real.hypot(imaginary);
    if size.is_infinite() && real.is_finite() && imaginary.is_finite() {
        return Err(vm.overflow_error("absolute value too large"));
    }
    Ok(size)
}

/// The number itself.
#[function("complex.__complex__(self, /)")]
fn complex_(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (real, imaginary) = receiver(vm, "__complex__", this)?;
    vm.complex(real, imaginary)
}

/// The number with the opposite imaginary part.
#[function("complex.conjugate(self, /)")]
fn conjugate(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (real, imaginary) = receiver(vm, "conjugate", this)?;
    vm.complex(real, -imaginary)
}

/// What `__new__` needs to make an equal number.
#[function("complex.__getnewargs__(self, /)")]
fn getnewargs(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (real, imaginary) = receiver(vm, "__getnewargs__", this)?;
    let args = [vm.float(real)?, vm.float(imaginary)?];
    vm.tuple(args)
}
