//! What `operator` fetches things with: `itemgetter`, `attrgetter`, `methodcaller`.

use smallvec::SmallVec;
use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, mapping};
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::instance::Instance;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::stranger;

pub(super) const METHODS: &[(&str, NativeDef)] = &[
    ("call_itemgetter", call_itemgetter::DEF),
    ("call_attrgetter", call_attrgetter::DEF),
    ("call_methodcaller", call_methodcaller::DEF),
];

/// Make a function that fetches one item, or several as a tuple.
#[function("itemgetter.__new__(cls, /, *items)")]
pub(super) fn new_itemgetter(vm: &mut Vm, class: Ref<Class>, items: Rest<'_>) -> Result<Value, Raised> {
    if items.is_empty() {
        return Err(vm.type_error("itemgetter expected 1 argument, got 0"));
    }
    let items = vm.tuple(items.iter().cloned())?;
    super::instance_of(vm, &class, [items])
}

/// Make a function that fetches one attribute, or several as a tuple.
#[function("attrgetter.__new__(cls, /, *attrs)")]
pub(super) fn new_attrgetter(vm: &mut Vm, class: Ref<Class>, attrs: Rest<'_>) -> Result<Value, Raised> {
    if attrs.is_empty() {
        return Err(vm.type_error("attrgetter expected 1 argument, got 0"));
    }
    let mut paths: SmallVec<[Value; 4]> = SmallVec::new();
    for attr in attrs.iter() {
        let Some(text) = attr.payload::<Str>() else {
            return Err(vm.type_error("attribute name must be a string"));
        };
        paths.push(path(vm, text)?);
    }
    let paths = vm.tuple(paths)?;
    let attrs = vm.tuple(attrs.iter().cloned())?;
    super::instance_of(vm, &class, [attrs, paths])
}

/// The names between the dots: one name by itself, several as a tuple.
fn path(vm: &mut Vm, text: &Str) -> Result<Value, Raised> {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'.') {
        return vm.intern_bytes(bytes);
    }
    let mut names = Vec::new();
    for name in bytes.split(|byte| *byte == b'.') {
        vm.charge_pass(name.len())?;
        names.push(vm.intern_bytes(name)?);
    }
    vm.tuple(names)
}

/// Make a function that calls the method of a name with these arguments.
#[function("methodcaller.__new__(cls, /, *args, **kwargs)")]
pub(super) fn new_methodcaller(
    vm: &mut Vm,
    class: Ref<Class>,
    args: Rest<'_>,
    kwargs: Keywords<'_>,
) -> Result<Value, Raised> {
    let [name, args @ ..] = &*args else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.payload::<Str>() else { return Err(vm.type_error("method name must be a string")) };
    let name = vm.intern_bytes(name.as_bytes())?;
    let named = vm.dict()?;
    for (name, value) in kwargs.iter() {
        mapping::set(vm, &named, name, value.clone())?;
    }
    let args = vm.tuple(args.iter().cloned())?;
    super::instance_of(vm, &class, [args, named.into_value(), name])
}

/// Fetch the item, or a tuple of the items.
#[function("itemgetter.__call__(self, obj, /)")]
fn call_itemgetter(vm: &mut Vm, this: &Value, obj: &Value) -> Result<Value, Raised> {
    let held = this.payload::<Instance>().map_or(Value::NONE, |this| this.get_place(0));
    let Some(keys) = held.payload::<Tuple>() else { return Err(stranger(vm, this)) };
    if let [key] = keys.items() {
        return item::get(vm, obj, key);
    }
    let mut found: SmallVec<[Value; 4]> = SmallVec::with_capacity(keys.length());
    for key in keys.items() {
        found.push(item::get(vm, obj, key)?);
    }
    vm.tuple(found)
}

/// Fetch the attribute, or a tuple of the attributes.
#[function("attrgetter.__call__(self, obj, /)")]
fn call_attrgetter(vm: &mut Vm, this: &Value, obj: &Value) -> Result<Value, Raised> {
    let held = this.payload::<Instance>().map_or(Value::NONE, |this| this.get_place(1));
    let Some(paths) = held.payload::<Tuple>() else { return Err(stranger(vm, this)) };
    if let [path] = paths.items() {
        return followed(vm, obj, path);
    }
    let mut found: SmallVec<[Value; 4]> = SmallVec::with_capacity(paths.length());
    for path in paths.items() {
        found.push(followed(vm, obj, path)?);
    }
    vm.tuple(found)
}

/// The attribute at the end of a path: a name, or a tuple of names.
fn followed(vm: &mut Vm, obj: &Value, path: &Value) -> Result<Value, Raised> {
    let Some(names) = path.payload::<Tuple>() else { return lookup::get_attr(vm, obj, path) };
    let mut value = obj.clone();
    for name in names.items() {
        value = lookup::get_attr(vm, &value, name)?;
    }
    Ok(value)
}

/// Call the method of an object with the arguments given before.
#[function("methodcaller.__call__(self, obj, /)")]
fn call_methodcaller(vm: &mut Vm, this: &Instance, obj: &Value) -> Result<Value, Raised> {
    let (args, named, name) = (this.get_place(0), this.get_place(1), this.get_place(2));
    if !name.is_kind::<Str>() {
        return Err(vm.type_error("method name must be a string"));
    }
    let method = lookup::get_attr(vm, obj, &name)?;
    let args = args.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let pairs: Vec<(Value, Value)> = match named.payload::<Dict>() {
        Some(named) if named.length() > 0 => {
            named.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
        }
        _ => return vm.call(&method, args),
    };
    let values: Vec<Value> = args.iter().chain(pairs.iter().map(|(_, value)| value)).cloned().collect();
    let mut names = Vec::with_capacity(pairs.len());
    for (name, _) in &pairs {
        let Some(text) = name.to_ref::<Str>() else { return Err(vm.type_error("keywords must be strings")) };
        names.push(vm.intern_str(text)?);
    }
    call::call(vm, &method, Call { values: &values, keywords: &names })
}
