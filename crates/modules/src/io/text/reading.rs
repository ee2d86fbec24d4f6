//! Reading text: what is decoded already first, then the next piece of the file.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::draft::Draft;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_objects::buffer;
use taipan_text::wtf8;

use super::{Snapshot, TextIoWrapper};
use crate::io::buffered::random::BufferedRandom;
use crate::io::buffered::reader::BufferedReader;
use crate::io::newlines::Newline;
use crate::io::{call_through_signals, own_method, unsupported};

/// Text that was decoded, and how much of it was read.
#[derive(Clone, Copy, Default)]
pub(super) struct Used {
    pub(super) bytes: usize,
    pub(super) chars: usize,
}

impl TextIoWrapper {
    /// The text that was decoded, if any was.
    fn decoded(&self) -> Option<Ref<Str>> {
        self.decoded.with(|text| text.to_ref::<Str>())
    }

    /// Puts other text in the place of what was decoded.
    pub(super) fn set_decoded(&self, text: Option<Ref<Str>>) {
        let before = self.decoded.replace(text.map_or(Value::UNBOUND, Ref::into_value));
        self.used.set(Used::default());
        drop(before);
    }

    /// Takes so many bytes of a text that was decoded.
    fn take(&self, vm: &mut Vm, text: &Ref<Str>, length: usize) -> Result<Value, Raised> {
        let used = self.used.get();
        let taken = text.as_bytes().get(used.bytes..used.bytes + length).unwrap_or_default();
        let whole = used.bytes == 0 && length == text.as_bytes().len();
        let piece = match length {
            _ if whole => text.value().clone(),
            0 => vm.str("")?,
            _ if text.is_ascii() => vm.ascii(taken)?,
            _ => vm.wtf8(taken)?,
        };
        let chars = piece.payload::<Str>().map_or(0, Str::length);
        self.used.set(Used { bytes: used.bytes + length, chars: used.chars + chars });
        Ok(piece)
    }

