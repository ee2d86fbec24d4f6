//! Function definitions: parameters, defaults, annotations, closures and bodies.

use std::sync::Arc;

use taipan_ast::expr::{Arguments, Expr, ExprKind, Lambda};
use taipan_ast::stmt::FunctionDef;
use taipan_bytecode::assembler::TEMPORARY;
use taipan_bytecode::code::{Code, Const, flags};
use taipan_bytecode::opcode::Op;
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::Outcome;
use crate::scope::collect::all_args;
use crate::scope::{Role, ScopeId};
use crate::unit::{Operand, Register, UnitKind};

/// The parts that `SetFunction` gives a function.
pub(crate) mod part {
    pub(crate) const DEFAULTS: u16 = 0;
    pub(crate) const KEYWORD_DEFAULTS: u16 = 1;
    pub(crate) const ANNOTATIONS: u16 = 2;
    pub(crate) const CLOSURE: u16 = 3;
    pub(crate) const TYPE_PARAMETERS: u16 = 4;
}

impl<'a> Compiler<'a> {
    pub(crate) fn function(&mut self, def: &'a FunctionDef, is_async: bool, span: Span) -> Outcome {
        self.refuse_debug(def.name, "assign to", span)?;
        self.check_arguments(&def.args)?;
        let first = def.decorator_list.first().map_or(span, |decorator| decorator.span);
        let decorators = self.decorators(&def.decorator_list)?;
        let function = self.unit.temporary();
        let defaults = self.defaults(&def.args, span)?;
        if def.type_params.is_empty() {
            self.function_object(def, is_async, function, first, span)?;
        } else {
            let scope = self.scope_of(&def.type_params[0], Role::TypeParameters);
            self.enter_unit(UnitKind::Function, scope, first);
            self.rename_generic(def.name);
            let parameters = self.type_parameters(&def.type_params)?;
            let inner = self.unit.temporary();
            self.function_object(def, is_async, inner, first, span)?;
            self.emit(Op::SetFunction, inner, parameters, part::TYPE_PARAMETERS, span);
            self.emit(Op::Return, inner, 0, 0, span);
            let code = self.leave_unit()?;
            self.make_closure(function, code, scope, span)?;
            self.call_at(function, span);
        }
        self.set_defaults(function, defaults, span);
        self.decorate(decorators, function, &def.decorator_list);
        let top = decorators.unwrap_or(function);
        self.store_name(def.name, Operand::dying(top), span)
    }

    /// Calls a function without arguments, whose window may not be on top: a fresh one is used then.
    fn call_at(&mut self, function: Register, span: Span) {
        let callee = self.unit.temporary();
        self.emit_dying(Op::Move, callee, function, span);
        let site = self.anonymous_site();
        self.emit(Op::Call, callee, 0, site, span);
        self.emit_dying(Op::Move, function, callee, span);
        self.unit.depth -= 1;
    }

    /// The function itself, with its annotations and closure, in `dst`.
    fn function_object(
        &mut self,
        def: &'a FunctionDef,
        is_async: bool,
        dst: Register,
        first: Span,
        span: Span,
    ) -> Outcome {
        let mark = self.unit.depth;
        let annotations = self.annotations(&def.args, def.returns.as_ref(), span)?;
        let scope = self.scope_of(def, Role::Definition);
        self.enter_unit(UnitKind::Function, scope, first);
        self.set_parameters(&def.args, scope);
        self.unit.flags |= match (is_async, self.table.get(scope).has_yield) {
            (true, true) => flags::ASYNC_GENERATOR,
            (true, false) => flags::COROUTINE,
            (false, true) => flags::GENERATOR,
            (false, false) => 0,
        };
        let in_class = self.outer.last().is_some_and(|outer| outer.kind == UnitKind::Class);
        if in_class {
            self.unit.flags |= flags::METHOD;
        }
        let body = self.function_docstring(&def.body)?;
        self.body(body)?;
        self.emit(Op::ReturnNone, 0, 0, 0, def.body.last().map_or(span, |last| last.span));
        let code = self.leave_unit()?;
        self.make_closure(dst, code, scope, span)?;
        if let Some(annotations) = annotations {
            self.emit(Op::SetFunction, dst, annotations, part::ANNOTATIONS, span);
        }
        self.release(mark);
        Ok(())
    }

    /// Makes a function of a scope's code, with the cells it captures.
    pub(crate) fn make_closure(&mut self, dst: Register, code: Arc<Code>, scope: ScopeId, span: Span) -> Outcome {
        let free = self.table.get(scope).free.clone();
        let constant = self.unit.constants.add(Const::Code(code));
        self.emit_wide(Op::MakeFunction, dst, constant as i32, span);
        if free.is_empty() {
            return Ok(());
        }
        let first = self.unit.next_temporary();
        for &name in &free {
            let cell = self.unit.temporary();
            self.load_captured(name, cell, span);
        }
        self.emit(Op::BuildTuple, first, first, free.len() as u16, span);
        self.emit(Op::SetFunction, dst, first, part::CLOSURE, span);
        self.release(first - TEMPORARY);
        Ok(())
    }

    /// A lambda's function in `dst`.
    pub(crate) fn lambda(&mut self, lambda: &'a Lambda, dst: Register, span: Span) -> Outcome {
        self.check_arguments(&lambda.args)?;
        let function = self.scratch(dst);
        let defaults = self.defaults(&lambda.args, span)?;
        let scope = self.scope_of(lambda, Role::Definition);
        self.enter_unit(UnitKind::Function, scope, span);
        self.set_parameters(&lambda.args, scope);
        let value = self.operand(&lambda.body)?;
        self.emit(Op::Return, value.register, 0, 0, lambda.body.span);
        let code = self.leave_unit()?;
        self.make_closure(function, code, scope, span)?;
        self.set_defaults(function, defaults, span);
        self.move_result(function, dst, span);
        Ok(())
    }

