//! A message about source text, and where it points.

use crate::lines::{LineIndex, Location};
use crate::span::Span;

/// Which exception a refused source raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text is not Python.
    SyntaxError,
    /// Lines are indented wrongly.
    IndentationError,
    /// Tabs and spaces contradict each other.
    TabError,
    /// The text nests deeper than the compiler follows.
    RecursionError,
    /// The text nests deeper than the parser follows, or there is no memory for its tree.
    MemoryError,
    /// Nothing is wrong with the text so far: the meter has refused to pay for more.
    Unpaid,
}

impl Kind {
    /// The name of the exception class.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SyntaxError => "SyntaxError",
            Self::IndentationError => "IndentationError",
            Self::TabError => "TabError",
            Self::RecursionError => "RecursionError",
            Self::MemoryError => "MemoryError",
            Self::Unpaid => "",
        }
    }
}

/// Why a source was refused. The four numbers are the attributes of Python's `SyntaxError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The exception class.
    pub kind: Kind,
    /// The message, as CPython words it.
    pub message: String,
    /// `lineno`: the line, counted from one.
    pub line: u32,
    /// `offset`: the column in characters, counted from one; zero when unknown.
    pub offset: u32,
    /// `end_lineno`: the last line; zero when there is no end.
    pub end_line: u32,
    /// `end_offset`: the column behind the end, counted from one; zero or less when there is no end, and
    /// [`Diagnostic::UNKNOWN`] for Python's `None`.
    pub end_offset: i32,
}

impl Diagnostic {
    /// An `end_offset` that nobody has looked for.
    pub const UNKNOWN: i32 = i32::MIN;

    /// A `SyntaxError` that points at a span.
    #[must_use]
    pub fn syntax(message: impl Into<String>, span: Span, text: &str, lines: &LineIndex) -> Self {
        Self::new(Kind::SyntaxError, message, lines.locate(text, span))
    }

    /// A message at a place given with columns from zero.
    #[must_use]
    pub fn new(kind: Kind, message: impl Into<String>, at: Location) -> Self {
        Self {
            kind,
            message: message.into(),
            line: at.line,
            offset: at.column + 1,
            end_line: at.end_line,
            end_offset: at.end_column as i32 + 1,
        }
    }

    /// A message about the whole source, without a place.
    #[must_use]
    pub fn nowhere(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), line: 0, offset: 0, end_line: 0, end_offset: 0 }
    }
}

/// A `SyntaxWarning`: the source is accepted, but looks wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The message, as CPython words it.
    pub message: String,
    /// What it is about.
    pub span: Span,
}
