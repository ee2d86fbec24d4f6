//! What the machine remembers: the stack and its frames, the pending exception, names, classes, hooks, threads and limits.

pub mod vm;
pub mod stack;
pub mod threads;
pub mod pending;
pub mod sources;
pub mod names;
pub mod lookups;
pub mod classes;
pub mod host;
pub mod settings;
pub mod hooks;
pub mod budget;
pub mod depth;
