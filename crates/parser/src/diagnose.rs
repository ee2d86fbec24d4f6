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
use crate::scanner::Scan;
use crate::token::{Lexeme, Token};
use reader::Reader;

/// The reader recurses deeply on nested brackets, more than a small thread's stack can hold. Where the system has no
/// addresses for the first, brackets can hardly be nested so deeply that the second is too small.
const STACKS: [usize; 2] = [256 << 20, 48 << 20];

/// The error to report, given where the grammar stopped.
pub(crate) fn diagnose(source: &str, scan: &Scan, error: ParseError<u32, Token, Refusal>) -> Refusal {
    let (offset, fallback) = match error {
        ParseError::User { error } if error.settled || error.end == End::Nowhere => return error,
        ParseError::User { error } => (error.span.start, Some(error)),
        ParseError::UnrecognizedToken { token: (start, ..), .. } | ParseError::ExtraToken { token: (start, ..) } => {
            (start, None)
        }
        ParseError::UnrecognizedEof { location, .. } | ParseError::InvalidToken { location } => (location, None),
    };
    let lexemes = scan.lexemes.get(statement_around(&scan.lexemes, offset)..).unwrap_or_default();
    let expression = scan.lexemes.first().is_some_and(|lexeme| lexeme.token == Token::StartExpression);
    let read = || read(source, lexemes, scan, expression);
    let found = std::thread::scope(|scope| {
        let begun = |stack| std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, read).ok();
        STACKS.into_iter().find_map(begun).and_then(|thread| thread.join().ok()).flatten()
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
            if lexeme.span.start >= offset {
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

fn read(source: &str, statement: &[Lexeme], scan: &Scan, expression: bool) -> Option<Refusal> {
    let whole = if expression { Reader::evaluated } else { Reader::file };
    // What a reader meets behind the last token.
    let end = match (&scan.halt, scan.unclosed) {
        (Some(halt), _) => Some(halt.refusal.clone()),
        (None, Some(open)) => Some(never_closed(source, open)),
        (None, None) => None,
    };
    let mut plain = match Reader::new(source, statement, end.clone(), false) {
        Ok(plain) => plain,
        Err(stop) => return Some(*stop),
    };
    match whole(&mut plain) {
        Ok(Some(())) => return None,
        Err(stop) if stop.is_of_work() => return Some(*stop),
        _ => {}
    }
    let incomplete = match &end {
        Some(end) => plain.has_met_the_end() && (end.incomplete || scan.halt.is_none()),
        None => {
            let last = plain.last();
            matches!(last.token, Token::End | Token::Dedent) && last.span.end as usize >= source.len()
        }
    };
    let mut refusal = strictly(source, statement, scan, expression, &plain, end)?;
    refusal.incomplete = incomplete;
    Some(refusal)
}

/// Read once more, with the rules for mistakes.
fn strictly(
    source: &str,
    statement: &[Lexeme],
    scan: &Scan,
    expression: bool,
    plain: &Reader<'_>,
    end: Option<Refusal>,
) -> Option<Refusal> {
    let whole = if expression { Reader::evaluated } else { Reader::file };
    let mut strict = match Reader::new(source, statement, end.clone(), true) {
        Ok(strict) => strict,
        Err(stop) => return Some(*stop),
    };
    strict.expect_as_far_as(plain);
    let found = whole(&mut strict).err();
    if let Some(stop) = found.as_ref().filter(|stop| stop.is_of_work()) {
        return Some((**stop).clone());
    }
    if strict.has_met_the_end() {
        return found.map(|stop| *stop).or(end);
    }
    let refusal = match found {
        Some(stop) => *stop,
        None => match generic(plain) {
            refusal if refusal.kind == Kind::IndentationError => return Some(refusal),
            refusal => refusal,
        },
    };
    // The rest of the source may hold something worse; but inside an f-string, what was found first is reported.
    if scan.in_string {
        return Some(refusal);
    }
    match (&scan.halt, scan.unclosed) {
        (Some(halt), _) if halt.of_word => Some(halt.refusal.clone()),
        (_, Some(open)) if strict.last_is_below(open) => Some(never_closed(source, open)),
        _ => Some(refusal),
    }
}

/// The error when no rule knows better: at the last token that was looked at.
fn generic(plain: &Reader<'_>) -> Refusal {
    let last = plain.last();
    match last.token {
        Token::Indent => plain.at_token(last, "unexpected indent").of(Kind::IndentationError),
        Token::Dedent => plain.at_token(last, "unexpected unindent").of(Kind::IndentationError),
        Token::End => plain.at_token(last, "invalid syntax").ending(End::Line),
        _ => plain.at_token(last, "invalid syntax"),
    }
}

/// The error about a bracket that is open at the end of the source.
fn never_closed(source: &str, open: Span) -> Refusal {
    Refusal::at(open, format!("'{}' was never closed", open.text(source))).ending(End::Zero)
}
