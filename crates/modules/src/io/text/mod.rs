//! `TextIOWrapper`: text over a file of bytes.
//!
//! In reading order: `decoder` and `encoder`, `reading`, `writing`, `position`, and `settings` (what `__init__` and
//! `reconfigure` are told).

mod decoder;
mod encoder;
mod reading;
mod writing;
mod position;
mod settings;

use std::cell::{Cell, RefCell};
use taipan_macros::Trace;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, truth};
use taipan_core::value::class::Class;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::{function, payload};

use self::decoder::Decoder;
use self::encoder::Encoder;
use self::reading::Used;
pub(super) use self::settings::{Settings, given, newline};
use super::newlines::Newline;
use super::{allocate_open, cannot_pickle, closing, flag, optional_size, quietly, shown_inside};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "Text over a file of bytes: TextIOWrapper(buffer, encoding=None, errors=None, newline=None, \
          line_buffering=False, write_through=False).",
    methods: methods![
        new,
        init,
        reconfigure,
        detach,
        write,
        read,
        readline,
        next,
        flush,
        close,
        fileno,
        seekable,
        readable,
        writable,
        isatty,
        seek,
        tell,
        truncate,
        shown,
        reduce,
        reduce_ex,
    ],
    attributes: &[
        Attribute {
            name: "encoding",
            doc: "The name of the encoding.",
            get: |_, this| Ok(of(this).map(|file| file.encoding.get()).filter(known).unwrap_or(Value::NONE)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "errors",
            doc: "The handler of coding errors.",
            get: |vm, this| match of(this) {
                Some(file) if file.life.get() == Life::Blank => Err(blank(vm)),
                file => Ok(file.map(|file| file.errors.get()).filter(known).unwrap_or(Value::NONE)),
            },
            set: None,
        },
        Attribute {
            name: "newlines",
            doc: "The line ends found so far.",
            get: |vm, this| match of(this) {
                Some(file) => {
                    file.check_attached(vm)?;
                    file.decoder.seen().map_or(Ok(Value::NONE), |seen| seen.value(vm))
                }
                None => Ok(Value::NONE),
            },
            set: None,
        },
        Attribute {
            name: "buffer",
            doc: "The file of bytes.",
            get: |_, this| Ok(of(this).map(|file| file.buffer.get()).filter(known).unwrap_or(Value::NONE)),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "closed",
            doc: "Whether the file is closed.",
            get: |vm, this| ask(vm, this, "closed"),
            set: None,
        },
        Attribute {
            name: "name",
            doc: "The name of the file of bytes.",
            get: |vm, this| ask(vm, this, "name"),
            set: None,
        },
        Attribute {
            name: "line_buffering",
            doc: "Whether a line end that is written flushes the file.",
            get: |_, this| Ok(Value::from_bool(of(this).is_some_and(|file| file.line_buffering.get()))),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "write_through",
            doc: "Whether what is written goes to the file of bytes at once.",
            get: |_, this| Ok(Value::from_bool(of(this).is_some_and(|file| file.write_through.get()))),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "_finalizing",
            doc: "Whether nobody refers to the file any more.",
            get: |_, this| Ok(Value::from_bool(of(this).is_some_and(|file| file.finalizing.get()))),
            set: Some(|vm, this, value| {
                let value = flag(vm, value)?;
                if let Some(file) = of(this) {
                    file.finalizing.set(value);
                }
                Ok(())
            }),
        },
        Attribute {
            name: "_CHUNK_SIZE",
            doc: "How many bytes are read at once, and how many wait to be written.",
            get: |vm, this| match of(this) {
                Some(file) => {
                    file.check_attached(vm)?;
                    vm.size(file.chunk_size.get())
                }
                None => Ok(Value::NONE),
            },
            set: Some(set_chunk_size),
        },
    ],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(super) const CLASS: &str = "_io.TextIOWrapper";

/// How many bytes are read at once, at first.
const CHUNK_SIZE: usize = 8192;

/// The payload of `TextIOWrapper`.
#[payload("_io.TextIOWrapper")]
pub(super) struct TextIoWrapper {
    buffer: Slot,
    life: Cell<Life>,
    encoding: Slot,
    errors: Slot,
    newline: Cell<Newline>,
    decoder: Decoder,
    encoder: Encoder,
    /// Text that was decoded; unbound where none was. Of it so much was read.
    decoded: Slot,
    used: Cell<Used>,
    /// From where what was decoded can be decoded again.
    snapshot: RefCell<Option<Snapshot>>,
    /// Of the piece that was decoded last.
    bytes_per_char: Cell<f64>,
    /// Bytes that wait to be written, if something was: none of an empty text. Nothing that can run Python code may be
    /// called while they are borrowed.
    #[untraced]
    pending: RefCell<Option<Draft>>,
    chunk_size: Cell<usize>,
    line_buffering: Cell<bool>,
    write_through: Cell<bool>,
    has_read1: Cell<bool>,
    seekable: Cell<bool>,
    /// Whether positions can be asked for: not while somebody iterates.
    telling: Cell<bool>,
    finalizing: Cell<bool>,
}

/// The states of a text file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Life {
    /// `__init__` has not run, or has failed.
    Blank,
    Ready,
    /// It gave the file of bytes away.
    Detached,
}

