//! What stands behind `case`.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{BinOp, Expr, ExprKind, Operator};
use taipan_ast::name::Name;
use taipan_ast::pattern::{MatchClass, MatchMapping, Pattern, PatternKind};
use taipan_source::span::Span;

use super::{Build, Failure, refuse};

/// One pattern, or several between commas.
pub(crate) enum Sequence {
    One(Pattern),
    Many(Vec<Pattern>),
}

/// An entry of a mapping or class pattern.
pub(crate) enum Entry {
    Pair(Expr, Pattern),
    Rest(Span, Name),
    Positional(Pattern),
    Keyword(Name, Pattern),
}

/// Patterns without brackets.
pub(crate) fn open_sequence(start: u32, end: u32, list: Sequence) -> Result<Pattern, Failure> {
    match list {
        Sequence::One(one) => single(one),
        Sequence::Many(many) => Ok(Pattern { span: Span::new(start, end), kind: PatternKind::MatchSequence(many) }),
    }
}

/// Patterns in parentheses.
pub(crate) fn group(start: u32, end: u32, list: Option<Sequence>) -> Result<Pattern, Failure> {
    match list {
        Some(Sequence::One(one)) => single(one),
        list => Ok(sequence(Span::new(start, end), list)),
    }
}

/// Patterns in square brackets.
pub(crate) fn sequence(span: Span, list: Option<Sequence>) -> Pattern {
    let patterns = match list {
        None => Vec::new(),
        Some(Sequence::One(one)) => vec![one],
        Some(Sequence::Many(many)) => many,
    };
    Pattern { span, kind: PatternKind::MatchSequence(patterns) }
}

fn single(one: Pattern) -> Result<Pattern, Failure> {
    if let PatternKind::MatchStar(_) = one.kind { refuse(one.span, "invalid syntax") } else { Ok(one) }
}

/// `*name`
pub(crate) fn star(build: &Build<'_>, span: Span, name: Name) -> Pattern {
    Pattern { span, kind: PatternKind::MatchStar(unless_wildcard(build, name)) }
}

/// `name` or `_`
pub(crate) fn capture(build: &Build<'_>, span: Span, name: Name) -> Pattern {
    Pattern { span, kind: PatternKind::MatchAs { pattern: None, name: unless_wildcard(build, name) } }
}

/// `pattern as name`
pub(crate) fn bind(build: &Build<'_>, span: Span, pattern: Pattern, name: Name) -> Result<Pattern, Failure> {
    if unless_wildcard(build, name).is_none() {
        return refuse(Span::new(span.end - 1, span.end), "cannot use '_' as a target");
    }
    let pattern = Some(Box::new(pattern));
    Ok(Pattern { span, kind: PatternKind::MatchAs { pattern, name: Some(name) } })
}

/// `a | b`
pub(crate) fn alternatives(span: Span, mut list: Vec<Pattern>) -> Pattern {
    match list.pop() {
        Some(only) if list.is_empty() => only,
        last => {
            list.extend(last);
            Pattern { span, kind: PatternKind::MatchOr(list) }
        }
    }
}

/// A literal or a dotted name.
pub(crate) fn value(value: Expr) -> Result<Pattern, Failure> {
    let span = value.span;
    let kind = match value.kind {
        ExprKind::Constant(constant @ (Constant::None | Constant::True | Constant::False)) => {
            PatternKind::MatchSingleton(constant)
        }
        ExprKind::JoinedStr(_) => {
            return refuse(span, "patterns may only match literals and attribute lookups");
        }
        kind => PatternKind::MatchValue(Box::new(Expr { span, kind })),
    };
    Ok(Pattern { span, kind })
}

/// `1 + 2j`
pub(crate) fn complex(span: Span, left: Expr, op: Operator, right: Expr) -> Result<Expr, Failure> {
    if !matches!(right.kind, ExprKind::Constant(Constant::Complex(_))) {
        return refuse(right.span, "imaginary number required in complex literal");
    }
    let real = match &left.kind {
        ExprKind::UnaryOp { operand, .. } => operand,
        _ => &left,
    };
    if matches!(real.kind, ExprKind::Constant(Constant::Complex(_))) {
        return refuse(left.span, "real number required in complex literal");
    }
    Ok(Expr { span, kind: ExprKind::BinOp(Box::new(BinOp { left, op, right })) })
}

/// `{key: pattern, **rest}`
pub(crate) fn mapping(build: &Build<'_>, span: Span, entries: Vec<Entry>) -> Result<Pattern, Failure> {
    let mut found = MatchMapping { keys: Vec::new(), patterns: Vec::new(), rest: None };
    for entry in entries {
        match entry {
            _ if found.rest.is_some() => return refuse(span, "invalid syntax"),
            Entry::Pair(key, pattern) => {
                found.keys.push(key);
                found.patterns.push(pattern);
            }
            Entry::Rest(at, name) if unless_wildcard(build, name).is_none() => return refuse(at, "invalid syntax"),
            Entry::Rest(_, name) => found.rest = Some(name),
            Entry::Positional(_) | Entry::Keyword(..) => return refuse(span, "invalid syntax"),
        }
    }
    Ok(Pattern { span, kind: PatternKind::MatchMapping(Box::new(found)) })
}

/// `cls(a, name=b)`
pub(crate) fn class(span: Span, cls: Expr, arguments: Vec<Entry>) -> Result<Pattern, Failure> {
    let mut found = MatchClass { cls, patterns: Vec::new(), kwd_attrs: Vec::new(), kwd_patterns: Vec::new() };
    for argument in arguments {
        match argument {
            Entry::Positional(pattern) if !found.kwd_attrs.is_empty() => {
                return refuse(pattern.span, "positional patterns follow keyword patterns");
            }
            Entry::Positional(pattern) => found.patterns.push(pattern),
            Entry::Keyword(name, pattern) => {
                found.kwd_attrs.push(name);
                found.kwd_patterns.push(pattern);
            }
            Entry::Pair(..) | Entry::Rest(..) => return refuse(span, "invalid syntax"),
        }
    }
    Ok(Pattern { span, kind: PatternKind::MatchClass(Box::new(found)) })
}

fn unless_wildcard(build: &Build<'_>, name: Name) -> Option<Name> {
    (build.names.text(name) != "_").then_some(name)
}
