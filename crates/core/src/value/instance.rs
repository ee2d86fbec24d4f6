//! Instances of classes written in Python, and the shapes that say which attribute lies in which place.
//!
//! ```text
//!   instance: | header | shape | rest | place 0 | place 1 | ...        places that fit the block
//!                          |      |
//!                          v      '--> places beyond the block, or the instance's own dict
//!   shape {}: --x--> shape {x}: --y--> shape {x, y}                    one tree a class
//! ```
//!
//! Objects that got the same attributes in the same order share a shape, and a cache that compares the shape's stamp
//! knows the place. An instance whose `__dict__` was asked for, or that lost an attribute, keeps its attributes in a
//! dict.

#![allow(unsafe_code, reason = "places lie behind the struct, and shapes are plain addresses kept by the class")]

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::NonNull;

use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::trace::Trace;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;
use taipan_macros::payload;

use crate::value::kinds;
use crate::value::mapping::Dict;

/// Instances with more attributes than this keep them in a dict.
const MOST_PLACES: usize = 128;

/// Which attribute lies in which place.
pub struct Shape {
    /// Changes when the class does; never 0. Shapes of dict instances have the stamp 0, which no cache holds.
    pub stamp: Cell<u64>,
    /// Names in the order of their places; interned strings, unbound for places of `__slots__`.
    names: Box<[Value]>,
    /// Places by name, for shapes with many names.
    index: Option<HashMap<u64, u32, BuildHasherDefault<AddressHash>>>,
    /// Shapes with one more name.
    next: RefCell<Vec<NonNull<Shape>>>,
}

/// A hash of the addresses of names, which are scattered already.
#[derive(Default)]
struct AddressHash(u64);

impl Hasher for AddressHash {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |word, byte| word << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, address: u64) {
        self.0 = address.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

impl Shape {
    fn new(stamp: u64, names: Box<[Value]>) -> Shape {
        let index = (names.len() > 8)
            .then(|| names.iter().enumerate().map(|(place, name)| (name.word().bits(), place as u32)).collect());
        Shape { stamp: Cell::new(stamp), names, index, next: RefCell::default() }
    }

    /// The place of an interned name.
    pub fn place(&self, name: &Value) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(&name.word().bits()).map(|place| *place as usize),
            None => self.names.iter().position(|other| other.is(name)),
        }
    }

    /// The names in the order of their places.
    pub fn names(&self) -> &[Value] {
        &self.names
    }

    /// Number of places.
    pub fn places(&self) -> usize {
        self.names.len()
    }
}

/// The shapes of a class's instances.
pub struct ShapeTree {
    all: RefCell<Vec<NonNull<Shape>>>,
    root: Cell<Option<NonNull<Shape>>>,
    dict: NonNull<Shape>,
    /// Most places that an instance needed so far: what the next one gets room for.
    pub room: Cell<u16>,
}

impl ShapeTree {
    /// A tree whose root has `slots` nameless places.
    pub fn new(heap: &Heap, slots: u16) -> ShapeTree {
        let nameless = || (0..slots).map(|_| Value::UNBOUND).collect::<Box<[Value]>>();
        let root = NonNull::from(Box::leak(Box::new(Shape::new(heap.fresh_stamp(), nameless()))));
        let dict = NonNull::from(Box::leak(Box::new(Shape::new(0, nameless()))));
        ShapeTree { all: vec![root, dict].into(), root: Cell::new(Some(root)), dict, room: Cell::new(slots.max(2)) }
    }

    /// The shape of an instance without attributes.
    #[inline(always)]
    pub fn root(&self) -> NonNull<Shape> {
        self.root.get().unwrap_or(self.dict)
    }

    /// The shape of instances that keep their attributes in a dict.
    pub fn dict(&self) -> NonNull<Shape> {
        self.dict
    }

    /// The shape with one more name, or `None` if there would be too many places or shapes.
    pub fn extend(&self, heap: &Heap, shape: &Shape, name: &Value) -> Option<NonNull<Shape>> {
        let place = shape.places();
        // SAFETY: shapes live as long as the class, whose tree this is.
        let known = shape.next.borrow().iter().copied().find(|next| unsafe { next.as_ref() }.names[place].is(name));
        if known.is_some() {
            return known;
        }
        if place >= MOST_PLACES || self.all.borrow().len() > 1024 {
            return None;
        }
        let names = shape.names.iter().cloned().chain([name.clone()]).collect();
        let next = NonNull::from(Box::leak(Box::new(Shape::new(heap.fresh_stamp(), names))));
        shape.next.borrow_mut().push(next);
        self.all.borrow_mut().push(next);
        if self.room.get() as usize <= place {
            self.room.set((place + 1) as u16);
        }
        Some(next)
    }

    /// Gives all shapes fresh stamps, because the class changed.
    pub fn restamp(&self, heap: &Heap) {
        for shape in self.all.borrow().iter() {
            if *shape != self.dict {
                // SAFETY: as above.
                unsafe { shape.as_ref() }.stamp.set(heap.fresh_stamp());
            }
        }
    }
}

// SAFETY: the shapes of a tree own their names, and show each once.
unsafe impl Trace for ShapeTree {
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        for shape in self.all.borrow().iter() {
            // SAFETY: as above.
            for name in &unsafe { shape.as_ref() }.names {
                visit(name.word());
            }
        }
    }
}

impl Drop for ShapeTree {
    fn drop(&mut self) {
        for shape in self.all.get_mut().drain(..) {
            // SAFETY: the shapes were leaked boxes; instances, which point at them, keep the class alive.
            drop(unsafe { Box::from_raw(shape.as_ptr()) });
        }
    }
}

