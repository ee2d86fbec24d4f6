//! Module `sys`: facts about the interpreter, and the hooks and streams that programs may replace.

mod asyncgens;
mod digits;
mod reports;
mod streams;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::dict;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::exception::Exception;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![
    exit,
    exception,
    exc_info,
    getrecursionlimit,
    setrecursionlimit,
    intern,
    getrefcount,
    displayhook,
    dir,
    missing
];

/// Fills the namespace. `argv` and `path` are put in by whoever starts the program.
pub fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "sys", FUNCTIONS)?;
    spec::install_functions(vm, namespace, "sys", digits::FUNCTIONS)?;
    spec::install_functions(vm, namespace, "sys", reports::FUNCTIONS)?;
    spec::install_functions(vm, namespace, "sys", asyncgens::FUNCTIONS)?;
    reports::install(vm, namespace)?;
    streams::install(vm, namespace)?;
    let modules = vm.world.modules.value().clone();
    dict::set_text(vm, namespace, "modules", modules)?;
    for name in ["argv", "path", "warnoptions"] {
        let list = vm.list([])?;
        dict::set_text(vm, namespace, name, list)?;
    }
    for (name, text) in [("byteorder", "little"), ("platform", "linux"), ("version", VERSION), ("executable", "")] {
        let text = vm.str(text)?;
        dict::set_text(vm, namespace, name, text)?;
    }
    for (name, number) in [("maxsize", i64::MAX), ("maxunicode", 0x10_ffff), ("hexversion", 0x030d_00f0)] {
        let number = vm.int(number)?;
        dict::set_text(vm, namespace, name, number)?;
    }
    Ok(())
}

const VERSION: &str = concat!("3.13.0 (Taipan ", env!("CARGO_PKG_VERSION"), ")");

/// Ends the program by raising SystemExit.
#[function("exit(status=None, /)")]
fn exit(vm: &mut Vm, status: &Value) -> Result<(), Raised> {
    if vm.classes.is_instance(status, &vm.classes.system_exit) {
        return Err(vm.raise(status.clone()));
    }
    let class = vm.classes.system_exit.value().clone();
    let args = match status.payload::<Tuple>() {
        // The items of a tuple are the arguments of the exception.
        Some(tuple) if vm.classes.is_exactly(status, &vm.classes.tuple) => tuple.items().to_vec(),
        _ if status.is_none() => vec![],
        _ => vec![status.clone()],
    };
    let exception = vm.call(&class, &args)?;
    Err(vm.raise(exception))
}

/// The exception that is being handled, or None.
#[function("exception()")]
fn exception(vm: &mut Vm) -> Value {
    vm.handled.get()
}

/// Class, value and traceback of the exception that is being handled, or three times None.
#[function("exc_info()")]
fn exc_info(vm: &mut Vm) -> Result<Value, Raised> {
    let handled = vm.handled.get();
    let Some(object) = handled.payload::<Exception>() else {
        return vm.tuple([Value::NONE, Value::NONE, Value::NONE]);
    };
    let traceback = object.traceback.get();
    let class = vm.classes.of(&handled).into_value();
    vm.tuple([class, handled, traceback])
}

/// The most frames that calls may nest.
#[function("getrecursionlimit()")]
fn getrecursionlimit(vm: &mut Vm) -> i64 {
    vm.stack.wished as i64
}

/// Set the most frames that calls may nest. Raises ValueError below 1, RecursionError below the present depth. What the
/// program that runs this script allows stays the limit.
#[function("setrecursionlimit(limit, /)")]
fn setrecursionlimit(vm: &mut Vm, limit: i64) -> Result<(), Raised> {
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let depth = vm.stack.depth;
    if limit <= depth {
        return Err(vm.raise_message(
            |classes| &classes.recursion_error,
            format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"),
        ));
    }
    vm.stack.set_limit(limit);
    Ok(())
}

/// The one string that stands for all strings of this text.
#[function("intern(string, /)")]
fn intern(vm: &mut Vm, string: Ref<taipan_core::value::text::Str>) -> Result<Value, Raised> {
    vm.intern_str(string)
}

/// Number of references to an object, the argument's own counted.
#[function("getrefcount(object, /)")]
fn getrefcount(object: &Value) -> i64 {
    object.header().map_or(u32::MAX.into(), |header| i64::from(header.refs()))
}

/// Print a value, unless it is None, and keep it as `builtins._`.
#[function("displayhook(object, /)")]
fn displayhook(vm: &mut Vm, object: &Value) -> Result<(), Raised> {
    if object.is_none() {
        return Ok(());
    }
    let builtins = vm.world.builtins.clone();
    dict::set_text(vm, &builtins, "_", Value::NONE)?;
    let text = taipan_core::ops::repr::repr(vm, object)?;
    let print = dict::get_text(vm, &builtins, "print").unwrap_or(Value::NONE);
    vm.call(&print, &[text.into_value()])?;
    dict::set_text(vm, &builtins, "_", object.clone())
}

/// The names that are there, and those that are made later.
#[function("__dir__()")]
fn dir(vm: &mut Vm) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let facts = import(vm, "_sysfacts")?;
    vm.call_method(&facts, "names", &[])
}

/// What is asked for seldom is made by `_sysfacts` when it is asked for.
#[function("__getattr__(name, /)")]
fn missing(vm: &mut Vm, name: Value) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let facts = import(vm, "_sysfacts")?;
    vm.call_method(&facts, "find", &[name])
}
