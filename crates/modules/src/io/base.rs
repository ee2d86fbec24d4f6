//! `_IOBase` and what derives from it directly: what every file answers, by its other methods.

use std::ops::ControlFlow;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::{Draft, Gathering};
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, lookup, truth};
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_heap::buffer::Buffer;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_objects::buffer;
use taipan_objects::class::slots;

use super::{closing, optional_size, unsupported};

pub(super) static IO_BASE: ClassSpec = ClassSpec {
    doc: "What all files can do.",
    methods: methods![
        seek,
        tell,
        truncate,
        flush,
        close,
        seekable,
        readable,
        writable,
        check_closed,
        check_seekable,
        check_readable,
        check_writable,
        fileno,
        isatty,
        enter,
        exit,
        iter,
        next,
        readline,
        readlines,
        writelines,
        del,
    ],
    attributes: &[
        Attribute {
            name: "closed",
            doc: "Whether the file is closed.",
            get: |vm, this| is_marked_closed(vm, this).map(Value::from_bool),
            set: None,
        },
        Attribute {
            name: "__dict__",
            doc: "The attributes of the object, by name.",
            get: slots::get_dict,
            set: Some(slots::set_dict),
        },
    ],
    ..ClassSpec::EMPTY
};

pub(super) static RAW_BASE: ClassSpec = ClassSpec {
    doc: "Files without a buffer: a class of its own needs no more than readinto() to be read.",
    methods: methods![raw_read, raw_readall, raw_readinto, raw_write],
    ..ClassSpec::EMPTY
};

pub(super) static BUFFERED_BASE: ClassSpec = ClassSpec {
    doc: "Files of bytes with a buffer.",
    methods: methods![buffered_detach, buffered_read, buffered_read1, buffered_write, readinto, readinto1],
    ..ClassSpec::EMPTY
};

pub(super) static TEXT_BASE: ClassSpec = ClassSpec {
    doc: "Files of text.",
    methods: methods![text_detach, text_read, text_readline, text_write],
    attributes: &[
        Attribute { name: "encoding", doc: "The name of the encoding.", get: |_, _| Ok(Value::NONE), set: None },
        Attribute { name: "newlines", doc: "The line ends found so far.", get: |_, _| Ok(Value::NONE), set: None },
        Attribute { name: "errors", doc: "The handler of coding errors.", get: |_, _| Ok(Value::NONE), set: None },
    ],
    ..ClassSpec::EMPTY
};

/// A file that the ordinary `close` has closed holds this attribute.
const CLOSED: &str = "__IOBase_closed";

fn is_marked_closed(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    let name = vm.intern(CLOSED)?;
    Ok(attributes::get(vm, this, &name).is_some())
}

fn is_closed(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    let name = vm.intern("closed")?;
    let closed = lookup::get_attr(vm, this, &name)?;
    truth::is_true(vm, &closed)
}