/// The decoder's state before a piece, and the bytes that it was given from there on.
#[derive(Clone, Trace)]
struct Snapshot {
    flags: i64,
    input: Value,
}

impl TextIoWrapper {
    pub(super) fn blank() -> TextIoWrapper {
        TextIoWrapper {
            buffer: Slot::default(),
            life: Cell::new(Life::Blank),
            encoding: Slot::default(),
            errors: Slot::default(),
            newline: Cell::new(Newline::Universal),
            decoder: Decoder::default(),
            encoder: Encoder::default(),
            decoded: Slot::default(),
            used: Cell::default(),
            snapshot: RefCell::default(),
            bytes_per_char: Cell::new(0.0),
            pending: RefCell::default(),
            chunk_size: Cell::new(CHUNK_SIZE),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            has_read1: Cell::new(false),
            seekable: Cell::new(false),
            telling: Cell::new(false),
            finalizing: Cell::new(false),
        }
    }

    /// An object that cannot be used, because `__init__` has not run or the file of bytes is gone, raises.
    fn check_attached(&self, vm: &mut Vm) -> Result<(), Raised> {
        match self.life.get() {
            Life::Ready => Ok(()),
            Life::Blank => Err(blank(vm)),
            Life::Detached => Err(vm.value_error("underlying buffer has been detached")),
        }
    }

    /// Raises ValueError if the file is closed.
    fn check_open(&self, vm: &mut Vm, this: &Value) -> Result<(), Raised> {
        let closed = if super::is_derived(vm, this) {
            let name = vm.intern("closed")?;
            let closed = lookup::get_attr(vm, this, &name)?;
            truth::is_true(vm, &closed)?
        } else {
            self.is_closed(vm)?
        };
        if closed { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
    }

    fn is_closed(&self, vm: &mut Vm) -> Result<bool, Raised> {
        let file = self.buffer.get();
        if let Some(closed) = super::buffered::is_closed(vm, &file) {
            return Ok(closed);
        }
        let name = vm.intern("closed")?;
        let closed = lookup::get_attr(vm, &file, &name)?;
        truth::is_true(vm, &closed)
    }

    /// Calls a method of the file of bytes without arguments.
    fn forward(&self, vm: &mut Vm, method: &str) -> Result<Value, Raised> {
        self.check_attached(vm)?;
        let file = self.buffer.get();
        vm.call_method(&file, method, &[])
    }
}

#[cold]
fn blank(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on uninitialized object")
}

fn of(this: &Value) -> Option<&TextIoWrapper> {
    this.payload::<TextIoWrapper>()
}

fn known(value: &Value) -> bool {
    !value.is_unbound()
}

/// An attribute of the file of bytes.
fn ask(vm: &mut Vm, this: &Value, name: &str) -> Result<Value, Raised> {
    let Some(file) = of(this) else { return Ok(Value::NONE) };
    file.check_attached(vm)?;
    let name = vm.intern(name)?;
    lookup::get_attr(vm, &file.buffer.get(), &name)
}

fn set_chunk_size(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(file) = of(this) else { return Ok(()) };
    file.check_attached(vm)?;
    let Some(value) = value else {
        return Err(vm.raise_message(|classes| &classes.attribute_error, "cannot delete attribute"));
    };
    let index = lookup::index(vm, &value)?;
    let size = small_int(&index).and_then(|size| usize::try_from(size).ok()).filter(|size| *size > 0);
    match size {
        Some(size) => {
            file.chunk_size.set(size);
            Ok(())
        }
        None => Err(vm.value_error("a strictly positive integer is required")),
    }
}

/// An object that __init__ begins.
#[function("TextIOWrapper.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<TextIoWrapper>, Raised> {
    allocate_open(vm, &class, TextIoWrapper::blank())
}

