//! The end of a session: which tasks still run, and that they end.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::{Ref, Value};
use taipan_scheduler::at_hand;
use taipan_scheduler::event_loop::EventLoop;
use taipan_scheduler::future::{self, Future};
use taipan_scheduler::turn;
use taipan_traceback::report;

use crate::commands;
use crate::session::{Session, say};

/// Tells which tasks still run; false if there are none.
pub(crate) fn names_tasks(vm: &mut Vm) -> bool {
    let tasks = running(vm);
    if tasks.is_empty() {
        return false;
    }
    let count =
        if tasks.len() == 1 { "1 task still runs".to_owned() } else { format!("{} tasks still run", tasks.len()) };
    let mut text = format!("{count}:\n");
    match commands::tasks::tree(vm) {
        Ok(tree) => text.extend(tree.lines().map(|line| format!("  {line}\n"))),
        Err(_) => vm.clear_pending(),
    }
    text.push_str("Ctrl-D once more cancels what runs and leaves.\n");
    say(vm, &text);
    true
}

/// The tasks of the session's loop that have not ended.
pub(crate) fn running(vm: &Vm) -> Vec<Ref<Future>> {
    at_hand::known(vm).map_or_else(Vec::new, |event_loop| {
        let mut tasks = event_loop.tasks.borrow().clone();
        tasks.retain(|task| !task.done());
        tasks
    })
}

/// Cancels what still runs, and waits for it: `finally` blocks end. Ctrl-C ends the wait.
pub(crate) fn end_tasks(vm: &mut Vm, session: &Session) {
    let Some(event_loop) = at_hand::known(vm) else { return };
    if close(vm, &event_loop).is_err()
        && let Some(failed) = vm.take_exception()
    {
        // A hook that wants to end the session has its will.
        let _ = report::print_uncaught(vm, &failed, session.style());
    }
}

fn close(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<(), Raised> {
    let mut tasks = Vec::new();
    for task in running(vm) {
        if let Err(raised) = future::cancel(vm, &task, Value::NONE) {
            let Some(exception) = vm.take_exception() else { return Err(raised) };
            if !vm.classes.is_instance(&exception, &vm.classes.recursion_error) {
                return Err(vm.raise(exception));
            }
            // Tasks that wait for each other in a circle cannot be cancelled, and never end.
            continue;
        }
        tasks.push(task);
    }
    turn::serve(vm, event_loop, &mut |_| tasks.iter().all(|task| task.done()))?;
    for method in ["shutdown_asyncgens", "shutdown_default_executor"] {
        let coroutine = vm.call_method(event_loop.value(), method, &[])?;
        vm.call_method(event_loop.value(), "run_until_complete", &[coroutine])?;
    }
    vm.call_method(event_loop.value(), "close", &[]).map(drop)
}
