//! The hash table behind sets: open addressing, and members in the order of their slots.
//!
//! Unlike a dict, a set promises no order, but programs print sets of small integers, and what they print should be what
//! they print elsewhere. So the layout follows the widespread one: nine neighbours are looked at before the walk goes
//! on by the other bits of the hash; three fifths of the slots are used at most; then the table grows to four times the
//! members, or twice if they are many.
//!
//! A removed member leaves a tombstone until the table is laid out anew. No method calls script code: a member's
//! `__eq__` is asked by the caller between two steps of a [`Search`], and may change the table meanwhile.

#[cfg(test)]
mod tests;

use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::Value;
use taipan_heap::word::Word;
use taipan_macros::Trace;

use crate::value::table::Keyed;
use crate::value::table::long_walks::{LONG, LongWalks};

/// Slots of the smallest table.
const SMALLEST: usize = 8;
/// Neighbours of a slot that are looked at before the walk jumps.
const NEIGHBOURS: usize = 9;
/// Above this number of members a table only doubles.
const MANY: usize = 50_000;
/// The hash in a tombstone; no object has it.
const GONE: u64 = u64::MAX;

/// A hash table of members.
#[derive(Default, Trace)]
pub struct Members {
    /// A power of two, or none at all before the first member.
    slots: Buffer<Slot>,
    live: usize,
    /// Slots that are not free: members and tombstones.
    filled: usize,
    /// Where the next `pop` begins to look.
    finger: usize,
    version: u64,
}

/// A member with its hash; free slots and tombstones hold no key, and hash 0 and `GONE`.
#[derive(Clone, Trace)]
pub struct Slot {
    /// The member's hash.
    pub hash: u64,
    /// The member.
    pub key: Value,
}

const FREE: Slot = Slot { hash: 0, key: Value::UNBOUND };

impl Slot {
    fn is_free(&self) -> bool {
        self.key.is_unbound() && self.hash != GONE
    }

    fn is_live(&self) -> bool {
        !self.key.is_unbound()
    }
}

/// The walk of a hash over the slots: a place and its neighbours, then a jump.
#[derive(Clone, Copy)]
struct Walk {
    mask: usize,
    begin: usize,
    rest: u64,
    passed: usize,
    neighbours: usize,
}

impl Walk {
    #[inline(always)]
    fn new(hash: u64, slots: usize) -> Walk {
        let mask = slots.wrapping_sub(1);
        Walk::at(mask, hash as usize & mask, hash)
    }

    #[inline(always)]
    fn at(mask: usize, begin: usize, rest: u64) -> Walk {
        let neighbours = if begin + NEIGHBOURS <= mask { NEIGHBOURS } else { 0 };
        Walk { mask, begin, rest, passed: 0, neighbours }
    }

    #[inline(always)]
    fn place(&self) -> usize {
        self.begin + self.passed
    }

    #[inline(always)]
    fn advance(&mut self) {
        if self.passed < self.neighbours {
            self.passed += 1;
        } else {
            let rest = self.rest >> 5;
            let begin = self.begin.wrapping_mul(5).wrapping_add(1).wrapping_add(rest as usize) & self.mask;
            *self = Walk::at(self.mask, begin, rest);
        }
    }
}

/// Where a member lies, or would lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// It is in this slot.
    Taken(usize),
    /// It is not there; this slot, the first free one on its walk, waits for it.
    Free(usize),
}

/// A search that can be left to ask a member's `__eq__`, and taken up again.
#[derive(Clone, Copy)]
pub struct Search {
    hash: u64,
    version: u64,
    walk: Walk,
}

impl Members {
    /// An empty table without memory.
    pub const fn new() -> Members {
        Members { slots: Buffer::new(), live: 0, filled: 0, finger: 0, version: 0 }
    }

    /// An empty table with room for a few members.
    pub fn with_room(heap: &Heap) -> Result<Members, OutOfMemory> {
        Ok(Members { slots: Buffer::repeat(heap, SMALLEST, || FREE)?, ..Members::new() })
    }

    /// The number of members.
    #[inline(always)]
    pub fn length(&self) -> usize {
        self.live
    }

