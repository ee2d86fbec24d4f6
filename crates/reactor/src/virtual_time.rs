//! Virtual time: a wait for a deadline is a jump to it.

use std::fmt;
use std::sync::Arc;

use crate::clock::Nanos;
use crate::doze::Doze;
use crate::reactor::Until;
use crate::wake::{Bell, Waker};

/// A clock that moves only when its owner waits.
pub struct VirtualTime {
    now: Nanos,
    bell: Arc<Bell<Doze>>,
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
                self.bell.sleep(|doze| doze.sleep(None));
            }
        }
    }
}

impl fmt::Debug for VirtualTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("VirtualTime").field("now", &self.now).finish_non_exhaustive()
    }
}
