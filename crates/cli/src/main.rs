//! The `taipan` command.

use taipan::{start, system};
use taipan_vm::builtins::traceback_text::report;
use taipan_vm::builtins::traceback_text::style::Style;

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let Ok(source) = std::fs::read_to_string(&path) else { std::process::exit(2) };
    let Some(mut vm) = start::vm(Box::new(system::System::new(false)), (1, 2)) else { std::process::exit(70) };
    let status = match run(&mut vm, &source, &path) {
        Ok(_) => 0,
        Err(_) => match vm.take_exception() {
            Some(exception) => report::exit_status(&mut vm, &exception, Style::default()),
            None => 1,
        },
    };
    let _ = vm.host.flush(taipan_vm::machine::host::Stream::Out);
    std::process::exit(status);
}

fn run(vm: &mut taipan_vm::machine::vm::Vm, source: &str, path: &str) -> Result<(), taipan_vm::machine::pending::Raised> {
    let globals = start::main_globals(vm)?;
    let sys = taipan_vm::import::import(vm, "sys")?;
    let mut argv = Vec::new();
    for argument in std::env::args().skip(1) {
        argv.push(vm.str(&argument)?);
    }
    let argv = vm.list(argv)?;
    let name = vm.intern("argv")?;
    taipan_vm::protocol::lookup::set_attr(vm, &sys, &name, Some(argv))?;
    taipan_vm::import::execute(vm, source, path, &globals).map(drop)
}
