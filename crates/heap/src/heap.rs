//! Allocation and release of objects.
//!
//! Releasing never runs Python code and never recurses deeply: an object that needs a finaliser is queued for the machine
//! to see to after the current instruction, and children far inside a dying container go onto a work list.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::buffer::Rest;
use crate::header::{Header, Layout, Payload, flags, payload_pointer};
use crate::ledger::{Ledger, Standing};
use crate::pool::{Chunk, Pool, UNIT, Use};
use crate::value::{Ref, Value};
use crate::word::Word;

/// The memory limit is reached, or the system has no more; or what is being made is so large that somebody asked for the
/// end meanwhile (see [`Heap::heed`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

/// No heap grows beyond this many bytes: reference counts of 32 bits cannot overflow below it.
pub const LARGEST_HEAP: usize = 32 << 30;

/// Bytes outside the chunks that are worth a look at what it took to fill them.
const BUSY: usize = 1 << 20;

/// Places of the queue of the dying that are kept while it is empty.
const QUEUE: usize = 64;

/// Bytes that are copied, filled or looked at before the next look whether that should go on: some microseconds.
pub const PIECE: usize = 1 << 16;

/// Objects that were put off and are dropped between two looks whether to go on.
const CONDEMNED: u32 = 256;

/// Objects dropped one inside the other before the next ones have to wait.
const DEEPEST_DROP: u32 = 50;

/// The objects of one VM.
pub struct Heap {
    pub(crate) pool: Pool,
    layouts: &'static [Layout],
    limit: Cell<usize>,
    /// The limit less what is allocated beside the pool.
    pub(crate) room: Cell<usize>,
    /// The use of memory at which a collection is due, however few objects were made.
    pressed: Cell<usize>,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) standing: Standing,
    /// Object blocks outside the chunks.
    pub(crate) blocks: RefCell<Vec<NonNull<Header>>>,
    /// Objects that wait to be dropped because too many others are being dropped around them.
    condemned: RefCell<Vec<NonNull<Header>>>,
    /// True if there are any.
    put_off: Cell<bool>,
    /// How many objects are being dropped, one inside the other.
    depth: Cell<u32>,
    /// Objects that wait for their finaliser.
    dying: RefCell<VecDeque<Value>>,
    pub(crate) attention: Cell<bool>,
    /// Traced objects allocated since the last collection.
    pub(crate) young: Cell<usize>,
    pub(crate) threshold: Cell<usize>,
    /// The least use of memory since the last collection, as far as somebody looked.
    pub(crate) floor: Cell<usize>,
    /// Collections of a storm so far, plus one; 0 is calm.
    pub(crate) storm: Cell<usize>,
    stamp: Cell<u64>,
    /// Bytes given outside the chunks since somebody asked for their sum.
    traffic: Cell<usize>,
    /// A flag that other threads set, and those of its bits that ask for an end.
    flag: Arc<AtomicU32>,
    ends: Cell<u32>,
    /// What was being dropped when one was asked for.
    rests: RefCell<Vec<Rest>>,
    values: RefCell<Vec<Vec<Value>>>,
}

/// Objects of a walk between two looks whether to go on.
const LOOK: usize = 1 << 12;

impl Heap {
    /// An empty heap whose objects have the kinds of `layouts`. It is boxed because objects point back to it.
    pub fn new(layouts: &'static [Layout]) -> Box<Heap> {
        Box::new(Heap {
            pool: Pool::new(),
            layouts,
            limit: Cell::new(LARGEST_HEAP),
            room: Cell::new(LARGEST_HEAP),
            pressed: Cell::new(LARGEST_HEAP),
            ledger: Arc::default(),
            standing: Standing::default(),
            blocks: RefCell::default(),
            condemned: RefCell::default(),
            put_off: Cell::new(false),
            depth: Cell::new(0),
            dying: RefCell::default(),
            attention: Cell::new(false),
            young: Cell::new(0),
            threshold: Cell::new(crate::cycles::FIRST_THRESHOLD),
            floor: Cell::new(0),
            storm: Cell::new(0),
            stamp: Cell::new(1),
            traffic: Cell::new(0),
            flag: Arc::default(),
            ends: Cell::new(0),
            rests: RefCell::default(),
            values: RefCell::default(),
        })
    }

    /// From now on, filling large memory ends early while one of these bits of the flag is set: as if memory were short.
    pub fn heed(&mut self, flag: Arc<AtomicU32>, bits: u32) {
        self.flag = flag;
        self.ends.set(bits);
    }

