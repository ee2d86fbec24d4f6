//! Owned handles: [`Value`] keeps any object alive, [`Ref`] one of a known kind.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

use crate::extension;
use crate::header::{Header, Payload, payload_pointer};
use crate::heap::Heap;
use crate::word::Word;

/// Counts are no atomics: what holds a reference stays on the thread that has the VM. What must cross threads says so by a
/// type of its own, as a whole VM does.
type OfThread = PhantomData<*const ()>;

/// A counted reference to a value, as natives hold it.
#[repr(transparent)]
pub struct Value(Word, OfThread);

impl Value {
    /// No value.
    pub const UNBOUND: Value = Value(Word::UNBOUND, PhantomData);
    /// `None`.
    pub const NONE: Value = Value(Word::NONE, PhantomData);
    /// `True`.
    pub const TRUE: Value = Value(Word::TRUE, PhantomData);
    /// `False`.
    pub const FALSE: Value = Value(Word::FALSE, PhantomData);
    /// `...`.
    pub const ELLIPSIS: Value = Value(Word::ELLIPSIS, PhantomData);
    /// `NotImplemented`.
    pub const NOT_IMPLEMENTED: Value = Value(Word::NOT_IMPLEMENTED, PhantomData);

    /// The value's word; the value stays its owner.
    #[inline(always)]
    pub const fn word(&self) -> Word {
        self.0
    }

    /// Gives up ownership: the caller must turn the word back into a value, or the object never ends.
    #[inline(always)]
    pub fn into_word(self) -> Word {
        ManuallyDrop::new(self).0
    }

    /// Takes over the reference that a word stands for.
    ///
    /// # Safety
    /// The word must be immediate, or own one reference that nobody else gives back.
    #[inline(always)]
    pub const unsafe fn from_owned(word: Word) -> Value {
        Value(word, PhantomData)
    }

    /// A new reference to what a word points at.
    ///
    /// # Safety
    /// The word must be immediate or point to a live object.
    #[inline(always)]
    pub unsafe fn from_borrowed(word: Word) -> Value {
        if word.is_pointer() {
            // SAFETY: the caller says that the object is alive.
            unsafe { word.header() }.retain();
        }
        Value(word, PhantomData)
    }

    /// Looks at words as values, without counting.
    ///
    /// # Safety
    /// Every word must be immediate or point to an object that outlives the slice.
    #[inline(always)]
    pub unsafe fn slice(words: &[Word]) -> &[Value] {
        // SAFETY: `Value` is a transparent wrapper of `Word`; a shared slice cannot drop its items.
        unsafe { std::slice::from_raw_parts(words.as_ptr().cast(), words.len()) }
    }

    /// Looks at a word as a value, without counting.
    ///
    /// # Safety
    /// As for [`slice`](Value::slice).
    #[inline(always)]
    pub unsafe fn borrow(word: &Word) -> &Value {
        // SAFETY: as for `slice`.
        unsafe { &*std::ptr::from_ref(word).cast() }
    }

