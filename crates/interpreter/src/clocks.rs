//! The clocks of the process, as hosts read them.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Clocks that count from the moment they were made, and those that the system keeps.
pub(crate) struct Clocks {
    started: Instant,
}

impl Clocks {
    pub(crate) fn new() -> Clocks {
        Clocks { started: Instant::now() }
    }

    /// Time since these clocks were made; it never goes back.
    pub(crate) fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }

    /// Time since 1970 (UTC), as the system has it.
    pub(crate) fn wall(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    /// Processor time that the process has used. Where the system does not tell, the time since these clocks were made.
    pub(crate) fn process(&self) -> Duration {
        #[cfg(unix)]
        {
            use rustix::time::{ClockId, clock_gettime};
            Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_else(|_| self.monotonic())
        }
        #[cfg(not(unix))]
        self.monotonic()
    }
}
