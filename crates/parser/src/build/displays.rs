//! Tuples, parentheses, and comprehensions.

use taipan_ast::expr::{Comprehension, DictComp, DictItem, Expr, ExprKind};
use taipan_source::span::Span;

use super::{Failure, expr, refuse};

/// One expression, or several between commas. A comma behind a single one makes it `Many`.
pub(crate) enum OneOrMany {
    One(Expr),
    Many(Vec<Expr>),
}

/// A list that is a tuple if it has a comma.
pub(crate) fn tuple_or_one(start: u32, end: u32, list: OneOrMany) -> Expr {
    match list {
        OneOrMany::One(one) => one,
        OneOrMany::Many(elements) => expr(start, end, ExprKind::Tuple(elements)),
    }
}

/// The same in parentheses, where a single starred expression is refused.
pub(crate) fn parenthesised(start: u32, end: u32, list: OneOrMany) -> Result<Expr, Failure> {
    match list {
        OneOrMany::One(one) => {
            if let ExprKind::Starred(_) = one.kind {
                return refuse(one.span, "cannot use starred expression here");
            }
            Ok(one)
        }
        OneOrMany::Many(elements) => Ok(expr(start, end, ExprKind::Tuple(elements))),
    }
}

/// What stands between `[` and `]` of a subscript: a starred expression makes it a tuple.
pub(crate) fn subscript(start: u32, end: u32, list: OneOrMany) -> Expr {
    match list {
        OneOrMany::One(one) if matches!(one.kind, ExprKind::Starred(_)) => expr(start, end, ExprKind::Tuple(vec![one])),
        list => tuple_or_one(start, end, list),
    }
}

/// `[elt for ...]`
pub(crate) fn list_comprehension(span: Span, elt: Expr, generators: Vec<Comprehension>) -> Result<Expr, Failure> {
    let elt = Box::new(element(elt)?);
    Ok(Expr { span, kind: ExprKind::ListComp { elt, generators } })
}

/// `{elt for ...}`
pub(crate) fn set_comprehension(span: Span, elt: Expr, generators: Vec<Comprehension>) -> Result<Expr, Failure> {
    let elt = Box::new(element(elt)?);
    Ok(Expr { span, kind: ExprKind::SetComp { elt, generators } })
}

/// `(elt for ...)`
pub(crate) fn generator(span: Span, elt: Expr, generators: Vec<Comprehension>) -> Result<Expr, Failure> {
    let elt = Box::new(element(elt)?);
    Ok(Expr { span, kind: ExprKind::GeneratorExp { elt, generators } })
}

/// `{key: value for ...}`
pub(crate) fn dict_comprehension(span: Span, item: DictItem, generators: Vec<Comprehension>) -> Result<Expr, Failure> {
    let Some(key) = item.key else {
        return refuse(item.value.span, "dict unpacking cannot be used in dict comprehension");
    };
    Ok(Expr { span, kind: ExprKind::DictComp(Box::new(DictComp { key, value: item.value, generators })) })
}

fn element(elt: Expr) -> Result<Expr, Failure> {
    if let ExprKind::Starred(_) = elt.kind {
        return refuse(elt.span, "iterable unpacking cannot be used in comprehension");
    }
    Ok(elt)
}
