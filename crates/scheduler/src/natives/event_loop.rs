//! Class `EventLoop`: the part of a loop that must be fast. `stdlib/asyncio` derives the loops that programs see from it.

use std::cell::Cell;

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::Class;
use taipan_exec::asyncgen_hooks;
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_reactor::clock::Clock;
use taipan_reactor::reactor::Reactor;

use super::asyncgens::{finish_generator, meet_generator, open_generators};
use super::debug::{check_callback, check_closed, check_thread};
use super::watches::{add_reader, add_writer, remove_reader, remove_writer};
use super::{FUTURE, HANDLE, MADE, RUNNING, TASK, TIMER_HANDLE, asyncgens, class, debug, functions, task};
use crate::context;
use crate::event_loop::{self, EventLoop, Life, Ready, Timer};
use crate::future::{Future, Part};
use crate::handle::Handle;
use crate::own::{self, nanoseconds, seconds};
use crate::room;
use crate::turn;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "The native part of an event loop.",
    methods: methods![
        new,
        init,
        time,
        call_soon,
        call_soon_threadsafe,
        call_later,
        call_at,
        create_future,
        make_task,
        run_forever,
        run_for,
        run_once,
        stop,
        is_running,
        is_closed,
        close_native,
        check_closed,
        check_callback,
        check_thread,
        add_reader,
        remove_reader,
        add_writer,
        remove_writer,
        meet_generator,
        finish_generator,
        open_generators,
    ],
    attributes: &[
        READY,
        SCHEDULED,
        debug::DEBUG,
        debug::THREAD,
        Attribute { name: "_closed", doc: "", get: |_, this| Ok(lives(this, Life::Closed)), set: None },
        Attribute { name: "_stopping", doc: "", get: |_, this| Ok(lives(this, Life::Stopping)), set: None },
        Attribute {
            name: "_task_factory",
            doc: "What makes tasks instead of the loop, or None.",
            get: |_, this| Ok(this.payload::<EventLoop>().map_or(Value::NONE, |this| this.factory.get())),
            set: Some(|_, this, value| {
                if let Some(this) = this.payload::<EventLoop>() {
                    this.factory.set(value.unwrap_or(Value::NONE));
                }
                Ok(())
            }),
        },
    ],
    ..ClassSpec::EMPTY
};

/// `_ready`
const READY: Attribute = Attribute {
    name: "_ready",
    doc: "What the next pass does: a list of handles, tasks and callbacks.",
    get: |vm, this| {
        let Some(event_loop) = this.payload::<EventLoop>() else { return vm.list([]) };
        let ready: Vec<Value> = event_loop
            .ready
            .borrow()
            .iter()
            .map(|ready| match ready {
                Ready::Step(task) | Ready::Throw { task, .. } => task.value().clone(),
                Ready::Call(handle) => handle.value().clone(),
                Ready::Callback { callback, .. } => callback.clone(),
                Ready::Gathered { gathering, .. } => gathering.value().clone(),
            })
            .collect();
        vm.list(ready)
    },
    set: None,
};

/// `_scheduled`
const SCHEDULED: Attribute = Attribute {
    name: "_scheduled",
    doc: "The timers of call_later() and call_at(): a list of handles, in no order.",
    get: |vm, this| {
        let Some(event_loop) = this.payload::<EventLoop>() else { return vm.list([]) };
        let handle = |timer: &Timer| match timer {
            Timer::Call(handle) => Some(handle.value().clone()),
            Timer::Wake(..) => None,
        };
        let timers: Vec<Value> = event_loop.timers.borrow().iter().filter_map(handle).collect();
        vm.list(timers)
    },
    set: None,
};

fn lives(this: &Value, life: Life) -> Value {
    Value::from_bool(this.payload::<EventLoop>().is_some_and(|event_loop| event_loop.life.get() == life))
}

/// A loop; with virtual_time its clock jumps instead of waiting.
#[function("EventLoop.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    let given = kwargs.iter().find(|(name, _)| functions::is_text(name, "virtual_time"));
    let virtual_time = given.is_some_and(|(_, value)| value.is(&Value::TRUE));
    let clock = Clock::showing(vm.host.monotonic());
    let reactor = match vm.host.allows_system() {
        _ if virtual_time => Reactor::virtual_time(),
        true => Reactor::real(clock).map_err(|error| vm.io_error(&error, None))?,
        // The one place where it is decided: such a loop has no way to a descriptor.
        false => Reactor::sealed(clock),
    };
    let event_loop = vm.allocate(&class, EventLoop::over(reactor))?;
    event_loop.own.set(own::is_own(vm, &class)?);
    // Tasks are numbered through all loops of a program, one after the other.
    let made = vm.world.kept.borrow().get(MADE).and_then(|made| made.word().as_int());
    event_loop.made.set(made.and_then(|made| u64::try_from(made).ok()).unwrap_or(0));
    Ok(event_loop.into_value())
}

