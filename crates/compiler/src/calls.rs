//! Calls in all their forms.

use taipan_ast::expr::{Call, Expr, ExprKind, Keyword};
use taipan_ast::name::Name;
use taipan_bytecode::code::Const;
use taipan_bytecode::opcode::{KILL_B, KILL_C, Op, VARIANT};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::{Outcome, fail};
use crate::names::Access;
use crate::unit::{Operand, Register};

/// Calls with more arguments collect them in a list and a dict.
const DIRECT: usize = 200;

impl<'a> Compiler<'a> {
    pub(crate) fn call(&mut self, call: &'a Call, dst: Register, span: Span) -> Outcome {
        self.warn_call(call);
        self.check_keywords(&call.keywords)?;
        // The window of a call is on top of the temporaries; its first register receives the result.
        let base = if self.unit.is_top(dst) { dst } else { self.unit.temporary() };
        let direct = is_direct(&call.args, &call.keywords);
        match &call.func.kind {
            ExprKind::Attribute { value, attr } if direct => {
                let span = self.place_of_method_call(*attr, call, span);
                self.method_call(call, value, *attr, base, span)?;
            }
            ExprKind::Name(name) if direct && call.keywords.is_empty() && self.is_fused_global(*name, &call.args) => {
                self.arguments(&call.args)?;
                let name = self.mangle(*name);
                let site = self.unit.site(name);
                self.emit(Op::CallGlobal, base, call.args.len() as u16, site, span);
            }
            _ => {
                self.into(&call.func, base)?;
                self.call_with(base, &call.args, &call.keywords, None, span)?;
            }
        }
        self.move_result(base, dst, span);
        Ok(())
    }

    pub(crate) fn move_result(&mut self, base: Register, dst: Register, span: Span) {
        if base != dst {
            self.move_to(dst, Operand::dying(base), span);
        }
    }

    /// Calls what is in `base` with the arguments given; `extra` temporaries behind `base` hold first arguments already
    /// and are counted by the number.
    pub(crate) fn call_with(
        &mut self,
        base: Register,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        extra: Option<u16>,
        span: Span,
    ) -> Outcome {
        let before = extra.unwrap_or(0);
        if !is_direct(args, keywords) {
            return self.collected_call(base, args, keywords, before, span);
        }
        self.arguments(args)?;
        let count = before + args.len() as u16;
        if keywords.is_empty() {
            let site = self.anonymous_site();
            self.emit(Op::Call, base, count, site, span);
        } else {
            let names = self.keyword_arguments(keywords)?;
            self.emit(Op::CallKw, base, count + keywords.len() as u16, names, span);
        }
        Ok(())
    }

    /// A call site whose name does not matter.
    pub(crate) fn anonymous_site(&mut self) -> u16 {
        let name = self.unit.name;
        self.unit.site(name)
    }

    fn arguments(&mut self, args: &'a [Expr]) -> Outcome {
        for arg in args {
            let register = self.unit.temporary();
            self.into(arg, register)?;
        }
        Ok(())
    }

