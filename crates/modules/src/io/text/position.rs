//! Positions in text. What `tell` gives is a number from which `seek` can find the same character again: where decoding
//! can begin, in what state, and how far to go from there.
//!
//! ```text
//!   bits   0 .. 63     64 .. 95         96 .. 127       128 .. 159      160
//!          start       decoder state    bytes to feed   chars to skip   whether the file ends there
//! ```

use dashu_int::IBig;
use dashu_int::ops::BitTest;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::repr;
use taipan_core::protocol::{lookup, truth};
use taipan_core::value::number::BigInt;
use taipan_core::value::sequence::Bytes;
use taipan_heap::value::Value;

use super::decoder::State;
use super::reading::Used;
use super::{Snapshot, TextIoWrapper};
use crate::io::unsupported;

/// A position in text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Cookie {
    start: i64,
    flags: i32,
    feed: i32,
    skip: i32,
    ends: bool,
}

impl Cookie {
    fn number(self, vm: &mut Vm) -> Result<Value, Raised> {
        if self == (Cookie { start: self.start, ..Cookie::default() }) {
            return vm.int(self.start);
        }
        let parts = [(self.flags as u32, 64), (self.feed as u32, 96), (self.skip as u32, 128)];
        let mut number = IBig::from(self.start as u64);
        for (part, place) in parts {
            number += IBig::from(part) << place;
        }
        number += IBig::from(u8::from(self.ends)) << 160;
        vm.big_int(number)
    }

    /// What a number says that is not negative.
    fn of(vm: &mut Vm, given: &Value) -> Result<Cookie, Raised> {
        let index = lookup::index(vm, given)?;
        if let Some(start) = index.word().as_int() {
            return Ok(Cookie { start, ..Cookie::default() });
        }
        let number = match index.payload::<BigInt>() {
            Some(number) => number.look().to_big().into_owned(),
            None => IBig::from(taipan_core::protocol::argument::small_int(&index).unwrap_or(0)),
        };
        if number.bit_len() > 168 {
            return Err(vm.overflow_error("int too big to convert"));
        }
        let part = |place: usize, bits: usize| {
            let mask = (IBig::ONE << bits) - IBig::ONE;
            u64::try_from(&(&number >> place & mask)).unwrap_or(0)
        };
        Ok(Cookie {
            start: part(0, 64) as i64,
            flags: part(64, 32) as u32 as i32,
            feed: part(96, 32) as u32 as i32,
            skip: part(128, 32) as u32 as i32,
            ends: part(160, 8) != 0,
        })
    }
}

