//! How a text file decodes: by a codec that is built in, or by the incremental decoder of another.

use std::cell::{Cell, RefCell};
use taipan_macros::Trace;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_objects::buffer;
use taipan_objects::text::codec;
use taipan_text::codec::Encoding;

use crate::io::newline_decoder;
use crate::io::newlines::{Newline, Seen, Translation};

/// Decodes bytes that come in pieces.
#[derive(Default, Trace)]
pub(super) struct Decoder {
    kind: Cell<Kind>,
    /// The decoder of a codec that is not built in; else unbound.
    object: Slot,
    /// Bytes of a character that is not complete.
    rest: RefCell<Vec<u8>>,
    /// Line ends, where those of all kinds are known.
    translation: Translation,
    universal: Cell<bool>,
}

/// Who decodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Kind {
    /// The file cannot be read.
    #[default]
    Nobody,
    /// A built-in codec, from its beginning on or with what its beginning said.
    BuiltIn { codec: Encoding, now: Encoding },
    /// The object.
    Object,
}

/// What stands at the beginning of UTF-8 that says so.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The state of a decoder between two pieces.
pub(super) struct State {
    /// The bytes not yet decoded, an object of bytes.
    pub(super) rest: Value,
    /// What else is kept, as a number.
    pub(super) flags: i64,
}

impl Decoder {
    /// Whether there is one.
    pub(super) fn exists(&self) -> bool {
        self.kind.get() != Kind::Nobody
    }

    pub(super) fn end(&self) {
        self.kind.set(Kind::Nobody);
        self.object.set(Value::UNBOUND);
    }

    pub(super) fn begin_built_in(&self, codec: Encoding, newline: Newline) {
        self.object.set(Value::UNBOUND);
        self.begin(Kind::BuiltIn { codec, now: codec }, newline);
    }

    pub(super) fn begin_object(&self, object: Value, newline: Newline) {
        self.object.set(object);
        self.begin(Kind::Object, newline);
    }

    fn begin(&self, kind: Kind, newline: Newline) {
        self.kind.set(kind);
        self.rest.borrow_mut().clear();
        self.universal.set(matches!(newline, Newline::Universal | Newline::Any));
        self.translation.begin(newline == Newline::Universal);
    }

    /// The line ends that were found, where those of all kinds are known.
    pub(super) fn seen(&self) -> Option<Seen> {
        if self.universal.get() && self.exists() { Some(self.translation.seen()) } else { None }
    }

    /// The text of the next bytes, or of the last ones.
    pub(super) fn decode(&self, vm: &mut Vm, input: &Value, errors: &str, last: bool) -> Result<Ref<Str>, Raised> {
        let text = match self.kind.get() {
            Kind::BuiltIn { codec, now } => {
                let bytes = buffer::required(vm, input)?;
                self.decode_built_in(vm, &bytes, errors, last, (codec, now))?
            }
            _ => {
                let object = self.object.get();
                vm.call_method(&object, "decode", &[input.clone(), Value::from_bool(last)])?
            }
        };
        let text = newline_decoder::decoded(vm, &text)?;
        if self.universal.get() { self.translation.apply(vm, text, last) } else { Ok(text) }
    }

    fn decode_built_in(
        &self,
        vm: &mut Vm,
        input: &[u8],
        errors: &str,
        last: bool,
        (codec, now): (Encoding, Encoding),
    ) -> Result<Value, Raised> {
        let before = self.rest.take();
        let decoded = self.decode_joined(vm, &before, input, errors, last, (codec, now));
        if decoded.is_err() {
            *self.rest.borrow_mut() = before;
        }
        decoded
    }

    fn decode_joined(
        &self,
        vm: &mut Vm,
        before: &[u8],
        input: &[u8],
        errors: &str,
        last: bool,
        (codec, now): (Encoding, Encoding),
    ) -> Result<Value, Raised> {
        let joined = if before.is_empty() {
            None
        } else {
            vm.expect_bytes(before.len() + input.len())?;
            vm.charge_pass(input.len())?;
            Some([before, input].concat())
        };
        let bytes = joined.as_deref().unwrap_or(input);
        let Some((after, skipped)) = begun(vm, now, bytes, errors, last)? else {
            *self.rest.borrow_mut() = bytes.to_vec();
            return vm.str("");
        };
        let body = bytes.get(skipped..).unwrap_or_default();
        // The codec of wide characters takes its mark itself: positions of errors count it.
        let first = if skipped == 0 && now != Encoding::Utf8Sig { now } else { after };
        let (text, taken) = codec::decode_some(vm, body, first, errors, last)?;
        self.kind.set(Kind::BuiltIn { codec, now: after });
        let rest = body.get(taken..).unwrap_or_default();
        if !rest.is_empty() {
            *self.rest.borrow_mut() = buffer::copied(vm, rest)?;
        }
        Ok(text)
    }

