//! `repr` and `ascii` of strings, and `repr` of bytes.

use super::{unicode, wtf8};

/// `repr(str)`.
#[must_use]
pub fn string(text: &[u8]) -> String {
    quoted(text, unicode::is_printable)
}

/// `ascii(str)`.
#[must_use]
pub fn ascii(text: &[u8]) -> String {
    quoted(text, |code_point| (0x20..0x7f).contains(&code_point))
}

/// `repr(bytes)`.
#[must_use]
pub fn bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes);
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    push_inside_bytes(&mut out, bytes, quote);
    out.push(quote);
    out
}

/// What stands between the quotes of bytes, or a stretch of it.
pub fn push_inside_bytes(out: &mut String, bytes: &[u8], quote: char) {
    for &byte in bytes {
        push_escaped(out, u32::from(byte), quote, |code_point| (0x20..0x7f).contains(&code_point));
    }
}

fn quoted(text: &[u8], printable: impl Fn(u32) -> bool) -> String {
    let quote = quote_for(text);
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    push_inside(&mut out, text, quote, printable);
    out.push(quote);
    out
}

/// What stands between the quotes of a string, or a stretch of it.
pub fn push_inside(out: &mut String, text: &[u8], quote: char, printable: impl Fn(u32) -> bool) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.iter().position(|byte| !is_plain(*byte, quote)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(plain);
        out.push_str(std::str::from_utf8(run).unwrap_or_default());
        let Some((code_point, length)) = wtf8::decode(after) else { break };
        push_escaped(out, code_point, quote, &printable);
        rest = &after[length..];
    }
}

/// Single quotes, unless they occur and double quotes do not.
#[must_use]
pub fn quote_for(text: &[u8]) -> char {
    if memchr::memchr(b'\'', text).is_some() && memchr::memchr(b'"', text).is_none() { '"' } else { '\'' }
}

/// Needs no escape, whatever counts as printable.
fn is_plain(byte: u8, quote: char) -> bool {
    matches!(byte, 0x20..0x7f) && byte != b'\\' && char::from(byte) != quote
}

fn push_escaped(out: &mut String, code_point: u32, quote: char, printable: impl Fn(u32) -> bool) {
    match char::from_u32(code_point) {
        Some('\t') => out.push_str("\\t"),
        Some('\n') => out.push_str("\\n"),
        Some('\r') => out.push_str("\\r"),
        Some(shown) if shown == '\\' || shown == quote => out.extend(['\\', shown]),
        Some(shown) if printable(code_point) => out.push(shown),
        _ => push_code(out, code_point),
    }
}

/// The shortest of `\xNN`, `\uNNNN` and `\UNNNNNNNN`.
pub fn push_code(out: &mut String, code_point: u32) {
    let (letter, digits) = match code_point {
        0..0x100 => ('x', 2),
        0x100..0x1_0000 => ('u', 4),
        _ => ('U', 8),
    };
    out.extend(['\\', letter]);
    for place in (0..digits).rev() {
        out.extend(char::from_digit(code_point >> (4 * place) & 0xf, 16));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_is_single_unless_that_needs_escapes() {
        assert_eq!(string(b"spam"), "'spam'");
        assert_eq!(string(b"it's"), "\"it's\"");
        assert_eq!(string(b"it's \"so\""), "'it\\'s \"so\"'");
        assert_eq!(bytes(b"it's"), "b\"it's\"");
        assert_eq!(bytes(b"'\""), "b'\\'\"'");
    }

    #[test]
    fn what_cannot_be_printed_is_escaped() {
        assert_eq!(
            string("a\\\t\n\r\0\x7f\u{ad}é\u{2028}\u{e0001}😀".as_bytes()),
            r"'a\\\t\n\r\x00\x7f\xadé\u2028\U000e0001😀'"
        );
        assert_eq!(string(b"x\xed\xa0\x80"), r"'x\ud800'");
        assert_eq!(ascii("é中😀'".as_bytes()), r#""\xe9\u4e2d\U0001f600'""#);
        assert_eq!(bytes(b"\x00a\xff\n\\"), r"b'\x00a\xff\n\\'");
    }
}