    /// Asked before each [`PIECE`] of a long copy: whether to go on.
    ///
    /// # Errors
    /// When somebody asked for the end.
    #[inline]
    pub fn goes_on(&self) -> Result<(), OutOfMemory> {
        if self.flag.load(Ordering::Relaxed) & self.ends.get() == 0 { Ok(()) } else { Err(OutOfMemory) }
    }

    pub(crate) fn keep_rest(&self, rest: Rest) {
        self.rests.borrow_mut().push(rest);
    }

    /// Drops values. Where somebody asks for the end before all are gone, the heap keeps the rest.
    pub fn drop_all(&self, mut values: Vec<Value>) {
        while let Some(left) = values.len().checked_sub(LOOK) {
            if self.goes_on().is_err() {
                return self.values.borrow_mut().push(values);
            }
            values.truncate(left);
        }
    }

    /// Drops what was being dropped when somebody asked for an end that has come.
    pub fn end_rests(&self) {
        let rests = self.rests.take();
        rests.into_iter().for_each(Rest::end);
        let values = self.values.take();
        drop(values);
        self.destroy_all_condemned();
    }

    /// What says whether to go on, for those who cannot hold on to the heap.
    pub fn lookout(&self) -> impl Fn() -> bool + use<> {
        let (flag, ends) = (self.flag.clone(), self.ends.get());
        move || flag.load(Ordering::Relaxed) & ends == 0
    }

    /// Copies bytes to a place of the same length, piece by piece.
    ///
    /// # Errors
    /// When somebody asked for the end.
    #[inline]
    pub fn copy(&self, target: &mut [u8], source: &[u8]) -> Result<(), OutOfMemory> {
        if source.len() <= 16 && source.len() == target.len() {
            copy_few(target, source);
            return Ok(());
        }
        if source.len() <= PIECE {
            target.copy_from_slice(source);
            return Ok(());
        }
        for (target, source) in target.chunks_mut(PIECE).zip(source.chunks(PIECE)) {
            self.goes_on()?;
            target.copy_from_slice(source);
        }
        Ok(())
    }

    /// Bytes in use, buffers included.
    pub fn used(&self) -> usize {
        self.pool.used.get()
    }

    /// The most bytes that may be in use.
    pub fn limit(&self) -> usize {
        self.limit.get()
    }

    /// Bytes taken from the system, for what is in use and for what comes; at most a quarter and 16 MiB more than the limit.
    pub fn held(&self) -> usize {
        self.pool.held()
    }

    /// How many more bytes may be in use: what something may take that is not counted until it is ready.
    pub fn left(&self) -> usize {
        self.room.get().saturating_sub(self.pool.used.get().max(self.pool.burden()))
    }

    /// Sets the most bytes that may be in use; what is in use already stays.
    pub fn set_limit(&self, bytes: usize) {
        self.limit.set(bytes.min(LARGEST_HEAP));
        self.balance();
        self.expect_pressure();
    }

    /// Lets so many further bytes be used until the next look at the balance, whatever the limit says.
    pub fn overdraw(&self, bytes: usize) {
        self.room.set(self.room.get().max(self.used().saturating_add(bytes)));
    }

    /// Bytes in use, and those allocated beside the pool when somebody looked last.
    #[inline(always)]
    fn taken(&self) -> usize {
        self.used() + self.limit.get().saturating_sub(self.room.get())
    }

    /// True if so much of the limit is used up that a collection is worth its time.
    #[inline(always)]
    pub fn is_pressed(&self) -> bool {
        self.taken() >= self.pressed.get()
    }

    /// The next collection under pressure comes when three quarters of the limit are used, or half of what is left now.
    /// Where hardly anything is left, a few more mebibytes have to be taken before it is worth another try.
    pub(crate) fn expect_pressure(&self) {
        let (limit, taken) = (self.limit.get(), self.taken());
        self.pressed.set((limit / 4 * 3).max(limit / 2 + taken / 2).max(taken + (limit / 64).min(4 << 20)));
    }

    /// So many bytes are allocated beside the pool.
    pub(crate) fn leave_room(&self, beside: usize) {
        self.room.set(self.limit.get().saturating_sub(beside));
    }

