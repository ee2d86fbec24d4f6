//! `functools.cmp_to_key`: objects that a function compares.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::protocol::native::NativeDef;
use taipan_core::value::class::Class;
use taipan_core::value::instance::Instance;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

pub(super) const METHODS: &[(&str, NativeDef)] = &[
    ("make_key", make_key::DEF),
    ("key_lt", key_lt::DEF),
    ("key_le", key_le::DEF),
    ("key_eq", key_eq::DEF),
    ("key_gt", key_gt::DEF),
    ("key_ge", key_ge::DEF),
];

/// Make a maker of keys.
#[function("KeyWrapper.__new__(cls, compare, /)")]
pub(super) fn new_key_wrapper(vm: &mut Vm, class: Ref<Class>, compare: Value) -> Result<Value, Raised> {
    super::instance_of(vm, &class, [compare])
}

/// Make a key of an object.
#[function("KeyWrapper.__call__(self, /, obj)")]
fn make_key(vm: &mut Vm, this: Ref<Instance>, obj: Value) -> Result<Value, Raised> {
    let compare = this.get_place(0);
    let class = vm.classes.of(this.value());
    super::instance_of(vm, &class, [compare, obj])
}

/// What the comparing function says about two keys, compared with zero.
fn compared(vm: &mut Vm, this: &Value, other: &Value, comparison: Comparison) -> Result<Value, Raised> {
    let (Some(a), Some(b)) = (this.payload::<Instance>(), other.payload::<Instance>()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    if !vm.classes.of(this).value().is(vm.classes.of(other).value()) {
        return Err(vm.type_error("other argument must be K instance"));
    }
    let (compare, x, y) = (a.get_place(0), a.get_place(1), b.get_place(1));
    if x.is_unbound() || y.is_unbound() {
        return Err(vm.raise_message(|classes| &classes.attribute_error, "object"));
    }
    let order = vm.call(&compare, &[x, y])?;
    let zero = vm.int(0)?;
    compare::compare(vm, comparison, &order, &zero)
}

/// Whether the comparing function says that this item comes before the other.
#[function("KeyWrapper.__lt__(self, value, /)")]
fn key_lt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Lt)
}

/// Whether the comparing function says that this item comes before, or is equal to the other.
#[function("KeyWrapper.__le__(self, value, /)")]
fn key_le(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Le)
}

/// Whether the comparing function says that this item is equal to the other.
#[function("KeyWrapper.__eq__(self, value, /)")]
fn key_eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Eq)
}

/// Whether the comparing function says that this item comes after the other.
#[function("KeyWrapper.__gt__(self, value, /)")]
fn key_gt(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Gt)
}

/// Whether the comparing function says that this item comes after, or is equal to the other.
#[function("KeyWrapper.__ge__(self, value, /)")]
fn key_ge(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    compared(vm, this, value, Comparison::Ge)
}
