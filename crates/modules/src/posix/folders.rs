//! `posix`: what is done to files and folders by name.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, symlink as link_to};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;

use super::names::{Name, text};

pub(super) const FUNCTIONS: &[NativeDef] = methods![
    entries, mkdir, rmdir, unlink, rename, symlink, link, readlink, chmod, truncate, set_times, getcwd, chdir, realpath
];

/// The names in a folder, each with the kind of its entry: "f", "d", "l" or "".
#[function("_entries(path, /)")]
fn entries(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    let name = Name::of(vm, path)?;
    let read = name.check(vm, fs::read_dir(&name.path))?;
    let mut found = Vec::new();
    for entry in read {
        let entry = name.check(vm, entry)?;
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_file() => "f",
            Ok(kind) if kind.is_dir() => "d",
            Ok(kind) if kind.is_symlink() => "l",
            _ => "",
        };
        let (entry, kind) = (name.like(vm, &entry.file_name())?, vm.intern(kind)?);
        found.push(vm.tuple([entry, kind])?);
    }
    vm.list(found)
}

/// Make a folder. Raises FileExistsError if something of the name is there.
#[function("mkdir(path, mode=0o777)")]
fn mkdir(vm: &mut Vm, path: &Value, mode: Option<i64>) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    let made = fs::DirBuilder::new().mode((mode.unwrap_or(0o777) & 0o7777) as u32).create(&name.path);
    name.check(vm, made)
}

/// Remove an empty folder.
#[function("rmdir(path)")]
fn rmdir(vm: &mut Vm, path: &Value) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    name.check(vm, fs::remove_dir(&name.path))
}

/// Remove a file.
#[function("unlink(path)")]
fn unlink(vm: &mut Vm, path: &Value) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    name.check(vm, fs::remove_file(&name.path))
}

/// Give a file or folder another name; a file of that name is replaced.
#[function("rename(src, dst)")]
fn rename(vm: &mut Vm, source: &Value, target: &Value) -> Result<(), Raised> {
    let (source, target) = (Name::of(vm, source)?, Name::of(vm, target)?);
    source.check_both(vm, &target, fs::rename(&source.path, &target.path))
}

/// Make dst a symbolic link to src.
#[function("symlink(src, dst, target_is_directory=False)")]
fn symlink(vm: &mut Vm, source: &Value, target: &Value, _folder: Option<bool>) -> Result<(), Raised> {
    let (source, target) = (Name::of(vm, source)?, Name::of(vm, target)?);
    source.check_both(vm, &target, link_to(&source.path, &target.path))
}

/// Give a file one more name.
#[function("link(src, dst)")]
fn link(vm: &mut Vm, source: &Value, target: &Value) -> Result<(), Raised> {
    let (source, target) = (Name::of(vm, source)?, Name::of(vm, target)?);
    source.check_both(vm, &target, fs::hard_link(&source.path, &target.path))
}

/// What a symbolic link points to.
#[function("readlink(path)")]
fn readlink(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    let name = Name::of(vm, path)?;
    let found = name.check(vm, fs::read_link(&name.path))?;
    name.like(vm, found.as_os_str())
}

/// Set the permissions of a file.
#[function("chmod(path, mode)")]
fn chmod(vm: &mut Vm, path: &Value, mode: i64) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    let permissions = fs::Permissions::from_mode((mode & 0o7777) as u32);
    name.check(vm, fs::set_permissions(&name.path, permissions))
}

/// Make a file this long.
#[function("truncate(path, length)")]
fn truncate(vm: &mut Vm, path: &Value, length: i64) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    // 22 is EINVAL.
    let Ok(length) = u64::try_from(length) else { return Err(vm.os_error(22, Some(&name.shown))) };
    let done = fs::OpenOptions::new().write(true).open(&name.path).and_then(|file| file.set_len(length));
    name.check(vm, done)
}

/// Set the times of the last access and change, in nanoseconds since 1970.
#[function("_set_times(path, accessed, modified, /)")]
fn set_times(vm: &mut Vm, path: &Value, accessed: i64, modified: i64) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    let times = fs::FileTimes::new().set_accessed(moment(accessed)).set_modified(moment(modified));
    let done = fs::File::open(&name.path).and_then(|file| file.set_times(times));
    name.check(vm, done)
}

fn moment(nanoseconds: i64) -> SystemTime {
    let distance = Duration::from_nanos(nanoseconds.unsigned_abs());
    let moment = if nanoseconds < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
    moment.unwrap_or(UNIX_EPOCH)
}

/// The folder that relative names begin at.
#[function("getcwd()")]
fn getcwd(vm: &mut Vm) -> Result<Value, Raised> {
    super::permitted(vm)?;
    match std::env::current_dir() {
        Ok(folder) => text(vm, folder.as_os_str()),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

/// Change the folder that relative names begin at.
#[function("chdir(path)")]
fn chdir(vm: &mut Vm, path: &Value) -> Result<(), Raised> {
    let name = Name::of(vm, path)?;
    name.check(vm, std::env::set_current_dir(&name.path))
}

/// The name without symbolic links, of a file that is there.
#[function("_realpath(path, /)")]
fn realpath(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    let name = Name::of(vm, path)?;
    let found = name.check(vm, fs::canonicalize(&name.path))?;
    name.like(vm, found.as_os_str())
}
