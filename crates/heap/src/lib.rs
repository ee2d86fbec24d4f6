//! The heap: the value word, object headers, reference counts, the pool and the cycle collector.
//!
//! In reading order: `word` is how a value is encoded, `header` what every object begins with (`extension` for types that
//! other crates declare), `trace` how references in payloads are found, `value` the owned handles that natives use, `pool`
//! where memory comes from, `sweep` how it goes back, `heap` what a heap is and how objects are released, `allocation` how
//! they are made, `buffer` growable arrays in the pool, `claim` memory outside of it, `ledger` the account of all the rest,
//! which `allocator` keeps, `cycles` the collector, `contracts` what the compiler holds. This crate is the home of unsafe
//! code and knows no Python: what an object holds is described to it by a [`Layout`](header::Layout).

#![allow(unsafe_code, reason = "the heap is the listed home of unsafe code; every block says why it is sound")]

pub mod word;
pub mod header;
pub mod extension;
pub mod trace;
pub mod value;
pub mod pool;
mod sweep;
pub mod heap;
mod allocation;
pub mod buffer;
pub mod claim;
pub mod contracts;
pub mod ledger;
pub mod allocator;
pub mod cycles;
