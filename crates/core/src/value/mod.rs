//! What a value is: the kinds of objects, and what each holds. No meaning yet; that begins in `protocol`.
//!
//! `kinds` is the table of all kinds. The other files define payloads, by family. What a payload can do by itself
//! (without calling back into Python) stands here; what Python code can ask of it stands in `object`.

pub mod kinds;
pub mod lookout;
pub mod text;
pub mod text_places;
pub mod number;
pub mod sequence;
pub mod table;
pub mod members;
pub mod special;
pub mod mapping;
pub mod class;
pub mod allocate;
pub mod instance;
pub mod function;
pub mod code;
pub mod generator;
pub mod exception;
pub mod iterator;
pub mod deque;
pub mod pipe;
pub mod module;
