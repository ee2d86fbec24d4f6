//! Running a program from a file, the command line, a module or standard input.

use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use taipan_core::machine::hooks::{CompileMode, CompileRequest};
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::dict;
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_exec as exec;
use taipan_exec::load;
use taipan_heap::value::{Ref, Value};
use taipan_modules::import::loader::{self, Kind};
use taipan_modules::import::spec::{self, Origin};
use taipan_text::{system_text, wtf8};

use crate::archive::{self, Archive};
use crate::command::{Options, Program, Source};
use crate::command::{facts, prompt, session};
use crate::compile;

/// The file in a folder or an archive that is the program.
pub(super) const MAIN: &str = "__main__.py";

/// Runs a program to its end and gives the exit status.
pub fn run(mut program: Program) -> i32 {
    match program.options.complete() {
        Ok(()) => start(&program),
        Err(why) => {
            let state = if why.starts_with("preconfig") { "preinitializing" } else { "preinitialized" };
            session::complain(&format!("Fatal Python error: {why}\nPython runtime state: {state}\n\n"));
            1
        }
    }
}

fn start(program: &Program) -> i32 {
    match &program.source {
        Source::File(path) => run_file(program, Path::new(path)),
        Source::Text(text) => match text.to_str() {
            Some(text) => run_source(program, text.as_bytes(), Main::new("<string>")),
            None => {
                session::complain(&format!("{}: the text of -c is no UTF-8\n", own_name(program)));
                1
            }
        },
        Source::Module(name) => run_module(program, &shown(name)),
        Source::Input if program.options.interactive || std::io::stdin().is_terminal() => prompt::run(program),
        Source::Input => {
            let mut text = Vec::new();
            if let Err(error) = std::io::stdin().lock().read_to_end(&mut text) {
                session::complain(&format!("taipan: cannot read standard input: {error}\n"));
                return 1;
            }
            run_source(program, &text, Main::new("<stdin>"))
        }
    }
}

/// What a main program is called, and where its modules are.
struct Main<'a> {
    /// What tracebacks show.
    name: String,
    /// The file, if it is one.
    file: Option<&'a Path>,
    /// The folder or archive that is searched for modules.
    folder: OsString,
    /// Whether the file is the `__main__.py` of that folder or archive.
    inside: bool,
}

impl<'a> Main<'a> {
    /// A text that no file holds.
    fn new(name: &str) -> Main<'a> {
        Main { name: name.to_owned(), file: None, folder: OsString::new(), inside: false }
    }

    fn of(file: &'a Path, folder: &Path, inside: bool) -> Main<'a> {
        Main { name: shown(file.as_os_str()), file: Some(file), folder: folder.into(), inside }
    }
}

/// A text of the system as messages show it: bytes that are no UTF-8 as escapes.
fn shown(text: &OsStr) -> String {
    match text.to_str() {
        Some(text) => text.to_owned(),
        None => wtf8::code_points(&system_text::decoded(text.as_bytes()))
            .map(|point| char::from_u32(point).map_or_else(|| format!("\\u{point:04x}"), String::from))
            .collect(),
    }
}

fn run_file(program: &Program, path: &Path) -> i32 {
    // Whole, so that it stays true when the program goes to another folder.
    let below = if path == Path::new(".") { None } else { Some(path).filter(|path| !path.as_os_str().is_empty()) };
    let file = std::env::current_dir()
        .map_or_else(|_| path.to_owned(), |here| below.map_or_else(|| here.clone(), |path| here.join(path)));
    if file.is_dir() {
        let main = file.join(MAIN);
        return match std::fs::read(&main) {
            Ok(bytes) => run_source(program, &bytes, Main::of(&main, &file, true)),
            Err(_) => no_main(program, &file),
        };
    }
    match std::fs::read(&file) {
        Ok(bytes) if archive::is_archive(&bytes) => {
            drop(bytes);
            run_archive(program, &file)
        }
        Ok(bytes) => {
            // A link leads to the folder of the file, where its neighbours are.
            let real = std::fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
            let folder = real.parent().map(PathBuf::from).unwrap_or_default();
            run_source(program, &bytes, Main::of(&file, &folder, false))
        }
        Err(error) => {
            let number = error.raw_os_error().unwrap_or(0);
            let reason = taipan_core::protocol::os_error::system_message(i64::from(number));
            session::complain(&format!(
                "{}: can't open file '{}': [Errno {number}] {reason}\n",
                own_name(program),
                shown(file.as_os_str())
            ));
            if program.options.interactive { prompt::instead(program) } else { 2 }
        }
    }
}

