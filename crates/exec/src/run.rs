//! Runs: from entering the machine to the end of the frame that it was entered for. The steps do the work.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::Frame;
use taipan_core::machine::vm::Vm;

use crate::steps::{Outcome, TABLE};

pub use taipan_core::machine::stack::Exit;

/// Where the machine goes on after work that may have changed frames.
pub enum Flow {
    /// With the innermost frame, at its `pc`.
    Reload,
    /// Nowhere: the frame that began this run has ended.
    Exit(Exit),
}

/// The index of the instruction before `pc`, which is the one that runs.
///
/// # Safety
/// The frame must be live, and its `pc` past its first instruction.
pub unsafe fn running(frame: *const Frame) -> usize {
    // SAFETY: `pc` points into the code's instructions.
    unsafe {
        let start = (*(*(*frame).code).code).instructions.as_ptr();
        ((*frame).pc.offset_from(start) as usize).saturating_sub(1)
    }
}

/// Runs the innermost frame until it ends; frames below stay as they are.
pub fn run(vm: &mut Vm) -> Result<Exit, Raised> {
    let outer = std::mem::replace(&mut vm.stack.bottom_frame, vm.stack.depth);
    let outcome = loop {
        // SAFETY: the records of live frames are right whenever a step has returned, and their code passed the verifier.
        let outcome = unsafe {
            let current = vm.stack.frame(vm.stack.depth - 1);
            let (pc, base) = ((*current).pc, (*current).base);
            let instr = *pc;
            TABLE[usize::from(instr.op_byte())](vm, pc.add(1), base, current, instr)
        };
        if !outcome.goes_on() {
            break outcome;
        }
    };
    vm.stack.bottom_frame = outer;
    match (outcome, vm.stack.ended.take()) {
        (Outcome::Ended, Some(exit)) => Ok(exit),
        _ => Err(vm.raised()),
    }
}
