//! Calls of the raw file: read, write, move. One of the system is called at once, others by their methods.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::value::sequence::ByteArray;
use taipan_heap::buffer::Buffer;
use taipan_heap::value::Value;
use taipan_objects::buffer::memoryview;

use super::Buffered;
use crate::io::base;
use crate::io::file_io::FileIo;

impl Buffered {
    /// Reads some bytes and gives their number; `None` if nothing is there and the file does not wait.
    pub(super) fn raw_read(&self, vm: &mut Vm, target: &mut [u8]) -> Result<Option<usize>, Raised> {
        let found = match self.system_file(vm, "readinto")? {
            Some(raw) => match raw.payload::<FileIo>() {
                Some(file) => file.read_into(vm, target)?,
                None => None,
            },
            None => self.raw_readinto(vm, target)?,
        };
        self.pass(found);
        Ok(found)
    }

    fn raw_readinto(&self, vm: &mut Vm, target: &mut [u8]) -> Result<Option<usize>, Raised> {
        let room = Buffer::repeat(&vm.heap, target.len(), || 0).or_memory_error(vm)?;
        let class = vm.classes.bytearray.clone();
        let room = vm.allocate(&class, ByteArray { bytes: room.into(), ..ByteArray::default() })?;
        let view = memoryview::of(vm, room.value())?;
        let found = self.call_raw(vm, "readinto", std::slice::from_ref(&view))?;
        if found.is_none() {
            return Ok(None);
        }
        let count = match base::read_count(vm, &found) {
            Ok(count) => count,
            Err(raised) => return Err(failed_by(vm, raised, "raw readinto() failed")),
        };
        let bytes = room.bytes.borrow();
        let found = usize::try_from(count).ok().and_then(|count| bytes.get(..count)).map(|found| (found, target));
        match found {
            Some((found, target)) if found.len() <= target.len() => {
                if let Some(target) = target.get_mut(..found.len()) {
                    vm.heap.copy(target, found).or_memory_error(vm)?;
                }
                Ok(Some(found.len()))
            }
            _ => {
                let most = bytes.len();
                drop(bytes);
                Err(invalid_length(vm, "readinto", count, most))
            }
        }
    }

    /// Writes some of the bytes and gives their number; `None` if there is no room and the file does not wait.
    pub(super) fn raw_write(&self, vm: &mut Vm, bytes: &[u8]) -> Result<Option<usize>, Raised> {
        let count = match self.system_file(vm, "write")? {
            Some(raw) => match raw.payload::<FileIo>() {
                Some(file) => file.write_from(vm, bytes)?,
                None => None,
            },
            None => {
                let copy = vm.bytes(bytes)?;
                let view = memoryview::of(vm, &copy)?;
                let written = self.call_raw(vm, "write", std::slice::from_ref(&view))?;
                if written.is_none() {
                    None
                } else {
                    // What is no number is no length either.
                    let count = crate::io::quietly(vm, |vm| base::read_count(vm, &written))?.unwrap_or(-1);
                    let fits = usize::try_from(count).ok().filter(|count| *count <= bytes.len());
                    Some(fits.ok_or_else(|| invalid_length(vm, "write", count, bytes.len()))?)
                }
            }
        };
        self.pass(count);
        Ok(count)
    }

    /// The raw file has moved on by so many bytes.
    fn pass(&self, bytes: Option<usize>) {
        if let (Some(at), Some(bytes)) = (self.absolute.get(), bytes) {
            self.absolute.set(Some(at.saturating_add(bytes as i64)));
        }
    }

    /// Moves the raw file and says where it stands.
    pub(super) fn raw_seek(&self, vm: &mut Vm, target: i64, whence: i64) -> Result<i64, Raised> {
        let at = match self.system_file(vm, "seek")? {
            Some(raw) => match raw.payload::<FileIo>() {
                Some(file) => file.seek_to(vm, target, whence)?,
                None => 0,
            },
            None => {
                let args = [vm.int(target)?, vm.int(whence)?];
                let raw = self.raw.get();
                let at = vm.call_method(&raw, "seek", &args)?;
                position(vm, &at)?
            }
        };
        self.absolute.set(Some(at));
        Ok(at)
    }

    /// Where the raw file stands.
    pub(super) fn raw_tell(&self, vm: &mut Vm) -> Result<i64, Raised> {
        let at = match self.system_file(vm, "tell")? {
            Some(raw) => match raw.payload::<FileIo>() {
                Some(file) => file.seek_to(vm, 0, 1)?,
                None => 0,
            },
            None => {
                let raw = self.raw.get();
                let at = vm.call_method(&raw, "tell", &[])?;
                position(vm, &at)?
            }
        };
        self.absolute.set(Some(at));
        Ok(at)
    }

    /// Calls a method of the raw file, again where a signal came in between.
    pub(super) fn call_raw(&self, vm: &mut Vm, method: &str, args: &[Value]) -> Result<Value, Raised> {
        let raw = self.raw.get();
        crate::io::call_through_signals(vm, &raw, method, args)
    }
}

/// The position that a raw file says.
fn position(vm: &mut Vm, given: &Value) -> Result<i64, Raised> {
    let at = crate::io::offset(vm, given)?;
    if at < 0 {
        let message = format!("Raw stream returned invalid position {at}");
        return Err(vm.raise_message(|classes| &classes.os_error, message));
    }
    Ok(at)
}

fn invalid_length(vm: &mut Vm, method: &str, count: i64, most: usize) -> Raised {
    let message = format!("raw {method}() returned invalid length {count} (should have been between 0 and {most})");
    vm.raise_message(|classes| &classes.os_error, message)
}

/// Raises OSError because of another exception.
fn failed_by(vm: &mut Vm, raised: Raised, message: &str) -> Raised {
    let Some(cause) = vm.take_exception() else { return raised };
    let raised = vm.raise_message(|classes| &classes.os_error, message);
    let Some(exception) = vm.take_exception() else { return raised };
    if let Some(payload) = exception.payload::<taipan_core::value::exception::Exception>() {
        payload.cause.set(cause.clone());
        payload.context.set(cause);
        payload.suppress_context.set(true);
    }
    vm.raise(exception)
}
