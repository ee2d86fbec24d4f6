//! Code points in strings: UTF-8 in which a lone surrogate is allowed and stands as three bytes.
//!
//! Unlike strict WTF-8, a high surrogate followed by a low one stays two code points, as in Python: joining strings
//! never changes their length.

use taipan_source::meter::Meter;

use super::pieces;

/// What a string has to know about its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survey {
    /// How many code points there are.
    pub length: usize,
    /// Whether every code point is below 128.
    pub ascii: bool,
    /// Whether a lone surrogate occurs, so that the bytes are not UTF-8.
    pub surrogates: bool,
}

/// Measures a string.
#[inline]
pub fn survey<M: Meter>(text: &[u8], meter: &mut M) -> Result<Survey, M::Refusal> {
    if text.len() <= pieces::PIECE {
        return Ok(survey_at_once(text));
    }
    let mut whole = Survey { length: 0, ascii: true, surrogates: false };
    pieces::each(text, meter, |piece| {
        let survey = survey_at_once(piece);
        whole.length += survey.length;
        whole.ascii &= survey.ascii;
        whole.surrogates |= survey.surrogates;
    })?;
    Ok(whole)
}

fn survey_at_once(text: &[u8]) -> Survey {
    if text.is_ascii() {
        return Survey { length: text.len(), ascii: true, surrogates: false };
    }
    Survey { length: count(text), ascii: false, surrogates: has_surrogates(text) }
}

/// Whether a lone surrogate occurs.
#[must_use]
pub fn has_surrogates(text: &[u8]) -> bool {
    // Only surrogates are encoded as 0xED followed by 0xA0 or more.
    memchr::memchr_iter(0xed, text).any(|at| text.get(at + 1).is_some_and(|&second| second >= 0xa0))
}

/// Counts code points, eight bytes at a time: every byte begins one unless it is a continuation `10xxxxxx`.
#[must_use]
pub fn count(text: &[u8]) -> usize {
    // Each lane of a word counts the beginnings in its column; 255 words fit before a lane overflows.
    let (words, rest) = text.as_chunks::<8>();
    let in_words: usize = words
        .chunks(255)
        .map(|block| sum_lanes(block.iter().map(|word| beginnings(u64::from_le_bytes(*word))).sum()))
        .sum();
    in_words + rest.iter().filter(|byte| begins(**byte)).count()
}

/// The byte offset of code point `n`, or the length of the text when there are not so many.
#[must_use]
pub fn offset_of(text: &[u8], n: usize) -> usize {
    let (words, _) = text.as_chunks::<8>();
    let mut left = n;
    let mut offset = 0;
    for word in words {
        let here = beginnings(u64::from_le_bytes(*word)).count_ones() as usize;
        if here > left {
            break;
        }
        left -= here;
        offset += 8;
    }
    for &byte in text.get(offset..).unwrap_or_default() {
        if begins(byte) {
            if left == 0 {
                return offset;
            }
            left -= 1;
        }
        offset += 1;
    }
    text.len()
}

/// How many code points an [`Index`] entry stands for.
const STRIDE: usize = 64;

/// The byte offset of every 64th code point of a string, for random access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    offsets: Box<[u32]>,
}

impl Index {
    /// Builds the index, or nothing for a text of 4 GiB and more.
    #[must_use]
    pub fn build(text: &[u8]) -> Option<Index> {
        u32::try_from(text.len()).ok()?;
        let mut offsets = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut offset = 0;
        while offset < text.len() {
            offsets.push(u32::try_from(offset).ok()?);
            offset += offset_of(&text[offset..], STRIDE);
        }
        Some(Index { offsets: offsets.into_boxed_slice() })
    }

    /// The byte offset of code point `n` of the text the index was built for.
    #[must_use]
    pub fn offset_of(&self, text: &[u8], n: usize) -> usize {
        let Some(&start) = self.offsets.get(n / STRIDE) else {
            return text.len();
        };
        let start = start as usize;
        start + offset_of(text.get(start..).unwrap_or_default(), n % STRIDE)
    }

    /// The number of the code point that begins at a byte offset of the text the index was built for.
    #[must_use]
    pub fn number_of(&self, text: &[u8], offset: usize) -> usize {
        let strides = self.offsets.partition_point(|start| *start as usize <= offset).saturating_sub(1);
        let start = self.offsets.get(strides).map_or(0, |start| *start as usize);
        strides * STRIDE + count(text.get(start..offset).unwrap_or_default())
    }
}

/// The code point that begins at a byte offset, with its length in bytes.
#[must_use]
pub fn decode(text: &[u8]) -> Option<(u32, usize)> {
    let continuation = |at: usize| u32::from(text.get(at).copied().unwrap_or(0x80) & 0x3f);
    let first = u32::from(*text.first()?);
    Some(match first {
        0..0x80 => (first, 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | continuation(1), 2.min(text.len())),
        0xe0..0xf0 => ((first & 0x0f) << 12 | continuation(1) << 6 | continuation(2), 3.min(text.len())),
        _ => ((first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3), 4.min(text.len())),
    })
}

/// The code point at the end of a text, with its length in bytes.
#[must_use]
pub fn decode_last(text: &[u8]) -> Option<(u32, usize)> {
    let start = text.iter().rposition(|&byte| begins(byte))?;
    decode(&text[start..])
}

