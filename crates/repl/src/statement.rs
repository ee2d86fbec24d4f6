//! What was typed becomes code and runs: one statement after the other, with `await` outside of functions.

use std::sync::Arc;

use taipan_ast::expr::Expr;
use taipan_ast::stmt::{Mod, Stmt, StmtKind};
use taipan_bytecode::code::flags;
use taipan_core::machine::budget::Ending;
use taipan_core::machine::hooks::{CompileMode, CompileRequest};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::dict;
use taipan_core::value::function::Function;
use taipan_exec::{creation, entry, load};
use taipan_heap::value::{Ref, Value};

use crate::drive;
use crate::session::Session;

/// How the names of edited inputs begin; a number follows.
pub(crate) const NAMES: &str = "<python-input-";

/// Runs the statements of a text; the first that fails is the last.
pub(crate) fn run(vm: &mut Vm, session: &mut Session, text: &str) -> Result<(), Raised> {
    begin(vm, session);
    let name = match session.setup.edits {
        true => format!("{NAMES}{}>", session.inputs.len() - 1),
        false => "<stdin>".to_owned(),
    };
    offer_asyncio(vm, session, text)?;
    let whole: Arc<str> = text.into();
    for part in parts(text) {
        let function = compile(vm, session, &part, &name, &whole)?;
        execute(vm, &function)?;
    }
    Ok(())
}

/// The value of an expression.
pub(crate) fn evaluate(vm: &mut Vm, session: &mut Session, text: &str) -> Result<Value, Raised> {
    offer_asyncio(vm, session, text)?;
    let request = Request { mode: CompileMode::Expression, source: text.trim(), filename: "<expression>" };
    let function = function(vm, session, request, &text.into())?;
    execute(vm, &function)
}

/// Begins a run of its own, with new fuel.
pub(crate) fn begin(vm: &mut Vm, session: &Session) {
    vm.budget.begin(session.setup.fuel);
    vm.heap.end_rests();
}

/// Whether the session goes on after a run has ended so.
pub(crate) fn may_go_on(ending: Ending) -> bool {
    match ending {
        Ending::OutOfFuel | Ending::OutOfMemory | Ending::OutOfTime => true,
        Ending::Stopped | Ending::Broken => false,
    }
}

/// The function of a statement's code.
pub(crate) fn compile(
    vm: &mut Vm,
    session: &mut Session,
    source: &str,
    filename: &str,
    whole: &Arc<str>,
) -> Result<Ref<Function>, Raised> {
    function(vm, session, Request { mode: CompileMode::Interactive, source, filename }, whole)
}

/// What is compiled.
struct Request<'a> {
    mode: CompileMode,
    source: &'a str,
    filename: &'a str,
}

fn function(
    vm: &mut Vm,
    session: &mut Session,
    request: Request<'_>,
    whole: &Arc<str>,
) -> Result<Ref<Function>, Raised> {
    let compile = vm.hooks.compile;
    let request = CompileRequest {
        source: request.source,
        filename: request.filename,
        mode: request.mode,
        optimize: 0,
        future: session.future,
        top_level_await: true,
    };
    let code = compile(vm, request)?;
    session.future = code.flags & flags::FUTURE_ANNOTATIONS;
    vm.world.sources.borrow_mut().add(code.filename.clone(), whole.clone());
    let code = load::code_object(vm, &code)?;
    load::function(vm, code, session.namespace.clone())
}

/// Runs a statement's code, on the session's loop if it awaits.
fn execute(vm: &mut Vm, function: &Ref<Function>) -> Result<Value, Raised> {
    let Some(flavor) = function.code_object().makes else {
        let unbound = [Value::UNBOUND].into_iter().collect();
        return entry::run_bound(vm, function, unbound);
    };
    let coroutine = creation::create(vm, function.clone(), flavor, &mut [Value::UNBOUND])?;
    drive::complete(vm, &coroutine)
}

/// `asyncio` is there without having been imported.
fn offer_asyncio(vm: &mut Vm, session: &Session, text: &str) -> Result<(), Raised> {
    const NAME: &str = "asyncio";
    if !text.contains(NAME) || dict::get_text(vm, &session.namespace, NAME).is_some() {
        return Ok(());
    }
    let import = vm.hooks.import;
    let asyncio = import(vm, NAME)?;
    dict::set_text(vm, &session.namespace, NAME, asyncio)
}

/// The statements of a text, each on the lines where it stands; the text as it is if there is only one, or if it is no
/// Python.
fn parts(text: &str) -> Vec<String> {
    let whole = || vec![if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }];
    let source = taipan_source::decode::normalise(text);
    let Ok(parsed) = taipan_parser::parse(&source, taipan_parser::Mode::Module) else { return whole() };
    let Mod::Module(body) = &parsed.module else { return whole() };
    // First and last line of each group of statements that share a line.
    let mut groups: Vec<(u32, u32)> = Vec::new();
    for statement in body {
        let first = parsed.lines.line(start(statement));
        let last = parsed.lines.line(statement.span.end.saturating_sub(1).max(statement.span.start));
        match groups.last_mut() {
            Some(group) if first <= group.1 => group.1 = last.max(group.1),
            _ => groups.push((first, last)),
        }
    }
    if groups.len() < 2 {
        return whole();
    }
    let lines: Vec<&str> = source.split('\n').collect();
    let part = |&(first, last): &(u32, u32)| {
        let lines = lines.get(first as usize - 1..last as usize).unwrap_or_default();
        "\n".repeat(first as usize - 1) + &lines.join("\n") + "\n"
    };
    groups.iter().map(part).collect()
}

/// Where a statement begins, with its decorators.
fn start(statement: &Stmt) -> u32 {
    let decorators: &[Expr] = match &statement.kind {
        StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => &function.decorator_list,
        StmtKind::ClassDef(class) => &class.decorator_list,
        _ => &[],
    };
    decorators.first().map_or(statement.span.start, |first| first.span.start.min(statement.span.start))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn statements_stay_on_their_lines() {
        assert_eq!(parts("a = 1; b"), ["a = 1; b\n"]);
        assert_eq!(
            parts("a = 1\n\n@d\ndef f():\n\n  pass\n\nf()\n"),
            ["a = 1\n", "\n\n@d\ndef f():\n\n  pass\n", "\n\n\n\n\n\n\nf()\n"]
        );
        assert_eq!(parts("a = (\n1)\n'''x\n'''"), ["a = (\n1)\n", "\n\n'''x\n'''\n"]);
    }
}
