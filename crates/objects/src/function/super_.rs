//! `super`: looking an attribute up behind a class. Calls without arguments are filled in by the machine.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Behaviour, Descriptor};
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

/// `super`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "Attributes as the classes behind a class have them: super(), super(type, object), super(type, subtype).",
    methods: methods![new, init, get, repr_],
    attributes: &[
        Attribute {
            name: "__thisclass__",
            doc: "",
            get: |_, this| Ok(part(this, |parts| parts.class)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "__self__",
            doc: "",
            get: |_, this| Ok(part(this, |parts| parts.object)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "__self_class__",
            doc: "",
            get: |_, this| Ok(part(this, |parts| parts.object_class)),
            set: Attribute::READ_ONLY,
        },
    ],
    ..ClassSpec::EMPTY
};

/// The places of a `super` object.
struct Parts<'a> {
    class: &'a Slot,
    object: &'a Slot,
    object_class: &'a Slot,
}

fn parts(descriptor: &Descriptor) -> Option<Parts<'_>> {
    match &descriptor.behaviour {
        Behaviour::Super { class, object, object_class } => Some(Parts { class, object, object_class }),
        _ => None,
    }
}

fn part(this: &Value, pick: for<'a> fn(Parts<'a>) -> &'a Slot) -> Value {
    let value = this.payload::<Descriptor>().and_then(parts).map_or(Value::NONE, |parts| pick(parts).get());
    if value.is_unbound() { Value::NONE } else { value }
}

/// Make a super object; class and object come with __init__.
#[function("super.__new__(cls, *args, **kwargs)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    _args: taipan_core::protocol::native::Rest<'_>,
    _kwargs: taipan_core::protocol::native::Keywords<'_>,
) -> Result<Ref<Descriptor>, Raised> {
    let behaviour = Behaviour::Super { class: Slot::default(), object: Slot::default(), object_class: Slot::default() };
    vm.allocate(&class, Descriptor::free(behaviour))
}

/// Set the class behind which to look, and the object (or subclass) to bind to.
#[function("super.__init__(self, type=<absent>, object=<absent>, /)")]
fn init(vm: &mut Vm, this: &Descriptor, class: Option<&Value>, object: Option<&Value>) -> Result<(), Raised> {
    let (class, object) = match class {
        Some(class) => (class.clone(), object.cloned().unwrap_or(Value::NONE)),
        None => from_caller(vm)?,
    };
    let Some(start) = class.to_ref::<Class>() else {
        let given = vm.classes.name_of(&class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {given}")));
    };
    let Some(parts) = parts(this) else { return Ok(()) };
    if !object.is_none() {
        let object_class = searched(vm, &start, &object)?;
        parts.object.set(object);
        parts.object_class.set(object_class.into_value());
    }
    parts.class.set(class);
    Ok(())
}

/// What `super()` stands for: the class of the method that calls it, and the method's first argument.
fn from_caller(vm: &mut Vm) -> Result<(Value, Value), Raised> {
    let Some(function) = vm.stack.function(0).and_then(|function| function.to_ref::<Function>()) else {
        return Err(vm.runtime_error("super(): no current frame"));
    };
    let code = function.code_object();
    if code.code.positional == 0 {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    let held = vm.stack.register(0, 0);
    let captured = code.code.cells.iter().any(|cell| cell.register == 0);
    let object = match held.payload::<Cell>().filter(|_| captured) {
        Some(cell) => cell.contents.get(),
        None => held,
    };
    if object.is_unbound() {
        return Err(vm.runtime_error("super(): arg[0] deleted"));
    }
    let closure = function.closure.get();
    let cells = closure.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let place = code.code.free.iter().position(|name| &**name == "__class__");
    let Some(cell) = place.and_then(|place| cells.get(place)).and_then(|cell| cell.payload::<Cell>()) else {
        return Err(vm.runtime_error("super(): __class__ cell not found"));
    };
    let class = cell.contents.get();
    if class.is_unbound() {
        return Err(vm.runtime_error("super(): empty __class__ cell"));
    }
    Ok((class, object))
}

/// The class whose resolution order is searched for `super(start, object)`.
pub(crate) fn searched(vm: &mut Vm, start: &Ref<Class>, object: &Value) -> Result<Ref<Class>, Raised> {
    if let Some(class) = object.to_ref::<Class>()
        && class.is_subclass_of(start)
    {
        return Ok(class);
    }
    let class = vm.classes.of(object);
    if class.is_subclass_of(start) {
        return Ok(class);
    }
    // A proxy may name another class than its own.
    let name = vm.names.known.class.clone();
    if let Some(Ok(claimed)) = lookup::try_get_attr(vm, object, &name)?.map(Value::cast::<Class>)
        && claimed.is_subclass_of(start)
    {
        return Ok(claimed);
    }
    let given = match object.payload::<Class>() {
        Some(class) => format!("type {}", class.text_name()),
        None => format!("instance of {}", class.text_name()),
    };
    let wanted = start.text_name();
    Err(vm.type_error(format!("super(type, obj): obj ({given}) is not an instance or subtype of type ({wanted}).")))
}

/// Bind to an object.
#[function("super.__get__(self, instance, owner=None, /)")]
fn get(vm: &mut Vm, this: Ref<Descriptor>, instance: &Value, owner: &Value) -> Result<Value, Raised> {
    let instance = Some(instance).filter(|instance| !instance.is_none());
    lookup::native_get(vm, &this, instance, owner)
}

/// What repr() shows.
#[function("super.__repr__(self, /)")]
fn repr_(this: &Descriptor) -> String {
    let name = |slot: &Slot| slot.get().payload::<Class>().map_or_else(|| "NULL".to_owned(), Class::text_name);
    let Some(parts) = parts(this) else { return String::new() };
    let class = name(parts.class);
    if parts.object.is_unbound() {
        format!("<super: <class '{class}'>, NULL>")
    } else {
        format!("<super: <class '{class}'>, <{} object>>", name(parts.object_class))
    }
}
