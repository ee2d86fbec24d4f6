//! One pass of the loop: wait, take what is due, run what was ready when the pass began.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::sequence::Tuple;
use taipan_exec::asyncgen_hooks::{self, Hooks};
use taipan_heap::value::{Ref, Value};
use taipan_reactor::clock::Nanos;
use taipan_reactor::reactor::Until;

use crate::context::{self, Context};
use crate::event_loop::{EventLoop, Life, Ready, Timer, push};
use crate::future::{self, Future, State};
use crate::gather;
use crate::handle::Handle;
use crate::natives::{self, RUNNING, asyncgens, functions};
use crate::outside;
use crate::own;
use crate::task;

/// The longest wait, so that a clock that jumps cannot make the loop sleep for ever.
const LONGEST: u64 = 24 * 3600 * 1_000_000_000;
/// Timers within this distance are due.
const RESOLUTION: u64 = 1;

/// Runs passes until the loop is asked to stop.
pub fn run_forever(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<(), Raised> {
    event_loop.life.set(Life::Running);
    // Signals are for the main thread.
    let sleeper = vm.threads.on_main().then(|| vm.budget.wake_with(Some(event_loop.outside.bell.clone().into())));
    loop {
        let outcome = match event_loop.own.get() {
            true => vm.call_method(event_loop.value(), "_run_once", &[]).map(drop),
            false => turn(vm, event_loop),
        };
        end_with_awaited(event_loop);
        if outcome.is_err() || event_loop.life.get() != Life::Running {
            if let Some(before) = sleeper {
                vm.budget.wake_with(before);
            }
            event_loop.life.set(Life::Idle);
            return outcome;
        }
    }
}

/// Stops a loop whose future has ended a pass ago. Its callback has done so already, unless it could not: without memory,
/// say.
fn end_with_awaited(event_loop: &EventLoop) {
    let awaited = event_loop.awaited.get();
    if !awaited.payload::<Future>().is_some_and(Future::done) {
        return;
    }
    if event_loop.over.replace(true) && event_loop.life.get() == Life::Running {
        event_loop.life.set(Life::Stopping);
    }
}

/// What a loop that is driven from outside waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing: there is more to do.
    Pass,
    /// This time on its clock, or its bell.
    Time(Nanos),
    /// Its bell.
    Bell,
}

/// Runs passes, waiting in between, until there is enough: asked before each pass. A call of `stop()` says nothing to
/// whoever serves a loop.
///
/// # Errors
/// What ends a loop: KeyboardInterrupt, SystemExit, a limit of the run.
pub fn serve(vm: &mut Vm, event_loop: &Ref<EventLoop>, enough: &mut dyn FnMut(&mut Vm) -> bool) -> Result<(), Raised> {
    let hooks = begin(vm, event_loop)?;
    let mut outcome = Ok(());
    while outcome.is_ok() && !enough(vm) {
        event_loop.life.set(Life::Running);
        outcome = turn(vm, event_loop);
    }
    end(vm, event_loop, hooks);
    outcome
}

