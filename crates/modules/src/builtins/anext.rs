//! `anext`: with a default it is a coroutine, which is written in Python.

use taipan_core::machine::hooks::{CompileMode, CompileRequest};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{call, dict};
use taipan_core::value::special::Special;
use taipan_exec::entry::run_bound;
use taipan_exec::load;
use taipan_heap::value::Value;
use taipan_macros::function;

pub(super) const FUNCTIONS: &[NativeDef] = methods![anext];

/// Under this name the VM keeps the coroutine function.
const WITH_DEFAULT: &str = "anext_with_default";

const SOURCE: &str = "
async def anext_with_default(step, default):
    try:
        return await step
    except StopAsyncIteration:
        return default
";

/// An awaitable of an asynchronous iterator's next item. At the end it gives the default, or raises StopAsyncIteration
/// without one.
#[function("anext(async_iterator, default=<absent>, /)")]
fn anext(vm: &mut Vm, async_iterator: &Value, default: Option<Value>) -> Result<Value, Raised> {
    let Some(step) = call::special(vm, async_iterator, Special::ANext, &[])? else {
        let given = vm.classes.name_of(async_iterator);
        return Err(vm.type_error(format!("'{given}' object is not an async iterator")));
    };
    let Some(default) = default else { return Ok(step) };
    let function = with_default(vm)?;
    vm.call(&function, &[step, default])
}

fn with_default(vm: &mut Vm) -> Result<Value, Raised> {
    if let Some(known) = vm.world.kept.borrow().get(WITH_DEFAULT) {
        return Ok(known.clone());
    }
    let compile = vm.hooks.compile;
    let request = CompileRequest {
        source: SOURCE,
        filename: "<anext>",
        mode: CompileMode::Module,
        optimize: 0,
        future: 0,
        top_level_await: false,
    };
    let code = compile(vm, request)?;
    let (namespace, name) = (vm.dict()?, vm.intern("builtins")?);
    dict::set_text(vm, &namespace, "__name__", name)?;
    let code = load::code_object(vm, &code)?;
    let body = load::function(vm, code, namespace.clone())?;
    run_bound(vm, &body, smallvec::smallvec![Value::UNBOUND])?;
    let made = dict::get_text(vm, &namespace, WITH_DEFAULT).unwrap_or(Value::NONE);
    vm.world.kept.borrow_mut().insert(WITH_DEFAULT, made.clone());
    Ok(made)
}
