//! Files of bytes with a buffer. Readers, writers and files for both are three classes over one payload.
//!
//! ```text
//!   memory:  | read already | read ahead      |              |      of a reader
//!            0              position          read_end       size
//!
//!   memory:  |      | waits to be written     |              |      of a writer
//!            0      waiting.start             waiting.end    size
//! ```
//!
//! The raw file stands where `raw_position` points into the memory, and there is `absolute` in the file, where that is known.
//!
//! In reading order: `raw` (calls of the raw file), `reading`, `writing`, `shared` (what all three answer alike), then a
//! file for each class.

mod raw;
mod reading;
mod writing;
mod shared;
pub(super) mod reader;
pub(super) mod writer;
pub(super) mod random;
pub(super) mod pair;

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;
use taipan_macros::Trace;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::{lookup, truth};
use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Slot, Value};

use super::file_io::FileIo;
use super::{base, is_derived, own_method};

/// What the three classes hold.
#[derive(Trace)]
pub(super) struct Buffered {
    raw: Slot,
    life: Cell<Life>,
    ways: Ways,
    /// So many bytes are read or written at once.
    size: Cell<usize>,
    /// The memory, of `size` bytes once it is needed. Whoever is inside takes it out while Python code may run.
    memory: RefCell<Buffer<u8>>,
    /// The next byte that a script reads or writes, as a place in the memory.
    position: Cell<usize>,
    /// Where the raw file stands, as a place in the memory; unknown after a move.
    raw_position: Cell<Option<usize>>,
    /// The end of what was read; nothing, if nothing that was read is valid any more.
    read_end: Cell<Option<usize>>,
    /// What waits to be written.
    waiting: Cell<Option<Stretch>>,
    /// Where the raw file stands, counted from its start, if that is known.
    absolute: Cell<Option<i64>>,
    /// The thread that is inside; 0 is none.
    inside: Cell<u64>,
    finalizing: Cell<bool>,
}

/// The states of an object with a buffer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Life {
    /// `__init__` has not run, or has failed.
    Blank,
    Open,
    /// Its `close` has run: the memory is gone.
    Closed,
    /// It gave the raw file away.
    Detached,
}

/// What a class does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Trace)]
enum Ways {
    Read,
    Write,
    Both,
}

/// A part of the memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stretch {
    start: usize,
    end: usize,
}

/// A memory of more bytes is taken at once: it may be more than there is.
const LARGE: usize = 1 << 16;

/// How often a thread looks whether another one is still inside.
const BETWEEN_LOOKS: Duration = Duration::from_millis(1);

/// The right to use the memory.
struct Inside<'a>(&'a Cell<u64>);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.set(0);
    }
}

impl Ways {
    fn reads(self) -> bool {
        self != Ways::Write
    }

    fn writes(self) -> bool {
        self != Ways::Read
    }
}

impl Buffered {
    fn blank(ways: Ways) -> Buffered {
        Buffered {
            raw: Slot::default(),
            life: Cell::new(Life::Blank),
            ways,
            size: Cell::new(super::DEFAULT_BUFFER_SIZE),
            memory: RefCell::default(),
            position: Cell::new(0),
            raw_position: Cell::new(None),
            read_end: Cell::new(None),
            waiting: Cell::new(None),
            absolute: Cell::new(None),
            inside: Cell::new(0),
            finalizing: Cell::new(false),
        }
    }

    /// `__init__` of the three classes.
    fn begin(&self, vm: &mut Vm, raw: &Value, size: i64) -> Result<(), Raised> {
        self.life.set(Life::Blank);
        // What is open without doubt is asked nothing.
        let known = raw.payload::<FileIo>().filter(|_| !is_derived(vm, raw));
        if !known.is_some_and(|file| file.allows(self.ways.reads(), self.ways.writes())) || self.ways == Ways::Both {
            let questions: &[&str] = match self.ways {
                Ways::Read => &["readable"],
                Ways::Write => &["writable"],
                Ways::Both => &["seekable", "readable", "writable"],
            };
            for question in questions {
                base::check_able(vm, raw, question)?;
            }
        }
        let Some(size) = usize::try_from(size).ok().filter(|size| *size > 0) else {
            return Err(vm.value_error("buffer size must be strictly positive"));
        };
        self.raw.set(raw.clone());
        self.size.set(size);
        let before = self.memory.take();
        drop(before);
        if size > LARGE {
            let memory = self.take_memory(vm)?;
            *self.memory.borrow_mut() = memory;
        }
        self.position.set(0);
        self.raw_position.set(Some(0));
        self.read_end.set(None);
        self.waiting.set(None);
        // A file that was opened at this moment stands at its start.
        self.absolute.set(None);
        if !known.is_some_and(FileIo::is_plain) {
            super::quietly(vm, |vm| self.raw_tell(vm))?;
        }
        self.life.set(Life::Open);
        Ok(())
    }

