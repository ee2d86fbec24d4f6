//! Source text to tokens: logos finds the words, this pass adds lines, indentation and f-strings.
//!
//! Newlines count only outside brackets. In an f-string the scanner is in one of two modes: in the literal part it looks
//! for `{`, `}` and the closing quotes by itself; in a replacement field, which is a bracket like any other, logos reads
//! ordinary tokens until the field's own `!`, `:` or `}`.

mod brackets;
mod depth;
mod fstrings;
mod indentation;
mod numbers;
mod quotes;
mod words;

use logos::{Lexer, Logos};
use taipan_source::diagnostic::{Kind, Warning};
use taipan_source::meter::{BYTES_A_STEP, Toll};
use taipan_source::span::Span;

use crate::refusal::{End, Refusal};
use crate::soft;
use crate::token::{Lexeme, Token};
use brackets::Brackets;
use depth::Depth;
use fstrings::FString;
use indentation::Indentation;

/// The tokens of a source, as far as they could be read.
pub(crate) struct Scan {
    pub(crate) lexemes: Vec<Lexeme>,
    /// What stopped the scanner; the tokens before it are good.
    pub(crate) halt: Option<Halt>,
    /// Whether the end lies inside an f-string.
    pub(crate) in_string: bool,
    /// The bracket that is still open at the end, if one is.
    pub(crate) unclosed: Option<Span>,
    pub(crate) warnings: Vec<Warning>,
}

/// What stopped the scanner.
pub(crate) struct Halt {
    pub(crate) refusal: Refusal,
    /// Whether it is about a word, not about the indentation or the end of a line.
    pub(crate) of_word: bool,
}

/// Read all tokens. The first one is `start`, the last one `End` unless there was an error.
///
/// # Errors
/// Where the toll is refused, or there is no memory: then nothing is known of the source.
pub(crate) fn scan(source: &str, start: Token, toll: &mut Toll<'_>) -> Result<Scan, Refusal> {
    let mut scanner = Scanner {
        source,
        lexer: Token::lexer(source),
        lexemes: Vec::new(),
        brackets: Brackets::default(),
        depth: Depth::default(),
        strings: Vec::new(),
        indentation: Indentation::default(),
        comment: None,
        warnings: Vec::new(),
    };
    scanner.make_room(source.len() / 4 + 8)?;
    scanner.push(start, 0, 0);
    let halt = match scanner.run(toll) {
        Err(refusal) if refusal.is_of_work() => return Err(refusal),
        outcome => outcome.err(),
    };
    let halt = halt.map(|refusal| {
        let of_word = !matches!(refusal.end, End::Unknown | End::Zero);
        Halt { refusal, of_word }
    });
    soft::statements(&mut scanner.lexemes, source);
    let unclosed = scanner.brackets.innermost();
    let in_string = !scanner.strings.is_empty();
    Ok(Scan { lexemes: scanner.lexemes, halt, in_string, unclosed, warnings: scanner.warnings })
}

struct Scanner<'s> {
    source: &'s str,
    lexer: Lexer<'s, Token>,
    lexemes: Vec<Lexeme>,
    brackets: Brackets,
    depth: Depth,
    /// The f-strings that are open, outermost first.
    strings: Vec<FString>,
    indentation: Indentation,
    /// Where the last comment began: the end of its line begins there, too.
    comment: Option<usize>,
    warnings: Vec<Warning>,
}

/// Tokens that one word of the source makes at the most: it may close a hundred blocks.
const MOST_AT_ONCE: usize = 256;

