//! `posix`: descriptors by number. Those that scripts open are kept in a table, so that a number stands for one file.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{IsTerminal, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::{function, payload};
use taipan_objects::buffer;

use super::names::Name;

pub(super) const FUNCTIONS: &[NativeDef] =
    methods![open, close, read, write, pipe, lseek, dup, dup2, fsync, ftruncate, fstat, isatty];

/// The error of a number that stands for nothing.
const EBADF: i32 = 9;

/// Under this name the VM keeps the table.
const TABLE: &str = "posix descriptors";

/// Open descriptors by number.
#[payload("posix.Descriptors")]
#[derive(Default)]
struct Descriptors(#[untraced] RefCell<HashMap<i64, File>>);

fn table<T>(vm: &mut Vm, act: impl FnOnce(&mut HashMap<i64, File>) -> std::io::Result<T>) -> Result<T, Raised> {
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
    result.unwrap_or_else(|| Err(std::io::Error::from_raw_os_error(EBADF))).map_err(|error| vm.io_error(&error, None))
}

fn with<T>(vm: &mut Vm, fd: i64, act: impl FnOnce(&mut File) -> std::io::Result<T>) -> Result<T, Raised> {
    if let Ok(number @ 0..3) = u8::try_from(fd) {
        let mut file = standard(vm, number)?;
        return act(&mut file).map_err(|error| vm.io_error(&error, None));
    }
    table(vm, |table| match table.get_mut(&fd) {
        Some(file) => act(file),
        None => Err(std::io::Error::from_raw_os_error(EBADF)),
    })
}

/// As [`with`], once a file can be read or written. Meanwhile signals are answered, and other threads have the machine.
fn when_ready<T: Send>(
    vm: &mut Vm,
    fd: i64,
    way: PollFlags,
    act: impl FnOnce(&mut File) -> std::io::Result<T> + Send,
) -> Result<T, Raised> {
    // What is ready to be read is read at once; what is written may be more than there is room for.
    let at_once = vm.threads.others() == 0 || way == PollFlags::IN;
    if with(vm, fd, |file| Ok(is_ready(file, way, 0)))? && at_once {
        return with(vm, fd, act);
    }
    let mut file = with(vm, fd, |file| file.try_clone())?;
    while !vm.away(|| is_ready(&file, way, PATIENCE)) {
        let look_up = vm.hooks.look_up;
        look_up(vm)?;
    }
    vm.away(|| act(&mut file)).map_err(|error| vm.io_error(&error, None))
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

fn keep(vm: &mut Vm, file: File) -> Result<i64, Raised> {
    super::permitted(vm)?;
    // A file that is opened takes the place of the lowest descriptor that is closed.
    if let Some(number) = (0..3).find(|number| !vm.host.has_standard(*number)) {
        let placed = vm.host.set_standard(number, Some(file));
        return placed.map(|()| i64::from(number)).map_err(|error| vm.io_error(&error, None));
    }
    let fd = i64::from(file.as_raw_fd());
    table(vm, |table| {
        table.insert(fd, file);
        Ok(fd)
    })
}

/// Takes the file behind a number out of the table, for an object that closes it from now on.
pub(crate) fn taken(vm: &mut Vm, fd: i64, owned: bool) -> Result<File, Raised> {
    if let Ok(number @ 0..3) = u8::try_from(fd) {
        let copy = standard(vm, number)?;
        if owned {
            vm.host.set_standard(number, None).map_err(|error| vm.io_error(&error, None))?;
        }
        return Ok(copy);
    }
    table(vm, |table| match table.remove(&fd) {
        Some(file) if owned => Ok(file),
        Some(file) => {
            let copy = file.try_clone();
            table.insert(fd, file);
            copy
        }
        None => Err(std::io::Error::from_raw_os_error(EBADF)),
    })
}

/// Open a file and give the number of its descriptor.
#[function("open(path, flags, mode=0o777)")]
fn open(vm: &mut Vm, path: &Value, flags: i64, mode: Option<i64>) -> Result<i64, Raised> {
    let name = Name::of(vm, path)?;
    let has = |bit: i64| flags & bit != 0;
    let mut options = OpenOptions::new();
    let way = flags & 3;
    options.read(way != 1).write(way != 0).append(has(0o2000) && way != 0);
    options.create(has(0o100) && way != 0).create_new(has(0o100) && has(0o200) && way != 0);
    options.truncate(has(0o1000) && way != 0).mode((mode.unwrap_or(0o777) & 0o7777) as u32);
    options.custom_flags((flags & !0o3303) as i32);
    let file = name.check(vm, options.open(&name.path))?;
    keep(vm, file)
}

/// Give a descriptor back to the system.
#[function("close(fd)")]
fn close(vm: &mut Vm, fd: i64) -> Result<(), Raised> {
    taken(vm, fd, true).map(drop)
}

/// Read at most this many bytes.
#[function("read(fd, length, /)")]
fn read(vm: &mut Vm, fd: i64, length: i64) -> Result<Value, Raised> {
    // 22 is EINVAL.
    let Ok(length) = usize::try_from(length) else { return Err(vm.os_error(22, None)) };
    let bytes = if fd == 0 {
        super::permitted(vm)?;
        crate::builtins::io::read_line(vm, length)?
    } else {
        when_ready(vm, fd, PollFlags::IN, |file| {
            let mut bytes = vec![0; length.min(1 << 20)];
            let found = file.read(&mut bytes)?;
            bytes.truncate(found);
            Ok(bytes)
        })?
    };
    vm.bytes(&bytes)
}

/// Write bytes and give their number.
#[function("write(fd, data, /)")]
fn write(vm: &mut Vm, fd: i64, data: &Value) -> Result<i64, Raised> {
    let bytes = buffer::required(vm, data)?;
    let stream = match fd {
        1 => Stream::Out,
        2 => Stream::Err,
        _ => return when_ready(vm, fd, PollFlags::OUT, |file| file.write(&bytes)).map(|count| count as i64),
    };
    super::permitted(vm)?;
    let written = vm.host.write(stream, &bytes).and_then(|()| vm.host.flush(stream));
    written.map_err(|error| vm.io_error(&error, None))?;
    Ok(bytes.len() as i64)
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
    let place = match (whence, u64::try_from(position)) {
        (0, Ok(position)) => SeekFrom::Start(position),
        (1, _) => SeekFrom::Current(position),
        (2, _) => SeekFrom::End(position),
        _ => return Err(vm.os_error(22, None)),
    };
    with(vm, fd, |file| file.seek(place)).map(|place| place as i64)
}

/// One more descriptor of the same file.
#[function("dup(fd, /)")]
fn dup(vm: &mut Vm, fd: i64) -> Result<i64, Raised> {
    let copy = with(vm, fd, |file| file.try_clone())?;
    keep(vm, copy)
}

/// Make `fd2` one more descriptor of the file of `fd`, after closing what it was. Gives fd2.
#[function("dup2(fd, fd2, inheritable=True)")]
fn dup2(vm: &mut Vm, fd: i64, fd2: i64, _inheritable: Option<bool>) -> Result<i64, Raised> {
    let copy = with(vm, fd, |file| file.try_clone())?;
    match u8::try_from(fd2) {
        Ok(number @ 0..3) => vm.host.set_standard(number, Some(copy)).map_err(|error| vm.io_error(&error, None))?,
        _ if fd2 < 0 => return Err(vm.os_error(i64::from(EBADF), None)),
        _ => drop(table(vm, |table| Ok(table.insert(fd2, copy)))?),
    }
    Ok(fd2)
}

/// Hand what was written to the disk.
#[function("fsync(fd)")]
fn fsync(vm: &mut Vm, fd: i64) -> Result<(), Raised> {
    with(vm, fd, |file| file.sync_all())
}

/// Make an open file this long.
#[function("ftruncate(fd, length, /)")]
fn ftruncate(vm: &mut Vm, fd: i64, length: i64) -> Result<(), Raised> {
    with(vm, fd, |file| file.set_len(u64::try_from(length).unwrap_or(0)))
}

/// As `_stat`, of an open file.
#[function("_fstat(fd, /)")]
fn fstat(vm: &mut Vm, fd: i64) -> Result<Value, Raised> {
    let found = with(vm, fd, |file| file.metadata())?;
    super::status::numbers(vm, &found)
}

/// Whether the descriptor is a terminal.
#[function("isatty(fd, /)")]
fn isatty(vm: &mut Vm, fd: i64) -> Result<bool, Raised> {
    super::permitted(vm)?;
    Ok(match fd {
        0..3 if !vm.host.has_standard(fd as u8) => false,
        0 => std::io::stdin().is_terminal(),
        1 => std::io::stdout().is_terminal(),
        2 => std::io::stderr().is_terminal(),
        _ => table(vm, |table| Ok(table.get(&fd).is_some_and(IsTerminal::is_terminal)))?,
    })
}
