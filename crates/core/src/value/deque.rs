//! Queues with two ends.

use std::cell::{Cell, RefCell};

use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Slot, Value};
use taipan_macros::{Trace, payload};

use crate::value::kinds;

/// A deque.
#[payload(kinds::DEQUE, "collections.deque")]
#[derive(Default)]
pub struct Deque {
    /// The items. Nothing that can run Python code may be called while they are borrowed.
    pub ring: RefCell<Ring>,
    /// The most items there may be.
    pub most: Cell<Option<usize>>,
    /// Counts the changes of which items there are and in what order: a change ends an iteration.
    pub changes: Cell<u64>,
}

impl Deque {
    /// Number of items.
    #[inline]
    pub fn length(&self) -> usize {
        self.ring.borrow().length
    }

    /// A further reference to the item at `place`.
    pub fn get(&self, place: usize) -> Option<Value> {
        self.ring.borrow().get(place).cloned()
    }

    /// Takes note of a change.
    #[inline]
    pub fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// Adds an item to the right; the leftmost one goes if there are too many.
    #[inline]
    pub fn push(&self, heap: &Heap, item: Value) -> Result<(), OutOfMemory> {
        self.changed();
        let mut ring = self.ring.borrow_mut();
        ring.push(heap, item)?;
        let gone = if self.most.get().is_some_and(|most| ring.length > most) { ring.pop_left() } else { None };
        drop(ring);
        drop(gone);
        Ok(())
    }

    /// Adds an item to the left; the rightmost one goes if there are too many.
    #[inline]
    pub fn push_left(&self, heap: &Heap, item: Value) -> Result<(), OutOfMemory> {
        self.changed();
        let mut ring = self.ring.borrow_mut();
        ring.push_left(heap, item)?;
        let gone = if self.most.get().is_some_and(|most| ring.length > most) { ring.pop() } else { None };
        drop(ring);
        drop(gone);
        Ok(())
    }

    /// Takes the rightmost item.
    #[inline]
    pub fn pop(&self, heap: &Heap) -> Option<Value> {
        let mut ring = self.ring.borrow_mut();
        let item = ring.pop()?;
        ring.shrink(heap);
        self.changed();
        Some(item)
    }

    /// Takes the leftmost item.
    #[inline]
    pub fn pop_left(&self, heap: &Heap) -> Option<Value> {
        let mut ring = self.ring.borrow_mut();
        let item = ring.pop_left()?;
        ring.shrink(heap);
        self.changed();
        Some(item)
    }
}

/// Items in a circle of slots, as many as a power of two; slots without an item are unbound.
///
/// ```text
///   slots  | 4th | 5th |     |     |     | 1st | 2nd | 3rd |
///                                          ^ first           length 5
/// ```
#[derive(Default, Trace)]
pub struct Ring {
    slots: Buffer<Value>,
    first: usize,
    length: usize,
}

/// Slots of a ring that holds something.
const LEAST: usize = 8;

/// Items that are moved before the next look whether to go on.
const LOOK: usize = 1 << 12;

impl Ring {
    /// Number of items.
    #[inline]
    pub fn length(&self) -> usize {
        self.length
    }

    /// The slot of an item, which may be one that is still to come.
    #[inline]
    fn slot(&self, place: usize) -> usize {
        self.first.wrapping_add(place) & self.slots.len().wrapping_sub(1)
    }

    /// The item at `place`.
    #[inline]
    pub fn get(&self, place: usize) -> Option<&Value> {
        if place < self.length { self.slots.get(self.slot(place)) } else { None }
    }

    /// Puts an item into `place`, and gives the one before; what is past the end comes back.
    pub fn replace(&mut self, place: usize, item: Value) -> Value {
        let slot = self.slot(place);
        match self.slots.get_mut(slot) {
            Some(held) if place < self.length => std::mem::replace(held, item),
            _ => item,
        }
    }

    /// Appends an item.
    #[inline]
    pub fn push(&mut self, heap: &Heap, item: Value) -> Result<(), OutOfMemory> {
        if self.length == self.slots.len() {
            self.grow(heap)?;
        }
        let slot = self.slot(self.length);
        if let Some(free) = self.slots.get_mut(slot) {
            *free = item;
            self.length += 1;
        }
        Ok(())
    }

    /// Puts an item in front.
    #[inline]
    pub fn push_left(&mut self, heap: &Heap, item: Value) -> Result<(), OutOfMemory> {
        if self.length == self.slots.len() {
            self.grow(heap)?;
        }
        self.first = self.slot(usize::MAX);
        self.length += 1;
        self.replace(0, item);
        Ok(())
    }

    /// Takes the last item.
    #[inline]
    pub fn pop(&mut self) -> Option<Value> {
        let place = self.length.checked_sub(1)?;
        let item = self.replace(place, Value::UNBOUND);
        self.length = place;
        Some(item)
    }

    /// Takes the first item.
    #[inline]
    pub fn pop_left(&mut self) -> Option<Value> {
        let left = self.length.checked_sub(1)?;
        let item = self.replace(0, Value::UNBOUND);
        self.first = self.slot(1);
        self.length = left;
        Some(item)
    }

