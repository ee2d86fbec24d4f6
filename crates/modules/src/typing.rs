//! Module `_typing`: the classes of type parameters, which the machine shares with module `typing`.

use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::object::{type_params, union};
use taipan_vm::ops::iterate;
use taipan_vm::protocol::native::NativeDef;
use taipan_vm::protocol::{dict, spec};
use taipan_vm::value::mapping::Dict;

const FUNCTIONS: &[NativeDef] = methods![make_union];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_typing", FUNCTIONS)?;
    let classes = [
        ("TypeVar", vm.classes.type_var.clone()),
        ("ParamSpec", vm.classes.param_spec.clone()),
        ("TypeVarTuple", vm.classes.type_var_tuple.clone()),
        ("TypeAliasType", vm.classes.type_alias_type.clone()),
        ("Generic", vm.classes.generic.clone()),
        ("GenericAlias", vm.classes.generic_alias.clone()),
        ("UnionType", vm.classes.union_type.clone()),
    ];
    for (name, class) in classes {
        dict::set_text(vm, namespace, name, class.into_value())?;
    }
    let kept = [
        ("NoDefault", type_params::NO_DEFAULT),
        ("ParamSpecArgs", type_params::ARGS),
        ("ParamSpecKwargs", type_params::KWARGS),
    ];
    for (name, key) in kept {
        let value = vm.world.kept.borrow().get(key).cloned().unwrap_or(Value::NONE);
        dict::set_text(vm, namespace, name, value)?;
    }
    Ok(())
}

/// The union of types: nested unions are taken apart, and what is the same stands once.
#[function("make_union(types, /)")]
fn make_union(vm: &mut Vm, types: &Value) -> Result<Value, Raised> {
    let types = iterate::collect(vm, types)?;
    union::make(vm, &types)
}
