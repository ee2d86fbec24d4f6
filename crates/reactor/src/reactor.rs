//! The face of the reactor, over real time or virtual time.

use std::io;

use crate::clock::{Clock, Nanos};
use crate::polling::Polling;
use crate::sealed::Sealed;
use crate::virtual_time::VirtualTime;
use crate::wake::Waker;

/// What the operating system can be asked to watch.
#[cfg(unix)]
pub type Source = std::os::fd::RawFd;
/// What the operating system can be asked to watch.
#[cfg(windows)]
pub type Source = std::os::windows::io::RawSocket;

/// Watches sources, tells the time and waits.
#[derive(Debug)]
pub enum Reactor {
    /// The clock of the machine, and its sources.
    Real(Polling),
    /// The clock of the machine, and no sources: watching one is not permitted.
    Sealed(Sealed),
    /// A clock that jumps to the next deadline whenever there is nothing to do, and no sources.
    Virtual(VirtualTime),
}

/// A side of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// There is something to read, or the other end is gone.
    Read,
    /// There is room to write, or the other end is gone.
    Write,
}

/// Names a watched source from the first side watched until the last one is not. Tokens are small numbers that are
/// used again, good as an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub u32);

/// A source that can go on. Only sides that are watched are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    /// What [`Reactor::watch`] returned.
    pub token: Token,
    /// Reading will not block.
    pub readable: bool,
    /// Writing will not block.
    pub writable: bool,
}

/// How long to wait when nothing is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Not at all: there is other work.
    Now,
    /// Until the clock shows this.
    Time(Nanos),
    /// Until a source is ready or a [`Waker`] wakes.
    Woken,
}

impl Reactor {
    /// A reactor in real time.
    ///
    /// # Errors
    /// When the operating system has no poller left to give.
    pub fn real(clock: Clock) -> io::Result<Self> {
        Polling::new(clock).map(Reactor::Real)
    }

    /// A reactor in real time that has nothing to do with the descriptors of the process.
    #[must_use]
    pub fn sealed(clock: Clock) -> Self {
        Reactor::Sealed(Sealed::new(clock))
    }

    /// A reactor in virtual time, which begins at zero.
    #[must_use]
    pub fn virtual_time() -> Self {
        Reactor::Virtual(VirtualTime::new())
    }

    /// The time since the clock was started. It never goes back.
    #[must_use]
    pub fn now(&self) -> Nanos {
        match self {
            Reactor::Real(polling) => polling.now(),
            Reactor::Sealed(sealed) => sealed.now(),
            Reactor::Virtual(time) => time.now(),
        }
    }

    /// The clock, which shows the time to others while the reactor waits; virtual time has none.
    #[must_use]
    pub fn clock(&self) -> Option<Clock> {
        match self {
            Reactor::Real(polling) => Some(polling.clock()),
            Reactor::Sealed(sealed) => Some(sealed.clock()),
            Reactor::Virtual(_) => None,
        }
    }

    /// A handle that ends a wait from anywhere.
    #[must_use]
    pub fn waker(&self) -> Waker {
        match self {
            Reactor::Real(polling) => polling.waker(),
            Reactor::Sealed(sealed) => sealed.waker(),
            Reactor::Virtual(time) => time.waker(),
        }
    }

    /// Reports from now on whenever this side of the source is ready.
    ///
    /// # Errors
    /// When the source is closed or cannot be watched; always in virtual time and of a sealed reactor.
    pub fn watch(&mut self, source: Source, side: Side) -> io::Result<Token> {
        match self {
            Reactor::Real(polling) => polling.watch(source, side),
            Reactor::Sealed(_) => Err(io::ErrorKind::PermissionDenied.into()),
            Reactor::Virtual(_) => Err(io::Error::new(io::ErrorKind::Unsupported, "virtual time has no sources")),
        }
    }

    /// Reports this side of the source no longer. True when it was watched.
    ///
    /// # Errors
    /// When the operating system refuses, which it has no reason to.
    pub fn unwatch(&mut self, source: Source, side: Side) -> io::Result<bool> {
        match self {
            Reactor::Real(polling) => polling.unwatch(source, side),
            Reactor::Sealed(_) | Reactor::Virtual(_) => Ok(false),
        }
    }

    /// Watches nothing of the source any more: to be called before it is closed.
    ///
    /// # Errors
    /// When the operating system refuses, which it has no reason to.
    pub fn forget(&mut self, source: Source) -> io::Result<()> {
        match self {
            Reactor::Real(polling) => polling.forget(source),
            Reactor::Sealed(_) | Reactor::Virtual(_) => Ok(()),
        }
    }

    /// How many sources are watched.
    #[must_use]
    pub fn watched(&self) -> usize {
        match self {
            Reactor::Real(polling) => polling.watched(),
            Reactor::Sealed(_) | Reactor::Virtual(_) => 0,
        }
    }

    /// Waits, and appends what is ready. It may return early with nothing: a waker was used, or a signal came.
    ///
    /// With [`Until::Now`] and no source it asks the operating system nothing.
    ///
    /// # Errors
    /// When the operating system cannot wait; the reactor is of no more use then.
    pub fn wait(&mut self, until: Until, ready: &mut Vec<Ready>) -> io::Result<()> {
        match self {
            Reactor::Real(polling) => polling.wait(until, ready),
            Reactor::Sealed(sealed) => {
                sealed.wait(until);
                Ok(())
            }
            Reactor::Virtual(time) => {
                time.wait(until);
                Ok(())
            }
        }
    }
}
