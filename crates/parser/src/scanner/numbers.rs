//! What may stand right behind a number, and what is wrong with one that is none.

use taipan_source::diagnostic::Warning;
use taipan_source::span::Span;

use super::Scanner;
use crate::refusal::Refusal;
use crate::token::Token;

impl Scanner<'_> {
    /// Check the number that logos found at `start`.
    pub(super) fn number(&mut self, token: Token, start: usize) -> Result<(), Refusal> {
        let end = self.position();
        let bytes = self.source.as_bytes();
        if bytes.get(end).is_some_and(|&next| next.is_ascii_alphanumeric() || next == b'_') {
            let kind = kind(token, bytes, start);
            if !keyword_follows(self.lexer.remainder()) {
                return Err(malformed(bytes, start, end, kind));
            }
            let span = Span::new(start as u32, end as u32);
            self.warnings.push(Warning { message: format!("invalid {kind} literal"), span });
        }
        let text = bytes.get(start..end).unwrap_or_default();
        if token == Token::Integer
            && text.len() > 1
            && text.first() == Some(&b'0')
            && text.get(1).is_some_and(|second| second.is_ascii_digit() || *second == b'_')
            && text.iter().any(|byte| (b'1'..=b'9').contains(byte))
        {
            let zeros = text.iter().take_while(|&&byte| byte == b'0' || byte == b'_').count();
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err(Refusal::at(Span::new(start as u32, (start + zeros) as u32), message));
        }
        Ok(())
    }
}

fn kind(token: Token, bytes: &[u8], start: usize) -> &'static str {
    match (token, bytes.get(start), bytes.get(start + 1)) {
        (Token::Imaginary, ..) => "imaginary",
        (Token::Integer, Some(b'0'), Some(b'x' | b'X')) => "hexadecimal",
        (Token::Integer, Some(b'0'), Some(b'o' | b'O')) => "octal",
        (Token::Integer, Some(b'0'), Some(b'b' | b'B')) => "binary",
        _ => "decimal",
    }
}

/// A number may run into these words, as in `1if x else 2`; that is deprecated.
fn keyword_follows(rest: &str) -> bool {
    ["and", "else", "for", "if", "in", "is", "or", "not"].iter().any(|word| rest.starts_with(word))
}

/// The error about a number that ends at `end` in front of something that does not belong there.
fn malformed(bytes: &[u8], start: usize, end: usize, kind: &'static str) -> Refusal {
    let next = |at: usize| bytes.get(at).copied().unwrap_or(0);
    if kind == "binary" || kind == "octal" || kind == "hexadecimal" {
        // Behind the prefix, logos may have read the zero only.
        let mut at = end.max(start + 2);
        if next(at) == b'_' {
            at += 1;
        }
        if kind != "hexadecimal" && next(at).is_ascii_digit() {
            return Refusal::point(at, format!("invalid digit '{}' in {kind} literal", char::from(next(at))));
        }
        return Refusal::point(at - 1, format!("invalid {kind} literal"));
    }
    let at = match (next(end), next(end + 1)) {
        (b'_', _) if next(end - 1).is_ascii_digit() => end,
        (b'e' | b'E', b'+' | b'-') => end + 1,
        _ => end.saturating_sub(1),
    };
    Refusal::point(at, format!("invalid {kind} literal"))
}
