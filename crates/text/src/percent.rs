//! The `%` templates of strings and bytes, cut into pieces that the caller fills one by one.
//!
//! A conversion is `%[(key)][flags][width][.precision][length]type`. The caller fetches arguments in the order in which
//! Python does: first those for `*`, then the value, and only then complains about a type that does not exist.

use std::fmt;

use super::{Unit, wtf8};

/// `TypeError` when the arguments run out.
pub const NOT_ENOUGH: &str = "not enough arguments for format string";
/// `TypeError` when a string's arguments are left over.
pub const LEFT_OVER: &str = "not all arguments converted during string formatting";
/// `TypeError` when the arguments of bytes are left over.
pub const LEFT_OVER_BYTES: &str = "not all arguments converted during bytes formatting";
/// `TypeError` when there is a key but no mapping.
pub const NEEDS_MAPPING: &str = "format requires a mapping";
/// `TypeError` when the argument of `*` is no integer.
pub const STAR_WANTS_INT: &str = "* wants int";

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that stands for itself.
    Literal(&'a [u8]),
    /// A place to fill.
    Conversion(Conversion<'a>),
}

/// A place to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion<'a> {
    /// The key into the mapping.
    pub key: Option<&'a [u8]>,
    /// `-`: the value stands left.
    pub left: bool,
    /// `+`: a sign always.
    pub plus: bool,
    /// A space where a sign would stand.
    pub space: bool,
    /// `#`.
    pub alternate: bool,
    /// `0`: numbers are filled with zeros.
    pub zero: bool,
    /// The least width.
    pub width: Amount,
    /// What follows the point.
    pub precision: Option<Amount>,
    /// What becomes of the value.
    pub kind: Kind,
}

/// A width or a precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Stands in the template.
    Given(usize),
    /// `*`: comes from the arguments.
    Argument,
}

/// What becomes of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `s`
    Str,
    /// `b`, in bytes; there, `s` means the same.
    Bytes,
    /// `r`, which in bytes means `a`.
    Repr,
    /// `a`
    Ascii,
    /// `c`
    Character,
    /// `d`, `i` and `u`, as it was written.
    Decimal(char),
    /// `o`, `x` and `X`
    Based(char),
    /// `e`, `f`, `g` and their capitals.
    Float(char),
    /// Nothing we know: an error after its argument has been fetched.
    Unknown(PercentError),
}

/// Why a template is wrong: always a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// The template ends within a conversion.
    Incomplete,
    /// The template ends within a key.
    IncompleteKey,
    /// A width beyond all bounds.
    Width,
    /// A precision beyond all bounds, and whether the template is bytes.
    Precision(Unit),
    /// The type of the conversion, and the position at which it stands.
    Unsupported(u32, usize),
}

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PercentError::Incomplete => f.write_str("incomplete format"),
            PercentError::IncompleteKey => f.write_str("incomplete format key"),
            PercentError::Width => f.write_str("width too big"),
            PercentError::Precision(Unit::CodePoint) => f.write_str("precision too big"),
            PercentError::Precision(Unit::Byte) => f.write_str("prec too big"),
            PercentError::Unsupported(kind, index) => {
                let shown = u8::try_from(*kind).ok().filter(|byte| (31..127).contains(byte)).map_or('?', char::from);
                write!(f, "unsupported format character '{shown}' ({kind:#x}) at index {index}")
            }
        }
    }
}

impl Conversion<'_> {
    /// Fills in the argument of a width that is `*`.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = Amount::Given(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX));
    }

    /// Fills in the argument of a precision that is `*`.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Some(Amount::Given(usize::try_from(precision).unwrap_or(0)));
    }
}

/// Cuts a template into pieces.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    template: &'a [u8],
    at: usize,
    unit: Unit,
}

