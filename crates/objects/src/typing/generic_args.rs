//! Type parameters in the arguments of generic aliases and unions: finding them and putting types in their place.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::draft::{Draft, Gathering};
use taipan_core::protocol::{lookup, name};
use taipan_core::value::class::Class;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

/// The type parameters that arguments mention, each once, in order.
pub(crate) fn parameters(vm: &mut Vm, args: &[Value]) -> Result<Vec<Value>, Raised> {
    vm.check_depth()?;
    let (subst, inner) = (vm.intern("__typing_subst__")?, vm.intern("__parameters__")?);
    let mut found: Vec<Value> = Vec::new();
    for arg in args {
        vm.tick()?;
        if arg.is_kind::<Class>() {
            continue;
        }
        let nested = if let Some(tuple) = arg.payload::<Tuple>() {
            parameters(vm, tuple.items())?
        } else if let Some(list) = arg.payload::<List>() {
            {
                let items = Gathering::of(vm, list)?;
                parameters(vm, &items)?
            }
        } else if lookup::try_get_attr_quiet(vm, arg, &subst)?.is_some() {
            vec![arg.clone()]
        } else {
            let inner = lookup::try_get_attr_quiet(vm, arg, &inner)?;
            inner.and_then(|inner| inner.payload::<Tuple>().map(|inner| inner.items().to_vec())).unwrap_or_default()
        };
        for parameter in nested {
            if !found.iter().any(|known| known.is(&parameter)) {
                found.push(parameter);
            }
        }
    }
    Ok(found)
}

/// The arguments of `alias` with `item` (a type or a tuple of types) in place of its parameters.
pub(crate) fn substitute(vm: &mut Vm, alias: &Value, args: &[Value], item: &Value) -> Result<Vec<Value>, Raised> {
    let parameters = parameters(vm, args)?;
    if parameters.is_empty() {
        let shown = repr::repr(vm, alias)?;
        return Err(vm.type_error(format!("{} is not a generic class", shown.to_lossy())));
    }
    let prepare = vm.intern("__typing_prepare_subst__")?;
    let mut item = unpacked(vm, item)?;
    for parameter in &parameters {
        if let Some(method) = lookup::try_get_attr_quiet(vm, parameter, &prepare)?.filter(|method| !method.is_none()) {
            let given = match item.is_kind::<Tuple>() {
                true => item.clone(),
                false => vm.tuple([item.clone()])?,
            };
            item = vm.call(&method, &[alias.clone(), given])?;
        }
    }
    let given = match item.payload::<Tuple>() {
        Some(tuple) => tuple.items().to_vec(),
        None => vec![item.clone()],
    };
    if given.len() != parameters.len() {
        let many = if given.len() > parameters.len() { "many" } else { "few" };
        let shown = repr::repr(vm, alias)?;
        let (actual, expected) = (given.len(), parameters.len());
        let shown = shown.to_lossy().into_owned();
        return Err(vm.type_error(format!("Too {many} arguments for {shown}; actual {actual}, expected {expected}")));
    }
    let mut fresh = Vec::new();
    for arg in args {
        let (replaced, unpacked) = substitute_one(vm, arg, &parameters, &given)?;
        match replaced.payload::<Tuple>().filter(|_| unpacked) {
            Some(several) => fresh.extend(several.items().iter().cloned()),
            None => fresh.push(replaced),
        }
    }
    Ok(fresh)
}

/// The given types as a tuple; tuples among them that have a star, and a certain length, are taken apart.
fn unpacked(vm: &mut Vm, item: &Value) -> Result<Value, Raised> {
    let name = vm.intern("__typing_unpacked_tuple_args__")?;
    let given = item.payload::<Tuple>().map_or_else(|| vec![item.clone()], |tuple| tuple.items().to_vec());
    let mut found = Vec::with_capacity(given.len());
    for value in given {
        vm.tick()?;
        let inner = match value.is_kind::<Class>() {
            true => None,
            false => lookup::try_get_attr_quiet(vm, &value, &name)?,
        };
        match inner.as_ref().and_then(|inner| inner.payload::<Tuple>()).map(Tuple::items) {
            Some(inner) if !inner.last().is_some_and(|last| last.is(&Value::ELLIPSIS)) => {
                found.extend(inner.iter().cloned());
            }
            _ => found.push(value),
        }
    }
    vm.tuple(found)
}

