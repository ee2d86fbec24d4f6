//! Every message here was read off CPython 3.13.

use super::*;
use crate::protocol::signature::{Fallback, Param};

const fn needed(name: &'static str) -> Param {
    Param { name, fallback: Fallback::Required }
}

const fn optional(name: &'static str) -> Param {
    Param { name, fallback: Fallback::Absent }
}

/// A signature whose first `only` parameters are positional-only and first `positional` positional.
const fn taking(
    receiver: Receiver,
    params: &'static [Param],
    only: usize,
    positional: usize,
    required: usize,
) -> Signature {
    let (rest, keywords) = (None, None);
    Signature {
        text: "",
        receiver,
        params,
        positional_only: only,
        positional,
        required,
        rest,
        keywords,
        declared: false,
    }
}

use Receiver::{Class, Instance, None as Free};

const LEN: Signature = taking(Free, &[needed("obj")], 1, 1, 1);
const APPEND: Signature = taking(Instance, &[needed("self"), needed("object")], 2, 2, 2);
const KEYS: Signature = taking(Instance, &[needed("self")], 1, 1, 1);
const INSERT: Signature = taking(Instance, &[needed("self"), needed("index"), needed("object")], 3, 3, 3);
const POP: Signature = taking(Instance, &[needed("self"), optional("index")], 2, 2, 1);
const GET: Signature = taking(Instance, &[needed("self"), needed("key"), optional("default")], 3, 3, 2);
const SORT: Signature = taking(Instance, &[needed("self"), optional("key"), optional("reverse")], 1, 1, 1);
const POW: Signature = taking(Free, &[needed("base"), needed("exp"), optional("mod")], 0, 3, 2);
const SUM: Signature = taking(Free, &[needed("iterable"), optional("start")], 1, 2, 1);
const SORTED: Signature = taking(Free, &[needed("iterable"), optional("key"), optional("reverse")], 1, 1, 1);
const SPLIT: Signature = taking(Instance, &[needed("self"), optional("sep"), optional("maxsplit")], 1, 3, 1);
const REPLACE: Signature =
    taking(Instance, &[needed("self"), needed("old"), needed("new"), optional("count")], 3, 4, 3);
const NEXTAFTER: Signature = taking(Free, &[needed("x"), needed("y"), optional("steps")], 2, 2, 2);
const ISCLOSE: Signature = taking(Free, &[needed("a"), needed("b"), optional("rel_tol"), optional("abs_tol")], 0, 2, 2);
const REVERSED: Signature = taking(Class, &[needed("cls"), needed("object")], 2, 2, 2);
const LIST: Signature = taking(Instance, &[needed("self"), optional("iterable")], 2, 2, 1);
const INT: Signature = taking(Class, &[needed("cls"), optional("x"), optional("base")], 2, 3, 1);
const GCD: Signature = Signature { rest: Some("integers"), ..taking(Free, &[], 0, 0, 0) };
const PRINT: Signature = Signature { rest: Some("args"), ..taking(Free, &[optional("sep")], 0, 0, 0) };

/// Calls with `positional` arguments (the receiver counts) and returns the complaint.
fn call(name: &str, signature: &Signature, positional: usize, keywords: &[&str]) -> String {
    arity_error(name, signature, Given { positional, keywords }).unwrap_or_default()
}

#[test]
fn a_call_that_fits_is_not_complained_about() {
    for complaint in [
        call("len", &LEN, 1, &[]),
        call("list.append", &APPEND, 2, &[]),
        call("dict.get", &GET, 3, &[]),
        call("list.sort", &SORT, 1, &["reverse", "key"]),
        call("pow", &POW, 1, &["mod", "exp"]),
        call("math.gcd", &GCD, 9, &[]),
        call("print", &PRINT, 9, &["sep"]),
    ] {
        assert_eq!(complaint, "");
    }
}

#[test]
fn bare_and_single_natives_speak_with_their_qualified_name() {
    assert_eq!(call("len", &LEN, 0, &[]), "len() takes exactly one argument (0 given)");
    assert_eq!(call("len", &LEN, 0, &["obj"]), "len() takes no keyword arguments");
    assert_eq!(call("list.append", &APPEND, 3, &[]), "list.append() takes exactly one argument (2 given)");
    assert_eq!(call("list.append", &APPEND, 1, &["x"]), "list.append() takes no keyword arguments");
    assert_eq!(call("dict.keys", &KEYS, 2, &[]), "dict.keys() takes no arguments (1 given)");
    assert_eq!(call("dict.keys", &KEYS, 1, &["x"]), "dict.keys() takes no keyword arguments");
    assert_eq!(call("math.gcd", &GCD, 0, &["x"]), "math.gcd() takes no keyword arguments");
}

