//! Numbers for tests: random ones, and those that are nearly powers of two.

use dashu_int::UBig;

/// A number of so many words.
pub(super) fn number(words: usize, seed: u64) -> UBig {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let words: Vec<u64> = (0..words)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        })
        .collect();
    match seed % 4 {
        0 => UBig::ones(words.len() * 64),
        1 => (UBig::ONE << (words.len() * 64)) - UBig::ONE,
        2 => (UBig::ONE << (words.len() * 64).saturating_sub(1)) + UBig::from(seed),
        _ => UBig::from_words(&words),
    }
}

/// Every pair of numbers of these sizes.
pub(super) fn pairs(sizes: &[usize], seed: u64) -> Vec<(UBig, UBig)> {
    let mut pairs = Vec::new();
    for (i, a) in sizes.iter().enumerate() {
        for (j, b) in sizes.iter().enumerate().take(i + 1) {
            let seed = seed + (i * sizes.len() + j) as u64;
            pairs.push((number(*a, seed | 3), number(*b, seed)));
        }
    }
    pairs
}