/// One argument with its parameters replaced, and whether the result is a tuple to be unpacked.
fn substitute_one(vm: &mut Vm, arg: &Value, parameters: &[Value], given: &[Value]) -> Result<(Value, bool), Raised> {
    vm.check_depth()?;
    vm.tick()?;
    if arg.is_kind::<Class>() {
        return Ok((arg.clone(), false));
    }
    if arg.is_kind::<Tuple>() || arg.is_kind::<List>() {
        let mut items = Gathering::new();
        match (arg.payload::<Tuple>(), arg.payload::<List>()) {
            (Some(tuple), _) => items.extend(vm, tuple.items())?,
            (_, Some(list)) => items = Gathering::of(vm, list)?,
            _ => {}
        }
        let mut fresh = Gathering::new();
        for item in &*items {
            let item = substitute_one(vm, item, parameters, given)?.0;
            fresh.push(vm, item)?;
        }
        return Ok((if arg.is_kind::<Tuple>() { vm.tuple(fresh)? } else { vm.list(fresh)? }, false));
    }
    let unpacked = vm.intern("__typing_is_unpacked_typevartuple__")?;
    let unpacked = lookup::try_get_attr_quiet(vm, arg, &unpacked)?.is_some_and(|flag| flag.is(&Value::TRUE));
    let subst = vm.intern("__typing_subst__")?;
    let place = |wanted: &Value| parameters.iter().position(|parameter| parameter.is(wanted));
    if let Some(method) = lookup::try_get_attr_quiet(vm, arg, &subst)? {
        let wanted = place(arg).and_then(|place| given.get(place)).cloned().unwrap_or(Value::NONE);
        return Ok((vm.call(&method, &[wanted])?, unpacked));
    }
    let inner = vm.intern("__parameters__")?;
    let inner = lookup::try_get_attr_quiet(vm, arg, &inner)?;
    let inner = inner.as_ref().and_then(|inner| inner.payload::<Tuple>()).map(Tuple::items).unwrap_or_default();
    if inner.is_empty() {
        return Ok((arg.clone(), false));
    }
    let mut chosen = Vec::new();
    for parameter in inner {
        let Some(value) = place(parameter).and_then(|place| given.get(place)) else { continue };
        match value.payload::<Tuple>().filter(|_| is_tuple_parameter(vm, parameter)) {
            Some(several) => chosen.extend(several.items().iter().cloned()),
            None => chosen.push(value.clone()),
        }
    }
    let chosen = vm.tuple(chosen)?;
    Ok((taipan_core::ops::item::get(vm, arg, &chosen)?, unpacked))
}

fn is_tuple_parameter(vm: &Vm, parameter: &Value) -> bool {
    vm.classes.is_exactly(parameter, &vm.classes.type_var_tuple)
}

/// A type as reprs of generic aliases and unions show it.
pub(crate) fn shown(vm: &mut Vm, value: &Value) -> Result<String, Raised> {
    let Some(list) = value.payload::<List>() else { return shown_alone(vm, value) };
    let mut out = Draft::new();
    for (index, item) in Gathering::of(vm, list)?.iter().enumerate() {
        vm.tick()?;
        let shown = shown_alone(vm, item)?;
        out.push(vm, if index == 0 { b"[" } else { b", " })?;
        out.push(vm, shown.as_bytes())?;
    }
    out.push(vm, if out.is_empty() { b"[]" } else { b"]" })?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// The same of what is no list of types; a list inside a list is shown as any other.
fn shown_alone(vm: &mut Vm, value: &Value) -> Result<String, Raised> {
    if value.is(&Value::ELLIPSIS) {
        return Ok("...".to_owned());
    }
    let (origin, args) = (vm.intern("__origin__")?, vm.intern("__args__")?);
    let alias = lookup::try_get_attr_quiet(vm, value, &origin)?.is_some()
        && lookup::try_get_attr_quiet(vm, value, &args)?.is_some();
    if !alias {
        let known = [vm.names.known.qualname.clone(), vm.names.known.module.clone()];
        let [qualname, module] = &known;
        let qualname = lookup::try_get_attr_quiet(vm, value, qualname)?.filter(Value::is_kind::<Str>);
        let module = lookup::try_get_attr_quiet(vm, value, module)?.filter(|module| !module.is_none());
        if let (Some(qualname), Some(module)) = (qualname, module) {
            let (qualname, module) = (name::text(&qualname), name::text(&module));
            return Ok(if module == "builtins" { qualname } else { format!("{module}.{qualname}") });
        }
    }
    Ok(repr::repr(vm, value)?.to_lossy().into_owned())
}