#[test]
fn a_row_counts_with_at_least_and_at_most() {
    assert_eq!(call("list.insert", &INSERT, 2, &[]), "insert expected 2 arguments, got 1");
    assert_eq!(call("list.pop", &POP, 3, &[]), "pop expected at most 1 argument, got 2");
    assert_eq!(call("dict.get", &GET, 1, &[]), "get expected at least 1 argument, got 0");
    assert_eq!(call("dict.get", &GET, 4, &[]), "get expected at most 2 arguments, got 3");
    assert_eq!(call("dict.get", &GET, 2, &["default"]), "dict.get() takes no keyword arguments");
}

#[test]
fn keyword_only_parameters_refuse_positions() {
    assert_eq!(call("list.sort", &SORT, 2, &[]), "sort() takes no positional arguments");
    assert_eq!(call("list.sort", &SORT, 2, &["x"]), "sort() takes no positional arguments");
    assert_eq!(
        call("list.sort", &SORT, 1, &["key", "reverse", "x"]),
        "sort() takes at most 2 keyword arguments (3 given)"
    );
    assert_eq!(call("list.sort", &SORT, 1, &["x"]), "sort() got an unexpected keyword argument 'x'");
    assert_eq!(call("math.isclose", &ISCLOSE, 3, &[]), "isclose() takes exactly 2 positional arguments (3 given)");
}

#[test]
fn a_missing_argument_is_named_when_a_keyword_could_give_it() {
    assert_eq!(call("pow", &POW, 1, &[]), "pow() missing required argument 'exp' (pos 2)");
    assert_eq!(call("pow", &POW, 0, &["exp"]), "pow() missing required argument 'base' (pos 1)");
    assert_eq!(call("sum", &SUM, 0, &[]), "sum() takes at least 1 positional argument (0 given)");
    assert_eq!(
        call("str.replace", &REPLACE, 2, &["count"]),
        "replace() takes at least 2 positional arguments (1 given)"
    );
    assert_eq!(
        call("math.nextafter", &NEXTAFTER, 1, &[]),
        "nextafter() takes exactly 2 positional arguments (1 given)"
    );
}

#[test]
fn a_keyword_that_is_unknown_or_given_twice_is_refused() {
    assert_eq!(call("str.split", &SPLIT, 2, &["sep"]), "argument for split() given by name ('sep') and position (1)");
    assert_eq!(
        call("str.split", &SPLIT, 1, &["sepp"]),
        "split() got an unexpected keyword argument 'sepp'. Did you mean 'sep'?"
    );
    assert_eq!(call("print", &PRINT, 0, &["x"]), "print() got an unexpected keyword argument 'x'");
    assert_eq!(call("str.split", &SPLIT, 3, &["x"]), "split() takes at most 2 arguments (3 given)");
}

#[test]
fn constructors_go_by_the_name_of_their_type() {
    assert_eq!(call("reversed.__new__", &REVERSED, 1, &[]), "reversed expected 1 argument, got 0");
    assert_eq!(call("list.__init__", &LIST, 3, &[]), "list expected at most 1 argument, got 2");
    assert_eq!(call("list.__init__", &LIST, 1, &["x"]), "list() takes no keyword arguments");
    assert_eq!(call("int.__new__", &INT, 4, &[]), "int expected at most 2 arguments, got 3");
    assert_eq!(call("int.__new__", &INT, 3, &["x"]), "int() takes at most 2 arguments (3 given)");
}

#[test]
fn sorted_speaks_for_itself_about_positions_only() {
    assert_eq!(call("sorted", &SORTED, 0, &["iterable"]), "sorted expected 1 argument, got 0");
    assert_eq!(call("sorted", &SORTED, 2, &[]), "sorted expected 1 argument, got 2");
}

#[test]
fn special_methods_complain_without_a_name() {
    assert_eq!(slot_arity_error(1, 0), "expected 1 argument, got 0");
    assert_eq!(slot_arity_error(2, 1), " expected 2 arguments, got 1");
}

#[test]
fn a_method_without_its_instance_is_unbound() {
    assert_eq!(call("list.append", &APPEND, 0, &[]), "unbound method list.append() needs an argument");
}
