//! The names of an object's attributes: its own, and those of its classes. `__dir__` is not asked.

use taipan_core::machine::vm::Vm;
use taipan_core::protocol::attributes;
use taipan_core::value::class::Class;
use taipan_heap::value::Value;

use crate::complete::{fits, plain, texts_of};

/// The names that begin so.
pub(super) fn names(vm: &Vm, object: &Value, part: &str) -> Vec<String> {
    let own = attributes::names(object);
    let own = own.iter().filter_map(plain).filter(|name| name.starts_with(part) && fits(name, part));
    let mut names: Vec<String> = own.collect();
    if let Some(class) = object.payload::<Class>() {
        of_class(class, part, &mut names);
    }
    // What every class has from `type` is of use to few.
    if !object.is_kind::<Class>() || part.starts_with("__") {
        of_class(&vm.classes.of(object), part, &mut names);
    }
    names
}

fn of_class(class: &Class, part: &str, names: &mut Vec<String>) {
    names.extend(texts_of(&class.namespace, part));
    for ancestor in class.ancestors.borrow().iter() {
        names.extend(texts_of(&ancestor.namespace, part));
    }
}
