//! Which brackets are open, and whether the one that closes fits.

use taipan_ast::limits;
use taipan_source::span::Span;

use super::fstrings::FString;
use crate::refusal::Refusal;
use crate::token::Token;

/// A bracket that is open.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    /// `LeftParen`, `LeftSquare`, `LeftBrace`, or `FieldStart` for the `{` of an f-string.
    pub(super) token: Token,
    at: usize,
    /// Where its token stands in the list of tokens.
    pub(super) index: usize,
    /// Whether the format specification of the field has begun.
    in_spec: bool,
}

/// The brackets that are open, outermost first.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<Bracket>,
}

impl Brackets {
    pub(super) fn any(&self) -> bool {
        !self.open.is_empty()
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Where the innermost open bracket stands.
    pub(super) fn innermost(&self) -> Option<Span> {
        self.open.last().map(|bracket| Span::new(bracket.at as u32, bracket.at as u32 + 1))
    }

    pub(super) fn open(&mut self, token: Token, at: usize, index: usize) -> Result<(), Refusal> {
        if self.open.len() >= limits::BRACKETS {
            return Err(Refusal::point(at, "too many nested parentheses"));
        }
        self.open.push(Bracket { token, at, index, in_spec: false });
        Ok(())
    }

    /// Close the innermost bracket; gives it back.
    pub(super) fn close(
        &mut self,
        token: Token,
        at: usize,
        string: Option<&FString>,
        source: &str,
    ) -> Result<Bracket, Refusal> {
        let closing = token_text(token);
        let floor = string.map_or(0, |string| string.floor);
        if self.open.len() <= floor {
            return Err(Refusal::point(at, format!("unmatched '{closing}'")));
        }
        let Some(bracket) = self.open.pop() else {
            return Err(Refusal::point(at, format!("unmatched '{closing}'")));
        };
        let fits = matches!(
            (bracket.token, token),
            (Token::LeftParen, Token::RightParen)
                | (Token::LeftSquare, Token::RightSquare)
                | (Token::LeftBrace | Token::FieldStart, Token::RightBrace)
        );
        if !fits {
            if bracket.token == Token::FieldStart && string.is_some() {
                return Err(Refusal::point(at, format!("f-string: unmatched '{closing}'")));
            }
            let opening = token_text(bracket.token);
            let between = source.get(bracket.at..at).unwrap_or("");
            let message = format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'");
            if between.contains('\n') {
                let line = 1 + source.get(..bracket.at).unwrap_or("").matches('\n').count();
                return Err(Refusal::point(at, format!("{message} on line {line}")));
            }
            return Err(Refusal::point(at, message));
        }
        Ok(bracket)
    }

    /// Whether the innermost bracket is the field of an f-string, so that `!`, `:` and `}` belong to it.
    pub(super) fn in_field(&self) -> bool {
        self.open.last().is_some_and(|bracket| bracket.token == Token::FieldStart)
    }

    pub(super) fn in_spec(&self) -> bool {
        self.open.last().is_some_and(|bracket| bracket.in_spec)
    }

    pub(super) fn begin_spec(&mut self) {
        if let Some(bracket) = self.open.last_mut() {
            bracket.in_spec = true;
        }
    }

    pub(super) fn end_spec(&mut self) {
        if let Some(bracket) = self.open.last_mut() {
            bracket.in_spec = false;
        }
    }

    /// How many fields are open around this place in the innermost f-string.
    pub(super) fn fields(&self, floor: usize) -> usize {
        self.open.iter().skip(floor).filter(|bracket| bracket.token == Token::FieldStart).count()
    }
}

fn token_text(token: Token) -> &'static str {
    match token {
        Token::LeftParen => "(",
        Token::LeftSquare => "[",
        Token::RightParen => ")",
        Token::RightSquare => "]",
        Token::RightBrace => "}",
        _ => "{",
    }
}
