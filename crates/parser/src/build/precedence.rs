//! Which binary operator binds tighter: a chain `a + b * c` is climbed here, not in the grammar.

use taipan_ast::expr::{BinOp, Expr, ExprKind, Operator};

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

/// A chain of operands that has not ended. The operators that wait for their right operand bind ever tighter.
pub(crate) struct Chain {
    waiting: Vec<(Expr, Operator)>,
    last: Expr,
}

/// `left op right`
pub(crate) fn begin(left: Expr, op: Operator, right: Expr) -> Chain {
    Chain { waiting: vec![(left, op)], last: right }
}

/// `chain op right`
pub(crate) fn push(mut chain: Chain, op: Operator, right: Expr) -> Chain {
    let left = reduce(&mut chain.waiting, chain.last, strength(op));
    chain.waiting.push((left, op));
    chain.last = right;
    chain
}

/// The chain has ended.
pub(crate) fn finish(mut chain: Chain) -> Expr {
    reduce(&mut chain.waiting, chain.last, 0)
}

/// Give `last` to the operators that wait for it and bind at least as tightly as what comes.
fn reduce(waiting: &mut Vec<(Expr, Operator)>, last: Expr, coming: u8) -> Expr {
    let mut right = last;
    while let Some((left, op)) = waiting.pop_if(|(_, op)| strength(*op) >= coming) {
        let span = left.span.to(right.span);
        right = Expr { span, kind: ExprKind::BinOp(Box::new(BinOp { left, op, right })) };
    }
    right
}
