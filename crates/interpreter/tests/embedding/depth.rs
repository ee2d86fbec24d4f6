//! Depth: on the stack of an ordinary thread, and on a small one, nothing that recurses ends the process.
//!
//! The programs in `depth/` leave in `attempts` how often they tried: each attempt works, or ends in an exception.

use taipan::engine::Engine;
use taipan::limits::Limits;
use taipan::sandbox::Sandbox;

/// What Rust gives a thread that does not ask for more, and natives that may nest on it.
const ORDINARY: (usize, usize) = (2 << 20, 50);
/// A small one.
const SMALL: (usize, usize) = (256 << 10, 16);

/// Does something on a thread.
fn on_a_thread<T: Send + 'static>(
    (stack, nesting): (usize, usize),
    work: impl FnOnce(&Engine) -> T + Send + 'static,
) -> T {
    let worker = std::thread::Builder::new().stack_size(stack).spawn(move || {
        let mut engine = Engine::new();
        engine.limit(Limits { nesting, ..Limits::default() });
        work(&engine)
    });
    worker.expect("a thread").join().expect("the thread survives")
}

fn attempts(source: &'static str) -> i64 {
    let counts = [ORDINARY, SMALL].map(|size| {
        on_a_thread(size, move |engine| {
            let program = engine.compile("depth", source).expect("the program compiles");
            let mut vm = engine.vm(Sandbox::new()).expect("a machine");
            vm.run(&program).expect("every attempt ends in an exception that is caught");
            vm.get::<i64>("attempts").expect("the program has counted")
        })
    });
    assert_eq!(counts[0], counts[1]);
    counts[0]
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
    on_a_thread(ORDINARY, |engine| drop(engine.compile("depth", &format!("{}1", "lambda: ".repeat(5900)))));
}

#[test]
fn natives_and_descriptors_inside_each_other_end_in_recursion_errors() {
    assert_eq!(attempts(include_str!("depth/natives.py")), 35);
}

#[test]
fn a_stack_that_is_too_small_for_the_limits_is_not_left() {
    on_a_thread((128 << 10, 1000), |engine| {
        let program =
            engine.compile("small", "def down(_): return sorted([1], key=down)\ndown(1)").expect("it compiles");
        let mut vm = engine.vm(Sandbox::new()).expect("a machine");
        assert_eq!(vm.run(&program).unwrap_err().type_name(), "RecursionError");
    });
}
