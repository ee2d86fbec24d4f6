//! Which binary operator binds tighter: a chain `a + b * c` is climbed here, not in the grammar.

use taipan_ast::expr::{BinOp, Expr, ExprKind, Operator};
use taipan_source::span::Span;

/// How tightly an operator binds. All bind to the left; `**` binds to the right and stands in the grammar.
fn strength(op: Operator) -> u8 {
    match op {
        Operator::BitOr => 1,
        Operator::BitXor => 2,
        Operator::BitAnd => 3,
        Operator::LShift | Operator::RShift => 4,
        Operator::Add | Operator::Sub => 5,
        Operator::Mult | Operator::MatMult | Operator::Div | Operator::FloorDiv | Operator::Mod => 6,
        Operator::Pow => 7,
    }
}

/// An operand with the place it takes, parentheses included.
pub(crate) struct Operand {
    pub(crate) span: Span,
    pub(crate) value: Expr,
}

/// A chain of operands that has not ended. The operators that wait for their right operand bind ever tighter.
pub(crate) struct Chain {
    waiting: Vec<(Operand, Operator)>,
    last: Operand,
}

/// `left op right`
pub(crate) fn begin(left: Operand, op: Operator, right: Operand) -> Box<Chain> {
    Box::new(Chain { waiting: vec![(left, op)], last: right })
}

/// `chain op right`
pub(crate) fn push(mut chain: Box<Chain>, op: Operator, right: Operand) -> Box<Chain> {
    let last = std::mem::replace(&mut chain.last, right);
    let left = reduce(&mut chain.waiting, last, strength(op));
    chain.waiting.push((left, op));
    chain
}

/// The chain has ended.
pub(crate) fn finish(Chain { mut waiting, last }: Chain) -> Expr {
    reduce(&mut waiting, last, 0).value
}

/// Give `last` to the operators that wait for it and bind at least as tightly as what comes.
fn reduce(waiting: &mut Vec<(Operand, Operator)>, last: Operand, coming: u8) -> Operand {
    let mut right = last;
    while let Some((left, op)) = waiting.pop_if(|(_, op)| strength(*op) >= coming) {
        let span = left.span.to(right.span);
        let kind = ExprKind::BinOp(Box::new(BinOp { left: left.value, op, right: right.value }));
        right = Operand { span, value: Expr { span, kind } };
    }
    right
}
