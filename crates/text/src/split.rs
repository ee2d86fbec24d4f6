//! Splitting, partitioning, splitting lines and stripping, on strings and bytes alike.

use smallvec::SmallVec;
use taipan_source::meter::Meter;

use super::pieces::Toll;
use super::{Unit, classify, find, unicode, wtf8};

/// Parts of a text: seldom many.
pub type Parts<'a> = SmallVec<[&'a [u8]; 16]>;

/// `split` at white space, at most `limit` times.
pub fn split_space<'a, M: Meter>(
    text: &'a [u8],
    limit: Option<usize>,
    unit: Unit,
    meter: &mut M,
) -> Result<Parts<'a>, M::Refusal> {
    let mut toll = Toll::new(meter);
    let mut parts = Parts::new();
    let mut rest = strip_space_for(text, Side::Left, unit, &mut toll)?;
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let end = toll.position(rest, |piece| find_space(piece, unit))?.unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        parts.push(word);
        toll.pass(WORD)?;
        rest = strip_space_for(after, Side::Left, unit, &mut toll)?;
    }
    Ok(parts)
}

/// Finding a word takes as long as passing so many bytes.
const WORD: usize = 32;

/// Texts of up to so many bytes are cut in one go.
pub const SHORT: usize = 1 << 10;

/// The words of a text that is known to be ASCII, or bytes.
#[inline(always)]
pub fn plain_words(text: &[u8], unit: Unit) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while let [first, after @ ..] = rest
            && is_plain_space(*first, unit)
        {
            rest = after;
        }
        let begin = rest;
        while let [first, after @ ..] = rest
            && !is_plain_space(*first, unit)
        {
            rest = after;
        }
        if begin.is_empty() { None } else { begin.get(..begin.len() - rest.len()) }
    })
}

/// The parts of a short text between single bytes.
#[inline(always)]
pub fn plain_parts(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let begin = rest?;
        let at = find::byte(begin, separator);
        rest = at.and_then(|at| begin.get(at + 1..));
        begin.get(..at.unwrap_or(begin.len()))
    })
}

/// Whether a byte is white space by itself.
#[inline(always)]
fn is_plain_space(byte: u8, unit: Unit) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ') || unit == Unit::CodePoint && matches!(byte, 0x1c..=0x1f)
}

/// `rsplit` at white space, at most `limit` times.
pub fn rsplit_space<'a, M: Meter>(
    text: &'a [u8],
    limit: Option<usize>,
    unit: Unit,
    meter: &mut M,
) -> Result<Parts<'a>, M::Refusal> {
    let mut toll = Toll::new(meter);
    let mut parts = Parts::new();
    let mut rest = strip_space_for(text, Side::Right, unit, &mut toll)?;
    while !rest.is_empty() {
        if limit.is_some_and(|limit| parts.len() >= limit) {
            parts.push(rest);
            break;
        }
        let begin = toll.last_position(rest, |piece| match end_of_last_space(piece, unit) {
            0 => None,
            end => Some(end),
        })?;
        let (before, word) = rest.split_at(begin.unwrap_or(0));
        parts.push(word);
        toll.pass(WORD)?;
        rest = strip_space_for(before, Side::Right, unit, &mut toll)?;
    }
    parts.reverse();
    Ok(parts)
}

/// `split` at a separator that is not empty, at most `limit` times.
pub fn split<'a, M: Meter>(
    text: &'a [u8],
    separator: &[u8],
    limit: Option<usize>,
    meter: &mut M,
) -> Result<Parts<'a>, M::Refusal> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut parts = Parts::new();
    let mut start = 0;
    let mut places = find::Places::new(text, separator);
    while parts.len() < limit
        && let Some(at) = places.next(meter)?
    {
        parts.push(&text[start..at]);
        start = at + separator.len();
    }
    parts.push(&text[start..]);
    Ok(parts)
}

