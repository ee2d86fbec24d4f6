//! Growable arrays whose memory belongs to the heap, so that it is counted and limited like the objects themselves.

use std::mem::{ManuallyDrop, MaybeUninit};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use crate::heap::{Heap, OutOfMemory, PIECE};
use crate::pool::{Chunk, LARGEST_CELL, Pool, UNIT, Use};
use crate::value::Value;

/// A growable array of up to 2^32 - 1 items.
pub struct Buffer<T> {
    start: NonNull<T>,
    length: u32,
    capacity: u32,
}

impl<T> Buffer<T> {
    /// Items that are written before the next look whether to go on.
    const PIECE: usize = if size_of::<T>() == 0 { PIECE } else { PIECE / size_of::<T>() };

    /// An empty array without memory.
    pub const fn new() -> Buffer<T> {
        const { assert!(size_of::<T>() > 0 && align_of::<T>() <= 16) };
        Buffer { start: NonNull::dangling(), length: 0, capacity: 0 }
    }

    /// An empty array with room for `capacity` items.
    #[inline(always)]
    pub fn with_capacity(heap: &Heap, capacity: usize) -> Result<Buffer<T>, OutOfMemory> {
        match Buffer::cell(heap, capacity) {
            Some((start, capacity)) => Ok(Buffer { start, length: 0, capacity }),
            None if capacity == 0 => Ok(Buffer::new()),
            None => Buffer::request(heap, capacity),
        }
    }

    /// A cell with room for some items and how many there are, if one lies at hand.
    #[inline(always)]
    fn cell(heap: &Heap, capacity: usize) -> Option<(NonNull<T>, u32)> {
        if capacity == 0 || capacity > LARGEST_CELL / size_of::<T>() {
            return None;
        }
        let size = (capacity * size_of::<T>()).next_multiple_of(UNIT);
        heap.admit(size).ok()?;
        let cell = heap.pool.reuse(Use::Buffer, size)?;
        heap.pool.used.set(heap.pool.used.get() + size);
        Some((cell.cast(), (size / size_of::<T>()) as u32))
    }

    #[inline(never)]
    fn request(heap: &Heap, capacity: usize) -> Result<Buffer<T>, OutOfMemory> {
        let mut buffer = Buffer::new();
        if capacity > 0 {
            buffer.resize_memory(heap, capacity)?;
        }
        Ok(buffer)
    }

    /// An array of the items of an iterator of known length.
    pub fn collect<I>(heap: &Heap, items: I) -> Result<Buffer<T>, OutOfMemory>
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: ExactSizeIterator,
    {
        let items = items.into_iter();
        let mut buffer = Buffer::with_capacity(heap, items.len())?;
        if items.len() <= Buffer::<T>::PIECE {
            for item in items {
                buffer.push(heap, item)?;
            }
            return Ok(buffer);
        }
        for item in items {
            buffer.push(heap, item)?;
            if buffer.len().is_multiple_of(Buffer::<T>::PIECE) {
                heap.goes_on()?;
            }
        }
        Ok(buffer)
    }

    /// An array of so many items, each made anew.
    #[inline]
    pub fn repeat(heap: &Heap, count: usize, make: impl Fn() -> T) -> Result<Buffer<T>, OutOfMemory> {
        let mut buffer: Buffer<T> = Buffer::with_capacity(heap, count)?;
        // SAFETY: there is room for `count` items; if making one panics, those before it are merely lost.
        let places = unsafe { std::slice::from_raw_parts_mut(buffer.start.as_ptr().cast::<MaybeUninit<T>>(), count) };
        if count <= Buffer::<T>::PIECE {
            for place in places {
                place.write(make());
            }
            buffer.length = count as u32;
            return Ok(buffer);
        }
        for piece in places.chunks_mut(Buffer::<T>::PIECE) {
            heap.goes_on()?;
            for place in &mut *piece {
                place.write(make());
            }
            buffer.length += piece.len() as u32;
        }
        Ok(buffer)
    }

    /// Gives every item away, the first one first, and then the memory.
    pub fn consume(self, mut take: impl FnMut(T)) {
        self.consume_while(|item| {
            take(item);
            true
        });
    }

    /// Gives items away, the first one first, until there is nothing in the others that must be dropped, and then the memory.
    #[inline(always)]
    pub fn consume_while(mut self, mut take: impl FnMut(T) -> bool) {
        let length = std::mem::take(&mut self.length) as usize;
        for index in 0..length {
            // SAFETY: the item was live and is no longer counted.
            if !take(unsafe { self.start.add(index).read() }) {
                break;
            }
        }
    }

    /// Items that fit without growing.
    pub fn capacity(&self) -> usize {
        self.capacity as usize
    }

