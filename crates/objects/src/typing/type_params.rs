//! `TypeVar`, `ParamSpec` and `TypeVarTuple`. Bounds, constraints and defaults written in a type parameter list are
//! evaluated when somebody asks.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{item, iterate, repr as reprs};
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::descriptor::{Attribute, Getter};
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, name};
use taipan_core::value::class::{Class, Instances};
use taipan_core::value::instance::Instance;
use taipan_core::value::kinds;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{Trace, function, payload};

use crate::class::getset::member;

/// `typing.TypeVar`
pub(crate) static TYPE_VAR: ClassSpec = ClassSpec {
    doc: "Type variable.",
    methods: methods![new_type_var, repr, or, ror, reduce, has_default, subst, prepare_subst, mro_entries],
    attributes: &[
        NAME,
        MODULE,
        DEFAULT,
        COVARIANT,
        CONTRAVARIANT,
        INFER_VARIANCE,
        attribute("__bound__", |vm, this| evaluated(vm, this, |parts| &parts.bound, Value::NONE)),
        attribute("__constraints__", |vm, this| {
            let none = vm.tuple([])?;
            evaluated(vm, this, |parts| &parts.constraints, none)
        }),
    ],
    ..ClassSpec::EMPTY
};

/// `typing.ParamSpec`
pub(crate) static PARAM_SPEC: ClassSpec = ClassSpec {
    doc: "Parameter specification variable.",
    methods: methods![new_param_spec, repr, or, ror, reduce, has_default, subst_spec, prepare_spec, mro_entries],
    attributes: &[
        NAME,
        MODULE,
        DEFAULT,
        COVARIANT,
        CONTRAVARIANT,
        INFER_VARIANCE,
        attribute("__bound__", |vm, this| evaluated(vm, this, |parts| &parts.bound, Value::NONE)),
        attribute("args", |vm, this| half(vm, this, ARGS)),
        attribute("kwargs", |vm, this| half(vm, this, KWARGS)),
    ],
    ..ClassSpec::EMPTY
};

/// `typing.TypeVarTuple`
pub(crate) static TYPE_VAR_TUPLE: ClassSpec = ClassSpec {
    doc: "A type parameter that stands for any number of types (PEP 646).",
    methods: methods![new_tuple, repr, reduce, has_default, iter, subst_tuple, prepare_tuple, mro_entries],
    attributes: &[NAME, MODULE, DEFAULT],
    ..ClassSpec::EMPTY
};

const NAME: Attribute = member("__name__", |_, this| Ok(read(this, |parts| parts.name.get())));
const MODULE: Attribute = attribute("__module__", |_, this| Ok(read(this, |parts| parts.module.get())));
const DEFAULT: Attribute = attribute("__default__", |vm, this| {
    let absent = no_default(vm);
    evaluated(vm, this, |parts| &parts.default, absent)
});
const COVARIANT: Attribute =
    member("__covariant__", |_, this| Ok(read(this, |parts| Value::from_bool(parts.variance == Variance::Co))));
const CONTRAVARIANT: Attribute =
    member("__contravariant__", |_, this| Ok(read(this, |parts| Value::from_bool(parts.variance == Variance::Contra))));
const INFER_VARIANCE: Attribute = member("__infer_variance__", |_, this| {
    Ok(read(this, |parts| Value::from_bool(parts.variance == Variance::Inferred)))
});

const fn attribute(name: &'static str, get: Getter) -> Attribute {
    Attribute { name, doc: "", get, set: None }
}

/// How subtypes of arguments relate.
#[derive(Clone, Copy, PartialEq, Eq, Trace)]
enum Variance {
    None,
    Co,
    Contra,
    Inferred,
}

/// Something that a function gives when it is first asked for. Both unbound: absent.
#[derive(Default, Trace)]
pub(crate) struct Lazy {
    pub(crate) value: Slot,
    pub(crate) thunk: Slot,
}

impl Lazy {
    /// What is known already.
    pub(crate) fn known(value: Value) -> Lazy {
        Lazy { value: Slot::new(value), thunk: Slot::default() }
    }

    /// What a function of no arguments gives; None: absent.
    pub(crate) fn later(thunk: Value) -> Lazy {
        if thunk.is_none() { Lazy::default() } else { Lazy { value: Slot::default(), thunk: Slot::new(thunk) } }
    }
}

#[payload("typing.TypeVar")]
struct Parameter {
    name: Slot,
    module: Slot,
    bound: Lazy,
    constraints: Lazy,
    default: Lazy,
    variance: Variance,
}

/// Reads something of a parameter; None if the value is none.
fn read(this: &Value, part: impl FnOnce(&Parameter) -> Value) -> Value {
    this.payload::<Parameter>().map_or(Value::NONE, part)
}

