//! The arguments of a call.

use super::reader::{Found, Id, Reader, Rule, take};
use crate::token::Token;

/// What was read of an argument list: the positional arguments, and whether a `**mapping` is among the rest.
#[derive(Default)]
struct Read {
    positional: Vec<Id>,
    unpacks: bool,
}

impl Reader<'_> {
    pub(super) fn arguments(&mut self) -> Found {
        self.once(Rule::Arguments, |reader| {
            let start = reader.start();
            let found = reader.attempt(|reader| {
                take!(reader.argument_list());
                reader.eat(Token::Comma)?;
                Ok(reader.at_any(&[Token::RightParen])?.then_some(()))
            })?;
            if found.is_some() {
                let span = reader.since(start);
                return Ok(Some(reader.node("arguments", span)));
            }
            reader.mistake(Self::mistaken_arguments)?;
            Ok(None)
        })
    }

    fn argument_list(&mut self) -> Found<Read> {
        let mut read = Read::default();
        if let Some(positional) = self.separated(Token::Comma, Self::positional_argument)? {
            read.positional = positional;
            let more = self.attempt(|reader| {
                take!(reader.eat(Token::Comma));
                reader.keyword_arguments()
            })?;
            if let Some((starred, unpacks)) = more {
                read.positional.extend(starred);
                read.unpacks = unpacks;
            }
            return Ok(Some(read));
        }
        let (starred, unpacks) = take!(self.keyword_arguments());
        Ok(Some(Read { positional: starred, unpacks }))
    }

    fn positional_argument(&mut self) -> Found {
        let starred = self.starred_expression()?;
        if starred.is_some() {
            return Ok(starred);
        }
        self.attempt(|reader| {
            let found = match reader.assignment_expression()? {
                None => take!(reader.expression_not_named()),
                Some(found) => found,
            };
            Ok(if reader.at_any(&[Token::Equal])? { None } else { Some(found) })
        })
    }

    /// `a=1, *b`, then `c=2, **d`: the starred ones, and whether there is a `**`.
    fn keyword_arguments(&mut self) -> Found<(Vec<Id>, bool)> {
        let both = self.attempt(|reader| {
            let first = take!(reader.separated(Token::Comma, Self::keyword_or_starred));
            take!(reader.eat(Token::Comma));
            let second = take!(reader.separated(Token::Comma, Self::keyword_or_unpacked));
            Ok(Some((first, second)))
        })?;
        if let Some((first, second)) = both {
            return Ok(Some((first.into_iter().flatten().collect(), second.contains(&true))));
        }
        if let Some(first) = self.separated(Token::Comma, Self::keyword_or_starred)? {
            return Ok(Some((first.into_iter().flatten().collect(), false)));
        }
        let second = take!(self.separated(Token::Comma, Self::keyword_or_unpacked));
        Ok(Some((Vec::new(), second.contains(&true))))
    }

    fn keyword_or_starred(&mut self) -> Found<Option<Id>> {
        self.mistake(Self::mistaken_keyword)?;
        if self.attempt(Self::keyword)?.is_some() {
            return Ok(Some(None));
        }
        Ok(self.starred_expression()?.map(Some))
    }

    fn keyword_or_unpacked(&mut self) -> Found<bool> {
        self.mistake(Self::mistaken_keyword)?;
        if self.attempt(Self::keyword)?.is_some() {
            return Ok(Some(false));
        }
        self.attempt(|reader| {
            take!(reader.eat(Token::DoubleStar));
            take!(reader.expression());
            Ok(Some(true))
        })
    }

    fn keyword(&mut self) -> Found<()> {
        take!(self.eat(Token::Name));
        take!(self.eat(Token::Equal));
        Ok(self.expression()?.map(|_| ()))
    }

    fn mistaken_keyword(&mut self) -> Found<()> {
        let constant = self.attempt(|reader| {
            let word = take!(reader.eat_any(&[Token::True, Token::False, Token::None]));
            let equal = take!(reader.eat(Token::Equal));
            Ok(Some((word, equal)))
        })?;
        if let Some((word, equal)) = constant {
            return Err(self.about(word.to(equal), format!("cannot assign to {}", self.text(word))));
        }
        self.attempt(Self::keyword_generator)?;
        self.attempt(|reader| {
            let stars = take!(reader.eat(Token::DoubleStar));
            take!(reader.expression());
            take!(reader.eat(Token::Equal));
            let value = take!(reader.expression());
            let span = stars.to(reader.span(value));
            Err::<Option<()>, _>(reader.about(span, "cannot assign to keyword argument unpacking"))
        })?;
        if self.peek()? == Token::Name && self.second_is(&[Token::Equal])? {
            return Ok(None);
        }
        let target = take!(self.expression());
        let equal = take!(self.eat(Token::Equal));
        let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
        Err(self.about(self.span(target).to(equal), message))
    }

    /// `a=b for ...`
    fn keyword_generator(&mut self) -> Found<()> {
        let name = take!(self.eat(Token::Name));
        let equal = take!(self.eat(Token::Equal));
        take!(self.expression());
        take!(self.loops());
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        Err(self.about(name.to(equal), message))
    }

    /// `*a`
    pub(super) fn starred_expression(&mut self) -> Found {
        self.once(Rule::Starred, |reader| {
            reader.mistake(|reader| {
                let star = take!(reader.eat(Token::Star));
                take!(reader.expression());
                take!(reader.eat(Token::Equal));
                let value = take!(reader.expression());
                let span = star.to(reader.span(value));
                Err(reader.about(span, "cannot assign to iterable argument unpacking"))
            })?;
            let found = reader.attempt(|reader| {
                let start = take!(reader.eat(Token::Star)).start;
                let value = take!(reader.expression());
                let span = reader.since(start);
                Ok(Some(reader.node_of("starred", span, vec![value])))
            })?;
            if found.is_none() {
                reader.mistake(|reader| {
                    take!(reader.eat(Token::Star));
                    Err(reader.here("Invalid star expression"))
                })?;
            }
            Ok(found)
        })
    }

    fn mistaken_arguments(&mut self) -> Found<()> {
        self.attempt(|reader| {
            let read = take!(reader.argument_list());
            if !read.unpacks {
                return Ok(None);
            }
            let comma = take!(reader.eat(Token::Comma));
            take!(reader.separated(Token::Comma, |reader| {
                let starred = take!(reader.starred_expression());
                Ok(if reader.at_any(&[Token::Equal])? { None } else { Some(starred) })
            }));
            let message = "iterable argument unpacking follows keyword argument unpacking";
            Err::<Option<()>, _>(reader.from(comma, message))
        })?;
        self.attempt(|reader| {
            let element = take!(reader.expression());
            let last = take!(reader.loops()).last;
            take!(reader.eat(Token::Comma));
            let span = reader.span(element).to(reader.span(last));
            Err::<Option<()>, _>(reader.about(span, "Generator expression must be parenthesized"))
        })?;
        self.attempt(Self::keyword_generator)?;
        self.attempt(|reader| {
            reader.attempt(|reader| {
                take!(reader.argument_list());
                reader.eat(Token::Comma)
            })?;
            let name = take!(reader.eat(Token::Name));
            let equal = take!(reader.eat(Token::Equal));
            if !reader.at_any(&[Token::Comma, Token::RightParen])? {
                return Ok(None::<()>);
            }
            Err(reader.about(name.to(equal), "expected argument value expression"))
        })?;
        self.attempt(|reader| {
            let read = take!(reader.argument_list());
            let last = take!(reader.loops()).last;
            let Some(&argument) = read.positional.get(1..).and_then(<[Id]>::last) else { return Ok(None::<()>) };
            let span = reader.span(argument).to(reader.span(last));
            Err(reader.about(span, "Generator expression must be parenthesized"))
        })?;
        self.attempt(|reader| {
            take!(reader.argument_list());
            take!(reader.eat(Token::Comma));
            let element = take!(reader.expression());
            let target = take!(reader.loops()).target;
            let span = reader.span(element).to(reader.span(target));
            Err::<Option<()>, _>(reader.about(span, "Generator expression must be parenthesized"))
        })?;
        let read = take!(self.argument_list());
        take!(self.eat(Token::Comma));
        take!(self.argument_list());
        let message = if read.unpacks {
            "positional argument follows keyword argument unpacking"
        } else {
            "positional argument follows keyword argument"
        };
        Err(self.here(message))
    }
}
