//! Every native, given more than it can do in a moment, ends when it is told to, and takes no more memory than it may.
//!
//! A script finds the natives and makes their arguments (`natives.py`), so whoever adds one needs to do nothing here. Each
//! attempt is stopped a moment after it began; how long it goes on is what counts. `TAIPAN_NATIVES=full` tries more, on
//! larger arguments; `TAIPAN_NATIVES=str.` only natives whose names contain that.

#![allow(clippy::print_stdout, reason = "the table is what the test is run for")]

#[path = "../watch/mod.rs"]
mod watch;

use std::time::Duration;

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;
use taipan::sandbox::Sandbox;
use taipan::vm::Vm;

use crate::watch::{Ran, Watch};

/// What attempts may take beside their arguments.
const ROOM: usize = 64 << 20;

/// How thorough the test is.
struct Pace {
    /// Items of a list; other arguments in proportion.
    items: i64,
    /// Choices of arguments for each number of them.
    choices: i64,
    /// Stops that are tried with each native.
    stops: usize,
    /// When a stop comes.
    patience: Duration,
    /// How late an attempt may end after it.
    late: Duration,
    /// The memory limit of the VM.
    memory: usize,
    /// What the process may hold beyond it: a quarter of the limit and 16 MiB in chunks that are empty, and what else
    /// there is in a process.
    slack: usize,
}

impl Pace {
    fn chosen(full: bool) -> Pace {
        let debug = cfg!(debug_assertions);
        let items = match (debug, full) {
            (true, false) => 200_000,
            (true, true) => 1_000_000,
            (false, _) => 10_000_000,
        };
        let memory = items * 200;
        Pace {
            items: items as i64,
            choices: if full { 400 } else { 6 },
            stops: if full { 40 } else { 1 },
            patience: Duration::from_millis(if full { 50 } else { 5 }),
            late: Duration::from_millis(if debug { 200 } else { 20 }),
            memory,
            slack: memory / 4 + (48 << 20),
        }
    }
}

/// An attempt that ended late or took too much.
struct Finding {
    attempt: String,
    late: Duration,
    excess: usize,
}

#[test]
fn every_native_ends_soon_after_a_stop_and_within_its_memory() {
    let asked = std::env::var("TAIPAN_NATIVES").unwrap_or_default();
    let pace = Pace::chosen(asked == "full");
    let wanted = if asked == "full" { "" } else { asked.as_str() };
    let mut vm = prepared(&pace);
    let watch = Watch::new(&vm);
    let mut findings: Vec<Finding> = Vec::new();
    for native in 0..vm.call::<i64>("count", ()).unwrap() {
        let (name, attempts): (String, i64) = vm.call("take", (native, pace.choices)).unwrap();
        if !name.contains(wanted) {
            continue;
        }
        let mut stops = 0;
        for choice in 0..attempts {
            let ran = attempt(&mut vm, &watch, &pace, native, choice);
            let excess = ran.taken.saturating_sub(ROOM);
            let late = ran.late.unwrap_or_default();
            if ran.late.is_some() || excess > 0 {
                let attempt: String = vm.call("describe", (native, choice)).unwrap();
                if late > pace.late || excess > pace.slack {
                    println!("{:6} ms {:4} MiB  {attempt}", late.as_millis(), excess >> 20);
                }
                findings.push(Finding { attempt, late, excess });
            }
            stops += usize::from(ran.late.is_some());
            if stops == pace.stops {
                break;
            }
        }
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.late));
    let fails = |finding: &Finding| finding.late > pace.late || finding.excess > pace.slack;
    let mut table = String::new();
    for (place, finding) in findings.iter().enumerate().filter(|(place, finding)| *place < 20 || fails(finding)) {
        table += &format!(
            "{:4} {:6} ms {:4} MiB  {}\n",
            place + 1,
            finding.late.as_millis(),
            finding.excess >> 20,
            finding.attempt
        );
    }
    println!("{} attempts were stopped; the latest ends:\n{table}", findings.len());
    assert!(!findings.iter().any(fails), "attempts that ended late or took too much:\n{table}");
}

/// A VM with natives and arguments, that has little memory left.
fn prepared(pace: &Pace) -> Vm {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: None, memory: pace.memory, ..Limits::default() });
    let program = engine.compile("natives.py", include_str!("natives.py")).unwrap();
    let mut vm = engine.vm(Sandbox::keeping(1 << 16)).unwrap();
    vm.run(&program).unwrap();
    vm.call::<()>("prepare", (pace.items,)).unwrap();
    vm.call::<i64>("ballast", (ROOM as i64,)).unwrap();
    vm
}

/// Runs an attempt, and again if it ended late: what the machine did beside it must not count.
fn attempt(vm: &mut Vm, watch: &Watch, pace: &Pace, native: i64, choice: i64) -> Ran {
    let mut best: Option<Ran> = None;
    for _ in 0..3 {
        let ran = watch.run(pace.patience, || {
            let ended = vm.call::<()>("attempt", (native, choice));
            if let Err(error) = ended {
                assert!(matches!(error.kind(), Kind::Stopped | Kind::Exception), "{error}");
            }
        });
        vm.call::<()>("refresh", ()).unwrap();
        let better = best.as_ref().is_none_or(|best| ran.late < best.late);
        if better {
            best = Some(ran);
        }
        if best.as_ref().is_some_and(|best| best.late.unwrap_or_default() <= pace.late) {
            break;
        }
    }
    best.unwrap_or_default()
}
