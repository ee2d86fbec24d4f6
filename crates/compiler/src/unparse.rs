//! Expressions as text.
use taipan_ast::expr::Expr;
use crate::compiler::Compiler;
impl Compiler<'_> {
    pub(crate) fn unparse(&self, expression: &Expr) -> Vec<u8> {
        expression.span.text(self.source).as_bytes().to_vec()
    }
}
