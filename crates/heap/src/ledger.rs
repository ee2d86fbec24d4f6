//! The account of what a heap's thread takes from the system beside the pool: vectors, boxes, tables of Rust code. The
//! [`Allocator`](crate::allocator::Allocator) keeps it, where a program has installed one; else it stays empty.
//!
//! ```text
//!   the system's memory =  the pool's spans and blocks  +  claims  +  everything else
//!   counted by             the pool, exactly               claims     the ledger, which sees claims, too
//! ```

use std::cell::Cell;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicIsize, AtomicU64, Ordering};

use crate::heap::Heap;

/// Bytes that a heap may hold beyond its limit before its script has to end: a MemoryError that is raised is a chance to
/// let go of something.
const SLACK: usize = 16 << 20;
/// So much more, and the next MemoryError is raised.
const STEP: usize = 1 << 20;

thread_local! {
    /// Who pays for what this thread allocates; null for nobody.
    static PAYER: Cell<*const Ledger> = const { Cell::new(ptr::null()) };
}

/// The account of one heap.
///
/// Its numbers are written by the thread that has the heap, and now and then by one that waits for its turn: then a few
/// bytes may be lost, which is cheaper than to lock each addition.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Bytes allocated less bytes freed.
    net: AtomicIsize,
    /// The system gave none, and a request was served from the reserve.
    short: AtomicBool,
    /// Requests until one fails, for tests; 0 for none.
    failing: AtomicU64,
}

/// As long as this lives, its thread's allocations are paid by a heap, or by nobody.
#[must_use = "the account ends with this"]
pub struct Paying {
    before: *const Ledger,
    /// Keeps alive what the thread points to.
    _ledger: Option<Arc<Ledger>>,
}

/// How a heap stands with its limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Balance {
    /// Within it, or told already.
    Fine,
    /// Beyond it: MemoryError is due.
    Short,
    /// Far beyond it, although MemoryError was raised: the script has to end.
    Exhausted,
}

/// What a heap remembers of how it stood.
#[derive(Default)]
pub(crate) struct Standing {
    /// Bytes beyond the limit at the first and at the last MemoryError since the heap was within it.
    told: Cell<Option<(usize, usize)>>,
}

impl Ledger {
    /// The account that pays for the present thread.
    #[inline(always)]
    pub(crate) fn of_thread<'a>() -> Option<&'a Ledger> {
        // SAFETY: a `Paying` keeps its ledger alive, and puts back what was there before when it ends.
        PAYER.try_with(|payer| unsafe { payer.get().as_ref() }).ok().flatten()
    }

    #[inline(always)]
    pub(crate) fn add(&self, bytes: isize) {
        self.net.store(self.net.load(Ordering::Relaxed).wrapping_add(bytes), Ordering::Relaxed);
    }

    /// A request could not be fulfilled by the system.
    pub(crate) fn run_short(&self) {
        self.short.store(true, Ordering::Relaxed);
    }

    /// Whether this request has to fail.
    #[inline(always)]
    pub(crate) fn fails(&self) -> bool {
        let left = self.failing.load(Ordering::Relaxed);
        if left == 0 {
            return false;
        }
        self.failing.store(left - 1, Ordering::Relaxed);
        left == 1
    }
}

/// The present thread allocates for nobody: what it makes goes to the host.
pub fn paid_by_nobody() -> Paying {
    Paying { before: PAYER.replace(ptr::null()), _ledger: None }
}

impl Drop for Paying {
    fn drop(&mut self) {
        let _ = PAYER.try_with(|payer| payer.set(self.before));
    }
}

impl Heap {
    /// The present thread allocates for this heap, until what this gives is dropped.
    pub fn pays(&self) -> Paying {
        let ledger = self.ledger.clone();
        Paying { before: PAYER.replace(Arc::as_ptr(&ledger)), _ledger: Some(ledger) }
    }

    /// Forgets what was allocated beside the pool so far. What a host and its scripts hand each other is made by one and
    /// freed by the other; this keeps the difference from growing from run to run.
    pub fn begin_ledger(&self) {
        self.ledger.net.store(0, Ordering::Relaxed);
        self.balance();
    }

    /// How the heap stands with its limit, all memory taken together.
    pub fn balance(&self) -> Balance {
        let net = usize::try_from(self.ledger.net.load(Ordering::Relaxed)).unwrap_or(0);
        let unseen = net.saturating_sub(self.pool.claimed.get());
        self.leave_room(unseen);
        let was_short = self.ledger.short.swap(false, Ordering::Relaxed);
        if unseen == 0 {
            // The pool has refused what was too much.
            self.standing.told.set(None);
            return if was_short { Balance::Short } else { Balance::Fine };
        }
        let beyond = self.pool.used.get().saturating_add(unseen).saturating_sub(self.limit());
        if beyond == 0 {
            self.standing.told.set(None);
            return if was_short { Balance::Short } else { Balance::Fine };
        }
        match self.standing.told.get() {
            None => {
                self.standing.told.set(Some((beyond, beyond)));
                Balance::Short
            }
            Some((first, _)) if beyond > first + SLACK => Balance::Exhausted,
            Some((first, last)) if beyond > last + STEP => {
                self.standing.told.set(Some((first, beyond)));
                Balance::Short
            }
            Some(_) if was_short => Balance::Short,
            Some(_) => Balance::Fine,
        }
    }

    /// Lets the n-th request for memory from now on fail, for tests; 0 for none. Small requests are served from the
    /// allocator's reserve even so.
    pub fn fail_request(&self, number: u64) {
        self.ledger.failing.store(number, Ordering::Relaxed);
    }

    /// Requests until the failure that was ordered comes; 0 if there is none.
    pub fn requests_to_failure(&self) -> u64 {
        self.ledger.failing.load(Ordering::Relaxed)
    }
}
