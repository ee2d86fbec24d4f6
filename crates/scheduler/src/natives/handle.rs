//! Classes `Handle` and `TimerHandle`.

use std::cell::Cell;
use std::cmp::Ordering;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare::equals;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use super::{debug, described, functions};
use crate::context;
use crate::event_loop;
use crate::handle::Handle;
use crate::own;
use crate::turn;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A callback that the loop will call; cancel() prevents it.",
    methods: methods![new, cancel, cancelled, get_context, run, repr],
    attributes: &[
        Attribute {
            name: "_callback",
            doc: "",
            get: |_, this| Ok(part(this, |handle| handle.callback.get())),
            set: None,
        },
        Attribute { name: "_args", doc: "", get: |_, this| Ok(part(this, |handle| handle.args.get())), set: None },
        Attribute {
            name: "_context",
            doc: "",
            get: |_, this| Ok(part(this, |handle| handle.context.get())),
            set: None,
        },
        Attribute {
            name: "_loop",
            doc: "",
            get: |_, this| Ok(part(this, |handle| handle.event_loop.value().clone())),
            set: None,
        },
        debug::MADE,
        Attribute {
            name: "_cancelled",
            doc: "",
            get: |_, this| Ok(part(this, |handle| Value::from_bool(handle.cancelled.get()))),
            set: None,
        },
    ],
    ..ClassSpec::EMPTY
};

pub(super) static TIMER: ClassSpec = ClassSpec {
    doc: "A callback that the loop will call at a time; cancel() prevents it.",
    methods: methods![new_timer, when, hash, lt, le, gt, ge, eq],
    attributes: &[
        Attribute { name: "_when", doc: "", get: |vm, this| shown_time(vm, this), set: None },
        Attribute {
            name: "_scheduled",
            doc: "Whether the loop has it among its timers.",
            get: |_, this| Ok(part(this, |handle| Value::from_bool(handle.timer.get().is_some()))),
            set: None,
        },
    ],
    ..ClassSpec::EMPTY
};

fn part(this: &Value, get: impl FnOnce(&Handle) -> Value) -> Value {
    this.payload::<Handle>().map(get).filter(|value| !value.is_unbound()).unwrap_or(Value::NONE)
}

fn make(
    vm: &mut Vm,
    class: &Ref<Class>,
    callback: Value,
    args: Value,
    event_loop: &Value,
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    let event_loop = functions::loop_or_running(vm, Some(event_loop))?;
    let context = if context.is_none() { context::copy_current(vm)? } else { context };
    let items = taipan_core::ops::iterate::collect(vm, &args)?;
    let args = vm.tuple(items)?;
    let handle = Handle {
        callback: Slot::new(callback),
        args: Slot::new(args),
        context: Slot::new(context),
        cancelled: Cell::new(false),
        event_loop,
        when: Cell::new(None),
        timer: Cell::new(None),
        made: Slot::new(Value::NONE),
    };
    vm.allocate(class, handle)
}

