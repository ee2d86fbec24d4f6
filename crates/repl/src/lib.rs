//! The prompt: statements as they are typed, one event loop for the whole session, a line editor on a thread of its own.
//!
//! In reading order: `session` (read, run, again), `setup` (what a prompt is told), `copied` (what was pasted becomes a
//! program), `statement` (text becomes code and runs), `drive` (the loop goes on while the prompt waits or a statement awaits), `interrupt` (what Ctrl-C does),
//! `leave` (the end, and the tasks that still run), `words` (`exit` without brackets), `commands` (`:tasks` and its like),
//! `show` (values in lines that fit), `terminal` (its size, and text page by page), `module` (what the library asks),
//! `place` (what stands before the cursor), `complete` (what could stand there), `screen` (output above the line that is
//! edited), `plain` (lines without an editor), `editor` (its thread).
//!
//! The editor's thread sees no value of Python: it sends lines and questions, the machine's thread answers.

pub mod session;
pub mod setup;
mod copied;
mod statement;
mod drive;
mod interrupt;
mod leave;
mod words;
mod commands;
mod show;
mod terminal;
mod module;
mod place;
mod complete;
mod screen;
mod plain;
mod editor;
