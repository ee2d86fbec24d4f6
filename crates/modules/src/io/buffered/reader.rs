//! `BufferedReader`: a file that is read, with what was read ahead.

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
    doc: "A file that is read, with a buffer: BufferedReader(raw, buffer_size=8192).",
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
        readable,
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
pub(in crate::io) const CLASS: &str = "_io.BufferedReader";

/// The payload of `BufferedReader`.
#[payload("_io.BufferedReader")]
pub(in crate::io) struct BufferedReader(pub(super) Buffered);

impl BufferedReader {
    pub(in crate::io) fn blank() -> BufferedReader {
        BufferedReader(Buffered::blank(Ways::Read))
    }

    /// Begins with a raw file, of which so many bytes are read at once.
    pub(in crate::io) fn begin(&self, vm: &mut Vm, raw: &Value, size: i64) -> Result<(), Raised> {
        self.0.begin(vm, raw, size)
    }

    /// `read1(size)`.
    pub(in crate::io) fn read1(&self, vm: &mut Vm, this: &Value, size: usize) -> Result<Value, Raised> {
        self.0.read1(vm, this, Some(size))
    }
}

/// An object that __init__ begins.
#[function("BufferedReader.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<BufferedReader>, Raised> {
    allocate_open(vm, &class, BufferedReader::blank())
}

/// Put a buffer before a raw file.
#[function("BufferedReader.__init__(self, raw, buffer_size=8192)")]
fn init(vm: &mut Vm, this: &BufferedReader, raw: &Value, buffer_size: i64) -> Result<(), Raised> {
    this.begin(vm, raw, buffer_size)
}

/// At most this many bytes; all that are left where the size is negative or None.
///
/// None, if nothing is there and the raw file does not wait.
#[function("BufferedReader.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: Ref<BufferedReader>, size: &Value) -> Result<Value, Raised> {
    let size = shared::read_size(vm, size)?;
    this.0.read(vm, this.value(), size)
}

/// Bytes that come next, without going on: those that were read ahead, or what one read of the raw file finds.
#[function("BufferedReader.peek(self, size=0, /)")]
fn peek(vm: &mut Vm, this: Ref<BufferedReader>, _size: i64) -> Result<Value, Raised> {
    this.0.peek(vm, this.value())
}

/// At most this many bytes: what was read ahead, or else what one read of the raw file finds.
#[function("BufferedReader.read1(self, size=-1, /)")]
fn read1(vm: &mut Vm, this: Ref<BufferedReader>, size: i64) -> Result<Value, Raised> {
    this.0.read1(vm, this.value(), usize::try_from(size).ok())
}

/// Read into a buffer as much as it holds, and give the number of bytes.
#[function("BufferedReader.readinto(self, buffer, /)")]
fn readinto(vm: &mut Vm, this: Ref<BufferedReader>, given: &Value) -> Result<Option<usize>, Raised> {
    let target = buffer::target(vm, given, "readinto() argument")?;
    this.0.readinto(vm, this.value(), &target, false)
}

/// Read into a buffer with at most one read of the raw file, and give the number of bytes.
#[function("BufferedReader.readinto1(self, buffer, /)")]
fn readinto1(vm: &mut Vm, this: Ref<BufferedReader>, given: &Value) -> Result<Option<usize>, Raised> {
    let target = buffer::target(vm, given, "readinto1() argument")?;
    this.0.readinto(vm, this.value(), &target, true)
}

/// The next line with its end, at most this much of it; empty at the end of the file.
#[function("BufferedReader.readline(self, size=-1, /)")]
fn readline(vm: &mut Vm, this: Ref<BufferedReader>, size: &Value) -> Result<Value, Raised> {
    let limit = optional_size(vm, size)?;
    this.0.check(vm)?;
    this.0.readline(vm, this.value(), limit)
}

/// The next line.
#[function("BufferedReader.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(line) => Ok(line),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn step(vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
    match this.payload::<BufferedReader>() {
        Some(file) => file.0.step(vm, this),
        None => Ok(None),
    }
}

/// Whether the raw file can be read.
#[function("BufferedReader.readable(self, /)")]
fn readable(vm: &mut Vm, this: &BufferedReader) -> Result<Value, Raised> {
    this.0.forward(vm, "readable")
}

/// Flush the raw file.
#[function("BufferedReader.flush(self, /)")]
fn flush(vm: &mut Vm, this: &BufferedReader) -> Result<Value, Raised> {
    this.0.forward(vm, "flush")
}

/// Go to a position, counted from the start (0), from here (1) or from the end (2), and give it.
#[function("BufferedReader.seek(self, target, whence=0, /)")]
fn seek(vm: &mut Vm, this: Ref<BufferedReader>, target: &Value, whence: i64) -> Result<i64, Raised> {
    this.0.seek(vm, this.value(), target, whence)
}

/// The position in the file.
#[function("BufferedReader.tell(self, /)")]
fn tell(vm: &mut Vm, this: &BufferedReader) -> Result<i64, Raised> {
    this.0.tell(vm)
}

/// Make the file as long as this, or as its position says, and give the size.
#[function("BufferedReader.truncate(self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Ref<BufferedReader>, pos: &Value) -> Result<Value, Raised> {
    this.0.truncate(vm, this.value(), pos)
}

/// Flush, and give the raw file away: this object is of no use any more.
#[function("BufferedReader.detach(self, /)")]
fn detach(vm: &mut Vm, this: Ref<BufferedReader>) -> Result<Value, Raised> {
    this.0.detach(vm, this.value())
}

/// Flush and close the raw file; a second time nothing happens.
#[function("BufferedReader.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<BufferedReader>) -> Result<Value, Raised> {
    this.0.close(vm, this.value())
}

/// Whether the raw file has positions to go to.
#[function("BufferedReader.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &BufferedReader) -> Result<Value, Raised> {
    this.0.forward(vm, "seekable")
}

/// The number of the descriptor of the raw file.
#[function("BufferedReader.fileno(self, /)")]
fn fileno(vm: &mut Vm, this: &BufferedReader) -> Result<Value, Raised> {
    this.0.forward(vm, "fileno")
}

/// Whether the raw file is a terminal.
#[function("BufferedReader.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &BufferedReader) -> Result<Value, Raised> {
    this.0.forward(vm, "isatty")
}

/// Warn that nobody closed the file.
#[function("BufferedReader._dealloc_warn(self, source, /)")]
fn dealloc_warn(vm: &mut Vm, this: &BufferedReader, source: &Value) -> Result<(), Raised> {
    this.0.warn_unclosed(vm, source)
}

/// What repr() shows.
#[function("BufferedReader.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: Ref<BufferedReader>) -> Result<Value, Raised> {
    this.0.shown(vm, this.value())
}

/// How many bytes the object takes.
#[function("BufferedReader.__sizeof__(self, /)")]
fn sizeof(this: Ref<BufferedReader>) -> usize {
    this.header().size() + this.0.memory_size()
}

/// Refused: a file cannot be copied or pickled.
#[function("BufferedReader.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<BufferedReader>) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}

/// Refused: a file cannot be copied or pickled.
#[function("BufferedReader.__reduce_ex__(self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: Ref<BufferedReader>, _protocol: &Value) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}
