//! Expressions.

use taipan_source::span::Span;

use crate::constant::Constant;
use crate::name::Name;

/// An expression and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Where it stands; parentheses around it are not part of it, except around a tuple or generator.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is. Contexts (load, store, delete) are not stored: the parent decides.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `a and b and c`: two values or more.
    BoolOp {
        /// `and` or `or`.
        op: BoolOp,
        /// The operands.
        values: Vec<Expr>,
    },
    /// `target := value`
    NamedExpr(Box<NamedExpr>),
    /// `left + right`
    BinOp(Box<BinOp>),
    /// `-operand`
    UnaryOp {
        /// The operator.
        op: UnaryOp,
        /// Its operand.
        operand: Box<Expr>,
    },
    /// `lambda args: body`
    Lambda(Box<Lambda>),
    /// `body if test else orelse`
    IfExp(Box<IfExp>),
    /// `{key: value, **mapping}`
    Dict(Vec<DictItem>),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `[elt for ...]`
    ListComp {
        /// The element.
        elt: Box<Expr>,
        /// The loops.
        generators: Vec<Comprehension>,
    },
    /// `{elt for ...}`
    SetComp {
        /// The element.
        elt: Box<Expr>,
        /// The loops.
        generators: Vec<Comprehension>,
    },
    /// `{key: value for ...}`
    DictComp(Box<DictComp>),
    /// `(elt for ...)`
    GeneratorExp {
        /// The element.
        elt: Box<Expr>,
        /// The loops.
        generators: Vec<Comprehension>,
    },
    /// `await value`
    Await(Box<Expr>),
    /// `yield value`
    Yield(Option<Box<Expr>>),
    /// `yield from value`
    YieldFrom(Box<Expr>),
    /// `left < b < c`: as many operators as comparators.
    Compare(Box<Compare>),
    /// `func(args, name=value)`
    Call(Box<Call>),
    /// `{value!r:spec}` in an f-string; stands only in a `JoinedStr`.
    FormattedValue(Box<FormattedValue>),
    /// An f-string: constants of kind `Str` and formatted values. Adjacent literals are joined already.
    JoinedStr(Vec<Expr>),
    /// A literal.
    Constant(Constant),
    /// `value.attr`
    Attribute {
        /// The object.
        value: Box<Expr>,
        /// The attribute, not mangled.
        attr: Name,
    },
    /// `value[slice]`
    Subscript(Box<Subscript>),
    /// `*value`
    Starred(Box<Expr>),
    /// `id`
    Name(Name),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `a, b`
    Tuple(Vec<Expr>),
    /// `lower:upper:step`; stands only in a subscript.
    Slice(Box<Slice>),
}

/// `target := value`
#[derive(Clone, Debug, PartialEq)]
pub struct NamedExpr {
    /// Always a `Name`.
    pub target: Expr,
    /// What it is bound to.
    pub value: Expr,
}

/// `left op right`
#[derive(Clone, Debug, PartialEq)]
pub struct BinOp {
    /// Left operand.
    pub left: Expr,
    /// The operator.
    pub op: Operator,
    /// Right operand.
    pub right: Expr,
}

/// `lambda args: body`
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// The parameters, without annotations.
    pub args: Arguments,
    /// What it returns.
    pub body: Expr,
}

/// `body if test else orelse`
#[derive(Clone, Debug, PartialEq)]
pub struct IfExp {
    /// The condition.
    pub test: Expr,
    /// Value when true.
    pub body: Expr,
    /// Value when false.
    pub orelse: Expr,
}

/// An entry of a dict display.
#[derive(Clone, Debug, PartialEq)]
pub struct DictItem {
    /// The key; `None` for `**value`.
    pub key: Option<Expr>,
    /// The value, or the mapping to unpack.
    pub value: Expr,
}

/// `{key: value for ...}`
#[derive(Clone, Debug, PartialEq)]
pub struct DictComp {
    /// The key.
    pub key: Expr,
    /// The value.
    pub value: Expr,
    /// The loops.
    pub generators: Vec<Comprehension>,
}

/// `[async] for target in iter [if cond]*`
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// What each item is bound to.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub ifs: Vec<Expr>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// `left op comparator op comparator`
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The first operand.
    pub left: Expr,
    /// The operators.
    pub ops: Vec<CmpOp>,
    /// The other operands.
    pub comparators: Vec<Expr>,
}

/// `func(args, keywords)`
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is called.
    pub func: Expr,
    /// Positional arguments; `Starred` among them.
    pub args: Vec<Expr>,
    /// Keyword arguments and `**mappings`, in order.
    pub keywords: Vec<Keyword>,
}

/// `arg=value` or `**value`
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// Its place.
    pub span: Span,
    /// The name; `None` for `**value`.
    pub arg: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// `{value!conversion:format_spec}`
#[derive(Clone, Debug, PartialEq)]
pub struct FormattedValue {
    /// The expression.
    pub value: Expr,
    /// `!r`, `!s` or `!a`.
    pub conversion: Option<Conversion>,
    /// A `JoinedStr`.
    pub format_spec: Option<Expr>,
}

/// `value[slice]`
#[derive(Clone, Debug, PartialEq)]
pub struct Subscript {
    /// The object.
    pub value: Expr,
    /// A `Slice`, an expression, or a `Tuple` of them.
    pub slice: Expr,
}

/// `lower:upper:step`
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// First.
    pub lower: Option<Expr>,
    /// Behind the last.
    pub upper: Option<Expr>,
    /// Distance.
    pub step: Option<Expr>,
}

/// The parameters of a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// Before `/`.
    pub posonlyargs: Vec<Arg>,
    /// By position or name.
    pub args: Vec<Arg>,
    /// `*vararg`
    pub vararg: Option<Box<Arg>>,
    /// Behind `*`.
    pub kwonlyargs: Vec<Arg>,
    /// As many as `kwonlyargs`; `None` where the argument is required.
    pub kw_defaults: Vec<Option<Expr>>,
    /// `**kwarg`
    pub kwarg: Option<Box<Arg>>,
    /// Defaults of the last of `posonlyargs` and `args` together.
    pub defaults: Vec<Expr>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// Its place, annotation included.
    pub span: Span,
    /// Its name.
    pub arg: Name,
    /// `: annotation`
    pub annotation: Option<Box<Expr>>,
}

/// `!s`, `!r`, `!a`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// `and`, `or`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    /// `and`
    And,
    /// `or`
    Or,
}

/// The thirteen binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mult,
    /// `@`
    MatMult,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `//`
    FloorDiv,
}

/// The four unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `~`
    Invert,
    /// `not`
    Not,
    /// `+`
    UAdd,
    /// `-`
    USub,
}

/// The ten comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}
