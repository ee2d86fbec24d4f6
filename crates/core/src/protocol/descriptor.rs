//! Descriptors made of Rust data: properties, static and class methods, `super`, and the attributes of native classes.

use taipan_heap::value::{Slot, Value};
use taipan_macros::{Trace, payload};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::kinds;

/// Gives an attribute of a native object.
pub type Getter = fn(&mut Vm, &Value) -> Result<Value, Raised>;
/// Sets an attribute of a native object, or deletes it where no value comes.
pub type Setter = fn(&mut Vm, &Value, Option<Value>) -> Result<(), Raised>;

/// An attribute of a native class, in its table.
#[derive(Clone, Copy)]
pub struct Attribute {
    /// The name in Python.
    pub name: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// Gives it.
    pub get: Getter,
    /// Sets it; `None` if it cannot be set.
    pub set: Option<Setter>,
}

impl Attribute {
    /// The setter of what cannot be set, where CPython has a plain member of a struct and says so in other words.
    pub const READ_ONLY: Option<Setter> =
        Some(|vm, _, _| Err(vm.raise_message(|classes| &classes.attribute_error, "readonly attribute")));
}

/// What a descriptor does.
#[derive(Trace)]
pub enum Behaviour {
    /// An attribute of a native class.
    GetSet(&'static Attribute),
    /// A place of `__slots__`.
    Member(u16),
    /// An item of a tuple: a field of a named tuple, and its documentation.
    Item {
        /// The item's place.
        place: usize,
        /// `__doc__`.
        doc: Slot,
    },
    /// `property`: getter, setter, deleter, documentation (None where absent), and the name it was given.
    Property {
        /// The getter or None.
        get: Slot,
        /// The setter or None.
        set: Slot,
        /// The deleter or None.
        delete: Slot,
        /// The documentation or None.
        doc: Slot,
        /// The attribute's name, unbound until `__set_name__`.
        name: Slot,
    },
    /// `staticmethod`.
    Static(Slot),
    /// `classmethod`.
    Class(Slot),
    /// `super`: the class after which the search begins, the object (unbound: none), and the object's class.
    Super {
        /// The class after which the search begins.
        class: Slot,
        /// The object, unbound if there is none.
        object: Slot,
        /// The class whose method resolution order is searched.
        object_class: Slot,
    },
}

/// A descriptor.
#[payload(kinds::DESCRIPTOR, "descriptor")]
pub struct Descriptor {
    /// What it does.
    pub behaviour: Behaviour,
    /// Its name, where it belongs to a class; else None.
    pub name: Slot,
    /// The class it belongs to; unbound if none.
    pub owner: Slot,
    /// `__dict__` of static and class methods; unbound until somebody asks.
    pub dict: Slot,
}

impl Descriptor {
    /// A descriptor that belongs to no class.
    pub fn free(behaviour: Behaviour) -> Descriptor {
        Descriptor { behaviour, name: Slot::new(Value::NONE), owner: Slot::default(), dict: Slot::default() }
    }

    /// True if it also decides about setting: it comes before what the instance has.
    pub fn is_data(&self) -> bool {
        use Behaviour::{GetSet, Item, Member, Property};
        matches!(self.behaviour, GetSet(_) | Member(_) | Item { .. } | Property { .. })
    }
}
