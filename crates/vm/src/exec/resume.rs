//! Resuming generators from Rust code: `next`, `send`, `throw`, `close`, and the steps of asynchronous generators.

use taipan_heap::value::{Ref, Value};

use crate::exec::run::{self, Exit, Flow};
use crate::exec::{suspend, unwind};
use crate::machine::hooks::{Resume, Step};
use crate::machine::pending::Raised;
use crate::machine::stack::Continuation;
use crate::machine::vm::Vm;
use crate::value::generator::{AsyncStep, Flavor, Generator, State, StepKind};

/// What the object is called in messages.
pub fn kind_name(generator: &Generator) -> &'static str {
    match generator.flavor {
        Flavor::Generator | Flavor::IterableCoroutine => "generator",
        Flavor::Coroutine => "coroutine",
        Flavor::AsyncGenerator => "async generator",
    }
}

/// Where a generator stands, seen from outside: a member of a chain stands where its root does.
pub fn status(generator: &Ref<Generator>) -> State {
    if generator.state.get() != State::Delegating {
        return generator.state.get();
    }
    let mut member = generator.clone();
    // SAFETY: parents of linked members are alive: a generator unlinks its child when it ends.
    while let Ok(parent) = unsafe { Value::from_borrowed(member.parent.get()) }.cast::<Generator>() {
        member = parent;
    }
    if member.state.get() == State::Running { State::Running } else { State::Suspended }
}

/// ValueError because the generator runs.
#[cold]
pub fn already_running(vm: &mut Vm, generator: &Generator) -> Raised {
    vm.value_error(format!("{} already executing", kind_name(generator)))
}

/// Resumes a generator or coroutine: the one door into suspended frames.
pub fn resume(vm: &mut Vm, generator: &Value, input: Resume) -> Result<Step, Raised> {
    let Some(generator) = generator.to_ref::<Generator>() else {
        return Err(vm.system_error("only generators can be resumed"));
    };
    match drive(vm, &generator, input)? {
        Exit::Value(value) => Ok(Step::Done(value)),
        Exit::Yield(value) | Exit::Item(value) => Ok(Step::Yielded(value)),
        Exit::Wait(value) => Ok(Step::Waiting(value)),
    }
}

/// The next item of a generator, for natives that ask for one after the other; `None` at its end.
pub fn next_item(vm: &mut Vm, generator: &Ref<Generator>) -> Result<Option<Value>, Raised> {
    vm.enter_native()?;
    let exit = if suspend::enter_for_item(vm, generator) {
        run::run(vm)
    } else {
        drive(vm, generator, Resume::Send(Value::NONE))
    };
    vm.leave_native();
    match exit? {
        Exit::Yield(item) | Exit::Item(item) => Ok(Some(item)),
        Exit::Value(_) => Ok(None),
        Exit::Wait(_) => Err(vm.runtime_error("a generator cannot wait")),
    }
}

fn drive(vm: &mut Vm, generator: &Ref<Generator>, input: Resume) -> Result<Exit, Raised> {
    match status(generator) {
        State::Running | State::Delegating => {
            vm.clear_pending();
            return Err(already_running(vm, generator));
        }
        State::Finished => {
            if generator.flavor == Flavor::Coroutine {
                vm.clear_pending();
                return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
            }
            return match input {
                Resume::Send(_) => Ok(Exit::Value(Value::NONE)),
                Resume::Throw => Err(vm.raised()),
            };
        }
        // Nothing has begun that could catch the exception.
        State::Created if matches!(input, Resume::Throw) => {
            suspend::finish(generator);
            return Err(vm.raised());
        }
        State::Created | State::Suspended => {}
    }
    vm.enter_native()?;
    let depth = vm.stack.depth;
    let started = match input {
        Resume::Send(value) => suspend::enter(vm, generator, value, Continuation::Resumed),
        Resume::Throw => suspend::enter_throwing(vm, generator, Continuation::Resumed),
    };
    let result = run_from(vm, started, depth);
    vm.leave_native();
    result
}

/// Runs what was entered above `depth` to its end.
fn run_from(vm: &mut Vm, started: Result<Flow, Raised>, depth: usize) -> Result<Exit, Raised> {
    match started {
        Ok(Flow::Exit(exit)) => Ok(exit),
        Ok(Flow::Reload) => run::run(vm),
        Err(raised) if vm.stack.depth > depth => {
            unwind::unwind(vm, raised, depth + 1)?;
            run::run(vm)
        }
        Err(raised) => Err(raised),
    }
}

/// Closes a generator or coroutine: GeneratorExit is raised where it is suspended. Gives what the generator returns.
pub fn close(vm: &mut Vm, generator: &Ref<Generator>) -> Result<Value, Raised> {
    match status(generator) {
        State::Finished => return Ok(Value::NONE),
        State::Created => {
            suspend::finish(generator);
            return Ok(Value::NONE);
        }
        State::Running | State::Delegating => return Err(already_running(vm, generator)),
        State::Suspended => {}
    }
    let _ = vm.raise_message(|classes| &classes.generator_exit, "");
    match drive(vm, generator, Resume::Throw) {
        Ok(Exit::Value(value)) => Ok(value),
        Ok(_) => {
            let kind = kind_name(generator);
            Err(vm.runtime_error(format!("{kind} ignored GeneratorExit")))
        }
        Err(raised) => {
            if vm.is_pending(|classes| &classes.generator_exit) || vm.is_pending(|classes| &classes.stop_iteration) {
                vm.clear_pending();
                return Ok(Value::NONE);
            }
            Err(raised)
        }
    }
}

