//! The host that lets scripts use the process they run in.

use std::cell::RefCell;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use taipan_core::machine::host::{Host, Stream};

use crate::archive::Archive;
use crate::clocks::Clocks;
use crate::input::Input;

/// The process itself: its standard streams, its clocks, its files.
pub struct System {
    clocks: Clocks,
    out: io::BufWriter<io::Stdout>,
    buffering: Buffering,
    input: Input,
    /// Which of the descriptors 0, 1 and 2 are closed. To the system they are open on a file that holds nothing: the library
    /// of Rust counts on them.
    closed: [bool; 3],
    /// The archives that paths have led into; nothing for files that are none.
    archives: RefCell<Vec<(PathBuf, Option<Arc<Archive>>)>>,
}

/// Bytes of the buffer of standard output.
const CAPACITY: usize = 1 << 13;

/// When standard output is handed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Buffering {
    /// When the buffer is full, and when a run ends.
    Full,
    /// At each end of a line, too.
    Lines,
    /// At once.
    Off,
}

/// Makes a standard descriptor another one of the same file.
#[cfg(unix)]
fn put(number: u8, file: &fs::File) -> io::Result<()> {
    use rustix::stdio;
    Ok(match number {
        0 => stdio::dup2_stdin(file),
        1 => stdio::dup2_stdout(file),
        _ => stdio::dup2_stderr(file),
    }?)
}

#[cfg(not(unix))]
fn put(_: u8, _: &fs::File) -> io::Result<()> {
    Ok(())
}

impl System {
    fn fits(&self, bytes: &[u8]) -> bool {
        self.out.buffer().len() + bytes.len() < self.out.capacity()
    }

    /// A host that writes to the standard streams of the process.
    pub fn new(buffering: Buffering) -> System {
        System::without([false; 3], buffering)
    }

    /// As [`System::new`], where some of the descriptors 0, 1 and 2 were closed when the process began.
    pub(crate) fn without(closed: [bool; 3], buffering: Buffering) -> System {
        let out = io::BufWriter::with_capacity(CAPACITY, io::stdout());
        let archives = RefCell::default();
        System { clocks: Clocks::new(), out, buffering, input: Input::default(), closed, archives }
    }

    /// The archive that a path leads into, and the rest of the path.
    fn archive(&self, path: &Path) -> Option<(Arc<Archive>, String)> {
        let file = path.ancestors().skip(1).find(|above| fs::metadata(above).is_ok())?;
        let known = self.archives.borrow().iter().find(|(path, _)| path == file).map(|(_, archive)| archive.clone());
        let archive = known.unwrap_or_else(|| {
            // What is damaged holds no modules, as if it were any other file.
            let archive = Archive::open(file).ok().flatten().map(Arc::new);
            self.archives.borrow_mut().push((file.to_owned(), archive.clone()));
            archive
        })?;
        let inside = path.strip_prefix(file).ok()?.to_str()?.to_owned();
        Some((archive, inside))
    }
}

/// Writes to standard output without any buffer: what cannot be written is not kept for later.
#[cfg(unix)]
fn write_at_once(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn write_at_once(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(bytes)?;
    out.flush()
}

/// Fails with EBADF if the descriptor is closed.
fn check(closed: bool) -> io::Result<()> {
    if closed { Err(io::Error::from_raw_os_error(9)) } else { Ok(()) }
}

impl Host for System {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        match stream {
            // As long as there is room in the buffer, nobody notices that it cannot be written.
            Stream::Out if self.closed[1] && self.buffering == Buffering::Full && self.fits(bytes) => {
                self.out.write_all(bytes)
            }
            Stream::Out if self.closed[1] => check(true),
            Stream::Err if self.closed[2] => check(true),
            Stream::Out if self.buffering == Buffering::Off => write_at_once(bytes),
            Stream::Out => {
                if let Err(error) = self.out.write_all(bytes) {
                    // Nobody reads what is written: it is not kept for the end, as in CPython.
                    let fresh = io::BufWriter::with_capacity(CAPACITY, io::stdout());
                    drop(std::mem::replace(&mut self.out, fresh).into_parts());
                    return Err(error);
                }
                match self.buffering {
                    Buffering::Lines if bytes.contains(&b'\n') => self.out.flush(),
                    _ => Ok(()),
                }
            }
            Stream::Err => io::stderr().write_all(bytes),
        }
    }

    fn flush(&mut self, stream: Stream) -> io::Result<()> {
        match stream {
            Stream::Out if self.closed[1] && !self.out.buffer().is_empty() => check(true),
            Stream::Out => self.out.flush(),
            Stream::Err if self.closed[2] => check(true),
            Stream::Err => io::stderr().flush(),
        }
    }

    fn read_line(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        check(self.closed[0])?;
        self.input.line(limit)
    }

    fn has_input(&mut self) -> bool {
        self.closed[0] || self.input.has_some()
    }

    fn has_standard(&self, number: u8) -> bool {
        self.closed.get(usize::from(number)).is_some_and(|closed| !closed)
    }

    fn set_standard(&mut self, number: u8, file: Option<fs::File>) -> io::Result<()> {
        let Some(closed) = self.closed.get_mut(usize::from(number)) else { return check(true) };
        if file.is_none() {
            check(*closed)?;
        }
        *closed = file.is_none();
        let file = match file {
            Some(file) => file,
            None => fs::File::options().read(true).write(true).open("/dev/null")?,
        };
        if number == 0 {
            self.input = Input::default();
        }
        put(number, &file)
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

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => match self.archive(path) {
                Some((archive, inside)) => archive.read(&inside),
                None => Err(error),
            },
            read => read,
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        match fs::metadata(path) {
            Ok(found) => found.is_file(),
            Err(error) => {
                error.kind() == io::ErrorKind::NotADirectory
                    && self.archive(path).is_some_and(|(archive, inside)| archive.has_file(&inside))
            }
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        match fs::metadata(path) {
            Ok(found) => found.is_dir(),
            Err(error) => {
                error.kind() == io::ErrorKind::NotADirectory
                    && self.archive(path).is_some_and(|(archive, inside)| archive.has_folder(&inside))
            }
        }
    }

    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        let missing = fs::metadata(path).err()?;
        let (archive, _) = self.archive(path).filter(|_| missing.kind() == io::ErrorKind::NotADirectory)?;
        Some(archive.path().to_owned())
    }

    fn entropy(&mut self, target: &mut [u8]) -> io::Result<()> {
        fs::File::open("/dev/urandom")?.read_exact(target)
    }

    fn start_thread(&mut self, stack: usize, live: Box<dyn FnOnce() + Send>) -> io::Result<()> {
        std::thread::Builder::new().stack_size(stack).spawn(live).map(drop)
    }

    fn allows_system(&self) -> bool {
        true
    }
}
