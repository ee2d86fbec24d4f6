//! Whether a value counts as true.

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::call;
use crate::protocol::native::NativeFunction;
use crate::value::class::Class;
use crate::value::deque::Deque;
use crate::value::mapping::{Dict, Set};
use crate::value::number::{Complex, Float};
use crate::value::sequence::{Bytes, List, Tuple};
use crate::value::special::Special;
use crate::value::text::Str;

/// Python's `bool(value)`.
#[inline]
pub fn is_true(vm: &mut Vm, value: &Value) -> Result<bool, Raised> {
    let word = value.word();
    if let Some(truth) = word.as_bool() {
        return Ok(truth);
    }
    if let Some(int) = word.as_int() {
        return Ok(int != 0);
    }
    if word.is_none() {
        return Ok(false);
    }
    if let Some(float) = word.as_float() {
        return Ok(float != 0.0);
    }
    object_is_true(vm, value)
}

fn object_is_true(vm: &mut Vm, value: &Value) -> Result<bool, Raised> {
    let class = vm.classes.of(value);
    if class.has(crate::value::class::flags::HEAP) && !has_inherited_length(&class) || !value.word().is_pointer() {
        return asked(vm, value);
    }
    if let Some(text) = value.payload::<Str>() {
        return Ok(text.length() > 0);
    }
    if let Some(list) = value.payload::<List>() {
        return Ok(list.length() > 0);
    }
    if let Some(tuple) = value.payload::<Tuple>() {
        return Ok(tuple.length() > 0);
    }
    if let Some(dict) = value.payload::<Dict>() {
        return Ok(dict.length() > 0);
    }
    if let Some(deque) = value.payload::<Deque>() {
        return Ok(deque.length() > 0);
    }
    if let Some(set) = value.payload::<Set>() {
        return Ok(set.length() > 0);
    }
    if let Some(bytes) = value.payload::<Bytes>() {
        return Ok(!bytes.as_slice().is_empty());
    }
    if let Some(float) = value.payload::<Float>() {
        return Ok(float.0 != 0.0);
    }
    if let Some(complex) = value.payload::<Complex>() {
        return Ok(complex.real != 0.0 || complex.imaginary != 0.0);
    }
    asked(vm, value)
}

/// Whether a class leaves the question how many items there are to the builtin class that it derives from.
fn has_inherited_length(class: &Class) -> bool {
    class.special(Special::Bool).is_unbound()
        && class.special(Special::Len).with(|length| length.is_kind::<NativeFunction>())
}

fn asked(vm: &mut Vm, value: &Value) -> Result<bool, Raised> {
    if let Some(result) = call::special(vm, value, Special::Bool, &[])? {
        return of_answer(vm, &result);
    }
    match call::special(vm, value, Special::Len, &[])? {
        Some(length) => Ok(call::length_result(vm, &length)? > 0),
        None => Ok(true),
    }
}

/// The truth that `__bool__` has answered.
pub fn of_answer(vm: &mut Vm, answer: &Value) -> Result<bool, Raised> {
    match answer.word().as_bool() {
        Some(truth) => Ok(truth),
        None => {
            let given = vm.classes.name_of(answer);
            Err(vm.type_error(format!("__bool__ should return bool, returned {given}")))
        }
    }
}
