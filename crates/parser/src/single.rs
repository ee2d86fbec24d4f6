//! The one statement that a prompt takes, and what is said about more.

use crate::refusal::{End, Refusal};
use crate::scanner::Scan;
use crate::token::{Lexeme, Token};

/// What stands behind the first statement.
pub(crate) struct Surplus {
    /// How many tokens come before it.
    pub(crate) start: usize,
    /// The error to report, provided that the first statement is right.
    pub(crate) refusal: Refusal,
}

/// Look for something behind the first statement.
pub(crate) fn surplus(scan: &Scan) -> Option<Surplus> {
    let end = scan.lexemes.len();
    let halted_behind = scan.halt.is_some() && scan.lexemes.last().is_some_and(|last| last.token == Token::Newline);
    let start = second_statement(&scan.lexemes).or(halted_behind.then_some(end))?;
    if scan.lexemes.get(1).is_some_and(|first| begins_compound(first.token)) {
        let next = scan.lexemes.get(start)?;
        return Some(Surplus { start, refusal: Refusal::at(next.span, "invalid syntax") });
    }
    let line_end = scan.lexemes.get(start - 1)?;
    let message = "multiple statements found while compiling a single statement";
    Some(Surplus { start, refusal: Refusal::at(line_end.span, message).ending(End::NextColumn) })
}

/// Where the second top-level statement begins.
fn second_statement(lexemes: &[Lexeme]) -> Option<usize> {
    let mut depth = 0usize;
    let mut line_starts = true;
    let mut goes_on = true;
    for (at, lexeme) in lexemes.iter().enumerate().skip(1) {
        match lexeme.token {
            Token::Indent if !line_starts || depth > 0 || at == 1 => depth += 1,
            // The block of the statement.
            Token::Indent if lexemes.get(at.checked_sub(2)?).is_some_and(|before| before.token == Token::Colon) => {
                depth += 1;
            }
            Token::Dedent => depth = depth.saturating_sub(1),
            Token::End => return None,
            token if line_starts && depth == 0 => {
                let part = matches!(token, Token::Elif | Token::Else | Token::Except | Token::Finally);
                if !goes_on && !part {
                    return Some(at);
                }
                goes_on = token == Token::At;
            }
            _ => {}
        }
        line_starts = matches!(lexeme.token, Token::Newline | Token::Dedent);
    }
    None
}

fn begins_compound(token: Token) -> bool {
    matches!(
        token,
        Token::If
            | Token::While
            | Token::For
            | Token::Try
            | Token::With
            | Token::Def
            | Token::Class
            | Token::Async
            | Token::At
            | Token::Match
    )
}
