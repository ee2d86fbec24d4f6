//! `type`: what classes answer. How they come into being stands in `class_new`.

pub mod class_assignment;
pub mod class_bases;
pub mod class_new;
pub mod getset;
pub mod object;
pub mod reduce;
pub mod singletons;
pub mod slots;

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::classes;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{call, dict, layout, lookup, name, truth};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::iterator::Items;
use taipan_core::value::mapping::{Dict, View};
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The class of classes: type(object) is the class of an object, type(name, bases, dict, **kwds) makes one.",
    methods: methods![
        repr,
        call_class,
        setattr,
        delattr,
        init,
        new,
        or,
        ror,
        mro,
        subclasses,
        prepare,
        instancecheck,
        subclasscheck,
        dir,
        sizeof,
    ],
    static_methods: &[],
    attributes: &[
        attribute("__name__", get_name, Some(set_name)),
        attribute("__qualname__", get_qualname, Some(set_qualname)),
        attribute("__bases__", |_, this| Ok(subject(this).bases.get()), Some(class_bases::assign)),
        attribute("__base__", get_base, Attribute::READ_ONLY),
        attribute("__mro__", get_mro, None),
        attribute("__module__", get_module, Some(set_module)),
        attribute("__dict__", get_dict, None),
        attribute("__doc__", get_doc, Some(set_doc)),
        attribute("__annotations__", get_annotations, Some(set_annotations)),
        attribute("__type_params__", get_type_params, Some(set_type_params)),
        attribute("__abstractmethods__", get_abstract_methods, Some(set_abstract_methods)),
        attribute("__text_signature__", |_, _| Ok(Value::NONE), None),
        attribute("__flags__", get_flags, Attribute::READ_ONLY),
        attribute("__basicsize__", |vm, _| vm.int(16), Attribute::READ_ONLY),
        attribute("__itemsize__", |vm, _| vm.int(0), Attribute::READ_ONLY),
        attribute(
            "__dictoffset__",
            |vm, this| vm.int(i64::from(subject(this).has(flags::HAS_DICT))),
            Attribute::READ_ONLY,
        ),
        attribute(
            "__weakrefoffset__",
            |vm, this| vm.int(i64::from(subject(this).has(flags::HAS_WEAK))),
            Attribute::READ_ONLY,
        ),
    ],
    next: None,
    awaited: None,
    make: None,
};

type Get = fn(&mut Vm, &Value) -> Result<Value, Raised>;
type Set = fn(&mut Vm, &Value, Option<Value>) -> Result<(), Raised>;

const fn attribute(name: &'static str, get: Get, set: Option<Set>) -> Attribute {
    Attribute { name, doc: "", get, set }
}

/// The class whose attribute is asked for: descriptors have checked that it is one.
fn subject(this: &Value) -> Ref<Class> {
    match this.to_ref::<Class>() {
        Some(class) => class,
        None => unreachable!("attributes of `type` are only asked of classes"),
    }
}

/// What repr() shows.
#[function("type.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Class) -> String {
    format!("<class '{}'>", name::qualified(vm, this))
}

/// Makes an instance: __new__, then __init__.
#[function("type.__call__(self, /, *args, **kwargs)")]
fn call_class(vm: &mut Vm, this: Ref<Class>, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let mut values = args.to_vec();
    let (names, named): (Vec<Value>, Vec<Value>) =
        keywords.iter().map(|(name, value)| (name.clone(), value.clone())).unzip();
    values.extend(named);
    call::construct(vm, &this, Call { values: &values, keywords: &names })
}

/// Give an attribute a value.
#[function("type.__setattr__(self, name, value, /)")]
fn setattr(vm: &mut Vm, this: Ref<Class>, name: &Value, value: Value) -> Result<(), Raised> {
    let name = name::attribute(vm, name)?;
    lookup::default_set_attr(vm, this.value(), &name, Some(value))
}

/// Remove an attribute. Raises AttributeError if there is none.
#[function("type.__delattr__(self, name, /)")]
fn delattr(vm: &mut Vm, this: Ref<Class>, name: &Value) -> Result<(), Raised> {
    let name = name::attribute(vm, name)?;
    lookup::default_set_attr(vm, this.value(), &name, None)
}

