//! Dicts, their views, and sets.

pub mod dict;
pub mod dict_update;
pub mod dict_views;
pub mod mapping_proxy;
pub mod set;
pub mod set_algebra;
pub mod table_iterator;
