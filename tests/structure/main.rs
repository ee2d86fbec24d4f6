//! The shape of the house, held by tests: walls between crates, floors inside `vm`, unsafe by address, sizes, names.

mod calls;
mod command;
mod floors;
mod functions;
mod map;
mod prose;
mod recursion;
mod sources;
mod tokens;
mod unsafety;
mod walk;
mod walls;
