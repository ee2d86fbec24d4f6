//! Warnings about code that is accepted but surely is not what was meant.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Call, CmpOp, Compare, Expr, ExprKind, Subscript};
use taipan_source::diagnostic::Warning;
use taipan_source::span::Span;

use crate::compiler::Compiler;

impl Compiler<'_> {
    fn warn(&mut self, message: String, span: Span) {
        let warning = Warning { message, span };
        // The body of a `finally` is compiled once for each way into it.
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// `is` with a literal.
    pub(crate) fn warn_comparison(&mut self, compare: &Compare, span: Span) {
        let mut left = &compare.left;
        for (op, right) in compare.ops.iter().zip(&compare.comparators) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some(kind) = compared_literal(left).or_else(|| compared_literal(right))
            {
                let (written, meant) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                self.warn(format!("\"{written}\" with '{kind}' literal. Did you mean \"{meant}\"?"), span);
                return;
            }
            left = right;
        }
    }

    /// A call of what cannot be called.
    pub(crate) fn warn_call(&mut self, call: &Call) {
        let kind = match &call.func.kind {
            ExprKind::Lambda(_) => return,
            _ => kind_of(&call.func),
        };
        if let Some(kind) = kind {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(message, call.func.span);
        }
    }

    /// An index into what has none, or of a sort that does not fit.
    pub(crate) fn warn_subscript(&mut self, subscript: &Subscript) {
        let Some(kind) = kind_of(&subscript.value) else { return };
        if matches!(kind, "str" | "bytes" | "tuple" | "list") {
            let fits = matches!(
                &subscript.slice.kind,
                ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_) | Constant::True | Constant::False)
                    | ExprKind::Slice(_)
            );
            if let (false, Some(index)) = (fits, kind_of(&subscript.slice)) {
                let message =
                    format!("{kind} indices must be integers or slices, not {index}; perhaps you missed a comma?");
                self.warn(message, subscript.value.span);
            }
        } else if kind != "dict" {
            let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
            self.warn(message, subscript.value.span);
        }
    }

    /// `assert (test, message)` is always true.
    pub(crate) fn warn_assert(&mut self, test: &Expr, span: Span) {
        if let ExprKind::Tuple(items) = &test.kind
            && !items.is_empty()
        {
            self.warn(String::from("assertion is always true, perhaps remove parentheses?"), span);
        }
    }
}

/// The type of a literal whose identity means nothing.
fn compared_literal(expression: &Expr) -> Option<&'static str> {
    match &expression.kind {
        ExprKind::Constant(Constant::None | Constant::True | Constant::False | Constant::Ellipsis) => None,
        ExprKind::Constant(_) | ExprKind::Tuple(_) => kind_of(expression),
        _ => None,
    }
}

/// The type of an expression that shows it.
fn kind_of(expression: &Expr) -> Option<&'static str> {
    Some(match &expression.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::None => "NoneType",
            Constant::True | Constant::False => "bool",
            Constant::Ellipsis => "ellipsis",
            Constant::Int(_) | Constant::BigInt(_) => "int",
            Constant::Float(_) => "float",
            Constant::Complex(_) => "complex",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
        },
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict(_) | ExprKind::DictComp(_) => "dict",
        ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
        ExprKind::GeneratorExp { .. } => "generator",
        ExprKind::Lambda(_) => "function",
        ExprKind::JoinedStr(_) | ExprKind::FormattedValue(_) => "str",
        _ => return None,
    })
}