    /// Bytes of what was decoded and not read, and how many of them the next so many characters take.
    fn rest<'a>(&self, text: &'a Ref<Str>, chars: Option<usize>) -> (&'a [u8], usize) {
        let rest = text.as_bytes().get(self.used.get().bytes..).unwrap_or_default();
        let length = match chars {
            Some(chars) if text.is_ascii() => chars.min(rest.len()),
            Some(chars) if chars < rest.len() => wtf8::offset_of(rest, chars),
            _ => rest.len(),
        };
        (rest, length)
    }

    /// Takes at most so many characters of what was decoded.
    fn take_chars(&self, vm: &mut Vm, chars: Option<usize>) -> Result<Value, Raised> {
        match self.decoded() {
            Some(text) => {
                let (_, length) = self.rest(&text, chars);
                self.take(vm, &text, length)
            }
            None => vm.str(""),
        }
    }

    /// Reads and decodes the next piece; false at the end of the file. `hint` says how many characters are wanted.
    fn read_chunk(&self, vm: &mut Vm, hint: usize) -> Result<bool, Raised> {
        if !self.decoder.exists() {
            return Err(unsupported(vm, "not readable"));
        }
        let before = if self.telling.get() { Some(self.decoder.state(vm)?) } else { None };
        let wanted = (hint as f64 * self.bytes_per_char.get().max(1.0)) as usize;
        let chunk = self.read_bytes(vm, wanted.max(self.chunk_size.get()))?;
        let length = match chunk.payload::<Bytes>() {
            Some(bytes) => bytes.as_slice().len(),
            None => buffer::required(vm, &chunk)?.len(),
        };
        let text = self.decode(vm, &chunk, length == 0)?;
        let chars = text.length();
        self.bytes_per_char.set(if chars > 0 { length as f64 / chars as f64 } else { 0.0 });
        self.set_decoded(Some(text));
        if let Some(before) = before {
            // What is decoded next begins with the bytes that the decoder had kept.
            let input = match crate::io::bytes_of(&before.rest) {
                [] if chunk.is_kind::<Bytes>() => chunk,
                kept => {
                    let chunk = buffer::required(vm, &chunk)?;
                    let mut all = Draft::new();
                    all.push(vm, kept)?;
                    all.push(vm, &chunk)?;
                    all.into_bytes(vm)?
                }
            };
            self.snapshot.replace(Some(Snapshot { flags: before.flags, input }));
        }
        Ok(length > 0 || chars > 0)
    }

    pub(super) fn decode(&self, vm: &mut Vm, bytes: &Value, last: bool) -> Result<Ref<Str>, Raised> {
        let errors = self.errors.get();
        let errors = errors.payload::<Str>().and_then(Str::as_str).unwrap_or("strict");
        self.decoder.decode(vm, bytes, errors, last)
    }

    /// The next bytes, with one read of the file where it knows how to do that.
    fn read_bytes(&self, vm: &mut Vm, size: usize) -> Result<Value, Raised> {
        let file = self.buffer.get();
        if own_method::<BufferedReader>(vm, &file, "read1")?
            && let Some(reader) = file.payload::<BufferedReader>()
        {
            return reader.read1(vm, &file, size);
        }
        if own_method::<BufferedRandom>(vm, &file, "read1")?
            && let Some(both) = file.payload::<BufferedRandom>()
        {
            return both.read1(vm, &file, size);
        }
        let method = if self.has_read1.get() { "read1" } else { "read" };
        let size = vm.size(size)?;
        let found = call_through_signals(vm, &file, method, &[size])?;
        if buffer::is_bytes_like(vm, &found) {
            return Ok(found);
        }
        let given = vm.classes.name_of(&found);
        Err(vm.type_error(format!("underlying {method}() should have returned a bytes-like object, not '{given}'")))
    }

    /// `read(size)`.
    pub(super) fn read(&self, vm: &mut Vm, size: Option<usize>) -> Result<Value, Raised> {
        if !self.decoder.exists() {
            return Err(unsupported(vm, "not readable"));
        }
        self.write_pending(vm)?;
        let Some(size) = size else { return self.read_all(vm) };
        let mut piece = self.take_chars(vm, Some(size))?;
        let mut left = size - piece.payload::<Str>().map_or(0, Str::length);
        let mut all = Draft::new();
        while left > 0 && self.read_chunk(vm, left)? {
            push_text(vm, &mut all, &piece)?;
            piece = self.take_chars(vm, Some(left))?;
            left -= piece.payload::<Str>().map_or(0, Str::length);
            vm.tick()?;
        }
        if all.is_empty() {
            return Ok(piece);
        }
        push_text(vm, &mut all, &piece)?;
        all.into_str(vm)
    }

    fn read_all(&self, vm: &mut Vm) -> Result<Value, Raised> {
        let file = self.buffer.get();
        let bytes = vm.call_method(&file, "read", &[])?;
        let text = self.decode(vm, &bytes, true)?;
        let before = self.take_chars(vm, None)?;
        self.set_decoded(None);
        self.snapshot.replace(None);
        match before.payload::<Str>() {
            Some(before) if before.length() > 0 => vm.wtf8_concat(&[before.as_bytes(), text.as_bytes()]),
            _ => Ok(text.into_value()),
        }
    }

    /// `readline(limit)`, in characters.
    pub(super) fn readline(&self, vm: &mut Vm, limit: Option<usize>) -> Result<Value, Raised> {
        self.write_pending(vm)?;
        let newline = self.newline.get();
        let (mut line, mut chars) = (Draft::new(), 0);
        loop {
            let is_left = |text: &Ref<Str>| self.used.get().bytes < text.as_bytes().len();
            // Who wants nothing of a piece that was read to its end gets nothing.
            let text = self.decoded().filter(|text| is_left(text) || limit == Some(0) && text.length() > 0);
            let Some(text) = text else {
                if self.used.get().bytes > 0 {
                    self.set_decoded(None);
                }
                vm.tick()?;
                if self.read_chunk(vm, 0)? {
                    continue;
                }
                self.set_decoded(None);
                self.snapshot.replace(None);
                return line.into_str(vm);
            };
            let (rest, most) = self.rest(&text, limit.map(|limit| limit - chars));
            let rest = rest.get(..most).unwrap_or_default();
            // A line end of two characters may come in two pieces.
            let half = newline == Newline::Both && line.ends_with(b"\r") && rest.starts_with(b"\n");
            let end = if half { Some(1) } else { newline.line_end(rest) };
            let piece = self.take(vm, &text, end.unwrap_or(most))?;
            chars += piece.payload::<Str>().map_or(0, Str::length);
            let whole = end.is_some() || limit.is_some_and(|limit| chars >= limit);
            if whole && line.is_empty() {
                return Ok(piece);
            }
            push_text(vm, &mut line, &piece)?;
            if whole {
                return line.into_str(vm);
            }
        }
    }

    /// The next line; `None` at the end. From then on until the end, nobody can ask for the position.
    pub(super) fn step(&self, vm: &mut Vm, this: &Value) -> Result<Option<Value>, Raised> {
        self.check_attached(vm)?;
        self.telling.set(false);
        let line = if crate::io::is_derived(vm, this) {
            // A class of a script may have a readline of its own.
            vm.call_method(this, "readline", &[])?
        } else {
            self.check_open(vm, this)?;
            self.readline(vm, None)?
        };
        match line.payload::<Str>().map(Str::length) {
            Some(0) => {
                self.snapshot.replace(None);
                self.telling.set(self.seekable.get());
                Ok(None)
            }
            Some(_) => Ok(Some(line)),
            None => {
                let given = vm.classes.name_of(&line);
                let message = format!("readline() should have returned a str object, not '{given}'");
                Err(vm.raise_message(|classes| &classes.os_error, message))
            }
        }
    }
}

fn push_text(vm: &mut Vm, draft: &mut Draft, piece: &Value) -> Result<(), Raised> {
    draft.push(vm, piece.payload::<Str>().map(Str::as_bytes).unwrap_or_default())
}
