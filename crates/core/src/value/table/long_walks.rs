//! Walks that became long while a table was laid out anew. The next entry of the same hash goes on where the last one
//! ended: else entries that all have one hash would cost the square of their number.

/// Places that a walk passes before it counts as long.
pub(crate) const LONG: usize = 64;

/// Where long walks ended, by their hash. Of hashes that share a place here, only the last is remembered.
pub(crate) struct LongWalks<W> {
    ends: Vec<Option<(u64, W)>>,
}

impl<W: Copy> LongWalks<W> {
    /// None yet.
    pub(crate) const fn new() -> LongWalks<W> {
        LongWalks { ends: Vec::new() }
    }

    /// Where the last long walk of this hash ended.
    #[cold]
    pub(crate) fn end(&self, hash: u64) -> Option<W> {
        let (known, walk) = (*self.ends.get(hash as usize % LONG)?)?;
        (known == hash).then_some(walk)
    }

    /// Remembers where a long walk ended.
    #[cold]
    pub(crate) fn remember(&mut self, hash: u64, walk: W) {
        self.ends.resize(LONG, None);
        if let Some(place) = self.ends.get_mut(hash as usize % LONG) {
            *place = Some((hash, walk));
        }
    }
}
