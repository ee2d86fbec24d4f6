//! Algorithms on text and numbers that the builtin types stand on: they know no machine, no value and no exception.
//!
//! Script strings are UTF-8 in which lone surrogates may stand as three bytes (see [`wtf8`]), so what works on any
//! string takes `&[u8]`; an algorithm takes `&str` where the text has been checked. Errors are plain types whose
//! `Display` is the message that Python shows. What can grow without bound takes the longest length allowed, and what can
//! take long takes a meter (see [`pieces`]).
//!
//! Reading order: code points and their properties; strings and bytes; codecs; integers; floats; formatting; hashes.

pub mod wtf8;

pub mod system_text;

pub mod pieces;

pub mod unicode;

mod unicode_tables;

pub mod case;
pub mod classify;
pub mod find;
pub mod two_way;
pub mod pad;
pub mod split;

pub mod codec;

pub mod short_int;
pub mod int_arith;
pub mod integer;
pub mod int_bytes;
pub mod int_float;
pub mod int_text;
pub mod numeral;

pub mod float_parts;
pub mod float_text;
pub mod float_hex;
pub mod float_round;
pub mod float_format;
pub mod complex_text;

pub mod format_spec;
pub mod format_layout;
pub mod format_value;
pub mod format_short;

pub mod format_template;

pub mod percent;
pub mod percent_value;

pub mod hash;
pub mod repr;
pub mod suggest;

/// What one position in a sequence of text is: the methods of strings and bytes differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// In a string.
    CodePoint,
    /// In `bytes` and `bytearray`.
    Byte,
}

/// How long a result may become, and whether making it goes on.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    /// Its bytes.
    pub bytes: usize,
    /// Asked between pieces of long work; a no ends it, as if the result were too long.
    pub goes_on: &'a dyn Fn() -> bool,
}

impl Room<'_> {
    /// Room for so many bytes, for work that nobody ends.
    #[cfg(test)]
    pub(crate) const fn of(bytes: usize) -> Room<'static> {
        Room { bytes, goes_on: &|| true }
    }

    /// Appends a character so many times; there is room.
    fn fill(self, out: &mut Vec<u8>, code_point: u32, times: usize) -> Result<(), TooLong> {
        let mut left = times;
        while left > 0 {
            let now = left.min(pieces::PIECE);
            if times > now && !(self.goes_on)() {
                return Err(TooLong);
            }
            match u8::try_from(code_point) {
                Ok(byte) if byte.is_ascii() => out.resize(out.len() + now, byte),
                _ => (0..now).for_each(|_| wtf8::push(out, code_point)),
            }
            left -= now;
        }
        Ok(())
    }
}

/// The result would be longer than the caller allows: a `MemoryError`. Or else somebody does not want it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;
