//! Commands of the prompt.

use crate::terminal::{Start, TAB, Terminal};

#[test]
fn commands_are_listed_and_completed() {
    let terminal = Terminal::start();
    terminal.run(":help").sees(":tasks").sees("??NAME").keys(":vers").keys("\x15:va").keys(TAB).sees(">>> :vars");
}

#[test]
fn time_type_and_doc() {
    let terminal = Terminal::start();
    terminal.run(":time sum(range(10))").sees("\n45\n").sees("took ").run(":type 1.5").sees("\nfloat\n");
    terminal.run(":doc len").sees("Help on built-in function len");
}

#[test]
fn dis_shows_instructions() {
    let terminal = Terminal::start();
    terminal.paste("def f(x):\n    return x + 1\n").keys("\r").waits().run(":dis f").sees("Return");
    terminal.run(":dis x = 1").sees("Return");
}

#[test]
fn vars_and_reset() {
    let terminal = Terminal::start();
    terminal.run("answer = 42").run(":vars").sees("answer  int  42").run(":reset").run("answer").sees("NameError");
}

#[test]
fn load_and_save() {
    let terminal =
        Terminal::of(Start::default().file("loaded.py", "def twice(x):\n\n    return 2 * x\n\ntwo = twice(1)\n"));
    terminal
        .run(":load loaded.py")
        .run("twice(two)")
        .sees("\n4\n")
        .run("kept = 5")
        .run(":save saved.py")
        .sees("Written");
    let saved = std::fs::read_to_string(terminal.home.join("saved.py")).unwrap();
    assert!(saved.ends_with("twice(two)\nkept = 5\n"), "{saved}");
}

#[test]
fn edit_runs_what_the_editor_leaves() {
    let terminal = Terminal::of(Start::default().variable("EDITOR", "sed -i s/one/two/"));
    terminal.run("print('number one')").run(":edit").sees("\nnumber two\n");
}

#[test]
fn an_unknown_command_is_no_statement() {
    let terminal = Terminal::start();
    terminal.run(":nonsense").sees("no command :nonsense");
}

#[test]
fn a_command_without_what_it_is_about() {
    let terminal = Terminal::start();
    for command in [":time CODE", ":type EXPR", ":doc EXPR", ":dis CODE", ":load FILE", ":save FILE"] {
        let (name, _) = command.split_once(' ').unwrap();
        terminal.run(name).sees(&format!("Of what? `{command}`"));
    }
}

#[test]
fn an_editor_that_is_not_there_is_named() {
    let terminal = Terminal::of(Start::default().variable("EDITOR", "/nowhere/editor -w"));
    terminal.run("1").run(":edit").sees("No such file or directory: '/nowhere/editor'");
}
