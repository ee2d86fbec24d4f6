//! The assembler: instructions with labels in, a stream with distances and a handler table out.
//!
//! Two things are settled only at the end, in [`Assembler::finish`]. Temporaries are written as [`TEMPORARY`] plus their
//! depth and get their registers when the number of locals is known. Jumps name labels; those whose 16 bits do not reach
//! become a short jump to a wide one.
//!
//! Code that nothing reaches is never written: after an instruction that ends a block the assembler swallows
//! instructions until a label binds that something jumps to.

use taipan_source::span::Span;

use crate::code::Handler;
use crate::opcode::{Instr, Op, Operand};

/// Register numbers from here on are temporaries, counted from the bottom of their stack.
pub const TEMPORARY: u16 = 0x8000;

/// A place in the code, perhaps one to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

impl Label {
    /// Labels are numbered from zero in the order in which they are made.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

const UNBOUND: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Target {
    /// The instruction that the label stands before, or `UNBOUND`.
    at: u32,
    /// Something jumps here.
    used: bool,
}

struct PendingHandler {
    start: u32,
    end: u32,
    target: Label,
    register: u16,
}

/// Collects the instructions of one code object.
pub struct Assembler {
    code: Vec<Instr>,
    spans: Vec<Span>,
    labels: Vec<Target>,
    /// Instructions whose distance is still missing, and where they go.
    fixups: Vec<(u32, Label)>,
    handlers: Vec<PendingHandler>,
    reachable: bool,
    highest_temporary: u16,
}

/// What an assembler gives in the end.
pub struct Assembled {
    /// The instructions.
    pub instructions: Vec<Instr>,
    /// Where each comes from.
    pub spans: Vec<Span>,
    /// Exception handlers, inner ones first.
    pub handlers: Vec<Handler>,
}

/// A code object would need more registers, instructions or constants than an instruction can name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge;

impl Default for Assembler {
    fn default() -> Assembler {
        Assembler::new()
    }
}

impl Assembler {
    /// An assembler without instructions.
    pub fn new() -> Assembler {
        Assembler {
            code: Vec::new(),
            spans: Vec::new(),
            labels: Vec::new(),
            fixups: Vec::new(),
            handlers: Vec::new(),
            reachable: true,
            highest_temporary: 0,
        }
    }

    /// Whether an instruction emitted now could ever run.
    pub fn reachable(&self) -> bool {
        self.reachable
    }

    /// The number of instructions so far.
    pub fn position(&self) -> u32 {
        self.code.len() as u32
    }

    /// Appends an instruction without a jump.
    pub fn emit(&mut self, instruction: Instr, span: Span) {
        if self.reachable {
            self.code.push(instruction);
            self.spans.push(span);
            if instruction.op().effects().ends_block {
                self.reachable = false;
            }
        }
    }

    /// Appends an instruction whose jump operand goes to `target`.
    pub fn jump(&mut self, instruction: Instr, target: Label, span: Span) {
        if self.reachable {
            self.fixups.push((self.position(), target));
            self.labels[target.0 as usize].used = true;
            self.emit(instruction, span);
        }
    }

    /// A label that is bound later.
    pub fn label(&mut self) -> Label {
        self.labels.push(Target { at: UNBOUND, used: false });
        Label(self.labels.len() as u32 - 1)
    }

    /// Whether something that can run jumps to the label.
    pub fn used(&self, label: Label) -> bool {
        self.labels[label.0 as usize].used
    }

    /// Puts the label here.
    pub fn bind(&mut self, label: Label) {
        let at = self.position();
        let target = &mut self.labels[label.0 as usize];
        debug_assert_eq!(target.at, UNBOUND, "a label is bound once");
        target.at = at;
        self.reachable |= target.used;
    }

    /// Sends exceptions raised by the instructions from `start` up to here to `target`. Inner ranges come first. An empty
    /// range needs no handler, and its target stays unreachable.
    pub fn protect(&mut self, start: u32, target: Label, register: u16) {
        let end = self.position();
        if start < end {
            self.handlers.push(PendingHandler { start, end, target, register });
            self.labels[target.0 as usize].used = true;
        }
    }

    /// Remembers that a temporary was used, so that the window has room for it.
    pub fn note_temporary(&mut self, depth: u16) {
        self.highest_temporary = self.highest_temporary.max(depth + 1);
    }

    /// The number of temporaries needed at once.
    pub fn temporaries(&self) -> u16 {
        self.highest_temporary
    }

    /// Settles registers and distances. The temporaries follow the first `locals` registers.
    pub fn finish(mut self, locals: u16) -> Result<Assembled, TooLarge> {
        if u32::from(locals) + u32::from(self.highest_temporary) > 0xfff0 || self.code.len() > i32::MAX as usize / 4 {
            return Err(TooLarge);
        }
        if self.code.len() > i16::MAX as usize {
            self.widen();
        }
        for &(at, label) in &self.fixups {
            let distance = i64::from(self.labels[label.0 as usize].at) - i64::from(at) - 1;
            let instruction = &mut self.code[at as usize];
            *instruction = with_distance(*instruction, distance).ok_or(TooLarge)?;
        }
        let settle = |register: u16| if register >= TEMPORARY { register - TEMPORARY + locals } else { register };
        for instruction in &mut self.code {
            *instruction = with_registers(*instruction, settle);
        }
        let handlers = self
            .handlers
            .iter()
            .map(|pending| Handler {
                start: pending.start,
                end: pending.end,
                target: self.labels[pending.target.0 as usize].at,
                register: settle(pending.register),
            })
            .collect();
        Ok(Assembled { instructions: self.code, spans: self.spans, handlers })
    }

