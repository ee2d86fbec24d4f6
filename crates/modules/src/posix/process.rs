//! `posix`: the process, its environment and its user.

use std::os::unix::fs::MetadataExt;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_heap::value::Value;
use taipan_macros::function;

use super::names::text;

pub(super) const FUNCTIONS: &[NativeDef] =
    methods![environment, exit, getpid, getppid, getuid, getgid, cpu_count, urandom, strerror];

/// The environment as a list of names and values.
#[function("_environment()")]
fn environment(vm: &mut Vm) -> Result<Value, Raised> {
    let mut found = Vec::new();
    if vm.host.allows_system() {
        for (name, value) in std::env::vars_os() {
            let (name, value) = (text(vm, &name)?, text(vm, &value)?);
            found.push(vm.tuple([name, value])?);
        }
    }
    vm.list(found)
}

/// End the process at once: nothing is flushed, nothing is run.
#[function("_exit(status)")]
fn exit(vm: &mut Vm, status: i64) -> Result<(), Raised> {
    super::permitted(vm)?;
    std::process::exit((status & 0xff) as i32)
}

/// The number of this process.
#[function("getpid()")]
fn getpid(vm: &mut Vm) -> Result<i64, Raised> {
    super::permitted(vm)?;
    Ok(i64::from(std::process::id()))
}

/// The number of the process that started this one.
#[function("getppid()")]
fn getppid(vm: &mut Vm) -> Result<i64, Raised> {
    super::permitted(vm)?;
    Ok(i64::from(std::os::unix::process::parent_id()))
}

fn own<T>(vm: &mut Vm, part: impl FnOnce(&std::fs::Metadata) -> T) -> Result<T, Raised> {
    super::permitted(vm)?;
    std::fs::metadata("/proc/self").map(|own| part(&own)).map_err(|error| vm.io_error(&error, None))
}

/// The number of the user of this process.
#[function("getuid()")]
fn getuid(vm: &mut Vm) -> Result<i64, Raised> {
    own(vm, |own| i64::from(own.uid()))
}

/// The number of the group of this process.
#[function("getgid()")]
fn getgid(vm: &mut Vm) -> Result<i64, Raised> {
    own(vm, |own| i64::from(own.gid()))
}

/// How many processors there are, or None.
#[function("cpu_count()")]
fn cpu_count() -> Option<i64> {
    std::thread::available_parallelism().ok().map(|count| count.get() as i64)
}

/// Bytes that nobody can predict.
#[function("urandom(size, /)")]
fn urandom(vm: &mut Vm, size: i64) -> Result<Value, Raised> {
    let Ok(size) = usize::try_from(size) else { return Err(vm.value_error("negative argument not allowed")) };
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(size).is_err() {
        return Err(vm.raise_message(|classes| &classes.memory_error, ""));
    }
    bytes.resize(size, 0);
    vm.host.entropy(&mut bytes).map_err(|error| vm.io_error(&error, None))?;
    vm.bytes(&bytes)
}

/// The system's words for the number of an error.
#[function("strerror(code, /)")]
fn strerror(code: i64) -> String {
    taipan_core::protocol::os_error::system_message(code).to_string()
}
