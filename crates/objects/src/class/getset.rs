//! The descriptors of native attributes and of `__slots__`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor, Getter};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, name};
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// `getset_descriptor`
pub(crate) static GETSET: ClassSpec =
    ClassSpec { doc: "", methods: methods![repr_getset, get, set, delete], attributes: ATTRIBUTES, ..ClassSpec::EMPTY };

/// `member_descriptor`
pub(crate) static MEMBER: ClassSpec =
    ClassSpec { doc: "", methods: methods![repr_member, get, set, delete], attributes: ATTRIBUTES, ..ClassSpec::EMPTY };

const ATTRIBUTES: &[Attribute] = &[
    member("__objclass__", |_, this| Ok(owner(this).map_or(Value::NONE, Ref::into_value))),
    member("__name__", |_, this| Ok(name_of(this))),
    attribute("__qualname__", get_qualname),
    attribute("__doc__", get_doc),
];

/// An attribute that CPython keeps in a plain member of a struct.
pub(crate) const fn member(name: &'static str, get: Getter) -> Attribute {
    Attribute { name, doc: "", get, set: Attribute::READ_ONLY }
}

const fn attribute(name: &'static str, get: Getter) -> Attribute {
    Attribute { name, doc: "", get, set: None }
}

fn name_of(this: &Value) -> Value {
    this.payload::<Descriptor>().map_or(Value::NONE, |descriptor| descriptor.name.get())
}

fn owner(this: &Value) -> Option<Ref<Class>> {
    this.payload::<Descriptor>()?.owner.get().to_ref()
}

fn get_qualname(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let of = owner(this).map(|owner| name::text(&owner.qualname.get())).unwrap_or_default();
    let text = format!("{of}.{}", name::text(&name_of(this)));
    vm.str(&text)
}

fn get_doc(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match this.payload::<Descriptor>().map(|descriptor| &descriptor.behaviour) {
        Some(Behaviour::GetSet(attribute)) if !attribute.doc.is_empty() => vm.str(attribute.doc),
        _ => Ok(Value::NONE),
    }
}

fn shown(this: &Value, what: &str) -> String {
    let of = owner(this).map(|owner| owner.full_name()).unwrap_or_default();
    format!("<{what} '{}' of '{of}' objects>", name::text(&name_of(this)))
}

/// What repr() shows.
#[function("getset_descriptor.__repr__(self, /)")]
fn repr_getset(_vm: &mut Vm, this: &Value) -> String {
    shown(this, "attribute")
}

/// What repr() shows.
#[function("member_descriptor.__repr__(self, /)")]
fn repr_member(_vm: &mut Vm, this: &Value) -> String {
    shown(this, "member")
}

/// What the attribute is for an instance; for the class alone, the descriptor itself.
#[function("getset_descriptor.__get__(self, instance, owner=None, /)")]
fn get(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    if instance.is_none() && owner.is_none() {
        return Err(vm.type_error("__get__(None, None) is invalid"));
    }
    let instance = Some(instance).filter(|instance| !instance.is_none());
    lookup::native_get(vm, &this, instance, owner)
}

/// Give the attribute of an instance a value.
#[function("getset_descriptor.__set__(self, instance, value, /)")]
fn set(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, value: &Value) -> Result<(), Raised> {
    lookup::native_set(vm, &this, instance, Some(value)).unwrap_or(Ok(()))
}

/// Remove the attribute of an instance.
#[function("getset_descriptor.__delete__(self, instance, /)")]
fn delete(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value) -> Result<(), Raised> {
    lookup::native_set(vm, &this, instance, None).unwrap_or(Ok(()))
}
