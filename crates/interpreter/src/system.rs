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
}

impl System {
    /// A host whose standard output is flushed at every line if `line_buffered`, else when its buffer is full and when a
    /// run ends.
    pub fn new(line_buffered: bool) -> System {
        let out = io::BufWriter::with_capacity(1 << 13, io::stdout());
        System { clocks: Clocks::new(), out, line_buffered, input: Input::default() }
    }
}

impl Host for System {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        match stream {
            Stream::Out => {
                self.out.write_all(bytes)?;
                if self.line_buffered && bytes.contains(&b'\n') { self.out.flush() } else { Ok(()) }
            }
            Stream::Err => io::stderr().write_all(bytes),
        }
    }

    fn flush(&mut self, stream: Stream) -> io::Result<()> {
        match stream {
            Stream::Out => self.out.flush(),
            Stream::Err => io::stderr().flush(),
        }
    }

    fn read_line(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        self.input.line(limit)
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

    fn sleep(&mut self, duration: Duration) {
        std::thread::sleep(duration);
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
