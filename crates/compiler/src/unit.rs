//! A unit: one code object while it is compiled.

use std::collections::HashMap;

use taipan_ast::name::Name;
use taipan_ast::stmt::Stmt;
use taipan_bytecode::assembler::{Assembler, Label, TEMPORARY};
use taipan_source::span::Span;

use crate::constants::ConstantPool;
use crate::scope::ScopeId;

/// A register: a variable's number, or a temporary (from `TEMPORARY` on).
pub(crate) type Register = u16;

/// Whether a register is a temporary.
pub(crate) fn is_temporary(register: Register) -> bool {
    register >= TEMPORARY
}

/// A value in a register, ready to be used by an instruction. A temporary dies with that use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Operand {
    pub(crate) register: Register,
    pub(crate) dies: bool,
}

impl Operand {
    /// A variable, or a temporary that lives on.
    pub(crate) fn kept(register: Register) -> Operand {
        Operand { register, dies: false }
    }

    /// A temporary that dies with its use.
    pub(crate) fn dying(register: Register) -> Operand {
        Operand { register, dies: true }
    }
}

/// A range of instructions whose exceptions go to a handler. Ways out of it interrupt the range.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    pub(crate) start: u32,
    pub(crate) handler: Label,
    pub(crate) register: Register,
}

/// What surrounds a statement, and what has to happen on a way out of it.
#[derive(Clone, Copy)]
pub(crate) enum Block<'a> {
    /// A loop. A `for` keeps its iterator in a temporary.
    Loop { head: Label, end: Label, iterator: Option<Register> },
    /// The body of a `try` with handlers.
    Try(Region),
    /// What a `finally` follows: its body runs on the way out.
    Finally(Region, &'a [Stmt]),
    /// An exception is being handled: its state is in this register and the next.
    Handling(Region, Register),
    /// The body of `except ... as name`.
    Named(Region, Name),
    /// An `except*` clause: nothing may leave it.
    Group(Region),
    /// The body of a `with`: the exit function's register.
    With { region: Region, exit: Register, is_async: bool, span: Span },
}

impl Block<'_> {
    pub(crate) fn region_mut(&mut self) -> Option<&mut Region> {
        match self {
            Block::Loop { .. } => None,
            Block::Try(region)
            | Block::Finally(region, _)
            | Block::Handling(region, _)
            | Block::Named(region, _)
            | Block::Group(region)
            | Block::With { region, .. } => Some(region),
        }
    }
}

/// How the code of a unit is entered and what it may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum UnitKind {
    Module,
    Class,
    Function,
}

/// One code object while it is compiled.
pub(crate) struct Unit<'a> {
    pub(crate) kind: UnitKind,
    pub(crate) name: Name,
    pub(crate) qualname: String,
    pub(crate) first_line: u32,
    pub(crate) flags: u32,
    pub(crate) positional: u16,
    pub(crate) positional_only: u16,
    pub(crate) keyword_only: u16,
    pub(crate) assembler: Assembler,
    /// The scope of the code as a whole.
    pub(crate) host: ScopeId,
    /// The scope of what is being compiled: the host's or that of an inlined comprehension.
    pub(crate) scope: ScopeId,
    pub(crate) class: Option<Name>,
    pub(crate) blocks: Vec<Block<'a>>,
    /// Temporaries in use.
    pub(crate) depth: u16,
    pub(crate) constants: ConstantPool,
    pub(crate) names: HashMap<Name, u32>,
    pub(crate) name_list: Vec<Name>,
    pub(crate) sites: Vec<u32>,
    /// Sites that all uses of a name share, in code with very many.
    pub(crate) shared_sites: HashMap<u32, u16>,
    pub(crate) locals: Vec<Name>,
    pub(crate) cells: Vec<(Name, Register)>,
    /// Locals that surely hold a value here, for the first 128 registers.
    pub(crate) bound: u128,
    /// Locals that are deleted somewhere in the function.
    pub(crate) fragile: u128,
    /// `bound` at each label, as far as it was jumped to.
    pub(crate) states: Vec<u128>,
    /// Attributes that methods of this class assign to `self`.
    pub(crate) static_attributes: Vec<Name>,
    pub(crate) class_cell: Option<Register>,
    /// An assignment expression may rebind a local while an expression is evaluated.
    pub(crate) has_walrus: bool,
}

/// Most temporaries that are in use at once, and one more.
pub(crate) const MOST_TEMPORARIES: u16 = 0x7ff0;

impl Unit<'_> {
    pub(crate) fn label(&mut self) -> Label {
        self.states.push(u128::MAX);
        self.assembler.label()
    }

    /// Puts a label here; what is surely bound is what all ways to it have bound.
    pub(crate) fn bind(&mut self, label: Label) {
        let state = self.states.get(label.index()).copied().unwrap_or(0);
        self.bound = if self.assembler.reachable() { self.bound & state } else { state };
        self.assembler.bind(label);
    }

    /// Puts a label here that is jumped to from behind.
    pub(crate) fn bind_head(&mut self, label: Label) {
        self.bound &= !self.fragile;
        self.assembler.bind(label);
    }

    /// Remembers what is bound at a jump to the label.
    pub(crate) fn note_jump(&mut self, label: Label) {
        if self.assembler.reachable()
            && let Some(state) = self.states.get_mut(label.index())
        {
            *state &= self.bound;
        }
    }

    /// Begins a range whose exceptions go to a new handler with `register` for the exception.
    pub(crate) fn open_region(&mut self, register: Register) -> Region {
        let handler = self.label();
        self.states[handler.index()] = self.bound & !self.fragile;
        if is_temporary(register) {
            self.assembler.note_temporary(register - TEMPORARY);
        }
        Region { start: self.assembler.position(), handler, register }
    }

    pub(crate) fn close_region(&mut self, region: Region) {
        self.assembler.protect(region.start, region.handler, region.register);
    }

    /// A fresh temporary on top of the others.
    pub(crate) fn temporary(&mut self) -> Register {
        let depth = self.depth;
        // Windows of this size and beyond are refused when the code is finished.
        self.depth = (depth + 1).min(MOST_TEMPORARIES);
        self.assembler.note_temporary(depth);
        TEMPORARY + depth
    }

    /// The temporary that `temporary` would give.
    pub(crate) fn next_temporary(&self) -> Register {
        TEMPORARY + self.depth
    }

    /// Whether the register is the topmost temporary.
    pub(crate) fn is_top(&self, register: Register) -> bool {
        is_temporary(register) && register + 1 == TEMPORARY + self.depth
    }

    pub(crate) fn is_bound(&self, register: Register) -> bool {
        register < 128 && self.bound & (1 << register) != 0
    }

    pub(crate) fn set_bound(&mut self, register: Register, bound: bool) {
        if register < 128 {
            let bit = 1 << register;
            self.bound = if bound { self.bound | bit } else { self.bound & !bit };
        }
    }

    /// The index of a name among the code's names.
    pub(crate) fn name_index(&mut self, name: Name) -> u32 {
        let next = self.name_list.len() as u32;
        let index = *self.names.entry(name).or_insert(next);
        if index == next {
            self.name_list.push(name);
        }
        index
    }

    /// A new site for a name. Code with very many shares one between all further uses of a name.
    pub(crate) fn site(&mut self, name: Name) -> u16 {
        const OWN_SITES: usize = 40_000;
        let index = self.name_index(name);
        let next = self.sites.len();
        if next >= OWN_SITES {
            if let Some(&shared) = self.shared_sites.get(&index) {
                return shared;
            }
            self.shared_sites.insert(index, next as u16);
        }
        self.sites.push(index);
        next as u16
    }
}
