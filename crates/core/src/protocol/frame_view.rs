//! Frame objects: what scripts see of a frame, copied when they ask.

use std::cell::RefCell;

use taipan_heap::value::{Ref, Value};
use taipan_macros::{Trace, payload};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::code::CodeObject;
use crate::value::function::WeakRef;

/// A frame object.
#[payload("frame")]
pub struct Frame(pub RefCell<FrameView>);

/// What it shows.
#[derive(Clone, Trace)]
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

/// A frame object.
pub fn make(vm: &mut Vm, view: FrameView) -> Result<Value, Raised> {
    let class = vm.classes.frame.clone();
    Ok(vm.allocate(&class, Frame(RefCell::new(view)))?.into_value())
}

/// What a frame object shows, if the value is one.
pub fn view(value: &Value) -> Option<FrameView> {
    Some(value.payload::<Frame>()?.0.borrow().clone())
}
