//! `match`.
use taipan_ast::stmt::Match;
use taipan_source::span::Span;
use crate::compiler::Compiler;
use crate::failure::{Outcome, fail};
impl<'a> Compiler<'a> {
    pub(crate) fn match_statement(&mut self, _match: &'a Match, span: Span) -> Outcome {
        fail("match is to come", span)
    }
}
