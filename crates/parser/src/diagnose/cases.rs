//! Patterns.

use taipan_source::span::Span;

use super::reader::{Found, Reader, Rule, take};
use crate::token::Token;

impl Reader<'_> {
    pub(super) fn patterns(&mut self) -> Found<()> {
        let several = self.attempt(|reader| {
            take!(reader.maybe_star());
            take!(reader.eat(Token::Comma));
            reader.more_patterns()?;
            Ok(Some(()))
        })?;
        if several.is_some() { Ok(several) } else { self.pattern() }
    }

    fn more_patterns(&mut self) -> Found<()> {
        if self.separated(Token::Comma, Self::maybe_star)?.is_some() {
            self.eat(Token::Comma)?;
        }
        Ok(Some(()))
    }

    fn maybe_star(&mut self) -> Found<()> {
        let star = self.attempt(|reader| {
            take!(reader.eat(Token::Star));
            Ok(reader.eat(Token::Name)?.map(|_| ()))
        })?;
        if star.is_some() { Ok(star) } else { self.pattern() }
    }

    fn pattern(&mut self) -> Found<()> {
        let bound = self.attempt(|reader| {
            take!(reader.alternatives());
            take!(reader.eat(Token::As));
            reader.capture_target()
        })?;
        if bound.is_some() {
            return Ok(bound);
        }
        self.mistake(|reader| {
            take!(reader.alternatives());
            take!(reader.eat(Token::As));
            if reader.word()? == "_" {
                return Err(reader.at_next("cannot use '_' as a target"));
            }
            if reader.at_any(&[Token::Name])? {
                return Ok(None);
            }
            let target = take!(reader.expression());
            Err(reader.against(target, "invalid pattern target"))
        })?;
        self.alternatives()
    }

    fn alternatives(&mut self) -> Found<()> {
        Ok(self.separated(Token::Bar, Self::closed)?.map(|_| ()))
    }

    /// A pattern without alternatives; read once, as those around it are read up to three times each.
    fn closed(&mut self) -> Found<()> {
        let found = self.once(Rule::ClosedPattern, |reader| {
            let start = reader.start();
            take!(reader.closed_anew());
            Ok(Some(reader.node("pattern", reader.since(start))))
        });
        Ok(found?.map(|_| ()))
    }

    fn closed_anew(&mut self) -> Found<()> {
        match self.peek()? {
            Token::None | Token::True | Token::False => {
                let token = self.peek()?;
                Ok(self.eat(token)?.map(|_| ()))
            }
            Token::String | Token::FStringStart => Ok(self.strings()?.map(|_| ())),
            Token::Minus | Token::Integer | Token::Float | Token::Imaginary => self.number(),
            Token::Name => self.name_pattern(),
            Token::LeftParen => self.bracketed(Token::LeftParen, Token::RightParen),
            Token::LeftSquare => self.bracketed(Token::LeftSquare, Token::RightSquare),
            Token::LeftBrace => self.mapping(),
            _ => Ok(None),
        }
    }

    fn number(&mut self) -> Found<()> {
        let start = self.start();
        self.eat(Token::Minus)?;
        let real = take!(self.eat_any(&[Token::Integer, Token::Float, Token::Imaginary]));
        let real_span = self.since(start);
        let imaginary = self.attempt(|reader| {
            take!(reader.eat_any(&[Token::Plus, Token::Minus]));
            reader.eat_any(&[Token::Integer, Token::Float, Token::Imaginary])
        })?;
        if let Some(imaginary) = imaginary {
            let is_imaginary = |span: Span| self.text(span).ends_with(['j', 'J']);
            if is_imaginary(real) {
                return Err(self.about(real_span, "real number required in complex literal"));
            }
            if !is_imaginary(imaginary) {
                return Err(self.about(imaginary, "imaginary number required in complex literal"));
            }
        }
        Ok(Some(()))
    }

    /// A capture, a value, or a class.
    fn name_pattern(&mut self) -> Found<()> {
        take!(self.dotted_name());
        if !self.at_any(&[Token::LeftParen])? {
            return Ok(Some(()));
        }
        let class = self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            let positional = reader.separated(Token::Comma, Self::positional)?;
            if positional.is_none() || reader.second_is(&[Token::Name])? {
                reader.attempt(|reader| {
                    if positional.is_some() {
                        take!(reader.eat(Token::Comma));
                    }
                    reader.separated(Token::Comma, Self::keyword_pattern)
                })?;
            }
            reader.eat(Token::Comma)?;
            reader.eat(Token::RightParen)
        })?;
        if class.is_some() {
            return Ok(Some(()));
        }
        self.mistake(|reader| {
            take!(reader.eat(Token::LeftParen));
            reader.attempt(|reader| {
                take!(reader.separated(Token::Comma, Self::positional));
                reader.eat(Token::Comma)
            })?;
            take!(reader.separated(Token::Comma, Self::keyword_pattern));
            take!(reader.eat(Token::Comma));
            let start = reader.start();
            take!(reader.separated(Token::Comma, Self::positional));
            let span = reader.since(start);
            Err(reader.about(span, "positional patterns follow keyword patterns"))
        })?;
        Ok(None)
    }

    fn positional(&mut self) -> Found<()> {
        if self.peek()? == Token::Name && self.second_is(&[Token::Equal])? {
            return Ok(None);
        }
        self.pattern()
    }

    fn keyword_pattern(&mut self) -> Found<()> {
        take!(self.eat(Token::Name));
        take!(self.eat(Token::Equal));
        self.pattern()
    }

    fn bracketed(&mut self, open: Token, close: Token) -> Found<()> {
        take!(self.eat(open));
        self.more_patterns()?;
        Ok(self.eat(close)?.map(|_| ()))
    }

    fn mapping(&mut self) -> Found<()> {
        take!(self.eat(Token::LeftBrace));
        let items = self.separated(Token::Comma, Self::entry)?.is_some();
        let comma = items && self.eat(Token::Comma)?.is_some();
        if (comma || !items) && self.eat(Token::DoubleStar)?.is_some() {
            take!(self.capture_target());
            self.eat(Token::Comma)?;
        }
        Ok(self.eat(Token::RightBrace)?.map(|_| ()))
    }

    fn entry(&mut self) -> Found<()> {
        take!(self.closed());
        take!(self.eat(Token::Colon));
        self.pattern()
    }

    /// A name that can be bound.
    fn capture_target(&mut self) -> Found<()> {
        if self.word()? == "_" {
            return Ok(None);
        }
        take!(self.eat(Token::Name));
        Ok(if self.at_any(&[Token::Dot, Token::LeftParen, Token::Equal])? { None } else { Some(()) })
    }
}
