//! Type parameters and type aliases. Their scope is a function that is called once; bounds, defaults and the values of
//! aliases are functions that are called when they are asked for.

use taipan_ast::expr::{Expr, ExprKind};
use taipan_ast::name::Name;
use taipan_ast::stmt::{TypeAlias, TypeParam, TypeParamKind};
use taipan_bytecode::assembler::TEMPORARY;
use taipan_bytecode::opcode::Op;
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::{Outcome, fail};
use crate::scope::{Role, ScopeId};
use crate::unit::{Operand, Register, UnitKind};

impl<'a> Compiler<'a> {
    /// Gives the code of a type-parameter scope CPython's name for it.
    pub(crate) fn rename_generic(&mut self, owner: Name) {
        let name = format!("<generic parameters of {}>", self.names.text(owner));
        self.unit.name = self.names.intern(&name);
        let around = self.unit.qualname.rfind('.').map_or(0, |dot| dot + 1);
        self.unit.qualname.truncate(around);
        self.unit.qualname += &name;
    }

    /// Makes all type parameters and binds their names; gives the register of their tuple.
    pub(crate) fn type_parameters(&mut self, params: &'a [TypeParam]) -> Outcome<Register> {
        let tuple = self.unit.temporary();
        let list = params.len() > 200;
        if list {
            self.emit(Op::BuildList, tuple, tuple, 0, params[0].span);
        }
        let mut seen_default = false;
        for param in params {
            if param.default_value.is_some() {
                seen_default = true;
            } else if seen_default {
                let text = self.names.text(param.name);
                let message = format!("non-default type parameter '{text}' follows default type parameter");
                return fail(message, param.span);
            }
            let mark = self.unit.depth;
            let value = self.unit.temporary();
            self.type_parameter(param, value)?;
            self.store_name(param.name, Operand::kept(value), param.span)?;
            self.release(mark);
            if list {
                self.emit_dying(Op::ListAppend, tuple, value, param.span);
            } else {
                self.unit.temporary();
            }
        }
        let span = params[0].span;
        if list {
            self.emit(Op::ListToTuple, tuple, 0, 0, span);
        } else {
            self.emit(Op::BuildTuple, tuple, tuple + 1, params.len() as u16, span);
        }
        self.release(tuple - TEMPORARY + 1);
        Ok(tuple)
    }

    fn type_parameter(&mut self, param: &'a TypeParam, dst: Register) -> Outcome {
        let span = param.span;
        let base = self.unit.temporary();
        let text = self.names.text(param.name).to_owned();
        self.load_text(base, &text, span);
        for part in [&param.bound, &param.default_value] {
            let register = self.unit.temporary();
            match part {
                None => self.clear(register),
                Some(value) => {
                    let scope = self.scope_of(&**value, Role::Postponed);
                    self.thunk(value, scope, register, span)?;
                }
            }
        }
        let which = match (param.kind, &param.bound) {
            (TypeParamKind::TypeVar, None) => 0,
            (TypeParamKind::TypeVar, Some(bound)) if matches!(bound.kind, ExprKind::Tuple(_)) => 2,
            (TypeParamKind::TypeVar, Some(_)) => 1,
            (TypeParamKind::TypeVarTuple, _) => 3,
            (TypeParamKind::ParamSpec, _) => 4,
        };
        self.emit(Op::TypeParameter, dst, base, which, span);
        self.release(base - TEMPORARY);
        Ok(())
    }

    /// A function that evaluates an expression later.
    fn thunk(&mut self, value: &'a Expr, scope: ScopeId, dst: Register, span: Span) -> Outcome {
        self.enter_unit(UnitKind::Function, scope, span);
        let result = if let ExprKind::Starred(inner) = &value.kind {
            // `*Ts = *tuple[int]`: the one item that unpacking gives.
            let register = self.unit.temporary();
            let items = self.operand(inner)?;
            self.emit_from(Op::UnpackSequence, false, register, items, 1, value.span);
            Operand::dying(register)
        } else {
            self.operand(value)?
        };
        self.emit(Op::Return, result.register, 0, 0, value.span);
        let code = self.leave_unit()?;
        self.make_closure(dst, code, scope, span)
    }

    pub(crate) fn type_alias(&mut self, alias: &'a TypeAlias, span: Span) -> Outcome {
        let ExprKind::Name(name) = alias.name.kind else { return Ok(()) };
        let value = self.unit.temporary();
        if let Some(first) = alias.type_params.first() {
            let scope = self.scope_of(first, Role::TypeParameters);
            self.enter_unit(UnitKind::Function, scope, span);
            self.rename_generic(name);
            let parameters = self.type_parameters(&alias.type_params)?;
            let inner = self.unit.temporary();
            self.alias_object(alias, name, Some(parameters), inner, span)?;
            self.emit(Op::Return, inner, 0, 0, span);
            let code = self.leave_unit()?;
            self.make_closure(value, code, scope, span)?;
            let site = self.anonymous_site();
            self.emit(Op::Call, value, 0, site, span);
        } else {
            self.alias_object(alias, name, None, value, span)?;
        }
        self.store_name(name, Operand::dying(value), alias.name.span)
    }

    fn alias_object(
        &mut self,
        alias: &'a TypeAlias,
        name: Name,
        parameters: Option<Register>,
        dst: Register,
        span: Span,
    ) -> Outcome {
        let base = self.unit.temporary();
        let text = self.names.text(name).to_owned();
        self.load_text(base, &text, span);
        let tuple = self.unit.temporary();
        match parameters {
            Some(parameters) => self.emit_dying(Op::Move, tuple, parameters, span),
            None => self.emit(Op::LoadNone, tuple, 0, 0, span),
        }
        let value = self.unit.temporary();
        let scope = self.scope_of(alias, Role::Definition);
        self.thunk(&alias.value, scope, value, span)?;
        self.emit(Op::TypeAlias, dst, base, 0, span);
        self.release(base - TEMPORARY);
        Ok(())
    }
}
