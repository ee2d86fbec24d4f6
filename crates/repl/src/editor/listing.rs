//! The list of candidates that is longer than the screen: which keys go on with it, and that all others end it.
//!
//! rustyline asks whether to show so many, and stops at each full screen. There it waits for some keys and passes over all
//! others, Ctrl-C too.

use std::sync::{Mutex, PoisonError};

use rustyline::{Cmd, KeyCode, KeyEvent, Modifiers, Movement};

/// Whether candidates are being listed.
#[derive(Default)]
pub(super) struct Listing(Mutex<Stage>);

/// How far a list is.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// There is none.
    #[default]
    None,
    /// There are candidates. A key that comes now answers the question whether to show them.
    Found,
    /// They are on the screen. A key that comes before the line is drawn again comes between two pages.
    Shown,
    /// The key that ends it has come.
    Ending,
}

impl Listing {
    fn pass(&self, next: impl FnOnce(Stage) -> Stage) -> Stage {
        let mut stage = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *stage;
        *stage = next(before);
        before
    }

    /// Candidates were found.
    pub(super) fn found(&self, count: usize) {
        self.pass(|_| if count > 1 { Stage::Found } else { Stage::None });
    }

    /// One of them is put on the screen.
    pub(super) fn shows(&self) {
        self.pass(|stage| if stage == Stage::Found { Stage::Shown } else { stage });
    }

    /// The line is drawn.
    pub(super) fn line_is_drawn(&self) {
        self.pass(|stage| if stage == Stage::Found { stage } else { Stage::None });
    }

    /// What a key means for the list, if there is one.
    pub(super) fn answer(&self, key: KeyEvent) -> Option<Cmd> {
        let KeyEvent(code, modifiers) = key;
        let plain = modifiers == Modifiers::NONE || modifiers == Modifiers::SHIFT;
        let page = plain && matches!(code, KeyCode::Char('y' | 'Y' | ' '));
        let line = plain && matches!(code, KeyCode::Enter | KeyCode::Down | KeyCode::Tab);
        match self.pass(|stage| if stage == Stage::None || page || line { stage } else { Stage::Ending }) {
            Stage::Found if page || line => Some(Cmd::Complete),
            Stage::Shown if line => Some(Cmd::AcceptLine),
            // A blank as it is shows the next page.
            Stage::Shown if page => None,
            // That of Backspace is the only refusal which comes through from here.
            Stage::Found | Stage::Shown => Some(Cmd::Kill(Movement::BackwardChar(1))),
            Stage::None | Stage::Ending => None,
        }
    }
}
