//! A sleep that needs no descriptor: of drivers that have no sources to watch.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::wake::Sleeper;

/// Sleeps until another thread has something to do.
#[derive(Default)]
pub(crate) struct Doze {
    roused: Mutex<bool>,
    changed: Condvar,
}

impl Doze {
    /// Sleeps, at most so long; `None` for any time.
    pub(crate) fn sleep(&self, most: Option<Duration>) {
        // A thread that panicked while it held the flag leaves a flag that is right all the same.
        let roused = self.roused.lock().unwrap_or_else(PoisonError::into_inner);
        let mut roused = match most {
            None => self.changed.wait_while(roused, |roused| !*roused).unwrap_or_else(PoisonError::into_inner),
            Some(most) => {
                let slept = self.changed.wait_timeout_while(roused, most, |roused| !*roused);
                slept.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        *roused = false;
    }
}

impl Sleeper for Doze {
    fn rouse(&self) {
        *self.roused.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_one();
    }
}