/// A callback with a sequence of arguments, not yet known to its loop.
#[function("Handle.__new__(cls, callback, args, loop, context=None)")]
fn new(
    vm: &mut Vm,
    class: Ref<Class>,
    callback: Value,
    args: Value,
    r#loop: &Value,
    context: Value,
) -> Result<Value, Raised> {
    make(vm, &class, callback, args, r#loop, context).map(Ref::into_value)
}

/// The same with a time.
#[function("TimerHandle.__new__(cls, when, callback, args, loop, context=None)")]
fn new_timer(
    vm: &mut Vm,
    class: Ref<Class>,
    when: &Value,
    callback: Value,
    args: Value,
    r#loop: &Value,
    context: Value,
) -> Result<Value, Raised> {
    let when = own::seconds(vm, when)?;
    let handle = make(vm, &class, callback, args, r#loop, context)?;
    handle.when.set(Some(own::nanoseconds(when)));
    Ok(handle.into_value())
}

/// Prevent the call.
#[function("def Handle.cancel(self)")]
fn cancel(this: Ref<Handle>) {
    this.cancelled.set(true);
    drop(this.callback.replace(Value::NONE));
    drop(this.args.replace(Value::NONE));
    if let Some(key) = this.timer.take() {
        event_loop::cancel_timer(&this.event_loop, key);
    }
}

/// Whether the call was prevented.
#[function("def Handle.cancelled(self)")]
fn cancelled(this: &Handle) -> bool {
    this.cancelled.get()
}

/// The context that the callback runs in.
#[function("def Handle.get_context(self)")]
fn get_context(vm: &mut Vm, this: Ref<Handle>) -> Result<Value, Raised> {
    if this.context.word().is_none() {
        let context = context::empty(vm)?.into_value();
        this.context.set(context);
    }
    Ok(this.context.get())
}

/// Call the function now, as the loop does: an exception goes to the loop's handler.
#[function("Handle._run(self, /)")]
fn run(vm: &mut Vm, this: Ref<Handle>) -> Result<(), Raised> {
    turn::call_handle(vm, &this)
}

#[function("Handle.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
    described(vm, "handle_repr", &[this])
}

/// The time of the call on the loop's clock, in seconds.
#[function("def TimerHandle.when(self)")]
fn when(this: &Handle) -> f64 {
    this.when.get().unwrap_or(0) as f64 / 1e9
}

fn shown_time(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let time = this.payload::<Handle>().map_or(0.0, when);
    vm.float(time)
}

/// The hash of the time.
#[function("TimerHandle.__hash__(self, /)")]
fn hash(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    let time = shown_time(vm, this)?;
    taipan_core::ops::hash::hash(vm, &time)
}

/// How two timers follow each other in time; None for what is no timer.
fn order(this: &Handle, other: &Value) -> Option<Ordering> {
    Some(this.when.get()?.cmp(&other.payload::<Handle>()?.when.get()?))
}

/// Whether two timers have the same time, function and arguments, and both or none was cancelled.
fn same(vm: &mut Vm, this: &Handle, other: &Value) -> Result<bool, Raised> {
    let Some(other) = other.payload::<Handle>() else { return Ok(false) };
    if this.when.get() != other.when.get() || this.cancelled.get() != other.cancelled.get() {
        return Ok(false);
    }
    let (callbacks, args) = ((this.callback.get(), other.callback.get()), (this.args.get(), other.args.get()));
    Ok(equals(vm, &callbacks.0, &callbacks.1)? && equals(vm, &args.0, &args.1)?)
}

fn answer(answer: Option<bool>) -> Value {
    answer.map_or(Value::NOT_IMPLEMENTED, Value::from_bool)
}

/// Whether this one comes first.
#[function("TimerHandle.__lt__(self, other, /)")]
fn lt(this: &Handle, other: &Value) -> Value {
    answer(order(this, other).map(Ordering::is_lt))
}

/// Whether this one comes first, or they are equal.
#[function("TimerHandle.__le__(self, other, /)")]
fn le(vm: &mut Vm, this: &Handle, other: &Value) -> Result<Value, Raised> {
    let Some(order) = order(this, other) else { return Ok(answer(None)) };
    Ok(Value::from_bool(order.is_lt() || same(vm, this, other)?))
}

/// Whether this one comes later.
#[function("TimerHandle.__gt__(self, other, /)")]
fn gt(this: &Handle, other: &Value) -> Value {
    answer(order(this, other).map(Ordering::is_gt))
}

/// Whether this one comes later, or they are equal.
#[function("TimerHandle.__ge__(self, other, /)")]
fn ge(vm: &mut Vm, this: &Handle, other: &Value) -> Result<Value, Raised> {
    let Some(order) = order(this, other) else { return Ok(answer(None)) };
    Ok(Value::from_bool(order.is_gt() || same(vm, this, other)?))
}

/// Whether two timers have the same time, function and arguments, and both or none was cancelled.
#[function("TimerHandle.__eq__(self, other, /)")]
fn eq(vm: &mut Vm, this: &Handle, other: &Value) -> Result<Value, Raised> {
    if order(this, other).is_none() {
        return Ok(answer(None));
    }
    Ok(Value::from_bool(same(vm, this, other)?))
}
