//! The format mini-language: `[[fill]align][sign][z][#][0][width][,_][.precision][type]`.

use std::fmt;

use super::{TooLong, unicode, wtf8};

/// A parsed format specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The code point that fills the field.
    pub fill: u32,
    /// Where the text stands in the field.
    pub align: Align,
    /// What stands before numbers that are not negative.
    pub sign: Option<Sign>,
    /// `z`: a zero that came from rounding loses its sign.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    /// The width of the field.
    pub width: usize,
    /// The separator between groups of digits.
    pub grouping: Option<Grouping>,
    /// What follows the point.
    pub precision: Option<usize>,
    /// The presentation type, or the default of the object's type; nothing for a float without one.
    pub kind: Option<u32>,
}

/// Where the text stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `<`
    Left,
    /// `>`
    Right,
    /// `^`
    Center,
    /// `=`: the fill goes between sign and digits.
    AfterSign,
}

/// What stands before numbers that are not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// A space.
    Space,
    /// `-`: nothing.
    Minus,
}

/// The separator between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Grouping {
    /// The separator itself.
    #[must_use]
    pub fn separator(self) -> char {
        match self {
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        }
    }
}

/// What a type wants to be when the specification does not say.
#[derive(Clone, Copy, Debug)]
pub struct Defaults<'a> {
    /// The name of the object's type, for messages.
    pub type_name: &'a str,
    /// Where the text stands.
    pub align: Align,
    /// The presentation type.
    pub kind: Option<char>,
}

/// Why formatting fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// A `ValueError`.
    Value(String),
    /// An `OverflowError`.
    Overflow(&'static str),
    /// A `MemoryError`.
    TooLong,
}

impl From<TooLong> for FormatError {
    fn from(_: TooLong) -> FormatError {
        FormatError::TooLong
    }
}

impl FormatError {
    pub(super) fn value<T>(message: &str) -> Result<T, FormatError> {
        Err(FormatError::Value(message.to_string()))
    }

    /// The presentation type means nothing to the object's type.
    pub(super) fn unknown_kind<T>(kind: u32, type_name: &str) -> Result<T, FormatError> {
        Err(FormatError::Value(format!("Unknown format code '{}' for object of type '{type_name}'", code(kind))))
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::Value(message) => f.write_str(message),
            FormatError::Overflow(message) => f.write_str(message),
            FormatError::TooLong => Ok(()),
        }
    }
}

/// Parses a specification; widths beyond `limit` are refused.
///
/// # Errors
/// When the text is not a specification.
pub fn parse(text: &[u8], defaults: &Defaults<'_>, limit: usize) -> Result<Spec, FormatError> {
    let mut spec = Spec {
        fill: u32::from(' '),
        align: defaults.align,
        sign: None,
        no_negative_zero: false,
        alternate: false,
        width: 0,
        grouping: None,
        precision: None,
        kind: defaults.kind.map(u32::from),
    };
    let mut rest = Reader { text };
    let (fill, align) = rest.alignment();
    (spec.fill, spec.align) = (fill.unwrap_or(spec.fill), align.unwrap_or(spec.align));
    spec.sign = rest.sign();
    spec.no_negative_zero = rest.take('z');
    spec.alternate = rest.take('#');
    if fill.is_none() && rest.take('0') {
        spec.fill = u32::from('0');
        if align.is_none() && defaults.align == Align::Right {
            spec.align = Align::AfterSign;
        }
    }
    spec.width = rest.number()?.unwrap_or(0);
    spec.grouping = rest.grouping()?;
    if rest.take('.') {
        let Some(precision) = rest.number()? else { return FormatError::value("Format specifier missing precision") };
        spec.precision = Some(precision);
    }
    if let Some(kind) = rest.next() {
        if rest.peek().is_some() {
            return Err(FormatError::Value(format!(
                "Invalid format specifier '{}' for object of type '{}'",
                wtf8::shown(text),
                defaults.type_name
            )));
        }
        spec.kind = Some(kind);
    }
    check_grouping(&spec)?;
    if spec.width > limit { Err(FormatError::TooLong) } else { Ok(spec) }
}

fn check_grouping(spec: &Spec) -> Result<(), FormatError> {
    let (Some(grouping), Some(kind)) = (spec.grouping, spec.kind) else { return Ok(()) };
    match (char::from_u32(kind), grouping) {
        (Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | 'F' | '%'), _)
        | (Some('b' | 'o' | 'x' | 'X'), Grouping::Underscore) => Ok(()),
        _ => Err(FormatError::Value(format!("Cannot specify '{}' with '{}'.", grouping.separator(), code(kind)))),
    }
}

