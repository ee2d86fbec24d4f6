//! Tracebacks as text, as CPython prints them.
//!
//! In reading order: `chain` walks from an exception to its causes and through groups, `frames` writes the entries of
//! one traceback, `markers` the source lines of an entry with `~~^~~` below, `anchors` finds the part to point at with
//! the scanner in `tokens`; `message` writes the last lines, `syntax` those of a SyntaxError, `suggestions` adds "Did you
//! mean"; `report` prints what nobody caught.

pub mod style;
mod source_lines;
mod tokens;
mod anchors;
mod width;
mod markers;
pub mod frames;
mod suggestions;
mod syntax;
pub mod message;
pub mod chain;
pub mod report;
pub mod warn;

use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;

use crate::chain::Options;

/// The whole text about an exception: its traceback, its causes, its message.
pub fn format_exception(vm: &mut Vm, exception: &Value) -> String {
    chain::format(vm, exception, Options::default())
}