/// What an instance has besides the places in its block.
enum Rest {
    Places(Buffer<Value>),
    Dict(Ref<Dict>),
}

/// The attributes of an instance. Places follow in the same block.
#[payload(kinds::INSTANCE, "object", traces_itself)]
#[repr(C)]
pub struct Instance {
    shape: Cell<NonNull<Shape>>,
    rest: RefCell<Option<Box<Rest>>>,
    room: Cell<u16>,
}

impl Instance {
    /// Makes an instance without attributes, with room for as many as `tree` has learned.
    pub fn create(heap: &Heap, class: Value, tree: &ShapeTree) -> Result<Ref<Instance>, OutOfMemory> {
        let room = tree.room.get();
        // Where there is no memory, this ends without having had places.
        let payload = Instance { shape: Cell::new(tree.root()), rest: RefCell::new(None), room: Cell::new(0) };
        // SAFETY: while there is no room, nobody reads the tail.
        let instance = unsafe { heap.allocate_with_tail(class, payload, usize::from(room) * size_of::<Value>())? };
        for place in 0..usize::from(room) {
            // SAFETY: the block has room for that many places, and nobody has seen the instance yet.
            unsafe { instance.places().add(place).write(Slot::default()) };
        }
        instance.room.set(room);
        Ok(instance)
    }

    #[inline(always)]
    fn places(&self) -> *mut Slot {
        // SAFETY: the places follow the struct in its block.
        unsafe { std::ptr::from_ref(self).add(1).cast_mut().cast() }
    }

    /// The shape.
    #[inline(always)]
    pub fn shape(&self) -> &Shape {
        // SAFETY: shapes live as long as the class, which the instance keeps alive.
        unsafe { self.shape.get().as_ref() }
    }

    /// The shape's address, for caches.
    #[inline(always)]
    pub fn shape_address(&self) -> NonNull<Shape> {
        self.shape.get()
    }

    /// The place with a number, if it lies in the block.
    #[inline(always)]
    pub fn inline_place(&self, place: usize) -> Option<&Slot> {
        // SAFETY: places below `room` lie in the block and were initialised.
        (place < usize::from(self.room.get())).then(|| unsafe { &*self.places().add(place) })
    }

    /// What lies in a place; unbound if nothing.
    #[inline(always)]
    pub fn get_place(&self, place: usize) -> Value {
        match self.inline_place(place) {
            Some(slot) => slot.get(),
            None => match self.rest.borrow().as_deref() {
                Some(Rest::Places(rest)) => {
                    rest.get(place - usize::from(self.room.get())).cloned().unwrap_or(Value::UNBOUND)
                }
                _ => Value::UNBOUND,
            },
        }
    }

    /// Puts a value into a place of the present shape and returns the one before.
    pub fn set_place(&self, heap: &Heap, place: usize, value: Value) -> Result<Value, OutOfMemory> {
        if let Some(slot) = self.inline_place(place) {
            return Ok(slot.replace(value));
        }
        let mut rest = self.rest.borrow_mut();
        let index = place - usize::from(self.room.get());
        match rest.get_or_insert_with(|| Box::new(Rest::Places(Buffer::new()))).as_mut() {
            Rest::Places(places) => {
                while places.len() <= index {
                    places.push(heap, Value::UNBOUND)?;
                }
                Ok(std::mem::replace(&mut places[index], value))
            }
            Rest::Dict(_) => Ok(Value::UNBOUND),
        }
    }

    /// Gives the instance the next shape of the same tree.
    pub fn set_shape(&self, shape: NonNull<Shape>) {
        self.shape.set(shape);
    }

    /// The dict that holds the attributes, if they lie in one.
    pub fn dict(&self) -> Option<Ref<Dict>> {
        match self.rest.borrow().as_deref() {
            Some(Rest::Dict(dict)) => Some(dict.clone()),
            _ => None,
        }
    }

    /// True if the attributes lie in a dict.
    #[inline(always)]
    pub fn has_dict(&self) -> bool {
        self.shape().stamp.get() == 0
    }

    /// From now on the attributes lie in `dict`. `tree` is that of the class; its `slots` places stay where they are.
    pub fn set_dict(&self, tree: &ShapeTree, slots: usize, dict: Ref<Dict>) {
        for place in slots..usize::from(self.room.get()) {
            if let Some(slot) = self.inline_place(place) {
                drop(slot.take());
            }
        }
        self.shape.set(tree.dict());
        let before = self.rest.replace(Some(Box::new(Rest::Dict(dict))));
        drop(before);
    }

    /// Takes over the shape tree of another class after `__class__` was set: all attributes have been moved out.
    pub fn restart(&self, tree: &ShapeTree) {
        for place in 0..usize::from(self.room.get()) {
            if let Some(slot) = self.inline_place(place) {
                drop(slot.take());
            }
        }
        drop(self.rest.replace(None));
        self.shape.set(tree.root());
    }
}

// SAFETY: the instance owns its places, and shows each once.
unsafe impl Trace for Instance {
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        for place in 0..usize::from(self.room.get()) {
            if let Some(slot) = self.inline_place(place) {
                visit(slot.word());
            }
        }
        match self.rest.borrow().as_deref() {
            Some(Rest::Places(places)) => places.iter().for_each(|value| visit(value.word())),
            Some(Rest::Dict(dict)) => visit(dict.value().word()),
            None => {}
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        for place in 0..usize::from(self.room.get()) {
            // SAFETY: each place was initialised and is dropped once, here.
            unsafe { std::ptr::drop_in_place(self.places().add(place)) };
        }
    }
}
