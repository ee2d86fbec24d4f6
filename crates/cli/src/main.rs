//! The `taipan` command: runs Python programs, gives a prompt, and looks into programs.
//!
//! `table` declares the command line, `arguments` reads it; `help`, `manual` and `completions` write it down. `inherited`
//! is what the process finds when it begins. What is asked for is done by `taipan::command`.

mod table;
mod arguments;
mod help;
mod manual;
mod completions;
mod inherited;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use arguments::{Given, Task};
use table::Command;
use taipan::command::options::Options;
use taipan::command::testing::{self, Wanted};
use taipan::command::{bundle, check, inspect, memory, program, session};

fn main() -> ExitCode {
    let inherited = inherited::inherited();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let worker = std::thread::Builder::new().name("main".into()).stack_size(memory::for_stack());
    let status = match worker
        .spawn(move || match bundle::own() {
            Some(own) => bundle::run(&own, &arguments, inherited),
            None => perform(arguments::parse(&arguments, inherited)),
        })
        .map(|worker| worker.join())
    {
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

fn perform(task: Task) -> i32 {
    match task {
        Task::Run(program) => program::run(*program),
        Task::Do(command, given) => obey(command, &given),
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

/// Does what a command does; the status is 1 if it found something, and 2 if the command line is wrong.
fn obey(command: &Command, given: &Given) -> i32 {
    match command.name {
        "test" => match wanted(given) {
            Ok(wanted) => testing::run(&wanted),
            Err(why) => {
                session::complain(&format!("taipan test: {why}\n"));
                2
            }
        },
        "check" => check::check(&given.operands, given.has("json")),
        "dis" => inspect::disassemble(&given.operands),
        "ast" => inspect::trees(&given.operands),
        "tokens" => inspect::tokens(&given.operands),
        "bundle" => {
            let script = given.operands.first().map(Path::new).unwrap_or(Path::new(""));
            bundle::bundle(script, given.values("output").last().map(Path::new), &Options::default())
        }
        "man" => {
            session::say(&manual::page());
            0
        }
        "completions" => {
            let shell = given.operands.first().and_then(|shell| shell.to_str()).unwrap_or_default();
            match completions::of(shell) {
                Some(script) => {
                    session::say(&script);
                    0
                }
                None => {
                    session::complain(&format!("taipan completions: {shell:?} is not bash, zsh or fish\n"));
                    2
                }
            }
        }
        // `run` and `repl` have become programs.
        _ => 2,
    }
}

/// What `taipan test` is asked for.
fn wanted(given: &Given) -> Result<Wanted, String> {
    let jobs = match given.values("jobs").last() {
        Some(jobs) => match jobs.to_string_lossy().parse::<usize>() {
            Ok(jobs) if jobs > 0 => Some(jobs),
            _ => return Err("--jobs wants a number above 0".to_owned()),
        },
        None => None,
    };
    Ok(Wanted {
        paths: given.operands.clone(),
        filters: given.values("filter").map(OsString::from).collect(),
        jobs,
        virtual_time: given.has("virtual-time"),
        leaks: given.has("leaks"),
        json: given.has("json"),
    })
}
