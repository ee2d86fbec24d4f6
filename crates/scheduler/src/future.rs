//! Futures: a result that comes later, and who waits for it.

use std::cell::{Cell, RefCell};

use smallvec::SmallVec;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::Awaited;
use taipan_core::value::exception::Exception;
use taipan_core::value::kinds::{self, Kind};
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{Trace, payload};
use taipan_reactor::timers::TimerKey;

use crate::cancelled;
use crate::event_loop::{self, EventLoop, Ready};
use crate::gather::{self, Gathering};
use crate::task::{self, TaskPart};

/// Where a future stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Nothing yet.
    Pending,
    /// It has a value.
    Result,
    /// It has an exception.
    Exception,
    /// It was cancelled.
    Cancelled,
}

/// Who hears of a future's end.
#[derive(Clone, Trace)]
pub enum Waiter {
    /// A task that awaits it goes on.
    Task(Ref<Future>),
    /// A function is called with the future, in a context.
    Callback(Value, Value),
    /// A gathering counts it.
    Gathering(Ref<Future>),
}

/// A future, or (with a task part) a task, or (with a gathering part) a gathering.
#[payload(kinds::FIRST_FREE, "_asyncio.Future")]
pub struct Future {
    /// Where it stands.
    pub state: Cell<State>,
    /// True until somebody has looked at the exception.
    pub unread: Cell<bool>,
    /// True while an await has found it pending and no task has taken note of that: so a task tells an await from a yield.
    pub asked: Cell<bool>,
    /// The result, the exception, or the message of the cancellation.
    pub outcome: Slot,
    /// The loop it belongs to.
    pub event_loop: Ref<EventLoop>,
    /// Who hears of its end.
    #[items]
    pub waiters: RefCell<SmallVec<[Waiter; 1]>>,
    /// The timer that will end it, for sleeping.
    pub timer: Cell<Option<TimerKey>>,
    /// What makes it a task or a gathering.
    pub part: Part,
}

/// What a future is besides.
#[derive(Trace)]
pub enum Part {
    /// Nothing: a plain future.
    Plain,
    /// A plain future that was made in debug mode, and where: a list of frames.
    Traced(Slot),
    /// A task.
    Task(Box<TaskPart>),
    /// A gathering.
    Gathering(Box<Gathering>),
    /// It ends with a Rust future, which has this number.
    Outside(u64),
}

impl Kind for Future {}

impl Future {
    /// A pending future of a loop.
    pub fn pending(event_loop: Ref<EventLoop>, part: Part) -> Future {
        Future {
            state: Cell::new(State::Pending),
            unread: Cell::new(false),
            asked: Cell::new(false),
            outcome: Slot::new(Value::NONE),
            event_loop,
            waiters: RefCell::default(),
            timer: Cell::new(None),
            part,
        }
    }

    /// True once it has ended.
    pub fn done(&self) -> bool {
        self.state.get() != State::Pending
    }

    /// The task part, if it is a task.
    pub fn task(&self) -> Option<&TaskPart> {
        match &self.part {
            Part::Task(task) => Some(task),
            _ => None,
        }
    }
}

/// Ends a pending future; whoever waits is scheduled.
pub fn finish(future: &Ref<Future>, state: State, outcome: Value) {
    future.state.set(state);
    drop(future.outcome.replace(outcome));
    if state == State::Exception {
        future.unread.set(true);
        future.header().set(flags::FINALIZER);
    }
    if let Some(key) = future.timer.take() {
        event_loop::cancel_timer(&future.event_loop, key);
    }
    if let Part::Outside(work) = future.part {
        future.event_loop.outside.forget(work);
    }
    let waiters = future.waiters.take();
    for waiter in waiters {
        let ready = match waiter {
            Waiter::Task(task) => Ready::Step(task),
            Waiter::Callback(callback, context) => {
                Ready::Callback { callback, argument: future.value().clone(), context }
            }
            Waiter::Gathering(gathering) => Ready::Gathered { gathering, child: future.clone() },
        };
        event_loop::push(&future.event_loop, ready);
    }
}

/// Ends a pending future with an exception. StopIteration, which would end whoever awaits it, becomes the cause of a
/// RuntimeError.
pub fn fail(vm: &mut Vm, future: &Ref<Future>, exception: Value) -> Result<(), Raised> {
    let exception = if vm.classes.is_instance(&exception, &vm.classes.stop_iteration) {
        let class = vm.classes.runtime_error.value().clone();
        let message = vm.str("StopIteration interacts badly with generators and cannot be raised into a Future")?;
        let wrapped = vm.call(&class, &[message])?;
        taipan_exec::handlers::set_cause(&wrapped, exception.clone());
        taipan_exec::handlers::set_context(&wrapped, exception);
        wrapped
    } else {
        exception
    };
    finish(future, State::Exception, exception);
    Ok(())
}

