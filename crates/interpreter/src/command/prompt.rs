//! The plain prompt: statements as they are typed, with `await` outside of functions.

use std::io::{IsTerminal, Write};

use taipan_heap::value::{Ref, Value};
use taipan_vm::builtins::io;
use taipan_vm::builtins::traceback_text::report;
use taipan_vm::exec::{creation, load};
use taipan_vm::machine::hooks::{CompileMode, CompileRequest};
use taipan_vm::machine::host::Stream;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::value::mapping::Dict;

use crate::command::session;
use crate::command::{Program, version};
use crate::start;

/// Gives the prompt until the input ends.
pub fn run(program: &Program) -> i32 {
    let Some(mut vm) = session::begin(&program.options, &program.arguments, Some("")) else { return 1 };
    if !program.options.quiet && std::io::stdin().is_terminal() {
        session::complain(&format!("{}Top-level await works. Ctrl-D ends.\n", version()));
    }
    match start::main_namespace(&mut vm) {
        Ok(namespace) => read_statements(&mut vm, &namespace),
        Err(raised) => session::end(&mut vm, Err(raised)),
    }
}

/// Gives the prompt after a program has ended, on its namespace.
pub fn after(vm: &mut Vm, outcome: Result<(), Raised>, _: &Program) -> i32 {
    if outcome.is_err()
        && let Some(exception) = vm.take_exception()
    {
        report::print_uncaught(vm, &exception, session::style());
    }
    match session::namespace_of(vm, "__main__") {
        Ok(namespace) => read_statements(vm, &namespace),
        Err(raised) => session::end(vm, Err(raised)),
    }
}

fn read_statements(vm: &mut Vm, namespace: &Ref<Dict>) -> i32 {
    let mut pending = String::new();
    loop {
        let _ = vm.host.flush(Stream::Out);
        session::complain(if pending.is_empty() { ">>> " } else { "... " });
        let line = match io::read_line(vm, usize::MAX) {
            Ok(line) => String::from_utf8_lossy(&line).into_owned(),
            Err(_) => match vm.take_exception() {
                // Ctrl-C gives up what was typed.
                Some(exception) if vm.classes.is_instance(&exception, &vm.classes.keyboard_interrupt) => {
                    session::complain("\nKeyboardInterrupt\n");
                    pending.clear();
                    continue;
                }
                _ => String::new(),
            },
        };
        if line.is_empty() {
            session::complain("\n");
            if !pending.trim().is_empty()
                && let Some(status) = statement(vm, namespace, &pending)
            {
                return status;
            }
            return session::end(vm, Ok(()));
        }
        let blank = line.trim().is_empty();
        if pending.is_empty() && blank {
            continue;
        }
        pending.push_str(&line);
        if !blank && taipan_parser::is_incomplete(&pending) || blank && pending.trim_end().ends_with('\\') {
            continue;
        }
        let text = std::mem::take(&mut pending);
        if let Some(status) = statement(vm, namespace, &text) {
            return status;
        }
        let _ = std::io::stdout().flush();
    }
}

/// Runs a statement; gives the exit status if it ends the session.
fn statement(vm: &mut Vm, namespace: &Ref<Dict>, text: &str) -> Option<i32> {
    match execute(vm, namespace, text) {
        Ok(()) => None,
        Err(_) => match vm.take_exception() {
            Some(exception) if vm.classes.is_instance(&exception, &vm.classes.system_exit) => {
                let raised = vm.raise(exception);
                Some(session::end(vm, Err(raised)))
            }
            Some(exception) => {
                report::print_uncaught(vm, &exception, session::style());
                None
            }
            None => {
                let raised = vm.raised();
                Some(session::end(vm, Err(raised)))
            }
        },
    }
}

fn execute(vm: &mut Vm, namespace: &Ref<Dict>, text: &str) -> Result<(), Raised> {
    let compile = vm.hooks.compile;
    let request = CompileRequest {
        source: text,
        filename: "<stdin>",
        mode: CompileMode::Interactive,
        optimize: 0,
        future: 0,
        top_level_await: true,
    };
    let code = compile(vm, request)?;
    vm.world.sources.borrow_mut().add(code.filename.clone(), text.into());
    let code = load::code_object(vm, &code)?;
    let function = load::function(vm, code.clone(), namespace.clone())?;
    let Some(flavor) = code.makes else {
        let unbound = [Value::UNBOUND].into_iter().collect();
        return taipan_vm::exec::entry::run_bound(vm, &function, unbound).map(drop);
    };
    let coroutine = creation::create(vm, function, flavor, &mut [Value::UNBOUND])?;
    let import = vm.hooks.import;
    let asyncio = import(vm, "asyncio")?;
    vm.call_method(&asyncio, "run", &[coroutine]).map(drop)
}
