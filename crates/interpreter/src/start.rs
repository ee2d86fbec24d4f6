//! Making a VM ready: its classes, its builtins, its hooks.

use taipan_core::machine::budget::attention;
use taipan_core::machine::hooks::Hooks;
use taipan_core::machine::host::Host;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::{Beginning, Vm};
use taipan_core::protocol::dict;
use taipan_core::value::mapping::Dict;
use taipan_exec as exec;
use taipan_heap::value::{Ref, Value};
use taipan_modules::import;
use taipan_modules::{registry, signal};

use crate::compile;

/// A VM with everything that scripts expect.
pub fn vm(host: Box<dyn Host>, hash_key: (u64, u64)) -> Option<Box<Vm>> {
    let hooks = Hooks {
        compile: compile::compile,
        run_function: exec::entry::run_function,
        resume: exec::resume::resume,
        next_item: exec::resume::next_item,
        decode_source: compile::decode,
        library: registry::find,
        import: import::import,
        unraisable: taipan_traceback::report::unraisable,
        warn: taipan_traceback::warn::warn,
        never_awaited: taipan_traceback::warn::never_awaited,
        type_parameter: taipan_objects::typing::type_params::parameter,
        type_alias: taipan_objects::typing::type_alias::make,
        generic_base: taipan_objects::typing::type_alias::generic_base,
        look_up: exec::calls::safe_point,
        attend,
    };
    let mut vm = Vm::bare(Beginning { layouts: &taipan_scheduler::ALL_LAYOUTS, host, hooks, hash_key }).ok()?;
    taipan_objects::install(&mut vm).ok()?;
    taipan_exec::install(&mut vm).ok()?;
    taipan_modules::builtins::install(&mut vm).ok()?;
    Some(vm)
}

/// Globals of the main program, as module `__main__`.
pub fn main_namespace(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    let (module, namespace) = import::fresh(vm, "__main__")?;
    for absent in ["__package__", "__loader__", "__spec__"] {
        dict::set_text(vm, &namespace, absent, Value::NONE)?;
    }
    let builtins = import::import(vm, "builtins")?;
    dict::set_text(vm, &namespace, "__builtins__", builtins)?;
    let annotations = vm.dict()?.into_value();
    dict::set_text(vm, &namespace, "__annotations__", annotations)?;
    let modules = vm.world.modules.clone();
    dict::set_text(vm, &modules, "__main__", module)?;
    Ok(namespace)
}

/// Answers to signals, of which there is one: Ctrl-C.
fn attend(vm: &mut Vm, bits: u32) -> Result<(), Raised> {
    if bits & attention::SIGNAL == 0 { Ok(()) } else { signal::interrupted(vm) }
}
