//! Containers asked by their methods, as CPython 3.13 answers.

mod bare;

use bare::{int, ints, shown, vm};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{item, iterate};
use taipan_heap::value::Value;

fn call(vm: &mut Vm, object: &Value, method: &str, args: &[Value]) -> String {
    let result = vm.call_method(object, method, args);
    shown(vm, result)
}

fn class_call(vm: &mut Vm, pick: fn(&Vm) -> Value, args: &[Value]) -> String {
    let class = pick(vm);
    let result = vm.call(&class, args);
    shown(vm, result)
}

fn slice(vm: &mut Vm, bounds: [Option<i64>; 3]) -> Value {
    let [start, stop, step] = bounds.map(|bound| bound.map_or(Value::NONE, int));
    vm.slice(start, stop, step).expect("memory for a slice")
}

#[test]
fn lists_grow_shrink_and_are_searched() {
    let vm = &mut vm();
    let list = ints(vm, &[3, 1, 2]);
    assert_eq!(call(vm, &list, "append", &[int(1)]), "None");
    assert_eq!(call(vm, &list, "__repr__", &[]), "'[3, 1, 2, 1]'");
    assert_eq!(call(vm, &list, "count", &[int(1)]), "2");
    assert_eq!(call(vm, &list, "index", &[int(2)]), "2");
    assert_eq!(call(vm, &list, "index", &[int(9)]), "ValueError: 9 is not in list");
    assert_eq!(call(vm, &list, "pop", &[int(0)]), "3");
    assert_eq!(call(vm, &list, "pop", &[int(7)]), "IndexError: pop index out of range");
    assert_eq!(call(vm, &list, "insert", &[int(-1), int(5)]), "None");
    assert_eq!(call(vm, &list, "remove", &[int(1)]), "None");
    assert_eq!(shown(vm, Ok(list.clone())), "[2, 5, 1]");
    assert_eq!(call(vm, &list, "append", &[]), "TypeError: list.append() takes exactly one argument (0 given)");
    assert_eq!(call(vm, &list, "sort", &[]), "None");
    assert_eq!(shown(vm, Ok(list.clone())), "[1, 2, 5]");
    assert_eq!(call(vm, &list, "extend", std::slice::from_ref(&list)), "None");
    assert_eq!(shown(vm, Ok(list)), "[1, 2, 5, 1, 2, 5]");
}

#[test]
fn slices_of_lists_are_read_replaced_and_deleted() {
    let vm = &mut vm();
    let list = ints(vm, &[0, 1, 2, 3, 4, 5, 6, 7]);
    let key = slice(vm, [Some(1), Some(-1), Some(2)]);
    let read = item::get(vm, &list, &key);
    assert_eq!(shown(vm, read), "[1, 3, 5]");
    let three = ints(vm, &[10, 11, 12]);
    assert_eq!(item::set(vm, &list, &key, three), Ok(()));
    assert_eq!(shown(vm, Ok(list.clone())), "[0, 10, 2, 11, 4, 12, 6, 7]");
    let one = ints(vm, &[1]);
    let refused = item::set(vm, &list, &key, one).map(|()| Value::NONE);
    assert_eq!(shown(vm, refused), "ValueError: attempt to assign sequence of size 1 to extended slice of size 3");
    let falling = slice(vm, [None, None, Some(-3)]);
    assert_eq!(item::delete(vm, &list, &falling), Ok(()));
    assert_eq!(shown(vm, Ok(list.clone())), "[0, 2, 11, 12, 6]");
    let front = slice(vm, [None, Some(2), None]);
    let more = ints(vm, &[7, 8, 9]);
    assert_eq!(item::set(vm, &list, &front, more), Ok(()));
    assert_eq!(shown(vm, Ok(list)), "[7, 8, 9, 11, 12, 6]");
}

#[test]
fn a_list_that_holds_itself_is_shown_with_dots() {
    let vm = &mut vm();
    let list = ints(vm, &[1]);
    assert_eq!(call(vm, &list, "append", std::slice::from_ref(&list)), "None");
    assert_eq!(shown(vm, Ok(list.clone())), "[1, [...]]");
    assert_eq!(call(vm, &list, "clear", &[]), "None");
}

