//! Sequences: lists, tuples, bytes, ranges, slices.

use std::cell::{Cell, RefCell};

use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::trace::Trace;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;
use taipan_macros::{Trace, payload};

use crate::value::allocate;
use crate::value::kinds;

/// A list.
#[payload(kinds::LIST, "list")]
#[derive(Default)]
pub struct List {
    /// The items. Nothing that can run Python code may be called while they are borrowed.
    pub items: RefCell<Buffer<Value>>,
}

impl List {
    /// Number of items.
    pub fn length(&self) -> usize {
        self.items.borrow().len()
    }

    /// A further reference to the item at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index).cloned()
    }

    /// Further references to all items, for loops that may run Python code.
    pub fn snapshot(&self) -> Vec<Value> {
        self.items.borrow().to_vec()
    }
}

/// Items that a tuple takes between two looks whether to go on.
const LOOK: usize = 1 << 12;

/// A tuple. The items follow in the same block.
#[payload(kinds::TUPLE, "tuple", traces_itself, let_go = Tuple::let_go)]
#[repr(C)]
pub struct Tuple {
    /// 0 until the items are there, so that a tuple that is not made has none to drop.
    length: Cell<usize>,
}

// SAFETY: the tuple owns its items, and shows each once.
#[allow(unsafe_code, reason = "items behind the struct are shown here")]
unsafe impl Trace for Tuple {
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        for item in self.items().iter().filter(|item| item.word().is_pointer()) {
            visit(item.word());
        }
    }
}

impl Tuple {
    /// Lets go of items until as many are left as can be dropped at once. False if somebody asked for the end before.
    fn let_go(&self, heap: &Heap) -> bool {
        while self.length.get() > LOOK {
            if heap.goes_on().is_err() {
                return false;
            }
            self.drop_last(LOOK);
        }
        true
    }

    /// Makes a tuple of owned items.
    pub fn collect<I>(heap: &Heap, class: Value, items: I) -> Result<Ref<Tuple>, OutOfMemory>
    where
        I: IntoIterator<Item = Value>,
        I::IntoIter: ExactSizeIterator,
    {
        let mut items = items.into_iter();
        let length = items.len();
        let tail = length.checked_mul(size_of::<Value>()).ok_or(OutOfMemory)?;
        // SAFETY: while the length is 0, nobody reads the tail.
        #[allow(unsafe_code, reason = "the tail of a tuple is made here")]
        let tuple = unsafe { allocate::allocate_with_tail(heap, class, Tuple { length: Cell::new(0) }, tail)? };
        let start = tuple.start();
        for index in 0..length {
            if index % LOOK == LOOK - 1 {
                tuple.length.set(index);
                heap.goes_on()?;
            }
            // An iterator that ends early leaves None, so that the tail is whole in any case.
            let item = items.next().unwrap_or(Value::NONE);
            // SAFETY: the tail has room for `length` items, and nobody has seen the tuple yet.
            #[allow(unsafe_code, reason = "the tail of a tuple is written here and nowhere else")]
            unsafe {
                start.add(index).write(item);
            }
        }
        tuple.length.set(length);
        Ok(tuple)
    }

    /// Makes a tuple of the items of several slices, one after the other.
    #[inline(always)]
    pub fn of_pieces<const N: usize>(
        heap: &Heap,
        class: Value,
        pieces: [&[Value]; N],
    ) -> Result<Ref<Tuple>, OutOfMemory> {
        let length = pieces.iter().map(|piece| piece.len()).sum();
        if length > LOOK {
            let item = |place: usize| {
                let mut place = place;
                pieces.iter().find_map(|piece| {
                    piece.get(place).cloned().or_else(|| {
                        place -= piece.len();
                        None
                    })
                })
            };
            return Tuple::collect(heap, class, (0..length).map(|place| item(place).unwrap_or(Value::NONE)));
        }
        let tail = length * size_of::<Value>();
        // SAFETY: while the length is 0, nobody reads the tail.
        #[allow(unsafe_code, reason = "the tail of a tuple is made here")]
        let tuple = unsafe { allocate::allocate_with_tail(heap, class, Tuple { length: Cell::new(0) }, tail)? };
        let mut place = tuple.start();
        for piece in pieces {
            for item in piece {
                // SAFETY: the tail has room for all of them, and nobody has seen the tuple yet.
                #[allow(unsafe_code, reason = "the tail of a tuple is written here and nowhere else")]
                unsafe {
                    place.write(item.clone());
                    place = place.add(1);
                }
            }
        }
        tuple.length.set(length);
        Ok(tuple)
    }

