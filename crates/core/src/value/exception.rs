//! Exceptions and tracebacks.

use std::cell::Cell;

use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;

use crate::value::code::CodeObject;
use crate::value::kinds;

/// An exception.
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

impl Payload for Exception {
    const KIND: u8 = kinds::EXCEPTION;
    const NAME: &'static str = "BaseException";
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        let parts = [&self.args, &self.cause, &self.context, &self.traceback, &self.details];
        parts.into_iter().for_each(|part| visit(part.word()));
    }
}

/// One entry of a traceback: a place in code that an exception passed, outermost entry first.
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

impl Payload for Traceback {
    const KIND: u8 = kinds::TRACEBACK;
    const NAME: &'static str = "traceback";
    const TRACED: bool = true;

    fn trace(&self, visit: &mut dyn FnMut(Word)) {
        visit(self.next.word());
        visit(self.code.value().word());
        visit(self.globals.word());
        visit(self.locals.word());
    }
}
