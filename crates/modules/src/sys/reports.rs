//! `sys`: the hooks that report exceptions, and the frames that called.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::exception::Exception;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_exec::inspect;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_traceback::report;

pub(super) const FUNCTIONS: &[NativeDef] = methods![excepthook, unraisablehook, get_frame, get_frame_module_name];

/// Puts the originals of the hooks beside them.
pub(super) fn install(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for name in ["excepthook", "unraisablehook", "displayhook"] {
        if let Some(hook) = dict::get_text(vm, namespace, name) {
            dict::set_text(vm, namespace, &format!("__{name}__"), hook)?;
        }
    }
    Ok(())
}

/// Show an exception and where it came from on sys.stderr.
#[function("excepthook(exctype, value, traceback, /)")]
fn excepthook(vm: &mut Vm, _class: &Value, value: &Value, traceback: &Value) -> Result<(), Raised> {
    if !value.is_kind::<Exception>() {
        let given = vm.classes.name_of(value);
        let said = match value.is_none() {
            true => "NoneType: None\n".to_owned(),
            false => format!("TypeError: print_exception(): Exception expected for value, {given} found\n"),
        };
        report::write_error(vm, &said);
        return Ok(());
    }
    let style = report::style(vm);
    report::print_exception(vm, value, traceback, style);
    Ok(())
}

/// Print an exception that nobody can catch to sys.stderr.
#[function("unraisablehook(unraisable, /)")]
fn unraisablehook(vm: &mut Vm, unraisable: &Value) -> Result<(), Raised> {
    if vm.classes.of(unraisable).text_name() != "UnraisableHookArgs" {
        return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    let mut part = |name: &str| {
        let name = vm.intern(name)?;
        lookup::get_attr(vm, unraisable, &name)
    };
    let (value, message, about) = (part("exc_value")?, part("err_msg")?, part("object")?);
    let message = message.payload::<Str>().map(|text| text.to_lossy().into_owned());
    report::print_unraisable(vm, &value, message.as_deref(), Some(&about).filter(|about| !about.is_none()));
    Ok(())
}

/// The frame that is `depth` calls above the one that asks.
#[function("_getframe(depth=0, /)")]
fn get_frame(vm: &mut Vm, depth: i64) -> Result<Value, Raised> {
    let depth = usize::try_from(depth.max(0)).unwrap_or(usize::MAX);
    match inspect::frame_object(vm, depth)? {
        Some(frame) => Ok(frame),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

/// In which module the code `depth` calls above this one stands, or None.
#[function("_getframemodulename(depth=0)")]
fn get_frame_module_name(vm: &mut Vm, depth: i64) -> Result<Value, Raised> {
    let depth = usize::try_from(depth.max(0)).unwrap_or(usize::MAX);
    let name = vm.names.known.name.clone();
    let found = inspect::caller(vm, depth).and_then(|caller| dict::get(vm, &caller.globals, &name));
    Ok(found.unwrap_or(Value::NONE))
}
