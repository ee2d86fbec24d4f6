//! Rust functions that scripts call.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use taipan::engine::Engine;
use taipan::error::Raise;

use crate::ran;

#[derive(Debug, PartialEq)]
struct OutOfTea(u32);

impl fmt::Display for OutOfTea {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "no tea for {} cups", self.0)
    }
}

impl std::error::Error for OutOfTea {}

fn kitchen() -> Engine {
    let mut engine = Engine::new();
    engine
        .module("kitchen")
        .function("add", |a: i64, b: i64| a + b)
        .function("shout", |text: String| text.to_uppercase())
        .function("nothing", || ())
        .function("brew", |cups: u32| if cups < 3 { Ok(cups) } else { Err(OutOfTea(cups)) })
        .function("find", |name: String| Err::<(), _>(Raise::new("KeyError", name)));
    engine
}

#[test]
fn scripts_import_and_call_rust_functions() {
    let (_, output) = ran(
        &kitchen(),
        "import kitchen\nfrom kitchen import add\nprint(add(1, 2), kitchen.shout('tea'), kitchen.nothing())\nprint(add, add.__name__, callable(add))\nprint(list(map(add, [1, 2], [3, 4])))",
    );
    assert_eq!(output.take(), "3 TEA None\n<host function add> add True\n[4, 6]\n");
}

#[test]
fn wrong_arguments_are_type_errors() {
    let text = "from kitchen import *\nfor call in (lambda: add(1), lambda: nothing(1), lambda: shout(2), lambda: add(1, b=2)):\n    try: call()\n    except TypeError as error: print(error)";
    let (_, output) = ran(&kitchen(), text);
    let output = output.take();
    let lines: Vec<_> = output.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "add() takes exactly 2 arguments (1 given)",
            "nothing() takes no arguments (1 given)",
            "expected str, got int",
        ]
    );
    assert!(lines[3].contains("keyword"), "{}", lines[3]);
}

#[test]
fn an_err_is_raised_and_the_host_finds_its_own_error_again() {
    let text = "import kitchen\ntry: kitchen.brew(3)\nexcept RuntimeError as error: print(error)\ndef serve(): return kitchen.brew(7)";
    let (mut vm, output) = ran(&kitchen(), text);
    assert_eq!(output.take(), "no tea for 3 cups\n");
    let error = vm.call::<u32>("serve", ()).unwrap_err();
    assert_eq!(error.to_string(), "RuntimeError: no tea for 7 cups");
    assert_eq!(error.downcast_ref::<OutOfTea>(), Some(&OutOfTea(7)));
    assert!(error.downcast_ref::<fmt::Error>().is_none());
}

#[test]
fn a_rust_function_chooses_the_exception() {
    let text = "import kitchen\ntry: kitchen.find('sugar')\nexcept KeyError as error: print(repr(error))";
    let (_, output) = ran(&kitchen(), text);
    assert_eq!(output.take(), "KeyError('sugar')\n");
}

#[test]
fn a_closure_keeps_what_it_has_captured() {
    let calls = Arc::new(AtomicUsize::new(0));
    let mut engine = Engine::new();
    let counted = calls.clone();
    engine.module("host").function("count", move || counted.fetch_add(1, Ordering::SeqCst));
    let (vm, _) = ran(&engine, "import host\nfor _ in range(5): host.count()");
    assert_eq!(calls.load(Ordering::SeqCst), 5);
    drop((vm, engine));
    assert_eq!(Arc::strong_count(&calls), 1, "nothing of the VM is left");
}

#[test]
fn a_panic_of_a_rust_function_is_an_exception() {
    let mut engine = Engine::new();
    engine.module("host").function("burst", || -> () { panic!("no water") }).async_function("melt", || async {
        panic!("too hot {}", 1);
        #[allow(unreachable_code, reason = "it names the result")]
        ()
    });
    let text = "import asyncio, host\nasync def main(): await host.melt()\nfor burst in (host.burst, lambda: asyncio.run(main())):\n    try: burst()\n    except RuntimeError as error: print(error)";
    let (_, output) = ran(&engine, text);
    assert_eq!(output.take(), "a host function panicked: no water\na host function panicked: too hot 1\n");
}
