//! What the editor's thread does: it waits for an order, has a line edited, and tells what was typed.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::{CompletionType, Config, EditMode};

use crate::editor::assistant::Assistant;
use crate::editor::history::Past;
use crate::editor::listing::Listing;
use crate::editor::typing::Typing;
use crate::editor::{Line, Order, Told, keys};
use crate::screen::Screen;
use crate::session::Event;
use crate::setup::Setup;
use crate::terminal::{self, Mode};

/// Candidates that are listed without a question.
const MANY: usize = 200;

type Editor = rustyline::Editor<Assistant, Past>;

/// Lives until no more orders come.
pub(super) fn live(setup: &Setup, orders: &Receiver<Order>, line: &Line, screen: &Arc<Screen>, outside: &Arc<Mode>) {
    let mut editor = match editor(setup, line, screen, outside) {
        Ok(editor) => editor,
        Err(error) => return line.tell(Told::Event(Event::Broken(error.to_string()))),
    };
    while let Ok(Order::Read(prompt)) = orders.recv() {
        if let Some(assistant) = editor.helper_mut() {
            assistant.begin();
        }
        terminal::begin_line();
        let read = editor.readline(&prompt);
        screen.give_back();
        let event = match read {
            Ok(text) => {
                if rustyline::history::History::add(editor.history_mut(), &text).is_err() {
                    // The history is for this session alone, then.
                    editor.history_mut().forget_file();
                }
                Event::Typed(text)
            }
            Err(ReadlineError::Interrupted) => Event::Cleared,
            Err(ReadlineError::Eof) => Event::Ended,
            Err(error) => Event::Broken(error.to_string()),
        };
        line.tell(Told::Event(event));
    }
}

fn editor(setup: &Setup, line: &Line, screen: &Arc<Screen>, outside: &Arc<Mode>) -> rustyline::Result<Editor> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .completion_prompt_limit(MANY)
        .edit_mode(if setup.vi { EditMode::Vi } else { EditMode::Emacs })
        .indent_size(4)
        .bell_style(rustyline::config::BellStyle::None)
        .build();
    let mut editor = Editor::with_history(config, Past::of(setup.history.as_deref()))?;
    // The assistant hears of everything that is drawn; whether it paints is its own matter.
    editor.set_color_mode(rustyline::ColorMode::Forced);
    let (typing, listing) = (Arc::<Typing>::default(), Arc::<Listing>::default());
    let assistant = Assistant::new(setup.colors, line.clone(), screen.clone(), typing.clone(), listing.clone());
    editor.set_helper(Some(assistant));
    keys::bind(&mut editor, &typing, &listing, outside);
    screen.nudge_with(editor.create_external_printer()?);
    Ok(editor)
}
