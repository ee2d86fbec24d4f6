//! From a chain of names to a value, without running anything: no property, no `__getattr__`, no `__getitem__`.

use taipan_core::machine::vm::Vm;
use taipan_core::protocol::descriptor::{Behaviour, Descriptor};
use taipan_core::protocol::{attributes, dict, lookup};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::function::Function;
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::special::Special;
use taipan_heap::value::Value;

use crate::place::{Chain, Link};
use crate::session::Session;

/// A value that was found.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) value: Value,
    /// It was found on the class of an instance, which will be its first argument.
    pub(crate) bound: bool,
}

/// The value of a chain, if it can be known.
pub(crate) fn resolve(vm: &mut Vm, session: &Session, chain: &Chain) -> Option<Found> {
    let mut links = chain.links.iter();
    let value = match links.next()? {
        Link::Name(name) => dict::get_text(vm, &session.namespace, name)
            .or_else(|| dict::get_text(vm, &vm.world.builtins, name))
            .or_else(|| (name == "asyncio").then(|| dict::get_text(vm, &vm.world.modules, name)).flatten())?,
        Link::Text => vm.str("").ok()?,
        Link::List => vm.list([]).ok()?,
        Link::Dict => vm.dict().ok()?.into_value(),
        Link::Attribute(_) | Link::Key(_) | Link::Index(_) => return None,
    };
    let mut found = Found { value, bound: false };
    for link in links {
        found = match link {
            Link::Attribute(name) => attribute(vm, &found.value, name)?,
            Link::Key(key) => Found { value: item(vm, &found.value, key)?, bound: false },
            Link::Index(index) => Found { value: at(&found.value, *index)?, bound: false },
            Link::Name(_) | Link::Text | Link::List | Link::Dict => return None,
        };
    }
    Some(found)
}

/// An attribute that needs no code of the script.
pub(crate) fn attribute(vm: &mut Vm, object: &Value, name: &str) -> Option<Found> {
    let name = vm.intern(name).ok()?;
    let class = vm.classes.of(object);
    if let Some(module) = object.payload::<Module>() {
        return Some(Found { value: dict::get(vm, &module.dict, &name)?, bound: false });
    }
    if let Some(own) = object.payload::<Class>() {
        let value = lookup::find(vm, own, &name)?;
        return match &value.payload::<Descriptor>()?.behaviour {
            Behaviour::Class(function) => Some(Found { value: function.get(), bound: true }),
            Behaviour::Static(function) => Some(Found { value: function.get(), bound: false }),
            _ => None,
        }
        .or(Some(Found { value, bound: false }));
    }
    if class.has(flags::OWN_GET) {
        return None;
    }
    if let Some(value) = attributes::get(vm, object, &name) {
        return Some(Found { value, bound: false });
    }
    let value = lookup::find(vm, &class, &name)?;
    if let Some(descriptor) = value.payload::<Descriptor>() {
        return match &descriptor.behaviour {
            Behaviour::Class(function) => Some(Found { value: function.get(), bound: true }),
            Behaviour::Static(function) => Some(Found { value: function.get(), bound: false }),
            // What the machine itself gives runs nothing of the script.
            Behaviour::GetSet(_) | Behaviour::Member(_) | Behaviour::Item { .. } => {
                let got = lookup::get_attr(vm, object, &name);
                let got = got.map_err(|_| vm.clear_pending()).ok()?;
                Some(Found { value: got, bound: false })
            }
            Behaviour::Property { .. } | Behaviour::Super { .. } => None,
        };
    }
    let of = vm.classes.of(&value);
    let has_code = of.has(flags::HEAP) && !of.special(Special::Get).is_unbound();
    let bound = value.is_kind::<Function>() || !of.special(Special::Get).is_unbound();
    (!has_code).then_some(Found { value, bound })
}

fn item(vm: &Vm, of: &Value, key: &str) -> Option<Value> {
    if !vm.classes.of(of).value().is(vm.classes.dict.value()) {
        return None;
    }
    dict::get_text(vm, of.payload::<Dict>()?, key)
}

fn at(of: &Value, index: i64) -> Option<Value> {
    let index = usize::try_from(index).ok()?;
    match of.payload::<List>() {
        Some(list) => list.get(index),
        None => of.payload::<Tuple>()?.items().get(index).cloned(),
    }
}
