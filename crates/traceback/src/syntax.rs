//! A SyntaxError: file, line, and carets under the place.

use taipan_core::machine::vm::Vm;
use taipan_core::protocol::argument::small_int;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

use crate::message::{readable, safe_str};
use crate::style::Style;

/// The lines about the error, each with its line end.
pub(super) fn format(vm: &mut Vm, exception: &Value, class: &str, style: Style) -> Vec<String> {
    let part = |name: &str| vm.detail(exception, name).filter(|value| !value.is_none());
    let (filename, line, text) = (part("filename"), part("lineno"), part("text"));
    let (offset, end_line, end_offset, message) = (part("offset"), part("end_lineno"), part("end_offset"), part("msg"));
    let filename = filename.map(|name| safe_str(vm, &name, "filename"));
    let mut lines = Vec::new();
    let mut suffix = String::new();
    match (&line, &filename) {
        (Some(line), _) => {
            let line = safe_str(vm, line, "lineno");
            let shown = filename.as_deref().filter(|name| !name.is_empty()).unwrap_or("<string>");
            let file = style.name(&format!("\"{shown}\""));
            lines.push(format!("  File {file}, line {}\n", style.name(&line)));
        }
        (None, Some(filename)) => suffix = format!(" ({filename})"),
        (None, None) => {}
    }
    if let Some(text) = text.as_ref().and_then(|text| text.payload::<Str>()) {
        let number = |value: &Option<Value>| value.as_ref().and_then(small_int);
        let same_line = number(&line) == number(&end_line);
        let end = if same_line { End::Column(number(&end_offset).filter(|&end| end != 0)) } else { End::OtherLine };
        source(&readable(text), number(&offset), end, style, &mut lines);
    }
    let message = match message {
        Some(message) => safe_str(vm, &message, "msg"),
        None => String::new(),
    };
    let message = if message.is_empty() { "<no detail available>" } else { &message };
    lines.push(format!("{}: {}{suffix}\n", style.class(class), style.name(message)));
    lines
}

/// Where the wrong part ends.
#[derive(Clone, Copy)]
enum End {
    /// On the line itself, at a column counted from 1, if that is known.
    Column(Option<i64>),
    /// On a later line.
    OtherLine,
}

fn source(text: &str, offset: Option<i64>, end: End, style: Style, lines: &mut Vec<String>) {
    let right = text.trim_end_matches('\n');
    let shown = right.trim_start_matches([' ', '\n', '\x0c']);
    let length = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX - 1);
    let spaces = length(right) - length(shown);
    let Some(mut offset) = offset else {
        lines.push(format!("    {shown}\n"));
        return;
    };
    let behind = length(right) + 1;
    let mut end = match end {
        End::Column(end) => end.unwrap_or(offset),
        End::OtherLine => behind,
    };
    if !text.is_empty() && offset > length(text) {
        offset = behind;
    }
    if !text.is_empty() && end > length(text) {
        end = behind;
    }
    if offset >= end || end < 0 {
        end = offset.saturating_add(1);
    }
    let column = offset.saturating_sub(1).saturating_sub(spaces);
    let Ok(from) = usize::try_from(column) else {
        lines.push(format!("    {shown}\n"));
        return;
    };
    let width = usize::try_from(end.saturating_sub(offset)).unwrap_or(0).min(behind.unsigned_abs() as usize + 1);
    let characters: Vec<char> = shown.chars().collect();
    let part = |from: usize, to: usize| -> String {
        characters.get(from.min(characters.len())..to.min(characters.len())).unwrap_or_default().iter().collect()
    };
    let to = from.saturating_add(width);
    let wrong = if style.color { style.error(&part(from, to)) } else { part(from, to) };
    lines.push(format!("    {}{wrong}{}\n", part(0, from), part(to, usize::MAX)));
    // Tabs stay tabs, so that the carets stand below what they mean.
    let gap: String = characters.iter().take(from).map(|&c| if c.is_whitespace() { c } else { ' ' }).collect();
    lines.push(format!("    {gap}{}\n", style.error(&"^".repeat(width))));
}
