//! Types, operators, and the machine that runs frames.
//!
//! Floors, bottom up; a module imports only from below: `text` (algorithms on text and numbers) · `value` (what a value
//! is) · `machine` (what the machine remembers) · `protocol` (what a type promises) · `ops` (what an operator asks) ·
//! `object` (what each builtin type answers) · `exec` (how the machine moves) · `builtins`, `import`.
//!
//! Knows no parser and no compiler; reads no clock, opens no file, prints nothing: every effect passes `machine::host`.

extern crate self as taipan_vm;

pub mod text;
pub mod value;
pub mod machine;
pub mod protocol;
pub mod ops;
pub mod object;
pub mod exec;
pub mod builtins;
pub mod import;
