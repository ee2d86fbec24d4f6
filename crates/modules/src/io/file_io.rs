//! `FileIO`: a file of the system, without a buffer.
//!
//! The object holds the number of a descriptor; the file itself is in the table of module `posix`.

use std::cell::Cell;
use std::fs::Metadata;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::MetadataExt;

use taipan_core::machine::pending::{OrMemoryError, Pending, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Bytes;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};
use taipan_objects::buffer;

use super::modes::RawMode;
use super::{allocate_open, base, closing, optional_size, unsupported};
use crate::posix::{self, descriptors};

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A file of the system, without a buffer: FileIO(file, mode='r', closefd=True, opener=None).",
    methods: methods![
        new,
        init,
        read,
        readall,
        readinto,
        write,
        seek,
        tell,
        truncate,
        close,
        seekable,
        readable,
        writable,
        fileno,
        isatty,
        dealloc_warn,
        shown,
        reduce,
        reduce_ex,
    ],
    attributes: &[
        Attribute {
            name: "closed",
            doc: "Whether the file is closed.",
            get: |_, this| Ok(Value::from_bool(this.payload::<FileIo>().is_none_or(FileIo::is_closed))),
            set: None,
        },
        Attribute {
            name: "closefd",
            doc: "Whether closing the file closes its descriptor.",
            get: |_, this| Ok(Value::from_bool(this.payload::<FileIo>().is_some_and(|file| file.owned.get()))),
            set: None,
        },
        Attribute {
            name: "mode",
            doc: "How the file was opened.",
            get: |vm, this| vm.str(this.payload::<FileIo>().map_or("rb", |file| file.mode.get().name())),
            set: None,
        },
        Attribute {
            name: "_blksize",
            doc: "Bytes that are best read at once.",
            get: |vm, this| vm.size(this.payload::<FileIo>().map_or(0, |file| file.block.get())),
            set: Attribute::READ_ONLY,
        },
        Attribute {
            name: "_finalizing",
            doc: "Whether nobody refers to the file any more.",
            get: |_, this| Ok(Value::from_bool(this.payload::<FileIo>().is_some_and(|file| file.finalizing.get()))),
            set: Some(|vm, this, value| {
                let value = super::flag(vm, value)?;
                if let Some(file) = this.payload::<FileIo>() {
                    file.finalizing.set(value);
                }
                Ok(())
            }),
        },
    ],
    ..ClassSpec::EMPTY
};

/// Under this name the VM keeps the class.
pub(super) const CLASS: &str = "_io.FileIO";

/// The number of a file that is closed.
const CLOSED: i64 = -1;

/// The most bytes that are read between two looks at whether to go on.
const PIECE: usize = 1 << 20;

/// The payload of `FileIO`.
#[payload("_io.FileIO")]
pub(super) struct FileIo {
    descriptor: Cell<i64>,
    mode: Cell<RawMode>,
    /// Closing the object closes the descriptor.
    owned: Cell<bool>,
    /// It lies on a disk: nobody waits for it.
    plain: Cell<bool>,
    /// Whether it has positions; unknown until somebody asks.
    seekable: Cell<Option<bool>>,
    block: Cell<usize>,
    finalizing: Cell<bool>,
}

