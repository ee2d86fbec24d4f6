//! Making objects whose class may be one that Python code derived.

#![allow(unsafe_code, reason = "what lies behind a payload is for the caller to fill")]

use taipan_heap::header::Payload;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::{Ref, Value};

use crate::value::class::{Class, flags};

/// Makes an object whose class may be one that Python code derived: its instances get a side word for attributes, and
/// a finaliser if the class has `__del__`.
#[inline(always)]
pub fn allocate<T: Payload>(heap: &Heap, class: Value, payload: T) -> Result<Ref<T>, OutOfMemory> {
    // SAFETY: there is no tail to fill.
    unsafe { allocate_with_tail(heap, class, payload, 0) }
}

/// The same, with `tail` bytes behind the payload.
///
/// # Safety
/// The bytes are not initialised: they are filled before anything reads them, a trace of the payload included.
#[inline(always)]
pub unsafe fn allocate_with_tail<T: Payload>(
    heap: &Heap,
    class: Value,
    payload: T,
    tail: usize,
) -> Result<Ref<T>, OutOfMemory> {
    match class.payload::<Class>() {
        Some(of) if of.has(flags::HEAP) => {
            let finalizer = of.has(flags::HAS_DEL);
            // SAFETY: as the caller says.
            unsafe { derived(heap, class, finalizer, payload, tail) }
        }
        // SAFETY: as the caller says.
        _ => unsafe { heap.allocate_with_tail(class, payload, tail) },
    }
}

/// Makes an object of a class that Python code derived.
///
/// # Safety
/// As for [`allocate_with_tail`].
#[inline(never)]
unsafe fn derived<T: Payload>(
    heap: &Heap,
    class: Value,
    finalizer: bool,
    payload: T,
    tail: usize,
) -> Result<Ref<T>, OutOfMemory> {
    // SAFETY: as the caller says.
    let object = unsafe { heap.allocate_with_side_and_tail(class, payload, tail)? };
    if finalizer {
        object.header().set(taipan_heap::header::flags::FINALIZER);
    }
    Ok(object)
}
