//! What Ctrl-C does while a statement awaits: the first press cancels the statement, the next one comes back to the prompt.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_modules::signal;
use taipan_scheduler::future::{self, Future};

const FUNCTIONS: &[NativeDef] = methods![pressed];

/// Under these names the VM keeps the task of the statement, and how often Ctrl-C was pressed.
const STATEMENT: &str = "repl.statement";
const PRESSES: &str = "repl.presses";

/// The presses of Ctrl-C while a statement awaits.
#[must_use]
pub(crate) struct Presses {
    /// Who answered before.
    before: Value,
}

impl Presses {
    /// From now on Ctrl-C is for a task.
    pub(crate) fn begin(vm: &mut Vm, task: &Ref<Future>) -> Result<Presses, Raised> {
        let namespace = vm.dict()?;
        spec::install_functions(vm, &namespace, "_prompt", FUNCTIONS)?;
        let answer = dict::get_text(vm, &namespace, "pressed").unwrap_or(Value::NONE);
        let mut kept = vm.world.kept.borrow_mut();
        kept.insert(STATEMENT, task.value().clone());
        kept.insert(PRESSES, Value::from_small_int(0).unwrap_or(Value::NONE));
        drop(kept);
        Ok(Presses { before: signal::answer_with(vm, &answer) })
    }

    /// It is no more; gives how often it was pressed.
    pub(crate) fn end(self, vm: &mut Vm) -> i64 {
        signal::answer_with(vm, &self.before);
        let mut kept = vm.world.kept.borrow_mut();
        let (task, presses) = (kept.remove(STATEMENT), kept.remove(PRESSES));
        drop(kept);
        drop(task);
        presses.as_ref().and_then(small_int).unwrap_or(0)
    }
}

/// Raises KeyboardInterrupt.
pub(crate) fn raise(vm: &mut Vm) -> Raised {
    vm.raise_message(|classes| &classes.keyboard_interrupt, "")
}

/// Answer Ctrl-C while a statement awaits.
#[function("pressed()")]
fn pressed(vm: &mut Vm) -> Result<(), Raised> {
    let (task, presses) = {
        let kept = vm.world.kept.borrow();
        let presses = kept.get(PRESSES).and_then(small_int).unwrap_or(0);
        (kept.get(STATEMENT).and_then(Value::to_ref::<Future>), presses)
    };
    vm.world.kept.borrow_mut().insert(PRESSES, Value::from_small_int(presses + 1).unwrap_or(Value::NONE));
    let Some(task) = task.filter(|task| !task.done()) else { return Err(raise(vm)) };
    let runs = task.event_loop.current.borrow().as_ref().is_some_and(|current| current.value().is(task.value()));
    if presses > 0 || runs {
        return Err(raise(vm));
    }
    future::cancel(vm, &task, Value::NONE).map(drop)
}
