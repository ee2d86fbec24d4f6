//! Tasks: coroutines on their way, one step at a time.

use std::cell::Cell;

use taipan_core::machine::hooks::{Resume, Step};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::generator::Generator;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::Trace;

use crate::cancelled;
use crate::context;
use crate::event_loop::{self, Ready};
use crate::future::{self, Future, State, Waiter};
use crate::room;

/// What makes a future a task.
#[derive(Trace)]
pub struct TaskPart {
    /// The coroutine.
    pub coroutine: Slot,
    /// The future it waits for; None if it is ready.
    pub waiting_on: Slot,
    /// Whether the next step raises CancelledError.
    pub must_cancel: Cell<bool>,
    /// How many requests to cancel are in force.
    pub requests: Cell<u32>,
    /// The message of the last request.
    pub message: Slot,
    /// `get_name()`: a string, or the number of a name made on demand.
    pub name: Slot,
    /// Its place among the loop's tasks.
    pub place: Cell<usize>,
    /// The context its steps run in; None for an empty one that nobody has asked for.
    pub context: Slot,
    /// Whether it is told when nobody has the task any more while it is pending.
    pub told_pending: Cell<bool>,
    /// Where it was made, as a list of frames; None outside of debug mode.
    pub made: Slot,
}

/// A task without a coroutine.
impl Default for TaskPart {
    fn default() -> TaskPart {
        let none = || Slot::new(Value::NONE);
        TaskPart {
            coroutine: none(),
            waiting_on: none(),
            must_cancel: Cell::new(false),
            requests: Cell::new(0),
            message: none(),
            name: none(),
            place: Cell::new(usize::MAX),
            context: none(),
            told_pending: Cell::new(true),
            made: none(),
        }
    }
}

/// Makes the next step of a task raise CancelledError.
pub fn must_cancel(part: &TaskPart, message: Value) {
    part.must_cancel.set(true);
    part.message.set(message);
}

/// Runs a task up to its next suspension. `Err` only for KeyboardInterrupt and SystemExit, which end the loop too.
pub fn step(vm: &mut Vm, task: &Ref<Future>) -> Result<(), Raised> {
    if task.done() {
        return Ok(());
    }
    let Some(part) = task.task() else { return Ok(()) };
    let event_loop = task.event_loop.clone();
    let waited_on = part.waiting_on.replace(Value::NONE);
    if waited_on.payload::<Future>().is_some_and(|future| future.state.get() == State::Cancelled) {
        // It learns of its cancellation by what it waited for: the first request's words count.
        part.must_cancel.set(false);
    }
    drop(waited_on);
    let before = event_loop.current.replace(Some(task.clone()));
    let before_it = context::enter(vm, part.context.get());
    let outcome = advance(vm, task, part);
    // A context that was made on the way stays with the task.
    part.context.set(context::leave(vm, before_it));
    drop(event_loop.current.replace(before));
    outcome
}

fn advance(vm: &mut Vm, task: &Ref<Future>, part: &TaskPart) -> Result<(), Raised> {
    let coroutine = part.coroutine.get();
    let stepped = if part.must_cancel.replace(false) {
        let message = part.message.get();
        match cancelled::exception(vm, message) {
            Ok(exception) => {
                let _ = vm.raise(exception);
                resume(vm, &coroutine, Resume::Throw)
            }
            Err(raised) => Err(raised),
        }
    } else {
        resume(vm, &coroutine, Resume::Send(Value::NONE))
    };
    drop(coroutine);
    match stepped {
        Ok(Step::Waiting(on)) => wait_for(vm, task, part, on),
        Ok(Step::Done(value)) => {
            if part.must_cancel.replace(false) {
                let message = part.message.get();
                end(task, State::Cancelled, message);
            } else {
                end(task, State::Result, value);
            }
            Ok(())
        }
        Ok(Step::Yielded(value)) => yielded(vm, task, part, value),
        Err(raised) => failed(vm, task, part, raised),
    }
}

fn resume(vm: &mut Vm, coroutine: &Value, input: Resume) -> Result<Step, Raised> {
    if coroutine.is_kind::<Generator>() {
        let resume = vm.hooks.resume;
        return resume(vm, coroutine, input);
    }
    // Any other object with the methods of a coroutine.
    let result = match input {
        Resume::Send(value) => vm.call_method(coroutine, "send", &[value]),
        Resume::Throw => match vm.take_exception() {
            Some(exception) => vm.call_method(coroutine, "throw", &[exception]),
            None => Err(vm.raised()),
        },
    };
    match result {
        Ok(value) if value.is_kind::<Future>() => Ok(Step::Waiting(value)),
        Ok(value) => Ok(Step::Yielded(value)),
        Err(raised) => match vm.take_stop_iteration()? {
            Some(value) => Ok(Step::Done(value)),
            None => Err(raised),
        },
    }
}

