//! Depth: on the stack of an ordinary thread nothing that recurses ends the process.
//!
//! The programs in `depth/` leave in `attempts` how often they tried: each attempt works, or ends in an exception.

use taipan::engine::Engine;
use taipan::sandbox::Sandbox;

/// What Rust gives a thread that does not ask for more.
const STACK: usize = 2 << 20;

/// Does something on an ordinary thread.
fn on_a_thread<T: Send + 'static>(work: impl FnOnce(&Engine) -> T + Send + 'static) -> T {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || work(&Engine::new()));
    worker.expect("a thread").join().expect("the thread survives")
}

fn attempts(source: &'static str) -> i64 {
    on_a_thread(move |engine| {
        let program = engine.compile("depth", source).expect("the program compiles");
        let mut vm = engine.vm(Sandbox::new()).expect("a machine");
        vm.run(&program).expect("every attempt ends in an exception that is caught");
        vm.get::<i64>("attempts").expect("the program has counted")
    })
}

#[test]
fn values_that_nest_deeply_are_printed_compared_hashed_and_freed() {
    assert_eq!(attempts(include_str!("depth/containers.py")), 10 * 12);
}

#[test]
fn objects_whose_methods_ask_the_object_inside_end_in_recursion_errors() {
    assert_eq!(attempts(include_str!("depth/delegation.py")), 5 * 20);
}

#[test]
fn natives_that_call_back_end_in_recursion_errors() {
    assert_eq!(attempts(include_str!("depth/callbacks.py")), 15);
}

#[test]
fn iterators_over_iterators_end_in_recursion_errors() {
    assert_eq!(attempts(include_str!("depth/iterators.py")), 2 * 18);
}

#[test]
fn source_that_nests_deeply_is_compiled_or_refused() {
    assert_eq!(attempts(include_str!("depth/source.py")), 17);
}

#[test]
fn code_that_nests_deeply_is_freed() {
    on_a_thread(|engine| drop(engine.compile("depth", &format!("{}1", "lambda: ".repeat(5900)))));
}
