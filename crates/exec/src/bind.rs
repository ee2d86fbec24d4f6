//! Binding: arguments of any shape become the parameters of a function, with CPython's messages where they do not fit.

use taipan_bytecode::code::flags;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::stack::Continuation;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::dict;
use taipan_core::value::code::CodeObject;
use taipan_core::value::function::Function;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_text::suggest;

use crate::calls::Values;
use crate::run::Flow;
use crate::{arrange, creation, frame};

/// Enters a function with owned values, the last of them named, in a frame above the running one; or makes the generator
/// that the call of a generator function gives, into the register.
pub fn enter(
    vm: &mut Vm,
    function: Value,
    values: Values,
    names: &[Value],
    result: u16,
    then: Continuation,
) -> Result<Flow, Raised> {
    let Some(target) = function.to_ref::<Function>() else { return Err(vm.system_error("no function to enter")) };
    let code = target.code_object();
    let mut bound = bind(vm, &target, &code, values, names)?;
    if let Some(flavor) = code.makes {
        let generator = creation::create(vm, target, flavor, &mut bound)?;
        // SAFETY: a call is made by a running frame, whose register receives the result.
        unsafe {
            let current = vm.stack.frame(vm.stack.depth - 1);
            frame::put((*current).base.add(usize::from(result)), generator);
        }
        return Ok(Flow::Reload);
    }
    push(vm, target, &code, bound, result, then)?;
    Ok(Flow::Reload)
}

/// Pushes a frame whose parameters are bound.
pub fn push(
    vm: &mut Vm,
    function: Ref<Function>,
    code: &CodeObject,
    bound: Values,
    result: u16,
    then: Continuation,
) -> Result<(), Raised> {
    let window = vm.stack.top();
    let count = bound.len();
    if !vm.stack.fits(window, usize::from(code.code.registers).max(count)) {
        return Err(vm.recursion_error(""));
    }
    // SAFETY: the window lies above all that live frames use and has room, as just checked.
    unsafe {
        for (index, value) in bound.into_iter().enumerate() {
            window.add(index).write(value.into_word());
        }
        frame::push(vm, function.into_value().into_word(), std::ptr::from_ref(code), window, count, result, then)
    }
}

/// The values of all parameters, in the order of their registers.
pub fn bind(
    vm: &mut Vm,
    function: &Ref<Function>,
    code: &CodeObject,
    mut values: Values,
    names: &[Value],
) -> Result<Values, Raised> {
    let shared = &code.code;
    let positional = usize::from(shared.positional);
    let keyword_only = usize::from(shared.keyword_only);
    let star = shared.flags & (flags::VARARGS | flags::VARKEYWORDS) != 0;
    if names.is_empty() && values.len() == positional && keyword_only == 0 && !star {
        return Ok(values);
    }
    let split = values.len() - names.len().min(values.len());
    let named: Values = values.drain(split..).collect();
    let given = values.len();
    let extra: Values = if given > positional { values.drain(positional..).collect() } else { Values::new() };
    values.resize(positional + keyword_only, Value::UNBOUND);

    let mut surplus: Option<Ref<Dict>> = None;
    if shared.flags & flags::VARKEYWORDS != 0 {
        surplus = Some(vm.dict()?);
    }
    for (name, value) in names.iter().zip(named) {
        let place = parameter(code, name, usize::from(shared.positional_only), positional + keyword_only);
        match place {
            Some(index) => {
                let slot = &mut values[index];
                if !slot.is_unbound() {
                    let (function, name) = (display_name(function), text(name));
                    return Err(vm.type_error(format!("{function}() got multiple values for argument '{name}'")));
                }
                *slot = value;
            }
            None => match &surplus {
                Some(dict) => dict::set(vm, dict, name, value)?,
                None => return Err(unknown(vm, function, code, names, name)),
            },
        }
    }
    // What a name does wrong is told before what is too many or missing.
    if !extra.is_empty() && shared.flags & flags::VARARGS == 0 {
        return Err(too_many(vm, function, code, given, &values));
    }
    fill_defaults(vm, function, code, &mut values, given)?;
    if shared.flags & flags::VARARGS != 0 {
        values.push(vm.tuple(extra.into_vec())?);
    }
    if let Some(dict) = surplus {
        values.push(dict.into_value());
    }
    Ok(values)
}

