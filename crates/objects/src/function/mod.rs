//! Functions written in Python: their attributes, and making them by hand (`types.FunctionType`).

pub mod callable;
pub mod class_method;
pub mod code;
pub mod library_function;
pub mod method;
pub mod module;
pub mod native_function;
pub mod property;
pub mod super_;

use std::cell::Cell;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::descriptor::{Attribute, Getter, Setter};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, dict, name};
use taipan_core::value::class::Class;
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::Function;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::function::callable::{call_self, get_bound};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "A function written in Python. FunctionType(code, globals, name=None, argdefs=None, closure=None) makes one.",
    methods: methods![new, repr, call_self, get_bound],
    static_methods: &[],
    attributes: &[
        attribute("__closure__", |_, this| Ok(subject(this).closure.get()), Attribute::READ_ONLY),
        attribute("__doc__", |_, this| Ok(subject(this).doc.get()), Some(set_doc)),
        attribute("__globals__", |_, this| Ok(subject(this).globals.value().clone()), Attribute::READ_ONLY),
        attribute("__module__", |_, this| Ok(subject(this).module.get()), Some(set_module)),
        attribute("__builtins__", |vm, _| Ok(vm.world.builtins.value().clone()), Attribute::READ_ONLY),
        attribute("__code__", |_, this| Ok(subject(this).code.get()), Some(set_code)),
        attribute("__defaults__", |_, this| Ok(subject(this).defaults.get()), Some(set_defaults)),
        attribute("__kwdefaults__", |_, this| Ok(subject(this).keyword_defaults.get()), Some(set_keyword_defaults)),
        attribute("__annotations__", get_annotations, Some(set_annotations)),
        attribute("__dict__", crate::class::slots::get_dict, Some(set_dict)),
        attribute("__name__", |_, this| Ok(subject(this).name.get()), Some(set_name)),
        attribute("__qualname__", |_, this| Ok(subject(this).qualname.get()), Some(set_qualname)),
        attribute("__type_params__", get_type_params, Some(set_type_params)),
    ],
    next: None,
    awaited: None,
    make: None,
};

const fn attribute(name: &'static str, get: Getter, set: Option<Setter>) -> Attribute {
    Attribute { name, doc: "", get, set }
}

/// The function whose attribute is asked for: descriptors have checked that it is one.
fn subject(this: &Value) -> Ref<Function> {
    match this.to_ref::<Function>() {
        Some(function) => function,
        None => unreachable!("attributes of functions are only asked of functions"),
    }
}

