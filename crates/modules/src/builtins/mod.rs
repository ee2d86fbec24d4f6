//! The functions of module `builtins`, by subject. Classes get there through `taipan_objects::install`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::module::Module;
use taipan_heap::value::Value;

mod objects;
mod iteration;
mod anext;
mod scope;
mod execution;
pub mod io;
mod import;
mod build_class;
mod numbers;

use crate::io::open;

/// Every function, file by file.
const TABLES: &[&[NativeDef]] = &[
    objects::FUNCTIONS,
    iteration::FUNCTIONS,
    anext::FUNCTIONS,
    scope::FUNCTIONS,
    execution::FUNCTIONS,
    io::FUNCTIONS,
    import::FUNCTIONS,
    numbers::FUNCTIONS,
    build_class::FUNCTIONS,
];

/// Puts the functions and constants into the namespace of module `builtins`.
pub fn install(vm: &mut Vm) -> Result<(), Raised> {
    let namespace = vm.world.builtins.clone();
    for table in TABLES {
        spec::install_functions(vm, &namespace, "builtins", table)?;
    }
    open::install(vm, &namespace)?;
    let constants = [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::TRUE),
    ];
    for (name, value) in constants {
        dict::set_text(vm, &namespace, name, value)?;
    }
    let os_error = vm.classes.os_error.value().clone();
    for name in ["IOError", "EnvironmentError"] {
        dict::set_text(vm, &namespace, name, os_error.clone())?;
    }
    for (name, text) in [("__name__", "builtins"), ("__doc__", DOC), ("__package__", "")] {
        let text = vm.str(text)?;
        dict::set_text(vm, &namespace, name, text)?;
    }
    for name in ["__loader__", "__spec__"] {
        dict::set_text(vm, &namespace, name, Value::NONE)?;
    }
    // The module shows the namespace itself: what a script puts there, all code sees.
    let class = vm.classes.module.clone();
    let module = vm.allocate(&class, Module { dict: namespace })?;
    let modules = vm.world.modules.clone();
    dict::set_text(vm, &modules, "builtins", module.into_value())
}

const DOC: &str = "The names that are known everywhere: functions, types, exceptions and constants.";
