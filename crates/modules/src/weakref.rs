//! Module `_weakref`: what `weakref`, written in Python, asks the interpreter.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::weak;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::weak::weak_proxy;

const FUNCTIONS: &[NativeDef] = methods![proxy, getweakrefcount, getweakrefs];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let classes = [
        ("ref", &vm.classes.weak_ref),
        ("ReferenceType", &vm.classes.weak_ref),
        ("ProxyType", &vm.classes.weak_proxy),
        ("CallableProxyType", &vm.classes.weak_callable_proxy),
    ]
    .map(|(name, class)| (name, class.value().clone()));
    for (name, class) in classes {
        dict::set_text(vm, namespace, name, class)?;
    }
    spec::install_functions(vm, namespace, "_weakref", FUNCTIONS)
}

/// A stand-in for an object that does not keep it alive; with a callback, which is called when the object goes.
#[function("proxy(object, callback=None, /)")]
fn proxy(vm: &mut Vm, object: &Value, callback: Value) -> Result<Value, Raised> {
    weak_proxy::make(vm, object, callback)
}

/// How many weak references and proxies an object has.
#[function("getweakrefcount(object, /)")]
fn getweakrefcount(vm: &mut Vm, object: &Value) -> usize {
    weak::references(vm, object).len()
}

/// The weak references and proxies to an object.
#[function("getweakrefs(object, /)")]
fn getweakrefs(vm: &mut Vm, object: &Value) -> Result<Value, Raised> {
    let references = weak::references(vm, object).into_iter().map(Ref::into_value).collect::<Vec<_>>();
    vm.list(references)
}
