//! What `bool` answers besides what it has from `int`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::{int_math, number};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::int_arith::IntRef;

use crate::number::number_methods::{method_of, new_class, operator_methods, wrong_receiver};

/// `bool`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "True or False: bool(x) says whether x counts as true.",
    methods: methods![new, repr, invert, and, or, xor, rand, ror, rxor],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `bool(x)`
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    match values {
        [x] => Ok(Some(Value::from_bool(truth::is_true(vm, x)?))),
        _ => Ok(None),
    }
}

/// Whether the argument counts as true.
#[function("bool.__new__(cls, object=False, /)")]
fn new(vm: &mut Vm, class: &Value, object: &Value) -> Result<bool, Raised> {
    let bool_class = vm.classes.bool.clone();
    new_class(vm, class, &bool_class)?;
    truth::is_true(vm, object)
}

/// `True` or `False`.
#[function("bool.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<&'static str, Raised> {
    match this.word().as_bool() {
        Some(truth) => Ok(if truth { "True" } else { "False" }),
        None => Err(wrong_receiver(vm, "__repr__", "bool", this)),
    }
}

/// The number with all bits turned over: -1 or -2.
#[function("bool.__invert__(self, /)")]
fn invert(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    match this.word().as_bool() {
        Some(truth) => {
            arithmetic::warn_of_inverted_truth(vm)?;
            Ok(!i64::from(truth))
        }
        None => Err(wrong_receiver(vm, "__invert__", "bool", this)),
    }
}

/// A truth value if both are, else an integer.
fn operate(vm: &mut Vm, op: Binary, this: &Value, other: &Value, reflected: bool) -> Result<Value, Raised> {
    let Some(a) = this.word().as_bool() else {
        return Err(wrong_receiver(vm, method_of(op, reflected), "bool", this));
    };
    match (other.word().as_bool(), op) {
        (Some(b), Binary::And) => Ok(Value::from_bool(a & b)),
        (Some(b), Binary::Or) => Ok(Value::from_bool(a | b)),
        (Some(b), _) => Ok(Value::from_bool(a ^ b)),
        (None, _) => match number::int(other) {
            Some(other) => int_math::binary(vm, op, IntRef::Small(i64::from(a)), other),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
    }
}

operator_methods! {
    operate;
    left {
        and "bool.__and__(self, value, /)" And "Whether both are true.";
        or "bool.__or__(self, value, /)" Or "Whether one is true.";
        xor "bool.__xor__(self, value, /)" Xor "Whether one of both is true.";
    }
    right {
        rand "bool.__rand__(self, value, /)" And "Whether both are true.";
        ror "bool.__ror__(self, value, /)" Or "Whether one is true.";
        rxor "bool.__rxor__(self, value, /)" Xor "Whether one of both is true.";
    }
}