impl FileIo {
    pub(super) fn closed() -> FileIo {
        FileIo {
            descriptor: Cell::new(CLOSED),
            mode: Cell::new(RawMode::READ),
            owned: Cell::new(true),
            plain: Cell::new(false),
            seekable: Cell::new(None),
            block: Cell::new(super::DEFAULT_BUFFER_SIZE),
            finalizing: Cell::new(false),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.descriptor.get() == CLOSED
    }

    /// Whether it lies on a disk.
    pub(super) fn is_plain(&self) -> bool {
        self.plain.get()
    }

    /// Whether it is open for reading, for writing, or for both, as is asked.
    pub(super) fn allows(&self, reading: bool, writing: bool) -> bool {
        let mode = self.mode.get();
        !self.is_closed() && (!reading || mode.reads) && (!writing || mode.writes)
    }

    /// Bytes that are best read at once.
    pub(super) fn block(&self) -> usize {
        self.block.get()
    }

    /// The number of the descriptor, or an error if it is closed.
    fn number(&self, vm: &mut Vm) -> Result<i64, Raised> {
        match self.descriptor.get() {
            CLOSED => Err(vm.value_error("I/O operation on closed file")),
            number => Ok(number),
        }
    }

    fn readable_number(&self, vm: &mut Vm) -> Result<i64, Raised> {
        let number = self.number(vm)?;
        if self.mode.get().reads { Ok(number) } else { Err(unsupported(vm, "File not open for reading")) }
    }

    fn writable_number(&self, vm: &mut Vm) -> Result<i64, Raised> {
        let number = self.number(vm)?;
        if self.mode.get().writes { Ok(number) } else { Err(unsupported(vm, "File not open for writing")) }
    }

    /// Reads some bytes and gives their number; `None` if nothing is there and the file does not wait.
    pub(super) fn read_into(&self, vm: &mut Vm, target: &mut [u8]) -> Result<Option<usize>, Raised> {
        let number = self.readable_number(vm)?;
        descriptors::read_into(vm, number, self.plain.get(), target)
    }

    /// Writes some of the bytes and gives their number; `None` if there is no room and the file does not wait.
    pub(super) fn write_from(&self, vm: &mut Vm, bytes: &[u8]) -> Result<Option<usize>, Raised> {
        let number = self.writable_number(vm)?;
        // A long write to a disk is looked at now and then, too.
        let bytes = if self.plain.get() { bytes.get(..PIECE).unwrap_or(bytes) } else { bytes };
        descriptors::write_from(vm, number, self.plain.get(), bytes)
    }

    /// Moves to a position and gives it.
    pub(super) fn seek_to(&self, vm: &mut Vm, offset: i64, whence: i64) -> Result<i64, Raised> {
        let number = self.number(vm)?;
        descriptors::seek(vm, number, offset, whence)
    }

    pub(super) fn is_seekable(&self, vm: &mut Vm) -> Result<bool, Raised> {
        self.number(vm)?;
        if let Some(known) = self.seekable.get() {
            return Ok(known);
        }
        // What lies on a disk has positions.
        let found = self.plain.get() || super::quietly(vm, |vm| self.seek_to(vm, 0, 1))?.is_some();
        self.seekable.set(Some(found));
        Ok(found)
    }

    pub(super) fn is_terminal(&self, vm: &mut Vm) -> Result<bool, Raised> {
        let number = self.number(vm)?;
        // No file on a disk is one.
        if self.plain.get() { Ok(false) } else { descriptors::is_terminal(vm, number) }
    }

    /// Whether the exception on its way says that the file is a pipe, which has no positions.
    fn is_pipe(&self, vm: &mut Vm) -> bool {
        const ESPIPE: i64 = 29;
        let Some(exception) = vm.take_exception() else { return false };
        let code = vm.detail(&exception, "errno");
        vm.pending = Pending::Exception(exception);
        code.is_some_and(|code| small_int(&code) == Some(ESPIPE))
    }

    /// How many bytes there are from the position on, as far as the system knows.
    fn left(&self, vm: &mut Vm, number: i64) -> Result<usize, Raised> {
        if !self.plain.get() {
            return Ok(0);
        }
        let size = descriptors::metadata(vm, number)?.len();
        let position = descriptors::seek(vm, number, 0, 1)?;
        let left = size.saturating_sub(u64::try_from(position).unwrap_or(0));
        Ok(usize::try_from(left).unwrap_or(usize::MAX))
    }

    /// Everything up to the end; `None` if nothing is there and the file does not wait.
    pub(super) fn read_all(&self, vm: &mut Vm) -> Result<Option<Value>, Raised> {
        let number = self.readable_number(vm)?;
        let left = self.left(vm, number)?;
        let begun = if left > 0 { Some(read_known(vm, number, left)?) } else { None };
        let mut piece = vec![0; super::DEFAULT_BUFFER_SIZE];
        let mut all = Draft::new();
        loop {
            match descriptors::read_into(vm, number, self.plain.get(), &mut piece)? {
                Some(0) if all.is_empty() && begun.is_some() => return Ok(begun),
                None if all.is_empty() => return Ok(begun),
                Some(0) | None => return all.into_bytes(vm).map(Some),
                Some(found) => {
                    if let Some(begun) = begun.as_ref().filter(|_| all.is_empty()) {
                        all.push(vm, super::bytes_of(begun))?;
                    }
                    all.push(vm, piece.get(..found).unwrap_or_default())?;
                    if found == piece.len() && found < PIECE {
                        piece.resize(found * 2, 0);
                    }
                }
            }
            vm.tick()?;
        }
    }

    /// What is known once the descriptor is there. A folder is refused.
    fn begin(&self, vm: &mut Vm, facts: &Metadata, name: &Value) -> Result<(), Raised> {
        if facts.is_dir() {
            // 21 is EISDIR: opening a folder works, reading it does not.
            return Err(vm.os_error(21, Some(name)));
        }
        self.plain.set(facts.is_file());
        if facts.blksize() > 1 {
            self.block.set(usize::try_from(facts.blksize()).unwrap_or(super::DEFAULT_BUFFER_SIZE));
        }
        Ok(())
    }

    /// Closes the descriptor, if the object owns it.
    fn end(&self, vm: &mut Vm) -> Result<(), Raised> {
        match self.descriptor.replace(CLOSED) {
            CLOSED => Ok(()),
            number if self.owned.get() => descriptors::end(vm, number),
            _ => Ok(()),
        }
    }
}

/// So many bytes of a file on a disk, or fewer if they end before, read to where they stay.
fn read_known(vm: &mut Vm, number: i64, length: usize) -> Result<Value, Raised> {
    let file = descriptors::file(vm, number)?;
    let (mut found, mut failed) = (0, None);
    let class = vm.classes.bytes.value().clone();
    let heap = &vm.heap;
    let made = Bytes::fill(heap, class, length, |target| {
        while let Some(piece) = target.get_mut(found..length.min(found + PIECE)).filter(|piece| !piece.is_empty()) {
            heap.goes_on()?;
            match (&*file).read(piece) {
                Ok(0) => break,
                Ok(count) => found += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        Ok(())
    });
    let made = made.or_memory_error(vm)?;
    match failed {
        Some(error) => Err(vm.io_error(&error, None)),
        None if found == length => Ok(made.into_value()),
        None => vm.bytes(made.as_slice().get(..found).unwrap_or_default()),
    }
}

/// The raw file of a standard stream; every use of it asks the host.
pub(super) fn standard(vm: &mut Vm, number: i64, name: &Value) -> Result<Value, Raised> {
    let Some(class) = super::kept_class(vm, CLASS) else { return Ok(Value::NONE) };
    let file = FileIo::closed();
    file.descriptor.set(number);
    file.owned.set(false);
    file.mode.set(if number == 0 { RawMode::READ } else { RawMode::WRITE });
    let made = allocate_open(vm, &class, file)?.into_value();
    set_name(vm, &made, name)?;
    Ok(made)
}

/// A closed file.
#[function("FileIO.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, _args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Ref<FileIo>, Raised> {
    allocate_open(vm, &class, FileIo::closed())
}

/// Open a file by its name, or take a descriptor. The mode has one of r, w, x and a, and perhaps a +.
#[function("FileIO.__init__(self, file, mode='r', closefd=True, opener=None)")]
fn init(
    vm: &mut Vm,
    this: Ref<FileIo>,
    file: &Value,
    mode: Option<&str>,
    closefd: bool,
    opener: &Value,
) -> Result<(), Raised> {
    this.end(vm)?;
    let given = descriptor_given(vm, file)?;
    let mode = RawMode::of(vm, mode.unwrap_or("r"))?;
    open(vm, &this, file, given, mode, closefd, opener)
}

/// As `__init__`, with a mode that is known to be right.
pub(super) fn open(
    vm: &mut Vm,
    this: &Ref<FileIo>,
    file: &Value,
    given: Option<i64>,
    mode: RawMode,
    owned: bool,
    opener: &Value,
) -> Result<(), Raised> {
    this.mode.set(mode);
    this.seekable.set(None);
    posix::permitted(vm).map_err(|raised| if given.is_some() { raised } else { refused(vm, file) })?;
    let number = match given {
        Some(number) => number,
        None if !owned => return Err(vm.value_error("Cannot use closefd=False with file name")),
        None if opener.is_none() => {
            let opened = posix::open_file(vm, file, mode.flags())?;
            let facts = opened.metadata().map_err(|error| vm.io_error(&error, Some(file)))?;
            this.begin(vm, &facts, file)?;
            let number = descriptors::keep(vm, opened)?;
            this.owned.set(true);
            this.descriptor.set(number);
            return settle(vm, this, file).or_else(|raised| give_up(vm, this, raised));
        }
        None => opened_by(vm, opener, file, mode.flags())?,
    };
    this.owned.set(given.is_none() || owned);
    this.descriptor.set(number);
    let begun = descriptors::metadata(vm, number).and_then(|facts| this.begin(vm, &facts, file));
    match begun.and_then(|()| settle(vm, this, file)) {
        Ok(()) => Ok(()),
        Err(raised) => {
            if given.is_some() {
                // Who gave it keeps it.
                this.descriptor.set(CLOSED);
            }
            give_up(vm, this, raised)
        }
    }
}

#[cold]
fn refused(vm: &mut Vm, file: &Value) -> Raised {
    // 1 is EPERM: the host says no.
    vm.os_error(1, Some(file))
}

/// The number that was given in place of a name.
pub(super) fn descriptor_given(vm: &mut Vm, file: &Value) -> Result<Option<i64>, Raised> {
    if file.word().is_bool() {
        vm.warn(|classes| &classes.runtime_warning, "bool is used as a file descriptor", 1)?;
    }
    if !taipan_core::ops::item::has_index(vm, file) {
        return Ok(None);
    }
    let index = lookup::index(vm, file)?;
    match small_int(&index).map(i32::try_from) {
        Some(Ok(number)) if number < 0 => Err(vm.value_error("negative file descriptor")),
        // What is too large for a descriptor is no name either.
        found => Ok(found.and_then(Result::ok).map(i64::from)),
    }
}

/// The descriptor that a function of the program opens; it gets the flags that the mode stands for.
fn opened_by(vm: &mut Vm, opener: &Value, file: &Value, flags: i64) -> Result<i64, Raised> {
    let flags = vm.int(flags)?;
    let found = vm.call(opener, &[file.clone(), flags])?;
    if !vm.classes.is_instance(&found, &vm.classes.int) {
        return Err(vm.type_error("expected integer from opener"));
    }
    let number = small_int(&found).unwrap_or(CLOSED);
    if number < 0 { Err(vm.value_error(format!("opener returned {number}"))) } else { Ok(number) }
}

/// The name, and the position of what is appended to.
fn settle(vm: &mut Vm, this: &Ref<FileIo>, name: &Value) -> Result<(), Raised> {
    set_name(vm, this.value(), name)?;
    if this.mode.get().appends {
        match this.seek_to(vm, 0, 2) {
            Err(_) if this.is_pipe(vm) => vm.clear_pending(),
            sought => drop(sought?),
        }
    }
    Ok(())
}

fn set_name(vm: &mut Vm, this: &Value, name: &Value) -> Result<(), Raised> {
    let key = vm.intern("name")?;
    if super::is_derived(vm, this) {
        lookup::set_attr(vm, this, &key, Some(name.clone()))
    } else {
        attributes::set(vm, this, &key, name.clone())
    }
}

/// Closes what could not be opened whole.
fn give_up(vm: &mut Vm, this: &FileIo, raised: Raised) -> Result<(), Raised> {
    let pending = std::mem::take(&mut vm.pending);
    if this.end(vm).is_err() {
        vm.clear_pending();
    }
    vm.pending = pending;
    Err(raised)
}

/// At most this many bytes, with one read of the system; all that are left where the size is negative or None.
///
/// None, if nothing is there and the file does not wait.
#[function("FileIO.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: Ref<FileIo>, size: &Value) -> Result<Option<Value>, Raised> {
    let size = optional_size(vm, size)?;
    this.readable_number(vm)?;
    let Some(size) = size else {
        if super::is_derived(vm, this.value()) {
            return vm.call_method(this.value(), "readall", &[]).map(Some);
        }
        return this.read_all(vm);
    };
    let mut piece = vec![0; size.min(PIECE)];
    let Some(found) = this.read_into(vm, &mut piece)? else { return Ok(None) };
    if found == size || found < PIECE || !this.plain.get() {
        return vm.bytes(piece.get(..found).unwrap_or_default()).map(Some);
    }
    // Much is read in pieces, as long as there is more.
    let mut all = Draft::new();
    all.push(vm, piece.get(..found).unwrap_or_default())?;
    while all.len() < size {
        let wanted = (size - all.len()).min(PIECE);
        let found = this.read_into(vm, piece.get_mut(..wanted).unwrap_or_default())?.unwrap_or(0);
        all.push(vm, piece.get(..found).unwrap_or_default())?;
        if found < wanted {
            break;
        }
    }
    all.into_bytes(vm).map(Some)
}

/// Everything up to the end of the file.
#[function("FileIO.readall(self, /)")]
fn readall(vm: &mut Vm, this: &FileIo) -> Result<Option<Value>, Raised> {
    this.read_all(vm)
}

/// Read into a buffer with one read of the system, and give the number of bytes.
#[function("FileIO.readinto(self, buffer, /)")]
fn readinto(vm: &mut Vm, this: &FileIo, given: &Value) -> Result<Option<usize>, Raised> {
    let target = buffer::target(vm, given, "readinto() argument 1")?;
    this.readable_number(vm)?;
    let mut bytes = vec![0; target.length().min(PIECE)];
    let Some(found) = this.read_into(vm, &mut bytes)? else { return Ok(None) };
    target.write(vm, bytes.get(..found).unwrap_or_default())?;
    Ok(Some(found))
}

/// Write bytes and give the number of those that were written; None, if there is no room and the file does not wait.
#[function("FileIO.write(self, b, /)")]
fn write(vm: &mut Vm, this: &FileIo, b: &Value) -> Result<Option<usize>, Raised> {
    let bytes = buffer::contiguous(vm, b)?;
    this.writable_number(vm)?;
    let mut written = 0;
    loop {
        let rest = bytes.get(written..).unwrap_or_default();
        let Some(count) = this.write_from(vm, rest)? else { return Ok(Some(written).filter(|written| *written > 0)) };
        written += count;
        if count < PIECE || written == bytes.len() {
            return Ok(Some(written));
        }
    }
}

/// Go to a position, counted from the start (0), from here (1) or from the end (2), and give it.
#[function("FileIO.seek(self, pos, whence=0, /)")]
fn seek(vm: &mut Vm, this: &FileIo, pos: &Value, whence: i64) -> Result<i64, Raised> {
    this.number(vm)?;
    let offset = super::offset(vm, pos)?;
    this.seek_to(vm, offset, whence)
}

/// The position in the file.
#[function("FileIO.tell(self, /)")]
fn tell(vm: &mut Vm, this: &FileIo) -> Result<i64, Raised> {
    this.seek_to(vm, 0, 1)
}

/// Make the file as long as this, or as its position says, and give the size. The position stays.
#[function("FileIO.truncate(self, size=None, /)")]
fn truncate(vm: &mut Vm, this: &FileIo, size: Value) -> Result<Value, Raised> {
    let number = this.writable_number(vm)?;
    let (length, answer) = match size.is_none() {
        true => {
            let position = descriptors::seek(vm, number, 0, 1)?;
            (position, vm.int(position)?)
        }
        false => (super::offset(vm, &size)?, size),
    };
    descriptors::set_length(vm, number, length)?;
    Ok(answer)
}

/// Close the file; a second time nothing happens.
///
/// The descriptor stays open where closefd was false.
#[function("FileIO.close(self, /)")]
fn close(vm: &mut Vm, this: Ref<FileIo>) -> Result<(), Raised> {
    close_file(vm, &this)
}

pub(super) fn close_file(vm: &mut Vm, this: &Ref<FileIo>) -> Result<(), Raised> {
    let closed = match super::own_method::<FileIo>(vm, this.value(), "flush")? {
        true => base::mark_closed(vm, this.value()),
        false => base::close_by_flush(vm, this.value()),
    };
    if !this.owned.get() {
        this.descriptor.set(CLOSED);
        return closed;
    }
    closing::then(vm, closed, |vm| {
        if this.finalizing.get() {
            warn_unclosed(vm, this, this.value())?;
        }
        closing::rest(vm, this.value());
        this.end(vm)
    })
}

/// Whether the file has positions to go to.
#[function("FileIO.seekable(self, /)")]
fn seekable(vm: &mut Vm, this: &FileIo) -> Result<bool, Raised> {
    this.is_seekable(vm)
}

/// Whether the file can be read.
#[function("FileIO.readable(self, /)")]
fn readable(vm: &mut Vm, this: &FileIo) -> Result<bool, Raised> {
    this.number(vm).map(|_| this.mode.get().reads)
}

/// Whether the file can be written.
#[function("FileIO.writable(self, /)")]
fn writable(vm: &mut Vm, this: &FileIo) -> Result<bool, Raised> {
    this.number(vm).map(|_| this.mode.get().writes)
}

/// The number of the descriptor.
#[function("FileIO.fileno(self, /)")]
fn fileno(vm: &mut Vm, this: &FileIo) -> Result<i64, Raised> {
    this.number(vm)
}

/// Whether the file is a terminal.
#[function("FileIO.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &FileIo) -> Result<bool, Raised> {
    this.is_terminal(vm)
}