/// Makes an object of the class.
#[function("function.__new__(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)")]
fn new(
    vm: &mut Vm,
    _class: &Class,
    code: Ref<CodeObject>,
    globals: Ref<Dict>,
    name: Value,
    argdefs: Value,
    closure: Value,
    kwdefaults: Value,
) -> Result<Value, Raised> {
    let own_name = vm.intern(&code.code.name)?;
    let name = if name.is_none() { own_name } else { name };
    if !name.is_kind::<Str>() {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if !argdefs.is_none() && !argdefs.is_kind::<Tuple>() {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let free = code.code.free.len();
    let given = closure.payload::<Tuple>().map(Tuple::length);
    if free > 0 && given.is_none() {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    if free == 0 && !closure.is_none() && given.is_none() {
        return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
    }
    if given.unwrap_or(0) != free {
        let (function, given) = (code.code.name.to_string(), given.unwrap_or(0));
        return Err(vm.value_error(format!("{function} requires closure of length {free}, not {given}")));
    }
    if let Some(cells) = closure.payload::<Tuple>()
        && let Some(wrong) = cells.items().iter().find(|cell| !cell.is_kind::<taipan_core::value::function::Cell>())
    {
        let given = vm.classes.name_of(wrong);
        return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {given}")));
    }
    let closure = if free == 0 { Value::NONE } else { closure };
    make(vm, code, globals, Parts { name, defaults: argdefs, closure, keyword_defaults: kwdefaults })
}

/// What a new function has besides its code and globals.
pub(crate) struct Parts {
    /// `__name__`.
    pub(crate) name: Value,
    /// Tuple of defaults or None.
    pub(crate) defaults: Value,
    /// Tuple of cells or None.
    pub(crate) closure: Value,
    /// Dict of defaults or None.
    pub(crate) keyword_defaults: Value,
}

/// Makes a function of a code object.
pub(crate) fn make(vm: &mut Vm, code: Ref<CodeObject>, globals: Ref<Dict>, parts: Parts) -> Result<Value, Raised> {
    let qualname = vm.intern(&code.code.qualname)?;
    let module = dict::get(vm, &globals, &vm.names.known.name).unwrap_or(Value::NONE);
    let documented = code.code.flags & taipan_bytecode::code::flags::HAS_DOCSTRING != 0;
    let doc = code.constants.first().filter(|_| documented).cloned().unwrap_or(Value::NONE);
    let function = Function {
        code: Slot::new(code.into_value()),
        globals,
        defaults: Slot::new(parts.defaults),
        keyword_defaults: Slot::new(parts.keyword_defaults),
        closure: Slot::new(parts.closure),
        name: Slot::new(parts.name),
        qualname: Slot::new(qualname),
        doc: Slot::new(doc),
        annotations: Slot::new(Value::NONE),
        type_parameters: Slot::new(Value::NONE),
        module: Slot::new(module),
        dict: Slot::default(),
        stamp: Cell::new(vm.heap.fresh_stamp()),
        builtin: Cell::new(false),
    };
    let class = vm.classes.function.value().clone();
    Ok(vm.heap.allocate(class, function).or_memory_error(vm)?.into_value())
}

/// What repr() shows.
#[function("function.__repr__(self, /)")]
fn repr(this: Ref<Function>) -> String {
    format!("<function {} at {:#x}>", name::text(&this.qualname.get()), this.value().word().bits())
}

fn set_doc(_: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    subject(this).doc.set(value.unwrap_or(Value::NONE));
    Ok(())
}

fn set_module(_: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    subject(this).module.set(value.unwrap_or(Value::NONE));
    Ok(())
}

fn set_code(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let function = subject(this);
    let Some(code) = value.as_ref().and_then(|value| value.payload::<CodeObject>()) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (held, wanted) = (function.closure.get().payload::<Tuple>().map_or(0, Tuple::length), code.code.free.len());
    if held != wanted {
        let shown = name::text(&function.name.get());
        return Err(vm.value_error(format!("{shown}() requires a code object with {held} free vars, not {wanted}")));
    }
    if let Some(value) = value {
        let before = function.code.replace(value);
        vm.world.retired.borrow_mut().push(before);
        function.stamp.set(vm.heap.fresh_stamp());
    }
    Ok(())
}

fn set_defaults(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let value = value.unwrap_or(Value::NONE);
    if !value.is_none() && !value.is_kind::<Tuple>() {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    let function = subject(this);
    function.defaults.set(value);
    function.stamp.set(vm.heap.fresh_stamp());
    Ok(())
}

fn set_keyword_defaults(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let value = value.unwrap_or(Value::NONE);
    if !value.is_none() && !value.is_kind::<Dict>() {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    let function = subject(this);
    function.keyword_defaults.set(value);
    function.stamp.set(vm.heap.fresh_stamp());
    Ok(())
}

/// Annotations are made when somebody asks: the compiler leaves a dict, or a function that makes it.
fn get_annotations(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let function = subject(this);
    let held = function.annotations.get();
    if held.is_kind::<Dict>() {
        return Ok(held);
    }
    let made = if held.is_kind::<Function>() { vm.call(&held, &[])? } else { vm.dict()?.into_value() };
    function.annotations.set(made.clone());
    Ok(made)
}

fn set_annotations(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let value = value.unwrap_or(Value::NONE);
    if !value.is_none() && !value.is_kind::<Dict>() {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    subject(this).annotations.set(value);
    Ok(())
}

fn set_dict(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let Some(value) = value else { return Err(vm.type_error("cannot delete __dict__")) };
    let Some(dict) = value.to_ref::<Dict>() else {
        let given = vm.classes.name_of(&value);
        return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{given}'")));
    };
    attributes::set_dict(vm, this, dict).map(drop)
}

fn set_name(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    set_string(vm, &subject(this).name, "__name__", value)
}

fn set_qualname(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    set_string(vm, &subject(this).qualname, "__qualname__", value)
}

fn set_string(vm: &mut Vm, place: &Slot, name: &str, value: Option<Value>) -> Result<(), Raised> {
    match value {
        Some(value) if value.is_kind::<Str>() => {
            place.set(value);
            Ok(())
        }
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

fn get_type_params(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let held = subject(this).type_parameters.get();
    if held.is_kind::<Tuple>() { Ok(held) } else { vm.tuple(Vec::new()) }
}

fn set_type_params(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    match value {
        Some(value) if value.is_kind::<Tuple>() => {
            subject(this).type_parameters.set(value);
            Ok(())
        }
        _ => Err(vm.type_error("__type_params__ must be set to a tuple")),
    }
}
