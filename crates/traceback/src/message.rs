//! The last lines about an exception: class, message, notes.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{iterate, repr};
use taipan_core::protocol::lookup;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_text::pieces::PIECE;
use taipan_text::wtf8;

use crate::style::Style;
use crate::{suggestions, syntax};

/// The lines about the exception itself, each with its line end.
pub fn format(vm: &mut Vm, exception: &Value, traceback: &Value, style: Style) -> Vec<String> {
    let class = class_name(vm, exception);
    let mut lines = if vm.classes.is_instance(exception, &vm.classes.syntax_error) {
        syntax::format(vm, exception, &class, style)
    } else {
        let mut text = safe_str(vm, exception, "exception");
        if vm.heap.goes_on().is_err() {
            return Vec::new();
        }
        text.push_str(&suggestions::suggestion(vm, exception, traceback));
        vec![last_line(vm, &class, &text, style)]
    };
    lines.extend(notes(vm, exception));
    lines
}

/// Class and text; of a long text only what comes before somebody wants the end.
fn last_line(vm: &Vm, class: &str, text: &str, style: Style) -> String {
    let mut line = style.class(class);
    if !text.is_empty() {
        line.reserve(text.len() + 16);
        line.push_str(": ");
    }
    let mut rest = text;
    while !rest.is_empty() && vm.heap.goes_on().is_ok() {
        let (piece, more) = rest.split_at(rest.floor_char_boundary(PIECE));
        if style.color && piece.len() < text.len() {
            line.push_str(piece);
        } else {
            style.add_name(&mut line, piece);
        }
        rest = more;
    }
    line.push('\n');
    line
}

/// The class's qualified name, with its module unless everybody knows it.
pub fn class_name(vm: &mut Vm, exception: &Value) -> String {
    let class = vm.classes.of(exception);
    let qualname = class.qualname.get().payload::<Str>().map_or_else(String::new, readable);
    let name = vm.names.known.module.clone();
    let module = lookup::try_get_attr(vm, class.value(), &name);
    let module = match quietly(vm, module) {
        Some(Some(module)) if module.is_kind::<Str>() => module.payload::<Str>().map_or_else(String::new, readable),
        _ => "<unknown>".to_owned(),
    };
    if matches!(module.as_str(), "__main__" | "builtins") { qualname } else { format!("{module}.{qualname}") }
}

/// Text for a stream that takes no lone surrogates.
pub fn readable(text: &Str) -> String {
    match text.as_str() {
        Some(text) => text.to_owned(),
        None => wtf8::code_points(text.as_bytes())
            .map(|point| char::from_u32(point).map_or_else(|| format!("\\u{point:04x}"), String::from))
            .collect(),
    }
}

/// `str(value)`, or a sentence about its failure.
pub(super) fn safe_str(vm: &mut Vm, value: &Value, what: &str) -> String {
    let text = repr::str(vm, value);
    quietly(vm, text).map_or_else(|| format!("<{what} str() failed>"), |text| readable(&text))
}

/// `repr(value)`, or a sentence about its failure.
pub(super) fn safe_repr(vm: &mut Vm, value: &Value, what: &str) -> String {
    let text = repr::repr(vm, value);
    quietly(vm, text).map_or_else(|| format!("<{what} repr() failed>"), |text| readable(&text))
}

/// A result without its exception, which is dropped.
pub(super) fn quietly<T>(vm: &mut Vm, result: Result<T, Raised>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(_) => {
            drop(vm.take_exception());
            None
        }
    }
}

fn notes(vm: &mut Vm, exception: &Value) -> Vec<String> {
    let name = vm.names.known.notes.clone();
    let notes = match lookup::try_get_attr(vm, exception, &name) {
        Ok(Some(notes)) if !notes.is_none() => notes,
        Ok(_) => return vec![],
        Err(_) => {
            let error = vm.take_exception().unwrap_or(Value::NONE);
            let text = safe_repr(vm, &error, "__notes__");
            return vec![format!("Ignored error getting __notes__: {text}\n")];
        }
    };
    if !notes.is_kind::<List>() && !notes.is_kind::<Tuple>() {
        let text = safe_repr(vm, &notes, "__notes__");
        return vec![format!("{text}\n")];
    }
    let notes = iterate::collect(vm, &notes);
    let mut lines = Vec::new();
    for note in quietly(vm, notes).unwrap_or_default() {
        let text = safe_str(vm, &note, "note");
        lines.extend(text.split('\n').map(|line| format!("{line}\n")));
    }
    lines
}
