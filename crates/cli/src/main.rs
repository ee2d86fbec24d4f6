//! The `taipan` command: runs Python programs, gives a prompt, and looks into programs.
//!
//! In reading order: `arguments` (what was asked), `program` (running one), `prompt` (statements as they are typed),
//! `inspect` (`check` and `dis`), `session` (a VM for a process, and how it ends).

mod arguments;
mod program;
mod prompt;
mod inspect;
mod session;

use std::process::ExitCode;

use arguments::Task;

/// Scripts may nest natives inside natives; each level takes a piece of the stack.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let worker = std::thread::Builder::new().name("main".into()).stack_size(STACK);
    let status = match worker.spawn(move || perform(&arguments)).map(std::thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        Ok(Err(_)) => 70,
        Err(error) => {
            session::complain(&format!("taipan: cannot start: {error}\n"));
            70
        }
    };
    if status == session::BY_SIGINT {
        // Shells learn from the way a process ends that it was interrupted.
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
    }
    ExitCode::from((status & 0xff) as u8)
}

fn perform(arguments: &[std::ffi::OsString]) -> i32 {
    match arguments::parse(arguments) {
        Task::Run(program) => program::run(&program),
        Task::Check(files) => inspect::check(&files),
        Task::Disassemble(files) => inspect::disassemble(&files),
        Task::Say(text) => {
            session::say(&text);
            0
        }
        Task::Refuse(text) => {
            session::complain(&text);
            2
        }
    }
}