impl TextIoWrapper {
    /// `tell()`.
    pub(super) fn tell(&self, vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
        if !self.seekable.get() {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        if !self.telling.get() {
            let message = "telling position disabled by next() call";
            return Err(vm.raise_message(|classes| &classes.os_error, message));
        }
        self.write_pending(vm)?;
        vm.call_method(this, "flush", &[])?;
        let file = self.buffer.get();
        let at = vm.call_method(&file, "tell", &[])?;
        let snapshot = self.snapshot.borrow().clone();
        let Some(snapshot) = snapshot.filter(|_| self.decoder.exists()) else { return Ok(at) };
        let input = crate::io::bytes_of(&snapshot.input);
        let mut cookie = Cookie { flags: snapshot.flags as i32, ..Cookie::default() };
        cookie.start = crate::io::offset(vm, &at)?.saturating_sub(input.len() as i64);
        let skip = self.used.get().chars;
        if skip == 0 {
            return cookie.number(vm);
        }
        let saved = self.decoder.state(vm)?;
        let found = self.find(vm, cookie, input, skip);
        let pending = std::mem::take(&mut vm.pending);
        let restored = self.decoder.set_state(vm, &saved);
        let cookie = match found {
            Ok(cookie) => cookie,
            Err(raised) => {
                vm.pending = pending;
                return Err(raised);
            }
        };
        restored?;
        cookie.number(vm)
    }

    /// Decodes a part of the input, and gives the number of its characters.
    fn count(&self, vm: &mut Vm, input: &[u8], last: bool) -> Result<usize, Raised> {
        let bytes = vm.bytes(input)?;
        Ok(self.decode(vm, &bytes, last)?.length())
    }

    /// Puts the decoder into the state in which the input of a cookie begins.
    fn restore(&self, vm: &mut Vm, cookie: Cookie) -> Result<(), Raised> {
        if cookie.start == 0 && cookie.flags == 0 {
            return self.decoder.reset(vm);
        }
        let rest = vm.bytes(b"")?;
        self.decoder.set_state(vm, &State { rest, flags: i64::from(cookie.flags) })
    }

    /// The place in front of the next character after so many of an input, which begins at the cookie.
    fn find(&self, vm: &mut Vm, mut cookie: Cookie, input: &[u8], mut skip: usize) -> Result<Cookie, Raised> {
        // A guess where the place is, not too far.
        let mut guess = (self.bytes_per_char.get() * skip as f64) as i64;
        let mut back = 1;
        let mut begun = 0;
        while guess > 0 {
            self.restore(vm, cookie)?;
            let length = usize::try_from(guess).unwrap_or(0);
            let chars = self.count(vm, input.get(..length).unwrap_or(input), false)?;
            vm.tick()?;
            if chars <= skip {
                let state = self.decoder.state(vm)?;
                let kept = crate::io::bytes_of(&state.rest).len();
                if kept == 0 {
                    cookie.flags = state.flags as i32;
                    skip -= chars;
                    begun = length;
                    break;
                }
                guess -= kept as i64;
                back = 1;
            } else {
                guess -= back;
                back *= 2;
            }
        }
        if begun == 0 {
            self.restore(vm, cookie)?;
        }
        cookie.start += begun as i64;
        let mut chars = 0;
        if skip > 0 {
            // From there byte by byte. Wherever the decoder keeps nothing, decoding can begin.
            let mut found = false;
            for byte in input.get(begun..).unwrap_or_default() {
                vm.tick()?;
                chars += self.count(vm, &[*byte], false)?;
                cookie.feed += 1;
                let state = self.decoder.state(vm)?;
                if crate::io::bytes_of(&state.rest).is_empty() && chars <= skip {
                    cookie.start += i64::from(cookie.feed);
                    skip -= chars;
                    cookie.flags = state.flags as i32;
                    (cookie.feed, chars) = (0, 0);
                }
                found = chars >= skip;
                if found {
                    break;
                }
            }
            if !found {
                chars += self.count(vm, b"", true)?;
                cookie.ends = true;
                if chars < skip {
                    let message = "can't reconstruct logical file position";
                    return Err(vm.raise_message(|classes| &classes.os_error, message));
                }
            }
        }
        cookie.skip = skip as i32;
        Ok(cookie)
    }

    /// `seek(cookie, whence)`.
    pub(super) fn seek(&self, vm: &mut Vm, this: &Value, given: &Value, whence: i64) -> Result<Value, Raised> {
        if !self.seekable.get() {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        let file = self.buffer.get();
        let target = match whence {
            0 => given.clone(),
            1 if truth::is_true(vm, given)? => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
            1 => vm.call_method(this, "tell", &[])?,
            2 if truth::is_true(vm, given)? => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
            2 => {
                vm.call_method(this, "flush", &[])?;
                self.forget(vm)?;
                let args = [vm.int(0)?, vm.int(2)?];
                let at = vm.call_method(&file, "seek", &args)?;
                let start = !truth::is_true(vm, &at)?;
                self.encoder.begin_at(vm, start)?;
                return Ok(at);
            }
            _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        if is_negative(vm, &target)? {
            let shown = repr::repr(vm, &target)?.to_lossy().into_owned();
            return Err(vm.value_error(format!("negative seek position {shown}")));
        }
        vm.call_method(this, "flush", &[])?;
        let cookie = Cookie::of(vm, &target)?;
        let start = vm.int(cookie.start)?;
        vm.call_method(&file, "seek", &[start])?;
        self.set_decoded(None);
        self.snapshot.replace(None);
        if self.decoder.exists() {
            self.restore(vm, cookie)?;
        }
        let flags = i64::from(cookie.flags);
        if cookie.skip == 0 {
            let input = vm.bytes(b"")?;
            self.snapshot.replace(Some(Snapshot { flags, input }));
        } else {
            self.replay(vm, &file, cookie)?;
        }
        self.encoder.begin_at(vm, cookie.start == 0 && cookie.flags == 0)?;
        Ok(target)
    }

    /// Reads and skips characters from where decoding begins.
    fn replay(&self, vm: &mut Vm, file: &Value, cookie: Cookie) -> Result<(), Raised> {
        let size = vm.int(i64::from(cookie.feed))?;
        let input = vm.call_method(file, "read", &[size])?;
        if !input.is_kind::<Bytes>() {
            let given = vm.classes.name_of(&input);
            let message = format!("underlying read() should have returned a bytes object, not '{given}'");
            return Err(vm.type_error(message));
        }
        let text = if self.decoder.exists() { Some(self.decode(vm, &input, cookie.ends)?) } else { None };
        self.snapshot.replace(Some(Snapshot { flags: i64::from(cookie.flags), input }));
        let chars = usize::try_from(cookie.skip).unwrap_or(usize::MAX);
        let bytes = match &text {
            Some(text) if text.length() >= chars => taipan_text::wtf8::offset_of(text.as_bytes(), chars),
            _ => {
                let message = "can't restore logical file position";
                return Err(vm.raise_message(|classes| &classes.os_error, message));
            }
        };
        self.set_decoded(text);
        self.used.set(Used { bytes, chars });
        Ok(())
    }

    /// Forgets what was decoded and what the decoder keeps.
    fn forget(&self, vm: &mut Vm) -> Result<(), Raised> {
        self.set_decoded(None);
        self.snapshot.replace(None);
        if self.decoder.exists() { self.decoder.reset(vm) } else { Ok(()) }
    }
}

fn is_negative(vm: &mut Vm, number: &Value) -> Result<bool, Raised> {
    let zero = vm.int(0)?;
    compare::holds(vm, Comparison::Lt, number, &zero)
}
