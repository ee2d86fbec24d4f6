//! Module `_thread`: starting threads, and what they wait for. Module `threading` is made of it.

mod lock;

use taipan_core::machine::budget::attention;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::threads::MAIN;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::special::Special;
use taipan_exec::threads;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

const FUNCTIONS: &[NativeDef] = methods![
    start_new_thread,
    get_ident,
    get_native_id,
    get_main_thread_ident,
    count,
    stack_size,
    interrupt_main,
    exit,
    storage
];

/// The longest time, in seconds, that a lock can be waited for.
const LONGEST: f64 = 9_223_372_036.0;

/// Under this name a thread keeps what is its own.
const STORAGE: &str = "thread.storage";

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    lock::fill(vm, namespace)?;
    let longest = vm.float(LONGEST)?;
    dict::set_text(vm, namespace, "TIMEOUT_MAX", longest)?;
    let error = vm.classes.runtime_error.value().clone();
    dict::set_text(vm, namespace, "error", error)?;
    spec::install_functions(vm, namespace, "_thread", FUNCTIONS)?;
    for (name, other) in [("start_new_thread", "start_new"), ("exit", "exit_thread")] {
        if let Some(function) = dict::get_text(vm, namespace, name) {
            dict::set_text(vm, namespace, other, function)?;
        }
    }
    Ok(())
}

/// Start a thread that calls a function with a tuple of arguments and a dict of named ones; gives its number.
#[function("start_new_thread(function, args, kwargs=<absent>, /)")]
fn start_new_thread(vm: &mut Vm, function: Value, args: &Value, kwargs: Option<Value>) -> Result<i64, Raised> {
    if vm.classes.of(&function).special(Special::Call).is_unbound() {
        return Err(vm.type_error("first arg must be callable"));
    }
    let Some(args) = args.payload::<Tuple>() else { return Err(vm.type_error("2nd arg must be a tuple")) };
    let (mut values, mut names) = (Gathering::new(), Gathering::new());
    values.extend(vm, args.items())?;
    if let Some(kwargs) = kwargs {
        let Some(kwargs) = kwargs.payload::<Dict>() else {
            return Err(vm.type_error("optional 3rd arg must be a dictionary"));
        };
        for entry in kwargs.table.borrow().iter() {
            let name = taipan_core::protocol::name::attribute(vm, &entry.key)?;
            names.push(vm, name)?;
            values.push(vm, entry.value.clone())?;
        }
    }
    let thread = threads::start(vm, function, values, names)?;
    Ok(number(thread))
}

fn number(thread: u64) -> i64 {
    i64::try_from(thread).unwrap_or(i64::MAX)
}

/// The number of the thread that asks. It may be used again when the thread has ended.
#[function("get_ident()")]
fn get_ident(vm: &mut Vm) -> i64 {
    number(vm.threads.current())
}

/// As get_ident().
#[function("get_native_id()")]
fn get_native_id(vm: &mut Vm) -> i64 {
    number(vm.threads.current())
}

/// The number of the main thread.
#[function("_get_main_thread_ident()")]
fn get_main_thread_ident() -> i64 {
    number(MAIN)
}

/// How many threads run beside the main one.
#[function("_count()")]
fn count(vm: &mut Vm) -> usize {
    vm.threads.others()
}

/// The stack of new threads in bytes; 0 stands for what is usual. Sizes are accepted, and change nothing. Raises ValueError
/// for less than 32 KiB.
#[function("stack_size(size=0, /)")]
fn stack_size(vm: &mut Vm, size: i64) -> Result<i64, Raised> {
    match size {
        ..=-1 => Err(vm.value_error("size must be 0 or a positive value")),
        1..0x8000 => Err(vm.value_error(format!("size not valid: {size} bytes"))),
        _ => Ok(0),
    }
}

/// Raise KeyboardInterrupt in the main thread.
#[function("interrupt_main(signum=2, /)")]
fn interrupt_main(vm: &mut Vm, _signum: i64) {
    vm.budget.interrupt().request(attention::SIGNAL);
}

/// End the thread, by raising SystemExit.
#[function("exit()")]
fn exit(vm: &mut Vm) -> Result<(), Raised> {
    Err(vm.raise_message(|classes| &classes.system_exit, ""))
}

/// A dict of the thread's own: it goes with the thread.
#[function("_storage()")]
fn storage(vm: &mut Vm) -> Result<Value, Raised> {
    let held = vm.world.here.borrow().get(STORAGE).cloned();
    if let Some(held) = held {
        return Ok(held);
    }
    let fresh = vm.dict()?.into_value();
    vm.world.here.borrow_mut().insert(STORAGE, fresh.clone());
    Ok(fresh)
}
