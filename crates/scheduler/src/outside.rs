//! Rust futures that scripts await: each ends a future of its loop, and its waker wakes whoever drives the loop.
//!
//! A Rust future is polled when it begins, and then in the pass after its waker was called. It sees no value: what it
//! gives is a function that makes the value, called where the machine is at hand.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake};

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_heap::ledger;
use taipan_heap::value::{Ref, Value};
use taipan_macros::Trace;

use crate::event_loop::EventLoop;
use crate::future::{self, Future, Part, State};
use crate::natives;

/// What a Rust future gives: how to make the value.
pub type Outcome = Box<dyn FnOnce(&mut Vm) -> Result<Value, Raised> + Send>;
/// A Rust future that a script awaits.
pub type Work = Pin<Box<dyn std::future::Future<Output = Outcome> + Send>>;

/// The Rust futures of a loop.
#[derive(Trace)]
pub struct Outside {
    /// Rung by all that happens outside.
    pub bell: Arc<Bell>,
    works: RefCell<HashMap<u64, Awaited>>,
    next: Cell<u64>,
}

/// A Rust future, and the future of the loop that ends with it.
#[derive(Trace)]
struct Awaited {
    future: Ref<Future>,
    #[untraced]
    work: Work,
}

/// Ends the wait of whoever drives a loop: the loop's own, or that of a Rust executor.
pub struct Bell {
    reactor: taipan_reactor::wake::Waker,
    listener: Mutex<Option<std::task::Waker>>,
    /// The Rust futures that want to be polled.
    called: Mutex<Vec<u64>>,
}

impl Bell {
    /// Wakes.
    pub fn ring(&self) {
        self.reactor.wake();
        let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(listener) = listener {
            listener.wake();
        }
    }

    /// From now on this waker is called, too; `None` for nobody.
    pub fn listen(&self, listener: Option<std::task::Waker>) {
        let before = std::mem::replace(&mut *self.listener.lock().unwrap_or_else(PoisonError::into_inner), listener);
        drop(before);
    }
}

/// Whoever asks for attention wakes a loop that sleeps.
impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.ring();
    }
}

/// The waker of one Rust future.
struct Call {
    bell: Arc<Bell>,
    work: u64,
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        self.bell.called.lock().unwrap_or_else(PoisonError::into_inner).push(self.work);
        self.bell.ring();
    }
}

impl Outside {
    /// Nothing is outside yet.
    pub fn new(reactor: taipan_reactor::wake::Waker) -> Outside {
        let bell = Arc::new(Bell { reactor, listener: Mutex::default(), called: Mutex::default() });
        Outside { bell, works: RefCell::default(), next: Cell::new(0) }
    }

    /// Drops a Rust future: nobody waits for it any more.
    pub fn forget(&self, work: u64) {
        let forgotten = self.works.borrow_mut().remove(&work);
        drop(forgotten);
    }

    /// Drops all of them.
    pub fn clear(&self) {
        let forgotten = self.works.take();
        drop(forgotten);
    }
}

/// The future of the running loop that ends when a Rust future does. Cancelling it drops the Rust future.
pub fn start(vm: &mut Vm, work: Work) -> Result<Ref<Future>, Raised> {
    let event_loop = natives::functions::loop_or_running(vm, None)?;
    let class = natives::class(vm, natives::FUTURE)?;
    let number = event_loop.outside.next.get();
    event_loop.outside.next.set(number + 1);
    let future = vm.allocate(&class, Future::pending(event_loop.clone(), Part::Outside(number)))?;
    poll(vm, &event_loop, number, future.clone(), work)?;
    Ok(future)
}

/// Polls the Rust futures whose wakers were called.
pub fn advance(vm: &mut Vm, event_loop: &Ref<EventLoop>) -> Result<(), Raised> {
    if event_loop.outside.works.borrow().is_empty() {
        return Ok(());
    }
    let called = std::mem::take(&mut *event_loop.outside.bell.called.lock().unwrap_or_else(PoisonError::into_inner));
    for number in called {
        let work = event_loop.outside.works.borrow_mut().remove(&number);
        if let Some(Awaited { future, work }) = work {
            poll(vm, event_loop, number, future, work)?;
        }
    }
    Ok(())
}

fn poll(
    vm: &mut Vm,
    event_loop: &Ref<EventLoop>,
    number: u64,
    future: Ref<Future>,
    mut work: Work,
) -> Result<(), Raised> {
    // The future is the host's.
    let _paying = ledger::paid_by_nobody();
    let waker = Arc::new(Call { bell: event_loop.outside.bell.clone(), work: number }).into();
    match work.as_mut().poll(&mut Context::from_waker(&waker)) {
        Poll::Pending => {
            event_loop.outside.works.borrow_mut().insert(number, Awaited { future, work });
            Ok(())
        }
        Poll::Ready(outcome) => {
            drop(work);
            match outcome(vm) {
                Ok(value) => future::finish(&future, State::Result, value),
                Err(raised) => match vm.take_exception() {
                    Some(exception) => future::fail(vm, &future, exception)?,
                    None => return Err(raised),
                },
            }
            Ok(())
        }
    }
}
