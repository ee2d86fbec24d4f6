//! Builtin functions about objects: attributes, classes, texts.

use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::methods;
use crate::object::method::is_callable;
use crate::ops::{classes, format as formatting, item, iterate, repr as reprs};
use crate::protocol::native::NativeDef;
use crate::protocol::{call, lookup, name};
use crate::value::class::flags;
use crate::value::sequence::{ByteArray, Bytes};
use crate::value::special::Special;
use crate::value::text::Str;

pub(super) const FUNCTIONS: &[NativeDef] = methods![
    getattr, setattr, hasattr, delattr, isinstance, issubclass, callable, dir, vars, repr, ascii, format, len, chr,
    ord,
];

/// Get a named attribute from an object.
///
/// getattr(x, 'y') is equivalent to x.y
/// When a default argument is given, it is returned when the attribute doesn't
/// exist; without it, an exception is raised in that case.
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

/// Sets the named attribute on the given object to the specified value.
///
/// setattr(x, 'y', v) is equivalent to ``x.y = v``
#[function("setattr(obj, name, value, /)")]
fn setattr(vm: &mut Vm, obj: &Value, name: &Value, value: Value) -> Result<(), Raised> {
    let name = name::attribute(vm, name)?;
    lookup::set_attr(vm, obj, &name, Some(value))
}

/// Return whether the object has an attribute with the given name.
///
/// This is done by calling getattr(obj, name) and catching AttributeError.
#[function("hasattr(obj, name, /)")]
fn hasattr(vm: &mut Vm, obj: &Value, name: &Value) -> Result<bool, Raised> {
    let name = name::attribute(vm, name)?;
    Ok(lookup::try_get_attr_quiet(vm, obj, &name)?.is_some())
}

/// Deletes the named attribute from the given object.
///
/// delattr(x, 'y') is equivalent to ``del x.y``
#[function("delattr(obj, name, /)")]
fn delattr(vm: &mut Vm, obj: &Value, name: &Value) -> Result<(), Raised> {
    let name = name::attribute(vm, name)?;
    lookup::set_attr(vm, obj, &name, None)
}

/// Return whether an object is an instance of a class or of a subclass thereof.
///
/// A tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to
/// check against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)
/// or ...`` etc.
#[function("isinstance(obj, class_or_tuple, /)")]
fn isinstance(vm: &mut Vm, obj: &Value, class_or_tuple: &Value) -> Result<bool, Raised> {
    classes::is_instance(vm, obj, class_or_tuple)
}

/// Return whether 'cls' is derived from another class or is the same class.
///
/// A tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to
/// check against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)
/// or ...``.
#[function("issubclass(cls, class_or_tuple, /)")]
fn issubclass(vm: &mut Vm, cls: &Value, class_or_tuple: &Value) -> Result<bool, Raised> {
    classes::is_subclass(vm, cls, class_or_tuple)
}

/// Return whether the object is callable (i.e., some kind of function).
///
/// Note that classes are callable, as are instances of classes with a
/// __call__() method.
#[function("callable(obj, /)")]
fn callable(vm: &mut Vm, obj: &Value) -> bool {
    is_callable(vm, obj)
}

/// dir([object]) -> list of strings
///
/// If called without an argument, return the names in the current scope.
/// Else, return an alphabetized list of names comprising (some of) the attributes
/// of the given object, and of attributes reachable from it.
/// If the object supplies a method named __dir__, it will be used; otherwise
/// the default dir() logic is used and returns:
///   for a module object: the module's attributes.
///   for a class object:  its attributes, and recursively the attributes
///     of its bases.
///   for any other object: its attributes, its class's attributes, and
///     recursively the attributes of its class's base classes.
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

/// vars([object]) -> dictionary
///
/// Without arguments, equivalent to locals().
/// With an argument, equivalent to object.__dict__.
#[function("vars(object=<absent>, /)")]
fn vars(vm: &mut Vm, object: Option<&Value>) -> Result<Value, Raised> {
    let Some(object) = object else { return super::scope::locals_of_caller(vm) };
    let name = vm.names.known.dict.clone();
    match lookup::try_get_attr_quiet(vm, object, &name)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

/// Return the canonical string representation of the object.
///
/// For many object types, including most builtins, eval() will return
/// that object.
#[function("repr(obj, /)")]
fn repr(vm: &mut Vm, obj: &Value) -> Result<Ref<Str>, Raised> {
    reprs::repr(vm, obj)
}

/// Return an ASCII-only representation of an object.
///
/// As repr(), return a string containing a printable representation of an
/// object, but escape the non-ASCII characters in the string returned by
/// repr() using \\x, \\u or \\U escapes. This generates a string similar
/// to that returned by repr() in Python 2.
#[function("ascii(obj, /)")]
fn ascii(vm: &mut Vm, obj: &Value) -> Result<Ref<Str>, Raised> {
    reprs::ascii(vm, obj)
}

/// Return type(value).__format__(value, format_spec)
///
/// Many built-in types implement format_spec according to the
/// Format Specification Mini-language. See help('FORMATTING')
/// for details.
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

/// Return the number of items in a container.
#[function("len(obj, /)")]
fn len(vm: &mut Vm, obj: &Value) -> Result<usize, Raised> {
    item::length(vm, obj)
}

/// Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.
#[function("chr(i, /)")]
fn chr(vm: &mut Vm, i: &Value) -> Result<Value, Raised> {
    let index = lookup::index(vm, i)?;
    match index.word().as_int().and_then(|point| u32::try_from(point).ok()).filter(|point| *point < 0x11_0000) {
        Some(point) => vm.char(point),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

/// Return the Unicode code point for a one-character string.
#[function("ord(c, /)")]
fn ord(vm: &mut Vm, c: &Value) -> Result<i64, Raised> {
    let length = if let Some(text) = c.payload::<Str>() {
        if text.length() == 1 {
            return Ok(crate::text::wtf8::code_points(text.as_bytes()).next().map_or(0, i64::from));
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
