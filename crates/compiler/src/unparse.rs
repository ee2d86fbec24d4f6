//! Expressions as text, for postponed annotations: the least parentheses, single quotes, one blank around operators.

pub(crate) mod literals;

use taipan_ast::expr::{
    Arg, Arguments, BinOp, BoolOp, CmpOp, Comprehension, Conversion, DictItem, Expr, ExprKind, FormattedValue, Lambda,
    Operator, Slice, UnaryOp,
};
use taipan_ast::name::Name;

use crate::compiler::Compiler;
use crate::interner::Interner;

/// How tightly operators bind, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Compiler<'_> {
    /// The text of an expression, in WTF-8.
    pub(crate) fn unparse(&self, expression: &Expr) -> Vec<u8> {
        let mut writer = Writer { names: &self.names, text: Vec::new() };
        writer.expression(expression, Level::Test);
        writer.text
    }
}

struct Writer<'a, 'n> {
    names: &'a Interner<'n>,
    text: Vec<u8>,
}

impl Writer<'_, '_> {
    fn write(&mut self, text: &str) {
        self.text.extend(text.as_bytes());
    }

    /// Writes parentheses if the expression binds more loosely than its surroundings.
    fn group(&mut self, own: Level, around: Level, content: impl FnOnce(&mut Self)) {
        let needed = around > own;
        if needed {
            self.write("(");
        }
        content(self);
        if needed {
            self.write(")");
        }
    }

    /// Writes an expression that stands where operators bind as tightly as `level` says.
    fn expression(&mut self, expression: &Expr, level: Level) {
        match &expression.kind {
            ExprKind::BoolOp { op, values } => self.bool_operation(*op, values, level),
            ExprKind::NamedExpr(named) => self.group(Level::Tuple, level, |writer| {
                writer.expression(&named.target, Level::Atom);
                writer.write(" := ");
                writer.expression(&named.value, Level::Atom);
            }),
            ExprKind::BinOp(operation) => self.binary_operation(operation, level),
            ExprKind::UnaryOp { op, operand } => self.unary_operation(*op, operand, level),
            ExprKind::Lambda(lambda) => self.group(Level::Test, level, |writer| writer.lambda(lambda)),
            ExprKind::IfExp(conditional) => self.group(Level::Test, level, |writer| {
                writer.expression(&conditional.body, Level::Or);
                writer.write(" if ");
                writer.expression(&conditional.test, Level::Or);
                writer.write(" else ");
                writer.expression(&conditional.orelse, Level::Test);
            }),
            ExprKind::Dict(items) => self.dict(items),
            ExprKind::Set(items) => self.enclosed("{", items, "}"),
            ExprKind::List(items) => self.enclosed("[", items, "]"),
            ExprKind::Tuple(items) => self.tuple(items, level),
            ExprKind::ListComp { elt, generators } => self.comprehension("[", elt, None, generators, "]"),
            ExprKind::SetComp { elt, generators } => self.comprehension("{", elt, None, generators, "}"),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("(", elt, None, generators, ")"),
            ExprKind::DictComp(dict) => {
                self.comprehension("{", &dict.key, Some(&dict.value), &dict.generators, "}");
            }
            ExprKind::Await(value) => self.group(Level::Await, level, |writer| {
                writer.write("await ");
                writer.expression(value, Level::Atom);
            }),
            ExprKind::Yield(value) => self.yielded("(yield", value.as_deref()),
            ExprKind::YieldFrom(value) => self.yielded("(yield from", Some(value)),
            ExprKind::Compare(compare) => self.group(Level::Comparison, level, |writer| {
                writer.expression(&compare.left, Level::BitOr);
                for (&op, right) in compare.ops.iter().zip(&compare.comparators) {
                    writer.write(comparison(op));
                    writer.expression(right, Level::BitOr);
                }
            }),
            ExprKind::Call(call) => self.call(call),
            ExprKind::FormattedValue(_) | ExprKind::JoinedStr(_) => self.format_string(expression),
            ExprKind::Constant(constant) => literals::write(constant, &mut self.text),
            ExprKind::Attribute { value, attr } => self.attribute(value, *attr),
            ExprKind::Subscript(subscript) => {
                self.expression(&subscript.value, Level::Atom);
                self.write("[");
                self.expression(&subscript.slice, Level::Tuple);
                self.write("]");
            }
            ExprKind::Starred(value) => {
                self.write("*");
                self.expression(value, Level::BitOr);
            }
            ExprKind::Name(name) => self.name(*name),
            ExprKind::Slice(slice) => self.slice(slice),
        }
    }

