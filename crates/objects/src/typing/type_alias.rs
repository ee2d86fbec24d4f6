//! `TypeAliasType`, which a `type` statement makes, and `Generic`, from which classes with type parameters derive.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{iterate, repr as reprs};
use taipan_core::protocol::descriptor::{Attribute, Getter};
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{call, dict, lookup, name};
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{function, payload};

use crate::class::class_new::flatten;
use crate::typing::type_params::{self, Lazy};
use crate::typing::{generic_alias, generic_args, union};

/// `typing.TypeAliasType`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "What a type statement makes: a name for a type, worked out when it is first asked for (PEP 695).",
    methods: methods![new, repr, getitem, or, ror, reduce],
    attributes: &[
        attribute("__name__", |_, this| Ok(read(this, |parts| parts.name.get()))),
        attribute("__module__", |_, this| Ok(read(this, |parts| parts.module.get()))),
        attribute("__value__", get_value),
        attribute("__type_params__", |_, this| Ok(read(this, |parts| parts.parameters.get()))),
        attribute("__parameters__", |_, this| Ok(read(this, |parts| parts.parameters.get()))),
    ],
    ..ClassSpec::EMPTY
};

const fn attribute(name: &'static str, get: Getter) -> Attribute {
    Attribute { name, doc: "", get, set: None }
}

#[payload("typing.TypeAliasType")]
struct TypeAlias {
    name: Slot,
    module: Slot,
    parameters: Slot,
    value: Lazy,
}

fn read(this: &Value, part: impl FnOnce(&TypeAlias) -> Value) -> Value {
    this.payload::<TypeAlias>().map_or(Value::NONE, part)
}

fn get_value(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let known = read(this, |parts| parts.value.value.get());
    if !known.is_unbound() {
        return Ok(known);
    }
    let thunk = read(this, |parts| parts.value.thunk.get());
    let value = vm.call(&thunk, &[])?;
    read(this, |parts| {
        parts.value.value.set(value.clone());
        Value::NONE
    });
    Ok(value)
}

/// The alias of a `type` statement: its name, a tuple of type parameters or None, and a function that gives the type.
pub fn make(vm: &mut Vm, name: Value, parameters: Value, thunk: Value) -> Result<Value, Raised> {
    build(vm, name, parameters, Lazy::later(thunk))
}

fn build(vm: &mut Vm, name: Value, parameters: Value, value: Lazy) -> Result<Value, Raised> {
    let parameters = if parameters.is_kind::<Tuple>() { parameters } else { vm.tuple([])? };
    let module = name::current_module(vm).unwrap_or(Value::NONE);
    let alias =
        TypeAlias { name: Slot::new(name), module: Slot::new(module), parameters: Slot::new(parameters), value };
    let class = vm.classes.type_alias_type.clone();
    Ok(vm.allocate(&class, alias)?.into_value())
}

/// Makes an object of the class.
#[function("TypeAliasType.__new__(cls, name, value, *, type_params=None)")]
fn new(vm: &mut Vm, _class: &Value, name: Ref<Str>, value: Value, type_params: Value) -> Result<Value, Raised> {
    if !type_params.is_none() && !type_params.is_kind::<Tuple>() {
        return Err(vm.type_error("type_params must be a tuple"));
    }
    build(vm, name.into_value(), type_params, Lazy::known(value))
}

/// What repr() shows.
#[function("TypeAliasType.__repr__(self, /)")]
fn repr(this: &Value) -> Value {
    read(this, |parts| parts.name.get())
}

/// The type with arguments in the places of its type parameters.
#[function("TypeAliasType.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Value, key: &Value) -> Result<Value, Raised> {
    let parameters = read(this, |parts| parts.parameters.get());
    if parameters.payload::<Tuple>().is_none_or(|parameters| parameters.length() == 0) {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    generic_alias::make(vm, this.clone(), key)
}

/// The union of two types (PEP 604).
#[function("TypeAliasType.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    union::of_operands(vm, this, value)
}

/// The union of two types, with this on the right.
#[function("TypeAliasType.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    union::of_operands(vm, value, this)
}

/// How to make an equal object: for copies and pickles.
#[function("TypeAliasType.__reduce__(self, /)")]
fn reduce(this: &Value) -> Value {
    read(this, |parts| parts.name.get())
}

