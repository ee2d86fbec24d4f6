//! Displays: tuples, lists, sets and dicts written out.

use taipan_ast::expr::{DictItem, Expr, ExprKind};
use taipan_bytecode::code::Const;
use taipan_bytecode::opcode::{KILL_B, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::Outcome;
use crate::unit::{Operand, Register};

/// As many elements at most lie in registers at once.
const AT_ONCE: usize = 200;

impl<'a> Compiler<'a> {
    pub(crate) fn tuple(&mut self, items: &'a [Expr], dst: Register, span: Span) -> Outcome {
        if items.len() <= AT_ONCE && !has_star(items) {
            return self.build(Op::BuildTuple, items, dst, span);
        }
        let list = self.scratch(dst);
        self.grow(list, items, Op::BuildList, Op::ListAppend, Op::ListExtend, span)?;
        self.emit(Op::ListToTuple, list, 0, 0, span);
        self.finish(list, dst, span);
        Ok(())
    }

    pub(crate) fn list(&mut self, items: &'a [Expr], dst: Register, span: Span) -> Outcome {
        if let Some(constants) = self.constants_of(items) {
            return self.copied_constants(Op::BuildList, Op::ListExtend, Const::Tuple(constants), dst, span);
        }
        if items.len() <= AT_ONCE && !has_star(items) {
            return self.build(Op::BuildList, items, dst, span);
        }
        let list = self.scratch(dst);
        self.grow(list, items, Op::BuildList, Op::ListAppend, Op::ListExtend, span)?;
        self.finish(list, dst, span);
        Ok(())
    }

    pub(crate) fn set(&mut self, items: &'a [Expr], dst: Register, span: Span) -> Outcome {
        if let Some(constants) = self.constants_of(items) {
            return self.copied_constants(Op::BuildSet, Op::SetUpdate, Const::FrozenSet(constants), dst, span);
        }
        if items.len() <= AT_ONCE && !has_star(items) {
            return self.build(Op::BuildSet, items, dst, span);
        }
        let set = self.scratch(dst);
        self.grow(set, items, Op::BuildSet, Op::SetAdd, Op::SetUpdate, span)?;
        self.finish(set, dst, span);
        Ok(())
    }

    /// Three constants or more are cheaper to copy than to load one by one.
    fn constants_of(&mut self, items: &'a [Expr]) -> Option<Box<[Const]>> {
        if items.len() < 3 {
            return None;
        }
        items.iter().map(|item| self.constant(item)).collect()
    }

    fn copied_constants(&mut self, build: Op, extend: Op, items: Const, dst: Register, span: Span) -> Outcome {
        let container = self.scratch(dst);
        self.emit(build, container, container, 0, span);
        let items = self.constant_operand(items, span);
        self.emit_dying(extend, container, items.register, span);
        self.finish(container, dst, span);
        Ok(())
    }

    fn build(&mut self, op: Op, items: &'a [Expr], dst: Register, span: Span) -> Outcome {
        let first = if !items.is_empty() && self.unit.is_top(dst) { dst } else { self.unit.next_temporary() };
        for (index, item) in items.iter().enumerate() {
            let register = if index == 0 && first == dst { dst } else { self.unit.temporary() };
            self.into(item, register)?;
        }
        let first = if items.is_empty() { dst } else { first };
        self.emit(op, dst, first, items.len() as u16, span);
        Ok(())
    }

    fn finish(&mut self, container: Register, dst: Register, span: Span) {
        if container != dst {
            self.move_to(dst, Operand::dying(container), span);
        }
    }

    /// Builds a container from a first run of elements and adds the others run by run.
    fn grow(&mut self, container: Register, items: &'a [Expr], build: Op, add: Op, extend: Op, span: Span) -> Outcome {
        let plain = items.iter().take_while(|item| !is_starred(item)).count().min(AT_ONCE);
        let (first, rest) = items.split_at(plain);
        let mark = self.unit.depth;
        self.build(build, first, container, span)?;
        self.release(mark);
        for item in rest {
            if let ExprKind::Starred(inner) = &item.kind {
                let more = self.operand(inner)?;
                self.emit_flags(extend, flag(more.dies, KILL_B), container, more.register, 0, span);
            } else {
                let one = self.operand(item)?;
                self.emit_flags(add, flag(one.dies, KILL_B), container, one.register, 0, span);
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(crate) fn dict(&mut self, items: &'a [DictItem], dst: Register, span: Span) -> Outcome {
        let plain = items.iter().take_while(|item| item.key.is_some()).count().min(AT_ONCE / 2);
        if plain == items.len() {
            return self.pairs(items, dst, span);
        }
        let dict = self.scratch(dst);
        let mark = self.unit.depth;
        let (first, rest) = items.split_at(plain);
        self.pairs(first, dict, span)?;
        self.release(mark);
        for item in rest {
            match &item.key {
                None => {
                    let mapping = self.operand(&item.value)?;
                    self.emit_flags(Op::DictUpdate, flag(mapping.dies, KILL_B), dict, mapping.register, 0, span);
                }
                Some(key) => {
                    let key = self.operand(key)?;
                    let key = self.unless_rebound(key, &[&item.value], span);
                    let value = self.operand(&item.value)?;
                    self.insert_pair(dict, key, value, span);
                }
            }
            self.release(mark);
        }
        self.finish(dict, dst, span);
        Ok(())
    }

    fn pairs(&mut self, items: &'a [DictItem], dst: Register, span: Span) -> Outcome {
        let first = if items.is_empty() { dst } else { self.unit.next_temporary() };
        for item in items {
            if let Some(key) = &item.key {
                let register = self.unit.temporary();
                self.into(key, register)?;
            }
            let register = self.unit.temporary();
            self.into(&item.value, register)?;
        }
        self.emit(Op::BuildDict, dst, first, items.len() as u16, span);
        Ok(())
    }
}

fn is_starred(item: &Expr) -> bool {
    matches!(item.kind, ExprKind::Starred(_))
}

pub(crate) fn has_star(items: &[Expr]) -> bool {
    items.iter().any(is_starred)
}
