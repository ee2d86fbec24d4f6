//! String literals, and the replacement fields of f-strings.

use super::reader::{Found, Reader, take};
use crate::token::Token;

impl Reader<'_> {
    pub(super) fn strings(&mut self) -> Found {
        let start = self.start();
        let mut formatted = false;
        let mut kinds = [false; 2];
        loop {
            match self.peek()? {
                Token::String => {
                    let span = take!(self.eat(Token::String));
                    let bytes =
                        self.text(span).bytes().take_while(u8::is_ascii_alphabetic).any(|byte| byte | 32 == b'b');
                    kinds[usize::from(bytes)] = true;
                }
                Token::FStringStart => {
                    formatted = true;
                    kinds[0] = true;
                    take!(self.formatted());
                }
                _ => break,
            }
        }
        if kinds == [true; 2] {
            return Err(self.here("cannot mix bytes and nonbytes literals"));
        }
        let span = self.since(start);
        Ok(Some(self.node(if formatted { "f-string expression" } else { "literal" }, span)))
    }

    fn formatted(&mut self) -> Found<()> {
        self.attempt(|reader| {
            take!(reader.eat(Token::FStringStart));
            reader.repeated(Self::piece)?;
            take!(reader.eat(Token::FStringEnd));
            Ok(Some(()))
        })
    }

    fn piece(&mut self) -> Found<()> {
        if self.eat(Token::FStringMiddle)?.is_some() {
            return Ok(Some(()));
        }
        let field = self.attempt(Self::field)?;
        if field.is_none() {
            self.mistake(Self::mistaken_field)?;
        }
        Ok(field)
    }

    fn field(&mut self) -> Found<()> {
        take!(self.eat(Token::FieldStart));
        take!(self.field_value());
        self.eat(Token::Equal)?;
        self.attempt(|reader| {
            take!(reader.eat(Token::Bang));
            reader.eat(Token::Name)
        })?;
        if self.eat(Token::FieldColon)?.is_some() {
            self.repeated(Self::piece)?;
        }
        take!(self.eat(Token::RightBrace));
        Ok(Some(()))
    }

    fn field_value(&mut self) -> Found<()> {
        if self.yield_expression()?.is_some() {
            return Ok(Some(()));
        }
        Ok(self.star_expressions()?.map(|_| ()))
    }

    fn mistaken_field(&mut self) -> Found<()> {
        take!(self.eat(Token::FieldStart));
        for (token, text) in
            [(Token::Equal, "="), (Token::Bang, "!"), (Token::FieldColon, ":"), (Token::RightBrace, "}")]
        {
            if self.at_any(&[token])? {
                return Err(self.at_next(format!("f-string: valid expression required before '{text}'")));
            }
        }
        if self.field_value()?.is_none() {
            return Err(self.at_next("f-string: expecting a valid expression after '{'"));
        }
        let ends = [Token::Bang, Token::FieldColon, Token::RightBrace];
        if self.eat(Token::Equal)?.is_some() {
            if !self.at_any(&ends)? {
                return Err(self.at_next("f-string: expecting '!', or ':', or '}'"));
            }
        } else if !self.at_any(&ends)? {
            return Err(self.at_next("f-string: expecting '=', or '!', or ':', or '}'"));
        }
        if self.eat(Token::Bang)?.is_some() {
            if self.at_any(&[Token::FieldColon, Token::RightBrace])? {
                return Err(self.at_next("f-string: missing conversion character"));
            }
            if self.eat(Token::Name)?.is_none() {
                return Err(self.at_next("f-string: invalid conversion character"));
            }
            if !self.at_any(&[Token::FieldColon, Token::RightBrace])? {
                return Err(self.at_next("f-string: expecting ':' or '}'"));
            }
        }
        if self.eat(Token::FieldColon)?.is_some() {
            self.repeated(Self::piece)?;
            if !self.at_any(&[Token::RightBrace])? {
                return Err(self.at_next("f-string: expecting '}', or format specs"));
            }
        }
        if !self.at_any(&[Token::RightBrace])? {
            return Err(self.at_next("f-string: expecting '}'"));
        }
        Ok(None)
    }
}