/// `rsplit` at a separator that is not empty, at most `limit` times.
pub fn rsplit<'a, M: Meter>(
    text: &'a [u8],
    separator: &[u8],
    limit: Option<usize>,
    meter: &mut M,
) -> Result<Parts<'a>, M::Refusal> {
    let limit = limit.unwrap_or(usize::MAX);
    let mut parts = Parts::new();
    let mut rest = text;
    while parts.len() < limit
        && let Some(at) = find::rfind(rest, separator, meter)?
    {
        parts.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    parts.push(rest);
    parts.reverse();
    Ok(parts)
}

/// What stands before and after a separator.
type Halves<'a> = Option<(&'a [u8], &'a [u8])>;

/// What stands before and after the first separator, if it occurs.
pub fn partition<'a, M: Meter>(text: &'a [u8], separator: &[u8], meter: &mut M) -> Result<Halves<'a>, M::Refusal> {
    let at = find::find(text, separator, meter)?;
    Ok(at.map(|at| (&text[..at], &text[at + separator.len()..])))
}

/// What stands before and after the last separator, if it occurs.
pub fn rpartition<'a, M: Meter>(text: &'a [u8], separator: &[u8], meter: &mut M) -> Result<Halves<'a>, M::Refusal> {
    let at = find::rfind(text, separator, meter)?;
    Ok(at.map(|at| (&text[..at], &text[at + separator.len()..])))
}

/// `splitlines`: bytes know `\n`, `\r` and `\r\n`; strings know eight line breaks more.
pub fn lines<'a, M: Meter>(
    text: &'a [u8],
    keep_ends: bool,
    unit: Unit,
    meter: &mut M,
) -> Result<Parts<'a>, M::Refusal> {
    let mut toll = Toll::new(meter);
    let mut lines = Parts::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (end, next) = next_line(rest, unit, &mut toll)?;
        lines.push(&rest[..if keep_ends { next } else { end }]);
        toll.pass(WORD)?;
        rest = &rest[next..];
    }
    Ok(lines)
}

/// Where the first line ends, and where the next begins.
fn next_line<M: Meter>(text: &[u8], unit: Unit, toll: &mut Toll<'_, M>) -> Result<(usize, usize), M::Refusal> {
    let mut from = 0;
    while let Some(rest) = text.get(from..)
        && let Some(at) = toll.position(rest, |piece| piece.iter().position(|byte| may_break(*byte)))?
    {
        let at = from + at;
        let (code_point, length) = match unit {
            Unit::Byte => (u32::from(text[at]), 1),
            Unit::CodePoint => wtf8::decode(&text[at..]).unwrap_or((0, 1)),
        };
        if code_point == 0x0d && text.get(at + 1) == Some(&b'\n') {
            return Ok((at, at + 2));
        }
        let breaks = match unit {
            Unit::Byte => matches!(code_point, 0x0a | 0x0d),
            Unit::CodePoint => unicode::is_line_break(code_point),
        };
        if breaks {
            return Ok((at, at + length));
        }
        from = at + length;
        toll.pass(length)?;
    }
    Ok((text.len(), text.len()))
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
pub fn strip_space<'a, M: Meter>(
    text: &'a [u8],
    side: Side,
    unit: Unit,
    meter: &mut M,
) -> Result<&'a [u8], M::Refusal> {
    strip_space_for(text, side, unit, &mut Toll::new(meter))
}

fn strip_space_for<'a, M: Meter>(
    text: &'a [u8],
    side: Side,
    unit: Unit,
    toll: &mut Toll<'_, M>,
) -> Result<&'a [u8], M::Refusal> {
    match unit {
        Unit::CodePoint => {
            // Most texts begin and end with ASCII characters.
            let text = strip_bytes(text, side, |byte| is_plain_space(byte, unit), toll)?;
            if text.first().is_some_and(|byte| !byte.is_ascii()) || text.last().is_some_and(|byte| !byte.is_ascii()) {
                return strip_code_points(text, side, unicode::is_space, toll);
            }
            Ok(text)
        }
        Unit::Byte => strip_bytes(text, side, classify::is_byte_space, toll),
    }
}

