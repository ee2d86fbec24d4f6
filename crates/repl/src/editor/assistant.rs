//! What the editor is told while one types: colours, hints, completions.
//!
//! Everything that is drawn passes here, which tells the screen when it may write above the line: rustyline asks for
//! colours before it draws for reasons of its own, and does not when it draws again because it was nudged.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use rustyline::completion::{Candidate, Completer};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::SearchDirection;
use rustyline::validate::Validator;
use rustyline::{Context, Helper, Result};

use crate::editor::listing::Listing;
use crate::editor::typing::Typing;
use crate::editor::{Line, Question, Told, paint};
use crate::place::{self, Chain};
use crate::screen::Screen;
use crate::terminal;

/// Answers the editor.
pub(super) struct Assistant {
    colors: bool,
    line: Line,
    screen: Arc<Screen>,
    typing: Arc<Typing>,
    listing: Arc<Listing>,
    /// The editor has said that it will draw.
    announced: std::rc::Rc<Cell<bool>>,
    /// Where the cursor is, and whether the line is drawn for the last time.
    at: Cell<(usize, bool)>,
    /// The call that was asked about last, and the answer.
    known: RefCell<Option<(Chain, Option<String>)>>,
}

/// How long Tab waits for the machine, which may be busy with a task.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a key waits for a hint, where a task keeps the machine busy; then there is none.
const MOMENT: Duration = Duration::from_millis(100);

impl Assistant {
    pub(super) fn new(
        colors: bool,
        line: Line,
        screen: Arc<Screen>,
        typing: Arc<Typing>,
        listing: Arc<Listing>,
    ) -> Assistant {
        Assistant {
            colors,
            line,
            screen,
            typing,
            listing,
            announced: Default::default(),
            at: Cell::new((0, false)),
            known: RefCell::default(),
        }
    }

    /// A line begins: what was known may have changed.
    pub(super) fn begin(&self) {
        self.known.replace(None);
    }

    /// The signature of the call that is open at the end of a line, as a hint.
    fn signature(&self, line: &str) -> Option<Suggestion> {
        let (call, arguments) = place::call(line)?;
        // It stands behind the bracket and behind each comma, out of the way while an argument is typed.
        let behind = line.get(arguments..)?.trim_end();
        if !behind.is_empty() && !behind.ends_with(',') {
            return None;
        }
        let same = self.known.borrow().as_ref().is_some_and(|(known, _)| *known == call);
        if !same {
            let (answer, answered) = channel();
            self.line.tell(Told::Question(Question::Signature { call: call.clone(), answer }));
            let described = answered.recv_timeout(MOMENT).unwrap_or_default();
            let text = described.map(|(signature, doc)| match doc {
                Some(doc) => format!("{signature}  {doc}"),
                None => signature,
            });
            self.known.replace(Some((call, text)));
        }
        let known = self.known.borrow();
        let text = known.as_ref()?.1.as_deref()?;
        let column = line.rsplit('\n').next().unwrap_or_default().chars().count() + PROMPT;
        let room = terminal::size().columns.checked_sub(column + 3).filter(|room| *room > 8)?;
        let shown = match text.chars().count() > room {
            true => text.chars().take(room - 3).collect::<String>() + "...",
            false => text.to_owned(),
        };
        Some(Suggestion { shown: format!("  {shown}"), whole: None })
    }

    /// What was typed before and begins so.
    fn past(&self, line: &str, context: &Context<'_>) -> Option<Suggestion> {
        let newest = context.history_index().min(context.history().len().saturating_sub(1));
        let found = context.history().starts_with(line, newest, SearchDirection::Reverse).ok()??;
        let rest = found.entry.get(line.len()..)?;
        let shown = match rest.split_once('\n') {
            Some((first, _)) => format!("{first} ..."),
            None => rest.to_owned(),
        };
        (!rest.is_empty()).then(|| Suggestion { shown, whole: Some(rest.to_owned()) })
    }
}

/// Columns of most prompts.
const PROMPT: usize = 4;

impl Helper for Assistant {}

impl Validator for Assistant {}

/// A candidate for completion.
pub(super) struct Offer {
    text: String,
    listing: Arc<Listing>,
    /// Candidates are listed without an announcement.
    announced: std::rc::Rc<Cell<bool>>,
}

impl Candidate for Offer {
    fn display(&self) -> &str {
        self.announced.set(true);
        self.listing.shows();
        &self.text
    }

    fn replacement(&self) -> &str {
        &self.text
    }
}

impl Completer for Assistant {
    type Candidate = Offer;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> Result<(usize, Vec<Offer>)> {
        let (answer, answered) = channel();
        let text = line.to_owned();
        self.line.tell(Told::Question(Question::Candidates { text, cursor: pos, answer }));
        let found = answered.recv_timeout(PATIENCE).unwrap_or_default();
        self.listing.found(found.texts.len());
        let offer = |text| Offer { text, listing: self.listing.clone(), announced: self.announced.clone() };
        Ok((found.start, found.texts.into_iter().map(offer).collect()))
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
        self.past(line, context).or_else(|| self.signature(line))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        self.typing.done();
        let (at, last) = self.at.get();
        // No bracket is marked in what stays on the screen.
        Cow::Owned(paint::painted(line, if last { usize::MAX } else { at }, self.colors))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.listing.line_is_drawn();
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
