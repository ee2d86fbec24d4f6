//! `taipan dis`, `ast` and `tokens`: programs looked at without running them.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use taipan_bytecode::disassembler::Disassembly;
use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::decode;
use taipan_source::diagnostic::Diagnostic;

use crate::command::session::{complain, say};
use crate::command::tree;
use crate::compile;

/// Prints the instructions of files, each behind the line it comes from.
pub fn disassemble(files: &[OsString]) -> i32 {
    each(files, |file, text| {
        let parsed = taipan_parser::parse(text, taipan_parser::Mode::Module)?;
        let (code, _) = taipan_compiler::compile(&parsed, &CompileOptions::new(Mode::Module, file))?;
        let lines: Vec<&str> = text.lines().collect();
        let mut shown = String::new();
        for row in Disassembly(&code).to_string().lines() {
            // A row that begins with a number is the first of that line.
            let number = row.get(..5).and_then(|start| start.trim().parse::<usize>().ok());
            if let Some(line) = number.and_then(|number| lines.get(number.checked_sub(1)?)) {
                shown.push_str(&format!("{:12} ; {}\n", "", line.trim()));
            }
            shown.push_str(row);
            shown.push('\n');
        }
        Ok(shown)
    })
}

/// Prints the syntax trees of files.
pub fn trees(files: &[OsString]) -> i32 {
    each(files, |_, text| taipan_parser::parse(text, taipan_parser::Mode::Module).map(|parsed| tree::shown(&parsed)))
}

/// Prints the tokens of files: place, kind, text.
pub fn tokens(files: &[OsString]) -> i32 {
    each(files, |_, text| {
        let mut shown = String::new();
        for word in taipan_parser::words(text)? {
            let place = format!("{},{}-{},{}:", word.line, word.column, word.end_line, word.end_column);
            shown.push_str(&format!("{place:<20}{:<15}{}\n", word.kind, tree::quoted(word.text.as_bytes())));
        }
        Ok(shown)
    })
}

/// Prints what is found of each file; the status is 1 if one of them cannot be read, or is no Python.
fn each(files: &[OsString], find: impl Fn(&str, &str) -> Result<String, Diagnostic>) -> i32 {
    let mut status = 0;
    for file in files {
        let name = file.to_string_lossy();
        let text = match read(Path::new(file)) {
            Ok(text) => text,
            Err(why) => {
                complain(&why);
                status = 1;
                continue;
            }
        };
        match find(&name, &text) {
            Ok(shown) => say(&shown),
            Err(error) => {
                complain(&compile::describe(&name, &text, &error));
                status = 1;
            }
        }
    }
    status
}

/// The text of a file, or what is to be said of it.
pub(super) fn read(file: &Path) -> Result<String, String> {
    let name = file.to_string_lossy();
    let bytes = fs::read(file).map_err(|error| format!("{name}: {error}\n"))?;
    let text = decode::decode_file(&bytes, &name).map_err(|error| {
        if error.line == 0 {
            // The message says where.
            return format!("SyntaxError: {}\n", error.message);
        }
        let readable = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        compile::describe(&name, &String::from_utf8_lossy(readable), &error)
    })?;
    Ok(decode::normalise(&text).into_owned())
}
