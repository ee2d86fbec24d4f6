//! Output above the line that is being edited.
//!
//! While a line is edited, the terminal belongs to the editor's thread: what scripts write is kept here, and the editor is
//! nudged. It clears its line, writes what is kept, and draws the line again below. A line of output appears when it is
//! whole; what has no line end yet appears when the edited line is done.
//!
//! ```text
//!   machine's thread: write ──> kept ──nudge──> editor's thread: clear, take what is kept, draw
//! ```

pub(crate) mod host;

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustyline::ExternalPrinter;

/// What makes the editor draw its line again: up and down again. The line feed keeps it from adding one.
const NUDGE: &str = "\x1b[A\n";

/// Bytes without a line end that are kept; more are shown as a line.
const LONGEST: usize = 1 << 16;

/// What the machine's thread and the editor's share.
#[derive(Default)]
pub(crate) struct Screen(Mutex<State>);

#[derive(Default)]
struct State {
    owner: Owner,
    /// What was written meanwhile.
    kept: Vec<u8>,
    /// A nudge is under way.
    nudged: bool,
    printer: Option<Box<dyn ExternalPrinter + Send>>,
}

/// Whose the terminal is.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Owner {
    /// The script's: a statement runs.
    #[default]
    Script,
    /// The editor's, which has not drawn its line yet.
    Coming,
    /// The editor's.
    Editor,
}

impl Screen {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the editor is nudged.
    pub(crate) fn nudge_with(&self, printer: impl ExternalPrinter + Send + 'static) {
        self.state().printer = Some(Box::new(printer));
    }

    /// A line will be edited.
    pub(crate) fn lend(&self) {
        self.state().owner = Owner::Coming;
    }

    /// The editor is about to draw: the line for the first time, or for what was kept, or for its own reasons.
    pub(crate) fn draws(&self, nudged: bool) {
        let mut state = self.state();
        if nudged {
            state.nudged = false;
            let whole = state.kept.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let mut lines: Vec<u8> = state.kept.drain(..whole).collect();
            if state.kept.len() > LONGEST {
                lines.append(&mut state.kept);
                lines.push(b'\n');
            }
            put(&lines);
        } else if state.owner == Owner::Coming {
            state.owner = Owner::Editor;
            state.nudge();
        }
    }

    /// The line is done: the terminal is the script's again.
    pub(crate) fn give_back(&self) {
        let mut state = self.state();
        state.owner = Owner::Script;
        put(&std::mem::take(&mut state.kept));
    }

    /// Keeps output while the editor has the terminal; false if it has not.
    fn keep(&self, bytes: &[u8]) -> bool {
        let mut state = self.state();
        if state.owner == Owner::Script {
            return false;
        }
        state.kept.extend_from_slice(bytes);
        if state.owner == Owner::Editor {
            state.nudge();
        }
        true
    }

    fn is_lent(&self) -> bool {
        self.state().owner != Owner::Script
    }
}

impl State {
    /// Has the editor draw again, if there is a whole line for it.
    fn nudge(&mut self) {
        if !self.nudged
            && (self.kept.contains(&b'\n') || self.kept.len() > LONGEST)
            && let Some(printer) = &mut self.printer
        {
            // There is room for one nudge, so this never waits.
            self.nudged = printer.print(NUDGE.to_owned()).is_ok();
        }
    }
}

/// Writes to the terminal.
fn put(bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let mut out = io::stdout().lock();
    // Where the terminal is gone, the editor's next read will tell.
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}
