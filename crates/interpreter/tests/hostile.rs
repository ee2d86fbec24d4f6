//! Scripts that attack the limits of their host: `tests/limits/hosted`. Each runs with a limit of memory alone, is stopped
//! after a while, and has to end as its second line says: within the limits, and leaving a VM that works.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use taipan::engine::Engine;
use taipan::error::{Error, Kind};
use taipan::limits::Limits;
use taipan::sandbox::Sandbox;
use taipan::vm::Vm;

/// Bytes of objects.
const MEMORY: usize = 256 << 20;
/// When another thread ends the script.
const STOP: Duration = Duration::from_millis(100);
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
        let thread = thread::Builder::new().stack_size(STACK).spawn(move || ends(&text)).unwrap();
        let (end, works) = thread.join().unwrap();
        count += 1;
        if !wanted.split(" or ").any(|wanted| wanted == end) || !works {
            faults.push(format!("{name}: {end} instead of {wanted}; the VM works: {works}"));
        }
    }
    assert!(count > 30 && faults.is_empty(), "{}", faults.join("\n"));
}

/// How a script ends, and whether its VM works afterwards.
fn ends(text: &str) -> (String, bool) {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: None, memory: MEMORY, ..Limits::default() });
    let program = engine.compile("script.py", text).unwrap();
    let mut vm = engine.vm(Sandbox::new()).unwrap();
    let end = match stopping(&mut vm, |vm| vm.run(&program)) {
        Ok(()) => String::from("Ok"),
        Err(error) if error.kind() == Kind::Exception => error.type_name().to_owned(),
        Err(error) => format!("{:?}", error.kind()),
    };
    let after = engine.compile("after.py", "total = sum(range(10))").unwrap();
    let works = vm.run(&after).and_then(|()| vm.get::<i64>("total")).is_ok_and(|total| total == 45);
    (end, works)
}

/// Runs something that another thread stops after a while.
fn stopping(vm: &mut Vm, run: impl FnOnce(&mut Vm) -> Result<(), Error>) -> Result<(), Error> {
    let interrupt = vm.interrupt();
    let (ended, end) = mpsc::channel::<()>();
    let stopper = thread::spawn(move || {
        while end.recv_timeout(STOP) == Err(RecvTimeoutError::Timeout) {
            interrupt.stop();
        }
    });
    let outcome = run(vm);
    drop(ended);
    stopper.join().unwrap();
    outcome
}
