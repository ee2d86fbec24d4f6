//! The `taipan` command.

use taipan::{start, system};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let Ok(source) = std::fs::read_to_string(&path) else { std::process::exit(2) };
    let Some(mut vm) = start::vm(Box::new(system::System::new(false)), (1, 2)) else { std::process::exit(70) };
    let status = match start::main_globals(&mut vm).and_then(|globals| start::run_module(&mut vm, &source, &path, globals)) {
        Ok(_) => 0,
        Err(_) => {
            if let Some(exception) = vm.take_exception() {
                let text = taipan_vm::builtins::traceback_text::format_exception(&mut vm, &exception);
                let _ = vm.host.write(taipan_vm::machine::host::Stream::Err, text.as_bytes());
            }
            1
        }
    };
    let _ = vm.host.flush(taipan_vm::machine::host::Stream::Out);
    std::process::exit(status);
}