/// `strip` and its siblings with the characters to strip.
pub fn strip<'a, M: Meter>(
    text: &'a [u8],
    members: &[u8],
    side: Side,
    unit: Unit,
    meter: &mut M,
) -> Result<&'a [u8], M::Refusal> {
    let mut toll = Toll::new(meter);
    if unit == Unit::Byte || members.is_ascii() {
        let mut strips = [false; 256];
        for piece in members.chunks(super::pieces::PIECE) {
            toll.pass(piece.len())?;
            piece.iter().for_each(|byte| strips[usize::from(*byte)] = true);
        }
        return strip_bytes(text, side, |byte| strips[usize::from(byte)], &mut toll);
    }
    let mut left = text;
    if side != Side::Right {
        while let Some((code_point, length)) = wtf8::decode(left)
            && is_member(members, code_point, &mut toll)?
        {
            left = &left[length..];
        }
    }
    if side != Side::Left {
        while let Some((code_point, length)) = wtf8::decode_last(left)
            && is_member(members, code_point, &mut toll)?
        {
            left = &left[..left.len() - length];
        }
    }
    Ok(left)
}

fn is_member<M: Meter>(members: &[u8], wanted: u32, toll: &mut Toll<'_, M>) -> Result<bool, M::Refusal> {
    toll.pass(WORD)?;
    let found = |piece: &[u8]| wtf8::code_points(piece).any(|member| member == wanted).then_some(0);
    Ok(toll.position(members, found)?.is_some())
}

fn strip_code_points<'a, M: Meter>(
    mut text: &'a [u8],
    side: Side,
    strips: impl Fn(u32) -> bool,
    toll: &mut Toll<'_, M>,
) -> Result<&'a [u8], M::Refusal> {
    if side != Side::Right {
        while let Some((_, length)) = wtf8::decode(text).filter(|found| strips(found.0)) {
            toll.pass(length)?;
            text = &text[length..];
        }
    }
    if side != Side::Left {
        while let Some((_, length)) = wtf8::decode_last(text).filter(|found| strips(found.0)) {
            toll.pass(length)?;
            text = &text[..text.len() - length];
        }
    }
    Ok(text)
}

