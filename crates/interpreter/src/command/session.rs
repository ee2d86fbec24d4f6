//! A VM for a process: its streams, its signals, and how it ends.

use std::io::{IsTerminal, Write};

use crate::stack_end::StackEnd;
use crate::start;
use crate::system::System;
use taipan_heap::value::{Ref, Value};
use taipan_modules::atexit;
use taipan_vm::builtins::traceback_text::report;
use taipan_vm::builtins::traceback_text::style::Style;
use taipan_vm::exec::finalize;
use taipan_vm::import;
use taipan_vm::machine::budget::{Ending, attention};
use taipan_vm::machine::host::Stream;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::protocol::{dict, lookup, module, truth};
use taipan_vm::value::mapping::Dict;
use taipan_vm::value::module::Module;

use crate::command::{Options, memory, site};

/// The status of a process that SIGINT ends.
pub const BY_SIGINT: i32 = 130;

/// Natives that scripts may nest on the command's large stack.
const NESTED: usize = 2000;

/// Ends the process as SIGINT would have.
pub fn end_by_interrupt() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
}

/// Writes to standard output, without a VM.
pub fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes to standard error, without a VM.
pub fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A VM with the process's streams and signals, `sys.argv` and `sys.path`.
pub fn begin(options: &Options, arguments: &[String], first_path: Option<&str>) -> Option<Box<Vm>> {
    let line_buffered = options.unbuffered || std::io::stdout().is_terminal() || set(options, "PYTHONUNBUFFERED");
    let mut vm = start::vm(Box::new(System::new(line_buffered)), hash_key(options))?;
    vm.budget.nested_limit = NESTED;
    vm.budget.floor = StackEnd::default().floor(NESTED);
    // The thread has no other VM until the process ends.
    std::mem::forget(vm.heap.pays());
    if let Some(bytes) = memory::for_objects() {
        vm.heap.set_limit(bytes);
    }
    if std::env::var_os("TAIPAN_STORM").is_some_and(|value| !value.is_empty()) {
        vm.heap.storm();
    }
    let interrupt = vm.budget.interrupt();
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT]) {
        let _ = std::thread::Builder::new().stack_size(64 << 10).spawn(move || {
            for _ in signals.forever() {
                // A program that does not look up, because it waits, ends with the second Ctrl-C.
                if interrupt.request(attention::SIGNAL) {
                    end_by_interrupt();
                }
            }
        });
    }
    if let Err(raised) = prepare(&mut vm, options, arguments, first_path) {
        end(&mut vm, Err(raised));
        return None;
    }
    Some(vm)
}

fn set(options: &Options, name: &str) -> bool {
    !options.ignore_environment && std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn hash_key(options: &Options) -> (u64, u64) {
    if !options.ignore_environment
        && let Some(seed) = std::env::var("PYTHONHASHSEED").ok().and_then(|seed| seed.parse::<u64>().ok())
    {
        return if seed == 0 { (0, 0) } else { (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), seed) };
    }
    let mut bytes = [0; 16];
    let filled =
        std::fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut bytes));
    if filled.is_err() {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        return (now.as_nanos() as u64, u64::from(std::process::id()));
    }
    let (low, high) = bytes.split_at(8);
    let number = |half: &[u8]| half.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    (number(low), number(high))
}

fn prepare(vm: &mut Vm, options: &Options, arguments: &[String], first_path: Option<&str>) -> Result<(), Raised> {
    let sys = namespace_of(vm, "sys")?;
    let argv = arguments.iter().map(|text| vm.str(text)).collect::<Result<Vec<_>, _>>()?;
    let argv = vm.list(argv)?;
    dict::set_text(vm, &sys, "argv", argv)?;
    let mut path = Vec::new();
    if let Some(first) = first_path
        && !options.safe_path
    {
        path.push(vm.str(first)?);
    }
    if !options.ignore_environment
        && let Ok(folders) = std::env::var("PYTHONPATH")
    {
        for folder in folders.split(':').filter(|folder| !folder.is_empty()) {
            path.push(vm.str(folder)?);
        }
    }
    let path = vm.list(path)?;
    dict::set_text(vm, &sys, "path", path)?;
    let flags = vm.dict()?;
    for (name, value) in [
        ("optimize", i64::from(options.optimize)),
        ("inspect", i64::from(options.interactive)),
        ("interactive", i64::from(options.interactive)),
        ("dont_write_bytecode", i64::from(options.dont_write_bytecode)),
        ("quiet", i64::from(options.quiet)),
        ("safe_path", i64::from(options.safe_path)),
        ("ignore_environment", i64::from(options.ignore_environment)),
        ("no_site", i64::from(options.no_site)),
        ("isolated", i64::from(options.safe_path && options.ignore_environment)),
        ("hash_randomization", i64::from(hash_key(options) != (0, 0))),
    ] {
        let value = vm.int(value)?;
        dict::set_text(vm, &flags, name, value)?;
    }
    // `sys.flags` is made of these when it is asked for.
    dict::set_text(vm, &sys, "_options", flags.into_value())?;
    let mut warnings = Vec::new();
    if !options.ignore_environment
        && let Ok(wanted) = std::env::var("PYTHONWARNINGS")
    {
        warnings.extend(wanted.split(',').filter(|option| !option.is_empty()).map(str::to_owned));
    }
    warnings.extend(options.warnings.iter().cloned());
    let given = !warnings.is_empty();
    let warnings = warnings.iter().map(|text| vm.str(text)).collect::<Result<Vec<_>, _>>()?;
    let warnings = vm.list(warnings)?;
    dict::set_text(vm, &sys, "warnoptions", warnings)?;
    if let Some(folder) = first_path {
        let folder = vm.str(folder)?;
        vm.world.kept.borrow_mut().insert(module::SCRIPT_FOLDER, folder);
    }
    let executable = std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let executable = vm.str(&executable)?;
    dict::set_text(vm, &sys, "executable", executable)?;
    if !options.no_site {
        site::install(vm)?;
    }
    if given {
        // Options that cannot be understood are reported at the start.
        import::import(vm, "warnings")?;
    }
    Ok(())
}

