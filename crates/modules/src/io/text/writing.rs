//! Writing text: it is encoded at once, and waits until there is enough of it.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};

use super::TextIoWrapper;
use crate::io::buffered::random::BufferedRandom;
use crate::io::buffered::writer::BufferedWriter;
use crate::io::newlines::{self, Newline};
use crate::io::{call_through_signals, own_method, unsupported};

impl TextIoWrapper {
    /// `write(text)`.
    pub(super) fn write(&self, vm: &mut Vm, text: &Ref<Str>) -> Result<usize, Raised> {
        if !self.encoder.exists() {
            return Err(unsupported(vm, "not writable"));
        }
        let bytes = text.as_bytes();
        vm.charge_pass(bytes.len())?;
        let end: Option<&[u8]> = match self.newline.get() {
            Newline::Return => Some(b"\r"),
            Newline::Both => Some(b"\r\n"),
            _ => None,
        };
        let by_lines = self.line_buffering.get() && memchr::memchr2(b'\n', b'\r', bytes).is_some();
        let translated = match end {
            Some(end) => newlines::written(vm, bytes, end)?,
            None => None,
        };
        let translated = match translated {
            Some(translated) => translated.into_str(vm)?.to_ref::<Str>(),
            None => None,
        };
        let errors = self.errors.get();
        let errors = errors.payload::<Str>().and_then(Str::as_str).unwrap_or("strict");
        let most = self.chunk_size.get();
        self.encoder.encode(vm, translated.as_ref().unwrap_or(text), errors, |vm, bytes| {
            // A file in Python may write to this one in turn.
            while bytes.len() >= most && self.pending.borrow().is_some() {
                self.write_pending(vm)?;
            }
            self.pending.borrow_mut().get_or_insert_default().push(vm, bytes)
        })?;
        let is_full = self.pending.borrow().as_ref().is_some_and(|pending| pending.len() >= most);
        if is_full || by_lines || self.write_through.get() {
            self.write_pending(vm)?;
        }
        if by_lines {
            let file = self.buffer.get();
            vm.call_method(&file, "flush", &[])?;
        }
        if self.snapshot.take().is_some() {
            self.set_decoded(None);
        }
        if self.decoder.exists() {
            self.decoder.reset(vm)?;
        }
        Ok(text.length())
    }

    /// Hands what waits to the file of bytes.
    pub(super) fn write_pending(&self, vm: &mut Vm) -> Result<(), Raised> {
        let Some(pending) = self.pending.take() else { return Ok(()) };
        let file = self.buffer.get();
        if own_method::<BufferedWriter>(vm, &file, "write")?
            && let Some(writer) = file.payload::<BufferedWriter>()
        {
            return writer.write(vm, &file, &pending).map(drop);
        }
        if own_method::<BufferedRandom>(vm, &file, "write")?
            && let Some(both) = file.payload::<BufferedRandom>()
        {
            return both.write(vm, &file, &pending).map(drop);
        }
        let bytes = pending.into_bytes(vm)?;
        call_through_signals(vm, &file, "write", std::slice::from_ref::<Value>(&bytes)).map(drop)
    }
}
