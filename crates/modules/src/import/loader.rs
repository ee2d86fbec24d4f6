//! The classes of module specs and loaders. Importing does not go through loaders: they are for programs that look.
//!
//! They come into being with the first module that needs them. What they can do is written in Python: module
//! `importlib._loaders` puts its functions into them, and is imported when one of them is first asked.

use std::path::Path;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::{NativeDef, Role, Shortcut};
use taipan_core::protocol::{attributes, dict, lookup, spec};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;

/// A class of this file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What is known of a module.
    Spec,
    /// For modules in Rust; the class itself is the loader, as it is of those that follow.
    BuiltIn,
    /// For modules of the library.
    Frozen,
    /// For files.
    File,
    /// For packages without a file.
    Namespace,
    /// For files in archives.
    Archive,
}

/// Each kind with the module and the name of its class, and what the class is born with.
pub static KINDS: [(Kind, &str, &str, &[&NativeDef]); 6] = [
    (Kind::Spec, "_frozen_importlib", "ModuleSpec", &[&shown::DEF]),
    (Kind::BuiltIn, "_frozen_importlib", "BuiltinImporter", &[]),
    (Kind::Frozen, "_frozen_importlib", "FrozenImporter", &[]),
    (Kind::File, "_frozen_importlib_external", "SourceFileLoader", &[&missing::DEF]),
    (Kind::Namespace, "_frozen_importlib_external", "NamespaceLoader", &[&missing::DEF]),
    (Kind::Archive, "zipimport", "zipimporter", &[&missing::DEF, &shown_archive::DEF]),
];

/// The class of a kind.
pub fn class(vm: &mut Vm, kind: Kind) -> Result<Value, Raised> {
    let (_, module, name, own) = KINDS[kind as usize];
    let known = vm.world.kept.borrow().get(name).cloned();
    if let Some(class) = known {
        return Ok(class);
    }
    let namespace = vm.dict()?;
    let module = vm.intern(module)?;
    dict::set_text(vm, &namespace, "__module__", module)?;
    for own in own {
        let function = spec::function(vm, own, Role::Method, Shortcut::No)?;
        dict::set_text(vm, &namespace, own.name, function.into_value())?;
    }
    let (shown, bases) = (vm.intern(name)?, vm.tuple([])?);
    let type_ = vm.classes.type_.value().clone();
    let class = vm.call(&type_, &[shown, bases, namespace.into_value()])?;
    vm.world.kept.borrow_mut().insert(name, class.clone());
    Ok(class)
}

/// The loader of a module of this name, which lies in `path`.
pub fn make(vm: &mut Vm, kind: Kind, name: &Value, path: Option<&Value>) -> Result<Value, Raised> {
    let class = class(vm, kind)?;
    if matches!(kind, Kind::BuiltIn | Kind::Frozen) {
        return Ok(class);
    }
    let Some(class) = class.to_ref() else { return Ok(class) };
    let loader = vm.instance(&class)?;
    let parts = match (kind, path) {
        (Kind::Archive, Some(path)) => {
            in_archive(vm, path)?.map(|(archive, folder)| [("archive", archive), ("prefix", folder)])
        }
        (Kind::Namespace, Some(path)) => Some([("name", name.clone()), ("_path", path.clone())]),
        (_, Some(path)) => Some([("name", name.clone()), ("path", path.clone())]),
        (_, None) => None,
    };
    let fields = match parts {
        Some(parts) => Vec::from(parts),
        None => vec![("name", name.clone())],
    };
    for (field, value) in fields {
        let field = vm.intern(field)?;
        attributes::set(vm, &loader, &field, value)?;
    }
    Ok(loader)
}

/// The archive of a module's file, and the folder in it in which the module is found, with a slash behind it.
fn in_archive(vm: &mut Vm, file: &Value) -> Result<Option<(Value, Value)>, Raised> {
    let Some(file) = file.payload::<Str>().and_then(Str::as_str).map(Path::new) else { return Ok(None) };
    let Some(archive) = vm.host.archive_of(file) else { return Ok(None) };
    let folder = file.strip_prefix(&archive).ok().and_then(Path::parent);
    // A package is found where its folder is.
    let folder =
        if file.file_name().is_some_and(|name| name == "__init__.py") { folder.and_then(Path::parent) } else { folder };
    let folder = folder.map(|folder| folder.to_string_lossy().into_owned()).filter(|folder| !folder.is_empty());
    let archive = vm.str(&archive.to_string_lossy())?;
    let folder = vm.str(&folder.map_or_else(String::new, |folder| folder + "/"))?;
    Ok(Some((archive, folder)))
}

/// The kind of loader that a file has.
pub fn of_file(vm: &Vm, file: &Path) -> Kind {
    if vm.host.archive_of(file).is_some() { Kind::Archive } else { Kind::File }
}

/// Has the classes filled, after which the methods that came with them are not needed any more.
fn fill(vm: &mut Vm, kind: Kind) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    import(vm, if kind == Kind::Archive { "zipimport" } else { "importlib._loaders" })
}

/// What repr() shows.
#[function("ModuleSpec.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let loaders = fill(vm, Kind::Spec)?;
    vm.call_method(&loaders, "shown", std::slice::from_ref(this))
}

/// What repr() shows of the loader of an archive.
#[function("zipimporter.__repr__(self, /)")]
fn shown_archive(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let loaders = fill(vm, Kind::Archive)?;
    vm.call_method(&loaders, "_shown", std::slice::from_ref(this))
}

/// A method that is not there yet.
#[function("SourceFileLoader.__getattr__(self, name, /)")]
fn missing(vm: &mut Vm, this: &Value, name: &Value) -> Result<Value, Raised> {
    let class = vm.classes.of(this).into_value();
    let of_archives = vm.world.kept.borrow().get(KINDS[Kind::Archive as usize].2).is_some_and(|known| known.is(&class));
    fill(vm, if of_archives { Kind::Archive } else { Kind::File })?;
    match lookup::try_get_attr_quiet(vm, &class, name)? {
        Some(function) => lookup::bind(vm, &function, Some(this), &class),
        None => Err(vm.attribute_error(this, name)),
    }
}
