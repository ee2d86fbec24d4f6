//! The prompt as a person meets it: keys are typed at a terminal, and its screen is compared.
#![cfg(unix)]

#[path = "../harness/interpreter.rs"]
#[expect(dead_code, reason = "CPython's prompt is another one")]
mod interpreter;
mod terminal;

mod editing;
mod completion;
mod running;
mod commands;
mod embedding;
mod hostile;
mod tasks;
mod shells;
