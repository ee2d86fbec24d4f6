//! The plain prompt: statements as they are typed, with `await` outside of functions.

use std::io::IsTerminal;

use taipan_bytecode::code::flags;
use taipan_heap::value::{Ref, Value};
use taipan_vm::builtins::io;
use taipan_vm::builtins::traceback_text::report;
use taipan_vm::exec::{creation, load};
use taipan_vm::machine::hooks::{CompileMode, CompileRequest};
use taipan_vm::machine::host::Stream;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::ops::repr;
use taipan_vm::protocol::dict;
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
        Ok(namespace) => Prompt { namespace, future: 0 }.read(&mut vm),
        Err(raised) => session::end(&mut vm, Err(raised)),
    }
}

/// Gives the prompt after a program has ended, on its namespace.
pub fn after(vm: &mut Vm, outcome: Result<(), Raised>, _: &Program) -> i32 {
    if outcome.is_err()
        && let Some(exception) = vm.take_exception()
    {
        let style = session::style(vm);
        if let Some(status) = report::print_uncaught(vm, &exception, style) {
            return session::end_with(vm, status);
        }
    }
    match session::namespace_of(vm, "__main__") {
        Ok(namespace) => Prompt { namespace, future: 0 }.read(vm),
        Err(raised) => session::end(vm, Err(raised)),
    }
}

/// A session at the prompt.
struct Prompt {
    /// Where its names are.
    namespace: Ref<Dict>,
    /// What `from __future__ import` has switched on, for all statements that follow.
    future: u32,
}

impl Prompt {
    fn read(mut self, vm: &mut Vm) -> i32 {
        let shown = vm.str(">>> ").and_then(|first| Ok((first, vm.str("... ")?)));
        if let (Ok((first, further)), Ok(sys)) = (shown, session::namespace_of(vm, "sys")) {
            for (name, prompt) in [("ps1", first), ("ps2", further)] {
                if dict::set_text(vm, &sys, name, prompt).is_err() {
                    vm.clear_pending();
                }
            }
        }
        let mut typed = String::new();
        loop {
            let _ = vm.host.flush(Stream::Out);
            session::complain(&shown_prompt(vm, if typed.is_empty() { "ps1" } else { "ps2" }));
            let line = match io::read_line(vm, usize::MAX) {
                Ok(line) => String::from_utf8_lossy(&line).into_owned(),
                Err(_) => match vm.take_exception() {
                    // Ctrl-C gives up what was typed.
                    Some(exception) if vm.classes.is_instance(&exception, &vm.classes.keyboard_interrupt) => {
                        session::complain("\nKeyboardInterrupt\n");
                        typed.clear();
                        continue;
                    }
                    _ => String::new(),
                },
            };
            if line.is_empty() {
                session::complain("\n");
                if !typed.trim().is_empty()
                    && let Some(status) = self.statement(vm, &typed)
                {
                    return status;
                }
                return session::end(vm, Ok(()));
            }
            if typed.is_empty() && line.trim().is_empty() {
                continue;
            }
            typed.push_str(&line);
            if wants_more(&typed, &line) {
                continue;
            }
            let text = std::mem::take(&mut typed);
            if let Some(status) = self.statement(vm, &text) {
                return status;
            }
        }
    }

    /// Runs a statement; gives the exit status if it ends the session.
    fn statement(&mut self, vm: &mut Vm, text: &str) -> Option<i32> {
        if self.execute(vm, text).is_ok() {
            return None;
        }
        let Some(exception) = vm.take_exception() else {
            let raised = vm.raised();
            return Some(session::end(vm, Err(raised)));
        };
        if vm.classes.is_instance(&exception, &vm.classes.system_exit) {
            let raised = vm.raise(exception);
            return Some(session::end(vm, Err(raised)));
        }
        let style = session::style(vm);
        let status = report::print_uncaught(vm, &exception, style)?;
        Some(session::end_with(vm, status))
    }

    fn execute(&mut self, vm: &mut Vm, text: &str) -> Result<(), Raised> {
        let compile = vm.hooks.compile;
        let request = CompileRequest {
            source: text,
            filename: "<stdin>",
            mode: CompileMode::Interactive,
            optimize: 0,
            future: self.future,
            top_level_await: true,
        };
        let code = compile(vm, request)?;
        self.future = code.flags & flags::FUTURE_ANNOTATIONS;
        vm.world.sources.borrow_mut().add(code.filename.clone(), text.into());
        let code = load::code_object(vm, &code)?;
        let function = load::function(vm, code.clone(), self.namespace.clone())?;
        let Some(flavor) = code.makes else {
            let unbound = [Value::UNBOUND].into_iter().collect();
            return taipan_vm::exec::entry::run_bound(vm, &function, unbound).map(drop);
        };
        let coroutine = creation::create(vm, function, flavor, &mut [Value::UNBOUND])?;
        let import = vm.hooks.import;
        let asyncio = import(vm, "asyncio")?;
        vm.call_method(&asyncio, "run", &[coroutine]).map(drop)
    }
}

/// True if a statement goes on behind the line that was typed last. A compound one ends with an empty line.
fn wants_more(typed: &str, line: &str) -> bool {
    if line.trim_end_matches(['\r', '\n']).is_empty() {
        return taipan_parser::is_open(typed);
    }
    taipan_parser::is_incomplete(typed.trim_end_matches(['\r', '\n'])) || taipan_parser::is_open(typed)
}

/// `sys.ps1` or `sys.ps2`, which may be any object: its text is asked for each time.
fn shown_prompt(vm: &mut Vm, name: &str) -> String {
    let found = session::namespace_of(vm, "sys").map(|sys| dict::get_text(vm, &sys, name));
    let text = found.and_then(|prompt| prompt.map(|prompt| repr::str(vm, &prompt)).transpose());
    match text {
        Ok(text) => text.map(|text| text.to_lossy().into_owned()).unwrap_or_default(),
        Err(_) => {
            vm.clear_pending();
            String::new()
        }
    }
}
