//! Imports that are told of on standard error: from where each module comes, and how long it takes.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::{dict, lookup};
use taipan_heap::value::Value;
use taipan_traceback::report::write_error;

/// Imports a module that is not there yet, and tells of it.
pub(super) fn load(vm: &mut Vm, name: &str) -> Result<Value, Raised> {
    // What a package imports of itself is told of there.
    if let Some((package, _)) = name.rsplit_once('.')
        && dict::get_text(vm, &vm.world.modules, package).is_none()
    {
        super::import(vm, package)?;
        if let Some(module) = dict::get_text(vm, &vm.world.modules, name).filter(|module| !module.is_none()) {
            return Ok(module);
        }
    }
    let begun = vm.host.monotonic();
    let before = enter(vm);
    let imported = super::import_anew(vm, name);
    let taken = vm.host.monotonic().saturating_sub(begun).as_micros() as u64;
    leave(vm, name, before, taken);
    if vm.world.settings.imports.named
        && let Ok(module) = &imported
    {
        let origin = origin(vm, module)?;
        write_error(vm, &format!("import '{name}' # {origin}\n"));
    }
    imported
}

/// Begins an account; gives what the import outside of it has come to.
fn enter(vm: &mut Vm) -> u64 {
    let Some(timed) = &mut vm.world.settings.imports.timed else { return 0 };
    timed.depth += 1;
    let begins = !std::mem::replace(&mut timed.begun, true);
    let before = std::mem::take(&mut timed.inside);
    if begins {
        write_error(vm, "import time: self [us] | cumulative | imported package\n");
    }
    before
}

fn leave(vm: &mut Vm, name: &str, before: u64, taken: u64) {
    let Some(timed) = &mut vm.world.settings.imports.timed else { return };
    timed.depth -= 1;
    let own = taken.saturating_sub(timed.inside);
    timed.inside = before + taken;
    let indent = " ".repeat(2 * timed.depth);
    write_error(vm, &format!("import time: {own:>9} | {taken:>10} | {indent}{name}\n"));
}

/// The file of a module, or what stands for one.
fn origin(vm: &mut Vm, module: &Value) -> Result<String, Raised> {
    let spec = vm.names.known.spec.clone();
    let Some(spec) = lookup::try_get_attr_quiet(vm, module, &spec)? else { return Ok("no spec".to_owned()) };
    let origin = vm.intern("origin")?;
    match lookup::try_get_attr_quiet(vm, &spec, &origin)? {
        Some(origin) => Ok(repr::str(vm, &origin)?.to_lossy().into_owned()),
        None => Ok("no origin".to_owned()),
    }
}
