//! The cycle collector: finds objects that only refer to each other, by trial deletion over the pool's chunks.
//!
//! 1. Every traced object's count is copied; every reference between traced objects is subtracted from the copy.
//! 2. What keeps a positive copy is referred to from outside, and with it all that it reaches.
//! 3. The rest is garbage. If any of it needs a finaliser, those objects are queued and nothing is freed this time: the
//!    finaliser may revive what it sees. Otherwise the payloads are dropped, and the memory with them.

use std::ptr::NonNull;

use crate::header::{Header, flags};
use crate::heap::{Heap, OutOfMemory};
use crate::pool::{Chunk, Pool};
use crate::value::Value;
use crate::word::Word;

/// Traced objects allocated before the first collection.
pub const FIRST_THRESHOLD: usize = 50_000;

/// Collections of a storm at one distance, before the next are one allocation further apart.
const GUST: usize = 300;
/// Living objects that put a storm's collections one allocation further apart; n times as many, n times n.
const ALIVE: usize = 20_000;

/// Objects that wait for their children to be marked, at most.
const MOST_WAITING: usize = 1 << 16;

/// Bytes of the smallest object that holds references.
const SMALLEST: usize = size_of::<Header>() + 16;

/// Copies of reference counts, one for each cell of a chunk, in chunk order.
struct Counts {
    cells: Vec<u32>,
}

impl Counts {
    /// Zeros for all objects of a pool; `None` without memory for them.
    fn new(pool: &Pool) -> Option<Counts> {
        let mut total = 0u32;
        for chunk in pool.object_chunks() {
            // SAFETY: chunks live as long as the pool.
            let chunk = unsafe { chunk.as_ref() };
            chunk.counts.set(total);
            total += chunk.carved.get();
        }
        let mut cells = Vec::new();
        cells.try_reserve_exact(total as usize).ok()?;
        cells.resize(total as usize, 0);
        Some(Counts { cells })
    }

    fn of(&mut self, object: NonNull<Header>) -> &mut u32 {
        // SAFETY: the collector only asks for live objects; chunk offsets were set in `new`.
        unsafe {
            if object.as_ref().cells == 0 {
                &mut *Pool::prefix(object).count.as_ptr()
            } else {
                let chunk = Chunk::of(object);
                let index = chunk.counts.get() + chunk.index_of(object);
                &mut self.cells[index as usize]
            }
        }
    }
}

/// Objects that are looked at before the next look whether to go on.
const STRETCH: usize = 1 << 12;

/// Marks what is reached, in little memory: of a list with millions of children few wait at a time.
struct Marker<'a> {
    heap: &'a Heap,
    /// Marked objects whose children are still to be marked.
    waiting: Vec<NonNull<Header>>,
    /// True if some found no place there: they are to be looked for.
    overflowed: bool,
}

impl Marker<'_> {
    fn mark(&mut self, object: NonNull<Header>) {
        // SAFETY: a child of a live object is live.
        let header = unsafe { object.as_ref() };
        if header.has(flags::REACHED) {
            return;
        }
        header.set(flags::REACHED);
        if self.heap.is_traced(header) {
            if self.waiting.len() < MOST_WAITING {
                self.waiting.push(object);
            } else {
                self.overflowed = true;
            }
        }
    }

    fn mark_children(&mut self, object: NonNull<Header>) {
        self.heap.each_child(object, &mut |child| self.mark(child));
    }

    /// Marks what waits; where somebody wants the end, what is left does not matter any more.
    fn go_on(&mut self) {
        let mut marked = 0_usize;
        while let Some(object) = self.waiting.pop() {
            marked += 1;
            if marked.is_multiple_of(STRETCH) && self.heap.goes_on().is_err() {
                return;
            }
            self.mark_children(object);
        }
    }
}

impl Heap {
    /// True if so many objects have come to live since the last collection that another is due.
    pub fn should_collect(&self) -> bool {
        if self.young.get() >= self.threshold.get() && (self.stormy() || self.has_grown()) {
            return true;
        }
        self.is_pressed() && self.threshold.get() < usize::MAX
    }

