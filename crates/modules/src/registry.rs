//! The table of modules that come with the interpreter.

use taipan_core::machine::hooks::Provided;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Ref;

/// Fills the namespace of a native module.
type Fill = fn(&mut Vm, &Ref<Dict>) -> Result<(), Raised>;

/// Modules written in Rust.
const NATIVE: &[(&str, Fill)] = &[
    ("sys", crate::sys::fill),
    ("time", crate::time::fill),
    ("math", crate::math::fill),
    ("_random", crate::random::fill),
    ("_asyncio", taipan_scheduler::natives::fill),
    ("_contextvars", taipan_scheduler::natives::fill_contextvars),
    ("_codecs", crate::codecs::fill),
    ("_re", crate::re::fill),
    ("_string", crate::string::fill),
    ("_traceback", crate::traceback::fill),
    ("_io", crate::io::fill),
    ("_socket", crate::socket::fill),
    ("_typing", crate::typing::fill),
    ("_weakref", crate::weakref::fill),
    ("_collections", crate::collections::fill),
    ("itertools", crate::itertools::fill),
    ("_functools", crate::functools::fill),
    ("_heapq", crate::heapq::fill),
    ("bisect", crate::bisect::fill),
    ("_thread", crate::thread::fill),
    ("_signal", crate::signal::fill),
    ("errno", crate::errno::fill),
    ("posix", crate::posix::fill),
    ("_json", crate::json::fill),
    ("_logging", crate::logging::fill),
    ("_copy", crate::copy::fill),
    ("gc", crate::gc::fill),
    ("_abc", crate::abc::fill),
    ("_library", crate::library::fill),
    ("_operator", crate::operator::fill),
    ("_imp", crate::imp::fill),
    ("atexit", crate::atexit::fill),
];

/// Finds a module by its absolute name: the machine's library hook.
pub fn find(name: &str) -> Option<Provided> {
    if let Some((_, fill)) = NATIVE.iter().find(|(native, _)| *native == name) {
        return Some(Provided::Native(*fill));
    }
    let module = taipan_library::find(name)?;
    Some(Provided::Library { text: module.text, code: module.code, package: module.package })
}

/// Names of the modules written in Rust, for `sys.builtin_module_names`; `builtins` is there from the beginning.
pub fn natives() -> impl Iterator<Item = &'static str> {
    NATIVE.iter().map(|(name, _)| *name).chain(["builtins"])
}

/// Names of all top-level modules, for `sys.stdlib_module_names`.
pub fn names() -> impl Iterator<Item = &'static str> {
    natives().chain(taipan_library::MODULES.iter().map(|module| module.name)).filter(|name| !name.contains('.'))
}

/// Names of the modules right below a package.
pub fn submodules(package: &str) -> impl Iterator<Item = &'static str> {
    let names = taipan_library::MODULES.iter().map(|module| module.name);
    names.filter_map(move |name| name.strip_prefix(package)?.strip_prefix('.')).filter(|name| !name.contains('.'))
}
