//! Sources that nest deeply end in an error or work; they never overflow a thread's stack, not even when dropped.

use taipan_parser::{Mode, parse};
use taipan_source::diagnostic::Kind;

/// A thread's stack as Rust makes it, which the parser, and dropping the tree, must not need.
const STACK: usize = 2 << 20;

fn outcome(source: String) -> Result<(), (Kind, String)> {
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || parse(&source, Mode::Module).map(drop).map_err(|refusal| (refusal.kind, refusal.message)));
    thread.unwrap().join().unwrap()
}

fn refused(source: String) -> (Kind, String) {
    outcome(source).unwrap_err()
}

const MEGABYTE: usize = 1 << 20;

#[test]
fn a_megabyte_of_open_brackets_is_refused() {
    for bracket in ["(", "[", "{", "f(", "x["] {
        let found = refused(bracket.repeat(MEGABYTE / bracket.len()));
        assert_eq!(found, (Kind::SyntaxError, "too many nested parentheses".into()), "{bracket}");
    }
}

#[test]
fn a_megabyte_of_prefixes_is_refused() {
    for prefix in ["-", "~", "not ", "lambda: ", "lambda x, y=1: ", "x if y else ", "2**", "*-"] {
        let (kind, _) = refused(format!("x = {}1\n", prefix.repeat(MEGABYTE / prefix.len())));
        assert!(matches!(kind, Kind::MemoryError | Kind::RecursionError | Kind::SyntaxError), "{prefix}");
    }
}

#[test]
fn a_megabyte_of_links_is_refused() {
    for link in [".b", "[0]", "()", "+1", " * 2", "[0](1).c"] {
        let (kind, message) = refused(format!("a{}\n", link.repeat(MEGABYTE / link.len())));
        assert_eq!(kind, Kind::RecursionError, "{link}: {message}");
        assert_eq!(message, "maximum recursion depth exceeded during compilation");
    }
}

#[test]
fn what_is_long_and_flat_works() {
    for (link, head) in
        [("x=", "x="), ("1,", ""), ("x;", ""), ("x\n", ""), (" or x", "x"), (" < x", "x"), ("'a'", ""), ("f'{a}'", "")]
    {
        let source =
            format!("{head}{}{}\n", link.repeat(MEGABYTE / 8 / link.len()), if link == "x=" { "1" } else { "" });
        assert_eq!(outcome(source), Ok(()), "{link}");
    }
}

#[test]
fn long_chains_that_people_write_work() {
    let mut source = "if x: pass\n".to_owned();
    source += &"elif x: pass\n".repeat(4500);
    source += "else: pass\n";
    assert_eq!(outcome(source), Ok(()));
    assert_eq!(outcome(format!("x = 1{}\n", " + 1".repeat(4900))), Ok(()));
    assert_eq!(outcome(format!("x = a{}\n", ".b()".repeat(2400))), Ok(()));
    assert_eq!(outcome(format!("x = {}1\n", "-".repeat(4900))), Ok(()));
    assert_eq!(outcome(format!("x = {}1\n", "lambda: ".repeat(4900))), Ok(()));
    assert_eq!(outcome(format!("x = {}1\n", "2 ** ".repeat(4900))), Ok(()));
    assert_eq!(outcome(format!("x = {}1\n", "x if y else ".repeat(2400))), Ok(()));
}

#[test]
fn longer_chains_of_elif_are_refused() {
    let source = format!("if x: pass\n{}", "elif x: pass\n".repeat(100_000));
    assert_eq!(refused(source).0, Kind::MemoryError);
}

#[test]
fn blocks_nest_a_hundred_deep() {
    let nested = |depth: usize| {
        let mut source = String::new();
        for level in 0..depth {
            source += &format!("{}if x:\n", " ".repeat(level));
        }
        source + &format!("{}pass\n", " ".repeat(depth))
    };
    assert_eq!(outcome(nested(98)), Ok(()));
    assert_eq!(refused(nested(100)), (Kind::IndentationError, "too many levels of indentation".into()));
}

#[test]
fn two_hundred_brackets_work_and_more_do_not() {
    let nested = |open: &str, close: &str, depth: usize| format!("x = {}{}\n", open.repeat(depth), close.repeat(depth));
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("{1:", "}")] {
        assert!(outcome(nested(open, close, 199)).is_ok() || open == "{1:", "{open}");
        assert!(outcome(nested(open, close, 201)).is_err());
    }
    assert_eq!(outcome(format!("x = {}1{}\n", "{1:".repeat(200), "}".repeat(200))), Ok(()));
}

#[test]
fn f_strings_nest_up_to_their_limits() {
    let nested = |depth: usize| format!("x = {}1{}\n", "f'{".repeat(depth), "}'".repeat(depth));
    assert_eq!(outcome(nested(149)), Ok(()));
    assert_eq!(refused(nested(151)).1, "too many nested f-strings");
    assert_eq!(refused("f'{a:{b:{c:{d}}}}'\n".into()).1, "f-string: expressions nested too deeply");
}

#[test]
fn refusing_what_nests_deeply_needs_no_deep_stack() {
    for source in [
        format!("x = {}1 1{}\n", "(".repeat(199), ")".repeat(199)),
        format!("x = {}1 1\n", "-".repeat(4900)),
        format!("x = {}1 1\n", "lambda: ".repeat(4900)),
        format!("x = {}1 1\n", "not ".repeat(4900)),
        format!("x = a{} 1\n", ".b".repeat(4900)),
        format!("{}x x{}\n", "[(".repeat(99), ")]".repeat(99)),
        format!("{}x x{}\n", "{f(".repeat(99), ")}".repeat(99)),
    ] {
        assert_eq!(refused(source).0, Kind::SyntaxError);
    }
}
