//! Lists, tuples and dicts; the arguments of calls.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::ops::{iterate, mapping};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{ByteArray, Bytes, List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;

use crate::convert::{Arguments, FromPython, IntoPython, wrong_type};

impl<T: IntoPython> IntoPython for Vec<T> {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        let items = self.into_iter().map(|item| item.into_python(machine)).collect::<Result<Vec<_>, _>>()?;
        machine.list(items)
    }
}

impl<T: FromPython> FromPython for Vec<T> {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Vec<T>, Raised> {
        if value.is_kind::<Str>() || value.is_kind::<Bytes>() || value.is_kind::<ByteArray>() {
            return Err(wrong_type(machine, "list", value));
        }
        let items = iterate::collect(machine, value)?;
        items.iter().map(|item| T::from_python(machine, item)).collect()
    }
}

fn into_dict<K: IntoPython, V: IntoPython>(
    machine: &mut Machine,
    entries: impl Iterator<Item = (K, V)>,
) -> Result<Value, Raised> {
    let dict = machine.dict()?;
    for (key, value) in entries {
        let key = key.into_python(machine)?;
        let value = value.into_python(machine)?;
        mapping::set(machine, &dict, &key, value)?;
    }
    Ok(dict.into_value())
}

fn from_dict<K: FromPython, V: FromPython, M: FromIterator<(K, V)>>(
    machine: &mut Machine,
    value: &Value,
) -> Result<M, Raised> {
    let Some(dict) = value.payload::<Dict>() else { return Err(wrong_type(machine, "dict", value)) };
    let entries: Vec<(Value, Value)> =
        dict.table.borrow().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    entries.iter().map(|(key, value)| Ok((K::from_python(machine, key)?, V::from_python(machine, value)?))).collect()
}

impl<K: IntoPython, V: IntoPython, S> IntoPython for HashMap<K, V, S> {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        into_dict(machine, self.into_iter())
    }
}

impl<K: FromPython + Eq + Hash, V: FromPython, S: BuildHasher + Default> FromPython for HashMap<K, V, S> {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Self, Raised> {
        from_dict(machine, value)
    }
}

impl<K: IntoPython, V: IntoPython> IntoPython for BTreeMap<K, V> {
    fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
        into_dict(machine, self.into_iter())
    }
}

impl<K: FromPython + Ord, V: FromPython> FromPython for BTreeMap<K, V> {
    fn from_python(machine: &mut Machine, value: &Value) -> Result<Self, Raised> {
        from_dict(machine, value)
    }
}

impl Arguments for () {
    fn into_values(self, _: &mut Machine) -> Result<Vec<Value>, Raised> {
        Ok(Vec::new())
    }
}

/// The items of a tuple or list.
fn items(machine: &mut Machine, value: &Value, wanted: usize) -> Result<Vec<Value>, Raised> {
    let items = match (value.payload::<Tuple>(), value.payload::<List>()) {
        (Some(tuple), _) => tuple.items().to_vec(),
        (None, Some(list)) => list.snapshot(),
        (None, None) => return Err(wrong_type(machine, "tuple", value)),
    };
    if items.len() == wanted {
        return Ok(items);
    }
    Err(machine.value_error(format!("expected a tuple of {wanted}, got one of {}", items.len())))
}

macro_rules! tuples {
    ($($count:literal $($name:ident)*;)*) => {
        $(
            impl<$($name: IntoPython),*> Arguments for ($($name,)*) {
                #[allow(non_snake_case, reason = "a value is named as its type")]
                fn into_values(self, machine: &mut Machine) -> Result<Vec<Value>, Raised> {
                    let ($($name,)*) = self;
                    Ok(vec![$($name.into_python(machine)?),*])
                }
            }

            impl<$($name: IntoPython),*> IntoPython for ($($name,)*) {
                fn into_python(self, machine: &mut Machine) -> Result<Value, Raised> {
                    let values = self.into_values(machine)?;
                    machine.tuple(values)
                }
            }

            impl<$($name: FromPython),*> FromPython for ($($name,)*) {
                fn from_python(machine: &mut Machine, value: &Value) -> Result<Self, Raised> {
                    let items = items(machine, value, $count)?;
                    let mut items = items.iter();
                    Ok(($($name::from_python(machine, items.next().unwrap_or(&Value::NONE))?,)*))
                }
            }
        )*
    };
}

every_arity!(tuples);
