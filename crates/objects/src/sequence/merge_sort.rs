//! A stable merge sort whose comparisons may fail: it sorts places instead of items, so that an error or a comparison
//! that looks at the list finds every item exactly once.
//!
//! Runs that are already in order are found and kept, so sorted and reversed input costs one comparison an item.

use std::ops::Range;

/// Runs shorter than this are made longer by insertion.
const SHORT: usize = 32;

/// Sorts the places `0..count` by what `less` says of two places; the second result is the comparison's error, if one
/// ended the work early: the places are then a permutation still.
pub(crate) fn sort<E>(count: u32, mut less: impl FnMut(u32, u32) -> Result<bool, E>) -> (Vec<u32>, Result<(), E>) {
    let mut places: Vec<u32> = (0..count).collect();
    let outcome = sort_places(&mut places, &mut less);
    (places, outcome)
}

fn sort_places<E>(places: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<(), E> {
    let mut scratch = Vec::new();
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < places.len() {
        let end = start + next_run(&mut places[start..], less)?;
        runs.push(start..end);
        start = end;
        // Each run stays twice as long as the one above it, so there are few, and merges are of like lengths.
        while let [.., below, top] = runs.as_slice() {
            if start < places.len() && below.len() >= 2 * top.len() {
                break;
            }
            let (middle, whole) = (top.start, below.start..top.end);
            let first = whole.start;
            merge(&mut places[whole.clone()], middle - first, &mut scratch, less)?;
            runs.truncate(runs.len() - 2);
            runs.push(whole);
        }
    }
    Ok(())
}

/// Orders the first items into a run and returns its length.
fn next_run<E>(places: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<usize, E> {
    let mut length = places.len().min(1);
    if places.len() > 1 {
        let falls = less(places[1], places[0])?;
        length = 2;
        while length < places.len() && less(places[length], places[length - 1])? == falls {
            length += 1;
        }
        if falls {
            places[..length].reverse();
        }
    }
    while length < places.len().min(SHORT) {
        let place = places[length];
        let (mut low, mut high) = (0, length);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(place, places[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        places[low..=length].rotate_right(1);
        length += 1;
    }
    Ok(length)
}

/// Merges the runs before and after `middle`.
fn merge<E>(
    places: &mut [u32],
    middle: usize,
    scratch: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool, E>,
) -> Result<(), E> {
    if !less(places[middle], places[middle - 1])? {
        return Ok(());
    }
    scratch.clear();
    scratch.extend_from_slice(&places[..middle]);
    let (mut left, mut right, mut out) = (0, middle, 0);
    let mut outcome = Ok(());
    while left < scratch.len() && right < places.len() {
        match less(places[right], scratch[left]) {
            Ok(true) => {
                places[out] = places[right];
                right += 1;
            }
            Ok(false) => {
                places[out] = scratch[left];
                left += 1;
            }
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
        out += 1;
    }
    // What is left of the first run fills the gap exactly, at the end of the work and after an error alike.
    places[out..right].copy_from_slice(&scratch[left..]);
    outcome
}

#[cfg(test)]
mod tests {
    use super::sort;

    fn numbers(count: usize, range: u64) -> Vec<u64> {
        let mut seed = count as u64;
        let mut next = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % range
        };
        (0..count).map(|_| next()).collect()
    }

    #[test]
    fn items_are_sorted_and_equal_ones_keep_their_order() {
        for count in [0, 1, 2, 3, 31, 32, 33, 100, 1000, 4321] {
            for range in [2, 10, 1_000_000] {
                let items = numbers(count, range);
                let (places, outcome) = sort::<()>(count as u32, |a, b| Ok(items[a as usize] < items[b as usize]));
                let mut expected: Vec<u32> = (0..count as u32).collect();
                expected.sort_by_key(|place| items[*place as usize]);
                assert_eq!(outcome, Ok(()));
                assert_eq!(places, expected);
            }
        }
    }

    #[test]
    fn what_is_sorted_or_reversed_costs_one_comparison_an_item() {
        for reversed in [false, true] {
            let mut comparisons = 0;
            let (places, _) = sort::<()>(1000, |a, b| {
                comparisons += 1;
                Ok(if reversed { a > b } else { a < b })
            });
            assert_eq!((places[0], comparisons), (if reversed { 999 } else { 0 }, 999));
        }
    }

    #[test]
    fn an_error_leaves_every_item_once() {
        let items = numbers(500, 100);
        for limit in [0, 1, 50, 499, 700, 2000, 3000] {
            let mut left = limit;
            let (mut places, outcome) = sort(500, |a, b| {
                left -= 1;
                if left < 0 { Err("stop") } else { Ok(items[a as usize] < items[b as usize]) }
            });
            assert_eq!(outcome, Err("stop"));
            places.sort_unstable();
            assert!(places.into_iter().eq(0..500));
        }
    }
}
