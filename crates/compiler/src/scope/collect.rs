//! The first pass: statements. Every binding and use of a name is written down in its scope.

use taipan_ast::expr::{Arg, Arguments, Expr, ExprKind};
use taipan_ast::name::Name;
use taipan_ast::pattern::{Pattern, PatternKind};
use taipan_ast::stmt::{
    AnnAssign, ClassDef, ExceptHandler, FunctionDef, Mod, Stmt, StmtKind, TypeAlias, TypeParam, TypeParamKind,
};
use taipan_source::meter::Toll;
use taipan_source::span::Span;

use super::{ScopeId, ScopeKind, ScopeTable, mark, node_key};
use crate::failure::{Failure, Outcome, fail};
use crate::interner::{Interner, Known};

/// How deep a tree may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Depth {
    /// As deep as a thread's usual stack can take.
    Shallow,
    /// As deep as the parser allows.
    Any,
}

/// Levels of statements and expressions that fit the smallest usual stack, in debug builds too.
const SHALLOW: u32 = 60;

/// Walks a tree once and fills the table.
pub(crate) struct Collector<'a, 'n> {
    /// Who pays.
    toll: &'a mut Toll<'a>,
    pub(crate) names: &'a mut Interner<'n>,
    pub(crate) known: Known,
    pub(crate) table: ScopeTable,
    pub(crate) current: ScopeId,
    /// Whose private names are mangled.
    pub(crate) class: Option<Name>,
    pub(crate) future_annotations: bool,
    pub(crate) top_level_await: bool,
    /// Inside the target of a comprehension's loop.
    pub(crate) in_target: bool,
    /// How many iterables of comprehensions surround this expression.
    pub(crate) in_iterable: u32,
    /// Statements and expressions around the current one.
    pub(crate) level: u32,
    pub(crate) depth: Depth,
}

/// Collects all scopes of a source.
pub(crate) fn collect<'n>(
    module: &Mod,
    names: &mut Interner<'n>,
    known: Known,
    future_annotations: bool,
    top_level_await: bool,
    depth: Depth,
    toll: &mut Toll<'_>,
) -> Outcome<ScopeTable> {
    let mut table = ScopeTable { scopes: Vec::new(), of_node: Default::default() };
    let top = names.intern("<module>");
    let current = table.add(ScopeKind::Module, top, None, None);
    let mut collector = Collector {
        toll,
        names,
        known,
        table,
        current,
        class: None,
        future_annotations,
        top_level_await,
        in_target: false,
        in_iterable: 0,
        level: 0,
        depth,
    };
    match module {
        Mod::Module(body) | Mod::Interactive(body) => collector.body(body)?,
        Mod::Expression(value) => collector.expression(value)?,
    }
    Ok(collector.table)
}

impl Collector<'_, '_> {
    pub(crate) fn body(&mut self, body: &[Stmt]) -> Outcome {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &Stmt) -> Outcome {
        self.descend()?;
        self.visit_statement(statement)?;
        self.level -= 1;
        Ok(())
    }

    /// One level down; the caller goes up again unless it fails.
    pub(crate) fn descend(&mut self) -> Outcome {
        self.level += 1;
        self.toll.pay(1).map_err(|()| Failure::Unpaid)?;
        if self.level > SHALLOW && self.depth == Depth::Shallow { Err(Failure::TooDeep) } else { Ok(()) }
    }

