//! A stop and a limit of time end whatever runs, and nothing that a script does hides them.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;
use taipan::vm::Vm;

use crate::{ran, script};

/// Calls `main()`, which another thread stops after a while; how the call ended.
fn stopped(vm: &mut Vm) -> Kind {
    stopping(vm, |vm| vm.call::<()>("main", ()).unwrap_err().kind())
}

/// Does something that another thread stops after a while. On a busy machine the first stop may come before it has
/// begun, and is lost then.
fn stopping<T>(vm: &mut Vm, act: impl FnOnce(&mut Vm) -> T) -> T {
    let interrupt = vm.interrupt();
    let (ended, end) = mpsc::channel::<()>();
    let stopper = thread::spawn(move || {
        while end.recv_timeout(Duration::from_millis(20)) == Err(RecvTimeoutError::Timeout) {
            interrupt.stop();
        }
    });
    let done = act(vm);
    drop(ended);
    stopper.join().unwrap();
    done
}

/// An engine whose runs may take a second. Programs import in `main()`: on a busy machine that alone may take so long.
fn brief() -> Engine {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: None, wall: Some(Duration::from_secs(1)), ..Limits::default() });
    engine
}

/// Does all of them, each in a thread of its own: what takes a second each takes a second.
fn at_once(works: impl Iterator<Item = impl FnOnce() + Send>) {
    thread::scope(|scope| works.for_each(|work| drop(scope.spawn(work))));
}

/// Programs whose `main()` never ends, and which hide that a part of them was ended.
const HIDING: &[(&str, &str)] = &[
    (
        "a finaliser",
        "class A:\n    def __del__(self):\n        while True: pass\ndef main():\n    A()\n    A()\n    while True: pass",
    ),
    (
        "the callback of a weak reference",
        "class A: pass\ndef busy(r):\n    while True: pass\ndef main():\n    import weakref; a = A(); r = weakref.ref(a, busy); del a\n    while True: pass",
    ),
    (
        "the end of a generator",
        "def g():\n    try: yield\n    finally:\n        while True: pass\ndef main():\n    a = g(); next(a); del a\n    while True: pass",
    ),
    (
        "an exception handler of the loop",
        "def handle(loop, context):\n    while True: pass\nasync def run():\n    loop = asyncio.get_running_loop(); loop.set_exception_handler(handle)\n    loop.call_soon(lambda: 1 / 0)\n    while True: await asyncio.sleep(0)\ndef main():\n    global asyncio; import asyncio\n    asyncio.run(run())",
    ),
    (
        "the text of an exception",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\ndef main(): raise E",
    ),
    (
        "a comparison that a sort asks for",
        "class A:\n    def __lt__(self, other):\n        try:\n            while True: pass\n        finally: return True\ndef main():\n    while True: sorted([A(), A()])",
    ),
    (
        "an attribute that hasattr asks for",
        "class A:\n    def __getattr__(self, name):\n        while True: pass\ndef main():\n    while True: hasattr(A(), 'x')",
    ),
    (
        "a group that is searched, whose parts are the same",
        "def main():\n    a = Exception(1)\n    for i in range(40): a = ExceptionGroup('a', [a, a])\n    a.subgroup(lambda e: False)",
    ),
    (
        "the finaliser of what dies with the run",
        "class A:\n    def __del__(self):\n        while True: pass\ndef main():\n    a = A()\n    while True: pass",
    ),
    (
        "an exception group",
        "def main():\n    while True:\n        try:\n            while True: pass\n        except* BaseException: pass",
    ),
];

#[test]
fn a_stop_is_not_swallowed() {
    for (what, text) in HIDING {
        let (mut vm, _) = script(&format!("{text}\ndef fine(): return sum(range(10))"));
        assert_eq!(stopped(&mut vm), Kind::Stopped, "{what}");
        assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 45, "{what}");
    }
}

#[test]
fn the_end_of_the_time_is_not_swallowed() {
    at_once(HIDING.iter().map(|(what, text)| {
        move || {
            let (mut vm, _) = ran(&brief(), &format!("{text}\ndef fine(): return sum(range(10))"));
            assert_eq!(vm.call::<()>("main", ()).unwrap_err().kind(), Kind::OutOfTime, "{what}");
            assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 45, "{what}");
        }
    }));
}

/// Waits of every kind.
const WAITING: &[&str] = &[
    "import time; time.sleep(60)",
    "import asyncio; asyncio.run(asyncio.sleep(60))",
    "import asyncio\n    async def ever(): await asyncio.Future()\n    asyncio.run(ever())",
    "import threading; threading.Event().wait()",
    "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()",
    "import queue; queue.Queue().get()",
    "import queue; queue.SimpleQueue().get(timeout=60)",
];

#[test]
fn a_wait_ends_with_the_time_and_with_a_stop() {
    let begun = Instant::now();
    at_once(WAITING.iter().map(|wait| {
        move || {
            let text = &format!("def main():\n    {wait}");
            let (mut vm, _) = script(text);
            assert_eq!(stopped(&mut vm), Kind::Stopped, "{text}");
            let (mut vm, _) = ran(&brief(), text);
            assert_eq!(vm.call::<()>("main", ()).unwrap_err().kind(), Kind::OutOfTime, "{text}");
        }
    }));
    assert!(begun.elapsed() < Duration::from_secs(50), "something slept on");
}

#[test]
fn the_time_of_an_awaited_call_is_that_of_all_its_polls() {
    at_once(["while True: await asyncio.sleep(0.001)", "await asyncio.sleep(60)"].into_iter().map(|wait| {
        move || {
            let (mut vm, _) = ran(&brief(), &format!("async def main():\n    import asyncio\n    {wait}"));
            assert_eq!(pollster::block_on(vm.call_async::<()>("main", ())).unwrap_err().kind(), Kind::OutOfTime);
        }
    }));
}

#[test]
fn a_stop_reaches_a_busy_script_and_those_that_sleep() {
    let (mut vm, output) = script(
        "import asyncio\ndef spin():\n    while True: pass\nasync def sleep():\n    try: await asyncio.sleep(60)\n    except BaseException: print('caught')\ndef nap(): asyncio.run(sleep())\ndef fine(): return 1",
    );
    for name in ["spin", "nap"] {
        assert_eq!(stopping(&mut vm, |vm| vm.call::<()>(name, ()).unwrap_err().kind()), Kind::Stopped);
        assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 1);
    }
    let driven = stopping(&mut vm, |vm| pollster::block_on(vm.call_async::<()>("sleep", ())).unwrap_err().kind());
    assert_eq!(driven, Kind::Stopped);
    assert_eq!(output.take(), "");
}

#[test]
fn polls_do_not_refill_the_fuel() {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: Some(200_000), ..Limits::default() });
    let (mut vm, _) = ran(&engine, "import asyncio\nasync def main():\n    while True: await asyncio.sleep(0)");
    assert_eq!(pollster::block_on(vm.call_async::<()>("main", ())).unwrap_err().kind(), Kind::OutOfFuel);
}

#[test]
fn a_stop_of_a_vm_that_runs_nothing_does_nothing() {
    let (mut vm, _) = script("def fine(): return sum(range(10))");
    vm.interrupt().stop();
    assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 45);
}
