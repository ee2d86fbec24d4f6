//! Taipan, a Python 3.13 interpreter with the event loop inside: the face for Rust programs.
//!
//! In reading order: `engine` is where a Rust program begins (what scripts can import from it, compiled programs), `vm`
//! runs them, `run` is a script's coroutine as a Rust future, `function` a Rust function as scripts see it, `class` a
//! Rust type as a class, `coroutine` a call of an async function, `convert` takes values over, `object` keeps those that stay, `error` is what went wrong, `limits`
//! what may be spent, `watchdog` sees that no run takes longer, `allocator` that none takes more memory, `sandbox` and
//! `system` are two hosts, `archive` zip files among the folders of one, `clocks` what time it is to both, `input` the
//! standard input of one, `alarm` wakes executors, `repl` is a prompt for a VM.
//! Behind them `compile` joins parser and compiler for the machine, `start` makes a VM ready, `command` is what the `taipan`
//! command does.
//!
//! The guide is `docs/embedding.md`; this is its shortest form:
//!
//! ```
//! use taipan::{engine::Engine, sandbox::Sandbox};
//!
//! # fn main() -> Result<(), taipan::error::Error> {
//! let engine = Engine::new();
//! let program = engine.compile("sum.py", "def total(numbers): return sum(numbers)")?;
//! let mut vm = engine.vm(Sandbox::new())?;
//! vm.run(&program)?;
//! assert_eq!(vm.call::<i64>("total", (vec![1, 2, 3],))?, 6);
//! # Ok(())
//! # }
//! ```

pub mod engine;
pub mod vm;
pub mod run;
pub mod function;
pub mod class;
mod coroutine;
pub mod convert;
pub mod object;
pub mod error;
pub mod limits;
mod watchdog;
pub mod allocator;
pub mod sandbox;
pub mod system;
mod archive;
mod clocks;
mod input;
mod alarm;
mod stack_end;
pub mod repl;
pub mod compile;
pub mod start;
pub mod command;

pub use taipan_macros::{host_class as class, methods};

/// What the macros of this package write about.
#[doc(hidden)]
pub mod declared {
    pub use taipan_core as core;
    pub use taipan_heap as heap;
}

/// The guide, whose examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/embedding.md")]
pub struct Guide;

/// The page about the prompt, whose example is built.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/prompt.md")]
pub struct Prompt;