    fn visit_statement(&mut self, statement: &Stmt) -> Outcome {
        match &statement.kind {
            StmtKind::FunctionDef(def) => self.function(def, false, statement.span),
            StmtKind::AsyncFunctionDef(def) => self.function(def, true, statement.span),
            StmtKind::ClassDef(def) => self.class_definition(def, statement.span),
            StmtKind::TypeAlias(alias) => self.type_alias(alias),
            StmtKind::Return(value) => self.optional(value.as_deref()),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.deletion(target)),
            StmtKind::Assign { targets, value } => {
                self.expression(value)?;
                targets.iter().try_for_each(|target| self.target(target))
            }
            StmtKind::AugAssign(assign) => {
                self.target(&assign.target)?;
                if let ExprKind::Name(name) = assign.target.kind {
                    self.mark(name, mark::USED, assign.target.span)?;
                }
                self.expression(&assign.value)
            }
            StmtKind::AnnAssign(assign) => self.annotated_assignment(assign, statement.span),
            StmtKind::For(for_) | StmtKind::AsyncFor(for_) => {
                self.expression(&for_.iter)?;
                self.target(&for_.target)?;
                self.body(&for_.body)?;
                self.body(&for_.orelse)
            }
            StmtKind::While(while_) => {
                self.expression(&while_.test)?;
                self.body(&while_.body)?;
                self.body(&while_.orelse)
            }
            StmtKind::If(_) => self.conditional(statement),
            StmtKind::With(with) | StmtKind::AsyncWith(with) => {
                for item in &with.items {
                    self.expression(&item.context_expr)?;
                    if let Some(target) = &item.optional_vars {
                        self.target(target)?;
                    }
                }
                self.body(&with.body)
            }
            StmtKind::Match(match_) => {
                self.expression(&match_.subject)?;
                for case in &match_.cases {
                    self.pattern(&case.pattern)?;
                    self.optional(case.guard.as_ref())?;
                    self.body(&case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_deref())?;
                self.optional(cause.as_deref())
            }
            StmtKind::Try(try_) | StmtKind::TryStar(try_) => {
                self.body(&try_.body)?;
                try_.handlers.iter().try_for_each(|handler| self.handler(handler))?;
                self.body(&try_.orelse)?;
                self.body(&try_.finalbody)
            }
            StmtKind::Assert { test, msg } => {
                self.expression(test)?;
                self.optional(msg.as_deref())
            }
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    let name = alias.asname.unwrap_or_else(|| self.first_component(alias.name));
                    self.mark(name, mark::IMPORTED, alias.span)?;
                }
                Ok(())
            }
            StmtKind::ImportFrom(import) => {
                for alias in &import.names {
                    if self.names.text(alias.name) == "*" {
                        if self.table.get(self.current).kind != ScopeKind::Module {
                            return fail("import * only allowed at module level", alias.span);
                        }
                    } else {
                        self.mark(alias.asname.unwrap_or(alias.name), mark::IMPORTED, alias.span)?;
                    }
                }
                Ok(())
            }
            StmtKind::Global(names) => self.declaration(names, mark::GLOBAL, statement.span),
            StmtKind::Nonlocal(names) => self.declaration(names, mark::NONLOCAL, statement.span),
            StmtKind::Expr(value) => self.expression(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    /// An `elif` chain can be thousands long, so it is a loop.
    fn conditional(&mut self, mut statement: &Stmt) -> Outcome {
        while let StmtKind::If(if_) = &statement.kind {
            self.expression(&if_.test)?;
            self.body(&if_.body)?;
            match &if_.orelse[..] {
                [only] if matches!(only.kind, StmtKind::If(_)) => statement = only,
                orelse => return self.body(orelse),
            }
        }
        Ok(())
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Outcome {
        self.optional(handler.typ.as_ref())?;
        if let Some(name) = handler.name {
            self.mark(name, mark::LOCAL | mark::DELETED, handler.span)?;
        }
        self.body(&handler.body)
    }

    pub(crate) fn optional(&mut self, value: Option<&Expr>) -> Outcome {
        value.map_or(Ok(()), |value| self.expression(value))
    }

    fn deletion(&mut self, target: &Expr) -> Outcome {
        match &target.kind {
            ExprKind::Name(name) => self.mark(*name, mark::LOCAL | mark::DELETED, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.deletion(item)),
            _ => self.expression(target),
        }
    }

    fn annotated_assignment(&mut self, assign: &AnnAssign, span: Span) -> Outcome {
        if let ExprKind::Name(name) = assign.target.kind {
            let mangled = self.names.mangle(self.class, name);
            let scope = self.table.get(self.current);
            let marks = scope.find(mangled).map_or(0, |symbol| symbol.marks);
            if marks & (mark::GLOBAL | mark::NONLOCAL) != 0 && scope.kind != ScopeKind::Module && assign.simple {
                let how = if marks & mark::GLOBAL != 0 { "global" } else { "nonlocal" };
                return fail(format!("annotated name '{}' can't be {how}", self.names.text(name)), span);
            }
            if assign.simple {
                self.mark(name, mark::ANNOTATED | mark::LOCAL, assign.target.span)?;
            } else if assign.value.is_some() {
                self.mark(name, mark::LOCAL, assign.target.span)?;
            }
        } else {
            self.target(&assign.target)?;
        }
        self.annotation(&assign.annotation)?;
        self.optional(assign.value.as_ref())
    }

    /// Annotations that become strings are looked at for errors only, in a scope that leads nowhere.
    fn annotation(&mut self, annotation: &Expr) -> Outcome {
        if !self.future_annotations {
            return self.expression(annotation);
        }
        let name = self.names.intern("_annotation");
        self.enter(ScopeKind::Annotation, name, annotation);
        self.expression(annotation)?;
        self.leave();
        Ok(())
    }

    fn declaration(&mut self, declared: &[Name], as_what: u16, span: Span) -> Outcome {
        let how = if as_what == mark::GLOBAL { "global" } else { "nonlocal" };
        for &name in declared {
            let mangled = self.names.mangle(self.class, name);
            let marks = self.table.get(self.current).find(mangled).map_or(0, |symbol| symbol.marks);
            if marks & (mark::PARAMETER | mark::LOCAL | mark::USED | mark::ANNOTATED) != 0 {
                let text = self.names.text(name);
                let message = if marks & mark::PARAMETER != 0 {
                    format!("name '{text}' is parameter and {how}")
                } else if marks & mark::USED != 0 {
                    format!("name '{text}' is used prior to {how} declaration")
                } else if marks & mark::ANNOTATED != 0 {
                    format!("annotated name '{text}' can't be {how}")
                } else {
                    format!("name '{text}' is assigned to before {how} declaration")
                };
                return fail(message, span);
            }
            let symbol = self.table.get_mut(self.current).symbol(mangled);
            if symbol.marks & (mark::GLOBAL | mark::NONLOCAL) == 0 {
                symbol.span = span;
            }
            symbol.marks |= as_what;
            if as_what == mark::GLOBAL {
                // What a function declares global is global for the module's own code too, also where `exec` gives it
                // a namespace besides the globals.
                self.table.get_mut(ScopeId(0)).symbol(mangled).marks |= mark::GLOBAL;
            }
        }
        Ok(())
    }

    fn function(&mut self, def: &FunctionDef, is_async: bool, span: Span) -> Outcome {
        self.mark(def.name, mark::LOCAL, span)?;
        self.defaults(&def.args)?;
        def.decorator_list.iter().try_for_each(|decorator| self.expression(decorator))?;
        let generic = !def.type_params.is_empty();
        if generic {
            self.type_parameters(&def.type_params, def.name)?;
        }
        for arg in all_args(&def.args) {
            if let Some(annotation) = &arg.annotation {
                self.annotation(annotation)?;
            }
        }
        if let Some(returns) = &def.returns {
            self.annotation(returns)?;
        }
        self.enter(ScopeKind::Function, def.name, def);
        self.table.get_mut(self.current).is_async = is_async;
        self.parameters(&def.args)?;
        self.body(&def.body)?;
        self.leave();
        if generic {
            self.leave();
        }
        Ok(())
    }

    pub(crate) fn defaults(&mut self, args: &Arguments) -> Outcome {
        args.defaults.iter().try_for_each(|default| self.expression(default))?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.expression(default))
    }

    pub(crate) fn parameters(&mut self, args: &Arguments) -> Outcome {
        let starred = [&args.vararg, &args.kwarg];
        let all = args.posonlyargs.iter().chain(&args.args).chain(&args.kwonlyargs);
        for arg in all.chain(starred.into_iter().flatten().map(|arg| &**arg)) {
            self.mark(arg.arg, mark::PARAMETER, arg.span)?;
        }
        Ok(())
    }

    fn class_definition(&mut self, def: &ClassDef, span: Span) -> Outcome {
        self.mark(def.name, mark::LOCAL, span)?;
        def.decorator_list.iter().try_for_each(|decorator| self.expression(decorator))?;
        let generic = !def.type_params.is_empty();
        let outer = self.class;
        if def.type_params.iter().any(|param| self.names.text(param.name).starts_with("__")) {
            // Private type parameters are the class's own.
            self.class = Some(def.name);
        }
        if generic {
            self.type_parameters(&def.type_params, def.name)?;
        }
        def.bases.iter().try_for_each(|base| self.expression(base))?;
        def.keywords.iter().try_for_each(|keyword| self.expression(&keyword.value))?;
        self.class = Some(def.name);
        // The class body takes its type parameters from the scope around it.
        let parameters = self.names.intern(".type_params");
        if generic {
            self.table.get_mut(self.current).symbol(parameters).marks |= mark::LOCAL;
        }
        self.enter(ScopeKind::Class, def.name, def);
        if generic {
            self.table.get_mut(self.current).symbol(parameters).marks |= mark::USED;
        }
        self.body(&def.body)?;
        self.leave();
        self.class = outer;
        if generic {
            self.leave();
        }
        Ok(())
    }

    fn type_alias(&mut self, alias: &TypeAlias) -> Outcome {
        self.target(&alias.name)?;
        let ExprKind::Name(name) = alias.name.kind else { return Ok(()) };
        let generic = !alias.type_params.is_empty();
        if generic {
            self.type_parameters(&alias.type_params, name)?;
        }
        self.enter_annotation_scope(ScopeKind::TypeAlias, name, alias);
        self.expression(&alias.value)?;
        self.leave();
        if generic {
            self.leave();
        }
        Ok(())
    }

    /// Enters the scope of type parameters; the caller leaves it behind what may use them.
    fn type_parameters(&mut self, params: &[TypeParam], owner: Name) -> Outcome {
        self.enter_annotation_scope(ScopeKind::TypeParameters, owner, &params[0]);
        for param in params {
            let mangled = self.names.mangle(self.class, param.name);
            let symbol = self.table.get_mut(self.current).symbol(mangled);
            if symbol.marks & mark::TYPE_PARAMETER != 0 {
                return fail(format!("duplicate type parameter '{}'", self.names.text(param.name)), param.span);
            }
            symbol.marks |= mark::TYPE_PARAMETER | mark::LOCAL;
            let (bound, default) = match param.kind {
                TypeParamKind::TypeVar
                    if param.bound.as_ref().is_some_and(|b| matches!(b.kind, ExprKind::Tuple(_))) =>
                {
                    ("a TypeVar constraint", "a TypeVar default")
                }
                TypeParamKind::TypeVar => ("a TypeVar bound", "a TypeVar default"),
                TypeParamKind::TypeVarTuple => ("", "a TypeVarTuple default"),
                TypeParamKind::ParamSpec => ("", "a ParamSpec default"),
            };
            for (value, kind) in [(&param.bound, bound), (&param.default_value, default)] {
                if let Some(value) = value {
                    self.enter_annotation_scope(ScopeKind::TypeVariable(kind), param.name, &**value);
                    self.expression(value)?;
                    self.leave();
                }
            }
        }
        Ok(())
    }

    /// Scopes of annotations see the names of a class directly around them.
    fn enter_annotation_scope<T>(&mut self, kind: ScopeKind, name: Name, node: &T) {
        let parent = self.table.get(self.current);
        let sees_class = parent.kind == ScopeKind::Class || parent.sees_class;
        self.enter(kind, name, node);
        if sees_class {
            let dict = self.known.class_dict;
            let scope = self.table.get_mut(self.current);
            scope.sees_class = true;
            scope.symbol(dict).marks |= mark::USED;
        }
    }

    fn pattern(&mut self, pattern: &Pattern) -> Outcome {
        match &pattern.kind {
            PatternKind::MatchValue(value) => self.expression(value),
            PatternKind::MatchSingleton(_) => Ok(()),
            PatternKind::MatchSequence(items) | PatternKind::MatchOr(items) => {
                items.iter().try_for_each(|item| self.pattern(item))
            }
            PatternKind::MatchMapping(mapping) => {
                mapping.keys.iter().try_for_each(|key| self.expression(key))?;
                mapping.patterns.iter().try_for_each(|item| self.pattern(item))?;
                mapping.rest.map_or(Ok(()), |rest| self.mark(rest, mark::LOCAL, pattern.span))
            }
            PatternKind::MatchClass(class) => {
                self.expression(&class.cls)?;
                class.patterns.iter().chain(&class.kwd_patterns).try_for_each(|item| self.pattern(item))
            }
            PatternKind::MatchStar(name) => name.map_or(Ok(()), |name| self.mark(name, mark::LOCAL, pattern.span)),
            PatternKind::MatchAs { pattern: inner, name } => {
                if let Some(inner) = inner {
                    self.pattern(inner)?;
                }
                name.map_or(Ok(()), |name| self.mark(name, mark::LOCAL, pattern.span))
            }
        }
    }

    fn first_component(&mut self, dotted: Name) -> Name {
        match self.names.text(dotted).split_once('.') {
            Some((first, _)) => {
                let first = first.to_owned();
                self.names.intern(&first)
            }
            None => dotted,
        }
    }

    pub(crate) fn enter<T>(&mut self, kind: ScopeKind, name: Name, node: &T) {
        let id = self.table.add(kind, name, Some(self.current), self.class);
        self.table.of_node.insert(node_key(node, kind.role()), id);
        self.current = id;
    }

    pub(crate) fn leave(&mut self) {
        if let Some(parent) = self.table.get(self.current).parent {
            self.current = parent;
        }
    }

    /// Writes down what happens to a name in the current scope.
    pub(crate) fn mark(&mut self, name: Name, marks: u16, span: Span) -> Outcome {
        let name = self.names.mangle(self.class, name);
        let in_target = self.in_target;
        let symbol = self.table.get_mut(self.current).symbol(name);
        if marks & mark::PARAMETER != 0 && symbol.marks & mark::PARAMETER != 0 {
            let text = self.names.text(name);
            return fail(format!("duplicate argument '{text}' in function definition"), span);
        }
        if in_target && marks & mark::LOCAL != 0 {
            if symbol.marks & (mark::GLOBAL | mark::NONLOCAL) != 0 {
                let text = self.names.text(name);
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{text}'");
                return fail(message, span);
            }
            symbol.marks |= mark::ITERATION;
        }
        symbol.marks |= marks;
        if marks & mark::PARAMETER != 0 {
            symbol.span = span;
        }
        Ok(())
    }
}

/// All parameters, in the order in which annotations are evaluated.
pub(crate) fn all_args(args: &Arguments) -> impl Iterator<Item = &Arg> {
    let positional = args.args.iter().chain(&args.posonlyargs);
    positional.chain(args.vararg.as_deref()).chain(&args.kwonlyargs).chain(args.kwarg.as_deref())
}
