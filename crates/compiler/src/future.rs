//! `from __future__ import ...`: where it may stand, and what it may name.

use taipan_ast::constant::Constant;
use taipan_ast::expr::ExprKind;
use taipan_ast::stmt::{ImportFrom, Mod, Stmt, StmtKind};
use taipan_source::span::Span;

use crate::failure::{Failure, Outcome, Reason, fail};
use crate::interner::Interner;

const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Refuses a `from __future__` anywhere but where [`annotations`] has seen it.
pub(crate) fn refuse_late(import: &ImportFrom, names: &Interner<'_>, span: Span) -> Outcome {
    if is_future(import, names) {
        return fail("from __future__ imports must occur at the beginning of the file", span);
    }
    Ok(())
}

fn is_future(import: &ImportFrom, names: &Interner<'_>) -> bool {
    import.level == 0 && import.module.is_some_and(|name| names.text(name) == "__future__")
}

/// Whether the source postpones annotations. Refuses unknown features and late imports of them.
pub(crate) fn annotations(module: &Mod, names: &Interner<'_>) -> Outcome<bool> {
    let (Mod::Module(body) | Mod::Interactive(body)) = module else { return Ok(false) };
    let mut postponed = false;
    let mut at_start = true;
    for (index, statement) in body.iter().enumerate() {
        match &statement.kind {
            StmtKind::ImportFrom(import) if is_future(import, names) => {
                if !at_start {
                    refuse_late(import, names, statement.span)?;
                }
                for alias in &import.names {
                    let feature = names.text(alias.name);
                    let message = match feature {
                        "annotations" => {
                            postponed = true;
                            continue;
                        }
                        "braces" => String::from("not a chance"),
                        _ if FEATURES.contains(&feature) => continue,
                        _ => format!("future feature {feature} is not defined"),
                    };
                    let reason = Reason { message, span: statement.span, without_end: true };
                    return Err(Failure::Refused(Box::new(reason)));
                }
            }
            _ => at_start &= index == 0 && is_docstring(statement),
        }
    }
    Ok(postponed)
}

fn is_docstring(statement: &Stmt) -> bool {
    matches!(&statement.kind, StmtKind::Expr(value) if matches!(value.kind, ExprKind::Constant(Constant::Str(_))))
}
