//! Taipan, a Python 3.13 interpreter with the event loop inside: the face for Rust programs.
//!
//! In reading order: `compile` joins parser and compiler for the machine, `system` is the host that lets scripts use the
//! process they run in, `start` makes a VM ready, `command` is what the `taipan` command does.

pub mod compile;
pub mod system;
pub mod start;
pub mod command;
