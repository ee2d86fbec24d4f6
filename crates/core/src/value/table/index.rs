//! Where in a table's entries a hash is found: slots of one, two or four bytes, as many as a power of two.

use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};

use super::long_walks::{LONG, LongWalks};

/// Slots that hold an entry's number plus one; zero is empty, and the largest number stands where an entry was.
///
/// Such a slot is never empty again, because walks pass over it, but it is filled again; there are never as many entries
/// as its number says. The owner counts what it fills and lays the index out anew when too many slots are in use.
pub(super) enum Index {
    Narrow(Buffer<u8>),
    Middle(Buffer<u16>),
    Wide(Buffer<u32>),
}

/// Slots for so many entries: at most two thirds of them are ever in use.
pub(super) fn slots_for(entries: usize) -> Option<usize> {
    entries.checked_mul(3)?.checked_div(2)?.checked_add(1)?.checked_next_power_of_two()
}

/// Entries that so many slots can serve.
pub(super) fn entries_for(slots: usize) -> usize {
    slots / 3 * 2 + slots % 3 / 2
}

/// Entries that are put into a large index before it asks whether to go on.
const STRETCH: usize = 1 << 12;

/// How a search walks the slots: first the hash's low bits, then ever more of the others.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    place: u64,
    rest: u64,
}

impl Walk {
    #[inline(always)]
    pub(super) fn new(hash: u64) -> Walk {
        Walk { place: hash, rest: hash }
    }

    #[inline(always)]
    fn advance(&mut self) {
        self.rest >>= 5;
        self.place = self.place.wrapping_mul(5).wrapping_add(self.rest).wrapping_add(1);
    }
}

/// An unsigned number as wide as a slot.
trait Slot: Copy + Default + Into<u32> + PartialEq {
    const GONE: Self;

    fn narrowed(number: u32) -> Self;
}

impl Slot for u8 {
    const GONE: u8 = u8::MAX;

    #[inline(always)]
    fn narrowed(number: u32) -> u8 {
        number as u8
    }
}

impl Slot for u16 {
    const GONE: u16 = u16::MAX;

    #[inline(always)]
    fn narrowed(number: u32) -> u16 {
        number as u16
    }
}

impl Slot for u32 {
    const GONE: u32 = u32::MAX;

    #[inline(always)]
    fn narrowed(number: u32) -> u32 {
        number
    }
}

#[inline(always)]
fn next<S: Slot>(slots: &[S], walk: &mut Walk) -> Option<usize> {
    let mask = slots.len().wrapping_sub(1);
    let slot: u32 = (*slots.get(walk.place as usize & mask)?).into();
    walk.advance();
    (slot as usize).checked_sub(1)
}

#[inline(always)]
fn find<S: Slot>(slots: &[S], hash: u64, mut accept: impl FnMut(usize) -> bool) -> Option<usize> {
    let mut walk = Walk::new(hash);
    loop {
        let entry = next(slots, &mut walk)?;
        if accept(entry) {
            return Some(entry);
        }
    }
}

#[inline(always)]
fn fill<S: Slot>(slots: &mut [S], hash: u64, entry: usize) {
    let mask = slots.len().wrapping_sub(1);
    let mut walk = Walk::new(hash);
    while let Some(slot) = slots.get_mut(walk.place as usize & mask) {
        if (*slot).into() == 0 || *slot == S::GONE {
            *slot = S::narrowed(entry as u32 + 1);
            return;
        }
        walk.advance();
    }
}

fn fill_all<S: Slot>(
    slots: &mut [S],
    first: usize,
    hashes: impl Iterator<Item = u64>,
    goes_on: impl Fn() -> bool,
) -> bool {
    let mask = slots.len().wrapping_sub(1);
    let mut long_walks = LongWalks::new();
    for (entry, hash) in (first..).zip(hashes) {
        if entry % STRETCH == STRETCH - 1 && !goes_on() {
            return false;
        }
        let (mut walk, mut passed) = (Walk::new(hash), 0);
        while let Some(slot) = slots.get_mut(walk.place as usize & mask) {
            if (*slot).into() == 0 {
                *slot = S::narrowed(entry as u32 + 1);
                break;
            }
            walk.advance();
            passed += 1;
            if passed == LONG {
                walk = long_walks.end(hash).unwrap_or(walk);
            }
        }
        if passed >= LONG {
            long_walks.remember(hash, walk);
        }
    }
    true
}

