//! What `sys` tells of the command line and of the process, and the settings of the machine that follow from it.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::settings::{Imports, Timed};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::{call, dict, lookup, module, name};
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_modules::import;
use taipan_text::system_text;
use taipan_traceback::report;

use crate::command::packages::{self, Packages};
use crate::command::{Options, session, site};

/// A text of the system as a string: bytes that are no UTF-8 become lone surrogates.
pub(super) fn text(vm: &mut Vm, text: &OsStr) -> Result<Value, Raised> {
    vm.wtf8(&system_text::decoded(text.as_bytes()))
}

/// Gives the machine the settings that follow from the options.
pub(super) fn settle(vm: &mut Vm, options: &Options) {
    let derived = &options.derived;
    if let Some(digits) = derived.int_digits {
        vm.budget.int_digits = digits;
    }
    let settings = &mut vm.world.settings;
    settings.optimize = options.optimize.min(2);
    settings.warns_of_bytes = options.bytes_warnings > 0;
    settings.marks = !derived.no_marks;
    settings.colors = options.colors();
    settings.unbuffered = options.unbuffered;
    settings.escapes = derived.escapes;
    let timed = derived.import_times.then(Timed::default);
    settings.imports = Imports { named: options.verbose > 0, timed };
}

/// Fills `sys`, and `builtins` with what a program finds there. A folder that is itself the program is searched even where
/// that of a script is not.
pub(super) fn tell(
    vm: &mut Vm,
    options: &Options,
    arguments: &[impl AsRef<OsStr>],
    folder: Option<&OsStr>,
    is_program: bool,
) -> Result<(), Raised> {
    let sys = session::namespace_of(vm, "sys")?;
    let argv = arguments.iter().map(|argument| text(vm, argument.as_ref())).collect::<Result<Vec<_>, _>>()?;
    let argv = vm.list(argv)?;
    dict::set_text(vm, &sys, "argv", argv)?;
    let warnings = options.warnings.iter().map(|option| text(vm, option)).collect::<Result<Vec<_>, _>>()?;
    let warnings = vm.list(warnings)?;
    dict::set_text(vm, &sys, "warnoptions", warnings)?;
    let packages = Packages::find(options);
    let executable = text(vm, packages.executable.as_os_str())?;
    dict::set_text(vm, &sys, "executable", executable)?;
    // `sys.flags` and its like are made of these when they are asked for.
    let asked = asked_for(vm, options, &packages)?;
    dict::set_text(vm, &sys, "_options", asked.into_value())?;
    if options.optimize > 0 {
        let builtins = vm.world.builtins.clone();
        dict::set_text(vm, &builtins, "__debug__", Value::FALSE)?;
    }
    streams(vm, &sys, options)?;
    let stated = packages::stated(options);
    let path = stated.iter().map(|folder| text(vm, folder)).collect::<Result<Vec<_>, _>>()?;
    let mut first: Vec<Value> = path.clone();
    let path = vm.list(path)?;
    dict::set_text(vm, &sys, "path", path.clone())?;
    if !options.no_site {
        site::install(vm)?;
        add_packages(vm, &path, &packages)?;
        if !stated.is_empty() || !packages.folders.is_empty() {
            customize(vm, options)?;
        }
    }
    if !options.warnings.is_empty() {
        // Options that cannot be understood are reported at the start; the program's own modules are no categories.
        import::import(vm, "warnings")?;
    }
    if let Some(folder) = folder {
        let folder = text(vm, folder)?;
        vm.world.kept.borrow_mut().insert(module::SCRIPT_FOLDER, folder.clone());
        if !options.safe_path || is_program {
            let zero = vm.int(0)?;
            first.push(folder.clone());
            vm.call_method(&path, "insert", &[zero, folder])?;
        }
    }
    vm.world.settings.first =
        first.iter().filter_map(|folder| Some(folder.payload::<Str>()?.as_bytes().into())).collect();
    Ok(())
}

