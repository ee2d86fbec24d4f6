//! A program with a prompt of its own: `cargo run --example prompt`, then `kitchen("tea")`.

use taipan::engine::Engine;
use taipan::error::Error;
use taipan::limits::Limits;
use taipan::repl::Repl;
use taipan::sandbox::Sandbox;

fn main() -> Result<(), Error> {
    let mut engine = Engine::new();
    // What is typed and does not end is ended.
    engine.limit(Limits { fuel: Some(10_000_000), ..Limits::default() });
    let mut vm = engine.vm(Sandbox::new())?;
    vm.run(&engine.compile("kitchen.py", "def kitchen(order): return f'one {order}, please'")?)?;
    vm.set("cups", vec![1, 2, 4])?;
    let status = Repl::new(&mut vm).greeting("The kitchen listens.").run()?;
    std::process::exit(status);
}
