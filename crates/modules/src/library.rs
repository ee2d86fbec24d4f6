//! Module `_library`: makes builtins of functions that CPython writes in C and `stdlib/` in Python, and names all modules.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::{NativeDef, Rest};
use taipan_core::protocol::{dict, spec};
use taipan_core::value::function::Function;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::function::library_function;

use crate::registry;

const FUNCTIONS: &[NativeDef] = methods![builtins, names, natives];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_library", FUNCTIONS)
}

/// The names of all top-level modules.
#[function("names()")]
fn names(vm: &mut Vm) -> Result<Value, Raised> {
    let names = registry::names().map(|name| vm.intern(name)).collect::<Result<Vec<_>, _>>()?;
    vm.tuple(names)
}

/// The names of modules that are written in Rust.
#[function("natives()")]
fn natives(vm: &mut Vm) -> Result<Value, Raised> {
    let names = registry::natives().map(|name| vm.intern(name)).collect::<Result<Vec<_>, _>>()?;
    vm.tuple(names)
}

/// Make builtins of a module out of functions in a namespace: they are no methods of the classes that hold them, and their
/// frames are no entries of tracebacks.
#[function("builtins(module, namespace, /, *names)")]
fn builtins(vm: &mut Vm, module: &Value, namespace: &Dict, names: Rest<'_>) -> Result<(), Raised> {
    for name in names.iter() {
        let Some(function) = dict::get(vm, namespace, name).and_then(|found| found.to_ref::<Function>()) else {
            return Err(vm.type_error("only functions written in Python become builtins"));
        };
        let made = library_function::wrap(vm, function, module)?;
        dict::set(vm, namespace, name, made)?;
    }
    Ok(())
}
