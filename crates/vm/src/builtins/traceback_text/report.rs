//! Printing what nobody caught, and what nobody could catch.

use taipan_heap::value::Value;

use crate::builtins::traceback_text::chain::{self, Options};
use crate::builtins::traceback_text::frames;
use crate::builtins::traceback_text::message::{class_name, quietly, readable, safe_str};
use crate::builtins::traceback_text::style::Style;
use crate::machine::hooks::Call;
use crate::machine::host::Stream;
use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::ops::repr;
use crate::protocol::argument::small_int;
use crate::protocol::native::NativeFunction;
use crate::protocol::{call, dict, lookup};
use crate::value::exception::Exception;
use crate::value::module::Module;

/// An attribute of module `sys`, if that was imported.
fn of_sys(vm: &Vm, name: &str) -> Option<Value> {
    let sys = dict::get_text(vm, &vm.world.modules, "sys")?;
    dict::get_text(vm, &sys.payload::<Module>()?.dict, name)
}

/// Writes text to `sys.stderr`, or to the host's where that is gone.
pub fn write_error(vm: &mut Vm, text: &str) {
    match of_sys(vm, "stderr") {
        Some(stream) if stream.is_none() => {}
        Some(stream) => {
            let text = vm.str(text);
            if let Some(text) = quietly(vm, text) {
                let written = vm.call_method(&stream, "write", &[text]);
                quietly(vm, written);
                let flushed = vm.call_method(&stream, "flush", &[]);
                quietly(vm, flushed);
            }
        }
        None => {
            // Nobody is left to be told that even this failed.
            let _ = vm.host.write(Stream::Err, text.as_bytes());
            let _ = vm.host.flush(Stream::Err);
        }
    }
}

/// What `sys.excepthook` does: prints the traceback.
pub fn print_exception(vm: &mut Vm, exception: &Value, traceback: &Value, style: Style) {
    let limit = of_sys(vm, "tracebacklimit").as_ref().and_then(small_int).map(|limit| -limit.max(0));
    let options = Options { style, limit, ..Options::default() };
    let text = chain::format_with(vm, exception, traceback, options);
    write_error(vm, &text);
}

/// Prints an exception that nobody caught, through `sys.excepthook` where a script has put its own there.
pub fn print_uncaught(vm: &mut Vm, exception: &Value, style: Style) {
    let traceback = traceback_of(exception);
    let hook = of_sys(vm, "excepthook").filter(|hook| !hook.is_kind::<NativeFunction>());
    let Some(hook) = hook else { return print_exception(vm, exception, &traceback, style) };
    if hook.is_none() {
        write_error(vm, "sys.excepthook is missing\n");
        return print_exception(vm, exception, &traceback, style);
    }
    let class = vm.classes.of(exception).into_value();
    if vm.call(&hook, &[class, exception.clone(), traceback.clone()]).is_ok() {
        return;
    }
    write_error(vm, "Error in sys.excepthook:\n");
    if let Some(second) = vm.take_exception() {
        let its_traceback = traceback_of(&second);
        print_exception(vm, &second, &its_traceback, style);
    }
    write_error(vm, "\nOriginal exception was:\n");
    print_exception(vm, exception, &traceback, style);
}

/// The status with which a program ends because of an exception: 0 to 255; prints it unless it is a `SystemExit`.
pub fn exit_status(vm: &mut Vm, exception: &Value, style: Style) -> i32 {
    if !vm.classes.is_instance(exception, &vm.classes.system_exit) {
        print_uncaught(vm, exception, style);
        return if vm.classes.is_instance(exception, &vm.classes.keyboard_interrupt) { 130 } else { 1 };
    }
    let code = vm.intern("code");
    let code = quietly(vm, code).and_then(|name| {
        let code = lookup::try_get_attr(vm, exception, &name);
        quietly(vm, code).flatten()
    });
    match code {
        None => 0,
        Some(code) if code.is_none() => 0,
        Some(code) => match small_int(&code) {
            Some(status) => (status & 0xff) as i32,
            None if vm.classes.is_instance(&code, &vm.classes.int) => 255,
            None => {
                let text = safe_str(vm, &code, "exception");
                write_error(vm, &format!("{text}\n"));
                1
            }
        },
    }
}

fn traceback_of(exception: &Value) -> Value {
    exception.payload::<Exception>().map_or(Value::NONE, |payload| payload.traceback.get())
}

/// Reports the pending exception, which a finaliser or a callback of the object raised: nobody can catch it.
pub fn unraisable(vm: &mut Vm, about: &Value) {
    if let Some(exception) = vm.take_exception() {
        report_unraisable(vm, &exception, None, Some(about));
    }
}

/// Reports an exception that has nowhere to go, through `sys.unraisablehook` where a script has put its own there.
fn report_unraisable(vm: &mut Vm, exception: &Value, message: Option<&str>, about: Option<&Value>) {
    let hook = of_sys(vm, "unraisablehook").filter(|hook| !hook.is_kind::<NativeFunction>() && !hook.is_none());
    let Some(hook) = hook else { return print_unraisable(vm, exception, message, about) };
    let args = hook_args(vm, exception, message, about);
    let called = args.and_then(|args| vm.call(&hook, &[args]));
    if called.is_err()
        && let Some(second) = vm.take_exception()
    {
        print_unraisable(vm, &second, Some("Exception ignored in sys.unraisablehook"), Some(&hook));
    }
}

/// What `sys.unraisablehook` receives.
fn hook_args(vm: &mut Vm, exception: &Value, message: Option<&str>, about: Option<&Value>) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let types = import(vm, "types")?;
    let name = vm.intern("SimpleNamespace")?;
    let class = lookup::get_attr(vm, &types, &name)?;
    let message = match message {
        Some(message) => vm.str(message)?,
        None => Value::NONE,
    };
    let of = vm.classes.of(exception).into_value();
    let values = [of, exception.clone(), traceback_of(exception), message, about.cloned().unwrap_or(Value::NONE)];
    let keywords = ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];
    let keywords = keywords.iter().map(|name| vm.intern(name)).collect::<Result<Vec<_>, _>>()?;
    call::call(vm, &class, Call { values: &values, keywords: &keywords })
}

/// What `sys.unraisablehook` does by itself.
///
/// `about` is what raised the exception; `message` is said instead of "Exception ignored in".
pub fn print_unraisable(vm: &mut Vm, exception: &Value, message: Option<&str>, about: Option<&Value>) {
    let mut text = match (message, about) {
        (Some(message), None) => format!("{message}:\n"),
        (None, None) => String::new(),
        (message, Some(about)) => {
            let about = repr::repr(vm, about);
            let about =
                quietly(vm, about).map_or_else(|| "<object repr() failed>".to_owned(), |about| readable(&about));
            format!("{}: {about}\n", message.unwrap_or("Exception ignored in"))
        }
    };
    let mut entries = frames::entries(&traceback_of(exception), None);
    if !entries.is_empty() {
        text.push_str("Traceback (most recent call last):\n");
        // This form has no markers.
        entries.iter_mut().for_each(|entry| entry.position = None);
        text.extend(frames::format(vm, &entries, Style::default()));
    }
    let class = class_name(vm, exception);
    let message = safe_str(vm, exception, "exception");
    text.push_str(&if message.is_empty() { format!("{class}\n") } else { format!("{class}: {message}\n") });
    write_error(vm, &text);
}
