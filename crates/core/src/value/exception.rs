//! Exceptions and tracebacks.

use std::cell::Cell;

use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::payload;

use crate::value::code::CodeObject;
use crate::value::kinds;

/// An exception.
#[payload(kinds::EXCEPTION, "BaseException")]
pub struct Exception {
    /// `args`, a tuple.
    pub args: Slot,
    /// `__cause__` or None.
    pub cause: Slot,
    /// `__context__` or None.
    pub context: Slot,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// `__traceback__`: a [`Traceback`] or None.
    pub traceback: Slot,
    /// What its class adds (`errno`, `value`, ...): a dict that scripts never see, unbound until something is set.
    pub details: Slot,
}

/// One entry of a traceback: a place in code that an exception passed, outermost entry first.
#[payload(kinds::TRACEBACK, "traceback")]
pub struct Traceback {
    /// The entry nearer to where the exception was raised, or None.
    pub next: Slot,
    /// The code that ran.
    pub code: Ref<CodeObject>,
    /// Index of the instruction.
    pub instruction: u32,
    /// True if the instruction is a call whose callee could not be found: markers leave the arguments out.
    pub at_callee: bool,
    /// Line in the source, where Python code that builds tracebacks gave one; else 0, and the code tells.
    pub own_line: u32,
    /// The globals of the frame, for `tb_frame.f_globals`.
    pub globals: Value,
    /// Local variables, if somebody asked while the frame was there; else None.
    pub locals: Slot,
}

impl Traceback {
    /// Line in the source.
    pub fn line(&self) -> u32 {
        match self.own_line {
            0 => self.code.code.positions.at(self.instruction as usize).line,
            line => line,
        }
    }
}