/// Adds somebody who hears of the end: at the next pass if it has ended already.
pub fn add_waiter(future: &Ref<Future>, waiter: Waiter) {
    if !future.done() {
        future.waiters.borrow_mut().push(waiter);
        return;
    }
    let ready = match waiter {
        Waiter::Task(task) => Ready::Step(task),
        Waiter::Callback(callback, context) => Ready::Callback { callback, argument: future.value().clone(), context },
        Waiter::Gathering(gathering) => Ready::Gathered { gathering, child: future.clone() },
    };
    event_loop::push(&future.event_loop, ready);
}

/// Takes note that the exception was seen: nobody needs to be told any more.
pub fn mark_read(future: &Ref<Future>) {
    future.unread.set(false);
    future.header().unset(flags::FINALIZER);
}

/// The result; raises the exception, CancelledError, or InvalidStateError.
pub fn result(vm: &mut Vm, future: &Ref<Future>) -> Result<Value, Raised> {
    match future.state.get() {
        State::Result => Ok(future.outcome.get()),
        State::Exception => {
            mark_read(future);
            let exception = future.outcome.get();
            Err(raise_again(vm, exception))
        }
        State::Cancelled => Err(raise_cancelled(vm, future)),
        State::Pending => Err(cancelled::invalid_state(vm, "Result is not set.")),
    }
}

/// The exception or None; raises CancelledError or InvalidStateError.
pub fn exception(vm: &mut Vm, future: &Ref<Future>) -> Result<Value, Raised> {
    match future.state.get() {
        State::Result => Ok(Value::NONE),
        State::Exception => {
            mark_read(future);
            Ok(future.outcome.get())
        }
        State::Cancelled => Err(raise_cancelled(vm, future)),
        State::Pending => Err(cancelled::invalid_state(vm, "Exception is not set.")),
    }
}

/// The CancelledError of a cancelled future. That which ended a task goes to the first who asks; for others, and for
/// other futures, one is made of the message.
pub fn cancellation(vm: &mut Vm, future: &Ref<Future>) -> Result<Value, Raised> {
    let message = match &future.part {
        Part::Task(part) => {
            let ended_with = future.outcome.replace(Value::NONE);
            if ended_with.is_kind::<Exception>() {
                return Ok(ended_with);
            }
            part.message.get()
        }
        _ => future.outcome.get(),
    };
    cancelled::exception(vm, message)
}

/// The message of the cancellation of a cancelled future, or None.
pub fn cancel_message(future: &Future) -> Value {
    match &future.part {
        Part::Task(part) => part.message.get(),
        _ => future.outcome.get(),
    }
}

fn raise_cancelled(vm: &mut Vm, future: &Ref<Future>) -> Raised {
    match cancellation(vm, future) {
        Ok(exception) => raise_again(vm, exception),
        Err(raised) => raised,
    }
}

/// Raises an exception that was raised elsewhere, here in the course of what is being handled here.
fn raise_again(vm: &mut Vm, exception: Value) -> Raised {
    let handled = vm.handled.get();
    if !handled.is_none() {
        taipan_exec::handlers::set_context(&exception, handled);
    }
    vm.raise(exception)
}

/// Cancels a future, a task or a gathering; false if it has ended already.
///
/// A task is asked to end through what it waits for, which may be a task again: that way may be long, and is followed
/// without recursion. RecursionError if it leads back.
pub fn cancel(vm: &mut Vm, future: &Ref<Future>, message: Value) -> Result<bool, Raised> {
    if future.done() {
        return Ok(false);
    }
    vm.check_depth()?;
    let mut next = future.clone();
    let mut asker: Option<Ref<Future>> = None;
    // Where the way was when it had become twice as long as the time before.
    let (mut mark, mut length, mut longest) = (future.clone(), 0, 1);
    loop {
        let waiting = match &next.part {
            Part::Plain | Part::Traced(_) | Part::Outside(_) => {
                finish(&next, State::Cancelled, message);
                return Ok(true);
            }
            Part::Gathering(_) => {
                let any = gather::cancel(vm, &next, message.clone())?;
                let Some(part) = asker.as_deref().and_then(Future::task).filter(|_| !any) else { return Ok(any) };
                task::must_cancel(part, message);
                return Ok(true);
            }
            Part::Task(part) => {
                part.requests.set(part.requests.get().saturating_add(1));
                let waiting = part.waiting_on.get().to_ref::<Future>().filter(|waiting| !waiting.done());
                let Some(waiting) = waiting else {
                    task::must_cancel(part, message);
                    return Ok(true);
                };
                waiting
            }
        };
        vm.charge(1)?;
        asker = Some(std::mem::replace(&mut next, waiting));
        if next.value().is(mark.value()) {
            return Err(vm.recursion_error(""));
        }
        length += 1;
        if length == longest {
            (mark, length, longest) = (next.clone(), 0, longest * 2);
        }
    }
}

/// What `await future` finds: the machine's look at a native awaitable.
pub fn look(vm: &mut Vm, value: &Value) -> Result<Awaited, Raised> {
    let Some(future) = value.to_ref::<Future>() else {
        return Err(vm.type_error("a future is needed"));
    };
    if future.done() {
        return result(vm, &future).map(Awaited::Ready);
    }
    if future.asked.replace(true) {
        return Err(vm.runtime_error("await wasn't used with future"));
    }
    Ok(Awaited::Pending(value.clone()))
}
