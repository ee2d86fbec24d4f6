//! The ordered hash table behind dict: entries in the order of insertion, and an index beside them.
//!
//! ```text
//!   entries   hash key value | hash key value | (gone) | hash key value      a Buffer, in order of insertion
//!   index     . 3 . . 1 . 2 .                                                 only above eight entries
//! ```
//!
//! A removed entry leaves a tombstone (its key is unbound) until the table is laid out anew; tombstones at the end go at
//! once, and those in front are skipped by remembering the first live entry, so that a dict serves as a stack and as a
//! queue. No method calls script code: a key's `__eq__` is asked by the caller between two steps of a [`Probe`], and
//! may change the table meanwhile.

mod index;
pub(crate) mod long_walks;
#[cfg(test)]
mod tests;

use index::{Index, Walk};
use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::Value;
use taipan_heap::word::Word;
use taipan_macros::Trace;

/// Up to so many entries a table has no index and is searched from end to end.
pub const LINEAR: usize = 8;

/// Entries that the smallest table with memory has room for.
const FEW: usize = 4;

/// An ordered hash table.
#[derive(Trace)]
pub struct Table {
    entries: Buffer<Entry>,
    #[untraced]
    index: Option<Index>,
    /// Entries that are not tombstones.
    live: u32,
    /// Every entry before this one is a tombstone.
    first: u32,
    /// Insertions before the index must be laid out anew.
    room: u32,
    version: u64,
}

/// A key with its hash and its value.
#[derive(Clone, Trace)]
pub struct Entry {
    /// The key's hash.
    pub hash: u64,
    /// The key, unbound in a tombstone.
    pub key: Value,
    /// The value.
    pub value: Value,
}

impl Entry {
    /// A tombstone.
    const GONE: Entry = Entry { hash: 0, key: Value::UNBOUND, value: Value::UNBOUND };
}

/// A table in which keys are found by their hash: that of dicts, and that of sets.
pub trait Keyed {
    /// A search that can be left to ask a key's `__eq__`, and taken up again.
    type Search;

    /// A search that has not begun.
    fn search(hash: u64) -> Self::Search;

    /// The first entry of this hash whose key is accepted; the test must not run script code.
    fn find(&self, hash: u64, accept: impl FnMut(&Value) -> bool) -> Option<usize>;

    /// The next entry of the search's hash, whose key the caller then compares; `None` at the end of the search.
    ///
    /// A search starts over if the table has changed since its last step. Whoever ran script code to compare must ask
    /// [`unchanged`](Keyed::unchanged) before it believes the answer.
    fn step(&self, search: &mut Self::Search) -> Option<usize>;

    /// True if no key came or went since the search's last step.
    fn unchanged(&self, search: &Self::Search) -> bool;

    /// Has a search go on where it was, though keys came or went, if the key of its last step is still in its place and
    /// the places are as many as before. Else it starts over: what always did could be kept from an end.
    fn settle(&self, search: &mut Self::Search, entry: usize, key: &Value);

    /// The key of a live entry; `None` if there is none of that number.
    fn key(&self, entry: usize) -> Option<&Value>;

    /// The first live entry at or after a position, with hash and key. Go on with its number plus one; after a change
    /// of the table the walk may see entries twice or not at all, but never fails.
    fn next_key(&self, position: usize) -> Option<(usize, u64, &Value)>;

    /// The keys in order, with their hashes.
    fn keys(&self) -> impl Iterator<Item = (u64, &Value)>;

    /// The number of keys.
    fn length(&self) -> usize;
}

/// A search that can be left to ask a key's `__eq__`, and taken up again.
#[derive(Clone, Copy)]
pub struct Probe {
    hash: u64,
    version: u64,
    walk: Walk,
    position: usize,
    /// Number of slots of the index.
    slots: usize,
}

impl Probe {
    #[inline(always)]
    fn new(hash: u64) -> Probe {
        Probe { hash, version: u64::MAX, walk: Walk::new(hash), position: 0, slots: 0 }
    }
}

impl Table {
    /// An empty table without memory.
    pub const fn new() -> Table {
        Table { entries: Buffer::new(), index: None, live: 0, first: 0, room: 0, version: 0 }
    }

    /// An empty table with room for `entries`.
    pub fn with_capacity(heap: &Heap, entries: usize) -> Result<Table, OutOfMemory> {
        let mut table = Table::new();
        table.entries = Buffer::with_capacity(heap, entries)?;
        if entries > LINEAR {
            table.lay_out(heap, entries)?;
        }
        Ok(table)
    }

    /// The number of keys.
    #[inline(always)]
    pub fn length(&self) -> usize {
        self.live as usize
    }