/// Read and write text over a file of bytes.
///
/// newline says which line ends are known, as for open(). With line_buffering a line end that is written flushes the file,
/// with write_through nothing that is written waits here.
#[function(
    "TextIOWrapper.__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"
)]
fn init(
    vm: &mut Vm,
    this: &TextIoWrapper,
    buffer: &Value,
    encoding: &Value,
    errors: &Value,
    newline: &Value,
    line_buffering: bool,
    write_through: bool,
) -> Result<(), Raised> {
    this.life.set(Life::Blank);
    if encoding.is_none() {
        super::open::warn_of_encoding(vm, 1)?;
    }
    let newline = settings::newline(vm, newline, "TextIOWrapper")?;
    let codec = settings::given(vm, encoding, errors, "TextIOWrapper")?;
    this.begin(vm, buffer, Settings { codec, newline, line_buffering, write_through })
}

/// Take other settings; those that are None stay. The encoding cannot change once something was read.
#[function(
    "TextIOWrapper.reconfigure(self, /, *, encoding=None, errors=None, newline=<absent>, line_buffering=None, write_through=None)"
)]
fn reconfigure(
    vm: &mut Vm,
    this: Ref<TextIoWrapper>,
    encoding: &Value,
    errors: &Value,
    newline: Option<&Value>,
    line_buffering: &Value,
    write_through: &Value,
) -> Result<(), Raised> {
    this.check_attached(vm)?;
    this.reconfigure(vm, this.value(), (encoding, errors, newline), (line_buffering, write_through))
}

/// Flush, and give the file of bytes away: this object is of no use any more.
#[function("TextIOWrapper.detach(self, /)")]
fn detach(vm: &mut Vm, this: Ref<TextIoWrapper>) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    vm.call_method(this.value(), "flush", &[])?;
    this.life.set(Life::Detached);
    Ok(this.buffer.take())
}

/// Write a text and give its length. It may wait to be written.
#[function("TextIOWrapper.write(self, text, /)")]
fn write(vm: &mut Vm, this: Ref<TextIoWrapper>, text: Ref<Str>) -> Result<usize, Raised> {
    this.check_attached(vm)?;
    this.check_open(vm, this.value())?;
    this.write(vm, &text)
}

/// At most this many characters; all that are left where the size is negative or None.
#[function("TextIOWrapper.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: Ref<TextIoWrapper>, size: &Value) -> Result<Value, Raised> {
    let size = optional_size(vm, size)?;
    this.check_attached(vm)?;
    this.check_open(vm, this.value())?;
    this.read(vm, size)
}

/// The next line with its end, at most this many characters of it; empty at the end of the file.
#[function("TextIOWrapper.readline(self, size=-1, /)")]
fn readline(vm: &mut Vm, this: Ref<TextIoWrapper>, size: i64) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    this.check_open(vm, this.value())?;
    this.readline(vm, usize::try_from(size).ok())
}

/// The next line.
#[function("TextIOWrapper.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(line) => Ok(line),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn step(vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
    match of(this) {
        Some(file) => file.step(vm, this),
        None => Ok(None),
    }
}

/// Write out what waits, here and in the file of bytes.
#[function("TextIOWrapper.flush(self, /)")]
fn flush(vm: &mut Vm, this: Ref<TextIoWrapper>) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    this.check_open(vm, this.value())?;
    this.telling.set(this.seekable.get());
    this.write_pending(vm)?;
    this.forward(vm, "flush")
}

