//! What an operator asks: one file a family of operators. Each asks the builtin types directly and the special methods
//! of all others.
//!
//! - `arithmetic`: `binary(vm, op, a, b)`, `in_place(vm, op, a, b)`, `power`, `unary(vm, op, a)`
//! - `compare`: `compare(vm, comparison, a, b)`, `holds`, `equals` (identity first)
//! - `hash`: `hash(vm, value)`
//! - `repr`: `repr(vm, value)`, `str`, `ascii`, `enter` and `leave` against cycles; `format`: `format(vm, value, spec)`
//! - `iterate`: `iter(vm, value)`, `next(vm, iterator) -> Option`, `each(vm, iterable, |vm, item| ..)`, `collect`
//! - `item`: `get(vm, object, key)`, `set`, `delete`, `contains(vm, container, item)`, `length`, `slice_bounds`,
//!   `index_of`
//! - `exact`: items and slices of exact builtin sequences, before any special method is asked; `exact_binary`: operators
//!   of two exact values, `binary(vm, op, a, b)`
//! - `mapping`: dicts and sets with any keys: `get(vm, dict, key)`, `set`, `remove`, `contains`, `update`, `set_add`,
//!   `set_contains`, `set_discard`
//! - `classes`: `is_instance(vm, value, classes)`, `is_subclass`
//! - `groups`, `match_exception`: what `except` and `except*` ask

pub mod number;
pub mod int_math;
pub mod float_math;
pub mod complex_math;
pub mod arithmetic;
pub mod compare;
pub mod hash;
pub mod stretch;
pub mod iterate;
pub mod exact;
pub mod exact_binary;
pub mod item;
pub mod mapping;
pub mod classes;
pub mod format;
pub mod repr;
pub mod match_exception;
pub mod groups;
