//! What a Rust program that embeds Taipan can rely on.

mod classes;
mod awaiting;
mod broken;
mod depth;
mod errors;
mod fuel;
mod functions;
mod limits;
mod sandbox;
mod stops;
mod threads;
mod values;

use taipan::engine::Engine;
use taipan::sandbox::{Output, Sandbox};
use taipan::vm::Vm;

/// A VM of an engine that has run a program, and its output.
fn ran(engine: &Engine, text: &str) -> (Vm, Output) {
    let program = engine.compile("script.py", text).unwrap();
    let sandbox = Sandbox::new();
    let output = sandbox.output();
    let mut vm = engine.vm(sandbox).unwrap();
    vm.run(&program).unwrap();
    (vm, output)
}

/// The same with nothing registered.
fn script(text: &str) -> (Vm, Output) {
    ran(&Engine::new(), text)
}