impl<'a> Pieces<'a> {
    /// Begins at the start of a template, which is a string or bytes.
    #[must_use]
    pub fn new(template: &'a [u8], unit: Unit) -> Pieces<'a> {
        Pieces { template, at: 0, unit }
    }

    fn rest(&self) -> &'a [u8] {
        self.template.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Result<u8, PercentError> {
        self.template.get(self.at).copied().ok_or(PercentError::Incomplete)
    }

    fn take(&mut self, wanted: u8) -> Result<bool, PercentError> {
        let found = self.peek()? == wanted;
        self.at += usize::from(found);
        Ok(found)
    }

    /// Reads what follows a percent sign.
    fn conversion(&mut self) -> Result<Conversion<'a>, PercentError> {
        let mut conversion = Conversion {
            key: None,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: Amount::Given(0),
            precision: None,
            kind: Kind::Str,
        };
        if self.take(b'(')? {
            conversion.key = Some(self.key()?);
        }
        loop {
            match self.peek()? {
                b'-' => conversion.left = true,
                b'+' => conversion.plus = true,
                b' ' => conversion.space = true,
                b'#' => conversion.alternate = true,
                b'0' => conversion.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        conversion.width = self.amount(isize::MAX as usize, PercentError::Width)?;
        if self.take(b'.')? {
            conversion.precision = Some(self.amount(i32::MAX as usize, PercentError::Precision(self.unit))?);
        }
        if matches!(self.peek()?, b'h' | b'l' | b'L') {
            self.at += 1;
        }
        self.peek()?;
        conversion.kind = self.kind();
        Ok(conversion)
    }

    /// The key up to the parenthesis that closes it.
    fn key(&mut self) -> Result<&'a [u8], PercentError> {
        let start = self.at;
        let mut depth = 1_usize;
        while let Some(byte) = self.template.get(self.at) {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(&self.template[start..self.at - 1]);
            }
        }
        Err(PercentError::IncompleteKey)
    }

    fn amount(&mut self, most: usize, too_big: PercentError) -> Result<Amount, PercentError> {
        if self.take(b'*')? {
            return Ok(Amount::Argument);
        }
        let mut amount = 0_usize;
        while let digit @ b'0'..=b'9' = self.peek()? {
            let longer = amount.checked_mul(10).and_then(|tens| tens.checked_add(usize::from(digit - b'0')));
            amount = longer.filter(|amount| *amount <= most).ok_or(too_big)?;
            self.at += 1;
        }
        Ok(Amount::Given(amount))
    }

    fn kind(&mut self) -> Kind {
        let (code_point, length) = match self.unit {
            Unit::CodePoint => wtf8::decode(self.rest()).unwrap_or((0, 1)),
            Unit::Byte => (u32::from(self.rest().first().copied().unwrap_or(0)), 1),
        };
        let start = self.at;
        self.at += length;
        match char::from_u32(code_point).unwrap_or('\0') {
            's' if self.unit == Unit::Byte => Kind::Bytes,
            'b' if self.unit == Unit::Byte => Kind::Bytes,
            's' => Kind::Str,
            'r' => Kind::Repr,
            'a' => Kind::Ascii,
            'c' => Kind::Character,
            kind @ ('d' | 'i' | 'u') => Kind::Decimal(kind),
            kind @ ('o' | 'x' | 'X') => Kind::Based(kind),
            kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G') => Kind::Float(kind),
            _ => {
                let before = &self.template[..start];
                let index = if self.unit == Unit::CodePoint { wtf8::count(before) } else { start };
                Kind::Unknown(PercentError::Unsupported(code_point, index))
            }
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, PercentError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        match memchr::memchr(b'%', rest) {
            Some(0) if rest.get(1) == Some(&b'%') => {
                self.at += 2;
                Some(Ok(Piece::Literal(b"%")))
            }
            Some(0) => {
                self.at += 1;
                let conversion = self.conversion();
                if conversion.is_err() {
                    self.at = self.template.len();
                }
                Some(conversion.map(Piece::Conversion))
            }
            found => {
                let literal = &rest[..found.unwrap_or(rest.len())];
                self.at += literal.len();
                Some(Ok(Piece::Literal(literal)))
            }
        }
    }
}

/// The code point that `%c` writes for an integer of a string, or `OverflowError`.
///
/// # Errors
/// With the message, when there is no such code point.
pub fn character(value: Option<i64>) -> Result<u32, &'static str> {
    let code_point = value.and_then(|value| u32::try_from(value).ok());
    code_point.filter(|code_point| *code_point < 0x11_0000).ok_or("%c arg not in range(0x110000)")
}

