//! What Enter, Tab and Backspace mean in Python. All other keys mean what they mean in every editor.
//!
//! Text whose keys came together has its own indentation. A line behind such text is indented when a finger types its first
//! character.

use std::sync::Arc;

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, EventHandler, InputMode, KeyCode, KeyEvent, Modifiers, Movement,
    RepeatCount,
};

use crate::editor::assistant::Assistant;
use crate::editor::history::Past;
use crate::editor::indentation::{self, LEVEL};
use crate::editor::listing::Listing;
use crate::editor::typing::Typing;
use crate::terminal::Mode;

/// Binds the keys.
pub(super) fn bind(
    editor: &mut rustyline::Editor<Assistant, Past>,
    typing: &Arc<Typing>,
    listing: &Arc<Listing>,
    outside: &Arc<Mode>,
) {
    let key =
        |does: Does| Box::new(Key { does, typing: typing.clone(), listing: listing.clone(), outside: outside.clone() });
    let mut on = |event: KeyEvent, does: Does| {
        let handler = key(does);
        editor.bind_sequence(event, EventHandler::Conditional(handler));
    };
    on(KeyEvent(KeyCode::Enter, Modifiers::NONE), Does::Enter);
    on(KeyEvent::ctrl('J'), Does::Enter);
    on(KeyEvent(KeyCode::Enter, Modifiers::ALT), Does::NewLine);
    on(KeyEvent(KeyCode::Tab, Modifiers::NONE), Does::Tab);
    on(KeyEvent(KeyCode::BackTab, Modifiers::NONE), Does::Dedent);
    on(KeyEvent(KeyCode::Backspace, Modifiers::NONE), Does::Erase);
    on(KeyEvent::ctrl('H'), Does::Erase);
    on(KeyEvent::ctrl('Z'), Does::Suspend);
    // The terminal's own meaning of these would come before that of any key.
    on(KeyEvent::ctrl('C'), Does::Other);
    on(KeyEvent::ctrl('D'), Does::Other);
    editor.bind_sequence(Event::Any, EventHandler::Conditional(key(Does::Other)));
}

/// What a key does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Enter,
    NewLine,
    Tab,
    Dedent,
    Erase,
    Suspend,
    Other,
}

struct Key {
    does: Does,
    typing: Arc<Typing>,
    listing: Arc<Listing>,
    /// The terminal as it was outside of the editor.
    outside: Arc<Mode>,
}

impl ConditionalEventHandler for Key {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        if let Some(answer) = event.get(0).and_then(|key| self.listing.answer(*key)) {
            return Some(answer);
        }
        let mut lately = self.typing.lately();
        let quick = lately.is_together();
        let owed = std::mem::take(&mut lately.owed);
        if context.input_mode() == InputMode::Command && !matches!(self.does, Does::Enter | Does::Suspend) {
            return None;
        }
        let (text, at) = (context.line(), context.pos());
        if self.does == Does::Suspend {
            self.outside.suspend(text.matches('\n').count());
            return Some(Cmd::Repaint);
        }
        let before = text.get(..at).unwrap_or_default();
        let blank = before.rsplit('\n').next().filter(|line| line.chars().all(|c| c == ' '));
        match self.does {
            Does::Enter if may_run(text, at) => Some(Cmd::AcceptLine),
            Does::Enter | Does::NewLine => {
                let columns = indentation::after(before);
                if quick {
                    lately.owed = columns;
                    return Some(Cmd::Insert(1, "\n".into()));
                }
                Some(Cmd::Insert(1, format!("\n{}", " ".repeat(columns))))
            }
            Does::Tab => {
                let columns = blank.map(|line| LEVEL - line.len() % LEVEL)?;
                Some(Cmd::Insert(1, " ".repeat(owed.max(columns))))
            }
            Does::Dedent => blank.filter(|line| !line.is_empty()).map(|_| Cmd::Dedent(Movement::WholeLine)),
            Does::Erase => blank.filter(|line| line.len() >= LEVEL).map(|_| Cmd::Dedent(Movement::WholeLine)),
            Does::Suspend => None,
            Does::Other => match event.get(0) {
                Some(KeyEvent(KeyCode::Char(character), Modifiers::NONE))
                    if owed > 0 && !quick && *character != ' ' =>
                {
                    Some(Cmd::Insert(1, format!("{}{character}", " ".repeat(owed))))
                }
                _ => None,
            },
        }
    }
}

/// Whether Enter runs the text: on its last line, where it is whole.
fn may_run(text: &str, at: usize) -> bool {
    let behind = text.get(at..).unwrap_or_default();
    !behind.contains('\n') && indentation::is_whole(text)
}
