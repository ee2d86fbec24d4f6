//! Why a module may lack a name: it is not complete yet, or stands in the way of another one.

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::{attributes, dict, name};
use crate::value::mapping::Set;
use crate::value::module::Module;
use crate::value::text::Str;

/// What may have happened to a module.
pub enum Doubt {
    /// A script's own file has the name of a module of the library, and comes first.
    HidesLibrary,
    /// Its code still runs, and it lies beside the script: it may hide what was meant.
    StartsBesideScript,
    /// Its code still runs.
    Starts,
    /// Nothing.
    None,
}

/// What may have happened to a module, and the file it comes from.
pub fn doubt(vm: &mut Vm, module: &Value) -> Result<(Doubt, Option<String>), Raised> {
    let Some(spec) = attributes::get(vm, module, &vm.names.known.spec) else { return Ok((Doubt::None, None)) };
    let field = |vm: &mut Vm, name: &str| {
        let name = vm.intern(name)?;
        Ok(attributes::get(vm, &spec, &name))
    };
    let located = field(vm, "has_location")?.is_some_and(|located| located.is(&Value::TRUE));
    let origin = if located { field(vm, "origin")?.filter(Value::is_kind::<Str>) } else { None };
    let origin = origin.as_ref().map(name::text);
    let beside = origin.as_deref().is_some_and(|origin| is_beside_script(vm, origin));
    if beside && is_of_library(vm, module) {
        return Ok((Doubt::HidesLibrary, origin));
    }
    let starts = field(vm, "_initializing")?.is_some_and(|flag| flag.is(&Value::TRUE));
    let doubt = match (starts, beside) {
        (true, true) => Doubt::StartsBesideScript,
        (true, false) => Doubt::Starts,
        _ => Doubt::None,
    };
    Ok((doubt, origin))
}

/// Under this name the VM keeps the folder of the script.
pub const SCRIPT_FOLDER: &str = "sys.path[0]";

fn is_beside_script(vm: &Vm, origin: &str) -> bool {
    let kept = vm.world.kept.borrow();
    let Some(folder) = kept.get(SCRIPT_FOLDER).map(name::text) else { return false };
    let place = origin.strip_suffix("/__init__.py").unwrap_or(origin);
    place.rsplit_once('/').is_some_and(|(around, _)| around == folder)
}

fn is_of_library(vm: &mut Vm, module: &Value) -> bool {
    let name = attributes::get(vm, module, &vm.names.known.name).filter(Value::is_kind::<Str>);
    name.is_some_and(|name| is_library_name(vm, &name::text(&name)))
}

/// Whether `sys.stdlib_module_names` has a name. A script may have put other names there.
pub fn is_library_name(vm: &Vm, wanted: &str) -> bool {
    let names = dict::get_text(vm, &vm.world.modules, "sys")
        .and_then(|sys| dict::get_text(vm, &sys.payload::<Module>()?.dict, "stdlib_module_names"));
    match names {
        Some(names) => names
            .payload::<Set>()
            .is_some_and(|names| names.table.borrow().iter().any(|known| name::text(&known.key) == wanted)),
        // Nobody has asked for the set yet.
        None => !wanted.contains('.') && (vm.hooks.library)(wanted).is_some(),
    }
}

/// What is said of a name that a module has not.
pub fn missing(vm: &mut Vm, module: &Value, wanted: &str) -> Result<String, Raised> {
    let shown = attributes::get(vm, module, &vm.names.known.name).filter(Value::is_kind::<Str>);
    let Some(shown) = shown.as_ref().map(name::text) else {
        return Ok(format!("module has no attribute '{wanted}'"));
    };
    let plain = format!("module '{shown}' has no attribute '{wanted}'");
    Ok(match doubt(vm, module)? {
        (Doubt::HidesLibrary, Some(origin)) => format!(
            "{plain} (consider renaming '{origin}' since it has the same name as the standard library module named \
             '{shown}' and the import system gives it precedence)"
        ),
        (Doubt::StartsBesideScript, Some(origin)) => format!(
            "{plain} (consider renaming '{origin}' if it has the same name as a third-party module you intended to import)"
        ),
        (Doubt::Starts, Some(origin)) => {
            format!("partially initialized module '{shown}' from '{origin}' has no attribute '{wanted}' {CIRCULAR}")
        }
        (Doubt::Starts | Doubt::StartsBesideScript | Doubt::HidesLibrary, None) => {
            format!("partially initialized module '{shown}' has no attribute '{wanted}' {CIRCULAR}")
        }
        (Doubt::None, _) => match starting_submodule(vm, &shown, wanted)? {
            true => format!("cannot access submodule '{wanted}' of module '{shown}' {CIRCULAR}"),
            false => plain,
        },
    })
}

/// What is said of a name that cannot be imported from a module, and the file of the module.
pub fn cannot_import(
    vm: &mut Vm,
    module: &Value,
    wanted: &str,
    shown: &str,
) -> Result<(String, Option<String>), Raised> {
    let (doubt, origin) = doubt(vm, module)?;
    let plain = format!("cannot import name '{wanted}' from '{shown}'");
    let place = origin.as_ref().map(|origin| format!(" ({origin})"));
    let message = match doubt {
        Doubt::Starts | Doubt::StartsBesideScript => format!(
            "cannot import name '{wanted}' from partially initialized module '{shown}' {CIRCULAR}{}",
            place.unwrap_or_default()
        ),
        Doubt::HidesLibrary | Doubt::None => {
            format!("{plain}{}", place.unwrap_or_else(|| " (unknown location)".into()))
        }
    };
    Ok((message, origin))
}

const CIRCULAR: &str = "(most likely due to a circular import)";

/// True for a submodule whose code still runs.
fn starting_submodule(vm: &mut Vm, package: &str, wanted: &str) -> Result<bool, Raised> {
    let found = dict::get_text(vm, &vm.world.modules, &format!("{package}.{wanted}"));
    Ok(match found {
        Some(submodule) => matches!(doubt(vm, &submodule)?.0, Doubt::Starts | Doubt::StartsBesideScript),
        None => false,
    })
}
