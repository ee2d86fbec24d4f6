//! `__build_class__`: what a `class` statement calls.

use smallvec::smallvec;
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::{call, dict, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_exec as exec;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_objects::class::class_new;

pub(super) const FUNCTIONS: &[NativeDef] = methods![build_class];

/// What the class statement calls: with the body as a function, the name, the bases and the keywords.
#[function("__build_class__(*args, **kwargs)")]
fn build_class(vm: &mut Vm, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let [body, name, bases @ ..] = &*args else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    let Some(function) = body.to_ref::<Function>() else {
        return Err(vm.type_error("__build_class__: func must be a function"));
    };
    if !name.is_kind::<Str>() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let resolved = resolve_bases(vm, bases)?;
    let orig_bases = if resolved.is_some() { Some(vm.tuple(bases.to_vec())?) } else { None };
    let bases = resolved.unwrap_or_else(|| bases.to_vec());
    let mut meta = None;
    let (mut names, mut named) = (Vec::new(), Vec::new());
    for (key, value) in keywords.iter() {
        if key.is(&vm.names.known.metaclass) {
            meta = Some(value.clone());
        } else {
            names.push(key.clone());
            named.push(value.clone());
        }
    }
    let meta = match (meta, bases.first()) {
        (Some(meta), _) => meta,
        (None, Some(first)) => vm.classes.of(first).into_value(),
        (None, None) => vm.classes.type_.value().clone(),
    };
    let meta = match meta.to_ref::<Class>() {
        Some(class) => class_new::choose_metaclass(vm, &class, &bases)?.into_value(),
        None => meta,
    };
    let bases = vm.tuple(bases)?;
    let namespace =
        prepare(vm, &meta, [name.clone(), bases.clone()].into_iter().chain(named.clone()).collect(), &names)?;
    let cell = exec::entry::run_bound(vm, &function, smallvec![namespace.clone()])?;
    if let Some(orig_bases) = orig_bases {
        let key = vm.names.known.orig_bases.clone();
        store(vm, &namespace, &key, orig_bases)?;
    }
    let mut values = vec![name.clone(), bases, namespace];
    values.extend(named);
    let class = call::call(vm, &meta, Call { values: &values, keywords: &names })?;
    if let Some(cell) = cell.payload::<Cell>()
        && class.is_kind::<Class>()
    {
        check_cell(vm, cell, name, &class)?;
    }
    Ok(class)
}

fn store(vm: &mut Vm, namespace: &Value, key: &Value, value: Value) -> Result<(), Raised> {
    match namespace.to_ref::<Dict>() {
        Some(dict) if vm.classes.is_exactly(namespace, &vm.classes.dict) => dict::set(vm, &dict, key, value),
        _ => {
            call::special(vm, namespace, Special::SetItem, &[key.clone(), value])?;
            Ok(())
        }
    }
}

/// The bases with what `__mro_entries__` of things that are no classes gives in their place; `None` if all are classes.
fn resolve_bases(vm: &mut Vm, bases: &[Value]) -> Result<Option<Vec<Value>>, Raised> {
    let name = vm.names.known.mro_entries.clone();
    let mut resolved: Option<Vec<Value>> = None;
    for (index, base) in bases.iter().enumerate() {
        let method = if base.is_kind::<Class>() { None } else { lookup::try_get_attr_quiet(vm, base, &name)? };
        let Some(method) = method else {
            if let Some(resolved) = &mut resolved {
                resolved.push(base.clone());
            }
            continue;
        };
        let all = vm.tuple(bases.to_vec())?;
        let entries = vm.call(&method, &[all])?;
        let Some(entries) = entries.payload::<Tuple>() else {
            return Err(vm.type_error("__mro_entries__ must return a tuple"));
        };
        let before = || bases.iter().take(index).cloned().collect();
        resolved.get_or_insert_with(before).extend(entries.items().iter().cloned());
    }
    Ok(resolved)
}

/// The namespace in which the body runs.
fn prepare(vm: &mut Vm, meta: &Value, values: Vec<Value>, names: &[Value]) -> Result<Value, Raised> {
    if meta.is(vm.classes.type_.value()) {
        return Ok(vm.dict()?.into_value());
    }
    let name = vm.names.known.prepare.clone();
    let Some(method) = lookup::try_get_attr_quiet(vm, meta, &name)? else { return Ok(vm.dict()?.into_value()) };
    let namespace = call::call(vm, &method, Call { values: &values, keywords: names })?;
    if vm.classes.of(&namespace).special(Special::GetItem).is_unbound() {
        let meta = meta.payload::<Class>().map_or_else(|| "<metaclass>".to_owned(), Class::text_name);
        let given = vm.classes.name_of(&namespace);
        return Err(vm.type_error(format!("{meta}.__prepare__() must return a mapping, not {given}")));
    }
    Ok(namespace)
}

/// The cell that methods use for `super()` must hold the class that came out.
fn check_cell(vm: &mut Vm, cell: &Cell, name: &Value, class: &Value) -> Result<(), Raised> {
    let held = cell.contents.get();
    if held.is(class) {
        return Ok(());
    }
    let shown = |vm: &mut Vm, value: &Value| -> Result<String, Raised> {
        let text = call::special(vm, value, Special::Repr, &[])?.unwrap_or(Value::NONE);
        Ok(taipan_core::protocol::name::text(&text))
    };
    let (shown_name, shown_class) = (shown(vm, name)?, shown(vm, class)?);
    if held.is_unbound() {
        return Err(vm.runtime_error(format!(
            "__class__ not set defining {shown_name} as {shown_class}. Was __classcell__ propagated to type.__new__?"
        )));
    }
    let shown_held = shown(vm, &held)?;
    Err(vm.type_error(format!("__class__ set to {shown_held} defining {shown_name} as {shown_class}")))
}
