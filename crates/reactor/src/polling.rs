//! Real time: the driver over epoll, kqueue, event ports, poll and IOCP, by way of the `polling` crate.
//!
//! This file is the reactor's home of unsafe code: descriptors arrive as numbers, and are lent to the poller as such.

#![allow(unsafe_code, reason = "descriptors come from scripts as numbers; both blocks say why lending them is sound")]

use std::fmt;
use std::io;
use std::sync::Arc;

use polling::{Event, Events, PollMode, Poller};

use crate::clock::{Clock, Nanos};
use crate::reactor::{Ready, Side, Source, Token, Until};
use crate::registry::{Interest, Registry, WatchedBy};
use crate::wake::{Bell, Sleeper, Waker};

/// The poller of the operating system, and what it watches.
pub struct Polling {
    clock: Clock,
    bell: Arc<Bell<Poller>>,
    mode: PollMode,
    registry: Registry,
    events: Events,
    /// Sources of [`WatchedBy::Nobody`]: as long as there is one, no wait blocks.
    always_ready: Vec<Token>,
    /// Where the poller reports once only: what it has reported and still has to watch.
    spent: Vec<Token>,
}

impl Sleeper for Poller {
    fn rouse(&self) {
        // A full pipe or counter means that a wake-up is already on its way.
        let _ = self.notify();
    }
}

