//! Lines are edited: blocks, pastes, history, colours.

use crate::terminal::{CTRL_C, ENTER, Terminal};

#[test]
fn an_expression_shows_its_value() {
    let terminal = Terminal::start();
    terminal.run("1 + 1");
    assert_eq!(terminal.screen().text, ">>> 1 + 1\n2\n>>>");
}

#[test]
fn a_block_is_indented_and_ends_at_an_empty_line() {
    let terminal = Terminal::start();
    terminal.line("def f(x):").until("an indented line", |shown| shown.cursor == (1, 4));
    terminal.line("return x + 1").until("a line without indentation", |shown| shown.cursor == (2, 0));
    terminal.keys(ENTER).waits().run("f(41)");
    assert_eq!(terminal.screen().text, ">>> def f(x):\n    return x + 1\n\n>>> f(41)\n42\n>>>");
}

#[test]
fn an_empty_line_inside_of_quotes_ends_nothing() {
    let terminal = Terminal::start();
    terminal.line("s = \"\"\"a").line("").line("b\"\"\"").waits().run("s");
    assert_eq!(terminal.screen().last(), ">>>");
    terminal.sees("'a\\n\\nb'");
}

#[test]
fn ctrl_c_clears_the_line() {
    let terminal = Terminal::start();
    terminal.keys("nonsense(").sees("nonsense(").keys(CTRL_C).sees("KeyboardInterrupt").waits().run("'still here'");
    terminal.sees("\n'still here'");
}
