//! Splitting, partitioning, splitting lines and stripping, on strings and bytes alike.

use memchr::memmem;
use smallvec::SmallVec;

use super::{Unit, classify, find, unicode, wtf8};

/// Parts of a text: seldom many.
pub type Parts<'a> = SmallVec<[&'a [u8]; 16]>;

/// `split` at white space, at most `limit` times.
#[must_use]
pub fn split_space(text: &[u8], limit: Option<usize>, unit: Unit) -> Parts<'_> {
    let mut parts = Parts::new();
    let mut rest = strip_space(text, Side::Left, unit);
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let end = find_space(rest, unit).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        parts.push(word);
        rest = strip_space(after, Side::Left, unit);
    }
    parts
}

/// `rsplit` at white space, at most `limit` times.
#[must_use]
pub fn rsplit_space(text: &[u8], limit: Option<usize>, unit: Unit) -> Parts<'_> {
    let mut parts = Parts::new();
    let mut rest = strip_space(text, Side::Right, unit);
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let (before, word) = rest.split_at(end_of_last_space(rest, unit));
        parts.push(word);
        rest = strip_space(before, Side::Right, unit);
    }
    parts.reverse();
    parts
}

/// `split` at a separator that is not empty, at most `limit` times.
#[must_use]
pub fn split<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Parts<'a> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut parts = Parts::new();
    let mut start = 0;
    let mut cut = |at: usize| {
        parts.push(&text[start..at]);
        start = at + separator.len();
    };
    match separator {
        [byte] => memchr::memchr_iter(*byte, text).take(limit).for_each(&mut cut),
        _ => find::places(text, separator).take(limit).for_each(&mut cut),
    }
    parts.push(&text[start..]);
    parts
}

/// `rsplit` at a separator that is not empty, at most `limit` times.
#[must_use]
pub fn rsplit<'a>(text: &'a [u8], separator: &[u8], limit: Option<usize>) -> Parts<'a> {
    let mut parts = Parts::new();
    let mut rest = text;
    for at in memmem::rfind_iter(text, separator).take(limit.unwrap_or(usize::MAX)) {
        parts.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    parts.push(rest);
    parts.reverse();
    parts
}

/// What stands before and after the first separator, if it occurs.
#[must_use]
pub fn partition<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find::find(text, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// What stands before and after the last separator, if it occurs.
#[must_use]
pub fn rpartition<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find::rfind(text, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// `splitlines`: bytes know `\n`, `\r` and `\r\n`; strings know eight line breaks more.
#[must_use]
pub fn lines(text: &[u8], keep_ends: bool, unit: Unit) -> Parts<'_> {
    let mut lines = Parts::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (end, next) = next_line(rest, unit);
        lines.push(&rest[..if keep_ends { next } else { end }]);
        rest = &rest[next..];
    }
    lines
}

/// Where the first line ends, and where the next begins.
fn next_line(text: &[u8], unit: Unit) -> (usize, usize) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.iter().position(|byte| may_break(*byte))) {
        let at = from + at;
        let (code_point, length) = match unit {
            Unit::Byte => (u32::from(text[at]), 1),
            Unit::CodePoint => wtf8::decode(&text[at..]).unwrap_or((0, 1)),
        };
        if code_point == 0x0d && text.get(at + 1) == Some(&b'\n') {
            return (at, at + 2);
        }
        let breaks = match unit {
            Unit::Byte => matches!(code_point, 0x0a | 0x0d),
            Unit::CodePoint => unicode::is_line_break(code_point),
        };
        if breaks {
            return (at, at + length);
        }
        from = at + length;
    }
    (text.len(), text.len())
}

/// The first bytes of all line breaks: the ASCII ones, U+0085 and U+2028.
fn may_break(byte: u8) -> bool {
    matches!(byte, 0x0a..=0x0d | 0x1c..=0x1e | 0xc2 | 0xe2)
}

/// From which sides a text is stripped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`.
    Left,
    /// `rstrip`.
    Right,
    /// `strip`.
    Both,
}

/// `strip` and its siblings without an argument.
#[must_use]
pub fn strip_space(text: &[u8], side: Side, unit: Unit) -> &[u8] {
    match unit {
        Unit::CodePoint => {
            // Most texts begin and end with ASCII characters.
            let text = strip_bytes(text, side, |byte| byte.is_ascii() && unicode::is_space(u32::from(byte)));
            if text.first().is_some_and(|byte| !byte.is_ascii()) || text.last().is_some_and(|byte| !byte.is_ascii()) {
                return strip_code_points(text, side, unicode::is_space);
            }
            text
        }
        Unit::Byte => strip_bytes(text, side, classify::is_byte_space),
    }
}

/// `strip` and its siblings with the characters to strip.
#[must_use]
pub fn strip<'a>(text: &'a [u8], members: &[u8], side: Side, unit: Unit) -> &'a [u8] {
    if unit == Unit::Byte || members.is_ascii() {
        return strip_bytes(text, side, |byte| members.contains(&byte));
    }
    strip_code_points(text, side, |code_point| wtf8::code_points(members).any(|member| member == code_point))
}

