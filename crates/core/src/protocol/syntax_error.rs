//! Errors in source text become `SyntaxError`s.

use taipan_heap::value::{Ref, Value};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::class::Class;

/// The names of what such an error tells beside its message, in the order of the constructor's second argument.
pub const PARTS: [&str; 6] = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

/// Where a syntax error is: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The name of the file.
    pub filename: &'a str,
    /// The line.
    pub line: u32,
    /// The column; 0 if unknown.
    pub offset: u32,
    /// The source line with its line end, if it is known.
    pub text: Option<&'a str>,
    /// The last line.
    pub end_line: u32,
    /// The column after the last; 0 if unknown.
    pub end_offset: u32,
}

impl Vm {
    /// Raises a `SyntaxError`, or an error of a class derived from it.
    #[cold]
    pub fn syntax_error(&mut self, class: &Ref<Class>, message: &str, place: Place<'_>) -> Raised {
        match make(self, class, message, place) {
            Ok(exception) => self.raise(exception),
            Err(raised) => raised,
        }
    }
}

fn make(vm: &mut Vm, class: &Ref<Class>, message: &str, place: Place<'_>) -> Result<Value, Raised> {
    let message = vm.str(message)?;
    let text = match place.text {
        Some(text) => vm.str(text)?,
        None => Value::NONE,
    };
    let parts = [
        vm.str(place.filename)?,
        vm.int(i64::from(place.line))?,
        vm.int(i64::from(place.offset))?,
        text,
        vm.int(i64::from(place.end_line))?,
        vm.int(i64::from(place.end_offset))?,
    ];
    let info = vm.tuple(parts.clone())?;
    let exception = vm.exception(class, vec![message.clone(), info])?;
    vm.annotate(&exception, "msg", message)?;
    for (name, part) in PARTS.into_iter().zip(parts) {
        vm.annotate(&exception, name, part)?;
    }
    Ok(exception)
}
