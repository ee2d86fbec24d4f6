//! Parameters of functions and lambdas, and type parameters.

use taipan_source::span::Span;

use super::reader::{Found, Reader, Stop, take};
use crate::token::Token;

/// How a parameter list is written: that of a function, or that of a lambda.
#[derive(Clone, Copy)]
struct Style {
    /// What ends the list.
    close: Token,
    annotated: bool,
    owner: &'static str,
}

const FUNCTION: Style = Style { close: Token::RightParen, annotated: true, owner: "Function" };
const LAMBDA: Style = Style { close: Token::Colon, annotated: false, owner: "Lambda expression" };

impl Reader<'_> {
    pub(super) fn parameters(&mut self) -> Result<(), Stop> {
        self.parameter_list(FUNCTION)
    }

    pub(super) fn lambda_parameters(&mut self) -> Result<(), Stop> {
        self.parameter_list(LAMBDA)
    }

    /// A list that may be empty: it goes as far as it is well formed.
    fn parameter_list(&mut self, style: Style) -> Result<(), Stop> {
        self.mistake(|reader| reader.mistaken_list(style))?;
        self.attempt(|reader| reader.well_formed(style))?;
        Ok(())
    }

    /// Positional parameters, up to `*` or the end.
    fn well_formed(&mut self, style: Style) -> Found<()> {
        let mut defaults = false;
        let mut slash = false;
        let mut count = 0usize;
        loop {
            if self.at_any(&[Token::Star, Token::DoubleStar])? {
                return self.star_part(style);
            }
            if !slash && count > 0 && self.at_any(&[Token::Slash])? {
                take!(self.eat(Token::Slash));
                slash = true;
                if !self.separator(style)? {
                    return Ok(None);
                }
                continue;
            }
            let found = self.attempt(|reader| {
                let default = take!(reader.parameter(style));
                if defaults && !default {
                    return Ok(None);
                }
                Ok(if reader.separator(style)? { Some(default) } else { None })
            })?;
            match found {
                None => return Ok(if count > 0 { Some(()) } else { None }),
                Some(default) => defaults |= default,
            }
            count += 1;
        }
    }

    /// A comma, or the end of the list ahead.
    fn separator(&mut self, style: Style) -> Result<bool, Stop> {
        Ok(self.eat(Token::Comma)?.is_some() || self.closes(style)?)
    }

    fn closes(&mut self, style: Style) -> Result<bool, Stop> {
        self.at_any(&[style.close, Token::FieldColon])
    }

    /// One parameter; tells whether it has a default.
    fn parameter(&mut self, style: Style) -> Found<bool> {
        take!(self.parameter_name(style));
        self.mistake(|reader| {
            let equal = take!(reader.eat(Token::Equal));
            if reader.at_any(&[Token::RightParen, Token::Comma])? {
                return Err(reader.about(equal, "expected default value expression"));
            }
            Ok(None)
        })?;
        let default = self.attempt(|reader| {
            take!(reader.eat(Token::Equal));
            reader.expression()
        })?;
        Ok(Some(default.is_some()))
    }

    /// A name and its annotation.
    fn parameter_name(&mut self, style: Style) -> Found {
        let name = take!(self.eat(Token::Name));
        if style.annotated {
            self.attempt(|reader| {
                take!(reader.eat(Token::Colon));
                reader.expression()
            })?;
        }
        Ok(Some(self.node("name", name)))
    }

    /// `*`, `*args` and `**kwargs`, with what stands behind them.
    fn star_part(&mut self, style: Style) -> Found<()> {
        self.mistake(|reader| reader.mistaken_star(style))?;
        if self.eat(Token::Star)?.is_some() {
            let bare = self.eat(Token::Comma)?.is_some();
            if !bare {
                take!(self.variadic(style));
                if !self.separator(style)? {
                    return Ok(None);
                }
            }
            if self.any_parameters(style)? == 0 && bare {
                return Ok(None);
            }
        }
        if !self.at_any(&[Token::DoubleStar])? {
            return Ok(Some(()));
        }
        self.mistake(|reader| reader.mistaken_keywords(style))?;
        take!(self.eat(Token::DoubleStar));
        take!(self.parameter_name(style));
        Ok(if self.separator(style)? { Some(()) } else { None })
    }

    fn variadic(&mut self, style: Style) -> Found<()> {
        take!(self.eat(Token::Name));
        if style.annotated {
            self.attempt(|reader| {
                take!(reader.eat(Token::Colon));
                if reader.starred_expression()?.is_some() {
                    return Ok(Some(()));
                }
                Ok(reader.expression()?.map(|_| ()))
            })?;
        }
        Ok(Some(()))
    }

    // Mistakes.

    /// A parameter without default and what ends it.
    fn without_default(&mut self, style: Style) -> Found<Span> {
        self.attempt(|reader| {
            let name = take!(reader.parameter_name(style));
            Ok(if reader.separator(style)? { Some(reader.span(name)) } else { None })
        })
    }

    /// Any parameter and what ends it.
    fn any_parameter(&mut self, style: Style) -> Found<()> {
        self.attempt(|reader| {
            take!(reader.parameter(style));
            Ok(if reader.separator(style)? { Some(()) } else { None })
        })
    }

    fn any_parameters(&mut self, style: Style) -> Result<usize, Stop> {
        let mut count = 0;
        while self.any_parameter(style)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    /// Parameters and a `/` behind them.
    fn up_to_slash(&mut self, style: Style) -> Found<()> {
        self.attempt(|reader| {
            if reader.any_parameters(style)? == 0 {
                return Ok(None);
            }
            take!(reader.eat(Token::Slash));
            Ok(if reader.separator(style)? { Some(()) } else { None })
        })
    }

    fn mistaken_list(&mut self, style: Style) -> Found<()> {
        self.attempt(|reader| {
            let slash = take!(reader.eat(Token::Slash));
            take!(reader.eat(Token::Comma));
            Err::<Option<()>, _>(reader.about(slash, "at least one argument must precede /"))
        })?;
        self.attempt(|reader| {
            take!(reader.up_to_slash(style));
            reader.any_parameters(style)?;
            let slash = take!(reader.eat(Token::Slash));
            Err::<Option<()>, _>(reader.about(slash, "/ may appear only once"))
        })?;
        self.attempt(|reader| reader.default_before_none(style))?;
        self.attempt(|reader| {
            while reader.without_default(style)?.is_some() {}
            let open = take!(reader.eat(Token::LeftParen));
            take!(reader.separated(Token::Comma, |reader| reader.parameter_name(FUNCTION)));
            reader.eat(Token::Comma)?;
            let close = take!(reader.eat(Token::RightParen));
            let message = format!("{} parameters cannot be parenthesized", style.owner);
            Err::<Option<()>, _>(reader.about(open.to(close), message))
        })?;
        self.attempt(|reader| {
            reader.up_to_slash(style)?;
            reader.any_parameters(style)?;
            take!(reader.eat(Token::Star));
            if reader.eat(Token::Comma)?.is_none() {
                take!(reader.without_default(style));
            }
            reader.any_parameters(style)?;
            let slash = take!(reader.eat(Token::Slash));
            Err::<Option<()>, _>(reader.about(slash, "/ must be ahead of *"))
        })?;
        if self.any_parameters(style)? == 0 {
            return Ok(None);
        }
        take!(self.eat(Token::Slash));
        let star = take!(self.eat(Token::Star));
        Err(self.about(star, "expected comma between / and *"))
    }

    /// A parameter without default behind one with a default.
    fn default_before_none(&mut self, style: Style) -> Found<()> {
        let mut defaults = false;
        loop {
            let at = self.at;
            if self.eat(Token::Slash)?.is_some() {
                if !self.separator(style)? {
                    return Ok(None);
                }
                continue;
            }
            let start = self.start();
            let found = self.attempt(|reader| {
                let default = take!(reader.parameter(style));
                Ok(if reader.separator(style)? { Some(default) } else { None })
            })?;
            match found {
                None => return Ok(None),
                Some(true) => defaults = true,
                Some(false) if defaults => {
                    self.at = at;
                    let name = take!(self.parameter_name(style));
                    let span = if style.annotated { self.since(start) } else { self.span(name) };
                    return Err(self.about(span, "parameter without a default follows parameter with a default"));
                }
                Some(false) => {}
            }
        }
    }

    fn mistaken_star(&mut self, style: Style) -> Found<()> {
        let star = take!(self.eat(Token::Star));
        let after = self.at;
        let bare = "named arguments must follow bare *";
        let comma = self.attempt(|reader| reader.eat(Token::Comma))?.is_some();
        if self.closes(style)? || (comma && self.at_any(&[Token::DoubleStar])?) {
            return Err(if style.annotated { self.about(star, bare) } else { self.here(bare) });
        }
        self.at = after;
        self.attempt(|reader| {
            take!(reader.parameter_name(style));
            let equal = take!(reader.eat(Token::Equal));
            Err::<Option<()>, _>(reader.about(equal, "var-positional argument cannot have default value"))
        })?;
        if self.eat(Token::Comma)?.is_none() {
            take!(self.without_default(style));
        }
        self.any_parameters(style)?;
        let second = take!(self.eat(Token::Star));
        if self.eat(Token::Comma)?.is_none() {
            take!(self.without_default(style));
        }
        Err(self.about(second, "* argument may appear only once"))
    }

    fn mistaken_keywords(&mut self, style: Style) -> Found<()> {
        take!(self.eat(Token::DoubleStar));
        take!(self.parameter_name(style));
        if let Some(equal) = self.eat(Token::Equal)? {
            return Err(self.about(equal, "var-keyword argument cannot have default value"));
        }
        take!(self.eat(Token::Comma));
        let message = "arguments cannot follow var-keyword argument";
        let start = self.start();
        if self.parameter_name(style)?.is_some() {
            return Err(self.about(self.since(start), message));
        }
        let sign = take!(self.eat_any(&[Token::Star, Token::DoubleStar, Token::Slash]));
        Err(self.about(sign, message))
    }

    // Type parameters.

    /// `[T]`, which may be missing.
    pub(super) fn type_parameters(&mut self) -> Result<(), Stop> {
        self.mistake(|reader| {
            take!(reader.eat(Token::LeftSquare));
            let close = take!(reader.eat(Token::RightSquare));
            Err(reader.from(close, "Type parameter list cannot be empty"))
        })?;
        self.attempt(|reader| {
            take!(reader.eat(Token::LeftSquare));
            take!(reader.separated(Token::Comma, Self::type_parameter));
            reader.eat(Token::Comma)?;
            reader.eat(Token::RightSquare)
        })?;
        Ok(())
    }

    fn type_parameter(&mut self) -> Found<()> {
        let plain = self.attempt(|reader| {
            take!(reader.eat(Token::Name));
            reader.attempt(|reader| {
                take!(reader.eat(Token::Colon));
                reader.expression()
            })?;
            reader.type_default(Self::expression)?;
            Ok(Some(()))
        })?;
        if plain.is_some() {
            return Ok(plain);
        }
        for (stars, kind) in [(Token::Star, "TypeVarTuple"), (Token::DoubleStar, "ParamSpec")] {
            self.mistake(|reader| {
                take!(reader.eat(stars));
                take!(reader.eat(Token::Name));
                let colon = take!(reader.eat(Token::Colon));
                let bound = take!(reader.expression());
                let what = if reader.what(bound) == "tuple" { "constraints" } else { "bound" };
                Err(reader.from(colon, format!("cannot use {what} with {kind}")))
            })?;
        }
        if self.eat(Token::Star)?.is_some() {
            take!(self.eat(Token::Name));
            self.type_default(Self::star_expression)?;
            return Ok(Some(()));
        }
        take!(self.eat(Token::DoubleStar));
        take!(self.eat(Token::Name));
        self.type_default(Self::expression)?;
        Ok(Some(()))
    }

    fn type_default(&mut self, value: fn(&mut Self) -> Found) -> Result<(), Stop> {
        self.attempt(|reader| {
            take!(reader.eat(Token::Equal));
            value(reader)
        })?;
        Ok(())
    }
}
