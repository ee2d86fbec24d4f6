//! What the heap promises about memory: it is counted, limited, given back, and no object ends twice or never.

#![allow(unsafe_code, reason = "payloads of a heap without a machine")]

use std::cell::Cell;
use std::rc::Rc;

use taipan_heap::buffer::Buffer;
use taipan_heap::header::{Layout, Payload, flags, layout};
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::trace::Trace;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;

/// Refers to one other object, and counts its end.
struct Link {
    next: Slot,
    ended: Rc<Cell<usize>>,
}

// SAFETY: what it owns is shown once.
unsafe impl Trace for Link {
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.next.word());
    }
}

// SAFETY: the table below has it at its number.
unsafe impl Payload for Link {
    const KIND: u8 = 0;
    const NAME: &'static str = "link";
}

impl Drop for Link {
    fn drop(&mut self) {
        self.ended.set(self.ended.get() + 1);
    }
}

/// Refers to many others.
struct Row(Buffer<Value>);

// SAFETY: what it owns is shown once.
unsafe impl Trace for Row {
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        self.0.iter().for_each(|value| visit(value.word()));
    }
}

// SAFETY: the table below has it at its number.
unsafe impl Payload for Row {
    const KIND: u8 = 1;
    const NAME: &'static str = "row";
}

/// Refers to nothing and has a tail of any size.
struct Lump;

// SAFETY: what it owns is shown once.
unsafe impl Trace for Lump {
    const TRACED: bool = false;

    fn trace(&self, _visit: &mut dyn FnMut(Word)) {}
}

// SAFETY: the table below has it at its number.
unsafe impl Payload for Lump {
    const KIND: u8 = 2;
    const NAME: &'static str = "lump";
}

static LAYOUTS: [Layout; 3] = [layout::<Link>(), layout::<Row>(), layout::<Lump>()];

fn link(heap: &Heap, next: Value, ended: &Rc<Cell<usize>>) -> Ref<Link> {
    heap.allocate(Value::NONE, Link { next: Slot::new(next), ended: ended.clone() }).expect("memory")
}

fn lumps(heap: &Heap, count: usize, tail: usize) -> Result<Vec<Ref<Lump>>, OutOfMemory> {
    // SAFETY: nobody reads the tails.
    (0..count).map(|_| unsafe { heap.allocate_with_tail(Value::NONE, Lump, tail) }).collect()
}

#[test]
fn an_object_ends_with_its_last_reference() {
    let heap = Heap::new(&LAYOUTS);
    let ended = Rc::default();
    let first = link(&heap, Value::NONE, &ended);
    let second = link(&heap, first.value().clone(), &ended);
    drop(first);
    assert_eq!(ended.get(), 0);
    drop(second);
    assert_eq!((ended.get(), heap.used()), (2, 0));
}

#[test]
fn a_long_chain_ends_without_recursion() {
    let heap = Heap::new(&LAYOUTS);
    let ended = Rc::default();
    let mut chain = Value::NONE;
    for _ in 0..20_000 {
        chain = link(&heap, chain, &ended).into_value();
    }
    drop(chain);
    assert_eq!((ended.get(), heap.used()), (20_000, 0));
}

#[test]
fn cycles_are_collected_and_what_is_reached_stays() {
    let heap = Heap::new(&LAYOUTS);
    let (gone, kept) = (Rc::default(), Rc::default());
    for _ in 0..1000 {
        let first = link(&heap, Value::NONE, &gone);
        let second = link(&heap, first.value().clone(), &gone);
        first.next.set(second.into_value());
    }
    let root = link(&heap, Value::NONE, &kept);
    let inside = link(&heap, root.value().clone(), &kept);
    root.next.set(inside.into_value());
    assert_eq!((heap.collect(), gone.get(), kept.get()), (2000, 2000, 0));
    drop(root);
    assert_eq!((heap.collect(), kept.get(), heap.used()), (2, 2, 0));
}

#[test]
fn more_children_than_wait_at_a_time_are_all_marked() {
    let heap = Heap::new(&LAYOUTS);
    let ended = Rc::default();
    let mut items = Buffer::new();
    for _ in 0..70_000 {
        let inner = link(&heap, Value::NONE, &ended).into_value();
        items.push(&heap, link(&heap, inner, &ended).into_value()).expect("memory");
    }
    let row = heap.allocate(Value::NONE, Row(items)).expect("memory");
    assert_eq!((heap.collect(), ended.get()), (0, 0));
    drop(row);
    assert_eq!((ended.get(), heap.used()), (140_000, 0));
}

#[test]
fn garbage_with_a_finaliser_waits_for_it() {
    let heap = Heap::new(&LAYOUTS);
    let ended = Rc::default();
    let object = link(&heap, Value::NONE, &ended);
    object.header().set(flags::FINALIZER);
    object.next.set(object.value().clone());
    drop(object);
    heap.collect();
    let dying = heap.take_dying();
    assert_eq!((dying.len(), ended.get()), (1, 0));
    drop(dying);
    heap.collect();
    assert_eq!((ended.get(), heap.used()), (1, 0));
}

#[test]
fn the_limit_holds_for_objects_and_buffers() {
    let heap = Heap::new(&LAYOUTS);
    heap.set_limit(1 << 20);
    assert!(lumps(&heap, 100_000, 32).is_err());
    assert_eq!(heap.used(), 0);
    let mut buffer = Buffer::new();
    let failed = (0..1 << 20).find(|_| buffer.push(&heap, Value::NONE).is_err());
    assert!(failed.is_some_and(|count| (1 << 15..=1 << 17).contains(&count)), "{failed:?}");
    assert!(heap.used() <= heap.limit());
    drop(buffer);
    assert_eq!(heap.used(), 0);
}

#[test]
fn cells_of_one_size_make_room_for_others() {
    let heap = Heap::new(&LAYOUTS);
    heap.set_limit(4 << 20);
    for tail in (0..480).step_by(16) {
        let count = (3 << 20) / (tail + 16);
        let made = lumps(&heap, count, tail).expect("all others are gone");
        assert!(heap.held() <= heap.limit() + heap.limit() / 4 + (16 << 20), "{}", heap.held());
        drop(made);
    }
    assert_eq!(heap.used(), 0);
}

#[test]
fn chunks_with_a_survivor_are_left_alone() {
    let heap = Heap::new(&LAYOUTS);
    heap.set_limit(8 << 20);
    let ended = Rc::default();
    let mut survivors = Vec::new();
    for round in 0..20 {
        let made: Vec<_> = (0..50_000).map(|_| link(&heap, Value::NONE, &ended)).collect();
        survivors.extend(made.into_iter().step_by(10_000));
        drop(lumps(&heap, 20_000, 16 * (round % 30)).expect("memory"));
    }
    assert_eq!((survivors.len(), ended.get()), (100, 20 * 50_000 - 100));
    assert!(survivors.iter().all(|link| link.next.get().is_none()));
    drop(survivors);
    assert_eq!((ended.get(), heap.used()), (1_000_000, 0));
}

#[test]
fn a_heap_ends_what_is_left_in_it() {
    let heap = Heap::new(&LAYOUTS);
    let ended = Rc::default();
    for _ in 0..100 {
        let object = link(&heap, Value::NONE, &ended);
        object.next.set(object.value().clone());
    }
    drop(heap);
    assert_eq!(ended.get(), 100);
}
