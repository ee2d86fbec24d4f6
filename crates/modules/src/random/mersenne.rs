//! The Mersenne Twister MT19937: the same numbers as everywhere else for the same seed.

/// Words of state.
pub(super) const WORDS: usize = 624;
/// Words of a key that are mixed in before they are paid for.
const STRETCH: usize = 1 << 12;
/// How far ahead a word looks for what it is mixed with.
const AHEAD: usize = 397;

/// A generator.
pub(super) struct Mersenne {
    state: [u32; WORDS],
    /// The next word to give; past the end, all words are made anew.
    next: usize,
}

impl Mersenne {
    /// A generator with a seed of one word.
    fn of_word(seed: u32) -> Mersenne {
        let mut state = [0; WORDS];
        let mut word = seed;
        for (index, place) in state.iter_mut().enumerate() {
            if index > 0 {
                word = (word ^ word >> 30).wrapping_mul(1_812_433_253).wrapping_add(index as u32);
            }
            *place = word;
        }
        Mersenne { state, next: WORDS }
    }

    /// A generator with a seed of any length; an empty one counts as zero.
    /// What the work costs is paid every so many words.
    pub(super) fn of_key<E>(key: &[u32], pay: &mut impl FnMut(usize) -> Result<(), E>) -> Result<Mersenne, E> {
        let key = if key.is_empty() { &[0][..] } else { key };
        let mut state = Mersenne::of_word(19_650_218).state;
        let mut index = 1;
        let mix = |state: &mut [u32; WORDS], index: &mut usize, factor: u32, add: &dyn Fn(u32, usize) -> u32| {
            let before = state[*index - 1];
            state[*index] = add(state[*index] ^ (before ^ before >> 30).wrapping_mul(factor), *index);
            *index += 1;
            if *index == WORDS {
                state[0] = state[WORDS - 1];
                *index = 1;
            }
        };
        for (place, word) in (0..key.len()).zip(key).cycle().take(WORDS.max(key.len())) {
            if place % STRETCH == STRETCH - 1 {
                pay(STRETCH)?;
            }
            mix(&mut state, &mut index, 1_664_525, &|mixed, _| mixed.wrapping_add(*word).wrapping_add(place as u32));
        }
        for _ in 1..WORDS {
            mix(&mut state, &mut index, 1_566_083_941, &|mixed, index| mixed.wrapping_sub(index as u32));
        }
        state[0] = 0x8000_0000;
        Ok(Mersenne { state, next: WORDS })
    }

    /// A generator in a state that [`words`](Mersenne::words) gave.
    pub(super) fn of_state(state: [u32; WORDS], next: usize) -> Mersenne {
        Mersenne { state, next: next.min(WORDS) }
    }

    /// The state: its words, and which comes next.
    pub(super) fn words(&self) -> (&[u32; WORDS], usize) {
        (&self.state, self.next)
    }

    fn renew(&mut self) {
        let twist = |word: u32, next: u32, ahead: u32| {
            let joined = word & 0x8000_0000 | next & 0x7fff_ffff;
            ahead ^ joined >> 1 ^ (joined & 1).wrapping_neg() & 0x9908_b0df
        };
        let state = &mut self.state;
        // What lies ahead begins anew at the end: three stretches need no division to find their places.
        for index in 0..WORDS - AHEAD {
            state[index] = twist(state[index], state[index + 1], state[index + AHEAD]);
        }
        for index in WORDS - AHEAD..WORDS - 1 {
            state[index] = twist(state[index], state[index + 1], state[index + AHEAD - WORDS]);
        }
        state[WORDS - 1] = twist(state[WORDS - 1], state[0], state[AHEAD - 1]);
        self.next = 0;
    }

    /// The next 32 bits.
    pub(super) fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.renew();
        }
        let mut word = self.state[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// A float from 0 up to 1, with 53 random bits.
    pub(super) fn float(&mut self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_key_gives_the_reference_numbers() {
        let mut generator = Mersenne::of_key(&[0x123, 0x234, 0x345, 0x456], &mut |_| Ok::<(), ()>(())).unwrap();
        let first: Vec<u32> = (0..4).map(|_| generator.word()).collect();
        assert_eq!(first, [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783]);
    }

    #[test]
    fn floats_are_those_of_python() {
        let mut generator = Mersenne::of_key(&[42], &mut |_| Ok::<(), ()>(())).unwrap();
        assert_eq!(generator.float(), 0.639_426_798_457_883_7);
        assert_eq!(generator.float(), 0.025_010_755_222_666_936);
    }
}
