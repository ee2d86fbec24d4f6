//! Expressions: the value of each in a register.

use taipan_ast::expr::{Conversion, Expr, ExprKind, FormattedValue, IfExp, NamedExpr, Subscript};
use taipan_ast::name::Name;
use taipan_bytecode::code::{Const, flags};
use taipan_bytecode::opcode::{Op, VARIANT};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::{Failure, Outcome, fail};
use crate::names::Access;
use crate::scope::ScopeKind;
use crate::unit::{Operand, Register, UnitKind, is_temporary};

/// What it costs to turn an expression into instructions, and those into code.
const STEPS_AN_EXPRESSION: usize = 8;

impl<'a> Compiler<'a> {
    /// The value of an expression as an operand: a local where it stands, else a fresh temporary.
    pub(crate) fn operand(&mut self, expression: &'a Expr) -> Outcome<Operand> {
        if let ExprKind::Name(name) = expression.kind
            && let Some(register) = self.local(name, expression.span)
        {
            return Ok(Operand::kept(register));
        }
        let register = self.unit.temporary();
        self.into(expression, register)?;
        Ok(Operand::dying(register))
    }

    /// Like `operand`, in `room` if a temporary is needed and `room` is one.
    pub(crate) fn operand_in(&mut self, expression: &'a Expr, room: Register) -> Outcome<Operand> {
        if let ExprKind::Name(name) = expression.kind
            && let Some(register) = self.local(name, expression.span)
        {
            return Ok(Operand::kept(register));
        }
        let register = self.scratch(room);
        self.into(expression, register)?;
        Ok(Operand::dying(register))
    }

    /// An operand that what comes after it cannot change: `later` may hold an assignment expression.
    pub(crate) fn stable_operand(
        &mut self,
        expression: &'a Expr,
        room: Register,
        later: &[&'a Expr],
    ) -> Outcome<Operand> {
        let operand = self.operand_in(expression, room)?;
        let harmless = |e: &&Expr| matches!(e.kind, ExprKind::Constant(_) | ExprKind::Name(_));
        if operand.dies || !self.unit.has_walrus || later.iter().all(harmless) {
            return Ok(operand);
        }
        Ok(self.secure(operand, expression.span))
    }

    /// Puts the value of an expression into `dst`. A variable is written last, after all evaluation; a temporary may be
    /// written before.
    pub(crate) fn into(&mut self, expression: &'a Expr, dst: Register) -> Outcome {
        self.toll.pay(STEPS_AN_EXPRESSION).map_err(|()| Failure::Unpaid)?;
        let span = expression.span;
        if let Some(constant) = self.constant(expression) {
            self.load_constant(dst, constant, span);
            return Ok(());
        }
        let mark = self.unit.depth;
        match &expression.kind {
            ExprKind::Name(name) => self.load_name(*name, dst, span),
            // `constant` knows all of them.
            ExprKind::Constant(_) => {}
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, dst, span)?,
            ExprKind::NamedExpr(named) => self.named_expression(named, dst)?,
            ExprKind::BinOp(_) => self.binary(expression, dst)?,
            ExprKind::UnaryOp { op, operand } => self.unary(*op, operand, dst, span)?,
            ExprKind::Lambda(lambda) => self.lambda(lambda, dst, span)?,
            ExprKind::IfExp(conditional) => self.conditional_expression(conditional, dst, span)?,
            ExprKind::Dict(items) => self.dict(items, dst, span)?,
            ExprKind::Set(items) => self.set(items, dst, span)?,
            ExprKind::List(items) => self.list(items, dst, span)?,
            ExprKind::Tuple(items) => self.tuple(items, dst, span)?,
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp(_)
            | ExprKind::GeneratorExp { .. } => {
                self.comprehension(expression, dst)?;
            }
            ExprKind::Await(value) => self.await_value(value, dst, span)?,
            ExprKind::Yield(value) => self.yield_value(value.as_deref(), dst, span)?,
            ExprKind::YieldFrom(value) => self.yield_from(value, dst, span)?,
            ExprKind::Compare(compare) => self.comparison(compare, dst, span)?,
            ExprKind::Call(call) => self.call(call, dst, span)?,
            ExprKind::JoinedStr(parts) => self.joined_string(parts, dst, span)?,
            ExprKind::FormattedValue(formatted) => self.formatted_value(formatted, dst, span)?,
            ExprKind::Attribute { value, attr } => {
                if !self.super_attribute(value, *attr, dst, span)? {
                    let object = self.operand_in(value, dst)?;
                    let place = self.place_of_attribute(*attr, span);
                    let attr = self.mangle(*attr);
                    let site = self.unit.site(attr);
                    self.emit_from(Op::GetAttr, false, dst, object, site, place);
                }
            }
            ExprKind::Subscript(subscript) => self.subscript(subscript, dst, span)?,
            ExprKind::Starred(_) => return fail("can't use starred expression here", span),
            ExprKind::Slice(_) => self.slice_object(expression, dst)?,
        }
        self.release(mark);
        Ok(())
    }