fn strip_code_points(mut text: &[u8], side: Side, strips: impl Fn(u32) -> bool) -> &[u8] {
    if side != Side::Right {
        while let Some((_, length)) = wtf8::decode(text).filter(|found| strips(found.0)) {
            text = &text[length..];
        }
    }
    if side != Side::Left {
        while let Some((_, length)) = wtf8::decode_last(text).filter(|found| strips(found.0)) {
            text = &text[..text.len() - length];
        }
    }
    text
}

fn strip_bytes(mut text: &[u8], side: Side, strips: impl Fn(u8) -> bool) -> &[u8] {
    if side != Side::Right {
        while let Some((_, rest)) = text.split_first().filter(|(first, _)| strips(**first)) {
            text = rest;
        }
    }
    if side != Side::Left {
        while let Some((_, rest)) = text.split_last().filter(|(last, _)| strips(**last)) {
            text = rest;
        }
    }
    text
}

fn find_space(text: &[u8], unit: Unit) -> Option<usize> {
    match unit {
        Unit::Byte => text.iter().position(|byte| classify::is_byte_space(*byte)),
        Unit::CodePoint => {
            wtf8::code_point_offsets(text).find(|(_, code_point)| unicode::is_space(*code_point)).map(|found| found.0)
        }
    }
}

/// Where the last word begins.
fn end_of_last_space(text: &[u8], unit: Unit) -> usize {
    let mut rest = text;
    loop {
        let last = match unit {
            Unit::Byte => rest.split_last().map(|(last, _)| (classify::is_byte_space(*last), 1)),
            Unit::CodePoint => wtf8::decode_last(rest).map(|(last, length)| (unicode::is_space(last), length)),
        };
        match last {
            Some((false, length)) => rest = &rest[..rest.len() - length],
            _ => return rest.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[&[u8]]) -> String {
        parts.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn splitting_at_white_space_drops_empty_parts() {
        let text = "\u{2003} a b\x1c\u{85}c  ".as_bytes();
        assert_eq!(shown(&split_space(text, None, Unit::CodePoint)), "a|b|c");
        assert_eq!(shown(&split_space(text, Some(1), Unit::CodePoint)), "a|b\x1c\u{85}c  ");
        assert_eq!(shown(&rsplit_space(text, Some(1), Unit::CodePoint)), "\u{2003} a b|c");
        assert_eq!(shown(&split_space(b" a\x1cb c ", None, Unit::Byte)), "a\x1cb|c");
        assert_eq!(shown(&split_space(b" a b ", Some(0), Unit::Byte)), "a b ");
        assert_eq!(shown(&rsplit_space(b" a b ", Some(0), Unit::Byte)), " a b");
        assert!(split_space(b"  ", None, Unit::Byte).is_empty());
    }

    #[test]
    fn splitting_at_a_separator_keeps_empty_parts() {
        assert_eq!(shown(&split(b",a,,b", b",", None)), "|a||b");
        assert_eq!(shown(&split(b"a--b---c", b"--", None)), "a|b|-c");
        assert_eq!(shown(&rsplit(b"a--b---c", b"--", None)), "a|b-|c");
        assert_eq!(shown(&split(b"a,b,c", b",", Some(1))), "a|b,c");
        assert_eq!(shown(&rsplit(b"a,b,c", b",", Some(1))), "a,b|c");
        assert_eq!(shown(&split(b"", b",", None)), "");
        assert_eq!(partition(b"a=b=c", b"="), Some((&b"a"[..], &b"b=c"[..])));
        assert_eq!(rpartition(b"a=b=c", b"="), Some((&b"a=b"[..], &b"c"[..])));
    }

    #[test]
    fn lines_end_at_every_line_break_of_unicode() {
        let text = "a\nb\r\nc\rd\u{85}e\u{2028}f\x1cgé\u{2029}".as_bytes();
        assert_eq!(shown(&lines(text, false, Unit::CodePoint)), "a|b|c|d|e|f|gé");
        assert_eq!(lines(text, true, Unit::CodePoint).concat(), text);
        assert_eq!(shown(&lines(b"a\x0bb\n\nc\r", false, Unit::Byte)), "a\x0bb||c");
        assert!(lines(b"", false, Unit::Byte).is_empty());
    }

    #[test]
    fn stripping_takes_a_set_of_characters() {
        assert_eq!(strip_space("\u{a0}a ".as_bytes(), Side::Both, Unit::CodePoint), b"a");
        assert_eq!(strip_space(b" a ", Side::Left, Unit::Byte), b"a ");
        assert_eq!(strip("éaxé".as_bytes(), "éx".as_bytes(), Side::Both, Unit::CodePoint), b"a");
        assert_eq!(strip(b"www.a.com", b"cmowz.", Side::Both, Unit::CodePoint), b"a");
        assert_eq!(strip(b"xax", b"x", Side::Right, Unit::Byte), b"xa");
    }
}
