//! What a script may spend.

use std::thread;
use std::time::Duration;

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;
use taipan::vm::{Interrupt, Vm};

use crate::{ran, script};

#[test]
fn fuel_ends_a_run_that_no_script_can_hold_up() {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: Some(100_000), ..Limits::default() });
    let text = "def spin():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\ndef fine(): return sum(range(100))";
    let (mut vm, _) = ran(&engine, text);
    let error = vm.call::<()>("spin", ()).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (Kind::OutOfFuel, "the fuel is used up"));
    assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 4950, "the next call has its own fuel");
}

#[test]
fn memory_beyond_the_limit_is_a_memory_error() {
    let mut engine = Engine::new();
    engine.limit(Limits { memory: 16 << 20, ..Limits::default() });
    let (mut vm, _) = ran(
        &engine,
        "def grow():\n    kept = []\n    try:\n        while True: kept.append('x' * 100_000)\n    except MemoryError:\n        return len(kept) > 50",
    );
    assert!(vm.call::<bool>("grow", ()).unwrap());
}

#[test]
fn every_kind_of_object_may_be_the_one_that_finds_no_memory() {
    let made = [
        "kept.append(C(1))",
        "kept.append(D())",
        "kept.append(produce(1))",
        "kept.append(respond(1))",
        "kept.append(stream(1))",
        "kept.append((1, 2, 3, object()))",
        "kept.append(lambda: kept)",
        "kept.append(ValueError(kept))",
        "kept.append(type('T', (D,), {}))",
        "kept.append(memoryview(array))",
        "kept.append({1: kept})",
    ];
    for (index, statement) in made.into_iter().enumerate() {
        for step in 0..3 {
            let mut engine = Engine::new();
            engine.limit(Limits { memory: (4 << 20) + step * 1009, ..Limits::default() });
            let text = format!(
                "class C:\n    def __init__(self, x): self.x = x\nclass D: pass\narray = bytearray(9)\ndef produce(x): yield x\nasync def respond(x): return x\nasync def stream(x): yield x\ndef grow():\n    kept = []\n    try:\n        while True: {statement}\n    except MemoryError:\n        return len(kept)"
            );
            let (mut vm, _) = ran(&engine, &text);
            let count = vm.call::<i64>("grow", ()).unwrap();
            assert!(count > 10, "{index}: {count} objects");
        }
    }
}

#[test]
fn recursion_of_every_kind_is_a_recursion_error() {
    let (mut vm, _) = script(
        "def down(): return down()\nclass Key:\n    def __lt__(self, other): return sorted([Key(), Key()])\ndef nested(): sorted([Key(), Key()])",
    );
    assert_eq!(vm.call::<()>("down", ()).unwrap_err().type_name(), "RecursionError");
    assert_eq!(vm.call::<()>("nested", ()).unwrap_err().type_name(), "RecursionError");
}

#[test]
fn another_thread_stops_a_busy_script() {
    let (mut vm, _) = script("def spin():\n    while True: pass\ndef fine(): return 1");
    stop_soon(&vm);
    assert_eq!(vm.call::<()>("spin", ()).unwrap_err().kind(), Kind::Stopped);
    assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 1);
}

/// Stops what the VM does, a moment later and from another thread.
fn stop_soon(vm: &Vm) {
    let interrupt: Interrupt = vm.interrupt();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        interrupt.stop();
    });
}

const SLEEPING: &str = "import asyncio\nasync def sleep():\n    try: await asyncio.sleep(60)\n    except BaseException: print('caught')\ndef main(): asyncio.run(sleep())";

#[test]
fn another_thread_stops_a_script_whose_loop_sleeps() {
    let (mut vm, output) = script(SLEEPING);
    stop_soon(&vm);
    assert_eq!(vm.call::<()>("main", ()).unwrap_err().kind(), Kind::Stopped);
    assert_eq!(output.take(), "");
}

#[test]
fn another_thread_stops_a_script_that_an_executor_drives() {
    let (mut vm, output) = script(SLEEPING);
    stop_soon(&vm);
    assert_eq!(pollster::block_on(vm.call_async::<()>("sleep", ())).unwrap_err().kind(), Kind::Stopped);
    assert_eq!(output.take(), "");
}
