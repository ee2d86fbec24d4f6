//! Module `_logging`: the methods of loggers that are called all the time, most of them to find that a message does not
//! count.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::native::{Keywords, NativeDef, NativeFunction, Rest};
use taipan_core::protocol::{attributes, call, lookup, spec, truth};
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// Methods of `logging.Logger`.
const METHODS: &[(&str, NativeDef)] = &[
    ("is_enabled_for", is_enabled_for::DEF),
    ("debug", debug::DEF),
    ("info", info::DEF),
    ("warning", warning::DEF),
    ("error", error::DEF),
    ("critical", critical::DEF),
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_methods(vm, namespace, METHODS)
}

/// Whether a message of this level counts.
#[function("Logger.isEnabledFor(self, level)")]
fn is_enabled_for(vm: &mut Vm, this: &Value, level: &Value) -> Result<Value, Raised> {
    let name = vm.names.known.disabled.clone();
    let disabled = own(vm, this, &name)?;
    if truth::is_true(vm, &disabled)? {
        return Ok(Value::from_bool(false));
    }
    let name = vm.names.known.cache.clone();
    let learned = own(vm, this, &name)?;
    if let Some(learned) = learned.payload::<Dict>()
        && let Some(answer) = mapping::get(vm, learned, level)?
    {
        return Ok(answer);
    }
    vm.call_method(this, "_learn_level", std::slice::from_ref(level))
}

/// An attribute that loggers have in their dict, or whatever else stands in its place.
fn own(vm: &mut Vm, this: &Value, name: &Value) -> Result<Value, Raised> {
    match attributes::get(vm, this, name) {
        Some(value) => Ok(value),
        None => lookup::get_attr(vm, this, name),
    }
}

/// What a method for messages of a level does: gives the message, if it counts.
fn give(
    vm: &mut Vm,
    this: &Value,
    level: i64,
    msg: &Value,
    args: Rest<'_>,
    keywords: &Keywords<'_>,
) -> Result<(), Raised> {
    let level = vm.int(level)?;
    let answer = if answers_itself(vm, this) {
        is_enabled_for(vm, this, &level)?
    } else {
        vm.call_method(this, "isEnabledFor", std::slice::from_ref(&level))?
    };
    if !truth::is_true(vm, &answer)? {
        return Ok(());
    }
    let args = vm.tuple(args.iter().cloned())?;
    let mut values = vec![level, msg.clone(), args];
    values.extend(keywords.iter().map(|(_, value)| value.clone()));
    let names: Vec<Value> = keywords.iter().map(|(name, _)| name.clone()).collect();
    let name = vm.intern("_log")?;
    let log = lookup::get_attr(vm, this, &name)?;
    call::call(vm, &log, Call { values: &values, keywords: &names }).map(drop)
}

/// Whether a logger has the native `isEnabledFor`, and nothing in its place.
fn answers_itself(vm: &Vm, this: &Value) -> bool {
    let name = &vm.names.known.is_enabled_for;
    let found = lookup::find(vm, &vm.classes.of(this), name);
    let found = found.as_ref().and_then(Value::payload::<NativeFunction>);
    found.is_some_and(|found| std::ptr::eq(found.def.signature, is_enabled_for::DEF.signature))
        && attributes::get(vm, this, name).is_none()
}

/// What Python says where it finds no message.
#[cold]
fn without_message(vm: &mut Vm, method: &str) -> Raised {
    vm.type_error(format!("Logger.{method}() missing 1 required positional argument: 'msg'"))
}

/// The methods: their name in Rust, their signature, the level, and their docstring.
macro_rules! levels {
    ($( $name:ident $signature:tt $level:literal $doc:tt; )*) => { $(
        #[doc = $doc]
        #[function($signature)]
        fn $name(
            vm: &mut Vm,
            this: &Value,
            msg: Option<&Value>,
            args: Rest<'_>,
            kwargs: Keywords<'_>,
        ) -> Result<(), Raised> {
            match msg {
                Some(msg) => give(vm, this, $level, msg, args, &kwargs),
                None => Err(without_message(vm, stringify!($name))),
            }
        }
    )* };
}

levels! {
    debug "Logger.debug(self, msg=<absent>, *args, **kwargs)" 10 "Gives a message of level DEBUG.";
    info "Logger.info(self, msg=<absent>, *args, **kwargs)" 20 "Gives a message of level INFO.";
    warning "Logger.warning(self, msg=<absent>, *args, **kwargs)" 30 "Gives a message of level WARNING.";
    error "Logger.error(self, msg=<absent>, *args, **kwargs)" 40 "Gives a message of level ERROR.";
    critical "Logger.critical(self, msg=<absent>, *args, **kwargs)" 50 "Gives a message of level CRITICAL.";
}
