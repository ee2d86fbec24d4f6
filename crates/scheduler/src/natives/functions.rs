//! Functions of module `_asyncio`, and what the classes share.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{mapping, repr};
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use super::task::Start;
use super::{RUNNING, task};
use crate::at_hand;
use crate::cancelled::{CANCELLED, INVALID_STATE};
use crate::classes;
use crate::event_loop::{EventLoop, Timer};
use crate::future::{self, Future, Part, State};

pub(super) const FUNCTIONS: &[NativeDef] = methods![
    register_exceptions,
    get_event_loop,
    get_running_loop,
    get_running_loop_or_none,
    set_running_loop,
    current_task,
    all_tasks,
    create_task,
    gather,
    sleep,
    wake_first,
    is_coroutine,
    is_future,
    debug_wanted,
];

/// True if an object is a string of this text.
pub(crate) fn is_text(value: &Value, text: &str) -> bool {
    value.payload::<Str>().is_some_and(|value| value.as_bytes() == text.as_bytes())
}

/// `str(value)`.
pub(super) fn text_of(vm: &mut Vm, value: Value) -> Result<Value, Raised> {
    if value.is_kind::<Str>() { Ok(value) } else { repr::str(vm, &value).map(Ref::into_value) }
}

/// The running loop, if there is one.
pub(crate) fn running(vm: &Vm) -> Option<Ref<EventLoop>> {
    vm.world.here.borrow().get(RUNNING).and_then(Value::to_ref::<EventLoop>)
}

/// A loop that was given, or the running one; raises RuntimeError if there is none.
pub(crate) fn loop_or_running(vm: &mut Vm, given: Option<&Value>) -> Result<Ref<EventLoop>, Raised> {
    match given {
        Some(given) if !given.is_none() => match given.to_ref::<EventLoop>() {
            Some(event_loop) => Ok(event_loop),
            None => {
                // What is no loop at all fails here, in CPython's words.
                let name = vm.intern("get_debug")?;
                lookup::get_attr(vm, given, &name)?;
                let name = vm.classes.name_of(given);
                Err(vm.type_error(format!("a loop derived from BaseEventLoop is required, not {name}")))
            }
        },
        _ => match running_or_offered(vm)? {
            Some(event_loop) => Ok(event_loop),
            None => Err(vm.runtime_error("no running event loop")),
        },
    }
}

/// The running loop, or the one that the host hands out where none runs.
fn running_or_offered(vm: &mut Vm) -> Result<Option<Ref<EventLoop>>, Raised> {
    match running(vm) {
        Some(event_loop) => Ok(Some(event_loop)),
        None => at_hand::offered(vm),
    }
}

/// The loop of a new future: the argument `loop`, the running loop, or the policy's.
pub(super) fn loop_of_new(vm: &mut Vm, kwargs: &Keywords<'_>) -> Result<Ref<EventLoop>, Raised> {
    let given = kwargs.iter().find(|(name, _)| is_text(name, "loop")).map(|(_, value)| value.clone());
    if given.as_ref().is_some_and(|given| !given.is_none()) {
        return loop_or_running(vm, given.as_ref());
    }
    loop_or_current(vm)
}

/// The running loop, or the policy's.
fn loop_or_current(vm: &mut Vm) -> Result<Ref<EventLoop>, Raised> {
    if let Some(event_loop) = running_or_offered(vm)? {
        return Ok(event_loop);
    }
    let event_loop = loop_of_policy(vm)?;
    loop_or_running(vm, Some(&event_loop))
}

fn loop_of_policy(vm: &mut Vm) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let events = import(vm, "asyncio.events")?;
    let policy = vm.call_method(&events, "get_event_loop_policy", &[])?;
    vm.call_method(&policy, "get_event_loop", &[])
}

/// Tell the scheduler which classes it raises.
#[function("_register_exceptions(cancelled, invalid_state, /)")]
fn register_exceptions(vm: &mut Vm, cancelled: Value, invalid_state: Value) {
    let mut kept = vm.world.kept.borrow_mut();
    kept.insert(CANCELLED, cancelled);
    kept.insert(INVALID_STATE, invalid_state);
}

/// End the first future among the keys of a dict that has not ended, with None; take it out, and those before it.
#[function("_wake_first(waiters, /)")]
fn wake_first(vm: &mut Vm, waiters: Ref<Dict>) -> Result<(), Raised> {
    loop {
        vm.tick()?;
        let first = waiters.table.borrow().next_live(0).map(|(_, entry)| entry.key.clone());
        let Some(first) = first else { return Ok(()) };
        drop(mapping::remove(vm, &waiters, &first)?);
        if let Some(waiter) = first.to_ref::<Future>()
            && !waiter.done()
        {
            future::finish(&waiter, State::Result, Value::NONE);
            return Ok(());
        }
    }
}

