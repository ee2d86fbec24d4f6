//! Targets, and expressions that are none.

use super::reader::{Found, Id, Reader, Rule, Stop, take};
use crate::token::Token;

/// What kind of target an expression was meant to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Assign,
    Delete,
    For,
}

impl Reader<'_> {
    /// Refuse the part of an expression that cannot be a target; find nothing if there is none.
    pub(super) fn refuse_target<T>(&self, expression: Id, purpose: Purpose) -> Found<T> {
        match self.impossible_target(expression, purpose) {
            None => Ok(None),
            Some(part) => {
                let verb = if purpose == Purpose::Delete { "delete" } else { "assign to" };
                Err(self.against(part, format!("cannot {verb} {}", self.what(part))))
            }
        }
    }

    fn impossible_target(&self, expression: Id, purpose: Purpose) -> Option<Id> {
        match self.what(expression) {
            "name" | "attribute" | "subscript" => None,
            "tuple" | "list" => self.parts(expression).iter().find_map(|&part| self.impossible_target(part, purpose)),
            "starred" if purpose != Purpose::Delete => {
                self.parts(expression).first().and_then(|&value| self.impossible_target(value, purpose))
            }
            "comparison" if purpose == Purpose::For => {
                self.parts(expression).first().and_then(|&left| self.impossible_target(left, purpose))
            }
            _ => Some(expression),
        }
    }

    /// `for` and something that is no target.
    pub(super) fn mistaken_for_target(&mut self) -> Found<()> {
        self.eat(Token::Async)?;
        take!(self.eat(Token::For));
        let target = take!(self.star_expressions());
        self.refuse_target(target, Purpose::For)
    }

    pub(super) fn star_targets(&mut self) -> Found {
        self.listed(Self::star_target)
    }

    pub(super) fn star_target(&mut self) -> Found {
        self.once(Rule::StarTarget, |reader| {
            let start = reader.start();
            if reader.eat(Token::Star)?.is_none() {
                return reader.target_with_star();
            }
            if reader.at_any(&[Token::Star])? {
                return Ok(None);
            }
            let value = take!(reader.star_target());
            let span = reader.since(start);
            Ok(Some(reader.node_of("starred", span, vec![value])))
        })
    }

    fn target_with_star(&mut self) -> Found {
        self.once(Rule::TargetWithStar, |reader| {
            if let Some(found) = reader.member()? {
                return Ok(Some(found));
            }
            let start = reader.start();
            match reader.peek()? {
                Token::Name => {
                    let span = take!(reader.eat(Token::Name));
                    Ok(Some(reader.node("name", span)))
                }
                Token::LeftParen => {
                    let inner = reader.attempt(|reader| {
                        take!(reader.eat(Token::LeftParen));
                        let inner = take!(reader.target_with_star());
                        take!(reader.eat(Token::RightParen));
                        Ok(Some(inner))
                    })?;
                    if inner.is_some() {
                        return Ok(inner);
                    }
                    take!(reader.eat(Token::LeftParen));
                    let parts = reader.attempt(|reader| {
                        let parts = take!(reader.separated(Token::Comma, Self::star_target));
                        let comma = reader.eat(Token::Comma)?.is_some();
                        Ok(if parts.len() > 1 || comma { Some(parts) } else { None })
                    })?;
                    take!(reader.eat(Token::RightParen));
                    let span = reader.since(start);
                    Ok(Some(reader.node_of("tuple", span, parts.unwrap_or_default())))
                }
                Token::LeftSquare => {
                    take!(reader.eat(Token::LeftSquare));
                    if reader.separated(Token::Comma, Self::star_target)?.is_some() {
                        reader.eat(Token::Comma)?;
                    }
                    take!(reader.eat(Token::RightSquare));
                    let span = reader.since(start);
                    Ok(Some(reader.node("list", span)))
                }
                _ => Ok(None),
            }
        })
    }

    /// An attribute or a subscript, as a target.
    pub(super) fn member(&mut self) -> Found {
        self.once(Rule::TargetPrimary, |reader| {
            let start = reader.start();
            take!(reader.atom());
            let mut last = "";
            while reader.trailer_ahead()? {
                last = take!(reader.trailer());
            }
            if !matches!(last, "attribute" | "subscript") {
                return Ok(None);
            }
            let span = reader.since(start);
            Ok(Some(reader.node(last, span)))
        })
    }

    fn trailer_ahead(&mut self) -> Result<bool, Stop> {
        self.at_any(&[Token::LeftParen, Token::LeftSquare, Token::Dot])
    }

    /// A name, attribute or subscript, perhaps in parentheses.
    pub(super) fn single_target(&mut self) -> Found {
        if let Some(found) = self.member()? {
            return Ok(Some(found));
        }
        self.attempt(|reader| {
            if let Some(span) = reader.eat(Token::Name)? {
                return Ok(Some(reader.node("name", span)));
            }
            take!(reader.eat(Token::LeftParen));
            let found = take!(reader.single_target());
            take!(reader.eat(Token::RightParen));
            Ok(Some(found))
        })
    }

    pub(super) fn delete_targets(&mut self) -> Found<()> {
        take!(self.separated(Token::Comma, Self::delete_target));
        self.eat(Token::Comma)?;
        Ok(Some(()))
    }

    fn delete_target(&mut self) -> Found<()> {
        if self.member()?.is_some() || self.eat(Token::Name)?.is_some() {
            return Ok(Some(()));
        }
        for (open, close) in [(Token::LeftParen, Token::RightParen), (Token::LeftSquare, Token::RightSquare)] {
            let found = self.attempt(|reader| {
                take!(reader.eat(open));
                reader.delete_targets()?;
                reader.eat(close)
            })?;
            if found.is_some() {
                return Ok(Some(()));
            }
        }
        Ok(None)
    }
}