/// The namespace of a module, which is imported if need be.
pub fn namespace_of(vm: &mut Vm, module: &str) -> Result<Ref<Dict>, Raised> {
    let found = import::import(vm, module)?;
    match found.payload::<Module>() {
        Some(module) => Ok(module.dict.clone()),
        None => Err(vm.system_error(format!("{module} is no module"))),
    }
}

/// Whether tracebacks are coloured.
pub fn style() -> Style {
    Style { color: false }
}

/// Ends a program: reports what nobody caught, runs what was registered for the end, flushes. Gives the exit status.
pub fn end(vm: &mut Vm, outcome: Result<(), Raised>) -> i32 {
    let status = match outcome {
        Ok(()) => 0,
        Err(_) => match vm.take_exception() {
            Some(exception) => report::exit_status(vm, &exception, style()),
            None => {
                let memory = vm.budget.ended() == Some(Ending::OutOfMemory);
                complain(if memory { "taipan: out of memory\n" } else { "taipan: the program was stopped\n" });
                1
            }
        },
    };
    end_with(vm, status)
}

/// As [`end`], where it is known already with which status.
pub fn end_with(vm: &mut Vm, mut status: i32) -> i32 {
    end_threads(vm);
    atexit::run(vm);
    let flushed = flush_streams(vm);
    forget_last(vm);
    finalize::end_program(vm);
    if vm.host.flush(Stream::Out).is_err() || !flushed {
        status = 120;
    }
    let _ = vm.host.flush(Stream::Err);
    status
}

/// As [`end`], for a VM that nobody needs any more: the system takes back its memory in one piece.
pub fn finish(mut vm: Box<Vm>, outcome: Result<(), Raised>) -> i32 {
    let status = end(&mut vm, outcome);
    std::mem::forget(vm);
    status
}

/// `threading`, if anybody imported it, waits for threads.
fn end_threads(vm: &mut Vm) {
    let modules = vm.world.modules.clone();
    if let Some(threading) = dict::get_text(vm, &modules, "threading")
        && vm.call_method(&threading, "_shutdown", &[]).is_err()
        && let Some(exception) = vm.take_exception()
    {
        report::print_uncaught(vm, &exception, style());
    }
}

/// Flushes `sys.stdout` and `sys.stderr`, whatever stands there; false if that fails.
fn flush_streams(vm: &mut Vm) -> bool {
    let Ok(sys) = namespace_of(vm, "sys") else {
        vm.clear_pending();
        return false;
    };
    let mut flushed = true;
    for name in ["stdout", "stderr"] {
        let Some(stream) = dict::get_text(vm, &sys, name).filter(|stream| !stream.is_none()) else { continue };
        if is_closed(vm, &stream) || vm.call_method(&stream, "flush", &[]).is_ok() {
            continue;
        }
        flushed = false;
        match name {
            "stdout" => report::unraisable_at(vm, "Exception ignored on flushing sys.stdout"),
            _ => vm.clear_pending(),
        }
    }
    flushed
}

/// True if a stream says that it is closed.
fn is_closed(vm: &mut Vm, stream: &Value) -> bool {
    let closed = vm.intern("closed").and_then(|name| lookup::try_get_attr_quiet(vm, stream, &name));
    match closed.and_then(|closed| closed.map_or(Ok(false), |closed| truth::is_true(vm, &closed))) {
        Ok(closed) => closed,
        Err(_) => {
            vm.clear_pending();
            false
        }
    }
}

/// Lets go of the exception that ended the program: what it holds ends with the program's own modules.
fn forget_last(vm: &mut Vm) {
    let Ok(sys) = namespace_of(vm, "sys") else { return vm.clear_pending() };
    for name in ["last_exc", "last_type", "last_value", "last_traceback"] {
        if dict::get_text(vm, &sys, name).is_some() && dict::set_text(vm, &sys, name, Value::NONE).is_err() {
            vm.clear_pending();
        }
    }
}
