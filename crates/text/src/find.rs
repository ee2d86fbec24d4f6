//! Searching, counting and replacing, on strings and bytes alike: offsets are in bytes.

use memchr::memmem;
use smallvec::SmallVec;
use taipan_source::meter::{BYTES_A_STEP, Meter};

use super::pieces::{self, PIECE};
use super::two_way::TwoWay;
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
    /// The first place of the needle that is met.
    #[inline]
    pub fn find<M: Meter>(self, text: &[u8], needle: &[u8], meter: &mut M) -> Result<Option<usize>, M::Refusal> {
        match self {
            Direction::Forwards => find(text, needle, meter),
            Direction::Backwards => rfind(text, needle, meter),
        }
    }
}

/// After so many places that only begin like the needle, a better way to search is worth its preparation.
const PATIENCE: usize = 24;

/// So many places found are paid for at once: each costs a step beside what is passed.
const BATCH: usize = 256;

/// Needles of more bytes are prepared piece by piece.
const LONG_NEEDLE: usize = 1 << 12;

/// The byte offset of the first occurrence.
#[inline]
pub fn find<M: Meter>(text: &[u8], needle: &[u8], meter: &mut M) -> Result<Option<usize>, M::Refusal> {
    if text.len() > PIECE {
        return Places::new(text, needle).next(meter);
    }
    let found = find_at_once(text, needle);
    meter.pay(found.unwrap_or(text.len()) / BYTES_A_STEP)?;
    Ok(found)
}

/// Texts of up to so many bytes are searched for a byte without preparation.
const FEW: usize = 16;

/// The first place of a byte.
#[inline(always)]
pub(super) fn byte(text: &[u8], wanted: u8) -> Option<usize> {
    if text.len() <= FEW { text.iter().position(|byte| *byte == wanted) } else { memchr::memchr(wanted, text) }
}

/// A few places, without memory of their own.
pub type FewPlaces = SmallVec<[u32; 32]>;

/// The first places of a needle that is not empty in a short text, without overlapping.
#[must_use]
pub fn places(text: &[u8], needle: &[u8], at_most: usize) -> FewPlaces {
    let (mut places, mut from) = (FewPlaces::new(), 0);
    while places.len() < at_most
        && let Some(at) = text.get(from..).and_then(|rest| find_at_once(rest, needle))
    {
        places.push((from + at) as u32);
        from += at + needle.len();
    }
    places
}

#[inline]
fn find_at_once(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = match needle {
        [] => return Some(0),
        [wanted] => return byte(text, *wanted),
        [first, rest @ ..] => (*first, rest),
    };
    let last = text.len().checked_sub(rest.len())?;
    let mut from = 0;
    for _ in 0..PATIENCE {
        let at = from + byte(text.get(from..last)?, first)?;
        if text.get(at + 1..).is_some_and(|after| after.starts_with(rest)) {
            return Some(at);
        }
        from = at + 1;
    }
    memmem::find(text.get(from..)?, needle).map(|at| from + at)
}

/// The places of a needle in a text, without overlapping.
pub struct Places<'a> {
    text: &'a [u8],
    needle: &'a [u8],
    way: Way<'a>,
    /// Where the next one may begin.
    from: usize,
    /// Up to here is paid.
    paid: usize,
    /// Places found in a long text that are not paid for.
    found: usize,
}

