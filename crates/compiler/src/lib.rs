//! Tree to code: scopes, lowering, folding.
//!
//! In reading order: `options` (what the caller decides), `scope` (which names live where), `compiler` (the state, and
//! how code objects begin and end), `unit` (one code object while it is compiled), `emit` and `names` (instructions and
//! variables), then the language: statements (`statements`, `assignments`, `loops`, `exceptions`, `contexts`,
//! `definitions`, `classes`, `generics`, `imports`, `patterns`) and expressions (`expressions`, `operators`,
//! `conditions`, `calls`, `displays`, `comprehensions`). `fold` evaluates constants, `warn` finds what looks wrong,
//! `unparse` writes expressions as text.
//!
//! Must not: know values or the machine, read files, print.

pub mod options;
mod scope;
mod compiler;
mod unit;
mod emit;
mod names;
mod statements;
mod assignments;
mod loops;
mod exceptions;
mod contexts;
mod definitions;
mod classes;
mod generics;
mod imports;
mod patterns;
mod expressions;
mod operators;
mod conditions;
mod calls;
mod displays;
mod comprehensions;
mod constants;
mod fold;
mod future;
mod warn;
mod unparse;
mod docstring;
mod interner;
mod failure;

use std::sync::Arc;

use taipan_ast::parsed::Parsed;
use taipan_bytecode::code::Code;
use taipan_source::diagnostic::{Diagnostic, Kind, Warning};
use taipan_source::meter::{Free, Toll};

use crate::failure::{Failure, Outcome};
use crate::options::CompileOptions;
use crate::scope::collect::Depth;

/// Compiles a tree. The warnings are the compiler's own; the parser's stand in the tree.
pub fn compile(parsed: &Parsed, options: &CompileOptions) -> Result<(Arc<Code>, Vec<Warning>), Diagnostic> {
    compile_paid(parsed, options, &mut Free)
}

/// The same, paid for piece by piece.
///
/// # Errors
/// As [`compile`], and [`Kind::Unpaid`] where the toll is refused.
pub fn compile_paid(
    parsed: &Parsed,
    options: &CompileOptions,
    toll: &mut Toll<'_>,
) -> Result<(Arc<Code>, Vec<Warning>), Diagnostic> {
    let outcome = match compiler::compile(parsed, options, Depth::Shallow, toll) {
        Err(Failure::TooDeep) => on_large_stack(parsed, options, toll),
        outcome => outcome,
    };
    outcome.map_err(|failure| diagnostic(failure, parsed))
}

/// The few trees that are very deep get a thread with room for them.
fn on_large_stack(
    parsed: &Parsed,
    options: &CompileOptions,
    toll: &mut Toll<'_>,
) -> Outcome<(Arc<Code>, Vec<Warning>)> {
    const STACK: usize = 256 << 20;
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, || compiler::compile(parsed, options, Depth::Any, toll));
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(Failure::TooDeep),
        }
    })
}

fn diagnostic(failure: Failure, parsed: &Parsed) -> Diagnostic {
    let reason = match failure {
        Failure::Refused(reason) => reason,
        Failure::Unpaid => return Diagnostic::nowhere(Kind::Unpaid, ""),
        Failure::TooDeep => {
            return Diagnostic::nowhere(Kind::RecursionError, "maximum recursion depth exceeded during compilation");
        }
    };
    // CPython counts bytes in the columns of these errors.
    let mut at = parsed.lines.locate_bytes(reason.span);
    if reason.without_end {
        at.end_line = at.line;
    }
    let mut diagnostic = Diagnostic::new(Kind::SyntaxError, reason.message, at);
    if reason.without_end {
        diagnostic.end_offset = Diagnostic::UNKNOWN;
    }
    diagnostic
}
