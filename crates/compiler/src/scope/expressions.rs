//! The first pass: expressions, and the scopes that stand in them.

use taipan_ast::expr::{Comprehension, Expr, ExprKind, NamedExpr};
use taipan_ast::name::Name;
use taipan_source::span::Span;

use super::collect::Collector;
use super::{ComprehensionKind, ScopeKind, mark};
use crate::failure::{Outcome, fail};

impl Collector<'_, '_> {
    pub(crate) fn expression(&mut self, expression: &Expr) -> Outcome {
        self.descend()?;
        self.visit_expression(expression)?;
        self.level -= 1;
        Ok(())
    }

    fn visit_expression(&mut self, expression: &Expr) -> Outcome {
        match &expression.kind {
            ExprKind::Name(name) => self.read(*name, expression.span),
            ExprKind::Constant(_) => Ok(()),
            ExprKind::BoolOp { values, .. } => self.expressions(values),
            ExprKind::NamedExpr(named) => self.assignment_expression(named, expression.span),
            ExprKind::BinOp(_) => self.operators(expression),
            ExprKind::UnaryOp { operand, .. } => self.expression(operand),
            ExprKind::Lambda(lambda) => {
                self.defaults(&lambda.args)?;
                let name = self.names.intern("<lambda>");
                let in_target = std::mem::replace(&mut self.in_target, false);
                self.enter(ScopeKind::Lambda, name, &**lambda);
                self.parameters(&lambda.args)?;
                self.expression(&lambda.body)?;
                self.leave();
                self.in_target = in_target;
                Ok(())
            }
            ExprKind::IfExp(conditional) => {
                self.expression(&conditional.test)?;
                self.expression(&conditional.body)?;
                self.expression(&conditional.orelse)
            }
            ExprKind::Dict(items) => items.iter().try_for_each(|item| {
                self.optional(item.key.as_ref())?;
                self.expression(&item.value)
            }),
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::JoinedStr(items) => {
                self.expressions(items)
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::List, elt, None, generators)
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::Set, elt, None, generators)
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::Generator, elt, None, generators)
            }
            ExprKind::DictComp(dict) => {
                let value = Some(&dict.value);
                self.comprehension(expression, ComprehensionKind::Dict, &dict.key, value, &dict.generators)
            }
            ExprKind::Await(value) => {
                self.refuse_in_annotation("await expression", expression.span)?;
                self.check_await(expression.span)?;
                self.expression(value)?;
                self.table.get_mut(self.current).has_await = true;
                Ok(())
            }
            ExprKind::Yield(value) => {
                self.refuse_in_annotation("yield expression", expression.span)?;
                self.optional(value.as_deref())?;
                self.yields(expression.span)
            }
            ExprKind::YieldFrom(value) => {
                self.refuse_in_annotation("yield expression", expression.span)?;
                self.expression(value)?;
                self.yields(expression.span)
            }
            ExprKind::Compare(compare) => {
                self.expression(&compare.left)?;
                self.expressions(&compare.comparators)
            }
            ExprKind::Call(call) => {
                self.expression(&call.func)?;
                self.expressions(&call.args)?;
                call.keywords.iter().try_for_each(|keyword| self.expression(&keyword.value))
            }
            ExprKind::FormattedValue(formatted) => {
                self.expression(&formatted.value)?;
                self.optional(formatted.format_spec.as_ref())
            }
            ExprKind::Attribute { value, .. } => self.expression(value),
            ExprKind::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.expression(&subscript.slice)
            }
            ExprKind::Starred(value) => self.expression(value),
            ExprKind::Slice(slice) => {
                self.optional(slice.lower.as_ref())?;
                self.optional(slice.upper.as_ref())?;
                self.optional(slice.step.as_ref())
            }
        }
    }

    fn expressions(&mut self, items: &[Expr]) -> Outcome {
        items.iter().try_for_each(|item| self.expression(item))
    }

    /// A chain of operators leans to the left and can be thousands long.
    fn operators(&mut self, expression: &Expr) -> Outcome {
        let mut rights = Vec::new();
        let mut leaf = expression;
        while let ExprKind::BinOp(operation) = &leaf.kind {
            rights.push(&operation.right);
            leaf = &operation.left;
        }
        self.expression(leaf)?;
        rights.into_iter().rev().try_for_each(|right| self.expression(right))
    }

    fn read(&mut self, name: Name, span: Span) -> Outcome {
        self.mark(name, mark::USED, span)?;
        if name == self.known.super_ && self.table.get(self.current).is_function_like() {
            self.mark(self.known.class_cell, mark::USED, span)?;
        }
        Ok(())
    }

    /// A target of assignment: the names in it are bound, everything else in it is evaluated.
    pub(crate) fn target(&mut self, target: &Expr) -> Outcome {
        match &target.kind {
            ExprKind::Name(name) => self.mark(*name, mark::LOCAL, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.target(item)),
            ExprKind::Starred(inner) => self.target(inner),
            _ => {
                let in_target = std::mem::replace(&mut self.in_target, false);
                self.expression(target)?;
                self.in_target = in_target;
                Ok(())
            }
        }
    }

    fn comprehension(
        &mut self,
        node: &Expr,
        kind: ComprehensionKind,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
    ) -> Outcome {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        self.in_iterable += 1;
        self.expression(&first.iter)?;
        self.in_iterable -= 1;
        let name = self.names.intern(match kind {
            ComprehensionKind::List => "<listcomp>",
            ComprehensionKind::Set => "<setcomp>",
            ComprehensionKind::Dict => "<dictcomp>",
            ComprehensionKind::Generator => "<genexpr>",
        });
        let parent = self.current;
        let host = self.table.get(parent).host;
        let inlined = kind != ComprehensionKind::Generator && !self.table.get(parent).sees_class;
        self.enter(ScopeKind::Comprehension(kind), name, node);
        let id = self.current;
        if inlined {
            self.table.get_mut(id).host = host;
        } else {
            self.mark(self.known.iterator, mark::PARAMETER, node.span)?;
        }
        if first.is_async {
            self.table.get_mut(id).has_await = true;
        }
        self.loop_target(&first.target)?;
        self.expressions(&first.ifs)?;
        for generator in rest {
            if generator.is_async {
                self.table.get_mut(id).has_await = true;
            }
            self.in_iterable += 1;
            self.expression(&generator.iter)?;
            self.in_iterable -= 1;
            self.loop_target(&generator.target)?;
            self.expressions(&generator.ifs)?;
        }
        self.optional(value)?;
        self.expression(element)?;
        self.leave();
        if self.table.get(id).has_await && kind != ComprehensionKind::Generator {
            self.table.get_mut(parent).has_await = true;
        }
        Ok(())
    }

    fn loop_target(&mut self, target: &Expr) -> Outcome {
        let before = std::mem::replace(&mut self.in_target, true);
        self.target(target)?;
        self.in_target = before;
        Ok(())
    }

    fn assignment_expression(&mut self, named: &NamedExpr, span: Span) -> Outcome {
        self.refuse_in_annotation("named expression", span)?;
        if self.in_iterable > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return fail(message, span);
        }
        let host = self.table.get(self.current).host;
        self.table.get_mut(host).has_walrus = true;
        let ExprKind::Name(name) = named.target.kind else { return Ok(()) };
        if self.table.get(self.current).is_comprehension() {
            self.bind_around_comprehensions(name, named.target.span)?;
        }
        self.expression(&named.value)?;
        if self.table.get(self.current).is_comprehension() {
            return Ok(());
        }
        self.mark(name, mark::LOCAL, named.target.span)
    }

    /// The target of an assignment expression in a comprehension belongs to the function or module around it.
    fn bind_around_comprehensions(&mut self, name: Name, span: Span) -> Outcome {
        let mangled = self.names.mangle(self.class, name);
        let mut around = self.current;
        while self.table.get(around).is_comprehension() {
            let marks = self.table.get(around).find(mangled).map_or(0, |symbol| symbol.marks);
            if marks & mark::ITERATION != 0 {
                let text = self.names.text(name);
                let what = "assignment expression cannot rebind comprehension iteration variable";
                return fail(format!("{what} '{text}'"), span);
            }
            let Some(parent) = self.table.get(around).parent else { break };
            around = parent;
        }
        let refused = match self.table.get(around).kind {
            ScopeKind::Class => "in a class body",
            ScopeKind::TypeParameters => "within the definition of a generic",
            ScopeKind::TypeAlias => "in a type alias",
            ScopeKind::TypeVariable(_) => "in a TypeVar bound",
            _ => "",
        };
        if !refused.is_empty() {
            let message = format!("assignment expression within a comprehension cannot be used {refused}");
            return fail(message, span);
        }
        let target = self.table.get_mut(around);
        target.has_walrus = true;
        let in_module = target.kind == ScopeKind::Module;
        let symbol = target.symbol(mangled);
        let global = in_module || symbol.marks & mark::GLOBAL != 0;
        symbol.marks |= mark::LOCAL;
        let through = if global { mark::GLOBAL } else { mark::NONLOCAL };
        let mut inner = self.current;
        while inner != around {
            let symbol = self.table.get_mut(inner).symbol(mangled);
            symbol.marks |= through;
            symbol.span = span;
            let Some(parent) = self.table.get(inner).parent else { break };
            inner = parent;
        }
        Ok(())
    }

    fn yields(&mut self, span: Span) -> Outcome {
        let scope = self.table.get_mut(self.current);
        scope.has_yield = true;
        match scope.kind {
            ScopeKind::Comprehension(kind) => {
                let what = match kind {
                    ComprehensionKind::List => "list comprehension",
                    ComprehensionKind::Set => "set comprehension",
                    ComprehensionKind::Dict => "dict comprehension",
                    ComprehensionKind::Generator => "generator expression",
                };
                fail(format!("'yield' inside {what}"), span)
            }
            _ => Ok(()),
        }
    }

    fn check_await(&mut self, span: Span) -> Outcome {
        if self.top_level_await {
            return Ok(());
        }
        let scope = self.table.get(self.current);
        if !scope.is_function_like() {
            return fail("'await' outside function", span);
        }
        if !scope.is_async && !scope.is_comprehension() {
            return fail("'await' outside async function", span);
        }
        Ok(())
    }

    fn refuse_in_annotation(&mut self, what: &str, span: Span) -> Outcome {
        let place = match self.table.get(self.current).kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVariable(kind) => kind,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParameters => "the definition of a generic",
            _ => return Ok(()),
        };
        fail(format!("{what} cannot be used within {place}"), span)
    }
}
