//! Class definitions.

use taipan_ast::stmt::{ClassDef, Stmt, StmtKind};
use taipan_bytecode::assembler::TEMPORARY;
use taipan_bytecode::code::{Const, flags};
use taipan_bytecode::opcode::Op;
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::Outcome;
use crate::scope::Role;
use crate::unit::{Operand, Register, UnitKind};

impl<'a> Compiler<'a> {
    pub(crate) fn class(&mut self, def: &'a ClassDef, span: Span) -> Outcome {
        self.refuse_debug(def.name, "assign to", span)?;
        let first = def.decorator_list.first().map_or(span, |decorator| decorator.span);
        let decorators = self.decorators(&def.decorator_list)?;
        let class = self.unit.temporary();
        if def.type_params.is_empty() {
            self.build_class(def, class, None, first, span)?;
        } else {
            let scope = self.scope_of(&def.type_params[0], Role::TypeParameters);
            self.enter_unit(UnitKind::Function, scope, first);
            self.rename_generic(def.name);
            let parameters = self.type_parameters(&def.type_params)?;
            let hidden = self.names.intern(".type_params");
            self.store_name(hidden, Operand::kept(parameters), span)?;
            let inner = self.unit.temporary();
            self.build_class(def, inner, Some(parameters), first, span)?;
            self.emit(Op::Return, inner, 0, 0, span);
            let code = self.leave_unit()?;
            self.make_closure(class, code, scope, span)?;
            let site = self.anonymous_site();
            self.emit(Op::Call, class, 0, site, span);
        }
        self.decorate(decorators, class, &def.decorator_list);
        self.store_name(def.name, Operand::dying(decorators.unwrap_or(class)), span)
    }

    /// `__build_class__(body, name, *bases, **keywords)` with its window at `base`, which is on top.
    fn build_class(
        &mut self,
        def: &'a ClassDef,
        base: Register,
        parameters: Option<Register>,
        first: Span,
        span: Span,
    ) -> Outcome {
        self.check_keywords(&def.keywords)?;
        self.emit(Op::LoadBuildClass, base, 0, 0, span);
        let scope = self.scope_of(def, Role::Definition);
        let body = self.unit.temporary();
        self.enter_unit(UnitKind::Class, scope, first);
        self.class_body(def, parameters.is_some(), span)?;
        let code = self.leave_unit()?;
        self.make_closure(body, code, scope, span)?;
        let name = self.unit.temporary();
        let text = self.names.text(def.name).to_owned();
        self.load_text(name, &text, span);
        match parameters {
            None => self.call_with(base, &def.bases, &def.keywords, Some(2), span)?,
            Some(parameters) => self.generic_class_call(def, base, parameters, span)?,
        }
        self.release(base - TEMPORARY + 1);
        Ok(())
    }

    /// A generic class has `Generic[...]` as its last base.
    fn generic_class_call(&mut self, def: &'a ClassDef, base: Register, parameters: Register, span: Span) -> Outcome {
        let list = base + 1;
        self.emit(Op::BuildList, list, list, 2, span);
        self.release(list - TEMPORARY + 1);
        for item in &def.bases {
            self.add_argument(list, item, span)?;
        }
        let generic = self.unit.temporary();
        self.emit(Op::GenericBase, generic, parameters, 0, span);
        self.emit_dying(Op::ListAppend, list, generic, span);
        self.release(list - TEMPORARY + 1);
        let with_keywords = !def.keywords.is_empty();
        if with_keywords {
            self.collected_keywords(base, &def.keywords, span)?;
        }
        self.emit(Op::CallEx, base, u16::from(with_keywords), 0, span);
        Ok(())
    }

    fn class_body(&mut self, def: &'a ClassDef, generic: bool, span: Span) -> Outcome {
        self.unit.flags |= flags::CLASS_BODY;
        let value = self.unit.temporary();
        let module = self.names.intern("__name__");
        let site = self.unit.site(module);
        self.emit(Op::LoadName, value, site, 0, span);
        self.store_in_namespace("__module__", value, span);
        let qualname = self.unit.qualname.clone();
        self.load_text(value, &qualname, span);
        self.store_in_namespace("__qualname__", value, span);
        let line = i64::from(self.unit.first_line);
        self.load_constant(value, Const::Int(line), span);
        self.store_in_namespace("__firstlineno__", value, span);
        if generic {
            let parameters = self.names.intern(".type_params");
            self.load_name(parameters, value, span);
            self.store_in_namespace("__type_params__", value, span);
        }
        self.unit.depth -= 1;
        if self.annotates(&def.body) {
            self.emit(Op::SetAnnotations, 0, 0, 0, span);
        }
        let body = self.body_docstring(&def.body)?;
        self.body(body)?;
        self.class_end(span);
        Ok(())
    }

    fn class_end(&mut self, span: Span) {
        let value = self.unit.temporary();
        let mut attributes = std::mem::take(&mut self.unit.static_attributes);
        attributes.sort_by(|a, b| self.names.text(*a).cmp(self.names.text(*b)));
        let texts = attributes.iter().map(|&name| Const::Str(self.names.text(name).as_bytes().into())).collect();
        self.load_constant(value, Const::Tuple(texts), span);
        self.store_in_namespace("__static_attributes__", value, span);
        if self.table.get(self.unit.host).needs_class_dict {
            let dict = self.known.class_dict;
            self.load_captured(dict, value, span);
            self.store_in_namespace("__classdictcell__", value, span);
        }
        match self.unit.class_cell {
            Some(cell) => {
                self.emit(Op::Move, value, cell, 0, span);
                self.store_in_namespace("__classcell__", value, span);
                self.emit(Op::Return, cell, 0, 0, span);
            }
            None => self.emit(Op::ReturnNone, 0, 0, 0, span),
        }
        self.unit.depth -= 1;
    }

    /// Whether statements of a body (not of definitions in it) annotate names.
    pub(crate) fn annotates(&self, body: &[Stmt]) -> bool {
        body.iter().any(|statement| match &statement.kind {
            StmtKind::AnnAssign(_) => true,
            StmtKind::For(for_) | StmtKind::AsyncFor(for_) => {
                self.annotates(&for_.body) || self.annotates(&for_.orelse)
            }
            StmtKind::While(while_) => self.annotates(&while_.body) || self.annotates(&while_.orelse),
            StmtKind::If(_) => self.annotates_in_conditional(statement),
            StmtKind::With(with) | StmtKind::AsyncWith(with) => self.annotates(&with.body),
            StmtKind::Match(match_) => match_.cases.iter().any(|case| self.annotates(&case.body)),
            StmtKind::Try(try_) | StmtKind::TryStar(try_) => {
                [&try_.body, &try_.orelse, &try_.finalbody].into_iter().any(|body| self.annotates(body))
                    || try_.handlers.iter().any(|handler| self.annotates(&handler.body))
            }
            _ => false,
        })
    }

    fn annotates_in_conditional(&self, mut statement: &Stmt) -> bool {
        while let StmtKind::If(if_) = &statement.kind {
            if self.annotates(&if_.body) {
                return true;
            }
            match &if_.orelse[..] {
                [only] if matches!(only.kind, StmtKind::If(_)) => statement = only,
                orelse => return self.annotates(orelse),
            }
        }
        false
    }
}
