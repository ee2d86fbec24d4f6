//! Syntax trees as text, as CPython's `ast.dump` writes them with an indent of three.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Arg, Arguments, Comprehension, Expr, ExprKind, Keyword};
use taipan_ast::name::{Name, Names};
use taipan_ast::parsed::Parsed;
use taipan_ast::pattern::{Pattern, PatternKind};
use taipan_ast::stmt::{Alias, ExceptHandler, FunctionDef, MatchCase, Mod, Stmt, StmtKind, TypeParam, TypeParamKind};
use taipan_ast::stmt::{For, Try, With, WithItem};
use taipan_text::{float_text, repr};

/// The text of a tree.
pub(super) fn shown(parsed: &Parsed) -> String {
    let tree = Tree { names: &parsed.names };
    let node = match &parsed.module {
        Mod::Module(body) => Node::of("Module").list("body", tree.body(body)),
        Mod::Interactive(body) => Node::of("Interactive").list("body", tree.body(body)),
        Mod::Expression(body) => Node::of("Expression").with("body", tree.expr(body)),
    };
    let mut out = String::new();
    Shown::Node(node).write(0, &mut out);
    out.push('\n');
    out
}

/// A text as Python's `repr` writes it.
pub(super) fn quoted(text: &[u8]) -> String {
    repr::string(text)
}

/// What stands in a field.
enum Shown {
    Node(Node),
    List(Vec<Shown>),
    Text(String),
}

/// A node with those of its fields that are not empty.
struct Node {
    name: &'static str,
    fields: Vec<(&'static str, Shown)>,
}

impl Node {
    fn of(name: &'static str) -> Node {
        Node { name, fields: Vec::new() }
    }

    fn with(mut self, field: &'static str, value: Shown) -> Node {
        self.fields.push((field, value));
        self
    }

    fn maybe(self, field: &'static str, value: Option<Shown>) -> Node {
        match value {
            Some(value) => self.with(field, value),
            None => self,
        }
    }

    fn list(self, field: &'static str, items: Vec<Shown>) -> Node {
        if items.is_empty() { self } else { self.with(field, Shown::List(items)) }
    }
}

impl Shown {
    /// Whether a field with it may stand in the line of its node.
    fn is_simple(&self) -> bool {
        match self {
            Shown::Node(node) => node.fields.is_empty(),
            Shown::List(items) => items.is_empty(),
            Shown::Text(_) => true,
        }
    }

    fn write(&self, level: usize, out: &mut String) {
        let line = |out: &mut String, level: usize| out.extend(["\n", &"   ".repeat(level)]);
        match self {
            Shown::Text(text) => out.push_str(text),
            Shown::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    line(out, level + 1);
                    item.write(level + 1, out);
                }
                out.push(']');
            }
            Shown::Node(node) => {
                out.extend([node.name, "("]);
                let short = node.fields.len() <= 3 && node.fields.iter().all(|(_, value)| value.is_simple());
                for (index, (field, value)) in node.fields.iter().enumerate() {
                    match (short, index) {
                        (true, 0) => {}
                        (true, _) => out.push_str(", "),
                        (false, _) => {
                            out.push_str(if index > 0 { "," } else { "" });
                            line(out, level + 1);
                        }
                    }
                    out.extend([field, "="]);
                    value.write(level + 1, out);
                }
                out.push(')');
            }
        }
    }
}

/// Whether a name is read, set or deleted.
#[derive(Clone, Copy)]
enum Context {
    Load,
    Store,
    Del,
}

struct Tree<'a> {
    names: &'a Names,
}

