//! Module `_imp`: what `importlib` asks of the machine.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec as tables};
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::system_text;

use crate::import;
use crate::import::{loader, spec};

const FUNCTIONS: &[NativeDef] = methods![find_spec, attach, run_again, read, archive];

/// Fills the namespace: functions, and the classes of specs and loaders.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (kind, _, name, _) in &loader::KINDS {
        let class = loader::class(vm, *kind)?;
        dict::set_text(vm, namespace, name, class)?;
    }
    tables::install_functions(vm, namespace, "_imp", FUNCTIONS)
}

/// What is known of a module by its absolute name, which is searched in path, or else in sys.path; None if there is none.
#[function("find_spec(name, path=None, /)")]
fn find_spec(vm: &mut Vm, name: &str, path: &Value) -> Result<Value, Raised> {
    let found = import::find_spec(vm, name, Some(path).filter(|path| !path.is_none()))?;
    Ok(found.unwrap_or(Value::NONE))
}

/// The bytes of a file as imports find it, which may lie in an archive.
#[function("read(path, /)")]
fn read(vm: &mut Vm, path: &Value) -> Result<Value, Raised> {
    let Some(text) = path.payload::<Str>() else { return Err(vm.type_error("the path must be a string")) };
    // A character that stands for a byte of a path takes three of the text.
    let text = text.as_bytes().get(..3 * LONGEST_PATH + 1).unwrap_or(text.as_bytes());
    let bytes = system_text::encoded(text);
    let file = Path::new(OsStr::from_bytes(&bytes));
    // A device might never end, and a path that no system takes need not be asked for.
    let bytes = if bytes.len() <= LONGEST_PATH && vm.host.is_file(file) {
        vm.host.read_file(file)
    } else {
        Err(std::io::ErrorKind::NotFound.into())
    };
    let bytes = bytes.map_err(|error| vm.io_error(&error, Some(path)))?;
    vm.bytes(&bytes)
}

/// The path of the archive that a path names, or leads into; None if there is none.
#[function("archive(path, /)")]
fn archive(vm: &mut Vm, path: &str) -> Result<Value, Raised> {
    // A name below it, so that the archive itself is found, too.
    let archive = if path.len() <= LONGEST_PATH { vm.host.archive_of(&Path::new(path).join("any")) } else { None };
    archive.map_or(Ok(Value::NONE), |archive| vm.str(&archive.to_string_lossy()))
}

/// Bytes of a path that is longer than that of any file.
const LONGEST_PATH: usize = 1 << 16;

/// Put the names that a spec stands for into a module.
#[function("attach(module, spec, /)")]
fn attach(vm: &mut Vm, module: Ref<Module>, given: &Value) -> Result<(), Raised> {
    spec::attach(vm, &module.dict, given)
}

/// Run a module of the library once more; of modules in Rust nothing is run.
#[function("run_again(name, module, /)")]
fn run_again(vm: &mut Vm, name: &str, module: Ref<Module>) -> Result<(), Raised> {
    import::run_again(vm, name, &module.dict)
}
