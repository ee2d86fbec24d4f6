//! The second pass: for every name in every scope, where it lives.
//!
//! Scopes are resolved outside in, so a use that finds its variable in an outer frame can mark it there as captured and
//! put it into the closures of all frames between.

use taipan_ast::name::Name;

use super::{Binding, ScopeId, ScopeKind, ScopeTable, mark};
use crate::failure::{Outcome, fail};
use crate::interner::{Interner, Known};

/// Resolves all names of all scopes.
pub(crate) fn resolve(table: &mut ScopeTable, names: &Interner<'_>, known: Known) -> Outcome {
    for index in 0..table.scopes.len() {
        let id = ScopeId(index as u32);
        if table.get(id).is_text {
            continue;
        }
        let mut at = 0;
        // Closures of inner scopes add symbols only to scopes that are resolved already.
        while let Some(&symbol) = table.get(id).symbols.get(at) {
            if symbol.binding == Binding::Unknown {
                let binding = own(table, names, known, id, at)?;
                let binding = match binding {
                    Some(binding) => binding,
                    None => outer(table, known, id, symbol.name),
                };
                // Finding itself captured meanwhile is kept.
                if let Some(symbol) = table.get_mut(id).symbols.get_mut(at)
                    && symbol.binding == Binding::Unknown
                {
                    symbol.binding = binding;
                }
            }
            at += 1;
        }
    }
    Ok(())
}

const BOUND: u16 = mark::LOCAL | mark::PARAMETER | mark::IMPORTED;

/// The binding that the scope's own marks give, if they do.
fn own(table: &mut ScopeTable, names: &Interner<'_>, known: Known, id: ScopeId, at: usize) -> Outcome<Option<Binding>> {
    let scope = table.get(id);
    let symbol = scope.symbols[at];
    let text = || names.text(symbol.name);
    if symbol.marks & mark::GLOBAL != 0 {
        if symbol.marks & mark::NONLOCAL != 0 {
            return fail(format!("name '{}' is nonlocal and global", text()), symbol.span);
        }
        return Ok(Some(Binding::GlobalExplicit));
    }
    if symbol.marks & mark::NONLOCAL != 0 {
        if scope.kind == ScopeKind::Module {
            return fail("nonlocal declaration not allowed at module level", symbol.span);
        }
        return match find_variable(table, known, id, symbol.name) {
            Found::In(around) if table.get(around).find(symbol.name).is_some_and(is_type_parameter) => {
                fail(format!("nonlocal binding not allowed for type parameter '{}'", text()), symbol.span)
            }
            Found::In(around) => Ok(Some(capture(table, known, id, around, symbol.name))),
            Found::Global => fail(format!("no binding for nonlocal '{}' found", text()), symbol.span),
        };
    }
    if symbol.marks & BOUND != 0 {
        return Ok(Some(if scope.is_function_like() { Binding::Local } else { Binding::Namespace }));
    }
    Ok(None)
}

fn is_type_parameter(symbol: &super::Symbol) -> bool {
    symbol.marks & mark::TYPE_PARAMETER != 0
}

/// The binding of a name that the scope only reads.
fn outer(table: &mut ScopeTable, known: Known, id: ScopeId, name: Name) -> Binding {
    if table.get(id).sees_class
        && let Some(binding) = through_class(table, id, name)
    {
        return binding;
    }
    match find_variable(table, known, id, name) {
        Found::In(around) => capture(table, known, id, around, name),
        Found::Global if table.get(id).kind == ScopeKind::Module => Binding::Namespace,
        Found::Global if table.get(id).kind == ScopeKind::Class => Binding::Namespace,
        Found::Global => Binding::GlobalImplicit,
    }
}

/// The binding of a name in an annotation scope, if the class around it binds the name: its namespace is asked first,
/// then the globals.
fn through_class(table: &ScopeTable, id: ScopeId, name: Name) -> Option<Binding> {
    let mut next = table.get(id).parent;
    while let Some(around) = next {
        let scope = table.get(around);
        let marks = scope.find(name).map_or(0, |symbol| symbol.marks);
        if scope.kind == ScopeKind::Class {
            return match marks {
                _ if marks & mark::GLOBAL != 0 => Some(Binding::GlobalExplicit),
                _ if marks & BOUND != 0 && marks & mark::NONLOCAL == 0 => Some(Binding::GlobalImplicit),
                _ => None,
            };
        }
        if marks & BOUND != 0 {
            return None;
        }
        next = scope.parent;
    }
    None
}

enum Found {
    In(ScopeId),
    Global,
}

/// The scope around `id` that binds the name as a variable.
fn find_variable(table: &ScopeTable, known: Known, id: ScopeId, name: Name) -> Found {
    let host = table.get(id).host;
    let mut next = table.get(id).parent;
    while let Some(around) = next {
        let scope = table.get(around);
        if scope.kind == ScopeKind::Class {
            // A class binds nothing for inner scopes but the two cells that the compiler makes.
            if (name == known.class_cell || name == known.class_dict) && scope.host != host {
                return Found::In(around);
            }
        } else if scope.is_function_like()
            && let Some(symbol) = scope.find(name)
        {
            if symbol.marks & mark::GLOBAL != 0 {
                return Found::Global;
            }
            if symbol.marks & BOUND != 0 && symbol.marks & mark::NONLOCAL == 0 {
                return Found::In(around);
            }
        }
        next = scope.parent;
    }
    Found::Global
}

/// Makes the variable of scope `around` reachable from scope `id`.
fn capture(table: &mut ScopeTable, known: Known, id: ScopeId, around: ScopeId, name: Name) -> Binding {
    let owner_host = table.get(around).host;
    let host = table.get(id).host;
    if owner_host == host {
        return Binding::Around(around);
    }
    let owner = table.get_mut(around);
    if owner.kind != ScopeKind::Class {
        owner.symbol(name).binding = Binding::Cell;
    } else if name == known.class_cell {
        owner.needs_class_cell = true;
    } else {
        owner.needs_class_dict = true;
    }
    let mut frame = host;
    while frame != owner_host {
        let scope = table.get_mut(frame);
        if !scope.free.contains(&name) {
            scope.free.push(name);
        }
        let Some(parent) = scope.parent else { break };
        frame = table.get(parent).host;
    }
    if table.get(id).kind == ScopeKind::Class { Binding::ClassFree } else { Binding::Free }
}