/// Whether a text is one code point, as `%c` asks of strings.
#[must_use]
pub fn is_single(text: &[u8]) -> bool {
    wtf8::decode(text).is_some_and(|(_, length)| length == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(template: &str) -> Conversion<'_> {
        match Pieces::new(template.as_bytes(), Unit::CodePoint).next() {
            Some(Ok(Piece::Conversion(conversion))) => conversion,
            other => panic!("{other:?}"),
        }
    }

    fn error(template: &str, unit: Unit) -> String {
        let found = Pieces::new(template.as_bytes(), unit).find_map(|piece| match piece {
            Err(error) => Some(error),
            Ok(Piece::Conversion(Conversion { kind: Kind::Unknown(error), .. })) => Some(error),
            Ok(_) => None,
        });
        found.unwrap().to_string()
    }

    #[test]
    fn conversions_have_many_parts() {
        let full = only("%(a(b)c)-+ #05.3ld");
        assert_eq!(full.key, Some(&b"a(b)c"[..]));
        assert!(full.left && full.plus && full.space && full.alternate && full.zero);
        assert_eq!((full.width, full.precision), (Amount::Given(5), Some(Amount::Given(3))));
        assert_eq!(full.kind, Kind::Decimal('d'));
        let starred = only("%*.*f");
        assert_eq!((starred.width, starred.precision), (Amount::Argument, Some(Amount::Argument)));
        assert_eq!(only("%.d").precision, Some(Amount::Given(0)));
    }

    #[test]
    fn text_between_conversions_stands_for_itself() {
        let pieces: Vec<_> = Pieces::new("é%%%sx".as_bytes(), Unit::CodePoint).map(Result::unwrap).collect();
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces[0], Piece::Literal("é".as_bytes()));
        assert_eq!(pieces[1], Piece::Literal(b"%"));
        assert_eq!(pieces[3], Piece::Literal(b"x"));
    }

    #[test]
    fn mistakes_are_named() {
        for (template, message) in [
            ("é%y", "unsupported format character 'y' (0x79) at index 2"),
            ("%é", "unsupported format character '?' (0xe9) at index 1"),
            ("%lld", "unsupported format character 'l' (0x6c) at index 2"),
            ("%5%", "unsupported format character '%' (0x25) at index 2"),
            ("%b", "unsupported format character 'b' (0x62) at index 1"),
            ("%d %", "incomplete format"),
            ("%.", "incomplete format"),
            ("%l", "incomplete format"),
            ("%(a", "incomplete format key"),
            ("%(a)", "incomplete format"),
            ("%99999999999999999999d", "width too big"),
            ("%.2147483648d", "precision too big"),
        ] {
            assert_eq!(error(template, Unit::CodePoint), message, "{template}");
        }
        assert_eq!(error("%.2147483648d", Unit::Byte), "prec too big");
    }

    #[test]
    fn arguments_of_stars_may_be_negative() {
        let mut starred = only("%*.*f");
        starred.set_width(-5);
        starred.set_precision(-2);
        assert!(starred.left);
        assert_eq!((starred.width, starred.precision), (Amount::Given(5), Some(Amount::Given(0))));
        assert_eq!((character(Some(-1)), character(Some(65))), (Err("%c arg not in range(0x110000)"), Ok(65)));
        assert!(is_single("é".as_bytes()) && !is_single(b"ab") && !is_single(b""));
    }
}
