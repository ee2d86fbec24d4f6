//! The tokens of a source for people who look at them, named as Python's module `tokenize` names them.

use taipan_source::diagnostic::Diagnostic;
use taipan_source::lines::LineIndex;
use taipan_source::meter::Free;

use crate::scanner;
use crate::token::Token;

/// A token and its place: lines are counted from one, columns in characters from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// NAME, NUMBER, STRING, OP and so on. Keywords are names.
    pub kind: &'static str,
    /// The text, as it stands in the source.
    pub text: String,
    /// The first line.
    pub line: u32,
    /// Where it begins in it.
    pub column: u32,
    /// The last line.
    pub end_line: u32,
    /// Where it ends in that.
    pub end_column: u32,
}

/// The tokens of a source that `taipan_source::decode` has decoded or normalised.
///
/// # Errors
/// The first thing that is no token.
pub fn words(source: &str) -> Result<Vec<Word>, Diagnostic> {
    let lines = LineIndex::new(source);
    let scan =
        scanner::scan(source, Token::StartModule, &mut Free).map_err(|refusal| refusal.locate(source, &lines))?;
    if let Some(halt) = scan.halt {
        return Err(halt.refusal.locate(source, &lines));
    }
    let shown = scan.lexemes.iter().filter(|lexeme| lexeme.token != Token::StartModule);
    let mut columns = Columns { source, lines: &lines, line: 0, offset: 0, column: 0 };
    let words = shown.map(|lexeme| {
        let text = lexeme.span.text(source);
        let ((line, column), (end_line, end_column)) = (columns.at(lexeme.span.start), columns.at(lexeme.span.end));
        Word { kind: kind(lexeme.token, text), text: text.to_owned(), line, column, end_line, end_column }
    });
    Ok(words.collect())
}

/// Lines and columns of places that come in their order: each column is counted from the one before, for lines may be long.
struct Columns<'a> {
    source: &'a str,
    lines: &'a LineIndex,
    line: u32,
    offset: u32,
    column: u32,
}

impl Columns<'_> {
    fn at(&mut self, offset: u32) -> (u32, u32) {
        let line = self.lines.line(offset);
        if line != self.line || offset < self.offset {
            (self.line, self.offset, self.column) = (line, self.lines.start(line), 0);
        }
        let between = self.source.as_bytes().get(self.offset as usize..offset as usize).unwrap_or_default();
        self.column += between.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32;
        self.offset = offset;
        (line, self.column)
    }
}

fn kind(token: Token, text: &str) -> &'static str {
    match token {
        Token::Newline => "NEWLINE",
        Token::Indent => "INDENT",
        Token::Dedent => "DEDENT",
        Token::Comment => "COMMENT",
        Token::Integer | Token::Float | Token::Imaginary => "NUMBER",
        Token::String => "STRING",
        Token::FStringStart => "FSTRING_START",
        Token::FStringMiddle => "FSTRING_MIDDLE",
        Token::FStringEnd => "FSTRING_END",
        Token::End => "ENDMARKER",
        _ if text.starts_with(|char: char| char.is_alphabetic() || char == '_') => "NAME",
        _ => "OP",
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn kinds_are_those_of_tokenize() {
        let found = words("if é:\n    f'{x!r}' + 1\n").expect("Python");
        let kinds: Vec<&str> = found.iter().map(|word| word.kind).collect();
        let expected =
            "NAME NAME OP NEWLINE INDENT FSTRING_START OP NAME OP NAME OP FSTRING_END OP NUMBER NEWLINE DEDENT";
        assert_eq!(kinds.join(" ").trim_end_matches(" ENDMARKER"), expected);
        assert_eq!((found[1].text.as_str(), found[1].column, found[1].end_column), ("é", 3, 4));
        assert!(words("x = 'open\n").is_err());
    }
}
