//! `posix`: what is known about a file.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;

use super::names::Name;

pub(super) const FUNCTIONS: &[NativeDef] = methods![stat, exists, is_file, is_folder, is_link, access];

/// Mode, inode, device, links, user, group, size, times in nanoseconds (access, change, status), block size, blocks.
#[function("_stat(path, follow, /)")]
fn stat(vm: &mut Vm, path: &Value, follow: bool) -> Result<Value, Raised> {
    let name = Name::of(vm, path)?;
    let found = if follow { fs::metadata(&name.path) } else { fs::symlink_metadata(&name.path) };
    let found = name.check(vm, found)?;
    numbers(vm, &found)
}

/// The numbers of [`stat`].
pub(super) fn numbers(vm: &mut Vm, found: &Metadata) -> Result<Value, Raised> {
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    let numbers = [
        i64::from(found.mode()),
        found.ino() as i64,
        found.dev() as i64,
        found.nlink() as i64,
        i64::from(found.uid()),
        i64::from(found.gid()),
        found.size() as i64,
        nanoseconds(found.atime(), found.atime_nsec()),
        nanoseconds(found.mtime(), found.mtime_nsec()),
        nanoseconds(found.ctime(), found.ctime_nsec()),
        found.blksize() as i64,
        found.blocks() as i64,
        found.rdev() as i64,
    ];
    let numbers = numbers.into_iter().map(|number| vm.int(number)).collect::<Result<Vec<_>, _>>()?;
    vm.tuple(numbers)
}

/// Whether there is something of this name; links are followed.
#[function("_exists(path, /)")]
fn exists(vm: &mut Vm, path: &Value) -> Result<bool, Raised> {
    Ok(Name::of(vm, path)?.path.exists())
}

/// Whether there is a file of this name.
#[function("_is_file(path, /)")]
fn is_file(vm: &mut Vm, path: &Value) -> Result<bool, Raised> {
    Ok(Name::of(vm, path)?.path.is_file())
}

/// Whether there is a folder of this name.
#[function("_is_folder(path, /)")]
fn is_folder(vm: &mut Vm, path: &Value) -> Result<bool, Raised> {
    Ok(Name::of(vm, path)?.path.is_dir())
}

/// Whether there is a symbolic link of this name.
#[function("_is_link(path, /)")]
fn is_link(vm: &mut Vm, path: &Value) -> Result<bool, Raised> {
    Ok(Name::of(vm, path)?.path.is_symlink())
}

/// Whether the file is there and its permissions allow this use.
#[function("access(path, mode)")]
fn access(vm: &mut Vm, path: &Value, mode: i64) -> Result<bool, Raised> {
    let name = Name::of(vm, path)?;
    let Ok(found) = fs::metadata(&name.path) else { return Ok(false) };
    let Ok(own) = fs::metadata("/proc/self") else { return Ok(mode == 0) };
    let granted = match own.uid() {
        // The superuser may all but run what nobody may run.
        0 => 0o6 | u32::from(found.mode() & 0o111 != 0 || found.is_dir()),
        user if user == found.uid() => found.mode() >> 6 & 7,
        _ if own.gid() == found.gid() => found.mode() >> 3 & 7,
        _ => found.mode() & 7,
    };
    Ok(mode & i64::from(granted) == mode)
}
