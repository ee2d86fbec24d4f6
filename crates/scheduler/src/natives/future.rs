//! Class `Future`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_core::value::class::Class;
use taipan_core::value::exception::Exception;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use super::{debug, described, functions, future_iter};
use crate::cancelled::invalid_state;
use crate::context;
use crate::event_loop::EventLoop;
use crate::future::{self, Future, Part, State, Waiter};
use crate::natives;
use crate::room;
use crate::turn;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A result that comes later.\n\nAwait it, or ask it with done(), result() and exception().",
    methods: methods![
        new,
        init,
        result,
        exception,
        set_result,
        set_exception,
        cancel,
        cancelled,
        done,
        add_done_callback,
        remove_done_callback,
        get_loop,
        repr,
        iter,
        r#await,
        del,
        class_getitem,
        make_cancelled_error,
    ],
    attributes: &[
        Attribute { name: "_loop", doc: "", get: |_, this| Ok(owner(this)), set: None },
        Attribute { name: "_state", doc: "", get: |vm, this| state_name(vm, this), set: None },
        Attribute {
            name: "_asyncio_future_blocking",
            doc: "",
            get: |_, this| Ok(Value::from_bool(this.payload::<Future>().is_some_and(|future| future.asked.get()))),
            set: Some(|vm, this, value| {
                let asked = truth::is_true(vm, &value.unwrap_or(Value::FALSE))?;
                if let Some(future) = this.payload::<Future>() {
                    future.asked.set(asked);
                }
                Ok(())
            }),
        },
        message_attribute(),
        debug::MADE,
        Attribute { name: "_callbacks", doc: "Pairs of callback and context, or None.", get: callbacks, set: None },
        Attribute { name: "_exception", doc: "", get: |_, this| Ok(held(this, State::Exception)), set: None },
        Attribute { name: "_result", doc: "", get: |_, this| Ok(held(this, State::Result)), set: None },
        Attribute {
            name: "_log_traceback",
            doc: "",
            get: |_, this| Ok(Value::from_bool(this.payload::<Future>().is_some_and(|future| future.unread.get()))),
            set: Some(|vm, this, value| {
                if value.is_some_and(|value| value.is(&Value::TRUE)) {
                    return Err(vm.value_error("_log_traceback can only be set to False"));
                }
                if let Some(future) = this.to_ref::<Future>() {
                    future::mark_read(&future);
                }
                Ok(())
            }),
        },
    ],
    awaited: Some(future::look),
    ..ClassSpec::EMPTY
};

fn owner(this: &Value) -> Value {
    this.payload::<Future>().map_or(Value::NONE, |future| future.event_loop.value().clone())
}

fn held(this: &Value, state: State) -> Value {
    this.payload::<Future>()
        .filter(|future| future.state.get() == state)
        .map_or(Value::NONE, |future| future.outcome.get())
}

fn state_name(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let name = match this.payload::<Future>().map(|future| future.state.get()) {
        Some(State::Cancelled) => "CANCELLED",
        Some(State::Pending) => "PENDING",
        _ => "FINISHED",
    };
    vm.intern(name)
}

/// A pending future of a loop: the running one if none is given.
#[function("Future.__new__(cls, *args, **kwargs)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    _args: taipan_core::protocol::native::Rest<'_>,
    kwargs: taipan_core::protocol::native::Keywords<'_>,
) -> Result<Value, Raised> {
    let event_loop = functions::loop_of_new(vm, &kwargs)?;
    let part = if event_loop.debug.get() { Part::Traced(Slot::new(debug::stack(vm)?)) } else { Part::Plain };
    Ok(vm.allocate(&class, Future::pending(event_loop, part))?.into_value())
}

/// Nothing is left to do: the future was made complete.
#[function("Future.__init__(self, *, loop=None)")]
fn init(_this: &Value, _loop: &Value) {}

/// The result; raises what the future failed with, CancelledError, or InvalidStateError while it is pending.
#[function("Future.result(self, /)")]
fn result(vm: &mut Vm, this: Ref<Future>) -> Result<Value, Raised> {
    future::result(vm, &this)
}

/// The exception that the future failed with, or None; raises CancelledError or InvalidStateError.
#[function("Future.exception(self, /)")]
fn exception(vm: &mut Vm, this: Ref<Future>) -> Result<Value, Raised> {
    future::exception(vm, &this)
}

fn check_pending(vm: &mut Vm, this: &Ref<Future>) -> Result<(), Raised> {
    if !this.done() {
        return Ok(());
    }
    Err(invalid_state(vm, "invalid state"))
}

/// End the future with a result. Raises InvalidStateError if it has ended.
#[function("Future.set_result(self, result, /)")]
fn set_result(vm: &mut Vm, this: Ref<Future>, result: Value) -> Result<(), Raised> {
    if this.task().is_some() {
        return Err(vm.runtime_error("Task does not support set_result operation"));
    }
    check_pending(vm, &this)?;
    debug::refuse_news(vm, &this)?;
    future::finish(&this, State::Result, result);
    Ok(())
}

/// End the future with an exception, or an instance of an exception class. Raises InvalidStateError if it has ended.
#[function("Future.set_exception(self, exception, /)")]
fn set_exception(vm: &mut Vm, this: Ref<Future>, exception: Value) -> Result<(), Raised> {
    if this.task().is_some() {
        return Err(vm.runtime_error("Task does not support set_exception operation"));
    }
    check_pending(vm, &this)?;
    let exception = if exception.is_kind::<Class>() { vm.call(&exception, &[])? } else { exception };
    if !exception.is_kind::<Exception>() {
        return Err(vm.type_error("invalid exception object"));
    }
    debug::refuse_news(vm, &this)?;
    future::fail(vm, &this, exception)
}

