//! The literal parts of f-strings: from the opening quotes or a `}` to the next `{` or the closing quotes.

use taipan_source::diagnostic::Warning;
use taipan_source::span::Span;

use super::Scanner;
use super::quotes::detected_at;
use crate::refusal::Refusal;
use crate::token::Token;

/// How deeply f-strings may lie inside each other, as in CPython.
const STRINGS: usize = 150;

/// How many fields of one f-string may lie inside each other, as in CPython.
const FIELDS: usize = 3;

/// An f-string that is open.
#[derive(Clone, Copy)]
pub(super) struct FString {
    start: usize,
    /// Where its closing quotes are written a first time: at its opening.
    opened: usize,
    width: usize,
    raw: bool,
    /// How many brackets were open in front of it; they cannot be closed inside.
    pub(super) floor: usize,
}

impl FString {
    /// Its quotes: one or three.
    pub(super) fn quotes<'s>(&self, source: &'s str) -> &'s str {
        source.get(self.opened - self.width..self.opened).unwrap_or("")
    }

    fn unterminated(&self, source: &str, end: usize) -> Refusal {
        let line = detected_at(source, end);
        let triple = if self.width == 3 { "triple-quoted " } else { "" };
        let message = format!("unterminated {triple}f-string literal (detected at line {line})");
        let refusal = Refusal::point(self.start, message);
        if self.width == 3 { refusal.unfinished() } else { refusal }
    }
}

impl Scanner<'_> {
    /// Whether what follows is literal text of an f-string, or of a format specification in it.
    pub(super) fn in_string_literal(&self) -> bool {
        self.strings.last().is_some_and(|string| self.brackets.depth() == string.floor || self.brackets.in_spec())
    }

    /// An f-string begins.
    pub(super) fn open_string(&mut self, start: usize, opened: usize) -> Result<(), Refusal> {
        if self.strings.len() >= STRINGS {
            return Err(Refusal::point(start, "too many nested f-strings"));
        }
        let text = self.source.get(start..opened).unwrap_or("");
        let width = text.bytes().filter(|&byte| byte == b'"' || byte == b'\'').count();
        let raw = text.contains(['r', 'R']);
        self.strings.push(FString { start, opened, width, raw, floor: self.brackets.depth() });
        self.push(Token::FStringStart, start, opened);
        Ok(())
    }

    /// The `:` of a field: its format specification begins.
    pub(super) fn field_colon(&mut self, start: usize) -> Result<(), Refusal> {
        // Logos may have taken `:=` for one token.
        self.seek(start + 1);
        self.push(Token::FieldColon, start, start + 1);
        self.brackets.begin_spec();
        Ok(())
    }

    /// Read literal text and what ends it.
    pub(super) fn string_literal(&mut self) -> Result<(), Refusal> {
        let Some(&string) = self.strings.last() else { return Ok(()) };
        let bytes = self.source.as_bytes();
        let quotes = string.quotes(self.source).as_bytes();
        let in_spec = self.brackets.in_spec();
        let from = self.position();
        let mut at = from;
        loop {
            match bytes.get(at) {
                Some(b'\\') => at = self.escape(at, string.raw),
                Some(b'{') if !in_spec && bytes.get(at + 1) == Some(&b'{') => at += 2,
                Some(b'{') => {
                    if self.brackets.fields(string.floor) >= FIELDS {
                        return Err(Refusal::point(at - 1, "f-string: expressions nested too deeply"));
                    }
                    self.middle(from, at, 1);
                    self.brackets.open(Token::FieldStart, at, self.lexemes.len())?;
                    self.depth.open(at)?;
                    self.push(Token::FieldStart, at, at + 1);
                    return Ok(());
                }
                Some(b'}') if in_spec => {
                    self.middle(from, at, 1);
                    return self.close(Token::RightBrace, at, at + 1);
                }
                Some(b'}') if bytes.get(at + 1) == Some(&b'}') => at += 2,
                Some(b'}') => return Err(Refusal::point(at, "f-string: single '}' is not allowed")),
                Some(b'\n') | None if in_spec && string.width == 1 => {
                    // The specification ends here, and ordinary tokens follow.
                    self.middle(from, at, 0);
                    self.brackets.end_spec();
                    return Ok(());
                }
                Some(b'\n') if string.width == 1 => return Err(string.unterminated(self.source, at)),
                None => return Err(string.unterminated(self.source, at)),
                Some(byte) if Some(byte) == quotes.first() && bytes.get(at..at + string.width) == Some(quotes) => {
                    self.middle(from, at, string.width);
                    self.push(Token::FStringEnd, at, at + string.width);
                    self.strings.pop();
                    return Ok(());
                }
                Some(_) => at += 1,
            }
        }
    }

    /// Add the literal text, if there is some, and go on behind what ended it.
    fn middle(&mut self, from: usize, to: usize, behind: usize) {
        if to > from {
            self.push(Token::FStringMiddle, from, to);
        }
        self.lexer.bump(to - from + behind);
    }

    /// Behind the backslash at `at` and what it protects.
    fn escape(&mut self, at: usize, raw: bool) -> usize {
        let bytes = self.source.as_bytes();
        match bytes.get(at + 1) {
            Some(brace @ (b'{' | b'}')) => {
                if !raw {
                    let message = format!("invalid escape sequence '\\{}'", char::from(*brace));
                    self.warnings.push(Warning { message, span: Span::new(at as u32, at as u32 + 2) });
                }
                at + 1
            }
            Some(b'N') if !raw && bytes.get(at + 2) == Some(&b'{') => {
                let rest = bytes.get(at + 3..).unwrap_or_default();
                let length = rest.iter().position(|byte| matches!(byte, b'}' | b'\n' | b'"' | b'\''));
                match length {
                    Some(length) if rest.get(length) == Some(&b'}') => at + 3 + length + 1,
                    _ => at + 3,
                }
            }
            Some(_) => at + 2,
            None => at + 1,
        }
    }

    fn seek(&mut self, at: usize) {
        if self.position() != at {
            self.lexer = logos::Logos::lexer(self.source);
            self.lexer.bump(at);
        }
    }
}
