//! Warnings about code that is accepted but surely is not what was meant.

use taipan_ast::expr::{Call, CmpOp, Compare, Expr, ExprKind, Subscript};
use taipan_bytecode::code::Const;
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

    /// The same of a comparison that `not` stands before: of one alone the opposite is read.
    pub(crate) fn warn_negated(&mut self, operand: &Expr) {
        if let ExprKind::Compare(compare) = &operand.kind {
            self.warn_comparison(compare, operand.span, compare.ops.len() == 1);
        }
    }

    /// `is` with a literal. Each comparison is warned of once.
    pub(crate) fn warn_comparison(&mut self, compare: &Compare, span: Span, negated: bool) {
        if self.warnings.iter().any(|warning| warning.span == span) {
            return;
        }
        let mut left = &compare.left;
        for (op, right) in compare.ops.iter().zip(&compare.comparators) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some(kind) = self.compared_literal(left).or_else(|| self.compared_literal(right))
            {
                let is = (*op == CmpOp::Is) != negated;
                let (written, meant) = if is { ("is", "==") } else { ("is not", "!=") };
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
            _ => self.kind_of(&call.func),
        };
        if let Some(kind) = kind {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(message, call.func.span);
        }
    }

    /// An index into what has none, or of a sort that does not fit.
    pub(crate) fn warn_subscript(&mut self, subscript: &Subscript) {
        let Some(kind) = self.kind_of(&subscript.value) else { return };
        if matches!(kind, "str" | "bytes" | "tuple" | "list") {
            let fits = matches!(&subscript.slice.kind, ExprKind::Slice(_))
                || matches!(self.constant(&subscript.slice), Some(Const::Int(_) | Const::BigInt(_) | Const::Bool(_)));
            if let (false, Some(index)) = (fits, self.kind_of(&subscript.slice)) {
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
    /// The type of a constant whose identity means nothing.
    fn compared_literal(&self, expression: &Expr) -> Option<&'static str> {
        match self.constant(expression)? {
            Const::None | Const::Bool(_) | Const::Ellipsis => None,
            constant => kind_of_constant(&constant),
        }
    }

    /// The type of an expression that shows it.
    fn kind_of(&self, expression: &Expr) -> Option<&'static str> {
        if let Some(constant) = self.constant(expression) {
            return kind_of_constant(&constant);
        }
        Some(match &expression.kind {
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
}

fn kind_of_constant(constant: &Const) -> Option<&'static str> {
    Some(match constant {
        Const::None => "NoneType",
        Const::Bool(_) => "bool",
        Const::Ellipsis => "ellipsis",
        Const::Int(_) | Const::BigInt(_) => "int",
        Const::Float(_) => "float",
        Const::Complex(..) => "complex",
        Const::Str(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        Const::FrozenSet(_) | Const::Code(_) => return None,
    })
}
