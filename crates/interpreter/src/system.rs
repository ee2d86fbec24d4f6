//! The host that lets scripts use the process they run in.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use taipan_vm::machine::host::{Host, Stream};

use crate::clocks::Clocks;
use crate::input::Input;

/// The process itself: its standard streams, its clocks, its files.
pub struct System {
    clocks: Clocks,
    out: io::BufWriter<io::Stdout>,
    line_buffered: bool,
    input: Input,
    /// Which of the descriptors 0, 1 and 2 are closed. To the system they are open on a file that holds nothing: the library
    /// of Rust counts on them.
    closed: [bool; 3],
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

    /// A host whose standard output is flushed at every line if `line_buffered`, else when its buffer is full and when a
    /// run ends.
    pub fn new(line_buffered: bool) -> System {
        let out = io::BufWriter::with_capacity(1 << 13, io::stdout());
        System { clocks: Clocks::new(), out, line_buffered, input: Input::default(), closed: [false; 3] }
    }
}

/// Fails with EBADF if the descriptor is closed.
fn check(closed: bool) -> io::Result<()> {
    if closed { Err(io::Error::from_raw_os_error(9)) } else { Ok(()) }
}

impl Host for System {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        match stream {
            // As long as there is room in the buffer, nobody notices that it cannot be written.
            Stream::Out if self.closed[1] && !self.line_buffered && self.fits(bytes) => self.out.write_all(bytes),
            Stream::Out if self.closed[1] => check(true),
            Stream::Err if self.closed[2] => check(true),
            Stream::Out => {
                self.out.write_all(bytes)?;
                if self.line_buffered && bytes.contains(&b'\n') { self.out.flush() } else { Ok(()) }
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
        fs::read(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
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
