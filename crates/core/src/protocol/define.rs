//! Making classes: those of native modules from their tables, and the bare object behind every `class` statement.

use taipan_heap::value::{Ref, Value};

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::protocol::spec::{self, ClassSpec};
use crate::protocol::{dict, linear, lookup};
use crate::value::class::{Class, Instances, flags};
use crate::value::mapping::Dict;

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
    /// What lies behind instances.
    pub instances: Instances,
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
        let ancestors = linear::linearise(vm, &self.bases)?;
        let bases = vm.tuple(self.bases.iter().map(|base| base.value().clone()))?;
        let mut bits = self.flags;
        for base in &self.bases {
            bits |= base.flags.get() & FROM_ALL;
            if bits & (flags::SEQUENCE | flags::MAPPING) == 0 {
                bits |= base.flags.get() & FROM_FIRST;
            }
        }
        let class = Class::blank(&vm.heap, self.namespace, self.instances, bits, self.slot_count);
        class.name.set(self.name);
        class.qualname.set(self.qualname);
        class.bases.set(bases);
        class.ancestors.replace(ancestors);
        let class = vm.allocate(&self.meta, class)?;
        Class::list(&class, self.bases);
        Ok(class)
    }
}

/// A class of a native module. `name` is dotted: the module, then the class. Without bases it derives from `object`.
pub fn define_native_class(
    vm: &mut Vm,
    name: &str,
    bases: &[Ref<Class>],
    instances: impl Into<Instances>,
    flags: u32,
    table: &'static ClassSpec,
) -> Result<Ref<Class>, Raised> {
    define(vm, name, bases, instances.into(), flags, table)
}

/// A class from its table. `name` is dotted: the module, then the class. Without bases it derives from `object`.
pub(super) fn define(
    vm: &mut Vm,
    name: &str,
    bases: &[Ref<Class>],
    instances: Instances,
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
        instances,
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
