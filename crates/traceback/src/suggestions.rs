//! "Did you mean": what somebody who mistyped a name may have meant.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::protocol::{dict, lookup, module};
use taipan_core::value::exception::Traceback;
use taipan_core::value::mapping::Dict;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_text::suggest;

use crate::message::quietly;

/// What to add to the message of an exception about a name; empty if there is nothing to say.
pub(super) fn suggestion(vm: &mut Vm, exception: &Value, traceback: &Value) -> String {
    let is = |vm: &Vm, class| vm.classes.is_instance(exception, class);
    let is_import = is(vm, &vm.classes.import_error);
    let is_name = is(vm, &vm.classes.name_error);
    let is_attribute = is(vm, &vm.classes.attribute_error);
    if !is_import && !is_name && !is_attribute {
        return String::new();
    }
    let wrong = vm.detail(exception, if is_import { "name_from" } else { "name" });
    let Some(wrong) = wrong.as_ref().and_then(|wrong| wrong.payload::<Str>()).and_then(Str::as_str) else {
        return String::new();
    };
    let innermost = innermost(traceback);
    let found = if is_import {
        let candidates = module_names(vm, exception, wrong);
        quietly(vm, candidates).and_then(|names| nearest(wrong, &names))
    } else if is_attribute {
        let candidates = attribute_names(vm, exception, innermost.as_ref(), wrong);
        quietly(vm, candidates).and_then(|names| nearest(wrong, &names))
    } else {
        innermost.and_then(|frame| visible_name(vm, &frame, wrong))
    };
    let mut text = found.as_ref().map(|name| format!(". Did you mean: '{name}'?")).unwrap_or_default();
    if is_name && module::is_library_name(vm, wrong) {
        text += if found.is_some() { " Or did" } else { ". Did" };
        text += &format!(" you forget to import '{wrong}'?");
    }
    text
}

fn nearest(wrong: &str, candidates: &[String]) -> Option<String> {
    suggest::nearest(wrong, candidates.iter().map(String::as_str)).map(str::to_owned)
}

fn innermost(traceback: &Value) -> Option<Value> {
    let mut cursor = traceback.clone();
    loop {
        let next = cursor.payload::<Traceback>()?.next.get();
        if next.is_none() {
            return Some(cursor);
        }
        cursor = next;
    }
}

/// What `dir` says, without private names unless one is looked for.
fn names_of(vm: &mut Vm, object: &Value, private: bool) -> Result<Vec<String>, Raised> {
    let builtins = vm.world.builtins.clone();
    let Some(dir) = dict::get_text(vm, &builtins, "dir") else { return Ok(vec![]) };
    let names = vm.call(&dir, std::slice::from_ref(object))?;
    let names = iterate::collect(vm, &names)?;
    Ok(texts(&names).filter(|name| private || !name.starts_with('_')).collect())
}

fn texts(names: &[Value]) -> impl Iterator<Item = String> {
    names.iter().filter_map(|name| name.payload::<Str>()?.as_str().map(str::to_owned))
}

fn attribute_names(vm: &mut Vm, exception: &Value, frame: Option<&Value>, wrong: &str) -> Result<Vec<String>, Raised> {
    let Some(object) = vm.detail(exception, "obj") else { return Ok(vec![]) };
    let own = frame.and_then(|frame| local(vm, frame, "self")).is_some_and(|this| this.is(&object));
    names_of(vm, &object, own || wrong.starts_with('_'))
}

/// The names of the module that `from module import name` asked.
fn module_names(vm: &mut Vm, exception: &Value, wrong: &str) -> Result<Vec<String>, Raised> {
    let Some(name) = vm.detail(exception, "name") else { return Ok(vec![]) };
    let Some(name) = name.payload::<Str>().and_then(Str::as_str) else { return Ok(vec![]) };
    let top = name.split('.').next().unwrap_or(name);
    let modules = vm.world.modules.clone();
    match dict::get_text(vm, &modules, top) {
        Some(module) => names_of(vm, &module, wrong.starts_with('_')),
        None => Ok(vec![]),
    }
}

fn local(vm: &Vm, frame: &Value, name: &str) -> Option<Value> {
    let locals = frame.payload::<Traceback>()?.locals.get();
    dict::get_text(vm, locals.payload::<Dict>()?, name)
}

/// A name that the frame sees, or the attribute of `self` that has the name.
fn visible_name(vm: &mut Vm, frame: &Value, wrong: &str) -> Option<String> {
    let names = frame_names(vm, frame)?;
    if let Some(this) = local(vm, frame, "self") {
        let name = vm.intern(wrong);
        let name = quietly(vm, name)?;
        let found = lookup::try_get_attr(vm, &this, &name);
        if quietly(vm, found).flatten().is_some() {
            return Some(format!("self.{wrong}"));
        }
    }
    nearest(wrong, &names)
}

fn frame_names(vm: &Vm, frame: &Value) -> Option<Vec<String>> {
    let frame = frame.payload::<Traceback>()?;
    let mut names = Vec::new();
    let mut add = |dict: &Value| {
        if let Some(dict) = dict.payload::<Dict>() {
            let keys: Vec<Value> = dict.table.borrow().iter().map(|entry| entry.key.clone()).collect();
            names.extend(texts(&keys));
        }
    };
    let locals = frame.locals.get();
    add(&locals);
    add(&frame.globals);
    add(vm.world.builtins.value());
    if !locals.is_kind::<Dict>() {
        // Nobody kept the values, but the code knows the names.
        let code = &frame.code.code;
        let known = code.locals.iter().chain(&code.free).filter(|name| !name.starts_with('.'));
        names.splice(0..0, known.map(|name| name.to_string()));
    }
    Some(names)
}
