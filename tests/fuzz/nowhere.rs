//! The world in which fuzzed programs run: there is nothing, and nothing is allowed.

use std::cell::Cell;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use taipan_core::machine::host::{Host, Stream};

/// Who sees what programs write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Nobody.
    Nobody,
    /// Who tries one file.
    Terminal,
}

/// A host that has no files, and whose time passes when it is asked for.
pub(crate) struct Nowhere {
    now: Cell<Duration>,
    audience: Audience,
}

impl Nowhere {
    /// A world whose programs are heard by these.
    pub(crate) fn before(audience: Audience) -> Self {
        Self { now: Cell::default(), audience }
    }
}

impl Host for Nowhere {
    fn write(&mut self, _: Stream, bytes: &[u8]) -> io::Result<()> {
        match self.audience {
            Audience::Nobody => Ok(()),
            Audience::Terminal => io::stderr().write_all(bytes),
        }
    }

    fn flush(&mut self, _: Stream) -> io::Result<()> {
        Ok(())
    }

    fn read_line(&mut self, _: usize) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn monotonic(&self) -> Duration {
        self.now.set(self.now.get() + Duration::from_millis(1));
        self.now.get()
    }

    fn wall_clock(&self) -> Duration {
        self.monotonic()
    }

    fn process_time(&self) -> Duration {
        self.monotonic()
    }

    fn skip(&mut self, duration: Duration) -> bool {
        self.now.set(self.now.get().saturating_add(duration));
        true
    }

    fn read_file(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn is_folder(&self, _: &Path) -> bool {
        false
    }

    fn entropy(&mut self, target: &mut [u8]) -> io::Result<()> {
        target.fill(7);
        Ok(())
    }

    fn allows_system(&self) -> bool {
        false
    }
}
