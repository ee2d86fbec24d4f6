//! What a prompt asks of the parser: one statement at a time, and whether another line is wanted.

use taipan_ast::stmt::Mod;
use taipan_parser::{Mode, is_incomplete, is_open, parse};

#[test]
fn unfinished_input_wants_another_line() {
    for source in [
        "if 1:",
        "if 1:\n",
        "x = (1,",
        "'''abc",
        "x = \\",
        "def f():\n  x",
        "f'{",
        "f'''{a",
        "f'{a",
        "@d",
        "@d\n",
        "try:\n  x",
        "try:\n x\n",
        "if 1:\n  if 2:",
        "match x:",
        "match x:\n",
        "if x: y",
        "class C:\n  def f(self):\n",
    ] {
        assert!(is_incomplete(source), "{source:?}");
    }
}

#[test]
fn finished_and_wrong_input_does_not() {
    for source in [
        "x",
        "x\n",
        "x = 1; y = 2",
        "'abc",
        "x =",
        "for",
        "def f():\n  x\n",
        "class A",
        "(a b",
        "else:",
        "if x: y\n",
        "# c",
        "",
        "x = 1 +",
        ")",
        "f'{a b",
    ] {
        assert!(!is_incomplete(source), "{source:?}");
    }
}

#[test]
fn an_empty_line_ends_nothing_inside_brackets_and_strings() {
    for source in ["x = (1,\n\n", "'''abc\n\n", "f'''{a\n\n", "x = \\\n"] {
        assert!(is_open(source), "{source:?}");
    }
    for source in ["if 1:\n\n", "@d\n\n", "x\n\n", "'abc\n\n", ")\n"] {
        assert!(!is_open(source), "{source:?}");
    }
}

#[test]
fn a_prompt_takes_one_statement() {
    for source in ["x=1;y=2\n", "if 1:\n pass\n", "x\n\n\n# c\n", "@d\ndef f():\n  pass\n", "if 1:\n a\nelse:\n b\n"] {
        assert!(matches!(parse(source, Mode::Interactive).unwrap().module, Mod::Interactive(_)), "{source:?}");
    }
}

#[test]
fn a_prompt_refuses_a_second_statement() {
    let message = |source: &str| parse(source, Mode::Interactive).unwrap_err().message;
    let several = "multiple statements found while compiling a single statement";
    assert_eq!(message("x=1\ny=2\n"), several);
    assert_eq!(message("x=1\n)(\n"), several);
    assert_eq!(message("if 1:\n pass\nx\n"), "invalid syntax");
    assert_eq!(message("x = = 1\ny\n"), "invalid syntax");
}

#[test]
fn an_expression_is_parsed_alone() {
    assert!(parse(" 1 + 2\n\n", Mode::Expression).is_err());
    assert!(matches!(parse("1 + 2\n\n", Mode::Expression).unwrap().module, Mod::Expression(_)));
    assert!(matches!(parse("a, b", Mode::Expression).unwrap().module, Mod::Expression(_)));
    assert_eq!(parse("x = 1", Mode::Expression).unwrap_err().message, "invalid syntax");
    assert_eq!(parse("", Mode::Expression).unwrap_err().message, "invalid syntax");
}
