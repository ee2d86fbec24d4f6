//! What the `taipan` command does once its arguments are read.
//!
//! `options` are those of a program, `program` runs one, `prompt` takes statements as they are typed. `inspect` looks at
//! programs without running them (`tree` writes syntax trees), `check` finds what is wrong with them, `testing` runs tests,
//! `bundle` makes executables. `session` is a VM for a process: its streams, its signals, and how it ends; `facts` is what
//! `sys` tells of it, `memory` how much it may take, `site` what a program finds beside the builtins, `packages` where it
//! finds what was installed.

pub mod options;
pub mod program;
pub mod prompt;
pub mod inspect;
mod tree;
pub mod check;
pub mod testing;
pub mod bundle;
pub mod session;
mod facts;
pub mod memory;
mod site;
mod packages;

use std::ffi::OsString;

use options::Options;

/// Where a program comes from.
pub enum Source {
    /// A file, a folder with `__main__.py`, or a zip archive with one.
    File(OsString),
    /// `-c`.
    Text(OsString),
    /// `-m`.
    Module(OsString),
    /// Standard input: a script, or the prompt on a terminal.
    Input,
}

/// A program and how to run it.
pub struct Program {
    /// Where it comes from.
    pub source: Source,
    /// What `sys.argv` shows.
    pub arguments: Vec<OsString>,
    /// Options in force.
    pub options: Options,
}

/// The version line; it begins as scripts that look for Python expect.
#[must_use]
pub fn version() -> String {
    format!("Python 3.13.0 (Taipan {})\n", env!("CARGO_PKG_VERSION"))
}

/// The version line with how the command was built.
#[must_use]
pub fn version_in_full() -> String {
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    let (machine, system) = (std::env::consts::ARCH, std::env::consts::OS);
    format!("Python 3.13.0 (Taipan {}, {build}, {machine}) [{system}]\n", env!("CARGO_PKG_VERSION"))
}
