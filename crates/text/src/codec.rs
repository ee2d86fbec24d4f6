//! Codecs between strings and bytes: which there are, what can go wrong, and who repairs it.
//!
//! A codec reports a [`Fault`] to a [`Handler`], which answers with a [`Repair`] or with the error to raise. The error
//! handlers that Python knows by name are in [`handlers`]; the machine brings those that scripts register.

use std::fmt;

use super::pieces::PIECE;

mod charmap;
pub mod escape;
pub mod handlers;
mod narrow;
mod utf7;
mod utf8;
mod wide;

use wide::{ByteOrder, Width};

/// A codec that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `utf-8`
    Utf8,
    /// `utf-7`
    Utf7,
    /// `utf-8-sig`: with a byte order mark in front.
    Utf8Sig,
    /// `ascii`
    Ascii,
    /// `latin-1`
    Latin1,
    /// `cp1252`, of Windows.
    Cp1252,
    /// `iso8859-15`: Latin 1 with the euro.
    Latin9,
    /// `utf-16`: the byte order mark says which.
    Utf16,
    /// `utf-16-le`
    Utf16Little,
    /// `utf-16-be`
    Utf16Big,
    /// `utf-32`: the byte order mark says which.
    Utf32,
    /// `utf-32-le`
    Utf32Little,
    /// `utf-32-be`
    Utf32Big,
    /// `unicode_escape`
    UnicodeEscape,
    /// `raw_unicode_escape`
    RawUnicodeEscape,
}

/// No name has more bytes, whatever its punctuation.
const LONGEST_NAME: usize = 1 << 10;

impl Encoding {
    /// Finds a codec under any of its names, whatever their case and punctuation.
    #[must_use]
    pub fn named(name: &str) -> Option<Encoding> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let mut key = String::with_capacity(name.len());
        for each in name.chars() {
            if each.is_ascii_alphanumeric() || each == '.' {
                key.push(each.to_ascii_lowercase());
            } else if !key.is_empty() && !key.ends_with('_') {
                key.push('_');
            }
        }
        Some(match key.trim_end_matches('_') {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Encoding::Utf8,
            "utf_7" | "utf7" | "u7" | "unicode_1_1_utf_7" => Encoding::Utf7,
            "utf_8_sig" | "utf8_sig" => Encoding::Utf8Sig,
            "ascii" | "us_ascii" | "646" | "us" | "iso646_us" | "ansi_x3.4_1968" => Encoding::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso8859_1" | "iso_8859_1" | "iso8859" | "8859" | "cp819" => {
                Encoding::Latin1
            }
            "cp1252" | "1252" | "windows_1252" => Encoding::Cp1252,
            "iso8859_15" | "iso_8859_15" | "latin9" | "l9" => Encoding::Latin9,
            "utf_16" | "utf16" | "u16" => Encoding::Utf16,
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Encoding::Utf16Little,
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Encoding::Utf16Big,
            "utf_32" | "utf32" | "u32" => Encoding::Utf32,
            "utf_32_le" | "utf_32le" => Encoding::Utf32Little,
            "utf_32_be" | "utf_32be" => Encoding::Utf32Big,
            "unicode_escape" | "unicodeescape" => Encoding::UnicodeEscape,
            "raw_unicode_escape" | "rawunicodeescape" => Encoding::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// The name under which `codecs` lists it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf7 => "utf-7",
            Encoding::Utf8Sig => "utf-8-sig",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "iso8859-1",
            Encoding::Cp1252 => "cp1252",
            Encoding::Latin9 => "iso8859-15",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf16Little => "utf-16-le",
            Encoding::Utf16Big => "utf-16-be",
            Encoding::Utf32 => "utf-32",
            Encoding::Utf32Little => "utf-32-le",
            Encoding::Utf32Big => "utf-32-be",
            Encoding::UnicodeEscape => "unicode_escape",
            Encoding::RawUnicodeEscape => "raw_unicode_escape",
        }
    }
}

