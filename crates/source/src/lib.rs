//! Positions in source text, and messages that point at them.
//!
//! In reading order: `span` (a stretch of bytes), `lines` (which line and column that is), `diagnostic` (a message and
//! where it points), `decode` (how the bytes of a file become text), `meter` (who pays for long work). This crate knows nothing of Python's grammar.

pub mod span;
pub mod lines;
pub mod diagnostic;
pub mod decode;
pub mod meter;
mod pages;
