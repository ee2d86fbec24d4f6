//! What the compiler must refuse, so that safe code of other crates cannot break memory. Each line of [`has_not`](crate::has_not) fails to
//! compile where a type has a trait that it must not have; each example below must not compile.
//!
//! A payload is told by a macro that knows what it promises:
//! ```compile_fail,E0200
//! struct Forged;
//! impl taipan_heap::trace::Trace for Forged {
//!     const TRACED: bool = false;
//!     fn trace(&self, _: &mut dyn FnMut(taipan_heap::word::Word)) {}
//! }
//! ```
//! ```compile_fail,E0200
//! struct Forged;
//! # unsafe impl taipan_heap::trace::Trace for Forged {
//! #     const TRACED: bool = false;
//! #     fn trace(&self, _: &mut dyn FnMut(taipan_heap::word::Word)) {}
//! # }
//! impl taipan_heap::header::Payload for Forged {
//!     const KIND: u8 = 0;
//!     const NAME: &'static str = "forged";
//! }
//! ```
//! What lies behind a payload is not initialised:
//! ```compile_fail,E0133
//! # use taipan_heap::{heap::{Heap, OutOfMemory}, header::Payload, value::{Ref, Value}};
//! fn unfilled<T: Payload>(heap: &Heap, payload: T) -> Result<Ref<T>, OutOfMemory> {
//!     heap.allocate_with_tail(Value::NONE, payload, 16)
//! }
//! ```

use crate::buffer::Buffer;
use crate::heap::Heap;
use crate::value::{Ref, Slot, Value};

/// Refuses to compile if the type has the trait: then two implementations fit, and none is chosen.
#[macro_export]
macro_rules! has_not {
    ($type:ty: $($trait:ident)*) => { $(
        const _: fn() = || {
            trait Either<Which> {
                fn choose() {}
            }
            impl<T: ?Sized> Either<()> for T {}
            impl<T: ?Sized + $trait> Either<u8> for T {}
            let _ = <$type as Either<_>>::choose;
        };
    )* };
}

/// A payload of which there are no objects.
struct Anything;

// SAFETY: it holds nothing.
unsafe impl crate::trace::Trace for Anything {
    const TRACED: bool = false;

    fn trace(&self, _: &mut dyn FnMut(crate::word::Word)) {}
}

// SAFETY: there are no objects of it.
unsafe impl crate::header::Payload for Anything {
    const KIND: u8 = 0;
    const NAME: &'static str = "anything";
}

// Counts are no atomics: a reference on another thread would race with those on the VM's.
crate::has_not!(Value: Send Sync);
crate::has_not!(Slot: Send Sync);
crate::has_not!(Ref<Anything>: Send Sync);
crate::has_not!(Buffer<Value>: Send Sync);
crate::has_not!(Heap: Send Sync);
