//! `int.to_bytes` and `int.from_bytes`.

use taipan_core::machine::hooks::Call;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::ops::number;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::{call, lookup};
use taipan_core::value::class::Class;
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_macros::function;
use taipan_text::int_arith::IntRef;
use taipan_text::int_bytes::{self, Order};

use crate::buffer;

/// The number as bytes.
#[function("int.to_bytes(self, /, length=1, byteorder='big', *, signed=False)")]
pub(crate) fn to_bytes(
    vm: &mut Vm,
    this: &Value,
    length: i64,
    order: Option<&str>,
    signed: bool,
) -> Result<Value, Raised> {
    let Some(int) = number::int(this) else { return Err(vm.type_error("to_bytes() needs an int")) };
    let order = byte_order(vm, order)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    if length > vm.most_int_bits() / 8 {
        return Err(vm.memory_error());
    }
    if let IntRef::Small(small) = int
        && length <= 8
    {
        return match int_bytes::small_to_bytes(small, length, order, signed) {
            Ok(bytes) if order == Order::Big => vm.bytes(bytes.get(8 - length..).unwrap_or_default()),
            Ok(bytes) => vm.bytes(bytes.get(..length).unwrap_or_default()),
            Err(error) => Err(vm.overflow_error(error.to_string())),
        };
    }
    vm.expect_bytes(length.saturating_add(int.bit_length() / 8))?;
    match int_bytes::to_bytes(&int.to_big(), length, order, signed) {
        Ok(bytes) => vm.bytes(&bytes),
        Err(error) => Err(vm.overflow_error(error.to_string())),
    }
}

/// The number that bytes mean.
#[function("int.from_bytes(cls, /, bytes, byteorder='big', *, signed=False)")]
pub(crate) fn from_bytes(
    vm: &mut Vm,
    class: &Value,
    bytes: &Value,
    order: Option<&str>,
    signed: bool,
) -> Result<Value, Raised> {
    let order = byte_order(vm, order)?;
    let value = match bytes.payload::<Bytes>() {
        Some(bytes) => {
            vm.expect_bytes(bytes.as_slice().len())?;
            int_bytes::from_bytes(bytes.as_slice(), order, signed, vm)?
        }
        None => {
            let bytes = byte_values(vm, bytes)?;
            vm.expect_bytes(bytes.len())?;
            int_bytes::from_bytes(&bytes, order, signed, vm)?
        }
    };
    let value = vm.any_int(value)?;
    match class.to_ref::<Class>() {
        Some(class) if !class.value().is(vm.classes.int.value()) => {
            call::call(vm, class.value(), Call { values: &[value], keywords: &[] })
        }
        _ => Ok(value),
    }
}

fn byte_order(vm: &mut Vm, order: Option<&str>) -> Result<Order, Raised> {
    match order {
        None | Some("big") => Ok(Order::Big),
        Some("little") => Ok(Order::Little),
        Some(_) => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

/// The bytes of a bytearray, of what `__bytes__` gives, or of an iterable of integers.
fn byte_values(vm: &mut Vm, value: &Value) -> Result<Vec<u8>, Raised> {
    if let Some(array) = value.payload::<ByteArray>() {
        return Ok(array.bytes.borrow().to_vec());
    }
    if let Some(bytes) = buffer::by_special(vm, value)? {
        return Ok(bytes);
    }
    if let Some(bytes) = buffer::get(vm, value)? {
        return Ok(bytes.into_owned());
    }
    if value.is_kind::<Str>() || !iterate::is_iterable(vm, value) {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("cannot convert '{given}' object to bytes")));
    }
    let mut bytes = Vec::new();
    iterate::each(vm, value, |vm, item| {
        let item = lookup::index(vm, &item)?;
        match small_int(&item).and_then(|item| u8::try_from(item).ok()) {
            Some(byte) => bytes.push(byte),
            None => return Err(vm.value_error("bytes must be in range(0, 256)")),
        }
        Ok(())
    })?;
    Ok(bytes)
}
