//! Functions written in Python, and the small objects around them: functions of the library, bound methods, cells, weak
//! references.

use std::cell::Cell as StdCell;

use taipan_heap::value::{Ref, Slot, Value};
use taipan_heap::word::Word;
use taipan_macros::payload;

use crate::value::code::CodeObject;
use crate::value::kinds;
use crate::value::mapping::Dict;

/// A function written in Python.
#[payload(kinds::FUNCTION, "function")]
pub struct Function {
    /// Its code; `__code__` can be replaced, so hold a reference while a frame runs it.
    pub code: Slot,
    /// The globals it was defined in.
    pub globals: Ref<Dict>,
    /// Tuple of defaults of positional parameters, or None.
    pub defaults: Slot,
    /// Dict of defaults of keyword-only parameters, or None.
    pub keyword_defaults: Slot,
    /// Tuple of cells, or None.
    pub closure: Slot,
    /// `__name__`.
    pub name: Slot,
    /// `__qualname__`.
    pub qualname: Slot,
    /// `__doc__`.
    pub doc: Slot,
    /// `__annotations__` (a dict), a function that gives it, or None.
    pub annotations: Slot,
    /// `__type_params__` (a tuple) or None.
    pub type_parameters: Slot,
    /// `__module__`.
    pub module: Slot,
    /// `__dict__`, unbound until somebody asks.
    pub dict: Slot,
    /// Changes when code or defaults are replaced: what call caches compare.
    pub stamp: StdCell<u64>,
    /// Whether it stands behind a [`LibraryFunction`]: then its frames are no entries of tracebacks.
    pub builtin: StdCell<bool>,
}

impl Function {
    /// The code object.
    pub fn code_object(&self) -> Ref<CodeObject> {
        match self.code.get().cast() {
            Ok(code) => code,
            Err(_) => unreachable!("only code objects are stored in a function's code"),
        }
    }
}

/// A function of the library in Python that CPython writes in C: scripts see a `builtin_function_or_method`, which is no
/// method of the class that holds it.
#[payload(kinds::LIBRARY_FUNCTION, "builtin_function_or_method")]
pub struct LibraryFunction {
    /// The function.
    pub function: Ref<Function>,
    /// `__module__`.
    pub module: Value,
}

/// A function together with the object it was looked up on.
#[payload(kinds::BOUND_METHOD, "method")]
pub struct BoundMethod {
    /// The function, or any callable.
    pub function: Slot,
    /// The first argument.
    pub receiver: Slot,
}

/// A variable that several functions share.
#[payload(kinds::CELL, "cell")]
#[derive(Default)]
pub struct Cell {
    /// What the variable holds; unbound if nothing.
    pub contents: Slot,
}

/// A weak reference (or proxy): its target is a plain address, cleared by the machine before the target ends.
#[payload(kinds::WEAK_REF, "weakref")]
pub struct WeakRef {
    /// The target, not counted; unbound once it is gone.
    pub target: StdCell<Word>,
    /// Called with the reference when the target ends, or None.
    pub callback: Slot,
    /// The target's hash, once computed.
    pub hash: StdCell<Option<i64>>,
}
