//! `sys`: the hooks of asynchronous generators.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::value::special::Special;
use taipan_exec::asyncgen_hooks::{self, Hooks};
use taipan_heap::value::Value;
use taipan_macros::function;

pub(super) const FUNCTIONS: &[NativeDef] = methods![get_asyncgen_hooks, set_asyncgen_hooks];

/// The hooks of asynchronous generators, as a tuple with names.
#[function("get_asyncgen_hooks()")]
fn get_asyncgen_hooks(vm: &mut Vm) -> Result<Value, Raised> {
    let Hooks { first, finisher } = asyncgen_hooks::get(vm);
    let import = vm.hooks.import;
    let facts = import(vm, "_sysfacts")?;
    vm.call_method(&facts, "asyncgen_hooks", &[first, finisher])
}

/// Set what hears of each asynchronous generator before its first step, and what finishes one that nobody finished. None
/// takes a hook away.
#[function("set_asyncgen_hooks(firstiter=<absent>, finalizer=<absent>)")]
fn set_asyncgen_hooks(vm: &mut Vm, firstiter: Option<Value>, finalizer: Option<Value>) -> Result<(), Raised> {
    for (name, hook) in [("finalizer", &finalizer), ("firstiter", &firstiter)] {
        let Some(hook) = hook.as_ref().filter(|hook| !hook.is_none()) else { continue };
        if vm.classes.of(hook).special(Special::Call).is_unbound() {
            let given = vm.classes.name_of(hook);
            return Err(vm.type_error(format!("callable {name} expected, got {given}")));
        }
    }
    let before = asyncgen_hooks::get(vm);
    let hooks = Hooks { first: firstiter.unwrap_or(before.first), finisher: finalizer.unwrap_or(before.finisher) };
    asyncgen_hooks::set(vm, hooks);
    Ok(())
}
