//! Searching, counting and replacing, on strings and bytes alike: offsets are in bytes.

use memchr::memmem;

use super::{TooLong, Unit, wtf8};

/// From which end a text is searched.
#[derive(Clone, Copy)]
pub enum Direction {
    /// From the start.
    Forwards,
    /// From the end.
    Backwards,
}

impl Direction {
    /// The first place of the needle that is met, and how many bytes were passed until then.
    #[must_use]
    pub fn find(self, text: &[u8], needle: &[u8]) -> (Option<usize>, usize) {
        match self {
            Direction::Forwards => {
                let found = find(text, needle);
                (found, found.unwrap_or(text.len()))
            }
            Direction::Backwards => {
                let found = rfind(text, needle);
                (found, text.len() - found.unwrap_or(0))
            }
        }
    }
}

/// After so many places that only begin like the needle, a better way to search is worth its preparation.
const PATIENCE: usize = 24;

/// The byte offset of the first occurrence.
#[must_use]
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = match needle {
        [] => return Some(0),
        [byte] => return memchr::memchr(*byte, text),
        [first, rest @ ..] => (*first, rest),
    };
    let last = text.len().checked_sub(rest.len())?;
    let mut from = 0;
    for _ in 0..PATIENCE {
        let at = from + memchr::memchr(first, text.get(from..last)?)?;
        if text.get(at + 1..).is_some_and(|after| after.starts_with(rest)) {
            return Some(at);
        }
        from = at + 1;
    }
    memmem::find(text.get(from..)?, needle).map(|at| from + at)
}

/// The byte offsets of all occurrences of a needle that is not empty, without overlapping.
pub fn places<'a>(text: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + find(text.get(from..)?, needle)?;
        from = at + needle.len().max(1);
        Some(at)
    })
}

/// The byte offset of the last occurrence.
#[must_use]
pub fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memrchr(*byte, text),
        _ => memmem::rfind(text, needle),
    }
}

/// How often a needle occurs without overlapping; an empty one occurs around every unit.
#[must_use]
pub fn count(text: &[u8], needle: &[u8], unit: Unit) -> usize {
    match (needle, unit) {
        ([], Unit::CodePoint) => wtf8::count(text) + 1,
        ([], Unit::Byte) => text.len() + 1,
        ([byte], _) => memchr::memchr_iter(*byte, text).count(),
        _ => places(text, needle).count(),
    }
}

/// Replaces the first `count` occurrences, or all; `None` when the text stays as it is.
///
/// # Errors
/// When the result would have more than `limit` bytes.
pub fn replace(
    text: &[u8],
    old: &[u8],
    new: &[u8],
    count: Option<usize>,
    unit: Unit,
    limit: usize,
) -> Result<Option<Vec<u8>>, TooLong> {
    let at_most = count.unwrap_or(usize::MAX);
    if old == new || at_most == 0 {
        return Ok(None);
    }
    if old.is_empty() {
        return insert_everywhere(text, new, at_most, unit, limit).map(Some);
    }
    match old {
        [byte] => replace_at(text, memchr::memchr_iter(*byte, text).take(at_most), 1, new, limit),
        _ => replace_at(text, places(text, old).take(at_most), old.len(), new, limit),
    }
}

/// Replaces `length` bytes at each of these places.
fn replace_at(
    text: &[u8],
    places: impl Iterator<Item = usize>,
    length: usize,
    new: &[u8],
    limit: usize,
) -> Result<Option<Vec<u8>>, TooLong> {
    let mut out = Vec::new();
    let mut copied = 0;
    for at in places {
        let kept = &text[copied..at];
        if out.len() + kept.len() + new.len() > limit {
            return Err(TooLong);
        }
        if copied == 0 {
            out.reserve(text.len());
        }
        out.extend_from_slice(kept);
        out.extend_from_slice(new);
        copied = at + length;
    }
    if copied == 0 {
        return Ok(None);
    }
    let tail = &text[copied..];
    if out.len() + tail.len() > limit {
        return Err(TooLong);
    }
    out.extend_from_slice(tail);
    Ok(Some(out))
}

/// Replacing the empty string puts the new one before every unit and at the end.
fn insert_everywhere(text: &[u8], new: &[u8], at_most: usize, unit: Unit, limit: usize) -> Result<Vec<u8>, TooLong> {
    let places = count(text, b"", unit).min(at_most);
    let length = new.len().checked_mul(places).and_then(|added| added.checked_add(text.len()));
    let mut out = Vec::with_capacity(length.filter(|length| *length <= limit).ok_or(TooLong)?);
    let mut rest = text;
    for place in 0..places {
        if place > 0 {
            let step = match unit {
                Unit::CodePoint => wtf8::decode(rest).map_or(0, |(_, length)| length),
                Unit::Byte => 1.min(rest.len()),
            };
            let (one, after) = rest.split_at(step);
            out.extend_from_slice(one);
            rest = after;
        }
        out.extend_from_slice(new);
    }
    out.extend_from_slice(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, old: &str, new: &str, count: Option<usize>) -> Option<String> {
        let out = replace(text.as_bytes(), old.as_bytes(), new.as_bytes(), count, Unit::CodePoint, 100);
        out.unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn occurrences_do_not_overlap() {
        assert_eq!(count(b"aaaa", b"aa", Unit::CodePoint), 2);
        assert_eq!(count("aé".as_bytes(), b"", Unit::CodePoint), 3);
        assert_eq!(count("aé".as_bytes(), b"", Unit::Byte), 4);
        assert_eq!((find(b"abcabc", b"bc"), rfind(b"abcabc", b"bc")), (Some(1), Some(4)));
        assert_eq!((find(b"abc", b""), rfind(b"abc", b""), find(b"", b"x")), (Some(0), Some(3), None));
    }

    #[test]
    fn replacing_reports_an_unchanged_text() {
        assert_eq!(replaced("hello", "l", "L", None).unwrap(), "heLLo");
        assert_eq!(replaced("hello", "l", "L", Some(1)).unwrap(), "heLlo");
        assert_eq!(replaced("hello", "x", "L", None), None);
        assert_eq!(replaced("hello", "l", "l", None), None);
        assert_eq!(replaced("hello", "l", "x", Some(0)), None);
    }

    #[test]
    fn replacing_nothing_inserts_between_code_points() {
        assert_eq!(replaced("aé", "", "-", None).unwrap(), "-a-é-");
        assert_eq!(replaced("aé", "", "-", Some(2)).unwrap(), "-a-é");
        assert_eq!(replaced("aé", "", "-", Some(1)).unwrap(), "-aé");
        assert_eq!(replaced("", "", "-", None).unwrap(), "-");
    }

    #[test]
    fn a_replacement_may_not_outgrow_the_limit() {
        assert_eq!(replace(&[b'a'; 20], b"a", &[b'b'; 20], None, Unit::Byte, 100), Err(TooLong));
        assert_eq!(replace(&[b'a'; 20], b"", &[b'b'; 20], None, Unit::Byte, 100), Err(TooLong));
    }
}
