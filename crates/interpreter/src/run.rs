//! A script's coroutine as a Rust future: the executor that polls it drives the script's event loop.

use std::future::Future;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_heap::value::Value;
use taipan_scheduler::at_hand;
use taipan_scheduler::event_loop::EventLoop;
use taipan_scheduler::future::{self, Future as PythonFuture};
use taipan_scheduler::turn::{self, Next};

use crate::convert::{FromPython, IntoPython};
use crate::error::Error;
use crate::object::{self, Object};
use crate::vm::Vm;
use crate::watchdog::Watch;

/// A call of an `async def`. Everything on the VM's loop goes on while this is polled; other tasks that the script has
/// started wait for the next call.
#[must_use = "futures do nothing unless polled"]
pub struct Run<'vm, T> {
    vm: &'vm mut Vm,
    /// Of the whole call, however often it is polled.
    watch: Option<Watch>,
    stage: Stage,
    result: PhantomData<fn() -> T>,
}

enum Stage {
    /// The call itself failed.
    Failed(Error),
    /// The task runs.
    Running(Object),
    /// The result was given.
    Over,
}

/// Passes of the loop in one poll: then others of the executor have their turn.
const PASSES: usize = 64;
/// While scripts watch file descriptors, the loop looks at them this often.
const LOOK: Duration = Duration::from_millis(2);

impl<'vm, T> Run<'vm, T> {
    pub(crate) fn new(vm: &'vm mut Vm, watch: Option<Watch>, begun: Result<Object, Error>) -> Run<'vm, T> {
        let stage = begun.map_or_else(Stage::Failed, Stage::Running);
        Run { vm, watch, stage, result: PhantomData }
    }
}

impl<T: FromPython> Future for Run<'_, T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T, Error>> {
        let run = self.get_mut();
        let task = match mem::replace(&mut run.stage, Stage::Over) {
            Stage::Failed(error) => return Poll::Ready(Err(error)),
            Stage::Running(task) => task,
            Stage::Over => return Poll::Pending,
        };
        let driven = run.vm.go_on(|machine| drive(machine, &task, context));
        let next = match driven {
            Ok(Driven::Waiting(next)) => next,
            Ok(Driven::Ended) => {
                let ended = run.vm.go_on(|machine| {
                    let value = (&task).into_python(machine)?;
                    let value = value.to_ref::<PythonFuture>().map(|task| future::result(machine, &task));
                    T::from_python(machine, &value.unwrap_or(Ok(Value::NONE))?)
                });
                return Poll::Ready(ended);
            }
            Err(error) => return Poll::Ready(Err(error)),
        };
        run.stage = Stage::Running(task);
        match next {
            Wait::Not => context.waker().wake_by_ref(),
            Wait::For(duration) => run.vm.alarm.set(duration, context.waker().clone()),
            Wait::Bell => {}
        }
        Poll::Pending
    }
}

/// Dropping the future cancels the task: its `finally` blocks run now as far as they do not wait, else with the next
/// call.
impl<T> Drop for Run<'_, T> {
    fn drop(&mut self) {
        let Stage::Running(task) = mem::replace(&mut self.stage, Stage::Over) else { return };
        self.watch = None;
        // Nobody is left to hear of an error.
        let _ = self.vm.enter(|machine| {
            let event_loop = at_hand::of_host(machine)?;
            listen(machine, &event_loop, None);
            let value = object::look(machine, &task)?;
            if let Some(task) = value.to_ref::<PythonFuture>()
                && future::cancel(machine, &task, Value::NONE)?
            {
                turn::drive(machine, &event_loop, PASSES)?;
                future::mark_read(&task);
            }
            Ok(())
        });
    }
}

enum Driven {
    Ended,
    Waiting(Wait),
}

enum Wait {
    Not,
    For(Duration),
    Bell,
}

fn drive(machine: &mut Machine, task: &Object, context: &Context<'_>) -> Result<Driven, Raised> {
    let event_loop = at_hand::of_host(machine)?;
    let value = object::look(machine, task)?;
    let Some(task) = value.to_ref::<PythonFuture>() else { return Ok(Driven::Ended) };
    listen(machine, &event_loop, Some(context.waker().clone()));
    let mut next = Next::Pass;
    for _ in 0..PASSES {
        if task.done() {
            listen(machine, &event_loop, None);
            return Ok(Driven::Ended);
        }
        if next != Next::Pass {
            break;
        }
        next = turn::drive(machine, &event_loop, 1)?;
    }
    if task.done() {
        listen(machine, &event_loop, None);
        return Ok(Driven::Ended);
    }
    let watches = !event_loop.readers.borrow().is_empty() || !event_loop.writers.borrow().is_empty();
    Ok(Driven::Waiting(match next {
        Next::Pass => Wait::Not,
        Next::Time(deadline) => {
            let left = Duration::from_nanos(deadline.saturating_sub(event_loop.now()));
            Wait::For(if watches { left.min(LOOK) } else { left })
        }
        Next::Bell if watches => Wait::For(LOOK),
        Next::Bell => Wait::Bell,
    }))
}

/// Whom the loop's bell wakes, and an interrupt.
fn listen(machine: &Machine, event_loop: &EventLoop, executor: Option<Waker>) {
    machine.budget.wake_with(executor.clone());
    event_loop.outside.bell.listen(executor);
}

/// A task of a coroutine on the VM's loop.
pub(crate) fn task(machine: &mut Machine, coroutine: &Value) -> Result<Object, Raised> {
    let event_loop = at_hand::of_host(machine)?;
    let task = machine.call_method(event_loop.value(), "create_task", std::slice::from_ref(coroutine))?;
    object::hold(machine, &task)
}
