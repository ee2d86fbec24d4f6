//! What a Rust program learns of errors.

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::sandbox::Sandbox;

use crate::script;

#[test]
fn an_error_has_its_traceback() {
    let (mut vm, _) = script("def half(n):\n    return n / 0\n\ndef main():\n    return half(3)");
    let error = vm.call::<f64>("main", ()).unwrap_err();
    assert_eq!(
        (error.kind(), error.type_name(), error.message()),
        (Kind::Exception, "ZeroDivisionError", "division by zero")
    );
    let places: Vec<_> = error.frames().iter().map(|frame| (&*frame.file, frame.line, &*frame.function)).collect();
    assert_eq!(places, [("script.py", 5, "main"), ("script.py", 2, "half")]);
    assert_eq!(
        error.traceback(),
        "Traceback (most recent call last):\n  File \"script.py\", line 5, in main\n    return half(3)\n  File \"script.py\", line 2, in half\n    return n / 0\n           ~~^~~\nZeroDivisionError: division by zero\n"
    );
    assert_eq!(format!("{error:?}"), error.traceback());
}

#[test]
fn causes_contexts_and_groups_are_kept() {
    let (mut vm, _) = script(
        "class Spill(Exception): pass\ndef caused():\n    try: {}['cup']\n    except KeyError as error: raise Spill('tea') from error\ndef meanwhile():\n    try: {}['cup']\n    except KeyError: raise Spill('milk')\ndef many(): raise ExceptionGroup('both', [ValueError(1), TypeError(2)])",
    );
    let error = vm.call::<()>("caused", ()).unwrap_err();
    assert_eq!(error.type_name(), "Spill");
    assert_eq!(error.cause().unwrap().to_string(), "KeyError: 'cup'");
    assert!(error.traceback().contains("direct cause"));
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "KeyError: 'cup'");
    let error = vm.call::<()>("meanwhile", ()).unwrap_err();
    assert!(error.cause().is_none());
    assert_eq!(error.context().unwrap().type_name(), "KeyError");
    let error = vm.call::<()>("many", ()).unwrap_err();
    let parts: Vec<_> = error.exceptions().iter().map(ToString::to_string).collect();
    assert_eq!(parts, ["ValueError: 1", "TypeError: 2"]);
}

#[test]
fn text_that_is_no_python_does_not_compile() {
    let error = Engine::new().compile("broken.py", "x = (1,\n").err().unwrap();
    assert_eq!(
        (error.kind(), error.type_name(), error.message()),
        (Kind::Syntax, "SyntaxError", "'(' was never closed")
    );
    assert_eq!(
        error.traceback(),
        "  File \"broken.py\", line 1\n    x = (1,\n        ^\nSyntaxError: '(' was never closed\n"
    );
}

#[test]
fn leaving_is_an_error_like_any_other() {
    let engine = Engine::new();
    let mut vm = engine.vm(Sandbox::new()).unwrap();
    let error = vm.run(&engine.compile("leave.py", "raise SystemExit(3)").unwrap()).unwrap_err();
    assert_eq!((error.type_name(), error.message()), ("SystemExit", "3"));
}

#[test]
fn a_sandbox_has_no_files_and_no_sockets() {
    let (mut vm, _) = script(
        "def look(path): return open(path).read()\ndef load(): import elsewhere\ndef dial():\n    import socket\n    socket.socket()",
    );
    assert_eq!(vm.call::<String>("look", ("Cargo.toml",)).unwrap_err().type_name(), "PermissionError");
    assert_eq!(vm.call::<()>("load", ()).unwrap_err().type_name(), "ModuleNotFoundError");
    assert_eq!(vm.call::<()>("dial", ()).unwrap_err().type_name(), "PermissionError");
}
