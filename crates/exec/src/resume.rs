//! Resuming generators from Rust code.

use taipan_core::machine::hooks::{Resume, Step};
use taipan_core::machine::pending::{Pending, Raised};
use taipan_core::machine::stack::Continuation;
use taipan_core::machine::vm::Vm;
use taipan_core::value::generator::{Flavor, Generator, State};
use taipan_heap::value::{Ref, Value};

use crate::run::{self, Exit, Flow};
use crate::throwing::{self, Thrown};
use crate::{plain_generator, suspend, unwind};

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
    let exit = match input {
        Resume::Send(_) => drive(vm, &generator, input),
        Resume::Throw => match vm.take_exception() {
            Some(exception) => throwing::throw(vm, &generator, Thrown::exception(exception)),
            None => Err(vm.raised()),
        },
    };
    match exit? {
        Exit::Value(value) => Ok(Step::Done(value)),
        Exit::Yield(value) | Exit::Item(value) => Ok(Step::Yielded(value)),
        Exit::Wait(value) => Ok(Step::Waiting(value)),
    }
}

/// The next item of a generator, for natives that ask for one after the other; `None` at its end.
pub fn next_item(vm: &mut Vm, generator: &Ref<Generator>) -> Result<Option<Value>, Raised> {
    vm.enter_native()?;
    let exit = if plain_generator::enter_for_item(vm, generator) {
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

/// Sends into a generator, or raises the pending exception where the innermost of its chain stands.
pub fn drive(vm: &mut Vm, generator: &Ref<Generator>, input: Resume) -> Result<Exit, Raised> {
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
                Resume::Throw => {
                    if let Pending::Exception(exception) = std::mem::take(&mut vm.pending) {
                        vm.pending = Pending::Thrown(exception);
                    }
                    Err(vm.raised())
                }
            };
        }
        // Nothing has begun that could catch the exception.
        State::Created if matches!(input, Resume::Throw) => {
            unwind::note_unbegun(vm, generator);
            suspend::finish(generator);
            return Err(vm.raised());
        }
        State::Created | State::Suspended => {}
    }
    vm.enter_native()?;
    let depth = vm.stack.depth;
    let started = match input {
        Resume::Send(value) => suspend::enter(vm, generator, value, Continuation::Resumed),
        Resume::Throw => suspend::enter_throwing(vm, generator),
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
        crate::handlers::set_cause(&exception, cause.clone());
        crate::handlers::set_context(&exception, cause);
        let _ = vm.raise(exception);
    }
}