/// The coroutine waits for a native awaitable.
fn wait_for(vm: &mut Vm, task: &Ref<Future>, part: &TaskPart, on: Value) -> Result<(), Raised> {
    let Ok(on) = on.cast::<Future>() else {
        // Another native awaitable that is not ready: asked again in the next pass.
        event_loop::push(&task.event_loop, Ready::Step(task.clone()));
        return Ok(());
    };
    on.asked.set(false);
    if on.value().is(task.value()) {
        return fail_next(vm, task, "Task cannot await on itself", Some(task));
    }
    if !on.event_loop.value().is(task.event_loop.value()) {
        let message = attached_elsewhere(vm, task, &on);
        return fail_next(vm, task, &message, None);
    }
    room::to_wait(vm, &on)?;
    future::add_waiter(&on, Waiter::Task(task.clone()));
    part.waiting_on.set(on.value().clone());
    if part.must_cancel.get() {
        let message = part.message.get();
        if future::cancel(vm, &on, message)? {
            part.must_cancel.set(false);
        }
    }
    Ok(())
}

fn shown(vm: &mut Vm, value: &Value) -> String {
    match taipan_core::ops::repr::repr(vm, value) {
        Ok(text) => text.to_lossy().into_owned(),
        Err(_) => {
            vm.clear_pending();
            "<object>".into()
        }
    }
}

fn attached_elsewhere(vm: &mut Vm, task: &Ref<Future>, on: &Ref<Future>) -> String {
    let (task, on) = (shown(vm, task.value()), shown(vm, on.value()));
    format!("Task {task} got Future {on} attached to a different loop")
}

/// Makes the task's next step raise RuntimeError.
fn fail_next(vm: &mut Vm, task: &Ref<Future>, message: &str, about: Option<&Ref<Future>>) -> Result<(), Raised> {
    let text = match about {
        Some(task) => format!("{message}: {}", shown(vm, task.value())),
        None => message.to_owned(),
    };
    let class = vm.classes.runtime_error.value().clone();
    let text = vm.str(&text)?;
    let exception = vm.call(&class, &[text])?;
    event_loop::push(&task.event_loop, Ready::Throw { task: task.clone(), exception });
    Ok(())
}

/// The coroutine yielded by itself, not through a native awaitable.
fn yielded(vm: &mut Vm, task: &Ref<Future>, part: &TaskPart, value: Value) -> Result<(), Raised> {
    if value.is_none() {
        event_loop::push(&task.event_loop, Ready::Step(task.clone()));
        return Ok(());
    }
    if let Some(future) = value.payload::<Future>() {
        if !future.asked.get() {
            let (task_shown, shown) = (shown(vm, task.value()), shown(vm, &value));
            let message = format!("yield was used instead of yield from in task {task_shown} with {shown}");
            return fail_next(vm, task, &message, None);
        }
        return wait_for(vm, task, part, value);
    }
    let shown = shown(vm, &value);
    fail_next(vm, task, &format!("Task got bad yield: {shown}"), None)
}

/// Raises an exception in a task's coroutine.
pub fn throw(vm: &mut Vm, task: &Ref<Future>, exception: Value) -> Result<(), Raised> {
    let Some(part) = task.task() else { return Ok(()) };
    let event_loop = task.event_loop.clone();
    let before = event_loop.current.replace(Some(task.clone()));
    let before_it = context::enter(vm, part.context.get());
    let coroutine = part.coroutine.get();
    let _ = match part.must_cancel.replace(false) {
        // A request to cancel goes before what was wrong.
        true => cancelled::raise(vm, part.message.get()),
        false => vm.raise(exception),
    };
    let outcome = match resume(vm, &coroutine, Resume::Throw) {
        Ok(Step::Waiting(on)) => wait_for(vm, task, part, on),
        Ok(Step::Done(value)) => {
            end(task, State::Result, value);
            Ok(())
        }
        Ok(Step::Yielded(value)) => yielded(vm, task, part, value),
        Err(raised) => failed(vm, task, part, raised),
    };
    // A context that was made on the way stays with the task.
    part.context.set(context::leave(vm, before_it));
    drop(event_loop.current.replace(before));
    outcome
}

fn failed(vm: &mut Vm, task: &Ref<Future>, part: &TaskPart, raised: Raised) -> Result<(), Raised> {
    if cancelled::is_pending(vm) {
        let exception = vm.take_exception().unwrap_or(Value::NONE);
        part.must_cancel.set(false);
        // The words went with the exception: the first who asks gets them.
        part.message.set(Value::NONE);
        end(task, State::Cancelled, exception);
        return Ok(());
    }
    let fatal = vm.is_pending(|classes| &classes.keyboard_interrupt) || vm.is_pending(|classes| &classes.system_exit);
    let Some(exception) = vm.take_exception() else { return Err(raised) };
    end(task, State::Exception, exception.clone());
    if fatal {
        // Whoever holds what ended the program can still find the task: nobody needs to be told yet.
        vm.annotate(&exception, "task", task.value().clone())?;
    }
    if fatal { Err(vm.raise(exception)) } else { Ok(()) }
}

/// The task has ended.
fn end(task: &Ref<Future>, state: State, outcome: Value) {
    task.event_loop.release(task);
    future::finish(task, state, outcome);
}
