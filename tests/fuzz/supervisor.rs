//! Starts workers, notices when one dies or hangs, and keeps the program that did it.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::mutate::Seeds;
use crate::target::Target;

/// A case that takes more of a processor hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a silent worker is looked at: one that sleeps waits for what never comes, as its program says.
const LOOK: Duration = Duration::from_secs(1);

/// Searches for `time`, beginning with the case `first`; findings end up in `target/fuzz`.
pub(crate) fn search(target: Target, time: Duration, first: u64) -> ExitCode {
    let seeds = Seeds::read();
    let begun = Instant::now();
    let mut next = first;
    let mut findings = 0;
    while begun.elapsed() < time {
        let Some(mut worker) = Worker::start(target, next) else {
            eprintln!("the worker cannot be started");
            return ExitCode::FAILURE;
        };
        let (last, end) = worker.watch(begun + time);
        next = last.map_or(next, |case| case + 1);
        if let (Some(case), Some(reason)) = (last, end) {
            findings += 1;
            let file = keep(target, case, &seeds.program(target, case));
            println!("{reason}: {}\n{}", file.display(), worker.last_words());
        }
    }
    println!("{}: {} cases in {} s, {findings} findings", target.name(), next - first, time.as_secs());
    if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the program of a finding where it can be tried again.
fn keep(target: Target, case: u64, program: &[u8]) -> PathBuf {
    let folder = PathBuf::from("target/fuzz");
    let file = folder.join(format!("{}-{case}.py", target.name()));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, program));
    if let Err(error) = kept {
        eprintln!("{}: {error}", file.display());
    }
    file
}

/// What a worker does.
struct State {
    /// Whether it is known to sleep.
    sleeps: bool,
    /// What it has taken of a processor so far.
    taken: Duration,
}

struct Worker {
    child: Child,
    cases: Receiver<u64>,
}

impl Worker {
    fn start(target: Target, first: u64) -> Option<Self> {
        let mut child = Command::new(std::env::current_exe().ok()?)
            .args([target.name(), "--work", &first.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut announced = child.stdout.take()?;
        let (sender, cases) = channel();
        std::thread::spawn(move || {
            let mut number = [0; 8];
            while announced.read_exact(&mut number).is_ok() && sender.send(u64::from_le_bytes(number)).is_ok() {}
        });
        Some(Self { child, cases })
    }

    /// Follows the worker until the deadline or its end: the last case it announced, and what was wrong with it.
    fn watch(&mut self, deadline: Instant) -> (Option<u64>, Option<&'static str>) {
        let mut last = None;
        // What the worker had taken of a processor when the case was first looked at.
        let mut before = None;
        while Instant::now() < deadline {
            match self.cases.recv_timeout(LOOK) {
                Ok(case) => {
                    last = Some(case);
                    before = None;
                }
                Err(RecvTimeoutError::Timeout) => {
                    let state = self.state();
                    if state.sleeps || state.taken > *before.get_or_insert(state.taken) + PATIENCE {
                        self.end();
                        return (last, Some("hangs").filter(|_| !state.sleeps));
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.end();
                    return (last, Some("dies"));
                }
            }
        }
        self.end();
        (last, None)
    }

    /// What the system says about the worker (`proc(5)`).
    fn state(&self) -> State {
        let status = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = status.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let hundredths = |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        State {
            sleeps: fields.first().is_some_and(|state| *state == "S"),
            taken: Duration::from_millis((hundredths(11) + hundredths(12)) * 10),
        }
    }

    fn end(&mut self) {
        // It may have ended already, which is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// The beginning of what the worker said when it died.
    fn last_words(&mut self) -> String {
        let mut words = String::new();
        if let Some(mut pipe) = self.child.stderr.take() {
            drop(pipe.read_to_string(&mut words));
        }
        words.lines().take(4).map(|line| format!("    {line}\n")).collect()
    }
}
