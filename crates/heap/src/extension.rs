//! Payloads of types that other crates declare, host programs among them: all have one kind, and say more behind the header.
//!
//! ```text
//!   0                16             24
//!   +----------------+--------------+------------------------
//!   | header         | extension    | payload (a Rust struct)
//!   +----------------+--------------+------------------------
//! ```
//!
//! The address of the [`Extension`] tells one such type from another, so that no table of all of them is needed.

use std::ptr::NonNull;

use crate::header::{Header, Layout, Payload, TraceFn};
use crate::heap::Heap;
use crate::word::Word;

/// The kind that they share.
pub const KIND: u8 = 29;

/// What is known of a type beside its kind. Each type has one, in a `static` of its own.
pub struct Extension {
    name: &'static str,
    drop: Option<unsafe fn(NonNull<Header>)>,
    trace: Option<TraceFn>,
}

impl Extension {
    /// The extension of a payload type.
    pub const fn of<T: Payload>() -> Extension {
        const { assert!(align_of::<T>() <= align_of::<usize>(), "a payload behind an extension is aligned to a word") };
        let layout = crate::header::layout::<T>();
        Extension { name: layout.name, drop: layout.drop, trace: layout.trace }
    }

    /// The name of the type, for diagnostics.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl std::fmt::Debug for Extension {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Where the extension of an object lies.
#[inline(always)]
pub(crate) fn slot(object: NonNull<Header>) -> NonNull<&'static Extension> {
    // SAFETY: something follows the header in the same allocation.
    unsafe { NonNull::new_unchecked(object.as_ptr().add(1) as *mut &'static Extension) }
}

/// How the heap handles objects of the kind: as their extensions say.
pub const LAYOUT: Layout = {
    unsafe fn drop(object: NonNull<Header>) {
        // SAFETY: the heap calls this with an object of the kind: its extension was written when it was made.
        if let Some(drop) = unsafe { slot(object).as_ref() }.drop {
            // SAFETY: as the heap promises.
            unsafe { drop(object) }
        }
    }
    unsafe fn trace(object: NonNull<Header>, visit: &mut dyn FnMut(Word)) {
        // SAFETY: as above.
        if let Some(trace) = unsafe { slot(object).as_ref() }.trace {
            // SAFETY: as the heap promises.
            unsafe { trace(object, visit) }
        }
    }
    unsafe fn let_go(_: NonNull<Header>, _: &Heap) -> bool {
        true
    }
    Layout { name: "extension", drop: Some(drop), trace: Some(trace), let_go }
};

/// Whether the payload behind a header of the right kind is a `T`.
#[inline(always)]
pub(crate) fn fits<T: Payload>(header: &Header) -> bool {
    match T::EXTENSION {
        None => true,
        // SAFETY: an object of the kind has an extension behind its header.
        Some(extension) => std::ptr::eq(*unsafe { slot(NonNull::from(header)).as_ref() }, extension),
    }
}
