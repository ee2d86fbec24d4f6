//! What Python sees of futures, tasks, handles and loops: module `_asyncio`. Policy is Python, in `stdlib/asyncio`. And
//! of contexts: module `_contextvars`.

mod future;
mod future_iter;
mod task;
mod event_loop;
mod watches;
mod debug;
pub(crate) mod asyncgens;
mod handle;
mod pause;
mod context;
mod context_var;
pub(crate) mod functions;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{dict, lookup, spec};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::mapping::Dict;
use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Value};

use crate::event_loop::EventLoop;
use crate::handle::Handle;

/// Under these names the VM keeps the classes.
pub(crate) const FUTURE: &str = "_asyncio.Future";
pub(crate) const TASK: &str = "_asyncio.Task";
pub(crate) const GATHERING: &str = "asyncio.tasks._GatheringFuture";
pub(crate) const HANDLE: &str = "asyncio.events.Handle";
pub(crate) const TIMER_HANDLE: &str = "asyncio.events.TimerHandle";
pub(crate) const CONTEXT: &str = "_contextvars.Context";
pub(crate) const TOKEN: &str = "_contextvars.Token";
/// Under this name the VM keeps `Token.MISSING`.
pub(crate) const MISSING: &str = "contextvars.missing";
pub(crate) const LOOP: &str = "asyncio.EventLoop";
/// Under this name the VM keeps how many tasks the loops that are closed have made.
pub(crate) const MADE: &str = "asyncio.tasks_made";
/// Under this name the VM keeps the running loop of a thread.
pub(crate) const RUNNING: &str = "asyncio.running_loop";

static GATHERED: ClassSpec = ClassSpec { doc: "Many results as one: what gather() gives.", ..ClassSpec::EMPTY };

/// Fills the namespace of `_asyncio`.
pub fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let object = vm.classes.object.clone();
    let common = flags::BASE | flags::HAS_DICT | flags::HAS_WEAK;
    let future =
        define(vm, namespace, FUTURE, &object, <crate::future::Future as Payload>::KIND, common, &future::SPEC)?;
    define(vm, namespace, TASK, &future, <crate::future::Future as Payload>::KIND, common, &task::SPEC)?;
    let kind = <crate::future::Future as Payload>::KIND;
    define(vm, namespace, GATHERING, &future, kind, common, &GATHERED)?;
    let kind = <crate::handle::Handle as Payload>::KIND;
    let handle = define(vm, namespace, HANDLE, &object, kind, common, &handle::SPEC)?;
    define(vm, namespace, TIMER_HANDLE, &handle, kind, common, &handle::TIMER)?;
    let kind = <crate::pause::Pause as Payload>::KIND;
    define(vm, namespace, "asyncio._Pause", &object, kind, 0, &pause::SPEC)?;
    let kind = <crate::event_loop::EventLoop as Payload>::KIND;
    define(vm, namespace, LOOP, &object, kind, common, &event_loop::SPEC)?;
    spec::install_functions(vm, namespace, "_asyncio", functions::FUNCTIONS)
}

/// Fills the namespace of `_contextvars`.
pub fn fill_contextvars(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let object = vm.classes.object.clone();
    let kind = <crate::context::Context as Payload>::KIND;
    let context = define(vm, namespace, CONTEXT, &object, kind, flags::HAS_WEAK | flags::MAPPING, &context::SPEC)?;
    let kind = <crate::context::Variable as Payload>::KIND;
    define(vm, namespace, "_contextvars.ContextVar", &object, kind, 0, &context_var::SPEC)?;
    let kind = <crate::context::Token as Payload>::KIND;
    let token = define(vm, namespace, TOKEN, &object, kind, 0, &context_var::TOKEN_SPEC)?;
    let kind = taipan_core::value::kinds::INSTANCE;
    let class = define_native_class(vm, "Token.MISSING", &[object], kind, 0, &context_var::MISSING_SPEC)?;
    let missing = vm.instance(&class)?;
    vm.world.kept.borrow_mut().insert(MISSING, missing.clone());
    for class in [&context, &token] {
        dict::set_text(vm, &class.namespace, "__hash__", Value::NONE)?;
    }
    dict::set_text(vm, &token.namespace, "MISSING", missing)?;
    for class in [&context, &token] {
        lookup::refresh(vm, class);
    }
    spec::install_functions(vm, namespace, "_contextvars", context::FUNCTIONS)
}

fn define(
    vm: &mut Vm,
    namespace: &Dict,
    name: &'static str,
    base: &Ref<Class>,
    kind: u8,
    flags: u32,
    table: &'static ClassSpec,
) -> Result<Ref<Class>, Raised> {
    let class = define_native_class(vm, name, std::slice::from_ref(base), kind, flags, table)?;
    vm.world.kept.borrow_mut().insert(name, class.value().clone());
    let short = name.rsplit('.').next().unwrap_or(name);
    dict::set_text(vm, namespace, short, class.value().clone())?;
    Ok(class)
}

/// What Python code tells of futures, tasks and handles.
pub(crate) fn described(vm: &mut Vm, function: &str, args: &[Value]) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let describe = import(vm, "asyncio.base_futures")?;
    vm.call_method(&describe, function, args)
}

/// Where an object was made, as a detail for the loop's exception handler; known in debug mode.
pub(crate) fn made_at(made: &Value) -> Option<(&'static str, Value)> {
    let found = debug::traced(made);
    (!found.is_none()).then_some(("source_traceback", found))
}

/// A handle for a callback that had none, to tell of it.
pub(crate) fn handle_of(
    vm: &mut Vm,
    event_loop: &Ref<EventLoop>,
    callback: Value,
    args: &[Value],
) -> Result<Ref<Handle>, Raised> {
    event_loop::handle(vm, event_loop, HANDLE, callback, args, Value::NONE)
}

/// A class that this module keeps.
pub(crate) fn class(vm: &mut Vm, name: &'static str) -> Result<Ref<Class>, Raised> {
    let kept = vm.world.kept.borrow().get(name).and_then(Value::to_ref::<Class>);
    kept.ok_or_else(|| vm.runtime_error("module _asyncio is not initialised"))
}
