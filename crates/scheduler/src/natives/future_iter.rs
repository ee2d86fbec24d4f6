//! Class `FutureIter`: what `await` and `yield from` make of a future where they cannot look at it themselves.

use std::any::Any;
use std::cell::RefCell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::native::Awaited;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::module::{Foreign, ForeignData};
use taipan_exec::throwing::Thrown;
use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;
use taipan_macros::function;

use crate::future::{self, Future};

/// Under this name the VM keeps the class.
const CLASS: &str = "_asyncio.FutureIter";

/// The future, until the iterator has come to its end.
struct FutureIter(Option<Ref<Future>>);

impl ForeignData for FutureIter {
    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        if let Some(future) = &self.0 {
            visit(future.value().word());
        }
    }
}

static SPEC: ClassSpec =
    ClassSpec { doc: "Waits for a future.", methods: methods![iter, next, send, throw, close], ..ClassSpec::EMPTY };

/// An iterator that gives the future itself while it is pending, and its result at the end.
pub(super) fn over(vm: &mut Vm, future: Ref<Future>) -> Result<Value, Raised> {
    let kept = vm.world.kept.borrow().get(CLASS).and_then(Value::to_ref::<Class>);
    let class = match kept {
        Some(class) => class,
        None => {
            let class = define_native_class(vm, CLASS, &[], Foreign::KIND, flags::NO_NEW, &SPEC)?;
            vm.world.kept.borrow_mut().insert(CLASS, class.value().clone());
            class
        }
    };
    let data: Box<dyn ForeignData> = Box::new(FutureIter(Some(future)));
    Ok(vm.allocate(&class, Foreign { data: RefCell::new(data) })?.into_value())
}

/// Takes the future away.
fn take(this: &Value) -> Option<Ref<Future>> {
    let foreign = this.payload::<Foreign>()?;
    let mut data = foreign.data.borrow_mut();
    let any: &mut dyn Any = &mut **data;
    any.downcast_mut::<FutureIter>()?.0.take()
}

fn give_back(this: &Value, future: Ref<Future>) {
    let Some(foreign) = this.payload::<Foreign>() else { return };
    let mut data = foreign.data.borrow_mut();
    let any: &mut dyn Any = &mut **data;
    if let Some(iterator) = any.downcast_mut::<FutureIter>() {
        iterator.0 = Some(future);
    }
}

#[function("FutureIter.__iter__(self, /)")]
fn iter(this: Value) -> Value {
    this
}

/// The future, once; StopIteration with its result when it has ended.
#[function("FutureIter.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let Some(future) = take(this) else { return Err(vm.stop_iteration(Value::NONE)) };
    if !future.done() {
        give_back(this, future.clone());
    }
    match future::look(vm, future.value())? {
        Awaited::Pending(on) => Ok(on),
        Awaited::Ready(value) => Err(vm.stop_iteration(value)),
    }
}

/// As next(); the value is not looked at.
#[function("FutureIter.send(self, value, /)")]
fn send(vm: &mut Vm, this: &Value, _value: &Value) -> Result<Value, Raised> {
    next(vm, this)
}

/// Raise an exception, and wait for the future no longer.
#[function("FutureIter.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn throw(
    vm: &mut Vm,
    this: &Value,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    let exception = Thrown::new(vm, "throw", class, value, traceback)?.make(vm)?;
    drop(take(this));
    Err(vm.raise(exception))
}

/// Wait for the future no longer.
#[function("FutureIter.close(self, /)")]
fn close(this: &Value) {
    drop(take(this));
}
