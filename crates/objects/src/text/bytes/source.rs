//! The receiver of the methods that `bytes` and `bytearray` share.

use std::borrow::Cow;
use std::cell::Cell;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::item;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::{At, FromArg};
use taipan_core::value::sequence::{ByteArray, Bytes};
use taipan_heap::buffer::Buffer;
use taipan_heap::heap::{Heap, OutOfMemory};
use taipan_heap::value::Value;
use taipan_text::TooLong;

use crate::buffer;
use crate::text::bytearray;

/// Bytes or a bytearray.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a>(pub(crate) &'a Value);

impl<'a> FromArg<'a> for Source<'a> {
    fn from_arg(vm: &mut Vm, given: Option<&'a Value>, at: At) -> Result<Source<'a>, Raised> {
        let value = <&Value>::from_arg(vm, given, at)?;
        if value.is_kind::<Bytes>() || value.is_kind::<ByteArray>() {
            return Ok(Source(value));
        }
        Err(at.wrong_type(vm, "bytes", value))
    }
}

impl<'a> Source<'a> {
    /// Looks at the bytes. Nothing that can run Python code may be called meanwhile.
    pub(crate) fn with<R>(self, look: impl FnOnce(&[u8]) -> R) -> R {
        if let Some(bytes) = self.0.payload::<Bytes>() {
            return look(bytes.as_slice());
        }
        match self.0.payload::<ByteArray>() {
            Some(bytes) => look(&bytes.bytes.borrow()),
            None => look(&[]),
        }
    }

    /// The bytes, copied if they could change.
    pub(crate) fn kept(self, vm: &mut Vm) -> Result<Cow<'a, [u8]>, Raised> {
        match self.0.payload::<Bytes>() {
            Some(bytes) => Ok(Cow::Borrowed(bytes.as_slice())),
            None => self.with(|bytes| buffer::copied(vm, bytes)).map(Cow::Owned),
        }
    }

    /// Number of bytes.
    pub(crate) fn length(self) -> usize {
        self.with(<[u8]>::len)
    }

    /// `bytes` or `bytearray`.
    pub(crate) fn name(self) -> &'static str {
        if self.0.is_kind::<Bytes>() { "bytes" } else { "bytearray" }
    }

    /// An object of the same builtin class with other bytes.
    pub(crate) fn make(self, vm: &mut Vm, bytes: &[u8]) -> Result<Value, Raised> {
        if self.0.is_kind::<Bytes>() {
            return vm.bytes(bytes);
        }
        let class = vm.classes.bytearray.clone();
        bytearray::make(vm, &class, bytes)
    }

    /// An object of the same builtin class whose bytes `write` fills in.
    pub(crate) fn filled(
        self,
        vm: &mut Vm,
        length: usize,
        write: impl FnOnce(&Heap, &mut [u8]) -> Result<(), OutOfMemory>,
    ) -> Result<Value, Raised> {
        if self.0.is_kind::<Bytes>() {
            let (heap, class) = (&vm.heap, vm.classes.bytes.value().clone());
            let made = Bytes::fill(heap, class, length, |target| write(heap, target));
            return Ok(made.or_memory_error(vm)?.into_value());
        }
        let mut bytes = Buffer::repeat(&vm.heap, length, || 0).or_memory_error(vm)?;
        write(&vm.heap, &mut bytes).or_memory_error(vm)?;
        let class = vm.classes.bytearray.clone();
        Ok(vm.allocate(&class, ByteArray { bytes: bytes.into(), exports: Cell::new(0) })?.into_value())
    }

    /// The object itself where nothing is changed and nobody can change it later; else an equal one.
    pub(crate) fn whole(self, vm: &mut Vm) -> Result<Value, Raised> {
        if vm.classes.is_exactly(self.0, &vm.classes.bytes) {
            return Ok(self.0.clone());
        }
        let bytes = self.kept(vm)?;
        self.make(vm, &bytes)
    }

    /// The changed bytes, or the object as it is.
    pub(crate) fn changed(self, vm: &mut Vm, change: Result<Option<Vec<u8>>, TooLong>) -> Result<Value, Raised> {
        match change {
            Ok(Some(bytes)) => self.make(vm, &bytes),
            Ok(None) => self.whole(vm),
            Err(TooLong) => Err(vm.memory_error()),
        }
    }
}

/// What `find` and its siblings look for: bytes, or one byte given as a number.
pub(crate) fn needle<'a>(vm: &mut Vm, value: &'a Value) -> Result<Cow<'a, [u8]>, Raised> {
    if let Some(bytes) = buffer::get(vm, value)? {
        return Ok(bytes);
    }
    if !item::has_index(vm, value) {
        let given = vm.classes.name_of(value);
        return Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{given}'")));
    }
    byte(vm, value, "byte").map(|byte| Cow::Owned(vec![byte]))
}

/// A byte given as a number; messages say "byte" or "bytes".
pub(crate) fn byte(vm: &mut Vm, value: &Value, what: &str) -> Result<u8, Raised> {
    let number = match value.word().as_int() {
        Some(number) => Some(number),
        None => {
            let index = lookup::index(vm, value)?;
            small_int(&index)
        }
    };
    match number.and_then(|number| u8::try_from(number).ok()) {
        Some(byte) => Ok(byte),
        None => Err(vm.value_error(format!("{what} must be in range(0, 256)"))),
    }
}

/// Bytes of a class that is `bytes` or derived from it.
pub(crate) fn bytes_of_class(vm: &mut Vm, class: &Value, bytes: &[u8]) -> Result<Value, Raised> {
    Ok(Bytes::concat(&vm.heap, class.clone(), &[bytes]).or_memory_error(vm)?.into_value())
}