fn evaluated(vm: &mut Vm, this: &Value, pick: fn(&Parameter) -> &Lazy, absent: Value) -> Result<Value, Raised> {
    let value = read(this, |parts| pick(parts).value.get());
    if !value.is_unbound() {
        return Ok(value);
    }
    let thunk = read(this, |parts| pick(parts).thunk.get());
    if thunk.is_unbound() {
        return Ok(absent);
    }
    let value = vm.call(&thunk, &[])?;
    read(this, |parts| {
        pick(parts).value.set(value.clone());
        Value::NONE
    });
    Ok(value)
}

/// Under this name the VM keeps `typing.NoDefault`.
pub const NO_DEFAULT: &str = "typing.NoDefault";
/// Under this name the VM keeps the class `typing.ParamSpecArgs`.
pub const ARGS: &str = "typing.ParamSpecArgs";
/// Under this name the VM keeps the class `typing.ParamSpecKwargs`.
pub const KWARGS: &str = "typing.ParamSpecKwargs";

static NO_DEFAULT_SPEC: ClassSpec = ClassSpec {
    doc: "What NoDefault alone is an instance of.",
    methods: methods![repr_no_default],
    ..ClassSpec::EMPTY
};

static HALF: ClassSpec = ClassSpec {
    doc: "The args or kwargs of a ParamSpec.",
    methods: methods![new_half, repr_half, eq_half],
    attributes: &[attribute("__origin__", |_, this| Ok(half_origin(this)))],
    ..ClassSpec::EMPTY
};

/// Makes the classes that only `typing` shows.
pub(crate) fn install(vm: &mut Vm) -> Result<(), Raised> {
    let class = define_native_class(vm, "typing.NoDefaultType", &[], kinds::INSTANCE, 0, &NO_DEFAULT_SPEC)?;
    let no_default = vm.instance(&class)?;
    vm.world.kept.borrow_mut().insert(NO_DEFAULT, no_default);
    for name in [ARGS, KWARGS] {
        let class = define_native_class(vm, name, &[], Instances::of::<Half>(), 0, &HALF)?;
        vm.world.kept.borrow_mut().insert(name, class.into_value());
    }
    Ok(())
}

fn no_default(vm: &Vm) -> Value {
    vm.world.kept.borrow().get(NO_DEFAULT).cloned().unwrap_or(Value::NONE)
}

/// What repr() shows.
#[function("NoDefaultType.__repr__(self, /)")]
fn repr_no_default(_this: &Instance) -> &'static str {
    "typing.NoDefault"
}

/// The kinds of a type parameter, as the instruction numbers them.
const BOUND: u16 = 1;
const CONSTRAINED: u16 = 2;
const TUPLE: u16 = 3;
const SPEC: u16 = 4;

/// A parameter of a type parameter list: its kind, its name, and functions that give its bound (or constraints) and its
/// default, or None.
pub fn parameter(vm: &mut Vm, which: u16, name: Value, bound: Value, default: Value) -> Result<Value, Raised> {
    let class = match which {
        TUPLE => &vm.classes.type_var_tuple,
        SPEC => &vm.classes.param_spec,
        _ => &vm.classes.type_var,
    }
    .clone();
    let module = vm.intern("typing")?;
    let (bound, constraints) = match which {
        BOUND => (Lazy::later(bound), Lazy::default()),
        CONSTRAINED => (Lazy::default(), Lazy::later(bound)),
        _ => (Lazy::default(), Lazy::default()),
    };
    let parts = Parameter {
        name: Slot::new(name),
        module: Slot::new(module),
        bound,
        constraints,
        default: Lazy::later(default),
        variance: Variance::Inferred,
    };
    build(vm, &class, parts)
}

fn build(vm: &mut Vm, class: &Ref<Class>, parts: Parameter) -> Result<Value, Raised> {
    Ok(vm.allocate(class, parts)?.into_value())
}

fn variance(vm: &mut Vm, covariant: bool, contravariant: bool, inferred: bool) -> Result<Variance, Raised> {
    match (covariant, contravariant, inferred) {
        (true, true, _) => Err(vm.value_error("Bivariant types are not supported.")),
        (true, _, true) | (_, true, true) => Err(vm.value_error("Variance cannot be specified with infer_variance.")),
        (true, ..) => Ok(Variance::Co),
        (_, true, _) => Ok(Variance::Contra),
        (_, _, true) => Ok(Variance::Inferred),
        _ => Ok(Variance::None),
    }
}

/// What a constructor was given for a default: nothing, or `NoDefault`, or a type.
fn given_default(vm: &Vm, default: Option<Value>) -> Lazy {
    match default {
        Some(default) if !default.is(&no_default(vm)) => Lazy::known(default),
        _ => Lazy::default(),
    }
}

fn caller_module(vm: &Vm) -> Slot {
    Slot::new(name::current_module(vm).unwrap_or(Value::NONE))
}

