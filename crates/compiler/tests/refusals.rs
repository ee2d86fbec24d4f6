//! Sources that the compiler refuses or warns about, with CPython's words and places.
//!
//! Each entry of `refusals.txt` is the source, indented by four blanks, and behind it a line `=> ` with the message and
//! the place (line, offset, last line, last offset), or the warnings.

use taipan_compiler::options::{CompileOptions, Mode};

#[test]
fn refusals_are_worded_and_placed_as_cpython_does() {
    let table = include_str!("refusals.txt");
    let mut source = String::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines() {
        if let Some(expected) = line.strip_prefix("=> ") {
            count += 1;
            let outcome = compile(&source);
            if outcome != expected {
                wrong.push(format!("{source}  expected {expected}\n  but got  {outcome}\n"));
            }
            source.clear();
        } else {
            source += line.strip_prefix("    ").unwrap_or(line);
            source += "\n";
        }
    }
    assert!(count > 100, "the table is read");
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn compile(source: &str) -> String {
    let source = source.trim_end_matches('\n');
    let parsed = match taipan_parser::parse(source, taipan_parser::Mode::Module) {
        Ok(parsed) => parsed,
        Err(refused) => return format!("the parser refuses: {}", refused.message),
    };
    match taipan_compiler::compile(&parsed, &CompileOptions::new(Mode::Module, "f")) {
        Err(refused) => format!(
            "{} ({}, {}, {}, {})",
            refused.message,
            refused.line,
            refused.offset,
            refused.end_line,
            refused.end_offset.max(0)
        ),
        Ok((_, warnings)) if warnings.is_empty() => String::from("accepted"),
        Ok((_, warnings)) => {
            warnings.iter().map(|warning| format!("warning: {}", warning.message)).collect::<Vec<_>>().join("; ")
        }
    }
}
