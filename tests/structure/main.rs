//! The shape of the house, held by tests: walls between crates, floors inside `vm`, unsafe by address, sizes, names.

mod floors;
mod map;
mod prose;
mod sources;
mod unsafety;
mod walls;
