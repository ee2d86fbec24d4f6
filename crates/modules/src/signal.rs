//! Module `_signal`: who answers Ctrl-C.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{call, spec};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![on_interrupt];

/// Under this name the VM keeps who answers, where it is not KeyboardInterrupt.
const ANSWER: &str = "signal.interrupt";

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_signal", FUNCTIONS)
}

/// Answers Ctrl-C, in the main thread.
///
/// # Errors
/// KeyboardInterrupt, where no script has asked for another answer; else what the answer raises.
pub fn interrupted(vm: &mut Vm) -> Result<(), Raised> {
    let answer = vm.world.kept.borrow().get(ANSWER).cloned();
    match answer {
        Some(answer) => call::call(vm, &answer, Call { values: &[], keywords: &[] }).map(drop),
        None => Err(vm.raise_message(|classes| &classes.keyboard_interrupt, "")),
    }
}

/// Have Ctrl-C call `answer()` in the main thread instead of raising KeyboardInterrupt there; None for the exception.
///
/// Returns what was called before, or None.
#[function("on_interrupt(answer, /)")]
fn on_interrupt(vm: &mut Vm, answer: &Value) -> Value {
    answer_with(vm, answer)
}

/// Has Ctrl-C call this, or raise KeyboardInterrupt for None; gives what it called before.
pub fn answer_with(vm: &mut Vm, answer: &Value) -> Value {
    vm.budget.answers_signals = !answer.is_none();
    let mut kept = vm.world.kept.borrow_mut();
    let before = if answer.is_none() { kept.remove(ANSWER) } else { kept.insert(ANSWER, answer.clone()) };
    before.unwrap_or(Value::NONE)
}
