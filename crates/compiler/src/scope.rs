//! Scopes: which names a piece of code binds and uses, and where each of them lives.
//!
//! Two passes over a whole source: `collect` walks the tree and writes down bindings and uses, `resolve` finds for every
//! use the scope that binds it. A comprehension is a scope of its own, but most are *inlined*: they run in the frame of
//! the code around them, their host, and their variables are registers of it.

pub(crate) mod collect;
pub(crate) mod expressions;
pub(crate) mod resolve;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use taipan_ast::name::Name;
use taipan_source::span::Span;

/// A scope, as an index into the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct ScopeId(pub(crate) u32);

/// What makes a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    Comprehension(ComprehensionKind),
    /// `[T]` of a function, class or alias; its bounds are scopes inside it.
    TypeParameters,
    /// The value of `type X = value`.
    TypeAlias,
    /// A type parameter's bound or default; the text is CPython's name for it.
    TypeVariable(&'static str),
    /// An annotation that is never evaluated (`from __future__ import annotations`).
    Annotation,
}

/// The four comprehensions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// What is known of a name in a scope, as bits.
pub(crate) mod mark {
    /// Bound here.
    pub(crate) const LOCAL: u16 = 1;
    /// A parameter.
    pub(crate) const PARAMETER: u16 = 2;
    /// Declared `global`.
    pub(crate) const GLOBAL: u16 = 4;
    /// Declared `nonlocal`.
    pub(crate) const NONLOCAL: u16 = 8;
    /// Read.
    pub(crate) const USED: u16 = 16;
    /// Annotated.
    pub(crate) const ANNOTATED: u16 = 32;
    /// A comprehension's loop variable.
    pub(crate) const ITERATION: u16 = 64;
    /// A type parameter.
    pub(crate) const TYPE_PARAMETER: u16 = 128;
    /// Deleted somewhere, by `del` or at the end of an `except ... as`.
    pub(crate) const DELETED: u16 = 256;
    /// Bound by an import.
    pub(crate) const IMPORTED: u16 = 512;
}

/// Where a name lives, seen from a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Binding {
    /// Not resolved yet.
    Unknown,
    /// A register of this scope's host.
    Local,
    /// A register of this scope's host that holds a cell.
    Cell,
    /// The variable of that scope around this one, which has the same host.
    Around(ScopeId),
    /// The host's closure.
    Free,
    /// In a class body: its namespace first, then the closure.
    ClassFree,
    /// The namespace of a class body or module.
    Namespace,
    /// Not bound by any scope around: global or builtin.
    GlobalImplicit,
    /// Declared `global`.
    GlobalExplicit,
}

/// A name in a scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: Name,
    pub(crate) marks: u16,
    pub(crate) binding: Binding,
    /// The register in the host, for `Local` and `Cell`, set when the host is compiled.
    pub(crate) register: u16,
    /// Where it was first declared `global` or `nonlocal`, or is a parameter.
    pub(crate) span: Span,
}

/// A scope.
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) name: Name,
    pub(crate) parent: Option<ScopeId>,
    /// The scope whose frame this one runs in: itself unless inlined.
    pub(crate) host: ScopeId,
    /// In order of appearance.
    pub(crate) symbols: Vec<Symbol>,
    index: HashMap<Name, u32, BuildHasherDefault<NameHasher>>,
    pub(crate) children: Vec<ScopeId>,
    /// The class whose private names are mangled here.
    pub(crate) class: Option<Name>,
    pub(crate) is_async: bool,
    pub(crate) has_yield: bool,
    pub(crate) has_await: bool,
    /// Holds an assignment expression, so that evaluating an expression may rebind a local.
    pub(crate) has_walrus: bool,
    /// A class whose methods use `super` or `__class__`.
    pub(crate) needs_class_cell: bool,
    /// A class whose annotation scopes look names up in its namespace.
    pub(crate) needs_class_dict: bool,
    /// An annotation scope directly inside a class.
    pub(crate) sees_class: bool,
    /// Never run: an annotation that becomes text, or inside one.
    pub(crate) is_text: bool,
    /// Names from outer frames, in order: the closure.
    pub(crate) free: Vec<Name>,
}

impl Scope {
    pub(crate) fn find(&self, name: Name) -> Option<&Symbol> {
        self.index.get(&name).and_then(|&index| self.symbols.get(index as usize))
    }

    /// The symbol of a name, new if it was not there.
    pub(crate) fn symbol(&mut self, name: Name) -> &mut Symbol {
        let next = self.symbols.len() as u32;
        let index = *self.index.entry(name).or_insert(next);
        if index == next {
            let span = Span::default();
            self.symbols.push(Symbol { name, marks: 0, binding: Binding::Unknown, register: 0, span });
        }
        &mut self.symbols[index as usize]
    }

    /// Whether locals are registers here.
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    pub(crate) fn is_comprehension(&self) -> bool {
        matches!(self.kind, ScopeKind::Comprehension(_))
    }
}

/// All scopes of a source.
pub(crate) struct ScopeTable {
    pub(crate) scopes: Vec<Scope>,
    /// The scope of a tree's node, by the node's address: trees do not move while they are compiled.
    pub(crate) of_node: HashMap<usize, ScopeId, BuildHasherDefault<NameHasher>>,
}

impl ScopeTable {
    pub(crate) fn get(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub(crate) fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    pub(crate) fn add(&mut self, kind: ScopeKind, name: Name, parent: Option<ScopeId>, class: Option<Name>) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        if let Some(parent) = parent {
            self.get_mut(parent).children.push(id);
        }
        let is_text = kind == ScopeKind::Annotation || parent.is_some_and(|parent| self.get(parent).is_text);
        self.scopes.push(Scope {
            kind,
            name,
            parent,
            host: id,
            symbols: Vec::new(),
            index: HashMap::default(),
            children: Vec::new(),
            class,
            is_async: false,
            has_yield: false,
            has_await: false,
            has_walrus: false,
            needs_class_cell: false,
            needs_class_dict: false,
            sees_class: false,
            is_text,
            free: Vec::new(),
        });
        id
    }
}

/// Which of a node's scopes is meant. A node and its first field can have one address, so the address alone would not do.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    /// A comprehension.
    Comprehension,
    /// A function, class or alias.
    Definition,
    /// The type parameters that begin with this one.
    TypeParameters,
    /// An expression that is evaluated later, or never.
    Postponed,
}

impl ScopeKind {
    fn role(self) -> Role {
        match self {
            ScopeKind::Comprehension(_) => Role::Comprehension,
            ScopeKind::TypeParameters => Role::TypeParameters,
            ScopeKind::TypeVariable(_) | ScopeKind::Annotation => Role::Postponed,
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Function | ScopeKind::Lambda | ScopeKind::TypeAlias => {
                Role::Definition
            }
        }
    }
}

/// The key of a node in [`ScopeTable::of_node`]: nodes are aligned, which leaves room for the role.
pub(crate) fn node_key<T>(node: &T, role: Role) -> usize {
    const { assert!(align_of::<T>() >= 4) };
    std::ptr::from_ref(node) as usize + role as usize
}

/// Names are small numbers and nodes are addresses: one multiplication spreads them well enough.
#[derive(Default)]
pub(crate) struct NameHasher(u64);

impl Hasher for NameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}
