//! What bytes-like objects are: bytes, bytearrays, memoryviews, and what answers `__buffer__` with one of those.

pub mod memory_format;
pub mod memory_shape;
pub mod memoryview;

use std::borrow::Cow;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::call;
use taipan_core::value::sequence::{ByteArray, Bytes, MemoryView};
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Value};
use taipan_text::pieces::{self, PIECE};

/// The bytes of a bytes-like object: where they lie if they cannot change, else a copy.
pub fn get<'a>(vm: &mut Vm, value: &'a Value) -> Result<Option<Cow<'a, [u8]>>, Raised> {
    if let Some(bytes) = value.payload::<Bytes>() {
        return Ok(Some(Cow::Borrowed(bytes.as_slice())));
    }
    if let Some(bytes) = value.payload::<ByteArray>() {
        return copied(vm, &bytes.bytes.borrow()).map(|bytes| Some(Cow::Owned(bytes)));
    }
    if let Some(view) = value.payload::<MemoryView>() {
        return memoryview::copied(vm, view).map(|bytes| Some(Cow::Owned(bytes)));
    }
    if vm.classes.of(value).special(Special::Buffer).is_unbound() {
        return Ok(None);
    }
    let Some(buffer) = call::special(vm, value, Special::Buffer, &[Value::from_small_int(0).unwrap_or(Value::NONE)])?
    else {
        return Ok(None);
    };
    if let Some(bytes) = buffer.payload::<Bytes>() {
        return Ok(Some(Cow::Owned(bytes.as_slice().to_vec())));
    }
    match buffer.payload::<MemoryView>() {
        Some(view) => memoryview::copied(vm, view).map(|bytes| Some(Cow::Owned(bytes))),
        None => {
            let given = vm.classes.name_of(&buffer);
            Err(vm.type_error(format!("__buffer__ returned non-memoryview object of type {given}")))
        }
    }
}

/// A copy of bytes, which may be borrowed.
pub fn copied(vm: &mut Vm, bytes: &[u8]) -> Result<Vec<u8>, Raised> {
    if bytes.len() <= PIECE {
        return Ok(bytes.to_vec());
    }
    vm.expect_bytes(bytes.len())?;
    let mut copy = Vec::with_capacity(bytes.len());
    pieces::append(&mut copy, bytes, vm)?;
    Ok(copy)
}

/// The bytes of what must be bytes-like; TypeError if it is not.
pub fn required<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>, Raised> {
    match get(vm, value)? {
        Some(bytes) => Ok(bytes),
        None => {
            let given = vm.classes.name_of(value);
            Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")))
        }
    }
}

/// As [`required`], of bytes that lie one behind the other; BufferError of a view that leaves some out.
pub fn contiguous<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>, Raised> {
    if value.payload::<MemoryView>().is_some_and(|view| !is_contiguous(view)) {
        let message = "memoryview: underlying buffer is not C-contiguous";
        return Err(vm.raise_message(|classes| &classes.buffer_error, message));
    }
    required(vm, value)
}

fn is_contiguous(view: &MemoryView) -> bool {
    view.step == (view.item_size * view.block()) as isize || view.length < 2
}

/// A place that bytes can be written to: a view that is not read-only.
pub struct Target(Ref<MemoryView>);

/// The bytes of an argument that can be written; TypeError if it has none. `what` names the argument.
pub fn target(vm: &mut Vm, given: &Value, what: &str) -> Result<Target, Raised> {
    if is_bytes_like(vm, given)
        && let Some(view) = memoryview::of(vm, given)?.to_ref::<MemoryView>()
        && !view.read_only
        && is_contiguous(&view)
    {
        return Ok(Target(view));
    }
    let name = if given.is_none() { "NoneType".to_owned() } else { vm.classes.name_of(given) };
    Err(vm.type_error(format!("{what} must be read-write bytes-like object, not {name}")))
}

impl Target {
    /// How many bytes there is room for.
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.length * self.0.item_size * self.0.block()
    }

    /// Writes bytes to the beginning; there is room for them.
    pub fn write(&self, vm: &mut Vm, bytes: &[u8]) -> Result<(), Raised> {
        memoryview::write(vm, &self.0, 0, bytes)
    }
}

/// What `__bytes__` of an object gives, if its class has it; TypeError if that is not bytes.
pub fn by_special(vm: &mut Vm, value: &Value) -> Result<Option<Vec<u8>>, Raised> {
    let Some(result) = call::special(vm, value, Special::Bytes, &[])? else { return Ok(None) };
    match result.payload::<Bytes>() {
        Some(bytes) => Ok(Some(bytes.as_slice().to_vec())),
        None => {
            let given = vm.classes.name_of(&result);
            Err(vm.type_error(format!("__bytes__ returned non-bytes (type {given})")))
        }
    }
}

/// True of bytes-like objects.
pub fn is_bytes_like(vm: &Vm, value: &Value) -> bool {
    value.is_kind::<Bytes>()
        || value.is_kind::<ByteArray>()
        || value.is_kind::<MemoryView>()
        || !vm.classes.of(value).special(Special::Buffer).is_unbound()
}
