//! Line ends: which ones a stream knows, what becomes of them, and which ones were seen.

use std::cell::Cell;
use taipan_macros::Trace;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::draft::Draft;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Value};
use taipan_text::pieces::PIECE;

/// What the argument `newline` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Newline {
    /// `None`: line ends of all kinds are read as `\n`.
    Universal,
    /// The empty string: line ends of all kinds end lines, and stay as they are.
    Any,
    /// Only `\n` ends lines, and stays.
    Feed,
    /// `\r` ends lines; `\n` is written as it.
    Return,
    /// `\r\n` ends lines; `\n` is written as it.
    Both,
}

impl Newline {
    /// What the argument says, or an error.
    pub(super) fn of(vm: &mut Vm, given: &Value) -> Result<Newline, Raised> {
        if given.is_none() {
            return Ok(Newline::Universal);
        }
        let Some(text) = given.payload::<Str>() else {
            let name = vm.classes.name_of(given);
            return Err(vm.type_error(format!("newline must be str or None, not {name}")));
        };
        Ok(match text.as_bytes() {
            b"" => Newline::Any,
            b"\n" => Newline::Feed,
            b"\r" => Newline::Return,
            b"\r\n" => Newline::Both,
            _ => {
                let shown = repr::repr(vm, given)?.to_lossy().into_owned();
                return Err(vm.value_error(format!("illegal newline value: {shown}")));
            }
        })
    }

    /// The argument that says this.
    pub(super) fn argument(self, vm: &mut Vm) -> Result<Value, Raised> {
        match self {
            Newline::Universal => Ok(Value::NONE),
            Newline::Any => vm.str(""),
            Newline::Feed => vm.str("\n"),
            Newline::Return => vm.str("\r"),
            Newline::Both => vm.str("\r\n"),
        }
    }

    /// The number of bytes of the line that a text begins with, its end included; `None` if it has no end.
    pub(super) fn line_end(self, text: &[u8]) -> Option<usize> {
        match self {
            Newline::Universal | Newline::Feed => memchr::memchr(b'\n', text).map(|at| at + 1),
            Newline::Return => memchr::memchr(b'\r', text).map(|at| at + 1),
            Newline::Both => memchr::memmem::find(text, b"\r\n").map(|at| at + 2),
            Newline::Any => {
                let at = memchr::memchr2(b'\r', b'\n', text)?;
                Some(if text.get(at..).is_some_and(|rest| rest.starts_with(b"\r\n")) { at + 2 } else { at + 1 })
            }
        }
    }
}

/// The kinds of line ends that were seen.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    returns: bool,
    feeds: bool,
    both: bool,
}

impl Seen {
    /// Looks at the line ends of a text.
    pub(super) fn look(&mut self, text: &[u8]) {
        let mut rest = text;
        while !(self.returns && self.feeds && self.both)
            && let Some(at) = memchr::memchr2(b'\r', b'\n', rest)
        {
            let found = rest.get(at..).unwrap_or_default();
            let length = if found.starts_with(b"\r\n") {
                self.both = true;
                2
            } else {
                *(if found.starts_with(b"\r") { &mut self.returns } else { &mut self.feeds }) = true;
                1
            };
            rest = found.get(length..).unwrap_or_default();
        }
    }

    /// The attribute `newlines`: None, a string, or a tuple of strings.
    pub(super) fn value(self, vm: &mut Vm) -> Result<Value, Raised> {
        let kinds = [(self.returns, "\r"), (self.feeds, "\n"), (self.both, "\r\n")];
        let mut found = Vec::new();
        for (_, text) in kinds.into_iter().filter(|(seen, _)| *seen) {
            found.push(vm.str(text)?);
        }
        match found.len() {
            0 => Ok(Value::NONE),
            1 => Ok(found.remove(0)),
            _ => vm.tuple(found),
        }
    }
}

/// Looks at the line ends of text that comes in pieces, and replaces them where they are to be translated.
#[derive(Default, Trace)]
pub(super) struct Translation {
    translates: Cell<bool>,
    /// The last piece ended with `\r`, which may be half of a line end.
    pending: Cell<bool>,
    seen: Cell<Seen>,
}

impl Translation {
    pub(super) fn begin(&self, translates: bool) {
        self.translates.set(translates);
        self.reset();
    }

    pub(super) fn reset(&self) {
        self.pending.set(false);
        self.seen.set(Seen::default());
    }

    pub(super) fn seen(&self) -> Seen {
        self.seen.get()
    }

    /// The number of a state, the number of the decoder's own state given.
    pub(super) fn flags(&self, of_decoder: i64) -> i64 {
        of_decoder << 1 | i64::from(self.pending.get())
    }

    /// Takes its own part of such a number, and gives the decoder's.
    pub(super) fn set_flags(&self, flags: i64) -> i64 {
        self.pending.set(flags & 1 != 0);
        flags >> 1
    }

    /// The next piece, as it is to be read.
    pub(super) fn apply(&self, vm: &mut Vm, text: Ref<Str>, last: bool) -> Result<Ref<Str>, Raised> {
        let bytes = text.as_bytes();
        vm.charge_pass(bytes.len())?;
        let pending = self.pending.get() && (last || !bytes.is_empty());
        if !pending && memchr::memchr(b'\r', bytes).is_none() {
            let mut seen = self.seen.get();
            if !seen.feeds {
                seen.look(bytes);
                self.seen.set(seen);
            }
            return Ok(text);
        }
        let joined = if pending { Some(vm.wtf8_concat(&[b"\r", bytes])?) } else { None };
        let whole = joined.as_ref().and_then(|joined| joined.payload::<Str>()).map_or(bytes, Str::as_bytes);
        let cut = if last { whole } else { whole.strip_suffix(b"\r").unwrap_or(whole) };
        self.pending.set(cut.len() < whole.len());
        let mut seen = self.seen.get();
        seen.look(cut);
        self.seen.set(seen);
        let translated = if self.translates.get() { read(vm, cut)? } else { None };
        let piece = vm.wtf8(translated.as_deref().unwrap_or(cut))?;
        Ok(piece.to_ref::<Str>().unwrap_or(text))
    }
}

/// The text with all line ends as `\n`; `None` if they are so already.
pub(super) fn read(vm: &mut Vm, text: &[u8]) -> Result<Option<Draft>, Raised> {
    if memchr::memchr(b'\r', text).is_none() {
        return Ok(None);
    }
    let mut out = Draft::new();
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\r', rest) {
        let (before, behind) = rest.split_at(at);
        out.push(vm, before)?;
        out.push(vm, b"\n")?;
        vm.charge((1 + at / PIECE) as u64)?;
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\r")).unwrap_or_default();
    }
    out.push(vm, rest)?;
    Ok(Some(out))
}

/// The text with `\n` as another line end; `None` if there is none.
pub(super) fn written(vm: &mut Vm, text: &[u8], end: &[u8]) -> Result<Option<Draft>, Raised> {
    if memchr::memchr(b'\n', text).is_none() {
        return Ok(None);
    }
    let mut out = Draft::new();
    for (number, line) in text.split(|byte| *byte == b'\n').enumerate() {
        if number > 0 {
            out.push(vm, end)?;
        }
        out.push(vm, line)?;
        vm.charge((1 + line.len() / PIECE) as u64)?;
    }
    Ok(Some(out))
}
