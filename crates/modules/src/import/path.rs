//! Searching folders for modules.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::protocol::{attributes, dict};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_text::system_text;

/// What the system's answers about one folder cost, in steps.
const FOLDER: u64 = 32;

/// Bytes of a folder's name that is longer than that of any folder.
const LONGEST: usize = 1 << 16;

/// A module found in a folder.
pub(super) struct Found {
    /// Its file; of a namespace package the folder.
    pub(super) file: PathBuf,
    /// The folder of a package.
    pub(super) folder: Option<PathBuf>,
    /// True for a package without `__init__`.
    pub(super) namespace: bool,
}

/// Modules of the library that no file hides: those that CPython has in its executable.
const BUILT_IN: &[&str] = &[
    "abc",
    "atexit",
    "builtins",
    "codecs",
    "errno",
    "faulthandler",
    "gc",
    "genericpath",
    "importlib",
    "io",
    "itertools",
    "marshal",
    "ntpath",
    "os",
    "posix",
    "posixpath",
    "pwd",
    "runpy",
    "site",
    "stat",
    "sys",
    "time",
    "zipimport",
];

/// Searches the folders that stand before the library in `sys.path` for a module that hides one of the library's.
pub(super) fn find_first(vm: &mut Vm, name: &str) -> Result<Option<Found>, Raised> {
    if vm.world.settings.first.is_empty() || name.starts_with('_') || name.contains('.') || BUILT_IN.contains(&name) {
        return Ok(None);
    }
    let Some(folders) = search_path(vm) else { return Ok(None) };
    let folders = iterate::collect(vm, &folders)?;
    let first = &vm.world.settings.first;
    let is_first = |folder: &Value| {
        folder.payload::<Str>().is_some_and(|folder| first.iter().any(|first| **first == *folder.as_bytes()))
    };
    let end = folders.iter().rposition(is_first).map_or(0, |last| last + 1);
    let found = find_in(vm, name, folders.get(..end).unwrap_or_default())?;
    Ok(found.filter(|found| !found.namespace))
}

/// What `sys.path` is.
fn search_path(vm: &mut Vm) -> Option<Value> {
    let modules = vm.world.modules.clone();
    let sys = dict::get_text(vm, &modules, "sys")?;
    let path = vm.names.known.path_attribute.clone();
    attributes::get(vm, &sys, &path)
}

/// Searches the folders of `search`, or of `sys.path`, for the last part of a module's name.
pub(super) fn find(vm: &mut Vm, name: &str, search: Option<&Value>) -> Result<Option<Found>, Raised> {
    let Some(folders) = search.cloned().or_else(|| search_path(vm)) else { return Ok(None) };
    let folders = iterate::collect(vm, &folders)?;
    find_in(vm, name, &folders)
}

fn find_in(vm: &mut Vm, name: &str, folders: &[Value]) -> Result<Option<Found>, Raised> {
    let short = name.rsplit('.').next().unwrap_or(name);
    if short.is_empty() {
        return Ok(None);
    }
    let mut namespace = None;
    for folder in folders {
        let Some(folder) = folder.payload::<Str>().filter(|folder| folder.as_bytes().len() <= LONGEST) else {
            vm.charge(1)?;
            continue;
        };
        vm.charge(FOLDER)?;
        let folder = system_text::encoded(folder.as_bytes());
        let folder = Path::new(if folder.is_empty() { OsStr::new(".") } else { OsStr::from_bytes(&folder) });
        let package = folder.join(short);
        let init = package.join("__init__.py");
        if vm.host.is_file(&init) {
            return Ok(Some(Found { file: init, folder: Some(package), namespace: false }));
        }
        let file = folder.join(format!("{short}.py"));
        if vm.host.is_file(&file) {
            return Ok(Some(Found { file, folder: None, namespace: false }));
        }
        if namespace.is_none() && vm.host.is_folder(&package) {
            namespace = Some(Found { file: package.clone(), folder: Some(package), namespace: true });
        }
    }
    Ok(namespace)
}