    /// Adds a member that the table does not hold, and returns its slot.
    pub fn insert_new(&mut self, heap: &Heap, hash: u64, key: Value) -> Result<usize, OutOfMemory> {
        match self.spot(hash, |_| false) {
            Spot::Taken(place) | Spot::Free(place) => self.insert_at(heap, place, hash, key),
        }
    }

    /// Where a member of this hash is that is accepted, or where it belongs; the test must not run script code.
    #[inline(always)]
    pub fn spot(&self, hash: u64, mut accept: impl FnMut(&Value) -> bool) -> Spot {
        let slots: &[Slot] = &self.slots;
        let mask = slots.len().wrapping_sub(1);
        let (mut begin, mut rest) = (hash as usize & mask, hash);
        loop {
            // A table without slots has no mask to keep the sum small.
            let far = begin.wrapping_add(NEIGHBOURS);
            let last = if far <= mask { far } else { begin };
            // Only a table without slots has no such places.
            let Some(near) = slots.get(begin..last.wrapping_add(1)) else { return Spot::Free(begin) };
            for (place, slot) in (begin..).zip(near) {
                if slot.is_live() {
                    if slot.hash == hash && accept(&slot.key) {
                        return Spot::Taken(place);
                    }
                } else if slot.hash != GONE {
                    return Spot::Free(place);
                }
            }
            rest >>= 5;
            begin = begin.wrapping_mul(5).wrapping_add(1).wrapping_add(rest as usize) & mask;
        }
    }

    /// Adds a member in the free slot that [`spot`](Members::spot) has found, and returns the slot where it lies then.
    #[inline(always)]
    pub fn insert_at(&mut self, heap: &Heap, place: usize, hash: u64, key: Value) -> Result<usize, OutOfMemory> {
        if self.slots.is_empty() {
            return self.begin(heap, hash, key);
        }
        let member = key.word();
        self.put(place, Slot { hash, key });
        self.filled += 1;
        self.live += 1;
        self.version = heap.fresh_stamp();
        if self.filled * 5 < (self.slots.len() - 1) * 3 {
            return Ok(place);
        }
        self.grow(heap, place, hash, member)
    }

    /// Adds the first member of a table without memory.
    #[inline(never)]
    fn begin(&mut self, heap: &Heap, hash: u64, key: Value) -> Result<usize, OutOfMemory> {
        self.slots = Buffer::repeat(heap, SMALLEST, || FREE)?;
        let place = hash as usize & (SMALLEST - 1);
        self.put(place, Slot { hash, key });
        (self.live, self.filled, self.version) = (1, 1, heap.fresh_stamp());
        Ok(place)
    }

    #[inline(never)]
    fn grow(&mut self, heap: &Heap, place: usize, hash: u64, member: Word) -> Result<usize, OutOfMemory> {
        let wanted = if self.live > MANY { self.live.saturating_mul(2) } else { self.live.saturating_mul(4) };
        if let Err(error) = self.lay_out(heap, slots_for(wanted)) {
            // No walk has passed the slot since it was filled: it can be free again.
            self.put(place, FREE);
            (self.filled, self.live) = (self.filled - 1, self.live - 1);
            return Err(error);
        }
        Ok(self.find(hash, |candidate| candidate.word() == member).unwrap_or(place))
    }

    /// Removes the member of a slot.
    pub fn remove(&mut self, heap: &Heap, slot: usize) -> Option<Value> {
        let slot = self.slots.get_mut(slot).filter(|slot| slot.is_live())?;
        let key = std::mem::replace(slot, Slot { hash: GONE, key: Value::UNBOUND }).key;
        self.live -= 1;
        self.version = heap.fresh_stamp();
        Some(key)
    }

    /// Removes some member: the first in the order of slots after the one removed before.
    pub fn pop(&mut self, heap: &Heap) -> Option<Value> {
        if self.live == 0 {
            return None;
        }
        let begin = self.finger & self.slots.len().wrapping_sub(1);
        let slot = self.next_live(begin).or_else(|| self.next_live(0)).map(|(slot, _)| slot)?;
        self.finger = slot + 1;
        self.remove(heap, slot)
    }

    /// Empties the table and returns what it was, which the caller drops when nothing is borrowed.
    #[must_use = "members must be dropped when the table is no longer borrowed"]
    pub fn take(&mut self, heap: &Heap) -> Members {
        let mut fresh = Members::new();
        fresh.version = heap.fresh_stamp();
        std::mem::replace(self, fresh)
    }

