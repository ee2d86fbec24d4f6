//! Shells complete the command line with what `taipan completions` prints. Those that are not installed are left out.

use std::path::Path;

use crate::terminal::{Start, TAB, Terminal, taipan};

/// What is typed, and what becomes of it.
const LINES: [(&str, &str); 5] = [
    ("taipan comple", "taipan completions"),
    ("taipan completions zs", "taipan completions zsh"),
    ("taipan -X importt", "taipan -X importtime"),
    ("taipan check --js", "taipan check --json"),
    ("taipan run --help-e", "taipan run --help-env"),
];

/// A shell with the command on its path; `None` if it is not installed.
fn shell(name: &str, arguments: &[&str]) -> Option<Start> {
    let program =
        ["/bin", "/usr/bin"].map(|folder| Path::new(folder).join(name)).into_iter().find(|path| path.exists())?;
    let folder = Path::new(taipan()).parent()?.to_str()?;
    let path = format!("{folder}:/usr/bin:/bin");
    Some(Start::default().program(program).arguments(arguments).variable("PATH", &path).variable("PS1", "sh: "))
}

fn ready(terminal: &Terminal) {
    terminal.until("the shell", |shown| shown.last() == "sh:");
}

fn complete(terminal: &Terminal) {
    for (typed, wanted) in LINES {
        terminal.keys(typed).until("what is typed", |shown| shown.last().ends_with(typed)).keys(TAB);
        terminal.until(wanted, |shown| shown.last() == format!("sh: {wanted}")).keys("\x15");
        ready(terminal);
    }
}

#[test]
fn bash_completes() {
    let Some(start) = shell("bash", &["--norc", "--noprofile", "-i"]) else { return };
    let terminal = start.begin();
    ready(&terminal);
    terminal.line("source <(taipan completions bash)");
    ready(&terminal);
    complete(&terminal);
}

#[test]
fn zsh_completes() {
    let Some(start) = shell("zsh", &["-f", "-i"]) else { return };
    let terminal = start.begin();
    ready(&terminal);
    terminal.line("taipan completions zsh > _taipan; fpath=($PWD $fpath); autoload -U compinit");
    ready(&terminal);
    terminal.line("compinit -u -D");
    ready(&terminal);
    complete(&terminal);
}

#[test]
fn fish_completes() {
    let asked = LINES.map(|(typed, _)| format!("echo :; complete -C '{typed}' | cut -f 1;")).concat();
    let script =
        format!("taipan completions fish | source; {asked} complete -C 'taipan script.py check --js'; echo end");
    let Some(start) = shell("fish", &["--no-config", "-c", &script]) else { return };
    let terminal = start.begin();
    terminal.sees("end");
    let words = LINES.map(|(_, wanted)| wanted.rsplit(' ').next().unwrap_or_default());
    assert_eq!(terminal.screen().text, format!(":\n{}\nend", words.join("\n:\n")));
}
