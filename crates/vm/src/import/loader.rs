//! The classes of module specs and loaders. Importing does not go through loaders: they are for programs that look.
//!
//! They come into being with the first module that needs them. What they can do is written in Python: module
//! `importlib._loaders` puts its functions into them, and is imported when one of them is first asked.

use taipan_heap::value::Value;
use taipan_macros::function;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::native::{NativeDef, Role, Shortcut};
use crate::protocol::{attributes, dict, lookup, spec};

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
}

/// Each kind with the module and the name of its class, and what the class is born with.
pub static KINDS: [(Kind, &str, &str, Option<&NativeDef>); 5] = [
    (Kind::Spec, "_frozen_importlib", "ModuleSpec", Some(&shown::DEF)),
    (Kind::BuiltIn, "_frozen_importlib", "BuiltinImporter", None),
    (Kind::Frozen, "_frozen_importlib", "FrozenImporter", None),
    (Kind::File, "_frozen_importlib_external", "SourceFileLoader", Some(&missing::DEF)),
    (Kind::Namespace, "_frozen_importlib_external", "NamespaceLoader", Some(&missing::DEF)),
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
    if let Some(own) = own {
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
    let where_it_is = if kind == Kind::Namespace { "_path" } else { "path" };
    for (field, value) in [("name", Some(name)), (where_it_is, path)] {
        if let Some(value) = value {
            let field = vm.intern(field)?;
            attributes::set(vm, &loader, &field, value.clone())?;
        }
    }
    Ok(loader)
}

/// Has the classes filled, after which the methods that came with them are not needed any more.
fn fill(vm: &mut Vm) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    import(vm, "importlib._loaders")
}

/// What repr() shows.
#[function("ModuleSpec.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let loaders = fill(vm)?;
    vm.call_method(&loaders, "shown", std::slice::from_ref(this))
}

/// A method that is not there yet.
#[function("SourceFileLoader.__getattr__(self, name, /)")]
fn missing(vm: &mut Vm, this: &Value, name: &Value) -> Result<Value, Raised> {
    let class = vm.classes.of(this).into_value();
    fill(vm)?;
    match lookup::try_get_attr_quiet(vm, &class, name)? {
        Some(function) => lookup::bind(vm, &function, Some(this), &class),
        None => Err(vm.attribute_error(this, name)),
    }
}
