//! Numbers: `int`, `bool`, `float`, `complex`.

pub mod bool;
pub mod complex;
pub mod float;
pub mod int;
pub mod int_bytes;
pub mod int_new;
pub mod number_methods;
