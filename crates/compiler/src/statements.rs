//! Statements: which lowering each gets, and the small ones.

use taipan_ast::expr::{Expr, ExprKind};
use taipan_ast::stmt::{If, Stmt, StmtKind};
use taipan_bytecode::code::{Const, flags};
use taipan_bytecode::opcode::{KILL_A, KILL_B, Op};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::emit::flag;
use crate::failure::{Outcome, fail};
use crate::options::Mode;
use crate::unit::{Block, Operand, UnitKind};

impl<'a> Compiler<'a> {
    pub(crate) fn body(&mut self, body: &'a [Stmt]) -> Outcome {
        self.level += 1;
        body.iter().try_for_each(|statement| self.statement(statement))?;
        self.level -= 1;
        Ok(())
    }

    fn statement(&mut self, statement: &'a Stmt) -> Outcome {
        let span = statement.span;
        let mark = self.unit.depth;
        match &statement.kind {
            StmtKind::FunctionDef(def) => self.function(def, false, span)?,
            StmtKind::AsyncFunctionDef(def) => self.function(def, true, span)?,
            StmtKind::ClassDef(def) => self.class(def, span)?,
            StmtKind::TypeAlias(alias) => self.type_alias(alias, span)?,
            StmtKind::Return(value) => self.return_statement(value.as_deref(), span)?,
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target))?,
            StmtKind::Assign { targets, value } => self.assign(targets, value, span)?,
            StmtKind::AugAssign(assign) => self.augmented_assign(assign, span)?,
            StmtKind::AnnAssign(assign) => self.annotated_assign(assign, span)?,
            StmtKind::For(for_) => self.for_loop(for_, span)?,
            StmtKind::AsyncFor(for_) => self.async_for(for_, span)?,
            StmtKind::While(while_) => self.while_loop(while_, span)?,
            StmtKind::If(if_) => self.if_statement(if_, span)?,
            StmtKind::With(with) => self.with(&with.items, &with.body, false, span)?,
            StmtKind::AsyncWith(with) => {
                self.check_async_statement("async with", span)?;
                self.with(&with.items, &with.body, true, span)?;
            }
            StmtKind::Match(match_) => self.match_statement(match_)?,
            StmtKind::Raise { exc, cause } => self.raise(exc.as_deref(), cause.as_deref(), span)?,
            StmtKind::Try(try_) => self.try_statement(try_, false, span)?,
            StmtKind::TryStar(try_) => self.try_statement(try_, true, span)?,
            StmtKind::Assert { test, msg } => self.assert(test, msg.as_deref(), span)?,
            StmtKind::Import(aliases) => self.import(aliases, span)?,
            StmtKind::ImportFrom(import) => self.import_from(import, span)?,
            StmtKind::Expr(value) => self.expression_statement(value, span)?,
            StmtKind::Break => self.leave_loop(true, span)?,
            StmtKind::Continue => self.leave_loop(false, span)?,
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
        }
        self.release(mark);
        Ok(())
    }

    fn expression_statement(&mut self, value: &'a Expr, span: Span) -> Outcome {
        if self.options.mode == Mode::Interactive && self.outer.is_empty() {
            let value = self.operand(value)?;
            self.emit_flags(Op::Print, flag(value.dies, KILL_A), value.register, 0, 0, span);
            return Ok(());
        }
        self.effect(value)
    }

    /// Whether asynchronous statements may stand here.
    pub(crate) fn check_async_statement(&mut self, what: &str, span: Span) -> Outcome {
        let at_prompt = self.options.top_level_await && self.unit.kind == UnitKind::Module;
        if self.table.get(self.unit.host).is_async {
            return Ok(());
        }
        if at_prompt {
            self.unit.flags |= flags::COROUTINE;
            return Ok(());
        }
        fail(format!("'{what}' outside async function"), span)
    }

    /// An `elif` chain can be thousands long, so it is a loop.
    fn if_statement(&mut self, first: &'a If, span: Span) -> Outcome {
        let end = self.unit.label();
        let mut if_ = first;
        loop {
            let otherwise = self.unit.label();
            self.condition(&if_.test, otherwise, false)?;
            self.body(&if_.body)?;
            if if_.orelse.is_empty() {
                self.unit.bind(otherwise);
                break;
            }
            self.jump(end, span);
            self.unit.bind(otherwise);
            match &if_.orelse[..] {
                [Stmt { kind: StmtKind::If(next), .. }] => if_ = next,
                orelse => {
                    self.body(orelse)?;
                    break;
                }
            }
        }
        self.unit.bind(end);
        Ok(())
    }

    fn return_statement(&mut self, value: Option<&'a Expr>, span: Span) -> Outcome {
        if self.unit.kind != UnitKind::Function {
            return fail("'return' outside function", span);
        }
        let constant = value.map_or(Some(Const::None), |value| self.constant(value));
        if self.unit.blocks.iter().any(|block| matches!(block, Block::Group(_))) {
            let span = value.filter(|_| constant.is_some()).map_or(span, |value| value.span);
            return fail("'break', 'continue' and 'return' cannot appear in an except* block", span);
        }
        if value.is_some() && self.unit.flags & flags::ASYNC_GENERATOR != 0 {
            return fail("'return' with value in async generator", span);
        }
        if let Some(constant) = constant {
            // Made after the way out, so that nothing has to be kept on it.
            let left = self.unwind(0)?;
            if constant == Const::None {
                self.emit(Op::ReturnNone, 0, 0, 0, span);
            } else {
                let value = self.constant_operand(constant, span);
                self.emit(Op::Return, value.register, 0, 0, span);
            }
            self.restore(left);
            return Ok(());
        }
        let Some(value) = value else { return Ok(()) };
        let mut operand = self.operand(value)?;
        // On the way out code may run that binds the variable anew, and `except ... as name` unbinds its own.
        let changing = |block: &Block<'_>| matches!(block, Block::Finally(..) | Block::With { .. } | Block::Named(..));
        if self.unit.blocks.iter().any(changing) {
            operand = self.secure(operand, span);
        }
        let left = self.unwind(0)?;
        self.emit(Op::Return, operand.register, 0, 0, span);
        self.restore(left);
        Ok(())
    }

    fn raise(&mut self, exc: Option<&'a Expr>, cause: Option<&'a Expr>, span: Span) -> Outcome {
        let Some(exc) = exc else {
            self.emit(Op::RaiseAgain, 0, 0, 0, span);
            return Ok(());
        };
        let exception = self.operand(exc)?;
        let flags = flag(exception.dies, KILL_A);
        match cause {
            None => self.emit_flags(Op::Raise, flags, exception.register, 0, 0, span),
            Some(cause) => {
                let exception = self.unless_rebound(exception, &[cause], exc.span);
                let cause = self.operand(cause)?;
                let flags = flag(exception.dies, KILL_A) | flag(cause.dies, KILL_B);
                self.emit_flags(Op::RaiseFrom, flags, exception.register, cause.register, 0, span);
            }
        }
        Ok(())
    }

    fn assert(&mut self, test: &'a Expr, message: Option<&'a Expr>, span: Span) -> Outcome {
        self.warn_assert(test, span);
        if self.options.optimize > 0 {
            return Ok(());
        }
        let holds = self.unit.label();
        self.condition(test, holds, true)?;
        let class = self.unit.temporary();
        self.emit(Op::AssertionError, class, 0, 0, test.span);
        if let Some(message) = message {
            let argument = self.unit.temporary();
            self.into(message, argument)?;
            let site = self.anonymous_site();
            self.emit(Op::Call, class, 1, site, test.span);
        }
        self.emit_flags(Op::Raise, KILL_A, class, 0, 0, test.span);
        self.unit.bind(holds);
        Ok(())
    }

    fn delete(&mut self, target: &'a Expr) -> Outcome {
        let span = target.span;
        let mark = self.unit.depth;
        match &target.kind {
            ExprKind::Name(name) => self.delete_name(*name, span)?,
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.delete(item))?,
            ExprKind::Attribute { value, attr } => {
                self.refuse_debug(*attr, "delete", span)?;
                let object = self.operand(value)?;
                let place = self.place_of_attribute(*attr, span);
                let attr = self.mangle(*attr);
                let site = self.unit.site(attr);
                self.emit_flags(Op::DelAttr, flag(object.dies, KILL_A), object.register, site, 0, place);
            }
            ExprKind::Subscript(subscript) => {
                let object = self.operand(&subscript.value)?;
                let object = self.unless_rebound(object, &[&subscript.slice], span);
                let index = self.operand(&subscript.slice)?;
                self.emit_reading(Op::DelItem, object, index, Operand::kept(0), span);
            }
            _ => return fail("cannot delete expression", span),
        }
        self.release(mark);
        Ok(())
    }
}
