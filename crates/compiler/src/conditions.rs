//! Conditions: jumps on the truth of an expression, without making the truth a value.

use taipan_ast::expr::{BoolOp, CmpOp, Compare, Expr, ExprKind, UnaryOp};
use taipan_bytecode::assembler::Label;
use taipan_bytecode::code::Const;
use taipan_bytecode::opcode::{KILL_B, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::Outcome;
use crate::fold::truth;
use crate::operators::small_integer;
use crate::unit::Operand;

impl<'a> Compiler<'a> {
    /// Jumps to `target` if the expression's truth is `wanted`, else continues.
    pub(crate) fn condition(&mut self, expression: &'a Expr, target: Label, wanted: bool) -> Outcome {
        let span = expression.span;
        if let Some(constant) = self.constant(expression) {
            if truth(&constant) == wanted {
                self.jump(target, span);
            }
            return Ok(());
        }
        let mark = self.unit.depth;
        match &expression.kind {
            ExprKind::UnaryOp { op: UnaryOp::Not, operand } => {
                self.warn_negated(operand);
                self.condition(operand, target, !wanted)?;
            }
            ExprKind::BoolOp { op, values } => self.bool_condition(*op, values, target, wanted)?,
            ExprKind::IfExp(conditional) => {
                let otherwise = self.unit.label();
                let end = self.unit.label();
                self.condition(&conditional.test, otherwise, false)?;
                self.condition(&conditional.body, target, wanted)?;
                self.jump(end, span);
                self.unit.bind(otherwise);
                self.condition(&conditional.orelse, target, wanted)?;
                self.unit.bind(end);
            }
            ExprKind::Compare(compare) => self.compare_condition(compare, target, wanted, span)?,
            _ => {
                let value = self.operand(expression)?;
                self.jump_if(value, wanted, target, span);
            }
        }
        self.release(mark);
        Ok(())
    }

    fn bool_condition(&mut self, op: BoolOp, values: &'a [Expr], target: Label, wanted: bool) -> Outcome {
        let Some((last, firsts)) = values.split_last() else { return Ok(()) };
        // `or` is decided by the first true value, `and` by the first false one.
        let deciding = op == BoolOp::Or;
        if deciding == wanted {
            firsts.iter().try_for_each(|value| self.condition(value, target, wanted))?;
            return self.condition(last, target, wanted);
        }
        let skip = self.unit.label();
        firsts.iter().try_for_each(|value| self.condition(value, skip, deciding))?;
        self.condition(last, target, wanted)?;
        self.unit.bind(skip);
        Ok(())
    }

    fn compare_condition(&mut self, compare: &'a Compare, target: Label, wanted: bool, span: Span) -> Outcome {
        self.warn_comparison(compare, span, false);
        let rights: Vec<&'a Expr> = compare.comparators.iter().collect();
        let (Some((&last_op, ops)), Some((&last, middles))) = (compare.ops.split_last(), rights.split_last()) else {
            return Ok(());
        };
        if ops.is_empty() {
            let room = self.unit.temporary();
            let left = self.stable_operand(&compare.left, room, &rights)?;
            return self.compare_jump(last_op, left, last, target, wanted, span);
        }
        // A false link jumps out; a value held for the next link dies on that way.
        let failed = if wanted { self.unit.label() } else { target };
        let mut holding = Vec::new();
        let room = self.unit.temporary();
        let mut left = self.stable_operand(&compare.left, room, &rights)?;
        for (index, (&op, &middle)) in ops.iter().zip(middles).enumerate() {
            let right = self.compared(middle, op)?;
            let right = self.unless_rebound(right, &rights[index + 1..], middle.span);
            let out = if right.dies {
                let out = self.unit.label();
                holding.push((out, right.register));
                out
            } else {
                failed
            };
            self.compared_jump(op, left, Operand::kept(right.register), out, false, span);
            left = right;
        }
        self.compare_jump(last_op, left, last, target, wanted, span)?;
        let end = self.unit.label();
        if !holding.is_empty() {
            self.jump(end, span);
        }
        for (out, register) in holding {
            self.unit.bind(out);
            self.clear(register);
            self.jump(failed, span);
        }
        self.unit.bind(end);
        if wanted {
            self.unit.bind(failed);
        }
        Ok(())
    }

    /// Compares with an expression and jumps.
    fn compare_jump(
        &mut self,
        op: CmpOp,
        left: Operand,
        right: &'a Expr,
        target: Label,
        wanted: bool,
        span: Span,
    ) -> Outcome {
        if matches!(op, CmpOp::Is | CmpOp::IsNot) && self.constant(right) == Some(Const::None) {
            let wanted = wanted == (op == CmpOp::Is);
            self.jump_with(Op::JumpIfNone, wanted, left, 0, 0, target, span);
            return Ok(());
        }
        if let (Some(short), Some(value)) = (with_integer(op), small_integer(right)) {
            self.jump_with(short, wanted, left, value as u16, 0, target, span);
            return Ok(());
        }
        let right = self.compared(right, op)?;
        self.compared_jump(op, left, right, target, wanted, span);
        Ok(())
    }

    fn compared_jump(&mut self, op: CmpOp, left: Operand, right: Operand, target: Label, wanted: bool, span: Span) {
        let (op, wanted) = match op {
            CmpOp::Eq => (Op::JumpIfEq, wanted),
            CmpOp::NotEq => (Op::JumpIfNe, wanted),
            CmpOp::Lt => (Op::JumpIfLt, wanted),
            CmpOp::LtE => (Op::JumpIfLe, wanted),
            CmpOp::Gt => (Op::JumpIfGt, wanted),
            CmpOp::GtE => (Op::JumpIfGe, wanted),
            CmpOp::Is => (Op::JumpIfIs, wanted),
            CmpOp::IsNot => (Op::JumpIfIs, !wanted),
            CmpOp::In => (Op::JumpIfIn, wanted),
            CmpOp::NotIn => (Op::JumpIfIn, !wanted),
        };
        self.jump_with(op, wanted, left, right.register, flag(right.dies, KILL_B), target, span);
    }
}

fn with_integer(op: CmpOp) -> Option<Op> {
    match op {
        CmpOp::Eq => Some(Op::JumpIfEqInt),
        CmpOp::NotEq => Some(Op::JumpIfNeInt),
        CmpOp::Lt => Some(Op::JumpIfLtInt),
        CmpOp::LtE => Some(Op::JumpIfLeInt),
        CmpOp::Gt => Some(Op::JumpIfGtInt),
        CmpOp::GtE => Some(Op::JumpIfGeInt),
        _ => None,
    }
}
