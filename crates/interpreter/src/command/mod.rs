//! What the `taipan` command does once its arguments are read.
//!
//! `program` runs one, `prompt` takes statements as they are typed, `inspect` looks at programs without running them,
//! `session` is a VM for a process: its streams, its signals, and how it ends; `memory` is how much it may take,
//! and `site` what a program finds beside the builtins.

pub mod program;
pub mod prompt;
pub mod inspect;
pub mod session;
pub mod memory;
mod site;

/// Where a program comes from.
pub enum Source {
    /// A file, or a folder with `__main__.py`.
    File(String),
    /// `-c`.
    Text(String),
    /// `-m`.
    Module(String),
    /// Standard input: a script, or the prompt on a terminal.
    Input,
}

/// A program and how to run it.
pub struct Program {
    /// Where it comes from.
    pub source: Source,
    /// What `sys.argv` shows.
    pub arguments: Vec<String>,
    /// Options in force.
    pub options: Options,
}

/// The options that change how a program runs.
#[derive(Default)]
pub struct Options {
    /// `-O` once or twice.
    pub optimize: u8,
    /// `-u`: write at once.
    pub unbuffered: bool,
    /// `-i`: the prompt afterwards.
    pub interactive: bool,
    /// `-q`: no words at the start of the prompt.
    pub quiet: bool,
    /// `-P` or `-I`: the program's folder is not searched for modules.
    pub safe_path: bool,
    /// `-E` or `-I`: environment variables do not count.
    pub ignore_environment: bool,
    /// `-S`: without `exit` and its like.
    pub no_site: bool,
    /// `-B`: shown in `sys.flags`; no bytecode is written in any case.
    pub dont_write_bytecode: bool,
    /// `-W`, in order.
    pub warnings: Vec<String>,
}

/// The version line; it begins as scripts that look for Python expect.
#[must_use]
pub fn version() -> String {
    format!("Python 3.13.0 (Taipan {})\n", env!("CARGO_PKG_VERSION"))
}
