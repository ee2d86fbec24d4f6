//! Exceptions that carry a value: `StopIteration`, `SystemExit`, `KeyError`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::exception::Exception;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::exception::base::plain_text;
use crate::exception::{args_of, no_keywords, set_args};

pub(crate) static STOP_ITERATION: ClassSpec = ClassSpec {
    doc: "An iterator has no more items; `value` is what a generator returned.",
    methods: methods![stop_init],
    attributes: &[detail!("value", "What a generator or coroutine returned.")],
    ..ClassSpec::EMPTY
};

pub(crate) static SYSTEM_EXIT: ClassSpec = ClassSpec {
    doc: "A request to end the program.",
    methods: methods![exit_init],
    attributes: &[Attribute {
        name: "code",
        doc: "What the process ends with: a number, None, or a text to show.",
        get: get_code,
        set: Some(put_code),
    }],
    ..ClassSpec::EMPTY
};

pub(crate) static KEY_ERROR: ClassSpec =
    ClassSpec { doc: "A mapping has no such key.", methods: methods![key_text], ..ClassSpec::EMPTY };

/// Takes the arguments of the constructor.
#[function("StopIteration.__init__(self, *args, **kwargs)")]
fn stop_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    no_keywords(vm, this.value(), &kwargs)?;
    set_args(vm, &this, &args)?;
    match args.first() {
        Some(value) => vm.annotate(this.value(), "value", value.clone()),
        None => Ok(()),
    }
}

/// Takes the arguments of the constructor.
#[function("SystemExit.__init__(self, *args, **kwargs)")]
fn exit_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    no_keywords(vm, this.value(), &kwargs)?;
    set_args(vm, &this, &args)?;
    let code = code_of(&args, &this);
    vm.annotate(this.value(), "code", code)
}

fn code_of(args: &[Value], this: &Exception) -> Value {
    match args {
        [] => Value::NONE,
        [code] => code.clone(),
        _ => this.args.get(),
    }
}

/// An exception that Rust code made never saw the constructor: its code is the argument.
fn get_code(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match (vm.detail(this, "code"), this.payload::<Exception>()) {
        (Some(code), _) => Ok(code),
        (None, Some(exit)) => Ok(code_of(&args_of(exit), exit)),
        (None, None) => Ok(Value::NONE),
    }
}

fn put_code(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    vm.annotate(this, "code", value.unwrap_or(Value::NONE))
}

/// What str() and print() show.
#[function("KeyError.__str__(self)")]
fn key_text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    match args_of(&this).as_slice() {
        [key] => Ok(repr::repr(vm, key)?.into_value()),
        _ => plain_text(vm, &this),
    }
}
