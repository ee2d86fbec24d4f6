//! Nothing that is typed ends a session, but for what is meant to.

use crate::terminal::{CTRL_C, CTRL_D, Terminal, View};

#[test]
fn errors_of_every_kind_come_back_to_the_prompt() {
    let terminal = Terminal::start();
    for (line, shown) in [
        ("1 +* 2", "SyntaxError: invalid syntax"),
        ("raise BaseException('of all')", "BaseException: of all"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def deep(): deep()", ">>>"),
        ("deep()", "RecursionError"),
        ("x = [0] * 10**12", "MemoryError"),
        ("class Bad: __repr__ = lambda self: 5", ">>>"),
        ("Bad()", "TypeError: __repr__ returned non-string"),
        ("return 5", "'return' outside function"),
        ("await 5", "TypeError: object int can't be used in 'await' expression"),
        ("'''open", ">>>"),
        ("int('x' * 10)", "ValueError"),
        ("import nonsense_module", "ModuleNotFoundError"),
        ("\"\\ud800\"", "'\\ud800'"),
        ("print('\\ud800')", "UnicodeEncodeError"),
    ] {
        terminal.line(line);
        match line {
            "def deep(): deep()" | "class Bad: __repr__ = lambda self: 5" => terminal.keys("\r"),
            "'''open" => terminal.keys(CTRL_C),
            _ => &terminal,
        };
        terminal.waits().sees(shown);
    }
}

#[test]
fn the_machinery_of_the_prompt_can_be_broken_by_no_script() {
    let terminal = Terminal::start();
    for line in [
        "import sys, os, builtins",
        "del sys.ps1, sys.ps2",
        "sys.ps1 = type('P', (), {'__str__': lambda self: 1/0})()",
        "sys.displayhook = None",
        "5",
        "del sys.displayhook",
        "5",
        "sys.excepthook = None",
        "1/0",
        "del sys.excepthook",
        "1/0",
        "sys.stdout = None; sys.stderr = None",
        "print('nowhere'); 1/0",
        "sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__",
        "asyncio.get_running_loop().close()",
        "asyncio.create_task(asyncio.sleep(0)) and None",
        "asyncio.get_running_loop().stop()",
        "asyncio.get_running_loop().run_until_complete(asyncio.sleep(0))",
        "globals().clear()",
        "import sys; sys.modules.clear()",
        "import builtins; del builtins.print",
        "5",
    ] {
        // The prompt may be empty after some of them.
        terminal.line(line).until("the next line", |shown| shown.edits && matches!(shown.current(), "" | ">>>"));
    }
    let mut terminal = terminal;
    terminal.keys(CTRL_D);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn ctrl_c_at_every_moment_ends_nothing() {
    let terminal = Terminal::start();
    let begins = |shown: &View| shown.edits && shown.current() == ">>>";
    for round in 0..20 {
        // What is typed behind a Ctrl-C may go with it, as on every terminal.
        terminal.keys(&format!("x = {round}")).until("the line", |shown| shown.current() == format!(">>> x = {round}"));
        terminal.keys(&format!("{CTRL_C}{CTRL_C}")).until("a prompt", begins);
        terminal.keys(&format!("y = {round}")).until("the line", |shown| shown.current() == format!(">>> y = {round}"));
        terminal.keys(&format!("\r{CTRL_C}")).until("a prompt", begins);
    }
    terminal.insist("'the ' 'end'").sees("\n'the end'");
}

#[test]
fn an_editor_that_fails_leaves_a_plain_prompt() {
    let terminal = Terminal::start();
    terminal.line("import os; os.dup2(os.open('/dev/null', os.O_RDONLY), 0)");
    let mut terminal = terminal;
    assert_eq!(terminal.ends(), 0);
}
