//! `taipan check` and `taipan dis`: programs looked at without running them.

use std::fs;

use taipan_bytecode::disassembler::Disassembly;
use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::decode;
use taipan_source::diagnostic::Diagnostic;

use crate::command::session::{complain, say};
use crate::compile;

/// Parses and compiles files; prints what is wrong with them. Exit status 1 if anything is.
pub fn check(files: &[std::ffi::OsString], _json: bool) -> i32 {
    let mut status = 0;
    for file in files {
        if code_of(&file.to_string_lossy()).is_none() {
            status = 1;
        }
    }
    status
}

/// Prints the code of files.
pub fn disassemble(files: &[std::ffi::OsString]) -> i32 {
    let mut status = 0;
    for file in files {
        match code_of(&file.to_string_lossy()) {
            Some(code) => say(&Disassembly(&code).to_string()),
            None => status = 1,
        }
    }
    status
}

fn code_of(file: &str) -> Option<std::sync::Arc<taipan_bytecode::code::Code>> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(&format!("{file}: {error}\n"));
            return None;
        }
    };
    let text = decode::decode(&bytes).map_err(|error| tell(file, "", &error)).ok()?;
    let parsed = taipan_parser::parse(&text, taipan_parser::Mode::Module);
    let parsed = parsed.map_err(|error| tell(file, &text, &error)).ok()?;
    let compiled = taipan_compiler::compile(&parsed, &CompileOptions::new(Mode::Module, file));
    compiled.map_err(|error| tell(file, &text, &error)).ok().map(|(code, _)| code)
}

/// Prints a diagnostic as CPython does.
fn tell(file: &str, text: &str, error: &Diagnostic) {
    complain(&compile::describe(file, text, error));
}