fn fill_defaults(
    vm: &mut Vm,
    function: &Ref<Function>,
    code: &CodeObject,
    values: &mut Values,
    given: usize,
) -> Result<(), Raised> {
    let positional = usize::from(code.code.positional);
    if given < positional {
        let defaults = function.defaults.get();
        let defaults = arrange::last_defaults(&defaults, positional);
        let first = positional - defaults.len();
        let mut missing = Vec::new();
        for index in given..positional {
            if values[index].is_unbound() {
                match index.checked_sub(first).and_then(|at| defaults.get(at)) {
                    Some(default) => values[index] = default.clone(),
                    None => missing.push(text(&code.locals[index])),
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_arguments(vm, function, &missing, "positional"));
        }
    }
    if code.code.keyword_only > 0 {
        let defaults = function.keyword_defaults.get();
        let mut missing = Vec::new();
        for index in positional..values.len() {
            if values[index].is_unbound() {
                let name = &code.locals[index];
                match defaults.payload::<Dict>().and_then(|dict| dict::get(vm, dict, name)) {
                    Some(default) => values[index] = default,
                    None => missing.push(text(name)),
                }
            }
        }
        if !missing.is_empty() {
            return Err(missing_arguments(vm, function, &missing, "keyword-only"));
        }
    }
    Ok(())
}

fn parameter(code: &CodeObject, name: &Value, from: usize, to: usize) -> Option<usize> {
    let locals = code.locals.get(from..to)?;
    if let Some(index) = locals.iter().position(|local| local.is(name)) {
        return Some(from + index);
    }
    // A keyword that came out of a dict may be a string that nobody interned.
    let wanted = name.payload::<Str>()?;
    let same = |local: &Value| local.payload::<Str>().is_some_and(|local| local.as_bytes() == wanted.as_bytes());
    locals.iter().position(same).map(|index| from + index)
}

fn text(name: &Value) -> String {
    name.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default()
}

fn display_name(function: &Function) -> String {
    text(&function.qualname.get())
}

fn list_names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

#[cold]
fn missing_arguments(vm: &mut Vm, function: &Function, missing: &[String], kind: &str) -> Raised {
    let (name, count, plural) = (display_name(function), missing.len(), if missing.len() == 1 { "" } else { "s" });
    let list = list_names(missing);
    vm.type_error(format!("{name}() missing {count} required {kind} argument{plural}: {list}"))
}

/// TypeError because no parameter takes the name; or rather because of positional-only ones, if any of the call's names is
/// theirs.
#[cold]
fn unknown(vm: &mut Vm, function: &Function, code: &CodeObject, names: &[Value], name: &Value) -> Raised {
    let only_positional: Vec<String> = (0..usize::from(code.code.positional_only))
        .filter(|&index| names.iter().any(|name| parameter(code, name, index, index + 1).is_some()))
        .map(|index| text(&code.locals[index]))
        .collect();
    if !only_positional.is_empty() {
        let (function, list) = (display_name(function), only_positional.join(", "));
        return vm.type_error(format!(
            "{function}() got some positional-only arguments passed as keyword arguments: '{list}'"
        ));
    }
    let (shown, keyword) = (display_name(function), text(name));
    let shared = &code.code;
    let last = usize::from(shared.positional) + usize::from(shared.keyword_only);
    let candidates: Vec<String> =
        code.locals.get(usize::from(shared.positional_only)..last).unwrap_or_default().iter().map(text).collect();
    let hint = match suggest::nearest(&keyword, candidates.iter().map(String::as_str)) {
        Some(near) => format!(". Did you mean '{near}'?"),
        None => String::new(),
    };
    vm.type_error(format!("{shown}() got an unexpected keyword argument '{keyword}'{hint}"))
}

#[cold]
fn too_many(vm: &mut Vm, function: &Function, code: &CodeObject, given: usize, values: &Values) -> Raised {
    let shared = &code.code;
    let positional = usize::from(shared.positional);
    let defaults = function.defaults.get();
    let defaults = defaults.payload::<Tuple>().map_or(0, Tuple::length);
    let keyword_given = values[positional..].iter().filter(|value| !value.is_unbound()).count();
    let takes = if defaults > 0 {
        format!("from {} to {positional} positional arguments", positional.saturating_sub(defaults))
    } else {
        format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
    };
    let tail = if keyword_given > 0 {
        let (s, t) = (if given == 1 { "" } else { "s" }, if keyword_given == 1 { "" } else { "s" });
        format!("{given} positional argument{s} (and {keyword_given} keyword-only argument{t}) were given")
    } else {
        format!("{given} {} given", if given == 1 { "was" } else { "were" })
    };
    let name = display_name(function);
    vm.type_error(format!("{name}() takes {takes} but {tail}"))
}
