//! Expressions, from the conditional one down to names, with the mistakes people make in them.

use super::reader::{Found, Id, Reader, Rule, take};
use crate::token::Token;

/// Names that were statements once.
const LEGACY: [&str; 2] = ["print", "exec"];

/// CPython takes a name for a soft keyword if one begins with it.
const SOFT: [&str; 4] = ["_", "case", "match", "type"];

impl Reader<'_> {
    /// `a, b`, without stars.
    pub(super) fn expressions(&mut self) -> Found {
        self.listed(Self::expression)
    }

    /// `a, *b`
    pub(super) fn star_expressions(&mut self) -> Found {
        self.once(Rule::StarExpressions, |reader| reader.listed(Self::star_expression))
    }

    /// One thing, or a tuple if there is a comma.
    pub(super) fn listed(&mut self, item: fn(&mut Self) -> Found) -> Found {
        let start = self.start();
        let all = take!(self.separated(Token::Comma, item));
        let comma = self.eat(Token::Comma)?.is_some();
        match all.as_slice() {
            [only] if !comma => Ok(Some(*only)),
            _ => {
                let span = self.since(start);
                Ok(Some(self.node_of("tuple", span, all)))
            }
        }
    }

    pub(super) fn star_expression(&mut self) -> Found {
        self.once(Rule::StarExpression, |reader| {
            if let Some(starred) = reader.attempt(Self::starred_operation)? {
                return Ok(Some(starred));
            }
            reader.expression()
        })
    }

    /// `*a`, where only operators may follow the star.
    fn starred_operation(&mut self) -> Found {
        let start = take!(self.eat(Token::Star)).start;
        let value = take!(self.operation());
        let span = self.since(start);
        Ok(Some(self.node_of("starred", span, vec![value])))
    }

    pub(super) fn star_named_expression(&mut self) -> Found {
        if let Some(starred) = self.attempt(Self::starred_operation)? {
            return Ok(Some(starred));
        }
        self.named_expression()
    }

    /// None or more, between commas, perhaps with one at the end.
    pub(super) fn star_named_expressions(&mut self) -> Found<Vec<Id>> {
        let all = take!(self.separated(Token::Comma, Self::star_named_expression));
        self.eat(Token::Comma)?;
        Ok(Some(all))
    }

    pub(super) fn yield_expression(&mut self) -> Found {
        self.attempt(|reader| {
            let start = take!(reader.eat(Token::Yield)).start;
            let from = reader.attempt(|reader| {
                take!(reader.eat(Token::From));
                reader.expression()
            })?;
            if from.is_none() {
                reader.star_expressions()?;
            }
            let span = reader.since(start);
            Ok(Some(reader.node("yield expression", span)))
        })
    }

    /// `a := b`
    pub(super) fn assignment_expression(&mut self) -> Found {
        self.attempt(|reader| {
            let start = take!(reader.eat(Token::Name)).start;
            take!(reader.eat(Token::ColonEqual));
            take!(reader.expression());
            let span = reader.since(start);
            Ok(Some(reader.node("named expression", span)))
        })
    }

    pub(super) fn named_expression(&mut self) -> Found {
        self.once(Rule::NamedExpression, |reader| {
            // Behind `:=` nothing but an expression fits, so there is no other way to read it.
            if reader.peek()? == Token::Name && reader.second_is(&[Token::ColonEqual])? {
                return reader.assignment_expression();
            }
            reader.mistake(Self::mistaken_named_expression)?;
            reader.expression_not_named()
        })
    }

    /// An expression without `:=` behind it.
    pub(super) fn expression_not_named(&mut self) -> Found {
        self.attempt(|reader| {
            let found = take!(reader.expression());
            Ok(if reader.at_any(&[Token::ColonEqual])? { None } else { Some(found) })
        })
    }

    fn mistaken_named_expression(&mut self) -> Found<()> {
        self.attempt(|reader| {
            let target = take!(reader.expression());
            take!(reader.eat(Token::ColonEqual));
            take!(reader.expression());
            let what = reader.what(target);
            Err::<Option<()>, _>(reader.against(target, format!("cannot use assignment expressions with {what}")))
        })?;
        self.attempt(|reader| {
            let name = take!(reader.eat(Token::Name));
            let value = take!(reader.assigned());
            let span = name.to(reader.span(value));
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            Err::<Option<()>, _>(reader.about(span, message))
        })?;
        if self.displays_or_constant_ahead()? {
            return Ok(None);
        }
        let target = take!(self.operation());
        take!(self.assigned());
        let what = self.what(target);
        Err(self.against(target, format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?")))
    }

    /// `= value` with no further assignment behind it.
    fn assigned(&mut self) -> Found {
        take!(self.eat(Token::Equal));
        let value = take!(self.operation());
        Ok(if self.at_any(&[Token::Equal, Token::ColonEqual])? { None } else { Some(value) })
    }

    fn displays_or_constant_ahead(&mut self) -> Result<bool, super::reader::Stop> {
        if self.at_any(&[Token::True, Token::None, Token::False])? {
            return Ok(true);
        }
        if !self.at_any(&[Token::LeftParen, Token::LeftSquare])? {
            return Ok(false);
        }
        self.ahead(|reader| {
            let found = take!(reader.atom());
            Ok(matches!(reader.what(found), "list" | "tuple" | "generator expression").then_some(()))
        })
    }

    pub(super) fn expression(&mut self) -> Found {
        self.once(Rule::Expression, |reader| {
            reader.mistake(Self::mistaken_expression)?;
            reader.mistake(Self::legacy_statement)?;
            reader.plain_expression()
        })
    }

    pub(super) fn plain_expression(&mut self) -> Found {
        let start = self.start();
        let found = self.attempt(|reader| {
            take!(reader.disjunction());
            take!(reader.eat(Token::If));
            take!(reader.disjunction());
            take!(reader.eat(Token::Else));
            take!(reader.expression());
            let span = reader.since(start);
            Ok(Some(reader.node("conditional expression", span)))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        match self.disjunction()? {
            None => self.lambda(),
            found => Ok(found),
        }
    }

    fn mistaken_expression(&mut self) -> Found<()> {
        let at = self.at;
        self.forgotten_comma()?;
        self.at = at;
        self.attempt(|reader| {
            let body = take!(reader.disjunction());
            take!(reader.eat(Token::If));
            let test = take!(reader.disjunction());
            if reader.at_any(&[Token::Else, Token::Colon])? {
                return Ok(None::<()>);
            }
            let span = reader.span(body).to(reader.span(test));
            Err(reader.about(span, "expected 'else' after 'if' expression"))
        })?;
        let lambda = take!(self.eat(Token::Lambda));
        self.lambda_parameters()?;
        let colon = take!(self.eat_any(&[Token::Colon, Token::FieldColon]));
        if self.at_any(&[Token::FStringMiddle, Token::FieldStart])? {
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return Err(self.about(lambda.to(colon), message));
        }
        Ok(None)
    }

    /// Two expressions side by side in brackets.
    fn forgotten_comma(&mut self) -> Found<()> {
        self.attempt(|reader| {
            // A name in front of a string may be a wrong prefix, a soft keyword an unfinished statement.
            let word = reader.word()?;
            if !word.is_empty() && SOFT.iter().any(|soft| soft.starts_with(word)) {
                return Ok(None);
            }
            if !word.is_empty() && reader.second_is(&[Token::String])? {
                return Ok(None);
            }
            let first = take!(reader.disjunction());
            let strict = std::mem::replace(&mut reader.strict, false);
            let second = reader.plain_expression();
            reader.strict = strict;
            let second = take!(second);
            if LEGACY.contains(&reader.text(reader.span(first))) || reader.level() == 0 {
                return Ok(None);
            }
            let span = reader.span(first).to(reader.span(second));
            Err(reader.about(span, "invalid syntax. Perhaps you forgot a comma?"))
        })
    }

    /// `print x`
    fn legacy_statement(&mut self) -> Found<()> {
        let name = take!(self.eat(Token::Name));
        if self.at_any(&[Token::LeftParen])? {
            return Ok(None);
        }
        let values = take!(self.star_expressions());
        let word = self.text(name);
        if !LEGACY.contains(&word) {
            return Ok(None);
        }
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        Err(self.about(name.to(self.span(values)), message))
    }

    fn lambda(&mut self) -> Found {
        self.attempt(|reader| {
            let start = take!(reader.eat(Token::Lambda)).start;
            reader.lambda_parameters()?;
            take!(reader.eat(Token::Colon));
            take!(reader.expression());
            let span = reader.since(start);
            Ok(Some(reader.node("lambda", span)))
        })
    }

    pub(super) fn disjunction(&mut self) -> Found {
        self.once(Rule::Disjunction, |reader| reader.joined(Token::Or, Self::conjunction))
    }

    fn conjunction(&mut self) -> Found {
        self.once(Rule::Conjunction, |reader| reader.joined(Token::And, Self::inversion))
    }

    fn joined(&mut self, between: Token, item: fn(&mut Self) -> Found) -> Found {
        let start = self.start();
        let all = take!(self.separated(between, item));
        match all.as_slice() {
            [only] => Ok(Some(*only)),
            _ => {
                let span = self.since(start);
                Ok(Some(self.node("expression", span)))
            }
        }
    }

    fn inversion(&mut self) -> Found {
        self.once(Rule::Inversion, |reader| {
            let Some(not) = reader.eat(Token::Not)? else { return reader.comparison() };
            take!(reader.inversion());
            let span = reader.since(not.start);
            Ok(Some(reader.node("expression", span)))
        })
    }

    fn comparison(&mut self) -> Found {
        self.once(Rule::Comparison, |reader| {
            let start = reader.start();
            let left = take!(reader.operation());
            let contains = reader.at_any(&[Token::In])?;
            let more = reader.repeated(|reader| {
                take!(reader.comparison_operator());
                reader.operation()
            })?;
            if more.is_empty() {
                return Ok(Some(left));
            }
            let span = reader.since(start);
            // Only `in` is of interest: a target of `for` may have been read as its left side.
            let parts = if contains { vec![left] } else { Vec::new() };
            Ok(Some(reader.node_of("comparison", span, parts)))
        })
    }

    fn comparison_operator(&mut self) -> Found<()> {
        if self.eat(Token::Not)?.is_some() {
            return Ok(self.eat(Token::In)?.map(|_| ()));
        }
        if self.eat(Token::Is)?.is_some() {
            self.eat(Token::Not)?;
            return Ok(Some(()));
        }
        let simple = [
            Token::EqualEqual,
            Token::NotEqual,
            Token::Less,
            Token::LessEqual,
            Token::Greater,
            Token::GreaterEqual,
            Token::In,
        ];
        Ok(self.eat_any(&simple)?.map(|_| ()))
    }

    /// Everything that binds tighter than a comparison.
    pub(super) fn operation(&mut self) -> Found {
        self.once(Rule::Operation, |reader| {
            let start = reader.start();
            let first = take!(reader.factor());
            let more = reader.repeated(|reader| {
                let operators = [
                    Token::Plus,
                    Token::Minus,
                    Token::Star,
                    Token::At,
                    Token::Slash,
                    Token::DoubleSlash,
                    Token::Percent,
                    Token::LeftShift,
                    Token::RightShift,
                    Token::Ampersand,
                    Token::Bar,
                    Token::Caret,
                ];
                take!(reader.eat_any(&operators));
                reader.factor()
            })?;
            reader.mistake(|reader| {
                let operators = [
                    Token::Plus,
                    Token::Minus,
                    Token::Star,
                    Token::Slash,
                    Token::Percent,
                    Token::DoubleSlash,
                    Token::At,
                ];
                take!(reader.eat_any(&operators));
                reader.misplaced_not(Self::inversion)
            })?;
            if more.is_empty() {
                return Ok(Some(first));
            }
            let span = reader.since(start);
            Ok(Some(reader.node("expression", span)))
        })
    }

    /// `not` where an operand is expected.
    fn misplaced_not(&mut self, operand: fn(&mut Self) -> Found) -> Found<()> {
        let not = take!(self.eat(Token::Not));
        let value = take!(operand(self));
        let span = not.to(self.span(value));
        Err(self.about(span, "'not' after an operator must be parenthesized"))
    }

    fn factor(&mut self) -> Found {
        self.once(Rule::Factor, |reader| {
            let Some(sign) = reader.eat_any(&[Token::Plus, Token::Minus, Token::Tilde])? else { return reader.power() };
            reader.mistake(|reader| reader.misplaced_not(Self::factor))?;
            take!(reader.factor());
            let span = reader.since(sign.start);
            Ok(Some(reader.node("expression", span)))
        })
    }

    fn power(&mut self) -> Found {
        self.once(Rule::Power, |reader| {
            let start = reader.start();
            let base = match reader.eat(Token::Await)? {
                None => take!(reader.primary()),
                Some(_) => {
                    take!(reader.primary());
                    let span = reader.since(start);
                    reader.node("await expression", span)
                }
            };
            let exponent = reader.attempt(|reader| {
                take!(reader.eat(Token::DoubleStar));
                reader.factor()
            })?;
            if exponent.is_none() {
                return Ok(Some(base));
            }
            let span = reader.since(start);
            Ok(Some(reader.node("expression", span)))
        })
    }

    pub(super) fn primary(&mut self) -> Found {
        self.once(Rule::Primary, |reader| {
            let start = reader.start();
            let mut found = take!(reader.atom());
            while let Some(what) = reader.trailer()? {
                let span = reader.since(start);
                found = reader.node(what, span);
            }
            Ok(Some(found))
        })
    }

    /// An attribute, a call or a subscript: what it makes of what is in front of it.
    pub(super) fn trailer(&mut self) -> Found<&'static str> {
        match self.peek()? {
            Token::Dot => self.attempt(|reader| {
                take!(reader.eat(Token::Dot));
                take!(reader.eat(Token::Name));
                Ok(Some("attribute"))
            }),
            Token::LeftParen => {
                if self.generator()?.is_some() {
                    return Ok(Some("function call"));
                }
                self.attempt(|reader| {
                    take!(reader.eat(Token::LeftParen));
                    reader.arguments()?;
                    take!(reader.eat(Token::RightParen));
                    Ok(Some("function call"))
                })
            }
            Token::LeftSquare => self.attempt(|reader| {
                take!(reader.eat(Token::LeftSquare));
                take!(reader.slices());
                take!(reader.eat(Token::RightSquare));
                Ok(Some("subscript"))
            }),
            _ => Ok(None),
        }
    }

    pub(super) fn slices(&mut self) -> Found<()> {
        let alone = self.attempt(|reader| {
            take!(reader.slice());
            Ok(if reader.at_any(&[Token::Comma])? { None } else { Some(()) })
        })?;
        if alone.is_some() {
            return Ok(alone);
        }
        take!(self.separated(Token::Comma, |reader| {
            if let Some(found) = reader.attempt(Self::slice)? {
                return Ok(Some(found));
            }
            Ok(reader.starred_expression()?.map(|_| ()))
        }));
        self.eat(Token::Comma)?;
        Ok(Some(()))
    }

    fn slice(&mut self) -> Found<()> {
        let found = self.attempt(|reader| {
            reader.expression()?;
            take!(reader.eat(Token::Colon));
            reader.expression()?;
            if reader.eat(Token::Colon)?.is_some() {
                reader.expression()?;
            }
            Ok(Some(()))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        Ok(self.named_expression()?.map(|_| ()))
    }
}