    /// A number that was never given before: a version for caches to compare.
    #[inline(always)]
    pub fn fresh_stamp(&self) -> u64 {
        let stamp = self.stamp.get();
        self.stamp.set(stamp + 1);
        stamp
    }

    #[inline(always)]
    pub(crate) fn admit(&self, size: usize) -> Result<(), OutOfMemory> {
        match self.pool.used.get().checked_add(size) {
            Some(total) if total <= self.room.get() => Ok(()),
            _ => Err(OutOfMemory),
        }
    }

    /// Counts bytes outside the chunks as used.
    pub(crate) fn count(&self, bytes: usize) {
        self.pool.used.set(self.pool.used.get() + bytes);
        self.pool.outside.set(self.pool.outside.get() + bytes);
        self.traffic.set(self.traffic.get().saturating_add(bytes));
        if self.traffic.get() >= BUSY {
            self.attention.set(true);
        }
    }

    /// Bytes of large objects and buffers given since the last call: a measure of the work to fill them.
    pub fn take_traffic(&self) -> usize {
        self.traffic.take()
    }

    #[inline(never)]
    pub(crate) fn enlist(&self, object: NonNull<Header>) {
        let mut blocks = self.blocks.borrow_mut();
        // SAFETY: `object` was just allocated as a block.
        unsafe { Pool::prefix(object) }.index.set(blocks.len() as u32);
        blocks.push(object);
    }

    #[inline(never)]
    fn strike(&self, object: NonNull<Header>) {
        let mut blocks = self.blocks.borrow_mut();
        // SAFETY: blocks on the list are live.
        let index = unsafe { Pool::prefix(object) }.index.get() as usize;
        blocks.swap_remove(index);
        if let Some(moved) = blocks.get(index) {
            // SAFETY: as above.
            unsafe { Pool::prefix(*moved) }.index.set(index as u32);
        }
    }

    /// The bytes of an object's own block.
    pub(crate) fn object_size(object: NonNull<Header>) -> usize {
        // SAFETY: callers hold a live object.
        match unsafe { object.as_ref() }.cells {
            // SAFETY: objects without cells are blocks.
            0 => unsafe { Pool::prefix(object) }.size,
            cells => cells as usize * UNIT,
        }
    }

    /// Bytes from the start of the payload to the end of the object's block: payload, tail and slack.
    pub fn room<T: Payload>(object: &Ref<T>) -> usize {
        Heap::object_size(NonNull::from(object.header())) - size_of::<Header>()
    }

    /// Makes an object outside the chunks larger in place or elsewhere, if `object` is its only reference.
    ///
    /// Returns the object as it was if it is shared, small, or if memory is short.
    pub fn enlarge<T: Payload>(&self, object: Ref<T>, tail: usize) -> Result<Ref<T>, Ref<T>> {
        let size = (size_of::<Header>() + size_of::<T>() + tail).next_multiple_of(UNIT);
        let header = object.header();
        if header.refs() != 1
            || header.cells != 0
            || header.flags.get() & (flags::WEAK | flags::DYING | flags::SIDE) != 0
        {
            return Err(object);
        }
        if self.admit(size).is_err() {
            return Err(object);
        }
        let pointer = NonNull::from(header);
        // SAFETY: the object is a block; nobody else refers to it.
        unsafe {
            let index = Pool::prefix(pointer).index.get() as usize;
            match self.pool.resize_block(self, pointer.cast(), size) {
                Some(moved) => {
                    let moved: NonNull<Header> = moved.cast();
                    if let Some(entry) = self.blocks.borrow_mut().get_mut(index) {
                        *entry = moved;
                    }
                    std::mem::forget(object);
                    Ok(Ref::from_value(Value::from_owned(Word::from_pointer(moved))))
                }
                None => Err(object),
            }
        }
    }

    /// Gives back one reference.
    ///
    /// # Safety
    /// The word must be a pointer to a live object, and own the reference that is given back.
    #[inline(always)]
    pub unsafe fn forget(word: Word) {
        // SAFETY: the caller says that the object is alive.
        let header = unsafe { word.header() };
        let refs = header.refs.get() - 1;
        header.refs.set(refs);
        if refs == 0 {
            Heap::release(NonNull::from(header));
        }
    }

    /// The heap of an object.
    #[inline(always)]
    pub fn of(object: &Header) -> &Heap {
        let pointer = NonNull::from(object);
        // SAFETY: objects lie in chunks or blocks, both of which name their heap, which outlives them.
        unsafe {
            match object.cells {
                0 => &*Pool::prefix(pointer).heap,
                _ => &*Chunk::of(pointer).heap,
            }
        }
    }

