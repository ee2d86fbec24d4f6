//! What time it is, as nanoseconds since a start.

use std::time::{Duration, Instant};

/// Nanoseconds since a clock was started: five centuries fit.
pub type Nanos = u64;

/// A clock that never goes back. Copies show the same time.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock that shows `elapsed` now: one that agrees with another of which only the reading is known.
    #[must_use]
    pub fn showing(elapsed: Duration) -> Self {
        let now = Instant::now();
        Self::since(now.checked_sub(elapsed).unwrap_or(now))
    }

    /// A clock that shows zero now.
    #[must_use]
    pub fn start() -> Self {
        Clock::since(Instant::now())
    }

    /// A clock that showed zero then: whoever else tells the time from there agrees with it.
    #[must_use]
    pub fn since(start: Instant) -> Self {
        Clock { start }
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> Nanos {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(Nanos::MAX)
    }

    /// How long it is until the clock shows `time`.
    #[must_use]
    pub fn until(&self, time: Nanos) -> Duration {
        Duration::from_nanos(time.saturating_sub(self.now()))
    }
}
