//! The bases of a class that exists: its order, and assigning to `__bases__`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::native::NativeFunction;
use taipan_core::protocol::{layout, linear, lookup};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::{Ref, Value};

use crate::class::class_assignment;

/// The method resolution order that the bases of a class give, the class first.
pub(crate) fn own_order(vm: &mut Vm, class: &Ref<Class>) -> Result<Vec<Value>, Raised> {
    let bases = layout::bases(class);
    let ancestors = linear::linearise(vm, &bases)?;
    let mut order = vec![class.value().clone()];
    order.extend(ancestors.into_iter().map(Ref::into_value));
    Ok(order)
}

/// Asks a metaclass that has a `mro` of its own, and takes over what it says.
pub(crate) fn ask_metaclass(vm: &mut Vm, class: &Ref<Class>) -> Result<(), Raised> {
    let meta = vm.classes.of(class.value());
    let name = vm.names.known.mro.clone();
    let found = lookup::find(vm, &meta, &name);
    if found.is_none_or(|found| found.is_kind::<NativeFunction>()) {
        return Ok(());
    }
    let method = lookup::get_attr(vm, class.value(), &name)?;
    let order = vm.call(&method, &[])?;
    let items = match (order.payload::<List>(), order.payload::<Tuple>()) {
        (Some(list), _) => Gathering::of(vm, list)?,
        (_, Some(tuple)) => {
            let mut items = Gathering::new();
            items.extend(vm, tuple.items())?;
            items
        }
        _ => {
            let given = vm.classes.name_of(&order);
            return Err(vm.type_error(format!("'{given}' object is not iterable")));
        }
    };
    let mut ancestors = Vec::new();
    for item in items.iter().filter(|item| !item.is(class.value())) {
        match item.to_ref::<Class>() {
            Some(ancestor) => ancestors.push(ancestor),
            None => {
                let given = vm.classes.name_of(item);
                return Err(vm.type_error(format!("mro() returned a non-class ('{given}')")));
            }
        }
    }
    drop(class.ancestors.replace(ancestors));
    Ok(())
}

/// `cls.__bases__ = (..)`.
pub(crate) fn assign(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(class) = this.to_ref::<Class>() else { return Ok(()) };
    let name = class.text_name();
    if !class.has(flags::HEAP) {
        return Err(vm.type_error(format!("cannot set '__bases__' attribute of immutable type '{name}'")));
    }
    let Some(value) = value else {
        return Err(vm.type_error(format!("cannot delete '__bases__' attribute of immutable type '{name}'")));
    };
    let Some(tuple) = value.payload::<Tuple>() else {
        let given = vm.classes.name_of(&value);
        return Err(vm.type_error(format!("can only assign tuple to {name}.__bases__, not {given}")));
    };
    if tuple.length() == 0 {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut bases = Vec::new();
    for item in tuple.items() {
        let Some(base) = item.to_ref::<Class>() else {
            let given = vm.classes.name_of(item);
            return Err(vm.type_error(format!("{name}.__bases__ must be tuple of classes, not '{given}'")));
        };
        if base.is_subclass_of(&class) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
        bases.push(base);
    }
    let (fresh, old) = (layout::best_base(vm, &bases)?, layout::base(&class));
    if let Some(old) = old {
        let (fresh_solid, old_solid) = (layout::solid(&fresh), layout::solid(&old));
        if !fresh_solid.value().is(old_solid.value()) && !class_assignment::compatible(&old, &fresh) {
            let (fresh, old) = (fresh.text_name(), old.text_name());
            return Err(vm.type_error(format!("__bases__ assignment: '{fresh}' object layout differs from '{old}'")));
        }
    }
    let ancestors = linear::linearise(vm, &bases)?;
    Class::list(&class, bases);
    drop(class.ancestors.replace(ancestors));
    class.bases.set(value.clone());
    ask_metaclass(vm, &class)?;
    reorder_subclasses(vm, &class)?;
    lookup::refresh(vm, &class);
    Ok(())
}

/// Subclasses inherit along the new bases.
fn reorder_subclasses(vm: &mut Vm, class: &Ref<Class>) -> Result<(), Raised> {
    for subclass in lookup::line_of(vm, class).into_iter().skip(1) {
        let bases = layout::bases(&subclass);
        let ancestors = linear::linearise(vm, &bases)?;
        drop(subclass.ancestors.replace(ancestors));
        ask_metaclass(vm, &subclass)?;
    }
    Ok(())
}
