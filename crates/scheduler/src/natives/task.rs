//! Class `Task`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_core::value::class::Class;
use taipan_core::value::generator::{Flavor, Generator};
use taipan_core::value::special::Special;
use taipan_heap::header::flags;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::future::message_attribute;
use super::{debug, described, functions};
use crate::context;
use crate::event_loop::{self, EventLoop, Ready};
use crate::future::{Future, Part};
use crate::room;
use crate::task::{TaskPart, step};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A coroutine on its way.",
    methods: methods![
        new,
        init,
        cancelling,
        uncancel,
        get_name,
        set_name,
        get_coro,
        get_context,
        get_stack,
        print_stack,
        repr
    ],
    attributes: &[
        Attribute {
            name: "_log_destroy_pending",
            doc: "Whether it is told when nobody has the task any more while it is pending.",
            get: |_, this| Ok(part(this, |task| Value::from_bool(task.told_pending.get()))),
            set: Some(|vm, this, value| {
                let told = truth::is_true(vm, &value.unwrap_or(Value::FALSE))?;
                if let Some(task) = this.payload::<Future>().and_then(Future::task) {
                    task.told_pending.set(told);
                }
                Ok(())
            }),
        },
        message_attribute(),
        Attribute { name: "_context", doc: "", get: |_, this| Ok(part(this, |task| task.context.get())), set: None },
        Attribute { name: "_coro", doc: "", get: |_, this| Ok(part(this, |task| task.coroutine.get())), set: None },
        Attribute {
            name: "_fut_waiter",
            doc: "",
            get: |_, this| Ok(part(this, |task| task.waiting_on.get())),
            set: None,
        },
        Attribute {
            name: "_must_cancel",
            doc: "",
            get: |_, this| Ok(part(this, |task| Value::from_bool(task.must_cancel.get()))),
            set: None,
        },
    ],
    ..ClassSpec::EMPTY
};

fn part(this: &Value, get: impl FnOnce(&TaskPart) -> Value) -> Value {
    this.payload::<Future>().and_then(Future::task).map_or(Value::NONE, get)
}

/// How a task begins.
pub(super) struct Start {
    /// What it runs.
    pub coroutine: Value,
    /// Its name, or None for a number.
    pub name: Value,
    /// Its context, or None for a copy of the current one.
    pub context: Value,
}

/// Makes a task of a coroutine and schedules its first step.
pub(super) fn start(
    vm: &mut Vm,
    class: &Ref<Class>,
    event_loop: &Ref<EventLoop>,
    start: Start,
) -> Result<Ref<Future>, Raised> {
    room::for_task(vm, event_loop)?;
    let task = vm.allocate(class, Future::pending(event_loop.clone(), Part::Task(Box::default())))?;
    begin(vm, &task, start)?;
    event_loop::push(event_loop, Ready::Step(task.clone()));
    Ok(task)
}

/// Gives a fresh task what it runs; its loop keeps it from now on.
fn begin(vm: &mut Vm, task: &Ref<Future>, start: Start) -> Result<(), Raised> {
    let Start { coroutine, name, context } = start;
    if !is_coroutine(vm, &coroutine) {
        let shown = taipan_core::ops::repr::repr(vm, &coroutine)?.to_lossy().into_owned();
        return Err(vm.type_error(format!("a coroutine was expected, got {shown}")));
    }
    let Some(part) = task.task() else { return Ok(()) };
    let name = if name.is_none() {
        let number = task.event_loop.made.get() + 1;
        task.event_loop.made.set(number);
        vm.int(number as i64)?
    } else {
        functions::text_of(vm, name)?
    };
    let context = if context.is_none() { context::copy_current(vm)? } else { context };
    part.coroutine.set(coroutine);
    part.name.set(name);
    part.context.set(context);
    if task.event_loop.debug.get() {
        part.made.set(debug::stack(vm)?);
        if let Err(raised) = debug::refuse_thread(vm, &task.event_loop) {
            // Nobody will run it, and somebody has to hear of that: once the exception, which keeps it, is dealt with.
            task.header().set(flags::FINALIZER);
            let Some(exception) = vm.take_exception() else { return Err(raised) };
            vm.annotate(&exception, "task", task.value().clone())?;
            return Err(vm.raise(exception));
        }
    }
    task.event_loop.adopt(task);
    Ok(())
}

