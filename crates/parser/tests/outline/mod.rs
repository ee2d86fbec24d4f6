//! A tree as text, in the form that `record_trees.py` gives to CPython's.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Arg, Arguments, CmpOp, Comprehension, Conversion, DictItem, Expr, ExprKind, Keyword, Operator};
use taipan_ast::name::Name;
use taipan_ast::parsed::Parsed;
use taipan_ast::pattern::{Pattern, PatternKind};
use taipan_ast::stmt::{Alias, ExceptHandler, MatchCase, Mod, Stmt, StmtKind, TypeParam, WithItem};
use taipan_source::span::Span;

/// One line for each top-level statement.
pub(crate) fn module(parsed: &Parsed) -> String {
    let outline = Outline { parsed };
    match &parsed.module {
        Mod::Module(body) | Mod::Interactive(body) => {
            body.iter().map(|statement| outline.stmt(statement) + "\n").collect()
        }
        Mod::Expression(value) => outline.expr(value),
    }
}

struct Outline<'p> {
    parsed: &'p Parsed,
}

/// A field: its name, and its text unless it is missing or empty.
type Field = (&'static str, Option<String>);

impl Outline<'_> {
    fn node(&self, kind: &str, span: Option<Span>, fields: Vec<Field>) -> String {
        let place = span.map_or(String::new(), |span| {
            let at = self.parsed.lines.locate_bytes(span);
            format!("@{}:{}-{}:{}", at.line, at.column, at.end_line, at.end_column)
        });
        let fields: Vec<String> =
            fields.into_iter().filter_map(|(name, text)| text.map(|text| format!("{name}={text}"))).collect();
        format!("{kind}{place}({})", fields.join(", "))
    }

    fn list<T>(&self, items: &[T], show: impl Fn(&Self, &T) -> String) -> Option<String> {
        let texts: Vec<String> = items.iter().map(|item| show(self, item)).collect();
        if texts.is_empty() { None } else { Some(format!("[{}]", texts.join(", "))) }
    }

    fn exprs(&self, items: &[Expr]) -> Option<String> {
        self.list(items, Self::expr)
    }

    fn body(&self, items: &[Stmt]) -> Option<String> {
        self.list(items, Self::stmt)
    }

    fn name(&self, name: Name) -> String {
        constant(&Constant::Str(self.parsed.names.text(name).as_bytes().into()))
    }

    fn one(&self, value: &Expr) -> Option<String> {
        Some(self.expr(value))
    }

    fn maybe(&self, value: Option<&Expr>) -> Option<String> {
        value.map(|value| self.expr(value))
    }

    fn stmt(&self, statement: &Stmt) -> String {
        let (kind, fields): (&str, Vec<Field>) = match &statement.kind {
            StmtKind::FunctionDef(it) | StmtKind::AsyncFunctionDef(it) => (
                if matches!(statement.kind, StmtKind::FunctionDef(_)) { "FunctionDef" } else { "AsyncFunctionDef" },
                vec![
                    ("name", Some(self.name(it.name))),
                    ("args", Some(self.arguments(&it.args))),
                    ("body", self.body(&it.body)),
                    ("decorator_list", self.exprs(&it.decorator_list)),
                    ("returns", self.maybe(it.returns.as_ref())),
                    ("type_params", self.list(&it.type_params, Self::type_param)),
                ],
            ),
            StmtKind::ClassDef(it) => (
                "ClassDef",
                vec![
                    ("name", Some(self.name(it.name))),
                    ("bases", self.exprs(&it.bases)),
                    ("keywords", self.list(&it.keywords, Self::keyword)),
                    ("body", self.body(&it.body)),
                    ("decorator_list", self.exprs(&it.decorator_list)),
                    ("type_params", self.list(&it.type_params, Self::type_param)),
                ],
            ),
            StmtKind::Return(value) => ("Return", vec![("value", self.maybe(value.as_deref()))]),
            StmtKind::Delete(targets) => ("Delete", vec![("targets", self.exprs(targets))]),
            StmtKind::Assign { targets, value } => {
                ("Assign", vec![("targets", self.exprs(targets)), ("value", self.one(value))])
            }
            StmtKind::TypeAlias(it) => (
                "TypeAlias",
                vec![
                    ("name", self.one(&it.name)),
                    ("type_params", self.list(&it.type_params, Self::type_param)),
                    ("value", self.one(&it.value)),
                ],
            ),
            StmtKind::AugAssign(it) => (
                "AugAssign",
                vec![("target", self.one(&it.target)), ("op", Some(operator(it.op))), ("value", self.one(&it.value))],
            ),
            StmtKind::AnnAssign(it) => (
                "AnnAssign",
                vec![
                    ("target", self.one(&it.target)),
                    ("annotation", self.one(&it.annotation)),
                    ("value", self.maybe(it.value.as_ref())),
                    ("simple", Some(u8::from(it.simple).to_string())),
                ],
            ),
            StmtKind::For(it) | StmtKind::AsyncFor(it) => (
                if matches!(statement.kind, StmtKind::For(_)) { "For" } else { "AsyncFor" },
                vec![
                    ("target", self.one(&it.target)),
                    ("iter", self.one(&it.iter)),
                    ("body", self.body(&it.body)),
                    ("orelse", self.body(&it.orelse)),
                ],
            ),
            StmtKind::While(it) => (
                "While",
                vec![("test", self.one(&it.test)), ("body", self.body(&it.body)), ("orelse", self.body(&it.orelse))],
            ),
            StmtKind::If(it) => (
                "If",
                vec![("test", self.one(&it.test)), ("body", self.body(&it.body)), ("orelse", self.body(&it.orelse))],
            ),
            StmtKind::With(it) | StmtKind::AsyncWith(it) => (
                if matches!(statement.kind, StmtKind::With(_)) { "With" } else { "AsyncWith" },
                vec![("items", self.list(&it.items, Self::with_item)), ("body", self.body(&it.body))],
            ),
            StmtKind::Match(it) => {
                ("Match", vec![("subject", self.one(&it.subject)), ("cases", self.list(&it.cases, Self::case))])
            }
            StmtKind::Raise { exc, cause } => {
                ("Raise", vec![("exc", self.maybe(exc.as_deref())), ("cause", self.maybe(cause.as_deref()))])
            }
            StmtKind::Try(it) | StmtKind::TryStar(it) => (
                if matches!(statement.kind, StmtKind::Try(_)) { "Try" } else { "TryStar" },
                vec![
                    ("body", self.body(&it.body)),
                    ("handlers", self.list(&it.handlers, Self::handler)),
                    ("orelse", self.body(&it.orelse)),
                    ("finalbody", self.body(&it.finalbody)),
                ],
            ),
            StmtKind::Assert { test, msg } => {
                ("Assert", vec![("test", self.one(test)), ("msg", self.maybe(msg.as_deref()))])
            }
            StmtKind::Import(names) => ("Import", vec![("names", self.list(names, Self::alias))]),
            StmtKind::ImportFrom(it) => (
                "ImportFrom",
                vec![
                    ("module", it.module.map(|name| self.name(name))),
                    ("names", self.list(&it.names, Self::alias)),
                    ("level", Some(it.level.to_string())),
                ],
            ),
            StmtKind::Global(names) => ("Global", vec![("names", self.list(names, |it, name| it.name(*name)))]),
            StmtKind::Nonlocal(names) => ("Nonlocal", vec![("names", self.list(names, |it, name| it.name(*name)))]),
            StmtKind::Expr(value) => ("Expr", vec![("value", self.one(value))]),
            StmtKind::Pass => ("Pass", Vec::new()),
            StmtKind::Break => ("Break", Vec::new()),
            StmtKind::Continue => ("Continue", Vec::new()),
        };
        self.node(kind, Some(statement.span), fields)
    }

    fn expr(&self, expr: &Expr) -> String {
        self.expr_at(expr, Some(expr.span))
    }

    fn expr_at(&self, expr: &Expr, span: Option<Span>) -> String {
        let (kind, fields): (&str, Vec<Field>) = match &expr.kind {
            ExprKind::BoolOp { op, values } => {
                ("BoolOp", vec![("op", Some(format!("{op:?}()"))), ("values", self.exprs(values))])
            }
            ExprKind::NamedExpr(it) => {
                ("NamedExpr", vec![("target", self.one(&it.target)), ("value", self.one(&it.value))])
            }
            ExprKind::BinOp(it) => (
                "BinOp",
                vec![("left", self.one(&it.left)), ("op", Some(operator(it.op))), ("right", self.one(&it.right))],
            ),
            ExprKind::UnaryOp { op, operand } => {
                ("UnaryOp", vec![("op", Some(format!("{op:?}()"))), ("operand", self.one(operand))])
            }
            ExprKind::Lambda(it) => {
                ("Lambda", vec![("args", Some(self.arguments(&it.args))), ("body", self.one(&it.body))])
            }
            ExprKind::IfExp(it) => (
                "IfExp",
                vec![("test", self.one(&it.test)), ("body", self.one(&it.body)), ("orelse", self.one(&it.orelse))],
            ),
            ExprKind::Dict(items) => (
                "Dict",
                vec![
                    (
                        "keys",
                        self.list(items, |it, item: &DictItem| it.maybe(item.key.as_ref()).unwrap_or("None".into())),
                    ),
                    ("values", self.list(items, |it, item: &DictItem| it.expr(&item.value))),
                ],
            ),
            ExprKind::Set(elements) => ("Set", vec![("elts", self.exprs(elements))]),
            ExprKind::ListComp { elt, generators } => {
                ("ListComp", vec![("elt", self.one(elt)), ("generators", self.list(generators, Self::comprehension))])
            }
            ExprKind::SetComp { elt, generators } => {
                ("SetComp", vec![("elt", self.one(elt)), ("generators", self.list(generators, Self::comprehension))])
            }
            ExprKind::GeneratorExp { elt, generators } => (
                "GeneratorExp",
                vec![("elt", self.one(elt)), ("generators", self.list(generators, Self::comprehension))],
            ),
            ExprKind::DictComp(it) => (
                "DictComp",
                vec![
                    ("key", self.one(&it.key)),
                    ("value", self.one(&it.value)),
                    ("generators", self.list(&it.generators, Self::comprehension)),
                ],
            ),
            ExprKind::Await(value) => ("Await", vec![("value", self.one(value))]),
            ExprKind::Yield(value) => ("Yield", vec![("value", self.maybe(value.as_deref()))]),
            ExprKind::YieldFrom(value) => ("YieldFrom", vec![("value", self.one(value))]),
            ExprKind::Compare(it) => (
                "Compare",
                vec![
                    ("left", self.one(&it.left)),
                    ("ops", self.list(&it.ops, |_, op: &CmpOp| format!("{op:?}()"))),
                    ("comparators", self.exprs(&it.comparators)),
                ],
            ),
            ExprKind::Call(it) => (
                "Call",
                vec![
                    ("func", self.one(&it.func)),
                    ("args", self.exprs(&it.args)),
                    ("keywords", self.list(&it.keywords, Self::keyword)),
                ],
            ),
            ExprKind::FormattedValue(it) => {
                let conversion = match it.conversion {
                    None => "-1",
                    Some(Conversion::Str) => "115",
                    Some(Conversion::Repr) => "114",
                    Some(Conversion::Ascii) => "97",
                };
                let spec = it.format_spec.as_ref().map(|spec| self.expr_at(spec, None));
                (
                    "FormattedValue",
                    vec![
                        ("value", Some(self.inside_string(&it.value))),
                        ("conversion", Some(conversion.into())),
                        ("format_spec", spec),
                    ],
                )
            }
            ExprKind::JoinedStr(values) => ("JoinedStr", vec![("values", self.list(values, Self::inside_string))]),
            ExprKind::Constant(value) => ("Constant", vec![("value", Some(constant(value)))]),
            ExprKind::Attribute { value, attr } => {
                ("Attribute", vec![("value", self.one(value)), ("attr", Some(self.name(*attr)))])
            }
            ExprKind::Subscript(it) => {
                ("Subscript", vec![("value", self.one(&it.value)), ("slice", self.one(&it.slice))])
            }
            ExprKind::Starred(value) => ("Starred", vec![("value", self.one(value))]),
            ExprKind::Name(name) => ("Name", vec![("id", Some(self.name(*name)))]),
            ExprKind::List(elements) => ("List", vec![("elts", self.exprs(elements))]),
            ExprKind::Tuple(elements) => ("Tuple", vec![("elts", self.exprs(elements))]),
            ExprKind::Slice(it) => (
                "Slice",
                vec![
                    ("lower", self.maybe(it.lower.as_ref())),
                    ("upper", self.maybe(it.upper.as_ref())),
                    ("step", self.maybe(it.step.as_ref())),
                ],
            ),
        };
        self.node(kind, span, fields)
    }

    /// Text in an f-string, whose place is CPython's own affair, and an f-string in one.
    fn inside_string(&self, expr: &Expr) -> String {
        let placeless = matches!(expr.kind, ExprKind::Constant(_) | ExprKind::JoinedStr(_));
        self.expr_at(expr, if placeless { None } else { Some(expr.span) })
    }

    fn arguments(&self, it: &Arguments) -> String {
        let defaults = |it: &Self, value: &Option<Expr>| it.maybe(value.as_ref()).unwrap_or("None".into());
        let fields = vec![
            ("posonlyargs", self.list(&it.posonlyargs, Self::arg)),
            ("args", self.list(&it.args, Self::arg)),
            ("vararg", it.vararg.as_deref().map(|arg| self.arg(arg))),
            ("kwonlyargs", self.list(&it.kwonlyargs, Self::arg)),
            ("kw_defaults", self.list(&it.kw_defaults, defaults)),
            ("kwarg", it.kwarg.as_deref().map(|arg| self.arg(arg))),
            ("defaults", self.exprs(&it.defaults)),
        ];
        self.node("arguments", None, fields)
    }

    fn arg(&self, it: &Arg) -> String {
        let fields = vec![("arg", Some(self.name(it.arg))), ("annotation", self.maybe(it.annotation.as_deref()))];
        self.node("arg", Some(it.span), fields)
    }

    fn keyword(&self, it: &Keyword) -> String {
        let fields = vec![("arg", it.arg.map(|name| self.name(name))), ("value", self.one(&it.value))];
        self.node("keyword", Some(it.span), fields)
    }

    fn comprehension(&self, it: &Comprehension) -> String {
        let fields = vec![
            ("target", self.one(&it.target)),
            ("iter", self.one(&it.iter)),
            ("ifs", self.exprs(&it.ifs)),
            ("is_async", Some(u8::from(it.is_async).to_string())),
        ];
        self.node("comprehension", None, fields)
    }

    fn type_param(&self, it: &TypeParam) -> String {
        let fields = vec![
            ("name", Some(self.name(it.name))),
            ("bound", self.maybe(it.bound.as_deref())),
            ("default_value", self.maybe(it.default_value.as_deref())),
        ];
        self.node(&format!("{:?}", it.kind), Some(it.span), fields)
    }

    fn with_item(&self, it: &WithItem) -> String {
        let fields = vec![
            ("context_expr", self.one(&it.context_expr)),
            ("optional_vars", self.maybe(it.optional_vars.as_ref())),
        ];
        self.node("withitem", None, fields)
    }

    fn alias(&self, it: &Alias) -> String {
        let fields = vec![("name", Some(self.name(it.name))), ("asname", it.asname.map(|name| self.name(name)))];
        self.node("alias", Some(it.span), fields)
    }

    fn handler(&self, it: &ExceptHandler) -> String {
        let fields = vec![
            ("type", self.maybe(it.typ.as_ref())),
            ("name", it.name.map(|name| self.name(name))),
            ("body", self.body(&it.body)),
        ];
        self.node("ExceptHandler", Some(it.span), fields)
    }

    fn case(&self, it: &MatchCase) -> String {
        let fields = vec![
            ("pattern", Some(self.pattern(&it.pattern))),
            ("guard", self.maybe(it.guard.as_ref())),
            ("body", self.body(&it.body)),
        ];
        self.node("match_case", None, fields)
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        let (kind, fields): (&str, Vec<Field>) = match &pattern.kind {
            PatternKind::MatchValue(value) => ("MatchValue", vec![("value", self.one(value))]),
            PatternKind::MatchSingleton(value) => ("MatchSingleton", vec![("value", Some(constant(value)))]),
            PatternKind::MatchSequence(list) => ("MatchSequence", vec![("patterns", self.list(list, Self::pattern))]),
            PatternKind::MatchMapping(it) => (
                "MatchMapping",
                vec![
                    ("keys", self.exprs(&it.keys)),
                    ("patterns", self.list(&it.patterns, Self::pattern)),
                    ("rest", it.rest.map(|name| self.name(name))),
                ],
            ),
            PatternKind::MatchClass(it) => (
                "MatchClass",
                vec![
                    ("cls", self.one(&it.cls)),
                    ("patterns", self.list(&it.patterns, Self::pattern)),
                    ("kwd_attrs", self.list(&it.kwd_attrs, |it, name| it.name(*name))),
                    ("kwd_patterns", self.list(&it.kwd_patterns, Self::pattern)),
                ],
            ),
            PatternKind::MatchStar(name) => ("MatchStar", vec![("name", name.map(|name| self.name(name)))]),
            PatternKind::MatchAs { pattern, name } => (
                "MatchAs",
                vec![
                    ("pattern", pattern.as_deref().map(|pattern| self.pattern(pattern))),
                    ("name", name.map(|name| self.name(name))),
                ],
            ),
            PatternKind::MatchOr(list) => ("MatchOr", vec![("patterns", self.list(list, Self::pattern))]),
        };
        self.node(kind, Some(pattern.span), fields)
    }
}

fn operator(op: Operator) -> String {
    format!("{op:?}()")
}

fn constant(value: &Constant) -> String {
    match value {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(_) => "big".into(),
        Constant::Float(value) => scientific(*value),
        Constant::Complex(value) => scientific(*value) + "j",
        Constant::Str(text) => format!("'{}'", escaped(text)),
        Constant::Bytes(bytes) => format!("b'{}'", escaped(bytes)),
    }
}

/// Seventeen digits behind the point, as Python's `.17e` gives them.
fn scientific(value: f64) -> String {
    let text = format!("{value:.17e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// Bytes as Python escapes them.
fn escaped(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&byte| match byte {
            b'\\' => "\\\\".into(),
            b'\n' => "\\n".into(),
            b'\t' => "\\t".into(),
            b'\r' => "\\r".into(),
            0x20..=0x7E => char::from(byte).to_string(),
            _ => format!("\\x{byte:02x}"),
        })
        .collect()
}
