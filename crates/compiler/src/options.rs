//! What the caller of the compiler decides.

use std::sync::Arc;

/// Which sort of code is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A file or what `exec` takes: ends with `None`.
    Module,
    /// What `eval` takes: ends with the expression's value.
    Expression,
    /// What a prompt takes: the value of each expression statement goes to `sys.displayhook`.
    Interactive,
}

/// How to compile.
#[derive(Clone, Debug)]
pub struct CompileOptions {
    /// Which sort of code is wanted.
    pub mode: Mode,
    /// 0: all; 1: without assertions; 2: also without docstrings.
    pub optimize: u8,
    /// `await`, `async for` and `async with` are allowed outside of functions.
    pub top_level_await: bool,
    /// `from __future__ import annotations` is in force from the start (inherited by `exec`).
    pub future_annotations: bool,
    /// The name that tracebacks show.
    pub filename: Arc<str>,
}

impl CompileOptions {
    /// Plain compilation of a file or string.
    #[must_use]
    pub fn new(mode: Mode, filename: &str) -> CompileOptions {
        CompileOptions {
            mode,
            optimize: 0,
            top_level_await: false,
            future_annotations: false,
            filename: filename.into(),
        }
    }
}
