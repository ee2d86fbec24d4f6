//! Values on their way between Rust and Python.

use std::collections::{BTreeMap, HashMap};

use taipan::convert::Bytes;
use taipan::engine::Engine;
use taipan::object::Object;
use taipan::sandbox::Sandbox;

use crate::script;

#[test]
fn a_program_is_compiled_once_and_run_many_times() {
    let engine = Engine::new();
    let program = engine.compile("count.py", "count = globals().get('count', 0) + 1\nprint(count)").unwrap();
    for _ in 0..2 {
        let sandbox = Sandbox::new();
        let output = sandbox.output();
        let mut vm = engine.vm(sandbox).unwrap();
        vm.run(&program).unwrap();
        vm.run(&program).unwrap();
        assert_eq!(output.take(), "1\n2\n", "a VM keeps its globals, and shares them with none");
        assert_eq!(vm.get::<i64>("count").unwrap(), 2);
    }
}

#[test]
fn what_a_script_prints_is_captured() {
    let (mut vm, output) =
        script("import sys\nprint('hello')\nprint('oh', file=sys.stderr)\ndef more(): print('more', end='')");
    assert_eq!((output.take(), output.take_errors()), ("hello\n".into(), "oh\n".into()));
    vm.call::<()>("more", ()).unwrap();
    assert_eq!(output.take(), "more");
}

#[test]
fn values_come_back_as_they_went() {
    let (mut vm, _) = script("def same(value): return value");
    macro_rules! same {
        ($($type:ty: $($value:expr),*;)*) => {
            $($(
                let value: $type = $value;
                assert_eq!(vm.call::<$type>("same", (value.clone(),)).unwrap(), value);
            )*)*
        };
    }
    same! {
        i64: 0, -1, i64::MAX, i64::MIN;
        u64: u64::MAX;
        i128: i128::MIN;
        u8: 255;
        f64: 0.5, -1e300, f64::INFINITY;
        bool: true, false;
        char: 'ä';
        String: "".to_owned(), "größer".to_owned();
        Option<i64>: None, Some(1);
        Vec<Vec<i64>>: vec![vec![1, 2], vec![]];
        Bytes: Bytes(vec![0, 255]);
        (i64, String, f64): (1, "two".to_owned(), 3.0);
        HashMap<String, i64>: HashMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        BTreeMap<i64, Vec<bool>>: BTreeMap::from([(1, vec![true]), (2, vec![])]);
    }
}

#[test]
fn python_sees_the_types_it_expects() {
    let (mut vm, _) = script("def shown(*values): return repr(values)");
    let map = BTreeMap::from([("k", Bytes(vec![1]))]);
    let shown: String = vm.call("shown", (1u8, 2.0f32, "x", None::<i64>, vec![true], (1, ()), map)).unwrap();
    assert_eq!(shown, r"(1, 2.0, 'x', None, [True], (1, None), {'k': b'\x01'})");
}

#[test]
fn a_result_of_another_type_is_refused() {
    let (mut vm, _) = script("def text(): return 'x'\ndef large(): return 300");
    assert_eq!(vm.call::<i64>("text", ()).unwrap_err().to_string(), "TypeError: expected int, got str");
    assert_eq!(vm.call::<Vec<String>>("text", ()).unwrap_err().to_string(), "TypeError: expected list, got str");
    assert_eq!(vm.call::<u8>("large", ()).unwrap_err().to_string(), "OverflowError: the integer does not fit u8");
    assert_eq!(vm.call::<i64>("gone", ()).unwrap_err().to_string(), "NameError: name 'gone' is not defined");
}

#[test]
fn globals_are_set_and_read() {
    let (mut vm, _) = script("def double(): return [2 * n for n in numbers]");
    vm.set("numbers", vec![1, 2, 3]).unwrap();
    assert_eq!(vm.call::<Vec<i64>>("double", ()).unwrap(), [2, 4, 6]);
    assert_eq!(vm.get::<(i64, i64, i64)>("numbers").unwrap(), (1, 2, 3));
}

#[test]
fn handles_keep_objects_and_let_them_go() {
    let (mut vm, output) = script(
        "class Cup:\n    def __init__(self, name): self.name = name\n    def __del__(self): print('gone', self.name)\n    def fill(self, what): return f'{self.name}: {what}'",
    );
    let class: Object = vm.get("Cup").unwrap();
    let cup: Object = vm.call_object(&class, ("cup",)).unwrap();
    assert_eq!(vm.attribute::<String>(&cup, "name").unwrap(), "cup");
    let fill: Object = vm.attribute(&cup, "fill").unwrap();
    assert_eq!(vm.call_object::<String>(&fill, ("tea",)).unwrap(), "cup: tea");
    assert_eq!(vm.repr(&class).unwrap(), "<class '__main__.Cup'>");
    assert_eq!(output.take(), "");
    drop((cup, fill));
    let _other: Object = vm.call_object(&class, ("other",)).unwrap();
    assert_eq!(output.take(), "gone cup\n");
}

#[test]
fn a_handle_of_another_vm_is_refused() {
    let (mut one, _) = script("value = [1]\ndef same(value): return value");
    let (mut other, _) = script("def same(value): return value");
    let value: Object = one.get("value").unwrap();
    let refused = other.call::<Object>("same", (&value,)).unwrap_err();
    assert_eq!(refused.to_string(), "RuntimeError: the handle belongs to another VM");
    assert!(other.repr(&value).is_err());
    drop(one);
    assert!(other.repr(&value).is_err(), "the handle outlives its VM and stays refused");
}