/// StopIteration may not leave a generator (PEP 479): it becomes RuntimeError with the former as its cause.
pub fn convert_stop(vm: &mut Vm, generator: &Generator) {
    let stop = if vm.is_pending(|classes| &classes.stop_iteration) {
        "StopIteration"
    } else if generator.flavor == Flavor::AsyncGenerator && vm.is_pending(|classes| &classes.stop_async_iteration) {
        "StopAsyncIteration"
    } else {
        return;
    };
    let Some(cause) = vm.take_exception() else { return };
    let _ = vm.runtime_error(format!("{} raised {stop}", kind_name(generator)));
    if let Some(exception) = vm.take_exception() {
        crate::exec::handlers::set_cause(&exception, cause.clone());
        crate::exec::handlers::set_context(&exception, cause);
        let _ = vm.raise(exception);
    }
}

/// How a step of an asynchronous generator begins.
pub enum StepStart {
    /// There is nothing to run: this is its result.
    Result(Value),
    /// The generator is to be entered.
    Go,
}

/// Checks that a step may begin now.
pub fn check_step(vm: &mut Vm, step: &Ref<AsyncStep>) -> Result<StepStart, Raised> {
    let generator = &step.generator;
    let name = match step.kind {
        StepKind::Send => "anext()",
        StepKind::Throw => "athrow()",
        StepKind::Close => "aclose()",
    };
    if step.state.get() == State::Finished {
        let method = match step.kind {
            StepKind::Send => "__anext__()/asend()",
            StepKind::Throw | StepKind::Close => "aclose()/athrow()",
        };
        return Err(vm.runtime_error(format!("cannot reuse already awaited {method}")));
    }
    if step.state.get() == State::Running {
        // Awaited again after a suspension inside the generator: it goes on where it was.
        return Ok(StepStart::Go);
    }
    if generator.stepping.get() {
        step.state.set(State::Finished);
        return Err(vm.runtime_error(format!("{name}: asynchronous generator is already running")));
    }
    match (generator.state.get(), step.kind) {
        (State::Finished, StepKind::Close) => {
            step.state.set(State::Finished);
            Ok(StepStart::Result(Value::NONE))
        }
        (State::Finished, StepKind::Send) => {
            step.state.set(State::Finished);
            Err(vm.raise_message(|classes| &classes.stop_async_iteration, ""))
        }
        (State::Finished, StepKind::Throw) => {
            step.state.set(State::Finished);
            let exception = step.value.take();
            Err(vm.raise(exception))
        }
        (State::Created, StepKind::Close) => {
            step.state.set(State::Finished);
            suspend::finish(generator);
            Ok(StepStart::Result(Value::NONE))
        }
        (State::Created, StepKind::Send) if !step.value.word().is_none() => {
            Err(vm.type_error("can't send non-None value to a just-started async generator"))
        }
        _ => Ok(StepStart::Go),
    }
}

/// Drives a step by hand, as its `send` and `throw` do. `Ok` is what the generator waits for; the end of the step is
/// StopIteration (with the item) or StopAsyncIteration.
pub fn drive_step(vm: &mut Vm, step: &Ref<AsyncStep>, input: Resume) -> Result<Value, Raised> {
    let generator = step.generator.clone();
    let begun = step.state.get() == State::Running;
    let input = if begun {
        input
    } else {
        let thrown = matches!(input, Resume::Throw).then(|| vm.take_exception()).flatten();
        // What is thrown into a step that has not begun is raised in the generator, whatever the step was to do there.
        let may_begin = thrown.is_none() || step.state.get() == State::Finished || generator.stepping.get();
        if may_begin && let StepStart::Result(value) = check_step(vm, step)? {
            return Err(vm.stop_iteration(value));
        }
        step.state.set(State::Running);
        generator.stepping.set(true);
        let value = step.value.take();
        match (step.kind, thrown, input) {
            (_, Some(exception), _) => {
                let _ = vm.raise(exception);
                Resume::Throw
            }
            (StepKind::Send, None, Resume::Send(given)) if !given.is_none() => Resume::Send(given),
            (StepKind::Send, ..) => Resume::Send(value),
            (StepKind::Throw | StepKind::Close, ..) => {
                let _ = vm.raise(value);
                Resume::Throw
            }
        }
    };
    let result = drive(vm, &generator, input);
    if let Ok(Exit::Yield(value) | Exit::Wait(value)) = result {
        return Ok(value);
    }
    step.state.set(State::Finished);
    generator.stepping.set(false);
    match (result, step.kind) {
        (Ok(Exit::Item(_)), StepKind::Close) => Err(vm.runtime_error("async generator ignored GeneratorExit")),
        (Ok(Exit::Item(value)), _) => Err(vm.stop_iteration(value)),
        (Ok(_), StepKind::Close) => Err(vm.stop_iteration(Value::NONE)),
        (Ok(_), _) => Err(vm.raise_message(|classes| &classes.stop_async_iteration, "")),
        (Err(raised), StepKind::Close) => {
            if vm.is_pending(|classes| &classes.generator_exit)
                || vm.is_pending(|classes| &classes.stop_async_iteration)
            {
                vm.clear_pending();
                return Err(vm.stop_iteration(Value::NONE));
            }
            Err(raised)
        }
        (Err(raised), _) => Err(raised),
    }
}
