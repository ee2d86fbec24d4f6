//! What a module says about its origin: `__spec__`, `__file__`, `__path__`, `__package__`.

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::{attributes, dict};
use crate::value::mapping::Dict;

/// Where a module comes from.
pub struct Origin<'a> {
    /// The file, if it is one.
    pub file: Option<&'a str>,
    /// What tracebacks and `origin` show.
    pub shown: &'a str,
    /// The folders that submodules are searched in (a list), if it is a package.
    pub path: Option<Value>,
}

/// Puts the names into a fresh module's namespace.
pub fn describe(vm: &mut Vm, namespace: &Dict, name: &str, origin: Origin<'_>) -> Result<(), Raised> {
    let package = match (&origin.path, name.rsplit_once('.')) {
        (Some(_), _) => name,
        (None, Some((package, _))) => package,
        (None, None) => "",
    };
    let package = vm.intern(package)?;
    dict::set_text(vm, namespace, "__package__", package.clone())?;
    dict::set_text(vm, namespace, "__loader__", Value::NONE)?;
    let name = vm.intern(name)?;
    let shown = vm.str(origin.shown)?;
    let spec = simple_object(vm)?;
    let fields = [
        ("name", name),
        ("origin", shown),
        ("loader", Value::NONE),
        ("parent", package),
        ("submodule_search_locations", origin.path.clone().unwrap_or(Value::NONE)),
        ("has_location", Value::from_bool(origin.file.is_some())),
        ("cached", Value::NONE),
        ("_initializing", Value::TRUE),
    ];
    for (field, value) in fields {
        let field = vm.intern(field)?;
        attributes::set(vm, &spec, &field, value)?;
    }
    dict::set_text(vm, namespace, "__spec__", spec)?;
    if let Some(path) = origin.path {
        dict::set_text(vm, namespace, "__path__", path)?;
    }
    if let Some(file) = origin.file {
        let file = vm.str(file)?;
        dict::set_text(vm, namespace, "__file__", file)?;
    }
    Ok(())
}

/// Marks a module as completely initialised.
pub fn initialized(vm: &mut Vm, namespace: &Dict) -> Result<(), Raised> {
    let name = vm.names.known.spec.clone();
    if let Some(spec) = dict::get(vm, namespace, &name)
        && spec.is_kind::<crate::value::instance::Instance>()
    {
        let flag = vm.intern("_initializing")?;
        attributes::set(vm, &spec, &flag, Value::FALSE)?;
    }
    Ok(())
}

/// An object of the class of module specs, which comes into being with the first of them.
fn simple_object(vm: &mut Vm) -> Result<Value, Raised> {
    let known = vm.world.kept.borrow().get("ModuleSpec").cloned();
    let class = match known {
        Some(class) => class,
        None => {
            let namespace = vm.dict()?;
            let module = vm.intern("importlib.machinery")?;
            dict::set_text(vm, &namespace, "__module__", module)?;
            let name = vm.intern("ModuleSpec")?;
            let bases = vm.tuple([])?;
            let type_ = vm.classes.type_.value().clone();
            let class = vm.call(&type_, &[name, bases, namespace.into_value()])?;
            vm.world.kept.borrow_mut().insert("ModuleSpec", class.clone());
            class
        }
    };
    vm.call(&class, &[])
}
