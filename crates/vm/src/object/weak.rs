//! Weak references. The machine clears them when their target ends; proxies stand in `weak_proxy`.
//!
//! The table `vm.world.weak` lists the references to each target without counting them, so a reference has a finaliser:
//! it strikes itself off.

use std::cell::Cell;

use taipan_heap::header::flags as header_flags;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::methods;
use crate::object::getset;
use crate::ops::compare::{self, Comparison};
use crate::ops::hash;
use crate::protocol::descriptor::Attribute;
use crate::protocol::native::{Keywords, Rest};
use crate::protocol::spec::ClassSpec;
use crate::protocol::{lookup, name};
use crate::value::class::{Class, flags};
use crate::value::function::WeakRef;
use crate::value::text::Str;

/// `weakref.ReferenceType`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A weak reference: call it for the object, or None once the object is gone.",
    methods: methods![new, init, call, repr, hash_reference, eq, ne],
    attributes: &[Attribute {
        name: "__callback__",
        doc: "",
        get: |_, this| Ok(this.payload::<WeakRef>().map_or(Value::NONE, |reference| reference.callback.get())),
        set: Some(getset::read_only),
    }],
    ..ClassSpec::EMPTY
};

/// A reference of a class to a target.
pub fn make(vm: &mut Vm, class: &Ref<Class>, target: &Value, callback: Value) -> Result<Value, Raised> {
    let of_target = vm.classes.of(target);
    let Some(header) = target.header().filter(|_| of_target.has(flags::HAS_WEAK)) else {
        let given = of_target.full_name();
        return Err(vm.type_error(format!("cannot create weak reference to '{given}' object")));
    };
    if callback.is_none()
        && let Some(known) = references(vm, target).into_iter().find(|known| is_shared(vm, known, class))
    {
        return Ok(known.into_value());
    }
    let reference = WeakRef { target: Cell::new(target.word()), callback: Slot::new(callback), hash: Cell::new(None) };
    let reference = vm.allocate(class, reference)?;
    reference.header().set(header_flags::FINALIZER);
    header.set(header_flags::WEAK);
    vm.world.weak.borrow_mut().entry(target.word().bits()).or_default().push(reference.value().word());
    Ok(reference.into_value())
}

/// References without a callback and of a builtin class are shared.
fn is_shared(vm: &Vm, known: &Ref<WeakRef>, class: &Ref<Class>) -> bool {
    !class.has(flags::HEAP) && vm.classes.is_exactly(known.value(), class) && known.callback.get().is_none()
}

/// The weak references and proxies to an object.
pub fn references(vm: &Vm, target: &Value) -> Vec<Ref<WeakRef>> {
    let words = vm.world.weak.borrow().get(&target.word().bits()).cloned().unwrap_or_default();
    let alive = |reference: &Ref<WeakRef>| !reference.header().has(header_flags::DYING);
    words.into_iter().filter_map(|word| vm.live_reference(word)).filter(alive).collect()
}

/// The first weak reference to an object: what `__weakref__` shows.
pub(super) fn shared(vm: &Vm, target: &Value) -> Option<Value> {
    references(vm, target).into_iter().next().map(Ref::into_value)
}

/// Takes a reference that ends off the list of its target.
pub fn strike(vm: &mut Vm, reference: &Ref<WeakRef>) {
    let target = reference.target.get();
    let word = reference.value().word();
    let mut table = vm.world.weak.borrow_mut();
    if let Some(list) = table.get_mut(&target.bits()) {
        list.retain(|other| *other != word);
        if list.is_empty() {
            table.remove(&target.bits());
        }
    }
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
    make(vm, &class, object, callback)
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
