//! Classes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use taipan_heap::extension::Extension;
use taipan_heap::header::Payload;
use taipan_heap::heap::Heap;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;
use taipan_macros::{Trace, payload};

use crate::value::instance::ShapeTree;
use crate::value::kinds;
use crate::value::mapping::Dict;
use crate::value::special::{self, Special};

/// Properties of a class, as bits of [`Class::flags`].
pub mod flags {
    /// Python code may derive classes from it.
    pub const BASE: u32 = 1;
    /// It was made by a `class` statement or a call of `type`: its attributes can be set.
    pub const HEAP: u32 = 2;
    /// Its instances have a `__dict__`.
    pub const HAS_DICT: u32 = 4;
    /// Its instances can be referred to weakly.
    pub const HAS_WEAK: u32 = 8;
    /// Its instances match sequence patterns.
    pub const SEQUENCE: u32 = 16;
    /// Its instances match mapping patterns.
    pub const MAPPING: u32 = 32;
    /// Class patterns with one positional pattern match the instance itself (int, str, list, ...).
    pub const MATCH_SELF: u32 = 64;
    /// It has abstract methods: instances cannot be made.
    pub const ABSTRACT: u32 = 128;
    /// It or one of its bases is a subclass of BaseException.
    pub const RAISABLE: u32 = 256;
    /// Python code cannot call it to make instances.
    pub const NO_NEW: u32 = 512;
    /// It is a subclass of `type`.
    pub const METACLASS: u32 = 1024;
    /// Instances have finalisers.
    pub const HAS_DEL: u32 = 2048;
    /// Attribute lookup on instances is not the ordinary one: `__getattribute__` or `__getattr__` is Python code.
    pub const CUSTOM_GET: u32 = 4096;
    /// `__getattribute__` is not the ordinary one: nothing can be known about attributes beforehand.
    pub const OWN_GET: u32 = 16384;
    /// Setting or deleting attributes of instances is not the ordinary one.
    pub const CUSTOM_SET: u32 = 8192;
}

/// What lies behind the instances of a class.
#[derive(Clone, Copy, Trace)]
pub struct Instances {
    /// Their kind.
    pub kind: u8,
    /// What tells their payload from others of the kind.
    pub extension: Option<&'static Extension>,
}

impl From<u8> for Instances {
    /// Those of a kind that has one payload.
    fn from(kind: u8) -> Instances {
        Instances { kind, extension: None }
    }
}

impl Instances {
    /// Objects with this payload.
    #[must_use]
    pub const fn of<T: Payload>() -> Instances {
        Instances { kind: T::KIND, extension: T::EXTENSION }
    }

    /// Whether both say the same.
    pub fn same(self, other: Instances) -> bool {
        let extension = match (self.extension, other.extension) {
            (Some(ours), Some(theirs)) => std::ptr::eq(ours, theirs),
            (None, None) => true,
            _ => false,
        };
        self.kind == other.kind && extension
    }
}

/// A class.
#[payload(kinds::CLASS, "type")]
pub struct Class {
    /// `__name__`, a string.
    pub name: Slot,
    /// `__qualname__`, a string.
    pub qualname: Slot,
    /// The bases, a tuple.
    pub bases: Slot,
    /// The classes after this one in the method resolution order. (The class itself is left out: it would hold itself.)
    pub ancestors: RefCell<Vec<Ref<Class>>>,
    /// The class's own names. Only changed through functions that refresh `specials` and `stamp`.
    pub namespace: Ref<Dict>,
    /// What lies behind instances.
    pub instances: Instances,
    /// Bits of [`flags`].
    pub flags: Cell<u32>,
    /// Changes whenever a name is set or deleted here or in a base: what caches compare.
    pub stamp: Cell<u64>,
    /// What lookups of special methods find; unbound where nothing is.
    pub specials: Box<[Slot; special::COUNT]>,
    /// Shapes of the instances.
    pub shapes: ShapeTree,
    /// Direct subclasses by number, the oldest first, not counted; a subclass strikes itself off when it ends.
    #[untraced]
    pub subclasses: RefCell<BTreeMap<u64, Word>>,
    /// The bases, and under which number it is one of their subclasses: held apart from the tuple, which may end before
    /// the class does.
    listed: RefCell<Vec<(Ref<Class>, u64)>>,
    /// Number of `__slots__` places that instances have before their other attributes.
    pub slot_count: u16,
}

impl Class {
    /// A class without names that nobody knows; what is special about it is still to be learnt.
    pub fn blank(heap: &Heap, namespace: Ref<Dict>, instances: Instances, flags: u32, slot_count: u16) -> Class {
        Class {
            name: Slot::default(),
            qualname: Slot::default(),
            bases: Slot::default(),
            ancestors: RefCell::default(),
            namespace,
            instances,
            flags: Cell::new(flags),
            stamp: Cell::new(heap.fresh_stamp()),
            specials: Box::new([const { Slot::new(Value::UNBOUND) }; special::COUNT]),
            shapes: ShapeTree::new(heap, slot_count),
            subclasses: RefCell::default(),
            listed: RefCell::default(),
            slot_count,
        }
    }

    /// Makes it a subclass of these classes, and of no others any more.
    pub fn list(class: &Ref<Class>, bases: Vec<Ref<Class>>) {
        class.strike_off();
        let list = |base: Ref<Class>| {
            let number = {
                let mut subclasses = base.subclasses.borrow_mut();
                let number = subclasses.last_key_value().map_or(0, |(last, _)| last + 1);
                subclasses.insert(number, class.value().word());
                number
            };
            (base, number)
        };
        let listed = bases.into_iter().map(list).collect();
        drop(class.listed.replace(listed));
    }

    fn strike_off(&self) {
        // Bases that end together with the class have lost their lists already.
        for (base, number) in self.listed.borrow().iter().filter(|(base, _)| !base.header().is_hollow()) {
            base.subclasses.borrow_mut().remove(number);
        }
    }

    /// What a lookup of a special method finds; unbound if nothing.
    #[inline(always)]
    pub fn special(&self, special: Special) -> &Slot {
        &self.specials[special as usize]
    }

    /// True if all the flags are set.
    #[inline(always)]
    pub fn has(&self, flags: u32) -> bool {
        self.flags.get() & flags == flags
    }

    /// Sets flags.
    pub fn set_flags(&self, flags: u32) {
        self.flags.set(self.flags.get() | flags);
    }

    /// Clears flags.
    pub fn clear_flags(&self, flags: u32) {
        self.flags.set(self.flags.get() & !flags);
    }

    /// True if `other` is this class or one of its ancestors.
    pub fn is_subclass_of(&self, other: &Class) -> bool {
        std::ptr::eq(self, other) || self.ancestors.borrow().iter().any(|base| std::ptr::eq::<Class>(&**base, other))
    }
}

impl Drop for Class {
    fn drop(&mut self) {
        self.strike_off();
    }
}
