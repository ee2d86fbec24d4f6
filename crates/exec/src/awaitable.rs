//! What can be awaited, and what awaiting it delegates to.

use taipan_bytecode::opcode::{Instr, KILL_C, VARIANT};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::call;
use taipan_core::protocol::native::{AwaitCode, NativeFunction, Shortcut};
use taipan_core::value::generator::{AsyncStep, Flavor, Generator};
use taipan_core::value::special::Special;
use taipan_heap::value::Value;

/// What `await value` delegates to: coroutines, steps and native awaitables themselves, else the iterator that
/// `__await__` gives.
pub fn delegate_of(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    if let Some(generator) = value.payload::<Generator>()
        && matches!(generator.flavor, Flavor::Coroutine | Flavor::IterableCoroutine)
    {
        return Ok(value.clone());
    }
    if value.is_kind::<AsyncStep>() || native_await(vm, value).is_some() {
        return Ok(value.clone());
    }
    let Some(iterator) = call::special(vm, value, Special::Await, &[])? else {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("object {given} can't be used in 'await' expression")));
    };
    if iterator.payload::<Generator>().is_some_and(|generator| generator.flavor == Flavor::Coroutine) {
        return Err(vm.type_error("__await__() returned a coroutine"));
    }
    if vm.classes.of(&iterator).special(Special::Next).is_unbound() {
        let given = vm.classes.name_of(&iterator);
        return Err(vm.type_error(format!("__await__() returned non-iterator of type '{given}'")));
    }
    Ok(iterator)
}

/// The native look at an awaitable, if its class has one.
pub fn native_await(vm: &Vm, value: &Value) -> Option<AwaitCode> {
    let method = vm.classes.of(value).special(Special::Await).get();
    match method.payload::<NativeFunction>() {
        Some(NativeFunction { shortcut: Shortcut::Await(look), .. }) => Some(*look),
        _ => None,
    }
}

/// TypeError because the value of an `await`, or of a method of `async with`, cannot be awaited.
#[cold]
pub fn not_awaitable(vm: &mut Vm, value: &Value, instr: Instr) -> Raised {
    let given = vm.classes.name_of(value);
    if instr.flags() & VARIANT != 0 {
        let method = if instr.flags() & KILL_C != 0 { "__aexit__" } else { "__aenter__" };
        return vm.type_error(format!(
            "'async with' received an object from {method} that does not implement __await__: {given}"
        ));
    }
    vm.type_error(format!("object {given} can't be used in 'await' expression"))
}
