//! Fuzzing without special tools: stored programs and those of the suite are damaged at random and given to a target, or
//! natives are called at random.
//!
//! In reading order: `supervisor` starts workers and collects findings, `target` is what gets the programs, `seeds` what
//! they are made of, `mutate` damages their text and `alter` their meaning, `natives.py` makes random calls, `nowhere` is
//! the world they run in. A case is a number: the same number and the same seeds make the same program.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command reports on the terminal")]

mod alter;
mod mutate;
mod nowhere;
mod seeds;
mod supervisor;
mod target;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use nowhere::Audience;
use seeds::Seeds;
use target::Target;

const USAGE: &str = "usage: fuzz TARGET [SECONDS [FIRST CASE]]    search for that long
       fuzz --turn NUMBER [SECONDS]          search two targets side by side, those whose turn it is
       fuzz TARGET FILE                      try one file
       fuzz TARGET --case CASE               try one case
       fuzz TARGET --show CASE               print the program of a case
targets: parse, compile, run, natives";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let well = match words.as_slice() {
        ["--turn", turn, rest @ ..] => Some(search_in_turn(number(turn), time(rest))),
        [name, rest @ ..] => Target::named(name).map(|target| act(target, rest)),
        [] => None,
    };
    match well {
        Some(true) => ExitCode::SUCCESS,
        Some(false) => ExitCode::FAILURE,
        None => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// Does what is asked for with a target; the answer says whether all went well.
fn act(target: Target, words: &[&str]) -> bool {
    match words {
        ["--work", next, first] => work(target, number(next), number(first)),
        ["--case", case] => target.run(&Seeds::read(target).program(number(case)), Audience::Terminal),
        ["--show", case] => print!("{}", String::from_utf8_lossy(&Seeds::read(target).program(number(case)))),
        [file] if Path::new(file).exists() => match std::fs::read(file) {
            Ok(source) => target.run(&source, Audience::Terminal),
            Err(error) => {
                eprintln!("{file}: {error}");
                return false;
            }
        },
        rest => return supervisor::search(target, time(rest), rest.get(1).map_or(0, |first| number(first))),
    }
    true
}

/// Searches the two targets whose turn it is, each beginning with cases that no other turn has.
fn search_in_turn(turn: u64, time: Duration) -> bool {
    let (targets, first) = (Target::of_turn(turn), turn << 20);
    println!("turn {turn}: {}, from case {first}", targets.map(Target::name).join(" and "));
    supervisor::search_all(&targets, time, first)
}

/// What a worker does until it dies or is killed: announces a case, then runs it. The stored programs come before `first`.
fn work(target: Target, next: u64, first: u64) {
    let seeds = Seeds::read(target);
    let mut out = std::io::stdout().lock();
    let changed = next.max(first).max(seeds.stored())..;
    for case in (next..seeds.stored()).chain(changed) {
        if out.write_all(&case.to_le_bytes()).and_then(|()| out.flush()).is_err() {
            return;
        }
        target.run(&seeds.program(case), Audience::Nobody);
    }
}

fn number(word: &str) -> u64 {
    word.parse().unwrap_or(0)
}

fn time(words: &[&str]) -> Duration {
    Duration::from_secs(words.first().map_or(60, |seconds| number(seconds)))
}
