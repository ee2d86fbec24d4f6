//! `BaseException`: arguments, chaining, traceback, notes.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{iterate, repr};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, lookup};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::exception::{Exception, Traceback};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::class::slots;
use crate::exception::{no_keywords, set_args};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The base of all exceptions.",
    methods: methods![new, init, show, text, reduce, set_state, with_traceback, add_note],
    attributes: &[
        Attribute { name: "__dict__", doc: "", get: slots::get_dict, set: Some(slots::set_dict) },
        Attribute { name: "args", doc: "", get: get_args, set: Some(put_args) },
        Attribute {
            name: "__cause__",
            doc: "What `raise ... from` named, or None.",
            get: get_cause,
            set: Some(put_cause),
        },
        Attribute {
            name: "__context__",
            doc: "The exception that was handled when this one came, or None.",
            get: get_context,
            set: Some(put_context),
        },
        Attribute { name: "__traceback__", doc: "", get: get_traceback, set: Some(put_traceback) },
        Attribute { name: "__suppress_context__", doc: "", get: get_suppress, set: Some(put_suppress) },
    ],
    ..ClassSpec::EMPTY
};

/// Makes an object of the class.
#[function("BaseException.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, args: Rest<'_>, _kwargs: Keywords<'_>) -> Result<Value, Raised> {
    if !class.has(flags::RAISABLE) {
        let name = class.text_name();
        return Err(vm.type_error(format!("BaseException.__new__({name}): {name} is not a subtype of BaseException")));
    }
    vm.exception(&class, args.to_vec())
}

/// Takes the arguments of the constructor.
#[function("BaseException.__init__(self, *args, **kwargs)")]
fn init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    no_keywords(vm, this.value(), &kwargs)?;
    set_args(vm, &this, &args)
}

/// What repr() shows.
#[function("BaseException.__repr__(self)")]
fn show(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let name = vm.classes.name_of(this.value());
    let args = this.args.get();
    let single = args.payload::<Tuple>().filter(|args| args.length() == 1).and_then(|args| args.items().first());
    match single {
        Some(only) => {
            let shown = repr::repr(vm, only)?;
            vm.wtf8_concat(&[name.as_bytes(), b"(", shown.as_bytes(), b")"])
        }
        None => {
            let shown = repr::repr(vm, &args)?;
            vm.wtf8_concat(&[name.as_bytes(), shown.as_bytes()])
        }
    }
}

/// What str() and print() show.
#[function("BaseException.__str__(self)")]
fn text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    plain_text(vm, &this)
}

/// The text of an exception whose class has no form of its own.
pub(super) fn plain_text(vm: &mut Vm, this: &Exception) -> Result<Value, Raised> {
    let args = this.args.get();
    let items = args.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    match items {
        [] => vm.str(""),
        [only] => Ok(repr::str(vm, only)?.into_value()),
        _ => Ok(repr::str(vm, &args)?.into_value()),
    }
}

/// What `copy` and `pickle` take.
#[function("BaseException.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let args = this.args.get();
    reduced(vm, this.value(), args, &[])
}

/// Class, arguments, and the attributes (with some details) if there are any.
pub(super) fn reduced(vm: &mut Vm, this: &Value, args: Value, details: &[&str]) -> Result<Value, Raised> {
    let class = vm.classes.of(this).into_value();
    let state = own_attributes(vm, this)?;
    for name in details {
        if let Some(value) = vm.detail(this, name) {
            taipan_core::protocol::dict::set_text(vm, &state, name, value)?;
        }
    }
    if state.length() == 0 { vm.tuple([class, args]) } else { vm.tuple([class, args, state.into_value()]) }
}

/// A copy of the exception's `__dict__`.
pub(super) fn own_attributes(vm: &mut Vm, this: &Value) -> Result<Ref<Dict>, Raised> {
    let copy = vm.dict()?;
    if let Some(own) = attributes::dict(vm, this)? {
        let table = own.table.borrow().clone_into(&vm.heap).or_memory_error(vm)?;
        copy.table.replace(table);
    }
    Ok(copy)
}

