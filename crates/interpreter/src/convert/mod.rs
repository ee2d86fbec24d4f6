//! Rust values as Python values, and back.
//!
//! In reading order: this file has the two traits and what stands for itself, `numbers` the numbers, `text` strings and
//! bytes, `containers` lists, tuples and dicts.
//!
//! | Rust | becomes | is made of |
//! |---|---|---|
//! | `bool` | `bool` | `bool` |
//! | `i8` to `i128`, `u8` to `u128`, `isize`, `usize` | `int` | `int` that fits |
//! | `f32`, `f64` | `float` | `float`, `int` |
//! | `String`, `&str`, `char` | `str` | `str` |
//! | `Bytes` | `bytes` | `bytes`, `bytearray` |
//! | `()`, `Option<T>` | `None`, or `T` | `None`, or `T` |
//! | `Vec<T>` | `list` | anything iterable but text |
//! | tuples up to eight | `tuple` | `tuple` or `list` of that length |
//! | `HashMap`, `BTreeMap` | `dict` | `dict` |
//! | [`Object`] | itself | anything |
//! | `Result<T, E>` | `T`, or an exception is raised | |

/// Calls a macro with each number of arguments or items that there may be, and names for their types.
macro_rules! every_arity {
    ($each:ident) => {
        $each! {
            1 A;
            2 A B;
            3 A B C;
            4 A B C D;
            5 A B C D E;
            6 A B C D E F;
            7 A B C D E F G;
            8 A B C D E F G H;
        }
    };
}

pub(crate) use every_arity;

mod containers;
mod numbers;
mod text;

pub use text::Bytes;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_heap::value::Value;

use crate::error;
use crate::object::{self, Object};

/// What can become a Python value. Types of one's own do it by way of those of the table above.
///
/// ```
/// use taipan::convert::IntoPython;
/// use taipan_heap::value::Value;
/// use taipan_core::machine::{pending::Raised, vm::Vm as Machine};
///
/// struct Celsius(f64);
///
/// impl IntoPython for Celsius {
///     fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
///         self.0.into_python(machine)
///     }
/// }
/// ```
pub trait IntoPython {
    /// The value, or a pending exception.
    ///
    /// # Errors
    /// When there is no memory, or the value stands for an error.
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised>;
}

/// What can be made of a Python value.
pub trait FromPython: Sized {
    /// The Rust value, or a pending `TypeError` or `OverflowError`.
    ///
    /// # Errors
    /// When the value is of another type, or does not fit.
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Self, Raised>;
}

/// The positional arguments of a call: a tuple.
pub trait Arguments {
    /// The values, in order.
    ///
    /// # Errors
    /// As [`IntoPython::into_python`].
    fn into_values(self, machine: &mut Machine) -> Result<Vec<Value>, Raised>;
}

impl IntoPython for () {
    fn into_python(self, _: &mut Machine) -> Result<Value, Raised> {
        Ok(Value::NONE)
    }
}

impl FromPython for () {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<(), Raised> {
        if value.is_none() { Ok(()) } else { Err(wrong_type(machine, "None", value)) }
    }
}

impl<T: IntoPython> IntoPython for Option<T> {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        self.map_or(Ok(Value::NONE), |value| value.into_python(machine))
    }
}

impl<T: FromPython> FromPython for Option<T> {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Option<T>, Raised> {
        if value.is_none() { Ok(None) } else { T::from_python(machine, value).map(Some) }
    }
}

impl<T, E> IntoPython for Result<T, E>
where
    T: IntoPython,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        match self {
            Ok(value) => value.into_python(machine),
            Err(error) => Err(error::raise(machine, error.into())),
        }
    }
}

impl IntoPython for Object {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        object::look(machine, &self)
    }
}

impl IntoPython for &Object {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        object::look(machine, self)
    }
}

impl FromPython for Object {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Object, Raised> {
        object::hold(machine, value)
    }
}

/// Raises TypeError about a value of another type.
fn wrong_type(machine: &mut Machine, wanted: &str, given: &Value) -> Raised {
    let given = machine.classes.name_of(given).to_string();
    machine.type_error(format!("expected {wanted}, got {given}"))
}
