//! `BufferedRandom`: a file that is read and written, with one buffer for both.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};
use taipan_objects::buffer;

use super::{Buffered, Ways, shared};
use crate::io::{allocate_open, cannot_pickle, optional_size};

pub(in crate::io) static SPEC: ClassSpec = ClassSpec {
    doc: "A file that is read and written, with a buffer: BufferedRandom(raw, buffer_size=8192).",
    methods: methods![
        new,
        init,
        read,
        peek,
        read1,
        readinto,
        readinto1,
        readline,
        next,
        write,
        readable,
        writable,
        flush,
        seek,
        tell,
        truncate,
        detach,
        close,
        seekable,
        fileno,
        isatty,
        dealloc_warn,
        shown,
        sizeof,
        reduce,
        reduce_ex,
    ],
    attributes: shared::ATTRIBUTES,
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(in crate::io) const CLASS: &str = "_io.BufferedRandom";

/// The payload of `BufferedRandom`.
#[payload("_io.BufferedRandom")]
pub(in crate::io) struct BufferedRandom(pub(super) Buffered);

impl BufferedRandom {
    pub(in crate::io) fn blank() -> BufferedRandom {
        BufferedRandom(Buffered::blank(Ways::Both))
    }

    /// Begins with a raw file, of which so many bytes are read or written at once.
    pub(in crate::io) fn begin(&self, vm: &mut Vm, raw: &Value, size: i64) -> Result<(), Raised> {
        self.0.begin(vm, raw, size)
    }

    /// `read1(size)`.
    pub(in crate::io) fn read1(&self, vm: &mut Vm, this: &Value, size: usize) -> Result<Value, Raised> {
        self.0.read1(vm, this, Some(size))
    }

    /// `write(bytes)`.
    pub(in crate::io) fn write(&self, vm: &mut Vm, this: &Value, bytes: &[u8]) -> Result<usize, Raised> {
        self.0.write(vm, this, bytes)
    }
}

/// An object that __init__ begins.
#[function("BufferedRandom.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<BufferedRandom>, Raised> {
    allocate_open(vm, &class, BufferedRandom::blank())
}

/// Put a buffer before a raw file.
#[function("BufferedRandom.__init__(self, raw, buffer_size=8192)")]
fn init(vm: &mut Vm, this: &BufferedRandom, raw: &Value, buffer_size: i64) -> Result<(), Raised> {
    this.begin(vm, raw, buffer_size)
}

/// At most this many bytes; all that are left where the size is negative or None.
///
/// None, if nothing is there and the raw file does not wait.
#[function("BufferedRandom.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: Ref<BufferedRandom>, size: &Value) -> Result<Value, Raised> {
    let size = shared::read_size(vm, size)?;
    this.0.read(vm, this.value(), size)
}

/// Bytes that come next, without going on: those that were read ahead, or what one read of the raw file finds.
#[function("BufferedRandom.peek(self, size=0, /)")]
fn peek(vm: &mut Vm, this: Ref<BufferedRandom>, _size: i64) -> Result<Value, Raised> {
    this.0.peek(vm, this.value())
}

/// At most this many bytes: what was read ahead, or else what one read of the raw file finds.
#[function("BufferedRandom.read1(self, size=-1, /)")]
fn read1(vm: &mut Vm, this: Ref<BufferedRandom>, size: i64) -> Result<Value, Raised> {
    this.0.read1(vm, this.value(), usize::try_from(size).ok())
}

/// Read into a buffer as much as it holds, and give the number of bytes.
#[function("BufferedRandom.readinto(self, buffer, /)")]
fn readinto(vm: &mut Vm, this: Ref<BufferedRandom>, given: &Value) -> Result<Option<usize>, Raised> {
    let target = buffer::target(vm, given, "readinto() argument")?;
    this.0.readinto(vm, this.value(), &target, false)
}

/// Read into a buffer with at most one read of the raw file, and give the number of bytes.
#[function("BufferedRandom.readinto1(self, buffer, /)")]
fn readinto1(vm: &mut Vm, this: Ref<BufferedRandom>, given: &Value) -> Result<Option<usize>, Raised> {
    let target = buffer::target(vm, given, "readinto1() argument")?;
    this.0.readinto(vm, this.value(), &target, true)
}

