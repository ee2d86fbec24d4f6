//! Weak references. The machine clears them when their target ends; proxies stand in `weak_proxy`.
//!
//! The table `vm.world.weak` lists the references to each target without counting them, so a reference has a finaliser:
//! it strikes itself off.

pub mod weak_proxy;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::hash;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, name, weak};
use taipan_core::value::class::Class;
use taipan_core::value::function::WeakRef;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// `weakref.ReferenceType`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A weak reference: call it for the object, or None once the object is gone.",
    methods: methods![new, init, call, repr, hash_reference, eq, ne],
    attributes: &[Attribute {
        name: "__callback__",
        doc: "",
        get: |_, this| Ok(this.payload::<WeakRef>().map_or(Value::NONE, |reference| reference.callback.get())),
        set: Attribute::READ_ONLY,
    }],
    make: Some(make_at_once),
    ..ClassSpec::EMPTY
};

/// `ref(object)` and `ref(object, callback)`.
fn make_at_once(vm: &mut Vm, values: &[Value]) -> Result<Option<Value>, Raised> {
    let (object, callback) = match values {
        [object] => (object, Value::NONE),
        [object, callback] => (object, callback.clone()),
        _ => return Ok(None),
    };
    let class = vm.classes.weak_ref.clone();
    weak::make(vm, &class, object, callback).map(Some)
}

/// Makes an object of the class.
#[function("ReferenceType.__new__(cls, object, callback=None, /, **kwargs)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    object: &Value,
    callback: Value,
    _keywords: Keywords<'_>,
) -> Result<Value, Raised> {
    weak::make(vm, &class, object, callback)
}

/// Does nothing more: __new__ has made the reference.
#[function("ReferenceType.__init__(self, /, *args, **kwargs)")]
fn init(_this: &WeakRef, _args: Rest<'_>, _keywords: Keywords<'_>) {}

/// The object, or None once it is gone.
#[function("ReferenceType.__call__(self)")]
fn call(vm: &mut Vm, this: &WeakRef) -> Value {
    vm.weak_target(this).unwrap_or(Value::NONE)
}

/// What repr() shows.
#[function("ReferenceType.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Ref<WeakRef>) -> Result<String, Raised> {
    let at = this.value().word().bits();
    let Some(target) = vm.weak_target(&this) else { return Ok(format!("<weakref at {at:#x}; dead>")) };
    let key = vm.names.known.name.clone();
    let named = lookup::try_get_attr_quiet(vm, &target, &key)?.filter(Value::is_kind::<Str>);
    let named = named.map(|named| format!(" ({})", name::text(&named))).unwrap_or_default();
    let (of, target_at) = (vm.classes.name_of(&target), target.word().bits());
    Ok(format!("<weakref at {at:#x}; to '{of}' at {target_at:#x}{named}>"))
}

/// A number for dicts and sets: equal objects have the same.
#[function("ReferenceType.__hash__(self, /)")]
fn hash_reference(vm: &mut Vm, this: Ref<WeakRef>) -> Result<i64, Raised> {
    if let Some(known) = this.hash.get() {
        return Ok(known);
    }
    let Some(target) = vm.weak_target(&this) else { return Err(vm.type_error("weak object has gone away")) };
    let hash = hash::hash(vm, &target)?;
    this.hash.set(Some(hash));
    Ok(hash)
}

fn compared(vm: &mut Vm, this: &Ref<WeakRef>, value: &Value, comparison: Comparison) -> Result<Value, Raised> {
    let Some(other) = value.to_ref::<WeakRef>() else { return Ok(Value::NOT_IMPLEMENTED) };
    match (vm.weak_target(this), vm.weak_target(&other)) {
        (Some(a), Some(b)) => compare::compare(vm, comparison, &a, &b),
        _ => Ok(Value::from_bool(this.value().is(value) == (comparison == Comparison::Eq))),
    }
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("ReferenceType.__eq__(self, value, /)")]
fn eq(vm: &mut Vm, this: Ref<WeakRef>, value: &Value) -> Result<Value, Raised> {
    compared(vm, &this, value, Comparison::Eq)
}

/// The opposite of ==.
#[function("ReferenceType.__ne__(self, value, /)")]
fn ne(vm: &mut Vm, this: Ref<WeakRef>, value: &Value) -> Result<Value, Raised> {
    compared(vm, &this, value, Comparison::Ne)
}
