//! What one token of lookahead cannot tell the grammar: soft keywords, and the parenthesis around `with` items.

use crate::token::{Lexeme, Token};

/// Turn the names `match`, `case` and `type` into keywords where they are.
///
/// `match` is one at the start of a line that ends in `:` with an indented `case` below: nothing else that begins with a
/// name ends so. `case` is one at the start of every line right inside a `match`. `type` is one in front of a name.
pub(crate) fn statements(lexemes: &mut [Lexeme], source: &str) {
    let mut depth = 0usize;
    let mut matches: Vec<usize> = Vec::new();
    let mut begun = false;
    let mut previous = Token::Newline;
    for at in 0..lexemes.len() {
        let Some(&Lexeme { token, span }) = lexemes.get(at) else { return };
        let found = match token {
            Token::Indent => {
                depth += 1;
                if std::mem::take(&mut begun) {
                    matches.push(depth);
                }
                None
            }
            Token::Dedent => {
                if matches.last() == Some(&depth) {
                    matches.pop();
                }
                depth = depth.saturating_sub(1);
                None
            }
            Token::Name if matches!(span.end - span.start, 4 | 5) && starts_statement(previous) => {
                match span.text(source) {
                    "match" if starts_line(previous) && begins_match(lexemes, at, source) => {
                        begun = true;
                        Some(Token::Match)
                    }
                    "case" if matches.last() == Some(&depth) && starts_line(previous) => Some(Token::Case),
                    "type" if begins_alias(lexemes, at) => Some(Token::Type),
                    _ => None,
                }
            }
            _ => None,
        };
        if let (Some(keyword), Some(lexeme)) = (found, lexemes.get_mut(at)) {
            lexeme.token = keyword;
        }
        previous = token;
    }
}

fn starts_line(previous: Token) -> bool {
    matches!(previous, Token::Newline | Token::Indent | Token::Dedent | Token::StartModule)
}

fn starts_statement(previous: Token) -> bool {
    starts_line(previous) || matches!(previous, Token::Semicolon | Token::Colon)
}

fn begins_match(lexemes: &[Lexeme], at: usize, source: &str) -> bool {
    let line = lexemes.get(at..).unwrap_or_default();
    let Some(end) = line.iter().position(|lexeme| lexeme.token == Token::Newline) else { return false };
    let is = |at: usize, token: Token| line.get(at).is_some_and(|lexeme| lexeme.token == token);
    end >= 3
        && is(end - 1, Token::Colon)
        && is(end + 1, Token::Indent)
        && is(end + 2, Token::Name)
        && line.get(end + 2).is_some_and(|lexeme| lexeme.span.text(source) == "case")
}

fn begins_alias(lexemes: &[Lexeme], at: usize) -> bool {
    let token = |at: usize| lexemes.get(at).map(|lexeme| lexeme.token);
    token(at + 1) == Some(Token::Name) && matches!(token(at + 2), Some(Token::Equal | Token::LeftSquare))
}

/// Mark the parenthesis that has just been closed, if it stands around all items of a `with`.
///
/// It does when `:` follows, and when what it holds could not be one parenthesised expression only.
pub(crate) fn parenthesised_with(lexemes: &mut [Lexeme], opening: usize, rest: &str) {
    let Some(before) = opening.checked_sub(1) else { return };
    if lexemes.get(before).is_none_or(|lexeme| lexeme.token != Token::With) {
        return;
    }
    let rest = rest.trim_start_matches([' ', '\t', '\x0c', '\\', '\n']);
    if !rest.starts_with(':') || rest.starts_with(":=") {
        return;
    }
    let content = lexemes.get(opening + 1..).unwrap_or_default();
    if content.len() > 1
        && items_only(content)
        && let Some(lexeme) = lexemes.get_mut(opening)
    {
        lexeme.token = Token::WithParen;
    }
}

fn items_only(content: &[Lexeme]) -> bool {
    let mut depth = 0usize;
    let mut item_starts = true;
    for lexeme in content {
        match lexeme.token {
            Token::LeftParen | Token::LeftSquare | Token::LeftBrace | Token::FieldStart => depth += 1,
            Token::RightParen | Token::RightSquare | Token::RightBrace => depth = depth.saturating_sub(1),
            Token::For | Token::ColonEqual if depth == 0 => return false,
            Token::Yield | Token::Star if depth == 0 && item_starts => return false,
            _ => {}
        }
        item_starts = depth == 0 && lexeme.token == Token::Comma;
    }
    true
}
