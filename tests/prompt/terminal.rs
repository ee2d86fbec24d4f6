//! A terminal with a prompt in it: keys go in, a screen comes out. Tests wait for what the screen shows, never for a time.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pty_process::blocking::{Command, Pty, open};

use crate::interpreter::Interpreter;

pub(crate) const ROWS: u16 = 24;
pub(crate) const COLUMNS: u16 = 80;

/// Longer than anything takes on a busy machine; then the test has failed.
const CEILING: Duration = Duration::from_secs(60);

/// A finger that is slow: the prompt tells a typed Enter from a pasted one by the wait for it.
const FINGER: Duration = Duration::from_millis(50);

pub(crate) const ENTER: &str = "\r";
pub(crate) const TAB: &str = "\t";
pub(crate) const CTRL_C: &str = "\x03";
pub(crate) const CTRL_D: &str = "\x04";
pub(crate) const UP: &str = "\x1b[A";

static TAIPAN: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace");
    Interpreter::taipan(root).expect("the interpreter").path
});

/// The path of the interpreter, for a shell.
pub(crate) fn taipan() -> &'static str {
    TAIPAN.to_str().expect("a path in UTF-8")
}

static FOLDERS: AtomicUsize = AtomicUsize::new(0);

/// A terminal in which a program runs.
pub(crate) struct Terminal {
    pty: Arc<Pty>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    child: Child,
    /// The home of its user, where its history is.
    pub(crate) home: PathBuf,
}

struct Shown {
    parser: vt100::Parser,
    over: bool,
}

/// How a prompt is started.
pub(crate) struct Start {
    program: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    home: PathBuf,
}

