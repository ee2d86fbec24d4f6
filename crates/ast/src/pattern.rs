//! What stands behind `case`.

use taipan_source::span::Span;

use crate::expr::Expr;
use crate::name::Name;

/// A pattern and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind,
}

/// What a pattern is.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// A literal (perhaps negative or complex), an f-string-free string, or a dotted name: compared with `==`.
    MatchValue(Box<Expr>),
    /// `None`, `True` or `False`: compared with `is`. Always a `Constant`.
    MatchSingleton(crate::constant::Constant),
    /// `[a, *rest]`
    MatchSequence(Vec<Pattern>),
    /// `{key: pattern, **rest}`
    MatchMapping(Box<MatchMapping>),
    /// `cls(a, name=b)`
    MatchClass(Box<MatchClass>),
    /// `*name`; `None` for `*_`. Stands only in a sequence.
    MatchStar(Option<Name>),
    /// `pattern as name`, `name`, or `_` (neither).
    MatchAs {
        /// What must match first.
        pattern: Option<Box<Pattern>>,
        /// What is bound.
        name: Option<Name>,
    },
    /// `a | b`: two or more.
    MatchOr(Vec<Pattern>),
}

/// `{key: pattern, **rest}`
#[derive(Clone, Debug, PartialEq)]
pub struct MatchMapping {
    /// Literals or dotted names.
    pub keys: Vec<Expr>,
    /// As many as keys.
    pub patterns: Vec<Pattern>,
    /// `**rest`
    pub rest: Option<Name>,
}

/// `cls(a, name=b)`
#[derive(Clone, Debug, PartialEq)]
pub struct MatchClass {
    /// A name or dotted name.
    pub cls: Expr,
    /// Positional patterns.
    pub patterns: Vec<Pattern>,
    /// Names of the keyword patterns.
    pub kwd_attrs: Vec<Name>,
    /// As many as names.
    pub kwd_patterns: Vec<Pattern>,
}