    /// Ends an object whose last reference was given back by [`drop_reference`](Heap::drop_reference).
    ///
    /// # Safety
    /// The word must be a pointer to an object whose count has just become zero.
    pub unsafe fn end_object(word: Word) {
        // SAFETY: as the caller says, the object is still whole.
        Heap::release(NonNull::from(unsafe { word.header() }));
    }

    /// As [`end_object`](Heap::end_object), of an object that holds nothing that could go on for ever: it was emptied.
    ///
    /// # Safety
    /// As for [`end_object`](Heap::end_object), and the payload must be a `T`.
    #[inline(always)]
    pub unsafe fn end_empty<T: Payload>(word: Word) {
        // SAFETY: as the caller says, the object is still whole, and nothing refers to it.
        unsafe {
            let header = word.header();
            let object = NonNull::from(header);
            if header.flags.get() & (flags::FINALIZER | flags::WEAK | flags::SIDE) != 0 {
                return Heap::release(object);
            }
            let heap = Heap::of(header);
            let class = Value::from_owned(header.class.get());
            std::ptr::drop_in_place(payload_pointer::<T>(object).as_ptr());
            heap.free(object);
            drop(class);
        }
    }

    /// Gives back one reference and tells whether it was the last: [`end_object`](Heap::end_object) must follow then.
    ///
    /// # Safety
    /// As for [`forget`](Heap::forget).
    #[inline(always)]
    pub unsafe fn drop_reference(word: Word) -> bool {
        // SAFETY: the caller says that the object is alive.
        let header = unsafe { word.header() };
        let refs = header.refs.get() - 1;
        header.refs.set(refs);
        refs == 0
    }

    /// Ends an object without references.
    #[inline(never)]
    fn release(object: NonNull<Header>) {
        // SAFETY: the object lost its last reference just now; it is still whole.
        let header = unsafe { object.as_ref() };
        let cells = header.cells as usize;
        if cells == 0 || header.flags.get() & (flags::FINALIZER | flags::WEAK) != 0 {
            return Heap::release_with_care(object);
        }
        let heap = Heap::of(header);
        // SAFETY: the object owned a reference to its class, which is given back when the cell is.
        let class = unsafe { Value::from_owned(header.class.get()) };
        if let Some(drop) = heap.layouts[header.kind as usize].drop {
            let depth = heap.depth.get();
            if depth >= DEEPEST_DROP {
                std::mem::forget(class);
                return heap.put_off(object);
            }
            heap.depth.set(depth + 1);
            // SAFETY: nothing refers to the object any more; its payload is dropped once.
            unsafe { drop(object) };
            if let Some(side) = header.side() {
                std::mem::drop(side.take());
            }
            heap.depth.set(depth);
        } else if header.has(flags::SIDE) {
            std::mem::forget(class);
            return Heap::release_with_care(object);
        }
        // SAFETY: the payload is gone, and the cell is given back once.
        unsafe { heap.pool.give(Use::Object, object.cast(), cells * UNIT) };
        std::mem::drop(class);
        if heap.put_off.get() && heap.depth.get() == 0 {
            heap.destroy_condemned();
        }
    }

    /// As [`release`](Heap::release), of any object.
    #[inline(never)]
    fn release_with_care(object: NonNull<Header>) {
        // SAFETY: as above.
        let header = unsafe { object.as_ref() };
        let heap = Heap::of(header);
        let needs = header.flags.get();
        if needs & (flags::FINALIZER | flags::WEAK) != 0 && needs & flags::DYING == 0 {
            header.refs.set(1);
            header.set(flags::DYING);
            // SAFETY: the count was just set for this reference.
            heap.dying.borrow_mut().push_back(unsafe { Value::from_owned(Word::from_pointer(object)) });
            heap.attention.set(true);
            return;
        }
        // What holds no references has no children that could go on for ever.
        if needs & flags::SIDE == 0 && heap.layouts[header.kind as usize].trace.is_none() {
            heap.destroy(object);
            return;
        }
        let depth = heap.depth.get();
        if depth >= DEEPEST_DROP {
            heap.put_off(object);
            return;
        }
        heap.depth.set(depth + 1);
        heap.destroy(object);
        heap.depth.set(depth);
        if depth == 0 && heap.put_off.get() {
            heap.destroy_condemned();
        }
    }