/// `typing.Generic`
pub(crate) static GENERIC: ClassSpec = ClassSpec {
    doc: "A base of classes that take types as arguments: class Box(Generic[T]).",
    methods: methods![class_getitem, init_subclass],
    ..ClassSpec::EMPTY
};

/// `Generic[..]` of the type parameters of a class.
pub fn generic_base(vm: &mut Vm, parameters: &Value) -> Result<Value, Raised> {
    let generic = vm.classes.generic.value().clone();
    let mut written = Vec::new();
    for parameter in parameters.payload::<Tuple>().map(Tuple::items).unwrap_or_default() {
        // A tuple of types is unpacked here.
        match vm.classes.is_exactly(parameter, &vm.classes.type_var_tuple) {
            true => written.extend(iterate::collect(vm, parameter)?),
            false => written.push(parameter.clone()),
        }
    }
    let written = vm.tuple(written)?;
    generic_alias::make(vm, generic, &written)
}

/// Parameterizes a generic class.
#[function("Generic.__class_getitem__(cls, params, /)")]
fn class_getitem(vm: &mut Vm, class: Value, params: &Value) -> Result<Value, Raised> {
    type_params::ask_substitution(vm, "subscripted", &[class, params.clone()])
}

/// Finds the type parameters of a class that derives from a generic one.
#[function("Generic.__init_subclass__(cls, /, *args, **kwargs)")]
fn init_subclass(vm: &mut Vm, class: Ref<Class>, args: Rest<'_>, keywords: Keywords<'_>) -> Result<(), Raised> {
    let (own, generic) = (class.value().clone(), vm.classes.generic.value().clone());
    let name = vm.names.known.init_subclass.clone();
    if let Some(next) = lookup::super_get(vm, &generic, &own, &own, &name)? {
        let (values, names) = flatten(&args, &keywords);
        call::call(vm, &next, Call { values: &values, keywords: &names })?;
    }
    let orig_bases = vm.names.known.orig_bases.clone();
    let written = dict::get(vm, &class.namespace, &orig_bases);
    let written = written.and_then(|bases| bases.payload::<Tuple>().map(|bases| bases.items().to_vec()));
    if is_plain(vm, &class, written.as_deref()) {
        return Err(vm.type_error("Cannot inherit from plain Generic"));
    }
    let bases = written.unwrap_or_default();
    let mut found = generic_args::parameters(vm, &bases)?;
    // `Generic[..]` among the bases decides the order of the parameters.
    let origin = vm.intern("__origin__")?;
    let mut listed = None;
    for base in &bases {
        if lookup::try_get_attr_quiet(vm, base, &origin)?.is_some_and(|origin| origin.is(&generic)) {
            let parameters = generic_args::parameters(vm, std::slice::from_ref(base))?;
            if listed.replace(parameters).is_some() {
                return Err(vm.type_error("Cannot inherit from Generic[...] multiple times."));
            }
        }
    }
    if let Some(listed) = listed {
        let missing: Vec<Value> =
            found.iter().filter(|parameter| !listed.iter().any(|one| one.is(parameter))).cloned().collect();
        if !missing.is_empty() {
            let (missing, listed) = (joined(vm, &missing)?, joined(vm, &listed)?);
            return Err(vm.type_error(format!("Some type variables ({missing}) are not listed in Generic[{listed}]")));
        }
        found = listed;
    }
    let key = vm.intern("__parameters__")?;
    let parameters = vm.tuple(found)?;
    lookup::set_attr(vm, &own, &key, Some(parameters))
}

/// True if `Generic` itself was written as a base. `Protocol` may derive from it.
fn is_plain(vm: &Vm, class: &Ref<Class>, written: Option<&[Value]>) -> bool {
    let generic = vm.classes.generic.value();
    match written {
        Some(written) => written.iter().any(|base| base.is(generic)),
        None => {
            let bases = class.bases.get();
            let bases = bases.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
            class.text_name() != "Protocol" && bases.iter().any(|base| base.is(generic))
        }
    }
}

fn joined(vm: &mut Vm, values: &[Value]) -> Result<String, Raised> {
    let mut shown = Vec::with_capacity(values.len());
    for value in values {
        shown.push(reprs::repr(vm, value)?.to_lossy().into_owned());
    }
    Ok(shown.join(", "))
}
