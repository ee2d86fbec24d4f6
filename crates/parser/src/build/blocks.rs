//! Compound statements. They end where their last statement ends, not where the indentation does.

use taipan_ast::expr::{Arguments, Expr};
use taipan_ast::name::Name;
use taipan_ast::stmt::{
    ClassDef, ExceptHandler, For, FunctionDef, If, Match, MatchCase, Stmt, StmtKind, Try, TypeParam, TypeParamKind,
    While, With,
};
use taipan_source::span::Span;

use super::calls::{self, Argument};

/// `if test: body`, with what stands in `elif` and `else`.
pub(crate) fn branch(start: u32, test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt>) -> Stmt {
    let end = end_of(&[&body, &orelse]);
    Stmt { span: Span::new(start, end), kind: StmtKind::If(Box::new(If { test, body, orelse })) }
}

/// `while test: body`
pub(crate) fn repeat(start: u32, test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt>) -> Stmt {
    let end = end_of(&[&body, &orelse]);
    Stmt { span: Span::new(start, end), kind: StmtKind::While(Box::new(While { test, body, orelse })) }
}

/// `for` and `async for`
pub(crate) fn each(start: u32, is_async: bool, content: Box<For>) -> Stmt {
    let end = end_of(&[&content.body, &content.orelse]);
    let kind = if is_async { StmtKind::AsyncFor(content) } else { StmtKind::For(content) };
    Stmt { span: Span::new(start, end), kind }
}

/// `with` and `async with`
pub(crate) fn with(start: u32, is_async: bool, content: Box<With>) -> Stmt {
    let end = end_of(&[&content.body]);
    let kind = if is_async { StmtKind::AsyncWith(content) } else { StmtKind::With(content) };
    Stmt { span: Span::new(start, end), kind }
}

/// `try` with `except` or `finally`
pub(crate) fn attempt(start: u32, content: Box<Try>) -> Stmt {
    Stmt { span: Span::new(start, end_of_try(&content)), kind: StmtKind::Try(content) }
}

/// `try` with `except*`
pub(crate) fn attempt_groups(start: u32, content: Box<Try>) -> Stmt {
    Stmt { span: Span::new(start, end_of_try(&content)), kind: StmtKind::TryStar(content) }
}

/// `except typ as name: body`
pub(crate) fn handler(start: u32, typ: Option<Expr>, name: Option<Name>, body: Vec<Stmt>) -> ExceptHandler {
    ExceptHandler { span: Span::new(start, end_of(&[&body])), typ, name, body }
}

/// `match subject: cases`
pub(crate) fn choose(start: u32, subject: Expr, cases: Vec<MatchCase>) -> Stmt {
    let end = cases.last().map_or(start, |case| end_of(&[&case.body]));
    Stmt { span: Span::new(start, end), kind: StmtKind::Match(Box::new(Match { subject, cases })) }
}

/// `def` and `async def`
pub(crate) fn function(start: u32, is_async: bool, definition: Box<FunctionDef>) -> Stmt {
    let end = end_of(&[&definition.body]);
    let kind = if is_async { StmtKind::AsyncFunctionDef(definition) } else { StmtKind::FunctionDef(definition) };
    Stmt { span: Span::new(start, end), kind }
}

/// What stands behind `def`.
pub(crate) fn definition(
    name: Name,
    type_params: Option<Vec<TypeParam>>,
    args: Arguments,
    returns: Option<Expr>,
    body: Vec<Stmt>,
) -> Box<FunctionDef> {
    let type_params = type_params.unwrap_or_default();
    Box::new(FunctionDef { name, args, body, decorator_list: Vec::new(), returns, type_params })
}

/// `class`
pub(crate) fn class(
    start: u32,
    name: Name,
    type_params: Option<Vec<TypeParam>>,
    arguments: Vec<Argument>,
    body: Vec<Stmt>,
) -> Stmt {
    let end = end_of(&[&body]);
    let (bases, keywords) = calls::divide(arguments);
    let type_params = type_params.unwrap_or_default();
    let content = ClassDef { name, bases, keywords, body, decorator_list: Vec::new(), type_params };
    Stmt { span: Span::new(start, end), kind: StmtKind::ClassDef(Box::new(content)) }
}

/// A definition with its decorators, which are not part of its span.
pub(crate) fn decorated(mut definition: Stmt, decorators: Vec<Expr>) -> Stmt {
    match &mut definition.kind {
        StmtKind::FunctionDef(content) | StmtKind::AsyncFunctionDef(content) => content.decorator_list = decorators,
        StmtKind::ClassDef(content) => content.decorator_list = decorators,
        _ => {}
    }
    definition
}

/// `T: bound = default`, `*Ts`, `**P`
pub(crate) fn type_parameter(
    span: Span,
    kind: TypeParamKind,
    name: Name,
    bound: Option<Expr>,
    default: Option<Expr>,
) -> TypeParam {
    TypeParam { span, kind, name, bound: super::boxed(bound), default_value: super::boxed(default) }
}

fn end_of_try(content: &Try) -> u32 {
    let handlers = content.handlers.last().map_or(0, |handler| handler.span.end);
    end_of(&[&content.body, &content.orelse, &content.finalbody]).max(handlers)
}

/// The end of the last of several blocks, some of which may be empty.
fn end_of(blocks: &[&[Stmt]]) -> u32 {
    blocks.iter().filter_map(|block| block.last()).map(|last| last.span.end).max().unwrap_or(0)
}
