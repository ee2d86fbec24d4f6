//! What everything that can be called shares: `__call__`, and `__get__` where binding makes a method.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::{call, lookup};
use taipan_heap::value::Value;
use taipan_macros::function;

use crate::class::class_new::flatten;

/// Calls the function.
#[function("function.__call__(self, /, *args, **kwargs)")]
pub(crate) fn call_self(vm: &mut Vm, this: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let (values, names) = flatten(&args, &keywords);
    call::call(vm, this, Call { values: &values, keywords: &names })
}

/// The function bound to an instance; for the class alone, the function itself.
#[function("function.__get__(self, instance, owner=None, /)")]
pub(crate) fn get_bound(vm: &mut Vm, this: &Value, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    if instance.is_none() && owner.is_none() {
        return Err(vm.type_error("__get__(None, None) is invalid"));
    }
    let object = if instance.is_none() { None } else { Some(instance) };
    let class = match object {
        Some(object) if owner.is_none() => vm.classes.of(object).into_value(),
        _ => owner.clone(),
    };
    lookup::bind(vm, this, object, &class)
}
