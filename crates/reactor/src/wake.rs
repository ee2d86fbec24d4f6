//! How a wait is ended from elsewhere: another thread, or a signal handler.
//!
//! Two flags keep wake-ups free while the loop runs. `called` says that someone wants attention, `asleep` that the loop
//! is in, or on its way into, a wait that only a call to the sleeper ends. The waker writes `called` and then reads
//! `asleep`; the sleeper writes `asleep` and then reads `called`. As both are sequentially consistent, one of the two
//! sees the other, and no wake-up is lost.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// Ends the current wait of its reactor, or the next one. Cheap to clone, and to use when nothing waits.
#[derive(Clone)]
pub struct Waker {
    bell: Arc<Bell<dyn Sleeper>>,
}

/// What a reactor sleeps on.
pub(crate) trait Sleeper: Send + Sync {
    /// Ends a sleep that has begun or is about to. Has to be safe in a signal handler where there are signals.
    fn rouse(&self);
}

/// The flags, and what is behind them.
pub(crate) struct Bell<S: Sleeper + ?Sized> {
    called: AtomicBool,
    asleep: AtomicBool,
    pub(crate) sleeper: S,
}

impl Waker {
    pub(crate) fn new(bell: Arc<Bell<dyn Sleeper>>) -> Self {
        Waker { bell }
    }

    /// Ends the current wait, or lets the next one return at once.
    pub fn wake(&self) {
        if !self.bell.called.swap(true, SeqCst) && self.bell.asleep.load(SeqCst) {
            self.bell.sleeper.rouse();
        }
    }
}

impl<S: Sleeper> Bell<S> {
    pub(crate) fn new(sleeper: S) -> Self {
        Bell { called: AtomicBool::new(false), asleep: AtomicBool::new(false), sleeper }
    }

    /// Answers all calls so far; true when there was one.
    pub(crate) fn answer(&self) -> bool {
        // Reading first keeps the cache line shared while nobody calls.
        self.called.load(SeqCst) && self.called.swap(false, SeqCst)
    }

    /// Sleeps in `sleep`, unless someone has called.
    pub(crate) fn sleep<T>(&self, sleep: impl FnOnce(&S) -> T) -> Option<T> {
        self.asleep.store(true, SeqCst);
        let slept = (!self.called.load(SeqCst)).then(|| sleep(&self.sleeper));
        self.asleep.store(false, SeqCst);
        self.answer();
        slept
    }
}

impl fmt::Debug for Waker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Waker").finish_non_exhaustive()
    }
}
