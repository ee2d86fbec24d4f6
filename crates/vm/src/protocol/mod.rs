//! What a type promises: natives and their signatures, descriptors, lookup of attributes, calls.

pub mod signature;
pub mod arity;
mod declared;
pub mod native;
pub mod argument;
pub mod descriptor;
pub mod make;
pub mod draft;
pub mod dict;
pub mod lookup;
pub mod name;
pub mod spec;
pub mod raise;
pub mod truth;
pub mod attributes;
pub mod module;
pub mod call;
pub mod linear;
pub mod layout;
pub mod define;
