//! `BufferedRWPair`: a file that is read and another that is written, as one.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::Class;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{function, payload};

use super::{reader, writer};
use crate::io::{allocate_open, base, closing, kept_class};

pub(in crate::io) static SPEC: ClassSpec = ClassSpec {
    doc: "A file that is read and another that is written: BufferedRWPair(reader, writer, buffer_size=8192, /).",
    methods: methods![
        new, init, read, peek, read1, readinto, readinto1, write, flush, readable, writable, close, isatty,
    ],
    attributes: &[Attribute {
        name: "closed",
        doc: "Whether the file that is written is closed.",
        get: |vm, this| {
            let Some(pair) = this.payload::<BufferedRwPair>().filter(|pair| !pair.writer.is_unbound()) else {
                return Err(vm.runtime_error("the BufferedRWPair object is being garbage-collected"));
            };
            let name = vm.intern("closed")?;
            lookup::get_attr(vm, &pair.writer.get(), &name)
        },
        set: None,
    }],
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(in crate::io) const CLASS: &str = "_io.BufferedRWPair";

/// The payload of `BufferedRWPair`.
#[derive(Default)]
#[payload("_io.BufferedRWPair")]
pub(in crate::io) struct BufferedRwPair {
    /// A `BufferedReader`, or unbound before `__init__`.
    reader: Slot,
    /// A `BufferedWriter`.
    writer: Slot,
}

/// A pair that __init__ makes.
#[function("BufferedRWPair.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<BufferedRwPair>, Raised> {
    allocate_open(vm, &class, BufferedRwPair::default())
}

/// Put a buffer before a raw file that is read, and another before one that is written.
#[function("BufferedRWPair.__init__(self, reader, writer, buffer_size=8192, /)")]
fn init(vm: &mut Vm, this: &BufferedRwPair, from: &Value, to: &Value, buffer_size: i64) -> Result<(), Raised> {
    base::check_able(vm, from, "readable")?;
    base::check_able(vm, to, "writable")?;
    let size = vm.int(buffer_size)?;
    for (slot, raw, class) in [(&this.reader, from, reader::CLASS), (&this.writer, to, writer::CLASS)] {
        let Some(class) = kept_class(vm, class) else { return Ok(()) };
        let made = vm.call(class.value(), &[raw.clone(), size.clone()])?;
        slot.set(made);
    }
    Ok(())
}

/// Calls a method of one of the two files.
fn forward(vm: &mut Vm, half: &Slot, method: &str, args: &[Value]) -> Result<Value, Raised> {
    if half.is_unbound() {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    let name = vm.intern(method)?;
    let method = lookup::get_attr(vm, &half.get(), &name)?;
    call::call(vm, &method, Call { values: args, keywords: &[] })
}

/// At most this many bytes; all that are left where the size is negative or None.
#[function("BufferedRWPair.read(self, /, *args)")]
fn read(vm: &mut Vm, this: &BufferedRwPair, args: Rest<'_>) -> Result<Value, Raised> {
    forward(vm, &this.reader, "read", &args)
}

/// Bytes that come next, without going on.
#[function("BufferedRWPair.peek(self, /, *args)")]
fn peek(vm: &mut Vm, this: &BufferedRwPair, args: Rest<'_>) -> Result<Value, Raised> {
    forward(vm, &this.reader, "peek", &args)
}

/// At most this many bytes, with at most one read of the raw file.
#[function("BufferedRWPair.read1(self, /, *args)")]
fn read1(vm: &mut Vm, this: &BufferedRwPair, args: Rest<'_>) -> Result<Value, Raised> {
    forward(vm, &this.reader, "read1", &args)
}

/// Read into a buffer as much as it holds, and give the number of bytes.
#[function("BufferedRWPair.readinto(self, /, *args)")]
fn readinto(vm: &mut Vm, this: &BufferedRwPair, args: Rest<'_>) -> Result<Value, Raised> {
    forward(vm, &this.reader, "readinto", &args)
}

/// Read into a buffer with at most one read of the raw file, and give the number of bytes.
#[function("BufferedRWPair.readinto1(self, /, *args)")]
fn readinto1(vm: &mut Vm, this: &BufferedRwPair, args: Rest<'_>) -> Result<Value, Raised> {
    forward(vm, &this.reader, "readinto1", &args)
}

/// Write bytes and give their number.
#[function("BufferedRWPair.write(self, /, *args)")]
fn write(vm: &mut Vm, this: &BufferedRwPair, args: Rest<'_>) -> Result<Value, Raised> {
    forward(vm, &this.writer, "write", &args)
}

/// Write out what waits in the buffer.
#[function("BufferedRWPair.flush(self, /)")]
fn flush(vm: &mut Vm, this: &BufferedRwPair) -> Result<Value, Raised> {
    forward(vm, &this.writer, "flush", &[])
}

/// Whether the one file can be read.
#[function("BufferedRWPair.readable(self, /)")]
fn readable(vm: &mut Vm, this: &BufferedRwPair) -> Result<Value, Raised> {
    forward(vm, &this.reader, "readable", &[])
}

/// Whether the other file can be written.
#[function("BufferedRWPair.writable(self, /)")]
fn writable(vm: &mut Vm, this: &BufferedRwPair) -> Result<Value, Raised> {
    forward(vm, &this.writer, "writable", &[])
}

/// Close both files, the one that is written first.
#[function("BufferedRWPair.close(self, /)")]
fn close(vm: &mut Vm, this: &BufferedRwPair) -> Result<Value, Raised> {
    let written = forward(vm, &this.writer, "close", &[]);
    closing::then(vm, written, |vm| forward(vm, &this.reader, "close", &[]))
}

/// Whether one of the files is a terminal.
#[function("BufferedRWPair.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &BufferedRwPair) -> Result<Value, Raised> {
    let answer = forward(vm, &this.writer, "isatty", &[])?;
    if answer.is(&Value::FALSE) { forward(vm, &this.reader, "isatty", &[]) } else { Ok(answer) }
}
