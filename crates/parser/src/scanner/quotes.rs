//! Where a string literal ends.

use super::Scanner;
use crate::refusal::Refusal;
use crate::token::Token;

impl Scanner<'_> {
    /// Read the rest of a string whose opening, prefix and quotes, has been read.
    pub(super) fn string(&mut self, start: usize, opened: usize) -> Result<(), Refusal> {
        let bytes = self.source.as_bytes();
        let quote = bytes.get(opened - 1).copied().unwrap_or(b'"');
        let width = self.source.get(start..opened).map_or(1, |text| text.bytes().filter(|&byte| byte == quote).count());
        let mut at = opened;
        loop {
            match bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(&byte) if byte == quote => {
                    if width == 1 || (bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote)) {
                        at += width;
                        break;
                    }
                    at += 1;
                }
                Some(b'\n') if width == 1 => return Err(self.unterminated(start, opened, at, false)),
                Some(_) => at += 1,
                None => return Err(self.unterminated(start, opened, bytes.len(), width == 3)),
            }
        }
        // A backslash may stand in front of a character of several bytes, but the end is a quote.
        self.lexer.bump(at - opened);
        self.push(Token::String, start, at);
        Ok(())
    }

    fn unterminated(&self, start: usize, opened: usize, end: usize, triple: bool) -> Refusal {
        let quotes = self.source.get(opened - if triple { 3 } else { 1 }..opened).unwrap_or("");
        if self.strings.last().is_some_and(|string| string.quotes(self.source) == quotes) {
            return Refusal::point(start, "f-string: expecting '}'");
        }
        let line = detected_at(self.source, end);
        let escaped = format!("\\{quotes}");
        let message = if triple {
            format!("unterminated triple-quoted string literal (detected at line {line})")
        } else if self.source.get(opened..end).is_some_and(|body| body.contains(&escaped)) {
            format!("unterminated string literal (detected at line {line}); perhaps you escaped the end quote?")
        } else {
            format!("unterminated string literal (detected at line {line})")
        };
        let refusal = Refusal::point(start, message);
        if triple { refusal.unfinished() } else { refusal }
    }
}

/// The line on which the end of a string was missed; the end of the source belongs to its last line.
pub(super) fn detected_at(source: &str, end: usize) -> usize {
    let end =
        if end >= source.len() { source.trim_end_matches('\n').len().max(source.len().saturating_sub(1)) } else { end };
    1 + source.as_bytes().iter().take(end).filter(|&&byte| byte == b'\n').count()
}
