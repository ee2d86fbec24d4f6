//! Compound statements, with the mistakes in their headers and blocks.

use taipan_source::span::Span;

use super::reader::{Found, Reader, Rule, Stop, take};
use super::targets::Purpose;
use crate::token::Token;

impl Reader<'_> {
    pub(super) fn compound(&mut self) -> Found<()> {
        let token = self.peek()?;
        match token {
            Token::Def => self.attempt(Self::function),
            Token::At => self.attempt(Self::decorated),
            Token::If => self.attempt(|reader| reader.branch(Token::If, "if")),
            Token::Class => self.attempt(Self::class),
            Token::With => self.attempt(Self::with),
            Token::For => self.attempt(Self::for_loop),
            Token::Try => self.attempt(Self::try_statement),
            Token::While => self.attempt(Self::while_loop),
            Token::Async if self.second_is(&[Token::Def])? => self.attempt(Self::function),
            Token::Async if self.second_is(&[Token::With])? => self.attempt(Self::with),
            Token::Async if self.second_is(&[Token::For])? => self.attempt(Self::for_loop),
            Token::Name => self.attempt(Self::match_statement),
            _ => Ok(None),
        }
    }

    pub(super) fn block(&mut self) -> Found<()> {
        let found = self.once(Rule::Block, |reader| {
            let start = reader.start();
            let indented = reader.attempt(|reader| {
                take!(reader.eat(Token::Newline));
                take!(reader.eat(Token::Indent));
                take!(reader.statements());
                reader.eat(Token::Dedent)
            })?;
            if indented.is_none() && reader.simple_statements()?.is_none() {
                reader.mistake(|reader| {
                    take!(reader.eat(Token::Newline));
                    if reader.at_any(&[Token::Indent])? {
                        return Ok(None);
                    }
                    Err(reader.unindented("expected an indented block"))
                })?;
                return Ok(None);
            }
            let span = reader.since(start);
            Ok(Some(reader.node("block", span)))
        })?;
        Ok(found.map(|_| ()))
    }

    /// Refuse a header that ends without a block: behind `:` and the end of the line nothing is indented.
    fn needs_block(&mut self, keyword: Span, after: &str) -> Found<()> {
        take!(self.eat(Token::Colon));
        take!(self.eat(Token::Newline));
        if self.at_any(&[Token::Indent])? {
            return Ok(None);
        }
        let line = self.line(keyword);
        Err(self.unindented(format!("expected an indented block after {after} on line {line}")))
    }

    /// Refuse a header that ends without a colon.
    fn needs_colon(&mut self) -> Found<()> {
        take!(self.eat(Token::Newline));
        Err(self.here("expected ':'"))
    }

    /// Refuse a header that lacks its colon or its block.
    fn mistaken_header(&mut self, keyword: Token, name: &str, header: fn(&mut Self) -> Found<()>) -> Result<(), Stop> {
        self.mistake(|reader| {
            let word = take!(reader.eat(keyword));
            take!(header(reader));
            reader.attempt(Self::needs_colon)?;
            reader.needs_block(word, &format!("'{name}' statement"))
        })
    }

    // If and while.

    fn test(&mut self) -> Found<()> {
        Ok(self.named_expression()?.map(|_| ()))
    }

    fn branch(&mut self, keyword: Token, name: &str) -> Found<()> {
        self.mistaken_header(keyword, name, Self::test)?;
        take!(self.eat(keyword));
        take!(self.named_expression());
        take!(self.eat(Token::Colon));
        take!(self.block());
        if self.at_any(&[Token::Elif])? && self.attempt(|reader| reader.branch(Token::Elif, "elif"))?.is_some() {
            return Ok(Some(()));
        }
        self.else_block()?;
        Ok(Some(()))
    }

    /// `else: block`, which may be missing.
    fn else_block(&mut self) -> Found<()> {
        self.last_block(Token::Else, "'else' statement")
    }

    /// A block under a word alone, which may be missing.
    fn last_block(&mut self, keyword: Token, statement: &str) -> Found<()> {
        self.attempt(|reader| {
            reader.mistake(|reader| {
                let word = take!(reader.eat(keyword));
                reader.needs_block(word, statement)
            })?;
            take!(reader.eat(keyword));
            reader.demand(Token::Colon, ":")?;
            reader.block()
        })
    }

    fn while_loop(&mut self) -> Found<()> {
        self.mistaken_header(Token::While, "while", Self::test)?;
        take!(self.eat(Token::While));
        take!(self.named_expression());
        take!(self.eat(Token::Colon));
        take!(self.block());
        self.else_block()?;
        Ok(Some(()))
    }

    // For.

    fn for_loop(&mut self) -> Found<()> {
        let at = self.at;
        self.mistake(|reader| {
            reader.eat(Token::Async)?;
            let word = take!(reader.eat(Token::For));
            take!(reader.star_targets());
            take!(reader.eat(Token::In));
            take!(reader.star_expressions());
            reader.attempt(Self::needs_colon)?;
            reader.needs_block(word, "'for' statement")
        })?;
        let head = self.attempt(|reader| {
            reader.eat(Token::Async)?;
            take!(reader.eat(Token::For));
            take!(reader.star_targets());
            reader.eat(Token::In)
        })?;
        if head.is_some() {
            // Behind `in` there is no other way to read it.
            take!(self.star_expressions());
            take!(self.eat(Token::Colon));
            take!(self.block());
            self.else_block()?;
            return Ok(Some(()));
        }
        self.at = at;
        self.mistake(Self::mistaken_for_target)?;
        Ok(None)
    }

    // With.

    fn with(&mut self) -> Found<()> {
        self.mistake(|reader| reader.mistaken_with(true))?;
        let found = self.attempt(|reader| {
            reader.eat(Token::Async)?;
            take!(reader.eat(Token::With));
            take!(reader.eat(Token::LeftParen));
            take!(reader.separated(Token::Comma, Self::with_item));
            reader.eat(Token::Comma)?;
            take!(reader.eat(Token::RightParen));
            take!(reader.eat(Token::Colon));
            reader.block()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        let found = self.attempt(|reader| {
            reader.eat(Token::Async)?;
            take!(reader.eat(Token::With));
            take!(reader.separated(Token::Comma, Self::with_item));
            take!(reader.eat(Token::Colon));
            reader.block()
        })?;
        if found.is_none() {
            self.mistake(|reader| reader.mistaken_with(false))?;
        }
        Ok(found)
    }

    fn with_item(&mut self) -> Found<()> {
        let bound = self.attempt(|reader| {
            take!(reader.expression());
            take!(reader.eat(Token::As));
            take!(reader.star_target());
            Ok(reader.at_any(&[Token::Comma, Token::RightParen, Token::Colon])?.then_some(()))
        })?;
        if bound.is_some() {
            return Ok(bound);
        }
        self.mistake(|reader| {
            take!(reader.expression());
            take!(reader.eat(Token::As));
            let target = take!(reader.expression());
            if !reader.at_any(&[Token::Comma, Token::RightParen, Token::Colon])? {
                return Ok(None);
            }
            reader.refuse_target(target, Purpose::Assign)
        })?;
        Ok(self.expression()?.map(|_| ()))
    }

    /// A `with` that lacks its block, or its colon.
    fn mistaken_with(&mut self, block: bool) -> Found<()> {
        self.eat(Token::Async)?;
        let word = take!(self.eat(Token::With));
        let end = |reader: &mut Self| {
            if block { reader.needs_block(word, "'with' statement") } else { reader.needs_colon() }
        };
        self.attempt(|reader| {
            take!(reader.separated(Token::Comma, |reader| reader.loose_item(Self::expression)));
            end(reader)
        })?;
        take!(self.eat(Token::LeftParen));
        take!(self.separated(Token::Comma, |reader| reader.loose_item(Self::expressions)));
        self.eat(Token::Comma)?;
        take!(self.eat(Token::RightParen));
        end(self)
    }

    fn loose_item(&mut self, value: fn(&mut Self) -> Found) -> Found<()> {
        take!(value(self));
        self.attempt(|reader| {
            take!(reader.eat(Token::As));
            reader.star_target()
        })?;
        Ok(Some(()))
    }

    // Try.

    fn try_statement(&mut self) -> Found<()> {
        self.mistake(Self::mistaken_try)?;
        let at = self.at;
        let handlers: [fn(&mut Self) -> Found<()>; 2] = [Self::handler, Self::star_handler];
        let found = self.attempt(|reader| {
            take!(reader.try_head());
            reader.finally_block()
        })?;
        if found.is_some() {
            return Ok(found);
        }
        for handler in handlers {
            let found = self.attempt(|reader| {
                take!(reader.try_head());
                if reader.repeated(handler)?.is_empty() {
                    return Ok(None);
                }
                reader.else_block()?;
                reader.finally_block()?;
                Ok(Some(()))
            })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        self.at = at;
        Ok(None)
    }

    fn try_head(&mut self) -> Found<()> {
        take!(self.eat(Token::Try));
        self.demand(Token::Colon, ":")?;
        self.block()
    }

    fn mistaken_try(&mut self) -> Found<()> {
        let word = take!(self.eat(Token::Try));
        self.attempt(|reader| reader.needs_block(word, "'try' statement"))?;
        take!(self.eat(Token::Colon));
        let at = self.at;
        if self.block()?.is_some() && !self.at_any(&[Token::Except, Token::Finally])? {
            return Err(self.here("expected 'except' or 'finally' block"));
        }
        self.at = at;
        self.repeated(Self::block)?;
        let at = self.at;
        let message = "cannot have both 'except' and 'except*' on the same 'try'";
        if !self.repeated(Self::handler)?.is_empty() {
            self.attempt(|reader| {
                let except = take!(reader.eat(Token::Except));
                let star = take!(reader.eat(Token::Star));
                take!(reader.expression());
                reader.as_name()?;
                take!(reader.eat(Token::Colon));
                Err::<Option<()>, _>(reader.about(except.to(star), message))
            })?;
        }
        self.at = at;
        if self.repeated(Self::star_handler)?.is_empty() {
            return Ok(None);
        }
        let except = take!(self.eat(Token::Except));
        if self.expression()?.is_some() {
            self.as_name()?;
        }
        take!(self.eat(Token::Colon));
        Err(self.about(except, message))
    }

    fn handler(&mut self) -> Found<()> {
        self.mistake(|reader| {
            let word = take!(reader.eat(Token::Except));
            if reader.expression()?.is_some() {
                reader.as_name()?;
            }
            reader.needs_block(word, "'except' statement")
        })?;
        let found = self.attempt(|reader| {
            take!(reader.eat(Token::Except));
            if reader.expression()?.is_some() {
                reader.as_name()?;
            }
            take!(reader.eat(Token::Colon));
            reader.block()
        })?;
        if found.is_none() {
            self.mistake(Self::mistaken_handler)?;
        }
        Ok(found)
    }

    fn star_handler(&mut self) -> Found<()> {
        self.mistake(|reader| {
            let word = take!(reader.eat(Token::Except));
            take!(reader.eat(Token::Star));
            take!(reader.expression());
            reader.as_name()?;
            reader.needs_block(word, "'except*' statement")
        })?;
        let found = self.attempt(|reader| {
            take!(reader.eat(Token::Except));
            take!(reader.eat(Token::Star));
            take!(reader.expression());
            reader.as_name()?;
            take!(reader.eat(Token::Colon));
            reader.block()
        })?;
        if found.is_none() {
            self.mistake(Self::mistaken_handler)?;
        }
        Ok(found)
    }

    fn mistaken_handler(&mut self) -> Found<()> {
        take!(self.eat(Token::Except));
        let star = self.eat(Token::Star)?.is_some();
        let at = self.at;
        if let Some(first) = self.expression()? {
            self.attempt(|reader| {
                take!(reader.eat(Token::Comma));
                take!(reader.expressions());
                reader.as_name()?;
                take!(reader.eat(Token::Colon));
                let message = "multiple exception types must be parenthesized";
                Err::<Option<()>, _>(reader.from(reader.span(first), message))
            })?;
            self.as_name()?;
            self.attempt(Self::needs_colon)?;
        }
        self.at = at;
        if star {
            take!(self.eat_any(&[Token::Newline, Token::Colon]));
            return Err(self.here("expected one or more exception types"));
        }
        self.needs_colon()
    }

    fn finally_block(&mut self) -> Found<()> {
        self.last_block(Token::Finally, "'finally' statement")
    }

    // Definitions.

    fn decorated(&mut self) -> Found<()> {
        while self.eat(Token::At)?.is_some() {
            take!(self.named_expression());
            take!(self.eat(Token::Newline));
        }
        match self.peek()? {
            Token::Class => self.class(),
            _ => self.function(),
        }
    }

    fn function(&mut self) -> Found<()> {
        self.mistake(|reader| {
            reader.eat(Token::Async)?;
            let word = take!(reader.eat(Token::Def));
            take!(reader.eat(Token::Name));
            reader.type_parameters()?;
            take!(reader.eat(Token::LeftParen));
            reader.parameters()?;
            take!(reader.eat(Token::RightParen));
            reader.returned()?;
            reader.needs_block(word, "function definition")
        })?;
        self.eat(Token::Async)?;
        take!(self.eat(Token::Def));
        take!(self.eat(Token::Name));
        self.type_parameters()?;
        self.demand(Token::LeftParen, "(")?;
        self.parameters()?;
        take!(self.eat(Token::RightParen));
        self.returned()?;
        self.demand(Token::Colon, ":")?;
        self.block()
    }

    fn returned(&mut self) -> Result<(), Stop> {
        self.attempt(|reader| {
            take!(reader.eat(Token::Arrow));
            reader.expression()
        })?;
        Ok(())
    }

    fn class(&mut self) -> Found<()> {
        self.mistake(|reader| {
            let word = take!(reader.eat(Token::Class));
            take!(reader.class_head());
            reader.attempt(Self::needs_colon)?;
            reader.needs_block(word, "class definition")
        })?;
        take!(self.eat(Token::Class));
        take!(self.class_head());
        take!(self.eat(Token::Colon));
        self.block()
    }

    fn class_head(&mut self) -> Found<()> {
        take!(self.eat(Token::Name));
        self.type_parameters()?;
        self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            reader.arguments()?;
            reader.eat(Token::RightParen)
        })?;
        Ok(Some(()))
    }

    // Match.

    fn match_statement(&mut self) -> Found<()> {
        let at = self.at;
        let found = self.attempt(|reader| {
            take!(reader.eat_word("match"));
            take!(reader.subject());
            take!(reader.eat(Token::Colon));
            take!(reader.eat(Token::Newline));
            take!(reader.eat(Token::Indent));
            if reader.repeated(Self::case)?.is_empty() {
                return Ok(None);
            }
            reader.eat(Token::Dedent)
        })?;
        if found.is_some() {
            return Ok(Some(()));
        }
        self.at = at;
        self.mistake(|reader| {
            let word = take!(reader.eat_word("match"));
            take!(reader.subject());
            reader.attempt(Self::needs_colon)?;
            reader.needs_block(word, "'match' statement")
        })?;
        Ok(None)
    }

    fn subject(&mut self) -> Found<()> {
        let several = self.attempt(|reader| {
            take!(reader.star_named_expression());
            take!(reader.eat(Token::Comma));
            reader.attempt(Self::star_named_expressions)?;
            Ok(Some(()))
        })?;
        if several.is_some() { Ok(several) } else { self.test() }
    }

    fn case(&mut self) -> Found<()> {
        self.mistake(|reader| {
            let word = take!(reader.eat_word("case"));
            take!(reader.patterns());
            reader.guard()?;
            reader.attempt(Self::needs_colon)?;
            reader.needs_block(word, "'case' statement")
        })?;
        take!(self.eat_word("case"));
        take!(self.patterns());
        self.guard()?;
        take!(self.eat(Token::Colon));
        self.block()
    }

    fn guard(&mut self) -> Result<(), Stop> {
        self.attempt(|reader| {
            take!(reader.eat(Token::If));
            reader.named_expression()
        })?;
        Ok(())
    }
}
