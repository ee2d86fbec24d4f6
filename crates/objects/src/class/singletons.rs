//! `None`, `...` and `NotImplemented`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_heap::value::Value;
use taipan_macros::function;

/// `NoneType`
pub(crate) static NONE: ClassSpec = ClassSpec {
    doc: "What None alone is an instance of.",
    methods: methods![new_none, repr_none, bool_none, hash_none, eq_none],
    ..ClassSpec::EMPTY
};

/// `ellipsis`
pub(crate) static ELLIPSIS: ClassSpec = ClassSpec {
    doc: "What Ellipsis alone is an instance of.",
    methods: methods![new_ellipsis, repr_ellipsis, reduce_ellipsis],
    ..ClassSpec::EMPTY
};

/// `NotImplementedType`
pub(crate) static NOT_IMPLEMENTED: ClassSpec = ClassSpec {
    doc: "What NotImplemented alone is an instance of.",
    methods: methods![new_not_implemented, repr_not_implemented, bool_not_implemented, reduce_not_implemented],
    ..ClassSpec::EMPTY
};

fn no_arguments(vm: &mut Vm, name: &str, args: &[Value], keywords: &Keywords<'_>) -> Result<(), Raised> {
    if args.is_empty() && keywords.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{name} takes no arguments")))
}

/// Makes an object of the class.
#[function("NoneType.__new__(cls, /, *args, **kwargs)")]
fn new_none(vm: &mut Vm, _class: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<(), Raised> {
    no_arguments(vm, "NoneType", &args, &keywords)
}

/// What repr() shows.
#[function("NoneType.__repr__(self, /)")]
fn repr_none(_this: &Value) -> &'static str {
    "None"
}

/// Never true.
#[function("NoneType.__bool__(self, /)")]
fn bool_none(_this: &Value) -> bool {
    false
}

/// A number for dicts and sets: equal objects have the same.
#[function("NoneType.__hash__(self, /)")]
fn hash_none(_this: &Value) -> i64 {
    0xfca8_6420
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("NoneType.__eq__(self, value, /)")]
fn eq_none(this: &Value, value: &Value) -> Value {
    if this.is(value) { Value::TRUE } else { Value::NOT_IMPLEMENTED }
}

/// Makes an object of the class.
#[function("ellipsis.__new__(cls, /, *args, **kwargs)")]
fn new_ellipsis(vm: &mut Vm, _class: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    no_arguments(vm, "EllipsisType", &args, &keywords)?;
    Ok(Value::ELLIPSIS)
}

/// What repr() shows.
#[function("ellipsis.__repr__(self, /)")]
fn repr_ellipsis(_this: &Value) -> &'static str {
    "Ellipsis"
}

/// How to make an equal object: for copies and pickles.
#[function("ellipsis.__reduce__(self, /)")]
fn reduce_ellipsis(_this: &Value) -> &'static str {
    "Ellipsis"
}

/// Makes an object of the class.
#[function("NotImplementedType.__new__(cls, /, *args, **kwargs)")]
fn new_not_implemented(vm: &mut Vm, _class: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    no_arguments(vm, "NotImplementedType", &args, &keywords)?;
    Ok(Value::NOT_IMPLEMENTED)
}

/// What repr() shows.
#[function("NotImplementedType.__repr__(self, /)")]
fn repr_not_implemented(_this: &Value) -> &'static str {
    "NotImplemented"
}

/// True; a test of it as a condition is deprecated.
#[function("NotImplementedType.__bool__(self, /)")]
fn bool_not_implemented(vm: &mut Vm, _this: &Value) -> Result<bool, Raised> {
    let message = "NotImplemented should not be used in a boolean context";
    vm.warn(|classes| &classes.deprecation_warning, message, 1)?;
    Ok(true)
}

/// How to make an equal object: for copies and pickles.
#[function("NotImplementedType.__reduce__(self, /)")]
fn reduce_not_implemented(_this: &Value) -> &'static str {
    "NotImplemented"
}