    pub(super) fn reset(&self, vm: &mut Vm) -> Result<(), Raised> {
        self.translation.reset();
        match self.kind.get() {
            Kind::Nobody => Ok(()),
            Kind::BuiltIn { codec, .. } => {
                self.rest.borrow_mut().clear();
                self.kind.set(Kind::BuiltIn { codec, now: codec });
                Ok(())
            }
            Kind::Object => {
                let object = self.object.get();
                vm.call_method(&object, "reset", &[]).map(drop)
            }
        }
    }

    pub(super) fn state(&self, vm: &mut Vm) -> Result<State, Raised> {
        let (rest, flags) = match self.kind.get() {
            Kind::BuiltIn { codec, now } => (vm.bytes(&self.rest.borrow())?, flags(codec, now)),
            _ => newline_decoder::state_of(vm, &self.object.get())?,
        };
        let flags = if self.universal.get() { self.translation.flags(flags) } else { flags };
        Ok(State { rest, flags })
    }

    pub(super) fn set_state(&self, vm: &mut Vm, state: &State) -> Result<(), Raised> {
        let flags = if self.universal.get() { self.translation.set_flags(state.flags) } else { state.flags };
        if let Kind::BuiltIn { codec, .. } = self.kind.get() {
            *self.rest.borrow_mut() = crate::io::bytes_of(&state.rest).to_vec();
            self.kind.set(Kind::BuiltIn { codec, now: by_flags(codec, flags) });
            return Ok(());
        }
        let flags = vm.int(flags)?;
        let state = vm.tuple([state.rest.clone(), flags])?;
        let object = self.object.get();
        vm.call_method(&object, "setstate", &[state]).map(drop)
    }
}

/// What a codec does from the next piece on, and how many bytes of a mark are left out; `None` where more bytes are needed to know.
fn begun(
    vm: &mut Vm,
    encoding: Encoding,
    bytes: &[u8],
    errors: &str,
    last: bool,
) -> Result<Option<(Encoding, usize)>, Raised> {
    let (little, big, width) = match encoding {
        Encoding::Utf8Sig if bytes.starts_with(MARK) => return Ok(Some((Encoding::Utf8, MARK.len()))),
        // Even at the end: what is less than a mark is no text.
        Encoding::Utf8Sig if MARK.starts_with(bytes) => return Ok(None),
        Encoding::Utf8Sig => return Ok(Some((Encoding::Utf8, 0))),
        Encoding::Utf16 => (Encoding::Utf16Little, Encoding::Utf16Big, 2),
        Encoding::Utf32 => (Encoding::Utf32Little, Encoding::Utf32Big, 4),
        known => return Ok(Some((known, 0))),
    };
    match bytes.get(..width) {
        None if last => Ok(Some((encoding, 0))),
        None => Ok(None),
        Some(b"\xff\xfe" | b"\xff\xfe\0\0") => Ok(Some((little, 0))),
        Some(b"\xfe\xff" | b"\0\0\xfe\xff") => Ok(Some((big, 0))),
        Some(_) => {
            // What cannot be decoded at all is told first.
            codec::decode_some(vm, bytes, little, errors, last)?;
            let class = vm.classes.unicode_decode_error.value().clone();
            let (name, bytes) = (vm.str(encoding.name())?, vm.bytes(bytes)?);
            let (start, end, reason) = (vm.int(0)?, vm.size(width)?, vm.str("Stream does not start with BOM")?);
            let exception = vm.call(&class, &[name, bytes, start, end, reason])?;
            Err(vm.raise(exception))
        }
    }
}

/// What the beginning of a text said, as a number: that of CPython's decoders.
fn flags(codec: Encoding, now: Encoding) -> i64 {
    match (codec, now) {
        (Encoding::Utf8Sig, Encoding::Utf8Sig) => 1,
        (Encoding::Utf16, Encoding::Utf16) | (Encoding::Utf32, Encoding::Utf32) => 2,
        (Encoding::Utf16, Encoding::Utf16Big) | (Encoding::Utf32, Encoding::Utf32Big) => 1,
        _ => 0,
    }
}

fn by_flags(codec: Encoding, flags: i64) -> Encoding {
    match (codec, flags) {
        (Encoding::Utf8Sig, 0) => Encoding::Utf8,
        (Encoding::Utf16, 0) => Encoding::Utf16Little,
        (Encoding::Utf16, 1) => Encoding::Utf16Big,
        (Encoding::Utf32, 0) => Encoding::Utf32Little,
        (Encoding::Utf32, 1) => Encoding::Utf32Big,
        _ => codec,
    }
}
