//! `posix`: descriptors by number. Those that scripts open are kept in a table, so that a number stands for one file.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{self, OFlags, SeekFrom, fcntl_getfl, fcntl_setfl};
use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::{function, payload};
use taipan_objects::buffer;

use super::names::Name;

pub(super) const FUNCTIONS: &[NativeDef] = methods![
    open,
    close,
    read,
    write,
    pipe,
    lseek,
    dup,
    dup2,
    fsync,
    ftruncate,
    fstat,
    isatty,
    get_blocking,
    set_blocking
];

/// The error of a number that stands for nothing.
const EBADF: i32 = 9;

/// Under this name the VM keeps the table.
const TABLE: &str = "posix descriptors";

/// Open descriptors by number.
#[payload("posix.Descriptors")]
#[derive(Default)]
struct Descriptors(#[untraced] RefCell<HashMap<i64, Arc<File>>>);

fn table<T>(vm: &mut Vm, act: impl FnOnce(&mut HashMap<i64, Arc<File>>) -> std::io::Result<T>) -> Result<T, Raised> {
    super::permitted(vm)?;
    let kept = vm.world.kept.borrow().get(TABLE).cloned();
    let table = match kept {
        Some(table) => table,
        None => {
            let class = vm.classes.object.clone();
            let table = vm.allocate(&class, Descriptors::default())?.into_value();
            vm.world.kept.borrow_mut().insert(TABLE, table.clone());
            table
        }
    };
    let result = table.payload::<Descriptors>().map(|table| act(&mut table.0.borrow_mut()));
    result.unwrap_or_else(|| Err(bad_number())).map_err(|error| vm.io_error(&error, None))
}

fn bad_number() -> std::io::Error {
    std::io::Error::from_raw_os_error(EBADF)
}

/// The file behind a number. It stays open while this is held.
pub(crate) fn file(vm: &mut Vm, fd: i64) -> Result<Arc<File>, Raised> {
    match u8::try_from(fd) {
        Ok(number @ 0..3) => standard(vm, number).map(Arc::new),
        _ => table(vm, |table| table.get(&fd).cloned().ok_or_else(bad_number)),
    }
}

fn with<T>(vm: &mut Vm, fd: i64, act: impl FnOnce(&File) -> std::io::Result<T>) -> Result<T, Raised> {
    let file = file(vm, fd)?;
    act(&file).map_err(|error| vm.io_error(&error, None))
}

/// Does something with a file as soon as it can be read or written. Meanwhile signals are answered, and other threads have
/// the machine.
fn when_ready<T: Send>(
    vm: &mut Vm,
    file: &File,
    way: PollFlags,
    act: impl FnOnce(&File) -> std::io::Result<T> + Send,
) -> Result<std::io::Result<T>, Raised> {
    if is_ready(file, way, 0) {
        // What is ready to be read is read at once; what is written may be more than there is room for.
        let at_once = vm.threads.others() == 0 || way == PollFlags::IN;
        return Ok(if at_once { act(file) } else { vm.away(|| act(file)) });
    }
    if waits(file) {
        while !vm.away(|| is_ready(file, way, PATIENCE)) {
            let look_up = vm.hooks.look_up;
            look_up(vm)?;
        }
    }
    Ok(vm.away(|| act(file)))
}

/// Milliseconds after which who waits looks at signals.
const PATIENCE: i64 = 100;

/// Whether reading or writing would not wait, or would tell at once what is wrong.
fn is_ready(file: &File, way: PollFlags, milliseconds: i64) -> bool {
    let most = Timespec { tv_sec: 0, tv_nsec: milliseconds * 1_000_000 };
    match poll(&mut [PollFd::new(file, way)], Some(&most)) {
        Err(rustix::io::Errno::INTR) => false,
        found => found != Ok(0),
    }
}

/// False if reading and writing fail where they would have to wait.
fn waits(file: &File) -> bool {
    fcntl_getfl(file).is_ok_and(|flags| !flags.contains(OFlags::NONBLOCK))
}

/// Reads some bytes and gives their number; `None` if nothing is there and the file does not wait.
///
/// `plain` says that it is a file on a disk, which nobody waits for.
pub(crate) fn read_into(vm: &mut Vm, fd: i64, plain: bool, target: &mut [u8]) -> Result<Option<usize>, Raised> {
    if fd == 0 {
        super::permitted(vm)?;
        vm.host.flush(Stream::Out).map_err(|error| vm.io_error(&error, None))?;
        let line = crate::builtins::io::read_line(vm, target.len())?;
        if let Some(target) = target.get_mut(..line.len()) {
            target.copy_from_slice(&line);
        }
        return Ok(Some(line.len()));
    }
    let file = file(vm, fd)?;
    loop {
        let mut read = |mut file: &File| file.read(target);
        let found = if plain { read(&file) } else { when_ready(vm, &file, PollFlags::IN, read)? };
        if let Some(found) = unless_interrupted(vm, found)? {
            return Ok(found);
        }
    }
}

/// Writes some of the bytes and gives their number; `None` if there is no room and the file does not wait.
pub(crate) fn write_from(vm: &mut Vm, fd: i64, plain: bool, bytes: &[u8]) -> Result<Option<usize>, Raised> {
    let stream = match fd {
        1 => Some(Stream::Out),
        2 => Some(Stream::Err),
        _ => None,
    };
    if let Some(stream) = stream {
        super::permitted(vm)?;
        let written = vm.host.write(stream, bytes).and_then(|()| vm.host.flush(stream));
        let written = written.map(|()| bytes.len());
        return written.map(Some).map_err(|error| vm.io_error(&error, None));
    }
    let file = file(vm, fd)?;
    loop {
        let write = |mut file: &File| file.write(bytes);
        let found = if plain { write(&file) } else { when_ready(vm, &file, PollFlags::OUT, write)? };
        if let Some(found) = unless_interrupted(vm, found)? {
            return Ok(found);
        }
    }
}

/// What reading or writing came to; `None` if a signal came in between, which was answered.
fn unless_interrupted(vm: &mut Vm, found: std::io::Result<usize>) -> Result<Option<Option<usize>>, Raised> {
    match found {
        Ok(count) => Ok(Some(Some(count))),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(Some(None)),
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            let look_up = vm.hooks.look_up;
            look_up(vm).map(|()| None)
        }
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

/// Moves in a file and says where that is.
pub(crate) fn seek(vm: &mut Vm, fd: i64, position: i64, whence: i64) -> Result<i64, Raised> {
    let place = match (whence, u64::try_from(position)) {
        (0, Ok(position)) => SeekFrom::Start(position),
        (1, _) => SeekFrom::Current(position),
        (2, _) => SeekFrom::End(position),
        (3, Ok(position)) => SeekFrom::Data(position),
        (4, Ok(position)) => SeekFrom::Hole(position),
        // 22 is EINVAL, 6 is ENXIO: there is neither data nor a hole before the start.
        (3 | 4, Err(_)) => return Err(vm.os_error(6, None)),
        _ => return Err(vm.os_error(22, None)),
    };
    with(vm, fd, |file| Ok(fs::seek(file, place)?)).map(|place| place as i64)
}

/// Makes an open file this long.
pub(crate) fn set_length(vm: &mut Vm, fd: i64, length: i64) -> Result<(), Raised> {
    // 22 is EINVAL.
    let Ok(length) = u64::try_from(length) else { return Err(vm.os_error(22, None)) };
    with(vm, fd, |file| file.set_len(length))
}

/// What the system knows of an open file.
pub(crate) fn metadata(vm: &mut Vm, fd: i64) -> Result<Metadata, Raised> {
    with(vm, fd, File::metadata)
}

/// One more descriptor of the file of a standard one.
fn standard(vm: &mut Vm, number: u8) -> Result<File, Raised> {
    super::permitted(vm)?;
    if !vm.host.has_standard(number) {
        return Err(vm.os_error(i64::from(EBADF), None));
    }
    let copy = match number {
        0 => std::io::stdin().as_fd().try_clone_to_owned(),
        1 => std::io::stdout().as_fd().try_clone_to_owned(),
        _ => std::io::stderr().as_fd().try_clone_to_owned(),
    };
    copy.map(File::from).map_err(|error| vm.io_error(&error, None))
}

/// Enters a file under its number.
pub(crate) fn keep(vm: &mut Vm, file: File) -> Result<i64, Raised> {
    super::permitted(vm)?;
    // A file that is opened takes the place of the lowest descriptor that is closed.
    if let Some(number) = (0..3).find(|number| !vm.host.has_standard(*number)) {
        let placed = vm.host.set_standard(number, Some(file));
        return placed.map(|()| i64::from(number)).map_err(|error| vm.io_error(&error, None));
    }
    let fd = i64::from(file.as_raw_fd());
    table(vm, |table| {
        table.insert(fd, Arc::new(file));
        Ok(fd)
    })
}

/// Gives a descriptor back to the system.
pub(crate) fn end(vm: &mut Vm, fd: i64) -> Result<(), Raised> {
    if let Ok(number @ 0..3) = u8::try_from(fd) {
        super::permitted(vm)?;
        if !vm.host.has_standard(number) {
            return Err(vm.os_error(i64::from(EBADF), None));
        }
        return vm.host.set_standard(number, None).map_err(|error| vm.io_error(&error, None));
    }
    table(vm, |table| table.remove(&fd).map(drop).ok_or_else(bad_number))
}

/// Opens the file of a name under the flags of the system.
pub(super) fn open_named(vm: &mut Vm, name: &Name, flags: i64, mode: u32) -> Result<File, Raised> {
    let has = |bit: i64| flags & bit != 0;
    let mut options = OpenOptions::new();
    let way = flags & 3;
    options.read(way != 1).write(way != 0).append(has(0o2000) && way != 0);
    options.create(has(0o100) && way != 0).create_new(has(0o100) && has(0o200) && way != 0);
    options.truncate(has(0o1000) && way != 0).mode(mode & 0o7777);
    options.custom_flags((flags & !0o3303) as i32);
    name.check(vm, options.open(&name.path))
}

/// Open a file and give the number of its descriptor.
#[function("open(path, flags, mode=0o777)")]
fn open(vm: &mut Vm, path: &Value, flags: i64, mode: Option<i64>) -> Result<i64, Raised> {
    let name = Name::of(vm, path)?;
    let file = open_named(vm, &name, flags, mode.unwrap_or(0o777) as u32)?;
    keep(vm, file)
}

/// Give a descriptor back to the system.
#[function("close(fd)")]
fn close(vm: &mut Vm, fd: i64) -> Result<(), Raised> {
    end(vm, fd)
}

/// Read at most this many bytes.
#[function("read(fd, length, /)")]
fn read(vm: &mut Vm, fd: i64, length: i64) -> Result<Value, Raised> {
    // 22 is EINVAL.
    let Ok(length) = usize::try_from(length) else { return Err(vm.os_error(22, None)) };
    let mut bytes = vec![0; length.min(LONGEST_READ)];
    let found = read_into(vm, fd, false, &mut bytes)?;
    match found {
        Some(found) => vm.bytes(bytes.get(..found).unwrap_or_default()),
        None => Err(vm.os_error(EAGAIN, None)),
    }
}

/// The most bytes that one read of a descriptor gives.
const LONGEST_READ: usize = 1 << 20;

/// The error of a file that does not wait.
const EAGAIN: i64 = 11;

/// Write bytes and give their number.
#[function("write(fd, data, /)")]
fn write(vm: &mut Vm, fd: i64, data: &Value) -> Result<usize, Raised> {
    let bytes = buffer::required(vm, data)?;
    match write_from(vm, fd, false, &bytes)? {
        Some(count) => Ok(count),
        None => Err(vm.os_error(EAGAIN, None)),
    }
}

/// Make a pipe and give the numbers of its two ends, for reading and for writing.
#[function("pipe()")]
fn pipe(vm: &mut Vm) -> Result<Value, Raised> {
    super::permitted(vm)?;
    let (from, to) = std::io::pipe().map_err(|error| vm.io_error(&error, None))?;
    let (from, to) = (keep(vm, File::from(OwnedFd::from(from)))?, keep(vm, File::from(OwnedFd::from(to)))?);
    let (from, to) = (vm.int(from)?, vm.int(to)?);
    vm.tuple([from, to])
}

/// Move to a place counted from the start (0), from here (1) or from the end (2).
#[function("lseek(fd, position, whence, /)")]
fn lseek(vm: &mut Vm, fd: i64, position: i64, whence: i64) -> Result<i64, Raised> {
    seek(vm, fd, position, whence)
}

/// One more descriptor of the same file.
#[function("dup(fd, /)")]
fn dup(vm: &mut Vm, fd: i64) -> Result<i64, Raised> {
    let copy = with(vm, fd, File::try_clone)?;
    keep(vm, copy)
}

/// Make `fd2` one more descriptor of the file of `fd`, after closing what it was. Gives fd2.
#[function("dup2(fd, fd2, inheritable=True)")]
fn dup2(vm: &mut Vm, fd: i64, fd2: i64, _inheritable: Option<bool>) -> Result<i64, Raised> {
    let copy = with(vm, fd, File::try_clone)?;
    match u8::try_from(fd2) {
        Ok(number @ 0..3) => vm.host.set_standard(number, Some(copy)).map_err(|error| vm.io_error(&error, None))?,
        _ if fd2 < 0 => return Err(vm.os_error(i64::from(EBADF), None)),
        _ => drop(table(vm, |table| Ok(table.insert(fd2, Arc::new(copy))))?),
    }
    Ok(fd2)
}

/// Hand what was written to the disk.
#[function("fsync(fd)")]
fn fsync(vm: &mut Vm, fd: i64) -> Result<(), Raised> {
    with(vm, fd, File::sync_all)
}

/// Make an open file this long.
#[function("ftruncate(fd, length, /)")]
fn ftruncate(vm: &mut Vm, fd: i64, length: i64) -> Result<(), Raised> {
    set_length(vm, fd, length)
}

/// As `_stat`, of an open file.
#[function("_fstat(fd, /)")]
fn fstat(vm: &mut Vm, fd: i64) -> Result<Value, Raised> {
    let found = metadata(vm, fd)?;
    super::status::numbers(vm, &found)
}

/// Whether the descriptor is a terminal.
#[function("isatty(fd, /)")]
fn isatty(vm: &mut Vm, fd: i64) -> Result<bool, Raised> {
    is_terminal(vm, fd)
}

/// Whether a number stands for a terminal.
pub(crate) fn is_terminal(vm: &mut Vm, fd: i64) -> Result<bool, Raised> {
    super::permitted(vm)?;
    Ok(match fd {
        0..3 if !vm.host.has_standard(fd as u8) => false,
        0 => std::io::stdin().is_terminal(),
        1 => std::io::stdout().is_terminal(),
        2 => std::io::stderr().is_terminal(),
        _ => table(vm, |table| Ok(table.get(&fd).is_some_and(|file| file.is_terminal())))?,
    })
}

/// Whether reading and writing wait where they must.
#[function("get_blocking(fd, /)")]
fn get_blocking(vm: &mut Vm, fd: i64) -> Result<bool, Raised> {
    with(vm, fd, |file| Ok(!fcntl_getfl(file)?.contains(OFlags::NONBLOCK)))
}

/// Say whether reading and writing wait where they must, or fail at once.
#[function("set_blocking(fd, blocking, /)")]
fn set_blocking(vm: &mut Vm, fd: i64, blocking: bool) -> Result<(), Raised> {
    with(vm, fd, |file| {
        let mut flags = fcntl_getfl(file)?;
        flags.set(OFlags::NONBLOCK, !blocking);
        Ok(fcntl_setfl(file, flags)?)
    })
}
