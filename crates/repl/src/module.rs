//! Module `_prompt`: what the library asks the prompt, as long as there is one.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_modules::import;

use crate::{statement, terminal};

const FUNCTIONS: &[NativeDef] = methods![page, lines];
const NAME: &str = "_prompt";

/// Puts the module there.
pub(crate) fn begin(vm: &mut Vm) -> Result<(), Raised> {
    let (module, namespace) = import::fresh(vm, NAME)?;
    spec::install_functions(vm, &namespace, NAME, FUNCTIONS)?;
    let modules = vm.world.modules.clone();
    dict::set_text(vm, &modules, NAME, module)
}

/// Takes it away.
pub(crate) fn end(vm: &mut Vm) {
    let modules = vm.world.modules.clone();
    match vm.intern(NAME) {
        Ok(name) => drop(dict::remove(vm, &modules, &name)),
        Err(_) => vm.clear_pending(),
    }
}

/// Show a text, page by page where the terminal is too small for it.
#[function("page(text, /)")]
fn page(vm: &mut Vm, text: &str) -> Result<Value, Raised> {
    terminal::page(vm, text).map(|()| Value::NONE)
}

/// The lines of what was typed, by the name that its code has; an empty list for other names.
#[function("lines(filename, /)")]
fn lines(vm: &mut Vm, filename: &str) -> Result<Value, Raised> {
    // Other names may stand for many texts.
    let own = filename.starts_with(statement::NAMES);
    let text = if own { vm.world.sources.borrow().named(filename) } else { None }.unwrap_or_default();
    let lines = text.lines().map(|line| vm.str(&format!("{line}\n"))).collect::<Result<Vec<_>, _>>()?;
    vm.list(lines)
}
