//! Engines and programs are shared, VMs move.

use std::thread;

use taipan::engine::{Engine, Program};
use taipan::error::Error;
use taipan::object::Object;
use taipan::sandbox::Sandbox;
use taipan::vm::{Interrupt, Vm};

#[test]
fn what_may_cross_threads_does() {
    fn shared<T: Send + Sync>() {}
    fn moved<T: Send>() {}
    shared::<Engine>();
    shared::<Program>();
    shared::<Object>();
    shared::<Error>();
    shared::<Interrupt>();
    moved::<Vm>();
}

#[test]
fn two_vms_run_one_program_in_two_threads() {
    let mut engine = Engine::new();
    engine.module("host").function("square", |n: i64| n * n);
    let program =
        engine.compile("sums.py", "import host\ndef total(n): return sum(host.square(i) for i in range(n))").unwrap();
    let totals = thread::scope(|scope| {
        let run = |n: i64| {
            let mut vm = engine.vm(Sandbox::new()).unwrap();
            vm.run(&program).unwrap();
            vm.call::<i64>("total", (n,)).unwrap()
        };
        let handles = [1000, 2000].map(|n| scope.spawn(move || run(n)));
        handles.map(|handle| handle.join().unwrap())
    });
    assert_eq!(totals, [332_833_500, 2_664_667_000]);
}

#[test]
fn a_vm_moves_to_another_thread_and_back() {
    let engine = Engine::new();
    let mut vm = engine.vm(Sandbox::new()).unwrap();
    vm.run(&engine.compile("keep.py", "kept = []\ndef keep(x):\n    kept.append(x)\n    return len(kept)").unwrap())
        .unwrap();
    let mut vm = thread::spawn(move || {
        vm.call::<i64>("keep", ("there",)).unwrap();
        vm
    })
    .join()
    .unwrap();
    assert_eq!(vm.call::<i64>("keep", ("here",)).unwrap(), 2);
    assert_eq!(vm.get::<Vec<String>>("kept").unwrap(), ["there", "here"]);
}