    /// Replaces short jumps that do not reach by three instructions, until all others do:
    ///
    /// ```text
    ///   JumpIfLt a b +1     taken: on to the wide jump
    ///   Jump +1             not taken: past it
    ///   Jump target
    /// ```
    fn widen(&mut self) {
        let mut wide = vec![false; self.fixups.len()];
        loop {
            let shifts = self.shifts(&wide);
            let moved = |at: u32| at + shifts[at as usize];
            let mut changed = false;
            for (index, &(at, label)) in self.fixups.iter().enumerate() {
                let target = moved(self.labels[label.0 as usize].at);
                let distance = i64::from(target) - i64::from(moved(at)) - 1;
                // Two instructions of slack: the ones that this jump may still gain.
                if !wide[index] && short(self.code[at as usize].op()) && distance.abs() > i64::from(i16::MAX) - 2 {
                    wide[index] = true;
                    changed = true;
                }
            }
            if !changed {
                return self.insert(&wide, &shifts);
            }
        }
    }

    /// How far each instruction moves when the chosen jumps grow.
    fn shifts(&self, wide: &[bool]) -> Vec<u32> {
        let mut shifts = vec![0u32; self.code.len() + 1];
        for (&(at, _), _) in self.fixups.iter().zip(wide).filter(|(_, wide)| **wide) {
            shifts[at as usize + 1] += 2;
        }
        for index in 1..shifts.len() {
            shifts[index] += shifts[index - 1];
        }
        shifts
    }

    fn insert(&mut self, wide: &[bool], shifts: &[u32]) {
        let moved = |at: u32| at + shifts[at as usize];
        let mut code = Vec::with_capacity(self.code.len() + wide.len() * 2);
        let mut spans = Vec::with_capacity(code.capacity());
        let mut chosen = self.fixups.iter_mut().zip(wide).peekable();
        for (index, (&instruction, &span)) in self.code.iter().zip(&self.spans).enumerate() {
            code.push(instruction);
            spans.push(span);
            let Some((fixup, wide)) = chosen.next_if(|(fixup, _)| fixup.0 as usize == index) else { continue };
            fixup.0 = moved(fixup.0);
            if *wide {
                let last = code.len() - 1;
                code[last] = Instr(instruction.0 & 0xffff_ffff_ffff | 1 << 48);
                code.push(Instr::wide(Op::Jump, 0, 0, 1));
                let backwards = self.labels[fixup.1.0 as usize].at as usize <= index;
                code.push(Instr::wide(if backwards { Op::Loop } else { Op::Jump }, 0, 0, 0));
                spans.extend([span, span]);
                fixup.0 += 2;
            }
        }
        self.code = code;
        self.spans = spans;
        for target in self.labels.iter_mut().filter(|target| target.at != UNBOUND) {
            target.at = moved(target.at);
        }
        for handler in &mut self.handlers {
            handler.start = moved(handler.start);
            handler.end = moved(handler.end);
        }
    }
}

fn short(op: Op) -> bool {
    op.operands()[2] == Operand::Jump
}

fn with_distance(instruction: Instr, distance: i64) -> Option<Instr> {
    if short(instruction.op()) {
        let distance = i16::try_from(distance).ok()?;
        Some(Instr(instruction.0 & 0xffff_ffff_ffff | u64::from(distance as u16) << 48))
    } else {
        let distance = i32::try_from(distance).ok()?;
        Some(Instr(instruction.0 & 0xffff_ffff | u64::from(distance as u32) << 32))
    }
}

fn with_registers(instruction: Instr, settle: impl Fn(u16) -> u16) -> Instr {
    let mut word = instruction.0;
    for (index, operand) in instruction.op().operands().into_iter().enumerate() {
        if operand.is_register() {
            let shift = 16 + 16 * index;
            let register = settle((word >> shift) as u16);
            word = word & !(0xffff << shift) | u64::from(register) << shift;
        }
    }
    Instr(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opcode::KILL_A;

    fn nowhere() -> Span {
        Span::default()
    }

    #[test]
    fn code_after_the_end_of_a_block_is_swallowed() {
        let mut assembler = Assembler::new();
        assembler.emit(Instr::new(Op::ReturnNone, 0, 0, 0, 0), nowhere());
        assembler.emit(Instr::new(Op::Nop, 0, 0, 0, 0), nowhere());
        assert_eq!(assembler.position(), 1);
    }

    #[test]
    fn a_short_jump_too_far_goes_through_a_wide_one() {
        let mut assembler = Assembler::new();
        let end = assembler.label();
        assembler.jump(Instr::new(Op::JumpIfLt, KILL_A, TEMPORARY, 1, 0), end, nowhere());
        for _ in 0..40_000 {
            assembler.emit(Instr::new(Op::Nop, 0, 0, 0, 0), nowhere());
        }
        assembler.bind(end);
        assembler.emit(Instr::new(Op::ReturnNone, 0, 0, 0, 0), nowhere());
        assembler.note_temporary(0);
        let done = assembler.finish(3).unwrap();
        assert_eq!(done.instructions[0], Instr::new(Op::JumpIfLt, KILL_A, 3, 1, 1));
        assert_eq!(done.instructions[1], Instr::wide(Op::Jump, 0, 0, 1));
        assert_eq!(done.instructions[2], Instr::wide(Op::Jump, 0, 0, 40_000));
    }

    #[test]
    fn an_empty_range_needs_no_handler() {
        let mut assembler = Assembler::new();
        let handler = assembler.label();
        assembler.protect(0, handler, TEMPORARY);
        assembler.emit(Instr::new(Op::ReturnNone, 0, 0, 0, 0), nowhere());
        assembler.bind(handler);
        assert!(!assembler.reachable());
        assert!(assembler.finish(0).unwrap().handlers.is_empty());
    }
}
