//! Scripts that attack the limits of their host: `tests/limits/hosted`. Each runs with a limit of memory alone, is stopped
//! after a while, and has to end as its second line says: soon after the stop, within its memory, and leaving a VM that
//! works. One that does not say `Stopped` has time to end by itself.

mod watch;

use std::path::Path;
use std::thread;
use std::time::Duration;

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;
use taipan::sandbox::Sandbox;

use crate::watch::{Ran, Watch};

/// Bytes of objects.
const MEMORY: usize = 128 << 20;
/// What a process may hold beyond it: a quarter in chunks that are empty, and the slack of what is counted later.
const SLACK: usize = MEMORY / 4 + (32 << 20);
/// When another thread ends the script.
const STOP: Duration = Duration::from_millis(100);
/// When it ends a script that should end by itself.
const PATIENCE: Duration = Duration::from_secs(60);
/// How late a script may end after the stop.
const LATE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 20 });
/// The stack of the thread it runs on: what the standard library gives.
const STACK: usize = 2 << 20;

#[test]
fn hostile_scripts_end_within_their_limits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/limits/hosted");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let wanted = text.lines().nth(1).and_then(|line| line.strip_prefix("# ends: ")).unwrap().to_owned();
        let patience = if wanted.contains("Stopped") { STOP } else { PATIENCE };
        // What the machine did beside it must not count.
        let mut attempts = (0..3).map(|_| fault(&text, &wanted, patience));
        let first = attempts.next().flatten();
        count += 1;
        if let Some(fault) = first
            && attempts.all(|again| again.is_some())
        {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(count > 30 && faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with the way a script ends.
fn fault(text: &str, wanted: &str, patience: Duration) -> Option<String> {
    let text = text.to_owned();
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || ends(&text, patience)).unwrap();
    let (end, works, ran) = thread.join().unwrap();
    if !works {
        Some(String::from("the VM does not work afterwards"))
    } else if !wanted.split(" or ").any(|wanted| wanted == end) {
        Some(format!("{end} instead of {wanted}"))
    } else if let Some(late) = ran.late.filter(|late| *late > LATE) {
        Some(format!("{} ms late", late.as_millis()))
    } else if ran.taken > MEMORY + SLACK {
        Some(format!("took {} MiB", ran.taken >> 20))
    } else {
        None
    }
}

/// How a script ends, whether its VM works afterwards, and what the watch saw.
fn ends(text: &str, patience: Duration) -> (String, bool, Ran) {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: None, memory: MEMORY, ..Limits::default() });
    let program = engine.compile("script.py", text).unwrap();
    let mut vm = engine.vm(Sandbox::new()).unwrap();
    let watch = Watch::new(&vm);
    let mut end = String::from("Ok");
    let ran = watch.run(patience, || {
        end = match vm.run(&program) {
            Ok(()) => return,
            Err(error) if error.kind() == Kind::Exception => error.type_name().to_owned(),
            Err(error) => format!("{:?}", error.kind()),
        };
    });
    let after = engine.compile("after.py", "total = sum(range(10))").unwrap();
    let works = vm.run(&after).and_then(|()| vm.get::<i64>("total")).is_ok_and(|total| total == 45);
    (end, works, ran)
}
