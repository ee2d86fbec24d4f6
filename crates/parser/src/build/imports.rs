//! `import` and `from ... import`.

use taipan_ast::name::Name;
use taipan_ast::stmt::{Alias, ImportFrom, StmtKind};
use taipan_source::span::Span;

use super::Build;

/// `from ..module import names`
pub(crate) fn from(level: u32, module: Option<Name>, names: Vec<Alias>) -> StmtKind {
    StmtKind::ImportFrom(Box::new(ImportFrom { module, names, level }))
}

/// The `*` of a `from` import.
pub(crate) fn star(build: &mut Build<'_>, span: Span) -> Alias {
    Alias { span, name: build.names.intern("*"), asname: None }
}