    /// Evaluates defaults; gives the registers of the tuple and of the dict.
    fn defaults(&mut self, args: &'a Arguments, span: Span) -> Outcome<[Option<Register>; 2]> {
        let mut parts = [None, None];
        if !args.defaults.is_empty() {
            let tuple = self.unit.temporary();
            match args.defaults.iter().map(|default| self.constant(default)).collect::<Option<Vec<Const>>>() {
                Some(constants) => self.load_constant(tuple, Const::Tuple(constants.into()), span),
                None => self.tuple(&args.defaults, tuple, span)?,
            }
            self.release(tuple - TEMPORARY + 1);
            parts[0] = Some(tuple);
        }
        if args.kw_defaults.iter().any(Option::is_some) {
            let dict = self.unit.temporary();
            let mut pairs = 0;
            for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
                let Some(default) = default else { continue };
                let key = self.mangled_text(arg.arg);
                self.constant_operand(key, default.span);
                let value = self.unit.temporary();
                self.into(default, value)?;
                pairs += 1;
            }
            self.emit(Op::BuildDict, dict, dict + 1, pairs, span);
            self.release(dict - TEMPORARY + 1);
            parts[1] = Some(dict);
        }
        Ok(parts)
    }

    fn set_defaults(&mut self, function: Register, parts: [Option<Register>; 2], span: Span) {
        for (register, which) in parts.into_iter().zip([part::DEFAULTS, part::KEYWORD_DEFAULTS]) {
            if let Some(register) = register {
                self.emit(Op::SetFunction, function, register, which, span);
            }
        }
    }

    /// The dict of a function's annotations in a fresh temporary, if it has any.
    fn annotations(&mut self, args: &'a Arguments, returns: Option<&'a Expr>, span: Span) -> Outcome<Option<Register>> {
        let annotated = all_args(args).any(|arg| arg.annotation.is_some()) || returns.is_some();
        if !annotated {
            return Ok(None);
        }
        let dict = self.unit.temporary();
        let mut pairs = 0;
        for arg in all_args(args) {
            let Some(annotation) = &arg.annotation else { continue };
            let key = self.mangled_text(arg.arg);
            self.constant_operand(key, arg.span);
            let value = self.unit.temporary();
            self.annotation(annotation, value)?;
            pairs += 1;
        }
        if let Some(returns) = returns {
            let key = self.unit.temporary();
            self.load_text(key, "return", returns.span);
            let value = self.unit.temporary();
            self.annotation(returns, value)?;
            pairs += 1;
        }
        self.emit(Op::BuildDict, dict, dict + 1, pairs, span);
        self.release(dict - TEMPORARY + 1);
        Ok(Some(dict))
    }

    /// An annotation's value: the expression's, or its text where annotations are postponed.
    pub(crate) fn annotation(&mut self, annotation: &'a Expr, dst: Register) -> Outcome {
        if self.future_annotations {
            let text = self.unparse(annotation);
            self.load_constant(dst, Const::Str(text.into()), annotation.span);
            return Ok(());
        }
        if let ExprKind::Starred(inner) = &annotation.kind {
            // `*args: *Ts` is annotated with the one item that unpacking gives.
            let mark = self.unit.depth;
            let items = self.operand(inner)?;
            self.emit_from(Op::UnpackSequence, false, dst, items, 1, annotation.span);
            self.release(mark);
            return Ok(());
        }
        self.into(annotation, dst)
    }

    /// The numbers of parameters, from the tree to the code.
    pub(crate) fn set_parameters(&mut self, args: &Arguments, scope: ScopeId) {
        let unit = &mut self.unit;
        unit.positional = (args.posonlyargs.len() + args.args.len()) as u16;
        unit.positional_only = args.posonlyargs.len() as u16;
        unit.keyword_only = args.kwonlyargs.len() as u16;
        if args.vararg.is_some() {
            unit.flags |= flags::VARARGS;
        }
        if args.kwarg.is_some() {
            unit.flags |= flags::VARKEYWORDS;
        }
        if matches!(self.table.get(scope).kind, crate::scope::ScopeKind::Lambda) && self.table.get(scope).has_yield {
            self.unit.flags |= flags::GENERATOR;
        }
    }

    pub(crate) fn check_arguments(&self, args: &Arguments) -> Outcome {
        all_args(args).try_for_each(|arg| self.refuse_debug(arg.arg, "assign to", arg.span))
    }

    /// Evaluates decorators in consecutive temporaries; gives the first.
    pub(crate) fn decorators(&mut self, decorators: &'a [Expr]) -> Outcome<Option<Register>> {
        let mut first = None;
        for decorator in decorators {
            let register = self.unit.temporary();
            self.into(decorator, register)?;
            first.get_or_insert(register);
        }
        Ok(first)
    }

    /// Calls decorators from the innermost out. `value` lies behind them; the result ends in the first decorator's
    /// register.
    pub(crate) fn decorate(&mut self, first: Option<Register>, value: Register, decorators: &[Expr]) {
        let Some(first) = first else { return };
        debug_assert_eq!(first as usize + decorators.len(), value as usize, "the value follows its decorators");
        for (index, decorator) in decorators.iter().enumerate().rev() {
            let site = self.anonymous_site();
            self.release(first - TEMPORARY + index as u16 + 2);
            self.emit(Op::Call, first + index as u16, 1, site, decorator.span);
        }
        self.release(first - TEMPORARY + 1);
    }
}
