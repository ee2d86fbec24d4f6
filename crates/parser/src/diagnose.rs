//! Which error a source has that the grammar refused.

use lalrpop_util::ParseError;
use taipan_source::span::Span;

use crate::refusal::{End, Refusal};
use crate::token::{Lexeme, Token};

/// The error to report, given where the grammar stopped.
pub(crate) fn diagnose(
    source: &str,
    lexemes: &[Lexeme],
    unclosed: Option<Span>,
    error: ParseError<u32, Token, Refusal>,
) -> Refusal {
    let never_closed = |span: Span| {
        let bracket = span.text(source);
        Refusal::at(span, format!("'{bracket}' was never closed")).ending(End::Zero)
    };
    match error {
        ParseError::User { error } => error,
        ParseError::UnrecognizedToken { token: (start, _, end), .. } | ParseError::ExtraToken { token: (start, _, end) } => {
            let _ = lexemes;
            Refusal::at(Span::new(start, end), "invalid syntax")
        }
        ParseError::UnrecognizedEof { location, .. } | ParseError::InvalidToken { location } => match unclosed {
            Some(span) => never_closed(span),
            None => Refusal::at(Span::new(location, location), "invalid syntax"),
        },
    }
}
