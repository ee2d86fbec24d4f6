//! The one statement that a prompt takes, and what is said about more.

use crate::refusal::{End, Refusal};
use crate::scanner::Scan;
use crate::token::{Lexeme, Token};

/// Cut off everything behind the first statement. Gives the error to report if there was something, provided that the
/// first statement is right.
pub(crate) fn isolate(scan: &mut Scan) -> Option<Refusal> {
    let end = scan.lexemes.len();
    let halted_behind = scan.halt.is_some() && scan.lexemes.last().is_some_and(|last| last.token == Token::Newline);
    let second = second_statement(&scan.lexemes).or(halted_behind.then_some(end))?;
    let compound = scan.lexemes.get(1).is_some_and(|first| begins_compound(first.token));
    if compound && second == end {
        return None;
    }
    let next = scan.lexemes.get(second).copied();
    let line_end = *scan.lexemes.get(second - 1)?;
    scan.lexemes.truncate(second);
    scan.halt = None;
    scan.unclosed = None;
    if let (true, Some(next)) = (compound, next) {
        return Some(Refusal::at(next.span, "invalid syntax"));
    }
    let message = "multiple statements found while compiling a single statement";
    Some(Refusal::at(line_end.span, message).ending(End::NextColumn))
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
