//! Type parameters and type aliases.
use taipan_ast::name::Name;
use taipan_ast::stmt::{TypeAlias, TypeParam};
use taipan_source::span::Span;
use crate::compiler::Compiler;
use crate::failure::{Outcome, fail};
use crate::unit::Register;
impl<'a> Compiler<'a> {
    pub(crate) fn rename_generic(&mut self, _name: Name) {}
    pub(crate) fn type_parameters(&mut self, params: &'a [TypeParam]) -> Outcome<Register> {
        fail("type parameters are to come", params[0].span)
    }
    pub(crate) fn type_alias(&mut self, _alias: &'a TypeAlias, span: Span) -> Outcome {
        fail("type aliases are to come", span)
    }
}