    fn named_expression(&mut self, named: &'a NamedExpr, dst: Register) -> Outcome {
        let room = self.scratch(dst);
        self.into(&named.value, room)?;
        if let ExprKind::Name(name) = named.target.kind {
            self.store_name(name, Operand::kept(room), named.target.span)?;
        }
        if room != dst {
            self.move_to(dst, Operand::dying(room), named.target.span);
        }
        Ok(())
    }

    fn conditional_expression(&mut self, conditional: &'a IfExp, dst: Register, span: Span) -> Outcome {
        let otherwise = self.unit.label();
        let end = self.unit.label();
        self.condition(&conditional.test, otherwise, false)?;
        self.into(&conditional.body, dst)?;
        self.jump(end, span);
        self.unit.bind(otherwise);
        self.into(&conditional.orelse, dst)?;
        self.unit.bind(end);
        Ok(())
    }

    fn subscript(&mut self, subscript: &'a Subscript, dst: Register, span: Span) -> Outcome {
        self.warn_subscript(subscript);
        let object = self.stable_operand(&subscript.value, dst, &[&subscript.slice])?;
        if let Some(bounds) = self.slice_bounds(&subscript.slice)? {
            self.emit_binary(Op::GetSlice, false, dst, object, Operand::kept(bounds), span);
            return Ok(());
        }
        let index = self.operand(&subscript.slice)?;
        self.emit_binary(Op::GetItem, false, dst, object, index, span);
        Ok(())
    }

    /// The bounds of a slice without a step, in two fresh temporaries.
    fn slice_bounds(&mut self, index: &'a Expr) -> Outcome<Option<Register>> {
        let ExprKind::Slice(slice) = &index.kind else { return Ok(None) };
        if slice.step.is_some() || self.constant(index).is_some() {
            return Ok(None);
        }
        let first = self.unit.temporary();
        self.value_or_none(slice.lower.as_ref(), first, index.span)?;
        let second = self.unit.temporary();
        self.value_or_none(slice.upper.as_ref(), second, index.span)?;
        Ok(Some(first))
    }

    fn slice_object(&mut self, expression: &'a Expr, dst: Register) -> Outcome {
        let ExprKind::Slice(slice) = &expression.kind else { return Ok(()) };
        let span = expression.span;
        let first = self.unit.next_temporary();
        let parts = [slice.lower.as_ref(), slice.upper.as_ref(), slice.step.as_ref()];
        let count = if slice.step.is_some() { 3 } else { 2 };
        for part in parts.into_iter().take(count) {
            let register = self.unit.temporary();
            self.value_or_none(part, register, span)?;
        }
        self.emit(Op::BuildSlice, dst, first, count as u16, span);
        Ok(())
    }

    fn value_or_none(&mut self, value: Option<&'a Expr>, dst: Register, span: Span) -> Outcome {
        match value {
            Some(value) => self.into(value, dst),
            None => {
                self.emit(Op::LoadNone, dst, 0, 0, span);
                Ok(())
            }
        }
    }

    fn await_value(&mut self, value: &'a Expr, dst: Register, span: Span) -> Outcome {
        let register = self.unit.temporary();
        self.into(value, register)?;
        self.emit(Op::Await, dst, register, 0, span);
        Ok(())
    }

    fn check_yield(&self, what: &str, span: Span) -> Outcome {
        if !self.table.get(self.unit.scope).is_function_like() {
            return fail(format!("'{what}' outside function"), span);
        }
        Ok(())
    }

    fn yield_value(&mut self, value: Option<&'a Expr>, dst: Register, span: Span) -> Outcome {
        self.check_yield("yield", span)?;
        let register = self.unit.temporary();
        self.value_or_none(value, register, span)?;
        self.emit(Op::Yield, dst, register, 0, span);
        Ok(())
    }

    fn yield_from(&mut self, value: &'a Expr, dst: Register, span: Span) -> Outcome {
        self.check_yield("yield from", span)?;
        if self.unit.flags & flags::ASYNC_GENERATOR != 0 || self.table.get(self.unit.scope).is_async {
            return fail("'yield from' inside async function", span);
        }
        let iterator = self.unit.temporary();
        let operand = self.operand_in(value, iterator)?;
        self.emit_from(Op::GetYieldIter, false, iterator, operand, 0, span);
        self.emit(Op::YieldFrom, dst, iterator, 0, span);
        Ok(())
    }

    fn joined_string(&mut self, parts: &'a [Expr], dst: Register, span: Span) -> Outcome {
        if let [only] = parts {
            return self.into(only, dst);
        }
        self.build_in_chunks(parts, Op::BuildString, dst, span)
    }

