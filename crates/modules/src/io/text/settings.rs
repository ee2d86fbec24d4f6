//! What a text file is told when it begins, and later by `reconfigure`.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::protocol::{lookup, truth};
use taipan_core::value::text::Str;
use taipan_heap::value::Value;
use taipan_text::codec::Encoding;
use taipan_text::wtf8;

use super::{Life, TextIoWrapper};
use crate::io::buffered;
use crate::io::newlines::Newline;
use crate::io::unsupported;

/// The settings of a text file.
pub(in crate::io) struct Settings {
    pub(in crate::io) codec: Codec,
    pub(in crate::io) newline: Newline,
    pub(in crate::io) line_buffering: bool,
    pub(in crate::io) write_through: bool,
}

/// A codec and what it does with errors, both by name.
pub(in crate::io) struct Codec {
    encoding: Value,
    errors: Value,
    found: Found,
}

enum Found {
    BuiltIn(Encoding),
    /// What `codecs.lookup` gave.
    Other(Value),
}

const RECONFIGURE: &str = "reconfigure";

/// The argument `newline`; ValueError if there is no such line end.
pub(in crate::io) fn newline(vm: &mut Vm, given: &Value, function: &str) -> Result<Newline, Raised> {
    match text(vm, given, function, "newline")? {
        None => Ok(Newline::Universal),
        Some("" | "\n" | "\r" | "\r\n") => Newline::of(vm, given),
        Some(text) => Err(vm.value_error(format!("illegal newline value: {text}"))),
    }
}

/// The arguments `encoding` and `errors`.
pub(in crate::io) fn given(vm: &mut Vm, encoding: &Value, errors: &Value, function: &str) -> Result<Codec, Raised> {
    let encoding = match text(vm, encoding, function, "encoding")? {
        None | Some("locale") => vm.intern("UTF-8")?,
        Some(_) => encoding.clone(),
    };
    let errors = match text(vm, errors, function, "errors")? {
        None => vm.intern("strict")?,
        Some(_) => errors.clone(),
    };
    codec(vm, encoding, errors)
}

/// A string that was given, if it was not None.
fn text<'a>(vm: &mut Vm, given: &'a Value, function: &str, name: &str) -> Result<Option<&'a str>, Raised> {
    let Some(text) = given.payload::<Str>() else {
        if given.is_none() {
            return Ok(None);
        }
        let given = vm.classes.name_of(given);
        return Err(vm.type_error(format!("{function}() argument '{name}' must be str or None, not {given}")));
    };
    match text.as_str() {
        // Only `reconfigure` takes names that no codec has.
        Some(text) if text.contains('\0') && function != RECONFIGURE => Err(vm.value_error("embedded null character")),
        Some(text) => Ok(Some(text)),
        None => {
            let at = wtf8::code_points(text.as_bytes()).position(wtf8::is_surrogate).unwrap_or(0);
            let error = vm.encode_error("utf-8", given, at, at + 1, "surrogates not allowed")?;
            Err(vm.raise(error))
        }
    }
}

fn codec(vm: &mut Vm, encoding: Value, errors: Value) -> Result<Codec, Raised> {
    let built_in = encoding.payload::<Str>().and_then(Str::as_str).and_then(Encoding::named);
    let found = match built_in {
        Some(codec) => Found::BuiltIn(codec),
        None => Found::Other(looked_up(vm, &encoding)?),
    };
    Ok(Codec { encoding, errors, found })
}

/// A codec that is not built in; LookupError if there is none for text.
fn looked_up(vm: &mut Vm, encoding: &Value) -> Result<Value, Raised> {
    let import = vm.hooks.import;
    let codecs = import(vm, "codecs")?;
    let found = vm.call_method(&codecs, "lookup", std::slice::from_ref(encoding))?;
    let name = vm.intern("_is_text_encoding")?;
    if let Some(is_text) = lookup::try_get_attr(vm, &found, &name)?
        && !truth::is_true(vm, &is_text)?
    {
        let name = encoding.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default();
        let message = format!("'{name}' is not a text encoding; use codecs.open() to handle arbitrary codecs");
        return Err(vm.raise_message(|classes| &classes.lookup_error, message));
    }
    Ok(found)
}

