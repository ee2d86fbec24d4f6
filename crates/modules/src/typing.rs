//! Module `_typing`: the classes of type parameters, which the machine shares with module `typing`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::typing::{type_params, union};

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