/// Flush and close the file of bytes; a second time nothing happens.
#[function("TextIOWrapper.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<TextIoWrapper>) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    let name = vm.intern("closed")?;
    let closed = lookup::get_attr(vm, this.value(), &name)?;
    if truth::is_true(vm, &closed)? {
        return Ok(Value::NONE);
    }
    let file = this.buffer.get();
    if this.finalizing.get() {
        quietly(vm, |vm| vm.call_method(&file, "_dealloc_warn", std::slice::from_ref(this.value())))?;
    }
    let flushed = vm.call_method(this.value(), "flush", &[]);
    closing::rest(vm, this.value());
    closing::then(vm, flushed, |vm| vm.call_method(&file, "close", &[]))
}

/// The number of the descriptor of the file of bytes.
#[function("TextIOWrapper.fileno(self, /)")]
fn fileno(vm: &mut Vm, this: &TextIoWrapper) -> Result<Value, Raised> {
    this.forward(vm, "fileno")
}

/// Whether the file of bytes has positions to go to.
#[function("TextIOWrapper.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &TextIoWrapper) -> Result<Value, Raised> {
    this.forward(vm, "seekable")
}

/// Whether the file of bytes can be read.
#[function("TextIOWrapper.readable(self, /)")]
fn readable(vm: &mut Vm, this: &TextIoWrapper) -> Result<Value, Raised> {
    this.forward(vm, "readable")
}

/// Whether the file of bytes can be written.
#[function("TextIOWrapper.writable(self, /)")]
fn writable(vm: &mut Vm, this: &TextIoWrapper) -> Result<Value, Raised> {
    this.forward(vm, "writable")
}

/// Whether the file of bytes is a terminal.
#[function("TextIOWrapper.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &TextIoWrapper) -> Result<Value, Raised> {
    this.forward(vm, "isatty")
}

/// Go to a position that tell() gave, stay (whence 1), or go to the end (whence 2), and give the position.
#[function("TextIOWrapper.seek(self, cookie, whence=0, /)")]
fn seek(vm: &mut Vm, this: Ref<TextIoWrapper>, cookie: &Value, whence: i64) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    this.check_open(vm, this.value())?;
    this.seek(vm, this.value(), cookie, whence)
}

/// The position in the file: a number for seek(), which does not count characters.
#[function("TextIOWrapper.tell(self, /)")]
fn tell(vm: &mut Vm, this: Ref<TextIoWrapper>) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    this.check_open(vm, this.value())?;
    this.tell(vm, this.value())
}

/// Make the file of bytes as long as this, or as its position says, and give the size.
#[function("TextIOWrapper.truncate(self, pos=None, /)")]
fn truncate(vm: &mut Vm, this: Ref<TextIoWrapper>, pos: &Value) -> Result<Value, Raised> {
    this.check_attached(vm)?;
    vm.call_method(this.value(), "flush", &[])?;
    let file = this.buffer.get();
    vm.call_method(&file, "truncate", std::slice::from_ref(pos))
}

/// What repr() shows.
#[function("TextIOWrapper.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: Ref<TextIoWrapper>) -> Result<Value, Raised> {
    if this.life.get() == Life::Blank {
        return Err(blank(vm));
    }
    shown_inside(vm, this.value(), |vm| {
        let mut text = Draft::new();
        let class = vm.classes.of(this.value()).full_name();
        text.push(vm, format!("<{class}").as_bytes())?;
        for name in ["name", "mode"] {
            let key = vm.intern(name)?;
            let value = match lookup::try_get_attr_quiet(vm, this.value(), &key) {
                Ok(value) => value,
                // The file of bytes was given away.
                Err(_) if vm.is_pending(|classes| &classes.value_error) => {
                    vm.clear_pending();
                    None
                }
                Err(raised) => return Err(raised),
            };
            if let Some(value) = value {
                let value = repr::repr(vm, &value)?;
                text.push(vm, format!(" {name}=").as_bytes())?;
                text.push(vm, value.as_bytes())?;
            }
        }
        let encoding = repr::repr(vm, &this.encoding.get())?;
        text.push(vm, b" encoding=")?;
        text.push(vm, encoding.as_bytes())?;
        text.push(vm, b">")?;
        text.into_str(vm)
    })
}

/// Refused: a file cannot be copied or pickled.
#[function("TextIOWrapper.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<TextIoWrapper>) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}

/// Refused: a file cannot be copied or pickled.
#[function("TextIOWrapper.__reduce_ex__(self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: Ref<TextIoWrapper>, _protocol: &Value) -> Result<(), Raised> {
    Err(cannot_pickle(vm, this.value()))
}
