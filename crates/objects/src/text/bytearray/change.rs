//! `bytearray`: the methods that change it.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{iterate, stretch};
use taipan_core::value::sequence::ByteArray;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;
use taipan_text::find;

use crate::buffer;
use crate::text::bytearray::{check_resizable, make, splice};
use crate::text::bytes::contents;
use crate::text::bytes::source::byte;

/// Put one byte behind the last.
#[function("bytearray.append(self, item, /)")]
pub(crate) fn append(vm: &mut Vm, this: &ByteArray, item: &Value) -> Result<(), Raised> {
    let byte = byte(vm, item, "byte")?;
    check_resizable(vm, this)?;
    let pushed = this.bytes.borrow_mut().push(&vm.heap, byte);
    pushed.or_memory_error(vm)
}

/// Put all bytes of an iterable of numbers, or of a bytes-like object, behind the last.
#[function("bytearray.extend(self, iterable_of_ints, /)")]
pub(crate) fn extend(vm: &mut Vm, this: &ByteArray, iterable_of_ints: &Value) -> Result<(), Raised> {
    let more = match buffer::get(vm, iterable_of_ints)? {
        Some(bytes) => {
            let length = this.bytes.borrow().len();
            return splice(vm, this, length..length, &bytes);
        }
        None if iterable_of_ints.is_kind::<Str>() => {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        None if !iterate::is_iterable(vm, iterable_of_ints) => {
            let given = vm.classes.name_of(iterable_of_ints);
            return Err(vm.type_error(format!("can't extend bytearray with {given}")));
        }
        None => contents::numbers(vm, iterable_of_ints, "byte")?,
    };
    let length = this.bytes.borrow().len();
    splice(vm, this, length..length, &more)
}

/// Put one byte before the one at index.
#[function("bytearray.insert(self, index, item, /)")]
pub(crate) fn insert(vm: &mut Vm, this: &ByteArray, index: i64, item: &Value) -> Result<(), Raised> {
    let byte = byte(vm, item, "byte")?;
    check_resizable(vm, this)?;
    let length = this.bytes.borrow().len();
    let place = if index < 0 { index.saturating_add(length as i64).max(0) } else { index };
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    vm.charge_pass(length.saturating_sub(place))?;
    let inserted = this.bytes.borrow_mut().insert(&vm.heap, place, byte);
    inserted.or_memory_error(vm)
}

/// Take out the byte at index, the last by default, and return it.
#[function("bytearray.pop(self, index=-1, /)")]
pub(crate) fn pop(vm: &mut Vm, this: &ByteArray, index: i64) -> Result<i64, Raised> {
    let length = this.bytes.borrow().len();
    if length == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let Some(place) = stretch::place(index, length) else { return Err(vm.index_error("pop index out of range")) };
    check_resizable(vm, this)?;
    vm.charge_pass(length - place)?;
    let byte = this.bytes.borrow_mut().remove(place);
    Ok(i64::from(byte.unwrap_or(0)))
}

/// Take out the first byte of this value; ValueError if there is none.
#[function("bytearray.remove(self, value, /)")]
pub(crate) fn remove(vm: &mut Vm, this: &ByteArray, value: &Value) -> Result<(), Raised> {
    let byte = byte(vm, value, "byte")?;
    let place = find::find(&this.bytes.borrow(), &[byte], vm)?;
    match place {
        Some(place) => splice(vm, this, place..place + 1, b""),
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

/// Take out all bytes.
#[function("bytearray.clear(self, /)")]
pub(crate) fn clear(vm: &mut Vm, this: &ByteArray) -> Result<(), Raised> {
    let length = this.bytes.borrow().len();
    splice(vm, this, 0..length, b"")
}

/// A copy.
#[function("bytearray.copy(self, /)")]
pub(crate) fn copy(vm: &mut Vm, this: &ByteArray) -> Result<Value, Raised> {
    let class = vm.classes.bytearray.clone();
    make(vm, &class, &this.bytes.borrow())
}

/// Turn the order of the bytes round.
#[function("bytearray.reverse(self, /)")]
pub(crate) fn reverse(vm: &mut Vm, this: Ref<ByteArray>) -> Result<(), Raised> {
    vm.charge_pass(this.bytes.borrow().len())?;
    this.bytes.borrow_mut().reverse();
    Ok(())
}
