//! Compiles the modules of `stdlib/` and writes the table of them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use taipan_bytecode::storage;
use taipan_compiler::options::{CompileOptions, Mode};

const STDLIB: &str = "../../stdlib";

fn main() {
    println!("cargo::rerun-if-changed={STDLIB}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let mut files = Vec::new();
    find(Path::new(STDLIB), &mut files);
    let mut modules: Vec<(String, PathBuf)> = files.into_iter().map(|file| (module_name(&file), file)).collect();
    modules.sort();
    let mut table = String::from("&[\n");
    for (name, file) in &modules {
        let stored = out.join(format!("{name}.code"));
        fs::write(&stored, compile(name, file)).expect("the code is written");
        let text = fs::canonicalize(file).expect("the file is there");
        let package = file.ends_with("__init__.py");
        writeln!(
            table,
            "Module {{ name: {name:?}, package: {package}, text: include_str!({text:?}), code: include_bytes!({stored:?}) }},"
        )
        .expect("text has room");
    }
    table.push(']');
    fs::write(out.join("table.rs"), table).expect("the table is written");
}

/// All Python files below a folder.
fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}

/// `collections/abc.py` is `collections.abc`, and `collections/__init__.py` is `collections`.
fn module_name(file: &Path) -> String {
    let inside = file.strip_prefix(STDLIB).expect("a file below stdlib").with_extension("");
    let name = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(".");
    name.strip_suffix(".__init__").map_or(name.clone(), str::to_owned)
}

fn compile(name: &str, file: &Path) -> Vec<u8> {
    let text = fs::read_to_string(file).expect("a module is UTF-8");
    let parsed = match taipan_parser::parse(&text, taipan_parser::Mode::Module) {
        Ok(parsed) => parsed,
        Err(error) => panic!("{}:{}: {}", file.display(), error.line, error.message),
    };
    let options = CompileOptions {
        mode: Mode::Module,
        optimize: 0,
        top_level_await: false,
        future_annotations: false,
        filename: format!("<frozen {name}>").as_str().into(),
    };
    match taipan_compiler::compile(&parsed, &options) {
        Ok((code, _)) => storage::store(&code),
        Err(error) => panic!("{}:{}: {}", file.display(), error.line, error.message),
    }
}
