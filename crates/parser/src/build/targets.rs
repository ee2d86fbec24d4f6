//! Targets: what may stand left of `=`, behind `for`, `as` and `del`. They are parsed as expressions and checked here.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Expr, ExprKind, Operator};
use taipan_ast::stmt::{AnnAssign, AugAssign, StmtKind, WithItem};

use super::displays::OneOrMany;
use super::{Build, Failure, refuse};

/// `a = b = value`
pub(crate) fn assign(targets: Vec<Expr>, value: Expr) -> Result<StmtKind, Failure> {
    for target in &targets {
        check(target)?;
    }
    Ok(StmtKind::Assign { targets, value: Box::new(value) })
}

/// `target op= value`
pub(crate) fn augmented(target: Expr, op: Operator, value: Expr) -> Result<StmtKind, Failure> {
    if !is_single(&target) {
        let message = format!("'{}' is an illegal expression for augmented assignment", describe(&target));
        return refuse(target.span, message);
    }
    Ok(StmtKind::AugAssign(Box::new(AugAssign { target, op, value })))
}

/// `target: annotation = value`, the statement beginning at `start`.
pub(crate) fn annotated(
    build: &Build<'_>,
    start: u32,
    target: Expr,
    annotation: Expr,
    value: Option<Expr>,
) -> Result<StmtKind, Failure> {
    if !is_single(&target) {
        return refuse(
            target.span,
            match target.kind {
                ExprKind::List(_) => "only single target (not list) can be annotated",
                ExprKind::Tuple(_) => "only single target (not tuple) can be annotated",
                _ => "illegal target for annotation",
            },
        );
    }
    let simple = matches!(target.kind, ExprKind::Name(_)) && !build.text(super::at(start, start + 1)).starts_with('(');
    Ok(StmtKind::AnnAssign(Box::new(AnnAssign { target, annotation, value, simple })))
}

/// `del a, b`
pub(crate) fn delete(list: OneOrMany) -> Result<StmtKind, Failure> {
    let targets = match list {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    };
    for target in &targets {
        check_deleted(target)?;
    }
    Ok(StmtKind::Delete(targets))
}

/// The target of a `for`.
pub(crate) fn bind(target: Expr) -> Result<Expr, Failure> {
    check(&target)?;
    Ok(target)
}

/// `context as target`
pub(crate) fn with_item(context_expr: Expr, target: Expr) -> Result<WithItem, Failure> {
    check(&target)?;
    Ok(WithItem { context_expr, optional_vars: Some(target) })
}

fn check(target: &Expr) -> Result<(), Failure> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript(_) => Ok(()),
        ExprKind::Starred(value) if !matches!(value.kind, ExprKind::Starred(_)) => check(value),
        ExprKind::List(elements) | ExprKind::Tuple(elements) => elements.iter().try_for_each(check),
        _ => refuse(target.span, format!("cannot assign to {}", describe(target))),
    }
}

fn check_deleted(target: &Expr) -> Result<(), Failure> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript(_) => Ok(()),
        ExprKind::List(elements) | ExprKind::Tuple(elements) => elements.iter().try_for_each(check_deleted),
        _ => refuse(target.span, format!("cannot delete {}", describe(target))),
    }
}

fn is_single(target: &Expr) -> bool {
    matches!(target.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript(_))
}

/// What an expression is called in a message.
pub(crate) fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript(_) => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::Call(_) => "function call",
        ExprKind::BoolOp { .. } | ExprKind::BinOp(_) | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp(_) => "dict comprehension",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::JoinedStr(_) | ExprKind::FormattedValue(_) => "f-string expression",
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::True) => "True",
        ExprKind::Constant(Constant::False) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Compare(_) => "comparison",
        ExprKind::IfExp(_) => "conditional expression",
        ExprKind::NamedExpr(_) => "named expression",
        ExprKind::Slice(_) => "slice",
    }
}