    /// Appends an item.
    #[inline(always)]
    pub fn push(&mut self, heap: &Heap, item: T) -> Result<(), OutOfMemory> {
        if self.length == self.capacity {
            self.grow(heap, 1)?;
        }
        // SAFETY: there is room behind the last item.
        unsafe { self.start.add(self.length as usize).write(item) };
        self.length += 1;
        Ok(())
    }

    /// Appends an item if there is room for it; gives it back if not.
    #[inline(always)]
    pub fn push_within(&mut self, item: T) -> Result<(), T> {
        if self.length == self.capacity {
            return Err(item);
        }
        // SAFETY: there is room behind the last item.
        unsafe { self.start.add(self.length as usize).write(item) };
        self.length += 1;
        Ok(())
    }

    /// True if an item can be appended without growing.
    #[inline(always)]
    pub fn has_room(&self) -> bool {
        self.length < self.capacity
    }

    /// Makes room for `more` further items.
    pub fn reserve(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        if self.capacity as usize - self.len() < more { self.grow(heap, more) } else { Ok(()) }
    }

    #[inline(never)]
    fn grow(&mut self, heap: &Heap, more: usize) -> Result<(), OutOfMemory> {
        let needed = self.len().checked_add(more).ok_or(OutOfMemory)?;
        let generous = self.len() + self.len() / 4 + 4;
        self.resize_memory(heap, needed.max(generous))
    }

    /// Gives back what is not needed after the array became much smaller.
    pub fn shrink(&mut self, heap: &Heap) {
        if (self.length as usize) < self.capacity as usize / 4 && self.capacity > 16 {
            // A failure leaves the array as it is, which is no loss.
            let _ = self.resize_memory(heap, self.len().max(4));
        }
    }

    fn resize_memory(&mut self, heap: &Heap, capacity: usize) -> Result<(), OutOfMemory> {
        let mut size = capacity.checked_mul(size_of::<T>()).ok_or(OutOfMemory)?;
        if size <= LARGEST_CELL {
            size = size.next_multiple_of(UNIT);
        }
        let capacity = size / size_of::<T>();
        let kept = u32::try_from(capacity).map_err(|_| OutOfMemory)?;
        let old = self.capacity as usize * size_of::<T>();
        heap.admit(size)?;
        // SAFETY: `old` tells how the present memory was taken; items are moved as plain bytes.
        unsafe {
            let moved = if old > LARGEST_CELL && size > LARGEST_CELL {
                heap.pool.resize_block(heap, self.start.cast(), size).ok_or(OutOfMemory)?
            } else {
                let fresh = if size <= LARGEST_CELL {
                    heap.pool.take(heap, Use::Buffer, size)
                } else {
                    heap.pool.take_block(heap, size)
                };
                let fresh = fresh.ok_or(OutOfMemory)?;
                std::ptr::copy_nonoverlapping(
                    self.start.as_ptr().cast::<u8>(),
                    fresh.as_ptr(),
                    self.len() * size_of::<T>(),
                );
                self.give_memory();
                fresh
            };
            self.start = moved.cast();
        }
        self.capacity = kept;
        Ok(())
    }

    /// Frees the memory; the items must be gone.
    unsafe fn give_memory(&mut self) {
        let size = self.capacity as usize * size_of::<T>();
        if size == 0 {
            return;
        }
        // SAFETY: memory of this size was taken from a cell or as a block, both of which know their heap.
        unsafe {
            if size > LARGEST_CELL {
                let heap = &*Pool::prefix(self.start).heap;
                heap.pool.give_block(self.start.cast());
            } else {
                let heap = &*Chunk::of(self.start).heap;
                heap.pool.give(Use::Buffer, self.start.cast(), size.next_multiple_of(UNIT));
            }
        }
        self.capacity = 0;
    }

    /// Removes and returns the last item.
    pub fn pop(&mut self) -> Option<T> {
        if self.length == 0 {
            return None;
        }
        self.length -= 1;
        // SAFETY: the item was live and is no longer counted.
        Some(unsafe { self.start.add(self.length as usize).read() })
    }

    /// Inserts an item before `index` (at the end if `index` is past it).
    pub fn insert(&mut self, heap: &Heap, index: usize, item: T) -> Result<(), OutOfMemory> {
        self.reserve(heap, 1)?;
        let index = index.min(self.len());
        // SAFETY: there is room for one more; the items behind `index` move up by one.
        unsafe {
            let place = self.start.add(index);
            std::ptr::copy(place.as_ptr(), place.as_ptr().add(1), self.len() - index);
            place.write(item);
        }
        self.length += 1;
        Ok(())
    }

