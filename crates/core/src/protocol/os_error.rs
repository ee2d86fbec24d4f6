//! Errors of the system become `OSError`s.

use std::io;

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::os_codes;

impl Vm {
    /// Raises the `OSError` of an error number, about a file or nothing.
    #[cold]
    pub fn os_error(&mut self, code: i64, filename: Option<&Value>) -> Raised {
        match make(self, code, filename) {
            Ok(exception) => self.raise(exception),
            Err(raised) => raised,
        }
    }

    /// Raises what an operation of the host reported.
    #[cold]
    pub fn io_error(&mut self, error: &io::Error, filename: Option<&Value>) -> Raised {
        match error.raw_os_error().map(i64::from).or_else(|| os_codes::code_of(error.kind())) {
            Some(code) => self.os_error(code, filename),
            None => self.raise_message(|classes| &classes.os_error, error.to_string()),
        }
    }
}

fn make(vm: &mut Vm, code: i64, filename: Option<&Value>) -> Result<Value, Raised> {
    let class = os_codes::class_of(code).map_or(&vm.classes.os_error, |pick| pick(&vm.classes)).clone();
    let args = [vm.int(code)?, vm.str(&system_message(code))?];
    let exception = vm.exception(&class, args.to_vec())?;
    let [code, message] = args;
    vm.annotate(&exception, "errno", code)?;
    vm.annotate(&exception, "strerror", message)?;
    if let Some(filename) = filename {
        vm.annotate(&exception, "filename", filename.clone())?;
    }
    Ok(exception)
}

/// What the system calls an error number: `strerror`.
#[must_use]
pub fn system_message(code: i64) -> String {
    let Ok(code) = i32::try_from(code) else { return format!("Unknown error {code}") };
    let text = io::Error::from_raw_os_error(code).to_string();
    let suffix = format!(" (os error {code})");
    text.strip_suffix(&suffix).unwrap_or(&text).to_owned()
}
