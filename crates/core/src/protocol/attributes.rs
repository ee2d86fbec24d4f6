//! What an object itself holds under a name: places of a shape, or a dict. Classes are not asked here.

use taipan_heap::value::{Ref, Slot, Value};

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::descriptor::Descriptor;
use crate::protocol::dict;
use crate::value::class::{Class, flags};
use crate::value::function::Function;
use crate::value::instance::Instance;
use crate::value::kinds;
use crate::value::mapping::Dict;
use crate::value::module::Module;

/// Where an object keeps its attributes.
enum Home {
    Shaped(Value),
    Slot,
    Dict(Ref<Dict>),
    Nowhere,
}

fn own_slot(object: &Value) -> Option<&Slot> {
    match object.header()?.kind() {
        kinds::FUNCTION => object.payload::<Function>().map(|function| &function.dict),
        kinds::DESCRIPTOR => object.payload::<Descriptor>().map(|descriptor| &descriptor.dict),
        _ => None,
    }
}

fn home(object: &Value) -> Home {
    let Some(header) = object.header() else { return Home::Nowhere };
    if header.kind() == kinds::INSTANCE {
        return Home::Shaped(object.clone());
    }
    if let Some(side) = header.side() {
        return if side.is_unbound() { Home::Slot } else { Home::Shaped(side.get()) };
    }
    if let Some(module) = object.payload::<Module>() {
        return Home::Dict(module.dict.clone());
    }
    match own_slot(object) {
        Some(slot) => match slot.get().cast::<Dict>() {
            Ok(dict) => Home::Dict(dict),
            Err(_) => Home::Slot,
        },
        None => Home::Nowhere,
    }
}

/// The attribute that the object itself holds.
pub fn get(vm: &Vm, object: &Value, name: &Value) -> Option<Value> {
    if let Some(instance) = object.payload::<Instance>() {
        return get_of_instance(vm, instance, name);
    }
    match home(object) {
        Home::Shaped(holder) => get_of_instance(vm, holder.payload::<Instance>()?, name),
        Home::Dict(dict) => dict::get(vm, &dict, name),
        Home::Slot | Home::Nowhere => None,
    }
}

fn get_of_instance(vm: &Vm, instance: &Instance, name: &Value) -> Option<Value> {
    if instance.has_dict() {
        return dict::get(vm, &*instance.dict()?, name);
    }
    let value = instance.get_place(instance.shape().place(name)?);
    if value.is_unbound() { None } else { Some(value) }
}

/// The names under which the object itself holds something.
pub fn names(object: &Value) -> Vec<Value> {
    let of_dict = |dict: &Dict| dict.table.borrow().iter().map(|entry| entry.key.clone()).collect();
    match home(object) {
        Home::Shaped(holder) => {
            let Some(instance) = holder.payload::<Instance>() else { return Vec::new() };
            if let Some(dict) = instance.dict() {
                return of_dict(&dict);
            }
            let names = instance.shape().names().iter().enumerate();
            let held = names.filter(|(place, name)| !name.is_unbound() && !instance.get_place(*place).is_unbound());
            held.map(|(_, name)| name.clone()).collect()
        }
        Home::Dict(dict) => of_dict(&dict),
        Home::Slot | Home::Nowhere => Vec::new(),
    }
}

/// True if objects of the class take attributes of any name.
pub fn takes_any(class: &Class) -> bool {
    class.has(flags::HAS_DICT)
}

/// Puts an attribute into the object itself, whether or not its class says that it takes any. `name` is interned.
pub fn set(vm: &mut Vm, object: &Value, name: &Value, value: Value) -> Result<(), Raised> {
    match home(object) {
        Home::Shaped(holder) => set_shaped(vm, &holder, name, value),
        Home::Dict(dict) => dict::set(vm, &dict, name, value),
        Home::Slot => {
            if let Some(side) = object.header().and_then(|header| header.side()) {
                let class = vm.classes.of(object);
                let holder = Instance::create(&vm.heap, class.value().clone(), &class.shapes).or_memory_error(vm)?;
                side.set(holder.value().clone());
                return set_shaped(vm, holder.value(), name, value);
            }
            let fresh = vm.dict()?;
            if let Some(slot) = own_slot(object) {
                slot.set(fresh.value().clone());
            }
            dict::set(vm, &fresh, name, value)
        }
        Home::Nowhere => Err(vm.attribute_error(object, name)),
    }
}

