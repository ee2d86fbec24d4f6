//! What every object begins with, and how the heap is told what lies behind it.
//!
//! ```text
//!   0         4      5       6        8                16
//!   +---------+------+-------+--------+----------------+------------------------
//!   | refs    | kind | flags | cells  | class          | payload (a Rust struct), tail
//!   +---------+------+-------+--------+----------------+------------------------
//! ```
//!
//! `cells` is the size in units of 16 bytes, 0 for an object outside the pool's chunks. A free cell has `refs` 0.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::extension::Extension;
use crate::heap::Heap;
use crate::trace::Trace;
use crate::value::{Slot, Value};
use crate::word::Word;

/// The beginning of every object.
#[repr(C)]
pub struct Header {
    pub(crate) refs: Cell<u32>,
    pub(crate) kind: u8,
    pub(crate) flags: Cell<u8>,
    pub(crate) cells: u16,
    pub(crate) class: Cell<Word>,
}

/// Bits of a header's flags.
pub mod flags {
    /// When the last reference goes, the object is queued for its finaliser instead of being freed.
    pub const FINALIZER: u8 = 1;
    /// Weak references point to the object: it is queued as well.
    pub const WEAK: u8 = 2;
    /// The object waits in the queue of the dying, or its finaliser has run.
    pub const DYING: u8 = 4;
    /// The finaliser has run: it never runs twice.
    pub const FINALIZED: u8 = 8;
    /// The collector has seen the object in the present round.
    pub(crate) const REACHED: u8 = 16;
    /// The last eight bytes of the object's block hold its side word (see [`Header::side`](super::Header::side)).
    pub(crate) const SIDE: u8 = 32;
    /// For the kind's own use.
    pub const OWN: u8 = 128;
}

/// Calls a visitor for every reference that an object holds.
pub type TraceFn = unsafe fn(NonNull<Header>, &mut dyn FnMut(Word));

/// How the heap handles the objects of a kind.
#[derive(Clone, Copy)]
pub struct Layout {
    /// The kind's name, for diagnostics.
    pub name: &'static str,
    /// Drops the payload in place; `None` if there is nothing to drop.
    pub drop: Option<unsafe fn(NonNull<Header>)>,
    /// Calls the visitor for every reference that the payload holds; `None` if it never holds any.
    pub trace: Option<TraceFn>,
    /// Lets go of what a large payload holds (see [`Payload::let_go`]).
    pub(crate) let_go: unsafe fn(NonNull<Header>, &Heap) -> bool,
}

/// A Rust struct that lives behind a header. `#[payload]` and `#[class]` of the crate `macros` implement it.
///
/// # Safety
/// No other type has the same kind, or, if the kind is that of extensions, the same extension.
pub unsafe trait Payload: Trace + Sized + 'static {
    /// The kind's number: its index in the heap's table of layouts.
    const KIND: u8;
    /// The kind's name.
    const NAME: &'static str;
    /// What tells the type from others of the kind [`extension::KIND`](crate::extension::KIND).
    const EXTENSION: Option<&'static Extension> = None;

    /// Lets go of what a large object that nobody refers to holds in its own block. False if somebody asked for the end
    /// before all was gone: then this is called again later.
    fn let_go(&self, _: &Heap) -> bool {
        true
    }
}

/// The layout of a payload type.
pub const fn layout<T: Payload>() -> Layout {
    unsafe fn drop<T: Payload>(object: NonNull<Header>) {
        // SAFETY: the heap calls this once, with an object of kind `T::KIND`.
        unsafe { std::ptr::drop_in_place(payload_pointer::<T>(object).as_ptr()) }
    }
    unsafe fn trace<T: Payload>(object: NonNull<Header>, visit: &mut dyn FnMut(Word)) {
        // SAFETY: the heap calls this with a live object of kind `T::KIND`.
        unsafe { payload_pointer::<T>(object).as_ref().trace(visit) }
    }
    unsafe fn let_go<T: Payload>(object: NonNull<Header>, heap: &Heap) -> bool {
        // SAFETY: the heap calls this with a whole object of kind `T::KIND`.
        unsafe { payload_pointer::<T>(object).as_ref().let_go(heap) }
    }
    Layout {
        name: T::NAME,
        drop: if std::mem::needs_drop::<T>() { Some(drop::<T>) } else { None },
        trace: if T::TRACED { Some(trace::<T>) } else { None },
        let_go: let_go::<T>,
    }
}

/// The bytes between the header and the payload.
#[inline(always)]
pub(crate) const fn prefix<T: Payload>() -> usize {
    if T::EXTENSION.is_some() { size_of::<&'static Extension>() } else { 0 }
}

/// Where the payload of an object lies.
#[inline(always)]
pub fn payload_pointer<T: Payload>(object: NonNull<Header>) -> NonNull<T> {
    const { assert!(align_of::<T>() <= 16) };
    // SAFETY: the header is followed by the payload in the same allocation, or by its extension and the payload.
    unsafe { object.add(1).byte_add(prefix::<T>()).cast() }
}

impl Header {
    /// The kind of the payload.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        self.kind
    }

    /// The number of references.
    #[inline(always)]
    pub fn refs(&self) -> u32 {
        self.refs.get()
    }

    /// The class, as a word that the object keeps alive.
    #[inline(always)]
    pub fn class(&self) -> Word {
        self.class.get()
    }

    /// The class, as a further reference.
    #[inline(always)]
    pub fn class_value(&self) -> Value {
        // SAFETY: the object keeps its class alive.
        unsafe { Value::from_borrowed(self.class.get()) }
    }

    /// Gives the object another class and returns the one before.
    pub fn set_class(&self, class: Value) -> Value {
        // SAFETY: the header owned its class word.
        unsafe { Value::from_owned(self.class.replace(class.into_word())) }
    }

    /// True if the payload is gone already, because the object ends together with others; a destructor of theirs that
    /// still finds it must leave it alone.
    pub fn is_hollow(&self) -> bool {
        self.class.get() == Word::NONE
    }

    /// True if the flag is set.
    #[inline(always)]
    pub fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }

    /// Sets flags.
    #[inline(always)]
    pub fn set(&self, flags: u8) {
        self.flags.set(self.flags.get() | flags);
    }

    /// Clears flags.
    #[inline(always)]
    pub fn unset(&self, flags: u8) {
        self.flags.set(self.flags.get() & !flags);
    }

    /// The side word: a value that an instance of a subclass carries besides what its kind holds (its attributes).
    #[inline(always)]
    pub fn side(&self) -> Option<&Slot> {
        if !self.has(flags::SIDE) {
            return None;
        }
        let pointer = NonNull::from(self);
        // SAFETY: objects with the flag were allocated with eight bytes more, which lie at the end of their block.
        Some(unsafe {
            pointer.cast::<u8>().add(Heap::object_size(pointer) - size_of::<Slot>()).cast::<Slot>().as_ref()
        })
    }

    /// Bytes that the object takes, its payload's buffers not counted.
    pub fn size(&self) -> usize {
        Heap::object_size(NonNull::from(self))
    }

    #[inline(always)]
    pub(crate) fn retain(&self) {
        // No overflow: every reference takes eight bytes, and a heap ends at 32 GiB.
        self.refs.set(self.refs.get().wrapping_add(1));
    }
}
