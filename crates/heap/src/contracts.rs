//! What the compiler must refuse, so that safe code of other crates cannot break memory. Each line fails to compile where
//! a type has a trait that it must not have.

use crate::buffer::Buffer;
use crate::heap::Heap;
use crate::value::{Ref, Slot, Value};

/// Refuses to compile if the type has the trait: then two implementations fit, and none is chosen.
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

struct Anything;

impl crate::header::Payload for Anything {
    const KIND: u8 = 0;
    const NAME: &'static str = "anything";
    const TRACED: bool = false;

    fn trace(&self, _: &mut dyn FnMut(crate::word::Word)) {}
}

// Counts are no atomics: a reference on another thread would race with those on the VM's.
has_not!(Value: Send Sync);
has_not!(Slot: Send Sync);
has_not!(Ref<Anything>: Send Sync);
has_not!(Buffer<Value>: Send Sync);
has_not!(Heap: Send Sync);