/// Nothing is left to do.
#[function("EventLoop.__init__(self, *, virtual_time=False)")]
fn init(_this: &Value, _virtual_time: bool) {}

/// The loop's clock in seconds.
#[function("def BaseEventLoop.time(self)")]
fn time(this: &EventLoop) -> f64 {
    this.now() as f64 / 1e9
}

pub(super) fn check_open(vm: &mut Vm, this: &EventLoop) -> Result<(), Raised> {
    if this.life.get() == Life::Closed { Err(vm.runtime_error("Event loop is closed")) } else { Ok(()) }
}

pub(super) fn handle(
    vm: &mut Vm,
    this: &Ref<EventLoop>,
    class_name: &'static str,
    callback: Value,
    args: &[Value],
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    let context = if context.is_none() { context::copy_current(vm)? } else { context };
    let args = vm.tuple(args.to_vec())?;
    let class = class(vm, class_name)?;
    let made = if this.debug.get() { debug::stack(vm)? } else { Value::NONE };
    vm.allocate(
        &class,
        Handle {
            callback: Slot::new(callback),
            args: Slot::new(args),
            context: Slot::new(context),
            cancelled: Cell::new(false),
            event_loop: this.clone(),
            when: Cell::new(None),
            timer: Cell::new(None),
            made: Slot::new(made),
        },
    )
}

/// Call a function with arguments in the next pass.
#[function("def BaseEventLoop.call_soon(self, callback, *args, context=None)")]
fn call_soon(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    callback: Value,
    args: Rest<'_>,
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    check_open(vm, &this)?;
    if this.debug.get() {
        debug::check(vm, &this, &callback, "call_soon")?;
    }
    let handle = handle(vm, &this, HANDLE, callback, &args, context)?;
    room::to_be_ready(vm, &this)?;
    event_loop::push(&this, Ready::Call(handle.clone()));
    Ok(handle)
}

/// As call_soon, and ends the loop's wait.
#[function("def BaseEventLoop.call_soon_threadsafe(self, callback, *args, context=None)")]
fn call_soon_threadsafe(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    callback: Value,
    args: Rest<'_>,
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    check_open(vm, &this)?;
    if this.debug.get() {
        debug::refuse_callback(vm, &callback, "call_soon_threadsafe")?;
    }
    let handle = handle(vm, &this, HANDLE, callback, &args, context)?;
    room::to_be_ready(vm, &this)?;
    event_loop::push(&this, Ready::Call(handle.clone()));
    this.outside.bell.ring();
    Ok(handle)
}

fn at(
    vm: &mut Vm,
    this: &Ref<EventLoop>,
    when: u64,
    callback: Value,
    args: &[Value],
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    let handle = handle(vm, this, TIMER_HANDLE, callback, args, context)?;
    handle.when.set(Some(when));
    let key = this.timers.borrow_mut().schedule(when, Timer::Call(handle.clone()));
    match key {
        Ok(key) => handle.timer.set(Some(key)),
        Err(_) => return Err(vm.memory_error()),
    }
    Ok(handle)
}

fn check_timer(vm: &mut Vm, this: &EventLoop, callback: &Value, method: &str) -> Result<(), Raised> {
    check_open(vm, this)?;
    if this.debug.get() { debug::check(vm, this, callback, method) } else { Ok(()) }
}

/// Call a function after a delay in seconds.
#[function("def BaseEventLoop.call_later(self, delay, callback, *args, context=None)")]
fn call_later(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    delay: &Value,
    callback: Value,
    args: Rest<'_>,
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    if delay.is_none() {
        return Err(vm.type_error("delay must not be None"));
    }
    if this.own.get() {
        return call_own(vm, &this, delay, callback, &args, context);
    }
    let now = this.now();
    let delay = match own::plain(delay) {
        Some(delay) => delay,
        None => {
            let shown = vm.float(now as f64 / 1e9)?;
            let when = arithmetic::binary(vm, Binary::Add, &shown, delay)?;
            seconds(vm, &when)? - now as f64 / 1e9
        }
    };
    check_timer(vm, &this, &callback, "call_at")?;
    at(vm, &this, now.saturating_add(nanoseconds(delay)), callback, &args, context)
}

/// The same on a clock that the loop's class overrides.
fn call_own(
    vm: &mut Vm,
    this: &Ref<EventLoop>,
    delay: &Value,
    callback: Value,
    args: &[Value],
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    let now = vm.call_method(this.value(), "time", &[])?;
    let when = arithmetic::binary(vm, Binary::Add, &now, delay)?;
    let name = vm.intern("call_at")?;
    let method = lookup::get_attr(vm, this.value(), &name)?;
    let mut values = vec![when, callback];
    values.extend_from_slice(args);
    values.push(context);
    let keywords = [vm.intern("context")?];
    let handle = call::call(vm, &method, Call { values: &values, keywords: &keywords })?;
    handle.cast::<Handle>().map_err(|_| vm.type_error("call_at() must give a handle"))
}

