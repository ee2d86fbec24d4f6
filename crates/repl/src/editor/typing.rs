//! Whether a key was typed by a finger, or came together with others: text of a program, or of a terminal that puts no
//! brackets around pastes.
//!
//! A thread that waits for a finger sleeps. Keys that come together are all there when the first one is read: the editor
//! comes from one to the next without sleeping, however busy the machine is. Linux counts how often a thread slept.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How keys came lately.
#[derive(Default)]
pub(super) struct Typing(Mutex<Lately>);

#[derive(Default)]
pub(super) struct Lately {
    /// When the editor was last done with a key.
    done: Option<Moment>,
    /// Columns by which the line shall be indented, where a finger types it.
    pub(super) owed: usize,
}

impl Typing {
    pub(super) fn lately(&self) -> MutexGuard<'_, Lately> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The editor is done with a key, but for drawing.
    pub(super) fn done(&self) {
        self.lately().done = Some(Moment::now());
    }
}

impl Lately {
    /// Whether the key that comes now came together with the one before.
    pub(super) fn is_together(&mut self) -> bool {
        let now = Moment::now();
        let together = self.done.as_ref().is_some_and(|done| now.follows(done));
        self.done = Some(now);
        together
    }
}

/// A moment in the life of a thread.
enum Moment {
    /// After so many sleeps.
    Sleeps(u64),
    /// Where the system does not count them.
    Time(Instant),
}

/// Keys that come sooner after another come from no finger.
const FINGER: Duration = Duration::from_millis(3);

impl Moment {
    fn now() -> Moment {
        sleeps().map_or_else(|| Moment::Time(Instant::now()), Moment::Sleeps)
    }

    /// Whether it came after another without a wait.
    fn follows(&self, before: &Moment) -> bool {
        match (self, before) {
            (Moment::Sleeps(now), Moment::Sleeps(before)) => now == before,
            (Moment::Time(now), Moment::Time(before)) => now.duration_since(*before) < FINGER,
            _ => false,
        }
    }
}

/// How often this thread has slept.
fn sleeps() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/thread-self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sleeps_does_not_come_together() {
        let typing = Typing::default();
        typing.done();
        assert!(typing.lately().is_together());
        std::thread::sleep(FINGER * 2);
        assert!(!typing.lately().is_together());
    }
}
