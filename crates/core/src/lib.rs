//! The machine's state, and what all types of values share.
//!
//! Floors, bottom up; a module imports only from below: `value` (what a value is) · `machine` (what the machine remembers) ·
//! `protocol` (what a type promises) · `ops` (what an operator asks). Two wings stand on it: crate `objects` (what each
//! builtin type answers) and crate `exec` (how the machine moves).
//!
//! Knows no parser and no compiler; reads no clock, opens no file, prints nothing: every effect passes `machine::host`.

extern crate self as taipan_core;

pub mod value;
pub mod machine;
pub mod protocol;
pub mod ops;
