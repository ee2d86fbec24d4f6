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
use taipan_core::value::class::{Class, Instances, flags};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};

use crate::classes::{Classes, ContextClasses};
use crate::event_loop::EventLoop;
use crate::handle::Handle;

/// Under this name the VM keeps how many tasks the loops that are closed have made.
pub(crate) const MADE: &str = "asyncio.tasks_made";
/// Under this name the VM keeps the running loop of a thread.
pub(crate) const RUNNING: &str = "asyncio.running_loop";

static GATHERED: ClassSpec = ClassSpec { doc: "Many results as one: what gather() gives.", ..ClassSpec::EMPTY };

/// Fills the namespace of `_asyncio`.
pub fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let object = vm.classes.object.clone();
    let common = flags::BASE | flags::HAS_DICT | flags::HAS_WEAK;
    let mut define =
        |name, base: &Ref<Class>, instances, flags, table| define(vm, namespace, name, base, instances, flags, table);
    let futures = Instances::of::<crate::future::Future>();
    let future = define("_asyncio.Future", &object, futures, common, &future::SPEC)?;
    let task = define("_asyncio.Task", &future, futures, common, &task::SPEC)?;
    let gathering = define("asyncio.tasks._GatheringFuture", &future, futures, common, &GATHERED)?;
    let handles = Instances::of::<Handle>();
    let handle = define("asyncio.events.Handle", &object, handles, common, &handle::SPEC)?;
    let timer_handle = define("asyncio.events.TimerHandle", &handle, handles, common, &handle::TIMER)?;
    define("asyncio._Pause", &object, Instances::of::<crate::pause::Pause>(), 0, &pause::SPEC)?;
    let event_loop = define("asyncio.EventLoop", &object, Instances::of::<EventLoop>(), common, &event_loop::SPEC)?;
    vm.world.extend(Classes { future, task, gathering, handle, timer_handle, event_loop });
    spec::install_functions(vm, namespace, "_asyncio", functions::FUNCTIONS)
}

/// Fills the namespace of `_contextvars`.
pub fn fill_contextvars(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let object = vm.classes.object.clone();
    let mut define = |name, instances, flags, table| define(vm, namespace, name, &object, instances, flags, table);
    let contexts = Instances::of::<crate::context::Context>();
    let context = define("_contextvars.Context", contexts, flags::HAS_WEAK | flags::MAPPING, &context::SPEC)?;
    define("_contextvars.ContextVar", Instances::of::<crate::context::Variable>(), 0, &context_var::SPEC)?;
    let token = define("_contextvars.Token", Instances::of::<crate::context::Token>(), 0, &context_var::TOKEN_SPEC)?;
    let kind = taipan_core::value::kinds::INSTANCE;
    let class = define_native_class(vm, "Token.MISSING", &[object], kind, 0, &context_var::MISSING_SPEC)?;
    let missing = vm.instance(&class)?;
    for class in [&context, &token] {
        dict::set_text(vm, &class.namespace, "__hash__", Value::NONE)?;
    }
    dict::set_text(vm, &token.namespace, "MISSING", missing.clone())?;
    for class in [&context, &token] {
        lookup::refresh(vm, class);
    }
    vm.world.extend(ContextClasses { context, token, missing });
    spec::install_functions(vm, namespace, "_contextvars", context::FUNCTIONS)
}

fn define(
    vm: &mut Vm,
    namespace: &Dict,
    name: &'static str,
    base: &Ref<Class>,
    instances: Instances,
    flags: u32,
    table: &'static ClassSpec,
) -> Result<Ref<Class>, Raised> {
    let class = define_native_class(vm, name, std::slice::from_ref(base), instances, flags, table)?;
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
    event_loop::handle(vm, event_loop, |classes| &classes.handle, callback, args, Value::NONE)
}
