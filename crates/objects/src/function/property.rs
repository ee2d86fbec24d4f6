//! `property`: attributes that are computed.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

/// `property`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "An attribute that functions get, set and delete: property(fget=None, fset=None, fdel=None, doc=None).",
    methods: methods![new, init, get, set, delete, getter, setter, deleter, set_name],
    attributes: &[
        Attribute {
            name: "fget",
            doc: "",
            get: |_, this| Ok(part(this, |parts| parts.get)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "fset",
            doc: "",
            get: |_, this| Ok(part(this, |parts| parts.set)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "fdel",
            doc: "",
            get: |_, this| Ok(part(this, |parts| parts.delete)),
            set: Attribute::READ_ONLY,
        },
        Attribute { name: "__doc__", doc: "", get: |_, this| Ok(part(this, |parts| parts.doc)), set: Some(set_doc) },
        Attribute { name: "__name__", doc: "", get: name_of, set: Some(rename) },
        Attribute { name: "__isabstractmethod__", doc: "", get: is_abstract, set: None },
    ],
    ..ClassSpec::EMPTY
};

/// The places of a property.
struct Parts<'a> {
    get: &'a Slot,
    set: &'a Slot,
    delete: &'a Slot,
    doc: &'a Slot,
    name: &'a Slot,
}

fn parts(descriptor: &Descriptor) -> Option<Parts<'_>> {
    match &descriptor.behaviour {
        Behaviour::Property { get, set, delete, doc, name } => Some(Parts { get, set, delete, doc, name }),
        _ => None,
    }
}

fn part(property: &Value, pick: for<'a> fn(Parts<'a>) -> &'a Slot) -> Value {
    property.payload::<Descriptor>().and_then(parts).map_or(Value::NONE, |parts| pick(parts).get())
}

/// Make a property; its functions come with __init__.
#[function("property.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<Descriptor>, Raised> {
    let nothing = || Slot::new(Value::NONE);
    let behaviour = Behaviour::Property {
        get: nothing(),
        set: nothing(),
        delete: nothing(),
        doc: nothing(),
        name: Slot::default(),
    };
    vm.allocate(&class, Descriptor::free(behaviour))
}

/// Set the functions of the property; the documentation is the getter's unless it is given.
#[function("property.__init__(self, fget=None, fset=None, fdel=None, doc=None)")]
fn init(vm: &mut Vm, this: Ref<Descriptor>, fget: Value, fset: Value, fdel: Value, doc: Value) -> Result<(), Raised> {
    let Some(parts) = parts(&this) else { return Ok(()) };
    parts.set.set(fset);
    parts.delete.set(fdel);
    let mut doc = doc;
    if doc.is_none() && !fget.is_none() {
        let name = vm.names.known.doc.clone();
        doc = lookup::try_get_attr(vm, &fget, &name)?.unwrap_or(Value::NONE);
    }
    parts.get.set(fget);
    parts.doc.set(doc.clone());
    if !vm.classes.is_exactly(this.value(), &vm.classes.property) && !doc.is_none() {
        let name = vm.names.known.doc.clone();
        taipan_core::protocol::attributes::set(vm, this.value(), &name, doc)?;
    }
    Ok(())
}

/// What the getter gives; for the class alone, the property itself.
#[function("property.__get__(self, instance, owner=None, /)")]
fn get(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    let instance = Some(instance).filter(|instance| !instance.is_none());
    lookup::native_get(vm, &this, instance, owner)
}

/// Calls the setter. Without one, AttributeError.
#[function("property.__set__(self, instance, value, /)")]
fn set(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, value: &Value) -> Result<(), Raised> {
    lookup::native_set(vm, &this, instance, Some(value)).unwrap_or(Ok(()))
}

/// Calls the deleter. Without one, AttributeError.
#[function("property.__delete__(self, instance, /)")]
fn delete(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value) -> Result<(), Raised> {
    lookup::native_set(vm, &this, instance, None).unwrap_or(Ok(()))
}

/// A copy with other functions where some are given.
fn copy(vm: &mut Vm, this: &Value, functions: [Option<&Value>; 3]) -> Result<Value, Raised> {
    let Some(old) = this.payload::<Descriptor>().and_then(parts) else { return Ok(Value::NONE) };
    let [get, set, delete] = functions;
    let pick = |given: Option<&Value>, old: &Slot| given.filter(|given| !given.is_none()).cloned().unwrap_or(old.get());
    // The documentation stays, unless it was the old getter's and there is a new one.
    let name = vm.names.known.doc.clone();
    let getter = old.get.get();
    let inherited = if getter.is_none() { None } else { lookup::try_get_attr(vm, &getter, &name)? };
    let from_getter = inherited.is_some_and(|inherited| inherited.is(&old.doc.get()));
    let doc = if get.is_some() && from_getter { Value::NONE } else { old.doc.get() };
    let class = vm.classes.of(this).into_value();
    let arguments = [pick(get, old.get), pick(set, old.set), pick(delete, old.delete), doc];
    let fresh = vm.call(&class, &arguments)?;
    if let Some(parts) = fresh.payload::<Descriptor>().and_then(parts) {
        parts.name.set(old.name.get());
    }
    Ok(fresh)
}

/// A copy with another getter.
#[function("property.getter(self, fget, /)")]
fn getter(vm: &mut Vm, this: &Value, fget: &Value) -> Result<Value, Raised> {
    copy(vm, this, [Some(fget), None, None])
}

/// A copy with another setter.
#[function("property.setter(self, fset, /)")]
fn setter(vm: &mut Vm, this: &Value, fset: &Value) -> Result<Value, Raised> {
    copy(vm, this, [None, Some(fset), None])
}

/// A copy with another deleter.
#[function("property.deleter(self, fdel, /)")]
fn deleter(vm: &mut Vm, this: &Value, fdel: &Value) -> Result<Value, Raised> {
    copy(vm, this, [None, None, Some(fdel)])
}

/// Learn the name under which a class keeps the property.
#[function("property.__set_name__(self, owner, name, /)")]
fn set_name(this: &Descriptor, _owner: &Value, name: Value) {
    if let Some(parts) = parts(this) {
        parts.name.set(name);
    }
}

fn name_of(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let attribute = vm.names.known.name.clone();
    let Some(parts) = this.payload::<Descriptor>().and_then(parts) else { return Ok(Value::NONE) };
    if !parts.name.is_unbound() {
        return Ok(parts.name.get());
    }
    let getter = parts.get.get();
    if !getter.is_none()
        && let Some(name) = lookup::try_get_attr(vm, &getter, &attribute)?
    {
        return Ok(name);
    }
    Err(vm.attribute_error(this, &attribute))
}

fn rename(_: &mut Vm, this: &Value, name: Option<Value>) -> Result<(), Raised> {
    if let Some(parts) = this.payload::<Descriptor>().and_then(parts) {
        parts.name.set(name.unwrap_or(Value::UNBOUND));
    }
    Ok(())
}

fn set_doc(_: &mut Vm, this: &Value, doc: Option<Value>) -> Result<(), Raised> {
    if let Some(parts) = this.payload::<Descriptor>().and_then(parts) {
        parts.doc.set(doc.unwrap_or(Value::NONE));
    }
    Ok(())
}

fn is_abstract(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let Some(parts) = this.payload::<Descriptor>().and_then(parts) else { return Ok(Value::FALSE) };
    let name = vm.intern("__isabstractmethod__")?;
    for function in [parts.get.get(), parts.set.get(), parts.delete.get()] {
        if !function.is_none()
            && let Some(mark) = lookup::try_get_attr(vm, &function, &name)?
            && truth::is_true(vm, &mark)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