/// A presentation type as messages show it.
fn code(kind: u32) -> String {
    match u8::try_from(kind) {
        Ok(byte @ 33..128) => char::from(byte).to_string(),
        _ => format!("\\x{kind:x}"),
    }
}

fn align_of(code_point: u32) -> Option<Align> {
    match char::from_u32(code_point)? {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

/// What is left of a specification.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a [u8],
}

impl Reader<'_> {
    /// `[[fill]align]`: a fill counts only where an alignment follows it.
    fn alignment(&mut self) -> (Option<u32>, Option<Align>) {
        let mut after_fill = *self;
        let first = after_fill.next();
        if let Some(align) = after_fill.peek().and_then(align_of) {
            after_fill.next();
            *self = after_fill;
            return (first, Some(align));
        }
        let align = first.and_then(align_of);
        if align.is_some() {
            self.next();
        }
        (None, align)
    }

    fn sign(&mut self) -> Option<Sign> {
        let sign = match self.peek().and_then(char::from_u32) {
            Some('+') => Sign::Plus,
            Some('-') => Sign::Minus,
            Some(' ') => Sign::Space,
            _ => return None,
        };
        self.next();
        Some(sign)
    }

    fn grouping(&mut self) -> Result<Option<Grouping>, FormatError> {
        let comma = self.take(',');
        if !self.take('_') {
            return Ok(comma.then_some(Grouping::Comma));
        }
        if comma || self.peek() == Some(u32::from(',')) {
            return FormatError::value("Cannot specify both ',' and '_'.");
        }
        Ok(Some(Grouping::Underscore))
    }

    fn peek(&self) -> Option<u32> {
        wtf8::decode(self.text).map(|(code_point, _)| code_point)
    }

    fn next(&mut self) -> Option<u32> {
        let (code_point, length) = wtf8::decode(self.text)?;
        self.text = &self.text[length..];
        Some(code_point)
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(u32::from(wanted));
        if found {
            self.next();
        }
        found
    }

    fn number(&mut self) -> Result<Option<usize>, FormatError> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(unicode::decimal_value) {
            self.next();
            let longer = number.unwrap_or(0_usize).checked_mul(10).and_then(|tens| tens.checked_add(digit as usize));
            number = longer.filter(|number| isize::try_from(*number).is_ok());
            if number.is_none() {
                return FormatError::value("Too many decimal digits in format string");
            }
        }
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INT: Defaults<'_> = Defaults { type_name: "int", align: Align::Right, kind: Some('d') };
    const STR: Defaults<'_> = Defaults { type_name: "str", align: Align::Left, kind: Some('s') };

    fn error(text: &str, defaults: &Defaults<'_>) -> String {
        parse(text.as_bytes(), defaults, 1000).unwrap_err().to_string()
    }

    #[test]
    fn every_part_is_optional() {
        let plain = parse(b"", &INT, 1000).unwrap();
        assert_eq!((plain.width, plain.align, plain.kind), (0, Align::Right, Some(u32::from('d'))));
        let full = parse("é^+z#010_.3f".as_bytes(), &INT, 1000).unwrap();
        assert_eq!((full.fill, full.align, full.sign), (0xe9, Align::Center, Some(Sign::Plus)));
        assert!(full.no_negative_zero && full.alternate);
        assert_eq!((full.width, full.grouping, full.precision), (10, Some(Grouping::Underscore), Some(3)));
        let zeros = parse(b"05", &INT, 1000).unwrap();
        assert_eq!((zeros.fill, zeros.align, zeros.width), (0x30, Align::AfterSign, 5));
        assert_eq!(parse(b"05", &STR, 1000).unwrap().align, Align::Left);
        assert_eq!(parse(b"<<5", &INT, 1000).unwrap().fill, u32::from('<'));
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message) in [
            ("99999999999999999999d", "Too many decimal digits in format string"),
            (".f", "Format specifier missing precision"),
            (",_", "Cannot specify both ',' and '_'."),
            ("_,", "Cannot specify both ',' and '_'."),
            (",,", "Cannot specify ',' with ','."),
            ("__", "Cannot specify '_' with '_'."),
            (",b", "Cannot specify ',' with 'b'."),
            (",é", "Cannot specify ',' with '\\xe9'."),
            ("dd", "Invalid format specifier 'dd' for object of type 'int'"),
        ] {
            assert_eq!(error(text, &INT), message, "{text}");
        }
        assert_eq!(error(",", &STR), "Cannot specify ',' with 's'.");
        assert_eq!(parse(b"1001", &INT, 1000), Err(FormatError::TooLong));
    }
}
