//! Docstrings: where they stand, and the indentation they lose.

use taipan_ast::constant::Constant;
use taipan_ast::expr::ExprKind;
use taipan_ast::stmt::{Stmt, StmtKind};
use taipan_bytecode::code::{Const, flags};
use taipan_source::span::Span;

use crate::compiler::Compiler;
use crate::failure::Outcome;

impl<'a> Compiler<'a> {
    /// Stores a class's docstring; gives the rest of the body.
    pub(crate) fn body_docstring(&mut self, body: &'a [Stmt]) -> Outcome<&'a [Stmt]> {
        let Some((text, span, rest)) = docstring(body) else { return Ok(body) };
        if self.options.optimize < 2 {
            let value = self.constant_operand(Const::Str(clean(text).into()), span);
            self.store_in_namespace("__doc__", value.register, span);
            self.unit.depth -= 1;
        }
        Ok(rest)
    }

    /// Stores a module's docstring; gives the rest of the body.
    pub(crate) fn module_docstring(&mut self, body: &'a [Stmt]) -> Outcome<&'a [Stmt]> {
        self.body_docstring(body)
    }

    /// Makes a function's docstring its first constant; gives the rest of the body.
    pub(crate) fn function_docstring(&mut self, body: &'a [Stmt]) -> Outcome<&'a [Stmt]> {
        let Some((text, _, rest)) = docstring(body) else { return Ok(body) };
        if self.options.optimize < 2 {
            self.unit.constants.add(Const::Str(clean(text).into()));
            self.unit.flags |= flags::HAS_DOCSTRING;
        }
        Ok(rest)
    }
}

fn docstring(body: &[Stmt]) -> Option<(&[u8], Span, &[Stmt])> {
    let (first, rest) = body.split_first()?;
    match &first.kind {
        StmtKind::Expr(value) => match &value.kind {
            ExprKind::Constant(Constant::Str(text)) => Some((text, value.span, rest)),
            _ => None,
        },
        _ => None,
    }
}

/// Takes away the indentation that all lines but the first share, and the blanks before the first.
fn clean(text: &[u8]) -> Vec<u8> {
    let expanded;
    let text = if text.contains(&b'\t') {
        expanded = expand_tabs(text);
        &expanded
    } else {
        text
    };
    let blanks = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let mut lines = text.split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let margin = lines.clone().filter(|line| blanks(line) < line.len()).map(blanks).min().unwrap_or(0);
    let mut cleaned = first[blanks(first)..].to_vec();
    for line in lines {
        cleaned.push(b'\n');
        cleaned.extend(&line[margin.min(blanks(line))..]);
    }
    cleaned
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let blanks = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(b' ', blanks));
                column += blanks;
            }
            b'\n' | b'\r' => {
                expanded.push(byte);
                column = 0;
            }
            _ => {
                expanded.push(byte);
                column += usize::from(byte & 0xc0 != 0x80);
            }
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docstrings_lose_their_common_indentation() {
        assert_eq!(clean(b"  One.\n\n    Two.\n      Three.\n    "), b"One.\n\nTwo.\n  Three.\n");
    }
}
