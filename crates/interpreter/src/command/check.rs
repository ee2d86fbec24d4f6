//! `taipan check`: every error of every file.
//!
//! The parser stops at the first error. To find the next one, the faulty line becomes a statement that means nothing, or,
//! where that makes no sense, the whole statement at the margin is taken out; the lines keep their numbers.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use taipan_compiler::options::{CompileOptions, Mode};
use taipan_source::diagnostic::Diagnostic;

use crate::command::inspect::read;
use crate::command::session::{complain, say};
use crate::compile;

/// More errors of one file are not looked for.
const MOST: usize = 100;

/// Parses and compiles files and the `*.py` of folders. Exit status 1 if anything is wrong with them.
pub fn check(paths: &[OsString], json: bool) -> i32 {
    let mut files = Vec::new();
    for path in paths {
        collect(Path::new(path), &|_| true, &mut files);
    }
    let mut status = 0;
    for file in &files {
        let name = file.to_string_lossy();
        let (text, errors) = match read(file) {
            Ok(text) => {
                let errors = errors(&text, &name);
                (text, errors)
            }
            Err(why) if json => {
                status = 1;
                say(&format!("{{\"file\": {}, \"message\": {}}}\n", quoted(&name), quoted(why.trim_end())));
                continue;
            }
            Err(why) => {
                status = 1;
                complain(&why);
                continue;
            }
        };
        for error in &errors {
            status = 1;
            if json {
                say(&as_json(&name, error));
            } else {
                complain(&compile::describe(&name, &text, error));
            }
        }
    }
    status
}

/// Adds a file, or those files with Python of a folder that are wanted, in the order of their names.
pub(super) fn collect(path: &Path, wanted: &dyn Fn(&str) -> bool, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_link_to_folder = entry.is_symlink() && entry.is_dir();
        if name.starts_with('.') || name == "__pycache__" || is_link_to_folder {
            continue;
        }
        // Who reads a pipe or a device may wait for ever.
        if entry.is_dir() || name.ends_with(".py") && wanted(&name) && entry.is_file() {
            collect(&entry, wanted, files);
        }
    }
}

/// All errors of a text, in the order in which they are found.
fn errors(text: &str, name: &str) -> Vec<Diagnostic> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut errors: Vec<Diagnostic> = Vec::new();
    let mut error = first(&lines, name);
    while let Some(found) = error {
        let at = (found.line as usize).wrapping_sub(1);
        let known = errors.iter().any(|other| other.line == found.line && other.message == found.message);
        let of_tokens = is_of_tokens(&found.message);
        let swallows = found.message.starts_with("unterminated triple-quoted");
        // The line that has no block, where the error is at what stands in the place of one.
        let blamed =
            found.message.rsplit_once(" on line ").and_then(|(_, line)| line.parse::<usize>().ok()?.checked_sub(1));
        if !known {
            errors.push(found);
        }
        if at >= lines.len() || errors.len() >= MOST || swallows {
            break;
        }
        let (from, to) = statement(&lines, blamed.unwrap_or(at).min(at));
        let line = lines[at].clone();
        if !of_tokens && !known {
            let indent: String = line.chars().take_while(|char| char.is_whitespace()).collect();
            let stands_in = if line.trim_end().ends_with(':') { "if 1:" } else { "pass" };
            lines[at] = format!("{indent}{stands_in}");
            error = first(&lines, name);
            // What comes up in the same statement may be a fault of the line that was put in.
            let is_new = |error: &Diagnostic| {
                let line = error.line as usize - 1;
                line >= to || line > at && !is_of_tokens(&error.message) && stands_in == "pass"
            };
            if error.as_ref().is_none_or(|error| error.line > 0 && is_new(error)) {
                continue;
            }
        }
        if lines[from..to].iter().all(String::is_empty) {
            break;
        }
        lines[from..to].iter_mut().for_each(String::clear);
        error = first(&lines, name);
    }
    errors.sort_by_key(|error| (error.line, error.offset));
    errors
}

/// The first error.
fn first(lines: &[String], name: &str) -> Option<Diagnostic> {
    let text = lines.join("\n");
    match taipan_parser::parse(&text, taipan_parser::Mode::Module) {
        Ok(parsed) => taipan_compiler::compile(&parsed, &CompileOptions::new(Mode::Module, name)).err(),
        Err(error) => Some(error),
    }
}

/// Whether brackets, quotes or indentation are wrong: then a line is not all of what is.
fn is_of_tokens(message: &str) -> bool {
    ["never closed", "unterminated", "unmatched", "does not match", "indent", "EOF", "expected 'except'"]
        .iter()
        .any(|part| message.contains(part))
}

/// The lines of the statement at the margin that a line belongs to.
fn statement(lines: &[String], at: usize) -> (usize, usize) {
    let begins = |line: &String| {
        let continues = ["else", "elif", "except", "finally", ")", "]", "}", "#"];
        line.starts_with(|char: char| !char.is_whitespace()) && !continues.iter().any(|word| line.starts_with(word))
    };
    let mut from = (0..=at).rev().find(|at| begins(&lines[*at])).unwrap_or(0);
    while from > 0 && lines[from - 1].starts_with('@') {
        from -= 1;
    }
    let to = (at + 1..lines.len()).find(|at| begins(&lines[*at])).unwrap_or(lines.len());
    (from, to)
}

fn as_json(file: &str, error: &Diagnostic) -> String {
    let column = if error.offset > 0 { error.offset.to_string() } else { "null".to_owned() };
    let end_column = if error.end_offset > 0 { error.end_offset.to_string() } else { "null".to_owned() };
    format!(
        "{{\"file\": {}, \"line\": {}, \"column\": {column}, \"end_line\": {}, \"end_column\": {end_column}, \
         \"kind\": {}, \"message\": {}}}\n",
        quoted(file),
        error.line,
        error.end_line,
        quoted(error.kind.name()),
        quoted(&error.message)
    )
}

/// A text as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            char if u32::from(char) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(char))),
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::errors;

    fn lines(text: &str) -> Vec<u32> {
        errors(text, "test").iter().map(|error| error.line).collect()
    }

    #[test]
    fn every_error_is_found_once() {
        assert_eq!(lines("x = 1\n"), []);
        assert_eq!(lines("x = = 1\ny = 2\nz = 3 +\n"), [1, 3]);
        assert_eq!(
            lines("class C:\n    def f(self):\n        x = = 1\n    def g(self):\n        return 1 +\n"),
            [3, 5]
        );
        assert_eq!(lines("def f():\n    x = (1,\n\ndef g():\n    y = 5 5\n"), [2, 5]);
        assert_eq!(lines("return 1\nbreak\nok = 1\n"), [1, 2]);
        assert_eq!(lines("if x = 3:\n    pass\nelse:\n    y = = 2\nz = 1 1\n"), [1, 5]);
        assert_eq!(lines("x = '''\ny = = 1\n"), [1]);
        assert_eq!(lines("if x:\ny = 1\nz = = 2\n"), [2, 3]);
        assert_eq!(lines("def f():\n"), [1]);
        assert_eq!(lines("try:\n    pass\nx = = 1\n"), [3]);
        assert_eq!(lines(")\nx = 1 +\n"), [1, 2]);
        assert_eq!(lines("def f():\n        x = 1\n    y = 2\n\nz = = 3\n"), [3, 5]);
    }
}
