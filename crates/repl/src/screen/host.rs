//! The host of a VM at the prompt: its own, but for what is written and read.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use taipan_core::machine::host::{Host, Stream};
use taipan_core::machine::vm::Vm;

use crate::screen::Screen;

/// How long a script that wants a line of input sleeps while the terminal is the editor's.
const PAUSE: Duration = Duration::from_millis(10);

/// Stands between a VM and its host, so that output reaches the screen.
pub(crate) struct Lent(Arc<Mutex<Option<Box<dyn Host>>>>);

impl Lent {
    /// Puts the screen between a VM and its host.
    pub(crate) fn begin(vm: &mut Vm, screen: &Arc<Screen>) -> Lent {
        let own: Arc<Mutex<Option<Box<dyn Host>>>> = Arc::default();
        let before = std::mem::replace(&mut vm.host, Box::new(Before { screen: screen.clone(), own: own.clone() }));
        *own.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        Lent(own)
    }

    /// Gives the VM its host back.
    pub(crate) fn end(self, vm: &mut Vm) {
        let own = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(own) = own {
            vm.host = own;
        }
    }
}

/// The host of a VM at the prompt: its own, but for output.
struct Before {
    screen: Arc<Screen>,
    own: Arc<Mutex<Option<Box<dyn Host>>>>,
}

impl Before {
    /// Asks the VM's own host.
    fn own<T>(&self, ask: impl FnOnce(&mut dyn Host) -> T) -> Option<T> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        own.as_mut().map(|own| ask(own.as_mut()))
    }

    fn ask<T>(&self, ask: impl FnOnce(&mut dyn Host) -> io::Result<T>) -> io::Result<T> {
        self.own(ask).unwrap_or_else(|| Err(io::ErrorKind::Unsupported.into()))
    }
}

impl Host for Before {
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        if self.screen.keep(bytes) {
            return Ok(());
        }
        self.ask(|own| match own.allows_system() {
            true => own.write(stream, bytes),
            // Who sits at the prompt of a sandbox wants to see what it prints.
            false if stream == Stream::Out => io::stdout().write_all(bytes),
            false => io::stderr().write_all(bytes),
        })
    }

    fn flush(&mut self, stream: Stream) -> io::Result<()> {
        self.ask(|own| match own.allows_system() {
            true => own.flush(stream),
            false => io::stdout().flush(),
        })
    }

    fn read_line(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        if self.screen.is_lent() {
            std::thread::sleep(PAUSE);
            return Err(io::ErrorKind::Interrupted.into());
        }
        self.ask(|own| match own.allows_system() {
            true => own.read_line(limit),
            false => typed_line(limit),
        })
    }

    fn has_input(&mut self) -> bool {
        !self.screen.is_lent() && self.own(|own| own.has_input()).unwrap_or(true)
    }

    fn monotonic(&self) -> Duration {
        self.own(|own| own.monotonic()).unwrap_or_default()
    }

    fn wall_clock(&self) -> Duration {
        self.own(|own| own.wall_clock()).unwrap_or_default()
    }

    fn process_time(&self) -> Duration {
        self.own(|own| own.process_time()).unwrap_or_default()
    }

    fn skip(&mut self, duration: Duration) -> bool {
        self.own(|own| own.skip(duration)).unwrap_or(false)
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.ask(|own| own.read_file(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.own(|own| own.is_file(path)).unwrap_or(false)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.own(|own| own.is_folder(path)).unwrap_or(false)
    }

    fn archive_of(&self, path: &Path) -> Option<PathBuf> {
        self.own(|own| own.archive_of(path)).flatten()
    }

    fn entropy(&mut self, target: &mut [u8]) -> io::Result<()> {
        self.ask(|own| own.entropy(target))
    }

    fn start_thread(&mut self, stack: usize, live: Box<dyn FnOnce() + Send>) -> io::Result<()> {
        self.ask(|own| own.start_thread(stack, live))
    }

    fn has_standard(&self, number: u8) -> bool {
        self.own(|own| own.has_standard(number)).unwrap_or(false)
    }

    fn set_standard(&mut self, number: u8, file: Option<File>) -> io::Result<()> {
        self.ask(|own| own.set_standard(number, file))
    }

    fn allows_system(&self) -> bool {
        self.own(|own| own.allows_system()).unwrap_or(false)
    }
}

/// A line of standard input, byte by byte: what follows is for whoever reads next.
fn typed_line(limit: usize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    while line.len() < limit && line.last() != Some(&b'\n') {
        let mut byte = [0];
        match io::stdin().lock().read(&mut byte) {
            Ok(0) => break,
            Ok(_) => line.push(byte[0]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(line)
}
