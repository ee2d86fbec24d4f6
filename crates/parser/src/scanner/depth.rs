//! How deeply the tree will nest, estimated from the tokens alone: an upper bound, so that no tree is too deep to walk.
//!
//! Every token that may begin a level of the tree counts one. What lies side by side does not add up: a comma ends what
//! was counted since the last one, a closing bracket what was counted inside, the end of a line everything but the
//! `elif` clauses, which lie inside each other.

use taipan_ast::limits;
use taipan_source::diagnostic::Kind;

use crate::refusal::{End, Refusal};
use crate::token::Token;

/// The levels begun so far.
#[derive(Default)]
pub(super) struct Depth {
    /// In the innermost bracket.
    inside: Count,
    /// In the brackets around it, outermost first.
    around: Vec<Count>,
    /// In all of them together.
    total: usize,
    /// `elif` clauses so far in each open block.
    branches: Vec<usize>,
    /// In all blocks together.
    branch_total: usize,
}

/// What was counted in one bracket.
#[derive(Clone, Copy, Default)]
struct Count {
    /// Levels begun since the last comma.
    levels: usize,
    /// Lambdas whose parameters have not ended: the commas between them end nothing.
    lambdas: usize,
}

impl Depth {
    /// Count a token, given the token before it. The brackets are counted by `open`.
    pub(super) fn count(&mut self, token: Token, before: Token, at: usize) -> Result<(), Refusal> {
        match token {
            Token::Comma | Token::Equal if self.inside.lambdas > 0 => Ok(()),
            Token::Comma | Token::Semicolon | Token::Equal => {
                self.total -= self.inside.levels;
                self.inside.levels = 0;
                Ok(())
            }
            Token::Colon => {
                self.inside.lambdas = self.inside.lambdas.saturating_sub(1);
                Ok(())
            }
            Token::Lambda => {
                self.inside.lambdas += 1;
                self.begin(at, true)
            }
            Token::Not | Token::DoubleStar | Token::Tilde | Token::If | Token::Await => self.begin(at, true),
            Token::Minus | Token::Plus => self.begin(at, !ends_operand(before)),
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
            | Token::RightShift => self.begin(at, false),
            _ => Ok(()),
        }
    }

    /// A bracket opens.
    pub(super) fn open(&mut self, at: usize) -> Result<(), Refusal> {
        self.begin(at, false)?;
        self.around.push(std::mem::take(&mut self.inside));
        Ok(())
    }

    /// The innermost bracket closes. What follows may go on with it, as a call does; but the fields of an f-string lie
    /// side by side.
    pub(super) fn close(&mut self, is_field: bool) {
        self.total -= self.inside.levels;
        self.inside = self.around.pop().unwrap_or_default();
        if is_field && self.inside.levels > 0 {
            self.inside.levels -= 1;
            self.total -= 1;
        }
    }

    pub(super) fn end_line(&mut self) {
        self.inside = Count::default();
        self.around.clear();
        self.total = 0;
    }

    /// A line begins in the given block; `rest` begins with its first word.
    pub(super) fn start_line(&mut self, block: usize, rest: &str, at: usize) -> Result<(), Refusal> {
        while self.branches.len() > block + 1 {
            self.branch_total -= self.branches.pop().unwrap_or(0);
        }
        self.branches.resize(block + 1, 0);
        let Some(count) = self.branches.last_mut() else { return Ok(()) };
        if rest.starts_with("elif") {
            *count += 1;
            self.branch_total += 1;
            return self.check(at, true);
        }
        if !rest.starts_with("else") {
            self.branch_total -= *count;
            *count = 0;
        }
        Ok(())
    }

    fn begin(&mut self, at: usize, is_prefix: bool) -> Result<(), Refusal> {
        self.inside.levels += 1;
        self.total += 1;
        self.check(at, is_prefix)
    }

    /// CPython's parser recurses for a prefix, its compiler for a link in a chain: they say it differently.
    fn check(&self, at: usize, is_prefix: bool) -> Result<(), Refusal> {
        if self.total + self.branch_total <= limits::DEPTH {
            return Ok(());
        }
        let (kind, message) = if is_prefix {
            (Kind::MemoryError, "Parser stack overflowed - Python source too complex to parse")
        } else {
            (Kind::RecursionError, "maximum recursion depth exceeded during compilation")
        };
        Err(Refusal::point(at, message).of(kind).ending(End::Nowhere))
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
