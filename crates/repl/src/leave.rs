//! The end of a session: which tasks still run, and that they end.

use taipan_heap::value::{Ref, Value};
use taipan_scheduler::at_hand;
use taipan_scheduler::future::{self, Future};
use taipan_scheduler::turn;
use taipan_vm::machine::vm::Vm;

use crate::commands;
use crate::session::{End, Session, say};

/// Tells which tasks still run; false if there are none.
pub(crate) fn names_tasks(vm: &mut Vm, session: &Session) -> bool {
    let tasks = running(vm);
    if tasks.is_empty() || !session.setup.edits {
        return !tasks.is_empty();
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
pub(crate) fn leave(vm: &mut Vm, session: &Session, end: End) -> End {
    let Some(event_loop) = at_hand::known(vm) else { return end };
    let exception = match &end {
        End::Over(Err(_)) => vm.take_exception(),
        _ => None,
    };
    if exception.is_none() && matches!(end, End::Over(Err(_))) {
        // A limit has ended the run, and nothing else may run.
        return end;
    }
    let tasks = running(vm);
    let mut outcome = Ok(());
    for task in &tasks {
        outcome = outcome.and_then(|()| future::cancel(vm, task, Value::NONE).map(drop));
    }
    let mut outcome =
        outcome.and_then(|()| turn::serve(vm, &event_loop, &mut |_| tasks.iter().all(|task| task.done())));
    for method in ["shutdown_asyncgens", "shutdown_default_executor"] {
        outcome = outcome.and_then(|()| {
            let coroutine = vm.call_method(event_loop.value(), method, &[])?;
            vm.call_method(event_loop.value(), "run_until_complete", &[coroutine]).map(drop)
        });
    }
    let outcome = outcome.and_then(|()| vm.call_method(event_loop.value(), "close", &[]).map(drop));
    if outcome.is_err()
        && let Some(failed) = vm.take_exception()
    {
        let style = session.style();
        taipan_vm::builtins::traceback_text::report::print_uncaught(vm, &failed, style);
    }
    match exception {
        Some(exception) => End::Over(Err(vm.raise(exception))),
        None => end,
    }
}