/// Makes a loop the running one.
fn begin(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<Hooks, Raised> {
    if functions::running(vm).is_some() {
        return Err(vm.runtime_error("Cannot run the event loop while another loop is running"));
    }
    let hooks = asyncgens::hook(vm, event_loop)?;
    vm.world.here.borrow_mut().insert(RUNNING, event_loop.value().clone());
    event_loop.life.set(Life::Running);
    Ok(hooks)
}

fn end(vm: &mut Vm, event_loop: &Ref<EventLoop>, hooks: Hooks) {
    event_loop.life.set(Life::Idle);
    vm.world.here.borrow_mut().remove(RUNNING);
    asyncgen_hooks::set(vm, hooks);
}

/// Runs passes without ever waiting, until there is nothing to do or so many were run.
pub fn drive(vm: &mut Vm, event_loop: &Ref<EventLoop>, passes: usize) -> Result<Next, Raised> {
    let hooks = begin(vm, event_loop)?;
    let mut outcome = Ok(());
    for _ in 0..passes.max(1) {
        outcome = pass(vm, event_loop, Until::Now);
        if outcome.is_err() || event_loop.ready.borrow().is_empty() {
            break;
        }
    }
    end(vm, event_loop, hooks);
    outcome.map(|()| next(event_loop))
}

/// What comes next.
fn next(event_loop: &EventLoop) -> Next {
    if !event_loop.ready.borrow().is_empty() || event_loop.life.get() == Life::Stopping {
        return Next::Pass;
    }
    match event_loop.timers.borrow_mut().next_deadline() {
        Some(deadline) => Next::Time(deadline),
        None => Next::Bell,
    }
}

/// One pass. `Err` only for exceptions that end the loop.
pub fn turn(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<(), Raised> {
    let until = match next(event_loop) {
        Next::Pass => Until::Now,
        Next::Time(deadline) => Until::Time(deadline.min(event_loop.now() + LONGEST)),
        Next::Bell => Until::Woken,
    };
    pass(vm, event_loop, until)
}

fn pass(vm: &mut Vm, event_loop: &Ref<EventLoop>, until: Until) -> Result<(), Raised> {
    if event_loop.own.get() {
        own::wait(vm, event_loop)?;
    } else {
        wait(vm, event_loop, until)?;
    }
    outside::advance(vm, event_loop)?;
    due(vm, event_loop)?;
    let count = event_loop.ready.borrow().len();
    for _ in 0..count {
        vm.tick()?;
        let next = event_loop.ready.borrow_mut().pop_front();
        let Some(next) = next else { break };
        run(vm, event_loop, next)?;
    }
    taipan_exec::calls::safe_point(vm)
}

/// Waits, and makes ready what the system reports.
pub(crate) fn wait(vm: &mut Vm, event_loop: &Ref<EventLoop>, until: Until) -> Result<(), Raised> {
    let mut events = Vec::new();
    // Whoever wants something from now on rings the bell; whoever did before must not be waited past. Signals are for the
    // main thread.
    let sleeper = (until != Until::Now && vm.threads.on_main())
        .then(|| vm.budget.wake_with(Some(event_loop.outside.bell.clone().into())));
    let until = if vm.budget.wants_attention() { Until::Now } else { until };
    let waited = {
        let (mut reactor, events) = (event_loop.reactor.borrow_mut(), &mut events);
        let reactor = &mut *reactor;
        if until == Until::Now { reactor.wait(until, events) } else { vm.away(|| reactor.wait(until, events)) }
    };
    if let Some(before) = sleeper {
        vm.budget.wake_with(before);
    }
    if let Err(error) = waited {
        return Err(vm.io_error(&error, None));
    }
    if vm.budget.wants_attention() {
        taipan_exec::calls::safe_point(vm)?;
    }
    if vm.heap.stormy() {
        // The order in which what is ready was found says nothing.
        events.reverse();
    }
    for event in events {
        let Some(number) = event_loop.descriptors.borrow().get(event.token.0 as usize).copied() else { continue };
        let find = |watches: &std::cell::RefCell<std::collections::HashMap<i32, crate::event_loop::Watch>>| {
            watches.borrow().get(&number).map(|watch| watch.handle.clone())
        };
        if event.readable
            && let Some(handle) = find(&event_loop.readers)
        {
            push(event_loop, Ready::Call(handle));
        }
        if event.writable
            && let Some(handle) = find(&event_loop.writers)
        {
            push(event_loop, Ready::Call(handle));
        }
    }
    Ok(())
}

fn due(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<(), Raised> {
    if event_loop.timers.borrow().is_empty() {
        return Ok(());
    }
    let now = if event_loop.own.get() { own::time(vm, event_loop)? } else { event_loop.now() };
    let now = now.saturating_add(RESOLUTION);
    loop {
        let timer = event_loop.timers.borrow_mut().pop_due(now);
        match timer {
            Some(Timer::Wake(sleeper, value)) => {
                sleeper.timer.set(None);
                if !sleeper.done() {
                    future::finish(&sleeper, State::Result, value);
                }
            }
            Some(Timer::Call(handle)) => {
                handle.timer.set(None);
                push(event_loop, Ready::Call(handle));
            }
            None => return Ok(()),
        }
    }
}

/// Does what is ready. In debug mode, what took long is told of.
fn run(vm: &mut Vm, event_loop: &Ref<EventLoop>, ready: Ready) -> Result<(), Raised> {
    if !event_loop.debug.get() {
        return act(vm, event_loop, ready);
    }
    let begun = event_loop.now();
    let shown = match &ready {
        Ready::Step(task) | Ready::Throw { task, .. } => Some(task.value().clone()),
        Ready::Call(handle) => Some(handle.value().clone()),
        Ready::Callback { callback, argument, .. } => {
            Some(natives::handle_of(vm, event_loop, callback.clone(), std::slice::from_ref(argument))?.into_value())
        }
        Ready::Gathered { .. } => None,
    };
    act(vm, event_loop, ready)?;
    let took = event_loop.now().saturating_sub(begun) as f64 / 1e9;
    let name = vm.intern("slow_callback_duration")?;
    let most = lookup::try_get_attr(vm, event_loop.value(), &name)?;
    let most = most.as_ref().and_then(own::plain).unwrap_or(f64::INFINITY);
    match shown {
        Some(shown) if took >= most => {
            let took = vm.float(took)?;
            natives::described(vm, "report_slow", &[shown, took]).map(drop)
        }
        _ => Ok(()),
    }
}

fn act(vm: &mut Vm, event_loop: &Ref<EventLoop>, ready: Ready) -> Result<(), Raised> {
    match ready {
        Ready::Step(task) => task::step(vm, &task),
        Ready::Throw { task, exception } => task::throw(vm, &task, exception),
        Ready::Gathered { gathering, child } => gather::count(vm, &gathering, &child),
        Ready::Call(handle) => call_handle(vm, &handle),
        Ready::Callback { callback, argument, context } => {
            let result = call_in(vm, &context, &callback, std::slice::from_ref(&argument));
            report(vm, event_loop, result, (&callback, std::slice::from_ref(&argument)), None)
        }
    }
}

/// Calls a handle's callback, unless it was cancelled.
pub fn call_handle(vm: &mut Vm, handle: &Ref<Handle>) -> Result<(), Raised> {
    if handle.cancelled.get() {
        return Ok(());
    }
    let (callback, args) = (handle.callback.get(), handle.args.get());
    let values = args.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let result = call_in(vm, &handle.context.get(), &callback, values);
    report(vm, &handle.event_loop, result, (&callback, values), Some(handle))
}

/// Calls a function in a context, or in what stands for one.
fn call_in(vm: &mut Vm, context: &Value, function: &Value, args: &[Value]) -> Result<Value, Raised> {
    if !context.is_none() && !context.is_kind::<Context>() {
        let values: Vec<Value> = std::iter::once(function).chain(args).cloned().collect();
        return vm.call_method(context, "run", &values);
    }
    let before = context::enter(vm, context.clone());
    let result = call::call(vm, function, Call { values: args, keywords: &[] });
    drop(context::leave(vm, before));
    result
}

/// An exception of a callback goes to the loop's exception handler; those that end programs go on.
fn report(
    vm: &mut Vm,
    event_loop: &Ref<EventLoop>,
    result: Result<Value, Raised>,
    (callback, args): (&Value, &[Value]),
    handle: Option<&Ref<Handle>>,
) -> Result<(), Raised> {
    let Err(raised) = result else { return Ok(()) };
    if vm.is_pending(|classes| &classes.keyboard_interrupt) || vm.is_pending(|classes| &classes.system_exit) {
        return Err(raised);
    }
    let Some(exception) = vm.take_exception() else { return Err(raised) };
    let handle = match handle {
        Some(handle) => handle.clone(),
        None => natives::handle_of(vm, event_loop, callback.clone(), args)?,
    };
    let shown = natives::described(vm, "describe_callback", std::slice::from_ref(handle.value()))?;
    let message = format!("Exception in callback {}", taipan_core::protocol::name::text(&shown));
    let made = natives::made_at(handle.value());
    let details = [("exception", exception), ("handle", handle.into_value())];
    tell(vm, event_loop, &message, details.into_iter().chain(made))
}

/// Calls the loop's exception handler with a context dict.
pub fn tell(
    vm: &mut Vm,
    event_loop: &Ref<EventLoop>,
    message: &str,
    details: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<(), Raised> {
    let context = vm.dict()?;
    let message = vm.str(message)?;
    taipan_core::protocol::dict::set_text(vm, &context, "message", message)?;
    for (name, value) in details {
        taipan_core::protocol::dict::set_text(vm, &context, name, value)?;
    }
    vm.call_method(event_loop.value(), "call_exception_handler", &[context.into_value()]).map(drop)
}
