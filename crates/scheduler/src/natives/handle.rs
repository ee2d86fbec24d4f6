//! Classes `Handle` and `TimerHandle`.

use std::cell::Cell;

use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::methods;
use taipan_vm::protocol::descriptor::Attribute;
use taipan_vm::protocol::spec::ClassSpec;
use taipan_vm::value::class::Class;

use super::{described, functions};
use crate::context;
use crate::event_loop;
use crate::handle::Handle;
use crate::own;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A callback that the loop will call; cancel() prevents it.",
    methods: methods![new, cancel, cancelled, get_context, repr],
    attributes: &[
        Attribute {
            name: "_callback",
            doc: "",
            get: |_, this| Ok(part(this, |handle| handle.callback.get())),
            set: None,
        },
        Attribute { name: "_args", doc: "", get: |_, this| Ok(part(this, |handle| handle.args.get())), set: None },
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
    methods: methods![new_timer, when],
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
    let items = taipan_vm::ops::iterate::collect(vm, &args)?;
    let args = vm.tuple(items)?;
    let handle = Handle {
        callback: Slot::new(callback),
        args: Slot::new(args),
        context: Slot::new(context),
        cancelled: Cell::new(false),
        event_loop,
        when: Cell::new(None),
        timer: Cell::new(None),
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
#[function("Handle.cancel(self, /)")]
fn cancel(this: Ref<Handle>) {
    this.cancelled.set(true);
    drop(this.callback.replace(Value::NONE));
    drop(this.args.replace(Value::NONE));
    if let Some(key) = this.timer.take() {
        event_loop::cancel_timer(&this.event_loop, key);
    }
}

/// Whether the call was prevented.
#[function("Handle.cancelled(self, /)")]
fn cancelled(this: &Handle) -> bool {
    this.cancelled.get()
}

/// The context that the callback runs in.
#[function("Handle.get_context(self, /)")]
fn get_context(vm: &mut Vm, this: Ref<Handle>) -> Result<Value, Raised> {
    if this.context.word().is_none() {
        let context = context::empty(vm)?.into_value();
        this.context.set(context);
    }
    Ok(this.context.get())
}

#[function("Handle.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
    described(vm, "handle_repr", &[this])
}

/// The time of the call on the loop's clock, in seconds.
#[function("TimerHandle.when(self, /)")]
fn when(this: &Handle) -> f64 {
    this.when.get().unwrap_or(0) as f64 / 1e9
}
