//! Class `_Pause`: what `sleep(0)` awaits.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::pause::{self, Pause};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "Awaited once, it lets all others that are ready come first.",
    methods: methods![new, r#await, iter, next],
    awaited: Some(pause::look),
    ..ClassSpec::EMPTY
};

/// A fresh pause.
#[function("_Pause.__new__(cls)")]
fn new(vm: &mut Vm, class: Ref<Class>) -> Result<Value, Raised> {
    Ok(vm.allocate(&class, Pause::default())?.into_value())
}

/// The pause itself.
#[function("_Pause.__await__(self, /)")]
fn r#await(this: Ref<Pause>) -> Ref<Pause> {
    this
}

/// The pause itself.
#[function("_Pause.__iter__(self, /)")]
fn iter(this: Ref<Pause>) -> Ref<Pause> {
    this
}

/// None, once.
#[function("_Pause.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match pause::look(vm, this)? {
        taipan_core::protocol::native::Awaited::Pending(value) => Ok(value),
        taipan_core::protocol::native::Awaited::Ready(value) => Err(vm.stop_iteration(value)),
    }
}