/// What was asked for, by name; what was not is missing.
fn asked_for(vm: &mut Vm, options: &Options, packages: &Packages) -> Result<Ref<Dict>, Raised> {
    let derived = &options.derived;
    let asked = vm.dict()?;
    let numbers = [
        ("optimize", i64::from(options.optimize)),
        ("debug", i64::from(options.debug)),
        ("verbose", i64::from(options.verbose)),
        ("bytes_warning", i64::from(options.bytes_warnings)),
        ("inspect", i64::from(options.inspect || options.interactive)),
        ("interactive", i64::from(options.interactive)),
        ("dont_write_bytecode", i64::from(options.dont_write_bytecode)),
        ("quiet", i64::from(options.quiet)),
        ("safe_path", i64::from(options.safe_path)),
        ("ignore_environment", i64::from(options.ignore_environment)),
        ("no_site", i64::from(options.no_site)),
        ("no_user_site", i64::from(options.no_user_site)),
        ("isolated", i64::from(options.isolated)),
        ("dev_mode", i64::from(derived.dev_mode)),
        ("utf8_mode", i64::from(derived.utf8_mode)),
        ("warn_default_encoding", i64::from(derived.warns_of_encodings)),
        ("hash_randomization", i64::from(derived.hash_seed != Some(0))),
        ("cpu_count", i64::from(derived.processors.unwrap_or(0))),
        ("sees_base", i64::from(packages.sees_base)),
    ];
    for (name, number) in numbers.into_iter().filter(|(_, number)| *number != 0) {
        let number = vm.int(number)?;
        dict::set_text(vm, &asked, name, number)?;
    }
    for (name, place, usual) in [
        ("prefix", &packages.prefix, None),
        ("exec_prefix", &packages.exec_prefix, Some(&packages.prefix)),
        ("base_prefix", &packages.base_prefix, Some(&packages.prefix)),
    ] {
        if usual != Some(place) {
            let place = text(vm, place.as_os_str())?;
            dict::set_text(vm, &asked, name, place)?;
        }
    }
    if !options.original.is_empty() {
        let original = options.original.iter().map(|part| text(vm, part)).collect::<Result<Vec<_>, _>>()?;
        let original = vm.list(original)?;
        dict::set_text(vm, &asked, "orig_argv", original)?;
    }
    if let Some(folder) = options.variable("PYTHONPLATLIBDIR") {
        let folder = text(vm, &folder)?;
        dict::set_text(vm, &asked, "platlibdir", folder)?;
    }
    if !options.extra.is_empty() {
        let extra = vm.dict()?;
        for (name, value) in &options.extra {
            let name = text(vm, name)?;
            let value = match value {
                Some(value) => text(vm, value)?,
                None => Value::TRUE,
            };
            dict::set(vm, &extra, &name, value)?;
        }
        dict::set_text(vm, &asked, "xoptions", extra.into_value())?;
    }
    let (encoding, errors) = &derived.stdio;
    let usual = if derived.escapes && encoding.is_none() { "surrogateescape" } else { "strict" };
    let (encoding, errors) = (encoding.as_deref().unwrap_or("utf-8"), errors.as_deref().unwrap_or(usual));
    if (encoding, errors) != ("utf-8", "strict") {
        let pair = [vm.str(encoding)?, vm.str(errors)?];
        let pair = vm.tuple(pair)?;
        dict::set_text(vm, &asked, "stdin", pair)?;
    }
    Ok(asked)
}

/// Closed streams are None; the others have the encoding that PYTHONIOENCODING states.
fn streams(vm: &mut Vm, sys: &Dict, options: &Options) -> Result<(), Raised> {
    for (name, closed) in ["stdin", "stdout", "stderr"].into_iter().zip(options.inherited.closed) {
        if closed {
            dict::set_text(vm, sys, name, Value::NONE)?;
            dict::set_text(vm, sys, &format!("__{name}__"), Value::NONE)?;
        }
    }
    let (encoding, errors) = &options.derived.stdio;
    if encoding.is_none() && errors.is_none() {
        return Ok(());
    }
    let codecs = import::import(vm, "codecs")?;
    let encoding = vm.str(encoding.as_deref().unwrap_or("utf-8"))?;
    let known = vm.call_method(&codecs, "lookup", std::slice::from_ref(&encoding))?;
    let field = vm.intern("name")?;
    let encoding = lookup::get_attr(vm, &known, &field)?;
    vm.world.settings.escapes = false;
    let errors = errors.as_deref().unwrap_or("strict");
    for (stream, errors) in [("stdout", errors), ("stderr", "backslashreplace")] {
        if let Some(stream) = dict::get_text(vm, sys, stream).filter(|stream| !stream.is_none()) {
            let reconfigure = vm.intern("reconfigure")?;
            let reconfigure = lookup::get_attr(vm, &stream, &reconfigure)?;
            let values = [encoding.clone(), vm.str(errors)?];
            let keywords = [vm.intern("encoding")?, vm.intern("errors")?];
            let call = Call { values: &values, keywords: &keywords };
            call::call(vm, &reconfigure, call)?;
        }
    }
    Ok(())
}

/// Adds the folders with packages, and those that files in them name.
fn add_packages(vm: &mut Vm, path: &Value, packages: &Packages) -> Result<(), Raised> {
    for folder in &packages.folders {
        let shown = text(vm, folder.as_os_str())?;
        if packages::has_path_files(folder) {
            let site = import::import(vm, "site")?;
            vm.call_method(&site, "addsitedir", &[shown])?;
        } else {
            vm.call_method(path, "append", &[shown])?;
        }
    }
    Ok(())
}

/// Runs the modules that an installation, or a user, has for each start.
fn customize(vm: &mut Vm, options: &Options) -> Result<(), Raised> {
    let of_user = if options.no_user_site { None } else { Some("usercustomize") };
    for name in ["sitecustomize"].into_iter().chain(of_user) {
        let Err(raised) = import::import(vm, name) else { continue };
        let Some(exception) = vm.take_exception() else { return Err(raised) };
        if says_missing(vm, &exception, name) {
            continue;
        }
        if options.verbose > 0 {
            let style = report::style(vm);
            report::print_uncaught(vm, &exception, style);
            continue;
        }
        let class = vm.classes.of(&exception).text_name().to_owned();
        let message = repr::str(vm, &exception)?.to_lossy().into_owned();
        let heading = format!("Error in {name}; set PYTHONVERBOSE for traceback:");
        report::write_error(vm, &format!("{heading}\n{class}: {message}\n"));
    }
    Ok(())
}

/// Whether an exception says that there is no module of this name.
fn says_missing(vm: &mut Vm, exception: &Value, module: &str) -> bool {
    if !vm.classes.is_instance(exception, &vm.classes.module_not_found_error) {
        return false;
    }
    let found = vm.intern("name").and_then(|field| lookup::get_attr(vm, exception, &field));
    found.is_ok_and(|found| name::text(&found) == module)
}
