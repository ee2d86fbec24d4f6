//! Literals.

/// The value of a literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An integer that fits.
    Int(i64),
    /// A larger integer: decimal digits, or `0x` and lower-case hexadecimal digits (also for octal and binary literals).
    /// Without underscores, leading zeros or sign.
    BigInt(Box<str>),
    /// A float.
    Float(f64),
    /// An imaginary literal.
    Complex(f64),
    /// A string: UTF-8, in which lone surrogates may stand as three bytes each (WTF-8).
    Str(Box<[u8]>),
    /// A bytes literal.
    Bytes(Box<[u8]>),
}