    /// Removes and returns the item at `index`; `None` past the end.
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        // SAFETY: the item is live; those behind it move down by one.
        unsafe {
            let place = self.start.add(index);
            let item = place.read();
            std::ptr::copy(place.as_ptr().add(1), place.as_ptr(), self.len() - index - 1);
            self.length -= 1;
            Some(item)
        }
    }

    /// Drops the items from `length` on.
    pub fn truncate(&mut self, length: usize) {
        while self.len() > length {
            self.pop();
        }
    }

    /// Replaces the items of a range by others and returns those removed.
    pub fn splice(
        &mut self,
        heap: &Heap,
        range: std::ops::Range<usize>,
        with: impl ExactSizeIterator<Item = T>,
    ) -> Result<Vec<T>, OutOfMemory> {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        let (gone, fresh) = (end - start, with.len());
        self.reserve(heap, fresh.saturating_sub(gone))?;
        let rest = self.len() - end;
        let mut removed = Vec::new();
        removed.try_reserve_exact(gone).map_err(|_| OutOfMemory)?;
        // SAFETY: items `start..end` are read out, the rest moves to its new place, and the gap is filled; while the
        // iterator runs the array counts only the items before the gap.
        unsafe {
            for index in start..end {
                removed.push(self.start.add(index).read());
            }
            std::ptr::copy(self.start.add(end).as_ptr(), self.start.add(start + fresh).as_ptr(), rest);
            self.length = start as u32;
            let mut written = 0;
            for item in with.take(fresh) {
                self.start.add(start + written).write(item);
                written += 1;
            }
            if written < fresh {
                std::ptr::copy(self.start.add(start + fresh).as_ptr(), self.start.add(start + written).as_ptr(), rest);
            }
            self.length = (start + written + rest) as u32;
        }
        Ok(removed)
    }

    /// The items' address and number, for the machine's fast paths.
    #[inline(always)]
    pub fn raw(&self) -> (*mut T, usize) {
        (self.start.as_ptr(), self.length as usize)
    }

    /// Turns the array into a plain vector.
    pub fn into_vec(mut self) -> Vec<T> {
        let mut items = Vec::with_capacity(self.len());
        // SAFETY: the items are moved out as plain bytes and no longer counted here.
        unsafe {
            std::ptr::copy_nonoverlapping(self.start.as_ptr(), items.as_mut_ptr(), self.len());
            items.set_len(self.len());
        }
        self.length = 0;
        items
    }
}

impl<T: Clone> Buffer<T> {
    /// Appends copies of the items of a slice.
    pub fn extend_from_slice(&mut self, heap: &Heap, items: &[T]) -> Result<(), OutOfMemory> {
        self.reserve(heap, items.len())?;
        if items.len() <= Buffer::<T>::PIECE {
            // SAFETY: room was made just now.
            unsafe { self.append_within(items) };
            return Ok(());
        }
        for piece in items.chunks(Buffer::<T>::PIECE) {
            heap.goes_on()?;
            // SAFETY: there is room for all of them.
            unsafe { self.append_within(piece) };
        }
        Ok(())
    }

    /// Appends copies of a few items.
    ///
    /// # Safety
    /// There must be room for them.
    #[inline(always)]
    unsafe fn append_within(&mut self, items: &[T]) {
        for (index, item) in items.iter().enumerate() {
            // SAFETY: as the caller says; if making one panics, those before it are merely lost.
            unsafe { self.start.add(self.length as usize + index).write(item.clone()) };
        }
        self.length += items.len() as u32;
    }

    /// An array of copies of the items of a slice.
    #[inline]
    pub fn of_clones(heap: &Heap, items: &[T]) -> Result<Buffer<T>, OutOfMemory> {
        Buffer::of_pieces(heap, [items])
    }

    /// An array of copies of the items of several slices, one after the other.
    #[inline(always)]
    pub fn of_pieces<const N: usize>(heap: &Heap, pieces: [&[T]; N]) -> Result<Buffer<T>, OutOfMemory> {
        let length = pieces.iter().map(|piece| piece.len()).sum();
        if let Some((start, capacity)) = Buffer::cell(heap, length) {
            let mut buffer = Buffer { start, length: 0, capacity };
            for piece in pieces {
                // SAFETY: the cell has room for all pieces.
                unsafe { buffer.append_within(piece) };
            }
            return Ok(buffer);
        }
        let mut buffer = Buffer::with_capacity(heap, length)?;
        for piece in pieces {
            buffer.extend_from_slice(heap, piece)?;
        }
        Ok(buffer)
    }
}

impl Buffer<Value> {
    /// An array of values that are given away.
    #[inline(always)]
    pub fn of_taken(heap: &Heap, values: &mut [Value]) -> Result<Buffer<Value>, OutOfMemory> {
        let Buffer { start, capacity, .. } = *ManuallyDrop::new(Buffer::with_capacity(heap, values.len())?);
        for (index, value) in values.iter_mut().enumerate() {
            // SAFETY: there is room for all of them. Volatile, because these few words were written one by one just now:
            // reading several at once would wait for them.
            unsafe {
                start.add(index).write(std::ptr::read_volatile(value));
                std::ptr::write(value, Value::UNBOUND);
            }
        }
        Ok(Buffer { start, length: values.len() as u32, capacity })
    }
}

