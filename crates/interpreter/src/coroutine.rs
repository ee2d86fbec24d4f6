//! Calls of async Rust functions as scripts see them: coroutines. The Rust future behind one is first polled when it is
//! awaited, as the body of an `async def` begins then.

use std::cell::RefCell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::Awaited;
use taipan_exec::throwing::Thrown;
use taipan_heap::header::flags as header_flags;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{Trace, class, function};
use taipan_scheduler::future::{self, Future};
use taipan_scheduler::outside::{self, Work};

/// A call of an async function of the program that runs this script.
#[class(
    "taipan.host_coroutine",
    flags = NO_NEW | HAS_WEAK,
    // A coroutine like others, for `isinstance`.
    base = |classes| &classes.coroutine,
    methods = [r#await, iter, next, send, throw, close, del, repr],
    attributes = &[
        Attribute { name: "__name__", doc: "", get: name, set: None },
        Attribute { name: "__qualname__", doc: "", get: name, set: None },
        Attribute { name: "cr_code", doc: "", get: |_, _| Ok(Value::NONE), set: None },
        Attribute { name: "cr_frame", doc: "", get: |_, _| Ok(Value::NONE), set: None },
        Attribute { name: "cr_running", doc: "", get: |_, _| Ok(Value::FALSE), set: None },
        Attribute {
            name: "cr_suspended",
            doc: "",
            get: |_, this| Ok(Value::from_bool(!waits_for(this).is_none())),
            set: None,
        },
        Attribute { name: "cr_await", doc: "", get: |_, this| Ok(waits_for(this)), set: None },
    ],
    awaited = Some(look),
)]
struct Coroutine {
    /// The function's name, a string.
    name: Value,
    stage: RefCell<Stage>,
}

/// Where a call stands.
#[derive(Trace)]
enum Stage {
    /// Nobody has awaited it.
    Created(#[untraced] Work),
    /// The Rust future was polled, and ends this one.
    Waiting(Ref<Future>),
    /// It has given its result, or was closed.
    Over,
}

/// The call of a function as an object: what the Rust future does begins when it is awaited.
pub(crate) fn create(vm: &mut Vm, name: &str, work: Work) -> Result<Value, Raised> {
    let name = vm.intern(name)?;
    let coroutine = vm.make(Coroutine { name, stage: RefCell::new(Stage::Created(work)) })?;
    // Where nobody awaits it, somebody has to be told.
    coroutine.header().set(header_flags::FINALIZER);
    Ok(coroutine.into_value())
}

/// Does something with the stage of the call; nothing of Python may run meanwhile.
fn with<T>(this: &Value, act: impl FnOnce(&mut Stage) -> T) -> Option<T> {
    let mut stage = this.payload::<Coroutine>()?.stage.try_borrow_mut().ok()?;
    Some(act(&mut stage))
}

fn name(_: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(this.payload::<Coroutine>().map_or(Value::NONE, |coroutine| coroutine.name.clone()))
}

fn waits_for(this: &Value) -> Value {
    let future = with(this, |stage| match stage {
        Stage::Waiting(future) => Some(future.value().clone()),
        Stage::Created(_) | Stage::Over => None,
    });
    future.flatten().unwrap_or(Value::NONE)
}

/// Gives the stage away: the call is over, unless a stage is put back.
fn take(vm: &mut Vm, this: &Value) -> Result<Stage, Raised> {
    let taken = with(this, |stage| std::mem::replace(stage, Stage::Over));
    if let Some(header) = this.header() {
        header.unset(header_flags::FINALIZER);
    }
    taken.ok_or_else(|| vm.type_error("a host coroutine is required"))
}

/// What `await` finds. The first look polls the Rust future: one that is ready costs no pass of the loop.
fn look(vm: &mut Vm, this: &Value) -> Result<Awaited, Raised> {
    let future = match take(vm, this)? {
        Stage::Created(work) => outside::start(vm, work)?,
        Stage::Waiting(future) if future.done() => future,
        Stage::Waiting(future) => {
            // Whoever waits looks again when it has ended.
            with(this, |stage| *stage = Stage::Waiting(future));
            return Err(vm.runtime_error("coroutine is being awaited already"));
        }
        Stage::Over => return Err(vm.runtime_error("cannot reuse already awaited coroutine")),
    };
    if future.done() {
        return future::result(vm, &future).map(Awaited::Ready);
    }
    with(this, |stage| *stage = Stage::Waiting(future.clone()));
    future.asked.set(true);
    Ok(Awaited::Pending(future.into_value()))
}

/// The coroutine itself.
#[function("host_coroutine.__await__(self, /)")]
fn r#await(this: Value) -> Value {
    this
}

/// The coroutine itself.
#[function("host_coroutine.__iter__(self, /)")]
fn iter(this: Value) -> Value {
    this
}

/// The future that it waits for. Raises StopIteration with the result at the end.
#[function("host_coroutine.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match look(vm, this)? {
        Awaited::Pending(on) => Ok(on),
        Awaited::Ready(value) => Err(vm.stop_iteration(value)),
    }
}

/// The future that it waits for. Raises StopIteration with the result at the end.
#[function("host_coroutine.send(self, value, /)")]
fn send(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    let created = with(this, |stage| matches!(stage, Stage::Created(_)));
    if created == Some(true) && !value.is_none() {
        return Err(vm.type_error("can't send non-None value to a just-started coroutine"));
    }
    next(vm, this)
}

/// Raise an exception where it waits: the Rust future is dropped.
#[function("host_coroutine.throw(self, type, value=<absent>, traceback=<absent>, /)")]
fn throw(
    vm: &mut Vm,
    this: &Value,
    class: Value,
    value: Option<Value>,
    traceback: Option<Value>,
) -> Result<Value, Raised> {
    let exception = Thrown::new(vm, "throw", class, value, traceback)?.make(vm)?;
    if let Stage::Over = stop(vm, this)? {
        return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
    }
    Err(vm.raise(exception))
}

/// Drop the Rust future.
#[function("host_coroutine.close(self, /)")]
fn close(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    stop(vm, this).map(drop)
}

/// Ends the call wherever it is, and tells where it was.
fn stop(vm: &mut Vm, this: &Value) -> Result<Stage, Raised> {
    let stage = take(vm, this)?;
    if let Stage::Waiting(future) = &stage {
        future::cancel(vm, future, Value::NONE)?;
    }
    Ok(stage)
}

/// A call that nobody has awaited.
#[function("host_coroutine.__del__(self, /)")]
fn del(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    match take(vm, this)? {
        Stage::Created(work) => {
            drop(work);
            let warn = vm.hooks.never_awaited;
            warn(vm, this)
        }
        Stage::Waiting(_) | Stage::Over => Ok(()),
    }
}

/// What repr() shows.
#[function("host_coroutine.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: &Value) -> Result<String, Raised> {
    let name = name(vm, this)?;
    Ok(format!("<coroutine object {} at {:#x}>", taipan_core::protocol::name::text(&name), this.word().bits()))
}