    /// An object that cannot be used, because `__init__` has not run or the raw file is gone, raises.
    fn check(&self, vm: &mut Vm) -> Result<(), Raised> {
        match self.life.get() {
            Life::Open | Life::Closed => Ok(()),
            Life::Blank => Err(vm.value_error("I/O operation on uninitialized object")),
            Life::Detached => Err(vm.value_error("raw stream has been detached")),
        }
    }

    /// Raises ValueError if the file is closed and nothing is left that was read ahead.
    fn check_open(&self, vm: &mut Vm, message: &str) -> Result<(), Raised> {
        self.check(vm)?;
        if self.ahead() == 0 && self.is_closed(vm)? { Err(vm.value_error(message)) } else { Ok(()) }
    }

    fn is_closed(&self, vm: &mut Vm) -> Result<bool, Raised> {
        if self.life.get() == Life::Closed { Ok(true) } else { self.is_raw_closed(vm) }
    }

    fn is_raw_closed(&self, vm: &mut Vm) -> Result<bool, Raised> {
        let raw = self.raw.get();
        if let Some(file) = raw.payload::<FileIo>()
            && !is_derived(vm, &raw)
        {
            return Ok(file.is_closed());
        }
        let name = vm.intern("closed")?;
        let closed = lookup::get_attr(vm, &raw, &name)?;
        truth::is_true(vm, &closed)
    }

    /// The raw file, where it is a file of the system whose method a script has not replaced.
    fn system_file(&self, vm: &mut Vm, method: &str) -> Result<Option<Value>, Raised> {
        let raw = self.raw.get();
        Ok(if own_method::<FileIo>(vm, &raw, method)? { Some(raw) } else { None })
    }

    /// Takes the right to use the memory, waiting for other threads.
    fn enter(&self, vm: &mut Vm, this: &Value) -> Result<Inside<'_>, Raised> {
        let me = vm.threads.current();
        while self.inside.get() != 0 {
            if self.inside.get() == me {
                let shown = repr::repr(vm, this)?.to_lossy().into_owned();
                return Err(vm.runtime_error(format!("reentrant call inside {shown}")));
            }
            vm.park(&Arc::default(), Some(BETWEEN_LOOKS));
            let look_up = vm.hooks.look_up;
            look_up(vm)?;
        }
        self.inside.set(me);
        Ok(Inside(&self.inside))
    }

    /// Takes the memory out, for whoever is inside; it must be put back.
    fn take_memory(&self, vm: &mut Vm) -> Result<Buffer<u8>, Raised> {
        let memory = self.memory.take();
        if memory.len() == self.size.get() {
            return Ok(memory);
        }
        Buffer::repeat(&vm.heap, self.size.get(), || 0).or_memory_error(vm)
    }

    /// Does something with the memory while Python code may run.
    fn with_memory<T>(
        &self,
        vm: &mut Vm,
        act: impl FnOnce(&mut Vm, &mut Buffer<u8>) -> Result<T, Raised>,
    ) -> Result<T, Raised> {
        let mut memory = self.take_memory(vm)?;
        let done = act(vm, &mut memory);
        let before = self.memory.replace(memory);
        drop(before);
        done
    }

    /// How many bytes were read ahead.
    fn ahead(&self) -> usize {
        if !self.ways.reads() {
            return 0;
        }
        self.read_end.get().map_or(0, |end| end.saturating_sub(self.position.get()))
    }

    /// How far the raw file stands behind the position (negative: before it).
    fn raw_offset(&self) -> i64 {
        match self.raw_position.get() {
            Some(place) if self.read_end.get().is_some() || self.waiting.get().is_some() => {
                place as i64 - self.position.get() as i64
            }
            _ => 0,
        }
    }

    /// Moves the position in the memory, and with it the end of what is valid.
    fn move_to(&self, position: usize) {
        self.position.set(position);
        if let Some(end) = self.read_end.get().filter(|_| self.ways.reads()) {
            self.read_end.set(Some(end.max(position)));
        }
    }
}

/// Whether a file of one of the three classes is closed, where the answer needs no Python code.
pub(super) fn is_closed(vm: &mut Vm, file: &Value) -> Option<bool> {
    let buffered = shared::of(file).filter(|_| !is_derived(vm, file))?;
    let raw = buffered.raw.get();
    let raw = raw.payload::<FileIo>().filter(|_| !is_derived(vm, &raw))?;
    Some(raw.is_closed())
}

/// Whether a file of one of the three classes over a file of the system has positions, where the answer needs no Python code.
pub(super) fn is_seekable(vm: &mut Vm, file: &Value) -> Result<Option<bool>, Raised> {
    let Some(buffered) = shared::of(file).filter(|_| !is_derived(vm, file)) else { return Ok(None) };
    let raw = buffered.raw.get();
    match raw.payload::<FileIo>().filter(|_| !is_derived(vm, &raw)) {
        Some(raw) => raw.is_seekable(vm).map(Some),
        None => Ok(None),
    }
}
