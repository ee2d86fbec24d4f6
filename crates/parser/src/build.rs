//! What the grammar's actions do: make nodes, and check what the grammar leaves open.

pub(crate) mod arguments;
pub(crate) mod blocks;
pub(crate) mod calls;
pub(crate) mod displays;
pub(crate) mod escapes;
pub(crate) mod imports;
pub(crate) mod numbers;
pub(crate) mod patterns;
pub(crate) mod precedence;
pub(crate) mod strings;
pub(crate) mod targets;

use lalrpop_util::ParseError;
use taipan_ast::constant::Constant;
use taipan_ast::expr::{Expr, ExprKind};
use taipan_ast::name::{Name, Names};
use taipan_source::diagnostic::{Kind, Warning};
use taipan_source::span::Span;
use unicode_normalization::UnicodeNormalization;

use crate::refusal::Refusal;
use crate::token::Token;

/// The error of an action.
pub(crate) type Failure = ParseError<u32, Token, Refusal>;

/// A list with more behind it. A source may be so long that there is no memory for one of its lists.
pub(crate) fn grown<T>(mut list: Vec<T>, more: impl IntoIterator<Item = T>) -> Result<Vec<T>, Failure> {
    for item in more {
        if list.try_reserve(1).is_err() {
            return Err(ParseError::User { error: Refusal::of_work(Kind::MemoryError) });
        }
        list.push(item);
    }
    Ok(list)
}

/// No limit on the digits of integers is lower.
const ALWAYS_ALLOWED: usize = 640;

/// What the actions share: the source, and the tables the tree points into.
pub(crate) struct Build<'s> {
    source: &'s str,
    pub(crate) names: Names,
    /// Decimal integers that may have too many digits.
    pub(crate) long_integers: Vec<Span>,
    pub(crate) warnings: Vec<Warning>,
}

impl<'s> Build<'s> {
    pub(crate) fn new(source: &'s str, warnings: Vec<Warning>) -> Self {
        Self { source, names: Names::default(), long_integers: Vec::new(), warnings }
    }

    /// The text of a token.
    pub(crate) fn text(&self, span: Span) -> &'s str {
        span.text(self.source)
    }

    /// The value of an integer literal.
    pub(crate) fn integer(&mut self, span: Span) -> Constant {
        let value = numbers::integer(self.text(span));
        if matches!(&value, Constant::BigInt(digits) if digits.len() > ALWAYS_ALLOWED && !digits.starts_with("0x")) {
            self.long_integers.push(span);
        }
        value
    }

    /// The span with the blank space that follows it.
    pub(crate) fn with_blanks(&self, span: Span) -> Span {
        let rest = self.source.get(span.end as usize..).unwrap_or("");
        let blanks = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c')).count();
        Span::new(span.start, span.end + blanks as u32)
    }

    /// The name a token spells, in normal form.
    pub(crate) fn name(&mut self, span: Span) -> Name {
        let text = self.text(span);
        if text.is_ascii() {
            self.names.intern(text)
        } else {
            let normal: String = text.nfkc().collect();
            self.names.intern(&normal)
        }
    }

    /// A dotted name as one name, without the blanks and line continuations that may stand in it.
    pub(crate) fn dotted(&mut self, span: Span) -> Name {
        let text = self.text(span);
        if text.contains([' ', '\t', '\x0c', '\\', '\n', '#']) {
            let parts: Vec<&str> = text.split('.').map(first_word).collect();
            let joined: String = parts.join(".").nfkc().collect();
            self.names.intern(&joined)
        } else {
            self.name(span)
        }
    }
}

/// A dotted name may be broken by blanks and joined lines only, so a part is one word.
fn first_word(part: &str) -> &str {
    part.trim_matches([' ', '\t', '\x0c', '\\', '\n'])
}

pub(crate) fn at(start: u32, end: u32) -> Span {
    Span::new(start, end)
}

pub(crate) fn expr(start: u32, end: u32, kind: ExprKind) -> Expr {
    Expr { span: Span::new(start, end), kind }
}

pub(crate) fn boxed(value: Option<Expr>) -> Option<Box<Expr>> {
    value.map(Box::new)
}

/// Refuse a span.
pub(crate) fn refuse<T>(span: Span, message: impl Into<std::borrow::Cow<'static, str>>) -> Result<T, Failure> {
    Err(ParseError::User { error: Refusal::at(span, message) })
}

/// Refuse a span, whatever else is wrong around it.
pub(crate) fn settle<T>(span: Span, message: impl Into<std::borrow::Cow<'static, str>>) -> Result<T, Failure> {
    Err(ParseError::User { error: Refusal::at(span, message).settle() })
}
