//! A VM for a process: its streams, its signals, and how it ends.

use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal, Write};

use taipan_core::machine::budget::{Ending, attention};
use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::{dict, lookup, truth};
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_exec::finalize;
use taipan_heap::value::{Ref, Value};
use taipan_modules::atexit;
use taipan_modules::import;
use taipan_traceback::report;
use taipan_traceback::style::Style;

use crate::command::{Options, facts, memory};
use crate::stack_end::StackEnd;
use crate::start;
use crate::system::{Buffering, System};

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

/// A VM with the process's streams and signals, with `sys.argv` and `sys.path`, which begins with a folder of the program's,
/// or with the folder or archive that is the program.
pub fn begin<P: AsRef<OsStr> + ?Sized>(
    options: &Options,
    arguments: &[OsString],
    first_path: Option<&P>,
    is_program: bool,
) -> Option<Box<Vm>> {
    for note in &options.derived.notes {
        complain(&format!("taipan: {note}\n"));
    }
    let buffering = match options.unbuffered {
        true => Buffering::Off,
        false if std::io::stdout().is_terminal() => Buffering::Lines,
        false => Buffering::Full,
    };
    let host = System::without(options.inherited.closed, buffering);
    let mut vm = start::vm(Box::new(host), hash_key(options))?;
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
    if !options.inherited.ignores_interrupt {
        watch_interrupts(&vm);
    }
    facts::settle(&mut vm, options);
    if let Err(raised) = facts::tell(&mut vm, options, arguments, first_path.map(AsRef::as_ref), is_program) {
        end(&mut vm, Err(raised));
        return None;
    }
    Some(vm)
}

/// Has Ctrl-C looked at in a thread of its own, which tells the machine.
fn watch_interrupts(vm: &Vm) {
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
}

fn hash_key(options: &Options) -> (u64, u64) {
    if let Some(seed) = options.derived.hash_seed.map(u64::from) {
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

/// The namespace of a module, which is imported if need be.
pub fn namespace_of(vm: &mut Vm, module: &str) -> Result<Ref<Dict>, Raised> {
    let found = import::import(vm, module)?;
    match found.payload::<Module>() {
        Some(module) => Ok(module.dict.clone()),
        None => Err(vm.system_error(format!("{module} is no module"))),
    }
}

/// Whether tracebacks are coloured.
pub fn style(vm: &mut Vm) -> Style {
    report::style(vm)
}

/// Ends a program: reports what nobody caught, runs what was registered for the end, flushes. Gives the exit status.
pub fn end(vm: &mut Vm, outcome: Result<(), Raised>) -> i32 {
    let status = match outcome {
        Ok(()) => 0,
        Err(_) => match vm.take_exception() {
            Some(exception) => {
                let style = style(vm);
                report::exit_status(vm, &exception, style)
            }
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
        let style = style(vm);
        report::print_uncaught(vm, &exception, style);
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

/// Flushes the streams while an exception is on its way; what fails then is told at the end.
pub fn flush_quietly(vm: &mut Vm) {
    let pending = std::mem::take(&mut vm.pending);
    if let Ok(sys) = namespace_of(vm, "sys") {
        for name in ["stderr", "stdout"] {
            if let Some(stream) = dict::get_text(vm, &sys, name).filter(|stream| !stream.is_none()) {
                let _ = vm.call_method(&stream, "flush", &[]);
            }
        }
    }
    vm.pending = pending;
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
