//! `taipan check` and `taipan dis`: programs looked at without running them.

use std::fs;

use taipan_bytecode::disassembler::Disassembly;
use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::decode;
use taipan_source::diagnostic::Diagnostic;
use taipan_source::lines::LineIndex;

use crate::command::session::{complain, say};

/// Parses and compiles files; prints what is wrong with them. Exit status 1 if anything is.
pub fn check(files: &[String]) -> i32 {
    let mut status = 0;
    for file in files {
        if compile(file).is_none() {
            status = 1;
        }
    }
    status
}

/// Prints the code of files.
pub fn disassemble(files: &[String]) -> i32 {
    let mut status = 0;
    for file in files {
        match compile(file) {
            Some(code) => say(&Disassembly(&code).to_string()),
            None => status = 1,
        }
    }
    status
}

fn compile(file: &str) -> Option<std::sync::Arc<taipan_bytecode::code::Code>> {
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
    let mut out = format!("  File \"{file}\", line {}\n", error.line);
    if error.line > 0 && !text.is_empty() {
        let lines = LineIndex::new(text);
        let line = lines.text(text, error.line).trim_end();
        let shown = line.trim_start();
        let indent = line.chars().count() - shown.chars().count();
        out.push_str(&format!("    {shown}\n"));
        if error.offset > 0 {
            let start = (error.offset as usize - 1).saturating_sub(indent);
            let one_line = error.end_line == error.line && error.end_offset > error.offset as i32;
            let width = if one_line { (error.end_offset - error.offset as i32) as usize } else { 1 };
            let width = width.min(shown.chars().count().saturating_sub(start).max(1));
            out.push_str(&format!("    {}{}\n", " ".repeat(start), "^".repeat(width)));
        }
    }
    out.push_str(&format!("{}: {}\n", error.kind.name(), error.message));
    complain(&out);
}
