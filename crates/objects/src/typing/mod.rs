//! Generic aliases, type parameters, unions.

pub mod generic_alias;
pub mod generic_args;
pub mod type_alias;
pub mod type_params;
pub mod union;
