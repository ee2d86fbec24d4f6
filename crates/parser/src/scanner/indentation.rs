//! How far a line is indented, and which blocks that opens and closes.

use taipan_ast::limits;
use taipan_source::diagnostic::Kind;
use taipan_source::span::Span;

use crate::refusal::{End, Refusal};
use crate::token::{Lexeme, Token};

/// The blank space in front of a line.
#[derive(Clone, Copy, Default)]
pub(super) struct Margin {
    /// In bytes.
    pub(super) length: usize,
    /// In columns, with a tab stop every eight.
    column: u32,
    /// In columns, with a tab as wide as a space. Two lines compare the same way in both, or the tabs are inconsistent.
    narrow: u32,
}

/// The blocks that are open.
#[derive(Default)]
pub(super) struct Indentation {
    levels: Vec<Margin>,
}

/// Measure the margin of the line that begins at `from`; nothing for a line without code.
pub(super) fn measure(source: &str, from: usize) -> Result<Option<Margin>, Refusal> {
    let rest = source.as_bytes().get(from..).unwrap_or_default();
    let mut margin = Margin::default();
    // A backslash continues the margin on the next line, but the first line's column counts.
    let mut fixed: Option<Margin> = None;
    loop {
        match rest.get(margin.length) {
            Some(b' ') => {
                margin.column += 1;
                margin.narrow += 1;
            }
            Some(b'\t') => {
                margin.column = (margin.column / 8 + 1) * 8;
                margin.narrow += 1;
            }
            Some(b'\x0c') => {
                margin.column = 0;
                margin.narrow = 0;
            }
            Some(b'\\') if rest.get(margin.length + 1) == Some(&b'\n') && margin.length + 2 < rest.len() => {
                fixed = fixed.or(Some(margin));
                margin.length += 1;
            }
            Some(b'\n' | b'#') | None => return Ok(None),
            Some(_) => {
                let first = fixed.filter(|first| first.column > 0).unwrap_or(margin);
                return Ok(Some(Margin { length: margin.length, ..first }));
            }
        }
        margin.length += 1;
    }
}

impl Indentation {
    /// How many blocks are open.
    pub(super) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Add the `Indent` or the `Dedent`s in front of a line.
    pub(super) fn line(
        &mut self,
        margin: Margin,
        from: usize,
        at: usize,
        source: &str,
        lexemes: &mut Vec<Lexeme>,
    ) -> Result<(), Refusal> {
        let current = self.levels.last().copied().unwrap_or_default();
        let mut push = |token| lexemes.push(Lexeme { token, span: Span::new(from as u32, at as u32) });
        if margin.column == current.column {
            return if margin.narrow == current.narrow { Ok(()) } else { Err(inconsistent(from)) };
        }
        if margin.column > current.column {
            if self.levels.len() + 1 >= limits::INDENTS {
                let refusal = Refusal::point(from, "too many levels of indentation");
                return Err(refusal.of(Kind::IndentationError).ending(End::Zero));
            }
            if margin.narrow <= current.narrow {
                return Err(inconsistent(from));
            }
            self.levels.push(margin);
            push(Token::Indent);
            return Ok(());
        }
        let open = self.levels.iter().take_while(|level| level.column <= margin.column).count();
        let now = open.checked_sub(1).and_then(|at| self.levels.get(at)).copied().unwrap_or_default();
        if now.column != margin.column {
            let end = source.get(from..).and_then(|line| line.find('\n')).map_or(source.len(), |length| from + length);
            let refusal = Refusal::point(end, "unindent does not match any outer indentation level");
            return Err(refusal.of(Kind::IndentationError).ending(End::Unknown));
        }
        if now.narrow != margin.narrow {
            return Err(inconsistent(from));
        }
        while self.levels.len() > open {
            self.levels.pop();
            push(Token::Dedent);
        }
        Ok(())
    }

    /// Close every block at the end of the source; tells how many there were.
    pub(super) fn close_all(&mut self) -> usize {
        std::mem::take(&mut self.levels).len()
    }
}

fn inconsistent(from: usize) -> Refusal {
    Refusal::point(from, "inconsistent use of tabs and spaces in indentation").of(Kind::TabError).ending(End::Zero)
}