    /// The first member at or after a slot; go on with its slot plus one.
    #[inline(always)]
    pub fn next_live(&self, slot: usize) -> Option<(usize, &Slot)> {
        let rest = self.slots.get(slot..)?;
        let (distance, found) = rest.iter().enumerate().find(|(_, slot)| slot.is_live())?;
        Some((slot + distance, found))
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = &Slot> + '_ {
        self.slots.iter().filter(|slot| slot.is_live()).take(self.live)
    }

    /// The number of members at or after a slot.
    pub fn live_from(&self, slot: usize) -> usize {
        self.slots.get(slot..).unwrap_or_default().iter().filter(|slot| slot.is_live()).count()
    }

    /// Makes room for the members of another table, as many as these may be.
    pub fn reserve(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        let mask = self.slots.len().max(SMALLEST) - 1;
        let needed = self.filled.checked_add(more).and_then(|sum| sum.checked_mul(5)).ok_or(OutOfMemory)?;
        if needed >= mask * 3 {
            self.lay_out(heap, slots_for(self.live.saturating_add(more).saturating_mul(2)))?;
            self.version = heap.fresh_stamp();
        }
        Ok(())
    }

    /// A copy; members are not hashed or compared again.
    pub fn clone_into(&self, heap: &Heap) -> Result<Members, OutOfMemory> {
        let roomy = self.live.checked_mul(5).ok_or(OutOfMemory)? < (SMALLEST - 1) * 3;
        self.clone_to(heap, if roomy { SMALLEST } else { slots_for(self.live.saturating_mul(2)) })
    }

    /// A copy with room for the members of another table, as many as these may be: laid out as by cloning and reserving.
    pub fn clone_with_room(&self, heap: &Heap, more: usize) -> Result<Members, OutOfMemory> {
        let slots = self.slots.len();
        // Only what a copy takes over slot by slot comes into a larger table in the same order.
        let as_is = self.filled == self.live && (slots == SMALLEST || slots == slots_for(self.live.saturating_mul(2)));
        let room = self.live.checked_add(more).and_then(|sum| sum.checked_mul(5)).ok_or(OutOfMemory)?;
        if as_is && self.live > 0 && room >= (slots - 1) * 3 {
            return self.clone_to(heap, slots_for(self.live.saturating_add(more).saturating_mul(2)));
        }
        let mut copy = self.clone_into(heap)?;
        copy.reserve(heap, more)?;
        Ok(copy)
    }

    fn clone_to(&self, heap: &Heap, slots: usize) -> Result<Members, OutOfMemory> {
        let mut copy = Members::new();
        if self.live == 0 {
            return Ok(copy);
        }
        if slots == self.slots.len() && self.filled == self.live {
            copy.slots = self.slots.duplicate(heap)?;
        } else {
            copy.slots = Buffer::repeat(heap, slots, || FREE)?;
            let mut long_walks = LongWalks::new();
            for (number, slot) in self.iter().enumerate() {
                if number % LOOK == LOOK - 1 {
                    heap.goes_on()?;
                }
                copy.live = number + 1;
                let place = copy.place_anew(slot.hash, &mut long_walks);
                copy.put(place, slot.clone());
            }
        }
        (copy.live, copy.filled, copy.version) = (self.live, self.live, heap.fresh_stamp());
        Ok(copy)
    }

    /// The first free slot on a hash's walk, in a table without tombstones. There always is one.
    #[inline(always)]
    fn place_anew(&self, hash: u64, long_walks: &mut LongWalks<Walk>) -> usize {
        let (mut walk, mut passed) = (Walk::new(hash, self.slots.len()), 0);
        while self.slots.get(walk.place()).is_some_and(Slot::is_live) {
            walk.advance();
            passed += 1;
            if passed == LONG {
                walk = long_walks.end(hash).unwrap_or(walk);
            }
        }
        if passed >= LONG {
            long_walks.remember(hash, walk);
        }
        walk.place()
    }

    #[inline(always)]
    fn put(&mut self, place: usize, member: Slot) {
        if let Some(slot) = self.slots.get_mut(place) {
            // What was there before is a free slot: nothing ends with it.
            std::mem::forget(std::mem::replace(slot, member));
        }
    }