/// The next line with its end, at most this much of it; empty at the end of the file.
#[function("BufferedRandom.readline(self, size=-1, /)")]
fn readline(vm: &mut Vm, this: Ref<BufferedRandom>, size: &Value) -> Result<Value, Raised> {
    let limit = optional_size(vm, size)?;
    this.0.check(vm)?;
    this.0.readline(vm, this.value(), limit)
}

/// The next line.
#[function("BufferedRandom.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(line) => Ok(line),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn step(vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
    match this.payload::<BufferedRandom>() {
        Some(file) => file.0.step(vm, this),
        None => Ok(None),
    }
}

/// Write bytes and give their number. They may wait in the buffer.
#[function("BufferedRandom.write(self, buffer, /)")]
fn write(vm: &mut Vm, this: Ref<BufferedRandom>, given: &Value) -> Result<usize, Raised> {
    let bytes = buffer::contiguous(vm, given)?;
    this.0.write(vm, this.value(), &bytes)
}

/// Whether the raw file can be read.
#[function("BufferedRandom.readable(self, /)")]
fn readable(vm: &mut Vm, this: &BufferedRandom) -> Result<Value, Raised> {
    this.0.forward(vm, "readable")
}

/// Whether the raw file can be written.
#[function("BufferedRandom.writable(self, /)")]
fn writable(vm: &mut Vm, this: &BufferedRandom) -> Result<Value, Raised> {
    this.0.forward(vm, "writable")
}

/// Write out what waits in the buffer.
#[function("BufferedRandom.flush(self, /)")]
fn flush(vm: &mut Vm, this: Ref<BufferedRandom>) -> Result<(), Raised> {
    this.0.flush(vm, this.value())
}

/// Go to a position, counted from the start (0), from here (1) or from the end (2), and give it.
#[function("BufferedRandom.seek(self, target, whence=0, /)")]
fn seek(vm: &mut Vm, this: Ref<BufferedRandom>, target: &Value, whence: i64) -> Result<i64, Raised> {
    this.0.seek(vm, this.value(), target, whence)
}

/// The position in the file.
#[function("BufferedRandom.tell(self, /)")]
fn tell(vm: &mut Vm, this: &BufferedRandom) -> Result<i64, Raised> {
    this.0.tell(vm)
}

/// Make the file as long as this, or as its position says, and give the size.
#[function("BufferedRandom.truncate(self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Ref<BufferedRandom>, pos: &Value) -> Result<Value, Raised> {
    this.0.truncate(vm, this.value(), pos)
}

/// Flush, and give the raw file away: this object is of no use any more.
#[function("BufferedRandom.detach(self, /)")]
fn detach(vm: &mut Vm, this: Ref<BufferedRandom>) -> Result<Value, Raised> {
    this.0.detach(vm, this.value())
}

/// Flush and close the raw file; a second time nothing happens.
#[function("BufferedRandom.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<BufferedRandom>) -> Result<Value, Raised> {
    this.0.close(vm, this.value())
}

/// Whether the raw file has positions to go to.
#[function("BufferedRandom.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &BufferedRandom) -> Result<Value, Raised> {
    this.0.forward(vm, "seekable")
}

/// The number of the descriptor of the raw file.
#[function("BufferedRandom.fileno(self, /)")]
fn fileno(vm: &mut Vm, this: &BufferedRandom) -> Result<Value, Raised> {
    this.0.forward(vm, "fileno")
}

/// Whether the raw file is a terminal.
#[function("BufferedRandom.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &BufferedRandom) -> Result<Value, Raised> {
    this.0.forward(vm, "isatty")
}

/// Warn that nobody closed the file.
#[function("BufferedRandom._dealloc_warn(self, source, /)")]
fn dealloc_warn(vm: &mut Vm, this: &BufferedRandom, source: &Value) -> Result<(), Raised> {
    this.0.warn_unclosed(vm, source)
}

/// What repr() shows.
#[function("BufferedRandom.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: Ref<BufferedRandom>) -> Result<Value, Raised> {
    this.0.shown(vm, this.value())
}

/// How many bytes the object takes.
#[function("BufferedRandom.__sizeof__(self, /)")]
fn sizeof(this: Ref<BufferedRandom>) -> usize {
    this.header().size() + this.0.memory_size()
}

/// Refused: a file cannot be copied or pickled.
#[function("BufferedRandom.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<BufferedRandom>) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}

/// Refused: a file cannot be copied or pickled.
#[function("BufferedRandom.__reduce_ex__(self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: Ref<BufferedRandom>, _protocol: &Value) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}