#[inline(always)]
fn clear<S: Slot>(slots: &mut [S], hash: u64, entry: usize) {
    let mask = slots.len().wrapping_sub(1);
    let mut walk = Walk::new(hash);
    while let Some(slot) = slots.get_mut(walk.place as usize & mask) {
        let number: u32 = (*slot).into();
        if number == 0 {
            return;
        }
        if number as usize == entry + 1 {
            *slot = S::GONE;
            return;
        }
        walk.advance();
    }
}

fn empty<S: Slot>(heap: &Heap, slots: usize) -> Result<Buffer<S>, OutOfMemory> {
    Buffer::repeat(heap, slots, S::default)
}

impl Index {
    /// Number of slots.
    pub(super) fn slots(&self) -> usize {
        match self {
            Index::Narrow(slots) => slots.len(),
            Index::Middle(slots) => slots.len(),
            Index::Wide(slots) => slots.len(),
        }
    }

    /// An empty index of so many slots, a power of two.
    pub(super) fn new(heap: &Heap, slots: usize) -> Result<Index, OutOfMemory> {
        Ok(match slots {
            0..=0x100 => Index::Narrow(empty(heap, slots)?),
            0x101..=0x1_0000 => Index::Middle(empty(heap, slots)?),
            _ => Index::Wide(empty(heap, slots)?),
        })
    }

    pub(super) fn duplicate(&self, heap: &Heap) -> Result<Index, OutOfMemory> {
        Ok(match self {
            Index::Narrow(slots) => Index::Narrow(slots.duplicate(heap)?),
            Index::Middle(slots) => Index::Middle(slots.duplicate(heap)?),
            Index::Wide(slots) => Index::Wide(slots.duplicate(heap)?),
        })
    }

    /// The next entry on a walk, `None` at its end.
    #[inline(always)]
    pub(super) fn next(&self, walk: &mut Walk) -> Option<usize> {
        match self {
            Index::Narrow(slots) => next(slots, walk),
            Index::Middle(slots) => next(slots, walk),
            Index::Wide(slots) => next(slots, walk),
        }
    }

    /// The first entry on a hash's walk that is accepted.
    #[inline(always)]
    pub(super) fn find(&self, hash: u64, accept: impl FnMut(usize) -> bool) -> Option<usize> {
        match self {
            Index::Narrow(slots) => find(slots, hash, accept),
            Index::Middle(slots) => find(slots, hash, accept),
            Index::Wide(slots) => find(slots, hash, accept),
        }
    }

    /// Puts an entry into the first slot on its walk that no other has; the owner sees to it that there is one.
    #[inline(always)]
    pub(super) fn fill(&mut self, hash: u64, entry: usize) {
        match self {
            Index::Narrow(slots) => fill(slots, hash, entry),
            Index::Middle(slots) => fill(slots, hash, entry),
            Index::Wide(slots) => fill(slots, hash, entry),
        }
    }

    /// Takes an entry away whose hash is this one.
    pub(super) fn clear(&mut self, hash: u64, entry: usize) {
        match self {
            Index::Narrow(slots) => clear(slots, hash, entry),
            Index::Middle(slots) => clear(slots, hash, entry),
            Index::Wide(slots) => clear(slots, hash, entry),
        }
    }

    /// Puts the entries of these hashes, in order from the first one's number on, into an empty index. A large one asks now
    /// and then whether to go on, and is of no use after a no.
    pub(super) fn fill_all(
        &mut self,
        first: usize,
        hashes: impl Iterator<Item = u64>,
        goes_on: impl Fn() -> bool,
    ) -> bool {
        match self {
            Index::Narrow(slots) => fill_all(slots, first, hashes, goes_on),
            Index::Middle(slots) => fill_all(slots, first, hashes, goes_on),
            Index::Wide(slots) => fill_all(slots, first, hashes, goes_on),
        }
    }
}
