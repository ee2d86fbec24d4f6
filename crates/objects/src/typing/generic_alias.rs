//! `types.GenericAlias`: `list[int]` and its like.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{compare, hash, item, iterate};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::{Keywords, Rest, Role, Shortcut};
use taipan_core::protocol::spec::{self, ClassSpec};
use taipan_core::protocol::{call, dict, lookup, name};
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};

use crate::class::class_new::flatten;
use crate::typing::{generic_args, union};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A class with types as arguments (PEP 585): list[int] has the __origin__ list and the __args__ (int,).",
    methods: methods![
        new,
        repr,
        hash_alias,
        eq,
        call_alias,
        getitem,
        getattribute,
        mro_entries,
        instancecheck,
        subclasscheck,
        reduce,
        iter,
        or,
        ror,
        dir,
    ],
    attributes: &[
        Attribute { name: "__origin__", doc: "", get: |_, this| Ok(parts(this).origin), set: Attribute::READ_ONLY },
        Attribute { name: "__args__", doc: "", get: |_, this| Ok(parts(this).args), set: Attribute::READ_ONLY },
        Attribute { name: "__parameters__", doc: "", get: get_parameters, set: None },
        Attribute {
            name: "__unpacked__",
            doc: "",
            get: |_, this| Ok(Value::from_bool(parts(this).starred)),
            set: Attribute::READ_ONLY,
        },
        Attribute { name: "__typing_unpacked_tuple_args__", doc: "", get: get_unpacked, set: None },
    ],
    ..ClassSpec::EMPTY
};

/// What an alias is made of.
#[payload("types.GenericAlias")]
#[derive(Clone)]
struct Alias {
    origin: Value,
    args: Value,
    starred: bool,
}

fn seen(value: &Value) -> Option<Alias> {
    value.payload::<Alias>().cloned()
}

fn parts(value: &Value) -> Alias {
    seen(value).unwrap_or(Alias { origin: Value::NONE, args: Value::NONE, starred: false })
}

/// True for aliases.
pub(crate) fn is_alias(value: &Value) -> bool {
    value.is_kind::<Alias>()
}

fn items(args: &Value) -> &[Value] {
    args.payload::<Tuple>().map(Tuple::items).unwrap_or_default()
}

/// `origin[args]`; an argument that is no tuple stands alone.
pub fn make(vm: &mut Vm, origin: Value, args: &Value) -> Result<Value, Raised> {
    let class = vm.classes.generic_alias.clone();
    make_of(vm, &class, origin, args, false)
}

fn make_of(vm: &mut Vm, class: &Ref<Class>, origin: Value, args: &Value, starred: bool) -> Result<Value, Raised> {
    let args = if args.is_kind::<Tuple>() { args.clone() } else { vm.tuple([args.clone()])? };
    Ok(vm.allocate(class, Alias { origin, args, starred })?.into_value())
}

/// Gives the builtin classes that are generic their `__class_getitem__`.
pub(crate) fn install(vm: &mut Vm) -> Result<(), Raised> {
    let classes = &vm.classes;
    let generic = [
        &classes.list,
        &classes.tuple,
        &classes.dict,
        &classes.set,
        &classes.frozenset,
        &classes.enumerate,
        &classes.mapping_proxy,
        &classes.weak_ref,
        &classes.deque,
        &classes.generator,
        &classes.coroutine,
        &classes.async_generator,
        &classes.base_exception_group,
    ]
    .map(Clone::clone);
    for class in generic {
        let function = spec::function(vm, &CLASS_GETITEM, Role::ClassMethod, Shortcut::No)?;
        function.owner.set(class.value().clone());
        dict::set_text(vm, &class.namespace, "__class_getitem__", function.into_value())?;
    }
    let of_type = spec::function(vm, &CLASS_GETITEM, Role::ClassMethod, Shortcut::No)?;
    of_type.owner.set(vm.classes.type_.value().clone());
    vm.world.kept.borrow_mut().insert(item::OF_TYPE, of_type.into_value());
    Ok(())
}

static CLASS_GETITEM: taipan_core::protocol::native::NativeDef = class_getitem::DEF;

/// The class with types as arguments (PEP 585).
#[function("object.__class_getitem__(cls, item, /)")]
fn class_getitem(vm: &mut Vm, class: Value, item: &Value) -> Result<Value, Raised> {
    make(vm, class, item)
}

/// Makes an object of the class.
#[function("GenericAlias.__new__(cls, origin, args, /)")]
fn new(vm: &mut Vm, class: Ref<Class>, origin: Value, args: &Value) -> Result<Value, Raised> {
    make_of(vm, &class, origin, args, false)
}

/// What repr() shows.
#[function("GenericAlias.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let alias = parts(this);
    let mut out = Draft::new();
    let origin = generic_args::shown(vm, &alias.origin)?;
    out.push(vm, format!("{}{origin}[", if alias.starred { "*" } else { "" }).as_bytes())?;
    let args = items(&alias.args);
    for (index, arg) in args.iter().enumerate() {
        vm.tick()?;
        let shown = generic_args::shown(vm, arg)?;
        out.push(vm, if index == 0 { b"" } else { b", " })?;
        out.push(vm, shown.as_bytes())?;
    }
    out.push(vm, if args.is_empty() { b"()]" } else { b"]" })?;
    out.into_str(vm)
}