impl TextIoWrapper {
    /// Begins over a file of bytes.
    pub(in crate::io) fn begin(&self, vm: &mut Vm, file: &Value, settings: Settings) -> Result<(), Raised> {
        self.newline.set(settings.newline);
        self.line_buffering.set(settings.line_buffering);
        self.write_through.set(settings.write_through);
        self.chunk_size.set(super::CHUNK_SIZE);
        self.bytes_per_char.set(0.0);
        self.set_decoded(None);
        self.snapshot.replace(None);
        let waiting = self.pending.take();
        drop(waiting);
        self.buffer.set(file.clone());
        self.set_codec(vm, file, settings.codec)?;
        let (seekable, has_read1) = match buffered::is_seekable(vm, file)? {
            Some(seekable) => (seekable, true),
            None => {
                let seekable = vm.call_method(file, "seekable", &[])?;
                let name = vm.intern("read1")?;
                (truth::is_true(vm, &seekable)?, lookup::try_get_attr_quiet(vm, file, &name)?.is_some())
            }
        };
        self.seekable.set(seekable);
        self.telling.set(seekable);
        self.has_read1.set(has_read1);
        self.begin_encoder(vm, file)?;
        self.life.set(Life::Ready);
        Ok(())
    }

    /// Makes a decoder of what can be read, and an encoder of what can be written.
    fn set_codec(&self, vm: &mut Vm, file: &Value, codec: Codec) -> Result<(), Raised> {
        let newline = self.newline.get();
        self.decoder.end();
        self.encoder.end();
        if able(vm, file, "readable")? {
            match &codec.found {
                Found::BuiltIn(codec) => self.decoder.begin_built_in(*codec, newline),
                Found::Other(found) => {
                    let made = vm.call_method(found, "incrementaldecoder", std::slice::from_ref(&codec.errors))?;
                    self.decoder.begin_object(made, newline);
                }
            }
        }
        if able(vm, file, "writable")? {
            match &codec.found {
                Found::BuiltIn(codec) => self.encoder.begin_built_in(*codec),
                Found::Other(found) => {
                    let made = vm.call_method(found, "incrementalencoder", std::slice::from_ref(&codec.errors))?;
                    self.encoder.begin_object(made);
                }
            }
        }
        self.encoding.set(codec.encoding);
        self.errors.set(codec.errors);
        Ok(())
    }

    /// What is written in the middle of a file gets no mark.
    fn begin_encoder(&self, vm: &mut Vm, file: &Value) -> Result<(), Raised> {
        if !self.seekable.get() || !self.encoder.exists() {
            return Ok(());
        }
        let at = vm.call_method(file, "tell", &[])?;
        if truth::is_true(vm, &at)? { self.encoder.begin_at(vm, false) } else { Ok(()) }
    }

    /// `reconfigure(..)`: the encoding, errors and line ends, and whether what is written waits.
    pub(super) fn reconfigure(
        &self,
        vm: &mut Vm,
        this: &Value,
        (encoding, errors, line_ends): (&Value, &Value, Option<&Value>),
        (line_buffering, write_through): (&Value, &Value),
    ) -> Result<(), Raised> {
        let changes = !encoding.is_none() || !errors.is_none() || line_ends.is_some();
        if changes && !self.decoded.is_unbound() {
            let message = "It is not possible to set the encoding or newline of stream after the first read";
            return Err(unsupported(vm, message));
        }
        let fresh = match line_ends {
            Some(given) => newline(vm, given, RECONFIGURE)?,
            None => self.newline.get(),
        };
        let (name, handler) = (text(vm, encoding, RECONFIGURE, "encoding")?, text(vm, errors, RECONFIGURE, "errors")?);
        let line_buffering = optional_flag(vm, line_buffering, self.line_buffering.get())?;
        let write_through = optional_flag(vm, write_through, self.write_through.get())?;
        vm.call_method(this, "flush", &[])?;
        self.bytes_per_char.set(0.0);
        self.newline.set(fresh);
        if changes {
            let handler = match handler {
                Some(_) => errors.clone(),
                None if name.is_none() => self.errors.get(),
                None => vm.intern("strict")?,
            };
            let name = match name {
                Some("locale") => vm.intern("UTF-8")?,
                Some(_) => encoding.clone(),
                None => self.encoding.get(),
            };
            let codec = codec(vm, name, handler)?;
            let file = self.buffer.get();
            self.set_codec(vm, &file, codec)?;
            self.begin_encoder(vm, &file)?;
        }
        self.line_buffering.set(line_buffering);
        self.write_through.set(write_through);
        Ok(())
    }
}

/// A setting that stays where None is given.
fn optional_flag(vm: &mut Vm, given: &Value, before: bool) -> Result<bool, Raised> {
    if given.is_none() {
        return Ok(before);
    }
    let index = lookup::index(vm, given)?;
    truth::is_true(vm, &index)
}

/// Asks a file of bytes what it can do.
fn able(vm: &mut Vm, file: &Value, question: &str) -> Result<bool, Raised> {
    let answer = vm.call_method(file, question, &[])?;
    truth::is_true(vm, &answer)
}