    /// The header, if the value is an object.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        // SAFETY: the value keeps its object alive.
        if self.0.is_pointer() { Some(unsafe { self.0.header() }) } else { None }
    }

    /// The payload, if the value is an object of kind `T` (its class may be a subclass).
    #[inline(always)]
    pub fn payload<T: Payload>(&self) -> Option<&T> {
        let header = self.header()?;
        if header.kind == T::KIND && extension::fits::<T>(header) {
            // SAFETY: the kind says that a `T` lies behind the header, and `self` keeps it alive.
            Some(unsafe { payload_pointer::<T>(NonNull::from(header)).as_ref() })
        } else {
            None
        }
    }

    /// True if the value is an object of kind `T`.
    #[inline(always)]
    pub fn is_kind<T: Payload>(&self) -> bool {
        self.header().is_some_and(|header| header.kind == T::KIND && extension::fits::<T>(header))
    }

    /// The typed handle, if the value is an object of kind `T`.
    #[inline(always)]
    pub fn cast<T: Payload>(self) -> Result<Ref<T>, Value> {
        if self.is_kind::<T>() { Ok(Ref(self, PhantomData)) } else { Err(self) }
    }

    /// A further typed handle, if the value is an object of kind `T`.
    #[inline(always)]
    pub fn to_ref<T: Payload>(&self) -> Option<Ref<T>> {
        if self.is_kind::<T>() { Some(Ref(self.clone(), PhantomData)) } else { None }
    }

    /// True if both are the same object (Python's `is`).
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        self.0 == other.0
    }

    /// True for `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// True if no value is there.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        self.0.is_unbound()
    }

    /// True for `NotImplemented`.
    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.0 == Word::NOT_IMPLEMENTED
    }

    /// `True` or `False`.
    #[inline(always)]
    pub fn from_bool(value: bool) -> Value {
        Value(Word::from_bool(value), PhantomData)
    }

    /// The value of a word that is no pointer; None of one that is.
    #[inline(always)]
    pub fn from_immediate(word: Word) -> Value {
        if word.is_pointer() { Value::NONE } else { Value(word, PhantomData) }
    }

    /// An integer of at most 63 bits.
    #[inline(always)]
    pub fn from_small_int(value: i64) -> Option<Value> {
        Word::from_int(value).map(|word| Value(word, PhantomData))
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        // SAFETY: `self` keeps the object alive.
        unsafe { Value::from_borrowed(self.0) }
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if self.0.is_pointer() {
            // SAFETY: this value owned one reference, and gives it back here, once.
            unsafe { Heap::forget(self.0) }
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({:#x})", self.0.bits())
    }
}

/// A place that holds a value and can be written through a shared reference.
#[repr(transparent)]
pub struct Slot(Cell<Word>, OfThread);

impl Slot {
    /// A place that holds `value`.
    #[inline(always)]
    pub const fn new(value: Value) -> Slot {
        let word = value.0;
        std::mem::forget(value);
        Slot(Cell::new(word), PhantomData)
    }

    /// A further reference to what the place holds.
    #[inline(always)]
    pub fn get(&self) -> Value {
        // SAFETY: the place keeps its object alive.
        unsafe { Value::from_borrowed(self.0.get()) }
    }

    /// Looks at what the place holds without counting a reference; the place is unbound meanwhile.
    #[inline(always)]
    pub fn with<R>(&self, look: impl FnOnce(&Value) -> R) -> R {
        let value = self.take();
        let seen = look(&value);
        self.set(value);
        seen
    }

    /// The word, still owned by the place.
    #[inline(always)]
    pub fn word(&self) -> Word {
        self.0.get()
    }

    /// Puts a value in and drops the one before.
    #[inline(always)]
    pub fn set(&self, value: Value) {
        drop(self.replace(value));
    }

    /// Puts a value in and returns the one before.
    #[inline(always)]
    pub fn replace(&self, value: Value) -> Value {
        Value(self.0.replace(value.into_word()), PhantomData)
    }

    /// Takes the value out; the place is unbound then.
    #[inline(always)]
    pub fn take(&self) -> Value {
        self.replace(Value::UNBOUND)
    }

    /// True if the place holds nothing.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        self.0.get().is_unbound()
    }
}

impl Drop for Slot {
    #[inline(always)]
    fn drop(&mut self) {
        drop(self.take());
    }
}

impl Default for Slot {
    #[inline(always)]
    fn default() -> Slot {
        Slot::new(Value::UNBOUND)
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({:#x})", self.word().bits())
    }
}

/// A counted reference to an object of kind `T`.
#[repr(transparent)]
pub struct Ref<T>(Value, PhantomData<T>);

impl<T: Payload> Ref<T> {
    /// Takes over a value that is known to be of kind `T`.
    ///
    /// # Safety
    /// The value must be an object of kind `T::KIND`.
    #[inline(always)]
    pub(crate) unsafe fn from_value(value: Value) -> Ref<T> {
        Ref(value, PhantomData)
    }

    /// The value.
    #[inline(always)]
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The value, given away.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        self.0
    }

    /// The header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: a `Ref` always holds an object.
        unsafe { self.0.word().header() }
    }
}

impl<T: Payload> Deref for Ref<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a `Ref<T>` always holds an object of kind `T`.
        unsafe { payload_pointer::<T>(NonNull::from(self.0.word().header())).as_ref() }
    }
}

impl<T> Ref<T> {
    /// The word of the reference.
    #[inline(always)]
    pub(crate) fn word(&self) -> Word {
        self.0.word()
    }
}

impl<T> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Ref<T> {
        Ref(self.0.clone(), PhantomData)
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> From<Ref<T>> for Value {
    fn from(reference: Ref<T>) -> Value {
        reference.0
    }
}

/// The bits of the word of the object whose payload this is.
pub fn address_of_payload<T: Payload>(payload: &T) -> u64 {
    std::ptr::from_ref(payload) as u64 - size_of::<Header>() as u64
}