fn strip_bytes<'a, M: Meter>(
    mut text: &'a [u8],
    side: Side,
    strips: impl Fn(u8) -> bool,
    toll: &mut Toll<'_, M>,
) -> Result<&'a [u8], M::Refusal> {
    if text.len() <= SHORT {
        let before = text.len();
        while let [first, rest @ ..] = text
            && side != Side::Right
            && strips(*first)
        {
            text = rest;
        }
        while let [rest @ .., last] = text
            && side != Side::Left
            && strips(*last)
        {
            text = rest;
        }
        toll.pass(before - text.len())?;
        return Ok(text);
    }
    if side != Side::Right {
        let kept = toll.position(text, |piece| piece.iter().position(|byte| !strips(*byte)))?;
        text = &text[kept.unwrap_or(text.len())..];
    }
    if side != Side::Left {
        let kept = toll.last_position(text, |piece| piece.iter().rposition(|byte| !strips(*byte)))?;
        text = &text[..kept.map_or(0, |kept| kept + 1)];
    }
    Ok(text)
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
    use taipan_source::meter::Unmetered;

    use super::*;

    fn shown(parts: &[&[u8]]) -> String {
        parts.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn splitting_at_white_space_drops_empty_parts() {
        let text = "\u{2003} a b\x1c\u{85}c  ".as_bytes();
        assert_eq!(shown(&split_space(text, None, Unit::CodePoint, &mut Unmetered).unwrap()), "a|b|c");
        assert_eq!(shown(&split_space(text, Some(1), Unit::CodePoint, &mut Unmetered).unwrap()), "a|b\x1c\u{85}c  ");
        assert_eq!(shown(&rsplit_space(text, Some(1), Unit::CodePoint, &mut Unmetered).unwrap()), "\u{2003} a b|c");
        assert_eq!(shown(&split_space(b" a\x1cb c ", None, Unit::Byte, &mut Unmetered).unwrap()), "a\x1cb|c");
        assert_eq!(shown(&split_space(b" a b ", Some(0), Unit::Byte, &mut Unmetered).unwrap()), "a b ");
        assert_eq!(shown(&rsplit_space(b" a b ", Some(0), Unit::Byte, &mut Unmetered).unwrap()), " a b");
        assert!(split_space(b"  ", None, Unit::Byte, &mut Unmetered).unwrap().is_empty());
    }

    #[test]
    fn short_texts_are_cut_alike() {
        for text in ["", " ", "a", " a\tb ", "\x1ca\x1fb\x0b", ",a,,b,", ",", "a long text, with two,commas"] {
            for unit in [Unit::CodePoint, Unit::Byte] {
                let words: Vec<_> = plain_words(text.as_bytes(), unit).collect();
                assert_eq!(words, split_space(text.as_bytes(), None, unit, &mut Unmetered).unwrap().to_vec());
            }
            let parts: Vec<_> = plain_parts(text.as_bytes(), b',').collect();
            assert_eq!(parts, split(text.as_bytes(), b",", None, &mut Unmetered).unwrap().to_vec());
        }
    }

    #[test]
    fn splitting_at_a_separator_keeps_empty_parts() {
        assert_eq!(shown(&split(b",a,,b", b",", None, &mut Unmetered).unwrap()), "|a||b");
        assert_eq!(shown(&split(b"a--b---c", b"--", None, &mut Unmetered).unwrap()), "a|b|-c");
        assert_eq!(shown(&rsplit(b"a--b---c", b"--", None, &mut Unmetered).unwrap()), "a|b-|c");
        assert_eq!(shown(&split(b"a,b,c", b",", Some(1), &mut Unmetered).unwrap()), "a|b,c");
        assert_eq!(shown(&rsplit(b"a,b,c", b",", Some(1), &mut Unmetered).unwrap()), "a,b|c");
        assert_eq!(shown(&split(b"", b",", None, &mut Unmetered).unwrap()), "");
        assert_eq!(partition(b"a=b=c", b"=", &mut Unmetered).unwrap(), Some((&b"a"[..], &b"b=c"[..])));
        assert_eq!(rpartition(b"a=b=c", b"=", &mut Unmetered).unwrap(), Some((&b"a=b"[..], &b"c"[..])));
    }

    #[test]
    fn lines_end_at_every_line_break_of_unicode() {
        let text = "a\nb\r\nc\rd\u{85}e\u{2028}f\x1cgé\u{2029}".as_bytes();
        assert_eq!(shown(&lines(text, false, Unit::CodePoint, &mut Unmetered).unwrap()), "a|b|c|d|e|f|gé");
        assert_eq!(lines(text, true, Unit::CodePoint, &mut Unmetered).unwrap().concat(), text);
        assert_eq!(shown(&lines(b"a\x0bb\n\nc\r", false, Unit::Byte, &mut Unmetered).unwrap()), "a\x0bb||c");
        assert!(lines(b"", false, Unit::Byte, &mut Unmetered).unwrap().is_empty());
    }

    #[test]
    fn stripping_takes_a_set_of_characters() {
        assert_eq!(strip_space("\u{a0}a ".as_bytes(), Side::Both, Unit::CodePoint, &mut Unmetered).unwrap(), b"a");
        assert_eq!(strip_space(b" a ", Side::Left, Unit::Byte, &mut Unmetered).unwrap(), b"a ");
        assert_eq!(
            strip("éaxé".as_bytes(), "éx".as_bytes(), Side::Both, Unit::CodePoint, &mut Unmetered).unwrap(),
            b"a"
        );
        assert_eq!(strip(b"www.a.com", b"cmowz.", Side::Both, Unit::CodePoint, &mut Unmetered).unwrap(), b"a");
        assert_eq!(strip(b"xax", b"x", Side::Right, Unit::Byte, &mut Unmetered).unwrap(), b"xa");
    }
}
