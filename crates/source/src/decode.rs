//! How the bytes of a file become text: byte order mark, encoding cookie, line ends.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Kind};

/// The text of a source file, with every line end made `\n`.
///
/// # Errors
/// An unknown encoding, bytes that are not in the encoding, or a null byte.
pub fn decode(bytes: &[u8]) -> Result<String, Diagnostic> {
    let (body, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(body) => (body, true),
        None => (bytes, false),
    };
    let text = match cookie(body) {
        Some(name) => match Encoding::named(name) {
            Some(Encoding::Utf8) => utf8(body)?,
            Some(_) if marked => {
                return Err(refused(format!("encoding problem: {name} with BOM")));
            }
            Some(Encoding::Latin1) => Cow::Owned(body.iter().map(|&byte| char::from(byte)).collect()),
            Some(Encoding::Latin9) => Cow::Owned(body.iter().map(|&byte| latin9(byte)).collect()),
            Some(Encoding::Ascii) => ascii(body)?,
            None => return Err(refused(format!("unknown encoding: {name}"))),
        },
        None => utf8(body)?,
    };
    without_nulls(&text)?;
    Ok(match normalise(&text) {
        Cow::Borrowed(_) => text.into_owned(),
        Cow::Owned(changed) => changed,
    })
}

/// The text with `\r\n` and `\r` made `\n`.
#[must_use]
pub fn normalise(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// Refuse a text that holds a null character, which no Python source may.
///
/// # Errors
/// When there is one.
pub fn without_nulls(text: &str) -> Result<(), Diagnostic> {
    if text.contains('\0') { Err(refused("source code string cannot contain null bytes".into())) } else { Ok(()) }
}

enum Encoding {
    Utf8,
    Latin1,
    Latin9,
    Ascii,
}

impl Encoding {
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('_', "-");
        Some(match name.as_str() {
            "utf8" | "utf-8" | "u8" | "utf" | "cp65001" | "utf-8-sig" => Self::Utf8,
            _ if name.starts_with("utf-8-") => Self::Utf8,
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" | "cp819" => Self::Latin1,
            _ if name.starts_with("latin-1-") || name.starts_with("iso-8859-1-") => Self::Latin1,
            "iso-8859-15" | "iso8859-15" | "latin9" | "latin-9" | "l9" => Self::Latin9,
            "ascii" | "us-ascii" | "646" => Self::Ascii,
            _ => return None,
        })
    }
}

/// The name in a `coding: name` comment of the first two lines. The second counts only below a blank or comment line.
fn cookie(bytes: &[u8]) -> Option<&str> {
    for line in bytes.split(|&byte| byte == b'\n' || byte == b'\r').take(2) {
        let code = line.trim_ascii_start();
        if code.is_empty() {
            continue;
        }
        if code.first() != Some(&b'#') {
            return None;
        }
        if let Some(name) = cookie_in(code) {
            return Some(name);
        }
    }
    None
}

fn cookie_in(comment: &[u8]) -> Option<&str> {
    let mut rest = comment;
    while let Some(at) = rest.windows(6).position(|word| word == b"coding") {
        rest = rest.get(at + 6..)?;
        let Some((b':' | b'=', after)) = rest.split_first() else { continue };
        let name = after.trim_ascii_start();
        let length = name.iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)).count();
        if length > 0 {
            return std::str::from_utf8(name.get(..length)?).ok();
        }
    }
    None
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Diagnostic> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or(0);
        let line = 1 + bytes.iter().take(at).filter(|&&byte| byte == b'\n').count();
        let why = match (error.error_len(), byte) {
            (None, _) => "unexpected end of data",
            (Some(1), 0x80..=0xC1 | 0xF5..) => "invalid start byte",
            _ => "invalid continuation byte",
        };
        let mut refusal =
            refused(format!("(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {why}"));
        refusal.line = line as u32;
        refusal
    })
}

fn ascii(bytes: &[u8]) -> Result<Cow<'_, str>, Diagnostic> {
    match bytes.iter().position(|byte| !byte.is_ascii()) {
        None => utf8(bytes),
        Some(at) => {
            let byte = bytes.get(at).copied().unwrap_or(0);
            Err(refused(format!(
                "(unicode error) 'ascii' codec can't decode byte 0x{byte:02x} in position {at}: ordinal not in range(128)"
            )))
        }
    }
}

/// ISO 8859-15 is Latin-1 but for eight characters.
fn latin9(byte: u8) -> char {
    match byte {
        0xA4 => '€',
        0xA6 => 'Š',
        0xA8 => 'š',
        0xB4 => 'Ž',
        0xB8 => 'ž',
        0xBC => 'Œ',
        0xBD => 'œ',
        0xBE => 'Ÿ',
        _ => char::from(byte),
    }
}

fn refused(message: String) -> Diagnostic {
    Diagnostic::nowhere(Kind::SyntaxError, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_on_the_second_line_counts_below_a_comment() {
        assert_eq!(decode(b"#!x\n# -*- coding: latin-1 -*-\ns='\xe9'\n").unwrap().lines().last(), Some("s='é'"));
        assert!(decode(b"x=1\n# coding: latin-1\ns='\xe9'\n").is_err());
    }

    #[test]
    fn a_byte_order_mark_and_foreign_line_ends_disappear() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc").unwrap(), "a\nb\nc");
    }

    #[test]
    fn an_unknown_encoding_is_named() {
        assert_eq!(decode(b"# coding: nonsense\n").unwrap_err().message, "unknown encoding: nonsense");
    }
}
