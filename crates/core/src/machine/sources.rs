//! Source text that no file holds: what tracebacks of `-c`, the prompt and embedded programs show.

use std::sync::Arc;

/// Texts by the name that their code objects carry.
///
/// A text belongs to the one compilation that made the name's `Arc`: `<string>` of `exec` does not show the lines of
/// `<string>` of `-c`.
#[derive(Default)]
pub struct Sources {
    texts: Vec<(Arc<str>, Arc<str>)>,
}

impl Sources {
    /// Keeps the text of code whose `filename` this is.
    pub fn add(&mut self, filename: Arc<str>, text: Arc<str>) {
        self.texts.push((filename, text));
    }

    /// The last text under a name, for those who have no code object.
    pub fn named(&self, filename: &str) -> Option<Arc<str>> {
        self.texts.iter().rev().find(|(name, _)| **name == *filename).map(|(_, text)| text.clone())
    }

    /// The text that belongs to the `filename` of a code object.
    pub fn text(&self, filename: &Arc<str>) -> Option<Arc<str>> {
        self.texts.iter().find(|(name, _)| Arc::ptr_eq(name, filename)).map(|(_, text)| text.clone())
    }
}