impl Polling {
    pub(crate) fn new(clock: Clock) -> io::Result<Self> {
        let poller = Poller::new()?;
        let mode = if poller.supports_level() { PollMode::Level } else { PollMode::Oneshot };
        Ok(Polling {
            clock,
            bell: Arc::new(Bell::new(poller)),
            mode,
            registry: Registry::default(),
            events: Events::new(),
            always_ready: Vec::new(),
            spent: Vec::new(),
        })
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

    pub(crate) fn watched(&self) -> usize {
        self.registry.len()
    }

    pub(crate) fn watch(&mut self, source: Source, side: Side) -> io::Result<Token> {
        let alone = Interest::default().with(side, true);
        let Some((token, entry)) = self.registry.find(source) else {
            return self.begin(source, alone);
        };
        match self.change(token, entry.interest.with(side, true)) {
            // The descriptor was closed behind our back; perhaps its number is in use again.
            Err(error) if is_closed(&error) => {
                self.drop_entry(token);
                self.begin(source, alone)
            }
            Err(error) => Err(error),
            Ok(()) => Ok(token),
        }
    }

    pub(crate) fn unwatch(&mut self, source: Source, side: Side) -> io::Result<bool> {
        let Some((token, entry)) = self.registry.find(source) else { return Ok(false) };
        if !entry.interest.has(side) {
            return Ok(false);
        }
        let interest = entry.interest.with(side, false);
        if !interest.any() {
            self.forget(source)?;
        } else if let Err(error) = self.change(token, interest) {
            if !is_closed(&error) {
                return Err(error);
            }
            self.drop_entry(token);
        }
        Ok(true)
    }

    pub(crate) fn forget(&mut self, source: Source) -> io::Result<()> {
        let Some((token, entry)) = self.registry.find(source) else { return Ok(()) };
        self.drop_entry(token);
        if entry.watched_by == WatchedBy::Poller {
            let deleted = self.bell.sleeper.delete(lend(source)?);
            return deleted.or_else(|error| if is_closed(&error) { Ok(()) } else { Err(error) });
        }
        Ok(())
    }

    pub(crate) fn wait(&mut self, until: Until, ready: &mut Vec<Ready>) -> io::Result<()> {
        if self.registry.len() == 0 && until == Until::Now {
            self.bell.answer();
            return Ok(());
        }
        self.rearm()?;
        self.events.clear();
        let events = &mut self.events;
        let may_block = self.always_ready.is_empty() && until != Until::Now && !self.bell.answer();
        if may_block {
            let timeout = match until {
                Until::Time(time) => Some(self.clock.until(time)),
                Until::Now | Until::Woken => None,
            };
            self.bell.sleep(|poller| poller.wait(events, timeout)).transpose()?;
        } else {
            self.bell.answer();
            if self.registry.len() > self.always_ready.len() {
                self.bell.sleeper.wait(events, Some(std::time::Duration::ZERO))?;
            }
        }
        self.report(ready);
        Ok(())
    }

    /// Appends what the poller has said, and what needs no poller.
    fn report(&mut self, ready: &mut Vec<Ready>) {
        for event in self.events.iter() {
            let Some(token) = self.registry.token(event.key) else { continue };
            let Some(entry) = self.registry.get(token) else { continue };
            let readable = event.readable && entry.interest.read;
            let writable = event.writable && entry.interest.write;
            if readable || writable {
                ready.push(Ready { token, readable, writable });
            }
            if self.mode == PollMode::Oneshot {
                self.spent.push(token);
            }
        }
        for &token in &self.always_ready {
            if let Some(entry) = self.registry.get(token) {
                ready.push(Ready { token, readable: entry.interest.read, writable: entry.interest.write });
            }
        }
    }

    /// Asks again for what a poller in one-shot mode has reported.
    fn rearm(&mut self) -> io::Result<()> {
        while let Some(token) = self.spent.pop() {
            if let Some(entry) = self.registry.get(token).copied()
                && entry.interest.any()
                && entry.watched_by == WatchedBy::Poller
            {
                match self.bell.sleeper.modify(lend(entry.source)?, self.event(token, entry.interest)) {
                    Err(error) if !is_closed(&error) => return Err(error),
                    Ok(()) | Err(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Starts to watch a source that is not known yet.
    fn begin(&mut self, source: Source, interest: Interest) -> io::Result<Token> {
        lend(source)?;
        let token = self
            .registry
            .insert(source, interest)
            .ok_or_else(|| io::Error::new(io::ErrorKind::OutOfMemory, "too many sources are watched"))?;
        let event = self.event(token, interest);
        // SAFETY: the poller hands the number to the kernel and nothing else; a number that is no open descriptor is
        // answered with an error. Owners forget a source before they close it; where they do not, the kernel drops
        // it, and the generation in the key keeps a late event from whoever gets the number next.
        let added = unsafe { self.bell.sleeper.add_with_mode(source, event, self.mode) };
        match added {
            Ok(()) => Ok(token),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                if let Some(entry) = self.registry.get_mut(token) {
                    entry.watched_by = WatchedBy::Nobody;
                }
                self.always_ready.push(token);
                Ok(token)
            }
            Err(error) => {
                self.registry.remove(token);
                Err(error)
            }
        }
    }

    /// Gives a known source another interest.
    fn change(&mut self, token: Token, interest: Interest) -> io::Result<()> {
        let event = self.event(token, interest);
        let Some(entry) = self.registry.get(token).copied() else { return Ok(()) };
        if entry.watched_by == WatchedBy::Poller {
            self.bell.sleeper.modify_with_mode(lend(entry.source)?, event, self.mode)?;
        }
        if let Some(entry) = self.registry.get_mut(token) {
            entry.interest = interest;
        }
        Ok(())
    }

    fn drop_entry(&mut self, token: Token) {
        self.registry.remove(token);
        self.always_ready.retain(|&ready| ready != token);
    }

    fn event(&self, token: Token, interest: Interest) -> Event {
        Event::new(self.registry.key(token), interest.read, interest.write)
    }
}

/// Whether an error only says that the source is gone.
fn is_closed(error: &io::Error) -> bool {
    const EBADF: i32 = 9;
    error.kind() == io::ErrorKind::NotFound || (cfg!(unix) && error.raw_os_error() == Some(EBADF))
}

/// A descriptor as the poller borrows it for the length of a call.
#[cfg(unix)]
fn lend(source: Source) -> io::Result<std::os::fd::BorrowedFd<'static>> {
    if source < 0 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a descriptor is not negative"));
    }
    // SAFETY: the number is not -1, and it is only handed to the kernel, which answers a closed one with an error.
    Ok(unsafe { std::os::fd::BorrowedFd::borrow_raw(source) })
}

/// A socket as the poller borrows it for the length of a call.
#[cfg(windows)]
fn lend(source: Source) -> io::Result<std::os::windows::io::BorrowedSocket<'static>> {
    if source == Source::MAX {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no socket"));
    }
    // SAFETY: it is not INVALID_SOCKET, and it is only handed to the system, which answers a closed one with an error.
    Ok(unsafe { std::os::windows::io::BorrowedSocket::borrow_raw(source) })
}

impl fmt::Debug for Polling {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Polling")
            .field("clock", &self.clock)
            .field("registry", &self.registry)
            .finish_non_exhaustive()
    }
}
