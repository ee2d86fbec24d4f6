//! Exceptions about a name: `AttributeError`, `NameError`, `ImportError`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::exception::Exception;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::exception::base::{own_attributes, plain_text, reduced};
use crate::exception::{args_of, with_keywords};

pub(crate) static ATTRIBUTE_ERROR: ClassSpec = ClassSpec {
    doc: "An object has no such attribute.",
    methods: methods![attribute_init, attribute_reduce, attribute_state],
    attributes: &[detail!("name", "The attribute."), detail!("obj", "The object that does not have it.")],
    ..ClassSpec::EMPTY
};

pub(crate) static NAME_ERROR: ClassSpec = ClassSpec {
    doc: "A name is not bound to anything.",
    methods: methods![name_init],
    attributes: &[detail!("name", "The name.")],
    ..ClassSpec::EMPTY
};

pub(crate) static IMPORT_ERROR: ClassSpec = ClassSpec {
    doc: "A module cannot be found, or a name in it.",
    methods: methods![import_init, import_text, import_reduce],
    attributes: &[
        Attribute { name: "msg", doc: "The message.", get: get_message, set: Some(put_message) },
        detail!("name", "The module."),
        detail!("path", "The file of the module, or None."),
        detail!("name_from", "The name that the module does not have, or None."),
    ],
    ..ClassSpec::EMPTY
};

/// Takes the arguments of the constructor.
#[function("AttributeError.__init__(self, *args, **kwargs)")]
fn attribute_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    with_keywords(vm, &this, args, &kwargs, "AttributeError", &["name", "obj"])
}

/// What `copy` and `pickle` take: the object stays behind.
#[function("AttributeError.__reduce__(self, /)")]
fn attribute_reduce(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let args = this.args.get();
    let state = state_of(vm, &this)?;
    vm.tuple([class, args, state])
}

/// What `copy` and `pickle` take as state.
#[function("AttributeError.__getstate__(self, /)")]
fn attribute_state(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    state_of(vm, &this)
}

fn state_of(vm: &mut Vm, this: &Ref<Exception>) -> Result<Value, Raised> {
    let state = own_attributes(vm, this.value())?;
    if let Some(name) = vm.detail(this.value(), "name") {
        taipan_core::protocol::dict::set_text(vm, &state, "name", name)?;
    }
    let args = this.args.get();
    taipan_core::protocol::dict::set_text(vm, &state, "args", args)?;
    Ok(state.into_value())
}

/// Takes the arguments of the constructor.
#[function("NameError.__init__(self, *args, **kwargs)")]
fn name_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    with_keywords(vm, &this, args, &kwargs, "NameError", &["name"])
}

/// Takes the arguments of the constructor.
#[function("ImportError.__init__(self, *args, **kwargs)")]
fn import_init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    with_keywords(vm, &this, args, &kwargs, "ImportError", &["name", "path", "name_from"])?;
    match &*args {
        [message] => vm.annotate(this.value(), "msg", message.clone()),
        _ => Ok(()),
    }
}

/// What str() and print() show.
#[function("ImportError.__str__(self)")]
fn import_text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    match vm.detail(this.value(), "msg") {
        Some(message) if message.is_kind::<Str>() => Ok(message),
        _ => plain_text(vm, &this),
    }
}

/// What `copy` and `pickle` take.
#[function("ImportError.__reduce__(self, /)")]
fn import_reduce(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let args = this.args.get();
    reduced(vm, this.value(), args, &["name", "path", "name_from"])
}

/// An exception that Rust code made never saw the constructor: its message is the argument.
fn get_message(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    if let Some(message) = vm.detail(this, "msg") {
        return Ok(message);
    }
    match this.payload::<Exception>().map(args_of).as_deref() {
        Some([only]) => Ok(only.clone()),
        _ => Ok(Value::NONE),
    }
}

fn put_message(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    vm.annotate(this, "msg", value.unwrap_or(Value::NONE))
}
