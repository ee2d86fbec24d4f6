//! Iterators over iterators, for modules that make them natively: the class of each tells what its parts are to it.

use std::cell::{Cell, RefCell};

use taipan_heap::buffer::Buffer;
use taipan_heap::value::{Slot, Value};
use taipan_macros::payload;

use crate::value::kinds;

/// An iterator that draws from another one.
#[payload(kinds::PIPE, "iterator")]
#[derive(Default)]
pub struct Pipe {
    /// What it draws from; unbound at the end.
    pub source: Slot,
    /// What it asks about items.
    pub function: Slot,
    /// What it keeps for later.
    pub held: Slot,
    /// How many items it has drawn, or where it stands.
    pub place: Cell<i64>,
    /// Which item it wants next.
    pub next: Cell<i64>,
    /// Where it ends; -1 if nowhere.
    pub end: Cell<i64>,
    /// How many items make one of its own.
    pub step: Cell<i64>,
}

/// An iterator over runs of items with the same key.
#[payload(kinds::RUNS, "iterator")]
pub struct Runs {
    /// What it draws from.
    pub source: Slot,
    /// Gives the key of an item; None for the item itself.
    pub key: Slot,
    /// The item drawn last; unbound before the first.
    pub item: Slot,
    /// Its key.
    pub item_key: Slot,
    /// The key of the run; unbound before the first.
    pub run_key: Slot,
    /// Number of the run: an older run has no items any more.
    pub run: Cell<i64>,
    /// The class of runs.
    pub class: Value,
}

/// An iterator over ways to choose items from pools.
#[payload(kinds::CHOICE, "iterator")]
pub struct Choice {
    /// The pools, a tuple of tuples: one for each place of a choice, again and again from the first.
    pub pools: Value,
    /// Which item of its pool stands in each place.
    pub places: RefCell<Buffer<usize>>,
    /// What is left of a cycle at each place, where the order counts.
    pub cycles: RefCell<Buffer<usize>>,
    /// How far it is.
    pub progress: Cell<Progress>,
}

/// How far an iterator over choices is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The first choice comes next.
    Fresh,
    /// Some have been given.
    Going,
    /// There are no more.
    Over,
}
