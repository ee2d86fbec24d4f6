//! The tree of a source is CPython's, node for node and place for place; `trees/*.tree` holds what CPython made.

mod outline;

use taipan_parser::{Mode, parse};

/// Compare each top-level statement, and say which source line the first difference begins at.
fn check(source: &str, expected: &str) {
    let parsed = parse(source, Mode::Module).unwrap();
    let found = outline::module(&parsed);
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

macro_rules! trees {
    ($($test:ident: $name:literal,)*) => {
        $(
            #[test]
            fn $test() {
                check(include_str!(concat!("trees/", $name, ".py")), include_str!(concat!("trees/", $name, ".tree")));
            }
        )*
    };
}

trees! {
    definitions_have_the_trees_of_cpython: "definitions",
    expressions_have_the_trees_of_cpython: "expressions",
    layout_has_the_trees_of_cpython: "layout",
    literals_have_the_trees_of_cpython: "literals",
    patterns_have_the_trees_of_cpython: "patterns",
    statements_have_the_trees_of_cpython: "statements",
}
