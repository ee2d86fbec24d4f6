//! Files, and simple statements.

use super::reader::{Found, Id, Reader, Rule, Stop, take};
use super::targets::Purpose;
use crate::token::Token;

impl Reader<'_> {
    /// A whole file.
    pub(super) fn file(&mut self) -> Found<()> {
        while self.statement()?.is_some() {}
        Ok((self.peek()? == Token::End).then_some(()))
    }

    /// One expression.
    pub(super) fn evaluated(&mut self) -> Found<()> {
        take!(self.expressions());
        while self.eat(Token::Newline)?.is_some() {}
        Ok((self.peek()? == Token::End).then_some(()))
    }

    pub(super) fn statements(&mut self) -> Found<()> {
        take!(self.statement());
        while self.statement()?.is_some() {}
        Ok(Some(()))
    }

    fn statement(&mut self) -> Found<()> {
        if let Some(found) = self.compound()? {
            return Ok(Some(found));
        }
        self.simple_statements()
    }

    pub(super) fn simple_statements(&mut self) -> Found<()> {
        self.attempt(|reader| {
            take!(reader.separated(Token::Semicolon, Self::simple));
            reader.eat(Token::Semicolon)?;
            Ok(reader.eat(Token::Newline)?.map(|_| ()))
        })
    }

    fn simple(&mut self) -> Found {
        self.once(Rule::Simple, |reader| {
            let start = reader.start();
            let found = reader.any_simple()?;
            let span = reader.since(start);
            Ok(found.map(|()| reader.node("statement", span)))
        })
    }

    fn any_simple(&mut self) -> Found<()> {
        if self.attempt(Self::assignment)?.is_some()
            || self.attempt(Self::type_alias)?.is_some()
            || self.star_expressions()?.is_some()
        {
            return Ok(Some(()));
        }
        match self.peek()? {
            Token::Return => {
                take!(self.eat(Token::Return));
                self.star_expressions()?;
                Ok(Some(()))
            }
            Token::Import | Token::From => self.attempt(Self::import),
            Token::Raise => {
                take!(self.eat(Token::Raise));
                if self.expression()?.is_some() {
                    self.attempt(|reader| {
                        take!(reader.eat(Token::From));
                        reader.expression()
                    })?;
                }
                Ok(Some(()))
            }
            Token::Pass => Ok(self.eat(Token::Pass)?.map(|_| ())),
            Token::Del => self.attempt(Self::delete),
            Token::Yield => Ok(self.yield_expression()?.map(|_| ())),
            Token::Assert => {
                take!(self.eat(Token::Assert));
                take!(self.expression());
                self.attempt(|reader| {
                    take!(reader.eat(Token::Comma));
                    reader.expression()
                })?;
                Ok(Some(()))
            }
            Token::Break => Ok(self.eat(Token::Break)?.map(|_| ())),
            Token::Continue => Ok(self.eat(Token::Continue)?.map(|_| ())),
            Token::Global | Token::Nonlocal => {
                take!(self.eat_any(&[Token::Global, Token::Nonlocal]));
                Ok(self.separated(Token::Comma, |reader| reader.eat(Token::Name))?.map(|_| ()))
            }
            _ => Ok(None),
        }
    }

    // Assignment.

    fn assignment(&mut self) -> Found<()> {
        let annotated = self.attempt(|reader| {
            take!(reader.eat(Token::Name));
            reader.annotation()
        })?;
        if annotated.is_some() {
            return Ok(annotated);
        }
        let annotated = self.attempt(|reader| {
            let inner = reader.attempt(|reader| {
                take!(reader.eat(Token::LeftParen));
                take!(reader.single_target());
                reader.eat(Token::RightParen)
            })?;
            if inner.is_none() {
                take!(reader.member());
            }
            reader.annotation()
        })?;
        if annotated.is_some() {
            return Ok(annotated);
        }
        let assigned = self.attempt(|reader| {
            take!(reader.attempt(Self::target_equals));
            reader.repeated(Self::target_equals)?;
            take!(reader.value());
            Ok(if reader.at_any(&[Token::Equal])? { None } else { Some(()) })
        })?;
        if assigned.is_some() {
            return Ok(assigned);
        }
        let operated = self.attempt(|reader| {
            take!(reader.single_target());
            reader.augmented()
        })?;
        if operated.is_some() {
            // Behind the operator there is no other way to read it.
            return Ok(self.value()?.map(|_| ()));
        }
        self.mistake(Self::mistaken_assignment)?;
        Ok(None)
    }

    fn annotation(&mut self) -> Found<()> {
        take!(self.eat(Token::Colon));
        take!(self.expression());
        self.attempt(|reader| {
            take!(reader.eat(Token::Equal));
            reader.value()
        })?;
        Ok(Some(()))
    }

    fn target_equals(&mut self) -> Found<()> {
        take!(self.star_targets());
        Ok(self.eat(Token::Equal)?.map(|_| ()))
    }

    fn augmented(&mut self) -> Found<()> {
        let token = self.peek()?;
        Ok(if token.is_augmented() { self.eat(token)?.map(|_| ()) } else { None })
    }

    /// What may stand on the right.
    fn value(&mut self) -> Found {
        match self.yield_expression()? {
            None => self.star_expressions(),
            found => Ok(found),
        }
    }

    fn mistaken_assignment(&mut self) -> Found<()> {
        self.attempt(|reader| {
            let target = take!(reader.unannotatable());
            take!(reader.eat(Token::Colon));
            take!(reader.expression());
            let what = reader.what(target);
            Err::<Option<()>, _>(reader.against(target, format!("only single target (not {what}) can be annotated")))
        })?;
        self.attempt(|reader| {
            let first = take!(reader.star_named_expression());
            take!(reader.eat(Token::Comma));
            reader.repeated(|reader| reader.star_named_expressions())?;
            take!(reader.eat(Token::Colon));
            take!(reader.expression());
            Err::<Option<()>, _>(reader.against(first, "only single target (not tuple) can be annotated"))
        })?;
        self.attempt(|reader| {
            let target = take!(reader.expression());
            take!(reader.eat(Token::Colon));
            take!(reader.expression());
            Err::<Option<()>, _>(reader.against(target, "illegal target for annotation"))
        })?;
        self.attempt(|reader| {
            reader.repeated(Self::target_equals)?;
            let target = take!(reader.star_expressions());
            take!(reader.eat(Token::Equal));
            reader.refuse_target::<()>(target, Purpose::Assign)
        })?;
        self.attempt(|reader| {
            reader.repeated(Self::target_equals)?;
            let target = take!(reader.yield_expression());
            take!(reader.eat(Token::Equal));
            Err::<Option<()>, _>(reader.against(target, "assignment to yield expression not possible"))
        })?;
        let target = take!(self.star_expressions());
        take!(self.augmented());
        take!(self.value());
        let what = self.what(target);
        Err(self.against(target, format!("'{what}' is an illegal expression for augmented assignment")))
    }

    /// A list or tuple, perhaps in more parentheses.
    fn unannotatable(&mut self) -> Found {
        let found: Option<Id> = self.attempt(|reader| {
            let found = take!(reader.atom());
            Ok(matches!(reader.what(found), "list" | "tuple").then_some(found))
        })?;
        if found.is_some() {
            return Ok(found);
        }
        self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            let found = take!(reader.unannotatable());
            take!(reader.eat(Token::RightParen));
            Ok(Some(found))
        })
    }

    fn delete(&mut self) -> Found<()> {
        let at = self.at;
        take!(self.eat(Token::Del));
        if self.attempt(Self::delete_targets)?.is_some() && self.at_any(&[Token::Semicolon, Token::Newline])? {
            return Ok(Some(()));
        }
        self.at = at;
        self.mistake(|reader| {
            take!(reader.eat(Token::Del));
            let targets = take!(reader.star_expressions());
            reader.refuse_target(targets, Purpose::Delete)
        })?;
        Ok(None)
    }

    fn type_alias(&mut self) -> Found<()> {
        take!(self.eat_word("type"));
        take!(self.eat(Token::Name));
        self.type_parameters()?;
        take!(self.eat(Token::Equal));
        Ok(self.expression()?.map(|_| ()))
    }

    // Import.

    fn import(&mut self) -> Found<()> {
        self.mistake(Self::mistaken_import)?;
        if self.eat(Token::Import)?.is_some() {
            take!(self.separated(Token::Comma, |reader| {
                take!(reader.dotted_name());
                reader.as_name()?;
                Ok(Some(()))
            }));
            return Ok(Some(()));
        }
        take!(self.eat(Token::From));
        let dots = self.repeated(|reader| reader.eat_any(&[Token::Dot, Token::Ellipsis]))?;
        let module = self.attempt(Self::dotted_name)?;
        if module.is_none() && dots.is_empty() {
            return Ok(None);
        }
        take!(self.eat(Token::Import));
        self.imported_names()
    }

    fn mistaken_import(&mut self) -> Found<()> {
        let import = take!(self.eat(Token::Import));
        self.attempt(|reader| {
            take!(reader.separated(Token::Comma, Self::dotted_name));
            take!(reader.eat(Token::From));
            take!(reader.dotted_name());
            Err::<Option<()>, _>(reader.from(import, "Did you mean to use 'from ... import ...' instead?"))
        })?;
        let newline = take!(self.eat(Token::Newline));
        Err(self.from(newline, "Expected one or more names after 'import'"))
    }

    fn imported_names(&mut self) -> Found<()> {
        let parenthesised = self.attempt(|reader| {
            take!(reader.eat(Token::LeftParen));
            take!(reader.names());
            reader.eat(Token::Comma)?;
            reader.eat(Token::RightParen)
        })?;
        if parenthesised.is_some() {
            return Ok(Some(()));
        }
        let open = self.attempt(|reader| {
            take!(reader.names());
            Ok(if reader.at_any(&[Token::Comma])? { None } else { Some(()) })
        })?;
        if open.is_some() || self.eat(Token::Star)?.is_some() {
            return Ok(Some(()));
        }
        self.mistake(|reader| {
            reader.attempt(|reader| {
                take!(reader.names());
                take!(reader.eat(Token::Comma));
                take!(reader.eat(Token::Newline));
                let message = "trailing comma not allowed without surrounding parentheses";
                Err::<Option<()>, _>(reader.here(message))
            })?;
            let newline = take!(reader.eat(Token::Newline));
            Err(reader.from(newline, "Expected one or more names after 'import'"))
        })?;
        Ok(None)
    }

    fn names(&mut self) -> Found<()> {
        take!(self.separated(Token::Comma, |reader| {
            take!(reader.eat(Token::Name));
            reader.as_name()?;
            Ok(Some(()))
        }));
        Ok(Some(()))
    }

    /// `as name`, which may be missing.
    pub(super) fn as_name(&mut self) -> Result<(), Stop> {
        self.attempt(|reader| {
            take!(reader.eat(Token::As));
            reader.eat(Token::Name)
        })?;
        Ok(())
    }

    pub(super) fn dotted_name(&mut self) -> Found<()> {
        Ok(self.separated(Token::Dot, |reader| reader.eat(Token::Name))?.map(|_| ()))
    }
}
