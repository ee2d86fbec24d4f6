//! Strings and bytes.

use std::borrow::Cow;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::value::sequence::{ByteArray, Bytes as PythonBytes};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

use crate::convert::{FromPython, IntoPython, wrong_type};

/// Bytes, where a `Vec<u8>` would be a list of integers. They come from `bytes` and `bytearray`, and become `bytes`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Bytes(pub Vec<u8>);

impl IntoPython for &str {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.str(self)
    }
}

impl IntoPython for String {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.str(&self)
    }
}

impl IntoPython for &String {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.str(self)
    }
}

impl IntoPython for Cow<'_, str> {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.str(&self)
    }
}

impl IntoPython for char {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.char(u32::from(self))
    }
}

impl FromPython for String {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<String, Raised> {
        let Some(text) = value.payload::<Str>() else { return Err(wrong_type(machine, "str", value)) };
        match text.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(machine.value_error("surrogates not allowed")),
        }
    }
}

impl FromPython for char {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<char, Raised> {
        let text = value.payload::<Str>().and_then(Str::as_str).unwrap_or_default();
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(wrong_type(machine, "str of one character", value)),
        }
    }
}

impl IntoPython for Bytes {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.bytes(&self.0)
    }
}

impl IntoPython for &[u8] {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.bytes(self)
    }
}

impl FromPython for Bytes {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Bytes, Raised> {
        match (value.payload::<PythonBytes>(), value.payload::<ByteArray>()) {
            (Some(bytes), _) => Ok(Bytes(bytes.as_slice().to_vec())),
            (None, Some(array)) => Ok(Bytes(array.bytes.borrow().to_vec())),
            (None, None) => Err(wrong_type(machine, "bytes", value)),
        }
    }
}