impl Scanner<'_> {
    fn run(&mut self, toll: &mut Toll<'_>) -> Result<(), Refusal> {
        self.start_line()?;
        let mut paid = 0;
        loop {
            let here = self.position();
            toll.pay(1 + (here - paid) / BYTES_A_STEP).map_err(|()| Refusal::of_work(Kind::Unpaid))?;
            paid = here;
            if self.lexemes.capacity() - self.lexemes.len() < MOST_AT_ONCE {
                self.make_room(self.lexemes.len() / 2)?;
            }
            if self.in_string_literal() {
                self.string_literal()?;
                continue;
            }
            match self.lexer.next() {
                Some(Ok(token)) => self.accept(token)?,
                Some(Err(())) => self.stray()?,
                None => return self.finish(),
            }
        }
    }

    /// Makes room for tokens: a source may be so long that there is none.
    fn make_room(&mut self, tokens: usize) -> Result<(), Refusal> {
        let refused = |_| Refusal::of_work(Kind::MemoryError);
        self.lexemes.try_reserve_exact(tokens.max(MOST_AT_ONCE)).map_err(refused)
    }

    fn accept(&mut self, token: Token) -> Result<(), Refusal> {
        let span = self.lexer.span();
        match token {
            Token::Name => {
                self.word(span.start, span.end)?;
            }
            Token::Newline => return self.line_end(span.start),
            Token::Comment => {
                self.comment = Some(span.start);
                return Ok(());
            }
            Token::Backslash => return self.continuation(span.start),
            Token::Integer | Token::Float | Token::Imaginary => self.number(token, span.start)?,
            Token::String => return self.string(span.start, span.end),
            Token::FStringStart => return self.open_string(span.start, span.end),
            Token::LeftParen | Token::LeftSquare | Token::LeftBrace => {
                self.brackets.open(token, span.start, self.lexemes.len())?;
                self.depth.open(span.start)?;
            }
            Token::RightParen | Token::RightSquare | Token::RightBrace => {
                return self.close(token, span.start, span.end);
            }
            Token::Colon | Token::ColonEqual if self.brackets.in_field() => return self.field_colon(span.start),
            Token::Bang if !self.brackets.in_field() => return self.stray(),
            _ => {}
        }
        self.depth.count(token, self.last(), span.start)?;
        self.push(token, span.start, span.end);
        Ok(())
    }

    fn push(&mut self, token: Token, start: usize, end: usize) {
        self.lexemes.push(Lexeme { token, span: Span::new(start as u32, end as u32) });
    }

    fn last(&self) -> Token {
        self.lexemes.last().map_or(Token::Newline, |lexeme| lexeme.token)
    }

    /// Where the token that logos read last ends.
    fn position(&self) -> usize {
        self.lexer.span().end
    }

    fn close(&mut self, token: Token, start: usize, end: usize) -> Result<(), Refusal> {
        let closed = self.brackets.close(token, start, self.strings.last(), self.source)?;
        self.depth.close(closed.token == Token::FieldStart);
        self.push(token, start, end);
        if token == Token::RightParen {
            soft::parenthesised_with(&mut self.lexemes, closed.index, self.lexer.remainder());
        }
        Ok(())
    }

    fn line_end(&mut self, at: usize) -> Result<(), Refusal> {
        if self.brackets.any() {
            return Ok(());
        }
        if !matches!(
            self.last(),
            Token::Newline | Token::Indent | Token::Dedent | Token::StartModule | Token::StartExpression
        ) {
            let start =
                self.comment.filter(|&comment| self.source.get(comment..at).is_some_and(|text| !text.contains('\n')));
            self.end_line(start.unwrap_or(at), at + 1);
        }
        self.start_line()
    }

    fn end_line(&mut self, start: usize, end: usize) {
        self.push(Token::Newline, start, end);
        self.depth.end_line();
    }

    /// Read the blank space in front of a line, and tell by how much it is indented.
    fn start_line(&mut self) -> Result<(), Refusal> {
        let from = self.position();
        let Some(margin) = indentation::measure(self.source, from)? else {
            // A blank line, a comment, or the end.
            return Ok(());
        };
        self.lexer.bump(margin.length);
        let at = from + margin.length;
        self.indentation.line(margin, from, at, self.source, &mut self.lexemes)?;
        self.depth.start_line(self.indentation.depth(), self.lexer.remainder(), at)
    }

    fn finish(&mut self) -> Result<(), Refusal> {
        let end = self.source.len();
        if self.brackets.any() {
            return Ok(());
        }
        if !matches!(self.last(), Token::Newline | Token::Dedent | Token::StartModule | Token::StartExpression) {
            self.push(Token::Newline, end, end);
        }
        for _ in 0..self.indentation.close_all() {
            self.push(Token::Dedent, end, end);
        }
        self.push(Token::End, end, end);
        Ok(())
    }

    /// A backslash joins the next line to this one.
    fn continuation(&mut self, at: usize) -> Result<(), Refusal> {
        match self.lexer.remainder().as_bytes() {
            [b'\n'] | [] if self.brackets.any() => Ok(()),
            [b'\n'] | [] => {
                Err(Refusal::point(at + 1, "unexpected EOF while parsing").ending(End::Unknown).unfinished())
            }
            [b'\n', ..] => {
                self.lexer.bump(1);
                Ok(())
            }
            _ => {
                Err(Refusal::point(at + 1, "unexpected character after line continuation character").ending(End::Zero))
            }
        }
    }

    /// A character that begins no token: an error of its own only where it is no ASCII.
    fn stray(&mut self) -> Result<(), Refusal> {
        let span = self.lexer.span();
        if let Some(refusal) = words::invalid_character(self.source, span.start) {
            return Err(refusal);
        }
        self.push(Token::Stray, span.start, span.end);
        Ok(())
    }
}