/// Checks the number of arguments; __new__ has made the class.
#[function("type.__init__(self, /, *args, **kwargs)", mark = TypeInit)]
fn init(vm: &mut Vm, _this: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<(), Raised> {
    if args.len() == 1 && !keywords.is_empty() {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if args.len() != 1 && args.len() != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(())
}

/// Makes an object of the class.
#[function("type.__new__(cls, /, *args, **kwargs)", mark = TypeNew)]
fn new(vm: &mut Vm, meta: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    class_new::new(vm, meta, args, keywords)
}

/// The union of two types (PEP 604).
#[function("type.__or__(self, value, /)")]
fn or(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    crate::typing::union::of_operands(vm, this, value)
}

/// The union of two types, with this on the right.
#[function("type.__ror__(self, value, /)")]
fn ror(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    crate::typing::union::of_operands(vm, value, this)
}

/// The class and its bases in the order in which attributes are looked up (C3).
#[function("type.mro(self, /)")]
fn mro(vm: &mut Vm, this: Ref<Class>) -> Result<Value, Raised> {
    let order = class_bases::own_order(vm, &this)?;
    vm.list(order)
}

/// The classes that name this one among their bases.
#[function("type.__subclasses__(self, /)")]
fn subclasses(vm: &mut Vm, this: &Class) -> Result<Value, Raised> {
    let words = this.subclasses.borrow().clone();
    let classes: Vec<Value> = words.into_values().filter_map(|word| vm.live_class(word)).map(Ref::into_value).collect();
    vm.list(classes)
}

/// The mapping in which a class body runs (PEP 3115): a dict.
#[function("type.__prepare__(cls, /, *args, **kwargs)")]
fn prepare(vm: &mut Vm, _meta: &Value, _args: Rest<'_>, _keywords: Keywords<'_>) -> Result<Value, Raised> {
    Ok(vm.dict()?.into_value())
}

/// Whether an object's class is this one or derives from it.
#[function("type.__instancecheck__(self, instance, /)")]
fn instancecheck(vm: &mut Vm, this: &Value, instance: &Value) -> Result<bool, Raised> {
    classes::really_instance(vm, instance, this)
}

/// Whether a class is this one or derives from it.
#[function("type.__subclasscheck__(self, subclass, /)")]
fn subclasscheck(vm: &mut Vm, this: &Value, subclass: &Value) -> Result<bool, Raised> {
    classes::really_subclass(vm, subclass, this)
}

/// The names of the attributes of the class and of its bases.
#[function("type.__dir__(self, /)")]
fn dir(vm: &mut Vm, this: Ref<Class>) -> Result<Value, Raised> {
    let names = vm.dict()?;
    add_names(vm, &this, &names)?;
    let names: Vec<Value> = names.table.borrow().iter().map(|entry| entry.key.clone()).collect();
    vm.list(names)
}

/// How many bytes the class takes.
#[function("type.__sizeof__(self, /)")]
fn sizeof(this: &Class) -> usize {
    size_of::<Class>() + this.specials.len() * size_of::<Value>()
}

/// Adds the names of a class and of its ancestors.
pub(crate) fn add_names(vm: &mut Vm, class: &Ref<Class>, names: &Dict) -> Result<(), Raised> {
    let mut classes = vec![class.clone()];
    classes.extend(class.ancestors.borrow().iter().cloned());
    for class in classes {
        let own: Vec<Value> = class.namespace.table.borrow().iter().map(|entry| entry.key.clone()).collect();
        for name in own.iter().filter(|name| name.is_kind::<Str>()) {
            dict::set(vm, names, name, Value::NONE)?;
        }
    }
    Ok(())
}

/// Refuses to change a builtin class, and to delete what a class cannot be without.
fn check_set(vm: &mut Vm, class: &Class, name: &str, value: Option<Value>) -> Result<Value, Raised> {
    let given = class.text_name();
    if !class.has(flags::HEAP) {
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{given}'")));
    }
    value.ok_or_else(|| vm.type_error(format!("cannot delete '{name}' attribute of immutable type '{given}'")))
}

fn check_string(vm: &mut Vm, class: &Class, name: &str, value: Option<Value>) -> Result<Value, Raised> {
    let value = check_set(vm, class, name, value)?;
    if value.is_kind::<Str>() {
        return Ok(value);
    }
    let (class, given) = (class.text_name(), vm.classes.name_of(&value));
    Err(vm.type_error(format!("can only assign string to {class}.{name}, not '{given}'")))
}

fn get_name(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(subject(this).name.get())
}

fn set_name(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let value = check_string(vm, &class, "__name__", value)?;
    if value.payload::<Str>().is_some_and(|name| name.as_bytes().contains(&0)) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    class.name.set(value);
    Ok(())
}

fn get_qualname(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(subject(this).qualname.get())
}

fn set_qualname(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let value = check_string(vm, &class, "__qualname__", value)?;
    class.qualname.set(value);
    Ok(())
}

fn get_base(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(layout::base(&subject(this)).map_or(Value::NONE, Ref::into_value))
}

fn get_mro(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let ancestors = subject(this).ancestors.borrow().clone();
    let mut order = vec![this.clone()];
    order.extend(ancestors.into_iter().map(Ref::into_value));
    vm.tuple(order)
}

/// What the class itself holds under a name.
fn own(vm: &Vm, class: &Class, name: &Value) -> Option<Value> {
    dict::get(vm, &class.namespace, name)
}

fn put(vm: &mut Vm, class: &Ref<Class>, name: &Value, value: Value) -> Result<(), Raised> {
    dict::set(vm, &class.namespace, name, value)?;
    lookup::refresh_name(vm, class, name);
    Ok(())
}

fn get_module(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (name, class) = (vm.names.known.module.clone(), subject(this));
    match own(vm, &class, &name) {
        Some(module) if !module.is_kind::<Descriptor>() => Ok(module),
        _ => {
            let module = name::module_of(vm, &class).unwrap_or_else(|| "builtins".to_owned());
            vm.intern(&module)
        }
    }
}

fn set_module(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let value = check_set(vm, &class, "__module__", value)?;
    let name = vm.names.known.module.clone();
    put(vm, &class, &name, value)
}

fn get_dict(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let view = View { mapping: Slot::new(subject(this).namespace.value().clone()), items: Items::Keys };
    let class = vm.classes.mapping_proxy.value().clone();
    Ok(vm.heap.allocate(class, view).or_memory_error(vm)?.into_value())
}

fn get_doc(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let class = subject(this);
    let name = vm.names.known.doc.clone();
    let Some(doc) = own(vm, &class, &name) else { return Ok(Value::NONE) };
    if let Some(Descriptor { behaviour: Behaviour::GetSet(_), .. }) = doc.payload::<Descriptor>() {
        // A builtin class whose instances have a `__doc__` of their own.
        return match super::documentation(vm, &class) {
            "" => Ok(Value::NONE),
            doc => vm.str(doc),
        };
    }
    lookup::bind(vm, &doc, None, this)
}

fn set_doc(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let value = check_set(vm, &class, "__doc__", value)?;
    let name = vm.names.known.doc.clone();
    put(vm, &class, &name, value)
}

fn get_annotations(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let class = subject(this);
    let name = vm.names.known.annotations.clone();
    if !class.has(flags::HEAP) {
        return Err(vm.attribute_error(this, &name));
    }
    match own(vm, &class, &name) {
        Some(annotations) => lookup::bind(vm, &annotations, None, this),
        None => {
            let annotations = vm.dict()?.into_value();
            dict::set(vm, &class.namespace, &name, annotations.clone())?;
            lookup::refresh_name(vm, &class, &name);
            Ok(annotations)
        }
    }
}

fn set_annotations(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let name = vm.names.known.annotations.clone();
    if value.is_some() || !class.has(flags::HEAP) {
        let value = check_set(vm, &class, "__annotations__", value)?;
        return put(vm, &class, &name, value);
    }
    remove(vm, this, &class, &name)
}

fn remove(vm: &mut Vm, this: &Value, class: &Ref<Class>, name: &Value) -> Result<(), Raised> {
    let Some(before) = dict::remove(vm, &class.namespace, name) else {
        return Err(vm.attribute_error_with(this, name, name::text(name)));
    };
    lookup::refresh_name(vm, class, name);
    drop(before);
    Ok(())
}

fn get_type_params(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let name = vm.names.known.type_params.clone();
    match own(vm, &subject(this), &name) {
        Some(params) if !params.is_kind::<Descriptor>() => Ok(params),
        _ => vm.tuple(Vec::new()),
    }
}

fn set_type_params(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let value = check_set(vm, &class, "__type_params__", value)?;
    let name = vm.names.known.type_params.clone();
    put(vm, &class, &name, value)
}

fn get_abstract_methods(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let class = subject(this);
    let name = vm.names.known.abstract_methods.clone();
    match own(vm, &class, &name) {
        Some(methods) if !methods.is_kind::<Descriptor>() => Ok(methods),
        _ => Err(vm.attribute_error_with(this, &name, "__abstractmethods__".into())),
    }
}

fn set_abstract_methods(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let class = subject(this);
    let name = vm.names.known.abstract_methods.clone();
    let Some(value) = value else {
        class.clear_flags(flags::ABSTRACT);
        return remove(vm, this, &class, &name);
    };
    let value = check_set(vm, &class, "__abstractmethods__", Some(value))?;
    if truth::is_true(vm, &value)? {
        class.set_flags(flags::ABSTRACT);
    } else {
        class.clear_flags(flags::ABSTRACT);
    }
    put(vm, &class, &name, value)
}

/// The bits of `tp_flags` that library code looks at.
fn get_flags(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let class = subject(this);
    let bits = [
        (flags::SEQUENCE, 5),
        (flags::MAPPING, 6),
        (flags::HEAP, 9),
        (flags::BASE, 10),
        (flags::ABSTRACT, 20),
        (flags::RAISABLE, 30),
        (flags::METACLASS, 31),
    ];
    let shown = bits.iter().filter(|(flag, _)| class.has(*flag)).fold(1_i64 << 12, |all, (_, bit)| all | 1 << bit);
    let immutable = if class.has(flags::HEAP) { 0 } else { 1 << 8 };
    vm.int(shown | immutable)
}
