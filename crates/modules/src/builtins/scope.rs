//! The variables of the function that called a builtin: `locals`, `globals`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::name;
use taipan_core::protocol::native::NativeDef;
use taipan_core::value::mapping::Dict;
use taipan_exec::inspect;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

pub(super) const FUNCTIONS: &[NativeDef] = methods![locals, globals];

/// The variables of the scope that asks.
///
/// A module and a class body give their namespace itself; a function gives a fresh dict each time, and does not see
/// changes to it (PEP 667).
#[function("locals()")]
fn locals(vm: &mut Vm) -> Result<Value, Raised> {
    locals_of_caller(vm)
}

/// The namespace of the module whose code asks: the dict itself, so changes to it are changes of the module.
#[function("globals()")]
fn globals(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    globals_of_caller(vm)
}

/// The globals of the innermost frame.
pub(super) fn globals_of_caller(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    match name::current_globals(vm) {
        Some(globals) => Ok(globals),
        None => Err(vm.system_error("globals does not exist")),
    }
}

/// The namespace of the innermost frame: its own mapping in a class or module body, else a fresh dict of its variables.
pub(super) fn locals_of_caller(vm: &mut Vm) -> Result<Value, Raised> {
    inspect::locals(vm, 0)
}
