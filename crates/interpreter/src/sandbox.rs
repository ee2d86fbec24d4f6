//! The host for scripts that are not trusted: keeps what they print, and says no to everything else.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use taipan_core::machine::host::{Host, Stream};

use crate::clocks::Clocks;

/// A host without files, system or standard input, whose output is kept in memory.
///
/// What a script asks of the outside is a `PermissionError`; standard input is empty. The clocks are those of the
/// process.
///
/// ```
/// use taipan::{engine::Engine, sandbox::Sandbox};
///
/// # fn main() -> Result<(), taipan::error::Error> {
/// let engine = Engine::new();
/// let sandbox = Sandbox::new();
/// let printed = sandbox.output();
/// let mut vm = engine.vm(sandbox)?;
/// vm.run(&engine.compile("tea.py", "print('tea')")?)?;
/// assert_eq!(printed.take(), "tea\n");
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    clocks: Clocks,
    output: Output,
    most: usize,
}

/// What scripts have printed: a handle that outlives the VM.
#[derive(Clone, Debug, Default)]
pub struct Output(Arc<Mutex<Printed>>);

#[derive(Debug, Default)]
struct Printed {
    out: Vec<u8>,
    err: Vec<u8>,
}

/// Scripts may print this much unless the host says otherwise.
const MOST: usize = 1 << 20;

impl Default for Sandbox {
    fn default() -> Sandbox {
        Sandbox::new()
    }
}

impl Sandbox {
    /// A sandbox that keeps a mebibyte of output.
    #[must_use]
    pub fn new() -> Sandbox {
        Sandbox::keeping(MOST)
    }

    /// A sandbox that keeps so many bytes of each stream; printing more raises `OSError`.
    #[must_use]
    pub fn keeping(most: usize) -> Sandbox {
        Sandbox { clocks: Clocks::new(), output: Output::default(), most }
    }

    /// A handle to the output.
    #[must_use]
    pub fn output(&self) -> Output {
        self.output.clone()
    }
}

impl Output {
    /// Takes what was printed to standard output since the last time.
    #[must_use]
    pub fn take(&self) -> String {
        self.with(|printed| text(std::mem::take(&mut printed.out)))
    }

    /// As [`take`](Output::take), of standard error.
    #[must_use]
    pub fn take_errors(&self) -> String {
        self.with(|printed| text(std::mem::take(&mut printed.err)))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Printed) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn refused<T>() -> io::Result<T> {
    Err(io::Error::from(io::ErrorKind::PermissionDenied))
}

impl Host for Sandbox {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let most = self.most;
        self.output.with(|printed| {
            let target = if stream == Stream::Out { &mut printed.out } else { &mut printed.err };
            if bytes.len() > most.saturating_sub(target.len()) {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            target.extend_from_slice(bytes);
            Ok(())
        })
    }

    fn flush(&mut self, _: Stream) -> io::Result<()> {
        Ok(())
    }

    fn read_line(&mut self, _: usize) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn monotonic(&self) -> Duration {
        self.clocks.monotonic()
    }

    fn wall_clock(&self) -> Duration {
        self.clocks.wall()
    }

    fn process_time(&self) -> Duration {
        self.clocks.process()
    }

    fn read_file(&self, _: &Path) -> io::Result<Vec<u8>> {
        refused()
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn is_folder(&self, _: &Path) -> bool {
        false
    }

    fn entropy(&mut self, target: &mut [u8]) -> io::Result<()> {
        for (at, piece) in target.chunks_mut(8).enumerate() {
            let random = RandomState::new().hash_one(at).to_le_bytes();
            piece.copy_from_slice(random.get(..piece.len()).unwrap_or_default());
        }
        Ok(())
    }

    fn allows_system(&self) -> bool {
        false
    }
}
