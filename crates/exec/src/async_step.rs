//! Steps of asynchronous generators, as `asend`, `athrow` and `aclose` give them: how one begins, how it is driven by
//! hand, and how it ends. What a frame awaits is linked to it (`suspend`) and begins and ends by the same rules.

use taipan_core::machine::hooks::Resume;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::generator::{AsyncStep, Generator, State, StepKind};
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Value};

use crate::run::Exit;
use crate::throwing::{self, Thrown};
use crate::{resume, suspend};

/// How a step goes on that is asked to.
pub(super) enum Start {
    /// There is nothing to run: it ends with None.
    Over,
    /// The generator is to be entered, with what the step itself has for it.
    Fresh,
    /// The generator is to be entered where the step has led it to.
    Under,
}

fn name(step: &AsyncStep) -> &'static str {
    match step.kind {
        StepKind::Send => "anext()",
        StepKind::Throw => "athrow()",
        StepKind::Close => "aclose()",
    }
}

fn used_up(vm: &mut Vm, step: &AsyncStep) -> Raised {
    let method = match step.kind {
        StepKind::Send => "__anext__()/asend()",
        StepKind::Throw | StepKind::Close => "aclose()/athrow()",
    };
    vm.runtime_error(format!("cannot reuse already awaited {method}"))
}

/// Another step is under way.
fn crowded(vm: &mut Vm, step: &AsyncStep) -> Raised {
    step.state.set(State::Finished);
    vm.runtime_error(format!("{}: asynchronous generator is already running", name(step)))
}

/// Looks whether a step may go on, and marks it as begun.
pub(super) fn begin(vm: &mut Vm, step: &AsyncStep, sent: &Value) -> Result<Start, Raised> {
    let generator = &step.generator;
    if step.state.get() == State::Finished {
        return Err(used_up(vm, step));
    }
    let sends = step.kind == StepKind::Send;
    if !sends && generator.state.get() == State::Finished {
        step.state.set(State::Finished);
        return Ok(Start::Over);
    }
    if step.state.get() == State::Running {
        generator.stepping.set(true);
        return Ok(Start::Under);
    }
    if generator.stepping.get() {
        return Err(crowded(vm, step));
    }
    if !sends {
        if generator.closed.get() {
            step.state.set(State::Finished);
            return Err(vm.raise_message(|classes| &classes.stop_async_iteration, ""));
        }
        if !sent.is_none() {
            return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
        }
    }
    step.state.set(State::Running);
    generator.stepping.set(true);
    if step.kind == StepKind::Close {
        generator.closed.set(true);
    }
    Ok(Start::Fresh)
}

/// Makes what a fresh step throws pending. An error is one of the step, which ends with it.
pub(super) fn raise_own(vm: &mut Vm, step: &AsyncStep) -> Result<(), Raised> {
    let kept = step.value.take();
    if step.kind == StepKind::Close {
        let _ = vm.raise_message(|classes| &classes.generator_exit, "");
        return Ok(());
    }
    match Thrown::unpacked(&kept).make(vm) {
        Ok(exception) => {
            let _ = vm.raise(exception);
            Ok(())
        }
        Err(raised) => {
            finish(step);
            Err(raised)
        }
    }
}

/// The step has ended, and the generator is free for another one.
pub(super) fn finish(step: &AsyncStep) {
    step.state.set(State::Finished);
    step.generator.stepping.set(false);
}

/// The generator ends with the pending exception: by some it is closed.
pub(super) fn fail(vm: &Vm, generator: &Generator) {
    if is_end(vm) {
        generator.closed.set(true);
    }
}

/// True if what is pending ends an asynchronous generator in an orderly way.
fn is_end(vm: &Vm) -> bool {
    vm.is_pending(|classes| &classes.generator_exit) || vm.is_pending(|classes| &classes.stop_async_iteration)
}

/// Drives a step by hand. `Ok` is what the generator waits for; the end of the step is StopIteration (with the item) or
/// StopAsyncIteration.
pub(super) fn send(vm: &mut Vm, step: &Ref<AsyncStep>, sent: Value) -> Result<Value, Raised> {
    step.header().unset(flags::FINALIZER);
    let start = begin(vm, step, &sent)?;
    let under = matches!(start, Start::Under);
    let input = match start {
        Start::Over => return Err(vm.stop_iteration(Value::NONE)),
        Start::Under => Resume::Send(sent),
        Start::Fresh if step.kind == StepKind::Send => {
            let own = step.value.take();
            Resume::Send(if sent.is_none() { own } else { sent })
        }
        Start::Fresh => {
            raise_own(vm, step)?;
            Resume::Throw
        }
    };
    let exit = resume::drive(vm, &step.generator, input);
    let left = outcome(vm, step, exit);
    if under && step.kind == StepKind::Throw {
        // As in CPython, an athrow() that was suspended is not used up by its end.
        step.state.set(State::Running);
    }
    left
}