impl<T: Copy> Buffer<T> {
    /// Appends the items of a slice.
    pub fn extend_copied(&mut self, heap: &Heap, items: &[T]) -> Result<(), OutOfMemory> {
        self.reserve(heap, items.len())?;
        for piece in items.chunks(Buffer::<T>::PIECE) {
            heap.goes_on()?;
            // SAFETY: there is room for all of them behind the last item, and plain data is copied as bytes. The sum
            // fits, because the capacity does.
            unsafe {
                let end = self.start.as_ptr().add(self.length as usize);
                std::ptr::copy_nonoverlapping(piece.as_ptr(), end, piece.len());
            }
            self.length += piece.len() as u32;
        }
        Ok(())
    }

    /// Replaces a range of items by those of a slice.
    pub fn splice_copied(&mut self, heap: &Heap, range: std::ops::Range<usize>, with: &[T]) -> Result<(), OutOfMemory> {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        self.reserve(heap, with.len().saturating_sub(end - start))?;
        let rest = self.len() - end;
        // SAFETY: there is room for all of them; the rest moves to its new place as plain bytes, and the gap between is
        // filled from a slice that no array owns which is borrowed to be changed.
        unsafe {
            let begin = self.start.as_ptr();
            std::ptr::copy(begin.add(end), begin.add(start + with.len()), rest);
            std::ptr::copy_nonoverlapping(with.as_ptr(), begin.add(start), with.len());
        }
        self.length = (start + with.len() + rest) as u32;
        Ok(())
    }
}

impl<T> Deref for Buffer<T> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        // SAFETY: the first `length` items are live.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length as usize) }
    }
}

impl<T> DerefMut for Buffer<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: the first `length` items are live, and `self` is borrowed mutably.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.length as usize) }
    }
}

impl<T> Drop for Buffer<T> {
    #[inline]
    fn drop(&mut self) {
        if std::mem::needs_drop::<T>() {
            if self.capacity as usize * size_of::<T>() > LARGEST_CELL {
                if !self.drop_items() {
                    return;
                }
            } else {
                // SAFETY: the items were live and are no longer counted; the end of the array is its length from the start.
                unsafe {
                    let start = self.start.as_ptr();
                    let mut end = start.add(std::mem::take(&mut self.length) as usize);
                    while end > start {
                        end = end.sub(1);
                        std::ptr::drop_in_place(end);
                    }
                }
            }
        }
        // SAFETY: the items are gone.
        unsafe { self.give_memory() }
    }
}

impl<T> Buffer<T> {
    /// Drops the items of a large array, from the end, as CPython empties its lists: finalisers show the order. False if
    /// somebody wants the end before all are gone: the heap keeps the rest.
    fn drop_items(&mut self) -> bool {
        while self.length > 0 {
            let left = self.len().saturating_sub(Buffer::<T>::PIECE);
            while self.len() > left {
                self.length -= 1;
                // SAFETY: the item was live and is no longer counted.
                unsafe { std::ptr::drop_in_place(self.start.add(self.length as usize).as_ptr()) }
            }
            if left > 0 {
                // SAFETY: so much memory is a block, which names its heap.
                let heap = unsafe { &*Pool::prefix(self.start).heap };
                if heap.goes_on().is_err() {
                    heap.keep_rest(Rest {
                        start: self.start.cast(),
                        length: self.length,
                        capacity: self.capacity,
                        end: Rest::end_of::<T>,
                    });
                    return false;
                }
            }
        }
        true
    }
}

/// What is left of an array whose items were being dropped when somebody wanted the end.
pub(crate) struct Rest {
    start: NonNull<u8>,
    length: u32,
    capacity: u32,
    end: unsafe fn(&Rest),
}

impl Rest {
    /// Drops what is left.
    pub(crate) fn end(self) {
        // SAFETY: the function is that of the items' type, and takes them once.
        unsafe { (self.end)(&self) }
    }

    unsafe fn end_of<T>(rest: &Rest) {
        drop(Buffer::<T> { start: rest.start.cast(), length: rest.length, capacity: rest.capacity });
    }
}

impl<T> Default for Buffer<T> {
    fn default() -> Buffer<T> {
        Buffer::new()
    }
}

impl<T: Clone> Buffer<T> {
    /// A copy.
    pub fn duplicate(&self, heap: &Heap) -> Result<Buffer<T>, OutOfMemory> {
        Buffer::of_clones(heap, self)
    }
}