    /// Ends what was put off, whoever asks for the end meanwhile.
    fn destroy_all_condemned(&self) {
        let ends = self.ends.replace(0);
        self.destroy_condemned();
        self.ends.set(ends);
    }

    /// Ends what was put off; the rest later where somebody asks for the end.
    #[cold]
    #[inline(never)]
    fn destroy_condemned(&self) {
        let depth = self.depth.replace(1);
        let mut left = 0;
        loop {
            if left == 0 {
                if self.goes_on().is_err() {
                    break;
                }
                left = CONDEMNED;
            }
            left -= 1;
            let next = self.condemned.borrow_mut().pop();
            match next {
                Some(object) => self.destroy(object),
                None => {
                    self.put_off.set(false);
                    break;
                }
            }
        }
        self.depth.set(depth);
    }

    #[cold]
    #[inline(never)]
    fn put_off(&self, object: NonNull<Header>) {
        self.condemned.borrow_mut().push(object);
        self.put_off.set(true);
    }

    /// Drops payload and class of an object and frees its memory.
    #[inline(always)]
    fn destroy(&self, object: NonNull<Header>) {
        // SAFETY: callers pass an object that nothing refers to any more, once; what is put off they pass again.
        unsafe {
            let layout = &self.layouts[object.as_ref().kind as usize];
            if object.as_ref().cells == 0 && !(layout.let_go)(object, self) {
                return self.put_off(object);
            }
            let class = Value::from_owned(object.as_ref().class.get());
            if let Some(drop) = layout.drop {
                drop(object);
            }
            if let Some(side) = object.as_ref().side() {
                drop(side.take());
            }
            self.free(object);
            drop(class);
        }
    }

    /// Drops all that an object holds and leaves its memory in place.
    ///
    /// # Safety
    /// The object must be live, and its payload must not be used any more.
    pub(crate) unsafe fn drop_parts(&self, object: NonNull<Header>) {
        // SAFETY: as the caller says.
        unsafe {
            let class = Value::from_owned(object.as_ref().class.replace(Word::NONE));
            if let Some(drop) = self.layouts[object.as_ref().kind as usize].drop {
                drop(object);
            }
            if let Some(side) = object.as_ref().side() {
                drop(side.take());
            }
            drop(class);
        }
    }

    /// Frees the memory of an object whose payload is gone.
    ///
    /// # Safety
    /// Nothing may refer to the object any more.
    #[inline(always)]
    pub(crate) unsafe fn free(&self, object: NonNull<Header>) {
        // SAFETY: as the caller says.
        unsafe {
            match object.as_ref().cells {
                0 => {
                    self.strike(object);
                    self.pool.give_block(object.cast());
                }
                cells => self.pool.give(Use::Object, object.cast(), cells as usize * UNIT),
            }
        }
    }

    /// True if something waits that the machine must see to after the current instruction.
    #[inline(always)]
    pub fn wants_attention(&self) -> bool {
        self.attention.get()
    }

    /// Takes what waits for its finaliser, the oldest first. The references of each count this one; it has the flag
    /// [`DYING`](flags::DYING) until somebody revives it.
    pub fn take_dying(&self) -> VecDeque<Value> {
        self.attention.set(false);
        self.dying.take()
    }

    /// Takes an empty queue back, for what dies next.
    pub fn reuse_queue(&self, queue: VecDeque<Value>) {
        let mut dying = self.dying.borrow_mut();
        if dying.capacity() == 0 && queue.is_empty() && queue.capacity() <= QUEUE {
            *dying = queue;
        }
    }

