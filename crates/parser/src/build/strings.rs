//! String literals: adjacent ones are joined, f-strings become their pieces.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Conversion, Expr, ExprKind, FormattedValue};
use taipan_source::span::Span;

use super::escapes::{self, Form};
use super::{Build, Failure, refuse, settle};

/// One literal of several that stand next to each other.
pub(crate) enum Part {
    Plain(Span),
    Formatted(Span, Vec<Piece>),
}

/// A piece of an f-string.
pub(crate) enum Piece {
    Text(Span),
    Field(Box<Field>),
}

/// `{value = !conversion:spec}`
pub(crate) struct Field {
    span: Span,
    value: Expr,
    /// The text of the value and the `=` behind it.
    debug: Option<Span>,
    conversion: Option<Conversion>,
    spec: Option<(Span, Vec<Piece>)>,
}

/// Make a field, given where its `!` begins and the name behind it.
pub(crate) fn field(
    build: &Build<'_>,
    span: Span,
    value: Expr,
    debug: Option<Span>,
    conversion: Option<(u32, Span)>,
    spec: Option<(Span, Vec<Piece>)>,
) -> Result<Piece, Failure> {
    let mut chosen = None;
    if let Some((bang, name)) = conversion {
        if bang + 1 != name.start {
            // Spelled as CPython spells it.
            let message = "f-string: conversion type must come right after the exclamanation mark";
            return settle(Span::new(bang, name.end), message);
        }
        chosen = Some(match build.text(name) {
            "s" => Conversion::Str,
            "r" => Conversion::Repr,
            "a" => Conversion::Ascii,
            other => {
                let message = format!("f-string: invalid conversion character '{other}': expected 's', 'r', or 'a'");
                return settle(name, message);
            }
        });
    }
    if debug.is_some() && chosen.is_none() && spec.is_none() {
        chosen = Some(Conversion::Repr);
    }
    let debug = debug.map(|text| build.with_blanks(text));
    Ok(Piece::Field(Box::new(Field { span, value, debug, conversion: chosen, spec })))
}

/// Join adjacent literals to one expression.
pub(crate) fn joined(build: &mut Build<'_>, span: Span, parts: Vec<Part>) -> Result<Expr, Failure> {
    let form = |build: &Build<'_>, part: &Part| match part {
        Part::Plain(span) | Part::Formatted(span, _) => Form::of(build.text(*span)),
    };
    let Some(first) = parts.first().map(|part| form(build, part).bytes) else {
        return refuse(span, "invalid syntax");
    };
    if parts.iter().any(|part| form(build, part).bytes != first) {
        return refuse(span, "cannot mix bytes and nonbytes literals");
    }
    if !parts.iter().any(|part| matches!(part, Part::Formatted(..))) {
        let mut text = Vec::new();
        for part in &parts {
            if let Part::Plain(at) = part {
                plain(build, *at, &mut text)?;
            }
        }
        let text = text.into_boxed_slice();
        let constant = if first { Constant::Bytes(text) } else { Constant::Str(text) };
        return Ok(Expr { span, kind: ExprKind::Constant(constant) });
    }
    let mut pieces = Pieces::default();
    for part in parts {
        match part {
            Part::Plain(at) => {
                plain(build, at, &mut pieces.text)?;
                pieces.cover(at);
            }
            Part::Formatted(at, content) => {
                let form = Form::of(build.text(at));
                pieces.add(build, form, at, content, true)?;
            }
        }
    }
    Ok(Expr { span, kind: ExprKind::JoinedStr(pieces.finish()) })
}

fn plain(build: &mut Build<'_>, span: Span, into: &mut Vec<u8>) -> Result<(), Failure> {
    let literal = build.text(span);
    let form = Form::of(literal);
    let inside = Span::new(span.start + form.opening, span.end - form.closing);
    escapes::decode(build, form, span, inside, into)
}

/// The values of a `JoinedStr` as they are found: text gathers until a field comes.
#[derive(Default)]
struct Pieces {
    values: Vec<Expr>,
    text: Vec<u8>,
    span: Option<Span>,
}

impl Pieces {
    fn add(
        &mut self,
        build: &mut Build<'_>,
        form: Form,
        literal: Span,
        content: Vec<Piece>,
        braces_double: bool,
    ) -> Result<(), Failure> {
        for piece in content {
            match piece {
                Piece::Text(span) => {
                    self.literal(build, form, span, braces_double)?;
                    self.cover(span);
                }
                Piece::Field(field) => self.field(build, form, literal, *field)?,
            }
        }
        Ok(())
    }

    /// Text between the fields, in which braces are written twice.
    fn literal(&mut self, build: &mut Build<'_>, form: Form, span: Span, braces_double: bool) -> Result<(), Failure> {
        let text = build.text(span);
        if !braces_double || !text.contains(['{', '}']) {
            return escapes::decode(build, form, span, span, &mut self.text);
        }
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if byte == b'\\' && !form.raw && bytes.get(at..at + 2) == Some(b"N{") {
                at = text.get(at..).and_then(|rest| rest.find('}')).map_or(at, |length| at + length + 1);
            } else if (byte == b'{' || byte == b'}') && bytes.get(at) == Some(&byte) {
                let part = Span::new(span.start + from as u32, span.start + at as u32);
                escapes::decode(build, form, span, part, &mut self.text)?;
                at += 1;
                from = at;
            }
        }
        let part = Span::new(span.start + from as u32, span.end);
        escapes::decode(build, form, span, part, &mut self.text)
    }

    fn field(&mut self, build: &mut Build<'_>, form: Form, literal: Span, field: Field) -> Result<(), Failure> {
        if let Some(debug) = field.debug {
            self.text.extend_from_slice(build.text(debug).as_bytes());
            self.cover(debug);
        }
        self.flush();
        let format_spec = match field.spec {
            None => None,
            Some((span, content)) => {
                let mut pieces = Self::default();
                pieces.add(build, form, literal, content, false)?;
                Some(Expr { span, kind: ExprKind::JoinedStr(pieces.finish()) })
            }
        };
        let value = FormattedValue { value: field.value, conversion: field.conversion, format_spec };
        self.values.push(Expr { span: field.span, kind: ExprKind::FormattedValue(Box::new(value)) });
        Ok(())
    }

    fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |covered| covered.to(span)));
    }

    fn flush(&mut self) {
        let span = self.span.take().unwrap_or_default();
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text).into_boxed_slice();
            self.values.push(Expr { span, kind: ExprKind::Constant(Constant::Str(text)) });
        }
    }

    fn finish(mut self) -> Vec<Expr> {
        self.flush();
        self.values
    }
}