/// How a needle is sought.
enum Way<'a> {
    /// The text is short, or the needle is one byte.
    Plainly,
    /// The text is long, so preparation is worth its while.
    Prepared(Box<memmem::Finder<'a>>),
    /// The needle is so long that preparing it takes time.
    Long(Option<Box<TwoWay<'a>>>),
}

impl<'a> Places<'a> {
    /// The places from the beginning.
    #[must_use]
    pub fn new(text: &'a [u8], needle: &'a [u8]) -> Places<'a> {
        let way = if text.len() <= PIECE || needle.len() <= 1 {
            Way::Plainly
        } else if needle.len() <= LONG_NEEDLE {
            Way::Prepared(Box::new(memmem::Finder::new(needle)))
        } else {
            Way::Long(None)
        };
        Places { text, needle, way, from: 0, paid: 0, found: 0 }
    }

    /// The next place.
    #[inline]
    pub fn next<M: Meter>(&mut self, meter: &mut M) -> Result<Option<usize>, M::Refusal> {
        if self.text.len() > PIECE {
            return self.next_in_pieces(meter);
        }
        if self.paid < self.text.len() {
            meter.pay(self.text.len() / BYTES_A_STEP)?;
            self.paid = self.text.len();
        }
        let Some(at) = self.text.get(self.from..).and_then(|rest| find_at_once(rest, self.needle)) else {
            return Ok(None);
        };
        let at = self.from + at;
        self.from = at + self.needle.len().max(1);
        Ok(Some(at))
    }

    fn next_in_pieces<M: Meter>(&mut self, meter: &mut M) -> Result<Option<usize>, M::Refusal> {
        let whole = self.text.len();
        if self.needle.len() > whole {
            return Ok(None);
        }
        if let Way::Long(search) = &mut self.way {
            let search = match search {
                Some(search) => search,
                None => search.insert(Box::new(TwoWay::new(self.text, self.needle, meter)?)),
            };
            return search.next(false, meter);
        }
        while self.from <= whole {
            while self.paid <= self.from && self.paid < whole {
                let piece = PIECE.min(whole - self.paid);
                meter.pay(piece / BYTES_A_STEP)?;
                self.paid += piece;
            }
            // What begins in the paid part may end behind it.
            let reach = (self.paid + self.needle.len().saturating_sub(1)).min(whole);
            let window = self.text.get(self.from..reach).unwrap_or_default();
            let found = match &self.way {
                Way::Prepared(finder) => finder.find(window),
                _ => find_at_once(window, self.needle),
            };
            if let Some(at) = found {
                self.found += 1;
                if self.found == BATCH {
                    self.found = 0;
                    meter.pay(BATCH)?;
                }
                let at = self.from + at;
                self.from = at + self.needle.len().max(1);
                return Ok(Some(at));
            }
            if self.paid >= whole {
                break;
            }
            self.from = self.from.max(self.paid);
        }
        self.from = whole + 1;
        Ok(None)
    }
}

/// The byte offset of the last occurrence.
pub fn rfind<M: Meter>(text: &[u8], needle: &[u8], meter: &mut M) -> Result<Option<usize>, M::Refusal> {
    if text.len() <= PIECE {
        let found = rfind_at_once(text, needle);
        meter.pay((text.len() - found.unwrap_or(0)) / BYTES_A_STEP)?;
        return Ok(found);
    }
    if needle.is_empty() {
        return Ok(Some(text.len()));
    }
    if needle.len() > text.len() {
        return Ok(None);
    }
    if needle.len() > LONG_NEEDLE {
        let mut search = TwoWay::new(text, needle, meter)?;
        let mut last = None;
        while let Some(at) = search.next(true, meter)? {
            last = Some(at);
        }
        return Ok(last);
    }
    let finder = memmem::FinderRev::new(needle);
    let mut end = (text.len() + 1).saturating_sub(needle.len());
    while end > 0 {
        let start = end.saturating_sub(PIECE);
        meter.pay((end - start) / BYTES_A_STEP)?;
        // What begins here may end further on.
        let window = text.get(start..end + needle.len() - 1).unwrap_or_default();
        let found = match needle {
            [byte] => memchr::memrchr(*byte, window),
            _ => finder.rfind(window),
        };
        if let Some(at) = found {
            return Ok(Some(start + at));
        }
        end = start;
    }
    Ok(None)
}

fn rfind_at_once(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memrchr(*byte, text),
        _ => memmem::rfind(text, needle),
    }
}

/// How often a needle occurs without overlapping; an empty one occurs around every unit.
pub fn count<M: Meter>(text: &[u8], needle: &[u8], unit: Unit, meter: &mut M) -> Result<usize, M::Refusal> {
    let mut count = 0;
    match (needle, unit) {
        ([], Unit::CodePoint) => {
            pieces::each(text, meter, |piece| count += wtf8::count(piece))?;
            count += 1;
        }
        ([], Unit::Byte) => count = text.len() + 1,
        ([byte], _) => pieces::each(text, meter, |piece| count += memchr::memchr_iter(*byte, piece).count())?,
        _ => {
            let mut places = Places::new(text, needle);
            while places.next(meter)?.is_some() {
                count += 1;
            }
        }
    }
    Ok(count)
}

