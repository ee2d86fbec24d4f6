//! Assignments: targets of every form, unpacking, augmented and annotated assignment.

use taipan_ast::expr::{Expr, ExprKind};
use taipan_ast::name::Name;
use taipan_ast::stmt::{AnnAssign, AugAssign};
use taipan_bytecode::opcode::{KILL_A, KILL_B, KILL_C, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::displays::has_star;
use crate::emit::flag;
use crate::failure::{Outcome, fail};
use crate::names::Access;
use crate::unit::{Operand, Register, UnitKind};

impl<'a> Compiler<'a> {
    pub(crate) fn assign(&mut self, targets: &'a [Expr], value: &'a Expr, span: Span) -> Outcome {
        if let [target] = targets {
            if let ExprKind::Name(name) = target.kind
                && let Some(register) = self.target_register(name)
            {
                self.refuse_debug(name, "assign to", target.span)?;
                self.into(value, register)?;
                self.unit.set_bound(register, true);
                return Ok(());
            }
            if let Some((targets, values)) = same_length(target, value) {
                return self.assign_side_by_side(targets, values);
            }
        }
        let value = self.operand(value)?;
        // A local on the right is read again for each target, so a target must not be that local.
        let value = if targets.len() > 1 && !value.dies { self.secure(value, span) } else { value };
        let evaluated: Vec<&'a Expr> = targets.iter().collect();
        let value = self.unless_rebound(value, &evaluated, span);
        let Some((last, firsts)) = targets.split_last() else { return Ok(()) };
        for target in firsts {
            self.store(target, Operand::kept(value.register))?;
        }
        self.store(last, value)
    }

    /// The register of a plain local that an expression may be compiled into.
    fn target_register(&mut self, name: Name) -> Option<Register> {
        let name = self.mangle(name);
        match self.access(name) {
            Access::Local(register) => Some(register),
            _ => None,
        }
    }

    /// `a, b = x, y` without making a tuple: all values first, then all targets from the left. Constants are made when
    /// they are stored.
    fn assign_side_by_side(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Outcome {
        if let Some((first, second)) = self.swapped_locals(targets, values) {
            self.emit(Op::Swap, first, second, 0, targets[0].span);
            return Ok(());
        }
        let evaluated: Vec<&'a Expr> = values.iter().chain(targets).collect();
        let mut operands = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            if self.constant(value).is_some() {
                operands.push(None);
                continue;
            }
            let operand = self.operand(value)?;
            let overwritten = !operand.dies && self.stores_before(&targets[..index], operand.register);
            let operand = if overwritten { self.secure(operand, value.span) } else { operand };
            operands.push(Some(self.unless_rebound(operand, &evaluated[index + 1..], value.span)));
        }
        for ((target, value), operand) in targets.iter().zip(values).zip(operands) {
            match operand {
                Some(operand) => self.store(target, operand)?,
                None => self.assign(std::slice::from_ref(target), value, target.span)?,
            }
        }
        Ok(())
    }

    /// The registers of two locals that surely hold values and are given each other's.
    fn swapped_locals(&mut self, targets: &[Expr], values: &[Expr]) -> Option<(Register, Register)> {
        let ([first, second], [left, right]) = (targets, values) else { return None };
        let mut register = |expression: &Expr| match expression.kind {
            ExprKind::Name(name) => self.target_register(name).filter(|register| self.unit.is_bound(*register)),
            _ => None,
        };
        let (first, second) = (register(first)?, register(second)?);
        (register(left)? == second && register(right)? == first && first != second).then_some((first, second))
    }

    /// Whether one of the targets binds the local in that register (or may).
    fn stores_before(&mut self, targets: &[Expr], register: Register) -> bool {
        targets.iter().any(|target| match target.kind {
            ExprKind::Name(name) => self.target_register(name) == Some(register),
            _ => true,
        })
    }

    /// Binds a target to an operand, which ends.
    pub(crate) fn store(&mut self, target: &'a Expr, value: Operand) -> Outcome {
        let span = target.span;
        let mark = self.unit.depth;
        match &target.kind {
            ExprKind::Name(name) => self.store_name(*name, value, span)?,
            ExprKind::Attribute { value: object, attr } => {
                self.refuse_debug(*attr, "assign to", span)?;
                self.note_static_attribute(object, *attr);
                let object = self.operand(object)?;
                let place = self.place_of_attribute(*attr, span);
                let attr = self.mangle(*attr);
                let site = self.unit.site(attr);
                let flags = flag(object.dies, KILL_A) | flag(value.dies, KILL_B);
                self.emit_flags(Op::SetAttr, flags, object.register, value.register, site, place);
            }
            ExprKind::Subscript(subscript) => {
                let object = self.operand(&subscript.value)?;
                let object = self.unless_rebound(object, &[&subscript.slice], span);
                let index = self.operand(&subscript.slice)?;
                let flags = flag(object.dies, KILL_A) | flag(index.dies, KILL_B) | flag(value.dies, KILL_C);
                self.emit_flags(Op::SetItem, flags, object.register, index.register, value.register, span);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => self.unpack(items, value, span)?,
            ExprKind::Starred(_) => return fail("starred assignment target must be in a list or tuple", span),
            _ => return fail("cannot assign to expression", span),
        }
        self.release(mark);
        Ok(())
    }

    fn unpack(&mut self, items: &'a [Expr], value: Operand, span: Span) -> Outcome {
        let star = items.iter().position(|item| matches!(item.kind, ExprKind::Starred(_)));
        let extra = items.iter().filter(|item| matches!(item.kind, ExprKind::Starred(_))).count();
        if extra > 1 {
            return fail("multiple starred expressions in assignment", span);
        }
        let (op, count) = match star {
            None => (Op::UnpackSequence, items.len()),
            Some(before) => {
                let after = items.len() - before - 1;
                if before > 255 || after > 255 {
                    return fail("too many expressions in star-unpacking assignment", span);
                }
                (Op::UnpackStar, before | after << 8)
            }
        };
        let flags = flag(value.dies, KILL_B);
        if let Some(first) = self.neighbouring_locals(items) {
            self.emit_flags(op, flags, first, value.register, count as u16, span);
            for register in (first..=Register::MAX).take(items.len()) {
                self.unit.set_bound(register, true);
            }
            return Ok(());
        }
        let first = self.unit.temporary();
        for _ in items.iter().skip(1) {
            self.unit.temporary();
        }
        self.emit_flags(op, flags, first, value.register, count as u16, span);
        for (item, register) in items.iter().zip(first..=Register::MAX) {
            let target = if let ExprKind::Starred(inner) = &item.kind { inner } else { item };
            self.store(target, Operand::dying(register))?;
        }
        Ok(())
    }

    /// The first register of targets that are locals in neighbouring registers.
    fn neighbouring_locals(&mut self, items: &'a [Expr]) -> Option<Register> {
        let mut first = None;
        for (index, item) in items.iter().enumerate() {
            let ExprKind::Name(name) = item.kind else { return None };
            let register = self.target_register(name)?;
            let first = *first.get_or_insert(register);
            if usize::from(register) != usize::from(first) + index {
                return None;
            }
        }
        first
    }

    pub(crate) fn augmented_assign(&mut self, assign: &'a AugAssign, span: Span) -> Outcome {
        let target = &assign.target;
        match &target.kind {
            ExprKind::Name(name) => {
                self.refuse_debug(*name, "assign to", target.span)?;
                if let Some(register) = self.local(*name, target.span) {
                    return self.augment_local(assign.op, register, &assign.value, span);
                }
                let value = self.unit.temporary();
                self.load_name(*name, value, target.span);
                self.augment(assign.op, value, &assign.value, span)?;
                self.store_name(*name, Operand::dying(value), target.span)
            }
            ExprKind::Attribute { value: object, attr } => {
                self.refuse_debug(*attr, "assign to", target.span)?;
                let operand = self.operand(object)?;
                let object = self.unless_rebound(operand, &[&assign.value], target.span);
                let place = self.place_of_attribute(*attr, target.span);
                let attr = self.mangle(*attr);
                let value = self.unit.temporary();
                let site = self.unit.site(attr);
                self.emit(Op::GetAttr, value, object.register, site, place);
                self.augment(assign.op, value, &assign.value, span)?;
                let site = self.unit.site(attr);
                let flags = flag(object.dies, KILL_A) | KILL_B;
                self.emit_flags(Op::SetAttr, flags, object.register, value, site, place);
                Ok(())
            }
            ExprKind::Subscript(subscript) => {
                let object = self.operand(&subscript.value)?;
                let object = self.unless_rebound(object, &[&subscript.slice, &assign.value], target.span);
                let index = self.operand(&subscript.slice)?;
                let index = self.unless_rebound(index, &[&assign.value], target.span);
                let value = self.unit.temporary();
                self.emit(Op::GetItem, value, object.register, index.register, target.span);
                self.augment(assign.op, value, &assign.value, span)?;
                let flags = flag(object.dies, KILL_A) | flag(index.dies, KILL_B) | KILL_C;
                self.emit_flags(Op::SetItem, flags, object.register, index.register, value, target.span);
                Ok(())
            }
            _ => fail("illegal expression for augmented assignment", target.span),
        }
    }

    pub(crate) fn annotated_assign(&mut self, assign: &'a AnnAssign, span: Span) -> Outcome {
        let target = &assign.target;
        if let Some(value) = &assign.value {
            self.assign(std::slice::from_ref(target), value, span)?;
        }
        let in_body = self.unit.kind != UnitKind::Function;
        match &target.kind {
            ExprKind::Name(name) => {
                self.refuse_debug(*name, "assign to", target.span)?;
                if !in_body {
                    return Ok(());
                }
                if assign.simple {
                    let annotation = self.unit.temporary();
                    self.annotation(&assign.annotation, annotation)?;
                    let dict = self.unit.temporary();
                    let annotations = self.names.intern("__annotations__");
                    let site = self.unit.site(annotations);
                    self.emit(Op::LoadName, dict, site, 0, span);
                    let key = self.unit.temporary();
                    let text = self.mangled_text(*name);
                    self.load_constant(key, text, span);
                    let flags = KILL_A | KILL_B | KILL_C;
                    self.emit_flags(Op::SetItem, flags, dict, key, annotation, span);
                    return Ok(());
                }
            }
            ExprKind::Attribute { value, attr } => {
                self.refuse_debug(*attr, "assign to", span)?;
                if assign.value.is_none() {
                    self.effect(value)?;
                }
            }
            ExprKind::Subscript(subscript) if assign.value.is_none() => {
                self.effect(&subscript.value)?;
                self.effect(&subscript.slice)?;
            }
            _ => {}
        }
        // Annotations of other targets are evaluated and forgotten.
        if in_body && !self.future_annotations {
            self.effect(&assign.annotation)?;
        }
        Ok(())
    }

    /// Remembers `self.name = ...` in a method for the class's `__static_attributes__`.
    fn note_static_attribute(&mut self, object: &Expr, attr: Name) {
        let ExprKind::Name(name) = object.kind else { return };
        if self.names.text(name) != "self" {
            return;
        }
        let around = self.outer.iter_mut().rev().find(|unit| unit.kind == UnitKind::Class);
        if let Some(class) = around
            && !class.static_attributes.contains(&attr)
        {
            class.static_attributes.push(attr);
        }
    }
}

/// Two displays of one length without stars: `a, b = x, y`.
fn same_length<'e>(target: &'e Expr, value: &'e Expr) -> Option<(&'e [Expr], &'e [Expr])> {
    let (ExprKind::Tuple(targets) | ExprKind::List(targets)) = &target.kind else { return None };
    let ExprKind::Tuple(values) = &value.kind else { return None };
    let fits = targets.len() == values.len() && (1..=100).contains(&targets.len());
    (fits && !has_star(targets) && !has_star(values)).then_some((targets, values))
}