#[test]
fn dicts_keep_the_order_of_insertion() {
    let vm = &mut vm();
    let dict = vm.dict().expect("memory").into_value();
    for key in [3, 1, 2] {
        assert_eq!(item::set(vm, &dict, &int(key), int(key * 10)), Ok(()));
    }
    assert_eq!(shown(vm, Ok(dict.clone())), "{3: 30, 1: 10, 2: 20}");
    assert_eq!(call(vm, &dict, "pop", &[int(1)]), "10");
    assert_eq!(call(vm, &dict, "pop", &[int(1)]), "KeyError: 1");
    assert_eq!(call(vm, &dict, "setdefault", &[int(1), int(7)]), "7");
    assert_eq!(call(vm, &dict, "keys", &[]), "dict_keys([3, 2, 1])");
    assert_eq!(call(vm, &dict, "items", &[]), "dict_items([(3, 30), (2, 20), (1, 7)])");
    assert_eq!(call(vm, &dict, "popitem", &[]), "(1, 7)");
    let unhashable = ints(vm, &[]);
    assert_eq!(call(vm, &dict, "get", &[unhashable]), "TypeError: unhashable type: 'list'");
    assert_eq!(
        class_call(vm, |vm| vm.classes.dict.value().clone(), &[int(1)]),
        "TypeError: 'int' object is not iterable"
    );
    let pair = ints(vm, &[1, 2, 3]);
    let pairs = vm.list([pair]).expect("memory");
    assert_eq!(
        call(vm, &dict, "update", &[pairs]),
        "ValueError: dictionary update sequence element #0 has length 3; 2 is required"
    );
}

#[test]
fn sets_are_joined_and_compared() {
    let vm = &mut vm();
    let class = vm.classes.set.value().clone();
    let (one, two) = (ints(vm, &[1, 2, 3]), ints(vm, &[2, 3, 4]));
    let one = vm.call(&class, &[one]).expect("a set");
    let two = vm.call(&class, &[two]).expect("a set");
    assert_eq!(call(vm, &one, "__and__", std::slice::from_ref(&two)), "{2, 3}");
    assert_eq!(call(vm, &one, "__or__", std::slice::from_ref(&two)), "{1, 2, 3, 4}");
    assert_eq!(call(vm, &one, "__sub__", std::slice::from_ref(&two)), "{1}");
    assert_eq!(call(vm, &one, "__xor__", std::slice::from_ref(&two)), "{1, 4}");
    assert_eq!(call(vm, &one, "issubset", &[two]), "False");
    assert!(vm.call_method(&one, "__or__", &[int(1)]).is_ok_and(|answer| answer.is_not_implemented()));
    assert_eq!(call(vm, &one, "remove", &[int(9)]), "KeyError: 9");
    assert_eq!(
        class_call(vm, |vm| vm.classes.frozenset.value().clone(), std::slice::from_ref(&one)),
        "frozenset({1, 2, 3})"
    );
    assert_eq!(call(vm, &one, "clear", &[]), "None");
    assert_eq!(call(vm, &one, "pop", &[]), "KeyError: 'pop from an empty set'");
    assert_eq!(shown(vm, Ok(one)), "set()");
}

#[test]
fn ranges_are_sequences_of_any_size() {
    let vm = &mut vm();
    let class = vm.classes.range.value().clone();
    let range = vm.call(&class, &[int(10), int(0), int(-3)]).expect("a range");
    assert_eq!(shown(vm, Ok(range.clone())), "range(10, 0, -3)");
    let items = iterate::collect(vm, &range).and_then(|items| vm.list(items));
    assert_eq!(shown(vm, items), "[10, 7, 4, 1]");
    assert_eq!(call(vm, &range, "index", &[int(4)]), "2");
    assert_eq!(call(vm, &range, "index", &[int(5)]), "ValueError: 5 is not in range");
    let backwards = slice(vm, [None, None, Some(-1)]);
    let read = item::get(vm, &range, &backwards);
    assert_eq!(shown(vm, read), "range(1, 13, 3)");
    let zero = vm.call(&class, &[int(1), int(2), int(0)]);
    assert_eq!(shown(vm, zero), "ValueError: range() arg 3 must not be zero");
}

#[test]
fn adaptors_draw_from_their_sources() {
    let vm = &mut vm();
    let (one, two) = (ints(vm, &[1, 2, 3]), ints(vm, &[4, 5]));
    let collected = |vm: &mut Vm, pick: fn(&Vm) -> Value, args: &[Value]| {
        let class = pick(vm);
        let made = vm.call(&class, args);
        let items = made.and_then(|made| iterate::collect(vm, &made)).and_then(|items| vm.list(items));
        shown(vm, items)
    };
    assert_eq!(collected(vm, |vm| vm.classes.zip.value().clone(), &[one.clone(), two]), "[(1, 4), (2, 5)]");
    assert_eq!(
        collected(vm, |vm| vm.classes.enumerate.value().clone(), &[one.clone(), int(5)]),
        "[(5, 1), (6, 2), (7, 3)]"
    );
    assert_eq!(collected(vm, |vm| vm.classes.reversed.value().clone(), std::slice::from_ref(&one)), "[3, 2, 1]");
    assert_eq!(collected(vm, |vm| vm.classes.filter.value().clone(), &[Value::NONE, one]), "[1, 2, 3]");
}