    /// Whether as many objects as make a collection due may be alive beyond those of the last time: what was made and is
    /// gone again needs none. Those that may be there are the young ones from now on.
    fn has_grown(&self) -> bool {
        let floor = self.floor.get().min(self.used());
        self.floor.set(floor);
        let grown = (self.used() - floor) / SMALLEST;
        self.young.set(grown.min(self.young.get()));
        self.young.get() >= self.threshold.get()
    }

    /// Sets how many traced objects are allocated before a collection is due; 0 turns automatic collections off.
    pub fn set_threshold(&self, objects: usize) {
        self.threshold.set(if objects == 0 { usize::MAX } else { objects });
    }

    /// How many traced objects are allocated before a collection is due; 0 if none ever is.
    pub fn threshold(&self) -> usize {
        match self.threshold.get() {
            usize::MAX => 0,
            objects => objects,
        }
    }

    /// Lets collections begin by themselves again.
    pub fn enable(&self) {
        if self.threshold() == 0 {
            self.threshold.set(FIRST_THRESHOLD);
        }
    }

    /// Begins a storm: a collection at every allocation of a traced object. They slowly become fewer, or the time of a
    /// long program would grow with its square.
    pub fn storm(&self) {
        self.storm.set(1);
        self.threshold.set(1);
    }

    /// True if every order that is free is to be taken at its worst.
    pub fn stormy(&self) -> bool {
        self.storm.get() > 0
    }

    /// How many traced objects were allocated since the last collection.
    pub fn young(&self) -> usize {
        self.young.get()
    }

    /// Collects cycles and returns the number of objects found to be garbage. Where the system has no memory for the
    /// collector itself, nothing is collected.
    pub fn collect(&self) -> usize {
        let Some(garbage) = self.find_garbage() else {
            self.young.set(0);
            self.floor.set(self.used());
            self.expect_pressure();
            return 0;
        };
        let alive = self.end(&garbage);
        self.young.set(0);
        self.floor.set(self.used());
        self.expect_pressure();
        if self.threshold.get() != usize::MAX {
            self.threshold.set(self.next_threshold(alive));
        }
        garbage.len()
    }

    /// The traced objects that nothing outside of them refers to; `None` without memory to find them, or when somebody
    /// wants the end before all are looked at: nothing has changed until then.
    fn find_garbage(&self) -> Option<Vec<NonNull<Header>>> {
        let mut counts = Counts::new(&self.pool)?;
        self.each_in_stretches(|object| {
            // SAFETY: the walk gives live objects.
            let header = unsafe { object.as_ref() };
            header.unset(flags::REACHED);
            *counts.of(object) = header.refs.get();
        })?;
        self.each_traced(|object| {
            self.each_child(object, &mut |child| {
                let count = counts.of(child);
                *count = count.wrapping_sub(1);
            });
        })?;

        let mut marker = Marker { heap: self, waiting: Vec::new(), overflowed: false };
        self.each_traced(|object| {
            if *counts.of(object) > 0 {
                marker.mark(object);
                marker.go_on();
            }
        })?;
        while std::mem::take(&mut marker.overflowed) {
            self.each_traced(|object| {
                // SAFETY: live, as above.
                if unsafe { object.as_ref() }.has(flags::REACHED) {
                    marker.mark_children(object);
                    marker.go_on();
                }
            })?;
        }

        // What the marker left when it gave up is no garbage.
        self.goes_on().ok()?;
        let mut garbage = Vec::new();
        let mut complete = true;
        self.each_traced(|object| {
            // SAFETY: live, as above.
            if complete && !unsafe { object.as_ref() }.has(flags::REACHED) {
                complete = garbage.try_reserve(1).is_ok();
                if complete {
                    garbage.push(object);
                }
            }
        })?;
        complete.then_some(garbage)
    }

