//! How deep a tree may be. The parser refuses deeper sources, so that no walk over a tree overflows the stack.

/// Levels of an expression or statement that may lie inside each other, chains such as `a + b + c` and `elif` included.
pub const DEPTH: usize = 5000;

/// Brackets that may be open at once, as in CPython.
pub const BRACKETS: usize = 200;

/// Indentation levels that may be open at once, as in CPython.
pub const INDENTS: usize = 100;