    pub(crate) fn layout_of(&self, kind: u8) -> &'static Layout {
        &self.layouts[kind as usize]
    }

    pub(crate) fn queue_dying(&self, value: Value) {
        self.dying.borrow_mut().push_back(value);
        self.attention.set(true);
    }

    /// Keeps children of what is dropped meanwhile on the work list.
    pub(crate) fn while_dropping(&self, work: impl FnOnce()) {
        let depth = self.depth.replace(DEEPEST_DROP);
        work();
        self.destroy_all_condemned();
        self.depth.set(depth);
    }

    /// Every object.
    ///
    /// # Errors
    /// When there is no memory for so many, or somebody asked for the end.
    pub fn objects(&self) -> Result<Vec<Value>, OutOfMemory> {
        let mut all = Vec::new();
        self.try_each_object(|object| {
            if all.len().is_multiple_of(LOOK) {
                self.goes_on()?;
                all.try_reserve(LOOK).map_err(|_| OutOfMemory)?;
            }
            // SAFETY: the walk gives live objects.
            all.push(unsafe { Value::from_borrowed(Word::from_pointer(object)) });
            Ok(())
        })?;
        Ok(all)
    }

    /// Every object of one kind.
    pub fn objects_of<T: Payload>(&self) -> Vec<Ref<T>> {
        let mut all = Vec::new();
        self.each_object(|object| {
            // SAFETY: the walk gives live objects.
            let value = unsafe { Value::from_borrowed(Word::from_pointer(object)) };
            all.extend(value.to_ref::<T>());
        });
        all
    }

    /// Whether any object will want its finaliser when it ends.
    pub fn has_finalizers(&self) -> bool {
        let mut found = false;
        self.each_object(|object| {
            // SAFETY: the walk gives live objects.
            let header = unsafe { object.as_ref() };
            found |= header.has(flags::FINALIZER) && !header.has(flags::FINALIZED);
        });
        found
    }

    pub(crate) fn each_object(&self, mut visit: impl FnMut(NonNull<Header>)) {
        // Whoever cannot fail does not.
        let _ = self.try_each_object(|object| {
            visit(object);
            Ok::<(), Infallible>(())
        });
    }

    /// Walks over all objects until the visitor fails.
    pub(crate) fn try_each_object<E>(&self, mut visit: impl FnMut(NonNull<Header>) -> Result<(), E>) -> Result<(), E> {
        for chunk in self.pool.object_chunks() {
            // SAFETY: chunks live as long as the pool; carved cells hold an object or a zero count.
            unsafe {
                let chunk = chunk.as_ref();
                for index in 0..chunk.carved.get() {
                    let object: NonNull<Header> = chunk.cell_at(index).cast();
                    if object.as_ref().refs.get() != 0 {
                        visit(object)?;
                    }
                }
            }
        }
        let blocks = self.blocks.borrow().clone();
        for object in blocks {
            // SAFETY: blocks are listed as long as they hold an object; one that waits for its end has a zero count.
            if unsafe { object.as_ref() }.refs.get() != 0 {
                visit(object)?;
            }
        }
        Ok(())
    }
}

/// Copies up to sixteen bytes to a place of the same length: from both ends, whose copies may overlap. No loop, of which a
/// call would be made.
#[inline(always)]
fn copy_few(target: &mut [u8], source: &[u8]) {
    if copy_ends::<8>(target, source) || copy_ends::<4>(target, source) || copy_ends::<2>(target, source) {
        return;
    }
    if let ([place], [byte]) = (target, source) {
        *place = *byte;
    }
}

/// Copies between half as many bytes and all of them; false where there are fewer.
#[inline(always)]
fn copy_ends<const N: usize>(target: &mut [u8], source: &[u8]) -> bool {
    let (Some(first), Some(last)) = (source.first_chunk::<N>(), source.last_chunk::<N>()) else { return false };
    if let Some(place) = target.first_chunk_mut::<N>() {
        *place = *first;
    }
    if let Some(place) = target.last_chunk_mut::<N>() {
        *place = *last;
    }
    true
}

impl Drop for Heap {
    /// Ends what is left (cycles, and whatever the VM's roots held) without finalisers.
    fn drop(&mut self) {
        self.ends.set(0);
        self.end_rests();
        self.dying.take().into_iter().for_each(std::mem::forget);
        let mut left = Vec::new();
        self.each_object(|object| left.push(object));
        let pinned: Vec<_> = left
            .iter()
            .map(|object| {
                // SAFETY: the objects are live; the extra reference keeps every one of them to the end of this function.
                unsafe { ManuallyDrop::new(Value::from_borrowed(Word::from_pointer(*object))) }
            })
            .collect();
        for object in &left {
            // SAFETY: each payload is dropped once; the pins keep the memory of children in place.
            unsafe {
                self.drop_parts(*object);
            }
        }
        drop(pinned);
        for object in &left {
            // SAFETY: blocks lie outside the chunks and are freed one by one; chunks go with the pool.
            unsafe {
                if object.as_ref().cells == 0 {
                    self.pool.give_block(object.cast());
                }
            }
        }
        self.blocks.borrow_mut().clear();
    }
}