    /// Walks over the objects that may refer to others; `None` when somebody wants the end before all were visited.
    fn each_traced(&self, mut visit: impl FnMut(NonNull<Header>)) -> Option<()> {
        self.each_in_stretches(|object| {
            // SAFETY: the walk gives live objects.
            if self.is_traced(unsafe { object.as_ref() }) {
                visit(object);
            }
        })
    }

    /// Walks over all objects; `None` when somebody wants the end before all were visited.
    fn each_in_stretches(&self, mut visit: impl FnMut(NonNull<Header>)) -> Option<()> {
        let mut walked = 0_usize;
        self.try_each_object(|object| {
            walked += 1;
            if walked.is_multiple_of(STRETCH) {
                self.goes_on()?;
            }
            visit(object);
            Ok::<(), OutOfMemory>(())
        })
        .ok()
    }

    fn is_traced(&self, header: &Header) -> bool {
        self.layout_of(header.kind).trace.is_some() || header.has(flags::SIDE)
    }

    fn next_threshold(&self, alive: usize) -> usize {
        if !self.stormy() {
            return FIRST_THRESHOLD.max(alive);
        }
        self.storm.set(self.storm.get() + 1);
        // A collection looks at all that lives: where that is very much, it is worth its time far less often.
        1 + self.storm.get() / GUST + (alive / ALIVE).pow(2)
    }

    fn each_child(&self, object: NonNull<Header>, visit: &mut dyn FnMut(NonNull<Header>)) {
        // SAFETY: callers pass live objects; their layout describes them.
        unsafe {
            if let Some(class) = object.as_ref().class.get().pointer() {
                visit(class);
            }
            if let Some(side) = object.as_ref().side()
                && let Some(child) = side.word().pointer()
            {
                visit(child);
            }
            if let Some(trace) = self.layout_of(object.as_ref().kind).trace {
                trace(object, &mut |word| {
                    if let Some(child) = word.pointer() {
                        visit(child);
                    }
                });
            }
        }
    }

    /// Queues those of the garbage that somebody waits for. What a finaliser of others may want to use, because they refer
    /// to it at once, ends behind them: a file of the system behind its buffer. Tells whether there were any.
    fn queue_garbage(&self, garbage: &[NonNull<Header>]) -> bool {
        // SAFETY: garbage is still whole.
        let headers = || garbage.iter().map(|object| (*object, unsafe { object.as_ref() }));
        for (object, _) in headers().filter(|(_, header)| header.has(flags::FINALIZER)) {
            self.each_child(object, &mut |child| {
                if child != object {
                    // SAFETY: a child of a live object is live. No garbage has this mark yet.
                    unsafe { child.as_ref() }.set(flags::REACHED);
                }
            });
        }
        let mut waits = false;
        for behind in [false, true] {
            for (object, header) in headers().filter(|(_, header)| header.has(flags::REACHED) == behind) {
                if header.flags.get() & (flags::FINALIZER | flags::WEAK) != 0 && !header.has(flags::DYING) {
                    header.set(flags::DYING);
                    // SAFETY: the new reference is the queue's.
                    self.queue_dying(unsafe { Value::from_borrowed(Word::from_pointer(object)) });
                    waits = true;
                }
            }
        }
        waits
    }

    /// Ends the garbage and returns the number of traced objects that live on.
    fn end(&self, garbage: &[NonNull<Header>]) -> usize {
        if self.queue_garbage(garbage) {
            return 0;
        }
        for object in garbage {
            // SAFETY: the extra reference keeps the memory of every garbage object until all payloads are dropped.
            unsafe { object.as_ref() }.retain();
        }
        self.while_dropping(|| {
            for object in garbage {
                // SAFETY: each payload is dropped once, and nothing but other garbage refers to it.
                unsafe {
                    self.drop_parts(*object);
                }
            }
        });
        for object in garbage {
            // SAFETY: the payload is gone, and the one reference left was taken above.
            unsafe { self.free(*object) };
        }
        let mut alive = 0;
        self.each_object(|_| alive += 1);
        alive
    }
}
