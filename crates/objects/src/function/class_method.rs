//! `staticmethod` and `classmethod`: functions that are bound to nothing, or to the class.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::Keywords;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, call, lookup};
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::class::slots;
use crate::sequence::items::write_repr;

/// `staticmethod`
pub(crate) static STATIC_SPEC: ClassSpec = ClassSpec {
    doc: "A function in a class that is not bound to anything.",
    methods: methods![static_new, get, call_, static_repr],
    attributes: WRAPPED,
    ..ClassSpec::EMPTY
};

/// `classmethod`
pub(crate) static CLASS_SPEC: ClassSpec = ClassSpec {
    doc: "A function in a class that is bound to the class.",
    methods: methods![class_new, get, class_repr],
    attributes: WRAPPED,
    ..ClassSpec::EMPTY
};

const WRAPPED: &[Attribute] = &[
    Attribute { name: "__func__", doc: "", get: |_, this| Ok(function_of(this)), set: Attribute::READ_ONLY },
    Attribute { name: "__wrapped__", doc: "", get: |_, this| Ok(function_of(this)), set: Attribute::READ_ONLY },
    Attribute { name: "__dict__", doc: "", get: slots::get_dict, set: None },
    Attribute { name: "__annotations__", doc: "", get: get_annotations, set: None },
    Attribute { name: "__isabstractmethod__", doc: "", get: is_abstract, set: None },
];

fn function_of(descriptor: &Value) -> Value {
    match descriptor.payload::<Descriptor>().map(|descriptor| &descriptor.behaviour) {
        Some(Behaviour::Static(function) | Behaviour::Class(function)) => function.get(),
        _ => Value::NONE,
    }
}

/// Make a static method of a function.
#[function("staticmethod.__new__(cls, function, /)")]
fn static_new(vm: &mut Vm, class: Ref<Class>, function: Value) -> Result<Value, Raised> {
    wrapped(vm, &class, Behaviour::Static(Slot::new(function)))
}

/// Make a class method of a function.
#[function("classmethod.__new__(cls, function, /)")]
fn class_new(vm: &mut Vm, class: Ref<Class>, function: Value) -> Result<Value, Raised> {
    wrapped(vm, &class, Behaviour::Class(Slot::new(function)))
}

/// A wrapper that shows the names and the documentation of what it wraps.
fn wrapped(vm: &mut Vm, class: &Ref<Class>, behaviour: Behaviour) -> Result<Value, Raised> {
    let descriptor = vm.allocate(class, Descriptor::free(behaviour))?.into_value();
    let function = function_of(&descriptor);
    let known = &vm.names.known;
    let names = [&known.module, &known.name, &known.qualname, &known.doc].map(Value::clone);
    for name in names {
        if let Some(value) = lookup::try_get_attr(vm, &function, &name)? {
            attributes::set(vm, &descriptor, &name, value)?;
        }
    }
    Ok(descriptor)
}

/// The function; of a class method, bound to the class.
#[function("staticmethod.__get__(self, instance, owner=None, /)")]
fn get(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    let class = if owner.is_none() { vm.classes.of(instance).into_value() } else { owner.clone() };
    lookup::native_get(vm, &this, Some(instance), &class)
}

/// Call the function.
#[function("staticmethod.__call__(self, /, *args, **kwargs)")]
fn call_(vm: &mut Vm, this: &Value, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    let function = function_of(this);
    let mut values = args.to_vec();
    let mut keywords = Vec::new();
    for (name, value) in kwargs.iter() {
        keywords.push(name.clone());
        values.push(value.clone());
    }
    call::call(vm, &function, Call { values: &values, keywords: &keywords })
}

/// What repr() shows.
#[function("staticmethod.__repr__(self, /)")]
fn static_repr(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    shown(vm, "<staticmethod(", this)
}

/// What repr() shows.
#[function("classmethod.__repr__(self, /)")]
fn class_repr(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    shown(vm, "<classmethod(", this)
}

fn shown(vm: &mut Vm, opening: &str, this: &Value) -> Result<Value, Raised> {
    let mut text = Draft::new();
    text.push(vm, opening.as_bytes())?;
    write_repr(vm, &mut text, &function_of(this))?;
    text.push(vm, b")>")?;
    text.into_str(vm)
}

/// Those of the function: most of them are never asked for, and so not copied.
fn get_annotations(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let name = vm.names.known.annotations.clone();
    lookup::get_attr(vm, &function_of(this), &name)
}

fn is_abstract(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let name = vm.intern("__isabstractmethod__")?;
    let mark = lookup::try_get_attr(vm, &function_of(this), &name)?;
    Ok(mark.unwrap_or(Value::FALSE))
}
