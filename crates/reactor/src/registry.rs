//! Which source has which interest, and what a poller's key means.
//!
//! A poller knows a source once, so both sides share one interest. Its key is the index of an entry here with the
//! generation of that entry above it: an event that was already on its way when its source was forgotten (and perhaps
//! the number of the descriptor used again) carries an old generation and is dropped.
//!
//! ```text
//! key   generation (upper half) | index (lower half)
//! ```

use std::collections::HashMap;

use crate::reactor::{Side, Source, Token};

const INDEX_BITS: u32 = usize::BITS / 2;
const INDEX_MASK: usize = usize::MAX >> (usize::BITS - INDEX_BITS);

/// All entries; an entry without interest is free.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    entries: Vec<Entry>,
    free: Vec<u32>,
    by_source: HashMap<Source, u32>,
}

/// One source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) source: Source,
    pub(crate) interest: Interest,
    pub(crate) watched_by: WatchedBy,
    generation: u32,
}

/// The sides that are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Interest {
    pub(crate) read: bool,
    pub(crate) write: bool,
}

/// Who knows whether a source is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WatchedBy {
    /// The poller.
    Poller,
    /// Nobody needs to: regular files cannot be polled because they never block.
    Nobody,
}

impl Registry {
    /// How many sources are watched.
    pub(crate) fn len(&self) -> usize {
        self.by_source.len()
    }

    /// The token and the entry of a source that is watched.
    pub(crate) fn find(&self, source: Source) -> Option<(Token, Entry)> {
        let token = Token(*self.by_source.get(&source)?);
        Some((token, *self.get(token)?))
    }

    pub(crate) fn get(&self, token: Token) -> Option<&Entry> {
        self.entries.get(token.0 as usize)
    }

    pub(crate) fn get_mut(&mut self, token: Token) -> Option<&mut Entry> {
        self.entries.get_mut(token.0 as usize)
    }

    /// A new entry, or `None` when every index is taken.
    pub(crate) fn insert(&mut self, source: Source, interest: Interest) -> Option<Token> {
        let mut entry = Entry { source, interest, watched_by: WatchedBy::Poller, generation: 0 };
        let index = if let Some(index) = self.free.pop() {
            let place = self.entries.get_mut(index as usize)?;
            entry.generation = place.generation;
            *place = entry;
            index
        } else {
            let index = u32::try_from(self.entries.len()).ok().filter(|&index| index as usize <= INDEX_MASK)?;
            self.entries.push(entry);
            index
        };
        self.by_source.insert(source, index);
        Some(Token(index))
    }

    /// Frees an entry: from now on its old key means nothing.
    pub(crate) fn remove(&mut self, token: Token) {
        if let Some(entry) = self.entries.get_mut(token.0 as usize) {
            // The generation of all ones is left out: with the last index it would be the poller's own key.
            entry.generation = (entry.generation + 1) % (INDEX_MASK as u32);
            entry.interest = Interest::default();
            self.by_source.remove(&entry.source);
            self.free.push(token.0);
        }
    }

    /// The key under which the poller is to report a token.
    pub(crate) fn key(&self, token: Token) -> usize {
        let generation = self.get(token).map_or(0, |entry| entry.generation);
        (generation as usize) << INDEX_BITS | token.0 as usize
    }

    /// The token that a key stands for, if it still does.
    pub(crate) fn token(&self, key: usize) -> Option<Token> {
        let token = Token(u32::try_from(key & INDEX_MASK).ok()?);
        (self.key(token) == key && self.get(token)?.interest.any()).then_some(token)
    }
}

impl Interest {
    pub(crate) fn any(self) -> bool {
        self.read || self.write
    }

    pub(crate) fn has(self, side: Side) -> bool {
        match side {
            Side::Read => self.read,
            Side::Write => self.write,
        }
    }

    #[must_use]
    pub(crate) fn with(self, side: Side, watched: bool) -> Self {
        match side {
            Side::Read => Interest { read: watched, ..self },
            Side::Write => Interest { write: watched, ..self },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: Interest = Interest { read: true, write: false };

    #[test]
    fn a_key_dies_with_its_entry() {
        let mut registry = Registry::default();
        let first = registry.insert(7, READ).expect("room");
        let key = registry.key(first);
        assert_eq!(registry.token(key), Some(first));
        registry.remove(first);
        assert_eq!(registry.token(key), None);
        let second = registry.insert(7, READ).expect("room");
        assert_eq!(second, first, "indices are used again");
        assert_eq!(registry.token(key), None);
        assert_ne!(registry.key(second), key);
    }

    #[test]
    fn a_source_is_found_until_it_is_removed() {
        let mut registry = Registry::default();
        let token = registry.insert(3, READ).expect("room");
        assert_eq!((registry.find(3).map(|found| found.0), registry.len()), (Some(token), 1));
        registry.remove(token);
        assert!(registry.find(3).is_none());
        assert_eq!(registry.len(), 0);
    }
}
