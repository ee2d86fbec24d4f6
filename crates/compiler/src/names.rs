//! Variables: reading, binding and deleting names, wherever they live.

use taipan_ast::name::Name;
use taipan_bytecode::opcode::{KILL_A, KILL_B, Op, VARIANT};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::{flag, kill};
use crate::failure::{Outcome, fail};
use crate::scope::{Binding, Role, ScopeId, ScopeKind, node_key};
use crate::unit::{Operand, Register, UnitKind};

/// Where code reaches a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    Local(Register),
    Cell(Register),
    Free(u16),
    /// Class namespace first, then the closure.
    ClassFree(u16),
    Global,
    Namespace,
}

impl Compiler<'_> {
    /// Where the current code reaches a name (already mangled).
    pub(crate) fn access(&self, name: Name) -> Access {
        let scope = self.table.get(self.unit.scope);
        let Some(symbol) = scope.find(name) else { return self.unknown() };
        match symbol.binding {
            Binding::Local => Access::Local(symbol.register),
            Binding::Cell => Access::Cell(symbol.register),
            Binding::Around(around) => match self.table.get(around).find(name) {
                Some(outer) if outer.binding == Binding::Cell => Access::Cell(outer.register),
                Some(outer) => Access::Local(outer.register),
                None => self.unknown(),
            },
            Binding::Free => Access::Free(self.free_index(name)),
            Binding::ClassFree => Access::ClassFree(self.free_index(name)),
            Binding::Namespace => Access::Namespace,
            Binding::GlobalExplicit => Access::Global,
            Binding::GlobalImplicit if self.unit.kind == UnitKind::Module => Access::Namespace,
            Binding::GlobalImplicit | Binding::Unknown => Access::Global,
        }
    }

    /// Names that the tree does not mention.
    fn unknown(&self) -> Access {
        if self.unit.kind == UnitKind::Function { Access::Global } else { Access::Namespace }
    }

    fn free_index(&self, name: Name) -> u16 {
        let free = &self.table.get(self.unit.host).free;
        free.iter().position(|&other| other == name).unwrap_or(0) as u16
    }

    pub(crate) fn mangle(&mut self, name: Name) -> Name {
        let class = self.unit.class;
        self.names.mangle(class, name)
    }

    /// The register of a name that is a local, after a check that it holds a value where that is not sure.
    pub(crate) fn local(&mut self, name: Name, span: Span) -> Option<Register> {
        let name = self.mangle(name);
        match self.access(name) {
            Access::Local(register) => {
                self.check_bound(register, span);
                Some(register)
            }
            _ => None,
        }
    }

    fn check_bound(&mut self, register: Register, span: Span) {
        if !self.unit.is_bound(register) {
            self.emit(Op::CheckLocal, register, 0, 0, span);
            self.unit.set_bound(register, true);
        }
    }

    pub(crate) fn load_name(&mut self, name: Name, dst: Register, span: Span) {
        if name == self.known.debug {
            let on = if self.options.optimize == 0 { Op::LoadTrue } else { Op::LoadFalse };
            return self.emit(on, dst, 0, 0, span);
        }
        let name = self.mangle(name);
        match self.access(name) {
            Access::Local(register) => {
                self.check_bound(register, span);
                self.emit(Op::Move, dst, register, 0, span);
            }
            Access::Cell(register) => self.emit(Op::LoadCell, dst, register, 0, span),
            Access::Free(index) if self.looks_into_class(name) => {
                self.load_class_dict(dst, span);
                let site = self.unit.site(name);
                self.emit(Op::LoadDictFree, dst, index, site, span);
            }
            Access::Free(index) => self.emit(Op::LoadFree, dst, index, 0, span),
            Access::ClassFree(index) => {
                let site = self.unit.site(name);
                self.emit(Op::LoadClassFree, dst, index, site, span);
            }
            Access::Global if self.looks_into_class(name) => {
                self.load_class_dict(dst, span);
                let site = self.unit.site(name);
                self.emit(Op::LoadDictGlobal, dst, site, 0, span);
            }
            Access::Global => {
                let site = self.unit.site(name);
                self.emit(Op::LoadGlobal, dst, site, 0, span);
            }
            Access::Namespace => {
                let site = self.unit.site(name);
                self.emit(Op::LoadName, dst, site, 0, span);
            }
        }
    }

    /// Annotation scopes in a class see its namespace, except for names that another such scope binds.
    fn looks_into_class(&self, name: Name) -> bool {
        let scope = self.table.get(self.unit.scope);
        let declared = scope.find(name).is_some_and(|symbol| symbol.binding == Binding::GlobalExplicit);
        if !scope.sees_class || declared || name == self.known.class_dict {
            return false;
        }
        let mut around = scope.parent;
        while let Some(id) = around {
            let scope = self.table.get(id);
            if scope.kind == ScopeKind::Class {
                return true;
            }
            if matches!(scope.find(name), Some(symbol) if matches!(symbol.binding, Binding::Local | Binding::Cell)) {
                return false;
            }
            around = scope.parent;
        }
        false
    }

    fn load_class_dict(&mut self, dst: Register, span: Span) {
        let index = self.free_index(self.known.class_dict);
        self.emit(Op::LoadFree, dst, index, 0, span);
    }

    /// Binds a name to an operand, which ends.
    pub(crate) fn store_name(&mut self, name: Name, value: Operand, span: Span) -> Outcome {
        self.refuse_debug(name, "assign to", span)?;
        let name = self.mangle(name);
        match self.access(name) {
            Access::Local(register) => {
                self.move_to(register, value, span);
                self.unit.set_bound(register, true);
            }
            Access::Cell(register) => {
                self.emit_flags(Op::StoreCell, flag(value.dies, KILL_B), register, value.register, 0, span);
            }
            Access::Free(index) | Access::ClassFree(index) => {
                self.emit_flags(Op::StoreFree, flag(value.dies, KILL_A), value.register, index, 0, span);
            }
            Access::Global => {
                let site = self.unit.site(name);
                self.emit_flags(Op::StoreGlobal, flag(value.dies, KILL_A), value.register, site, 0, span);
            }
            Access::Namespace => {
                let site = self.unit.site(name);
                self.emit_flags(Op::StoreName, flag(value.dies, KILL_A), value.register, site, 0, span);
            }
        }
        Ok(())
    }

    /// Stores a compiler-made name into the namespace of a class or module body.
    pub(crate) fn store_in_namespace(&mut self, text: &str, value: Register, span: Span) {
        let name = self.names.intern(text);
        let site = self.unit.site(name);
        self.emit_flags(Op::StoreName, KILL_A, value, site, 0, span);
    }

    pub(crate) fn delete_name(&mut self, name: Name, span: Span) -> Outcome {
        self.refuse_debug(name, "delete", span)?;
        let name = self.mangle(name);
        match self.access(name) {
            Access::Local(register) => {
                self.check_bound(register, span);
                self.emit(Op::Clear, register, 0, 0, span);
                self.unit.set_bound(register, false);
            }
            Access::Cell(register) => self.emit(Op::ClearCell, register, 0, 0, span),
            Access::Free(index) | Access::ClassFree(index) => self.emit(Op::ClearFree, 0, index, 0, span),
            Access::Global => {
                let site = self.unit.site(name);
                self.emit(Op::DeleteGlobal, 0, site, 0, span);
            }
            Access::Namespace => {
                let site = self.unit.site(name);
                self.emit(Op::DeleteName, 0, site, 0, span);
            }
        }
        Ok(())
    }

    /// Makes a name unbound at the end of `except ... as name`, whether it still is bound or not.
    pub(crate) fn forget_name(&mut self, name: Name) -> Outcome {
        let span = Span::default();
        let mangled = self.mangle(name);
        match self.access(mangled) {
            Access::Local(register) => {
                self.clear(register);
                self.unit.set_bound(register, false);
                Ok(())
            }
            Access::Cell(register) => {
                self.emit_flags(Op::ClearCell, VARIANT, register, 0, 0, span);
                Ok(())
            }
            _ => {
                let none = self.unit.temporary();
                self.emit(Op::LoadNone, none, 0, 0, span);
                self.store_name(name, Operand::dying(none), span)?;
                self.unit.depth -= 1;
                self.delete_name(name, span)
            }
        }
    }

    /// `__debug__` is a constant, wherever it is named.
    pub(crate) fn refuse_debug(&self, name: Name, what: &str, span: Span) -> Outcome {
        if name == self.known.debug { fail(format!("cannot {what} __debug__"), span) } else { Ok(()) }
    }

    /// Puts the cell of a variable that code inside captures into `dst`.
    pub(crate) fn load_captured(&mut self, name: Name, dst: Register, span: Span) {
        match self.captured_register(name) {
            Some(register) => self.emit(Op::Move, dst, register, 0, span),
            None => {
                let index = self.free_index(name);
                self.emit(Op::LoadFreeCell, dst, index, 0, span);
            }
        }
    }

    /// The register in this frame that holds the cell of a captured variable, seen from here outwards.
    fn captured_register(&self, name: Name) -> Option<Register> {
        let mut next = Some(self.unit.scope);
        while let Some(id) = next {
            let scope = self.table.get(id);
            if scope.host != self.unit.host {
                return None;
            }
            if scope.kind == ScopeKind::Class {
                let implicit = name == self.known.class_cell || name == self.known.class_dict;
                return if implicit { self.cell_register(name) } else { None };
            }
            if scope.kind != ScopeKind::Module
                && let Some(symbol) = scope.find(name)
                && symbol.binding == Binding::Cell
            {
                return Some(symbol.register);
            }
            next = scope.parent;
        }
        None
    }

    fn cell_register(&self, name: Name) -> Option<Register> {
        self.unit.cells.iter().rev().find(|&&(cell, _)| cell == name).map(|&(_, register)| register)
    }

    /// The scope that a node of the tree opened.
    pub(crate) fn scope_of<T>(&self, node: &T, role: Role) -> ScopeId {
        let key = node_key(node, role);
        self.table.of_node.get(&key).copied().unwrap_or(ScopeId(0))
    }

    /// Moves an operand into a temporary of its own if it is a variable.
    pub(crate) fn secure(&mut self, operand: Operand, span: Span) -> Operand {
        if operand.dies {
            return operand;
        }
        let copy = self.unit.temporary();
        let flags = kill(operand, copy, KILL_B);
        self.emit_flags(Op::Move, flags, copy, operand.register, 0, span);
        Operand::dying(copy)
    }
}