/// Cancel the future; False if it has ended already.
#[function("Future.cancel(self, msg=None)")]
fn cancel(vm: &mut Vm, this: Ref<Future>, msg: Value) -> Result<bool, Raised> {
    debug::refuse_news(vm, &this)?;
    future::cancel(vm, &this, msg)
}

/// The CancelledError that whoever asks for the result gets.
#[function("Future._make_cancelled_error(self, /)")]
fn make_cancelled_error(vm: &mut Vm, this: Ref<Future>) -> Result<Value, Raised> {
    future::cancellation(vm, &this)
}

/// Whether cancel() has ended the future.
#[function("Future.cancelled(self, /)")]
fn cancelled(this: &Future) -> bool {
    this.state.get() == State::Cancelled
}

/// Whether the future has ended.
#[function("Future.done(self, /)")]
fn done(this: &Future) -> bool {
    this.done()
}

/// Have a function called with the future, in a context, by the loop, when it has ended.
#[function("Future.add_done_callback(self, fn, /, *, context=None)")]
fn add_done_callback(vm: &mut Vm, this: Ref<Future>, function: Value, context: Value) -> Result<(), Raised> {
    let context = if context.is_none() { context::copy_current(vm)? } else { context };
    room::to_wait(vm, &this)?;
    future::add_waiter(&this, Waiter::Callback(function, context));
    Ok(())
}

/// Remove all done callbacks equal to a function, and give their number.
#[function("Future.remove_done_callback(self, fn, /)")]
fn remove_done_callback(vm: &mut Vm, this: Ref<Future>, function: Value) -> Result<i64, Raised> {
    let waiters: Vec<Waiter> = this.waiters.borrow().iter().cloned().collect();
    let mut kept = smallvec::SmallVec::new();
    let mut removed = 0;
    for waiter in waiters {
        if let Waiter::Callback(callback, _) = &waiter
            && taipan_core::ops::compare::equals(vm, callback, &function)?
        {
            removed += 1;
        } else {
            kept.push(waiter);
        }
    }
    this.waiters.replace(kept);
    Ok(removed)
}

/// The loop that the future belongs to.
#[function("Future.get_loop(self, /)")]
fn get_loop(this: &Future) -> Ref<EventLoop> {
    this.event_loop.clone()
}

#[function("Future.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
    described(vm, "future_repr", &[this])
}

/// `_cancel_message`
pub(super) const fn message_attribute() -> Attribute {
    Attribute {
        name: "_cancel_message",
        doc: "The message of the cancellation, or None.",
        get: |_, this| {
            Ok(this.payload::<Future>().map_or(Value::NONE, |future| match future.task() {
                Some(task) => task.message.get(),
                None if future.state.get() == State::Cancelled => future.outcome.get(),
                None => Value::NONE,
            }))
        },
        set: Some(|_, this, value| {
            let value = value.unwrap_or(Value::NONE);
            if let Some(future) = this.payload::<Future>() {
                match future.task() {
                    Some(task) => task.message.set(value),
                    None if future.state.get() == State::Cancelled => future.outcome.set(value),
                    None => {}
                }
            }
            Ok(())
        }),
    }
}

/// Pairs of a callback and its context; a task or a gathering that waits stands for itself.
fn callbacks(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let waiters: Vec<Waiter> = match this.payload::<Future>() {
        Some(future) => future.waiters.borrow().iter().cloned().collect(),
        None => Vec::new(),
    };
    if waiters.is_empty() {
        return Ok(Value::NONE);
    }
    let mut pairs = Vec::new();
    for waiter in waiters {
        let pair = match waiter {
            Waiter::Callback(callback, context) => [callback, context],
            Waiter::Task(waiting) | Waiter::Gathering(waiting) => [waiting.into_value(), Value::NONE],
        };
        pairs.push(vm.tuple(pair)?);
    }
    vm.list(pairs)
}

/// An iterator for `yield from`.
#[function("Future.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Ref<Future>) -> Result<Value, Raised> {
    future_iter::over(vm, this)
}

/// An iterator for `await`.
#[function("Future.__await__(self, /)")]
fn r#await(vm: &mut Vm, this: Ref<Future>) -> Result<Value, Raised> {
    future_iter::over(vm, this)
}

/// The future ends with an exception that nobody has looked at: the loop's exception handler hears of it.
#[function("Future.__del__(self, /)")]
fn del(vm: &mut Vm, this: Ref<Future>) -> Result<(), Raised> {
    let event_loop = this.event_loop.clone();
    let made = natives::made_at(this.value());
    if let Some(task) = this.task().filter(|_| !this.done()) {
        // Its loop refused it, or was closed.
        if !task.told_pending.get() {
            return Ok(());
        }
        let details = [("task", this.value().clone())];
        return turn::tell(vm, &event_loop, "Task was destroyed but it is pending!", details.into_iter().chain(made));
    }
    if !this.unread.replace(false) || this.state.get() != State::Exception {
        return Ok(());
    }
    let kind = vm.classes.of(this.value()).text_name();
    let details = [("exception", this.outcome.get()), ("future", this.value().clone())];
    turn::tell(vm, &event_loop, &format!("{kind} exception was never retrieved"), details.into_iter().chain(made))
}

/// `Future[int]` and the like, for annotations.
#[function("Future.__class_getitem__(cls, item, /)")]
fn class_getitem(vm: &mut Vm, class: Value, item: Value) -> Result<Value, Raised> {
    let alias = vm.classes.generic_alias.value().clone();
    vm.call(&alias, &[class, item])
}
