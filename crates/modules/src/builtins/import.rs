//! `__import__`: relative names become absolute, the hook imports, and the caller gets the right module of the path.

use std::borrow::Cow;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, lookup, name, truth};
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;

pub(super) const FUNCTIONS: &[NativeDef] = methods![import];

/// What the import statement calls; programs have importlib.import_module().
///
/// Without a fromlist this is import a.b, and gives a; with one it is from a.b import ..., and gives a.b. A level above
/// zero means that many dots in front of the name, counted from the package that globals names; locals plays no part.
#[function("__import__(name, globals=None, locals=None, fromlist=(), level=0)")]
fn import(
    vm: &mut Vm,
    name: &Value,
    globals: &Value,
    _locals: &Value,
    fromlist: Option<&Value>,
    level: &Value,
) -> Result<Value, Raised> {
    let Some(wanted) = name.payload::<Str>().map(|name| name.to_lossy().into_owned()) else {
        return Err(vm.type_error("module name must be a string"));
    };
    let level = small_int(level).unwrap_or(0);
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    let full = match level {
        0 => Cow::Borrowed(wanted.as_str()),
        _ => Cow::Owned(absolute(vm, &wanted, globals, level)?),
    };
    if full.is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let hook = vm.hooks.import;
    let module = hook(vm, &full)?;
    let Some(names) = fromlist.filter(|names| !names.is_none()) else {
        return outermost(vm, module, &wanted, &full, level);
    };
    if !truth::is_true(vm, names)? {
        return outermost(vm, module, &wanted, &full, level);
    }
    let path = vm.names.known.path.clone();
    if lookup::try_get_attr_quiet(vm, &module, &path)?.is_some() {
        let names = iterate::collect(vm, names)?;
        import_names(vm, &module, &full, &names)?;
    }
    Ok(module)
}

/// What `import a.b.c` binds: `a`, or for relative names what stands where the given part begins.
fn outermost(vm: &mut Vm, module: Value, wanted: &str, full: &str, level: i64) -> Result<Value, Raised> {
    let rest = match wanted.split_once('.') {
        Some((_, rest)) => rest,
        None => return Ok(module),
    };
    if level > 0 && wanted.is_empty() {
        return Ok(module);
    }
    let first = &full[..full.len().saturating_sub(rest.len() + 1)];
    let modules = vm.world.modules.clone();
    match dict::get_text(vm, &modules, first) {
        Some(found) => Ok(found),
        None => {
            let first = vm.str(first)?;
            Err(vm.key_error(&first))
        }
    }
}

/// Submodules that `from package import name` names are imported, unless the package has the name already.
fn import_names(vm: &mut Vm, module: &Value, full: &str, names: &[Value]) -> Result<(), Raised> {
    for wanted in names {
        let Some(text) = wanted.payload::<Str>().map(|name| name.to_lossy().into_owned()) else {
            let given = vm.classes.name_of(wanted);
            return Err(vm.type_error(format!("Item in ``from list'' must be str, not {given}")));
        };
        if text == "*" {
            let all = vm.names.known.all.clone();
            if let Some(all) = lookup::try_get_attr_quiet(vm, module, &all)? {
                let all: Vec<Value> =
                    iterate::collect(vm, &all)?.into_iter().filter(|name| name::text(name) != "*").collect();
                import_names(vm, module, full, &all)?;
            }
            continue;
        }
        let key = name::attribute(vm, wanted)?;
        if lookup::try_get_attr_quiet(vm, module, &key)?.is_none() {
            import_submodule(vm, &format!("{full}.{text}"))?;
        }
    }
    Ok(())
}

/// Imports a submodule if there is one of the name; a name that is no module is for the caller to miss.
fn import_submodule(vm: &mut Vm, full: &str) -> Result<(), Raised> {
    let hook = vm.hooks.import;
    let Err(raised) = hook(vm, full) else { return Ok(()) };
    if !vm.is_pending(|classes| &classes.module_not_found_error) {
        return Err(raised);
    }
    let Some(exception) = vm.take_exception() else { return Err(raised) };
    let name = vm.intern("name")?;
    let missing = lookup::try_get_attr_quiet(vm, &exception, &name)?;
    if missing.is_some_and(|missing| name::text(&missing) == full) { Ok(()) } else { Err(vm.raise(exception)) }
}

/// The absolute name that a relative one stands for in a module.
fn absolute(vm: &mut Vm, wanted: &str, globals: &Value, level: i64) -> Result<String, Raised> {
    let import_error = |vm: &mut Vm, message: &str| vm.raise_message(|classes| &classes.import_error, message);
    let package = package_of(vm, globals)?;
    if package.is_empty() {
        return Err(import_error(vm, "attempted relative import with no known parent package"));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        base = match base.rsplit_once('.') {
            Some((parent, _)) => parent,
            None => return Err(import_error(vm, "attempted relative import beyond top-level package")),
        };
    }
    Ok(if wanted.is_empty() { base.to_owned() } else { format!("{base}.{wanted}") })
}

/// The package that code with these globals lies in; empty if it lies in none.
fn package_of(vm: &mut Vm, globals: &Value) -> Result<String, Raised> {
    if globals.is_none() {
        return Err(no_name(vm));
    }
    let Some(globals) = globals.to_ref::<Dict>() else { return Err(vm.type_error("globals must be a dict")) };
    let known = &vm.names.known;
    let known = [known.package.clone(), known.spec.clone(), known.name.clone(), known.path.clone()];
    let [package, spec, module, path] = known.map(|key| dict::get(vm, &globals, &key));
    let given = |value: Option<Value>| value.filter(|value| !value.is_none());
    if let Some(package) = given(package) {
        return required_text(vm, &package, "package");
    }
    if let Some(spec) = given(spec) {
        let parent = vm.intern("parent")?;
        let parent = lookup::get_attr(vm, &spec, &parent)?;
        return required_text(vm, &parent, "__spec__.parent");
    }
    let message = "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
    vm.warn(|classes| &classes.import_warning, message, 1)?;
    let Some(module) = module else { return Err(no_name(vm)) };
    let module = required_text(vm, &module, "__name__")?;
    Ok(match (path, module.rsplit_once('.')) {
        (Some(_), _) => module,
        (None, Some((parent, _))) => parent.to_owned(),
        (None, None) => String::new(),
    })
}

fn no_name(vm: &mut Vm) -> Raised {
    match vm.str("'__name__' not in globals") {
        Ok(message) => vm.key_error(&message),
        Err(raised) => raised,
    }
}

fn required_text(vm: &mut Vm, value: &Value, what: &str) -> Result<String, Raised> {
    match value.payload::<Str>() {
        Some(text) => Ok(text.to_lossy().into_owned()),
        None => Err(vm.type_error(format!("{what} must be a string"))),
    }
}
