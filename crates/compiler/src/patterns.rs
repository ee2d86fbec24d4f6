//! `match`: patterns as tests and captures.
//!
//! The values that a pattern looks at lie in temporaries of its case. Names are bound only when the whole pattern has
//! matched; on both ways out the temporaries that no name took are cleared.

use taipan_ast::constant::Constant;
use taipan_ast::expr::ExprKind;
use taipan_ast::name::Name;
use taipan_ast::pattern::{MatchClass, MatchMapping, Pattern, PatternKind};
use taipan_ast::stmt::{Match, MatchCase};
use taipan_bytecode::assembler::{Label, TEMPORARY};
use taipan_bytecode::code::Const;
use taipan_bytecode::opcode::{KILL_B, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::{Outcome, fail};
use crate::fold;
use crate::unit::{Operand, Register};
use crate::unparse::literals;

/// One attempt to match: a case, or an alternative in it.
struct Attempt {
    /// Where to go when it fails.
    failed: Label,
    /// Names and the registers of their values.
    captures: Vec<(Name, Register, Span)>,
    /// Temporaries that hold values of this attempt.
    held: Vec<Register>,
}

impl Attempt {
    fn loose(&self) -> Vec<Register> {
        let taken = |register: &Register| self.captures.iter().any(|&(_, captured, _)| captured == *register);
        self.held.iter().copied().filter(|register| !taken(register)).collect()
    }
}

impl<'a> Compiler<'a> {
    pub(crate) fn match_statement(&mut self, match_: &'a Match) -> Outcome {
        let mark = self.unit.depth;
        let subject = self.unit.temporary();
        self.into(&match_.subject, subject)?;
        let end = self.unit.label();
        for (index, case) in match_.cases.iter().enumerate() {
            let last = index + 1 == match_.cases.len();
            if !last && case.guard.is_none() {
                self.refuse_irrefutable(&case.pattern)?;
            }
            self.case(case, subject, end)?;
            self.release(mark + 1);
        }
        self.clear(subject);
        self.release(mark);
        self.unit.bind(end);
        Ok(())
    }

    fn case(&mut self, case: &'a MatchCase, subject: Register, end: Label) -> Outcome {
        let next = self.unit.label();
        let mut attempt = self.attempt();
        self.pattern(&case.pattern, subject, false, &mut attempt)?;
        for register in attempt.loose() {
            self.clear(register);
        }
        for &(name, register, span) in &attempt.captures {
            self.store_name(name, Operand::dying(register), span)?;
        }
        self.release(subject - TEMPORARY + 1);
        if let Some(guard) = &case.guard {
            self.condition(guard, next, false)?;
        }
        self.clear(subject);
        self.release(subject - TEMPORARY);
        self.body(&case.body)?;
        self.unit.depth = subject - TEMPORARY + 1;
        self.jump(end, Span::default());
        self.unit.bind(attempt.failed);
        for &register in &attempt.held {
            self.clear(register);
        }
        self.unit.bind(next);
        Ok(())
    }

    fn attempt(&mut self) -> Attempt {
        Attempt { failed: self.unit.label(), captures: Vec::new(), held: Vec::new() }
    }

    fn refuse_irrefutable(&self, pattern: &Pattern) -> Outcome {
        match irrefutable(pattern) {
            None => Ok(()),
            Some((None, span)) => fail("wildcard makes remaining patterns unreachable", span),
            Some((Some(name), span)) => {
                let text = self.names.text(name);
                fail(format!("name capture '{text}' makes remaining patterns unreachable"), span)
            }
        }
    }

    /// Tests `subject` against a pattern. `owned` says that the subject is a temporary of the attempt.
    fn pattern(&mut self, pattern: &'a Pattern, subject: Register, owned: bool, attempt: &mut Attempt) -> Outcome {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::MatchValue(value) => {
                let mark = self.unit.depth;
                let value = self.operand(value)?;
                let flags = if value.dies { KILL_B } else { 0 };
                let subject = Operand::kept(subject);
                self.jump_with(Op::JumpIfEq, false, subject, value.register, flags, attempt.failed, span);
                self.release(mark);
                Ok(())
            }
            PatternKind::MatchSingleton(constant) => {
                self.singleton(constant, subject, attempt, span);
                Ok(())
            }
            PatternKind::MatchSequence(items) => self.sequence(items, subject, attempt, span),
            PatternKind::MatchMapping(mapping) => self.mapping(mapping, subject, attempt, span),
            PatternKind::MatchClass(class) => self.class_pattern(class, subject, attempt, span),
            PatternKind::MatchStar(name) => match name {
                Some(name) => self.capture(*name, subject, owned, attempt, span),
                None => Ok(()),
            },
            PatternKind::MatchAs { pattern: inner, name } => {
                if let Some(inner) = inner {
                    self.pattern(inner, subject, owned, attempt)?;
                }
                name.map_or(Ok(()), |name| self.capture(name, subject, owned, attempt, span))
            }
            PatternKind::MatchOr(alternatives) => self.alternatives(alternatives, subject, attempt, span),
        }
    }

    fn capture(&mut self, name: Name, subject: Register, owned: bool, attempt: &mut Attempt, span: Span) -> Outcome {
        self.refuse_debug(name, "assign to", span)?;
        if attempt.captures.iter().any(|&(other, _, _)| other == name) {
            let text = self.names.text(name);
            return fail(format!("multiple assignments to name '{text}' in pattern"), span);
        }
        let taken = attempt.captures.iter().any(|&(_, register, _)| register == subject);
        let register = if owned && !taken {
            subject
        } else {
            let copy = self.unit.temporary();
            self.emit(Op::Move, copy, subject, 0, span);
            attempt.held.push(copy);
            copy
        };
        attempt.captures.push((name, register, span));
        Ok(())
    }

    fn singleton(&mut self, constant: &Constant, subject: Register, attempt: &Attempt, span: Span) {
        let kept = Operand::kept(subject);
        let value = match constant {
            Constant::True => Const::Bool(true),
            Constant::False => Const::Bool(false),
            _ => return self.jump_with(Op::JumpIfNone, false, kept, 0, 0, attempt.failed, span),
        };
        let value = self.constant_operand(value, span);
        self.jump_with(Op::JumpIfIs, false, kept, value.register, KILL_B, attempt.failed, span);
        self.unit.depth -= 1;
    }

    /// Jumps out unless the test of one instruction holds.
    fn require(&mut self, test: Op, subject: Register, attempt: &Attempt, span: Span) {
        let holds = self.unit.temporary();
        self.emit(test, holds, subject, 0, span);
        self.jump_if(Operand::dying(holds), false, attempt.failed, span);
        self.unit.depth -= 1;
    }

    /// Jumps out unless the subject has as many items, or at least as many.
    fn require_length(&mut self, count: usize, at_least: bool, subject: Register, attempt: &Attempt, span: Span) {
        let length = self.unit.temporary();
        self.emit(Op::Length, length, subject, 0, span);
        match i16::try_from(count) {
            Ok(count) => {
                let op = if at_least { Op::JumpIfGeInt } else { Op::JumpIfEqInt };
                self.jump_with(op, false, Operand::dying(length), count as u16, 0, attempt.failed, span);
            }
            Err(_) => {
                let op = if at_least { Op::JumpIfGe } else { Op::JumpIfEq };
                let count = self.constant_operand(Const::Int(count as i64), span);
                self.jump_with(op, false, Operand::dying(length), count.register, KILL_B, attempt.failed, span);
                self.unit.depth -= 1;
            }
        }
        self.unit.depth -= 1;
    }

    fn sequence(&mut self, items: &'a [Pattern], subject: Register, attempt: &mut Attempt, span: Span) -> Outcome {
        let stars = items.iter().filter(|item| matches!(item.kind, PatternKind::MatchStar(_))).count();
        if stars > 1 {
            return fail("multiple starred names in sequence pattern", span);
        }
        let star = items.iter().position(|item| matches!(item.kind, PatternKind::MatchStar(_)));
        self.require(Op::MatchSequence, subject, attempt, span);
        match star {
            None => self.require_length(items.len(), false, subject, attempt, span),
            Some(_) if items.len() > 1 => self.require_length(items.len() - 1, true, subject, attempt, span),
            Some(_) => {}
        }
        if items.iter().all(is_wildcard) {
            return Ok(());
        }
        let first = self.hold(items.len(), attempt);
        match star {
            None => self.emit(Op::UnpackSequence, first, subject, items.len() as u16, span),
            Some(before) => {
                let after = items.len() - before - 1;
                if before > 255 || after > 255 {
                    return fail("too many expressions in star-unpacking sequence pattern", span);
                }
                if is_wildcard(&items[before]) {
                    // Nobody asks for what the star stands for: the others are looked up one by one.
                    self.subscripts(items, before, first, subject, span);
                } else {
                    self.emit(Op::UnpackStar, first, subject, (before | after << 8) as u16, span);
                }
            }
        }
        items
            .iter()
            .zip(first..=Register::MAX)
            .try_for_each(|(item, register)| self.pattern(item, register, true, attempt))
    }

    /// The items before and behind a star, each by its index.
    fn subscripts(&mut self, items: &[Pattern], star: usize, first: Register, subject: Register, span: Span) {
        for place in (0..items.len()).filter(|place| *place != star && !is_wildcard(&items[*place])) {
            let register = first + place as Register;
            if place < star {
                self.emit_wide(Op::LoadInt, register, place as i32, span);
            } else {
                self.emit(Op::Length, register, subject, 0, span);
                self.emit(Op::SubInt, register, register, (items.len() - place) as u16, span);
            }
            self.emit(Op::GetItem, register, subject, register, span);
        }
    }

    /// Consecutive temporaries for the values of parts.
    fn hold(&mut self, count: usize, attempt: &mut Attempt) -> Register {
        let first = self.unit.next_temporary();
        for _ in 0..count {
            let register = self.unit.temporary();
            attempt.held.push(register);
        }
        first
    }

    fn mapping(&mut self, mapping: &'a MatchMapping, subject: Register, attempt: &mut Attempt, span: Span) -> Outcome {
        let count = mapping.keys.len();
        self.require(Op::MatchMapping, subject, attempt, span);
        if count > 0 {
            self.require_length(count, true, subject, attempt, span);
        }
        self.check_keys(mapping, span)?;
        if count == 0 && mapping.rest.is_none() {
            return Ok(());
        }
        let keys = self.hold(1, attempt);
        match mapping.keys.iter().map(|key| self.constant(key)).collect::<Option<Vec<Const>>>() {
            Some(constants) => self.load_constant(keys, Const::Tuple(constants.into()), span),
            None => self.tuple(&mapping.keys, keys, span)?,
        }
        self.release(keys - TEMPORARY + 1);
        let values = self.hold(1, attempt);
        self.emit(Op::MatchKeys, values, subject, keys, span);
        self.jump_with(Op::JumpIfNone, true, Operand::kept(values), 0, 0, attempt.failed, span);
        let first = self.hold(count, attempt);
        if count == 0 {
            self.clear(values);
        } else {
            self.emit_flags(Op::UnpackSequence, KILL_B, first, values, count as u16, span);
        }
        for (item, register) in mapping.patterns.iter().zip(first..=Register::MAX) {
            self.pattern(item, register, true, attempt)?;
        }
        if let Some(rest) = mapping.rest {
            let register = self.hold(1, attempt);
            self.emit(Op::DictRest, register, subject, keys, span);
            self.capture(rest, register, true, attempt, span)?;
        }
        Ok(())
    }

    fn check_keys(&self, mapping: &MatchMapping, span: Span) -> Outcome {
        let mut seen: Vec<Const> = Vec::new();
        for key in &mapping.keys {
            let constant = match key.kind {
                ExprKind::Attribute { .. } => continue,
                ExprKind::JoinedStr(_) => None,
                _ => self.constant(key),
            };
            let Some(constant) = constant else {
                return fail("mapping pattern keys may only match literals and attribute lookups", span);
            };
            if seen.iter().any(|other| fold::equal(other, &constant)) {
                let mut text = Vec::new();
                literals::repr(&constant, &mut text);
                let text = String::from_utf8_lossy(&text).into_owned();
                return fail(format!("mapping pattern checks duplicate key ({text})"), span);
            }
            seen.push(constant);
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        class: &'a MatchClass,
        subject: Register,
        attempt: &mut Attempt,
        span: Span,
    ) -> Outcome {
        for (index, name) in class.kwd_attrs.iter().enumerate() {
            if class.kwd_attrs[..index].contains(name) {
                let text = self.names.text(*name);
                let place = class.kwd_patterns.get(index).map_or(span, |pattern| pattern.span);
                return fail(format!("attribute name repeated in class pattern: {text}"), place);
            }
        }
        let values = self.hold(1, attempt);
        let callee = self.unit.temporary();
        self.into(&class.cls, callee)?;
        let names = class.kwd_attrs.iter().map(|&name| Const::Str(self.names.text(name).as_bytes().into())).collect();
        self.constant_operand(Const::Tuple(names), span);
        self.constant_operand(Const::Int(class.patterns.len() as i64), span);
        self.emit(Op::MatchClass, values, subject, callee, span);
        self.release(callee - TEMPORARY);
        self.jump_with(Op::JumpIfNone, true, Operand::kept(values), 0, 0, attempt.failed, span);
        let count = class.patterns.len() + class.kwd_patterns.len();
        if count == 0 {
            self.clear(values);
            return Ok(());
        }
        let first = self.hold(count, attempt);
        self.emit_flags(Op::UnpackSequence, KILL_B, first, values, count as u16, span);
        for (item, register) in class.patterns.iter().chain(&class.kwd_patterns).zip(first..=Register::MAX) {
            self.pattern(item, register, true, attempt)?;
        }
        Ok(())
    }

    /// Each alternative binds the same names; their values move to the same registers.
    fn alternatives(
        &mut self,
        alternatives: &'a [Pattern],
        subject: Register,
        attempt: &mut Attempt,
        span: Span,
    ) -> Outcome {
        let mut names = Vec::new();
        if let Some(first) = alternatives.first() {
            bound_names(first, &mut names);
        }
        let targets = self.hold(names.len(), attempt);
        let matched = self.unit.label();
        for (index, alternative) in alternatives.iter().enumerate() {
            if index + 1 < alternatives.len() {
                self.refuse_irrefutable(alternative)?;
            }
            let mark = self.unit.depth;
            let mut inner = self.attempt();
            self.pattern(alternative, subject, false, &mut inner)?;
            let fits =
                inner.captures.len() == names.len() && inner.captures.iter().all(|(name, _, _)| names.contains(name));
            if !fits {
                return fail("alternative patterns bind different names", span);
            }
            for register in inner.loose() {
                self.clear(register);
            }
            for (name, target) in names.iter().zip(targets..) {
                if let Some(&(_, register, place)) = inner.captures.iter().find(|(other, _, _)| other == name) {
                    self.emit_dying(Op::Move, target, register, place);
                }
            }
            self.jump(matched, span);
            self.unit.bind(inner.failed);
            for &register in &inner.held {
                self.clear(register);
            }
            self.release(mark);
        }
        self.jump(attempt.failed, span);
        self.unit.bind(matched);
        for (&name, register) in names.iter().zip(targets..) {
            self.capture(name, register, true, attempt, span)?;
        }
        Ok(())
    }
}