    /// True without keys.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// A number that changes whenever a key comes or goes or an entry moves, and that no other table ever has; it is 0
    /// in tables that were always empty. It stays when a value is overwritten.
    #[inline(always)]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The entry with this very key, not an equal one.
    #[inline(always)]
    pub fn find_identical(&self, hash: u64, key: Word) -> Option<usize> {
        self.find(hash, |candidate| candidate.word() == key)
    }

    /// A live entry; `None` if there is none of that number.
    #[inline(always)]
    pub fn entry(&self, entry: usize) -> Option<&Entry> {
        self.entries.get(entry).filter(|entry| !entry.key.is_unbound())
    }

    /// The value of an entry that a search of this very version has given.
    #[inline(always)]
    pub fn entry_value(&self, entry: usize) -> &Value {
        &self.entries[entry].value
    }

    /// Overwrites the value of an entry that a search of this very version has given, and returns the one before.
    #[inline(always)]
    pub fn set_entry_value(&mut self, entry: usize, value: Value) -> Value {
        std::mem::replace(&mut self.entries[entry].value, value)
    }

    /// The entries' address and number (tombstones included), for the machine's fast paths.
    #[inline(always)]
    pub fn raw(&self) -> (*mut Entry, usize) {
        self.entries.raw()
    }

    /// True if a key can be appended without taking memory.
    #[inline(always)]
    pub fn has_room(&self) -> bool {
        let open = match &self.index {
            None => self.entries.len() < LINEAR,
            Some(_) => self.room > 0,
        };
        open && self.entries.has_room()
    }

    /// Appends a key that the table does not hold, and returns its entry.
    #[inline(always)]
    pub fn insert_new(&mut self, heap: &Heap, hash: u64, key: Value, value: Value) -> Result<usize, OutOfMemory> {
        let full = match &self.index {
            None => self.entries.len() == LINEAR,
            Some(_) => self.room == 0,
        };
        if full {
            self.make_room(heap)?;
        }
        let number = self.entries.len();
        self.entries.push(heap, Entry { hash, key, value })?;
        if let Some(index) = &mut self.index {
            index.fill(hash, number);
            self.room -= 1;
        }
        self.live += 1;
        self.version = heap.fresh_stamp();
        Ok(number)
    }

    /// Removes a live entry; `None` if there is none of that number.
    pub fn remove(&mut self, heap: &Heap, entry: usize) -> Option<(Value, Value)> {
        let place = self.entries.get_mut(entry)?;
        if place.key.is_unbound() {
            return None;
        }
        let key = std::mem::replace(&mut place.key, Value::UNBOUND);
        let value = std::mem::replace(&mut place.value, Value::UNBOUND);
        if let Some(index) = &mut self.index {
            index.clear(place.hash, entry);
        }
        self.live -= 1;
        self.version = heap.fresh_stamp();
        if self.live == 0 {
            self.entries.truncate(0);
            self.first = 0;
        } else if entry + 1 == self.entries.len() {
            while self.entries.last().is_some_and(|last| last.key.is_unbound()) {
                self.entries.pop();
            }
        } else if entry == self.first as usize {
            let gone = self.entries[entry..].iter().take_while(|entry| entry.key.is_unbound()).count();
            self.first += gone as u32;
        }
        Some((key, value))
    }

    /// Removes the entry that was inserted last.
    pub fn pop_last(&mut self, heap: &Heap) -> Option<(Value, Value)> {
        // The last entry is never a tombstone.
        self.remove(heap, self.entries.len().checked_sub(1)?)
    }

    /// Moves a live entry before all others. Where there is no room, as many tombstones are laid before the entries as these
    /// are: so many moves cost no more than as many insertions.
    pub fn move_to_front(&mut self, heap: &Heap, mut entry: usize) -> Result<(), OutOfMemory> {
        if self.index.is_none() {
            if let Some(before) = self.entries.get_mut(..=entry) {
                before.rotate_right(1);
            }
            (self.first, self.version) = (0, heap.fresh_stamp());
            return Ok(());
        }
        if self.first == 0 || self.room == 0 {
            entry = self.open_front(heap, entry)?;
        }
        let Some(place) = self.entries.get_mut(entry).filter(|place| !place.key.is_unbound()) else { return Ok(()) };
        let moved = std::mem::replace(place, Entry::GONE);
        self.first -= 1;
        if let Some(index) = &mut self.index {
            index.clear(moved.hash, entry);
            index.fill(moved.hash, self.first as usize);
        }
        self.room -= 1;
        self.entries[self.first as usize] = moved;
        while self.entries.last().is_some_and(|last| last.key.is_unbound()) {
            self.entries.pop();
        }
        self.version = heap.fresh_stamp();
        Ok(())
    }

