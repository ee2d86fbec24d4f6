//! The script suite: runs every program under `tests/` and compares what it prints with what stands beside it.
//!
//! Map, in reading order: `suite` finds the programs and reads their directives, `process` runs one of them,
//! `verdict` compares, `gaps` knows which are expected to fail, `record` writes expectations from CPython, `standing` the table
//! of what works.
//!
//! It knows nothing of the interpreter but its command line, so the same programs run under CPython.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test runner reports on the terminal")]

mod gaps;
mod interpreter;
mod process;
mod record;
mod standing;
mod suite;
mod verdict;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use gaps::Gaps;
use interpreter::Interpreter;
use suite::Program;
use verdict::Verdict;

const USAGE: &str = "usage: programs [--oracle | --record | --list | --differences | --turn NUMBER] [NAME PART ...]

  (nothing)      run the programs with the built taipan and honour tests/gaps.txt
  --oracle       run them with CPython 3.13 and compare with the recorded expectations
  --record       write the expectations of the named programs from CPython 3.13
  --list         print the names of the programs
  --differences  write tests/gaps.txt into docs/differences.md, and what works into the README
  --turn NUMBER  run the eighth part of them whose turn it is

environment: TAIPAN (the binary to test), CPYTHON313 (the oracle), TAIPAN_STORM (passed on),
  TAIPAN_UNDER (a command to run the binary under, such as memcheck)";

/// How many turns it takes until all programs had theirs.
const TURNS: usize = 8;

fn main() -> ExitCode {
    if let Err(error) = process::answer_interrupts() {
        eprintln!("programs: {error}");
    }
    let mut mode = None;
    let mut filters = Vec::new();
    let mut turn = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--turn" => turn = arguments.next().and_then(|number| number.parse().ok()),
            "--oracle" | "--record" | "--list" | "--differences" => mode = Some(argument),
            "-h" | "--help" => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            // Options of the standard test harness that `cargo test --workspace` may hand to every binary.
            option if option.starts_with('-') => {}
            _ => filters.push(argument),
        }
    }
    match act(mode.as_deref(), turn, &filters) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("programs: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the command line asks; the answer says whether all went well.
fn act(mode: Option<&str>, turn: Option<usize>, filters: &[String]) -> Result<bool, String> {
    let root = workspace_root();
    let mut programs = suite::find(&root)?;
    programs.retain(|program| filters.is_empty() || filters.iter().any(|part| program.name.contains(part.as_str())));
    if process::is_slow() {
        programs.retain(|program| program.patient);
    }
    if let Some(turn) = turn {
        println!("turn {turn}: part {} of {TURNS}", turn % TURNS + 1);
        programs = programs.into_iter().skip(turn % TURNS).step_by(TURNS).collect();
    }
    match mode {
        Some("--list") => {
            programs.iter().for_each(|program| println!("{}", program.name));
            Ok(true)
        }
        Some("--differences") => {
            let gaps = Gaps::read(&root.join("tests/gaps.txt"))?;
            gaps.publish(&root.join("docs/differences.md"), true)?;
            let modules = Interpreter::taipan(&root)?.modules()?;
            standing::publish(&root.join("README.md"), &suite::find(&root)?, &gaps, &modules, true)?;
            Ok(true)
        }
        Some("--record") => record::record(&Interpreter::cpython()?, &programs),
        Some(_) => {
            let Ok(cpython) = Interpreter::cpython() else {
                println!("oracle skipped: no CPython 3.13 (set CPYTHON313 to its path)");
                return Ok(true);
            };
            programs.retain(|program| program.oracle);
            Ok(run_all(&cpython, &programs, &Gaps::default()))
        }
        None => {
            let gaps = Gaps::read(&root.join("tests/gaps.txt"))?;
            let known = suite::find(&root)?;
            gaps.check_names(&known)?;
            gaps.publish(&root.join("docs/differences.md"), false)?;
            let taipan = Interpreter::taipan(&root)?;
            standing::publish(&root.join("README.md"), &known, &gaps, &taipan.modules()?, false)?;
            Ok(run_all(&taipan, &programs, &gaps))
        }
    }
}

/// Runs every program on as many workers as there are cores, and reports failures in the order of the names.
fn run_all(interpreter: &Interpreter, programs: &[Program], gaps: &Gaps) -> bool {
    let begun = Instant::now();
    let next = AtomicUsize::new(0);
    let failures: Mutex<Vec<(usize, String)>> = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let watch = process::Watch::start();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((index, program)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    programs.get(index).map(|program| (index, program))
                } {
                    let verdict = process::run(interpreter, program, &watch)
                        .map_or_else(Verdict::Failed, |outcome| verdict::judge(program, &outcome));
                    if let Some(report) = gaps.report(program, verdict) {
                        failures.lock().unwrap_or_else(PoisonError::into_inner).push((index, report));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    failures.sort();
    for (_, report) in &failures {
        println!("{report}");
    }
    let known = programs.iter().filter(|program| gaps.lists(&program.name)).count();
    if !failures.is_empty() {
        println!("failed:");
        for (index, _) in &failures {
            println!("  {}", programs[*index].name);
        }
    }
    println!(
        "{} programs under {} in {:.1} s, {known} known gaps",
        programs.len(),
        interpreter.name,
        begun.elapsed().as_secs_f64()
    );
    println!("{} passed, {} failed", programs.len() - failures.len(), failures.len());
    failures.is_empty()
}

/// The folder above this package.
fn workspace_root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}
