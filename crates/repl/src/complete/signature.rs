//! What a call takes, as text: names, defaults, the first line of the documentation.

use taipan_bytecode::code::flags as code_flags;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::native::{BoundNative, NativeFunction};
use taipan_core::protocol::{dict, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::function::{BoundMethod, Function, LibraryFunction};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};

use crate::complete::plain;
use crate::complete::resolve::Found;

/// The parameters of something that can be called.
struct Parameters {
    name: String,
    /// Each as it is shown.
    shown: Vec<String>,
    /// Those that can be given by name.
    named: Vec<String>,
    doc: Option<String>,
}

/// `name(parameters)` and the first line of the documentation, if there is one.
pub(crate) fn describe(vm: &mut Vm, callee: &Found) -> Option<(String, Option<String>)> {
    let parameters = parameters(vm, callee)?;
    let doc = parameters.doc.as_deref().and_then(first_line);
    Some((format!("{}({})", parameters.name, parameters.shown.join(", ")), doc))
}

/// The parameters that a call can give by name.
pub(super) fn keywords(vm: &mut Vm, callee: &Found) -> Vec<String> {
    parameters(vm, callee).map(|parameters| parameters.named).unwrap_or_default()
}

fn first_line(doc: &str) -> Option<String> {
    doc.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
}

fn parameters(vm: &mut Vm, callee: &Found) -> Option<Parameters> {
    let value = &callee.value;
    if let Some(method) = value.payload::<BoundMethod>() {
        let value = method.function.get();
        return of_function(vm, &value.to_ref::<Function>()?, true);
    }
    if let Some(method) = value.payload::<BoundNative>() {
        return of_native(method.function.payload::<NativeFunction>()?, true);
    }
    if let Some(function) = value.payload::<LibraryFunction>() {
        return of_function(vm, &function.function.clone(), callee.bound);
    }
    if let Some(function) = value.payload::<NativeFunction>() {
        return of_native(function, callee.bound);
    }
    if let Some(function) = value.to_ref::<Function>() {
        return of_function(vm, &function, callee.bound);
    }
    of_class(vm, &value.to_ref::<Class>()?)
}

/// What makes an instance: `__init__`, or else `__new__`.
fn of_class(vm: &mut Vm, class: &Ref<Class>) -> Option<Parameters> {
    let mut found = None;
    for maker in ["__init__", "__new__"] {
        let name = vm.intern(maker).ok()?;
        let Some(value) = lookup::find(vm, class, &name) else { continue };
        let value = lookup::unwrap_static(&value);
        let of = match (value.to_ref::<Function>(), value.payload::<NativeFunction>()) {
            (Some(function), _) => of_function(vm, &function, true),
            (None, Some(native)) => of_native(native, true),
            (None, None) => None,
        };
        // Those of `object` take anything.
        if let Some(of) = of.filter(|of| !of.shown.iter().any(|shown| shown == "/") || of.shown.len() > 2)
            && found.is_none()
        {
            found = Some(of);
        }
    }
    let mut found =
        found.unwrap_or(Parameters { name: String::new(), shown: Vec::new(), named: Vec::new(), doc: None });
    found.name = plain(&class.name.get()).unwrap_or_default();
    found.doc = dict::get_text(vm, &class.namespace, "__doc__").as_ref().and_then(plain);
    Some(found)
}

fn of_native(function: &NativeFunction, bound: bool) -> Option<Parameters> {
    let signature = function.def.signature;
    let inner = signature.text.strip_prefix('(')?.strip_suffix(')')?;
    let mut shown: Vec<String> = split(inner).into_iter().map(str::to_owned).collect();
    let receiver = shown.first().is_some_and(|first| first.starts_with('$'));
    if receiver || bound && !shown.is_empty() {
        shown.remove(0);
        if shown.first().is_some_and(|next| next == "/") {
            shown.remove(0);
        }
    }
    let named = signature.params.iter().skip(signature.positional_only).map(|param| param.name.to_owned()).collect();
    let doc = Some(function.def.doc.to_owned()).filter(|doc| !doc.is_empty());
    Some(Parameters { name: function.def.name.to_owned(), shown, named, doc })
}

/// The parameters of a signature's text.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0usize, 0);
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (character, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('\'' | '"', None) => quote = Some(character),
            ('(' | '[' | '{', None) => depth += 1,
            (')' | ']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn of_function(vm: &mut Vm, function: &Ref<Function>, bound: bool) -> Option<Parameters> {
    let code = function.code_object().code.clone();
    let (positional, by_name) = (usize::from(code.positional), usize::from(code.keyword_only));
    let only_by_place = usize::from(code.positional_only);
    let name_of = |index: usize| code.locals.get(index).map(|name| name.to_string()).unwrap_or_default();
    let defaults = function.defaults.get();
    let defaults = defaults.payload::<Tuple>().map(|tuple| tuple.items().to_vec()).unwrap_or_default();
    let by_name_defaults = function.keyword_defaults.get().to_ref::<Dict>();
    let (mut shown, mut named) = (Vec::new(), Vec::new());
    for index in usize::from(bound).min(positional)..positional {
        let name = name_of(index);
        let default = (index + defaults.len()).checked_sub(positional).and_then(|place| defaults.get(place)).cloned();
        shown.push(with_default(vm, &name, default));
        if index >= only_by_place {
            named.push(name);
        }
        if index + 1 == only_by_place {
            shown.push("/".to_owned());
        }
    }
    let mut next = positional + by_name;
    if code.flags & code_flags::VARARGS != 0 {
        shown.push(format!("*{}", name_of(next)));
        next += 1;
    } else if by_name > 0 {
        shown.push("*".to_owned());
    }
    for index in positional..positional + by_name {
        let name = name_of(index);
        let default = by_name_defaults.as_ref().and_then(|defaults| dict::get_text(vm, defaults, &name));
        shown.push(with_default(vm, &name, default));
        named.push(name);
    }
    if code.flags & code_flags::VARKEYWORDS != 0 {
        shown.push(format!("**{}", name_of(next)));
    }
    let name = plain(&function.name.get()).unwrap_or_default();
    Some(Parameters { name, shown, named, doc: plain(&function.doc.get()) })
}

/// A parameter with its default, as far as that can be shown without running anything.
fn with_default(vm: &mut Vm, name: &str, default: Option<Value>) -> String {
    let Some(default) = default else { return name.to_owned() };
    let simple =
        default.is_none() || default.word().as_int().is_some() || default.is(&Value::TRUE) || default.is(&Value::FALSE);
    let short = default.payload::<Str>().is_some_and(|text| text.length() <= 20);
    if !simple && !short {
        return format!("{name}=...");
    }
    match repr::repr(vm, &default) {
        Ok(text) => format!("{name}={}", text.to_lossy()),
        Err(_) => {
            vm.clear_pending();
            format!("{name}=...")
        }
    }
}