    /// Moves a live entry behind all others. False if there is no room for it: then nothing has changed.
    pub fn move_to_back(&mut self, heap: &Heap, entry: usize) -> bool {
        let last = self.entries.len().wrapping_sub(1);
        if entry == last {
            return true;
        }
        if self.index.is_some() && !self.has_room() {
            return false;
        }
        if self.index.is_none() {
            if let Some(behind) = self.entries.get_mut(entry..) {
                behind.rotate_left(1);
            }
        } else if let Some(moved) = self.entry(entry).cloned() {
            let hash = moved.hash;
            if self.entries.push(heap, moved).is_err() {
                return false;
            }
            self.entries[entry] = Entry::GONE;
            if let Some(index) = &mut self.index {
                index.clear(hash, entry);
                index.fill(hash, last + 1);
            }
            self.room -= 1;
            while self.entries.get(self.first as usize).is_some_and(|entry| entry.key.is_unbound()) {
                self.first += 1;
            }
        }
        self.version = heap.fresh_stamp();
        true
    }

    /// Empties the table and returns what it was, which the caller drops when nothing is borrowed.
    #[must_use = "values must be dropped when the table is no longer borrowed"]
    pub fn take(&mut self, heap: &Heap) -> Table {
        let fresh = Table { version: heap.fresh_stamp(), ..Table::new() };
        std::mem::replace(self, fresh)
    }

    /// The first live entry at or after a position. Go on with its number plus one; after a change of the table the
    /// walk may see entries twice or not at all, but never fails.
    #[inline(always)]
    pub fn next_live(&self, position: usize) -> Option<(usize, &Entry)> {
        let mut number = position.max(self.first as usize);
        loop {
            let entry = self.entries.get(number)?;
            if !entry.key.is_unbound() {
                return Some((number, entry));
            }
            number += 1;
        }
    }

    /// The last live entry before a position.
    pub fn previous_live(&self, position: usize) -> Option<(usize, &Entry)> {
        let end = position.min(self.entries.len());
        let before = self.entries.get(self.first as usize..end)?;
        let (number, entry) = before.iter().enumerate().rev().find(|(_, entry)| !entry.key.is_unbound())?;
        Some((number + self.first as usize, entry))
    }

    /// The number of live entries before a position.
    pub fn live_before(&self, position: usize) -> usize {
        let end = position.min(self.entries.len());
        let before = self.entries.get(self.first as usize..end).unwrap_or_default();
        before.iter().filter(|entry| !entry.key.is_unbound()).count()
    }

