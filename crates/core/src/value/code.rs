//! Code objects: the shared, immutable code together with what one VM has learned about it.

use std::cell::Cell;
use std::sync::Arc;

use taipan_bytecode::code::Code;
use taipan_bytecode::opcode::Instr;
use taipan_heap::value::Value;
use taipan_macros::{Trace, payload};

use crate::value::generator::Flavor;
use crate::value::kinds;

/// What a site remembers from the last time it ran.
///
/// `key` is a stamp (of a shape, a class or a table) under which the rest is valid; 0 is that of every empty table,
/// so that a new cache has the largest, which is never given. What `value` and `extra`
/// mean is up to the instruction; a pointer in `value` is not counted: whatever carries the stamp keeps it alive.
#[derive(Trace)]
pub struct Cache {
    /// Stamp under which the entry is valid.
    pub key: Cell<u64>,
    /// A word's bits, an address or a number.
    pub value: Cell<u64>,
    /// A second stamp, or an index.
    pub extra: Cell<u64>,
}

impl Default for Cache {
    fn default() -> Cache {
        Cache { key: Cell::new(u64::MAX), value: Cell::default(), extra: Cell::default() }
    }
}

/// The arity of code that no call enters without binding.
pub const NEVER: u32 = u32::MAX;

/// A code object.
#[payload(kinds::CODE, "code")]
pub struct CodeObject {
    /// The first instruction.
    #[untraced]
    pub start: *const Instr,
    /// Number of registers.
    pub registers: u32,
    /// Number of positional arguments of a call that needs no binding: no `*args`, `**kwargs` or keyword-only parameters,
    /// and it runs a frame at once (no generator). [`NEVER`] if there is no such call.
    pub arity: u32,
    /// As `arity`, of generators and coroutines too.
    pub positional_arity: u32,
    /// What a call makes, if it does not run a frame at once.
    pub makes: Option<Flavor>,
    /// True if it has `try` or `with` blocks: a frame of it that ends early has something to do.
    pub has_handlers: bool,
    /// The code, shared with other VMs.
    pub code: Arc<Code>,
    /// The constants as values, in the order of the code's constants.
    pub constants: Box<[Value]>,
    /// `co_name` as an interned string.
    pub name: Value,
    /// `co_qualname`.
    pub qualname: Value,
    /// The name of each site as an interned string.
    pub names: Box<[Value]>,
    /// A cache for each site.
    pub caches: Box<[Cache]>,
    /// Names of the locals as interned strings.
    pub locals: Box<[Value]>,
    /// How often the code was entered or looped: for the day when a compiler asks.
    pub heat: Cell<u32>,
}
