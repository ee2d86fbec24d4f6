//! Atoms: names and literals, and what stands in brackets.

use taipan_source::span::Span;

use super::reader::{Found, Id, Reader, Rule, Stop, take};
use crate::refusal::End;
use crate::token::Token;

/// The last `for` of a comprehension.
#[derive(Clone, Copy)]
pub(super) struct Loop {
    pub(super) target: Id,
    /// Its last condition, or what it iterates.
    pub(super) last: Id,
}

impl Reader<'_> {
    pub(super) fn atom(&mut self) -> Found {
        self.once(Rule::Atom, |reader| {
            let what = match reader.peek()? {
                Token::Name => "name",
                Token::True => "True",
                Token::False => "False",
                Token::None => "None",
                Token::Ellipsis => "ellipsis",
                Token::Integer | Token::Float | Token::Imaginary => "literal",
                Token::String | Token::FStringStart => return reader.strings(),
                Token::LeftParen => return reader.parenthesised(),
                Token::LeftSquare => return reader.list(),
                Token::LeftBrace => return reader.braced(),
                _ => return Ok(None),
            };
            let token = reader.peek()?;
            let span = take!(reader.eat(token));
            Ok(Some(reader.node(what, span)))
        })
    }

    fn parenthesised(&mut self) -> Found {
        let start = self.start();
        let tuple = self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            let parts = reader.attempt(|reader| {
                let first = take!(reader.star_named_expression());
                take!(reader.eat(Token::Comma));
                let mut parts = vec![first];
                parts.extend(reader.attempt(Self::star_named_expressions)?.unwrap_or_default());
                Ok(Some(parts))
            })?;
            take!(reader.eat(Token::RightParen));
            let span = reader.since(start);
            Ok(Some(reader.node_of("tuple", span, parts.unwrap_or_default())))
        })?;
        if tuple.is_some() {
            return Ok(tuple);
        }
        let group = self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            let found = match reader.yield_expression()? {
                None => take!(reader.named_expression()),
                Some(found) => found,
            };
            take!(reader.eat(Token::RightParen));
            Ok(Some(found))
        })?;
        if group.is_some() {
            return Ok(group);
        }
        self.mistake(Self::mistaken_group)?;
        self.generator()
    }

    fn mistaken_group(&mut self) -> Found<()> {
        take!(self.eat(Token::LeftParen));
        self.attempt(|reader| {
            let starred = take!(reader.starred_expression());
            take!(reader.eat(Token::RightParen));
            Err::<Option<()>, _>(reader.against(starred, "cannot use starred expression here"))
        })?;
        let stars = take!(self.eat(Token::DoubleStar));
        take!(self.expression());
        take!(self.eat(Token::RightParen));
        Err(self.about(stars, "cannot use double starred expression here"))
    }

    pub(super) fn generator(&mut self) -> Found {
        let start = self.start();
        let found = self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            if reader.assignment_expression()?.is_none() {
                take!(reader.expression_not_named());
            }
            take!(reader.loops());
            take!(reader.eat(Token::RightParen));
            let span = reader.since(start);
            Ok(Some(reader.node("generator expression", span)))
        })?;
        if found.is_none() {
            self.mistake(Self::mistaken_comprehension)?;
        }
        Ok(found)
    }

    fn list(&mut self) -> Found {
        let start = self.start();
        let list = self.attempt(|reader| {
            take!(reader.eat(Token::LeftSquare));
            let parts = reader.attempt(Self::star_named_expressions)?.unwrap_or_default();
            take!(reader.eat(Token::RightSquare));
            let span = reader.since(start);
            Ok(Some(reader.node_of("list", span, parts)))
        })?;
        if list.is_some() {
            return Ok(list);
        }
        let comprehension = self.attempt(|reader| {
            take!(reader.eat(Token::LeftSquare));
            take!(reader.named_expression());
            take!(reader.loops());
            take!(reader.eat(Token::RightSquare));
            let span = reader.since(start);
            Ok(Some(reader.node("list comprehension", span)))
        })?;
        if comprehension.is_none() {
            self.mistake(Self::mistaken_comprehension)?;
        }
        Ok(comprehension)
    }

    fn braced(&mut self) -> Found {
        let start = self.start();
        if let Some(found) = self.display("dict literal", Self::dict_items)? {
            return Ok(Some(found));
        }
        self.mistake(Self::mistaken_dict)?;
        if let Some(found) = self.display("set display", Self::set_items)? {
            return Ok(Some(found));
        }
        let comprehension = self.attempt(|reader| {
            take!(reader.eat(Token::LeftBrace));
            take!(reader.pair());
            take!(reader.loops());
            take!(reader.eat(Token::RightBrace));
            let span = reader.since(start);
            Ok(Some(reader.node("dict comprehension", span)))
        })?;
        if comprehension.is_some() {
            return Ok(comprehension);
        }
        self.mistake(|reader| {
            take!(reader.eat(Token::LeftBrace));
            let stars = take!(reader.eat(Token::DoubleStar));
            take!(reader.operation());
            take!(reader.loops());
            take!(reader.eat(Token::RightBrace));
            Err(reader.about(stars, "dict unpacking cannot be used in dict comprehension"))
        })?;
        let comprehension = self.attempt(|reader| {
            take!(reader.eat(Token::LeftBrace));
            take!(reader.named_expression());
            take!(reader.loops());
            take!(reader.eat(Token::RightBrace));
            let span = reader.since(start);
            Ok(Some(reader.node("set comprehension", span)))
        })?;
        if comprehension.is_none() {
            self.mistake(Self::mistaken_comprehension)?;
        }
        Ok(comprehension)
    }

    /// Something in braces that is no comprehension.
    fn display(&mut self, what: &'static str, items: fn(&mut Self) -> Found<()>) -> Found {
        self.attempt(|reader| {
            let start = take!(reader.eat(Token::LeftBrace)).start;
            take!(items(reader));
            take!(reader.eat(Token::RightBrace));
            let span = reader.since(start);
            Ok(Some(reader.node(what, span)))
        })
    }

    fn dict_items(&mut self) -> Found<()> {
        if self.dict_item()?.is_none() {
            return Ok(Some(()));
        }
        while self.eat(Token::Comma)?.is_some() {
            let at = self.at;
            match self.dict_item() {
                Ok(Some(())) => {}
                Ok(None) => break,
                Err(stop) => return Err(self.missing_colon(at, stop)),
            }
        }
        Ok(Some(()))
    }

    /// A key without `:` matters more than what is wrong behind it.
    fn missing_colon(&mut self, key: usize, stop: Stop) -> Stop {
        if !self.strict {
            return stop;
        }
        self.strict = false;
        self.at = key;
        let found = self.plain_expression();
        self.strict = true;
        match (found, self.at_any(&[Token::Colon])) {
            (Ok(Some(key)), Ok(false)) => self.key_alone(key),
            _ => stop,
        }
    }

    fn key_alone(&self, key: Id) -> Stop {
        let last = self.span(key).end.saturating_sub(1);
        let mut stop = self.about(Span::new(last, last), "':' expected after dictionary key");
        stop.end = End::Zero;
        stop
    }

    fn set_items(&mut self) -> Found<()> {
        Ok(self.star_named_expressions()?.map(|_| ()))
    }

    fn dict_item(&mut self) -> Found<()> {
        let unpacked = self.attempt(|reader| {
            take!(reader.eat(Token::DoubleStar));
            Ok(reader.operation()?.map(|_| ()))
        })?;
        if unpacked.is_some() { Ok(unpacked) } else { self.attempt(Self::pair) }
    }

    fn pair(&mut self) -> Found<()> {
        take!(self.expression());
        take!(self.eat(Token::Colon));
        take!(self.expression());
        Ok(Some(()))
    }

    fn mistaken_dict(&mut self) -> Found<()> {
        take!(self.eat(Token::LeftBrace));
        let at = self.at;
        if self.separated(Token::Comma, Self::dict_item)?.is_some() && self.eat(Token::Comma)?.is_some() {
            self.attempt(|reader| {
                let key = take!(reader.expression());
                if reader.at_any(&[Token::Colon])? {
                    return Ok(None::<()>);
                }
                Err(reader.key_alone(key))
            })?;
            self.attempt(Self::mistaken_value)?;
        }
        self.at = at;
        self.mistaken_value()
    }

    fn mistaken_value(&mut self) -> Found<()> {
        take!(self.expression());
        let colon = take!(self.eat(Token::Colon));
        self.attempt(|reader| {
            let star = take!(reader.eat(Token::Star));
            take!(reader.operation());
            Err::<Option<()>, _>(reader.from(star, "cannot use a starred expression in a dictionary value"))
        })?;
        if self.at_any(&[Token::RightBrace, Token::Comma])? {
            return Err(self.about(colon, "expression expected after dictionary key and ':'"));
        }
        Ok(None)
    }

    // Comprehensions.

    /// One `for` or more.
    pub(super) fn loops(&mut self) -> Found<Loop> {
        Ok(self.repeated(Self::single_loop)?.pop())
    }

    /// `for target in iter if cond`
    fn single_loop(&mut self) -> Found<Loop> {
        let head = self.attempt(|reader| {
            reader.eat(Token::Async)?;
            take!(reader.eat(Token::For));
            let target = take!(reader.star_targets());
            take!(reader.eat(Token::In));
            Ok(Some(target))
        })?;
        if let Some(target) = head {
            // Behind `in` there is no other way to read it.
            let mut last = take!(self.disjunction());
            while let Some(condition) = self.attempt(|reader| {
                take!(reader.eat(Token::If));
                reader.disjunction()
            })? {
                last = condition;
            }
            return Ok(Some(Loop { target, last }));
        }
        self.mistake(|reader| {
            reader.eat(Token::Async)?;
            take!(reader.eat(Token::For));
            take!(reader.separated(Token::Comma, Self::operation));
            reader.eat(Token::Comma)?;
            if reader.at_any(&[Token::In])? {
                Ok(None)
            } else {
                Err(reader.here("'in' expected after for-loop variables"))
            }
        })?;
        self.mistake(Self::mistaken_for_target)?;
        Ok(None)
    }

    fn mistaken_comprehension(&mut self) -> Found<()> {
        let at = self.at;
        let paren = self.eat(Token::LeftParen)?.is_some();
        if !paren {
            take!(self.eat_any(&[Token::LeftSquare, Token::LeftBrace]));
        }
        self.attempt(|reader| {
            let starred = take!(reader.starred_expression());
            take!(reader.loops());
            Err::<Option<()>, _>(reader.against(starred, "iterable unpacking cannot be used in comprehension"))
        })?;
        if paren {
            self.at = at;
            return Ok(None);
        }
        let message = "did you forget parentheses around the comprehension target?";
        let first = take!(self.star_named_expression());
        let comma = take!(self.eat(Token::Comma));
        self.attempt(|reader| {
            let more = take!(reader.star_named_expressions());
            take!(reader.loops());
            let last = more.last().map_or(comma, |&last| reader.span(last));
            Err::<Option<()>, _>(reader.about(reader.span(first).to(last), message))
        })?;
        take!(self.loops());
        Err(self.about(self.span(first).to(comma), message))
    }
}
