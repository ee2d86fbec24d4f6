//! The table of weak references: which refer to an object, making them and striking them off.

use std::cell::Cell;

use taipan_heap::header::flags as header_flags;
use taipan_heap::value::{Ref, Slot, Value};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::class::{Class, flags};
use crate::value::function::WeakRef;

/// A reference of a class to a target.
pub fn make(vm: &mut Vm, class: &Ref<Class>, target: &Value, callback: Value) -> Result<Value, Raised> {
    let of_target = vm.classes.of(target);
    let Some(header) = target.header().filter(|_| of_target.has(flags::HAS_WEAK)) else {
        let given = of_target.full_name();
        return Err(vm.type_error(format!("cannot create weak reference to '{given}' object")));
    };
    if callback.is_none()
        && let Some(known) = shareable(vm, target, class)
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

/// The reference of a class that serves everybody: those without a callback and of a builtin class are shared.
pub fn shareable(vm: &Vm, target: &Value, class: &Ref<Class>) -> Option<Ref<WeakRef>> {
    if class.has(flags::HEAP) || !target.header()?.has(header_flags::WEAK) {
        return None;
    }
    let table = vm.world.weak.borrow();
    let mut known = table.get(&target.word().bits())?.iter().filter_map(|word| vm.live_reference(*word));
    known.find(|known| {
        let shared = vm.classes.is_exactly(known.value(), class) && known.callback.word().is_none();
        shared && !known.header().has(header_flags::DYING)
    })
}

/// The weak references and proxies to an object.
pub fn references(vm: &Vm, target: &Value) -> Vec<Ref<WeakRef>> {
    let words = vm.world.weak.borrow().get(&target.word().bits()).cloned().unwrap_or_default();
    let alive = |reference: &Ref<WeakRef>| !reference.header().has(header_flags::DYING);
    words.into_iter().filter_map(|word| vm.live_reference(word)).filter(alive).collect()
}

/// The first weak reference to an object: what `__weakref__` shows.
pub fn shared(vm: &Vm, target: &Value) -> Option<Value> {
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
