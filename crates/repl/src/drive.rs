//! The loop goes on: while the prompt waits for what is typed, and while a statement awaits.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;
use taipan_scheduler::at_hand;
use taipan_scheduler::future::{self, Future, State};
use taipan_scheduler::turn;

use crate::complete;
use crate::editor::{Editor, Question, Told};
use crate::interrupt::{self, Presses};
use crate::session::{Event, Session, shown_prompt};

/// Has a line edited. Meanwhile tasks go on, and the editor's questions are answered.
pub(crate) fn next_event(vm: &mut Vm, session: &Session, editor: &Editor) -> Result<Event, Raised> {
    if !editor.is_reading() {
        let prompt = shown_prompt(vm, "ps1");
        editor.read(vm, prompt);
    }
    loop {
        let mut event = None;
        let mut look = |vm: &mut Vm| {
            while event.is_none()
                && let Some(told) = editor.told()
            {
                match told {
                    Told::Event(told) => event = Some(told),
                    Told::Question(question) => answer(vm, session, question),
                }
            }
            event.is_some()
        };
        match at_hand::known(vm) {
            Some(event_loop) => {
                editor.doorbell.rings(Some(event_loop.outside.bell.clone()));
                turn::serve(vm, &event_loop, &mut look)?;
            }
            None => {
                editor.doorbell.rings(None);
                if !look(vm) {
                    vm.park(&editor.doorbell.parker, None);
                    let look_up = vm.hooks.look_up;
                    look_up(vm)?;
                }
            }
        }
        if let Some(event) = event {
            return Ok(event);
        }
    }
}

/// Answers the editor. Who does not wait any more for the answer loses it.
fn answer(vm: &mut Vm, session: &Session, question: Question) {
    match question {
        Question::Candidates { text, cursor, answer } => {
            let _ = answer.send(complete::candidates(vm, session, &text, cursor));
        }
        Question::Signature { call, answer } => {
            let callee = complete::resolve::resolve(vm, session, &call);
            let _ = answer.send(callee.and_then(|callee| complete::signature::describe(vm, &callee)));
        }
    }
    vm.clear_pending();
}

/// Runs a coroutine to its end on the session's loop. Ctrl-C cancels it and no other task; the second Ctrl-C leaves it
/// alone and comes back.
pub(crate) fn complete(vm: &mut Vm, coroutine: &Value) -> Result<Value, Raised> {
    let event_loop = at_hand::of_host(vm)?;
    let task = vm.call_method(event_loop.value(), "create_task", std::slice::from_ref(coroutine))?;
    let Ok(task) = task.cast::<Future>() else { return Err(vm.type_error("create_task() gave no task")) };
    let presses = Presses::begin(vm, &task)?;
    let served = turn::serve(vm, &event_loop, &mut |_| task.done());
    let presses = presses.end(vm);
    if let Err(raised) = served {
        future::mark_read(&task);
        return Err(raised);
    }
    if presses > 0 && task.state.get() == State::Cancelled {
        future::mark_read(&task);
        return Err(interrupt::raise(vm));
    }
    future::result(vm, &task)
}