/// Runs the `__main__.py` of an archive.
fn run_archive(program: &Program, file: &Path) -> i32 {
    let read = Archive::open(file).and_then(|archive| match archive {
        Some(archive) if archive.has_file(MAIN) => archive.read(MAIN).map(Some),
        _ => Ok(None),
    });
    match read {
        Ok(Some(bytes)) => run_source(program, &bytes, Main::of(&file.join(MAIN), file, true)),
        Ok(None) => no_main(program, file),
        Err(error) => {
            session::complain(&format!("{}: '{}': {error}\n", own_name(program), shown(file.as_os_str())));
            1
        }
    }
}

fn no_main(program: &Program, place: &Path) -> i32 {
    let place = shown(place.as_os_str());
    session::complain(&format!("{}: can't find '__main__' module in '{place}'\n", own_name(program)));
    1
}

fn own_name(program: &Program) -> String {
    program.options.original.first().map_or_else(|| "taipan".into(), |name| shown(name))
}

fn run_source(program: &Program, bytes: &[u8], main: Main<'_>) -> i32 {
    let folder = Some(main.folder.as_os_str());
    let Some(mut vm) = session::begin(&program.options, &program.arguments, folder, main.inside) else { return 1 };
    let outcome = execute(&mut vm, bytes, &main, &program.options);
    if main.name != "<string>" {
        // What a file has printed stands before the traceback of its end.
        session::flush_quietly(&mut vm);
    }
    end(vm, outcome, program)
}

/// Ends a program, or goes on at the prompt where that is wanted.
fn end(mut vm: Box<Vm>, outcome: Result<(), Raised>, program: &Program) -> i32 {
    let options = &program.options;
    let asks = options.inspect || inspects(&mut vm, options);
    if options.interactive || asks && std::io::stdin().is_terminal() {
        return prompt::after(&mut vm, outcome, program);
    }
    session::finish(vm, outcome)
}

/// Whether the program itself has set PYTHONINSPECT.
fn inspects(vm: &mut Vm, options: &Options) -> bool {
    let variables = || {
        let os = dict::get_text(vm, &vm.world.modules, "os")?;
        dict::get_text(vm, &os.payload::<Module>()?.dict, "_variables")?.to_ref::<Dict>()
    };
    let Some(variables) = variables().filter(|_| !options.ignore_environment) else { return false };
    let set = vm.bytes(b"PYTHONINSPECT").and_then(|name| mapping::get(vm, &variables, &name));
    set.is_ok_and(|value| value.is_some())
}

fn execute(vm: &mut Vm, bytes: &[u8], program: &Main<'_>, options: &Options) -> Result<(), Raised> {
    let namespace = crate::start::main_namespace(vm)?;
    let main = vm.names.known.main.clone();
    let file = match program.file {
        Some(file) => Some(facts::text(vm, file.as_os_str())?),
        None if program.name == "<stdin>" => Some(vm.str("<stdin>")?),
        None => None,
    };
    if program.inside {
        let loader = program.file.map_or(Kind::File, |file| loader::of_file(vm, file));
        let origin = Origin { file: Some(&program.name), shown: Some(&program.name), loader, path: None };
        spec::describe(vm, &namespace, "__main__", origin)?;
        spec::initialized(vm, &namespace)?;
    } else {
        let kind = if program.file.is_some() { Kind::File } else { Kind::BuiltIn };
        let loader = loader::make(vm, kind, &main, file.as_ref())?;
        dict::set_text(vm, &namespace, "__loader__", loader)?;
    }
    if let Some(file) = file {
        dict::set_text(vm, &namespace, "__file__", file)?;
    }
    let bytes = if options.skip_first_line && program.file.is_some() { without_first_line(bytes) } else { bytes };
    let text = compile::decode_script(vm, bytes, &program.name)?;
    run_text(vm, &text, &program.name, options, &namespace)
}