/// Sets the attributes that a dict names.
#[function("BaseException.__setstate__(self, state, /)")]
fn set_state(vm: &mut Vm, this: Ref<Exception>, state: &Value) -> Result<(), Raised> {
    if state.is_none() {
        return Ok(());
    }
    let Some(dict) = state.to_ref::<Dict>() else { return Err(vm.type_error("state is not a dictionary")) };
    let entries: Vec<_> = dict.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    for (name, value) in entries {
        let Some(text) = name.payload::<Str>() else {
            return Err(vm.type_error("attribute name must be string"));
        };
        let name = vm.intern_bytes(text.as_bytes())?;
        lookup::set_attr(vm, this.value(), &name, Some(value))?;
    }
    Ok(())
}

/// The same exception, with another traceback.
#[function("BaseException.with_traceback(self, object, /)")]
fn with_traceback(vm: &mut Vm, this: Ref<Exception>, traceback: &Value) -> Result<Value, Raised> {
    put_traceback(vm, this.value(), Some(traceback.clone()))?;
    Ok(this.into_value())
}

/// Append a string to __notes__; tracebacks show it below the message (PEP 678).
#[function("BaseException.add_note(self, note, /)")]
fn add_note(vm: &mut Vm, this: Ref<Exception>, note: &Value) -> Result<(), Raised> {
    if !note.is_kind::<Str>() {
        let given = vm.classes.name_of(note);
        return Err(vm.type_error(format!("note must be a str, not '{given}'")));
    }
    let name = vm.names.known.notes.clone();
    match lookup::try_get_attr(vm, this.value(), &name)? {
        Some(notes) => match notes.payload::<List>() {
            Some(_) => vm.call_method(&notes, "append", std::slice::from_ref(note)).map(drop),
            None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        },
        None => {
            let notes = vm.list([note.clone()])?;
            lookup::set_attr(vm, this.value(), &name, Some(notes))
        }
    }
}

fn payload<'a>(vm: &mut Vm, this: &'a Value) -> Result<&'a Exception, Raised> {
    match this.payload::<Exception>() {
        Some(exception) => Ok(exception),
        None => Err(vm.type_error("an exception is required")),
    }
}

fn get_args(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(payload(vm, this)?.args.get())
}

fn put_args(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(value) = value else { return Err(vm.type_error("args may not be deleted")) };
    let items = iterate::collect(vm, &value)?;
    let args = vm.tuple(items)?;
    payload(vm, this)?.args.set(args);
    Ok(())
}

fn get_cause(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(payload(vm, this)?.cause.get())
}

fn put_cause(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let value = link(vm, value, "cause")?;
    let exception = payload(vm, this)?;
    exception.cause.set(value);
    exception.suppress_context.set(true);
    Ok(())
}

fn get_context(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(payload(vm, this)?.context.get())
}

fn put_context(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let value = link(vm, value, "context")?;
    payload(vm, this)?.context.set(value);
    Ok(())
}

/// A value that `__cause__` and `__context__` accept.
fn link(vm: &mut Vm, value: Option<Value>, what: &str) -> Result<Value, Raised> {
    match value {
        None => Err(vm.type_error(format!("__{what}__ may not be deleted"))),
        Some(value) if value.is_none() || value.is_kind::<Exception>() => Ok(value),
        Some(_) => Err(vm.type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}

fn get_traceback(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(payload(vm, this)?.traceback.get())
}

fn put_traceback(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    match value {
        None => Err(vm.type_error("__traceback__ may not be deleted")),
        Some(value) if value.is_none() || value.is_kind::<Traceback>() => {
            payload(vm, this)?.traceback.set(value);
            Ok(())
        }
        Some(_) => Err(vm.type_error("__traceback__ must be a traceback or None")),
    }
}

fn get_suppress(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(Value::from_bool(payload(vm, this)?.suppress_context.get()))
}

fn put_suppress(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(value) = value else { return Err(vm.type_error("can't delete numeric/char attribute")) };
    match value.word().as_bool() {
        Some(suppress) => {
            payload(vm, this)?.suppress_context.set(suppress);
            Ok(())
        }
        None => Err(vm.type_error("attribute value type must be bool")),
    }
}