    fn name(&mut self, name: Name) {
        let names = self.names;
        self.write(names.text(name));
    }

    fn bool_operation(&mut self, op: BoolOp, values: &[Expr], level: Level) {
        let (own, inner, word) = match op {
            BoolOp::Or => (Level::Or, Level::And, " or "),
            BoolOp::And => (Level::And, Level::Not, " and "),
        };
        self.group(own, level, |writer| writer.separated(values, word, inner));
    }

    fn binary_operation(&mut self, operation: &BinOp, level: Level) {
        let (word, own, left, right) = operator(operation.op);
        self.group(own, level, |writer| {
            writer.expression(&operation.left, left);
            writer.write(word);
            writer.expression(&operation.right, right);
        });
    }

    fn unary_operation(&mut self, op: UnaryOp, operand: &Expr, level: Level) {
        let (word, own) = match op {
            UnaryOp::Invert => ("~", Level::Factor),
            UnaryOp::Not => ("not ", Level::Not),
            UnaryOp::UAdd => ("+", Level::Factor),
            UnaryOp::USub => ("-", Level::Factor),
        };
        self.group(own, level, |writer| {
            writer.write(word);
            writer.expression(operand, own);
        });
    }

    fn lambda(&mut self, lambda: &Lambda) {
        let has_parameters = lambda.args != Arguments::default();
        self.write(if has_parameters { "lambda " } else { "lambda" });
        self.arguments(&lambda.args);
        self.write(": ");
        self.expression(&lambda.body, Level::Test);
    }

    fn dict(&mut self, items: &[DictItem]) {
        self.write("{");
        for (index, item) in items.iter().enumerate() {
            self.comma(index);
            match &item.key {
                Some(key) => {
                    self.expression(key, Level::Test);
                    self.write(": ");
                    self.expression(&item.value, Level::Test);
                }
                None => {
                    self.write("**");
                    self.expression(&item.value, Level::BitOr);
                }
            }
        }
        self.write("}");
    }

    fn tuple(&mut self, items: &[Expr], level: Level) {
        if items.is_empty() {
            return self.write("()");
        }
        self.group(Level::Tuple, level, |writer| {
            writer.separated(items, ", ", Level::Test);
            if items.len() == 1 {
                writer.write(",");
            }
        });
    }

    fn yielded(&mut self, words: &str, value: Option<&Expr>) {
        self.write(words);
        if let Some(value) = value {
            self.write(" ");
            self.expression(value, Level::Test);
        }
        self.write(")");
    }

    fn attribute(&mut self, value: &Expr, attribute: Name) {
        self.expression(value, Level::Atom);
        // `1.real` would be read as a float.
        let integer = matches!(&value.kind, ExprKind::Constant(c) if literals::is_integer(c));
        self.write(if integer { " ." } else { "." });
        self.name(attribute);
    }

    fn slice(&mut self, slice: &Slice) {
        if let Some(lower) = &slice.lower {
            self.expression(lower, Level::Test);
        }
        self.write(":");
        if let Some(upper) = &slice.upper {
            self.expression(upper, Level::Test);
        }
        if let Some(step) = &slice.step {
            self.write(":");
            self.expression(step, Level::Test);
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.write(", ");
        }
    }

