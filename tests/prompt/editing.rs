//! Lines are edited: blocks, pastes, history, colours.

use crate::terminal::{CTRL_C, CTRL_D, ENTER, Start, Terminal, UP, taipan};

#[test]
fn an_expression_shows_its_value() {
    let terminal = Terminal::start();
    terminal.run("1 + 1");
    assert_eq!(terminal.screen().text, ">>> 1 + 1\n2\n>>>");
}

#[test]
fn a_block_is_indented_and_ends_at_an_empty_line() {
    let terminal = Terminal::start();
    terminal.slow_line("def f(x):").until("an indented line", |shown| shown.cursor == (1, 4));
    terminal.slow_line("return x + 1").until("a line without indentation", |shown| shown.cursor == (2, 0));
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

#[test]
fn a_module_with_empty_lines_can_be_pasted() {
    let module: String = (0..10)
        .map(|n| format!("class C{n}:\n    \"\"\"Number {n}.\n\n    And more.\"\"\"\n\n    def value(self):\n        return {n}\n\n"))
        .collect::<String>()
        + "total = sum(C().value() for C in (C0, C1, C2, C3, C4, C5, C6, C7, C8, C9))\nprint('total', total)\n";
    assert!(module.lines().count() >= 60);
    let terminal = Terminal::start();
    terminal.paste(&module).sees("print('total', total)").keys(ENTER).sees("\ntotal 45").waits();
    terminal.run("C7().value()").sees("\n7\n");
}

#[test]
fn text_that_is_typed_quickly_keeps_its_own_indentation() {
    let terminal = Terminal::start();
    terminal.keys("def f(x):\r    if x:\r        return 1\r    return 2\r\rf(0), f(1)\r").sees("(2, 1)");
}

#[test]
fn statements_of_a_paste_run_one_by_one() {
    let terminal = Terminal::start();
    terminal.paste("a = 1\na + 1\n\nfrom __future__ import annotations\ndef f(x: nosuch): pass\n\nf.__annotations__\n1/0\nprint('no' 'thing')").keys(ENTER);
    terminal.sees("\n2\n").sees("{'x': 'nosuch'}").sees("ZeroDivisionError").waits();
    assert!(!terminal.screen().text.contains("nothing"));
    terminal.sees("File \"<python-input-0>\", line 8, in <module>\n    1/0\n");
}

#[test]
fn history_keeps_blocks_between_sessions() {
    let first = Terminal::start();
    first.slow_line("def f():").line("return 'from before'").keys(ENTER).waits().run("x = 1").run("x = 1").keys(CTRL_D);
    let home = first.home.clone();
    let mut first = first;
    assert_eq!(first.ends(), 0);
    let second = Terminal::of(Start::default().home(&home));
    second.keys(UP).until("what came last", |shown| shown.current() == ">>> x = 1");
    second.keys(UP).sees(">>> def f():\n    return 'from before'").keys(ENTER);
    second.until("an empty line", |shown| shown.cursor.1 == 0 && shown.current().is_empty()).keys(ENTER).waits();
    second.run("f()").sees("\n'from before'");
}

#[test]
fn history_lies_where_a_variable_says() {
    let mut terminal = Terminal::of(Start::default().variable("PYTHON_HISTORY", "own_history"));
    terminal.run("kept = 1").keys(CTRL_D);
    terminal.ends();
    assert_eq!(std::fs::read_to_string(terminal.home.join("own_history")).unwrap(), "kept = 1\n");
}

#[test]
fn ctrl_r_finds_what_was_typed() {
    let terminal = Terminal::start();
    terminal.run("needle = 42").run("hay = 1").keys("\x12").sees("reverse-i-search").keys("need");
    terminal.until("the line found", |shown| shown.current().contains("needle = 42")).keys("\r").waits();
    terminal.run("needle").sees("\n42\n");
}

#[test]
fn a_hint_shows_what_was_typed_before() {
    let terminal = Terminal::start();
    terminal
        .run("some_long_name = 'value'")
        .keys("some_l")
        .until("the hint", |shown| shown.current() == ">>> some_long_name = 'value'" && shown.cursor.1 == 10);
    terminal.keys("\x1b[C").until("the whole line", |shown| shown.cursor.1 == 28).keys(ENTER).waits();
}

#[test]
fn emacs_keys_and_undo() {
    let terminal = Terminal::start();
    terminal.keys("bc\x01a\x05d").until("abcd", |shown| shown.current() == ">>> abcd");
    terminal
        .keys("\x17")
        .until("nothing", |shown| shown.current() == ">>>")
        .keys("\x19")
        .until("abcd again", |shown| shown.current() == ">>> abcd");
    terminal.keys("\x1f").until("the word undone", |shown| shown.current() == ">>>");
}

#[test]
fn vi_keys_where_inputrc_wants_them() {
    let terminal = Terminal::of(Start::default().file(".inputrc", "set editing-mode vi\n"));
    terminal.keys("1 + 1x").until("the text", |shown| shown.current() == ">>> 1 + 1x").keys("\x1b");
    terminal.until("the command mode", |shown| shown.cursor.1 == 9).keys("x");
    terminal.until("one character less", |shown| shown.current() == ">>> 1 + 1").keys(ENTER).sees("\n2\n");
}

#[test]
fn backspace_takes_a_level_of_indentation() {
    let terminal = Terminal::start();
    terminal.slow_line("if True:").until("a level", |shown| shown.cursor == (1, 4));
    terminal.keys("\t").until("two levels", |shown| shown.cursor == (1, 8));
    terminal.keys("\x7f").until("a level again", |shown| shown.cursor == (1, 4));
}

#[test]
fn words_have_colours_as_they_are_typed() {
    let terminal = Terminal::start();
    terminal.keys("def name(): return 'text', 12").sees("12");
    let shown = terminal.screen();
    let color = |text: &str| shown.cell(text).fgcolor();
    assert_eq!(color("def"), vt100::Color::Idx(4));
    assert_eq!(color("'text'"), vt100::Color::Idx(2));
    assert_eq!(color("12"), vt100::Color::Idx(3));
    assert!(shown.cell("name").bold());
    assert_eq!(color("name"), vt100::Color::Default);
}

#[test]
fn brackets_are_marked_in_pairs() {
    let terminal = Terminal::start();
    terminal.keys("len([1])").until("both brackets", |shown| {
        shown.text == ">>> len([1])" && shown.cell("(").underline() && shown.cell(")").underline()
    });
    assert!(!terminal.screen().cell("[").underline());
}

#[test]
fn without_colours_nothing_is_coloured() {
    let terminal = Terminal::of(Start::default().variable("NO_COLOR", "1"));
    terminal.keys("def f(): 1/0").sees("1/0");
    assert_eq!(terminal.screen().cell("def").fgcolor(), vt100::Color::Default);
    terminal.keys(CTRL_C).waits().run("1/0").sees("ZeroDivisionError");
    assert_eq!(terminal.screen().cell("ZeroDivisionError").fgcolor(), vt100::Color::Default);
}

#[test]
fn an_empty_line_is_no_statement() {
    let terminal = Terminal::start();
    terminal.keys(ENTER).until("the second prompt", |shown| shown.cursor == (1, 4)).keys("  \r");
    terminal.until("the third prompt", |shown| shown.cursor == (2, 4)).keys("# only a comment\r");
    terminal.until("the fourth prompt", |shown| shown.cursor == (3, 4)).run("1");
    assert_eq!(terminal.screen().text, ">>>\n>>>\n>>> # only a comment\n>>> 1\n1\n>>>");
}

#[test]
fn a_sign_of_comments_in_quotes_begins_no_comment() {
    let terminal = Terminal::start();
    terminal.slow_line("if '#' in '#':").until("an indented line", |shown| shown.cursor == (1, 4)).keys(CTRL_C).waits();
}

#[test]
fn what_has_no_line_end_stays_above_the_prompt() {
    let terminal = Terminal::start();
    terminal.run("print('no end', end='')").sees("\nno end\n>>>");
    terminal.run("import os; os.write(2, b'x' * 80) and None").sees(&format!("\n{}\n>>>", "x".repeat(80)));
    terminal.run("print('below')").sees("\nbelow\n>>>");
}

#[test]
fn a_suspended_prompt_comes_back_with_its_line() {
    let start = Start::default().program("/bin/sh".into()).arguments(&["-i"]).variable("PS1", "sh: ");
    let terminal = start.variable("TAIPAN", taipan()).begin();
    let shell = |terminal: &Terminal| {
        terminal.until("the shell", |shown| shown.last() == "sh:");
    };
    shell(&terminal);
    terminal.line("$TAIPAN -q").waits().keys("if 1:\r    abc").sees("    abc").keys("\x1a");
    shell(&terminal);
    terminal.line("stty -a | tr ' ;' '\\n' | grep -x icanon").sees("\nicanon\n");
    shell(&terminal);
    terminal.line("fg").until("the line", |shown| shown.last() == "    abc" && shown.cursor.1 == 7);
    terminal.keys("\x7f\x7f\x7f40 + 2\r\r").sees("\n42\n");
}

#[test]
fn a_history_that_is_no_file_is_not_read() {
    let terminal = Terminal::of(Start::default().variable("PYTHON_HISTORY", "/dev/zero"));
    terminal.run("1").keys(UP).until("what was typed", |shown| shown.current() == ">>> 1").keys(ENTER).waits();
}

#[test]
fn what_was_copied_out_of_a_function_or_of_documentation_can_be_pasted() {
    let terminal = Terminal::start();
    terminal.paste("    for n in range(2):\n        print('value', n)\n").keys(ENTER).sees("\nvalue 1\n").waits();
    terminal.paste(">>> for n in range(7, 9):\n...     print('value', n)\n...\nvalue 7\n>>> 1/0");
    terminal
        .keys(ENTER)
        .sees("\nvalue 8\n")
        .sees("line 5, in <module>\n    1/0")
        .waits()
        .run("...")
        .sees("\nEllipsis\n");
}
