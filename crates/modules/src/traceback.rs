//! Module `_traceback`: what `traceback` and `linecache`, written in Python, ask the interpreter.

use std::sync::Arc;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec;
use taipan_core::value::code::CodeObject;
use taipan_core::value::exception::Exception;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_traceback::chain::{self, Options};
use taipan_traceback::frames::{self, Entry};
use taipan_traceback::message;
use taipan_traceback::report;
use taipan_traceback::style::Style;

const FUNCTIONS: &[NativeDef] =
    methods![format_exception, format_only, entries, format_entry, source_lines, kept_line, class_name, is_colored];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_traceback", FUNCTIONS)
}

fn strings(vm: &mut Vm, texts: Vec<String>) -> Result<Value, Raised> {
    let texts = texts.iter().map(|text| vm.str(text)).collect::<Result<Vec<_>, _>>()?;
    vm.list(texts)
}

/// The text about an exception in pieces: traceback, causes, message.
#[function("format_exception(exception, traceback, limit, chain, colorize)")]
fn format_exception(
    vm: &mut Vm,
    exception: &Value,
    traceback: &Value,
    limit: Option<i64>,
    chain: bool,
    color: bool,
) -> Result<Value, Raised> {
    if !exception.is_kind::<Exception>() {
        return Err(vm.type_error("an exception is required"));
    }
    let pieces = chain::pieces(vm, exception, traceback, Options { style: Style { color }, limit, chain });
    strings(vm, pieces)
}

/// The lines about an exception itself, without its traceback.
#[function("format_only(exception, traceback, colorize)")]
fn format_only(vm: &mut Vm, exception: &Value, traceback: &Value, color: bool) -> Result<Value, Raised> {
    let lines = message::format(vm, exception, traceback, Style { color });
    strings(vm, lines)
}

/// Whether what goes to sys.stderr is coloured.
#[function("is_colored()")]
fn is_colored(vm: &mut Vm) -> bool {
    report::style(vm).color
}

/// The class of an exception as tracebacks name it.
#[function("class_name(exception)")]
fn class_name(vm: &mut Vm, exception: &Value) -> String {
    message::class_name(vm, exception)
}

/// The entries of a traceback: (file name, line, name, last line, column, end column), the last three None if unknown.
#[function("entries(traceback, limit)")]
fn entries(vm: &mut Vm, traceback: &Value, limit: Option<i64>) -> Result<Value, Raised> {
    let mut rows = Vec::new();
    for entry in frames::entries(traceback, limit) {
        let mut row = vec![vm.str(&entry.filename)?, vm.int(entry.line.into())?, vm.str(&entry.name)?];
        match frames::position(vm, &entry) {
            Some(place) => {
                for number in [place.end_line, place.column, place.end_column] {
                    row.push(vm.int(number.into())?);
                }
            }
            None => row.extend([Value::NONE, Value::NONE, Value::NONE]),
        }
        rows.push(vm.tuple(row)?);
    }
    vm.list(rows)
}

/// The text of an entry with the given source text.
#[function("format_entry(filename, line, name, text, end_line, column, end_column, colorize)")]
fn format_entry(
    filename: &str,
    line: i64,
    name: &str,
    text: Option<&str>,
    end_line: Option<i64>,
    column: Option<i64>,
    end_column: Option<i64>,
    color: bool,
) -> String {
    let small = |number: i64| u32::try_from(number).unwrap_or(0);
    let extent = match (end_line, column, end_column) {
        (Some(end_line), Some(column), Some(end_column)) => Some([end_line, column, end_column].map(small)),
        _ => None,
    };
    let entry = Entry::new(filename.into(), name.to_owned(), small(line), extent);
    let lines = text.unwrap_or_default().split('\n').map(str::to_owned).collect();
    frames::format_with_lines(&entry, lines, Style { color })
}

/// A line of the text that a code object was made of, if no file holds that text; else None.
#[function("kept_line(code, lineno, /)")]
fn kept_line(vm: &mut Vm, code: &Value, lineno: i64) -> Result<Value, Raised> {
    let code = code.payload::<CodeObject>().map(|code| code.code.clone());
    let kept = code.and_then(|code| frames::kept_line(vm, &code.filename, u32::try_from(lineno).ok()?));
    kept.map_or(Ok(Value::NONE), |line| vm.str(&line))
}

/// The lines of a file, each with its line end; an empty list if there is no such file.
#[function("source_lines(filename)")]
fn source_lines(vm: &mut Vm, filename: &str) -> Result<Value, Raised> {
    let filename: Arc<str> = filename.into();
    let mut lines = frames::source_lines(vm, &filename);
    // The text behind the last line end is no line, unless there is some.
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter_mut().for_each(|line| line.push('\n'));
    strings(vm, lines)
}
