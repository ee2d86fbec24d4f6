//! Ends runs whose time is up: one thread for all VMs of an engine, which asks for the end as any other thread would.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use taipan_core::machine::budget::{Interrupt, attention};

/// Watches the runs of an engine. Its thread begins with the first run that has a limit of time, and ends with the engine
/// and its VMs.
#[derive(Clone, Default)]
pub(crate) struct Watchdog(Arc<Handle>);

/// The thread ends when nobody has this any more.
#[derive(Default)]
struct Handle(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The runs, by the time at which they have to end.
    runs: BTreeMap<Key, Interrupt>,
    /// Runs so far: tells apart those that end at the same time.
    begun: u64,
    /// When the thread looks next, unless it is called; `None` where there is no thread.
    looks: Option<Instant>,
    over: bool,
}

type Key = (Instant, u64);

/// A run that is being watched, until this is dropped.
pub(crate) struct Watch {
    shared: Arc<Shared>,
    key: Key,
}

/// How long the thread sleeps when there is nothing to watch.
const IDLE: Duration = Duration::from_secs(3600);

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watchdog {
    /// Interrupts a run after some time. Where the system gives no thread for it, the time of that run is up at once: no
    /// run goes on without the limit it was given.
    pub(crate) fn watch(&self, wall: Duration, interrupt: Interrupt) -> Watch {
        let shared = &self.0.0;
        let now = Instant::now();
        // What lies beyond the clock's end is as good as never.
        let end = now.checked_add(wall).unwrap_or(now + 365 * 24 * IDLE);
        let mut state = shared.state();
        state.begun += 1;
        let key = (end, state.begun);
        state.runs.insert(key, interrupt);
        match state.looks {
            // The thread goes on sleeping, as runs mostly end long before their time.
            Some(looks) if looks <= end => {}
            Some(_) => shared.changed.notify_one(),
            None => {
                let theirs = shared.clone();
                let thread = thread::Builder::new().name("taipan watchdog".into()).stack_size(64 << 10);
                match thread.spawn(move || guard(&theirs)) {
                    Ok(_) => state.looks = Some(now),
                    Err(_) => {
                        for interrupt in state.runs.values() {
                            interrupt.request(attention::TIME_UP);
                        }
                    }
                }
            }
        }
        Watch { shared: shared.clone(), key }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.state().runs.remove(&self.key);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.state().over = true;
        self.0.changed.notify_one();
    }
}

/// The thread: sleeps until the next run has to end.
fn guard(shared: &Shared) {
    let mut state = shared.state();
    while !state.over {
        let now = Instant::now();
        while let Some(first) = state.runs.first_entry()
            && first.key().0 <= now
        {
            first.remove().request(attention::TIME_UP);
        }
        let next = state.runs.first_key_value().map_or(now + IDLE, |(key, _)| key.0);
        state.looks = Some(next);
        let waited = shared.changed.wait_timeout(state, next.saturating_duration_since(now));
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use taipan_core::machine::budget::Budget;

    use super::Watchdog;

    #[test]
    fn a_short_run_that_begins_after_a_long_one_ends_first() {
        let dog = Watchdog::default();
        let (long, short) = (Budget::default(), Budget::default());
        let _long = dog.watch(Duration::from_secs(60), long.interrupt());
        let _short = dog.watch(Duration::from_millis(1), short.interrupt());
        let begun = Instant::now();
        while !short.wants_attention() && begun.elapsed() < Duration::from_secs(20) {
            std::thread::yield_now();
        }
        assert!(short.wants_attention() && !long.wants_attention());
    }

    #[test]
    fn a_run_that_has_ended_is_left_alone() {
        let dog = Watchdog::default();
        let (ended, other) = (Budget::default(), Budget::default());
        drop(dog.watch(Duration::from_millis(1), ended.interrupt()));
        let _other = dog.watch(Duration::from_millis(2), other.interrupt());
        while !other.wants_attention() {
            std::thread::yield_now();
        }
        assert!(!ended.wants_attention());
    }
}
