//! Frame objects: what scripts see of a frame, copied when they ask.

use std::any::Any;
use std::cell::RefCell;

use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::code::CodeObject;
use crate::value::function::WeakRef;
use crate::value::module::{Foreign, ForeignData};

/// What a frame object shows.
#[derive(Clone)]
pub struct FrameView {
    /// The code that runs.
    pub code: Ref<CodeObject>,
    /// Its globals, a dict.
    pub globals: Value,
    /// Its local variables, a mapping; None if nobody kept them.
    pub locals: Value,
    /// The frame that called it, or None.
    pub back: Value,
    /// The line it is at.
    pub line: u32,
    /// A weak reference to the generator whose frame this is, if that has not begun; else None. Until it ends, the line is
    /// that of the definition.
    pub unbegun: Value,
    /// The index of the instruction it is at.
    pub instruction: u32,
}

impl FrameView {
    /// The line that `f_lineno` tells.
    #[must_use]
    pub fn shown_line(&self) -> u32 {
        match self.unbegun.payload::<WeakRef>() {
            Some(generator) if !generator.target.get().is_unbound() => self.code.code.first_line,
            _ => self.line,
        }
    }
}

impl ForeignData for FrameView {
    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.code.value().word());
        visit(self.globals.word());
        visit(self.locals.word());
        visit(self.back.word());
        visit(self.unbegun.word());
    }
}

/// A frame object.
pub fn make(vm: &mut Vm, view: FrameView) -> Result<Value, Raised> {
    let class = vm.classes.frame.clone();
    Ok(vm.allocate(&class, Foreign { data: RefCell::new(Box::new(view)) })?.into_value())
}

/// What a frame object shows, if the value is one.
pub fn view(value: &Value) -> Option<FrameView> {
    let data = value.payload::<Foreign>()?.data.borrow();
    let any: &dyn Any = &**data;
    any.downcast_ref::<FrameView>().cloned()
}
