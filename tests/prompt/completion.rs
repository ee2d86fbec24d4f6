//! Tab completes what can be known without running anything, and a hint tells what a call takes.

use crate::terminal::{CTRL_C, Start, TAB, Terminal};

/// Types a beginning, presses Tab, and wants a line.
fn completes(terminal: &Terminal, beginning: &str, line: &str) {
    terminal.keys(beginning).until("the beginning", |shown| shown.current().contains(beginning)).keys(TAB);
    terminal.until(line, |shown| shown.current() == format!(">>> {line}")).keys(CTRL_C).waits();
}

#[test]
fn names_and_keywords() {
    let terminal = Terminal::start();
    terminal.run("my_long_name = 1");
    completes(&terminal, "x = my_lo", "x = my_long_name");
    completes(&terminal, "isinst", "isinstance");
    completes(&terminal, "nonl", "nonlocal");
    terminal.keys("my").keys(TAB).keys("\x15pri").keys(TAB).sees("print").keys("\x15prop").keys(TAB).sees("property");
}

#[test]
fn several_candidates_are_listed() {
    let terminal = Terminal::start();
    terminal.run("globals().update(apple_one=1, apple_two=2)").keys("app").keys(TAB);
    terminal.sees("apple_one  apple_two").until("the common part", |shown| shown.current() == ">>> apple_");
}

#[test]
fn attributes_without_running_a_property() {
    let terminal = Terminal::start();
    terminal.paste(
        "class Trap:\n    @property\n    def dangerous(self):\n        print('it', 'ran')\n        raise RuntimeError\n    def __getattr__(self, name):\n        print('ask' + 'ed', name)\n    def safe(self): pass\n\nt = Trap()\nt.own_value = []\n",
    );
    terminal.keys("\r").waits();
    completes(&terminal, "t.dang", "t.dangerous");
    completes(&terminal, "t.own_value.app", "t.own_value.append");
    completes(&terminal, "t.dangerous.re", "t.dangerous.re");
    completes(&terminal, "'text'.isalp", "'text'.isalpha");
    terminal.run("import os");
    completes(&terminal, "os.path.isab", "os.path.isabs");
    let shown = terminal.screen().text;
    assert!(!shown.contains("it ran") && !shown.contains("asked"), "{shown}");
}

#[test]
fn imports_with_submodules() {
    let terminal = Terminal::of(Start::default().file("own_module.py", "raise SystemExit\ndef own_function(): pass\n"));
    completes(&terminal, "import dataclas", "import dataclasses");
    completes(&terminal, "import asyncio.base_ev", "import asyncio.base_events");
    completes(&terminal, "from own_mod", "from own_module");
    completes(&terminal, "from own_module import own_f", "from own_module import own_function");
    completes(&terminal, "from json import du", "from json import dump");
}

#[test]
fn keys_of_dicts() {
    let terminal = Terminal::start();
    terminal.run("d = {'first_key': {'inner_key': 1}}");
    completes(&terminal, "d['fir", "d['first_key']");
    completes(&terminal, "d['first_key']['inn", "d['first_key']['inner_key']");
    completes(&terminal, "d[", "d['first_key']");
}

#[test]
fn files_in_strings() {
    let start = Start::default().file("some_file.txt", "");
    let terminal = Terminal::of(start);
    completes(&terminal, "open('some_f", "open('some_file.txt");
    completes(&terminal, "open('./some_f", "open('./some_file.txt");
}

#[test]
fn keyword_arguments_of_the_call() {
    let terminal = Terminal::start();
    terminal.paste("def brew(kind, *, temperature=90): pass\n").keys("\r").waits();
    completes(&terminal, "brew('x', temp", "brew('x', temperature=");
    completes(&terminal, "print('x', flu", "print('x', flush=");
}

#[test]
fn a_call_shows_what_it_takes() {
    let terminal = Terminal::start();
    terminal.paste("def brew(kind, *, temperature=90):\n    '''Make tea.'''\n").keys("\r").waits();
    terminal.keys("brew(").until("the hint", |shown| {
        shown.current() == ">>> brew(  brew(kind, *, temperature=90)  Make tea." && shown.cursor.1 == 9
    });
    terminal.keys("1").until("no hint", |shown| shown.current() == ">>> brew(1");
    terminal.keys(CTRL_C).waits().keys("[].append(").sees("append(object, /)");
}

#[test]
fn any_key_ends_a_long_list() {
    let terminal = Terminal::start();
    terminal.run("globals().update((f'name_{n:03}', n) for n in range(300))");
    terminal.keys("name_").keys(TAB).sees("Display all 300").keys(CTRL_C);
    terminal.until("the line", |shown| shown.current() == ">>> name_").keys(TAB).sees("Display all 300").keys("y");
    terminal.sees("--More--").keys("\r").sees("name_022").keys(CTRL_C);
    terminal.until("the line again", |shown| shown.current() == ">>> name_").keys("299\r").sees("\n299\n");
}

#[test]
fn modules_that_are_part_of_no_package() {
    let terminal = Terminal::start();
    completes(&terminal, "import os.pa", "import os.path");
}

#[test]
fn files_that_a_command_takes() {
    let terminal = Terminal::of(Start::default().file("statements.py", ""));
    completes(&terminal, ":load state", ":load statements.py");
    completes(&terminal, ":edit ./state", ":edit ./statements.py");
    completes(&terminal, ":time state", ":time state");
}
