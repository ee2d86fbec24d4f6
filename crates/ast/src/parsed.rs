//! What the parser hands to the compiler.

use taipan_source::diagnostic::Warning;
use taipan_source::lines::LineIndex;
use taipan_source::span::Span;

use crate::name::Names;
use crate::stmt::Mod;

/// A whole source as a tree, with the tables its nodes point into.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree.
    pub module: Mod,
    /// The texts of its names.
    pub names: Names,
    /// The lines of the source.
    pub lines: LineIndex,
    /// Its decimal integers of more digits than any limit on reading them can forbid; the caller knows the limit.
    pub long_integers: Vec<Span>,
    /// What is accepted but looks wrong, in order.
    pub warnings: Vec<Warning>,
}
