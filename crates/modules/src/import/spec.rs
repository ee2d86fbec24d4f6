//! What a module says about its origin: `__spec__`, `__file__`, `__path__`, `__package__`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::{attributes, dict, lookup};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Value;

use crate::import::loader::{self, Kind};

/// Where a module comes from.
pub struct Origin<'a> {
    /// The file, if it is one.
    pub file: Option<&'a str>,
    /// What tracebacks and `origin` show; packages without a file have no origin.
    pub shown: Option<&'a str>,
    /// Who loads it.
    pub loader: Kind,
    /// The folders that submodules are searched in (a list), if it is a package.
    pub path: Option<Value>,
}

/// Puts the names into a module's namespace.
pub fn describe(vm: &mut Vm, namespace: &Dict, name: &str, origin: Origin<'_>) -> Result<(), Raised> {
    let spec = make(vm, name, &origin)?;
    attach(vm, namespace, &spec)?;
    let flag = vm.intern("_initializing")?;
    attributes::set(vm, &spec, &flag, Value::TRUE)
}

/// What is known of a module, as an object.
pub fn make(vm: &mut Vm, name: &str, origin: &Origin<'_>) -> Result<Value, Raised> {
    let package = match (&origin.path, name.rsplit_once('.')) {
        (Some(_), _) => name,
        (None, Some((package, _))) => package,
        (None, None) => "",
    };
    let package = vm.intern(package)?;
    let name = vm.intern(name)?;
    let shown = match origin.shown {
        Some(shown) => vm.str(shown)?,
        None => Value::NONE,
    };
    let path = if origin.loader == Kind::Namespace { origin.path.as_ref() } else { Some(&shown) };
    let loader = loader::make(vm, origin.loader, &name, path)?;
    let class = loader::class(vm, Kind::Spec)?;
    let spec = match class.to_ref() {
        Some(class) => vm.instance(&class)?,
        None => return Err(vm.system_error("the class of specs is no class")),
    };
    let fields = [
        ("name", name),
        ("loader", loader),
        ("origin", shown),
        ("loader_state", Value::NONE),
        ("submodule_search_locations", origin.path.clone().unwrap_or(Value::NONE)),
        ("parent", package),
        ("has_location", Value::from_bool(origin.file.is_some())),
        ("cached", Value::NONE),
    ];
    for (field, value) in fields {
        let field = vm.intern(field)?;
        attributes::set(vm, &spec, &field, value)?;
    }
    Ok(spec)
}

/// Puts the names that a spec stands for into a namespace. The spec may be a script's own.
pub fn attach(vm: &mut Vm, namespace: &Dict, spec: &Value) -> Result<(), Raised> {
    let part = |vm: &mut Vm, field: &str| {
        let field = vm.intern(field)?;
        Ok(lookup::try_get_attr_quiet(vm, spec, &field)?.unwrap_or(Value::NONE))
    };
    for (name, field) in [("__package__", "parent"), ("__loader__", "loader")] {
        let value = part(vm, field)?;
        dict::set_text(vm, namespace, name, value)?;
    }
    dict::set_text(vm, namespace, "__spec__", spec.clone())?;
    let path = part(vm, "submodule_search_locations")?;
    if !path.is_none() {
        dict::set_text(vm, namespace, "__path__", path)?;
    }
    let (origin, located) = (part(vm, "origin")?, part(vm, "has_location")?);
    if origin.is_none() || located.is(&Value::TRUE) {
        dict::set_text(vm, namespace, "__file__", origin)?;
    }
    Ok(())
}

/// Marks a module as completely initialised.
pub fn initialized(vm: &mut Vm, namespace: &Dict) -> Result<(), Raised> {
    let name = vm.names.known.spec.clone();
    if let Some(spec) = dict::get(vm, namespace, &name)
        && spec.is_kind::<taipan_core::value::instance::Instance>()
    {
        let flag = vm.intern("_initializing")?;
        attributes::set(vm, &spec, &flag, Value::FALSE)?;
    }
    Ok(())
}
