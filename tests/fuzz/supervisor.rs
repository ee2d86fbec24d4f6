//! Starts workers, notices when one dies or hangs, and keeps the program that did it.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::seeds::Seeds;
use crate::target::Target;

/// A case that takes more of a processor hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a silent worker is looked at: one that sleeps waits for what never comes, as its program says.
const LOOK: Duration = Duration::from_secs(1);

/// Searches for `time`: tries what is stored, then the cases from `first` on. Findings end up in `target/fuzz`. The answer
/// says whether there were none.
pub(crate) fn search(target: Target, time: Duration, first: u64) -> bool {
    let seeds = Seeds::read(target);
    let begun = Instant::now();
    let (mut next, mut cases, mut findings) = (0, 0, 0);
    while begun.elapsed() < time {
        let Some(mut worker) = Worker::start(target, next, first) else {
            eprintln!("the worker cannot be started");
            return false;
        };
        let end = worker.watch(begun + time);
        if end.is_some() && worker.last.is_none() {
            eprintln!("the worker comes to no case:\n{}", worker.last_words());
            return false;
        }
        cases += worker.announced;
        next = worker.last.map_or(next, |case| case + 1);
        if let (Some(case), Some(reason)) = (worker.last, end) {
            findings += 1;
            let file = keep(target, case, &seeds.program(case));
            let again = format!("cargo run --package taipan-fuzz -- {} --case {case}", target.name());
            println!("{reason}: {}\n{}    again, at this commit: {again}", file.display(), worker.last_words());
        }
    }
    println!("{}: {cases} cases in {} s, {findings} findings", target.name(), time.as_secs());
    findings == 0 && cases > 0
}

/// Searches several targets side by side.
pub(crate) fn search_all(targets: &[Target], time: Duration, first: u64) -> bool {
    std::thread::scope(|scope| {
        let searches: Vec<_> = targets.iter().map(|target| scope.spawn(move || search(*target, time, first))).collect();
        searches.into_iter().map(|search| search.join().unwrap_or(false)).fold(true, |all, one| all & one)
    })
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
    /// How many cases it has announced.
    announced: u64,
    /// The one it works on.
    last: Option<u64>,
}

impl Worker {
    fn start(target: Target, next: u64, first: u64) -> Option<Self> {
        let mut child = Command::new(std::env::current_exe().ok()?)
            .args([target.name(), "--work", &next.to_string(), &first.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut numbers = child.stdout.take()?;
        let (sender, cases) = channel();
        std::thread::spawn(move || {
            let mut number = [0; 8];
            while numbers.read_exact(&mut number).is_ok() && sender.send(u64::from_le_bytes(number)).is_ok() {}
        });
        Some(Self { child, cases, announced: 0, last: None })
    }

    /// Follows the worker until the deadline or its end: what was wrong with its last case.
    fn watch(&mut self, deadline: Instant) -> Option<&'static str> {
        // What the worker had taken of a processor when the case was first looked at.
        let mut before = None;
        while Instant::now() < deadline {
            match self.cases.recv_timeout(LOOK) {
                Ok(case) => {
                    self.last = Some(case);
                    self.announced += 1;
                    before = None;
                }
                Err(RecvTimeoutError::Timeout) => {
                    let state = self.state();
                    if state.sleeps || state.taken > *before.get_or_insert(state.taken) + PATIENCE {
                        self.end();
                        return Some("hangs").filter(|_| !state.sleeps);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.end();
                    return Some("dies");
                }
            }
        }
        self.end();
        None
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