    /// One past the last entry: where a walk backwards begins.
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    /// The live entries in order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> + '_ {
        self.entries.iter().skip(self.first as usize).filter(|entry| !entry.key.is_unbound())
    }

    /// A copy; keys are not hashed or compared again.
    pub fn clone_into(&self, heap: &Heap) -> Result<Table, OutOfMemory> {
        let mut copy = Table::new();
        if self.is_empty() {
            return Ok(copy);
        }
        if self.live as usize == self.entries.len() {
            // Who copies a few entries often adds to them.
            copy.entries = Buffer::with_capacity(heap, self.entries.len().max(FEW))?;
            copy.entries.extend_from_slice(heap, &self.entries)?;
            copy.index = self.index.as_ref().map(|index| index.duplicate(heap)).transpose()?;
            copy.room = self.room;
        } else {
            copy.entries = Buffer::with_capacity(heap, self.length())?;
            for entry in self.iter() {
                copy.entries.push(heap, entry.clone())?;
            }
            if self.length() > LINEAR {
                copy.live = self.live;
                copy.lay_out(heap, self.length())?;
            }
        }
        copy.live = self.live;
        copy.version = heap.fresh_stamp();
        Ok(copy)
    }

    /// Makes room for `more` keys, so that inserting them lays nothing out anew.
    pub fn reserve(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        let wanted = self.length().checked_add(more).ok_or(OutOfMemory)?;
        if wanted > LINEAR && (self.index.is_none() || (self.room as usize) < more) {
            self.lay_out(heap, wanted)?;
            self.version = heap.fresh_stamp();
        }
        Ok(())
    }

    /// Lays the table out anew: without tombstones, and larger unless they were many.
    #[inline(never)]
    fn make_room(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        let live = self.length();
        if live < LINEAR && self.index.is_none() {
            self.compact();
            return Ok(());
        }
        self.lay_out(heap, live.saturating_mul(2))
    }

    /// Drops the tombstones and makes an index for at least `wanted` entries.
    fn lay_out(&mut self, heap: &Heap, wanted: usize) -> Result<(), OutOfMemory> {
        let slots = index::slots_for(wanted.max(LINEAR + 1)).ok_or(OutOfMemory)?;
        let index = Index::new(heap, slots)?;
        self.entries.reserve(heap, wanted.saturating_sub(self.entries.len()))?;
        // Where nothing has moved, the present index is as good as before.
        let may_end = self.length() == self.entries.len();
        self.compact();
        let goes_on = || !may_end || heap.goes_on().is_ok();
        self.fill(index, slots, goes_on)
    }

    /// Lays as many tombstones before the live entries as these are; gives the new number of an entry.
    fn open_front(&mut self, heap: &Heap, entry: usize) -> Result<usize, OutOfMemory> {
        let gap = self.length();
        let slots = index::slots_for(gap.saturating_mul(4).max(LINEAR + 1)).ok_or(OutOfMemory)?;
        let index = Index::new(heap, slots)?;
        self.entries.reserve(heap, gap)?;
        let gone = self.entries.iter().take(entry).filter(|entry| entry.key.is_unbound()).count();
        self.compact();
        for _ in 0..gap {
            self.entries.push(heap, Entry::GONE)?;
        }
        self.entries.rotate_right(gap);
        self.first = gap as u32;
        // The front is open already: what has begun must come to its end.
        self.fill(index, slots, || true)?;
        Ok(entry - gone + gap)
    }

    /// Takes an empty index of so many slots; from the first entry on there are no tombstones. A large one asks now and
    /// then whether to go on.
    fn fill(&mut self, mut index: Index, slots: usize, goes_on: impl Fn() -> bool) -> Result<(), OutOfMemory> {
        let first = self.first as usize;
        if !index.fill_all(first, self.entries.iter().skip(first).map(|entry| entry.hash), goes_on) {
            return Err(OutOfMemory);
        }
        self.room = index::entries_for(slots).saturating_sub(self.entries.len()) as u32;
        self.index = Some(index);
        Ok(())
    }

    /// Moves the live entries together.
    fn compact(&mut self) {
        let mut kept = 0;
        for number in self.first as usize..self.entries.len() {
            if !self.entries[number].key.is_unbound() {
                self.entries.swap(kept, number);
                kept += 1;
            }
        }
        self.entries.truncate(kept);
        self.first = 0;
    }
}

impl Keyed for Table {
    type Search = Probe;

    #[inline(always)]
    fn search(hash: u64) -> Probe {
        Probe::new(hash)
    }

    #[inline(always)]
    fn find(&self, hash: u64, mut accept: impl FnMut(&Value) -> bool) -> Option<usize> {
        let entries: &[Entry] = &self.entries;
        match &self.index {
            None => {
                entries.iter().position(|entry| entry.hash == hash && !entry.key.is_unbound() && accept(&entry.key))
            }
            Some(index) => index.find(hash, |number| match entries.get(number) {
                Some(entry) => entry.hash == hash && !entry.key.is_unbound() && accept(&entry.key),
                None => false,
            }),
        }
    }

    fn step(&self, probe: &mut Probe) -> Option<usize> {
        if probe.version != self.version {
            let slots = self.index.as_ref().map_or(0, Index::slots);
            *probe = Probe { version: self.version, slots, ..Probe::new(probe.hash) };
        }
        let entries: &[Entry] = &self.entries;
        loop {
            let number = match &self.index {
                Some(index) => index.next(&mut probe.walk)?,
                None => probe.position,
            };
            match entries.get(number) {
                Some(entry) => {
                    probe.position = number + 1;
                    if entry.hash == probe.hash && !entry.key.is_unbound() {
                        return Some(number);
                    }
                }
                None if self.index.is_none() => return None,
                None => {}
            }
        }
    }

    #[inline(always)]
    fn unchanged(&self, probe: &Probe) -> bool {
        probe.version == self.version
    }

    fn settle(&self, probe: &mut Probe, entry: usize, key: &Value) {
        let slots = self.index.as_ref().map_or(0, Index::slots);
        if slots == probe.slots && self.key(entry).is_some_and(|found| found.is(key)) {
            probe.version = self.version;
        }
    }

    #[inline(always)]
    fn key(&self, entry: usize) -> Option<&Value> {
        self.entry(entry).map(|entry| &entry.key)
    }

    #[inline(always)]
    fn next_key(&self, position: usize) -> Option<(usize, u64, &Value)> {
        self.next_live(position).map(|(number, entry)| (number, entry.hash, &entry.key))
    }

    #[inline]
    fn keys(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.iter().map(|entry| (entry.hash, &entry.key))
    }

    fn length(&self) -> usize {
        self.live as usize
    }
}

impl Default for Table {
    fn default() -> Table {
        Table::new()
    }
}
