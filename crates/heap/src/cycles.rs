//! The cycle collector: finds objects that only refer to each other, by trial deletion over the pool's chunks.
//!
//! 1. Every traced object's count is copied; every reference between traced objects is subtracted from the copy.
//! 2. What keeps a positive copy is referred to from outside, and with it all that it reaches.
//! 3. The rest is garbage. If any of it needs a finaliser, those objects are queued and nothing is freed this time: the
//!    finaliser may revive what it sees. Otherwise the payloads are dropped, and the memory with them.

use std::ptr::NonNull;

use crate::header::{Header, flags};
use crate::heap::Heap;
use crate::pool::{Chunk, Pool};
use crate::value::Value;
use crate::word::Word;

/// Traced objects allocated before the first collection.
pub const FIRST_THRESHOLD: usize = 50_000;

/// Collections of a storm at one distance, before the next are one allocation further apart.
const GUST: usize = 300;
/// Living objects that put a storm's collections one allocation further apart.
const ALIVE: usize = 20_000;

/// Copies of reference counts, one for each cell of a chunk, in chunk order.
struct Counts {
    cells: Vec<u32>,
}

impl Counts {
    fn of(&mut self, object: NonNull<Header>) -> &mut u32 {
        // SAFETY: the collector only asks for live objects; chunk offsets were set in `collect`.
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

impl Heap {
    /// True if so many objects were made since the last collection that another is due.
    #[inline(always)]
    pub fn should_collect(&self) -> bool {
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

    /// Collects cycles and returns the number of objects found to be garbage.
    pub fn collect(&self) -> usize {
        let mut counts = Counts { cells: Vec::new() };
        let mut total = 0u32;
        for chunk in self.pool.object_chunks() {
            // SAFETY: chunks live as long as the pool.
            let chunk = unsafe { chunk.as_ref() };
            chunk.counts.set(total);
            total += chunk.carved.get();
        }
        counts.cells.resize(total as usize, 0);

        let mut traced = Vec::new();
        self.each_object(&mut |object| {
            // SAFETY: the walk gives live objects.
            let header = unsafe { object.as_ref() };
            header.unset(flags::REACHED);
            *counts.of(object) = header.refs.get();
            if self.layout_of(header.kind).trace.is_some() || header.has(flags::SIDE) {
                traced.push(object);
            }
        });
        for object in &traced {
            self.each_child(*object, &mut |child| {
                let count = counts.of(child);
                *count = count.wrapping_sub(1);
            });
        }

        let mut reached: Vec<NonNull<Header>> = Vec::new();
        for object in &traced {
            if *counts.of(*object) > 0 {
                // SAFETY: live, as above.
                unsafe { object.as_ref() }.set(flags::REACHED);
                reached.push(*object);
            }
        }
        while let Some(object) = reached.pop() {
            self.each_child(object, &mut |child| {
                // SAFETY: a child of a live object is live.
                let header = unsafe { child.as_ref() };
                if !header.has(flags::REACHED) {
                    header.set(flags::REACHED);
                    if self.layout_of(header.kind).trace.is_some() || header.has(flags::SIDE) {
                        reached.push(child);
                    }
                }
            });
        }

        // SAFETY: live, as above.
        traced.retain(|object| !unsafe { object.as_ref() }.has(flags::REACHED));
        let alive = self.end(&traced);
        self.young.set(0);
        if self.threshold.get() != usize::MAX {
            self.threshold.set(self.next_threshold(alive));
        }
        traced.len()
    }

    fn next_threshold(&self, alive: usize) -> usize {
        if !self.stormy() {
            return FIRST_THRESHOLD.max(alive);
        }
        self.storm.set(self.storm.get() + 1);
        // A collection looks at all that lives: where that is very much, it is worth its time less often.
        1 + self.storm.get() / GUST + alive / ALIVE
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

    /// Ends the garbage and returns the number of traced objects that live on.
    fn end(&self, garbage: &[NonNull<Header>]) -> usize {
        let finalizable: Vec<_> = garbage
            .iter()
            .filter(|object| {
                // SAFETY: garbage is still whole.
                let header = unsafe { object.as_ref() };
                header.flags.get() & (flags::FINALIZER | flags::WEAK) != 0 && !header.has(flags::DYING)
            })
            .collect();
        if !finalizable.is_empty() {
            for object in finalizable {
                // SAFETY: as above; the new reference is the queue's.
                unsafe {
                    object.as_ref().set(flags::DYING);
                    self.queue_dying(Value::from_borrowed(Word::from_pointer(*object)));
                }
            }
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
        self.each_object(&mut |_| alive += 1);
        alive
    }
}
