//! `object.__class__ = cls`: which classes can stand in for each other, and how an object changes over.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::descriptor::{Behaviour, Descriptor};
use taipan_core::protocol::{attributes, layout};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::instance::Instance;
use taipan_core::value::kinds;
use taipan_heap::header::flags as header_flags;
use taipan_heap::value::{Ref, Value};

/// Gives an object another class.
pub(crate) fn assign(vm: &mut Vm, object: &Value, class: Option<Value>) -> Result<(), Raised> {
    let Some(class) = class else { return Err(vm.type_error("can't delete __class__ attribute")) };
    let Some(class) = class.to_ref::<Class>() else {
        let given = vm.classes.name_of(&class);
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{given}' object")));
    };
    let before = vm.classes.of(object);
    let mutable = before.has(flags::HEAP) && class.has(flags::HEAP);
    let modules = before.instances.kind == kinds::MODULE && class.instances.kind == kinds::MODULE;
    if !mutable && !modules {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    if !compatible(&before, &class) {
        let (to, from) = (class.text_name(), before.text_name());
        return Err(vm.type_error(format!("__class__ assignment: '{to}' object layout differs from '{from}'")));
    }
    let Some(header) = object.header() else { return Ok(()) };
    // The old class owns the shapes that the object points at: it is dropped only after the change.
    let old = header.set_class(class.value().clone());
    if class.has(flags::HAS_DEL) && !header.has(header_flags::FINALIZED) {
        header.set(header_flags::FINALIZER);
    }
    if let Some(subject) = object.payload::<Class>() {
        subject.stamp.set(vm.heap.fresh_stamp());
    }
    if object.is_kind::<Instance>() {
        move_attributes(vm, object, &class)?;
    } else if let Some(holder) = header.side().map(|side| side.get()).filter(|holder| !holder.is_unbound()) {
        let old_of_holder = holder.header().map(|header| header.set_class(class.value().clone()));
        move_attributes(vm, &holder, &class)?;
        drop(old_of_holder);
    }
    drop(old);
    Ok(())
}

/// True if instances of the two classes look the same in memory.
pub(crate) fn compatible(from: &Ref<Class>, to: &Ref<Class>) -> bool {
    let what = flags::HAS_DICT | flags::HAS_WEAK;
    if !from.instances.same(to.instances)
        || from.slot_count != to.slot_count
        || (from.flags.get() ^ to.flags.get()) & what != 0
    {
        return false;
    }
    let (from, to) = (layout::solid(from), layout::solid(to));
    if from.value().is(to.value()) {
        return true;
    }
    // Classes that add the same places to the same base are as good as one.
    let (below, beside) = (layout::base(&from), layout::base(&to));
    let same_base = below.zip(beside).is_some_and(|(a, b)| layout::solid(&a).value().is(layout::solid(&b).value()));
    same_base && places(&from) == places(&to)
}

/// The names of the places that a class adds, by their numbers.
fn places(class: &Class) -> Vec<(u16, String)> {
    let mut places: Vec<(u16, String)> = Vec::new();
    for entry in class.namespace.table.borrow().iter() {
        if let Some(Descriptor { behaviour: Behaviour::Member(place), .. }) = entry.value.payload::<Descriptor>() {
            places.push((*place, taipan_core::protocol::name::text(&entry.key)));
        }
    }
    places.sort();
    places
}

fn move_attributes(vm: &mut Vm, holder: &Value, class: &Ref<Class>) -> Result<(), Raised> {
    let Some(instance) = holder.payload::<Instance>() else { return Ok(()) };
    let slots = usize::from(class.slot_count);
    let in_slots: Vec<Value> = (0..slots).map(|place| instance.get_place(place)).collect();
    let dict = instance.dict();
    let named: Vec<(Value, Value)> = match dict {
        Some(_) => Vec::new(),
        None => {
            let names = instance.shape().names().iter().enumerate();
            names.map(|(place, name)| (name.clone(), instance.get_place(place))).collect()
        }
    };
    instance.restart(&class.shapes);
    for (place, value) in in_slots.into_iter().enumerate() {
        let before = instance.set_place(&vm.heap, place, value).or_memory_error(vm)?;
        drop(before);
    }
    if let Some(dict) = dict {
        instance.set_dict(&class.shapes, slots, dict);
    }
    for (name, value) in named {
        if !name.is_unbound() && !value.is_unbound() {
            attributes::set(vm, holder, &name, value)?;
        }
    }
    Ok(())
}
