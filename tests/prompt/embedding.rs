//! A Rust program gives the prompt over a VM of its own.

use std::path::PathBuf;
use std::process::Command;

use crate::terminal::{CTRL_D, Start, Terminal};

/// The example `prompt`, brought up to date first.
fn example() -> PathBuf {
    let own = std::env::current_exe().expect("the test has a file");
    let folder = own.ancestors().nth(2).expect("the test lies in a target folder");
    let profile = match folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(profile) => profile,
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--package", "taipan", "--example", "prompt", "--profile", profile])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(built.expect("cargo runs").success(), "the example builds");
    folder.join("examples/prompt")
}

#[test]
fn a_host_program_gives_the_prompt() {
    let mut terminal = Terminal::of(Start::default().program(example()));
    terminal
        .sees("The kitchen listens.")
        .run("kitchen('tea')")
        .sees("'one tea, please'")
        .run("sum(cups)")
        .sees("\n7\n");
    terminal
        .run("print('to the ' 'terminal')")
        .sees("\nto the terminal\n")
        .run("open('/etc/passwd')")
        .sees("PermissionError");
    terminal
        .line("while True: pass")
        .keys("\r")
        .sees("A limit has ended what ran.")
        .waits()
        .run("'alive'")
        .sees("\n'alive'");
    terminal.keys(CTRL_D);
    assert_eq!(terminal.ends(), 0);
}
