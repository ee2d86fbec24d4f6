//! The prompt: statements as they are typed, one event loop for the whole session, a line editor on a thread of its own.
//!
//! In reading order: `session` (read, run, again), `setup` (what a prompt is told), `statement` (text becomes code and
//! runs), `drive` (the loop goes on while the prompt waits or a statement awaits), `interrupt` (what Ctrl-C does),
//! `leave` (the end, and the tasks that still run), `screen` (output above the line that is edited), `plain` (lines
//! without an editor), `editor` (its thread).
//!
//! The editor's thread sees no value of Python: it sends lines and questions, the machine's thread answers.

pub mod session;
pub mod setup;
mod statement;
mod drive;
mod interrupt;
mod leave;
mod screen;
mod plain;
mod editor;
