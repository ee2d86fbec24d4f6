//! Names as scripts give them to `getattr`, `setattr` and the like.

use taipan_heap::value::{Ref, Value};
use taipan_text::wtf8;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::descriptor::Descriptor;
use crate::protocol::dict;
use crate::value::class::Class;
use crate::value::function::Function;
use crate::value::text::Str;

/// The interned string of an attribute's name; TypeError if it is no string.
pub fn attribute(vm: &mut Vm, name: &Value) -> Result<Value, Raised> {
    match name.payload::<Str>() {
        Some(text) if text.is_interned() => Ok(name.clone()),
        Some(text) => match name.to_ref::<Str>().filter(|_| vm.classes.is_exactly(name, &vm.classes.str)) {
            Some(text) => vm.intern_str(text),
            None => vm.intern_bytes(text.as_bytes()),
        },
        None => {
            let given = vm.classes.name_of(name);
            Err(vm.type_error(format!("attribute name must be string, not '{given}'")))
        }
    }
}

/// A string's text, for messages; empty for anything else.
pub fn text(name: &Value) -> String {
    name.payload::<Str>().map(|name| wtf8::shown(name.as_bytes()).into_owned()).unwrap_or_default()
}

/// `__module__` of a class, if it is a string.
pub fn module_of(vm: &Vm, class: &Class) -> Option<String> {
    let found = dict::get(vm, &class.namespace, &vm.names.known.module)?;
    if found.is_kind::<Descriptor>() {
        // Instances of the builtin class have a `__module__` of their own; that of the class stands in the table.
        let home = vm.classes.all().into_iter().find(|(known, ..)| std::ptr::eq::<Class>(&***known, class));
        return home.map(|(_, _, module)| if module == "types" { "builtins" } else { module }.to_owned());
    }
    found.payload::<Str>().map(|module| module.to_lossy().into_owned())
}

/// A class as reprs name it: with its module, unless that is `builtins`.
pub fn qualified(vm: &Vm, class: &Class) -> String {
    let name = text(&class.qualname.get());
    match module_of(vm, class) {
        Some(module) if module != "builtins" => format!("{module}.{name}"),
        _ => name,
    }
}

/// The globals of the innermost function written in Python.
pub fn current_globals(vm: &Vm) -> Option<Ref<crate::value::mapping::Dict>> {
    let function = vm.stack.function(0)?;
    function.payload::<Function>().map(|function| function.globals.clone())
}

/// `__name__` of the module whose code runs: what new functions and classes get as `__module__`.
pub fn current_module(vm: &Vm) -> Option<Value> {
    let globals = current_globals(vm)?;
    dict::get(vm, &globals, &vm.names.known.name)
}
