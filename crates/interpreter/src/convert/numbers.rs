//! Numbers and truth.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::value::number::{BigInt, BoxedInt, Float};
use taipan_heap::value::Value;

use crate::convert::{FromPython, IntoPython, wrong_type};

impl IntoPython for bool {
    fn into_python(self, _: &mut Machine) -> Result<Value, Raised> {
        Ok(Value::from_bool(self))
    }
}

impl FromPython for bool {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<bool, Raised> {
        if value.is(&Value::TRUE) || value.is(&Value::FALSE) {
            return Ok(value.is(&Value::TRUE));
        }
        Err(wrong_type(machine, "bool", value))
    }
}

/// An integer that fits 64 bits; truth counts as 0 and 1.
fn small(value: &Value) -> Option<i64> {
    if value.is(&Value::TRUE) || value.is(&Value::FALSE) {
        return Some(i64::from(value.is(&Value::TRUE)));
    }
    value.word().as_int().or_else(|| value.payload::<BoxedInt>().map(|boxed| boxed.0))
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(
            impl IntoPython for $type {
                fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
                    match i64::try_from(self) {
                        Ok(small) => machine.int(small),
                        Err(_) => machine.big_int(self.into()),
                    }
                }
            }

            impl FromPython for $type {
                fn from_python(machine: &mut Machine, value: &Value) -> Result<$type, Raised> {
                    let fitting = match (small(value), value.payload::<BigInt>()) {
                        (Some(small), _) => <$type>::try_from(small).ok(),
                        (None, Some(big)) => <$type>::try_from(&*big.look().to_big()).ok(),
                        (None, None) => return Err(wrong_type(machine, "int", value)),
                    };
                    fitting.ok_or_else(|| {
                        let message = concat!("the integer does not fit ", stringify!($type));
                        machine.raise_message(|classes| &classes.overflow_error, message)
                    })
                }
            }
        )*
    };
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl IntoPython for f64 {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.float(self)
    }
}

impl FromPython for f64 {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<f64, Raised> {
        let float = value.word().as_float().or_else(|| value.payload::<Float>().map(|float| float.0));
        match float.or_else(|| small(value).map(|int| int as f64)) {
            Some(float) => Ok(float),
            None => Err(wrong_type(machine, "float", value)),
        }
    }
}

impl IntoPython for f32 {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        machine.float(f64::from(self))
    }
}

impl FromPython for f32 {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<f32, Raised> {
        f64::from_python(machine, value).map(|float| float as f32)
    }
}
