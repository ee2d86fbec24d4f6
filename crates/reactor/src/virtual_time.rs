//! Virtual time: a wait for a deadline is a jump to it.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::clock::Nanos;
use crate::reactor::Until;
use crate::wake::{Bell, Sleeper, Waker};

/// A clock that moves only when its owner waits.
pub struct VirtualTime {
    now: Nanos,
    bell: Arc<Bell<Doze>>,
}

/// A sleep without a deadline, until another thread has something to do.
#[derive(Default)]
struct Doze {
    roused: Mutex<bool>,
    changed: Condvar,
}

impl VirtualTime {
    pub(crate) fn new() -> Self {
        VirtualTime { now: 0, bell: Arc::new(Bell::new(Doze::default())) }
    }

    pub(crate) fn now(&self) -> Nanos {
        self.now
    }

    pub(crate) fn waker(&self) -> Waker {
        Waker::new(self.bell.clone())
    }

    pub(crate) fn wait(&mut self, until: Until) {
        if self.bell.answer() {
            return;
        }
        match until {
            Until::Now => {}
            Until::Time(time) => self.now = self.now.max(time),
            Until::Woken => {
                self.bell.sleep(Doze::sleep);
            }
        }
    }
}

impl Doze {
    fn sleep(&self) {
        // A thread that panicked while it held the flag leaves a flag that is right all the same.
        let roused = self.roused.lock().unwrap_or_else(PoisonError::into_inner);
        let slept = self.changed.wait_while(roused, |roused| !*roused);
        *slept.unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl Sleeper for Doze {
    fn rouse(&self) {
        *self.roused.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_one();
    }
}

impl fmt::Debug for VirtualTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("VirtualTime").field("now", &self.now).finish_non_exhaustive()
    }
}