    /// Moves the members to so many fresh slots, in the order of the old ones.
    #[inline(never)]
    fn lay_out(&mut self, heap: &Heap, slots: usize) -> Result<(), OutOfMemory> {
        let fresh = Buffer::repeat(heap, slots, || FREE)?;
        if self.slots.len() > LARGE {
            return self.copy_out(heap, fresh);
        }
        let old = std::mem::replace(&mut self.slots, fresh);
        let mut long_walks = LongWalks::new();
        old.consume(|slot| {
            if slot.is_live() {
                let place = self.place_anew(slot.hash, &mut long_walks);
                self.put(place, slot);
            }
        });
        self.filled = self.live;
        Ok(())
    }

    /// The same for a large table, which stays as it was where somebody asks for the end meanwhile.
    #[cold]
    fn copy_out(&mut self, heap: &Heap, fresh: Buffer<Slot>) -> Result<(), OutOfMemory> {
        let old = std::mem::replace(&mut self.slots, fresh);
        let mut long_walks = LongWalks::new();
        for (number, slot) in old.iter().enumerate() {
            if number % LOOK == LOOK - 1
                && let Err(ended) = heap.goes_on()
            {
                self.slots = old;
                return Err(ended);
            }
            if slot.is_live() {
                let place = self.place_anew(slot.hash, &mut long_walks);
                self.put(place, slot.clone());
            }
        }
        self.filled = self.live;
        Ok(())
    }
}

impl Drop for Members {
    fn drop(&mut self) {
        if self.slots.len() > LARGE {
            // The array itself looks now and then whether it may go on.
            return;
        }
        // Behind the last member there is nothing to look for.
        let mut left = self.live;
        std::mem::take(&mut self.slots).consume_while(|slot| {
            left -= usize::from(slot.is_live());
            drop(slot);
            left > 0
        });
    }
}

/// Members that are copied before the next look whether to go on.
const LOOK: usize = 1 << 12;
/// Tables of more slots are laid out and dropped with such looks.
const LARGE: usize = 1 << 16;

/// The slots of a table for so many members and a little more.
fn slots_for(members: usize) -> usize {
    members.saturating_add(1).checked_next_power_of_two().unwrap_or(usize::MAX).max(SMALLEST)
}

impl Keyed for Members {
    type Search = Search;

    fn search(hash: u64) -> Search {
        Search { hash, version: u64::MAX, walk: Walk::new(hash, 1) }
    }

    #[inline(always)]
    fn find(&self, hash: u64, accept: impl FnMut(&Value) -> bool) -> Option<usize> {
        match self.spot(hash, accept) {
            Spot::Taken(place) => Some(place),
            Spot::Free(_) => None,
        }
    }

    fn step(&self, search: &mut Search) -> Option<usize> {
        if search.version != self.version {
            *search =
                Search { version: self.version, walk: Walk::new(search.hash, self.slots.len()), hash: search.hash };
        }
        loop {
            let place = search.walk.place();
            let slot = self.slots.get(place)?;
            if slot.is_free() {
                return None;
            }
            search.walk.advance();
            if slot.hash == search.hash && slot.is_live() {
                return Some(place);
            }
        }
    }

    #[inline(always)]
    fn unchanged(&self, search: &Search) -> bool {
        search.version == self.version
    }

    fn settle(&self, search: &mut Search, entry: usize, key: &Value) {
        let as_many = search.walk.mask == self.slots.len().wrapping_sub(1);
        if as_many && self.key(entry).is_some_and(|found| found.is(key)) {
            search.version = self.version;
        }
    }

    #[inline(always)]
    fn key(&self, place: usize) -> Option<&Value> {
        self.slots.get(place).filter(|slot| slot.is_live()).map(|slot| &slot.key)
    }

    #[inline(always)]
    fn next_key(&self, position: usize) -> Option<(usize, u64, &Value)> {
        self.next_live(position).map(|(place, slot)| (place, slot.hash, &slot.key))
    }

    #[inline]
    fn keys(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.iter().map(|slot| (slot.hash, &slot.key))
    }

    fn length(&self) -> usize {
        self.live
    }
}
