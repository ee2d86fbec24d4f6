//! Modules that could be imported, and what they hold. No module of the script's is imported for that: its text is read.

use std::path::{Path, PathBuf};

use taipan_ast::expr::ExprKind;
use taipan_ast::stmt::{Mod, StmtKind};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::dict;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::List;
use taipan_heap::value::Value;
use taipan_modules::registry;

use crate::complete::{fits, plain, texts_of};
use crate::session;

/// Modules whose dotted names begin so.
pub(super) fn modules(vm: &mut Vm, part: &str) -> Vec<String> {
    let (package, last) = part.rsplit_once('.').map_or(("", part), |(package, last)| (package, last));
    let prefix = if package.is_empty() { String::new() } else { format!("{package}.") };
    let names = below(vm, package);
    names
        .into_iter()
        .filter(|name| name.starts_with(last) && fits(name, last))
        .map(|name| format!("{prefix}{name}"))
        .collect()
}

/// Names of a module that begin so.
pub(super) fn members(vm: &mut Vm, module: &str, part: &str) -> Vec<String> {
    let known = known(vm, module);
    let mut names = match known.as_ref().and_then(Value::payload::<Module>) {
        Some(module) => texts_of(&module.dict, part),
        None => written(vm, module),
    };
    names.extend(below(vm, module));
    names.retain(|name| name.starts_with(part) && fits(name, part));
    names
}

/// A module that is loaded, or that can be loaded without running anything of the script's.
fn known(vm: &mut Vm, module: &str) -> Option<Value> {
    let modules = vm.world.modules.clone();
    let known = dict::get_text(vm, &modules, module);
    if known.is_some() || registry::find(module).is_none() {
        return known;
    }
    // What comes with the interpreter does nothing but define.
    let import = vm.hooks.import;
    let imported = import(vm, module).map_err(|_| vm.clear_pending()).ok();
    dict::get_text(vm, &modules, module).or(imported)
}

/// The modules right below a package, or all that are at the top.
fn below(vm: &mut Vm, package: &str) -> Vec<String> {
    let mut names: Vec<String> = if package.is_empty() {
        registry::names().map(str::to_owned).collect()
    } else {
        registry::submodules(package).map(str::to_owned).collect()
    };
    if !package.is_empty() && known(vm, package).is_some() {
        // Some are there without being part of a package: `os.path`.
        let prefix = format!("{package}.");
        let loaded = texts_of(&vm.world.modules, &prefix);
        let below = loaded.iter().filter_map(|name| name.strip_prefix(&prefix)).filter(|name| !name.contains('.'));
        names.extend(below.map(str::to_owned));
    }
    if vm.host.allows_system() {
        for folder in folders(vm, package) {
            names.extend(in_folder(&folder));
        }
    }
    names
}

/// Where the modules of a package lie, or those at the top.
fn folders(vm: &mut Vm, package: &str) -> Vec<PathBuf> {
    let path = match session::of_sys(vm) {
        Ok(sys) => dict::get_text(vm, &sys, "path"),
        Err(_) => {
            vm.clear_pending();
            None
        }
    };
    let path = path.as_ref().and_then(Value::payload::<List>).map(List::snapshot).unwrap_or_default();
    let below: PathBuf = package.split('.').collect();
    let folders = path.iter().filter_map(plain).map(|folder| {
        let folder = if folder.is_empty() { ".".to_owned() } else { folder };
        Path::new(&folder).join(&below)
    });
    folders.filter(|folder| folder.is_dir()).collect()
}

fn in_folder(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| {
        let path = entry.path();
        let name = path.file_name()?.to_str()?.to_owned();
        match name.strip_suffix(".py") {
            Some(module) => Some(module.to_owned()),
            None => (path.join("__init__.py").is_file()).then_some(name),
        }
    });
    names.filter(|name| name != "__init__" && name.chars().all(|c| c.is_alphanumeric() || c == '_')).collect()
}

/// The names that a module's text gives at its top level.
fn written(vm: &mut Vm, module: &str) -> Vec<String> {
    if !vm.host.allows_system() {
        return Vec::new();
    }
    let (package, last) = module.rsplit_once('.').map_or(("", module), |(package, last)| (package, last));
    let files = folders(vm, package)
        .into_iter()
        .flat_map(|folder| [folder.join(format!("{last}.py")), folder.join(last).join("__init__.py")]);
    let bytes = files.into_iter().find_map(|file| std::fs::read(file).ok());
    let Some(text) = bytes.and_then(|bytes| taipan_source::decode::decode(&bytes).ok()) else { return Vec::new() };
    let Ok(parsed) = taipan_parser::parse(&text, taipan_parser::Mode::Module) else { return Vec::new() };
    let Mod::Module(body) = &parsed.module else { return Vec::new() };
    let mut names = Vec::new();
    for statement in body {
        let name = match &statement.kind {
            StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => Some(function.name),
            StmtKind::ClassDef(class) => Some(class.name),
            StmtKind::Assign { targets, .. } => targets.first().and_then(|target| match &target.kind {
                ExprKind::Name(name) => Some(*name),
                _ => None,
            }),
            _ => None,
        };
        names.extend(name.map(|name| parsed.names.text(name).to_owned()));
    }
    names
}