/// The end of the first line and what follows: the lines keep their numbers.
fn without_first_line(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    &bytes[end..]
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
        optimize: options.optimize.min(2),
        future: 0,
        top_level_await: false,
    };
    let code = compile(vm, request)?;
    // Nobody can look at the lines of what came through a pipe: tracebacks go without them. A name that is no UTF-8 is
    // shown with escapes, and no file has that name.
    if filename.starts_with('<') && filename != "<stdin>" || filename.contains("\\udc") {
        vm.world.sources.borrow_mut().add(code.filename.clone(), text.into());
    }
    let code = load::code_object(vm, &code)?;
    let function = load::function(vm, code, namespace.clone())?;
    exec::entry::run_bound(vm, &function, [Value::UNBOUND].into_iter().collect()).map(drop)
}

fn run_module(program: &Program, name: &str) -> i32 {
    let here = std::env::current_dir().unwrap_or_default();
    let Some(mut vm) = session::begin(&program.options, &program.arguments, Some(here.as_os_str()), false) else {
        return 1;
    };
    let found = execute_module(&mut vm, program, name);
    let outcome = match found {
        Ok(true) => Ok(()),
        Ok(false) => Err(nothing_to_run(&mut vm, program, name)),
        Err(raised) => Err(raised),
    };
    end(vm, outcome, program)
}

/// Raises SystemExit with the reason why there is nothing that `-m` could run.
fn nothing_to_run(vm: &mut Vm, program: &Program, name: &str) -> Raised {
    let absent = absence(vm, name);
    let message = match vm.str(&format!("{}: {absent}", own_name(program))) {
        Ok(message) => message,
        Err(raised) => return raised,
    };
    let class = vm.classes.system_exit.value().clone();
    match vm.call(&class, &[message]) {
        Ok(exit) => vm.raise(exit),
        Err(raised) => raised,
    }
}

/// Why a module cannot be run.
fn absence(vm: &mut Vm, name: &str) -> String {
    if name.starts_with('.') {
        return "Relative module names not supported".to_owned();
    }
    let fault =
        |why: String| format!("Error while finding module specification for '{name}' (ModuleNotFoundError: {why})");
    if let Some((parent, _)) = name.rsplit_once('.') {
        match imported(vm, parent) {
            None => return fault(format!("No module named '{parent}'")),
            Some(false) => {
                let fault = fault(format!("__path__ attribute not found on '{parent}' while trying to find '{name}'"));
                return match name.strip_suffix(".py") {
                    Some(stem) => format!("{fault}. Try using '{stem}' instead of '{name}' as the module name."),
                    None => fault,
                };
            }
            Some(true) => {}
        }
    }
    match if name.is_empty() { None } else { imported(vm, name) } {
        Some(true) => format!("No module named {name}.__main__; '{name}' is a package and cannot be directly executed"),
        // It is written in Rust.
        Some(false) => format!("No code object available for {name}"),
        None => format!("No module named {name}"),
    }
}

/// Whether a module is a package, if there is one of this name.
fn imported(vm: &mut Vm, name: &str) -> Option<bool> {
    let found = taipan_modules::import::import(vm, name);
    vm.clear_pending();
    let module = found.ok()?;
    Some(module.payload::<Module>().is_some_and(|module| dict::get_text(vm, &module.dict, "__path__").is_some()))
}

/// Runs a module (or a package's `__main__`) as the main program; false if there is none.
fn execute_module(vm: &mut Vm, program: &Program, name: &str) -> Result<bool, Raised> {
    let namespace = crate::start::main_namespace(vm)?;
    if name.is_empty() || name.starts_with('.') {
        return Ok(false);
    }
    let Some(found) = taipan_modules::import::locate(vm, name)? else { return Ok(false) };
    let Some(file) = found.file else { return Ok(false) };
    let decode = vm.hooks.decode_source;
    let sys = session::namespace_of(vm, "sys")?;
    let shown = vm.str(&file)?;
    if let Some(argv) = dict::get_text(vm, &sys, "argv") {
        let zero = vm.int(0)?;
        taipan_core::ops::item::set(vm, &argv, &zero, shown.clone())?;
    }
    let name = match file.ends_with(MAIN) && !name.ends_with("__main__") {
        true => format!("{name}.__main__"),
        false => name.to_owned(),
    };
    let loader = loader::of_file(vm, Path::new(&file));
    let origin = Origin { file: Some(&file), shown: Some(&file), loader, path: None };
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
