//! What the editor is told while one types: colours, hints, completions.
//!
//! Everything that is drawn passes here, which tells the screen when it may write above the line: rustyline asks for
//! colours before it draws for reasons of its own, and does not when it draws again because it was nudged.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

use rustyline::completion::{Candidate, Completer};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::SearchDirection;
use rustyline::validate::Validator;
use rustyline::{Context, Helper, Result};

use crate::editor::{Line, paint};
use crate::screen::Screen;

/// Answers the editor.
pub(super) struct Assistant {
    colors: bool,
    line: Line,
    screen: Arc<Screen>,
    /// The editor has said that it will draw.
    announced: std::rc::Rc<Cell<bool>>,
    /// Where the cursor is, and whether the line is drawn for the last time.
    at: Cell<(usize, bool)>,
}

impl Assistant {
    pub(super) fn new(colors: bool, line: Line, screen: Arc<Screen>) -> Assistant {
        Assistant { colors, line, screen, announced: Default::default(), at: Cell::new((0, false)) }
    }
}

impl Helper for Assistant {}

impl Validator for Assistant {}

/// A candidate for completion.
pub(super) struct Offer {
    text: String,
    /// Candidates are listed without an announcement.
    announced: std::rc::Rc<Cell<bool>>,
}

impl Candidate for Offer {
    fn display(&self) -> &str {
        self.announced.set(true);
        &self.text
    }

    fn replacement(&self) -> &str {
        &self.text
    }
}

impl Completer for Assistant {
    type Candidate = Offer;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Offer>)> {
        let _ = (&self.line, line);
        Ok((pos, Vec::new()))
    }
}

/// What stands faintly behind the line.
pub(super) struct Suggestion {
    shown: String,
    /// What the right arrow takes over.
    whole: Option<String>,
}

impl Hint for Suggestion {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.whole.as_deref()
    }
}

impl Hinter for Assistant {
    type Hint = Suggestion;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<Suggestion> {
        if line.trim().is_empty() || pos < line.len() {
            return None;
        }
        let newest = context.history_index().min(context.history().len().saturating_sub(1));
        let found = context.history().starts_with(line, newest, SearchDirection::Reverse).ok()??;
        let rest = found.entry.get(line.len()..)?;
        let (first, more) = rest.split_once('\n').map_or((rest, false), |(first, _)| (first, true));
        let shown = if more { format!("{first} ...") } else { first.to_owned() };
        (!rest.is_empty()).then(|| Suggestion { shown, whole: Some(rest.to_owned()) })
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        let (at, last) = self.at.get();
        // No bracket is marked in what stays on the screen.
        Cow::Owned(paint::painted(line, if last { usize::MAX } else { at }, self.colors))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.screen.draws(!self.announced.replace(false));
        Cow::Owned(paint::prompt(prompt, self.colors))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(paint::faint(hint, self.colors))
    }

    fn highlight_char(&self, _: &str, pos: usize, kind: CmdKind) -> bool {
        self.announced.set(true);
        self.at.set((pos, kind == CmdKind::ForcedRefresh));
        true
    }
}
