//! Small programs and the code they become. `RENEW=1 cargo test -p taipan-compiler` writes the expectations anew.

use std::fs;
use std::path::Path;

use taipan_bytecode::disassembler::Disassembly;
use taipan_compiler::options::{CompileOptions, Mode};

#[test]
fn programs_become_the_code_that_was_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let renew = std::env::var_os("RENEW").is_some();
    let mut changed = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the folder of golden files") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        count += 1;
        let source = fs::read_to_string(&path).expect("a program");
        let text = disassembly(&source);
        let golden = path.with_extension("dis");
        if renew {
            fs::write(&golden, text).expect("a golden file");
        } else if fs::read_to_string(&golden).unwrap_or_default() != text {
            changed.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(count > 0, "there are golden programs");
    assert!(changed.is_empty(), "the code of {} programs has changed:\n{}", changed.len(), changed.join("\n"));
}

fn disassembly(source: &str) -> String {
    let parsed = taipan_parser::parse(source, taipan_parser::Mode::Module).expect("golden programs parse");
    let options = CompileOptions::new(Mode::Module, "golden.py");
    let (code, _) = taipan_compiler::compile(&parsed, &options).expect("golden programs compile");
    Disassembly(&code).to_string()
}