    /// Makes a tuple of a few values that are given away.
    #[inline(always)]
    pub fn of_taken(heap: &Heap, class: Value, items: &mut [Value]) -> Result<Ref<Tuple>, OutOfMemory> {
        // SAFETY: while the length is 0, nobody reads the tail.
        #[allow(unsafe_code, reason = "the tail of a tuple is made here")]
        let tuple = unsafe { heap.allocate_with_tail(class, Tuple { length: Cell::new(0) }, size_of_val(items))? };
        let start = tuple.start();
        for (index, item) in items.iter_mut().enumerate() {
            // SAFETY: the tail has room for the items, and nobody has seen the tuple yet. Volatile, because these few words
            // were written one by one just now: reading several at once would wait for them.
            #[allow(unsafe_code, reason = "the tail of a tuple is written here and nowhere else")]
            unsafe {
                start.add(index).write(std::ptr::read_volatile(item));
                std::ptr::write(item, Value::UNBOUND);
            }
        }
        tuple.length.set(items.len());
        Ok(tuple)
    }

    #[inline(always)]
    fn start(&self) -> *mut Value {
        // SAFETY: the tail follows the struct in its block.
        #[allow(unsafe_code, reason = "address arithmetic inside the block")]
        unsafe {
            std::ptr::from_ref(self).add(1).cast_mut().cast()
        }
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: the tail was filled when the tuple was made.
        #[allow(unsafe_code, reason = "the tail of a tuple is read here and nowhere else")]
        unsafe {
            std::slice::from_raw_parts(self.start(), self.length.get())
        }
    }

    /// Puts another item into a tuple that nobody else refers to; nothing is done if somebody does, or it has no such
    /// item.
    #[inline]
    pub fn refill(tuple: &Ref<Tuple>, index: usize, item: Value) {
        if tuple.header().refs() != 1 || index >= tuple.length() {
            return;
        }
        // SAFETY: the index lies inside the tail, and nobody looks at the tuple meanwhile: the handle is the only one.
        #[allow(unsafe_code, reason = "the tail of a tuple is written here, where nobody else knows the tuple")]
        let old = unsafe { std::ptr::replace(tuple.start().add(index), item) };
        drop(old);
    }

    /// Number of items.
    #[inline(always)]
    pub fn length(&self) -> usize {
        self.length.get()
    }

    /// Drops so many items of a tuple that nobody refers to, from the end, as CPython does: finalisers show the order.
    #[inline(always)]
    fn drop_last(&self, count: usize) {
        let length = self.length.get();
        let left = length.saturating_sub(count);
        self.length.set(left);
        for index in (left..length).rev() {
            // SAFETY: each item is dropped once, here: it is counted no more.
            #[allow(unsafe_code, reason = "the tail is not known to the compiler")]
            unsafe {
                std::ptr::drop_in_place(self.start().add(index));
            }
        }
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        self.drop_last(self.length.get());
    }
}

/// Bytes. They follow in the same block.
#[payload(kinds::BYTES, "bytes")]
#[repr(C)]
pub struct Bytes {
    hash: Cell<u64>,
    length: usize,
}

impl Bytes {
    /// Makes bytes of several pieces, one after the other.
    pub fn concat(heap: &Heap, class: Value, pieces: &[&[u8]]) -> Result<Ref<Bytes>, OutOfMemory> {
        if let [piece] = pieces {
            return Bytes::fill(heap, class, piece.len(), |target| heap.copy(target, piece));
        }
        let length = pieces.iter().map(|piece| piece.len()).sum();
        Bytes::fill(heap, class, length, |mut target| {
            for piece in pieces {
                let (place, rest) = std::mem::take(&mut target).split_at_mut(piece.len());
                heap.copy(place, piece)?;
                target = rest;
            }
            Ok(())
        })
    }

