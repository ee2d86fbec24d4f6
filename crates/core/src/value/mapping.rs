//! Dicts and sets: tables behind a header. What lies in the tables is in `table`.

use std::cell::RefCell;

use taipan_heap::value::{Slot, Value};
use taipan_macros::payload;

use crate::value::iterator::Items;
use crate::value::kinds;
use crate::value::members::Members;
use crate::value::table::Table;

/// A dict.
#[payload(kinds::DICT, "dict")]
#[derive(Default)]
pub struct Dict {
    /// Its entries. Nothing that can run Python code may be called while they are borrowed.
    pub table: RefCell<Table>,
}

impl Dict {
    /// Number of entries.
    pub fn length(&self) -> usize {
        self.table.borrow().length()
    }

    /// Key and value of the first entry at or after a position, behind the position that follows it.
    pub fn next_entry(&self, position: usize) -> Option<(usize, Value, Value)> {
        let table = self.table.borrow();
        let (number, entry) = table.next_live(position)?;
        Some((number + 1, entry.key.clone(), entry.value.clone()))
    }
}

/// A set or frozenset.
#[payload(kinds::SET, "set")]
#[derive(Default)]
pub struct Set {
    /// Its members. Nothing that can run Python code may be called while they are borrowed.
    pub table: RefCell<Members>,
}

impl Set {
    /// Number of members.
    pub fn length(&self) -> usize {
        self.table.borrow().length()
    }
}

/// A live view of a dict, or (`mappingproxy`) a read-only face of a mapping.
#[payload(kinds::VIEW, "dict_keys")]
pub struct View {
    /// The mapping.
    pub mapping: Slot,
    /// What the view shows; a proxy shows keys.
    pub items: Items,
}
