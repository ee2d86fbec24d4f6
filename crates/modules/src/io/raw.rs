//! Files of the system without buffers. Buffers and text are made of them by module `io`.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{IsTerminal, Read, Seek, SeekFrom, Write};

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::dict;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::{Class, Instances};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};

static RAW_FILE: ClassSpec = ClassSpec {
    doc: "A file of the system, without a buffer.",
    methods: methods![new, read, write, seek, truncate, close, fileno, isatty],
    ..ClassSpec::EMPTY
};

/// Fills the namespace.
pub(super) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let class = define_native_class(vm, "_io.RawFile", &[], Instances::of::<RawFile>(), 0, &RAW_FILE)?;
    dict::set_text(vm, namespace, "RawFile", class.into_value())
}

/// Files are read in pieces, the first of which has so many bytes: nobody knows how long they are.
const FIRST_PIECE: u64 = 1 << 16;

/// The most bytes of a piece.
const LARGEST_PIECE: u64 = 1 << 22;

/// The open file, or nothing once it is closed.
#[payload("_io.RawFile")]
struct RawFile(#[untraced] RefCell<Option<File>>);

/// Opens a file: the mode has one of `r`, `w`, `a`, `x`, and perhaps a `+`.
///
/// A number stands for a file that is open; it is closed with this object if the object owns it.
#[function("RawFile.__new__(cls, path, mode, owned=True, /)")]
fn new(vm: &mut Vm, class: Ref<Class>, path: &Value, mode: &str, owned: Option<bool>) -> Result<Value, Raised> {
    if !vm.host.allows_system() {
        // 1 is EPERM: the host says no.
        return Err(vm.os_error(1, Some(path)));
    }
    if let Some(fd) = path.word().as_int() {
        let file = crate::posix::taken(vm, fd, owned.unwrap_or(true))?;
        let data = RawFile(RefCell::new(Some(file)));
        return Ok(vm.allocate(&class, data)?.into_value());
    }
    let text = match (path.payload::<taipan_core::value::text::Str>(), path.payload::<Bytes>()) {
        (Some(text), _) => text.to_lossy().into_owned(),
        (_, Some(bytes)) => String::from_utf8_lossy(bytes.as_slice()).into_owned(),
        _ => return Err(vm.type_error("expected str, bytes or os.PathLike object")),
    };
    if text.contains('\0') {
        return Err(vm.value_error("embedded null byte"));
    }
    let both = mode.contains('+');
    let mut options = OpenOptions::new();
    match mode.chars().next() {
        Some('w') => options.write(true).create(true).truncate(true).read(both),
        Some('a') => options.append(true).create(true).read(both),
        Some('x') => options.write(true).create_new(true).read(both),
        _ => options.read(true).write(both),
    };
    let opened = options.open(&text).and_then(|file| match file.metadata()?.is_dir() {
        // 21 is EISDIR: opening a folder works, reading it does not.
        true => Err(std::io::Error::from_raw_os_error(21)),
        false => Ok(file),
    });
    match opened {
        Ok(file) => {
            let data = RawFile(RefCell::new(Some(file)));
            Ok(vm.allocate(&class, data)?.into_value())
        }
        Err(error) => Err(vm.io_error(&error, Some(path))),
    }
}

/// Does something with the open file.
fn with<T>(vm: &mut Vm, this: &RawFile, act: impl FnOnce(&mut File) -> std::io::Result<T>) -> Result<T, Raised> {
    let result = this.0.borrow_mut().as_mut().map(act);
    match result {
        None => Err(vm.value_error("I/O operation on closed file")),
        Some(Ok(value)) => Ok(value),
        Some(Err(error)) => Err(vm.io_error(&error, None)),
    }
}

/// At most `size` bytes; all that is left where it is negative.
#[function("RawFile.read(self, size=-1, /)")]
fn read(vm: &mut Vm, this: &RawFile, size: i64) -> Result<Value, Raised> {
    let mut left = u64::try_from(size).unwrap_or(u64::MAX);
    let (mut bytes, mut piece, mut wanted) = (Draft::new(), Vec::new(), FIRST_PIECE);
    loop {
        piece.clear();
        wanted = wanted.min(left);
        let found = with(vm, this, |file| file.take(wanted).read_to_end(&mut piece))? as u64;
        left -= found;
        if left == 0 && bytes.is_empty() {
            return vm.bytes(&piece);
        }
        bytes.push(vm, &piece)?;
        if found < wanted || left == 0 {
            return bytes.into_bytes(vm);
        }
        wanted = (wanted * 2).min(LARGEST_PIECE);
    }
}

/// Writes all the bytes.
#[function("RawFile.write(self, data, /)")]
fn write(vm: &mut Vm, this: &RawFile, data: &Value) -> Result<usize, Raised> {
    let bytes = match (data.payload::<Bytes>(), data.payload::<ByteArray>()) {
        (Some(bytes), _) => bytes.as_slice().to_vec(),
        (_, Some(array)) => array.bytes.borrow().to_vec(),
        _ => {
            let mut bytes = Vec::new();
            for item in iterate::collect(vm, data)? {
                bytes.push(item.word().as_int().and_then(|byte| u8::try_from(byte).ok()).unwrap_or(0));
            }
            bytes
        }
    };
    with(vm, this, |file| file.write_all(&bytes))?;
    Ok(bytes.len())
}

/// Moves to a place counted from the start (0), from here (1) or from the end (2), and says where that is.
#[function("RawFile.seek(self, offset, whence=0, /)")]
fn seek(vm: &mut Vm, this: &RawFile, offset: i64, whence: i64) -> Result<Value, Raised> {
    let place = match (whence, u64::try_from(offset)) {
        (0, Ok(offset)) => SeekFrom::Start(offset),
        (0, Err(_)) => return Err(vm.os_error(22, None)),
        (1, _) => SeekFrom::Current(offset),
        (2, _) => SeekFrom::End(offset),
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let at = with(vm, this, |file| file.seek(place))?;
    vm.int(i64::try_from(at).unwrap_or(i64::MAX))
}

/// Makes the file this long.
#[function("RawFile.truncate(self, size, /)")]
fn truncate(vm: &mut Vm, this: &RawFile, size: i64) -> Result<(), Raised> {
    with(vm, this, |file| file.set_len(u64::try_from(size).unwrap_or(0)))
}

/// Closes the file.
#[function("RawFile.close(self, /)")]
fn close(this: &RawFile) {
    drop(this.0.take());
}

/// The descriptor's number.
#[function("RawFile.fileno(self, /)")]
fn fileno(vm: &mut Vm, this: &RawFile) -> Result<i64, Raised> {
    with(vm, this, |file| Ok(descriptor(file)))
}

#[cfg(unix)]
fn descriptor(file: &File) -> i64 {
    use std::os::fd::AsRawFd;
    i64::from(file.as_raw_fd())
}

#[cfg(not(unix))]
fn descriptor(_: &File) -> i64 {
    -1
}

/// Whether the file is a terminal.
#[function("RawFile.isatty(self, /)")]
fn isatty(vm: &mut Vm, this: &RawFile) -> Result<bool, Raised> {
    with(vm, this, |file| Ok(file.is_terminal()))
}
