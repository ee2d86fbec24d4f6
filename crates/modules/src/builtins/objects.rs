//! Builtin functions about objects: attributes, classes, texts.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{classes, format as formatting, item, iterate, repr as reprs};
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::{call, lookup, name};
use taipan_core::value::class::flags;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_objects::function::method::is_callable;

pub(super) const FUNCTIONS: &[NativeDef] = methods![
    getattr, setattr, hasattr, delattr, isinstance, issubclass, callable, dir, vars, repr, ascii, format, len, chr,
    ord,
];

/// The attribute of an object whose name is a string: getattr(x, 'y') is x.y.
///
/// A default stands in for an attribute that is missing; without one, that is an AttributeError.
#[function("getattr(object, name, default=<absent>, /)")]
fn getattr(vm: &mut Vm, object: &Value, name: &Value, default: Option<Value>) -> Result<Value, Raised> {
    let name = name::attribute(vm, name)?;
    if let Some(default) = default {
        return Ok(lookup::try_get_attr_quiet(vm, object, &name)?.unwrap_or(default));
    }
    let class = vm.classes.of(object);
    if class.has(flags::CUSTOM_GET) {
        return lookup::custom_get_attr(vm, object, &class, &name);
    }
    lookup::get_attr(vm, object, &name)
}

/// Assign to an attribute whose name is a string: setattr(x, 'y', v) does x.y = v.
#[function("setattr(obj, name, value, /)")]
fn setattr(vm: &mut Vm, obj: &Value, name: &Value, value: Value) -> Result<(), Raised> {
    let name = name::attribute(vm, name)?;
    lookup::set_attr(vm, obj, &name, Some(value))
}

/// Whether getattr(obj, name) finds something. Errors other than AttributeError get through.
#[function("hasattr(obj, name, /)")]
fn hasattr(vm: &mut Vm, obj: &Value, name: &Value) -> Result<bool, Raised> {
    let name = name::attribute(vm, name)?;
    Ok(lookup::try_get_attr_quiet(vm, obj, &name)?.is_some())
}

/// Remove an attribute whose name is a string: delattr(x, 'y') does del x.y.
#[function("delattr(obj, name, /)")]
fn delattr(vm: &mut Vm, obj: &Value, name: &Value) -> Result<(), Raised> {
    let name = name::attribute(vm, name)?;
    lookup::set_attr(vm, obj, &name, None)
}

/// Whether the class of an object is a given one or derives from it.
///
/// Of a tuple of classes or a union of types, one is enough. A class may decide itself, by __instancecheck__.
#[function("isinstance(obj, class_or_tuple, /)")]
fn isinstance(vm: &mut Vm, obj: &Value, class_or_tuple: &Value) -> Result<bool, Raised> {
    classes::is_instance(vm, obj, class_or_tuple)
}

/// Whether a class is a given one or derives from it.
///
/// Of a tuple of classes or a union of types, one is enough. A class may decide itself, by __subclasscheck__.
#[function("issubclass(cls, class_or_tuple, /)")]
fn issubclass(vm: &mut Vm, cls: &Value, class_or_tuple: &Value) -> Result<bool, Raised> {
    classes::is_subclass(vm, cls, class_or_tuple)
}

/// Whether an object can be called: functions, methods, classes, and what has __call__.
#[function("callable(obj, /)")]
fn callable(vm: &mut Vm, obj: &Value) -> bool {
    is_callable(vm, obj)
}

/// The names of an object's attributes, sorted; without an argument, those in scope.
///
/// The names come from __dir__. By default a module gives its own, a class those of its bases too, and anything else
/// those of its class and of that class's bases too.
#[function("dir(object=<absent>, /)")]
fn dir(vm: &mut Vm, object: Option<&Value>) -> Result<Value, Raised> {
    let names = match object {
        Some(object) => match call::special(vm, object, Special::Dir, &[])? {
            Some(names) => iterate::collect(vm, &names)?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
        None => {
            let scope = super::scope::locals_of_caller(vm)?;
            let keys = vm.call_method(&scope, "keys", &[])?;
            iterate::collect(vm, &keys)?
        }
    };
    let list = vm.list(names)?;
    super::iteration::sort(vm, &list, &Value::NONE, false)?;
    Ok(list)
}

/// The __dict__ of an object; without an argument, what locals() gives.
#[function("vars(object=<absent>, /)")]
fn vars(vm: &mut Vm, object: Option<&Value>) -> Result<Value, Raised> {
    let Some(object) = object else { return super::scope::locals_of_caller(vm) };
    let name = vm.names.known.dict.clone();
    match lookup::try_get_attr_quiet(vm, object, &name)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

/// The text of an object for programmers, from __repr__: where it can be, the expression that makes it again.
#[function("repr(obj, /)")]
fn repr(vm: &mut Vm, obj: &Value) -> Result<Ref<Str>, Raised> {
    reprs::repr(vm, obj)
}

/// As repr(), with an escape for every character beyond ASCII: \\x, \\u or \\U.
#[function("ascii(obj, /)")]
fn ascii(vm: &mut Vm, obj: &Value) -> Result<Ref<Str>, Raised> {
    reprs::ascii(vm, obj)
}

/// The text of a value as its class lays it out by a specification: what f'{value:format_spec}' shows (PEP 3101).
#[function("format(value, format_spec='', /)")]
fn format(vm: &mut Vm, value: &Value, format_spec: Option<&Value>) -> Result<Ref<Str>, Raised> {
    let Some(spec) = format_spec else { return formatting::format_wtf8(vm, value, b"") };
    match spec.payload::<Str>() {
        Some(text) => formatting::format_wtf8(vm, value, text.as_bytes()),
        None => {
            let given = vm.classes.name_of(spec);
            Err(vm.type_error(format!("format() argument 2 must be str, not {given}")))
        }
    }
}

/// How many items a container has, from __len__.
#[function("len(obj, /)", mark = Len)]
fn len(vm: &mut Vm, obj: &Value) -> Result<usize, Raised> {
    item::length(vm, obj)
}

/// The character whose code point is i, from 0 to 0x10ffff.
#[function("chr(i, /)")]
fn chr(vm: &mut Vm, i: &Value) -> Result<Value, Raised> {
    let index = lookup::index(vm, i)?;
    match index.word().as_int().and_then(|point| u32::try_from(point).ok()).filter(|point| *point < 0x11_0000) {
        Some(point) => vm.char(point),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

/// The code point of a single character, or the number of a single byte.
#[function("ord(c, /)")]
fn ord(vm: &mut Vm, c: &Value) -> Result<i64, Raised> {
    let length = if let Some(text) = c.payload::<Str>() {
        if text.length() == 1 {
            return Ok(taipan_text::wtf8::code_points(text.as_bytes()).next().map_or(0, i64::from));
        }
        text.length()
    } else {
        let bytes = match (c.payload::<Bytes>(), c.payload::<ByteArray>()) {
            (Some(bytes), _) => bytes.as_slice().to_vec(),
            (_, Some(array)) => array.bytes.borrow().to_vec(),
            _ => {
                let given = vm.classes.name_of(c);
                return Err(vm.type_error(format!("ord() expected string of length 1, but {given} found")));
            }
        };
        if let [byte] = bytes.as_slice() {
            return Ok(i64::from(*byte));
        }
        bytes.len()
    };
    Err(vm.type_error(format!("ord() expected a character, but string of length {length} found")))
}
