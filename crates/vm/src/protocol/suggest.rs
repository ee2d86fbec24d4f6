//! "Did you mean ...?": the nearest of some names, by the rules that CPython 3.13 follows.

/// The cost of inserting, deleting or replacing a character.
const EDIT: usize = 2;
/// The cost of replacing a letter by the same letter in the other case.
const CASE: usize = 1;
/// Longer names are not compared: the table would cost more than the hint is worth.
const LONGEST: usize = 40;
/// With more candidates than this there is no hint.
const MOST: usize = 750;

/// The candidate nearest to `wrong`, when one is near enough; the first of equals.
#[must_use]
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for (index, candidate) in candidates.into_iter().enumerate() {
        if index >= MOST {
            return None;
        }
        if candidate == wrong {
            continue;
        }
        let allowed = (wrong.len() + candidate.len() + 3) * EDIT / 6;
        let limit = best.map_or(allowed, |(distance, _)| allowed.min(distance - 1));
        if let Some(distance) = distance(wrong, candidate, limit) {
            best = Some((distance, candidate));
        }
        if matches!(best, Some((0, _))) {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The weighted edit distance of two names, unless it is above `limit`.
fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let (Some(a), Some(b)) = (left.first(), right.first())
        && a == b
    {
        (left, right) = (&left[1..], &right[1..]);
    }
    while let (Some(a), Some(b)) = (left.last(), right.last())
        && a == b
    {
        (left, right) = (&left[..left.len() - 1], &right[..right.len() - 1]);
    }
    if left.is_empty() || right.is_empty() {
        let distance = (left.len() + right.len()) * EDIT;
        return (distance <= limit).then_some(distance);
    }
    if left.len() > LONGEST || right.len() > LONGEST {
        return None;
    }
    if left.len().abs_diff(right.len()) * EDIT > limit {
        return None;
    }
    let mut row: Vec<usize> = (1..=left.len()).map(|count| count * EDIT).collect();
    for (index, &to) in right.iter().enumerate() {
        let mut diagonal = index * EDIT;
        let mut current = (index + 1) * EDIT;
        let mut smallest = usize::MAX;
        for (above, &from) in row.iter_mut().zip(left) {
            let replaced = diagonal + replacing(from, to);
            diagonal = *above;
            current = replaced.min(diagonal.min(current) + EDIT);
            *above = current;
            smallest = smallest.min(current);
        }
        if smallest > limit {
            return None;
        }
    }
    row.last().copied().filter(|&distance| distance <= limit)
}

/// The cost of writing `to` where `from` stood.
fn replacing(from: u8, to: u8) -> usize {
    if from == to {
        0
    } else if from.eq_ignore_ascii_case(&to) {
        CASE
    } else {
        EDIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        assert_eq!(nearest("sepp", ["sep", "maxsplit"]), Some("sep"));
        assert_eq!(nearest("appendd", ["insert", "append"]), Some("append"));
        assert_eq!(nearest("Append", ["append"]), Some("append"));
    }

    #[test]
    fn a_stranger_gets_no_hint() {
        assert_eq!(nearest("x", ["sep", "maxsplit"]), None);
        assert_eq!(nearest("completely_other", ["sep"]), None);
    }

    #[test]
    fn the_name_itself_is_no_hint() {
        assert_eq!(nearest("sep", ["sep"]), None);
    }
}
