//! Real time without sources: for scripts that must not touch a descriptor of the process. It opens none either.

use std::fmt;
use std::sync::Arc;

use crate::clock::{Clock, Nanos};
use crate::doze::Doze;
use crate::reactor::Until;
use crate::wake::{Bell, Waker};

/// A clock, and a sleep that other threads can end.
pub struct Sealed {
    clock: Clock,
    bell: Arc<Bell<Doze>>,
}

impl Sealed {
    pub(crate) fn new(clock: Clock) -> Self {
        Sealed { clock, bell: Arc::new(Bell::new(Doze::default())) }
    }

    pub(crate) fn clock(&self) -> Clock {
        self.clock
    }

    pub(crate) fn now(&self) -> Nanos {
        self.clock.now()
    }

    pub(crate) fn waker(&self) -> Waker {
        Waker::new(self.bell.clone())
    }

    pub(crate) fn wait(&mut self, until: Until) {
        if self.bell.answer() {
            return;
        }
        let most = match until {
            Until::Now => return,
            Until::Time(time) => Some(self.clock.until(time)),
            Until::Woken => None,
        };
        self.bell.sleep(|doze| doze.sleep(most));
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sealed").field("clock", &self.clock).finish_non_exhaustive()
    }
}
