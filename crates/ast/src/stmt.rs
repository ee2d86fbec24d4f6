//! Modules and statements.

use taipan_source::span::Span;

use crate::expr::{Arguments, Expr, Keyword, Operator};
use crate::name::Name;
use crate::pattern::Pattern;

/// What was parsed: one for each mode.
#[derive(Clone, Debug, PartialEq)]
pub enum Mod {
    /// A file, or what `exec` takes.
    Module(Vec<Stmt>),
    /// What a prompt takes: one compound statement, or simple statements on one line.
    Interactive(Vec<Stmt>),
    /// What `eval` takes.
    Expression(Box<Expr>),
}

/// A statement and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// Where it stands; decorators are not part of it.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// What a statement is.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `def`
    FunctionDef(Box<FunctionDef>),
    /// `async def`
    AsyncFunctionDef(Box<FunctionDef>),
    /// `class`
    ClassDef(Box<ClassDef>),
    /// `return value`
    Return(Option<Box<Expr>>),
    /// `del a, b`
    Delete(Vec<Expr>),
    /// `a = b = value`
    Assign {
        /// One for each `=`, from the left.
        targets: Vec<Expr>,
        /// The value.
        value: Box<Expr>,
    },
    /// `type name[params] = value`
    TypeAlias(Box<TypeAlias>),
    /// `target += value`
    AugAssign(Box<AugAssign>),
    /// `target: annotation = value`
    AnnAssign(Box<AnnAssign>),
    /// `for`
    For(Box<For>),
    /// `async for`
    AsyncFor(Box<For>),
    /// `while`
    While(Box<While>),
    /// `if`; an `elif` is an `If` alone in `orelse`.
    If(Box<If>),
    /// `with`
    With(Box<With>),
    /// `async with`
    AsyncWith(Box<With>),
    /// `match`
    Match(Box<Match>),
    /// `raise exc from cause`
    Raise {
        /// What is raised.
        exc: Option<Box<Expr>>,
        /// `from cause`
        cause: Option<Box<Expr>>,
    },
    /// `try ... except`
    Try(Box<Try>),
    /// `try ... except*`
    TryStar(Box<Try>),
    /// `assert test, msg`
    Assert {
        /// What must be true.
        test: Box<Expr>,
        /// The message.
        msg: Option<Box<Expr>>,
    },
    /// `import a.b as c`
    Import(Vec<Alias>),
    /// `from module import names`
    ImportFrom(Box<ImportFrom>),
    /// `global a, b`
    Global(Vec<Name>),
    /// `nonlocal a, b`
    Nonlocal(Vec<Name>),
    /// An expression as a statement.
    Expr(Box<Expr>),
    /// `pass`
    Pass,
    /// `break`
    Break,
    /// `continue`
    Continue,
}

/// `def` and `async def`
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub args: Arguments,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// From the top.
    pub decorator_list: Vec<Expr>,
    /// `-> returns`
    pub returns: Option<Expr>,
    /// `[T, *Ts, **P]`
    pub type_params: Vec<TypeParam>,
}

/// `class`
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    /// Its name.
    pub name: Name,
    /// Bases; `Starred` among them.
    pub bases: Vec<Expr>,
    /// `metaclass=` and others.
    pub keywords: Vec<Keyword>,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// From the top.
    pub decorator_list: Vec<Expr>,
    /// `[T]`
    pub type_params: Vec<TypeParam>,
}

/// `type name[params] = value`
#[derive(Clone, Debug, PartialEq)]
pub struct TypeAlias {
    /// Always a `Name` expression.
    pub name: Expr,
    /// `[T]`
    pub type_params: Vec<TypeParam>,
    /// Evaluated when asked for.
    pub value: Expr,
}

/// `target += value`
#[derive(Clone, Debug, PartialEq)]
pub struct AugAssign {
    /// A name, attribute or subscript.
    pub target: Expr,
    /// The operator before `=`.
    pub op: Operator,
    /// The right side.
    pub value: Expr,
}

/// `target: annotation = value`
#[derive(Clone, Debug, PartialEq)]
pub struct AnnAssign {
    /// A name, attribute or subscript.
    pub target: Expr,
    /// The annotation.
    pub annotation: Expr,
    /// The value, if any.
    pub value: Option<Expr>,
    /// Whether the target is a bare name without parentheses: only then the annotation is kept.
    pub simple: bool,
}

/// `for target in iter: body else: orelse`
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// What each item is bound to.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Perhaps empty.
    pub orelse: Vec<Stmt>,
}

/// `while test: body else: orelse`
#[derive(Clone, Debug, PartialEq)]
pub struct While {
    /// The condition.
    pub test: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Perhaps empty.
    pub orelse: Vec<Stmt>,
}

/// `if test: body else: orelse`
#[derive(Clone, Debug, PartialEq)]
pub struct If {
    /// The condition.
    pub test: Expr,
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Perhaps empty.
    pub orelse: Vec<Stmt>,
}

/// `with items: body`
#[derive(Clone, Debug, PartialEq)]
pub struct With {
    /// Never empty.
    pub items: Vec<WithItem>,
    /// Never empty.
    pub body: Vec<Stmt>,
}

/// `context_expr as optional_vars`
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context_expr: Expr,
    /// A target.
    pub optional_vars: Option<Expr>,
}

/// `match subject: cases`
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// What is matched.
    pub subject: Expr,
    /// Never empty.
    pub cases: Vec<MatchCase>,
}

/// `case pattern if guard: body`
#[derive(Clone, Debug, PartialEq)]
pub struct MatchCase {
    /// The pattern.
    pub pattern: Pattern,
    /// `if guard`
    pub guard: Option<Expr>,
    /// Never empty.
    pub body: Vec<Stmt>,
}

/// `try: body except: handlers else: orelse finally: finalbody`
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// Never empty.
    pub body: Vec<Stmt>,
    /// Empty only with a `finalbody`.
    pub handlers: Vec<ExceptHandler>,
    /// Perhaps empty.
    pub orelse: Vec<Stmt>,
    /// Perhaps empty.
    pub finalbody: Vec<Stmt>,
}

/// `except typ as name: body`
#[derive(Clone, Debug, PartialEq)]
pub struct ExceptHandler {
    /// Its place.
    pub span: Span,
    /// CPython's `type`; `None` for a bare `except:`.
    pub typ: Option<Expr>,
    /// `as name`
    pub name: Option<Name>,
    /// Never empty.
    pub body: Vec<Stmt>,
}

/// `name as asname`
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// Its place.
    pub span: Span,
    /// A dotted name is one name (`a.b.c`); a star is `*`.
    pub name: Name,
    /// `as asname`
    pub asname: Option<Name>,
}

/// `from ..module import names`
#[derive(Clone, Debug, PartialEq)]
pub struct ImportFrom {
    /// The dotted name as one name; `None` for `from . import x`.
    pub module: Option<Name>,
    /// Never empty.
    pub names: Vec<Alias>,
    /// How many leading dots.
    pub level: u32,
}

/// A type parameter and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeParam {
    /// Where it stands.
    pub span: Span,
    /// `T`, `*Ts` or `**P`.
    pub kind: TypeParamKind,
    /// Its name.
    pub name: Name,
    /// `: bound`, of a `TypeVar` only.
    pub bound: Option<Box<Expr>>,
    /// `= default`
    pub default_value: Option<Box<Expr>>,
}

/// The three sorts of type parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParamKind {
    /// `T`
    TypeVar,
    /// `*Ts`
    TypeVarTuple,
    /// `**P`
    ParamSpec,
}
