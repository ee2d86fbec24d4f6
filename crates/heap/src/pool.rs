//! Where memory comes from: chunks of 64 KiB cut into cells of one size, and single blocks for what is larger. The
//! system gives chunks sixteen at a time; what is not used yet is not touched.
//!
//! Chunks are aligned to their size, so the address of a cell leads to its chunk's first bytes, which name the heap:
//! a value can be dropped without knowing its heap. A block outside the chunks carries the same facts in a prefix.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

use crate::heap::Heap;
use crate::ledger::Ledger;
use crate::sweep::Sweeps;

/// Size and alignment of a chunk in bytes.
pub const CHUNK: usize = 64 * 1024;
/// Chunks that the system is asked for at once.
pub(crate) const SPAN: usize = 16;
/// Cells grow in steps of this many bytes.
pub const UNIT: usize = 16;
/// Largest cell in bytes; with the feature `apart`, none: everything is a block of its own from the system's allocator.
pub const LARGEST_CELL: usize = if cfg!(feature = "apart") { 0 } else { 512 };
/// Number of cell sizes.
pub const CLASSES: usize = LARGEST_CELL / UNIT;

/// The first bytes of a chunk.
#[repr(C)]
pub(crate) struct Chunk {
    pub(crate) heap: *const Heap,
    pub(crate) cell: u32,
    /// Cells handed out so far at least once; those after it have never been touched.
    pub(crate) carved: Cell<u32>,
    /// 2^32 divided by the size of a cell, rounded up: multiplying is faster than dividing.
    pub(crate) inverse: u32,
    /// Start of the collector's counts for this chunk's cells, while it works.
    pub(crate) counts: Cell<u32>,
}

/// Bytes before the first cell.
pub(crate) const FIRST_CELL: usize = 32;

/// The bytes before a block outside the chunks.
#[repr(C, align(16))]
pub(crate) struct Prefix {
    pub(crate) heap: *const Heap,
    pub(crate) size: usize,
    /// The collector's count, while it works.
    pub(crate) count: Cell<u32>,
    /// Index in the pool's list of object blocks; `u32::MAX` for a block that holds no object.
    pub(crate) index: Cell<u32>,
}

impl Chunk {
    pub(crate) fn capacity(&self) -> u32 {
        ((CHUNK - FIRST_CELL) / self.cell as usize) as u32
    }

    /// The chunk of a cell.
    ///
    /// # Safety
    /// The address must lie in a chunk.
    #[inline(always)]
    pub(crate) unsafe fn of<'a, T>(cell: NonNull<T>) -> &'a Chunk {
        // SAFETY: chunks are aligned to their size.
        unsafe { &*((cell.as_ptr() as usize & !(CHUNK - 1)) as *const Chunk) }
    }

    pub(crate) fn cell_at(&self, index: u32) -> NonNull<u8> {
        let base = std::ptr::from_ref(self) as *mut u8;
        // SAFETY: callers pass an index below `capacity`.
        unsafe { NonNull::new_unchecked(base.add(FIRST_CELL + index as usize * self.cell as usize)) }
    }

    pub(crate) fn index_of<T>(&self, cell: NonNull<T>) -> u32 {
        let distance = (cell.as_ptr() as usize - std::ptr::from_ref(self) as usize - FIRST_CELL) as u64;
        // Exact, because distances are multiples of the size below 2^16, and sizes are below 2^10.
        ((distance * u64::from(self.inverse)) >> 32) as u32
    }
}

/// A cell that is free: its first word is zero (no references), its second leads to the next free cell.
#[repr(C)]
pub(crate) struct FreeCell {
    zero: u64,
    pub(crate) next: Option<NonNull<FreeCell>>,
}

/// One cell size.
#[derive(Default)]
pub(crate) struct Class {
    pub(crate) free: Cell<Option<NonNull<FreeCell>>>,
    pub(crate) current: Cell<Option<NonNull<Chunk>>>,
}

/// What a cell is for: the collector walks chunks of objects and leaves those of buffers alone.
#[derive(Clone, Copy)]
pub(crate) enum Use {
    Object,
    Buffer,
}

/// The chunks and free cells of one use.
pub(crate) struct Side {
    pub(crate) classes: [Class; CLASSES],
    pub(crate) chunks: RefCell<Vec<NonNull<Chunk>>>,
}

