//! Which line and column a byte offset is.

use crate::span::Span;

/// Where every line of a text begins. Lines end at `\n`; the text is one that `decode` has normalised.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    length: u32,
}

/// A span in the terms of a message: lines from one, columns from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// First line, counted from one.
    pub line: u32,
    /// Column in the first line, counted from zero.
    pub column: u32,
    /// Last line, counted from one.
    pub end_line: u32,
    /// Column just behind the end, counted from zero.
    pub end_column: u32,
}

impl LineIndex {
    /// Find the lines of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1));
        Self { starts, length: text.len() as u32 }
    }

    /// The line of an offset, counted from one.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// How many lines the text has; a text that ends in a line end has an empty last line.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Offset of the first byte of a line counted from one; the length of the text behind the last line.
    #[must_use]
    pub fn start(&self, line: u32) -> u32 {
        self.starts.get(line.saturating_sub(1) as usize).copied().unwrap_or(self.length)
    }

    /// The column of an offset in bytes, counted from zero.
    #[must_use]
    pub fn byte_column(&self, offset: u32) -> u32 {
        offset.saturating_sub(self.start(self.line(offset)))
    }

    /// The column of an offset in characters, counted from zero.
    #[must_use]
    pub fn char_column(&self, text: &str, offset: u32) -> u32 {
        let start = self.start(self.line(offset)) as usize;
        let line = text.as_bytes().get(start..offset as usize).unwrap_or_default();
        line.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
    }

    /// A line, counted from one, without its line end.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str, line: u32) -> &'a str {
        let span = Span::new(self.start(line), self.start(line + 1));
        span.text(text).trim_end_matches('\n')
    }

    /// Line and column, in characters, of both ends of a span.
    #[must_use]
    pub fn locate(&self, text: &str, span: Span) -> Location {
        Location {
            line: self.line(span.start),
            column: self.char_column(text, span.start),
            end_line: self.line(span.end),
            end_column: self.char_column(text, span.end),
        }
    }

    /// Line and column, in bytes, of both ends of a span.
    #[must_use]
    pub fn locate_bytes(&self, span: Span) -> Location {
        let (line, end_line) = (self.line(span.start), self.line(span.end));
        Location { line, column: span.start - self.start(line), end_line, end_column: span.end - self.start(end_line) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one_and_columns_in_characters() {
        let text = "a\né=1\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 3);
        assert_eq!(lines.line(0), 1);
        assert_eq!(lines.line(2), 2);
        assert_eq!(lines.byte_column(4), 2);
        assert_eq!(lines.char_column(text, 4), 1);
        assert_eq!(lines.text(text, 2), "é=1");
        assert_eq!(lines.text(text, 9), "");
    }
}
