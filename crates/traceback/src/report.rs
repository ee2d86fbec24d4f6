//! Printing what nobody caught, and what nobody could catch.

use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::settings::Colors;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::native::NativeFunction;
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::exception::Exception;
use taipan_core::value::module::Module;
use taipan_exec::unwind;
use taipan_heap::value::Value;

use crate::chain::{self, Options};
use crate::frames;
use crate::message::{class_name, quietly, readable, safe_str};
use crate::style::Style;

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
        None => write_to_host(vm, text),
    }
}

fn write_to_host(vm: &mut Vm, text: &str) {
    // Nobody is left to be told that even this failed.
    let _ = vm.host.write(Stream::Err, text.as_bytes());
    let _ = vm.host.flush(Stream::Err);
}

/// How what goes to `sys.stderr` is written.
pub fn style(vm: &mut Vm) -> Style {
    let color = match vm.world.settings.colors {
        Colors::Never => false,
        Colors::Always => true,
        Colors::OnTerminals => of_sys(vm, "stderr").is_some_and(|stream| {
            let answer = vm.call_method(&stream, "isatty", &[]);
            quietly(vm, answer).is_some_and(|answer| answer.is(&Value::TRUE))
        }),
    };
    Style { color }
}

/// What `sys.excepthook` does: prints the traceback.
pub fn print_exception(vm: &mut Vm, exception: &Value, traceback: &Value, style: Style) {
    let limit = of_sys(vm, "tracebacklimit").as_ref().and_then(small_int).map(|limit| -limit.max(0));
    let options = Options { style, limit, ..Options::default() };
    let text = chain::format_with(vm, exception, traceback, options);
    write_error(vm, &text);
}

/// Prints an exception that nobody caught, through `sys.excepthook` where a script has put its own there. Gives an exit
/// status if the hook asks for the end.
pub fn print_uncaught(vm: &mut Vm, exception: &Value, style: Style) -> Option<i32> {
    let traceback = traceback_of(exception);
    remember_last(vm, exception, &traceback);
    let Some(hook) = of_sys(vm, "excepthook") else {
        write_error(vm, "sys.excepthook is missing\n");
        print_exception(vm, exception, &traceback, style);
        return None;
    };
    if hook.is_kind::<NativeFunction>() {
        print_exception(vm, exception, &traceback, style);
        return None;
    }
    let class = vm.classes.of(exception).into_value();
    if vm.call(&hook, &[class, exception.clone(), traceback.clone()]).is_ok() {
        return None;
    }
    // Where a limit has ended the hook, nothing more is said.
    let second = vm.take_exception()?;
    if vm.classes.is_instance(&second, &vm.classes.system_exit) {
        return Some(exit_status(vm, &second, style));
    }
    write_error(vm, "Error in sys.excepthook:\n");
    let its_traceback = traceback_of(&second);
    print_exception(vm, &second, &its_traceback, style);
    write_error(vm, "\nOriginal exception was:\n");
    print_exception(vm, exception, &traceback, style);
    None
}

/// Keeps an exception for those who look at it afterwards: `sys.last_exc` and its older forms.
fn remember_last(vm: &mut Vm, exception: &Value, traceback: &Value) {
    let Some(sys) = dict::get_text(vm, &vm.world.modules, "sys") else { return };
    let Some(namespace) = sys.payload::<Module>().map(|module| module.dict.clone()) else { return };
    let class = vm.classes.of(exception).into_value();
    let kept =
        [("last_exc", exception), ("last_type", &class), ("last_value", exception), ("last_traceback", traceback)];
    for (name, value) in kept {
        let set = dict::set_text(vm, &namespace, name, value.clone());
        quietly(vm, set);
    }
}

/// The status with which a program ends because of an exception: 0 to 255; prints it unless it is a `SystemExit`.
pub fn exit_status(vm: &mut Vm, exception: &Value, style: Style) -> i32 {
    if !vm.classes.is_instance(exception, &vm.classes.system_exit) {
        if let Some(status) = print_uncaught(vm, exception, style) {
            return status;
        }
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
                match of_sys(vm, "stderr") {
                    Some(stream) if !stream.is_none() => write_error(vm, &format!("{text}\n")),
                    _ => write_to_host(vm, &format!("{text}\n")),
                }
                1
            }
        },
    }
}

fn traceback_of(exception: &Value) -> Value {
    exception.payload::<Exception>().map_or(Value::NONE, |payload| payload.traceback.get())
}

/// Reports the pending exception, which a finaliser or a callback of the object raised: nobody can catch it. `doing` says
/// on what occasion, if it was another one.
pub fn unraisable(vm: &mut Vm, about: &Value, doing: Option<&str>) {
    // A limit that ends the run stays pending: there is no exception to take, and nothing is said.
    let Some(exception) = vm.take_exception() else { return };
    unwind::place(vm, &exception);
    match doing {
        Some(doing) => {
            let message = format!("Exception ignored {doing} {}", shown(vm, about));
            report_unraisable(vm, &exception, Some(&message), None);
        }
        None => report_unraisable(vm, &exception, None, Some(about)),
    }
}

/// As [`unraisable`], where a message says it all.
pub fn unraisable_at(vm: &mut Vm, message: &str) {
    if let Some(exception) = vm.take_exception() {
        report_unraisable(vm, &exception, Some(message), None);
    }
}

fn shown(vm: &mut Vm, about: &Value) -> String {
    let about = repr::repr(vm, about);
    quietly(vm, about).map_or_else(|| "<object repr() failed>".to_owned(), |about| readable(&about))
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
    let facts = import(vm, "_sysfacts")?;
    let message = match message {
        Some(message) => vm.str(message)?,
        None => Value::NONE,
    };
    let of = vm.classes.of(exception).into_value();
    let values = [of, exception.clone(), traceback_of(exception), message, about.cloned().unwrap_or(Value::NONE)];
    vm.call_method(&facts, "unraisable_args", &values)
}

/// What `sys.unraisablehook` does by itself.
///
/// `about` is what raised the exception; `message` is said instead of "Exception ignored in".
pub fn print_unraisable(vm: &mut Vm, exception: &Value, message: Option<&str>, about: Option<&Value>) {
    let mut text = match (message, about) {
        (Some(message), None) => format!("{message}:\n"),
        (None, None) => String::new(),
        (message, Some(about)) => {
            let about = shown(vm, about);
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
    text.push_str(&format!("{class}: {message}\n"));
    write_error(vm, &text);
}
