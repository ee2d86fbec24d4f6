//! `BufferedWriter`: a file that is written, with what waits to be written.

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
use crate::io::{allocate_open, cannot_pickle};

pub(in crate::io) static SPEC: ClassSpec = ClassSpec {
    doc: "A file that is written, with a buffer: BufferedWriter(raw, buffer_size=8192).",
    methods: methods![
        new,
        init,
        write,
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
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(in crate::io) const CLASS: &str = "_io.BufferedWriter";

/// The payload of `BufferedWriter`.
#[payload("_io.BufferedWriter")]
pub(in crate::io) struct BufferedWriter(pub(super) Buffered);

impl BufferedWriter {
    pub(in crate::io) fn blank() -> BufferedWriter {
        BufferedWriter(Buffered::blank(Ways::Write))
    }

    /// Begins with a raw file, of which so many bytes are written at once.
    pub(in crate::io) fn begin(&self, vm: &mut Vm, raw: &Value, size: i64) -> Result<(), Raised> {
        self.0.begin(vm, raw, size)
    }

    /// `write(bytes)`.
    pub(in crate::io) fn write(&self, vm: &mut Vm, this: &Value, bytes: &[u8]) -> Result<usize, Raised> {
        self.0.write(vm, this, bytes)
    }
}

/// An object that __init__ begins.
#[function("BufferedWriter.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<BufferedWriter>, Raised> {
    allocate_open(vm, &class, BufferedWriter::blank())
}

/// Put a buffer before a raw file.
#[function("BufferedWriter.__init__(self, raw, buffer_size=8192)")]
fn init(vm: &mut Vm, this: &BufferedWriter, raw: &Value, buffer_size: i64) -> Result<(), Raised> {
    this.begin(vm, raw, buffer_size)
}

/// Write bytes and give their number. They may wait in the buffer.
#[function("BufferedWriter.write(self, buffer, /)")]
fn write(vm: &mut Vm, this: Ref<BufferedWriter>, given: &Value) -> Result<usize, Raised> {
    let bytes = buffer::contiguous(vm, given)?;
    this.0.write(vm, this.value(), &bytes)
}

/// Whether the raw file can be written.
#[function("BufferedWriter.writable(self, /)")]
fn writable(vm: &mut Vm, this: &BufferedWriter) -> Result<Value, Raised> {
    this.0.forward(vm, "writable")
}

/// Write out what waits in the buffer.
#[function("BufferedWriter.flush(self, /)")]
fn flush(vm: &mut Vm, this: Ref<BufferedWriter>) -> Result<(), Raised> {
    this.0.flush(vm, this.value())
}

/// Go to a position, counted from the start (0), from here (1) or from the end (2), and give it.
#[function("BufferedWriter.seek(self, target, whence=0, /)")]
fn seek(vm: &mut Vm, this: Ref<BufferedWriter>, target: &Value, whence: i64) -> Result<i64, Raised> {
    this.0.seek(vm, this.value(), target, whence)
}

/// The position in the file.
#[function("BufferedWriter.tell(self, /)")]
fn tell(vm: &mut Vm, this: &BufferedWriter) -> Result<i64, Raised> {
    this.0.tell(vm)
}

/// Make the file as long as this, or as its position says, and give the size.
#[function("BufferedWriter.truncate(self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Ref<BufferedWriter>, pos: &Value) -> Result<Value, Raised> {
    this.0.truncate(vm, this.value(), pos)
}

/// Flush, and give the raw file away: this object is of no use any more.
#[function("BufferedWriter.detach(self, /)")]
fn detach(vm: &mut Vm, this: Ref<BufferedWriter>) -> Result<Value, Raised> {
    this.0.detach(vm, this.value())
}

/// Flush and close the raw file; a second time nothing happens.
#[function("BufferedWriter.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<BufferedWriter>) -> Result<Value, Raised> {
    this.0.close(vm, this.value())
}

/// Whether the raw file has positions to go to.
#[function("BufferedWriter.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &BufferedWriter) -> Result<Value, Raised> {
    this.0.forward(vm, "seekable")
}

/// The number of the descriptor of the raw file.
#[function("BufferedWriter.fileno(self, /)")]
fn fileno(vm: &mut Vm, this: &BufferedWriter) -> Result<Value, Raised> {
    this.0.forward(vm, "fileno")
}

/// Whether the raw file is a terminal.
#[function("BufferedWriter.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &BufferedWriter) -> Result<Value, Raised> {
    this.0.forward(vm, "isatty")
}

/// Warn that nobody closed the file.
#[function("BufferedWriter._dealloc_warn(self, source, /)")]
fn dealloc_warn(vm: &mut Vm, this: &BufferedWriter, source: &Value) -> Result<(), Raised> {
    this.0.warn_unclosed(vm, source)
}

/// What repr() shows.
#[function("BufferedWriter.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: Ref<BufferedWriter>) -> Result<Value, Raised> {
    this.0.shown(vm, this.value())
}

/// How many bytes the object takes.
#[function("BufferedWriter.__sizeof__(self, /)")]
fn sizeof(this: Ref<BufferedWriter>) -> usize {
    this.header().size() + this.0.memory_size()
}

/// Refused: a file cannot be copied or pickled.
#[function("BufferedWriter.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<BufferedWriter>) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}

/// Refused: a file cannot be copied or pickled.
#[function("BufferedWriter.__reduce_ex__(self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: Ref<BufferedWriter>, _protocol: &Value) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}
