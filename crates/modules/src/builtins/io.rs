//! `print`, `input` and `breakpoint`.

use std::sync::Arc;
use std::time::Duration;

use taipan_core::machine::hooks::Call;
use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::native::{Keywords, NativeDef, Rest};
use taipan_core::protocol::{call, dict, lookup};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::{system_text, wtf8};

pub(super) const FUNCTIONS: &[NativeDef] = methods![print, input, breakpoint];

/// The name in `sys` of the standard output. Under the same name the VM keeps the object that stands there at first:
/// writing to that one goes to the host at once.
pub const STDOUT: &str = "stdout";

/// Write the texts of values, with sep between them and end behind the last, to file or else to sys.stdout.
///
/// Any object with a method write will do for a file; with flush its buffer is emptied at once.
#[function("print(*args, sep=' ', end='\\n', file=None, flush=False)", mark = Print)]
fn print(
    vm: &mut Vm,
    args: Rest<'_>,
    sep: Option<&Value>,
    end: Option<&Value>,
    file: &Value,
    flush: bool,
) -> Result<(), Raised> {
    let file = if file.is_none() { standard(vm, STDOUT)? } else { Target::Object(file.clone()) };
    let sep = separator(vm, sep, "sep", b" ")?;
    let end = separator(vm, end, "end", b"\n")?;
    match file {
        Target::Nothing => Ok(()),
        Target::Host => {
            let mut line = Draft::new();
            for (index, value) in args.iter().enumerate() {
                if index > 0 {
                    line.push(vm, &sep)?;
                }
                match value.payload::<Str>() {
                    Some(text) if vm.classes.is_exactly(value, &vm.classes.str) => {
                        line.push(vm, text.as_bytes())?;
                    }
                    _ => {
                        let text = repr::str(vm, value)?;
                        line.push(vm, text.as_bytes())?;
                    }
                }
            }
            line.push(vm, &end)?;
            write_out(vm, &line)?;
            if flush { flush_out(vm) } else { Ok(()) }
        }
        Target::Object(file) => print_to(vm, &file, &args, &sep, &end, flush),
    }
}

fn print_to(vm: &mut Vm, file: &Value, args: &[Value], sep: &[u8], end: &[u8], flush: bool) -> Result<(), Raised> {
    let name = vm.names.known.write.clone();
    let write = lookup::get_attr(vm, file, &name)?;
    for (index, value) in args.iter().enumerate() {
        if index > 0 {
            let sep = vm.wtf8(sep)?;
            vm.call(&write, &[sep])?;
        }
        let text = repr::str(vm, value)?.into_value();
        vm.call(&write, &[text])?;
    }
    let end = vm.wtf8(end)?;
    vm.call(&write, &[end])?;
    if flush {
        vm.call_method(file, "flush", &[])?;
    }
    Ok(())
}

fn separator(vm: &mut Vm, given: Option<&Value>, name: &str, default: &[u8]) -> Result<Vec<u8>, Raised> {
    match given {
        Some(value) if !value.is_none() => match value.payload::<Str>() {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => {
                let given = vm.classes.name_of(value);
                Err(vm.type_error(format!("{name} must be None or a string, not {given}")))
            }
        },
        _ => Ok(default.to_vec()),
    }
}

/// Where standard input or output goes.
enum Target {
    /// `sys.stdout` is None: nowhere.
    Nothing,
    /// To the host.
    Host,
    /// To what a script has put into its place.
    Object(Value),
}

fn standard(vm: &mut Vm, name: &'static str) -> Result<Target, Raised> {
    let modules = vm.world.modules.clone();
    let Some(sys) = dict::get_text(vm, &modules, "sys") else { return Ok(Target::Host) };
    let key = vm.intern(name)?;
    let Some(stream) = lookup::try_get_attr_quiet(vm, &sys, &key)? else {
        return Err(vm.runtime_error(format!("lost sys.{name}")));
    };
    let native = vm.world.kept.borrow().get(name).is_some_and(|native| native.is(&stream));
    Ok(match stream.is_none() {
        true => Target::Nothing,
        false if native => Target::Host,
        false => Target::Object(stream),
    })
}