impl Default for Start {
    fn default() -> Start {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let home = std::env::temp_dir().join(format!("taipan-prompt-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&home).expect("a folder of its own");
        Start { program: TAIPAN.clone(), arguments: vec!["-q".into()], variables: Vec::new(), home }
    }
}

impl Start {
    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Start {
        self.arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Start {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Another program that gives a prompt.
    pub(crate) fn program(mut self, program: PathBuf) -> Start {
        self.program = program;
        self.arguments.clear();
        self
    }

    /// The home of a session before.
    pub(crate) fn home(mut self, home: &Path) -> Start {
        home.clone_into(&mut self.home);
        self
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Start {
        std::fs::write(self.home.join(name), text).expect("a file in the home");
        self
    }

    pub(crate) fn begin(self) -> Terminal {
        // Ctrl-C ends this process, and so that of the prompt, even where tests began with the signal ignored: the prompt
        // honours an ignored signal that it inherits.
        signal_hook::flag::register_conditional_default(signal_hook::consts::SIGINT, Arc::new(true.into()))
            .expect("a signal");
        let (pty, child_end) = open().expect("a terminal");
        pty.resize(pty_process::Size::new(ROWS, COLUMNS)).expect("a size");
        let mut command = Command::new(&self.program).args(&self.arguments).env_clear().current_dir(&self.home);
        for (name, value) in [("TERM", "xterm-256color"), ("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8")] {
            command = command.env(name, value);
        }
        let variables = self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let command = command.env("HOME", &self.home).envs(variables);
        let child = command.spawn(child_end).expect("the interpreter runs");
        let (rows, columns) = (ROWS.try_into().expect("some rows"), COLUMNS.try_into().expect("some columns"));
        let parser = vt100::Parser::new(rows, columns, 1000);
        let shown = Arc::new((Mutex::new(Shown { parser, over: false }), Condvar::new()));
        let pty = Arc::new(pty);
        let (source, target) = (pty.clone(), shown.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let read = (&*source).read(&mut bytes).unwrap_or(0);
                let mut shown = target.0.lock().unwrap_or_else(PoisonError::into_inner);
                shown.parser.process(&bytes[..read]);
                shown.over = read == 0;
                target.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Terminal { pty, shown, child, home: self.home }
    }
}

impl Terminal {
    /// A prompt that waits for its first line.
    pub(crate) fn start() -> Terminal {
        Terminal::of(Start::default())
    }

    pub(crate) fn of(start: Start) -> Terminal {
        let terminal = start.begin();
        terminal.waits();
        terminal
    }

    /// Types keys.
    pub(crate) fn keys(&self, keys: &str) -> &Terminal {
        (&*self.pty).write_all(keys.as_bytes()).expect("the terminal takes keys");
        self
    }

    /// Types a line, sees it on the screen, presses Enter.
    pub(crate) fn line(&self, line: &str) -> &Terminal {
        self.keys(line);
        let end: String = line.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
        self.until("the line", |shown| shown.last().contains(end.trim_end()));
        self.keys(ENTER)
    }

    /// Types a line and presses Enter as a person does.
    pub(crate) fn slow_line(&self, line: &str) -> &Terminal {
        self.keys(line).until("the line", |shown| shown.last().ends_with(line));
        std::thread::sleep(FINGER);
        self.keys(ENTER)
    }

    /// Runs a line, typed again where a Ctrl-C took it along that was still on its way.
    pub(crate) fn insist(&self, line: &str) -> &Terminal {
        for _ in 0..60 {
            self.keys(&format!("\x15{line}"));
            if self.awaits(Duration::from_secs(1), |shown| shown.last().ends_with(line)) {
                break;
            }
        }
        self.keys(ENTER)
    }

    /// Types a statement of one line and waits until the prompt waits again.
    pub(crate) fn run(&self, line: &str) -> &Terminal {
        self.line(line);
        self.waits()
    }

    /// Pastes a text, as terminals do.
    pub(crate) fn paste(&self, text: &str) -> &Terminal {
        self.keys(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
        let end = text.trim_end().lines().last().unwrap_or_default();
        self.until("the pasted text", |shown| shown.last().ends_with(end))
    }

    /// Waits until the prompt waits for a statement.
    pub(crate) fn waits(&self) -> &Terminal {
        self.until("a prompt", |shown| shown.last() == ">>>")
    }

    /// Waits until the screen shows a text.
    pub(crate) fn sees(&self, text: &str) -> &Terminal {
        self.until(&format!("{text:?}"), |shown| shown.text.contains(text))
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn until(&self, what: &str, wanted: impl Fn(&View) -> bool) -> &Terminal {
        let found = self.awaits(CEILING, wanted);
        assert!(found, "no {what} on this screen:\n{}", self.screen().text);
        self
    }

    /// Waits until the screen is as wanted; false if it is not after so long.
    fn awaits(&self, most: Duration, wanted: impl Fn(&View) -> bool) -> bool {
        let start = Instant::now();
        let mut shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if wanted(&View::of(&shown.parser)) {
                return true;
            }
            let left = most.saturating_sub(start.elapsed());
            if left.is_zero() || shown.over {
                return false;
            }
            shown = self.shown.1.wait_timeout(shown, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// What is on the screen now.
    pub(crate) fn screen(&self) -> View {
        View::of(&self.shown.0.lock().unwrap_or_else(PoisonError::into_inner).parser)
    }

    /// Waits for the end; gives the status.
    pub(crate) fn ends(&mut self) -> i32 {
        let start = Instant::now();
        let mut shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        while !shown.over {
            let left = CEILING.saturating_sub(start.elapsed());
            assert!(!left.is_zero(), "no end on this screen:\n{}", View::of(&shown.parser).text);
            shown = self.shown.1.wait_timeout(shown, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(shown);
        self.child.wait().expect("a status").code().unwrap_or(-1)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

/// What a screen shows.
pub(crate) struct View {
    /// All lines, without blanks behind.
    pub(crate) text: String,
    /// Row and column.
    pub(crate) cursor: (u16, u16),
    /// An editor wants pastes in brackets: it reads a line.
    pub(crate) edits: bool,
    cells: Vec<Vec<Option<vt100::Cell>>>,
}

impl View {
    fn of(parser: &vt100::Parser) -> View {
        let screen = parser.screen();
        let rows: Vec<String> = screen.rows(0, COLUMNS).map(|row| row.trim_end().to_owned()).collect();
        let cell = |row, column| screen.cell(row, column).cloned();
        let cells = (0..ROWS).map(|row| (0..COLUMNS).map(|column| cell(row, column)).collect()).collect();
        View {
            text: rows.join("\n").trim_end().to_owned(),
            cursor: screen.cursor_position(),
            edits: screen.bracketed_paste(),
            cells,
        }
    }

    /// The lines.
    pub(crate) fn lines(&self) -> Vec<&str> {
        self.text.lines().collect()
    }

    /// The last line that is not empty.
    pub(crate) fn last(&self) -> &str {
        self.text.lines().last().unwrap_or_default()
    }

    /// The line of the cursor.
    pub(crate) fn current(&self) -> &str {
        self.text.lines().nth(usize::from(self.cursor.0)).unwrap_or_default()
    }

    /// The cell where a text begins that stands once on the screen.
    pub(crate) fn cell(&self, text: &str) -> &vt100::Cell {
        let found = self.text.lines().enumerate().find_map(|(row, line)| Some((row, line.find(text)?)));
        let (row, place) = found.unwrap_or_else(|| panic!("no {text:?} on this screen:\n{}", self.text));
        let column = self.text.lines().nth(row).map_or(0, |line| line[..place].chars().count());
        self.cells[row][column].as_ref().expect("a cell")
    }
}
