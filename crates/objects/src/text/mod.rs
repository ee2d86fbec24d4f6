//! Strings and bytes.

pub mod str;
pub mod bytes;
pub mod bytearray;
pub mod codec;
pub mod parts;
pub mod percent;
pub mod percent_plain;
pub mod window;
