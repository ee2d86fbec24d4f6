//! Statements run: errors, values, words, help, and what Ctrl-C does to them.

use crate::terminal::{CTRL_C, CTRL_D, Start, Terminal};

#[test]
fn tracebacks_have_colours_and_lines_of_the_input() {
    let terminal = Terminal::start();
    terminal.paste("def f():\n    return 1 / 0\n\nf()").keys("\r").sees("ZeroDivisionError: division by zero").waits();
    terminal.sees("  File \"<python-input-0>\", line 2, in f\n    return 1 / 0\n           ~~^~~");
    assert_eq!(terminal.screen().cell("ZeroDivisionError").fgcolor(), vt100::Color::Idx(5));
}

#[test]
fn no_frames_of_the_library_stand_above_those_of_an_await() {
    let terminal = Terminal::start();
    terminal.paste("async def f():\n    await asyncio.sleep(0)\n    1/0\n\nawait f()").keys("\r");
    terminal.sees("ZeroDivisionError").waits();
    assert!(!terminal.screen().text.contains("frozen"), "{}", terminal.screen().text);
}

#[test]
fn the_last_value_and_the_last_exception_stay() {
    let terminal = Terminal::start();
    terminal
        .run("6 * 7")
        .run("_ + 1")
        .sees("\n43\n")
        .run("1/0")
        .run("import sys; sys.last_exc")
        .sees("\nZeroDivisionError(");
    terminal.run("(sys.last_type, sys.last_value is sys.last_exc)").sees("(<class 'ZeroDivisionError'>, True)");
}

#[test]
fn prompts_and_hooks_are_those_of_sys() {
    let terminal = Terminal::start();
    terminal.run("import sys").line("sys.ps1 = 'own> '").until("the own prompt", |shown| shown.last() == "own>");
    terminal.line("sys.displayhook = lambda value: print('shown', value)").line("5").sees("\nshown 5\n");
    terminal
        .line("sys.excepthook = lambda *about: print('hooked', about[0].__name__)")
        .line("1/0")
        .sees("\nhooked ZeroDivisionError\n");
}

#[test]
fn long_containers_fit_the_lines() {
    let terminal = Terminal::start();
    terminal.run("list(range(30))").sees("20, 21,").sees(" 28, 29]");
    terminal.run("{f'key{n}': list(range(n)) for n in (1, 2, 25)}");
    terminal.sees("{'key1': [0],\n 'key2': [0, 1],\n 'key25': [0, 1,").sees("24]}");
    assert!(terminal.screen().lines().iter().all(|line| line.chars().count() <= 80));
}

#[test]
fn ctrl_c_interrupts_code() {
    let terminal = Terminal::start();
    terminal.paste("print('run' + 'ning')\nwhile True: pass\n").keys("\r");
    terminal.sees("\nrunning").keys(CTRL_C).sees("KeyboardInterrupt").waits().run("'alive'").sees("\n'alive'");
}

#[test]
fn ctrl_c_ten_times_in_a_long_native_ends_no_session() {
    let terminal = Terminal::start();
    terminal.line("print('be' + 'gun'); n = pow(7, 10**8)").sees("\nbegun");
    for _ in 0..10 {
        terminal.keys(CTRL_C);
    }
    terminal.waits().insist("'still ' + 'alive'").sees("'still alive'");
}

#[test]
fn bare_words_do_what_they_say() {
    let terminal = Terminal::start();
    terminal.run("copyright").sees("All Rights Reserved").run("x = 'gone'").line("clear");
    terminal.until("an empty screen", |shown| shown.text == ">>>");
    terminal.run("clear = 5").run("clear").sees("\n5\n");
    let mut terminal = terminal;
    terminal.line("exit");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn exit_gives_a_status() {
    let mut terminal = Terminal::start();
    terminal.line("exit(3)");
    assert_eq!(terminal.ends(), 3);
}

#[test]
fn help_has_pages() {
    let terminal = Terminal::of(Start::default().variable("PAGER", "sed s/^/page:/"));
    terminal.run("help(len)").sees("Help on built-in function len").run("help(str)").sees("page:").waits();
    terminal.line("help").sees("help>").line("abs").sees("abs(x, /)").keys("\r").waits();
}

#[test]
fn a_question_mark_tells_of_a_name() {
    let terminal = Terminal::start();
    terminal.paste("def brew(kind):\n    '''Make tea.'''\n    return kind\n").keys("\r").waits();
    terminal.run("?brew").sees("Signature  brew(kind)").sees("Type       function").sees("Make tea.");
    terminal.run("??brew").sees("\ndef brew(kind):\n    '''Make tea.'''\n    return kind\n");
}

#[test]
fn the_startup_file_runs_first() {
    let start = Start::default().file("startup.py", "started = 'yes'\n").variable("PYTHONSTARTUP", "startup.py");
    let terminal = Terminal::of(start);
    terminal.run("started").sees("\n'yes'\n");
}

#[test]
fn input_reads_a_line_of_the_terminal() {
    let terminal = Terminal::start();
    terminal.line("name = input('who? ')").sees("\nwho?").line("me").waits().run("name").sees("\n'me'\n");
}

#[test]
fn a_dumb_terminal_has_a_plain_prompt() {
    let mut terminal = Terminal::of(Start::default().variable("TERM", "dumb"));
    terminal
        .run("1 + 1")
        .sees("\n2\n")
        .line("def f():")
        .until("more", |shown| shown.last() == "...")
        .line("    return 5");
    terminal.until("more", |shown| shown.last() == "...").keys("\r").waits().run("f()").sees("\n5\n");
    terminal.keys(CTRL_D);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_variable_asks_for_the_plain_prompt() {
    let terminal = Terminal::of(Start::default().variable("PYTHON_BASIC_REPL", "1"));
    terminal.run("1/0").sees("File \"<stdin>\", line 1");
}

#[test]
fn the_prompt_comes_after_a_script() {
    let start =
        Start::default().file("script.py", "value = 'of the script'\nprint('ran')\n").arguments(&["-i", "script.py"]);
    let terminal = Terminal::of(start);
    terminal.sees("ran\n").run("value").sees("\n'of the script'\n");
}

#[test]
fn the_end_in_the_middle_of_a_line_leaves_a_sane_terminal() {
    let mut terminal = Terminal::start();
    terminal.paste("async def leave():\n    await asyncio.sleep(0.05)\n    raise SystemExit(4)\n").keys("\r").waits();
    terminal.line("t = asyncio.create_task(leave())").keys("half a li");
    assert_eq!(terminal.ends(), 4);
    assert!(!terminal.screen().edits);
}
