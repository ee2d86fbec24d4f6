//! Writing instructions: kill bits, jumps and constants.

use taipan_bytecode::assembler::Label;
use taipan_bytecode::code::Const;
use taipan_bytecode::opcode::{Instr, KILL_A, KILL_B, KILL_C, Op, VARIANT};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::unit::{Operand, Register, is_temporary};

impl Compiler<'_> {
    /// An instruction without kills.
    pub(crate) fn emit(&mut self, op: Op, a: u16, b: u16, c: u16, span: Span) {
        self.unit.assembler.emit(Instr::new(op, 0, a, b, c), span);
    }

    /// An instruction with the flags given.
    pub(crate) fn emit_flags(&mut self, op: Op, flags: u8, a: u16, b: u16, c: u16, span: Span) {
        self.unit.assembler.emit(Instr::new(op, flags, a, b, c), span);
    }

    /// An instruction with a wide field.
    pub(crate) fn emit_wide(&mut self, op: Op, a: u16, wide: i32, span: Span) {
        self.unit.assembler.emit(Instr::wide(op, 0, a, wide), span);
    }

    /// An instruction that writes `dst` from one operand; `c` is a plain number.
    pub(crate) fn emit_from(&mut self, op: Op, variant: bool, dst: Register, b: Operand, c: u16, span: Span) {
        let flags = flag(variant, VARIANT) | kill(b, dst, KILL_B);
        self.emit_flags(op, flags, dst, b.register, c, span);
    }

    /// An instruction that writes `dst` from two operands.
    pub(crate) fn emit_binary(&mut self, op: Op, variant: bool, dst: Register, b: Operand, c: Operand, span: Span) {
        let flags = flag(variant, VARIANT) | kill(b, dst, KILL_B) | kill(c, dst, KILL_C);
        self.emit_flags(op, flags, dst, b.register, c.register, span);
    }

    /// An instruction that writes no register and reads `a` (and `b`, `c`).
    pub(crate) fn emit_reading(&mut self, op: Op, a: Operand, b: Operand, c: Operand, span: Span) {
        let flags = flag(a.dies, KILL_A) | flag(b.dies, KILL_B) | flag(c.dies, KILL_C);
        self.emit_flags(op, flags, a.register, b.register, c.register, span);
    }

    /// An instruction with register `a` that reads a dying temporary in `b`.
    pub(crate) fn emit_dying(&mut self, op: Op, a: u16, b: Register, span: Span) {
        self.emit_flags(op, KILL_B, a, b, 0, span);
    }

    pub(crate) fn clear(&mut self, register: Register) {
        self.emit(Op::Clear, register, 0, 0, Span::default());
    }

    /// Puts an operand's value into a register.
    pub(crate) fn move_to(&mut self, dst: Register, operand: Operand, span: Span) {
        if dst != operand.register {
            self.emit_from(Op::Move, false, dst, operand, 0, span);
        }
    }

    pub(crate) fn jump(&mut self, target: Label, span: Span) {
        self.unit.note_jump(target);
        self.unit.assembler.jump(Instr::wide(Op::Jump, 0, 0, 0), target, span);
    }

    /// A jump back to a loop's head.
    pub(crate) fn loop_to(&mut self, head: Label, span: Span) {
        self.unit.assembler.jump(Instr::wide(Op::Loop, 0, 0, 0), head, span);
    }

    /// Jumps if the operand's truth is `wanted`.
    pub(crate) fn jump_if(&mut self, operand: Operand, wanted: bool, target: Label, span: Span) {
        self.jump_with(Op::JumpIf, wanted, operand, 0, 0, target, span);
    }

    /// A conditional jump whose operand `b` is given with its flags.
    pub(crate) fn jump_with(
        &mut self,
        op: Op,
        wanted: bool,
        a: Operand,
        b: u16,
        b_flags: u8,
        target: Label,
        span: Span,
    ) {
        self.unit.note_jump(target);
        let flags = flag(a.dies, KILL_A) | b_flags | flag(!wanted, VARIANT);
        self.unit.assembler.jump(Instr::new(op, flags, a.register, b, 0), target, span);
    }

    /// Loads a constant.
    pub(crate) fn load_constant(&mut self, dst: Register, constant: Const, span: Span) {
        match constant {
            Const::None => self.emit(Op::LoadNone, dst, 0, 0, span),
            Const::Bool(true) => self.emit(Op::LoadTrue, dst, 0, 0, span),
            Const::Bool(false) => self.emit(Op::LoadFalse, dst, 0, 0, span),
            Const::Int(value) if i32::try_from(value).is_ok() => self.emit_wide(Op::LoadInt, dst, value as i32, span),
            constant => {
                let index = self.unit.constants.add(constant);
                self.emit_wide(Op::LoadConst, dst, index as i32, span);
            }
        }
    }

    /// Loads a string.
    pub(crate) fn load_text(&mut self, dst: Register, text: &str, span: Span) {
        self.load_constant(dst, Const::Str(text.as_bytes().into()), span);
    }

    /// Gives back all temporaries above the mark.
    pub(crate) fn release(&mut self, mark: u16) {
        self.unit.depth = mark;
    }

    /// A temporary for a value on its way to `dst`: `dst` itself if nobody can see it change early.
    pub(crate) fn scratch(&mut self, dst: Register) -> Register {
        if is_temporary(dst) { dst } else { self.unit.temporary() }
    }
}

/// The bit if the condition holds.
pub(crate) fn flag(condition: bool, bit: u8) -> u8 {
    if condition { bit } else { 0 }
}

/// The kill bit of an operand, unless the instruction overwrites it anyway.
pub(crate) fn kill(operand: Operand, dst: Register, bit: u8) -> u8 {
    flag(operand.dies && operand.register != dst, bit)
}