    /// Evaluates keyword arguments and gives the constant with their names.
    fn keyword_arguments(&mut self, keywords: &'a [Keyword]) -> Outcome<u16> {
        let mut names = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let register = self.unit.temporary();
            self.into(&keyword.value, register)?;
            if let Some(name) = keyword.arg {
                names.push(self.mangled_text(name));
            }
        }
        let index = self.unit.constants.add(Const::Tuple(names.into()));
        u16::try_from(index).or_else(|_| fail("too many constants in one function", Span::default()))
    }

    pub(crate) fn mangled_text(&mut self, name: Name) -> Const {
        let name = self.mangle(name);
        Const::Str(self.names.text(name).as_bytes().into())
    }

    fn method_call(&mut self, call: &'a Call, object: &'a Expr, attr: Name, base: Register, span: Span) -> Outcome {
        let receiver = self.unit.next_temporary();
        let variant = self.super_operands(object)?;
        self.release_to(receiver);
        let receiver = self.unit.temporary();
        if variant.is_none() {
            self.into(object, receiver)?;
        }
        let attr = self.mangle(attr);
        let site = self.unit.site(attr);
        if variant.is_none()
            && call.keywords.is_empty()
            && call.args.iter().all(|arg| is_silent(arg) && self.is_sure(arg))
        {
            self.arguments(&call.args)?;
            self.emit(Op::CallMethod, base, call.args.len() as u16, site, span);
            return Ok(());
        }
        // The method is looked up before arguments that may do anything.
        match variant {
            Some(variant) => self.emit_flags(Op::LoadSuper, variant, base, site, 0, span),
            None => self.emit(Op::LoadMethod, base, site, 0, span),
        }
        self.arguments(&call.args)?;
        let count = call.args.len() as u16;
        if call.keywords.is_empty() {
            self.emit_flags(Op::Call, VARIANT, base, count, site, span);
        } else {
            let names = self.keyword_arguments(&call.keywords)?;
            self.emit_flags(Op::CallKw, VARIANT, base, count + call.keywords.len() as u16, names, span);
        }
        Ok(())
    }

    fn release_to(&mut self, register: Register) {
        self.release(register - taipan_bytecode::assembler::TEMPORARY);
    }

    /// A method call on several lines is shown from the line of its method's name on.
    fn place_of_method_call(&self, attr: Name, call: &Call, span: Span) -> Span {
        if self.lines.line(span.start) == self.lines.line(call.func.span.end) {
            return span;
        }
        let length = self.names.text(attr).len() as u32;
        Span::new(call.func.span.end.saturating_sub(length), span.end)
    }

    /// An attribute on several lines is shown where its name stands.
    pub(crate) fn place_of_attribute(&self, attr: Name, span: Span) -> Span {
        if self.lines.line(span.start) == self.lines.line(span.end) {
            return span;
        }
        let length = self.names.text(attr).len() as u32;
        Span::new(span.end.saturating_sub(length), span.end)
    }

    /// Whether a call of a global can look it up last: nothing in the arguments can notice.
    fn is_fused_global(&mut self, name: Name, args: &[Expr]) -> bool {
        let name = self.mangle(name);
        name != self.known.debug
            && self.access(name) == Access::Global
            && !self.table.get(self.unit.scope).sees_class
            && args.iter().all(|arg| is_calm(arg) && self.is_sure(arg))
    }

    /// Whether all locals in a calm expression surely hold a value: that one does not is told after the callee was looked
    /// up.
    fn is_sure(&mut self, expression: &Expr) -> bool {
        match &expression.kind {
            ExprKind::Name(name) => {
                let name = self.mangle(*name);
                !matches!(self.access(name), Access::Local(register) if !self.unit.is_bound(register))
            }
            ExprKind::Attribute { value, .. } => self.is_sure(value),
            ExprKind::UnaryOp { operand, .. } => self.is_sure(operand),
            ExprKind::BinOp(operation) => self.is_sure(&operation.left) && self.is_sure(&operation.right),
            ExprKind::Compare(compare) => {
                self.is_sure(&compare.left) && compare.comparators.iter().all(|operand| self.is_sure(operand))
            }
            ExprKind::Subscript(subscript) => self.is_sure(&subscript.value) && self.is_sure(&subscript.slice),
            ExprKind::Slice(slice) => {
                [&slice.lower, &slice.upper, &slice.step].into_iter().flatten().all(|bound| self.is_sure(bound))
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().all(|item| self.is_sure(item)),
            _ => true,
        }
    }

    /// A call whose arguments are collected in a list and a dict first.
    fn collected_call(
        &mut self,
        base: Register,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        before: u16,
        span: Span,
    ) -> Outcome {
        let first = base + 1;
        match args {
            [Expr { kind: ExprKind::Starred(only), .. }] if before == 0 => {
                let iterable = self.unit.temporary();
                self.into(only, iterable)?;
            }
            [] if before == 0 => {
                self.unit.temporary();
                self.load_constant(first, Const::Tuple([].into()), span);
            }
            _ => {
                if before == 0 {
                    self.unit.temporary();
                }
                self.emit(Op::BuildList, first, first, before, span);
                self.release_to(first + 1);
                for arg in args {
                    self.add_argument(first, arg, span)?;
                }
            }
        }
        if let [Keyword { arg: None, value, .. }] = keywords {
            let mapping = self.unit.temporary();
            self.into(value, mapping)?;
            self.emit_flags(Op::CallEx, VARIANT, base, 1, 0, span);
            return Ok(());
        }
        let with_keywords = !keywords.is_empty();
        if with_keywords {
            self.collected_keywords(base, keywords, span)?;
        }
        self.emit(Op::CallEx, base, u16::from(with_keywords), 0, span);
        Ok(())
    }

    /// Adds an argument to the list of a collected call.
    pub(crate) fn add_argument(&mut self, list: Register, arg: &'a Expr, span: Span) -> Outcome {
        let mark = self.unit.depth;
        if let ExprKind::Starred(inner) = &arg.kind {
            let items = self.operand(inner)?;
            let flags = VARIANT | flag(items.dies, KILL_B);
            self.emit_flags(Op::ListExtend, flags, list, items.register, 0, span);
        } else {
            let item = self.operand(arg)?;
            self.emit_flags(Op::ListAppend, flag(item.dies, KILL_B), list, item.register, 0, span);
        }
        self.release(mark);
        Ok(())
    }

    pub(crate) fn collected_keywords(&mut self, base: Register, keywords: &'a [Keyword], span: Span) -> Outcome {
        let dict = self.unit.temporary();
        let mut started = false;
        let mut rest = keywords;
        while let Some(first) = rest.first() {
            let mark = self.unit.depth;
            if first.arg.is_none() {
                if !started {
                    self.emit(Op::BuildDict, dict, dict, 0, span);
                    started = true;
                }
                let mapping = self.operand(&first.value)?;
                let flags = flag(mapping.dies, KILL_B);
                self.emit_flags(Op::DictMerge, flags, dict, mapping.register, base, span);
                rest = &rest[1..];
            } else {
                let named = rest.iter().take_while(|keyword| keyword.arg.is_some()).take(DIRECT / 2).count();
                let (now, later) = rest.split_at(named);
                let pairs = self.unit.next_temporary();
                for keyword in now {
                    let key = self.unit.temporary();
                    if let Some(name) = keyword.arg {
                        let name = self.mangled_text(name);
                        self.load_constant(key, name, keyword.span);
                    }
                    let value = self.unit.temporary();
                    self.into(&keyword.value, value)?;
                }
                let target = if started { pairs } else { dict };
                self.emit(Op::BuildDict, target, pairs, now.len() as u16, span);
                if started {
                    self.emit_flags(Op::DictMerge, KILL_B, dict, pairs, base, span);
                }
                started = true;
                rest = later;
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(crate) fn check_keywords(&self, keywords: &[Keyword]) -> Outcome {
        let mut seen = std::collections::HashSet::new();
        for keyword in keywords {
            let Some(name) = keyword.arg else { continue };
            self.refuse_debug(name, "assign to", keyword.span)?;
            if !seen.insert(name) {
                return fail(format!("keyword argument repeated: {}", self.names.text(name)), keyword.span);
            }
        }
        Ok(())
    }

    /// `dict[key] = value` with both consumed.
    pub(crate) fn insert_pair(&mut self, dict: Register, key: Operand, value: Operand, span: Span) {
        let flags = flag(key.dies, KILL_B) | flag(value.dies, KILL_C);
        self.emit_flags(Op::DictInsert, flags, dict, key.register, value.register, span);
    }
}

/// Whether arguments can lie in registers: none is starred, and there are not too many.
fn is_direct(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.len() + keywords.len() <= DIRECT
        && !args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred(_)))
        && keywords.iter().all(|keyword| keyword.arg.is_some())
}

/// Whether evaluating the expression runs nothing that would notice a method being looked up after it: as calm as
/// [`is_calm`] asks, and without attributes, which may be properties.
fn is_silent(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Attribute { .. } => false,
        ExprKind::UnaryOp { operand, .. } => is_silent(operand),
        ExprKind::BinOp(operation) => is_silent(&operation.right) && is_silent(&operation.left),
        ExprKind::Compare(compare) => is_silent(&compare.left) && compare.comparators.iter().all(is_silent),
        ExprKind::Subscript(subscript) => is_silent(&subscript.value) && is_silent(&subscript.slice),
        ExprKind::Slice(slice) => [&slice.lower, &slice.upper, &slice.step].into_iter().flatten().all(is_silent),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().all(is_silent),
        _ => is_calm(expression),
    }
}

/// Whether evaluating the expression runs nothing that would notice a callee being looked up after it.
fn is_calm(expression: &Expr) -> bool {
    match &expression.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Lambda(_) => true,
        ExprKind::Attribute { value, .. } => is_calm(value),
        ExprKind::UnaryOp { operand, .. } => is_calm(operand),
        ExprKind::BinOp(operation) => is_calm(&operation.right) && is_calm(&operation.left),
        ExprKind::Compare(compare) => is_calm(&compare.left) && compare.comparators.iter().all(is_calm),
        ExprKind::Subscript(subscript) => is_calm(&subscript.value) && is_calm(&subscript.slice),
        ExprKind::Slice(slice) => [&slice.lower, &slice.upper, &slice.step].into_iter().flatten().all(is_calm),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().all(is_calm),
        _ => false,
    }
}