/// The name (or none) of a pattern that matches everything, and its place.
fn irrefutable(pattern: &Pattern) -> Option<(Option<Name>, Span)> {
    match &pattern.kind {
        PatternKind::MatchAs { pattern: None, name } => Some((*name, pattern.span)),
        PatternKind::MatchAs { pattern: Some(inner), .. } => irrefutable(inner),
        PatternKind::MatchOr(alternatives) => alternatives.last().and_then(irrefutable),
        _ => None,
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { pattern: None, name: None } | PatternKind::MatchStar(None))
}

/// The names that a pattern binds, each once, in order.
fn bound_names(pattern: &Pattern, names: &mut Vec<Name>) {
    let mut add = |name: Name| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    match &pattern.kind {
        PatternKind::MatchStar(Some(name)) => add(*name),
        PatternKind::MatchAs { pattern, name } => {
            if let Some(name) = name {
                add(*name);
            }
            if let Some(inner) = pattern {
                bound_names(inner, names);
            }
        }
        PatternKind::MatchSequence(items) => items.iter().for_each(|item| bound_names(item, names)),
        PatternKind::MatchOr(alternatives) => {
            if let Some(first) = alternatives.first() {
                bound_names(first, names);
            }
        }
        PatternKind::MatchMapping(mapping) => {
            if let Some(rest) = mapping.rest {
                add(rest);
            }
            mapping.patterns.iter().for_each(|item| bound_names(item, names));
        }
        PatternKind::MatchClass(class) => {
            class.patterns.iter().chain(&class.kwd_patterns).for_each(|item| bound_names(item, names));
        }
        PatternKind::MatchStar(None) | PatternKind::MatchValue(_) | PatternKind::MatchSingleton(_) => {}
    }
}