/// Makes an object of the class.
#[function(
    "TypeVar.__new__(cls, name, *constraints, bound=None, default=<absent>, covariant=False, contravariant=False, infer_variance=False)"
)]
fn new_type_var(
    vm: &mut Vm,
    class: Ref<Class>,
    name: Ref<Str>,
    constraints: Rest<'_>,
    bound: Value,
    default: Option<Value>,
    covariant: bool,
    contravariant: bool,
    infer_variance: bool,
) -> Result<Value, Raised> {
    let variance = variance(vm, covariant, contravariant, infer_variance)?;
    if constraints.len() == 1 {
        return Err(vm.type_error("A single constraint is not allowed"));
    }
    if !constraints.is_empty() && !bound.is_none() {
        return Err(vm.type_error("Constraints cannot be combined with bound=..."));
    }
    let constraints = match constraints.is_empty() {
        true => Lazy::default(),
        false => Lazy::known(vm.tuple(constraints.to_vec())?),
    };
    let parts = Parameter {
        name: Slot::new(name.into_value()),
        module: caller_module(vm),
        bound: given_bound(vm, bound)?,
        constraints,
        default: given_default(vm, default),
        variance,
    };
    build(vm, &class, parts)
}

fn given_bound(vm: &mut Vm, bound: Value) -> Result<Lazy, Raised> {
    match bound.is_none() {
        true => Ok(Lazy::default()),
        false if bound.is_kind::<Class>() => Ok(Lazy::known(bound)),
        false => Ok(Lazy::known(ask_substitution(vm, "bound", &[bound])?)),
    }
}

/// Makes an object of the class.
#[function(
    "ParamSpec.__new__(cls, name, *, bound=None, default=<absent>, covariant=False, contravariant=False, infer_variance=False)"
)]
fn new_param_spec(
    vm: &mut Vm,
    class: Ref<Class>,
    name: Ref<Str>,
    bound: Value,
    default: Option<Value>,
    covariant: bool,
    contravariant: bool,
    infer_variance: bool,
) -> Result<Value, Raised> {
    let parts = Parameter {
        name: Slot::new(name.into_value()),
        module: caller_module(vm),
        bound: given_bound(vm, bound)?,
        constraints: Lazy::default(),
        default: given_default(vm, default),
        variance: variance(vm, covariant, contravariant, infer_variance)?,
    };
    build(vm, &class, parts)
}

/// Makes an object of the class.
#[function("TypeVarTuple.__new__(cls, name, *, default=<absent>)")]
fn new_tuple(vm: &mut Vm, class: Ref<Class>, name: Ref<Str>, default: Option<Value>) -> Result<Value, Raised> {
    let parts = Parameter {
        name: Slot::new(name.into_value()),
        module: caller_module(vm),
        bound: Lazy::default(),
        constraints: Lazy::default(),
        default: given_default(vm, default),
        variance: Variance::Inferred,
    };
    build(vm, &class, parts)
}

/// What repr() shows.
#[function("TypeVar.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let name = name::text(&read(this, |parts| parts.name.get()));
    let mut sign = "";
    read(this, |parts| {
        sign = match parts.variance {
            Variance::None => "~",
            Variance::Co => "+",
            Variance::Contra => "-",
            Variance::Inferred => "",
        };
        Value::NONE
    });
    vm.str(&format!("{sign}{name}"))
}

/// The union of two types (PEP 604).
#[function("TypeVar.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    union_of_typing(vm, this, value)
}

/// The union of two types, with this on the right.
#[function("TypeVar.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    union_of_typing(vm, value, this)
}

/// `typing.Union[left, right]`: a parameter is no type that the machine's own unions are made of.
fn union_of_typing(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let typing = import(vm, "typing")?;
    let union = vm.intern("Union")?;
    let union = lookup::get_attr(vm, &typing, &union)?;
    let both = vm.tuple([left.clone(), right.clone()])?;
    item::get(vm, &union, &both)
}

/// Asks a function of `typing._substitution`, where the rules of substitution are.
pub(crate) fn ask_substitution(vm: &mut Vm, function: &str, arguments: &[Value]) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let typing = import(vm, "typing")?;
    let module = vm.intern("_substitution")?;
    let module = lookup::get_attr(vm, &typing, &module)?;
    let function = vm.intern(function)?;
    let function = lookup::get_attr(vm, &module, &function)?;
    vm.call(&function, arguments)
}

/// How to make an equal object: for copies and pickles.
#[function("TypeVar.__reduce__(self, /)")]
fn reduce(this: &Value) -> Value {
    read(this, |parts| parts.name.get())
}

/// Whether the parameter has a default.
#[function("TypeVar.has_default(self, /)")]
fn has_default(this: &Value) -> bool {
    let held = [read(this, |parts| parts.default.value.get()), read(this, |parts| parts.default.thunk.get())];
    held.iter().any(|part| !part.is_unbound())
}

