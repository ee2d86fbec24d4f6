//! Which brackets are open, and how deeply the tree will nest.

use taipan_ast::limits;
use taipan_source::span::Span;

use super::fstrings::FString;
use super::too_deep;
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
    /// Levels of the tree begun in front of it in the bracket around it.
    weight: usize,
    /// Lambdas begun in front of it whose parameters have not ended.
    lambdas: usize,
}

/// The brackets that are open, outermost first.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<Bracket>,
    /// Levels begun in the innermost bracket since the last comma: an upper bound of how deep its tree is.
    weight: usize,
    /// Lambdas in the innermost bracket whose parameters have not ended.
    lambdas: usize,
    /// The same as `weight` for all open brackets together.
    total: usize,
    /// `elif` clauses so far in each open block, for they lie inside each other.
    branches: Vec<usize>,
    branch_total: usize,
    at: usize,
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
        self.at = at;
        if self.open.len() >= limits::BRACKETS {
            return Err(Refusal::point(at, "too many nested parentheses"));
        }
        self.weight += 1;
        self.total += 1;
        self.open.push(Bracket { token, at, index, in_spec: false, weight: self.weight, lambdas: self.lambdas });
        self.weight = 0;
        self.lambdas = 0;
        self.check(false)
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
        self.total -= self.weight;
        self.weight = bracket.weight;
        self.lambdas = bracket.lambdas;
        if bracket.token == Token::FieldStart {
            // Fields of an f-string lie side by side.
            self.weight -= 1;
            self.total -= 1;
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

    /// Count a token that begins a level of the tree, given the token before it.
    pub(super) fn weigh(&mut self, token: Token, before: Token) -> Result<(), Refusal> {
        match token {
            // The commas between a lambda's parameters end nothing.
            Token::Comma | Token::Equal if self.lambdas > 0 => Ok(()),
            Token::Comma | Token::Semicolon | Token::Equal => {
                self.total -= self.weight;
                self.weight = 0;
                Ok(())
            }
            Token::Colon => {
                self.lambdas = self.lambdas.saturating_sub(1);
                Ok(())
            }
            Token::Lambda => {
                self.lambdas += 1;
                self.add(true)
            }
            Token::Not | Token::DoubleStar | Token::Tilde | Token::If | Token::Await => self.add(true),
            Token::Minus | Token::Plus => self.add(!ends_operand(before)),
            Token::Dot
            | Token::Star
            | Token::Slash
            | Token::DoubleSlash
            | Token::Percent
            | Token::At
            | Token::Ampersand
            | Token::Bar
            | Token::Caret
            | Token::LeftShift
            | Token::RightShift => self.add(false),
            _ => Ok(()),
        }
    }

    pub(super) fn end_line(&mut self) {
        self.lambdas = 0;
        self.weight = 0;
        self.total = 0;
    }

    /// A line begins in the given block; `rest` begins with its first word.
    pub(super) fn start_line(&mut self, block: usize, rest: &str) -> Result<(), Refusal> {
        while self.branches.len() > block + 1 {
            self.branch_total -= self.branches.pop().unwrap_or(0);
        }
        self.branches.resize(block + 1, 0);
        let Some(count) = self.branches.last_mut() else { return Ok(()) };
        if rest.starts_with("elif") {
            *count += 1;
            self.branch_total += 1;
            return self.check(true);
        }
        if !rest.starts_with("else") {
            self.branch_total -= *count;
            *count = 0;
        }
        Ok(())
    }

    fn add(&mut self, prefix: bool) -> Result<(), Refusal> {
        self.weight += 1;
        self.total += 1;
        self.check(prefix)
    }

    fn check(&self, prefix: bool) -> Result<(), Refusal> {
        if self.total + self.branch_total > limits::DEPTH { Err(too_deep(self.at, prefix)) } else { Ok(()) }
    }
}

/// Whether a sign behind this token has a left operand.
fn ends_operand(token: Token) -> bool {
    matches!(
        token,
        Token::Name
            | Token::Integer
            | Token::Float
            | Token::Imaginary
            | Token::String
            | Token::FStringEnd
            | Token::RightParen
            | Token::RightSquare
            | Token::RightBrace
            | Token::None
            | Token::True
            | Token::False
            | Token::Ellipsis
    )
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