    /// Makes bytes that `write` fills in. Where it does not, nobody sees them.
    pub fn fill(
        heap: &Heap,
        class: Value,
        length: usize,
        write: impl FnOnce(&mut [u8]) -> Result<(), OutOfMemory>,
    ) -> Result<Ref<Bytes>, OutOfMemory> {
        // SAFETY: `write` fills the tail; where it cannot, nobody sees the object.
        #[allow(unsafe_code, reason = "the tail of bytes is made here and nowhere else")]
        let bytes = unsafe { allocate::allocate_with_tail(heap, class, Bytes { hash: Cell::new(0), length }, length)? };
        // SAFETY: the tail has `length` bytes, and nobody has seen the object yet.
        #[allow(unsafe_code, reason = "the tail of bytes is written here and nowhere else")]
        let target = unsafe {
            let start: *mut u8 = std::ptr::from_ref::<Bytes>(&bytes).add(1).cast_mut().cast();
            std::slice::from_raw_parts_mut(start, length)
        };
        write(target)?;
        Ok(bytes)
    }

    /// The bytes.
    #[inline(always)]
    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: the tail was filled when the object was made.
        #[allow(unsafe_code, reason = "the tail of bytes is read here and nowhere else")]
        unsafe {
            std::slice::from_raw_parts(std::ptr::from_ref(self).add(1).cast(), self.length)
        }
    }

    /// The hash, if it was computed before (never 0).
    pub fn cached_hash(&self) -> Option<u64> {
        Some(self.hash.get()).filter(|hash| *hash != 0)
    }

    /// Keeps the hash.
    pub fn cache_hash(&self, hash: u64) {
        self.hash.set(hash);
    }
}

/// A bytearray.
#[payload(kinds::BYTE_ARRAY, "bytearray")]
#[derive(Default)]
pub struct ByteArray {
    /// The bytes. Nothing that can run Python code may be called while they are borrowed.
    pub bytes: RefCell<Buffer<u8>>,
    /// Memoryviews that look at the bytes: while there are any, the length is fixed.
    pub exports: Cell<usize>,
}

/// A memoryview: a window on another object's bytes.
#[payload(kinds::MEMORY_VIEW, "memoryview")]
pub struct MemoryView {
    /// The bytes, bytearray or other exporter; unbound after `release`.
    pub owner: Slot,
    /// First byte of the window.
    pub start: isize,
    /// Number of places in the first dimension: of items, or of blocks of items.
    pub length: usize,
    /// Distance between places in bytes.
    pub step: isize,
    /// How many dimensions there are.
    pub dimensions: Dimensions,
    /// Item format, a code of the struct module.
    pub format: u8,
    /// Bytes of an item.
    pub item_size: usize,
    /// True if the window cannot be written through.
    pub read_only: bool,
}

/// The dimensions of a view.
#[derive(Clone, Trace)]
pub enum Dimensions {
    /// None: the view is its one item.
    None,
    /// One.
    One,
    /// More: the lengths of all but the first. A place of the view is a block of items that follow each other.
    More(Box<[usize]>),
}

impl MemoryView {
    /// Number of items in a place.
    pub fn block(&self) -> usize {
        match &self.dimensions {
            Dimensions::More(inner) => inner.iter().product(),
            _ => 1,
        }
    }

    /// No longer counts as an export of its owner; asked once, before the owner is let go.
    pub fn stop_export(&self) {
        if let Some(array) = self.owner.get().payload::<ByteArray>() {
            array.exports.set(array.exports.get().saturating_sub(1));
        }
    }
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.stop_export();
    }
}

/// A range. The bounds are integers of any size.
#[payload(kinds::RANGE, "range")]
pub struct Range {
    /// First item.
    pub start: Value,
    /// First item no longer included.
    pub stop: Value,
    /// Distance between items, not zero.
    pub step: Value,
    /// Number of items.
    pub length: Value,
}

/// A slice.
#[payload(kinds::SLICE, "slice")]
pub struct Slice {
    /// Lower bound or None.
    pub start: Value,
    /// Upper bound or None.
    pub stop: Value,
    /// Step or None.
    pub step: Value,
}
