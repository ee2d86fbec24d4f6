//! The `taipan` command: runs Python programs, gives a prompt, and looks into programs.
//!
//! Reads the command line (`arguments`); what it asks for is done by `taipan::command`.

mod arguments;

use std::process::ExitCode;

use arguments::Task;
use taipan::command::{inspect, program, session};

/// Stacks for the program, the first that the system has addresses for: scripts may nest natives inside natives, and each
/// level takes a piece. Where the stack is small, RecursionError comes sooner.
const STACKS: [usize; 3] = [72 << 20, 16 << 20, 4 << 20];

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let status = std::thread::scope(|scope| {
        let begun = STACKS.into_iter().find_map(|stack| {
            let worker = std::thread::Builder::new().name("main".into()).stack_size(stack);
            worker.spawn_scoped(scope, || perform(&arguments)).ok()
        });
        match begun.map(std::thread::ScopedJoinHandle::join) {
            Some(Ok(status)) => status,
            // A fault of ours: the panic has said which.
            Some(Err(_)) => 70,
            None => {
                session::complain("taipan: cannot start: no memory for a stack\n");
                70
            }
        }
    });
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
