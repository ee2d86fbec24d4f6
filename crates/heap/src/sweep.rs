//! Taking back chunks in which no cell is in use any more: for cells of other sizes, or for the system.
//!
//! Cells are given back to the free list of their size, so a chunk does not notice that it is empty. A sweep counts the
//! free cells of each chunk. One is due whenever the spans have become half as many again, and where the limit would not
//! allow another span or block: a heap takes little more from the system than its objects are worth.

use std::alloc::{GlobalAlloc, System};
use std::cell::Cell;
use std::ptr::NonNull;

use crate::pool::{CHUNK, Chunk, Class, FreeCell, Pool, SPAN, Side, span_layout};

/// Spans before the first sweep.
const FIRST: usize = 32;
/// Bytes that a heap may take beyond its limit and a quarter: so that small limits are not about chunks.
const SLACK: usize = 16 << 20;

/// What the last sweep left behind.
pub(crate) struct Sweeps {
    /// The number of spans at which the next one is due.
    due: Cell<usize>,
    /// Chunks handed out since then.
    pub(crate) handed: Cell<usize>,
    /// Bytes in cells at that time.
    cells: Cell<usize>,
}

impl Default for Sweeps {
    fn default() -> Sweeps {
        Sweeps { due: Cell::new(FIRST), handed: Cell::new(0), cells: Cell::new(0) }
    }
}

impl Pool {
    /// Bytes taken from the system.
    pub(crate) fn held(&self) -> usize {
        self.spans.borrow().len() * SPAN * CHUNK + self.outside.get()
    }

    /// Bytes taken from the system beyond what any heap may take; after a sweep if that is much more than is used. A sweep
    /// must not cost more than what was done since the last one.
    pub(crate) fn burden(&self) -> usize {
        if self.held() > self.used.get() + SLACK && self.turnover() > self.held() / 4 {
            self.sweep();
        }
        self.held().saturating_sub(SLACK)
    }

    /// True if the system may be asked for so many more bytes; if need be after a sweep.
    pub(crate) fn may_grow(&self, limit: usize, bytes: usize) -> bool {
        let ceiling = limit.saturating_add(limit / 4).saturating_add(SLACK);
        let fits = || self.held().saturating_add(bytes) <= ceiling;
        if fits() {
            return true;
        }
        self.sweep();
        fits()
    }

    /// True if it is time for a sweep.
    pub(crate) fn is_sweep_due(&self) -> bool {
        self.spans.borrow().len() >= self.sweeps.due.get()
    }

    /// Bytes in cells.
    fn cells(&self) -> usize {
        self.used.get() - self.outside.get()
    }

    /// Bytes that came into use or went out of it since the last sweep, by a rough count.
    fn turnover(&self) -> usize {
        self.sweeps.handed.get() * CHUNK + self.sweeps.cells.get().saturating_sub(self.cells())
    }

    /// Takes back all empty chunks, unless little can have changed since the last time.
    pub(crate) fn sweep(&self) {
        if self.turnover() < CHUNK {
            return;
        }
        for side in &self.sides {
            self.sweep_side(side);
        }
        self.give_back_spans();
        self.sweeps.handed.set(0);
        self.sweeps.cells.set(self.cells());
        let spans = self.spans.borrow().len();
        self.sweeps.due.set(FIRST.max(spans + spans / 2));
    }

    fn sweep_side(&self, side: &Side) {
        let mut chunks = side.chunks.borrow_mut();
        // SAFETY: chunks in the list are live; the collector, which counts in the same place, is not at work.
        unsafe {
            for chunk in chunks.iter() {
                chunk.as_ref().counts.set(0);
            }
            for class in &side.classes {
                class.each_free(|cell| {
                    let counts = &Chunk::of(cell).counts;
                    counts.set(counts.get() + 1);
                });
            }
            for class in &side.classes {
                class.leave_empty();
            }
            let mut spare = self.spare.borrow_mut();
            chunks.retain(|chunk| {
                let empty = chunk.as_ref().is_empty();
                if empty {
                    spare.push(chunk.cast());
                }
                !empty
            });
        }
    }

    /// Gives the system the spans of which all chunks are spare.
    fn give_back_spans(&self) {
        let Some(layout) = span_layout() else { return };
        let (mut spans, mut spare) = (self.spans.borrow_mut(), self.spare.borrow_mut());
        spare.sort_unstable();
        // The last span may have chunks that were never handed out.
        let whole = if self.begun.get() == SPAN { spans.len() } else { spans.len().saturating_sub(1) };
        let mut place = 0;
        let mut given = Vec::new();
        spans.retain(|span| {
            place += 1;
            let last = span.addr().get() + (SPAN - 1) * CHUNK;
            let first = spare.partition_point(|chunk| chunk < span);
            let complete = spare.get(first + SPAN - 1).is_some_and(|chunk| chunk.addr().get() == last);
            if place <= whole && complete {
                given.push(*span);
                return false;
            }
            true
        });
        given.sort_unstable();
        spare.retain(|chunk| {
            let after = given.partition_point(|span| span <= chunk);
            after == 0 || chunk.addr().get() - given[after - 1].addr().get() >= SPAN * CHUNK
        });
        for span in given {
            // SAFETY: spans were allocated with this layout, and no cell of this one is in use or on a free list.
            unsafe { System.dealloc(span.as_ptr(), layout) };
        }
    }
}

impl Chunk {
    /// True if all its cells are free, as a sweep has counted them.
    fn is_empty(&self) -> bool {
        self.counts.get() == self.carved.get()
    }
}

impl Class {
    /// Walks over the free cells.
    ///
    /// # Safety
    /// The list must be whole.
    unsafe fn each_free(&self, mut visit: impl FnMut(NonNull<FreeCell>)) {
        let mut next = self.free.get();
        while let Some(cell) = next {
            // SAFETY: cells on the list are ours and unused.
            next = unsafe { cell.as_ref() }.next;
            visit(cell);
        }
    }

    /// Takes the cells of empty chunks off the free list.
    ///
    /// # Safety
    /// A sweep must have counted the free cells.
    unsafe fn leave_empty(&self) {
        // SAFETY: as the caller says; each cell is read before it is written.
        unsafe {
            let mut first = None;
            let mut last: Option<NonNull<FreeCell>> = None;
            self.each_free(|cell| {
                if Chunk::of(cell).is_empty() {
                    return;
                }
                match last {
                    Some(mut before) => before.as_mut().next = Some(cell),
                    None => first = Some(cell),
                }
                last = Some(cell);
            });
            if let Some(mut last) = last {
                last.as_mut().next = None;
            }
            self.free.set(first);
            if self.current.get().is_some_and(|chunk| chunk.as_ref().is_empty()) {
                self.current.set(None);
            }
        }
    }
}
