//! String literals: adjacent ones are joined, f-strings become their pieces.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Conversion, Expr, ExprKind, FormattedValue};
use taipan_source::span::Span;

use super::escapes::{self, Form};
use super::{Build, Failure, refuse, settle};

/// One literal of several that stand next to each other.
pub(crate) enum Part {
    Plain(Span),
    Formatted { opening: Span, closing: Span, pieces: Vec<Piece> },
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
    let mut pieces = Pieces::default();
    let (mut bytes, mut text, mut formatted) = (false, false, false);
    for part in parts {
        match part {
            Part::Plain(at) => {
                let form = Form::of(build.text(at));
                bytes |= form.bytes;
                text |= !form.bytes;
                let inside = Span::new(at.start + form.opening, at.end - form.closing);
                escapes::decode(build, form, at, inside, &mut pieces.text)?;
                pieces.cover(at);
            }
            Part::Formatted { opening, closing, pieces: content } => {
                formatted = true;
                text = true;
                let literal = Literal { form: Form::of(build.text(opening)), closing, is_spec: false };
                pieces.add(build, literal, content)?;
            }
        }
    }
    let kind = match (bytes, text, formatted) {
        (true, true, _) => return refuse(span, "cannot mix bytes and nonbytes literals"),
        (_, _, true) => ExprKind::JoinedStr(pieces.finish()),
        (true, ..) => ExprKind::Constant(Constant::Bytes(pieces.text.into_boxed_slice())),
        _ => ExprKind::Constant(Constant::Str(pieces.text.into_boxed_slice())),
    };
    Ok(Expr { span, kind })
}

/// The values of a `JoinedStr` as they are found: text gathers until a field comes.
#[derive(Default)]
struct Pieces {
    values: Vec<Expr>,
    text: Vec<u8>,
    span: Option<Span>,
}

/// The literal in which a piece stands.
#[derive(Clone, Copy)]
struct Literal {
    form: Form,
    /// Its closing quotes, which errors and warnings in it are about.
    closing: Span,
    /// Whether the piece is part of a format specification, where braces are never doubled.
    is_spec: bool,
}

impl Pieces {
    fn add(&mut self, build: &mut Build<'_>, literal: Literal, content: Vec<Piece>) -> Result<(), Failure> {
        for piece in content {
            match piece {
                Piece::Text(span) => {
                    self.literal(build, literal, span)?;
                    self.cover(span);
                }
                Piece::Field(field) => self.field(build, literal, *field)?,
            }
        }
        Ok(())
    }

    /// Text between the fields: it is decoded in parts that end behind a named escape or the first of two braces.
    fn literal(&mut self, build: &mut Build<'_>, literal: Literal, span: Span) -> Result<(), Failure> {
        let text = build.text(span);
        let bytes = text.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if byte == b'\\' && !literal.form.raw {
                let rest = text.get(at..).unwrap_or("");
                let named = rest.starts_with("N{").then(|| rest.find('}')).flatten();
                if let Some(length) = named {
                    at += length + 1;
                    self.part(build, literal, span, from, at)?;
                    from = at;
                } else if rest.starts_with('\\') {
                    at += 1;
                }
            } else if !literal.is_spec && (byte == b'{' || byte == b'}') && bytes.get(at) == Some(&byte) {
                self.part(build, literal, span, from, at)?;
                at += 1;
                from = at;
            }
        }
        self.part(build, literal, span, from, bytes.len())
    }

    fn part(
        &mut self,
        build: &mut Build<'_>,
        literal: Literal,
        span: Span,
        from: usize,
        to: usize,
    ) -> Result<(), Failure> {
        let inside = Span::new(span.start + from as u32, span.start + to as u32);
        // CPython does not pass on to specifications that the string is raw.
        let form = Form { raw: literal.form.raw && !literal.is_spec, ..literal.form };
        escapes::decode(build, form, literal.closing, inside, &mut self.text)
    }

    fn field(&mut self, build: &mut Build<'_>, literal: Literal, field: Field) -> Result<(), Failure> {
        if let Some(debug) = field.debug {
            self.text.extend_from_slice(build.text(debug).as_bytes());
            self.cover(debug);
        }
        self.flush();
        let format_spec = match field.spec {
            None => None,
            Some((span, content)) => {
                let mut pieces = Self::default();
                pieces.add(build, Literal { is_spec: true, ..literal }, content)?;
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
