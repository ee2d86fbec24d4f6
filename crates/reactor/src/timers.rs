//! A queue of deadlines that is cheap by the million.
//!
//! A heap orders small entries, one 16-byte number each; the payloads lie still in slots beside it.
//!
//! ```text
//! entry   deadline (64 bits) | order of scheduling (32) | slot (32)
//! ```
//!
//! Equal deadlines come out in the order in which they were scheduled. A cancelled timer gives its payload back at once
//! and leaves its entry in the heap; when more than half of the entries, and more than a hundred, are such leftovers,
//! they are swept out together, so that programs which cancel nearly every timeout pay for none of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::clock::Nanos;

/// Leftovers of cancelled timers are not worth a sweep up to this many.
const FEW: usize = 100;

/// Deadlines with a payload each.
#[derive(Debug)]
pub struct Timers<T> {
    heap: BinaryHeap<Reverse<u128>>,
    slots: Vec<Slot<T>>,
    free: Vec<u32>,
    order: u32,
    cancelled: usize,
}

/// Names a timer, also after it has fired or been cancelled; never another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimerKey {
    slot: u32,
    generation: u32,
}

#[derive(Debug)]
struct Slot<T> {
    /// Counts the timers that have used the slot.
    generation: u32,
    /// Gone when the timer was cancelled and its entry is still in the heap, or when the slot is free.
    payload: Option<T>,
}

impl<T> Timers<T> {
    /// No timers.
    #[must_use]
    pub fn new() -> Self {
        Timers { heap: BinaryHeap::new(), slots: Vec::new(), free: Vec::new(), order: 0, cancelled: 0 }
    }

    /// How many timers wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heap.len() - self.cancelled
    }

    /// Whether no timer waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a timer.
    ///
    /// # Errors
    /// Returns the payload when there is no memory, or when there are four thousand million timers already and no more can
    /// be named.
    pub fn schedule(&mut self, deadline: Nanos, payload: T) -> Result<TimerKey, T> {
        if self.order == u32::MAX {
            self.number_anew();
        }
        if self.heap.try_reserve(1).is_err() || self.free.is_empty() && self.slots.try_reserve(1).is_err() {
            return Err(payload);
        }
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => match u32::try_from(self.slots.len()) {
                // Each timer needs an order below the mark at which orders are given anew.
                Ok(slot) if slot < u32::MAX - 1 => {
                    self.slots.push(Slot { generation: 0, payload: None });
                    slot
                }
                _ => return Err(payload),
            },
        };
        let Some(place) = self.slots.get_mut(slot as usize) else { return Err(payload) };
        place.payload = Some(payload);
        let generation = place.generation;
        self.heap.push(Reverse(entry(deadline, self.order, slot)));
        self.order += 1;
        Ok(TimerKey { slot, generation })
    }

    /// Takes a timer out and returns its payload, unless it has fired or was cancelled before.
    pub fn cancel(&mut self, key: TimerKey) -> Option<T> {
        let slot = self.slots.get_mut(key.slot as usize).filter(|slot| slot.generation == key.generation)?;
        let payload = slot.payload.take()?;
        self.cancelled += 1;
        if self.cancelled > FEW && self.cancelled * 2 > self.heap.len() {
            self.sweep();
        }
        Some(payload)
    }

    /// The payload of a timer that waits.
    #[must_use]
    pub fn get(&self, key: TimerKey) -> Option<&T> {
        let slot = self.slots.get(key.slot as usize).filter(|slot| slot.generation == key.generation)?;
        slot.payload.as_ref()
    }

    /// The earliest deadline.
    pub fn next_deadline(&mut self) -> Option<Nanos> {
        loop {
            let &Reverse(first) = self.heap.peek()?;
            if self.slots.get(slot_of(first) as usize).is_some_and(|slot| slot.payload.is_some()) {
                return Some(deadline_of(first));
            }
            self.heap.pop();
            self.cancelled -= 1;
            self.release(slot_of(first));
        }
    }

    /// Takes out the earliest timer if its deadline is not after `now`.
    pub fn pop_due(&mut self, now: Nanos) -> Option<T> {
        if self.next_deadline()? > now {
            return None;
        }
        let Reverse(first) = self.heap.pop()?;
        let payload = self.slots.get_mut(slot_of(first) as usize)?.payload.take();
        self.release(slot_of(first));
        payload
    }

    /// The payloads of all timers that wait, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().filter_map(|slot| slot.payload.as_ref())
    }

    /// Takes out all timers, in no order.
    pub fn drain(&mut self) -> impl Iterator<Item = T> {
        std::mem::take(self).slots.into_iter().filter_map(|slot| slot.payload)
    }

    /// Makes a slot free whose entry has left the heap.
    fn release(&mut self, slot: u32) {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            place.generation = place.generation.wrapping_add(1);
            self.free.push(slot);
        }
        if self.heap.is_empty() {
            self.order = 0;
        }
    }

    /// Removes the entries of cancelled timers.
    fn sweep(&mut self) {
        let mut heap = std::mem::take(&mut self.heap);
        heap.retain(|&Reverse(entry)| {
            let slot = slot_of(entry);
            let waits = self.slots.get(slot as usize).is_some_and(|slot| slot.payload.is_some());
            if !waits {
                self.release(slot);
            }
            waits
        });
        self.heap = heap;
        self.cancelled = 0;
    }

    /// Gives the entries the smallest numbers that keep their order.
    fn number_anew(&mut self) {
        let mut entries = std::mem::take(&mut self.heap).into_vec();
        entries.sort_unstable_by_key(|&Reverse(entry)| entry);
        self.order = 0;
        for Reverse(old) in &mut entries {
            *old = entry(deadline_of(*old), self.order, slot_of(*old));
            self.order += 1;
        }
        self.heap = BinaryHeap::from(entries);
    }
}

impl<T> Default for Timers<T> {
    fn default() -> Self {
        Timers::new()
    }
}

fn entry(deadline: Nanos, order: u32, slot: u32) -> u128 {
    u128::from(deadline) << 64 | u128::from(order) << 32 | u128::from(slot)
}

fn deadline_of(entry: u128) -> Nanos {
    (entry >> 64) as Nanos
}

fn slot_of(entry: u128) -> u32 {
    entry as u32
}

#[cfg(test)]
#[path = "timers_tests.rs"]
mod tests;
