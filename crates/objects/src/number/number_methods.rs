//! What the operators of `int`, `float` and `complex` have in common as methods: a table of names each.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::arithmetic::Binary;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::number::{self, Number};
use taipan_core::protocol::arity;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};

/// Natives for operators of two operands. `$operate` is a function of the operator, the receiver and the other operand;
/// the first list holds the methods of left operands, the second those of right ones.
macro_rules! operator_methods {
    (
        $operate:path;
        left { $( $name:ident $signature:tt $op:ident $doc:literal; )* }
        right { $( $reflected_name:ident $reflected_signature:tt $reflected_op:ident $reflected_doc:literal; )* }
    ) => {
        $(
            #[doc = $doc]
            #[taipan_macros::function($signature)]
            fn $name(vm: &mut Vm, this: &Value, other: &Value) -> Result<Value, Raised> {
                $operate(vm, Binary::$op, this, other, false)
            }
        )*
        $(
            #[doc = $reflected_doc]
            #[taipan_macros::function($reflected_signature)]
            fn $reflected_name(vm: &mut Vm, this: &Value, other: &Value) -> Result<Value, Raised> {
                $operate(vm, Binary::$reflected_op, this, other, true)
            }
        )*
    };
}

/// Natives for comparisons, as [`operator_methods`].
macro_rules! comparison_methods {
    ( $operate:path; $( $name:ident $signature:tt $comparison:ident $doc:literal; )* ) => {
        $(
            #[doc = $doc]
            #[taipan_macros::function($signature)]
            fn $name(vm: &mut Vm, this: &Value, other: &Value) -> Result<Value, Raised> {
                $operate(vm, Comparison::$comparison, this, other)
            }
        )*
    };
}

pub(crate) use {comparison_methods, operator_methods};

/// TypeError: a special method was called with a receiver of a wrong type.
#[cold]
pub(crate) fn wrong_receiver(vm: &mut Vm, method: &str, class: &str, given: &Value) -> Raised {
    let given = vm.classes.name_of(given);
    if arity::NO_SLOTS.contains(&method) {
        return vm
            .type_error(format!("descriptor '{method}' for '{class}' objects doesn't apply to a '{given}' object"));
    }
    vm.type_error(format!("descriptor '{method}' requires a '{class}' object but received a '{given}'"))
}

/// The method that an operator calls on its left or (reflected) right operand.
pub(crate) fn method_of(op: Binary, reflected: bool) -> &'static str {
    if reflected { op.reflected().name() } else { op.plain().name() }
}

/// A comparison of numbers as a method: `NotImplemented` where the other is none.
pub(crate) fn compare_numbers(
    comparison: Comparison,
    this: Number<'_>,
    other: &Value,
    accepts: impl Fn(&Number<'_>) -> bool,
) -> Value {
    match number::number(other).filter(|other| accepts(other)) {
        Some(other) => compare::numbers(comparison, this, other).map_or(Value::NOT_IMPLEMENTED, Value::from_bool),
        None => Value::NOT_IMPLEMENTED,
    }
}

/// The class argument of `__new__`, which must be `base` or derived from it.
pub(crate) fn new_class(vm: &mut Vm, class: &Value, base: &Ref<Class>) -> Result<Ref<Class>, Raised> {
    let name = base.text_name();
    let Some(class) = class.to_ref::<Class>() else {
        let given = vm.classes.name_of(class);
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({given})")));
    };
    if !class.is_subclass_of(base) {
        let given = class.text_name();
        return Err(vm.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")));
    }
    Ok(class)
}
