//! Which error a source has that the grammar refused.
//!
//! The grammar knows only the token it could not take. So the statement is read a second time, by hand and with
//! backtracking, in the order in which CPython's parser tries things: first plainly, which tells how far that parser
//! would have looked, then with rules for the mistakes people make. This runs for refused sources only.

mod blocks;
mod calls;
mod cases;
mod displays;
mod expressions;
mod fields;
mod parameters;
mod reader;
mod statements;
mod targets;

use lalrpop_util::ParseError;
use taipan_source::diagnostic::Kind;
use taipan_source::span::Span;

use crate::refusal::{End, Refusal};
use crate::token::{Lexeme, Token};
use reader::{Reader, Stop};

/// The reader recurses deeply on nested brackets, more than a small thread's stack can hold.
const STACK: usize = 256 << 20;

/// The error to report, given where the grammar stopped.
pub(crate) fn diagnose(
    source: &str,
    lexemes: &[Lexeme],
    unclosed: Option<Span>,
    error: ParseError<u32, Token, Refusal>,
) -> Refusal {
    let (offset, fallback) = match error {
        ParseError::User { error } if error.settled => return error,
        ParseError::User { error } => (error.span.start, Some(error)),
        ParseError::UnrecognizedToken { token: (start, ..), .. } | ParseError::ExtraToken { token: (start, ..) } => {
            (start, None)
        }
        ParseError::UnrecognizedEof { location, .. } | ParseError::InvalidToken { location } => (location, None),
    };
    let first = statement_around(lexemes, offset);
    let statement = lexemes.get(first..).unwrap_or_default();
    let expression = lexemes.first().is_some_and(|lexeme| lexeme.token == Token::StartExpression);
    let read = || read(source, statement, unclosed, expression);
    let found = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        thread.ok().and_then(|thread| thread.join().ok()).flatten()
    });
    found.or(fallback).unwrap_or_else(|| Refusal::at(Span::new(offset, offset), "invalid syntax"))
}

/// Where the top-level statement begins that holds an offset: its index among the tokens.
fn statement_around(lexemes: &[Lexeme], offset: u32) -> usize {
    let mut depth = 0usize;
    let mut start = 1;
    let mut line_starts = true;
    let mut decorated = false;
    for (at, lexeme) in lexemes.iter().enumerate().skip(1) {
        if line_starts && depth == 0 && lexeme.token != Token::Dedent {
            if lexeme.span.start > offset {
                break;
            }
            let goes_on = matches!(lexeme.token, Token::Elif | Token::Else | Token::Except | Token::Finally);
            if !goes_on && !decorated && lexeme.token != Token::Indent {
                start = at;
            }
            decorated = lexeme.token == Token::At;
        }
        match lexeme.token {
            Token::Indent => depth += 1,
            Token::Dedent => depth = depth.saturating_sub(1),
            _ => {}
        }
        line_starts = matches!(lexeme.token, Token::Newline | Token::Dedent);
    }
    start
}

fn read(source: &str, statement: &[Lexeme], unclosed: Option<Span>, expression: bool) -> Option<Refusal> {
    let whole = if expression { Reader::evaluated } else { Reader::file };
    let mut plain = Reader::new(source, statement, unclosed, false);
    let closed = match whole(&mut plain) {
        Ok(Some(_)) => return None,
        Ok(None) => None,
        Err(stop) => Some(stop),
    };
    let mut strict = Reader::new(source, statement, unclosed, true);
    strict.expect_as_far_as(&plain);
    let stop: Option<Stop> = match whole(&mut strict) {
        Err(stop) => Some(stop),
        Ok(_) => closed,
    };
    let reached_end = strict.at_unclosed_end();
    let refusal = stop.map_or_else(|| generic(&plain), |stop| *stop);
    match unclosed {
        // An error below the line of a bracket that nobody closes is probably about the bracket.
        Some(open) if !reached_end && plain.last_is_below(open) => Some(never_closed(source, open)),
        _ => Some(refusal),
    }
}

/// The error when no rule knows better: at the last token that was looked at.
fn generic(plain: &Reader<'_>) -> Refusal {
    let last = plain.last();
    match last.token {
        Token::Indent => Refusal::point(last.span.end.saturating_sub(1) as usize, "unexpected indent")
            .of(Kind::IndentationError)
            .ending(End::Unknown),
        Token::Dedent => Refusal::point(last.span.end.saturating_sub(1) as usize, "unexpected unindent")
            .of(Kind::IndentationError)
            .ending(End::Unknown),
        _ => plain.at_token(last, "invalid syntax"),
    }
}

/// The error about a bracket that is open at the end of the source.
fn never_closed(source: &str, open: Span) -> Refusal {
    Refusal::at(open, format!("'{}' was never closed", open.text(source))).ending(End::Zero)
}