/// True for what a task can run.
pub(super) fn is_coroutine(vm: &Vm, value: &Value) -> bool {
    match value.payload::<Generator>() {
        Some(generator) => matches!(generator.flavor, Flavor::Coroutine | Flavor::IterableCoroutine),
        None => {
            let class = vm.classes.of(value);
            let method = |name: &str| {
                vm.names
                    .find(name.as_bytes())
                    .is_some_and(|name| taipan_core::protocol::lookup::find(vm, &class, &name).is_some())
            };
            !class.special(Special::Await).is_unbound() && method("send") && method("throw") && method("close")
        }
    }
}

/// A task; its constructor gives it a coroutine.
#[function("Task.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    let event_loop = functions::loop_of_new(vm, &kwargs)?;
    Ok(vm.allocate(&class, Future::pending(event_loop, Part::Task(Box::default())))?.into_value())
}

/// A task of a coroutine: it begins in the loop's next pass, or at once if eager_start is true and the loop runs.
#[function("Task.__init__(self, coro, *, loop=None, name=None, context=None, eager_start=False)")]
fn init(
    vm: &mut Vm,
    this: Ref<Future>,
    coro: Value,
    _loop: &Value,
    name: Value,
    context: Value,
    eager_start: bool,
) -> Result<(), Raised> {
    begin(vm, &this, Start { coroutine: coro, name, context })?;
    if eager_start && this.event_loop.is_running() {
        step(vm, &this)?;
        if let Some(part) = this.task().filter(|_| this.done()) {
            // A task that never waited was not worth its coroutine.
            drop(part.coroutine.replace(Value::NONE));
        }
        return Ok(());
    }
    event_loop::push(&this.event_loop, Ready::Step(this.clone()));
    Ok(())
}

/// How many requests to cancel the task are in force.
#[function("Task.cancelling(self, /)")]
fn cancelling(this: &Future) -> i64 {
    this.task().map_or(0, |task| i64::from(task.requests.get()))
}

/// Take one request to cancel back, and give the number left; at 0 a cancellation that has not happened yet is dropped.
#[function("Task.uncancel(self, /)")]
fn uncancel(this: &Future) -> i64 {
    let Some(task) = this.task() else { return 0 };
    let left = task.requests.get().saturating_sub(1);
    task.requests.set(left);
    if left == 0 {
        task.must_cancel.set(false);
    }
    i64::from(left)
}

/// The task's name.
#[function("Task.get_name(self, /)")]
fn get_name(vm: &mut Vm, this: &Future) -> Result<Value, Raised> {
    let Some(task) = this.task() else { return Ok(Value::NONE) };
    let name = task.name.get();
    match name.word().as_int() {
        Some(number) => vm.str(&format!("Task-{number}")),
        None => Ok(name),
    }
}

/// Give the task a name.
#[function("Task.set_name(self, value, /)")]
fn set_name(vm: &mut Vm, this: Ref<Future>, value: Value) -> Result<(), Raised> {
    let name = functions::text_of(vm, value)?;
    if let Some(task) = this.task() {
        task.name.set(name);
    }
    Ok(())
}

/// The coroutine.
#[function("Task.get_coro(self, /)")]
fn get_coro(this: &Future) -> Value {
    this.task().map_or(Value::NONE, |task| task.coroutine.get())
}

/// The context that the task runs in.
#[function("Task.get_context(self, /)")]
fn get_context(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let Some(task) = this.payload::<Future>().and_then(Future::task) else { return Ok(Value::NONE) };
    if !task.context.word().is_none() {
        return Ok(task.context.get());
    }
    let runs = this.payload::<Future>().is_some_and(|future| {
        future.event_loop.current.borrow().as_ref().is_some_and(|current| current.value().is(this))
    });
    // Of a task that runs, the current context is kept when its step ends.
    let context = if runs { context::current(vm)? } else { context::empty(vm)? }.into_value();
    task.context.set(context.clone());
    Ok(context)
}

/// The frames of the coroutine: of a task that waits the one where it waits, of one that failed those of the traceback;
/// at most limit of them.
#[function("Task.get_stack(self, *, limit=None)")]
fn get_stack(vm: &mut Vm, this: Value, limit: Value) -> Result<Value, Raised> {
    described(vm, "task_stack", &[this, limit])
}

/// Print what get_stack() gives, as tracebacks show it.
#[function("Task.print_stack(self, *, limit=None, file=None)")]
fn print_stack(vm: &mut Vm, this: Value, limit: Value, file: Value) -> Result<Value, Raised> {
    described(vm, "print_task_stack", &[this, limit, file])
}

#[function("Task.__repr__(self, /)")]
fn repr(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
    described(vm, "task_repr", &[this])
}
