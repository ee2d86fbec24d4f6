//! The templates of `str.format`, cut into pieces: text, and fields `{name!conversion:specification}`.

use std::fmt;

use super::{unicode, wtf8};

/// How deep fields may stand within the specifications of fields, counting the template itself.
pub const MAX_DEPTH: usize = 2;

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that stands for itself; a doubled brace ends a piece and is undoubled.
    Literal(&'a [u8]),
    /// A place to fill.
    Field(Field<'a>),
}

/// A place to fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// Says which value; see [`split_name`].
    pub name: &'a [u8],
    /// What follows `!`.
    pub conversion: Option<u32>,
    /// What follows `:`.
    pub spec: &'a [u8],
    /// Whether the specification has fields of its own.
    pub nested: bool,
}

/// Why a template is wrong: a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// An opening brace at the very end.
    SingleOpen,
    /// A closing brace without an opening one.
    SingleClose,
    /// The template ends within a name.
    Unclosed,
    /// The template ends within a specification.
    UnclosedSpec,
    /// The template ends after `!`.
    NoConversion,
    /// A conversion is one character.
    LongConversion,
    /// There is no such conversion.
    UnknownConversion(u32),
    /// An opening brace within a name.
    BraceInName,
    /// `{a.}` or `{a[]}`
    EmptyAttribute,
    /// `{a[b}`
    MissingBracket,
    /// `{a[b]c}`
    AfterBracket,
    /// A number beyond all bounds.
    TooManyDigits,
    /// `{0}` and then `{}`.
    ManualToAutomatic,
    /// `{}` and then `{0}`.
    AutomaticToManual,
    /// Fields within fields within fields.
    TooDeep,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TemplateError::SingleOpen => "Single '{' encountered in format string",
            TemplateError::SingleClose => "Single '}' encountered in format string",
            TemplateError::Unclosed => "expected '}' before end of string",
            TemplateError::UnclosedSpec => "unmatched '{' in format spec",
            TemplateError::NoConversion => "end of string while looking for conversion specifier",
            TemplateError::LongConversion => "expected ':' after conversion specifier",
            TemplateError::UnknownConversion(conversion) => {
                return match u8::try_from(*conversion) {
                    Ok(byte @ 33..127) => write!(f, "Unknown conversion specifier {}", char::from(byte)),
                    _ => write!(f, "Unknown conversion specifier \\x{conversion:x}"),
                };
            }
            TemplateError::BraceInName => "unexpected '{' in field name",
            TemplateError::EmptyAttribute => "Empty attribute in format string",
            TemplateError::MissingBracket => "Missing ']' in format string",
            TemplateError::AfterBracket => "Only '.' or '[' may follow ']' in format field specifier",
            TemplateError::TooManyDigits => "Too many decimal digits in format string",
            TemplateError::ManualToAutomatic => {
                "cannot switch from manual field specification to automatic field numbering"
            }
            TemplateError::AutomaticToManual => {
                "cannot switch from automatic field numbering to manual field specification"
            }
            TemplateError::TooDeep => "Max string recursion exceeded",
        })
    }
}

/// Cuts a template into pieces.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a [u8],
    /// A field that follows the text just given.
    pending: Option<Field<'a>>,
}

