//! The allocator of a program that runs scripts under limits. It counts what the thread of a VM takes, and where the system
//! has no more it serves small requests from a reserve, so that Rust code which cannot fail softly goes on to the next safe
//! point, where the script gets a MemoryError. Large requests fail at once: Rust code asks for those with `try_reserve`.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;
use std::sync::{Mutex, PoisonError};

use crate::ledger::Ledger;

/// Requests up to this many bytes are served from the reserve.
pub const SMALL: usize = 32 << 10;
/// Bytes of the reserve. They lie in the program's image and cost nothing until they are used.
const RESERVE: usize = 4 << 20;

/// Counts for the VM that runs on the present thread, and asks another allocator for the memory.
///
/// ```
/// use taipan_heap::allocator::Allocator;
///
/// #[global_allocator]
/// static ALLOCATOR: Allocator = Allocator::new();
///
/// fn main() {}
/// ```
#[derive(Debug, Default)]
pub struct Allocator<A = System>(A);

impl Allocator {
    /// An allocator on that of the system.
    #[must_use]
    pub const fn new() -> Allocator {
        Allocator(System)
    }
}

impl<A> Allocator<A> {
    /// An allocator on another one.
    #[must_use]
    pub const fn on(other: A) -> Allocator<A> {
        Allocator(other)
    }
}

// SAFETY: blocks come from the other allocator or from the reserve, which tells its own by their addresses; layouts are passed
// on as they are.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Allocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller says.
        match granted(layout) {
            true => counted(unsafe { self.0.alloc(layout) }, layout),
            false => last_resort(layout),
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let block = match granted(layout) {
            // SAFETY: as the caller says.
            true => return counted(unsafe { self.0.alloc_zeroed(layout) }, layout),
            false => last_resort(layout),
        };
        if !block.is_null() {
            // SAFETY: the block has this size.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(ledger) = Ledger::of_thread() {
            ledger.add(-signed(layout.size()));
        }
        if RESERVED.owns(block) {
            return RESERVED.give(block, layout);
        }
        // SAFETY: as the caller says.
        unsafe { self.0.dealloc(block, layout) };
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller says that the size is allowed with this alignment.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        if !RESERVED.owns(block) && granted(wanted) {
            // SAFETY: as the caller says.
            let moved = unsafe { self.0.realloc(block, layout, size) };
            if !moved.is_null() {
                if let Some(ledger) = Ledger::of_thread() {
                    ledger.add(signed(size) - signed(layout.size()));
                }
                return moved;
            }
        }
        // SAFETY: the new block has room for what is copied, and the old one is given up as the caller says.
        unsafe {
            let moved = if RESERVED.owns(block) { self.alloc(wanted) } else { last_resort(wanted) };
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// Whether the request may be fulfilled, and none of a test's failures hits it.
#[inline(always)]
fn granted(_: Layout) -> bool {
    Ledger::of_thread().is_none_or(|ledger| !ledger.fails())
}

/// Counts a block of the other allocator; finds another if there is none.
#[inline(always)]
fn counted(block: *mut u8, layout: Layout) -> *mut u8 {
    if block.is_null() {
        return last_resort(layout);
    }
    if let Some(ledger) = Ledger::of_thread() {
        ledger.add(signed(layout.size()));
    }
    block
}

/// A block of the reserve, if a VM runs on this thread that can be told, and the block is small; else null.
#[cold]
#[inline(never)]
fn last_resort(layout: Layout) -> *mut u8 {
    let Some(ledger) = Ledger::of_thread() else { return ptr::null_mut() };
    ledger.run_short();
    if layout.size() > SMALL {
        return ptr::null_mut();
    }
    let block = RESERVED.take(layout);
    if !block.is_null() {
        ledger.add(signed(layout.size()));
    }
    block
}

/// Layouts are never larger than `isize::MAX`.
#[inline(always)]
fn signed(size: usize) -> isize {
    size as isize
}

static RESERVED: Reserve =
    Reserve { bytes: UnsafeCell::new([0; RESERVE]), used: Mutex::new(Used { top: 0, blocks: 0 }) };

/// Memory for small requests while the system has none.
#[repr(align(4096))]
struct Reserve {
    bytes: UnsafeCell<[u8; RESERVE]>,
    used: Mutex<Used>,
}

/// What is taken of the reserve: everything below `top`, until no block of it is in use any more.
struct Used {
    top: usize,
    blocks: usize,
}

// SAFETY: blocks do not overlap, as `used` is changed under its lock; what is in them belongs to whoever has them.
unsafe impl Sync for Reserve {}

impl Reserve {
    fn start(&self) -> *mut u8 {
        self.bytes.get().cast()
    }

    #[inline(always)]
    fn owns(&self, block: *mut u8) -> bool {
        (block as usize).wrapping_sub(self.start() as usize) < RESERVE
    }

    fn take(&self, layout: Layout) -> *mut u8 {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let begin = used.top.next_multiple_of(layout.align());
        match begin.checked_add(layout.size()) {
            Some(end) if end <= RESERVE => {
                used.top = end;
                used.blocks += 1;
                // SAFETY: inside the reserve, whose own alignment is that of a page.
                unsafe { self.start().add(begin) }
            }
            _ => ptr::null_mut(),
        }
    }

    fn give(&self, block: *mut u8, layout: Layout) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.blocks -= 1;
        let begin = block as usize - self.start() as usize;
        if used.blocks == 0 {
            used.top = 0;
        } else if begin + layout.size() == used.top {
            used.top = begin;
        }
    }
}
