//! Fuzzing without special tools: programs of the suite are damaged at random and given to a target, or natives are called
//! at random.
//!
//! In reading order: `supervisor` starts workers and collects findings, `target` is what gets the programs, `mutate`
//! damages their text and `alter` their meaning, `natives.py` makes random calls, `nowhere` is the world they run in. A
//! case is a number: the same number and the same seeds make the same program.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command reports on the terminal")]

mod alter;
mod mutate;
mod nowhere;
mod supervisor;
mod target;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use mutate::Seeds;
use nowhere::Audience;
use target::Target;

const USAGE: &str = "usage: fuzz TARGET [SECONDS [FIRST CASE]]    search for that long
       fuzz TARGET FILE                      try one file
       fuzz TARGET --show CASE               print the program of a case
targets: parse, compile, run, natives";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(target) = words.first().and_then(|name| Target::named(name)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match &words[1..] {
        ["--work", first] => work(target, first.parse().unwrap_or(0)),
        ["--show", case] => {
            let program = Seeds::read().program(target, case.parse().unwrap_or(0));
            print!("{}", String::from_utf8_lossy(&program));
        }
        [file] if Path::new(file).exists() => match std::fs::read(file) {
            Ok(source) => target.run(&source, Audience::Terminal),
            Err(error) => eprintln!("{file}: {error}"),
        },
        rest => {
            let number = |index: usize| rest.get(index).and_then(|text| text.parse().ok());
            let time = Duration::from_secs(number(0).unwrap_or(60));
            return supervisor::search(target, time, number(1).unwrap_or(0));
        }
    }
    ExitCode::SUCCESS
}

/// What a worker does until it dies or is killed: announces a case, then runs it.
fn work(target: Target, first: u64) {
    let seeds = Seeds::read();
    let mut out = std::io::stdout().lock();
    for case in first.. {
        if out.write_all(&case.to_le_bytes()).and_then(|()| out.flush()).is_err() {
            return;
        }
        target.run(&seeds.program(target, case), Audience::Nobody);
    }
}
