//! Class `_Pause`: what `sleep(0)` awaits.

use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::protocol::spec::ClassSpec;
use taipan_vm::value::class::Class;

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
        taipan_vm::protocol::native::Awaited::Pending(value) => Ok(value),
        taipan_vm::protocol::native::Awaited::Ready(value) => Err(vm.stop_iteration(value)),
    }
}