/// Writes text to the host's standard output.
pub fn write_out(vm: &mut Vm, text: &[u8]) -> Result<(), Raised> {
    if wtf8::has_surrogates(text) {
        let escapes = vm.world.settings.escapes;
        let refused = |point: u32| wtf8::is_surrogate(point) && !(escapes && (0xdc80..=0xdcff).contains(&point));
        let Some(at) = wtf8::code_points(text).position(refused) else {
            let bytes = system_text::encoded(text);
            return vm.host.write(Stream::Out, &bytes).map_err(|error| vm.io_error(&error, None));
        };
        let object = vm.wtf8(text)?;
        let error = vm.encode_error("utf-8", &object, at, at + 1, "surrogates not allowed")?;
        return Err(vm.raise(error));
    }
    vm.host.write(Stream::Out, text).map_err(|error| vm.io_error(&error, None))
}

fn flush_out(vm: &mut Vm) -> Result<(), Raised> {
    vm.host.flush(Stream::Out).map_err(|error| vm.io_error(&error, None))
}

/// A line of sys.stdin without its line end, after the prompt was written to sys.stdout. Raises EOFError at the end.
#[function("input(prompt='', /)")]
fn input(vm: &mut Vm, prompt: Option<&Value>) -> Result<Value, Raised> {
    if let Some(prompt) = prompt {
        let text = repr::str(vm, prompt)?;
        match standard(vm, STDOUT)? {
            Target::Host => write_out(vm, text.as_bytes())?,
            Target::Object(file) => {
                vm.call_method(&file, "write", &[text.into_value()])?;
                vm.call_method(&file, "flush", &[])?;
            }
            Target::Nothing => {}
        }
    }
    let line = match standard(vm, "stdin") {
        Err(_) if vm.is_pending(|classes| &classes.runtime_error) => {
            return Err(vm.runtime_error("input(): lost sys.stdin"));
        }
        Err(raised) => return Err(raised),
        Ok(Target::Nothing) => return Err(vm.runtime_error("input(): lost sys.stdin")),
        Ok(Target::Host) => {
            flush_out(vm)?;
            let line = read_line(vm, usize::MAX)?;
            String::from_utf8_lossy(&line).into_owned().into_bytes()
        }
        Ok(Target::Object(file)) => {
            let line = vm.call_method(&file, "readline", &[])?;
            match line.payload::<Str>() {
                Some(line) => line.as_bytes().to_vec(),
                None => return Err(vm.type_error("object.readline() returned non-string")),
            }
        }
    };
    if line.is_empty() {
        return Err(vm.raise_message(|classes| &classes.eof_error, "EOF when reading a line"));
    }
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    vm.wtf8(line.strip_suffix(b"\r").unwrap_or(line))
}

/// Hand all arguments to sys.breakpointhook(), which decides what stopping here means.
#[function("breakpoint(*args, **kws)")]
fn breakpoint(vm: &mut Vm, args: Rest<'_>, kws: Keywords<'_>) -> Result<Value, Raised> {
    let modules = vm.world.modules.clone();
    let key = vm.intern("breakpointhook")?;
    let hook = match dict::get_text(vm, &modules, "sys") {
        Some(sys) => lookup::try_get_attr_quiet(vm, &sys, &key)?,
        None => None,
    };
    let Some(hook) = hook else { return Err(vm.runtime_error("lost sys.breakpointhook")) };
    let (values, names) = taipan_objects::class::class_new::flatten(&args, &kws);
    call::call(vm, &hook, Call { values: &values, keywords: &names })
}

/// How often a thread looks whether there is input.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// At most `limit` bytes of the host's standard input up to and with a line feed; empty at the end. Signals are answered
/// while nothing comes.
pub fn read_line(vm: &mut Vm, limit: usize) -> Result<Vec<u8>, Raised> {
    loop {
        if vm.threads.others() > 0 && !vm.host.has_input() {
            // Who waits for a person keeps no other thread from running.
            vm.park(&Arc::default(), Some(BETWEEN_LOOKS));
            let look_up = vm.hooks.look_up;
            look_up(vm)?;
            continue;
        }
        match vm.host.read_line(limit) {
            Ok(line) => return Ok(line),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {
                let look_up = vm.hooks.look_up;
                look_up(vm)?;
            }
            Err(error) => return Err(vm.io_error(&error, None)),
        }
    }
}