/// Throws into the generator by hand, whatever the step was to do there.
pub(super) fn throw(vm: &mut Vm, step: &Ref<AsyncStep>, thrown: Thrown) -> Result<Value, Raised> {
    step.header().unset(flags::FINALIZER);
    let generator = &step.generator;
    if step.state.get() == State::Finished {
        return Err(used_up(vm, step));
    }
    if step.state.get() == State::Created {
        if generator.stepping.get() {
            return Err(crowded(vm, step));
        }
        step.state.set(State::Running);
        generator.stepping.set(true);
    }
    let exit = throwing::throw(vm, generator, thrown);
    outcome(vm, step, exit)
}

/// What driving the generator means for the step.
fn outcome(vm: &mut Vm, step: &AsyncStep, exit: Result<Exit, Raised>) -> Result<Value, Raised> {
    if let Ok(Exit::Yield(value) | Exit::Wait(value)) = exit {
        return Ok(value);
    }
    finish(step);
    if exit.is_err() {
        fail(vm, &step.generator);
    }
    match (exit, step.kind) {
        (Ok(Exit::Item(_)), StepKind::Close) => Err(vm.runtime_error("async generator ignored GeneratorExit")),
        (Ok(Exit::Item(value)), _) => Err(vm.stop_iteration(value)),
        (Ok(_), StepKind::Close) => Err(vm.stop_iteration(Value::NONE)),
        (Ok(_), _) => {
            step.generator.closed.set(true);
            Err(vm.raise_message(|classes| &classes.stop_async_iteration, ""))
        }
        (Err(_), StepKind::Close) if is_end(vm) => {
            vm.clear_pending();
            Err(vm.stop_iteration(Value::NONE))
        }
        (Err(raised), _) => Err(raised),
    }
}

/// Ends a step by hand: its generator is closed.
pub(super) fn close(vm: &mut Vm, step: &Ref<AsyncStep>) -> Result<(), Raised> {
    step.header().unset(flags::FINALIZER);
    if step.state.get() == State::Finished {
        return Ok(());
    }
    let exit = vm.classes.generator_exit.value().clone();
    let left = throw(vm, step, Thrown::exception(exit));
    closed(vm, left)
}

/// As [`close`], of a step whose generator delegates to nothing any more; an error of what it delegated to is pending.
pub(super) fn close_alone(vm: &mut Vm, step: &Ref<AsyncStep>, closed_below: Result<(), Raised>) -> Result<(), Raised> {
    if closed_below.is_ok() {
        let _ = vm.raise_message(|classes| &classes.generator_exit, "");
    }
    let exit = resume::drive(vm, &step.generator, Resume::Throw);
    let left = outcome(vm, step, exit);
    closed(vm, left)
}

fn closed(vm: &mut Vm, left: Result<Value, Raised>) -> Result<(), Raised> {
    match left {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(_) if is_end(vm) || vm.is_pending(|classes| &classes.stop_iteration) => {
            vm.clear_pending();
            Ok(())
        }
        Err(raised) => Err(raised),
    }
}

/// The generator's own end, when a frame awaits the step.
pub(super) fn end_linked(vm: &mut Vm, generator: &Generator, kind: StepKind) -> Result<Value, Raised> {
    generator.closed.set(true);
    if kind == StepKind::Close {
        return Ok(Value::NONE);
    }
    Err(vm.raise_message(|classes| &classes.stop_async_iteration, ""))
}

/// True if the pending exception, with which the generator ends, is the orderly end of an awaited step.
pub(super) fn ends_linked(vm: &Vm, generator: &Generator, kind: StepKind) -> bool {
    fail(vm, generator);
    kind == StepKind::Close && is_end(vm)
}

/// Begins a step for a frame that awaits it. `None` if it is over already.
pub(super) fn begin_linked(vm: &mut Vm, step: &Ref<AsyncStep>) -> Result<Option<Resume>, Raised> {
    step.header().unset(flags::FINALIZER);
    match begin(vm, step, &Value::NONE)? {
        Start::Over => Ok(None),
        Start::Under => Ok(Some(Resume::Send(Value::NONE))),
        Start::Fresh if step.kind == StepKind::Send => {
            let value = step.value.take();
            match step.generator.state.get() {
                State::Finished => {
                    finish(step);
                    Err(vm.raise_message(|classes| &classes.stop_async_iteration, ""))
                }
                State::Created if !value.is_none() => {
                    finish(step);
                    Err(suspend::not_begun(vm, &step.generator))
                }
                _ => Ok(Some(Resume::Send(value))),
            }
        }
        Start::Fresh => {
            raise_own(vm, step)?;
            Ok(Some(Resume::Throw))
        }
    }
}