/// Appends a code point, a surrogate too.
pub fn push(out: &mut Vec<u8>, code_point: u32) {
    let tail = |shift: u32| 0x80 | (code_point >> shift & 0x3f) as u8;
    match code_point {
        0..0x80 => out.push(code_point as u8),
        0x80..0x800 => out.extend([0xc0 | (code_point >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => out.extend([0xe0 | (code_point >> 12) as u8, tail(6), tail(0)]),
        _ => out.extend([0xf0 | (code_point >> 18 & 7) as u8, tail(12), tail(6), tail(0)]),
    }
}

/// How many bytes a code point takes.
#[must_use]
pub fn length(code_point: u32) -> usize {
    match code_point {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x1_0000 => 3,
        _ => 4,
    }
}

/// Whether a code point is half of a UTF-16 pair.
#[must_use]
pub fn is_surrogate(code_point: u32) -> bool {
    (0xd800..0xe000).contains(&code_point)
}

/// Iterates the code points of a string, from either end.
#[must_use]
pub fn code_points(text: &[u8]) -> CodePoints<'_> {
    CodePoints { text }
}

/// Iterates code points together with the byte offset at which each begins.
pub fn code_point_offsets(text: &[u8]) -> impl Iterator<Item = (usize, u32)> + '_ {
    let mut rest = code_points(text);
    std::iter::from_fn(move || {
        let offset = text.len() - rest.text.len();
        rest.next().map(|code_point| (offset, code_point))
    })
}

/// The iterator of [`code_points`].
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a [u8],
}

impl<'a> CodePoints<'a> {
    /// The bytes that have not been visited.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.text
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (code_point, length) = decode(self.text)?;
        self.text = &self.text[length..];
        Some(code_point)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.text.len().div_ceil(4), Some(self.text.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let (code_point, length) = decode_last(self.text)?;
        self.text = &self.text[..self.text.len() - length];
        Some(code_point)
    }
}

/// Whether a byte begins a code point.
pub(super) fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Sets the low bit of every lane whose byte begins a code point: its top bit is clear or the next is set.
fn beginnings(word: u64) -> u64 {
    (!word >> 7 | word >> 6) & 0x0101_0101_0101_0101
}

fn sum_lanes(lanes: u64) -> usize {
    let pairs = (lanes & 0x00ff_00ff_00ff_00ff) + (lanes >> 8 & 0x00ff_00ff_00ff_00ff);
    (pairs.wrapping_mul(0x0001_0001_0001_0001) >> 48) as usize
}

/// Bytes of a text that a message shows at most.
const SHOWN: usize = 1 << 20;

/// A text as messages show it: lone surrogates are replaced, and of a very long one there is the beginning.
#[must_use]
pub fn shown(text: &[u8]) -> std::borrow::Cow<'_, str> {
    if text.len() <= SHOWN {
        return String::from_utf8_lossy(text);
    }
    let end = (SHOWN - 3..=SHOWN).rev().find(|at| begins(text[*at])).unwrap_or(SHOWN);
    (String::from_utf8_lossy(&text[..end]).into_owned() + "...").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: &str = "aé€😀ß中z0123456789日本語";

    #[test]
    fn counting_agrees_with_chars() {
        for text in ["", "abc", MIXED, &MIXED.repeat(300), &"a".repeat(5000), &"😀".repeat(3000)] {
            assert_eq!(count(text.as_bytes()), text.chars().count());
        }
    }

    #[test]
    fn offsets_are_where_chars_begin() {
        let text = MIXED.repeat(20);
        let index = Index::build(text.as_bytes()).unwrap();
        for (n, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(offset_of(text.as_bytes(), n), offset);
            assert_eq!(index.offset_of(text.as_bytes(), n), offset);
        }
        let length = count(text.as_bytes());
        assert_eq!(offset_of(text.as_bytes(), length), text.len());
        assert_eq!(index.offset_of(text.as_bytes(), length), text.len());
        assert_eq!(index.offset_of(text.as_bytes(), length * 2), text.len());
    }

    #[test]
    fn code_points_round_trip_from_either_end() {
        let mut bytes = Vec::new();
        let expected = [0x61, 0xd83d, 0xde00, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff];
        for code_point in expected {
            push(&mut bytes, code_point);
        }
        assert_eq!(code_points(&bytes).collect::<Vec<_>>(), expected);
        let mut backwards: Vec<_> = code_points(&bytes).rev().collect();
        backwards.reverse();
        assert_eq!(backwards, expected);
        assert_eq!(survey_at_once(&bytes), Survey { length: 8, ascii: false, surrogates: true });
        assert_eq!(survey_at_once("퟿é".as_bytes()), Survey { length: 2, ascii: false, surrogates: false });
        assert_eq!(code_point_offsets(b"ab").collect::<Vec<_>>(), [(0, 0x61), (1, 0x62)]);
    }

    #[test]
    fn damaged_text_does_not_panic() {
        for bytes in [&b"\xff"[..], b"\xe2\x82", b"\x80\x80", b"\xf0"] {
            let _ = (code_points(bytes).count(), code_points(bytes).rev().count(), survey_at_once(bytes));
        }
    }
}
