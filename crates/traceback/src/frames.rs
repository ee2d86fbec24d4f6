//! The entries of a traceback.

use std::sync::Arc;

use taipan_bytecode::positions::Position;
use taipan_core::machine::vm::Vm;
use taipan_core::value::exception::Traceback;
use taipan_heap::value::Value;

use crate::markers::{marked_lines, without_arguments};
use crate::source_lines::SourceLines;
use crate::style::Style;

/// A repeated entry is written this often.
const REPEATS: usize = 3;

/// An entry of a traceback, ready to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `co_filename`.
    pub filename: Arc<str>,
    /// `co_name`.
    pub name: String,
    /// The line.
    pub line: u32,
    /// The failing part, if the code knows it.
    pub position: Option<Position>,
    /// True if of a call only the callee failed.
    pub at_callee: bool,
}

impl Entry {
    /// An entry of one's own; the extent is the failing part's last line, its column and its end column.
    #[must_use]
    pub fn new(filename: Arc<str>, name: String, line: u32, extent: Option<[u32; 3]>) -> Entry {
        let position = extent.map(|[end_line, column, end_column]| Position { line, end_line, column, end_column });
        Entry { filename, name, line, position, at_callee: false }
    }

    fn of(traceback: &Traceback) -> Entry {
        let code = &traceback.code.code;
        let line = traceback.line();
        let position = code.positions.at(traceback.instruction as usize);
        let known = position.line != 0;
        Entry {
            filename: code.filename.clone(),
            name: code.name.to_string(),
            line: if known { position.line } else { line },
            position: known.then_some(position),
            at_callee: traceback.at_callee,
        }
    }

    fn repeats(&self, other: &Entry) -> bool {
        self.filename == other.filename && self.line == other.line && self.name == other.name
    }
}

/// Which entries of a traceback are wanted: the first ones, or, where the number is negative, the last ones.
pub type Limit = Option<i64>;

/// The entries of a traceback, outermost first.
#[must_use]
pub fn entries(traceback: &Value, limit: Limit) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut cursor = traceback.clone();
    while let Some(entry) = cursor.payload::<Traceback>() {
        entries.push(Entry::of(entry));
        let next = entry.next.get();
        cursor = next;
    }
    match limit {
        Some(limit @ 0..) => entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX)),
        Some(limit) => {
            let kept = usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX);
            entries.drain(..entries.len().saturating_sub(kept));
        }
        None => {}
    }
    entries
}

/// The text of each entry, with repetitions counted instead of written.
#[must_use]
pub fn format(vm: &Vm, entries: &[Entry], style: Style) -> Vec<String> {
    let mut sources = SourceLines::default();
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(entry) = entries.get(at) {
        let same = entries.get(at..).unwrap_or_default().iter().take_while(|other| other.repeats(entry)).count();
        for shown in entries.iter().skip(at).take(same.min(REPEATS)) {
            texts.push(format_entry(vm, &mut sources, shown, style));
        }
        if same > REPEATS {
            let more = same - REPEATS;
            let plural = if more > 1 { "s" } else { "" };
            texts.push(format!("  [Previous line repeated {more} more time{plural}]\n"));
        }
        at += same;
    }
    texts
}

fn format_entry(vm: &Vm, sources: &mut SourceLines, entry: &Entry, style: Style) -> String {
    let last = entry.position.map_or(entry.line, |position| position.end_line);
    let lines = sources.get(vm, &entry.filename, entry.line, last);
    let mut text = header(entry, style);
    if vm.world.settings.marks {
        text.push_str(&source(lines, entry, style));
    } else {
        let plain = Entry { position: None, ..entry.clone() };
        text.push_str(&source(lines, &plain, style));
    }
    text
}

/// The text of one entry whose source lines are known.
#[must_use]
pub fn format_with_lines(entry: &Entry, lines: Vec<String>, style: Style) -> String {
    let mut text = header(entry, style);
    text.push_str(&source(lines, entry, style));
    text
}

fn header(entry: &Entry, style: Style) -> String {
    let filename = if entry.filename.starts_with("<stdin>-") { "<stdin>" } else { &entry.filename };
    let file = style.name(&format!("\"{filename}\""));
    let (line, name) = (style.name(&entry.line.to_string()), style.name(&entry.name));
    format!("  File {file}, line {line}, in {name}\n")
}

fn source(mut lines: Vec<String>, entry: &Entry, style: Style) -> String {
    let mut position = entry.position;
    if entry.at_callee {
        position = position.map(|position| without_arguments(&lines, position));
        let kept = position.map_or(1, |position| position.end_line.saturating_sub(position.line) as usize + 1);
        lines.truncate(kept);
    }
    marked_lines(&lines, position, style)
}

/// The part that an entry marks.
#[must_use]
pub fn position(vm: &Vm, entry: &Entry) -> Option<Position> {
    let position = entry.position?;
    if !entry.at_callee {
        return Some(position);
    }
    let lines = SourceLines::default().get(vm, &entry.filename, position.line, position.end_line);
    Some(without_arguments(&lines, position))
}

/// A line of the text that a code object was made of, if no file holds that text.
#[must_use]
pub fn kept_line(vm: &Vm, filename: &Arc<str>, line: u32) -> Option<String> {
    SourceLines::default().get_kept(vm, filename, line)
}

/// The lines of a file, or of a registered source, as tracebacks show them: for `linecache`.
#[must_use]
pub fn source_lines(vm: &Vm, filename: &Arc<str>) -> Vec<String> {
    SourceLines::default().all(vm, filename)
}
