//! Making a VM ready: its classes, its builtins, its hooks.

use taipan_heap::value::{Ref, Value};
use taipan_vm::exec::{self, load};
use taipan_vm::machine::hooks::{CompileMode, CompileRequest, Hooks};
use taipan_vm::machine::host::Host;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::{Beginning, Vm};
use taipan_vm::protocol::dict;
use taipan_vm::value::kinds;
use taipan_vm::value::mapping::Dict;

use crate::compile;

/// A VM with everything that scripts expect.
pub fn vm(host: Box<dyn Host>, hash_key: (u64, u64)) -> Option<Box<Vm>> {
    let hooks = Hooks {
        compile: compile::compile,
        run_function: exec::run_function,
        resume: exec::resume::resume,
        import: |vm, name| Err(vm.raise_message(|classes| &classes.module_not_found_error, format!("No module named '{name}'"))),
        unraisable: |vm, _| vm.clear_pending(),
        never_awaited: |_, _| Ok(()),
        finalize_async_generator: |_, _| Ok(false),
        attend: |_, _| Ok(()),
    };
    let mut vm = Vm::bare(Beginning { layouts: &kinds::LAYOUTS, host, hooks, hash_key }).ok()?;
    taipan_vm::object::install(&mut vm).ok()?;
    taipan_vm::builtins::install(&mut vm).ok()?;
    Some(vm)
}

/// Compiles a source as a module and runs it in `globals`.
pub fn run_module(vm: &mut Vm, source: &str, filename: &str, globals: Ref<Dict>) -> Result<Value, Raised> {
    let compile = vm.hooks.compile;
    let request = CompileRequest {
        source,
        filename,
        mode: CompileMode::Module,
        optimize: 0,
        future: 0,
        top_level_await: false,
    };
    let code = compile(vm, request)?;
    let code = load::code_object(vm, &code)?;
    let function = load::function(vm, code, globals)?;
    exec::run_bound(vm, &function, [Value::UNBOUND].into_iter().collect())
}

/// Globals for a main program.
pub fn main_globals(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    let globals = vm.dict()?;
    let name = vm.intern("__main__")?;
    dict::set_text(vm, &globals, "__name__", name)?;
    Ok(globals)
}
