//! What `int`, `float` and `complex` read: trimmed text in which every script's digits count as ASCII digits.

use std::borrow::Cow;

use super::{classify, unicode, wtf8};

/// A string as a numeral: digits of every script become ASCII. What cannot stand in a number becomes `?`, and the rest
/// behind it does not matter.
#[must_use]
pub fn from_string(text: &[u8]) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(trim(text));
    }
    let mut ascii = Vec::new();
    for code_point in wtf8::code_points(text) {
        ascii.push(match u8::try_from(code_point) {
            Ok(byte @ 0..0x7f) => byte,
            _ if unicode::is_space(code_point) => b' ',
            _ => unicode::decimal_value(code_point).map_or(b'?', |value| b'0' + value as u8),
        });
        if ascii.last() == Some(&b'?') {
            break;
        }
    }
    Cow::Owned(trim(&ascii).to_vec())
}

/// Bytes that are compared at once.
const CHUNK: usize = 64;

/// Bytes as a numeral.
#[must_use]
pub fn trim(text: &[u8]) -> &[u8] {
    let text = if text.len() < CHUNK { text } else { without_blank_chunks(text) };
    let start = text.iter().position(|byte| !classify::is_byte_space(*byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !classify::is_byte_space(*byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

/// Long runs of spaces go by the chunk.
fn without_blank_chunks(text: &[u8]) -> &[u8] {
    let blank = |chunk: &&[u8]| chunk.iter().fold(true, |all, byte| all & classify::is_byte_space(*byte));
    let text = &text[text.chunks_exact(CHUNK).take_while(blank).count() * CHUNK..];
    &text[..text.len() - text.rchunks_exact(CHUNK).take_while(blank).count() * CHUNK]
}

/// Removes underscores, which must each stand between two digits.
#[must_use]
pub fn without_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if memchr::memchr(b'_', text).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'_' {
            out.push(byte);
        } else if !digit(at.checked_sub(1)) || !digit(Some(at + 1)) {
            return None;
        }
    }
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_become_ascii() {
        assert_eq!(&*from_string("\u{2003}+١٢३\u{a0}".as_bytes()), b"+123");
        assert_eq!(&*from_string("1é2".as_bytes()), b"1?");
        assert_eq!(&*from_string(b" \t12\n"), b"12");
        assert_eq!(&*from_string(b"\x1c1"), b"\x1c1");
    }

    #[test]
    fn underscores_stand_between_digits() {
        let clean = |text: &'static str| {
            without_underscores(text.as_bytes()).map(|out| String::from_utf8_lossy(&out).into_owned())
        };
        assert_eq!(clean("1_000.0_1").as_deref(), Some("1000.01"));
        for wrong in ["_1", "1_", "1__0", "1_.0", "1_e5"] {
            assert_eq!(clean(wrong), None, "{wrong}");
        }
    }
}
