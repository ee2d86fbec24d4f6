//! Modules, and objects whose insides belong to a Rust host or to a crate above.

use std::any::Any;
use std::cell::RefCell;

use taipan_heap::header::Payload;
use taipan_heap::value::Ref;
use taipan_heap::word::Word;

use crate::value::kinds;
use crate::value::mapping::Dict;

/// A module: its namespace is its `__dict__`.
pub struct Module {
    /// The namespace.
    pub dict: Ref<Dict>,
}

impl Payload for Module {
    const KIND: u8 = kinds::MODULE;
    const NAME: &'static str = "module";
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.dict.value().word());
    }
}

/// Data that a native class defines for itself.
pub trait ForeignData: Any {
    /// Calls the visitor for every reference that the data holds.
    fn trace(&self, visit: &mut dyn FnMut(Word));
}

/// An object of a native class whose data this crate does not know.
pub struct Foreign {
    /// The data, downcast by whoever defined it.
    pub data: RefCell<Box<dyn ForeignData>>,
}

impl Payload for Foreign {
    const KIND: u8 = kinds::FOREIGN;
    const NAME: &'static str = "object";
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        if let Ok(data) = self.data.try_borrow() {
            data.trace(visit);
        }
    }
}