    /// Joins the parts of a string, a limited number at a time.
    fn build_in_chunks(&mut self, parts: &'a [Expr], op: Op, dst: Register, span: Span) -> Outcome {
        const AT_ONCE: usize = 200;
        let first = self.unit.next_temporary();
        let (now, rest) = parts.split_at(parts.len().min(AT_ONCE));
        for part in now {
            let register = self.unit.temporary();
            self.into(part, register)?;
        }
        self.emit(op, if rest.is_empty() { dst } else { first }, first, now.len() as u16, span);
        for (index, chunk) in rest.chunks(AT_ONCE).enumerate() {
            self.release(first - taipan_bytecode::assembler::TEMPORARY + 1);
            for part in chunk {
                let register = self.unit.temporary();
                self.into(part, register)?;
            }
            let last = (index + 1) * AT_ONCE >= rest.len();
            self.emit(op, if last { dst } else { first }, first, chunk.len() as u16 + 1, span);
        }
        Ok(())
    }

    fn formatted_value(&mut self, formatted: &'a FormattedValue, dst: Register, span: Span) -> Outcome {
        let mut value = self.operand_in(&formatted.value, dst)?;
        if let Some(conversion) = formatted.conversion {
            let which = match conversion {
                Conversion::Str => 0,
                Conversion::Repr => 1,
                Conversion::Ascii => 2,
            };
            let room = if value.dies { value.register } else { self.scratch(dst) };
            self.emit_from(Op::Convert, false, room, value, which, span);
            value = Operand::dying(room);
        }
        match &formatted.format_spec {
            None => self.emit_from(Op::Format, false, dst, value, 0, span),
            Some(spec) => {
                let value = if self.unit.has_walrus { self.secure(value, span) } else { value };
                let spec = self.operand(spec)?;
                self.emit_binary(Op::FormatSpec, false, dst, value, spec, span);
            }
        }
        Ok(())
    }

    /// `super().name`: looked up without making the super object. Gives whether it was one.
    fn super_attribute(&mut self, value: &'a Expr, attr: Name, dst: Register, span: Span) -> Outcome<bool> {
        let base = self.unit.next_temporary();
        let Some(variant) = self.super_operands(value)? else { return Ok(false) };
        let attr = self.mangle(attr);
        let site = self.unit.site(attr);
        self.emit_flags(Op::GetSuper, variant, dst, base, site, span);
        Ok(true)
    }

    /// If the expression is `super()` or `super(class, object)`: the callable, the class and the object, in three new
    /// temporaries, and the flag for instructions that look an attribute of it up.
    pub(crate) fn super_operands(&mut self, value: &'a Expr) -> Outcome<Option<u8>> {
        let ExprKind::Call(call) = &value.kind else { return Ok(None) };
        let ExprKind::Name(name) = call.func.kind else { return Ok(None) };
        let plain = call.keywords.is_empty() && !call.args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred(_)));
        if name != self.known.super_ || !plain || !self.is_true_super() {
            return Ok(None);
        }
        let implicit = call.args.is_empty();
        if !(implicit && self.has_first_parameter() || call.args.len() == 2) {
            return Ok(None);
        }
        if implicit && !matches!(self.access(self.known.class_cell), Access::Free(_)) {
            return Ok(None);
        }
        let callee = self.unit.temporary();
        self.load_name(name, callee, call.func.span);
        if implicit {
            let class = self.unit.temporary();
            self.load_name(self.known.class_cell, class, value.span);
            let this = self.unit.temporary();
            let first = self.unit.locals.first().copied();
            if let Some(first) = first {
                self.load_first_parameter(first, this, value.span);
            }
        } else {
            for arg in &call.args {
                let register = self.unit.temporary();
                self.into(arg, register)?;
            }
        }
        Ok(Some(flag(implicit, VARIANT)))
    }

    fn load_first_parameter(&mut self, first: taipan_ast::name::Name, dst: Register, span: Span) {
        // The scope's own symbol: an inlined comprehension may hide it.
        let scope = std::mem::replace(&mut self.unit.scope, self.unit.host);
        let class = self.unit.class.take();
        self.load_name(first, dst, span);
        self.unit.class = class;
        self.unit.scope = scope;
    }

    fn is_true_super(&self) -> bool {
        // A module that binds `super` itself, at least at its top, means something else by it.
        let module = self.table.get(crate::scope::ScopeId(0)).find(self.known.super_);
        let shadowed = module.is_some_and(|symbol| symbol.marks & !crate::scope::mark::USED != 0);
        self.unit.kind == UnitKind::Function && self.access(self.known.super_) == Access::Global && !shadowed
    }

    fn has_first_parameter(&self) -> bool {
        self.unit.positional > 0 && !matches!(self.table.get(self.unit.host).kind, ScopeKind::Comprehension(_))
    }

    /// Evaluates an expression for its effects only.
    pub(crate) fn effect(&mut self, expression: &'a Expr) -> Outcome {
        if self.constant(expression).is_some() {
            return Ok(());
        }
        let mark = self.unit.depth;
        let value = self.operand(expression)?;
        if is_temporary(value.register) {
            self.clear(value.register);
        }
        self.release(mark);
        Ok(())
    }

    /// Puts a value that the compiler knows into a fresh temporary.
    pub(crate) fn constant_operand(&mut self, constant: Const, span: Span) -> Operand {
        let register = self.unit.temporary();
        self.load_constant(register, constant, span);
        Operand::dying(register)
    }
}
