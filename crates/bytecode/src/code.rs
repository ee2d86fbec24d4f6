//! A code object: everything about a compiled function, class body or module that does not change while it runs.
//!
//! Code is plain data without interior mutability, shared by `Arc` between programs, threads and VMs; what a VM learns
//! while running it (caches, materialised constants) stands in the VM's own side table.

use std::sync::Arc;

use crate::opcode::Instr;

/// Properties of code, as bits of [`Code::flags`], with CPython's values of `co_flags`.
pub mod flags {
    /// Has no free and no cell variables that it must look up by name: an ordinary function.
    pub const OPTIMIZED: u32 = 0x1;
    /// A call makes a fresh local namespace.
    pub const NEW_LOCALS: u32 = 0x2;
    /// Has a `*args` parameter.
    pub const VARARGS: u32 = 0x4;
    /// Has a `**kwargs` parameter.
    pub const VARKEYWORDS: u32 = 0x8;
    /// Is nested in another function.
    pub const NESTED: u32 = 0x10;
    /// A call makes a generator.
    pub const GENERATOR: u32 = 0x20;
    /// A call makes a coroutine.
    pub const COROUTINE: u32 = 0x80;
    /// A generator that may be awaited (`types.coroutine`).
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    /// A call makes an asynchronous generator.
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// `from __future__ import annotations` was in force.
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    /// Has a docstring as its first constant.
    pub const HAS_DOCSTRING: u32 = 0x400_0000;
    /// A method, defined in a class body.
    pub const METHOD: u32 = 0x800_0000;
    /// The body of a class: register 0 holds the namespace. (Ours; CPython has no such flag.)
    pub const CLASS_BODY: u32 = 0x4000_0000;
    /// The body of a module or of `exec`, `eval` or interactive input: register 0 holds the namespace, or nothing where
    /// it is the globals. (Ours.)
    pub const MODULE_BODY: u32 = 0x8000_0000;
}

/// A constant in the pool.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An integer of 64 bits.
    Int(i64),
    /// A larger integer, in hexadecimal digits or decimal ones behind `0d`, with an optional leading minus.
    BigInt(Box<str>),
    /// A float; compared by its bits so that `0.0` and `-0.0` stay apart.
    Float(u64),
    /// A complex number's real and imaginary parts as bits.
    Complex(u64, u64),
    /// A string, in WTF-8.
    Str(Box<[u8]>),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A tuple of constants.
    Tuple(Box<[Const]>),
    /// A frozenset of constants.
    FrozenSet(Box<[Const]>),
    /// The code of a nested function or class.
    Code(Arc<Code>),
}

/// Where the machine continues when an instruction in `start..end` raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First instruction covered.
    pub start: u32,
    /// First instruction no longer covered.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// The register that receives the exception.
    pub register: u16,
}

/// Where a variable that inner functions capture lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellVar {
    /// Its name.
    pub name: Box<str>,
    /// Its register, which holds a cell from the function's first instructions on.
    pub register: u16,
}

/// A compiled function, class body or module.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// `co_name`.
    pub name: Box<str>,
    /// `co_qualname`.
    pub qualname: Box<str>,
    /// `co_filename`.
    pub filename: Arc<str>,
    /// `co_firstlineno`.
    pub first_line: u32,
    /// Bits of [`flags`].
    pub flags: u32,
    /// `co_argcount`: positional parameters, positional-only ones included.
    pub positional: u16,
    /// `co_posonlyargcount`.
    pub positional_only: u16,
    /// `co_kwonlyargcount`.
    pub keyword_only: u16,
    /// Size of the register window.
    pub registers: u16,
    /// Names of local variables; variable `i` lives in register `i`: positional parameters, keyword-only ones, `*args`,
    /// `**kwargs`, then the rest. In class and module bodies register 0 is `.namespace`.
    pub locals: Box<[Box<str>]>,
    /// Captured variables.
    pub cells: Box<[CellVar]>,
    /// Names of the closure's cells.
    pub free: Box<[Box<str>]>,
    /// The instructions.
    pub instructions: Box<[Instr]>,
    /// The constants.
    pub constants: Box<[Const]>,
    /// The name behind each site, an index into `names`. Every use of a name has a site (and so a cache) of its own.
    pub sites: Box<[u32]>,
    /// The names that sites use.
    pub names: Box<[Box<str>]>,
    /// Exception handlers, inner ones first: the first that covers an instruction is taken.
    pub handlers: Box<[Handler]>,
    /// A position for each instruction (see `positions.rs` for the packed form).
    pub positions: crate::positions::Positions,
}
