//! How the bytes of a file become text: byte order mark, encoding cookie, line ends.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Kind};
use crate::pages;

/// The text of a source that is given as bytes, with every line end made `\n`.
///
/// # Errors
/// An unknown encoding, bytes that are not in the encoding, or a null byte.
pub fn decode(bytes: &[u8]) -> Result<String, Diagnostic> {
    let (body, marked) = without_mark(bytes);
    let Some(cookie) = cookie(body) else { return finish(utf8(body)?) };
    let name = normal_name(cookie);
    if marked && name != "utf-8" {
        return Err(refused(format!("encoding problem: {name} with BOM")));
    }
    match Encoding::named(&name) {
        Some(encoding) => finish(encoding.decode(body)?),
        None => Err(refused(format!("unknown encoding: {name}"))),
    }
}

/// The same for a script, which CPython refuses in other words.
///
/// # Errors
/// The same as for `decode`; the messages name the file.
pub fn decode_file(bytes: &[u8], file: &str) -> Result<String, Diagnostic> {
    let (body, marked) = without_mark(bytes);
    if let Some(at) = body.iter().position(|byte| *byte == 0) {
        let mut refusal = refused("source code cannot contain null bytes".into());
        refusal.line = line_of(body, at) as u32;
        return Err(refusal);
    }
    match cookie(body) {
        None => match std::str::from_utf8(body) {
            Ok(text) => finish(Cow::Borrowed(text)),
            Err(error) => {
                let byte = body.get(error.valid_up_to()).copied().unwrap_or(0);
                let line = line_of(body, error.valid_up_to());
                Err(refused(format!(
                    "Non-UTF-8 code starting with '\\x{byte:02x}' in file {file} on line {line}, but no encoding \
                     declared; see https://peps.python.org/pep-0263/ for details"
                )))
            }
        },
        Some(cookie) => {
            let name = normal_name(cookie);
            match Encoding::named(&name) {
                Some(_) if marked && name != "utf-8" => Err(refused(format!("encoding problem: {name} with BOM"))),
                None => Err(refused(format!("encoding problem: {name}"))),
                Some(Encoding::Utf8) => finish(utf8(body)?),
                Some(encoding) => match encoding.decode(body) {
                    Ok(text) => finish(text),
                    Err(_) => Err(refused(format!("encoding problem: {name}"))),
                },
            }
        }
    }
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

fn finish(text: Cow<'_, str>) -> Result<String, Diagnostic> {
    without_nulls(&text)?;
    Ok(match normalise(&text) {
        Cow::Borrowed(_) => text.into_owned(),
        Cow::Owned(changed) => changed,
    })
}

fn without_mark(bytes: &[u8]) -> (&[u8], bool) {
    bytes.strip_prefix(b"\xEF\xBB\xBF").map_or((bytes, false), |body| (body, true))
}

/// How messages call an encoding: the two most common ones have one name each.
fn normal_name(cookie: &str) -> String {
    let name = cookie.to_ascii_lowercase().replace('_', "-");
    let is = |known: &str| name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_owned()
    } else if ["latin-1", "iso-8859-1", "iso-latin-1"].into_iter().any(is) {
        "iso-8859-1".to_owned()
    } else {
        cookie.to_owned()
    }
}

enum Encoding {
    Utf8,
    Latin1,
    Ascii,
    /// The characters of the upper 128 bytes.
    Page(&'static str),
}

impl Encoding {
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('_', "-");
        Some(match name.as_str() {
            "utf8" | "utf-8" | "u8" | "utf" | "cp65001" | "utf-8-sig" => Self::Utf8,
            "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" | "cp819" => Self::Latin1,
            "ascii" | "us-ascii" | "646" => Self::Ascii,
            name => {
                let page = pages::PAGES.iter().find(|(names, _)| names.contains(&name))?;
                Self::Page(page.1)
            }
        })
    }

    fn decode(self, body: &[u8]) -> Result<Cow<'_, str>, Diagnostic> {
        match self {
            Self::Utf8 => utf8(body),
            Self::Latin1 => Ok(Cow::Owned(body.iter().map(|&byte| char::from(byte)).collect())),
            Self::Ascii => match body.iter().position(|byte| !byte.is_ascii()) {
                None => utf8(body),
                Some(at) => Err(undecodable("ascii", body, at, "ordinal not in range(128)")),
            },
            Self::Page(page) => {
                let upper: Vec<char> = page.chars().collect();
                let mut text = String::with_capacity(body.len());
                for (at, &byte) in body.iter().enumerate() {
                    match byte.checked_sub(0x80).map(|index| upper.get(usize::from(index)).copied()) {
                        None => text.push(char::from(byte)),
                        Some(Some(character)) if character != char::REPLACEMENT_CHARACTER => text.push(character),
                        Some(_) => return Err(undecodable("charmap", body, at, "character maps to <undefined>")),
                    }
                }
                Ok(Cow::Owned(text))
            }
        }
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
        let why = match (error.error_len(), bytes.get(at).copied().unwrap_or(0)) {
            (None, _) => "unexpected end of data",
            (Some(1), 0x80..=0xC1 | 0xF5..) => "invalid start byte",
            _ => "invalid continuation byte",
        };
        let mut refusal = undecodable("utf-8", bytes, at, why);
        refusal.message.insert_str(0, "(unicode error) ");
        refusal.line = line_of(bytes, at) as u32;
        refusal
    })
}

fn undecodable(codec: &str, bytes: &[u8], at: usize, why: &str) -> Diagnostic {
    let byte = bytes.get(at).copied().unwrap_or(0);
    refused(format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {at}: {why}"))
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|&&byte| byte == b'\n').count()
}

fn refused(message: String) -> Diagnostic {
    Diagnostic::nowhere(Kind::SyntaxError, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode(bytes).unwrap_err().message
    }

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
    fn single_byte_encodings_are_known() {
        assert_eq!(decode(b"# coding: koi8-r\n'\xc1'").unwrap(), "# coding: koi8-r\n'а'");
        assert_eq!(decode(b"# coding: cp1252\n'\x80'").unwrap(), "# coding: cp1252\n'€'");
        assert_eq!(decode(b"# coding: iso-8859-15\n'\xa4'").unwrap(), "# coding: iso-8859-15\n'€'");
        assert!(message(b"# coding: cp1252\n'\x81'").ends_with("character maps to <undefined>"));
    }

    #[test]
    fn encodings_that_cannot_be_are_named() {
        assert_eq!(message(b"# coding: nonsense\n"), "unknown encoding: nonsense");
        assert_eq!(message(b"\xEF\xBB\xBF# coding: latin_1\n"), "encoding problem: iso-8859-1 with BOM");
        assert_eq!(message(b"\xEF\xBB\xBF# coding: utf8\n"), "encoding problem: utf8 with BOM");
        assert!(decode(b"\xEF\xBB\xBF# coding: utf_8\n").is_ok());
    }

    #[test]
    fn a_script_that_is_not_utf_8_is_told_how_to_say_so() {
        let refusal = decode_file(b"x = 1\ns = '\xf6'\n", "x.py").unwrap_err();
        assert_eq!(
            refusal.message,
            "Non-UTF-8 code starting with '\\xf6' in file x.py on line 2, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        );
    }

    #[test]
    fn null_characters_are_refused() {
        assert_eq!(message(b"a\0b"), "source code string cannot contain null bytes");
    }
}