fn check_open(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    if is_closed(vm, this)? { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
}

/// Go to a position, counted from the start (0), from here (1) or from the end (2), and give it.
#[function("_IOBase.seek(self, offset, whence=0, /)")]
fn seek(vm: &mut Vm, _this: &Value, _offset: i64, _whence: i64) -> Result<(), Raised> {
    Err(unsupported(vm, "seek"))
}

/// The position in the file.
#[function("_IOBase.tell(self, /)")]
fn tell(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let (offset, whence) = (vm.int(0)?, vm.int(1)?);
    vm.call_method(this, "seek", &[offset, whence])
}

/// Make the file as long as this, or as its position says, and give the size.
#[function("_IOBase.truncate(self, size=None, /)")]
fn truncate(vm: &mut Vm, _this: &Value, _size: &Value) -> Result<(), Raised> {
    Err(unsupported(vm, "truncate"))
}

/// Write out what waits in buffers.
#[function("_IOBase.flush(self, /)")]
fn flush(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    if is_marked_closed(vm, this)? { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
}

/// Flush and close the file; a second time nothing happens.
#[function("_IOBase.close(self, /)")]
fn close(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    close_by_flush(vm, this)
}

/// Flushes a file and marks it as closed, whether or not that worked.
pub(super) fn close_by_flush(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    if is_marked_closed(vm, this)? {
        return Ok(());
    }
    let flushed = vm.call_method(this, "flush", &[]);
    closing::then(vm, flushed, |vm| mark_closed(vm, this))
}

/// Marks a file as closed.
pub(super) fn mark_closed(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    let name = vm.intern(CLOSED)?;
    attributes::set(vm, this, &name, Value::TRUE)
}

/// Whether the file has positions to go to.
#[function("_IOBase.seekable(self, /)")]
fn seekable(_this: &Value) -> bool {
    false
}

/// Whether the file can be read.
#[function("_IOBase.readable(self, /)")]
fn readable(_this: &Value) -> bool {
    false
}

/// Whether the file can be written.
#[function("_IOBase.writable(self, /)")]
fn writable(_this: &Value) -> bool {
    false
}

/// ValueError if the file is closed.
#[function("_IOBase._checkClosed(self, /)")]
fn check_closed(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    check_open(vm, this)
}

/// Asks the file whether it can do something.
pub(super) fn check_able(vm: &mut Vm, this: &Value, question: &str) -> Result<Value, Raised> {
    let answer = vm.call_method(this, question, &[])?;
    if answer.is(&Value::TRUE) {
        Ok(answer)
    } else {
        Err(unsupported(vm, &format!("File or stream is not {question}.")))
    }
}

/// UnsupportedOperation if the file has no positions.
#[function("_IOBase._checkSeekable(self, /)")]
fn check_seekable(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    check_able(vm, this, "seekable")
}

/// UnsupportedOperation if the file cannot be read.
#[function("_IOBase._checkReadable(self, /)")]
fn check_readable(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    check_able(vm, this, "readable")
}

/// UnsupportedOperation if the file cannot be written.
#[function("_IOBase._checkWritable(self, /)")]
fn check_writable(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    check_able(vm, this, "writable")
}

/// The descriptor of the system; UnsupportedOperation if there is none.
#[function("_IOBase.fileno(self, /)")]
fn fileno(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
    Err(unsupported(vm, "fileno"))
}

/// Whether the file is a terminal.
#[function("_IOBase.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &Value) -> Result<bool, Raised> {
    check_open(vm, this).map(|()| false)
}

/// The file itself, for `with`.
#[function("_IOBase.__enter__(self, /)")]
fn enter(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
    check_open(vm, &this).map(|()| this)
}

/// Close the file at the end of `with`.
#[function("_IOBase.__exit__(self, /, *args)")]
fn exit(vm: &mut Vm, this: &Value, _args: Rest<'_>) -> Result<(), Raised> {
    vm.call_method(this, "close", &[]).map(drop)
}

/// The file itself, which gives its lines.
#[function("_IOBase.__iter__(self, /)")]
fn iter(vm: &mut Vm, this: Value) -> Result<Value, Raised> {
    check_open(vm, &this).map(|()| this)
}

/// The next line.
#[function("_IOBase.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let line = vm.call_method(this, "readline", &[])?;
    if truth::is_true(vm, &line)? { Ok(line) } else { Err(vm.stop_iteration(Value::NONE)) }
}

/// The next line with its end, at most this much of it; empty at the end of the file.
#[function("_IOBase.readline(self, size=-1, /)")]
fn readline(vm: &mut Vm, this: &Value, size: &Value) -> Result<Value, Raised> {
    let limit = optional_size(vm, size)?;
    let name = vm.intern("peek")?;
    let peek = lookup::try_get_attr(vm, this, &name)?;
    let mut line = Draft::new();
    while limit.is_none_or(|limit| line.len() < limit) {
        let mut wanted = 1;
        if let Some(peek) = &peek {
            let one = vm.int(1)?;
            let ahead = vm.call(peek, &[one])?;
            let ahead = piece(vm, &ahead, "peek")?;
            let ahead = ahead.payload::<Bytes>().map(Bytes::as_slice).unwrap_or_default();
            let left = limit.map_or(usize::MAX, |limit| limit - line.len());
            let ahead = ahead.get(..left).unwrap_or(ahead);
            if !ahead.is_empty() {
                wanted = memchr::memchr(b'\n', ahead).map_or(ahead.len(), |at| at + 1);
            }
        }
        let wanted = vm.size(wanted)?;
        let found = vm.call_method(this, "read", &[wanted])?;
        let found = piece(vm, &found, "read")?;
        let found = found.payload::<Bytes>().map(Bytes::as_slice).unwrap_or_default();
        if found.is_empty() {
            break;
        }
        line.push(vm, found)?;
        if found.ends_with(b"\n") {
            break;
        }
        vm.tick()?;
    }
    line.into_bytes(vm)
}

