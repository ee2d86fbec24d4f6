//! The arguments of a call, and of a class.

use taipan_ast::expr::{Call, Comprehension, Expr, ExprKind, Keyword};
use taipan_source::span::Span;

use super::{Failure, refuse};

/// One argument of a call.
pub(crate) enum Argument {
    Positional(Expr),
    Keyword(Keyword),
}

/// `func(arguments)`
pub(crate) fn call(span: Span, func: Expr, arguments: Vec<Argument>) -> Expr {
    let (args, keywords) = divide(arguments);
    Expr { span, kind: ExprKind::Call(Box::new(Call { func, args, keywords })) }
}

/// `func(elt for ...)`: the generator's span are the parentheses.
pub(crate) fn call_with_generator(
    span: Span,
    parentheses: Span,
    func: Expr,
    elt: Expr,
    generators: Vec<Comprehension>,
) -> Expr {
    let kind = ExprKind::GeneratorExp { elt: Box::new(elt), generators };
    let args = vec![Expr { span: parentheses, kind }];
    Expr { span, kind: ExprKind::Call(Box::new(Call { func, args, keywords: Vec::new() })) }
}

/// Check the order of arguments, which is: positional ones, then those with a name, `*iterables` up to the first
/// `**mapping`.
pub(crate) fn check(arguments: Vec<Argument>) -> Result<Vec<Argument>, Failure> {
    let mut named = false;
    let mut unpacked = false;
    for argument in &arguments {
        match argument {
            Argument::Keyword(keyword) => {
                named |= keyword.arg.is_some();
                unpacked |= keyword.arg.is_none();
            }
            Argument::Positional(value) => {
                let starred = matches!(value.kind, ExprKind::Starred(_));
                if unpacked && starred {
                    return refuse(value.span, "iterable argument unpacking follows keyword argument unpacking");
                }
                if unpacked {
                    return refuse(value.span, "positional argument follows keyword argument unpacking");
                }
                if named && !starred {
                    return refuse(value.span, "positional argument follows keyword argument");
                }
            }
        }
    }
    Ok(arguments)
}

/// Positional arguments here, keywords there.
pub(crate) fn divide(arguments: Vec<Argument>) -> (Vec<Expr>, Vec<Keyword>) {
    let mut args = Vec::with_capacity(arguments.len());
    let mut keywords = Vec::new();
    for argument in arguments {
        match argument {
            Argument::Positional(value) => args.push(value),
            Argument::Keyword(keyword) => keywords.push(keyword),
        }
    }
    (args, keywords)
}