/// A number for dicts and sets: equal objects have the same.
#[function("GenericAlias.__hash__(self, /)")]
fn hash_alias(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    let alias = parts(this);
    Ok(hash::hash(vm, &alias.origin)? ^ hash::hash(vm, &alias.args)?)
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("GenericAlias.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    let (alias, Some(other)) = (parts(this), seen(value)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let same = alias.starred == other.starred
        && compare::equals(vm, &alias.origin, &other.origin)?
        && compare::equals(vm, &alias.args, &other.args)?;
    Ok(Value::from_bool(same))
}

/// Makes an instance of the origin, which then knows the alias as __orig_class__.
#[function("GenericAlias.__call__(self, /, *args, **kwargs)")]
fn call_alias(vm: &mut Vm, this: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let (values, names) = flatten(&args, &keywords);
    let object = call::call(vm, &parts(this).origin, Call { values: &values, keywords: &names })?;
    // The object remembers with which types it was made, if it can hold the attribute.
    let key = vm.intern("__orig_class__")?;
    match lookup::set_attr(vm, &object, &key, Some(this.clone())) {
        Ok(()) => Ok(object),
        Err(_) if vm.is_pending(|classes| &classes.attribute_error) || vm.is_pending(|classes| &classes.type_error) => {
            vm.clear_pending();
            Ok(object)
        }
        Err(raised) => Err(raised),
    }
}

/// The type with arguments in the places of its type parameters.
#[function("GenericAlias.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Value, key: &Value) -> Result<Value, Raised> {
    let alias = parts(this);
    let args = generic_args::substitute(vm, this, items(&alias.args), key)?;
    let args = vm.tuple(args)?;
    let class = vm.classes.of(this);
    make_of(vm, &class, alias.origin, &args, alias.starred)
}

/// Names that the alias answers itself; all others are asked of the origin.
const OWN: &[&str] = &[
    "__class__",
    "__bases__",
    "__copy__",
    "__deepcopy__",
    "__origin__",
    "__args__",
    "__parameters__",
    "__unpacked__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];

/// The value of an attribute. Raises AttributeError if there is none.
#[function("GenericAlias.__getattribute__(self, name, /)")]
fn getattribute(vm: &mut Vm, this: &Value, name: &Value) -> Result<Value, Raised> {
    let name = name::attribute(vm, name)?;
    if !OWN.contains(&name::text(&name).as_str()) {
        return lookup::get_attr(vm, &parts(this).origin, &name);
    }
    let class = vm.classes.of(this);
    match lookup::default_get_attr(vm, this, &class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.attribute_error(this, &name)),
    }
}

/// The class that stands for the alias among bases.
#[function("GenericAlias.__mro_entries__(self, bases, /)")]
fn mro_entries(vm: &mut Vm, this: &Value, _bases: &Value) -> Result<Value, Raised> {
    vm.tuple([parts(this).origin])
}

/// Refuses: an object does not know of which types its contents are.
#[function("GenericAlias.__instancecheck__(self, instance, /)")]
fn instancecheck(vm: &mut Vm, _this: &Value, _instance: &Value) -> Result<Value, Raised> {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

/// Refuses: a class does not know of which types its contents are.
#[function("GenericAlias.__subclasscheck__(self, subclass, /)")]
fn subclasscheck(vm: &mut Vm, _this: &Value, _subclass: &Value) -> Result<Value, Raised> {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

/// How to make an equal object: for copies and pickles.
#[function("GenericAlias.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let alias = parts(this);
    let class = vm.classes.generic_alias.value().clone();
    let args = vm.tuple([alias.origin, alias.args])?;
    vm.tuple([class, args])
}

/// Gives one item: the alias with a star in front.
#[function("GenericAlias.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let alias = parts(this);
    let class = vm.classes.of(this);
    let starred = make_of(vm, &class, alias.origin, &alias.args, true)?;
    let once = vm.tuple([starred])?;
    iterate::iter(vm, &once)
}

/// The union of two types (PEP 604).
#[function("GenericAlias.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    union::of_operands(vm, this, value)
}

/// The union of two types, with this on the right.
#[function("GenericAlias.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    union::of_operands(vm, value, this)
}

/// The names of the origin and those of the alias.
#[function("GenericAlias.__dir__(self, /)")]
fn dir(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let origin = parts(this).origin;
    let method = call::special(vm, &origin, taipan_core::value::special::Special::Dir, &[])?;
    let mut names = match method {
        Some(names) => iterate::collect(vm, &names)?.into_vec(),
        None => Vec::new(),
    };
    for own in OWN {
        names.push(vm.intern(own)?);
    }
    let set = vm.dict()?;
    for name in &names {
        dict::set(vm, &set, name, Value::NONE)?;
    }
    let names: Vec<Value> = set.table.borrow().iter().map(|entry| entry.key.clone()).collect();
    vm.list(names)
}

fn get_parameters(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let alias = parts(this);
    let found = generic_args::parameters(vm, items(&alias.args))?;
    vm.tuple(found)
}

fn get_unpacked(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let alias = parts(this);
    let whole = alias.starred && alias.origin.is(vm.classes.tuple.value());
    Ok(if whole { alias.args } else { Value::NONE })
}