/// Warn that nobody closed the file.
#[function("FileIO._dealloc_warn(self, source, /)")]
fn dealloc_warn(vm: &mut Vm, this: Ref<FileIo>, source: &Value) -> Result<(), Raised> {
    warn_unclosed(vm, &this, source)
}

/// Warns that nobody closed the file of an object: `source` is the one that a script knows it by.
pub(super) fn warn_unclosed(vm: &mut Vm, this: &Ref<FileIo>, source: &Value) -> Result<(), Raised> {
    if this.is_closed() || !this.owned.get() {
        return Ok(());
    }
    closing::warn_unclosed(vm, source, this.value())
}

/// What repr() shows.
#[function("FileIO.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: Ref<FileIo>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).full_name();
    if this.is_closed() {
        return vm.str(&format!("<{class} [closed]>"));
    }
    let (mode, owned) = (this.mode.get().name(), if this.owned.get() { "True" } else { "False" });
    let key = vm.intern("name")?;
    let Some(name) = lookup::try_get_attr_quiet(vm, this.value(), &key)? else {
        let number = this.descriptor.get();
        return vm.str(&format!("<{class} fd={number} mode='{mode}' closefd={owned}>"));
    };
    let name = super::shown_inside(vm, this.value(), |vm| repr::repr(vm, &name))?;
    let parts = [&b"<"[..], class.as_bytes(), b" name=", name.as_bytes(), b" mode='", mode.as_bytes()];
    let start = vm.wtf8_concat(&parts)?;
    let start = start.payload::<taipan_core::value::text::Str>().map(|start| start.as_bytes()).unwrap_or_default();
    vm.wtf8_concat(&[start, b"' closefd=", owned.as_bytes(), b">"])
}

/// Refused: a file of the system cannot be copied or pickled.
#[function("FileIO.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<FileIo>) -> Result<(), Raised> {
    Err(super::cannot_pickle(vm, this.value()))
}

/// Refused: a file of the system cannot be copied or pickled.
#[function("FileIO.__reduce_ex__(self, protocol, /)")]
fn reduce_ex(vm: &mut Vm, this: Ref<FileIo>, _protocol: &Value) -> Result<(), Raised> {
    Err(super::cannot_pickle(vm, this.value()))
}
