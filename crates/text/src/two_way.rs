//! Searching for long needles: Crochemore and Perrin's algorithm, in time that grows with the sum of both lengths whatever
//! they hold, and without memory. Unlike that of `memchr` it pays as it goes.

use taipan_source::meter::Meter;

use super::pieces::{self, PIECE, Toll};

/// A search for a needle in a text.
pub struct TwoWay<'a> {
    text: &'a [u8],
    needle: &'a [u8],
    /// Where the needle is split: from here on it is compared forwards, before that backwards.
    cut: usize,
    /// How far to go on when only the part before the cut does not fit.
    period: usize,
    /// Whether the period is that of the whole needle, so that what is known to fit is not compared again.
    periodic: bool,
    /// Where the needle may stand next.
    at: usize,
    /// How much of the needle's beginning is known to fit there.
    known: usize,
}

impl<'a> TwoWay<'a> {
    /// Prepares a needle that is not empty.
    pub fn new<M: Meter>(text: &'a [u8], needle: &'a [u8], meter: &mut M) -> Result<TwoWay<'a>, M::Refusal> {
        let smallest = largest_suffix(needle, false, meter)?;
        let greatest = largest_suffix(needle, true, meter)?;
        let (cut, period) = smallest.max(greatest);
        let begins = needle.get(..cut).unwrap_or_default();
        let again = needle.get(period..).and_then(|rest| rest.get(..cut));
        let periodic = match again {
            Some(again) => pieces::equal(begins, again, meter)?,
            None => false,
        };
        let period = if periodic { period } else { cut.max(needle.len() - cut) + 1 };
        Ok(TwoWay { text, needle, cut, period, periodic, at: 0, known: 0 })
    }

    /// The next place; the one after that may overlap it where `overlapping` says so.
    pub fn next<M: Meter>(&mut self, overlapping: bool, meter: &mut M) -> Result<Option<usize>, M::Refusal> {
        let needle = self.needle;
        let mut toll = Toll::new(meter);
        while let Some(window) = self.text.get(self.at..).and_then(|rest| rest.get(..needle.len())) {
            let from = self.cut.max(self.known);
            let fits = forwards(&needle[from..], &window[from..], &mut toll)?;
            if from + fits < needle.len() {
                self.at += from + fits + 1 - self.cut;
                self.known = 0;
                continue;
            }
            let known = self.known.min(self.cut);
            let rest = (&needle[known..self.cut], &window[known..self.cut]);
            if backwards(rest.0, rest.1, &mut toll)? < rest.0.len() {
                self.go_on();
                continue;
            }
            let found = self.at;
            if overlapping {
                self.go_on();
            } else {
                self.at += needle.len();
                self.known = 0;
            }
            return Ok(Some(found));
        }
        Ok(None)
    }

    fn go_on(&mut self) {
        self.at += self.period;
        self.known = if self.periodic { self.needle.len() - self.period } else { 0 };
    }
}

/// How many bytes are the same from the beginning.
fn forwards<M: Meter>(a: &[u8], b: &[u8], toll: &mut Toll<'_, M>) -> Result<usize, M::Refusal> {
    let mut same = 0;
    for (x, y) in a.chunks(PIECE).zip(b.chunks(PIECE)) {
        let here = if x == y { x.len() } else { x.iter().zip(y).take_while(|(x, y)| x == y).count() };
        toll.pass(here + 1)?;
        same += here;
        if here < x.len() {
            break;
        }
    }
    Ok(same)
}

/// How many bytes are the same from the end.
fn backwards<M: Meter>(a: &[u8], b: &[u8], toll: &mut Toll<'_, M>) -> Result<usize, M::Refusal> {
    let mut same = 0;
    for (x, y) in a.rchunks(PIECE).zip(b.rchunks(PIECE)) {
        let here =
            if x == y { x.len() } else { x.iter().rev().zip(y.iter().rev()).take_while(|(x, y)| x == y).count() };
        toll.pass(here + 1)?;
        same += here;
        if here < x.len() {
            break;
        }
    }
    Ok(same)
}

/// Where the largest suffix begins, in the order of bytes or the opposite one, and its period.
fn largest_suffix<M: Meter>(needle: &[u8], opposite: bool, meter: &mut M) -> Result<(usize, usize), M::Refusal> {
    let mut toll = Toll::new(meter);
    let (mut left, mut right, mut offset, mut period) = (0, 1, 0, 1);
    while let (Some(a), Some(b)) = (needle.get(right + offset), needle.get(left + offset)) {
        toll.pass(8)?;
        if a == b {
            offset += 1;
            if offset == period {
                right += offset;
                offset = 0;
            }
        } else if (a < b) != opposite {
            right += offset + 1;
            offset = 0;
            period = right - left;
        } else {
            left = right;
            right += 1;
            offset = 0;
            period = 1;
        }
    }
    Ok((left, period))
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    fn places(text: &[u8], needle: &[u8], overlapping: bool) -> Vec<usize> {
        let mut search = TwoWay::new(text, needle, &mut Unmetered).unwrap();
        std::iter::from_fn(|| search.next(overlapping, &mut Unmetered).unwrap()).collect()
    }

    #[test]
    fn it_finds_what_comparing_everywhere_finds() {
        let mut seed = 7_u64;
        let mut next = |range: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % range
        };
        for _ in 0..3000 {
            let letters = next(3) + 1;
            let text: Vec<u8> = (0..next(60)).map(|_| b'a' + next(letters) as u8).collect();
            let needle: Vec<u8> = (0..=next(7)).map(|_| b'a' + next(letters) as u8).collect();
            let every: Vec<usize> = (0..text.len()).filter(|at| text[*at..].starts_with(&needle)).collect();
            assert_eq!(places(&text, &needle, true), every, "{text:?} {needle:?}");
            let mut from = 0;
            let apart: Vec<usize> = every
                .into_iter()
                .filter(|at| {
                    let free = *at >= from;
                    from = if free { at + needle.len() } else { from };
                    free
                })
                .collect();
            assert_eq!(places(&text, &needle, false), apart, "{text:?} {needle:?}");
        }
    }
}
