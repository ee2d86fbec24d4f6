//! Running a program from a file, the command line, a module or standard input.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use taipan_heap::value::Ref;
use taipan_vm::exec::{self, load};
use taipan_vm::import::loader::{self, Kind};
use taipan_vm::import::spec::{self, Origin};
use taipan_vm::machine::hooks::{CompileMode, CompileRequest};
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::protocol::dict;
use taipan_vm::value::mapping::Dict;
use taipan_vm::value::module::Module;

use crate::command::{Options, Program, Source};
use crate::command::{prompt, session};
use crate::compile;
use crate::start;

/// Runs a program to its end and gives the exit status.
pub fn run(program: &Program) -> i32 {
    match &program.source {
        Source::File(path) => run_file(program, path),
        Source::Text(text) => run_source(program, text.as_bytes(), "<string>", Some("")),
        Source::Module(name) => run_module(program, name),
        Source::Input if std::io::stdin().is_terminal() || program.options.interactive => prompt::run(program),
        Source::Input => {
            let mut text = Vec::new();
            if let Err(error) = std::io::stdin().lock().read_to_end(&mut text) {
                session::complain(&format!("taipan: cannot read standard input: {error}\n"));
                return 1;
            }
            run_source(program, &text, "<stdin>", Some(""))
        }
    }
}

fn run_file(program: &Program, path: &str) -> i32 {
    // Whole, so that it stays true when the program goes to another folder.
    let file = std::env::current_dir().map_or_else(|_| PathBuf::from(path), |here| here.join(path));
    if file.is_dir() {
        let main = file.join("__main__.py");
        let folder = file.to_string_lossy();
        if !main.is_file() {
            session::complain(&format!("{}: can't find '__main__' module in '{folder}'\n", own_name()));
            return 1;
        }
        return run_from(program, &main, &folder);
    }
    let folder = file.parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = std::fs::canonicalize(if folder.is_empty() { "." } else { &folder })
        .map(|folder| folder.to_string_lossy().into_owned())
        .unwrap_or(folder);
    run_from(program, &file, &folder)
}

fn own_name() -> String {
    std::env::args().next().unwrap_or_else(|| "taipan".into())
}

fn run_from(program: &Program, file: &Path, folder: &str) -> i32 {
    match std::fs::read(file) {
        Ok(bytes) => run_source(program, &bytes, &file.to_string_lossy(), Some(folder)),
        Err(error) => {
            let number = error.raw_os_error().unwrap_or(0);
            let reason = taipan_vm::object::exceptions::os::system_message(i64::from(number));
            session::complain(&format!(
                "{}: can't open file '{}': [Errno {number}] {reason}\n",
                own_name(),
                file.display()
            ));
            2
        }
    }
}

fn run_source(program: &Program, bytes: &[u8], filename: &str, folder: Option<&str>) -> i32 {
    let Some(mut vm) = session::begin(&program.options, &program.arguments, folder) else { return 1 };
    let outcome = execute(&mut vm, bytes, filename, &program.options);
    if program.options.interactive {
        return prompt::after(&mut vm, outcome, program);
    }
    session::finish(vm, outcome)
}

fn execute(vm: &mut Vm, bytes: &[u8], filename: &str, options: &Options) -> Result<(), Raised> {
    let namespace = start::main_namespace(vm)?;
    let main = vm.names.known.main.clone();
    let (kind, file) = match filename {
        "<string>" => (Kind::BuiltIn, None),
        "<stdin>" => (Kind::BuiltIn, Some(vm.str(filename)?)),
        _ => (Kind::File, Some(vm.str(filename)?)),
    };
    let loader = loader::make(vm, kind, &main, file.as_ref())?;
    dict::set_text(vm, &namespace, "__loader__", loader)?;
    if let Some(file) = file {
        dict::set_text(vm, &namespace, "__file__", file)?;
    }
    let text = compile::decode_script(vm, bytes, filename)?;
    run_text(vm, &text, filename, options, &namespace)
}

/// Compiles a text and runs it as the body of a namespace.
pub fn run_text(
    vm: &mut Vm,
    text: &str,
    filename: &str,
    options: &Options,
    namespace: &Ref<Dict>,
) -> Result<(), Raised> {
    let compile = vm.hooks.compile;
    let request = CompileRequest {
        source: text,
        filename,
        mode: CompileMode::Module,
        optimize: options.optimize,
        future: 0,
        top_level_await: false,
    };
    let code = compile(vm, request)?;
    // Nobody can look at the lines of what came through a pipe: tracebacks go without them.
    if filename.starts_with('<') && filename != "<stdin>" {
        vm.world.sources.borrow_mut().add(code.filename.clone(), text.into());
    }
    let code = load::code_object(vm, &code)?;
    let function = load::function(vm, code, namespace.clone())?;
    let unbound = taipan_heap::value::Value::UNBOUND;
    exec::entry::run_bound(vm, &function, [unbound].into_iter().collect()).map(drop)
}

fn run_module(program: &Program, name: &str) -> i32 {
    let here = std::env::current_dir().map(|here| here.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(mut vm) = session::begin(&program.options, &program.arguments, Some(&here)) else { return 1 };
    let outcome = execute_module(&mut vm, program, name);
    match outcome {
        Ok(found) if !found => {
            session::complain(&format!("{}: {}\n", own_name(), nothing_to_run(&mut vm, name)));
            session::finish(vm, Ok(()));
            1
        }
        Ok(_) => session::finish(vm, Ok(())),
        Err(raised) => session::finish(vm, Err(raised)),
    }
}

/// Why there is nothing that `-m` could run.
fn nothing_to_run(vm: &mut Vm, name: &str) -> String {
    let found = taipan_vm::import::import(vm, name);
    vm.clear_pending();
    let package = found.is_ok_and(|module| {
        module.payload::<Module>().is_some_and(|module| dict::get_text(vm, &module.dict, "__path__").is_some())
    });
    if package {
        let why = format!("'{name}' is a package and cannot be directly executed");
        format!("No module named {name}.__main__; {why}")
    } else {
        format!("No module named {name}")
    }
}

/// Runs a module (or a package's `__main__`) as the main program; false if there is none.
fn execute_module(vm: &mut Vm, program: &Program, name: &str) -> Result<bool, Raised> {
    let Some(found) = taipan_vm::import::locate(vm, name)? else { return Ok(false) };
    let Some(file) = found.file else { return Ok(false) };
    let decode = vm.hooks.decode_source;
    let sys = session::namespace_of(vm, "sys")?;
    let namespace = start::main_namespace(vm)?;
    let shown = vm.str(&file)?;
    if let Some(argv) = dict::get_text(vm, &sys, "argv") {
        let zero = vm.int(0)?;
        taipan_vm::ops::item::set(vm, &argv, &zero, shown.clone())?;
    }
    let name = match file.ends_with("__main__.py") && !name.ends_with("__main__") {
        true => format!("{name}.__main__"),
        false => name.to_owned(),
    };
    let origin = Origin { file: Some(&file), shown: Some(&file), loader: Kind::File, path: None };
    spec::describe(vm, &namespace, &name, origin)?;
    spec::initialized(vm, &namespace)?;
    let package = vm.str(&found.package)?;
    dict::set_text(vm, &namespace, "__package__", package)?;
    let bytes = match found.text {
        Some(text) => text.as_bytes().to_vec(),
        None => vm.host.read_file(Path::new(&file)).map_err(|error| vm.io_error(&error, None))?,
    };
    let text = decode(vm, &bytes, &file)?;
    run_text(vm, &text, &file, &program.options, &namespace)?;
    Ok(true)
}
