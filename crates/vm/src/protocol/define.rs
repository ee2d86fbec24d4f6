//! Making classes: those of native modules from their tables, and the bare object behind every `class` statement.

use std::cell::{Cell, RefCell};

use taipan_heap::value::{Ref, Slot, Value};

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::spec::{self, ClassSpec};
use crate::protocol::{dict, linear, lookup};
use crate::value::class::{Class, flags};
use crate::value::instance::ShapeTree;
use crate::value::mapping::Dict;
use crate::value::special;

/// A class in the making.
pub struct Blueprint {
    /// The class's own class.
    pub meta: Ref<Class>,
    /// `__name__`.
    pub name: Value,
    /// `__qualname__`.
    pub qualname: Value,
    /// The bases.
    pub bases: Vec<Ref<Class>>,
    /// The names of the class, taken over.
    pub namespace: Ref<Dict>,
    /// The kind of instances.
    pub instance_kind: u8,
    /// Bits of [`flags`].
    pub flags: u32,
    /// Places of `__slots__`, those of the bases counted.
    pub slot_count: u16,
}

/// Flags that come from any base.
const FROM_ALL: u32 = flags::RAISABLE | flags::METACLASS | flags::HAS_DICT | flags::HAS_WEAK;
/// Flags that come from the base that stands first.
const FROM_FIRST: u32 = flags::SEQUENCE | flags::MAPPING | flags::MATCH_SELF;

impl Blueprint {
    /// Makes the class and enters it with its bases. [`lookup::refresh`] must follow when the namespace is complete.
    pub fn build(self, vm: &mut Vm) -> Result<Ref<Class>, Raised> {
        let ancestors = linear::linearise(&self.bases).map_err(|message| vm.type_error(message))?;
        let bases = vm.tuple(self.bases.iter().map(|base| base.value().clone()))?;
        let mut bits = self.flags;
        for base in &self.bases {
            bits |= base.flags.get() & FROM_ALL;
            if bits & (flags::SEQUENCE | flags::MAPPING) == 0 {
                bits |= base.flags.get() & FROM_FIRST;
            }
        }
        let class = Class {
            name: Slot::new(self.name),
            qualname: Slot::new(self.qualname),
            bases: Slot::new(bases),
            ancestors: RefCell::new(ancestors),
            namespace: self.namespace,
            instance_kind: self.instance_kind,
            flags: Cell::new(bits),
            stamp: Cell::new(vm.heap.fresh_stamp()),
            specials: Box::new([const { Slot::new(Value::UNBOUND) }; special::COUNT]),
            shapes: ShapeTree::new(&vm.heap, self.slot_count),
            subclasses: RefCell::default(),
            slot_count: self.slot_count,
        };
        let class = vm.allocate(&self.meta, class)?;
        for base in &self.bases {
            base.subclasses.borrow_mut().push(class.value().word());
        }
        Ok(class)
    }
}

/// A class of a native module. `name` is dotted: the module, then the class. Without bases it derives from `object`.
pub fn define_native_class(
    vm: &mut Vm,
    name: &str,
    bases: &[Ref<Class>],
    instance_kind: u8,
    flags: u32,
    table: &'static ClassSpec,
) -> Result<Ref<Class>, Raised> {
    let (module, name) = name.rsplit_once('.').unwrap_or(("builtins", name));
    let (module, name) = (vm.intern(module)?, vm.intern(name)?);
    let bases = if bases.is_empty() { vec![vm.classes.object.clone()] } else { bases.to_vec() };
    let class = vm.classes.dict.value().clone();
    let namespace = vm.heap.allocate(class, Dict::default()).or_memory_error(vm)?;
    let blueprint = Blueprint {
        meta: vm.classes.type_.clone(),
        name: name.clone(),
        qualname: name,
        bases,
        namespace: namespace.clone(),
        instance_kind,
        flags,
        slot_count: 0,
    };
    let class = blueprint.build(vm)?;
    spec::install(vm, &class, table)?;
    let key = vm.names.known.module.clone();
    dict::set(vm, &namespace, &key, module)?;
    lookup::refresh(vm, &class);
    Ok(class)
}