/// A string from bytes, and how many of the bytes it took: all, unless more are to come (`last` is false) and a
/// character is cut in two.
///
/// # Errors
/// What the handler raises.
pub fn decode<H: Handler>(
    encoding: Encoding,
    bytes: &[u8],
    last: bool,
    handler: &mut H,
) -> Result<(Vec<u8>, usize), H::Error> {
    match encoding {
        Encoding::Utf8 => utf8::decode(bytes, 0, last, handler),
        Encoding::Utf7 => utf7::decode(bytes, last, handler),
        Encoding::Utf8Sig => utf8::decode_after_mark(bytes, last, handler),
        Encoding::Ascii => narrow::decode_ascii(bytes, handler),
        Encoding::Latin1 => Ok((narrow::decode_latin1(bytes, handler)?, bytes.len())),
        Encoding::Cp1252 => charmap::decode(charmap::CP1252, bytes, handler),
        Encoding::Latin9 => charmap::decode(charmap::LATIN9, bytes, handler),
        Encoding::Utf16 => wide::decode(Width::Two, None, bytes, last, handler),
        Encoding::Utf16Little => wide::decode(Width::Two, Some(ByteOrder::Little), bytes, last, handler),
        Encoding::Utf16Big => wide::decode(Width::Two, Some(ByteOrder::Big), bytes, last, handler),
        Encoding::Utf32 => wide::decode(Width::Four, None, bytes, last, handler),
        Encoding::Utf32Little => wide::decode(Width::Four, Some(ByteOrder::Little), bytes, last, handler),
        Encoding::Utf32Big => wide::decode(Width::Four, Some(ByteOrder::Big), bytes, last, handler),
        Encoding::UnicodeEscape => escape::decode(bytes, last, handler),
        Encoding::RawUnicodeEscape => escape::decode_raw(bytes, last, handler),
    }
}

/// Bytes from a string.
///
/// # Errors
/// What the handler raises.
pub fn encode<H: Handler>(encoding: Encoding, text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    match encoding {
        Encoding::Utf8 => utf8::encode(text, handler),
        Encoding::Utf7 => utf7::encode(text, handler),
        Encoding::Utf8Sig => Ok([utf8::MARK, &utf8::encode(text, handler)?].concat()),
        Encoding::Ascii => narrow::encode_ascii(text, handler),
        Encoding::Latin1 => narrow::encode_latin1(text, handler),
        Encoding::Cp1252 => charmap::encode(charmap::CP1252, text, handler),
        Encoding::Latin9 => charmap::encode(charmap::LATIN9, text, handler),
        Encoding::Utf16 => wide::encode(Width::Two, None, text, handler),
        Encoding::Utf16Little => wide::encode(Width::Two, Some(ByteOrder::Little), text, handler),
        Encoding::Utf16Big => wide::encode(Width::Two, Some(ByteOrder::Big), text, handler),
        Encoding::Utf32 => wide::encode(Width::Four, None, text, handler),
        Encoding::Utf32Little => wide::encode(Width::Four, Some(ByteOrder::Little), text, handler),
        Encoding::Utf32Big => wide::encode(Width::Four, Some(ByteOrder::Big), text, handler),
        Encoding::UnicodeEscape => escape::encode(text, handler),
        Encoding::RawUnicodeEscape => escape::encode_raw(text, handler),
    }
}

/// What cannot be decoded or encoded: the facts of a `UnicodeDecodeError` or `UnicodeEncodeError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which way the codec was going.
    pub direction: Direction,
    /// The name of the codec in messages.
    pub encoding: &'static str,
    /// Where it begins: a byte when decoding, a code point when encoding.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// Which way a codec goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From bytes.
    Decode,
    /// To bytes.
    Encode,
}

/// How the work goes on after a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What stands for the fault.
    pub replacement: Replacement,
    /// Where to go on, in the unit of the fault.
    pub resume: usize,
}

/// What stands for a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A string; when encoding, it is encoded in turn.
    Text(Vec<u8>),
    /// Bytes, when encoding.
    Bytes(Vec<u8>),
}

/// Appends bytes that stay as they are.
fn copy<H: Handler>(out: &mut Vec<u8>, bytes: &[u8], handler: &mut H) -> Result<(), H::Error> {
    for piece in bytes.chunks(PIECE) {
        handler.pass(piece.len())?;
        out.extend_from_slice(piece);
    }
    Ok(())
}

/// Who decides about faults.
pub trait Handler {
    /// What is raised.
    type Error;

    /// Repairs a fault of this input, or raises.
    ///
    /// # Errors
    /// When the fault is not to be repaired.
    fn repair(&mut self, fault: &Fault, input: &[u8]) -> Result<Repair, Self::Error>;

    /// So many bytes are about to be passed, or were just now: a long text may be given up between them.
    ///
    /// # Errors
    /// When the work must end here.
    fn pass(&mut self, bytes: usize) -> Result<(), Self::Error>;

    /// Raises a fault whose repair is of no use.
    fn fail(&mut self, fault: &Fault) -> Self::Error;
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}-{}: {}", self.encoding, self.start, self.end, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codecs_have_many_names() {
        for (name, encoding) in [
            ("UTF-8", Encoding::Utf8),
            (" utf 8 ", Encoding::Utf8),
            ("Latin_1", Encoding::Latin1),
            ("ISO-8859-1", Encoding::Latin1),
            ("US-ASCII", Encoding::Ascii),
            ("utf-16LE", Encoding::Utf16Little),
        ] {
            assert_eq!(Encoding::named(name), Some(encoding), "{name}");
        }
        assert_eq!(Encoding::named("nope"), None);
        assert_eq!(Encoding::named(""), None);
    }
}
