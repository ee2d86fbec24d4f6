//! The prompt of the command: over a fresh namespace, or over that of a program that has ended.

use std::path::Path;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::Ref;
use taipan_repl::session::{self as repl, End};
use taipan_repl::setup::Setup;
use taipan_traceback::report;

use crate::command::{Program, program, session, version};
use crate::compile;
use crate::start;

/// Greets, runs what is to run first, and gives the prompt until the input ends.
pub fn run(program: &Program) -> i32 {
    over_nothing(program, |vm, namespace| {
        if !program.options.quiet {
            session::complain(&format!("{}Top-level await works; `:help` lists what the prompt can do.\n", version()));
        }
        startup(vm, program, namespace)
    })
}

/// Gives the prompt in the place of a program that is not there.
pub fn instead(program: &Program) -> i32 {
    over_nothing(program, |_, _| None)
}

/// Gives the prompt over a fresh namespace, unless what is done before gives a status.
fn over_nothing(program: &Program, before: impl FnOnce(&mut Vm, &Ref<Dict>) -> Option<i32>) -> i32 {
    let Some(mut vm) = session::begin(&program.options, &program.arguments, Some(""), false) else { return 1 };
    match start::main_namespace(&mut vm) {
        Ok(namespace) => match before(&mut vm, &namespace) {
            Some(status) => session::end_with(&mut vm, status),
            None => give(&mut vm, namespace, Setup::of_process(!program.options.ignore_environment)),
        },
        Err(raised) => session::end(&mut vm, Err(raised)),
    }
}

/// Runs the file that `PYTHONSTARTUP` names. Gives a status if that ends the session.
fn startup(vm: &mut Vm, program: &Program, namespace: &Ref<Dict>) -> Option<i32> {
    let wanted = !program.options.ignore_environment;
    let file = std::env::var("PYTHONSTARTUP").ok().filter(|file| wanted && !file.is_empty())?;
    let outcome = match vm.host.read_file(Path::new(&file)) {
        Ok(bytes) => compile::decode_script(vm, &bytes, &file)
            .and_then(|text| program::run_text(vm, &text, &file, &program.options, namespace)),
        Err(error) => {
            session::complain("Could not open PYTHONSTARTUP\n");
            let name = vm.str(&file).ok();
            Err(vm.io_error(&error, name.as_ref()))
        }
    };
    let _ = outcome.err()?;
    let exception = vm.take_exception()?;
    let style = session::style(vm);
    if vm.classes.is_instance(&exception, &vm.classes.system_exit) {
        return Some(report::exit_status(vm, &exception, style));
    }
    report::print_uncaught(vm, &exception, style)
}

/// Gives the prompt after a program has ended, on its namespace.
pub fn after(vm: &mut Vm, outcome: Result<(), Raised>, program: &Program) -> i32 {
    if outcome.is_err()
        && let Some(exception) = vm.take_exception()
    {
        let style = session::style(vm);
        if let Some(status) = report::print_uncaught(vm, &exception, style) {
            return session::end_with(vm, status);
        }
    }
    match session::namespace_of(vm, "__main__") {
        Ok(namespace) => give(vm, namespace, Setup::of_process(!program.options.ignore_environment)),
        Err(raised) => session::end(vm, Err(raised)),
    }
}

fn give(vm: &mut Vm, namespace: Ref<Dict>, setup: Setup) -> i32 {
    match repl::run(vm, namespace, setup) {
        End::Over(outcome) => session::end(vm, outcome),
        End::Status(status) => session::end_with(vm, status),
    }
}
