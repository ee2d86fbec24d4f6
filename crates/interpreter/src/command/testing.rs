//! `taipan test`: finds files with tests and runs each in a process of its own, some at once.
//!
//! The process runs the library's module `_testing`, which writes a record for each test to what was its standard output (what
//! tests write there goes to standard error): a line with outcome, seconds,
//! length and name, and as many bytes of what is to be told.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::command::check::{collect, quoted};
use crate::command::session::{complain, say};

/// What `taipan test` was asked for.
#[derive(Default)]
pub struct Wanted {
    /// Files, and folders whose files are searched; the present folder if there are none. Behind a file `::` and the name of
    /// a test or a class may stand.
    pub paths: Vec<OsString>,
    /// Names of tests contain one of these, or match it.
    pub filters: Vec<OsString>,
    /// How many files run at once.
    pub jobs: Option<usize>,
    /// Whether clocks of event loops jump.
    pub virtual_time: bool,
    /// Whether a test fails that leaves something behind.
    pub leaks: bool,
    /// Whether JSON is printed.
    pub json: bool,
}

/// What came of the tests of a file.
#[derive(Default)]
struct Outcome {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// What is printed of it.
    text: String,
}

/// Runs the tests; the status is 1 if one fails or there is none.
pub fn run(wanted: &Wanted) -> i32 {
    let begun = Instant::now();
    let mut files = Vec::new();
    let here = [OsString::from(".")];
    let is_test = |name: &str| name.starts_with("test_") || name.ends_with("_test.py");
    for path in if wanted.paths.is_empty() { here.as_slice() } else { &wanted.paths } {
        let (path, only) = parts(path);
        if !path.exists() {
            complain(&format!("taipan test: there is no {}\n", path.display()));
            return 2;
        }
        let mut found = Vec::new();
        collect(&path, &is_test, &mut found);
        files.extend(found.into_iter().map(|file| (file, only.clone())));
    }
    let Ok(program) = std::env::current_exe() else {
        complain("taipan test: cannot find this program\n");
        return 1;
    };
    let jobs = wanted.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let next = AtomicUsize::new(0);
    // The file whose turn it is to be told of, and what came of those that were quicker.
    let told = Mutex::new((0, Vec::new(), Outcome::default()));
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, files.len().max(1)) {
            scope.spawn(|| {
                while let Some((index, (file, only))) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    files.get(index).map(|file| (index, file))
                } {
                    let outcome = run_file(&program, file, only.as_deref(), wanted);
                    tell(&mut told.lock().unwrap_or_else(PoisonError::into_inner), index, outcome);
                }
            });
        }
    });
    let (_, _, sum) = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    let seconds = begun.elapsed().as_secs_f64();
    let none = sum.passed + sum.failed + sum.skipped == 0;
    if !wanted.json {
        let counts = counted(&sum);
        say(&format!("{} in {seconds:.2} s\n", if none { "no tests" } else { &counts }));
    }
    i32::from(sum.failed > 0 || none)
}

/// A path, and the name behind `::`, unless all of it is the name of a file.
fn parts(given: &OsStr) -> (PathBuf, Option<String>) {
    match given.to_str().and_then(|text| text.split_once(".py::")) {
        Some((stem, name)) if !Path::new(given).exists() => {
            (format!("{stem}.py").into(), Some(name.replace("::", ".")))
        }
        _ => (given.into(), None),
    }
}

/// Prints what came of a file as soon as all before it were told of.
fn tell(told: &mut (usize, Vec<(usize, Outcome)>, Outcome), index: usize, outcome: Outcome) {
    let (turn, waiting, sum) = told;
    sum.passed += outcome.passed;
    sum.failed += outcome.failed;
    sum.skipped += outcome.skipped;
    waiting.push((index, outcome));
    while let Some(at) = waiting.iter().position(|(index, _)| index == turn) {
        say(&waiting.swap_remove(at).1.text);
        *turn += 1;
    }
}

fn counted(outcome: &Outcome) -> String {
    let counts = [(outcome.passed, "passed"), (outcome.failed, "failed"), (outcome.skipped, "skipped")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// Runs the tests of a file and reads the records.
fn run_file(program: &Path, file: &PathBuf, only: Option<&str>, wanted: &Wanted) -> Outcome {
    let mut command = Command::new(program);
    command.args(["-P", "-c", "import _testing; _testing.main()"]).arg(file);
    let switches = [(wanted.virtual_time, "virtual-time"), (wanted.leaks, "leaks"), (wanted.json, "json")];
    command.args(switches.iter().filter(|(on, _)| *on).map(|(_, name)| format!("--{name}")));
    command.args(wanted.filters.iter().flat_map(|filter| [OsStr::new("--filter"), filter]));
    command.args(only.iter().flat_map(|only| ["--only", only]));
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let mut outcome = Outcome::default();
    let name = file.display().to_string();
    let fault = match output {
        Ok(output) => {
            let whole = read(&output.stdout, &name, wanted.json, &mut outcome);
            (!whole).then(|| format!("the process of this file ended early: {}", output.status))
        }
        Err(error) => Some(format!("no process for this file: {error}")),
    };
    if let Some(fault) = fault {
        outcome.failed += 1;
        let told = match wanted.json {
            true => format!(
                "{{\"file\": {}, \"test\": null, \"outcome\": \"failed\", \"details\": {}}}\n",
                quoted(&name),
                quoted(&fault)
            ),
            false => format!("FAILED {name}\n  {fault}\n"),
        };
        outcome.text.push_str(&told);
    }
    let counts = counted(&outcome);
    if !wanted.json && !counts.is_empty() {
        outcome.text.insert_str(0, &format!("{name}: {counts}\n"));
    }
    outcome
}

/// Reads the records of a file's tests; false if the last one, which says that it was the last, is missing.
fn read(bytes: &[u8], file: &str, json: bool, outcome: &mut Outcome) -> bool {
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        let mut words = head.splitn(4, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (kind, _seconds, length, name) = (word(), word(), word(), word());
        if kind == "done" {
            return true;
        }
        let length = length.parse::<usize>().unwrap_or(0).min(rest.len());
        let (details, after) = rest.split_at(length);
        rest = after;
        let details = String::from_utf8_lossy(details);
        match kind {
            "passed" => outcome.passed += 1,
            "skipped" => outcome.skipped += 1,
            _ => outcome.failed += 1,
        }
        if json {
            outcome.text.push_str(&details);
        } else if kind == "failed" {
            outcome.text.push_str(&format!("FAILED {file}::{name}\n"));
            outcome.text.extend(details.lines().map(|line| format!("  {line}\n")));
        }
    }
    false
}
