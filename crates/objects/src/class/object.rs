//! `object`: what every value answers unless its class says otherwise.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Mark, NativeFunction, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, call, dict, layout, lookup, name};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::kinds;
use taipan_core::value::mapping::Set;
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::class::{class_assignment, reduce};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "What all classes derive from. Its own instances have no attributes, and take none.",
    methods: methods![
        repr,
        hash,
        str,
        getattribute,
        setattr,
        delattr,
        lt,
        le,
        eq,
        ne,
        gt,
        ge,
        init,
        new,
        reduce_ex,
        reduce_plain,
        getstate,
        subclasshook,
        init_subclass,
        format,
        sizeof,
        dir,
    ],
    static_methods: &[],
    attributes: &[Attribute {
        name: "__class__",
        doc: "What the object is an instance of.",
        get: |vm, object| Ok(vm.classes.of(object).into_value()),
        set: Some(class_assignment::assign),
    }],
    next: None,
    awaited: None,
    make: None,
};

/// Makes an object of the class.
#[function("object.__new__(cls, /, *args, **kwargs)", mark = ObjectNew)]
fn new(vm: &mut Vm, class: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<Value, Raised> {
    let class = constructed(vm, "object", class)?;
    if !args.is_empty() || !keywords.is_empty() {
        if !is_native(&class, Special::New, Mark::ObjectNew) {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if is_native(&class, Special::Init, Mark::ObjectInit) {
            let name = class.text_name();
            return Err(vm.type_error(format!("{name}() takes no arguments")));
        }
    }
    if class.has(flags::ABSTRACT) {
        return Err(abstract_class(vm, &class));
    }
    let plain = class.instances.kind == kinds::INSTANCE && (class.has(flags::HEAP) || class.has(flags::BASE));
    if !plain {
        let (given, safe) = (class.text_name(), native_base(&class).text_name());
        return Err(vm.type_error(format!("object.__new__({given}) is not safe, use {safe}.__new__()")));
    }
    vm.instance(&class)
}

/// The class that `__new__` of the native class `own` was given, if it is one.
fn constructed(vm: &mut Vm, own: &str, class: &Value) -> Result<Ref<Class>, Raised> {
    match class.to_ref::<Class>() {
        Some(class) => Ok(class),
        None => {
            let given = vm.classes.name_of(class);
            Err(vm.type_error(format!("{own}.__new__(X): X is not a type object ({given})")))
        }
    }
}

/// The nearest class of the method resolution order that was not made by a script.
fn native_base(class: &Ref<Class>) -> Ref<Class> {
    let mut class = class.clone();
    while class.has(flags::HEAP) {
        match layout::base(&class) {
            Some(base) => class = base,
            None => break,
        }
    }
    class
}

fn is_native(class: &Class, special: Special, mark: Mark) -> bool {
    NativeFunction::is(&class.special(special).get(), mark)
}

fn abstract_class(vm: &mut Vm, class: &Ref<Class>) -> Raised {
    let key = vm.names.known.abstract_methods.clone();
    let methods = dict::get(vm, &class.namespace, &key).unwrap_or(Value::NONE);
    let mut names: Vec<String> = match methods.payload::<Set>() {
        Some(methods) => methods.table.borrow().iter().map(|entry| name::text(&entry.key)).collect(),
        None => Vec::new(),
    };
    names.sort();
    let plural = if names.len() == 1 { "" } else { "s" };
    let (class, names) = (class.text_name(), names.join("', '"));
    vm.type_error(format!(
        "Can't instantiate abstract class {class} without an implementation for abstract method{plural} '{names}'"
    ))
}

/// Checks that arguments are not left over; a derived class sets up its objects here.
#[function("object.__init__(self, /, *args, **kwargs)", mark = ObjectInit)]
fn init(vm: &mut Vm, this: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<(), Raised> {
    if args.is_empty() && keywords.is_empty() {
        return Ok(());
    }
    let class = vm.classes.of(this);
    if !is_native(&class, Special::Init, Mark::ObjectInit) {
        return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if is_native(&class, Special::New, Mark::ObjectNew) {
        let name = class.text_name();
        return Err(vm.type_error(format!("{name}.__init__() takes exactly one argument (the instance to initialize)")));
    }
    Ok(())
}

/// What repr() shows.
#[function("object.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> String {
    let class = vm.classes.of(this);
    format!("<{} object at {:#x}>", name::qualified(vm, &class), this.word().bits())
}

/// What str() and print() show.
#[function("object.__str__(self, /)")]
fn str(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    // A class whose `__repr__` is this very method goes round in circles.
    vm.enter_native_for(call::CALLING)?;
    let text = call::special(vm, this, Special::Repr, &[]);
    vm.leave_native();
    Ok(text?.unwrap_or(Value::NONE))
}

/// What str() gives; any specification but an empty one is a TypeError.
#[function("object.__format__(self, format_spec, /)")]
fn format(vm: &mut Vm, this: &Value, format_spec: &Str) -> Result<Value, Raised> {
    if format_spec.length() > 0 {
        let given = vm.classes.name_of(this);
        return Err(vm.type_error(format!("unsupported format string passed to {given}.__format__")));
    }
    Ok(call::special(vm, this, Special::Str, &[])?.unwrap_or(Value::NONE))
}

/// A number for dicts and sets: equal objects have the same.
#[function("object.__hash__(self, /)", mark = ObjectHash)]
fn hash(this: &Value) -> i64 {
    // Objects lie on multiples of 16: the low bits tell nothing.
    (this.word().bits() >> 4) as i64
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("object.__eq__(self, value, /)")]
fn eq(this: &Value, value: &Value) -> Value {
    if this.is(value) { Value::TRUE } else { Value::NOT_IMPLEMENTED }
}

/// The opposite of ==.
#[function("object.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    let equal = call::special(vm, this, Special::Eq, std::slice::from_ref(value))?.unwrap_or(Value::NOT_IMPLEMENTED);
    if equal.is_not_implemented() {
        return Ok(equal);
    }
    Ok(Value::from_bool(!taipan_core::protocol::truth::is_true(vm, &equal)?))
}

/// Whether this comes before the other; NotImplemented where the two have no order.
#[function("object.__lt__(self, value, /)")]
fn lt(_this: &Value, _value: &Value) -> Value {
    Value::NOT_IMPLEMENTED
}

/// Whether this comes before the other or equals it; NotImplemented where the two have no order.
#[function("object.__le__(self, value, /)")]
fn le(_this: &Value, _value: &Value) -> Value {
    Value::NOT_IMPLEMENTED
}

/// Whether this comes after the other; NotImplemented where the two have no order.
#[function("object.__gt__(self, value, /)")]
fn gt(_this: &Value, _value: &Value) -> Value {
    Value::NOT_IMPLEMENTED
}

/// Whether this comes after the other or equals it; NotImplemented where the two have no order.
#[function("object.__ge__(self, value, /)")]
fn ge(_this: &Value, _value: &Value) -> Value {
    Value::NOT_IMPLEMENTED
}

/// The value of an attribute. Raises AttributeError if there is none.
#[function("object.__getattribute__(self, name, /)", mark = ObjectGetAttribute)]
fn getattribute(vm: &mut Vm, this: &Value, name: &Value) -> Result<Value, Raised> {
    let name = name::attribute(vm, name)?;
    let class = vm.classes.of(this);
    match lookup::default_get_attr(vm, this, &class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.attribute_error(this, &name)),
    }
}

/// Give an attribute a value.
#[function("object.__setattr__(self, name, value, /)", mark = ObjectSetAttr)]
fn setattr(vm: &mut Vm, this: &Value, name: &Value, value: Value) -> Result<(), Raised> {
    not_for_classes(vm, this, "__setattr__")?;
    let name = name::attribute(vm, name)?;
    lookup::default_set_attr(vm, this, &name, Some(value))
}

/// Remove an attribute. Raises AttributeError if there is none.
#[function("object.__delattr__(self, name, /)", mark = ObjectDelAttr)]
fn delattr(vm: &mut Vm, this: &Value, name: &Value) -> Result<(), Raised> {
    not_for_classes(vm, this, "__delattr__")?;
    let name = name::attribute(vm, name)?;
    lookup::default_set_attr(vm, this, &name, None)
}

/// Classes have a way of their own, which guards builtin classes: it cannot be passed by.
fn not_for_classes(vm: &mut Vm, this: &Value, method: &str) -> Result<(), Raised> {
    if this.is_kind::<Class>() {
        let given = vm.classes.name_of(this);
        return Err(vm.type_error(format!("can't apply this {method} to {given} object")));
    }
    Ok(())
}

/// The names of the attributes: the object's own, its class's, and those of the bases.
#[function("object.__dir__(self, /)")]
fn dir(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let names = vm.dict()?;
    for name in attributes::names(this) {
        if name.is_kind::<Str>() {
            dict::set(vm, &names, &name, Value::NONE)?;
        }
    }
    let class = vm.classes.of(this);
    crate::class::add_names(vm, &class, &names)?;
    let names: Vec<Value> = names.table.borrow().iter().map(|entry| entry.key.clone()).collect();
    vm.list(names)
}

/// How many bytes the object takes.
#[function("object.__sizeof__(self, /)")]
fn sizeof(this: &Value) -> usize {
    this.header().map_or(size_of::<Value>(), |header| header.size())
}

/// How to make an equal object: for copies and pickles.
#[function("object.__reduce_ex__(self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: &Value, protocol: i64) -> Result<Value, Raised> {
    reduce::reduce_ex(vm, this, protocol)
}

/// How to make an equal object: for copies and pickles.
#[function("object.__reduce__(self, /)")]
fn reduce_plain(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    reduce::reduce(vm, this, 0)
}

/// What is to be kept of the attributes: for copies and pickles.
#[function("object.__getstate__(self, /)")]
fn getstate(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    reduce::state(vm, this)
}

/// Runs when a class derives from this one, with the keywords of the class statement (PEP 487).
#[function("object.__init_subclass__(cls, /, *args, **kwargs)")]
fn init_subclass(vm: &mut Vm, class: &Value, args: Rest<'_>, keywords: Keywords<'_>) -> Result<(), Raised> {
    let name = class.payload::<Class>().map(Class::text_name).unwrap_or_default();
    if !keywords.is_empty() {
        return Err(vm.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    if !args.is_empty() {
        let given = args.len();
        return Err(vm.type_error(format!("{name}.__init_subclass__() takes no arguments ({given} given)")));
    }
    Ok(())
}

/// What an abstract class says to issubclass(): True, False, or NotImplemented to leave it to the bases.
#[function("object.__subclasshook__(cls, object, /)")]
fn subclasshook(_class: &Value, _object: &Value) -> Value {
    Value::NOT_IMPLEMENTED
}
