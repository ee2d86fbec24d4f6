//! A thread that stops what takes too long, and sees how much memory it took meanwhile.
//!
//! Tests share it; each takes it in by `mod watch`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use taipan::vm::Vm;

/// How an attempt ended.
#[derive(Default)]
pub(crate) struct Ran {
    /// How long it went on after it was stopped, if it was: the time not counted in which the machine had no processor
    /// for it.
    pub(crate) late: Option<Duration>,
    /// How much memory the process took beyond what it held before.
    pub(crate) taken: usize,
}

/// The watching thread.
pub(crate) struct Watch {
    sight: Arc<Mutex<Sight>>,
}

/// What the thread looks at.
#[derive(Default)]
struct Sight {
    ends: Option<Instant>,
    /// When the stop came, and how long the thread had waited for a processor until then.
    stopped: Option<(Instant, Duration)>,
    most: usize,
}

impl Watch {
    /// Watches a VM from now on.
    pub(crate) fn new(vm: &Vm) -> Watch {
        let sight = Arc::<Mutex<Sight>>::default();
        let (seen, interrupt) = (Arc::downgrade(&sight), vm.interrupt());
        let watched = this_thread();
        thread::spawn(move || {
            while let Some(sight) = seen.upgrade() {
                let mut sight = sight.lock().unwrap_or_else(PoisonError::into_inner);
                let now = Instant::now();
                if let Some(ends) = sight.ends {
                    sight.most = sight.most.max(resident());
                    if now >= ends && sight.stopped.is_none() {
                        sight.stopped = Some((now, waited(&watched)));
                        interrupt.stop();
                    }
                }
                drop(sight);
                thread::sleep(Duration::from_millis(1));
            }
        });
        Watch { sight }
    }

    /// Does something that is stopped after a while.
    pub(crate) fn run(&self, patience: Duration, act: impl FnOnce()) -> Ran {
        let before = resident();
        let lock = || self.sight.lock().unwrap_or_else(PoisonError::into_inner);
        *lock() = Sight { ends: Some(Instant::now() + patience), ..Sight::default() };
        act();
        let sight = std::mem::take(&mut *lock());
        let late = |(stopped, before): (Instant, Duration)| {
            stopped.elapsed().saturating_sub(waited(&this_thread()).saturating_sub(before))
        };
        Ran { late: sight.stopped.map(late), taken: sight.most.saturating_sub(before) }
    }
}

/// Where the system tells about the running thread.
fn this_thread() -> PathBuf {
    Path::new("/proc").join(std::fs::read_link("/proc/thread-self").unwrap_or_default())
}

/// How long a thread has waited for a processor so far, on a machine that has others to run; zero where nobody tells.
fn waited(thread: &Path) -> Duration {
    let times = std::fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
    times.split(' ').nth(1).and_then(|waited| waited.parse().ok()).map_or(Duration::ZERO, Duration::from_nanos)
}

/// Bytes of memory the process holds; 0 where nobody tells.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}
