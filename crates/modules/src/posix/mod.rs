//! Module `posix`, on which `os` stands: files and folders by name, descriptors, and the process itself.
//!
//! Every function asks the host first; a sandbox answers with EPERM.

pub(crate) mod descriptors;
mod folders;
mod names;
pub(crate) mod paths;
mod process;
mod status;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for table in [paths::FUNCTIONS, folders::FUNCTIONS, status::FUNCTIONS, descriptors::FUNCTIONS, process::FUNCTIONS] {
        spec::install_functions(vm, namespace, "posix", table)?;
    }
    for (name, number) in CONSTANTS {
        let number = vm.int(*number)?;
        dict::set_text(vm, namespace, name, number)?;
    }
    Ok(())
}

/// Numbers of Linux that scripts use by name.
const CONSTANTS: &[(&str, i64)] = &[
    ("F_OK", 0),
    ("X_OK", 1),
    ("W_OK", 2),
    ("R_OK", 4),
    ("O_RDONLY", 0),
    ("O_WRONLY", 1),
    ("O_RDWR", 2),
    ("O_ACCMODE", 3),
    ("O_SYNC", 0o4_010_000),
    ("O_CREAT", 0o100),
    ("O_EXCL", 0o200),
    ("O_NOCTTY", 0o400),
    ("O_TRUNC", 0o1000),
    ("O_APPEND", 0o2000),
    ("O_NONBLOCK", 0o4000),
    ("O_DIRECTORY", 0o200_000),
    ("O_NOFOLLOW", 0o400_000),
    ("O_CLOEXEC", 0o2_000_000),
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_SOFTWARE", 70),
    ("WNOHANG", 1),
];

/// Opens the file of a name, a string, bytes or a path, under the flags of the system.
pub(crate) fn open_file(vm: &mut Vm, path: &Value, flags: i64) -> Result<std::fs::File, Raised> {
    let name = names::Name::of(vm, path)?;
    descriptors::open_named(vm, &name, flags, 0o666)
}

/// An error unless the host lets scripts use the system.
pub(crate) fn permitted(vm: &mut Vm) -> Result<(), Raised> {
    // 1 is EPERM: the host says no.
    if vm.host.allows_system() { Ok(()) } else { Err(vm.os_error(1, None)) }
}
