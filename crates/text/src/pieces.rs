//! Long texts in pieces: what an algorithm passes is paid for before the next piece, so that it can be ended between them.
//!
//! Pieces end where code points do. Short texts are one piece, and cost no more than a comparison.

use taipan_source::meter::{BYTES_A_STEP, Meter};

use super::wtf8;

/// Bytes of a piece: fewer than a turn of the slowest algorithm needs for a millisecond.
pub const PIECE: usize = 1 << 16;

/// Bytes that are passed before they are paid for.
const CREDIT: usize = 1 << 12;

/// The first piece of a text, and the rest.
#[must_use]
pub fn first(text: &[u8]) -> (&[u8], &[u8]) {
    if text.len() <= PIECE {
        return (text, &[]);
    }
    let ends = |at: &usize| text.get(*at).is_some_and(|byte| wtf8::begins(*byte));
    text.split_at((PIECE - 3..=PIECE).rev().find(ends).unwrap_or(PIECE))
}

/// The last piece of a text, and what is before it: `(before, piece)`.
#[must_use]
pub fn last(text: &[u8]) -> (&[u8], &[u8]) {
    let Some(from) = text.len().checked_sub(PIECE) else { return (&[], text) };
    let begins = |at: &usize| text.get(*at).is_some_and(|byte| wtf8::begins(*byte));
    text.split_at((from..from + 4).find(begins).unwrap_or(from))
}

/// Does something with every piece.
pub fn each<'a, M: Meter>(text: &'a [u8], meter: &mut M, mut act: impl FnMut(&'a [u8])) -> Result<(), M::Refusal> {
    all(text, meter, |piece| {
        act(piece);
        true
    })
    .map(drop)
}

/// Whether all pieces pass a test; those behind the first that does not are not looked at.
pub fn all<'a, M: Meter>(
    text: &'a [u8],
    meter: &mut M,
    mut test: impl FnMut(&'a [u8]) -> bool,
) -> Result<bool, M::Refusal> {
    let mut left = text;
    while !left.is_empty() {
        let (piece, rest) = first(left);
        meter.pay(piece.len() / BYTES_A_STEP)?;
        if !test(piece) {
            return Ok(false);
        }
        left = rest;
    }
    Ok(true)
}

/// How many bytes two texts have in common at their beginnings.
pub fn common<M: Meter>(a: &[u8], b: &[u8], meter: &mut M) -> Result<usize, M::Refusal> {
    let mut same = 0;
    for (x, y) in a.chunks(PIECE).zip(b.chunks(PIECE)) {
        meter.pay(x.len().min(y.len()) / BYTES_A_STEP)?;
        let length = x.len().min(y.len());
        if x[..length] != y[..length] {
            return Ok(same + x.iter().zip(y).take_while(|(x, y)| x == y).count());
        }
        same += length;
    }
    Ok(same)
}

/// How two texts are ordered.
pub fn compare<M: Meter>(a: &[u8], b: &[u8], meter: &mut M) -> Result<std::cmp::Ordering, M::Refusal> {
    let same = if a.len().min(b.len()) <= PIECE { 0 } else { common(a, b, meter)? };
    let rest = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let decides = |text: &[u8]| text.len().min(PIECE);
    meter.pay(decides(rest.0).min(decides(rest.1)) / BYTES_A_STEP)?;
    Ok(rest.0.cmp(rest.1))
}

/// Whether two texts are equal.
pub fn equal<M: Meter>(a: &[u8], b: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    if a.len() != b.len() {
        return Ok(false);
    }
    if a.len() <= PIECE {
        meter.pay(a.len() / BYTES_A_STEP)?;
        return Ok(a == b);
    }
    Ok(common(a, b, meter)? == a.len())
}

/// Appends a text.
pub fn append<M: Meter>(out: &mut Vec<u8>, text: &[u8], meter: &mut M) -> Result<(), M::Refusal> {
    for piece in text.chunks(PIECE) {
        meter.pay(piece.len() / BYTES_A_STEP)?;
        out.extend_from_slice(piece);
    }
    Ok(())
}

/// What was passed and is not paid for yet: for algorithms that take many short steps.
pub struct Toll<'m, M> {
    meter: &'m mut M,
    owed: usize,
}

