//! Writes expectations from CPython: the only way an expectation comes into being.

use std::path::Path;

use crate::interpreter::Interpreter;
use crate::process::{self, Watch};
use crate::suite::Program;

/// Runs the programs and writes `.out`, `.err` where anything was said there, and the exit code into the program.
pub(crate) fn record(cpython: &Interpreter, programs: &[Program]) -> Result<bool, String> {
    let watch = Watch::start();
    let mut well = true;
    for program in programs.iter().filter(|program| program.oracle && !program.name.starts_with("docs/")) {
        let mut outcome = match process::run(cpython, program, &watch) {
            Ok(outcome) => outcome,
            Err(message) => {
                println!("{}: {message}", program.name);
                well = false;
                continue;
            }
        };
        if outcome.exit != program.exit {
            if program.exit != 0 || outcome.exit < 0 {
                println!("{}: exit code {}, expected {}", program.name, outcome.exit, program.exit);
                well = false;
                continue;
            }
            // The directive shifts the lines that a traceback names, so the program runs again.
            let mut source = format!("# exit: {}\n", outcome.exit).into_bytes();
            source.extend(std::fs::read(&program.path).map_err(|error| error.to_string())?);
            write(&program.path, &source)?;
            outcome = process::run(cpython, program, &watch)?;
        }
        write(&program.path.with_extension("out"), &outcome.out)?;
        let err = program.path.with_extension("err");
        if outcome.err.is_empty() {
            // It may never have existed.
            drop(std::fs::remove_file(err));
        } else {
            write(&err, &outcome.err)?;
        }
        println!("recorded {}", program.name);
    }
    Ok(well)
}

fn write(path: &Path, text: &[u8]) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
