//! The syntax tree as plain data: CPython's abstract grammar, name for name.
//!
//! In reading order: `parsed` (a whole source), `stmt` (modules and statements), `expr` (expressions), `pattern` (what
//! `case` holds), `constant` (literals), `name` (interned identifiers). A tree is made by the parser and read by the
//! compiler; it knows neither.
//!
//! Every node that has a place in CPython's tree carries a `Span`. Trees are never deeper than `limits` says, so walking
//! and dropping them may recurse.

pub mod parsed;
pub mod stmt;
pub mod expr;
pub mod pattern;
pub mod constant;
pub mod name;
pub mod limits;