/// A heap's memory.
pub(crate) struct Pool {
    pub(crate) sides: [Side; 2],
    /// Bytes of cells, blocks and claims.
    pub(crate) used: Cell<usize>,
    /// Those of blocks and claims, which lie outside the chunks.
    pub(crate) outside: Cell<usize>,
    /// Those of claims, which lie in memory of the global allocator.
    pub(crate) claimed: Cell<usize>,
    /// What the system gave, `SPAN` chunks each.
    pub(crate) spans: RefCell<Vec<NonNull<u8>>>,
    /// Chunks of the last span that were handed out.
    pub(crate) begun: Cell<usize>,
    /// Chunks that were given back.
    pub(crate) spare: RefCell<Vec<NonNull<u8>>>,
    pub(crate) sweeps: Sweeps,
}

impl Pool {
    pub(crate) fn new() -> Pool {
        let side = || Side { classes: std::array::from_fn(|_| Class::default()), chunks: RefCell::default() };
        Pool {
            sides: [side(), side()],
            used: Cell::new(0),
            outside: Cell::new(0),
            claimed: Cell::new(0),
            spans: RefCell::default(),
            begun: Cell::new(SPAN),
            spare: RefCell::default(),
            sweeps: Sweeps::default(),
        }
    }

    /// The chunks that hold objects, as they are now.
    pub(crate) fn object_chunks(&self) -> Vec<NonNull<Chunk>> {
        self.sides[Use::Object as usize].chunks.borrow().clone()
    }

    /// A cell that was given back; the caller counts it as used. `None` if there is none of this size.
    #[inline(always)]
    pub(crate) fn reuse(&self, side: Use, size: usize) -> Option<NonNull<u8>> {
        debug_assert!(size > 0 && size <= LARGEST_CELL);
        let class = self.sides[side as usize].classes.get((size - 1) / UNIT)?;
        let cell = class.free.get()?;
        // SAFETY: cells on the free list are ours and unused.
        class.free.set(unsafe { cell.as_ref() }.next);
        Some(cell.cast())
    }

    /// A cell of at least `size` bytes (at most [`LARGEST_CELL`]); `None` if the system has no memory.
    #[inline(always)]
    pub(crate) fn take(&self, heap: &Heap, side: Use, size: usize) -> Option<NonNull<u8>> {
        debug_assert!(size > 0 && size <= LARGEST_CELL);
        let side = &self.sides[side as usize];
        let class = &side.classes[(size - 1) / UNIT];
        self.used.set(self.used.get() + size.next_multiple_of(UNIT));
        if let Some(cell) = class.free.get() {
            // SAFETY: cells on the free list are ours and unused.
            class.free.set(unsafe { cell.as_ref() }.next);
            return Some(cell.cast());
        }
        Pool::carve(heap, side, class, size.next_multiple_of(UNIT))
    }

    #[inline(never)]
    fn carve(heap: &Heap, side: &Side, class: &Class, cell: usize) -> Option<NonNull<u8>> {
        if let Some(chunk) = class.current.get() {
            // SAFETY: chunks live as long as the pool.
            let chunk = unsafe { chunk.as_ref() };
            let index = chunk.carved.get();
            if index < chunk.capacity() {
                chunk.carved.set(index + 1);
                return Some(chunk.cell_at(index));
            }
        }
        let Some(chunk) = heap.pool.chunk(heap.limit()) else {
            // What was counted before is not to be had.
            heap.pool.used.set(heap.pool.used.get() - cell);
            return None;
        };
        let chunk: NonNull<Chunk> = chunk.cast();
        // SAFETY: freshly allocated, large enough and aligned.
        unsafe {
            chunk.write(Chunk {
                heap,
                cell: cell as u32,
                carved: Cell::new(1),
                inverse: ((1_u64 << 32).div_ceil(cell as u64)) as u32,
                counts: Cell::new(0),
            });
        }
        side.chunks.borrow_mut().push(chunk);
        class.current.set(Some(chunk));
        // SAFETY: just written.
        Some(unsafe { chunk.as_ref() }.cell_at(0))
    }

    /// Memory for a chunk. It is not filled with zeros, so that its pages cost nothing until they are used: cells that
    /// are not carved yet are not looked at.
    fn chunk(&self, limit: usize) -> Option<NonNull<u8>> {
        let starts_span = self.begun.get() == SPAN && self.spare.borrow().is_empty();
        if starts_span && self.is_sweep_due() {
            self.sweep();
        }
        if starts_span && !self.may_grow(limit, SPAN * CHUNK) && self.spare.borrow().is_empty() {
            return None;
        }
        self.sweeps.handed.set(self.sweeps.handed.get() + 1);
        if let Some(chunk) = self.spare.borrow_mut().pop() {
            return Some(chunk);
        }
        let mut spans = self.spans.borrow_mut();
        if self.begun.get() == SPAN {
            // SAFETY: the layout has a size.
            spans.push(NonNull::new(unsafe { request(span_layout()?) })?);
            self.begun.set(0);
        }
        let index = self.begun.get();
        self.begun.set(index + 1);
        // SAFETY: fewer than `SPAN` chunks of the last span are in use.
        spans.last().map(|span| unsafe { span.add(index * CHUNK) })
    }

