//! Module `_abc`: what abstract base classes say to patterns of `match` (PEP 634).

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::spec;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Ref;
use taipan_macros::function;

/// What a class can be to patterns.
const KINDS: u32 = flags::SEQUENCE | flags::MAPPING;

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_abc", methods![mark, share])
}

/// Have patterns take instances of a class, and of those derived from it later, for a "sequence" or a "mapping".
#[function("mark(cls, kind, /)")]
fn mark(vm: &mut Vm, cls: Ref<Class>, kind: &str) -> Result<(), Raised> {
    let flag = match kind {
        "sequence" => flags::SEQUENCE,
        "mapping" => flags::MAPPING,
        _ => return Err(vm.value_error("kind must be 'sequence' or 'mapping'")),
    };
    cls.flags.set(cls.flags.get() & !KINDS | flag);
    Ok(())
}

/// Have patterns take instances of a class for what those of an abstract base class are.
#[function("share(abc, cls, /)")]
fn share(abc: Ref<Class>, cls: Ref<Class>) {
    let kinds = abc.flags.get() & KINDS;
    if kinds != 0 && cls.has(flags::HEAP) {
        cls.flags.set(cls.flags.get() & !KINDS | kinds);
    }
}
