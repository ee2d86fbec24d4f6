//! Memory that an object holds outside the pool, counted and limited like the pool's own.

use std::ptr::NonNull;

use crate::heap::{Heap, OutOfMemory};
use crate::value::Value;

/// So many bytes of the system's memory, held by a payload or a native. They count as used until the claim is dropped.
pub struct Claim {
    /// Nothing for a claim of no bytes.
    heap: Option<NonNull<Heap>>,
    bytes: usize,
}

impl Claim {
    /// A claim of no bytes.
    pub const NONE: Claim = Claim { heap: None, bytes: 0 };

    /// Counts so many bytes as used, if the limit allows it.
    pub fn new(heap: &Heap, bytes: usize) -> Result<Claim, OutOfMemory> {
        if bytes == 0 {
            return Ok(Claim::NONE);
        }
        heap.admit(bytes)?;
        heap.count(bytes);
        heap.pool.claimed.set(heap.pool.claimed.get() + bytes);
        Ok(Claim { heap: Some(NonNull::from(heap)), bytes })
    }

    /// Counts as many bytes as are missing to so many, if the limit allows it.
    pub fn cover(&mut self, heap: &Heap, bytes: usize) -> Result<(), OutOfMemory> {
        let more = Claim::new(heap, bytes.saturating_sub(self.bytes))?;
        if more.bytes > 0 {
            self.bytes += more.bytes;
            self.heap = more.heap;
            std::mem::forget(more);
        }
        Ok(())
    }
}

impl Claim {
    /// Drops values whose memory is claimed, as [`Heap::drop_all`] does.
    pub fn drop_values(&self, values: Vec<Value>) {
        // SAFETY: as in `drop`.
        if let Some(heap) = self.heap.map(|heap| unsafe { heap.as_ref() }) {
            heap.drop_all(values);
        }
    }
}

impl Default for Claim {
    fn default() -> Claim {
        Claim::NONE
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some(heap) = self.heap {
            // SAFETY: claims are held by payloads and by natives at work, all of which end before their heap does; heaps do not move.
            let pool = unsafe { &heap.as_ref().pool };
            pool.uncount(self.bytes);
            pool.claimed.set(pool.claimed.get() - self.bytes);
        }
    }
}
