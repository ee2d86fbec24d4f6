//! What `format` and f-strings ask: the text of any value under a format specification.

use std::borrow::Cow;

use taipan_heap::heap::OutOfMemory;
use taipan_heap::value::{Ref, Value};
use taipan_text::Room;
use taipan_text::format_short::{self, Short};
use taipan_text::format_spec::FormatError;
use taipan_text::format_value::{self, Bounds};
use taipan_text::int_arith::IntRef;

use crate::machine::pending::{OrMemoryError, Raised};
use crate::machine::vm::Vm;
use crate::ops::repr;
use crate::protocol::call;
use crate::value::number::{BigInt, BoxedInt, Complex, Float};
use crate::value::special::Special;
use crate::value::text::Str;

/// Python's `format(value, spec)`.
pub fn format(vm: &mut Vm, value: &Value, spec: &str) -> Result<Ref<Str>, Raised> {
    format_wtf8(vm, value, spec.as_bytes())
}

/// Python's `format(value, spec)` with a specification that may hold lone surrogates.
pub fn format_wtf8(vm: &mut Vm, value: &Value, spec: &[u8]) -> Result<Ref<Str>, Raised> {
    let word = value.word();
    let immediate = word.is_int() || word.is_float();
    if immediate || vm.classes.is_exactly(value, &vm.classes.str) {
        return if spec.is_empty() { repr::str(vm, value) } else { native(vm, value, spec) };
    }
    if spec.is_empty() && (word.is_bool() || word.is_none()) {
        return repr::str(vm, value);
    }
    let spec = vm.wtf8(spec)?;
    vm.enter_native()?;
    let result = call::special(vm, value, Special::Format, &[spec]);
    vm.leave_native();
    let Some(result) = result? else {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("Type {given} doesn't define __format__")));
    };
    match result.to_ref::<Str>() {
        Some(text) => Ok(text),
        None => {
            let given = vm.classes.name_of(&result);
            Err(vm.type_error(format!("__format__ must return a str, not {given}")))
        }
    }
}

/// The text of an immediate number or a string in ASCII under a simple specification.
fn short(vm: &Vm, value: &Value, spec: &[u8]) -> Option<Short> {
    let word = value.word();
    if let Some(int) = word.as_int() {
        return format_short::int(int, spec);
    }
    if let Some(float) = word.as_float() {
        return format_short::float(float, spec);
    }
    let text = value.payload::<Str>()?;
    if !text.is_ascii() || !vm.classes.is_exactly(value, &vm.classes.str) {
        return None;
    }
    format_short::ascii(text.as_bytes(), spec)
}

/// What `__format__` of `str`, `int`, `float` and `complex` gives for an instance of any class of these kinds.
pub fn native(vm: &mut Vm, value: &Value, spec: &[u8]) -> Result<Ref<Str>, Raised> {
    if spec.is_empty() {
        return repr::str(vm, value);
    }
    if let Some(short) = short(vm, value, spec) {
        let short = short.as_bytes();
        let class = vm.classes.str.value().clone();
        let heap = &vm.heap;
        let made = Str::fill(heap, class, short.len(), short.len(), false, |target| heap.copy(target, short));
        return made.or_memory_error(vm);
    }
    let bytes = vm.most_text_bytes();
    let word = value.word();
    let given: Cow<'static, str> = match word {
        // The name is asked for only in messages; finding it costs more than formatting.
        _ if word.is_int() => "int".into(),
        _ if word.is_float() => "float".into(),
        _ if vm.classes.is_exactly(value, &vm.classes.str) => "str".into(),
        _ => vm.classes.name_of(value).into(),
    };
    let small = word.as_int().or_else(|| word.as_bool().map(i64::from));
    let small = small.or_else(|| value.payload::<BoxedInt>().map(|int| int.0));
    let float = word.as_float().or_else(|| value.payload::<Float>().map(|float| float.0));
    let goes_on = vm.heap.lookout();
    let room = Room { bytes, goes_on: &goes_on };
    let bounds = Bounds { room, digits: vm.budget.int_digits };
    let text = if let Some(small) = small {
        format_value::int(vm, IntRef::Small(small), spec, &given, bounds)?
    } else if let Some(float) = float {
        format_value::float(float, spec, &given, bounds)
    } else if let Some(text) = value.payload::<Str>() {
        format_value::string(text.as_bytes(), spec, &given, bounds)
    } else if let Some(big) = value.payload::<BigInt>() {
        format_value::int(vm, big.look(), spec, &given, bounds)?
    } else if let Some(complex) = value.payload::<Complex>() {
        format_value::complex(complex.real, complex.imaginary, spec, &given, bounds)
    } else {
        return Err(vm.type_error(format!("unsupported format string passed to {given}.__format__")));
    };
    match text {
        Ok(text) => {
            let class = vm.classes.str.value().clone();
            Str::from_wtf8(&vm.heap, class, &text).or_memory_error(vm)
        }
        Err(FormatError::Value(message)) => Err(vm.value_error(message)),
        Err(FormatError::Overflow(message)) => Err(vm.overflow_error(message)),
        Err(FormatError::TooLong) => Err(OutOfMemory).or_memory_error(vm),
    }
}