/// Replaces the first `count` occurrences, or all; `None` when the text stays as it is, an error inside when the result
/// would have more than `limit` bytes.
pub fn replace<M: Meter>(
    text: &[u8],
    old: &[u8],
    new: &[u8],
    (count, limit): (Option<usize>, usize),
    unit: Unit,
    meter: &mut M,
) -> Result<Result<Option<Vec<u8>>, TooLong>, M::Refusal> {
    let at_most = count.unwrap_or(usize::MAX);
    if old == new || at_most == 0 {
        return Ok(Ok(None));
    }
    if old.is_empty() {
        return Ok(insert_everywhere(text, new, (at_most, limit), unit, meter)?.map(Some));
    }
    let mut places = Places::new(text, old);
    let mut out = Vec::new();
    let (mut copied, mut replaced) = (0, 0);
    while replaced < at_most
        && let Some(at) = places.next(meter)?
    {
        let kept = &text[copied..at];
        if out.len() + kept.len() + new.len() > limit {
            return Ok(Err(TooLong));
        }
        if replaced == 0 {
            out.reserve(text.len());
        }
        pieces::append(&mut out, kept, meter)?;
        pieces::append(&mut out, new, meter)?;
        copied = at + old.len();
        replaced += 1;
    }
    if replaced == 0 {
        return Ok(Ok(None));
    }
    let tail = &text[copied..];
    if out.len() + tail.len() > limit {
        return Ok(Err(TooLong));
    }
    pieces::append(&mut out, tail, meter)?;
    Ok(Ok(Some(out)))
}

/// Replacing the empty string puts the new one before every unit and at the end.
fn insert_everywhere<M: Meter>(
    text: &[u8],
    new: &[u8],
    (at_most, limit): (usize, usize),
    unit: Unit,
    meter: &mut M,
) -> Result<Result<Vec<u8>, TooLong>, M::Refusal> {
    let places = count(text, b"", unit, meter)?.min(at_most);
    let length = new.len().checked_mul(places).and_then(|added| added.checked_add(text.len()));
    let Some(length) = length.filter(|length| *length <= limit) else { return Ok(Err(TooLong)) };
    let mut out = Vec::with_capacity(length);
    let mut toll = pieces::Toll::new(meter);
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
        toll.pass(new.len() + 4)?;
        out.extend_from_slice(new);
    }
    pieces::append(&mut out, rest, meter)?;
    Ok(Ok(out))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    fn found(text: &[u8], needle: &[u8]) -> (Option<usize>, Option<usize>) {
        (find(text, needle, &mut Unmetered).unwrap(), rfind(text, needle, &mut Unmetered).unwrap())
    }

    fn replaced(text: &str, old: &str, new: &str, count: Option<usize>) -> Option<String> {
        let new = new.as_bytes();
        let out = replace(text.as_bytes(), old.as_bytes(), new, (count, 100), Unit::CodePoint, &mut Unmetered);
        out.unwrap().unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn occurrences_do_not_overlap() {
        assert_eq!(count(b"aaaa", b"aa", Unit::CodePoint, &mut Unmetered), Ok(2));
        assert_eq!(count("aé".as_bytes(), b"", Unit::CodePoint, &mut Unmetered), Ok(3));
        assert_eq!(count("aé".as_bytes(), b"", Unit::Byte, &mut Unmetered), Ok(4));
        assert_eq!(found(b"abcabc", b"bc"), (Some(1), Some(4)));
        assert_eq!((found(b"abc", b""), found(b"", b"x")), ((Some(0), Some(3)), (None, None)));
    }

    #[test]
    fn long_texts_are_searched_in_pieces_as_a_whole() {
        let mut text = vec![b'.'; 4 * PIECE];
        assert_eq!(found(&text, b""), (Some(0), Some(4 * PIECE)));
        for needle in [&b"x"[..], b"xyz", &[b'x'; 5000]] {
            assert_eq!(found(&text, needle), (None, None));
            for at in [0, 1, PIECE - 2, PIECE, 2 * PIECE - 1, 4 * PIECE - needle.len()] {
                text[at..at + needle.len()].copy_from_slice(needle);
                assert_eq!(found(&text, needle), (Some(at), Some(at)), "{} bytes at {at}", needle.len());
                assert_eq!(count(&text, needle, Unit::Byte, &mut Unmetered), Ok(1));
                text[at..at + needle.len()].fill(b'.');
            }
        }
        assert_eq!(count(&text, b"..", Unit::Byte, &mut Unmetered), Ok(2 * PIECE));
        assert_eq!(count(&text, &[b'.'; 8192], Unit::Byte, &mut Unmetered), Ok(32));
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
        assert_eq!(replace(&[b'a'; 20], b"a", &[b'b'; 20], (None, 100), Unit::Byte, &mut Unmetered), Ok(Err(TooLong)));
        assert_eq!(replace(&[b'a'; 20], b"", &[b'b'; 20], (None, 100), Unit::Byte, &mut Unmetered), Ok(Err(TooLong)));
    }
}
