//! Operators: arithmetic, comparison, `and`, `or` and `not`.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{BinOp, BoolOp, CmpOp, Compare, Expr, ExprKind, Operator, UnaryOp};
use taipan_bytecode::opcode::{KILL_B, Op, VARIANT};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::{flag, kill};
use crate::failure::Outcome;
use crate::fold;
use crate::unit::{Operand, Register};

/// The instruction of an operator, and the one for a small integer on the right.
fn instruction(op: Operator) -> (Op, Option<Op>) {
    match op {
        Operator::Add => (Op::Add, Some(Op::AddInt)),
        Operator::Sub => (Op::Sub, Some(Op::SubInt)),
        Operator::Mult => (Op::Mul, Some(Op::MulInt)),
        Operator::MatMult => (Op::MatMul, None),
        Operator::Div => (Op::TrueDiv, None),
        Operator::Mod => (Op::Mod, Some(Op::ModInt)),
        Operator::Pow => (Op::Pow, None),
        Operator::LShift => (Op::LShift, Some(Op::LShiftInt)),
        Operator::RShift => (Op::RShift, Some(Op::RShiftInt)),
        Operator::BitOr => (Op::Or, None),
        Operator::BitXor => (Op::Xor, None),
        Operator::BitAnd => (Op::And, Some(Op::AndInt)),
        Operator::FloorDiv => (Op::FloorDiv, Some(Op::FloorDivInt)),
    }
}