/// What a method of the file gave, which must be bytes.
fn piece(vm: &mut Vm, given: &Value, method: &str) -> Result<Value, Raised> {
    if given.is_kind::<Bytes>() {
        return Ok(given.clone());
    }
    let name = vm.classes.name_of(given);
    let message = format!("{method}() should have returned a bytes object, not '{name}'");
    Err(vm.raise_message(|classes| &classes.os_error, message))
}

/// The lines that follow, until they come to hint together.
#[function("_IOBase.readlines(self, hint=-1, /)")]
fn readlines(vm: &mut Vm, this: &Value, hint: &Value) -> Result<Value, Raised> {
    let most = optional_size(vm, hint)?.filter(|most| *most > 0);
    let (mut lines, mut length) = (Gathering::new(), 0);
    iterate::until(vm, this, |vm, line| {
        length += taipan_core::ops::item::length(vm, &line)?;
        lines.push(vm, line)?;
        Ok(if most.is_some_and(|most| length > most) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    lines.into_list(vm)
}

/// Write texts one behind the other, and no line ends.
#[function("_IOBase.writelines(self, lines, /)")]
fn writelines(vm: &mut Vm, this: &Value, lines: &Value) -> Result<(), Raised> {
    check_open(vm, this)?;
    iterate::each(vm, lines, |vm, line| vm.call_method(this, "write", &[line]).map(drop))
}

/// Close the file that nobody closed.
#[function("_IOBase.__del__(self, /)")]
fn del(vm: &mut Vm, this: &Value) -> Result<(), Raised> {
    closing::finish(vm, this)
}

/// At most this many bytes, with one call of readinto(); all that are left where the size is negative.
#[function("_RawIOBase.read(self, size=-1, /)")]
fn raw_read(vm: &mut Vm, this: &Value, size: i64) -> Result<Value, Raised> {
    let Ok(size) = usize::try_from(size) else { return vm.call_method(this, "readall", &[]) };
    let room = Buffer::repeat(&vm.heap, size, || 0).or_memory_error(vm)?;
    let class = vm.classes.bytearray.clone();
    let room = vm.allocate(&class, ByteArray { bytes: room.into(), ..ByteArray::default() })?;
    let found = vm.call_method(this, "readinto", &[room.value().clone()])?;
    if found.is_none() {
        return Ok(found);
    }
    let found = read_count(vm, &found)?;
    let bytes = room.bytes.borrow();
    match usize::try_from(found).ok().and_then(|found| bytes.get(..found)) {
        Some(found) => vm.bytes(found),
        None => {
            let message = format!("readinto returned {found} outside buffer size {size}");
            drop(bytes);
            Err(vm.value_error(message))
        }
    }
}

/// How many bytes a method of a file has read or written, as it says.
pub(super) fn read_count(vm: &mut Vm, given: &Value) -> Result<i64, Raised> {
    let index = lookup::index(vm, given)?;
    small_int(&index).ok_or_else(|| vm.value_error("cannot fit 'int' into an index-sized integer"))
}

/// Everything up to the end of the file.
#[function("_RawIOBase.readall(self, /)")]
fn raw_readall(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let mut all = Draft::new();
    loop {
        let size = vm.size(super::DEFAULT_BUFFER_SIZE)?;
        let found = vm.call_method(this, "read", &[size])?;
        if found.is_none() && all.is_empty() {
            return Ok(found);
        }
        let Some(bytes) = found.payload::<Bytes>().map(Bytes::as_slice).or(found.is_none().then_some(&[])) else {
            return Err(vm.type_error("read() should return bytes"));
        };
        if bytes.is_empty() {
            return all.into_bytes(vm);
        }
        all.push(vm, bytes)?;
        vm.tick()?;
    }
}

/// Derived classes say how bytes are read.
#[function("_RawIOBase.readinto(self, buffer, /)")]
fn raw_readinto(vm: &mut Vm, _this: &Value, _buffer: &Value) -> Result<(), Raised> {
    Err(vm.raise_message(|classes| &classes.not_implemented_error, "readinto"))
}

/// Derived classes say how bytes are written.
#[function("_RawIOBase.write(self, b, /)")]
fn raw_write(vm: &mut Vm, _this: &Value, _b: &Value) -> Result<(), Raised> {
    Err(vm.raise_message(|classes| &classes.not_implemented_error, "write"))
}

/// Give the raw file up.
#[function("_BufferedIOBase.detach(self, /)")]
fn buffered_detach(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
    Err(unsupported(vm, "detach"))
}

/// At most this many bytes; all that are left where the size is negative or None.
#[function("_BufferedIOBase.read(self, size=-1, /)")]
fn buffered_read(vm: &mut Vm, _this: &Value, _size: i64) -> Result<(), Raised> {
    Err(unsupported(vm, "read"))
}

/// At most this many bytes, with one read of the raw file.
#[function("_BufferedIOBase.read1(self, size=-1, /)")]
fn buffered_read1(vm: &mut Vm, _this: &Value, _size: i64) -> Result<(), Raised> {
    Err(unsupported(vm, "read1"))
}

/// Write bytes and give their number.
#[function("_BufferedIOBase.write(self, buffer, /)")]
fn buffered_write(vm: &mut Vm, _this: &Value, _buffer: &Value) -> Result<(), Raised> {
    Err(unsupported(vm, "write"))
}

/// Read into a buffer as much as it holds, and give the number of bytes.
#[function("_BufferedIOBase.readinto(self, buffer, /)")]
fn readinto(vm: &mut Vm, this: &Value, buffer: &Value) -> Result<usize, Raised> {
    read_over(vm, this, buffer, "readinto", "read")
}

/// Read into a buffer with one read of the raw file, and give the number of bytes.
#[function("_BufferedIOBase.readinto1(self, buffer, /)")]
fn readinto1(vm: &mut Vm, this: &Value, buffer: &Value) -> Result<usize, Raised> {
    read_over(vm, this, buffer, "readinto1", "read1")
}

/// Fills a buffer with what another method of the file gives.
fn read_over(vm: &mut Vm, this: &Value, given: &Value, name: &str, method: &str) -> Result<usize, Raised> {
    let target = buffer::target(vm, given, &format!("{name}() argument"))?;
    let wanted = vm.size(target.length())?;
    let found = vm.call_method(this, method, &[wanted])?;
    let Some(bytes) = found.payload::<Bytes>() else { return Err(vm.type_error("read() should return bytes")) };
    let (most, length) = (target.length(), bytes.as_slice().len());
    if length > most {
        let message = format!("read() returned too much data: {most} bytes requested, {length} returned");
        return Err(vm.value_error(message));
    }
    target.write(vm, bytes.as_slice())?;
    Ok(length)
}

/// Give the file of bytes up.
#[function("_TextIOBase.detach(self, /)")]
fn text_detach(vm: &mut Vm, _this: &Value) -> Result<(), Raised> {
    Err(unsupported(vm, "detach"))
}

/// At most this many characters; all that are left where the size is negative or None.
#[function("_TextIOBase.read(self, size=-1, /)")]
fn text_read(vm: &mut Vm, _this: &Value, _size: i64) -> Result<(), Raised> {
    Err(unsupported(vm, "read"))
}

/// The next line with its end; empty at the end of the file.
#[function("_TextIOBase.readline(self, size=-1, /)")]
fn text_readline(vm: &mut Vm, _this: &Value, _size: i64) -> Result<(), Raised> {
    Err(unsupported(vm, "readline"))
}

/// Write a text and give its length.
#[function("_TextIOBase.write(self, s, /)")]
fn text_write(vm: &mut Vm, _this: &Value, _s: &Value) -> Result<(), Raised> {
    Err(unsupported(vm, "write"))
}