/// Call a function at a time on the loop's clock, in seconds.
#[function("def BaseEventLoop.call_at(self, when, callback, *args, context=None)")]
fn call_at(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    when: &Value,
    callback: Value,
    args: Rest<'_>,
    context: Value,
) -> Result<Ref<Handle>, Raised> {
    if when.is_none() {
        return Err(vm.type_error("when cannot be None"));
    }
    check_timer(vm, &this, &callback, "call_at")?;
    let when = seconds(vm, when)?;
    at(vm, &this, nanoseconds(when), callback, &args, context)
}

/// A pending future of this loop.
#[function("def BaseEventLoop.create_future(self)")]
fn create_future(vm: &mut Vm, this: Ref<EventLoop>) -> Result<Ref<Future>, Raised> {
    let class = class(vm, FUTURE)?;
    let part = if this.debug.get() { Part::Traced(Slot::new(debug::stack(vm)?)) } else { Part::Plain };
    vm.allocate(&class, Future::pending(this, part))
}

/// A task of a coroutine on this loop.
#[function("EventLoop._make_task(self, coro, /, *, name=None, context=None)")]
fn make_task(
    vm: &mut Vm,
    this: Ref<EventLoop>,
    coro: Value,
    name: Value,
    context: Value,
) -> Result<Ref<Future>, Raised> {
    check_open(vm, &this)?;
    let class = class(vm, TASK)?;
    task::start(vm, &class, &this, task::Start { coroutine: coro, name, context })
}

/// Run the loop; only stop() ends it.
#[function("def BaseEventLoop.run_forever(self)")]
fn run_forever(vm: &mut Vm, this: Ref<EventLoop>) -> Result<(), Raised> {
    check_open(vm, &this)?;
    if this.is_running() {
        return Err(vm.runtime_error("This event loop is already running"));
    }
    if functions::running(vm).is_some() {
        return Err(vm.runtime_error("Cannot run the event loop while another loop is running"));
    }
    let hooks = asyncgens::hook(vm, &this)?;
    vm.world.here.borrow_mut().insert(RUNNING, this.value().clone());
    this.thread.set(Some(vm.threads.current()));
    let stopping = this.life.get() == Life::Stopping;
    let outcome = if stopping { turn::turn(vm, &this) } else { turn::run_forever(vm, &this) };
    if this.life.get() != Life::Closed {
        this.life.set(Life::Idle);
    }
    this.thread.set(None);
    vm.world.here.borrow_mut().remove(RUNNING);
    asyncgen_hooks::set(vm, hooks);
    outcome
}

/// Name the future that the loop runs for: when it has ended, the loop does not go on for long, whatever its callbacks did.
#[function("EventLoop._run_for(self, future, /)")]
fn run_for(this: &EventLoop, future: Value) {
    this.awaited.set(future);
    this.over.set(false);
}

/// Run one pass: what a class may override.
#[function("EventLoop._run_once(self, /)")]
fn run_once(vm: &mut Vm, this: Ref<EventLoop>) -> Result<(), Raised> {
    turn::turn(vm, &this)
}

/// Stop after the present pass.
#[function("def BaseEventLoop.stop(self)")]
fn stop(this: &EventLoop) {
    if this.life.get() != Life::Closed {
        this.life.set(Life::Stopping);
    }
}

/// Whether the loop runs.
#[function("def BaseEventLoop.is_running(self)")]
fn is_running(this: &EventLoop) -> bool {
    this.is_running()
}

/// Whether the loop was closed.
#[function("def BaseEventLoop.is_closed(self)")]
fn is_closed(this: &EventLoop) -> bool {
    this.life.get() == Life::Closed
}

/// Drop all that waits; the loop cannot be used again.
#[function("EventLoop._close(self, /)")]
fn close_native(vm: &mut Vm, this: Ref<EventLoop>) -> Result<(), Raised> {
    if this.is_running() {
        return Err(vm.runtime_error("Cannot close a running event loop"));
    }
    this.life.set(Life::Closed);
    let ready = this.ready.take();
    let timers: Vec<Timer> = this.timers.borrow_mut().drain().collect();
    let watches = (this.readers.take(), this.writers.take());
    let tasks = this.tasks.take();
    this.outside.clear();
    for task in tasks.iter().filter(|task| !task.done()) {
        // Whoever lets such a task go hears of it.
        task.header().set(flags::FINALIZER);
    }
    let made = vm.int(this.made.get() as i64)?;
    vm.world.kept.borrow_mut().insert(MADE, made);
    drop((ready, timers, watches, tasks));
    Ok(())
}
