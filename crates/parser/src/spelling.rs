//! The words of a text and what they are, for those who colour it or look for its brackets. Any text will do, finished or
//! not.

use taipan_source::meter::Free;
use taipan_source::span::Span;

use crate::scanner;
use crate::token::Token;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A keyword, soft ones where they are keywords.
    Keyword,
    /// `True`, `False` and `None`.
    Constant,
    /// A name.
    Name,
    /// The name that `def` or `class` gives.
    Defined,
    /// A name behind a dot.
    Attribute,
    /// A number.
    Number,
    /// A string, or the literal part of one with fields.
    Text,
    /// A string whose end is missing: it goes on to the end of the text.
    OpenText,
    /// From `#` to the end of the line.
    Comment,
    /// `(`, `[` or `{`.
    Opening,
    /// `)`, `]` or `}`.
    Closing,
    /// The end of a statement: a line end that counts, or `;`.
    End,
    /// What is left: operators and delimiters.
    Sign,
}

/// A word and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The place.
    pub span: Span,
    /// What it is.
    pub class: Class,
}

/// The words of a text, in order. What the scanner cannot read has none.
#[must_use]
pub fn words(source: &str) -> Vec<Word> {
    let Ok(scan) = scanner::scan(source, Token::StartModule, &mut Free) else { return Vec::new() };
    let mut found = Vec::with_capacity(scan.lexemes.len());
    let (mut covered, mut previous) = (0, Token::Newline);
    for lexeme in &scan.lexemes {
        // A line end may begin with a comment, and nothing else has one inside.
        let is_end = lexeme.token == Token::Newline;
        // The end of the text is taken for the end of its last line.
        if is_end && lexeme.span.end as usize == source.len() && !source.ends_with('\n') {
            continue;
        }
        let span = if is_end { Span::new(lexeme.span.end, lexeme.span.end) } else { lexeme.span };
        comments(source, covered, span.start as usize, &mut found);
        covered = covered.max(span.start as usize);
        let class = class(lexeme.token, previous);
        previous = lexeme.token;
        if let Some(class) = class {
            found.push(Word { span, class });
            covered = span.end as usize;
        }
    }
    comments(source, covered, source.len(), &mut found);
    if let Some(start) = open_text(source, covered, &found) {
        found.retain(|word| (word.span.start as usize) < start);
        found.push(Word { span: Span::new(start as u32, source.len() as u32), class: Class::OpenText });
    } else if scan.in_string {
        found.push(Word { span: Span::new(covered as u32, source.len() as u32), class: Class::OpenText });
    }
    found
}

fn class(token: Token, previous: Token) -> Option<Class> {
    Some(match token {
        Token::Newline | Token::Semicolon => Class::End,
        Token::Indent | Token::Dedent | Token::StartModule | Token::StartExpression | Token::End => return None,
        Token::Name if matches!(previous, Token::Def | Token::Class) => Class::Defined,
        Token::Name if previous == Token::Dot => Class::Attribute,
        Token::Name => Class::Name,
        Token::Integer | Token::Float | Token::Imaginary => Class::Number,
        Token::String | Token::FStringStart | Token::FStringMiddle | Token::FStringEnd => Class::Text,
        Token::True | Token::False | Token::None => Class::Constant,
        Token::LeftParen | Token::WithParen | Token::LeftSquare | Token::LeftBrace | Token::FieldStart => {
            Class::Opening
        }
        Token::RightParen | Token::RightSquare | Token::RightBrace => Class::Closing,
        token if token.is_keyword() => Class::Keyword,
        _ => Class::Sign,
    })
}

/// The comments between two words.
fn comments(source: &str, from: usize, to: usize, found: &mut Vec<Word>) {
    let mut at = from;
    while let Some(start) = source.get(at..to).and_then(|gap| gap.find('#')).map(|place| at + place) {
        // What the scanner has stopped at is no comment if quotes come first.
        if source.get(at..start).is_some_and(|gap| gap.contains(['"', '\''])) {
            return;
        }
        let length = source.get(start..).map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
        found.push(Word { span: Span::new(start as u32, (start + length) as u32), class: Class::Comment });
        at = start + length;
    }
}

/// Where the string begins that the scanner has found no end of.
fn open_text(source: &str, covered: usize, found: &[Word]) -> Option<usize> {
    let rest = source.get(covered..)?;
    let quote = covered + rest.find(['"', '\''])?;
    let in_comment = |word: &&Word| word.class == Class::Comment && (word.span.start as usize) < quote;
    if found.iter().rev().take_while(|word| word.span.end as usize > covered).any(|word| in_comment(&word)) {
        return None;
    }
    let prefix = source.get(covered..quote)?.chars().rev().take_while(char::is_ascii_alphabetic).count();
    Some(quote - prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<(&str, Class)> {
        words(source).iter().map(|word| (word.span.text(source), word.class)).collect()
    }

    #[test]
    fn words_have_classes() {
        assert_eq!(
            shown("def f(x): # why\n  return x.y"),
            [
                ("def", Class::Keyword),
                ("f", Class::Defined),
                ("(", Class::Opening),
                ("x", Class::Name),
                (")", Class::Closing),
                (":", Class::Sign),
                ("# why", Class::Comment),
                ("", Class::End),
                ("return", Class::Keyword),
                ("x", Class::Name),
                (".", Class::Sign),
                ("y", Class::Attribute),
            ]
        );
    }

    #[test]
    fn an_open_string_goes_on_to_the_end() {
        assert_eq!(shown("x = rb'a # b").last(), Some(&("rb'a # b", Class::OpenText)));
        assert_eq!(shown("x = '''a\n\nb").last(), Some(&("'''a\n\nb", Class::OpenText)));
        assert_eq!(shown("d['a"), [("d", Class::Name), ("[", Class::Opening), ("'a", Class::OpenText)]);
    }
}
