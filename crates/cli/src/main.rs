//! The `taipan` command: runs Python programs, gives a prompt, and looks into programs.
//!
//! Reads the command line (`arguments`); what it asks for is done by `taipan::command`.

mod arguments;

use std::process::ExitCode;

use arguments::Task;
use taipan::command::{inspect, memory, program, session};

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let worker = std::thread::Builder::new().name("main".into()).stack_size(memory::for_stack());
    let status = match worker.spawn(move || perform(&arguments)).map(std::thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        // A fault of ours: the panic has said which.
        Ok(Err(_)) => 70,
        Err(error) => {
            session::complain(&format!("taipan: cannot start: {error}\n"));
            70
        }
    };
    if status == session::BY_SIGINT {
        // Shells learn from the way a process ends that it was interrupted.
        session::end_by_interrupt();
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