impl<'a> Pieces<'a> {
    /// Begins at the start of a template.
    #[must_use]
    pub fn new(template: &'a [u8]) -> Pieces<'a> {
        Pieces { rest: template, pending: None }
    }

    /// Reads text up to a brace, and the field that the brace may begin.
    fn read(&mut self) -> Result<Option<Piece<'a>>, TemplateError> {
        if let Some(field) = self.pending.take() {
            return Ok(Some(Piece::Field(field)));
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let Some(at) = memchr::memchr2(b'{', b'}', self.rest) else {
            return Ok(Some(Piece::Literal(std::mem::take(&mut self.rest))));
        };
        let (text, from_brace) = self.rest.split_at(at);
        match from_brace {
            [b'{', b'{', after @ ..] | [b'}', b'}', after @ ..] => {
                let literal = &self.rest[..=at];
                self.rest = after;
                return Ok(Some(Piece::Literal(literal)));
            }
            [b'}', ..] => return Err(TemplateError::SingleClose),
            [b'{'] => return Err(TemplateError::SingleOpen),
            _ => {}
        }
        let (field, after) = read_field(&from_brace[1..])?;
        self.rest = after;
        if text.is_empty() {
            return Ok(Some(Piece::Field(field)));
        }
        self.pending = Some(field);
        Ok(Some(Piece::Literal(text)))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, TemplateError>;

    fn next(&mut self) -> Option<Self::Item> {
        let piece = self.read();
        if piece.is_err() {
            self.rest = b"";
        }
        piece.transpose()
    }
}

/// Reads a field after its opening brace, and gives what follows the closing one.
fn read_field(text: &[u8]) -> Result<(Field<'_>, &[u8]), TemplateError> {
    let mut in_brackets = false;
    let mut end = None;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            _ if in_brackets => {}
            b'{' => return Err(TemplateError::BraceInName),
            b'}' | b':' | b'!' => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let (name, rest) = text.split_at(end.ok_or(TemplateError::Unclosed)?);
    let mut field = Field { name, conversion: None, spec: b"", nested: false };
    let spec = match rest {
        [b'!', after @ ..] => {
            let (conversion, length) = wtf8::decode(after).ok_or(TemplateError::NoConversion)?;
            field.conversion = Some(conversion);
            match &after[length..] {
                [b'}', after @ ..] => return Ok((field, after)),
                [b':', spec @ ..] => spec,
                [] => return Err(TemplateError::UnclosedSpec),
                _ => return Err(TemplateError::LongConversion),
            }
        }
        [b':', spec @ ..] => spec,
        _ => return Ok((field, &rest[1..])),
    };
    let mut depth = 1_usize;
    for (at, byte) in spec.iter().enumerate() {
        match byte {
            b'{' => {
                field.nested = true;
                depth += 1;
            }
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            field.spec = &spec[..at];
            return Ok((field, &spec[at + 1..]));
        }
    }
    Err(TemplateError::UnclosedSpec)
}

/// What a field's name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// Nothing: the next argument.
    Next,
    /// The number of an argument.
    Index(usize),
    /// The name of an argument.
    Key(&'a [u8]),
}

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// `.name`
    Attribute(&'a [u8]),
    /// `[number]`
    Index(usize),
    /// `[text]`
    Key(&'a [u8]),
}

/// Splits a field's name into its beginning and the steps from there.
///
/// # Errors
/// When its beginning is a number that is too large.
pub fn split_name(name: &[u8]) -> Result<(First<'_>, Steps<'_>), TemplateError> {
    let end = name.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let first = match number(first)? {
        Some(index) => First::Index(index),
        None if first.is_empty() => First::Next,
        None => First::Key(first),
    };
    Ok((first, Steps { rest }))
}

/// The steps after the beginning of a field's name.
#[derive(Clone, Copy, Debug)]
pub struct Steps<'a> {
    rest: &'a [u8],
}

impl<'a> Steps<'a> {
    fn read(&mut self) -> Result<Option<Step<'a>>, TemplateError> {
        let step = match self.rest {
            [] => return Ok(None),
            [b'.', after @ ..] => {
                let end = after.iter().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(after.len());
                let (name, rest) = after.split_at(end);
                self.rest = rest;
                Step::Attribute(name)
            }
            [b'[', after @ ..] => {
                let end = after.iter().position(|byte| *byte == b']').ok_or(TemplateError::MissingBracket)?;
                self.rest = &after[end + 1..];
                let key = &after[..end];
                number(key)?.map_or(Step::Key(key), Step::Index)
            }
            _ => return Err(TemplateError::AfterBracket),
        };
        match step {
            Step::Attribute(b"") | Step::Key(b"") => Err(TemplateError::EmptyAttribute),
            _ => Ok(Some(step)),
        }
    }
}

impl<'a> Iterator for Steps<'a> {
    type Item = Result<Step<'a>, TemplateError>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.read();
        if step.is_err() {
            self.rest = b"";
        }
        step.transpose()
    }
}

/// A text of digits as a number; nothing for any other text.
fn number(text: &[u8]) -> Result<Option<usize>, TemplateError> {
    let mut number = None;
    for code_point in wtf8::code_points(text) {
        let Some(digit) = unicode::decimal_value(code_point) else { return Ok(None) };
        let longer = number.unwrap_or(0_usize).checked_mul(10).and_then(|tens| tens.checked_add(digit as usize));
        number = Some(longer.filter(|number| isize::try_from(*number).is_ok()).ok_or(TemplateError::TooManyDigits)?);
    }
    Ok(number)
}

/// Which argument comes next: fields are numbered by hand or automatically, not both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// No field has said.
    #[default]
    Open,
    /// By hand.
    Manual,
    /// Automatically; this number is next.
    Automatic(usize),
}