fn set_shaped(vm: &mut Vm, holder: &Value, name: &Value, value: Value) -> Result<(), Raised> {
    let Some(instance) = holder.payload::<Instance>() else { return Ok(()) };
    if let Some(dict) = instance.dict() {
        return dict::set(vm, &dict, name, value);
    }
    if let Some(place) = instance.shape().place(name) {
        let before = instance.set_place(&vm.heap, place, value).or_memory_error(vm)?;
        drop(before);
        return Ok(());
    }
    let class = vm.classes.of(holder);
    match class.shapes.extend(&vm.heap, instance.shape(), name) {
        Some(next) => {
            let place = instance.shape().places();
            instance.set_place(&vm.heap, place, value).or_memory_error(vm)?;
            instance.set_shape(next);
            Ok(())
        }
        None => {
            let dict = to_dict(vm, holder)?;
            dict::set(vm, &dict, name, value)
        }
    }
}

/// Removes an attribute from the object itself; false if it has none of that name.
pub fn delete(vm: &mut Vm, object: &Value, name: &Value) -> Result<bool, Raised> {
    match home(object) {
        Home::Shaped(holder) => {
            let Some(instance) = holder.payload::<Instance>() else { return Ok(false) };
            if !instance.has_dict() && instance.shape().place(name).is_none() {
                return Ok(false);
            }
            let dict = to_dict(vm, &holder)?;
            Ok(dict::remove(vm, &dict, name).is_some())
        }
        Home::Dict(dict) => Ok(dict::remove(vm, &dict, name).is_some()),
        Home::Slot | Home::Nowhere => Ok(false),
    }
}

/// The object's `__dict__`: from now on its attributes lie in this dict. `None` if it keeps no attributes.
pub fn dict(vm: &mut Vm, object: &Value) -> Result<Option<Ref<Dict>>, Raised> {
    match home(object) {
        Home::Shaped(holder) => to_dict(vm, &holder).map(Some),
        Home::Dict(dict) => Ok(Some(dict)),
        Home::Slot => {
            if let Some(side) = object.header().and_then(|header| header.side()) {
                let class = vm.classes.of(object);
                let holder = Instance::create(&vm.heap, class.value().clone(), &class.shapes).or_memory_error(vm)?;
                side.set(holder.value().clone());
                return to_dict(vm, holder.value()).map(Some);
            }
            let fresh = vm.dict()?;
            if let Some(slot) = own_slot(object) {
                slot.set(fresh.value().clone());
            }
            Ok(Some(fresh))
        }
        Home::Nowhere => Ok(None),
    }
}

/// Replaces the object's `__dict__`; false if it keeps no attributes.
pub fn set_dict(vm: &mut Vm, object: &Value, fresh: Ref<Dict>) -> Result<bool, Raised> {
    if dict(vm, object)?.is_none() {
        return Ok(false);
    }
    match home(object) {
        Home::Shaped(holder) => {
            if let Some(instance) = holder.payload::<Instance>() {
                let class = vm.classes.of(&holder);
                instance.set_dict(&class.shapes, usize::from(class.slot_count), fresh);
            }
        }
        _ => match own_slot(object) {
            Some(slot) => slot.set(fresh.into_value()),
            None => return Ok(false),
        },
    }
    Ok(true)
}

fn to_dict(vm: &mut Vm, holder: &Value) -> Result<Ref<Dict>, Raised> {
    let fresh = vm.dict()?;
    let Some(instance) = holder.payload::<Instance>() else { return Ok(fresh) };
    if let Some(dict) = instance.dict() {
        return Ok(dict);
    }
    for (place, name) in instance.shape().names().to_vec().iter().enumerate() {
        let value = instance.get_place(place);
        if !name.is_unbound() && !value.is_unbound() {
            dict::set(vm, &fresh, name, value)?;
        }
    }
    let class = vm.classes.of(holder);
    instance.set_dict(&class.shapes, usize::from(class.slot_count), fresh.clone());
    Ok(fresh)
}
