//! An error on its way out of the scanner, an action or the diagnoser: a message with a span.

use std::borrow::Cow;

use taipan_source::diagnostic::{Diagnostic, Kind};
use taipan_source::lines::LineIndex;
use taipan_source::span::Span;

/// Why the source is refused.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) kind: Kind,
    pub(crate) message: Cow<'static, str>,
    pub(crate) span: Span,
    pub(crate) end: End,
    /// Whether more text might make the source right.
    pub(crate) incomplete: bool,
    /// Whether it stands, whatever else is wrong around it.
    pub(crate) settled: bool,
}

/// What CPython reports as the end of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The end of the span.
    Span,
    /// Its start again: one character is meant.
    Start,
    /// One character behind the end of the line, which the span may include.
    NextColumn,
    /// Zero, as is the start: nothing on the line is meant.
    Line,
    /// Zero: the end is not known.
    Zero,
    /// Minus one, and the start is zero: the front of a line is meant.
    LineStart,
    /// Minus one: the end is not known to the tokenizer.
    Unknown,
    /// Nothing at all: the whole source is meant.
    Nowhere,
}

impl Refusal {
    /// A `SyntaxError` about a span.
    pub(crate) fn at(span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind: Kind::SyntaxError,
            message: message.into(),
            span,
            end: End::Span,
            incomplete: false,
            settled: false,
        }
    }

    /// A `SyntaxError` about the character at an offset, as the tokenizer reports it.
    pub(crate) fn point(offset: usize, message: impl Into<Cow<'static, str>>) -> Self {
        let offset = offset as u32;
        Self {
            kind: Kind::SyntaxError,
            message: message.into(),
            span: Span::new(offset, offset),
            end: End::Start,
            incomplete: false,
            settled: false,
        }
    }

    /// The end of the work, whatever the source is.
    pub(crate) fn of_work(kind: Kind) -> Self {
        Self::at(Span::default(), "").of(kind).ending(End::Nowhere)
    }

    /// True of what [`of_work`](Refusal::of_work) gives.
    pub(crate) fn is_of_work(&self) -> bool {
        self.end == End::Nowhere && self.message.is_empty()
    }

    /// The same with another exception class.
    pub(crate) fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The same with another kind of end.
    pub(crate) fn ending(self, end: End) -> Self {
        Self { end, ..self }
    }

    /// The same, but cured perhaps by more text.
    pub(crate) fn unfinished(self) -> Self {
        Self { incomplete: true, ..self }
    }

    /// The same, but standing whatever else is wrong.
    pub(crate) fn settle(self) -> Self {
        Self { settled: true, ..self }
    }

    /// In lines and columns.
    pub(crate) fn locate(self, text: &str, lines: &LineIndex) -> Diagnostic {
        if self.end == End::Nowhere {
            return Diagnostic::nowhere(self.kind, self.message);
        }
        let mut found = Diagnostic::new(self.kind, self.message, lines.locate(text, self.span));
        if self.end != End::Span {
            found.end_line = found.line;
        }
        match self.end {
            End::Start => found.end_offset = found.offset as i32,
            End::NextColumn => {
                let end = self.span.end as usize;
                let break_included =
                    text.get(..end).is_some_and(|before| before.ends_with('\n')) && end > self.span.start as usize;
                let end = if break_included { self.span.end - 1 } else { self.span.end };
                found.end_offset = lines.char_column(text, end) as i32 + 2;
            }
            End::Line => {
                found.offset = 0;
                found.end_offset = 0;
            }
            End::Zero => found.end_offset = 0,
            End::LineStart => {
                found.offset = 0;
                found.end_offset = -1;
            }
            End::Unknown => found.end_offset = -1,
            // Where the end is on another line, CPython measures it by the first.
            End::Span if found.end_line > found.line => {
                let first = lines.text(text, found.line).as_bytes();
                let column = lines.byte_column(self.span.end) as usize + 1;
                let inside = first.iter().take(column).filter(|&&byte| byte & 0xC0 != 0x80).count();
                found.end_offset = inside as i32 + i32::from(column > first.len());
            }
            End::Span | End::Nowhere => {}
        }
        found
    }
}
