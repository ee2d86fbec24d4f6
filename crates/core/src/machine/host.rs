//! The outside: what a VM may ask of the world. A sandbox is a host that says no.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An output stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Every effect of the machine on the world.
pub trait Host: Send {
    /// Writes bytes to a standard stream; the host may buffer.
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()>;

    /// Hands what is buffered to the system.
    fn flush(&mut self, stream: Stream) -> io::Result<()>;

    /// Reads at most `limit` bytes of standard input up to and with a line feed; empty at the end. An error of kind
    /// `Interrupted` means that nothing has come yet: whoever waits may look at other things and ask again.
    fn read_line(&mut self, limit: usize) -> io::Result<Vec<u8>>;

    /// True if reading a line would not wait, as far as the host knows.
    fn has_input(&mut self) -> bool {
        true
    }

    /// Time since an arbitrary start, never going back.
    fn monotonic(&self) -> Duration;

    /// Time since 1970.
    fn wall_clock(&self) -> Duration;

    /// Processor time of this process.
    fn process_time(&self) -> Duration;

    /// Lets its clock jump ahead by so much instead of sleeping; false if the clock is the machine's, so that a script has
    /// to wait.
    fn skip(&mut self, duration: Duration) -> bool {
        let _ = duration;
        false
    }

    /// The content of a file, for imports and tracebacks.
    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// True if a file (not a folder) is there.
    fn is_file(&self, path: &Path) -> bool;

    /// True if a folder is there.
    fn is_folder(&self, path: &Path) -> bool;

    /// The archive in which this file lies, if it lies in one.
    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        let _ = path;
        None
    }

    /// Fills a buffer with unpredictable bytes.
    fn entropy(&mut self, target: &mut [u8]) -> io::Result<()>;

    /// Starts a thread of the system with a stack of so many bytes. A host that says nothing allows none.
    fn start_thread(&mut self, stack: usize, live: Box<dyn FnOnce() + Send>) -> io::Result<()> {
        let _ = (stack, live);
        Err(io::ErrorKind::Unsupported.into())
    }

    /// True unless a script has closed this standard descriptor: 0, 1 or 2.
    fn has_standard(&self, number: u8) -> bool {
        let _ = number;
        true
    }

    /// Puts a file in the place of a standard descriptor, or closes it. A host that says nothing refuses.
    fn set_standard(&mut self, number: u8, file: Option<File>) -> io::Result<()> {
        let _ = (number, file);
        Err(io::ErrorKind::Unsupported.into())
    }

    /// True if scripts may open files, sockets and processes by themselves through native modules.
    fn allows_system(&self) -> bool;
}
