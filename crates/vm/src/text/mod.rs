//! Algorithms on text and numbers that the builtin types stand on: they know no machine, no value and no exception.
//!
//! Script strings are UTF-8 in which lone surrogates may stand as three bytes (see [`wtf8`]), so what works on any
//! string takes `&[u8]`; an algorithm takes `&str` where the text has been checked. Errors are plain enums whose
//! `Display` is the message that Python shows.
//!
//! Reading order: code points and their properties; strings and bytes; codecs; integers; floats; formatting; hashes.

pub mod unicode;
mod unicode_tables;
pub mod wtf8;

pub mod case;
pub mod classify;
