//! Class `FutureIter`: what `await` and `yield from` make of a future where they cannot look at it themselves.

use std::cell::RefCell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::native::Awaited;
use taipan_exec::throwing::Thrown;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{class, function};

use crate::future::{self, Future};

/// Waits for a future.
#[class("_asyncio.FutureIter", flags = NO_NEW, methods = [iter, next, send, throw, close])]
struct FutureIter {
    /// The future, until the iterator has come to its end.
    future: RefCell<Option<Ref<Future>>>,
}

/// An iterator that gives the future itself while it is pending, and its result at the end.
pub(super) fn over(vm: &mut Vm, future: Ref<Future>) -> Result<Value, Raised> {
    Ok(vm.make(FutureIter { future: RefCell::new(Some(future)) })?.into_value())
}

#[function("FutureIter.__iter__(self, /)")]
fn iter(this: Value) -> Value {
    this
}

/// The future, once; StopIteration with its result when it has ended.
#[function("FutureIter.__next__(self, /)")]
fn next(vm: &mut Vm, this: &FutureIter) -> Result<Value, Raised> {
    let Some(future) = this.future.take() else { return Err(vm.stop_iteration(Value::NONE)) };
    if !future.done() {
        this.future.replace(Some(future.clone()));
    }
    match future::look(vm, future.value())? {
        Awaited::Pending(on) => Ok(on),
        Awaited::Ready(value) => Err(vm.stop_iteration(value)),
    }
}

/// As next(); the value is not looked at.
#[function("FutureIter.send(self, value, /)")]
fn send(vm: &mut Vm, this: &FutureIter, _value: &Value) -> Result<Value, Raised> {
    next(vm, this)
}

/// Raise an exception, and wait for the future no longer.
#[function("FutureIter.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn throw(
    vm: &mut Vm,
    this: &FutureIter,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    let exception = Thrown::new(vm, "throw", class, value, traceback)?.make(vm)?;
    drop(this.future.take());
    Err(vm.raise(exception))
}

/// Wait for the future no longer.
#[function("FutureIter.close(self, /)")]
fn close(this: &FutureIter) {
    drop(this.future.take());
}
