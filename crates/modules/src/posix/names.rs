//! Names of files as strings or bytes: strings carry bytes that are no UTF-8 as lone surrogates.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::os_error::system_message;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_text::system_text;

/// A name that a script gave.
pub(super) struct Name {
    /// As the system wants it.
    pub(super) path: PathBuf,
    /// As errors show it: what the script gave, or what its `__fspath__` answered.
    pub(super) shown: Value,
    /// Names in the answer are bytes too.
    pub(super) bytes: bool,
}

impl Name {
    /// The name of a file; the host is asked whether there may be one.
    pub(super) fn of(vm: &mut Vm, given: &Value) -> Result<Name, Raised> {
        super::permitted(vm)?;
        let shown = if given.is_kind::<Str>() || given.is_kind::<Bytes>() {
            given.clone()
        } else {
            let name = vm.intern("__fspath__")?;
            let class = vm.classes.of(given).into_value();
            let Some(method) = taipan_core::protocol::lookup::try_get_attr_quiet(vm, &class, &name)? else {
                let given = vm.classes.name_of(given);
                return Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {given}")));
            };
            vm.call(&method, std::slice::from_ref(given))?
        };
        let (path, bytes) = match (shown.payload::<Str>(), shown.payload::<Bytes>()) {
            (Some(text), _) => (system_text::encoded(text.as_bytes()), false),
            (_, Some(bytes)) => (bytes.as_slice().to_vec(), true),
            _ => return Err(vm.type_error("expected __fspath__() to return str or bytes")),
        };
        if path.contains(&0) {
            return Err(vm.value_error("embedded null byte"));
        }
        Ok(Name { path: PathBuf::from(OsString::from_vec(path)), shown, bytes })
    }

    /// A name of the system in the form of this one.
    pub(super) fn like(&self, vm: &mut Vm, name: &OsStr) -> Result<Value, Raised> {
        if self.bytes { vm.bytes(name.as_bytes()) } else { text(vm, name) }
    }

    /// The result of a call of the system, or its error with this name.
    pub(super) fn check<T>(&self, vm: &mut Vm, result: std::io::Result<T>) -> Result<T, Raised> {
        result.map_err(|error| vm.io_error(&error, Some(&self.shown)))
    }

    /// The result of a call of the system, or its error with this name and another.
    pub(super) fn check_both<T>(&self, vm: &mut Vm, other: &Name, result: std::io::Result<T>) -> Result<T, Raised> {
        let error = match result {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let Some(code) = error.raw_os_error().map(i64::from) else {
            return Err(vm.io_error(&error, Some(&self.shown)));
        };
        let class = vm.classes.os_error.clone().into_value();
        let (number, message) = (vm.int(code)?, vm.str(&system_message(code))?);
        let exception = vm.call(&class, &[number, message, self.shown.clone(), Value::NONE, other.shown.clone()])?;
        Err(vm.raise(exception))
    }
}

/// A name of the system as a string.
pub(super) fn text(vm: &mut Vm, name: &OsStr) -> Result<Value, Raised> {
    vm.wtf8(&system_text::decoded(name.as_bytes()))
}