/// The type that takes the parameter's place.
#[function("TypeVar.__typing_subst__(self, arg, /)")]
fn subst(vm: &mut Vm, this: &Value, arg: &Value) -> Result<Value, Raised> {
    ask_substitution(vm, "for_type_var", &[this.clone(), arg.clone()])
}

/// The arguments with the parameter's default where they end before it.
#[function("TypeVar.__typing_prepare_subst__(self, alias, args, /)")]
fn prepare_subst(vm: &mut Vm, this: &Value, alias: &Value, args: &Value) -> Result<Value, Raised> {
    ask_substitution(vm, "prepared_for_type_var", &[this.clone(), alias.clone(), args.clone()])
}

/// The parameters that take the parameter's place.
#[function("ParamSpec.__typing_subst__(self, arg, /)")]
fn subst_spec(vm: &mut Vm, this: &Value, arg: &Value) -> Result<Value, Raised> {
    ask_substitution(vm, "for_param_spec", &[this.clone(), arg.clone()])
}

/// The arguments with those for a lone parameter taken together.
#[function("ParamSpec.__typing_prepare_subst__(self, alias, args, /)")]
fn prepare_spec(vm: &mut Vm, this: &Value, alias: &Value, args: &Value) -> Result<Value, Raised> {
    ask_substitution(vm, "prepared_for_param_spec", &[this.clone(), alias.clone(), args.clone()])
}

/// Refuses: a parameter is no class.
#[function("TypeVar.__mro_entries__(self, bases, /)")]
fn mro_entries(vm: &mut Vm, this: &Value, _bases: &Value) -> Result<Value, Raised> {
    let class = vm.classes.name_of(this);
    Err(vm.type_error(format!("Cannot subclass an instance of {class}")))
}

/// Gives one item: the tuple with a star in front.
#[function("TypeVarTuple.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let typing = import(vm, "typing")?;
    let unpack = vm.intern("Unpack")?;
    let unpack = lookup::get_attr(vm, &typing, &unpack)?;
    let unpacked = item::get(vm, &unpack, this)?;
    let once = vm.tuple([unpacked])?;
    iterate::iter(vm, &once)
}

/// Refuses: only an unpacked tuple can be replaced.
#[function("TypeVarTuple.__typing_subst__(self, arg, /)")]
fn subst_tuple(vm: &mut Vm, _this: &Value, _arg: &Value) -> Result<Value, Raised> {
    Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
}

/// The arguments with those for the tuple taken together.
#[function("TypeVarTuple.__typing_prepare_subst__(self, alias, args, /)")]
fn prepare_tuple(vm: &mut Vm, this: &Value, alias: &Value, args: &Value) -> Result<Value, Raised> {
    ask_substitution(vm, "prepared_for_tuple", &[this.clone(), alias.clone(), args.clone()])
}

/// `P.args` or `P.kwargs`: remembers the ParamSpec.
#[payload("typing.ParamSpecArgs")]
struct Half(Value);

fn half(vm: &mut Vm, this: &Value, kept: &'static str) -> Result<Value, Raised> {
    let class = vm.world.kept.borrow().get(kept).cloned();
    let Some(class) = class.and_then(|class| class.to_ref::<Class>()) else { return Ok(Value::NONE) };
    Ok(vm.allocate(&class, Half(this.clone()))?.into_value())
}

fn half_origin(this: &Value) -> Value {
    this.payload::<Half>().map_or(Value::NONE, |half| half.0.clone())
}

/// Makes an object of the class.
#[function("ParamSpecArgs.__new__(cls, origin)")]
fn new_half(vm: &mut Vm, class: Ref<Class>, origin: Value) -> Result<Value, Raised> {
    Ok(vm.allocate(&class, Half(origin))?.into_value())
}

/// What repr() shows.
#[function("ParamSpecArgs.__repr__(self, /)")]
fn repr_half(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let part = if vm.classes.of(this).text_name() == "ParamSpecArgs" { "args" } else { "kwargs" };
    let origin = half_origin(this);
    let key = vm.names.known.name.clone();
    let shown = match lookup::try_get_attr_quiet(vm, &origin, &key)? {
        Some(name) => name::text(&name),
        None => reprs::repr(vm, &origin)?.to_lossy().into_owned(),
    };
    Ok(format!("{shown}.{part}"))
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("ParamSpecArgs.__eq__(self, value, /)")]
fn eq_half(vm: &mut Vm, this: &Value, value: &Value) -> Value {
    if !vm.classes.of(this).value().is(vm.classes.of(value).value()) {
        return Value::NOT_IMPLEMENTED;
    }
    Value::from_bool(half_origin(this).is(&half_origin(value)))
}
