//! Which items a slice or an index means in a sequence of known length.

/// The items `start`, `start + step`, ... of a sequence, `count` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first place; -1 or the length if there is none.
    pub start: i64,
    /// As Python's `slice.indices` gives it: -1 for "past the front".
    pub stop: i64,
    /// The distance of the items, not zero.
    pub step: i64,
    /// The number of items.
    pub count: usize,
}

impl Stretch {
    /// What the bounds of a slice mean in a sequence of `length` items; a missing bound is `None`, and bounds beyond 64
    /// bits are given as the largest or smallest number. The step must not be zero.
    pub fn new(start: Option<i64>, stop: Option<i64>, step: Option<i64>, length: usize) -> Stretch {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        // The smallest number has no counterpart; one step of this size leaves any sequence all the same.
        let step = step.unwrap_or(1).max(-i64::MAX);
        let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let bound = |given: Option<i64>, missing: i64| match given {
            None => missing,
            Some(place) if place < 0 => place.saturating_add(length).max(lowest),
            Some(place) => place.min(highest),
        };
        let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
        let (start, stop) = (bound(start, first), bound(stop, last));
        let distance = if step < 0 { start - stop } else { stop - start };
        let count = if distance <= 0 { 0 } else { (distance - 1) / step.abs() + 1 };
        Stretch { start, stop, step, count: count as usize }
    }

    /// The places of the items, in the slice's order.
    pub fn places(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |number| (self.start + number as i64 * self.step) as usize)
    }

    /// The same items from the front to the back.
    pub fn ascending(self) -> Stretch {
        if self.step > 0 || self.count == 0 {
            return self;
        }
        let first = self.start + (self.count as i64 - 1) * self.step;
        Stretch { start: first, stop: self.start + 1, step: -self.step, count: self.count }
    }

    /// The items as a range, if they lie side by side in the slice's order; an empty slice lies at its start.
    pub fn contiguous(self) -> Option<std::ops::Range<usize>> {
        let start = self.start.max(0) as usize;
        (self.step == 1 || self.count == 0).then_some(start..start + self.count)
    }
}

/// The place that an index means; negative ones count from the end.
#[inline(always)]
pub fn place(index: i64, length: usize) -> Option<usize> {
    let place = if index < 0 { index.checked_add(length as i64)? } else { index };
    usize::try_from(place).ok().filter(|place| *place < length)
}

#[cfg(test)]
mod tests {
    use super::{Stretch, place};

    fn facts(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> (i64, i64, i64, usize) {
        let stretch = Stretch::new(start, stop, step, 10);
        (stretch.start, stretch.stop, stretch.step, stretch.count)
    }

    #[test]
    fn bounds_are_what_indices_gives() {
        assert_eq!(facts(None, None, None), (0, 10, 1, 10));
        assert_eq!(facts(None, None, Some(-1)), (9, -1, -1, 10));
        assert_eq!(facts(Some(-3), None, None), (7, 10, 1, 3));
        assert_eq!(facts(Some(100), Some(-100), Some(-4)), (9, -1, -4, 3));
        assert_eq!(facts(Some(5), Some(2), None), (5, 2, 1, 0));
        assert_eq!(facts(Some(i64::MIN), Some(i64::MAX), Some(i64::MAX)), (0, 10, i64::MAX, 1));
        assert_eq!(facts(None, None, Some(i64::MIN)), (9, -1, -i64::MAX, 1));
        assert_eq!(facts(Some(-100), None, Some(-1)), (-1, -1, -1, 0));
    }

    #[test]
    fn places_follow_the_step() {
        let stretch = Stretch::new(Some(8), None, Some(-3), 10);
        assert_eq!(stretch.places().collect::<Vec<_>>(), [8, 5, 2]);
        assert_eq!(stretch.ascending().places().collect::<Vec<_>>(), [2, 5, 8]);
        assert_eq!(Stretch::new(Some(2), Some(5), None, 10).contiguous(), Some(2..5));
    }

    #[test]
    fn negative_indices_count_from_the_end() {
        assert_eq!(place(-1, 3), Some(2));
        assert_eq!((place(3, 3), place(-4, 3), place(i64::MIN, 3)), (None, None, None));
    }
}
