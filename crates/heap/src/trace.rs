//! How the collector learns which references a payload holds: by the types of its fields.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use crate::buffer::Buffer;
use crate::value::{Ref, Slot, Value};
use crate::word::Word;

/// A type whose references to objects can be visited.
///
/// `#[derive(Trace)]` of the crate `macros` implements it for structs and enums: every field is asked, but for those marked
/// `#[untraced]`.
///
/// # Safety
/// `trace` shows each counted reference that the value owns at most once: the collector subtracts what it is shown from the
/// counts, and frees an object whose count is explained so. A reference that is not shown keeps its object alive for ever.
pub unsafe trait Trace {
    /// False if the type never holds references.
    const TRACED: bool;

    /// Calls the visitor for every reference.
    fn trace(&self, visit: &mut dyn FnMut(Word));
}

macro_rules! holds_nothing {
    ($($type:ty)*) => { $(
        // SAFETY: no reference is shown.
        unsafe impl Trace for $type {
            const TRACED: bool = false;

            fn trace(&self, _: &mut dyn FnMut(Word)) {}
        }
    )* };
}

holds_nothing!(() bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 str String Duration);

// SAFETY: what is borrowed for ever is not owned.
unsafe impl<T: ?Sized> Trace for &'static T {
    const TRACED: bool = false;

    fn trace(&self, _: &mut dyn FnMut(Word)) {}
}

// SAFETY: what is shared between threads holds no references, which stay on their thread.
unsafe impl<T: ?Sized + Send + Sync> Trace for Arc<T> {
    const TRACED: bool = false;

    fn trace(&self, _: &mut dyn FnMut(Word)) {}
}

// SAFETY: counted references are not `Copy`.
unsafe impl<T: Copy> Trace for Cell<T> {
    const TRACED: bool = false;

    fn trace(&self, _: &mut dyn FnMut(Word)) {}
}

// SAFETY: the one reference is shown once.
unsafe impl Trace for Value {
    const TRACED: bool = true;

    #[inline]
    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        if self.word().is_pointer() {
            visit(self.word());
        }
    }
}

// SAFETY: as above.
unsafe impl Trace for Slot {
    const TRACED: bool = true;

    #[inline]
    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        if self.word().is_pointer() {
            visit(self.word());
        }
    }
}

// SAFETY: as above.
unsafe impl<T> Trace for Ref<T> {
    const TRACED: bool = true;

    #[inline]
    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.word());
    }
}

/// Implements the trait for a type that owns others, each of which it shows once.
macro_rules! shows_items {
    ($([$($bound:tt)*] $type:ty, $item:ty;)*) => { $(
        // SAFETY: each item is owned, and asked once.
        unsafe impl<$($bound)*> Trace for $type {
            const TRACED: bool = <$item>::TRACED;

            fn trace(&self, visit: &mut dyn FnMut(Word)) {
                if Self::TRACED {
                    self.iter().for_each(|item| item.trace(visit));
                }
            }
        }
    )* };
}

shows_items! {
    [T: Trace] Option<T>, T;
    [T: Trace] [T], T;
    [T: Trace, const N: usize] [T; N], T;
    [T: Trace] Vec<T>, T;
    [T: Trace] VecDeque<T>, T;
    [T: Trace] Buffer<T>, T;
}

// SAFETY: keys and values are owned, and asked once each.
unsafe impl<K: Trace, V: Trace> Trace for BTreeMap<K, V> {
    const TRACED: bool = K::TRACED || V::TRACED;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        for (key, value) in self {
            key.trace(visit);
            value.trace(visit);
        }
    }
}

// SAFETY: as above.
unsafe impl<K: Trace, V: Trace, S> Trace for HashMap<K, V, S> {
    const TRACED: bool = K::TRACED || V::TRACED;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        for (key, value) in self {
            key.trace(visit);
            value.trace(visit);
        }
    }
}

// SAFETY: the one content is owned.
unsafe impl<T: Trace + ?Sized> Trace for Box<T> {
    const TRACED: bool = T::TRACED;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        (**self).trace(visit);
    }
}

// SAFETY: the one content is owned. While somebody changes it, nothing is shown: what it holds then stays alive.
unsafe impl<T: Trace> Trace for RefCell<T> {
    const TRACED: bool = T::TRACED;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        if T::TRACED
            && let Ok(content) = self.try_borrow()
        {
            content.trace(visit);
        }
    }
}

// SAFETY: the one content is owned.
unsafe impl<T: Trace> Trace for OnceCell<T> {
    const TRACED: bool = T::TRACED;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        if let Some(content) = self.get() {
            content.trace(visit);
        }
    }
}

macro_rules! shows_parts {
    ($($($part:ident)*;)*) => { $(
        // SAFETY: each part is owned, and asked once.
        unsafe impl<$($part: Trace),*> Trace for ($($part,)*) {
            const TRACED: bool = $($part::TRACED)||*;

            #[allow(non_snake_case, reason = "a part and its type share a name")]
            fn trace(&self, visit: &mut dyn FnMut(Word)) {
                let ($($part,)*) = self;
                $($part.trace(visit);)*
            }
        }
    )* };
}

shows_parts! { A; A B; A B C; A B C D; }
