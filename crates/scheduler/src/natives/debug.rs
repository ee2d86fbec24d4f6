//! Debug mode: what a loop looks at only then, and what it keeps of where things were made.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::truth;
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::event_loop::check_open;
use super::task;
use crate::event_loop::EventLoop;
use crate::future::{Future, Part};
use crate::handle::Handle;

/// `_debug`
pub(super) const DEBUG: Attribute = Attribute {
    name: "_debug",
    doc: "Whether debug mode is on.",
    get: |_, this| Ok(Value::from_bool(this.payload::<EventLoop>().is_some_and(|this| this.debug.get()))),
    set: Some(|vm, this, value| {
        let on = truth::is_true(vm, &value.unwrap_or(Value::FALSE))?;
        if let Some(this) = this.payload::<EventLoop>() {
            this.debug.set(on);
        }
        Ok(())
    }),
};

/// `_thread_id`
pub(super) const THREAD: Attribute = Attribute {
    name: "_thread_id",
    doc: "The number of the thread that runs the loop, or None.",
    get: |vm, this| match this.payload::<EventLoop>().and_then(|this| this.thread.get()) {
        Some(thread) => vm.int(i64::try_from(thread).unwrap_or(i64::MAX)),
        None => Ok(Value::NONE),
    },
    set: None,
};

/// What is wrong with a call of a loop's method in debug mode: its thread, or its function.
pub(super) fn check(vm: &mut Vm, this: &EventLoop, callback: &Value, method: &str) -> Result<(), Raised> {
    refuse_thread(vm, this)?;
    refuse_callback(vm, callback, method)
}

pub(super) fn refuse_thread(vm: &mut Vm, this: &EventLoop) -> Result<(), Raised> {
    match this.thread.get() {
        Some(thread) if thread != vm.threads.current() => Err(elsewhere(vm)),
        _ => Ok(()),
    }
}

/// In debug mode: RuntimeError, if a future would tell those who wait for it from a thread that is not the loop's.
pub(super) fn refuse_news(vm: &mut Vm, future: &Future) -> Result<(), Raised> {
    let tells = || future.task().map_or(!future.waiters.borrow().is_empty(), |task| !task.waiting_on.get().is_none());
    if future.event_loop.debug.get() && !future.done() && tells() {
        refuse_thread(vm, &future.event_loop)?;
    }
    Ok(())
}

/// A loop that runs in one thread was asked for something by another.
pub(super) fn elsewhere(vm: &mut Vm) -> Raised {
    vm.runtime_error("Non-thread-safe operation invoked on an event loop other than the current one")
}

pub(super) fn refuse_callback(vm: &mut Vm, callback: &Value, method: &str) -> Result<(), Raised> {
    if task::is_coroutine(vm, callback) || gives_coroutine(vm, callback)? {
        return Err(vm.type_error(format!("coroutines cannot be used with {method}()")));
    }
    let class = vm.classes.of(callback);
    if class.special(Special::Call).is_unbound() {
        let shown = repr::repr(vm, callback)?.to_lossy().into_owned();
        return Err(vm.type_error(format!("a callable object was expected by {method}(), got {shown}")));
    }
    Ok(())
}

fn gives_coroutine(vm: &mut Vm, function: &Value) -> Result<bool, Raised> {
    let import = vm.hooks.import;
    let coroutines = import(vm, "asyncio.coroutines")?;
    let answer = vm.call_method(&coroutines, "iscoroutinefunction", std::slice::from_ref(function))?;
    truth::is_true(vm, &answer)
}

/// `_source_traceback`
pub(super) const MADE: Attribute = Attribute {
    name: "_source_traceback",
    doc: "Where it was made, as a list of frames; None outside of debug mode.",
    get: |_, this| Ok(traced(this)),
    set: None,
};

/// The calls that lead here, the last one last.
pub(super) fn stack(vm: &mut Vm) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let helpers = import(vm, "asyncio.format_helpers")?;
    vm.call_method(&helpers, "extract_stack", &[])
}

/// Where a handle, a task or a future was made, or None.
pub(super) fn traced(made: &Value) -> Value {
    if let Some(handle) = made.payload::<Handle>() {
        return handle.made.get();
    }
    match made.payload::<Future>().map(|future| &future.part) {
        Some(Part::Traced(stack)) => stack.get(),
        Some(Part::Task(task)) => task.made.get(),
        _ => Value::NONE,
    }
}

/// RuntimeError, if the loop is closed.
#[function("EventLoop._check_closed(self, /)")]
pub(super) fn check_closed(vm: &mut Vm, this: &EventLoop) -> Result<(), Raised> {
    check_open(vm, this)
}

/// TypeError, if a function cannot be called by the loop.
#[function("EventLoop._check_callback(self, callback, method, /)")]
pub(super) fn check_callback(vm: &mut Vm, _this: &EventLoop, callback: &Value, method: &str) -> Result<(), Raised> {
    refuse_callback(vm, callback, method)
}

/// RuntimeError, if the loop runs in another thread.
#[function("EventLoop._check_thread(self, /)")]
pub(super) fn check_thread(vm: &mut Vm, this: Ref<EventLoop>) -> Result<(), Raised> {
    refuse_thread(vm, &this)
}