/// A literal integer that fits an instruction's field.
pub(crate) fn small_integer(expression: &Expr) -> Option<i16> {
    match &expression.kind {
        ExprKind::Constant(Constant::Int(value)) => i16::try_from(*value).ok(),
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => match &operand.kind {
            ExprKind::Constant(Constant::Int(value)) => i16::try_from(-*value).ok(),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Compiler<'a> {
    /// A chain of binary operators leans to the left and can be long, so it is a loop: the left operand's value stays in
    /// one register from link to link.
    pub(crate) fn binary(&mut self, expression: &'a Expr, dst: Register) -> Outcome {
        let mut links: Vec<(&'a BinOp, Span)> = Vec::new();
        let mut leaf = expression;
        while let ExprKind::BinOp(operation) = &leaf.kind {
            links.push((operation, leaf.span));
            leaf = &operation.left;
        }
        // The constants that the chain begins with are one constant.
        let mut known = self.constant(leaf);
        while let (Some(value), Some((operation, _))) = (&known, links.last()) {
            let Some(folded) =
                self.constant(&operation.right).and_then(|right| fold::binary(operation.op, value, &right))
            else {
                break;
            };
            known = Some(folded);
            links.pop();
        }
        let Some(&(innermost, _)) = links.last() else { return Ok(()) };
        let room = if links.len() > 1 { self.scratch(dst) } else { dst };
        let mut left = match known {
            Some(value) => {
                let register = self.scratch(room);
                self.load_constant(register, value, leaf.span);
                Operand::dying(register)
            }
            None => self.stable_operand(leaf, room, &[&innermost.right])?,
        };
        while let Some((operation, span)) = links.pop() {
            let target = if links.is_empty() { dst } else { self.scratch(room) };
            let mark = self.unit.depth;
            self.operation(operation.op, false, target, left, &operation.right, span)?;
            self.release(mark);
            left = Operand::dying(target);
        }
        Ok(())
    }

    /// `dst = left op right`.
    pub(crate) fn operation(
        &mut self,
        op: Operator,
        in_place: bool,
        dst: Register,
        left: Operand,
        right: &'a Expr,
        span: Span,
    ) -> Outcome {
        let (general, with_integer) = instruction(op);
        if let (Some(short), Some(value)) = (with_integer, small_integer(right)) {
            self.emit_from(short, in_place, dst, left, value as u16, span);
        } else {
            let right = self.operand(right)?;
            self.emit_binary(general, in_place, dst, left, right, span);
        }
        Ok(())
    }

    pub(crate) fn unary(&mut self, op: UnaryOp, operand: &'a Expr, dst: Register, span: Span) -> Outcome {
        if op == UnaryOp::Not {
            self.warn_negated(operand);
        }
        let value = self.operand_in(operand, dst)?;
        let op = match op {
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Not => Op::Not,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::USub => Op::Neg,
        };
        self.emit_from(op, false, dst, value, 0, span);
        Ok(())
    }

    pub(crate) fn bool_op(&mut self, op: BoolOp, values: &'a [Expr], dst: Register, span: Span) -> Outcome {
        let Some((last, firsts)) = values.split_last() else { return Ok(()) };
        let room = self.scratch(dst);
        let end = self.unit.label();
        for value in firsts {
            self.into(value, room)?;
            self.jump_if(Operand::kept(room), op == BoolOp::Or, end, span);
        }
        self.into(last, room)?;
        self.unit.bind(end);
        if room != dst {
            self.move_to(dst, Operand::dying(room), last.span);
        }
        Ok(())
    }

    pub(crate) fn comparison(&mut self, compare: &'a Compare, dst: Register, span: Span) -> Outcome {
        self.warn_comparison(compare, span, false);
        let rights: Vec<&'a Expr> = compare.comparators.iter().collect();
        let Some((&last_op, ops)) = compare.ops.split_last() else { return Ok(()) };
        let Some((&last, middles)) = rights.split_last() else { return Ok(()) };
        if ops.is_empty() {
            let left = self.stable_operand(&compare.left, dst, &rights)?;
            let right = self.compared(last, last_op)?;
            self.compare(last_op, dst, left, right, span);
            return Ok(());
        }
        // The result so far and the operand that the next link compares live side by side.
        let result = self.scratch(dst);
        let held = self.unit.temporary();
        let end = self.unit.label();
        let drop_held = self.unit.label();
        let mut left = self.stable_operand(&compare.left, held, &rights)?;
        for (index, (&op, &middle)) in ops.iter().zip(middles).enumerate() {
            let mark = self.unit.depth;
            let right = self.compared(middle, op)?;
            let right = self.unless_rebound(right, &rights[index + 1..], middle.span);
            self.compare(op, result, left, Operand::kept(right.register), span);
            if right.dies {
                self.move_to(held, right, span);
                left = Operand::dying(held);
            } else {
                left = right;
            }
            self.release(mark);
            let target = if left.dies { drop_held } else { end };
            self.jump_if(Operand::kept(result), false, target, span);
        }
        let right = self.compared(last, last_op)?;
        self.compare(last_op, result, left, right, span);
        if self.unit.assembler.used(drop_held) {
            self.jump(end, span);
            self.unit.bind(drop_held);
            self.clear(held);
        }
        self.unit.bind(end);
        if result != dst {
            self.move_to(dst, Operand::dying(result), span);
        }
        Ok(())
    }

    /// A copy of a local that a later operand may rebind.
    pub(crate) fn unless_rebound(&mut self, operand: Operand, later: &[&'a Expr], span: Span) -> Operand {
        let harmless = |e: &&Expr| matches!(e.kind, ExprKind::Constant(_) | ExprKind::Name(_));
        if operand.dies || !self.unit.has_walrus || later.iter().all(harmless) {
            return operand;
        }
        self.secure(operand, span)
    }

    /// The right operand of a comparison; `in` a display of constants looks in a tuple or frozenset made once.
    pub(crate) fn compared(&mut self, expression: &'a Expr, op: CmpOp) -> Outcome<Operand> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(constant) = self.constant_container(expression)
        {
            return Ok(self.constant_operand(constant, expression.span));
        }
        self.operand(expression)
    }

    fn compare(&mut self, op: CmpOp, dst: Register, left: Operand, right: Operand, span: Span) {
        let (op, variant) = match op {
            CmpOp::Eq => (Op::Eq, false),
            CmpOp::NotEq => (Op::Ne, false),
            CmpOp::Lt => (Op::Lt, false),
            CmpOp::LtE => (Op::Le, false),
            CmpOp::Gt => (Op::Gt, false),
            CmpOp::GtE => (Op::Ge, false),
            CmpOp::Is => (Op::Is, false),
            CmpOp::IsNot => (Op::Is, true),
            CmpOp::In => (Op::In, false),
            CmpOp::NotIn => (Op::In, true),
        };
        self.emit_binary(op, variant, dst, left, right, span);
    }

    /// `target op= value` for a local in its own register.
    pub(crate) fn augment_local(&mut self, op: Operator, register: Register, value: &'a Expr, span: Span) -> Outcome {
        let mark = self.unit.depth;
        let left = self.unless_rebound(Operand::kept(register), &[value], span);
        self.operation(op, true, register, left, value, span)?;
        self.release(mark);
        Ok(())
    }

    /// `dst = left op right` in place, with both operands at hand.
    pub(crate) fn augment(&mut self, op: Operator, register: Register, value: &'a Expr, span: Span) -> Outcome {
        let (general, with_integer) = instruction(op);
        if let (Some(short), Some(value)) = (with_integer, small_integer(value)) {
            self.emit_flags(short, VARIANT, register, register, value as u16, span);
            return Ok(());
        }
        let mark = self.unit.depth;
        let right = self.operand(value)?;
        let flags = VARIANT
            | flag(right.dies, taipan_bytecode::opcode::KILL_C)
            | kill(Operand::kept(register), register, KILL_B);
        self.emit_flags(general, flags, register, register, right.register, span);
        self.release(mark);
        Ok(())
    }
}
