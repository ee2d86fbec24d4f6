//! Iterators over what others hold.

pub mod call_iterator;
pub mod enumerate;
pub mod filter;
pub mod map;
pub mod reused;
pub mod sequence_iterator;
pub mod zip;
