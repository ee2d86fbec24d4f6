//! Making objects: in a cell that is at hand where nothing else is to be done, which is nearly always.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::extension;
use crate::header::{Header, Payload, flags, payload_pointer, prefix};
use crate::heap::{Heap, OutOfMemory};
use crate::pool::{LARGEST_CELL, UNIT, Use};
use crate::value::{Ref, Slot, Value};
use crate::word::Word;

impl Heap {
    /// Makes an object.
    #[inline(always)]
    pub fn allocate<T: Payload>(&self, class: Value, payload: T) -> Result<Ref<T>, OutOfMemory> {
        // SAFETY: there is no tail to fill.
        unsafe { self.allocate_with_tail(class, payload, 0) }
    }

    /// Makes an object with `tail` bytes behind the payload.
    ///
    /// # Safety
    /// The bytes are not initialised: they are filled before anything reads them, a trace of the payload included.
    #[inline(always)]
    pub unsafe fn allocate_with_tail<T: Payload>(
        &self,
        class: Value,
        payload: T,
        tail: usize,
    ) -> Result<Ref<T>, OutOfMemory> {
        let size = match (size_of::<Header>() + prefix::<T>() + size_of::<T>()).checked_add(tail) {
            Some(size) => size,
            None => return Err(OutOfMemory),
        };
        let object = match self.cell_at_hand(size, T::TRACED) {
            Some(cell) => cell,
            None => self.request(size, T::TRACED)?,
        };
        let cells = if size <= LARGEST_CELL { size.div_ceil(UNIT) as u16 } else { 0 };
        // SAFETY: the cell is fresh, aligned to 16 and large enough for header, payload and tail. The object is made with
        // this kind and one reference.
        unsafe {
            object.write(Header {
                refs: Cell::new(1),
                kind: T::KIND,
                flags: Cell::new(0),
                cells,
                class: Cell::new(class.into_word()),
            });
            if let Some(extension) = T::EXTENSION {
                extension::slot(object).write(extension);
            }
            payload_pointer::<T>(object).write(payload);
            Ok(Ref::from_value(Value::from_owned(Word::from_pointer(object))))
        }
    }

    /// A cell that was used before, where nothing else is to be done: what most objects are made in.
    #[inline(always)]
    fn cell_at_hand(&self, size: usize, traced: bool) -> Option<NonNull<Header>> {
        if size > LARGEST_CELL {
            return None;
        }
        let used = self.pool.used.get() + size.next_multiple_of(UNIT);
        let young = self.young.get() + usize::from(traced);
        if used > self.room.get() || young >= self.threshold.get() {
            return None;
        }
        let cell = self.pool.reuse(Use::Object, size)?;
        self.pool.used.set(used);
        if traced {
            self.young.set(young);
        }
        Some(cell.cast())
    }

    /// Memory for an object, from wherever it can be had.
    #[inline(never)]
    fn request(&self, size: usize, traced: bool) -> Result<NonNull<Header>, OutOfMemory> {
        self.admit(size)?;
        let object: NonNull<Header> = if size <= LARGEST_CELL {
            self.pool.take(self, Use::Object, size).ok_or(OutOfMemory)?.cast()
        } else {
            let block = self.pool.take_block(self, size.next_multiple_of(UNIT)).ok_or(OutOfMemory)?.cast();
            self.enlist(block);
            block
        };
        if traced {
            let young = self.young.get() + 1;
            self.young.set(young);
            if young >= self.threshold.get() {
                self.attention.set(true);
            }
        }
        Ok(object)
    }

    /// Makes an object with a side word.
    pub fn allocate_with_side<T: Payload>(&self, class: Value, payload: T) -> Result<Ref<T>, OutOfMemory> {
        // SAFETY: there is no tail to fill.
        unsafe { self.allocate_with_side_and_tail(class, payload, 0) }
    }

    /// Makes an object with a side word and `tail` bytes behind the payload.
    ///
    /// # Safety
    /// As for [`allocate_with_tail`](Self::allocate_with_tail).
    pub unsafe fn allocate_with_side_and_tail<T: Payload>(
        &self,
        class: Value,
        payload: T,
        tail: usize,
    ) -> Result<Ref<T>, OutOfMemory> {
        // SAFETY: the side word is filled below, the rest as the caller promises.
        let object = unsafe { self.allocate_with_tail(class, payload, tail.checked_add(15).ok_or(OutOfMemory)?)? };
        let header = object.header();
        let pointer = NonNull::from(header);
        // SAFETY: there are at least eight bytes behind the tail, and they end with the block.
        unsafe {
            let place = pointer.cast::<u8>().add(Heap::object_size(pointer) - size_of::<Slot>()).cast::<Slot>();
            place.write(Slot::default());
        }
        header.set(flags::SIDE);
        Ok(object)
    }
}
