//! What a prompt is told before it begins, and what it learns from the environment.

use std::io::IsTerminal;
use std::path::PathBuf;

/// What a prompt is told.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Lines are edited on the terminal, with history, completion and colours; else they are read as they come.
    pub edits: bool,
    /// Tracebacks and what is typed have colours.
    pub colors: bool,
    /// Where the history is kept between sessions; `None` for this session alone.
    pub history: Option<PathBuf>,
    /// The keys are those of vi.
    pub vi: bool,
    /// The fuel of each statement; `None` for no limit.
    pub fuel: Option<u64>,
    /// Said before the first prompt.
    pub greeting: String,
}

impl Setup {
    /// A prompt for this process: an editor where there is a terminal for it, the history in its file.
    ///
    /// Where the variables of Python do not count, `PYTHON_HISTORY`, `PYTHON_BASIC_REPL` and `PYTHON_COLORS` say nothing.
    #[must_use]
    pub fn of_process(python_variables: bool) -> Setup {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let python = |name: &str| variable(name).filter(|_| python_variables);
        let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        let dumb = matches!(variable("TERM").as_deref(), None | Some("dumb" | "cons25" | "emacs"));
        let edits = cfg!(unix) && terminal && !dumb && python("PYTHON_BASIC_REPL").is_none();
        let colors = match python("PYTHON_COLORS").as_deref() {
            Some("1") => true,
            Some("0") => false,
            _ if variable("NO_COLOR").is_some() => false,
            _ if variable("FORCE_COLOR").is_some() => true,
            _ => terminal && !dumb,
        };
        let home = || std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        let history = python("PYTHON_HISTORY").map(PathBuf::from).or_else(|| Some(home()?.join(".taipan_history")));
        // A script may go to another folder.
        let history = history.and_then(|file| std::path::absolute(file).ok());
        let inputrc = variable("INPUTRC").map(PathBuf::from).or_else(|| Some(home()?.join(".inputrc")));
        let vi =
            edits && inputrc.and_then(|path| std::fs::read_to_string(path).ok()).is_some_and(|text| wants_vi(&text));
        Setup { edits, colors, history, vi, fuel: None, greeting: String::new() }
    }
}

/// Whether the settings of readline ask for the keys of vi.
fn wants_vi(inputrc: &str) -> bool {
    let mut modes = inputrc.lines().rev().filter_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some("set") && words.next() == Some("editing-mode")).then(|| words.next() == Some("vi"))
    });
    modes.next().unwrap_or(false)
}
