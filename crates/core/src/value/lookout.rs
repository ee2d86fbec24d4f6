//! Whether long work on the heap goes on.

use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_source::meter::Meter;

/// The meter of work whose caller has paid for all of it: it takes nothing, but ends what somebody wants to end, as if memory
/// were short. Whoever makes an exception of that sees why (`or_memory_error`).
pub struct Lookout<'a>(pub &'a Heap);

impl Meter for Lookout<'_> {
    type Refusal = OutOfMemory;

    #[inline]
    fn pay(&mut self, _: usize) -> Result<(), OutOfMemory> {
        self.0.goes_on()
    }
}
