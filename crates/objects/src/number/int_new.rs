//! `int(...)`: integers of numbers and of text.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::number;
use taipan_core::ops::repr;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::number::{BigInt, BoxedInt};
use taipan_core::value::sequence::{ByteArray, Bytes, MemoryView};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::int_arith::{Int, IntRef};
use taipan_text::int_text::{self, IntTextError};
use taipan_text::{int_float, numeral};

use crate::buffer;
use crate::number::number_methods::new_class;

/// Make an integer of a number, or of text in some base.
#[function("int.__new__(cls, x=<absent>, /, base=<absent>)")]
pub(crate) fn new(vm: &mut Vm, class: &Value, x: Option<&Value>, base: Option<&Value>) -> Result<Value, Raised> {
    let int = vm.classes.int.clone();
    let class = new_class(vm, class, &int)?;
    if class.is_subclass_of(&vm.classes.bool) {
        return Err(vm.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let value = match (x, base) {
        (None, None) => vm.int(0)?,
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(x), None) => of_value(vm, x)?,
        (Some(x), Some(_)) if x.is_kind::<MemoryView>() => {
            return Err(vm.type_error("int() can't convert non-string with explicit base"));
        }
        (Some(x), Some(base)) => {
            let base = lookup::index(vm, base)?;
            let base = base.word().as_int().and_then(|base| u32::try_from(base).ok()).unwrap_or(u32::MAX);
            match of_text(vm, x, base)? {
                Some(value) => value,
                None => return Err(vm.type_error("int() can't convert non-string with explicit base")),
            }
        }
    };
    of_class(vm, &class, value)
}

/// The same number as an instance of a class derived from `int`.
pub(crate) fn of_class(vm: &mut Vm, class: &Ref<Class>, value: Value) -> Result<Value, Raised> {
    if class.value().is(vm.classes.int.value()) {
        return Ok(value);
    }
    match number::int(&value) {
        Some(IntRef::Small(small)) => Ok(vm.allocate(class, BoxedInt(small))?.into_value()),
        Some(big) => {
            let payload = BigInt::copy(&vm.heap, big).or_memory_error(vm)?;
            Ok(vm.allocate(class, payload)?.into_value())
        }
        None => Ok(value),
    }
}

/// `int(x)` with one argument, as an instance of `int` itself.
pub(crate) fn of_value(vm: &mut Vm, x: &Value) -> Result<Value, Raised> {
    if x.word().is_int() || vm.classes.is_exactly(x, &vm.classes.int) {
        return Ok(x.clone());
    }
    if vm.classes.is_exactly(x, &vm.classes.float)
        && let Some(float) = number::float(x)
    {
        return of_float(vm, float);
    }
    if vm.classes.is_exactly(x, &vm.classes.str)
        && let Some(value) = of_text(vm, x, 10)?
    {
        return Ok(value);
    }
    for special in [Special::Int, Special::Index, Special::Trunc] {
        if special == Special::Trunc && !vm.classes.of(x).special(special).is_unbound() {
            let message = "The delegation of int() to __trunc__ is deprecated.";
            vm.warn(|classes| &classes.deprecation_warning, message, 1)?;
        }
        let Some(result) = call::special(vm, x, special, &[])? else { continue };
        if let Some(int) = number::int(&result) {
            if special != Special::Trunc && !vm.classes.is_exactly(&result, &vm.classes.int) {
                lookup::warn_of_subclass(vm, &format!("{} returned non-int", special.name()), &result, "int")?;
            }
            return vm.int_of(int);
        }
        let whole = vm.classes.of(&result).special(Special::Index).get();
        if special == Special::Trunc && !whole.is_unbound() {
            return lookup::index(vm, &result);
        }
        let wanted = if special == Special::Trunc { "Integral" } else { "int" };
        let (name, given) = (special.name(), vm.classes.name_of(&result));
        return Err(vm.type_error(format!("{name} returned non-{wanted} (type {given})")));
    }
    match of_text(vm, x, 10)? {
        Some(value) => Ok(value),
        None => {
            let given = vm.classes.name_of(x);
            Err(vm.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{given}'"
            )))
        }
    }
}

/// `int(float)`.
pub(crate) fn of_float(vm: &mut Vm, float: f64) -> Result<Value, Raised> {
    match int_float::from_float(float) {
        Ok(int) => vm.any_int(int),
        Err(int_float::RangeError::Nan) => Err(vm.value_error(int_float::RangeError::Nan.to_string())),
        Err(error) => Err(vm.overflow_error(error.to_string())),
    }
}

/// The number that text means in a base; nothing if the value is neither text nor bytes.
fn of_text(vm: &mut Vm, x: &Value, base: u32) -> Result<Option<Value>, Raised> {
    let parsed = if let Some(text) = x.payload::<Str>() {
        vm.charge_pass(text.as_bytes().len())?;
        read(vm, &numeral::from_string(text.as_bytes()), base)?
    } else if let Some(bytes) = x.payload::<Bytes>() {
        read(vm, numeral::trim(bytes.as_slice()), base)?
    } else if let Some(array) = x.payload::<ByteArray>() {
        read(vm, numeral::trim(&array.bytes.borrow()), base)?
    } else if x.is_kind::<MemoryView>() {
        let bytes = buffer::required(vm, x)?;
        read(vm, numeral::trim(&bytes), base)?
    } else {
        return Ok(None);
    };
    match parsed {
        Ok(int) => vm.any_int(int).map(Some),
        Err(IntTextError::Invalid) => {
            let shown = repr::repr(vm, x)?;
            Err(vm.value_error(int_text::invalid_literal(base, &shown.to_lossy())))
        }
        Err(error) => Err(vm.value_error(error.to_string())),
    }
}

fn read(vm: &mut Vm, numeral: &[u8], base: u32) -> Result<Result<Int, IntTextError>, Raised> {
    vm.charge_pass(numeral.len())?;
    match int_text::literal(numeral, base, vm.budget.int_digits) {
        Ok(literal) => literal.read(vm).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}
