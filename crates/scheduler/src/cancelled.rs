//! The exceptions of asyncio that Rust code raises. The classes are made once for each VM.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::class::Class;
use taipan_heap::value::Value;

/// Under this name the VM keeps the class CancelledError.
pub const CANCELLED: &str = "asyncio.CancelledError";
/// Under this name the VM keeps the class InvalidStateError.
pub const INVALID_STATE: &str = "asyncio.InvalidStateError";

fn kept(vm: &Vm, name: &str) -> Value {
    vm.world.kept.borrow().get(name).cloned().unwrap_or(Value::NONE)
}

/// An instance of CancelledError with a message, if it is not None.
pub fn exception(vm: &mut Vm, message: Value) -> Result<Value, Raised> {
    let class = kept(vm, CANCELLED);
    let args = if message.is_none() { vec![] } else { vec![message] };
    vm.call(&class, &args)
}

/// Raises CancelledError.
pub fn raise(vm: &mut Vm, message: Value) -> Raised {
    match exception(vm, message) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// Raises InvalidStateError.
pub fn invalid_state(vm: &mut Vm, message: &str) -> Raised {
    let class = kept(vm, INVALID_STATE);
    let made = vm.str(message).and_then(|text| vm.call(&class, &[text]));
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// True if the pending exception is CancelledError.
pub fn is_pending(vm: &mut Vm) -> bool {
    let class = kept(vm, CANCELLED);
    let Ok(class) = class.cast::<Class>() else { return false };
    if !vm.is_pending(|classes| &classes.base_exception) {
        return false;
    }
    let Some(exception) = vm.take_exception() else { return false };
    let is = vm.classes.is_instance(&exception, &class);
    let _ = vm.raise(exception);
    is
}
