//! The fields of named tuples: items of a tuple as attributes.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

/// `collections._tuplegetter`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "",
    methods: methods![new, get, set, delete, repr_, reduce],
    attributes: &[Attribute { name: "__doc__", doc: "", get: |_, this| Ok(parts(this).1), set: Some(set_doc) }],
    ..ClassSpec::EMPTY
};

/// The place and the documentation.
fn parts(this: &Value) -> (usize, Value) {
    match this.payload::<Descriptor>().map(|descriptor| &descriptor.behaviour) {
        Some(Behaviour::Item { place, doc }) => (*place, doc.get()),
        _ => (usize::MAX, Value::NONE),
    }
}

fn set_doc(_: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    if let Some(Behaviour::Item { doc, .. }) = this.payload::<Descriptor>().map(|descriptor| &descriptor.behaviour) {
        doc.set(value.unwrap_or(Value::NONE));
    }
    Ok(())
}

/// Make an attribute of an item's place and its documentation.
#[function("_tuplegetter.__new__(cls, index, doc, /)")]
fn new(vm: &mut Vm, class: Ref<Class>, index: i64, doc: Value) -> Result<Ref<Descriptor>, Raised> {
    let place = usize::try_from(index).unwrap_or(usize::MAX);
    vm.allocate(&class, Descriptor::free(Behaviour::Item { place, doc: Slot::new(doc) }))
}

/// The item of an instance; for the class alone, the getter itself.
#[function("_tuplegetter.__get__(self, instance, owner=None, /)")]
fn get(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    lookup::native_get(vm, &this, Some(instance).filter(|instance| !instance.is_none()), owner)
}

/// Refuses: tuples do not change.
#[function("_tuplegetter.__set__(self, instance, value, /)")]
fn set(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, value: &Value) -> Result<(), Raised> {
    lookup::native_set(vm, &this, instance, Some(value)).unwrap_or(Ok(()))
}

/// Refuses: tuples do not change.
#[function("_tuplegetter.__delete__(self, instance, /)")]
fn delete(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value) -> Result<(), Raised> {
    lookup::native_set(vm, &this, instance, None).unwrap_or(Ok(()))
}

/// What repr() shows.
#[function("_tuplegetter.__repr__(self, /)")]
fn repr_(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let (place, doc) = parts(this);
    Ok(format!("_tuplegetter({place}, {})", repr::repr(vm, &doc)?.to_lossy()))
}

/// How to make a copy: class, place, documentation.
#[function("_tuplegetter.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (place, doc) = parts(this);
    let (class, place) = (vm.classes.of(this).into_value(), vm.size(place)?);
    let arguments = vm.tuple([place, doc])?;
    vm.tuple([class, arguments])
}