    /// Turns the ring so that the last `times` items come first.
    pub fn rotate(&mut self, times: usize) {
        if self.length == 0 {
            return;
        }
        let times = times % self.length;
        if self.length == self.slots.len() {
            self.first = self.slot(self.length - times);
        } else if times <= self.length / 2 {
            for _ in 0..times {
                let item = self.replace(self.length - 1, Value::UNBOUND);
                self.first = self.slot(usize::MAX);
                self.replace(0, item);
            }
        } else {
            for _ in times..self.length {
                let item = self.replace(0, Value::UNBOUND);
                self.first = self.slot(1);
                self.replace(self.length - 1, item);
            }
        }
    }

    /// Turns the order round.
    pub fn reverse(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        for place in 0..self.length / 2 {
            if place % LOOK == LOOK - 1 {
                heap.goes_on()?;
            }
            let (a, b) = (self.slot(place), self.slot(self.length - 1 - place));
            self.slots.swap(a, b);
        }
        Ok(())
    }

    /// Inserts an item before `place`, which is at most the length.
    pub fn insert(&mut self, heap: &Heap, place: usize, item: Value) -> Result<(), OutOfMemory> {
        let behind = self.length - place.min(self.length);
        self.rotate(behind);
        let pushed = self.push(heap, item);
        self.rotate_back(behind);
        pushed
    }

    /// Takes the item at `place`.
    pub fn remove(&mut self, place: usize) -> Option<Value> {
        if place >= self.length {
            return None;
        }
        let behind = self.length - place - 1;
        self.rotate(behind);
        let item = self.pop();
        self.rotate_back(behind);
        item
    }

    /// Undoes a rotation.
    fn rotate_back(&mut self, times: usize) {
        if self.length > 0 {
            self.rotate(self.length - times % self.length);
        }
    }

    /// The items, as two slices one after the other.
    pub fn halves(&self) -> (&[Value], &[Value]) {
        let end = self.first + self.length;
        let first = self.slots.get(self.first..end.min(self.slots.len())).unwrap_or_default();
        (first, self.slots.get(..end.saturating_sub(self.slots.len())).unwrap_or_default())
    }

    #[inline(never)]
    fn grow(&mut self, heap: &Heap) -> Result<(), OutOfMemory> {
        let room = self.slots.len().checked_mul(2).ok_or(OutOfMemory)?;
        self.resize(heap, room.max(LEAST))
    }

    /// Gives back what is not needed after the ring became much emptier.
    #[inline]
    pub fn shrink(&mut self, heap: &Heap) {
        if self.length < self.slots.len() / 8 && self.slots.len() > 8 * LEAST {
            // A failure leaves the ring as it is, which is no loss.
            let _ = self.resize(heap, self.slots.len() / 2);
        }
    }

    #[inline(never)]
    fn resize(&mut self, heap: &Heap, room: usize) -> Result<(), OutOfMemory> {
        let mut slots = Buffer::with_capacity(heap, room)?;
        for place in 0..self.length {
            slots.push(heap, self.replace(place, Value::UNBOUND))?;
        }
        while slots.len() < room {
            slots.push(heap, Value::UNBOUND)?;
        }
        self.slots = slots;
        self.first = 0;
        Ok(())
    }
}

/// An iterator over a deque, from the left or from the right.
#[payload(kinds::DEQUE_ITERATOR, "collections._deque_iterator")]
pub struct DequeIterator {
    /// The deque; unbound at the end.
    pub deque: Slot,
    /// Places before this one have been given, counted from the end where the iterator begins.
    pub place: Cell<usize>,
    /// Number of items when the iteration began.
    pub length: Cell<usize>,
    /// Changes of the deque when the iteration began.
    pub changes: u64,
    /// True if it runs from the right.
    pub reversed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(heap: &Heap, items: std::ops::Range<i64>) -> Ring {
        let mut ring = Ring::default();
        for item in items {
            let Some(item) = Value::from_small_int(item) else { continue };
            assert!(ring.push(heap, item).is_ok());
        }
        ring
    }

    fn shown(ring: &Ring) -> Vec<i64> {
        let (first, second) = ring.halves();
        first.iter().chain(second).filter_map(|item| item.word().as_int()).collect()
    }

    #[test]
    fn a_ring_turns_whether_it_is_full_or_not() {
        let heap = Heap::new(&[]);
        for length in [1, 3, 7, 8, 9, 16] {
            let mut turned = ring(&heap, 0..length);
            for times in [0, 1, 2, 5, 6, 7, 15, 16, 40] {
                let mut expected = shown(&turned);
                expected.rotate_right(times % length as usize);
                turned.rotate(times);
                assert_eq!(shown(&turned), expected);
            }
        }
    }

    #[test]
    fn items_go_in_and_out_in_the_middle() {
        let heap = Heap::new(&[]);
        let mut ring = ring(&heap, 0..8);
        for (place, item) in [(0, 10), (9, 11), (4, 12)] {
            let Some(item) = Value::from_small_int(item) else { continue };
            assert!(ring.insert(&heap, place, item).is_ok());
        }
        assert_eq!(shown(&ring), [10, 0, 1, 2, 12, 3, 4, 5, 6, 7, 11]);
        for place in [4, 0, 8] {
            assert!(ring.remove(place).is_some());
        }
        assert_eq!(shown(&ring), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert!(ring.remove(8).is_none());
    }
}