    fn separated(&mut self, items: &[Expr], separator: &str, level: Level) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.write(separator);
            }
            self.expression(item, level);
        }
    }

    fn enclosed(&mut self, open: &str, items: &[Expr], close: &str) {
        self.write(open);
        self.separated(items, ", ", Level::Test);
        self.write(close);
    }

    fn call(&mut self, call: &taipan_ast::expr::Call) {
        self.expression(&call.func, Level::Atom);
        if let ([only], []) = (&call.args[..], &call.keywords[..])
            && matches!(only.kind, ExprKind::GeneratorExp { .. })
        {
            return self.expression(only, Level::Test);
        }
        self.write("(");
        self.separated(&call.args, ", ", Level::Test);
        for (index, keyword) in call.keywords.iter().enumerate() {
            self.comma(call.args.len() + index);
            match keyword.arg {
                Some(name) => {
                    self.name(name);
                    self.write("=");
                }
                None => self.write("**"),
            }
            self.expression(&keyword.value, Level::Test);
        }
        self.write(")");
    }

    fn comprehension(
        &mut self,
        open: &str,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        close: &str,
    ) {
        self.write(open);
        self.expression(element, Level::Test);
        if let Some(value) = value {
            self.write(": ");
            self.expression(value, Level::Test);
        }
        for generator in generators {
            self.write(if generator.is_async { " async for " } else { " for " });
            self.expression(&generator.target, Level::Tuple);
            self.write(" in ");
            self.expression(&generator.iter, Level::Or);
            for test in &generator.ifs {
                self.write(" if ");
                self.expression(test, Level::Or);
            }
        }
        self.write(close);
    }

    fn arguments(&mut self, args: &Arguments) {
        let positional: Vec<&Arg> = args.posonlyargs.iter().chain(&args.args).collect();
        let without_default = positional.len().saturating_sub(args.defaults.len());
        let mut count = 0;
        for (index, arg) in positional.into_iter().enumerate() {
            self.comma(count);
            count += 1;
            self.parameter(arg, index.checked_sub(without_default).and_then(|at| args.defaults.get(at)));
            if index + 1 == args.posonlyargs.len() {
                self.write(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            self.comma(count);
            count += 1;
            self.write("*");
            if let Some(arg) = &args.vararg {
                self.parameter(arg, None);
            }
        }
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            self.comma(count);
            count += 1;
            self.parameter(arg, default.as_ref());
        }
        if let Some(arg) = &args.kwarg {
            self.comma(count);
            self.write("**");
            self.parameter(arg, None);
        }
    }

    fn parameter(&mut self, arg: &Arg, default: Option<&Expr>) {
        self.name(arg.arg);
        if let Some(default) = default {
            self.write("=");
            self.expression(default, Level::Test);
        }
    }

    /// An f-string, quoted as a whole like a string.
    fn format_string(&mut self, expression: &Expr) {
        let mut content = Writer { names: self.names, text: Vec::new() };
        content.format_part(expression);
        self.write("f");
        literals::quote(&content.text, &mut self.text);
    }

    fn format_part(&mut self, part: &Expr) {
        match &part.kind {
            ExprKind::JoinedStr(parts) => parts.iter().for_each(|part| self.format_part(part)),
            ExprKind::FormattedValue(formatted) => self.replacement(formatted),
            ExprKind::Constant(taipan_ast::constant::Constant::Str(text)) => {
                for &byte in text {
                    self.text.push(byte);
                    if matches!(byte, b'{' | b'}') {
                        self.text.push(byte);
                    }
                }
            }
            _ => self.expression(part, Level::Test),
        }
    }

    fn replacement(&mut self, formatted: &FormattedValue) {
        let mut value = Writer { names: self.names, text: Vec::new() };
        value.expression(&formatted.value, Level::Or);
        // A brace right behind the opening one would be text.
        self.write(if value.text.first() == Some(&b'{') { "{ " } else { "{" });
        self.text.extend(value.text);
        match formatted.conversion {
            None => {}
            Some(Conversion::Str) => self.write("!s"),
            Some(Conversion::Repr) => self.write("!r"),
            Some(Conversion::Ascii) => self.write("!a"),
        }
        if let Some(spec) = &formatted.format_spec {
            self.write(":");
            self.format_part(spec);
        }
        self.write("}");
    }
}

/// An operator's text, its level, and those of its operands.
fn operator(op: Operator) -> (&'static str, Level, Level, Level) {
    use Level::{BitAnd, BitOr, BitXor, Factor, Power, Shift, Sum, Term};
    match op {
        Operator::Add => (" + ", Sum, Sum, Term),
        Operator::Sub => (" - ", Sum, Sum, Term),
        Operator::Mult => (" * ", Term, Term, Factor),
        Operator::MatMult => (" @ ", Term, Term, Factor),
        Operator::Div => (" / ", Term, Term, Factor),
        Operator::Mod => (" % ", Term, Term, Factor),
        Operator::FloorDiv => (" // ", Term, Term, Factor),
        Operator::LShift => (" << ", Shift, Shift, Sum),
        Operator::RShift => (" >> ", Shift, Shift, Sum),
        Operator::BitOr => (" | ", BitOr, BitOr, BitXor),
        Operator::BitXor => (" ^ ", BitXor, BitXor, BitAnd),
        Operator::BitAnd => (" & ", BitAnd, BitAnd, Shift),
        Operator::Pow => (" ** ", Power, Level::Await, Power),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
