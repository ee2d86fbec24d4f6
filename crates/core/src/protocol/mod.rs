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
pub mod os_codes;
pub mod os_error;
pub mod syntax_error;
pub mod truth;
pub mod attributes;
pub mod module;
pub mod call;
pub mod linear;
pub mod weak;
pub mod frame_view;
pub mod layout;
pub mod define;
pub mod declaration;