/// The loop that runs in this thread. Outside of one, a RuntimeError.
#[function("_asyncio.get_running_loop()")]
fn get_running_loop(vm: &mut Vm) -> Result<Value, Raised> {
    loop_or_running(vm, None).map(Ref::into_value)
}

/// The running loop, or the policy's current one.
#[function("_asyncio.get_event_loop()")]
fn get_event_loop(vm: &mut Vm) -> Result<Value, Raised> {
    match running_or_offered(vm)? {
        Some(event_loop) => Ok(event_loop.into_value()),
        None => loop_of_policy(vm),
    }
}

/// The loop that runs in this thread, or None.
#[function("_get_running_loop()")]
fn get_running_loop_or_none(vm: &mut Vm) -> Value {
    running(vm).map_or(Value::NONE, Ref::into_value)
}

/// Make a loop the running one, or none.
#[function("_set_running_loop(loop, /)")]
fn set_running_loop(vm: &mut Vm, r#loop: Value) {
    vm.world.here.borrow_mut().insert(RUNNING, r#loop);
}

/// The task that runs on a loop (by default the running one), or None.
#[function("current_task(loop=None)")]
fn current_task(vm: &mut Vm, r#loop: &Value) -> Result<Value, Raised> {
    if !r#loop.is_none() && !r#loop.is_kind::<EventLoop>() {
        // No task runs on what is no loop; what cannot be one is refused.
        taipan_core::ops::hash::hash(vm, r#loop)?;
        return Ok(Value::NONE);
    }
    let event_loop = loop_or_running(vm, Some(r#loop))?;
    let current = event_loop.current.borrow().clone();
    Ok(current.map_or(Value::NONE, Ref::into_value))
}

/// The tasks of a loop (by default the running one) that have not ended, as a set.
#[function("def all_tasks(loop=None)")]
fn all_tasks(vm: &mut Vm, r#loop: &Value) -> Result<Value, Raised> {
    let tasks: Vec<Value> = if r#loop.is_none() || r#loop.is_kind::<EventLoop>() {
        let event_loop = loop_or_running(vm, Some(r#loop))?;
        let tasks = event_loop.tasks.borrow();
        tasks.iter().map(|task| task.value().clone()).collect()
    } else {
        Vec::new()
    };
    let list = vm.list(tasks)?;
    let set = vm.classes.set.value().clone();
    vm.call(&set, &[list])
}

/// Make a task of a coroutine on the running loop: it begins when the loop has time for it.
///
/// The name is what get_name() and repr() show; the context holds its variables, and is a copy of the current one unless
/// another is given. The loop keeps the task until it ends. Raises RuntimeError where no loop runs.
#[function("def create_task(coro, *, name=None, context=None)")]
fn create_task(vm: &mut Vm, coro: Value, name: Value, context: Value) -> Result<Value, Raised> {
    let event_loop = loop_or_running(vm, None)?;
    if !event_loop.factory.word().is_none() {
        let event_loop = event_loop.into_value();
        let method = vm.intern("create_task")?;
        let method = taipan_core::protocol::lookup::get_attr(vm, &event_loop, &method)?;
        let names = [vm.intern("name")?, vm.intern("context")?];
        let values = [coro, name, context];
        let call = taipan_core::machine::hooks::Call { values: &values, keywords: &names };
        return taipan_core::protocol::call::call(vm, &method, call);
    }
    let class = classes::of(vm)?.task.clone();
    task::start(vm, &class, &event_loop, Start { coroutine: coro, name, context }).map(Ref::into_value)
}

/// Gather the results of awaitables into a list, in their order; coroutines become tasks.
///
/// The first exception ends the gathering at once while the others go on, unless return_exceptions makes exceptions
/// results like others.
#[function("def gather(*coros_or_futures, return_exceptions=False)")]
fn gather(vm: &mut Vm, coros_or_futures: Rest<'_>, return_exceptions: bool) -> Result<Value, Raised> {
    let future_class = classes::of(vm)?.future.clone();
    if coros_or_futures.is_empty() {
        let event_loop = loop_or_current(vm)?;
        let future = vm.allocate(&future_class, Future::pending(event_loop, Part::Plain))?;
        let results = vm.list([])?;
        crate::future::finish(&future, State::Result, results);
        return Ok(future.into_value());
    }
    let task_class = classes::of(vm)?.task.clone();
    let mut children: Vec<Ref<Future>> = Vec::with_capacity(coros_or_futures.len());
    let mut made: std::collections::HashMap<u64, usize> = std::collections::HashMap::new();
    for awaitable in coros_or_futures.iter() {
        let address = awaitable.word().bits();
        if let Some(index) = made.get(&address) {
            let child = children[*index].clone();
            children.push(child);
            continue;
        }
        let child = ensure(vm, &task_class, awaitable)?;
        if let Some(first) = children.first()
            && !first.event_loop.value().is(child.event_loop.value())
        {
            return Err(
                vm.value_error("The future belongs to a different loop than the one specified as the loop argument")
            );
        }
        made.insert(address, children.len());
        children.push(child);
    }
    let gathering_class = classes::of(vm)?.gathering.clone();
    crate::gather::create(vm, &gathering_class, children, return_exceptions).map(Ref::into_value)
}

/// The future of an awaitable: itself, or a task of it.
fn ensure(
    vm: &mut Vm,
    task_class: &Ref<taipan_core::value::class::Class>,
    awaitable: &Value,
) -> Result<Ref<Future>, Raised> {
    if let Some(future) = awaitable.to_ref::<Future>() {
        return Ok(future);
    }
    if task::is_coroutine(vm, awaitable) {
        let event_loop = loop_or_current(vm)?;
        if !event_loop.factory.word().is_none() {
            let task = vm.call_method(event_loop.value(), "create_task", std::slice::from_ref(awaitable))?;
            return task.cast::<Future>().map_err(|_| vm.type_error("the task factory gave no task"));
        }
        return task::start(
            vm,
            task_class,
            &event_loop,
            Start { coroutine: awaitable.clone(), name: Value::NONE, context: Value::NONE },
        );
    }
    taipan_core::ops::hash::hash(vm, awaitable)?;
    let modules = vm.world.modules.clone();
    let ensure = taipan_core::protocol::dict::get_text(vm, &modules, "asyncio");
    if let Some(asyncio) = ensure {
        let future = vm.call_method(&asyncio, "ensure_future", std::slice::from_ref(awaitable))?;
        if let Ok(future) = future.cast::<Future>() {
            return Ok(future);
        }
    }
    Err(vm.type_error("An asyncio.Future, a coroutine or an awaitable is required"))
}

/// A future of the running loop that receives a value after a delay in seconds; None if the loop has its own clock.
#[function("_sleep(delay, result=None, /)")]
fn sleep(vm: &mut Vm, delay: f64, result: Value) -> Result<Value, Raised> {
    let event_loop = loop_or_running(vm, None)?;
    if delay.is_nan() {
        return Err(vm.value_error("Invalid delay: NaN (not a number)"));
    }
    if event_loop.own.get() {
        return Ok(Value::NONE);
    }
    let class = classes::of(vm)?.future.clone();
    let future = vm.allocate(&class, Future::pending(event_loop.clone(), Part::Plain))?;
    let nanoseconds = (delay * 1e9).clamp(0.0, 9e18) as u64;
    let deadline = event_loop.now().saturating_add(nanoseconds);
    let key = event_loop.timers.borrow_mut().schedule(deadline, Timer::Wake(future.clone(), result));
    match key {
        Ok(key) => future.timer.set(Some(key)),
        Err(_) => return Err(vm.memory_error()),
    }
    Ok(future.into_value())
}

/// Whether an object is what a task can run.
#[function("def iscoroutine(obj)")]
fn is_coroutine(vm: &mut Vm, obj: &Value) -> bool {
    task::is_coroutine(vm, obj)
}

/// Whether an object is a future or a task.
#[function("def isfuture(obj)")]
fn is_future(vm: &mut Vm, obj: &Value) -> Result<bool, Raised> {
    if obj.is_kind::<Future>() {
        return Ok(true);
    }
    // Other classes say so by an attribute.
    let name = vm.intern("_asyncio_future_blocking")?;
    let class = vm.classes.of(obj);
    if lookup::find(vm, &class, &name).is_none() {
        return Ok(false);
    }
    Ok(lookup::try_get_attr(vm, obj, &name)?.is_some_and(|blocking| !blocking.is_none()))
}

/// Whether the environment asks for debug mode; a sandbox has none.
#[function("_debug_wanted()")]
fn debug_wanted(vm: &mut Vm) -> bool {
    vm.host.allows_system() && std::env::var_os("PYTHONASYNCIODEBUG").is_some_and(|value| !value.is_empty())
}
