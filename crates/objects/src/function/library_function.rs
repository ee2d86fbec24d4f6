//! Functions of the library in Python that CPython writes in C: what they answer where natives answer from their table.

use std::fmt::Write;

use taipan_bytecode::code::flags;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::dict;
use taipan_core::value::function::{Function, LibraryFunction};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};

/// Makes a builtin of a function, as one of the module named `module`.
pub fn wrap(vm: &mut Vm, function: Ref<Function>, module: &Value) -> Result<Value, Raised> {
    function.builtin.set(true);
    let class = vm.classes.builtin_function.value().clone();
    let made = LibraryFunction { function, module: module.clone() };
    Ok(vm.heap.allocate(class, made).or_memory_error(vm)?.into_value())
}

/// The function behind a builtin, if it is one of these.
pub(crate) fn behind(this: &Value) -> Option<&Function> {
    this.payload::<LibraryFunction>().map(|held| &*held.function)
}

/// `__text_signature__`.
pub(crate) fn text_signature(vm: &mut Vm, function: &Function) -> Result<Value, Raised> {
    let code = function.code_object();
    let code = &code.code;
    let (positional, all) = (usize::from(code.positional), usize::from(code.positional + code.keyword_only));
    let defaults = function.defaults.get();
    let defaults = defaults.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    let required = positional.saturating_sub(defaults.len());
    let named = function.keyword_defaults.get();
    let mut text = String::from(if code.positional_only == 0 { "($module, /" } else { "($module" });
    for (place, name) in code.locals.iter().enumerate().take(all) {
        if place == positional && code.flags & flags::VARARGS == 0 {
            text.push_str(", *");
        } else if place == positional {
            add_collector(&mut text, "*", code.locals.get(all).map(AsRef::as_ref));
        }
        let default = if place < positional {
            place.checked_sub(required).and_then(|index| defaults.get(index)).cloned()
        } else {
            named.payload::<Dict>().and_then(|named| dict::get_text(vm, named, name))
        };
        text.push_str(", ");
        text.push_str(name);
        if let Some(default) = default {
            let shown = repr::repr(vm, &default)?;
            // Formatting into a string does not fail.
            let _ = write!(text, "={}", shown.to_lossy());
        }
        if place + 1 == usize::from(code.positional_only) {
            text.push_str(", /");
        }
    }
    let mut collectors = code.locals.iter().skip(all).map(AsRef::as_ref);
    if code.flags & flags::VARARGS != 0 {
        let name = collectors.next();
        if code.keyword_only == 0 {
            add_collector(&mut text, "*", name);
        }
    }
    if code.flags & flags::VARKEYWORDS != 0 {
        add_collector(&mut text, "**", collectors.next());
    }
    text.push(')');
    vm.str(&text)
}

fn add_collector(text: &mut String, stars: &str, name: Option<&str>) {
    if let Some(name) = name {
        let _ = write!(text, ", {stars}{name}");
    }
}