    /// Gives a cell back.
    ///
    /// # Safety
    /// The cell must come from [`take`](Pool::take) with the same size class and not be used any more.
    #[inline(always)]
    pub(crate) unsafe fn give(&self, side: Use, cell: NonNull<u8>, size: usize) {
        let class = &self.sides[side as usize].classes[(size - 1) / UNIT];
        self.used.set(self.used.get() - size.next_multiple_of(UNIT));
        let cell: NonNull<FreeCell> = cell.cast();
        // SAFETY: the smallest cell has room for a `FreeCell`, and the caller gives it up.
        unsafe { cell.write(FreeCell { zero: 0, next: class.free.get() }) };
        class.free.set(Some(cell));
    }

    /// A block with a prefix, for more than [`LARGEST_CELL`] bytes.
    pub(crate) fn take_block(&self, heap: &Heap, size: usize) -> Option<NonNull<u8>> {
        let layout = block_layout(size)?;
        if !self.may_grow(heap.limit(), size) {
            return None;
        }
        // SAFETY: the layout has a size.
        let prefix: NonNull<Prefix> = NonNull::new(unsafe { request(layout) })?.cast();
        // SAFETY: freshly allocated, large enough and aligned.
        unsafe {
            prefix.write(Prefix { heap, size, count: Cell::new(0), index: Cell::new(u32::MAX) });
            heap.count(size);
            Some(prefix.add(1).cast())
        }
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// The block must come from [`take_block`](Pool::take_block) and not be used any more.
    pub(crate) unsafe fn give_block(&self, block: NonNull<u8>) {
        // SAFETY: the caller says that a prefix lies before the block.
        unsafe {
            let prefix: NonNull<Prefix> = block.cast::<Prefix>().sub(1);
            let size = prefix.as_ref().size;
            self.uncount(size);
            if let Some(layout) = block_layout(size) {
                System.dealloc(prefix.cast().as_ptr(), layout);
            }
        }
    }

    /// Makes a block larger or smaller, moving it if need be; `None` leaves it as it was.
    ///
    /// # Safety
    /// As for [`give_block`](Pool::give_block); on success only the returned block may be used.
    pub(crate) unsafe fn resize_block(&self, heap: &Heap, block: NonNull<u8>, size: usize) -> Option<NonNull<u8>> {
        // SAFETY: the caller says that a prefix lies before the block.
        unsafe {
            let prefix: NonNull<Prefix> = block.cast::<Prefix>().sub(1);
            let old = prefix.as_ref().size;
            let layout = block_layout(old)?;
            let wanted = block_layout(size)?;
            if Ledger::of_thread().is_some_and(Ledger::fails) {
                return None;
            }
            if size > old && !self.may_grow(heap.limit(), size - old) {
                return None;
            }
            let moved: NonNull<Prefix> =
                NonNull::new(System.realloc(prefix.cast().as_ptr(), layout, wanted.size()))?.cast();
            (*moved.as_ptr()).size = size;
            self.uncount(old);
            heap.count(size);
            Some(moved.add(1).cast())
        }
    }

    /// Takes bytes outside the chunks from what is used.
    pub(crate) fn uncount(&self, bytes: usize) {
        self.used.set(self.used.get() - bytes);
        self.outside.set(self.outside.get() - bytes);
    }

    /// The prefix of a block.
    ///
    /// # Safety
    /// The block must be live.
    pub(crate) unsafe fn prefix<'a, T>(block: NonNull<T>) -> &'a Prefix {
        // SAFETY: the caller says that this is a block.
        unsafe { block.cast::<Prefix>().sub(1).as_ref() }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let Some(layout) = span_layout() else { return };
        for span in self.spans.get_mut().drain(..) {
            // SAFETY: spans were allocated with this layout and nothing in them is used any more.
            unsafe { System.dealloc(span.as_ptr(), layout) };
        }
    }
}

/// Asks the system, past the global allocator: the pool counts its memory itself.
///
/// # Safety
/// The layout must have a size.
unsafe fn request(layout: Layout) -> *mut u8 {
    if Ledger::of_thread().is_some_and(Ledger::fails) {
        return std::ptr::null_mut();
    }
    // SAFETY: as the caller says.
    unsafe { System.alloc(layout) }
}

pub(crate) fn span_layout() -> Option<Layout> {
    Layout::from_size_align(SPAN * CHUNK, CHUNK).ok()
}

fn block_layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size.checked_add(size_of::<Prefix>())?, 16).ok()
}