impl Numbering {
    /// The number of the argument that a field begins with, or nothing where it has a name.
    ///
    /// # Errors
    /// When the field is numbered in another way than those before it.
    pub fn index(&mut self, first: First<'_>) -> Result<Option<usize>, TemplateError> {
        let (index, next) = match (first, *self) {
            (First::Key(_), _) => return Ok(None),
            (First::Next, Numbering::Manual) => return Err(TemplateError::ManualToAutomatic),
            (First::Index(_), Numbering::Automatic(_)) => return Err(TemplateError::AutomaticToManual),
            (First::Next, Numbering::Automatic(next)) => (next, Numbering::Automatic(next + 1)),
            (First::Next, Numbering::Open) => (0, Numbering::Automatic(1)),
            (First::Index(index), _) => (index, Numbering::Manual),
        };
        *self = next;
        Ok(Some(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(template: &str) -> String {
        let error = Pieces::new(template.as_bytes()).find_map(|piece| match piece {
            Ok(Piece::Field(field)) => match split_name(field.name) {
                Ok((_, mut steps)) => steps.find_map(Result::err),
                Err(error) => Some(error),
            },
            Ok(Piece::Literal(_)) => None,
            Err(error) => Some(error),
        });
        error.unwrap().to_string()
    }

    #[test]
    fn templates_are_text_and_fields() {
        let pieces: Vec<_> = Pieces::new(b"a{b.c[1]!r:x{y}}z{{").map(Result::unwrap).collect();
        let field = Field { name: b"b.c[1]", conversion: Some(u32::from('r')), spec: b"x{y}", nested: true };
        assert_eq!(pieces, [Piece::Literal(b"a"), Piece::Field(field), Piece::Literal(b"z{")]);
        let pieces: Vec<_> = Pieces::new(b"a}}b{}").map(Result::unwrap).collect();
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[..2], [Piece::Literal(b"a}"), Piece::Literal(b"b")]);
        assert!(matches!(Pieces::new(b"{0[}]}").next(), Some(Ok(Piece::Field(Field { name: b"0[}]", .. })))));
    }

    #[test]
    fn names_are_steps_from_an_argument() {
        let (first, steps) = split_name(b"a.b[1][c]").unwrap();
        assert_eq!(first, First::Key(b"a"));
        let steps: Vec<_> = steps.map(Result::unwrap).collect();
        assert_eq!(steps, [Step::Attribute(b"b"), Step::Index(1), Step::Key(b"c")]);
        assert_eq!(split_name("٣".as_bytes()).unwrap().0, First::Index(3));
        assert_eq!(split_name(b".x").unwrap().0, First::Next);
        assert_eq!(split_name(b"-1").unwrap().0, First::Key(b"-1"));
    }

    #[test]
    fn fields_are_numbered_in_one_way() {
        let mut numbering = Numbering::default();
        assert_eq!(numbering.index(First::Key(b"a")), Ok(None));
        assert_eq!((numbering.index(First::Next), numbering.index(First::Next)), (Ok(Some(0)), Ok(Some(1))));
        assert_eq!(numbering.index(First::Index(0)), Err(TemplateError::AutomaticToManual));
        let mut numbering = Numbering::default();
        assert_eq!(numbering.index(First::Index(5)), Ok(Some(5)));
        assert_eq!(numbering.index(First::Next), Err(TemplateError::ManualToAutomatic));
    }

    #[test]
    fn mistakes_are_named() {
        for (template, message) in [
            ("x{", "Single '{' encountered in format string"),
            ("a}b", "Single '}' encountered in format string"),
            ("{{}", "Single '}' encountered in format string"),
            ("{0:}}", "Single '}' encountered in format string"),
            ("{0", "expected '}' before end of string"),
            ("{0[}", "expected '}' before end of string"),
            ("{0!", "end of string while looking for conversion specifier"),
            ("{0!r", "unmatched '{' in format spec"),
            ("{!}", "unmatched '{' in format spec"),
            ("{0:{}", "unmatched '{' in format spec"),
            ("{0!rx}", "expected ':' after conversion specifier"),
            ("{0{1}}", "unexpected '{' in field name"),
            ("{0.}", "Empty attribute in format string"),
            ("{0[]}", "Empty attribute in format string"),
            ("{0[1]x}", "Only '.' or '[' may follow ']' in format field specifier"),
            ("{99999999999999999999}", "Too many decimal digits in format string"),
        ] {
            assert_eq!(error(template), message, "{template}");
        }
        assert_eq!(TemplateError::UnknownConversion(0xe9).to_string(), "Unknown conversion specifier \\xe9");
    }
}
