//! The event loop: what is ready, what waits for a time, what waits for a file descriptor.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};

use taipan_core::value::kinds::{self, Kind};
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{Trace, payload};
use taipan_reactor::clock::{Clock, Nanos};
use taipan_reactor::reactor::Reactor;
use taipan_reactor::timers::{TimerKey, Timers};

use crate::future::Future;
use crate::handle::Handle;
use crate::outside::Outside;

/// Something that the loop does in the next pass.
#[derive(Trace)]
pub enum Ready {
    /// A task goes on.
    Step(Ref<Future>),
    /// A task goes on with an exception.
    Throw {
        /// The task.
        task: Ref<Future>,
        /// The exception.
        exception: Value,
    },
    /// A handle's callback is called.
    Call(Ref<Handle>),
    /// A done callback is called with its future.
    Callback {
        /// The function.
        callback: Value,
        /// The future.
        argument: Value,
        /// The context it runs in.
        context: Value,
    },
    /// A gathering counts one of its children.
    Gathered {
        /// The gathering.
        gathering: Ref<Future>,
        /// The child that has ended.
        child: Ref<Future>,
    },
}

/// What a timer does when it is due.
#[derive(Trace)]
pub enum Timer {
    /// A future receives a value: sleeping.
    Wake(Ref<Future>, Value),
    /// A handle's callback is called.
    Call(Ref<Handle>),
}

/// Where a loop stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Life {
    /// Not running.
    Idle,
    /// Inside `run_forever`.
    Running,
    /// Running, and to stop after this pass.
    Stopping,
    /// Closed for good.
    Closed,
}

/// What a loop knows of the asynchronous generators that began on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Generators {
    /// None has begun.
    None,
    /// Some have begun, and may be open.
    Some,
    /// They were closed; none should begin any more.
    Closed,
}

/// Callbacks for a file descriptor.
#[derive(Trace)]
pub struct Watch {
    /// The handle to call.
    pub handle: Ref<Handle>,
}

/// An event loop.
#[payload(kinds::FIRST_FREE + 1, "EventLoop")]
pub struct EventLoop {
    /// Where it stands.
    pub life: Cell<Life>,
    /// The number of the thread that runs it; none while it is idle.
    pub thread: Cell<Option<u64>>,
    /// Whether mistakes are looked for that cost time to find.
    pub debug: Cell<bool>,
    /// What the next pass does.
    pub ready: RefCell<VecDeque<Ready>>,
    /// What waits for a time.
    #[items]
    pub timers: RefCell<Timers<Timer>>,
    /// The operating system's part.
    #[untraced]
    pub reactor: RefCell<Reactor>,
    /// Readers and writers by file descriptor.
    pub readers: RefCell<HashMap<i32, Watch>>,
    /// As `readers`.
    pub writers: RefCell<HashMap<i32, Watch>>,
    /// File descriptors by the reactor's tokens.
    pub descriptors: RefCell<Vec<i32>>,
    /// The task whose step runs.
    pub current: RefCell<Option<Ref<Future>>>,
    /// All tasks that have not ended: the loop keeps them alive. Each knows its place.
    pub tasks: RefCell<Vec<Ref<Future>>>,
    /// What makes tasks instead of the loop, or None.
    pub factory: Slot,
    /// The future that the loop runs for, or None.
    pub awaited: Slot,
    /// Whether a pass has ended since that future had.
    pub over: Cell<bool>,
    /// Rust futures that scripts await.
    pub outside: Outside,
    /// Tasks made so far, for their names.
    pub made: Cell<u64>,
    /// Whether its class overrides the clock or the passes.
    pub own: Cell<bool>,
    /// Its clock, if it is a real one.
    #[untraced]
    clock: Option<Clock>,
    /// What a virtual clock showed when somebody looked last.
    seen: Cell<Nanos>,
    /// What it knows of asynchronous generators.
    pub generators: Cell<Generators>,
}

impl Kind for EventLoop {}

impl EventLoop {
    /// A loop over a reactor.
    pub fn over(reactor: Reactor) -> EventLoop {
        let (outside, clock) = (Outside::new(reactor.waker()), reactor.clock());
        EventLoop {
            life: Cell::new(Life::Idle),
            thread: Cell::new(None),
            debug: Cell::new(false),
            ready: RefCell::default(),
            timers: RefCell::new(Timers::new()),
            reactor: RefCell::new(reactor),
            readers: RefCell::default(),
            writers: RefCell::default(),
            descriptors: RefCell::default(),
            current: RefCell::new(None),
            tasks: RefCell::default(),
            factory: Slot::new(Value::NONE),
            awaited: Slot::new(Value::NONE),
            over: Cell::new(false),
            outside,
            made: Cell::new(0),
            own: Cell::new(false),
            clock,
            seen: Cell::new(0),
            generators: Cell::new(Generators::None),
        }
    }

    /// The loop's clock, in nanoseconds. Other threads may ask while the loop waits.
    pub fn now(&self) -> Nanos {
        if let Some(clock) = self.clock {
            return clock.now();
        }
        if let Ok(reactor) = self.reactor.try_borrow() {
            self.seen.set(reactor.now());
        }
        self.seen.get()
    }

    /// Keeps a task until it ends.
    pub fn adopt(&self, task: &Ref<Future>) {
        let mut tasks = self.tasks.borrow_mut();
        if let Some(part) = task.task() {
            part.place.set(tasks.len());
            tasks.push(task.clone());
        }
    }

    /// Keeps a task no longer.
    pub fn release(&self, task: &Ref<Future>) {
        let released = {
            let mut tasks = self.tasks.borrow_mut();
            let place = task.task().map_or(usize::MAX, |part| part.place.get());
            if !tasks.get(place).is_some_and(|held| held.value().is(task.value())) {
                return;
            }
            let released = tasks.swap_remove(place);
            if let Some(part) = tasks.get(place).and_then(|moved| moved.task()) {
                part.place.set(place);
            }
            released
        };
        drop(released);
    }

    /// True while it runs.
    pub fn is_running(&self) -> bool {
        matches!(self.life.get(), Life::Running | Life::Stopping)
    }
}

/// Puts something into the queue of the next pass.
#[inline]
pub fn push(event_loop: &EventLoop, ready: Ready) {
    event_loop.ready.borrow_mut().push_back(ready);
}

/// Cancels a timer.
pub fn cancel_timer(event_loop: &EventLoop, key: TimerKey) {
    let payload = event_loop.timers.borrow_mut().cancel(key);
    drop(payload);
}
