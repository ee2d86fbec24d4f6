//! "Did you mean": the nearest of some names.
//!
//! The distance is Levenshtein's where inserting, deleting and substituting cost two and a change of case costs one.

/// With more candidates than this, or a longer name, no suggestion is looked for.
const MAX_CANDIDATES: usize = 750;
/// In bytes of UTF-8.
const MAX_NAME: usize = 40;

const MOVE: usize = 2;
const CASE: usize = 1;

/// The first of the candidates that are nearest to a name, if any is near enough.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > MAX_NAME {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for (seen, candidate) in candidates.enumerate() {
        if seen >= MAX_CANDIDATES {
            return None;
        }
        if candidate == name {
            continue;
        }
        let mut limit = (name.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((found, _)) = best {
            limit = limit.min(found.saturating_sub(1));
        }
        if let Some(distance) = distance(name, candidate, limit) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The cost of turning one name into the other, if it is at most `limit`.
#[must_use]
pub fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b) = without_common_ends(a.as_bytes(), b.as_bytes());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return Some(long.len() * MOVE).filter(|cost| *cost <= limit);
    }
    if long.len() > MAX_NAME || (long.len() - short.len()) * MOVE > limit {
        return None;
    }
    // One row of the table: the cost of turning the part of `long` read so far into each beginning of `short`.
    let mut row: Vec<usize> = (1..=short.len()).map(|length| length * MOVE).collect();
    for (read, &from) in long.iter().enumerate() {
        let (mut diagonal, mut left) = (read * MOVE, (read + 1) * MOVE);
        let mut lowest = usize::MAX;
        for (cell, &to) in row.iter_mut().zip(short) {
            let substituted = diagonal + substitution(from, to);
            diagonal = *cell;
            left = substituted.min(left.min(*cell) + MOVE);
            *cell = left;
            lowest = lowest.min(left);
        }
        if lowest > limit {
            return None;
        }
    }
    row.last().copied().filter(|cost| *cost <= limit)
}

fn without_common_ends<'a>(a: &'a [u8], b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_cpython() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "a", 2),
            ("a", "A", 1),
            ("Apple", "Aple", 2),
            ("Banana", "B@n@n@", 6),
            ("Cherry", "Cherry!", 2),
            ("---0---", "------", 2),
            ("abc", "y", 6),
            ("aa", "bb", 4),
            ("aaaaa", "AAAAA", 5),
            ("wxyz", "wXyZ", 2),
            ("wxyz", "wXyZ123", 8),
            ("Python", "Java", 12),
            ("Java", "C#", 8),
            ("AbstractFoobarManager", "abstract_foobar_manager", 3 + 2 * 2),
            ("CPython", "PyPy", 10),
            ("AttributeError", "AttributeErrorTests", 10),
            ("ABA", "AAB", 4),
        ] {
            assert_eq!(distance(a, b, 100), Some(expected), "{a} {b}");
            assert_eq!(distance(b, a, 100), Some(expected), "{b} {a}");
            assert_eq!(distance(a, b, expected), Some(expected), "{a} {b}");
            assert!(expected == 0 || distance(a, b, expected - 1).is_none(), "{a} {b}");
        }
    }

    #[test]
    fn only_near_names_are_suggested() {
        assert_eq!(nearest("pritn", ["print", "sprint"].into_iter()), Some("print"));
        assert_eq!(nearest("x", ["lengthy", "y"].into_iter()), None);
        assert_eq!(nearest("blech", ["bluch", "Blech"].into_iter()), Some("Blech"));
        assert_eq!(nearest(&"a".repeat(41), ["a"].into_iter()), None);
    }
}