impl<'m, M: Meter> Toll<'m, M> {
    /// Nothing is owed.
    pub fn new(meter: &'m mut M) -> Toll<'m, M> {
        Toll { meter, owed: 0 }
    }

    /// So many bytes were passed, or turns of a loop that take as long.
    ///
    /// # Errors
    /// When the work must end here.
    #[inline]
    pub fn pass(&mut self, bytes: usize) -> Result<(), M::Refusal> {
        self.owed += bytes;
        if self.owed < CREDIT { Ok(()) } else { self.meter.pay(std::mem::take(&mut self.owed) / BYTES_A_STEP) }
    }

    /// Appends a byte so many times.
    pub fn fill(&mut self, out: &mut Vec<u8>, byte: u8, times: usize) -> Result<(), M::Refusal> {
        let mut left = times;
        while left > 0 {
            let now = left.min(PIECE);
            self.pass(now)?;
            out.resize(out.len() + now, byte);
            left -= now;
        }
        Ok(())
    }

    /// The first place that `find` finds in a piece.
    pub fn position(
        &mut self,
        text: &[u8],
        mut find: impl FnMut(&[u8]) -> Option<usize>,
    ) -> Result<Option<usize>, M::Refusal> {
        let mut left = text;
        while !left.is_empty() {
            let (piece, rest) = first(left);
            if let Some(at) = find(piece) {
                self.pass(at)?;
                return Ok(Some(text.len() - left.len() + at));
            }
            self.pass(piece.len())?;
            left = rest;
        }
        Ok(None)
    }

    /// The last place that `find` finds in a piece, from the end.
    pub fn last_position(
        &mut self,
        text: &[u8],
        mut find: impl FnMut(&[u8]) -> Option<usize>,
    ) -> Result<Option<usize>, M::Refusal> {
        let mut left = text;
        while !left.is_empty() {
            let (before, piece) = last(left);
            if let Some(at) = find(piece) {
                self.pass(piece.len() - at)?;
                return Ok(Some(before.len() + at));
            }
            self.pass(piece.len())?;
            left = before;
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    /// Ends the work after so many steps.
    struct Purse(usize);

    impl Meter for Purse {
        type Refusal = ();

        fn pay(&mut self, steps: usize) -> Result<(), ()> {
            self.0 = self.0.checked_sub(steps).ok_or(())?;
            Ok(())
        }
    }

    #[test]
    fn pieces_end_between_code_points() {
        let text = "aé€😀".repeat(30_000);
        let mut seen = Vec::new();
        each(text.as_bytes(), &mut Unmetered, |piece| {
            assert!(std::str::from_utf8(piece).is_ok() && piece.len() <= PIECE);
            seen.extend_from_slice(piece);
        })
        .unwrap();
        assert_eq!(seen, text.as_bytes());
        let mut left = text.as_bytes();
        while !left.is_empty() {
            let (before, piece) = last(left);
            assert!(std::str::from_utf8(piece).is_ok() && !piece.is_empty());
            left = before;
        }
        assert_eq!(first(&[0x80; 100_000]).0.len(), PIECE);
    }

    #[test]
    fn long_work_ends_when_nobody_pays() {
        let text = vec![b'a'; 10_000_000];
        assert_eq!(all(&text, &mut Purse(5000), |_| true), Err(()));
        assert_eq!(equal(&text, &text.clone(), &mut Purse(5000)), Err(()));
        assert_eq!(Toll::new(&mut Purse(5000)).position(&text, |_| None), Err(()));
        let mut purse = Purse(5000);
        let mut toll = Toll::new(&mut purse);
        assert!((0..1_000_000).any(|_| toll.pass(1).is_err()));
    }

    #[test]
    fn long_texts_are_compared_as_short_ones() {
        let text = vec![b'b'; 200_000];
        for (place, byte) in [(0, b'a'), (65_535, b'c'), (65_536, b'a'), (199_999, b'c')] {
            let mut other = text.clone();
            other[place] = byte;
            assert_eq!(compare(&text, &other, &mut Unmetered), Ok(text.cmp(&other)));
            assert_eq!(equal(&text, &other, &mut Unmetered), Ok(false));
            assert_eq!(common(&text, &other, &mut Unmetered), Ok(place));
        }
        assert_eq!(compare(&text, &text[..70_000], &mut Unmetered), Ok(std::cmp::Ordering::Greater));
        assert_eq!(equal(&text, &text.clone(), &mut Unmetered), Ok(true));
    }
}