impl Tree<'_> {
    fn name(&self, name: Name) -> Shown {
        Shown::Text(quoted(self.names.text(name).as_bytes()))
    }

    fn names(&self, names: &[Name]) -> Vec<Shown> {
        names.iter().map(|name| self.name(*name)).collect()
    }

    fn body(&self, body: &[Stmt]) -> Vec<Shown> {
        body.iter().map(|statement| Shown::Node(self.statement(statement))).collect()
    }

    fn exprs(&self, exprs: &[Expr], context: Context) -> Vec<Shown> {
        exprs.iter().map(|expr| self.expr_in(expr, context)).collect()
    }

    fn expr(&self, expr: &Expr) -> Shown {
        self.expr_in(expr, Context::Load)
    }

    fn maybe(&self, expr: Option<&Expr>) -> Option<Shown> {
        expr.map(|expr| self.expr(expr))
    }

    fn store(&self, expr: &Expr) -> Shown {
        self.expr_in(expr, Context::Store)
    }

    fn statement(&self, statement: &Stmt) -> Node {
        match &statement.kind {
            StmtKind::FunctionDef(function) => self.function("FunctionDef", function),
            StmtKind::AsyncFunctionDef(function) => self.function("AsyncFunctionDef", function),
            StmtKind::ClassDef(class) => Node::of("ClassDef")
                .with("name", self.name(class.name))
                .list("bases", self.exprs(&class.bases, Context::Load))
                .list("keywords", self.keywords(&class.keywords))
                .list("body", self.body(&class.body))
                .list("decorator_list", self.exprs(&class.decorator_list, Context::Load))
                .list("type_params", self.type_params(&class.type_params)),
            StmtKind::Return(value) => Node::of("Return").maybe("value", self.maybe(value.as_deref())),
            StmtKind::Delete(targets) => Node::of("Delete").list("targets", self.exprs(targets, Context::Del)),
            StmtKind::Assign { targets, value } => {
                Node::of("Assign").list("targets", self.exprs(targets, Context::Store)).with("value", self.expr(value))
            }
            StmtKind::TypeAlias(alias) => Node::of("TypeAlias")
                .with("name", self.store(&alias.name))
                .list("type_params", self.type_params(&alias.type_params))
                .with("value", self.expr(&alias.value)),
            StmtKind::AugAssign(assign) => Node::of("AugAssign")
                .with("target", self.store(&assign.target))
                .with("op", word(&assign.op))
                .with("value", self.expr(&assign.value)),
            StmtKind::AnnAssign(assign) => Node::of("AnnAssign")
                .with("target", self.store(&assign.target))
                .with("annotation", self.expr(&assign.annotation))
                .maybe("value", self.maybe(assign.value.as_ref()))
                .with("simple", number(assign.simple.into())),
            StmtKind::For(of) => self.for_("For", of),
            StmtKind::AsyncFor(of) => self.for_("AsyncFor", of),
            StmtKind::While(of) => Node::of("While")
                .with("test", self.expr(&of.test))
                .list("body", self.body(&of.body))
                .list("orelse", self.body(&of.orelse)),
            StmtKind::If(of) => Node::of("If")
                .with("test", self.expr(&of.test))
                .list("body", self.body(&of.body))
                .list("orelse", self.body(&of.orelse)),
            StmtKind::With(with) => self.with_("With", with),
            StmtKind::AsyncWith(with) => self.with_("AsyncWith", with),
            StmtKind::Match(of) => Node::of("Match")
                .with("subject", self.expr(&of.subject))
                .list("cases", of.cases.iter().map(|case| Shown::Node(self.case(case))).collect()),
            StmtKind::Raise { exc, cause } => {
                Node::of("Raise").maybe("exc", self.maybe(exc.as_deref())).maybe("cause", self.maybe(cause.as_deref()))
            }
            StmtKind::Try(of) => self.try_("Try", of),
            StmtKind::TryStar(of) => self.try_("TryStar", of),
            StmtKind::Assert { test, msg } => {
                Node::of("Assert").with("test", self.expr(test)).maybe("msg", self.maybe(msg.as_deref()))
            }
            StmtKind::Import(names) => Node::of("Import").list("names", self.aliases(names)),
            StmtKind::ImportFrom(import) => Node::of("ImportFrom")
                .maybe("module", import.module.map(|module| self.name(module)))
                .list("names", self.aliases(&import.names))
                .with("level", number(import.level)),
            StmtKind::Global(names) => Node::of("Global").list("names", self.names(names)),
            StmtKind::Nonlocal(names) => Node::of("Nonlocal").list("names", self.names(names)),
            StmtKind::Expr(value) => Node::of("Expr").with("value", self.expr(value)),
            StmtKind::Pass => Node::of("Pass"),
            StmtKind::Break => Node::of("Break"),
            StmtKind::Continue => Node::of("Continue"),
        }
    }

    fn function(&self, kind: &'static str, function: &FunctionDef) -> Node {
        Node::of(kind)
            .with("name", self.name(function.name))
            .with("args", self.arguments(&function.args))
            .list("body", self.body(&function.body))
            .list("decorator_list", self.exprs(&function.decorator_list, Context::Load))
            .maybe("returns", self.maybe(function.returns.as_ref()))
            .list("type_params", self.type_params(&function.type_params))
    }

    fn for_(&self, kind: &'static str, of: &For) -> Node {
        Node::of(kind)
            .with("target", self.store(&of.target))
            .with("iter", self.expr(&of.iter))
            .list("body", self.body(&of.body))
            .list("orelse", self.body(&of.orelse))
    }

    fn with_(&self, kind: &'static str, with: &With) -> Node {
        let item = |item: &WithItem| {
            Shown::Node(
                Node::of("withitem")
                    .with("context_expr", self.expr(&item.context_expr))
                    .maybe("optional_vars", item.optional_vars.as_ref().map(|target| self.store(target))),
            )
        };
        Node::of(kind).list("items", with.items.iter().map(item).collect()).list("body", self.body(&with.body))
    }

    fn try_(&self, kind: &'static str, of: &Try) -> Node {
        let handler = |handler: &ExceptHandler| {
            Shown::Node(
                Node::of("ExceptHandler")
                    .maybe("type", self.maybe(handler.typ.as_ref()))
                    .maybe("name", handler.name.map(|name| self.name(name)))
                    .list("body", self.body(&handler.body)),
            )
        };
        Node::of(kind)
            .list("body", self.body(&of.body))
            .list("handlers", of.handlers.iter().map(handler).collect())
            .list("orelse", self.body(&of.orelse))
            .list("finalbody", self.body(&of.finalbody))
    }

    fn aliases(&self, aliases: &[Alias]) -> Vec<Shown> {
        let alias = |alias: &Alias| {
            let node = Node::of("alias").with("name", self.name(alias.name));
            Shown::Node(node.maybe("asname", alias.asname.map(|name| self.name(name))))
        };
        aliases.iter().map(alias).collect()
    }

    fn type_params(&self, params: &[TypeParam]) -> Vec<Shown> {
        let param = |param: &TypeParam| {
            let kind = match param.kind {
                TypeParamKind::TypeVar => "TypeVar",
                TypeParamKind::TypeVarTuple => "TypeVarTuple",
                TypeParamKind::ParamSpec => "ParamSpec",
            };
            Shown::Node(
                Node::of(kind)
                    .with("name", self.name(param.name))
                    .maybe("bound", self.maybe(param.bound.as_deref()))
                    .maybe("default_value", self.maybe(param.default_value.as_deref())),
            )
        };
        params.iter().map(param).collect()
    }

    fn case(&self, case: &MatchCase) -> Node {
        Node::of("match_case")
            .with("pattern", self.pattern(&case.pattern))
            .maybe("guard", self.maybe(case.guard.as_ref()))
            .list("body", self.body(&case.body))
    }

    fn pattern(&self, pattern: &Pattern) -> Shown {
        let patterns = |patterns: &[Pattern]| patterns.iter().map(|pattern| self.pattern(pattern)).collect::<Vec<_>>();
        Shown::Node(match &pattern.kind {
            PatternKind::MatchValue(value) => Node::of("MatchValue").with("value", self.expr(value)),
            PatternKind::MatchSingleton(value) => Node::of("MatchSingleton").with("value", constant(value)),
            PatternKind::MatchSequence(parts) => Node::of("MatchSequence").list("patterns", patterns(parts)),
            PatternKind::MatchMapping(mapping) => Node::of("MatchMapping")
                .list("keys", self.exprs(&mapping.keys, Context::Load))
                .list("patterns", patterns(&mapping.patterns))
                .maybe("rest", mapping.rest.map(|name| self.name(name))),
            PatternKind::MatchClass(class) => Node::of("MatchClass")
                .with("cls", self.expr(&class.cls))
                .list("patterns", patterns(&class.patterns))
                .list("kwd_attrs", self.names(&class.kwd_attrs))
                .list("kwd_patterns", patterns(&class.kwd_patterns)),
            PatternKind::MatchStar(name) => Node::of("MatchStar").maybe("name", name.map(|name| self.name(name))),
            PatternKind::MatchAs { pattern, name } => Node::of("MatchAs")
                .maybe("pattern", pattern.as_ref().map(|pattern| self.pattern(pattern)))
                .maybe("name", name.map(|name| self.name(name))),
            PatternKind::MatchOr(parts) => Node::of("MatchOr").list("patterns", patterns(parts)),
        })
    }

    fn expr_in(&self, expr: &Expr, context: Context) -> Shown {
        let load = Context::Load;
        let ctx = || {
            Shown::Node(Node::of(match context {
                Context::Load => "Load",
                Context::Store => "Store",
                Context::Del => "Del",
            }))
        };
        Shown::Node(match &expr.kind {
            ExprKind::BoolOp { op, values } => {
                Node::of("BoolOp").with("op", word(op)).list("values", self.exprs(values, load))
            }
            ExprKind::NamedExpr(named) => {
                Node::of("NamedExpr").with("target", self.store(&named.target)).with("value", self.expr(&named.value))
            }
            ExprKind::BinOp(of) => Node::of("BinOp")
                .with("left", self.expr(&of.left))
                .with("op", word(&of.op))
                .with("right", self.expr(&of.right)),
            ExprKind::UnaryOp { op, operand } => {
                Node::of("UnaryOp").with("op", word(op)).with("operand", self.expr(operand))
            }
            ExprKind::Lambda(lambda) => {
                Node::of("Lambda").with("args", self.arguments(&lambda.args)).with("body", self.expr(&lambda.body))
            }
            ExprKind::IfExp(of) => Node::of("IfExp")
                .with("test", self.expr(&of.test))
                .with("body", self.expr(&of.body))
                .with("orelse", self.expr(&of.orelse)),
            ExprKind::Dict(items) => {
                let none = || Shown::Text("None".to_owned());
                let keys = items.iter().map(|item| self.maybe(item.key.as_ref()).unwrap_or_else(none));
                let values = items.iter().map(|item| self.expr(&item.value));
                Node::of("Dict").list("keys", keys.collect()).list("values", values.collect())
            }
            ExprKind::Set(items) => Node::of("Set").list("elts", self.exprs(items, load)),
            ExprKind::ListComp { elt, generators } => self.comprehension("ListComp", elt, generators),
            ExprKind::SetComp { elt, generators } => self.comprehension("SetComp", elt, generators),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("GeneratorExp", elt, generators),
            ExprKind::DictComp(of) => Node::of("DictComp")
                .with("key", self.expr(&of.key))
                .with("value", self.expr(&of.value))
                .list("generators", self.generators(&of.generators)),
            ExprKind::Await(value) => Node::of("Await").with("value", self.expr(value)),
            ExprKind::Yield(value) => Node::of("Yield").maybe("value", self.maybe(value.as_deref())),
            ExprKind::YieldFrom(value) => Node::of("YieldFrom").with("value", self.expr(value)),
            ExprKind::Compare(of) => Node::of("Compare")
                .with("left", self.expr(&of.left))
                .list("ops", of.ops.iter().map(word).collect())
                .list("comparators", self.exprs(&of.comparators, load)),
            ExprKind::Call(call) => Node::of("Call")
                .with("func", self.expr(&call.func))
                .list("args", self.exprs(&call.args, load))
                .list("keywords", self.keywords(&call.keywords)),
            ExprKind::FormattedValue(of) => {
                use taipan_ast::expr::Conversion;
                let conversion = match of.conversion {
                    None => "-1",
                    Some(Conversion::Str) => "115",
                    Some(Conversion::Repr) => "114",
                    Some(Conversion::Ascii) => "97",
                };
                Node::of("FormattedValue")
                    .with("value", self.expr(&of.value))
                    .with("conversion", Shown::Text(conversion.to_owned()))
                    .maybe("format_spec", self.maybe(of.format_spec.as_ref()))
            }
            ExprKind::JoinedStr(parts) => Node::of("JoinedStr").list("values", self.exprs(parts, load)),
            ExprKind::Constant(value) => Node::of("Constant").with("value", constant(value)),
            ExprKind::Attribute { value, attr } => {
                Node::of("Attribute").with("value", self.expr(value)).with("attr", self.name(*attr)).with("ctx", ctx())
            }
            ExprKind::Subscript(of) => Node::of("Subscript")
                .with("value", self.expr(&of.value))
                .with("slice", self.expr(&of.slice))
                .with("ctx", ctx()),
            ExprKind::Starred(value) => {
                Node::of("Starred").with("value", self.expr_in(value, context)).with("ctx", ctx())
            }
            ExprKind::Name(name) => Node::of("Name").with("id", self.name(*name)).with("ctx", ctx()),
            ExprKind::List(items) => Node::of("List").list("elts", self.exprs(items, context)).with("ctx", ctx()),
            ExprKind::Tuple(items) => Node::of("Tuple").list("elts", self.exprs(items, context)).with("ctx", ctx()),
            ExprKind::Slice(slice) => Node::of("Slice")
                .maybe("lower", self.maybe(slice.lower.as_ref()))
                .maybe("upper", self.maybe(slice.upper.as_ref()))
                .maybe("step", self.maybe(slice.step.as_ref())),
        })
    }

    fn comprehension(&self, kind: &'static str, elt: &Expr, generators: &[Comprehension]) -> Node {
        Node::of(kind).with("elt", self.expr(elt)).list("generators", self.generators(generators))
    }

    fn generators(&self, generators: &[Comprehension]) -> Vec<Shown> {
        let generator = |of: &Comprehension| {
            Shown::Node(
                Node::of("comprehension")
                    .with("target", self.store(&of.target))
                    .with("iter", self.expr(&of.iter))
                    .list("ifs", self.exprs(&of.ifs, Context::Load))
                    .with("is_async", number(of.is_async.into())),
            )
        };
        generators.iter().map(generator).collect()
    }

    fn keywords(&self, keywords: &[Keyword]) -> Vec<Shown> {
        let keyword = |keyword: &Keyword| {
            let node = Node::of("keyword").maybe("arg", keyword.arg.map(|name| self.name(name)));
            Shown::Node(node.with("value", self.expr(&keyword.value)))
        };
        keywords.iter().map(keyword).collect()
    }

    fn arguments(&self, of: &Arguments) -> Shown {
        let args = |args: &[Arg]| args.iter().map(|arg| self.arg(arg)).collect::<Vec<_>>();
        let none = || Shown::Text("None".to_owned());
        let kw_defaults = of.kw_defaults.iter().map(|value| self.maybe(value.as_ref()).unwrap_or_else(none));
        Shown::Node(
            Node::of("arguments")
                .list("posonlyargs", args(&of.posonlyargs))
                .list("args", args(&of.args))
                .maybe("vararg", of.vararg.as_ref().map(|arg| self.arg(arg)))
                .list("kwonlyargs", args(&of.kwonlyargs))
                .list("kw_defaults", kw_defaults.collect())
                .maybe("kwarg", of.kwarg.as_ref().map(|arg| self.arg(arg)))
                .list("defaults", self.exprs(&of.defaults, Context::Load)),
        )
    }

    fn arg(&self, arg: &Arg) -> Shown {
        let node = Node::of("arg").with("arg", self.name(arg.arg));
        Shown::Node(node.maybe("annotation", self.maybe(arg.annotation.as_deref())))
    }
}

fn number(number: u32) -> Shown {
    Shown::Text(number.to_string())
}

/// An operator, whose variants are named as in CPython's grammar.
fn word(operator: &impl std::fmt::Debug) -> Shown {
    Shown::Text(format!("{operator:?}()"))
}

fn constant(constant: &Constant) -> Shown {
    Shown::Text(match constant {
        Constant::None => "None".to_owned(),
        Constant::True => "True".to_owned(),
        Constant::False => "False".to_owned(),
        Constant::Ellipsis => "Ellipsis".to_owned(),
        Constant::Int(number) => number.to_string(),
        Constant::BigInt(digits) => digits.to_string(),
        Constant::Float(number) => float_text::repr(*number),
        Constant::Complex(number) => format!("{}j", float_text::repr(*number).trim_end_matches(".0")),
        Constant::Str(text) => quoted(text),
        Constant::Bytes(bytes) => repr::bytes(bytes),
    })
}
