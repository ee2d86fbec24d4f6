//! Which part of a failing expression to point at: the operator, the subscript, or the arguments.

use crate::tokens::{Kind, Place, Token, scan};

/// What an expression is, as far as markers care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `left op right`.
    Binary,
    /// `value[index]`.
    Subscript,
    /// A call of a plain name.
    CallOfName,
    /// A call of anything else.
    Call,
}

/// The part between two places is marked `^`, the rest of the expression `~`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchors {
    pub(super) shape: Shape,
    /// Where the part begins.
    pub(super) left: Place,
    /// Just behind the part.
    pub(super) right: Place,
}

/// The anchors of an expression's text; `None` if the expression is marked as a whole.
pub(super) fn anchors(lines: &[Vec<char>]) -> Option<Anchors> {
    let tokens = scan(lines)?;
    let tokens = without_parentheses(&tokens);
    let operator = top_operator(tokens)?;
    match operator {
        Some(at) => binary(lines, tokens, at),
        None => trailer(tokens),
    }
}

/// Keywords that make an expression something else than an operator, a subscript or a call, or that begin a statement.
fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "and"
            | "or"
            | "not"
            | "in"
            | "is"
            | "if"
            | "else"
            | "lambda"
            | "yield"
            | "for"
            | "async"
            | "from"
            | "as"
            | "assert"
            | "break"
            | "class"
            | "continue"
            | "def"
            | "del"
            | "elif"
            | "except"
            | "finally"
            | "global"
            | "import"
            | "nonlocal"
            | "pass"
            | "raise"
            | "return"
            | "try"
            | "while"
            | "with"
    )
}

fn precedence(operator: &str) -> Option<u8> {
    Some(match operator {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" | ">>" => 4,
        "+" | "-" => 5,
        "*" | "/" | "//" | "%" | "@" => 6,
        "**" => 7,
        _ => return None,
    })
}

fn ends_operand(token: &Token) -> bool {
    match token.kind {
        Kind::Name => token.text != "await",
        Kind::Literal | Kind::Close => true,
        Kind::Open | Kind::Operator => false,
    }
}

/// The index of the operator that is applied last, the inner `None` if there is no binary one; the outer `None` if the
/// expression is neither an operator's nor a primary.
#[allow(clippy::option_option, reason = "the outer one says that the whole is something else")]
fn top_operator(tokens: &[Token]) -> Option<Option<usize>> {
    let mut depth = 0usize;
    let mut best: Option<(u8, usize)> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.checked_sub(1)?,
            _ if depth > 0 => {}
            Kind::Name if is_keyword(&token.text) => return None,
            Kind::Name | Kind::Literal => {}
            Kind::Operator => {
                let after_operand = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(ends_operand);
                if !after_operand {
                    if !matches!(token.text.as_str(), "+" | "-" | "~") {
                        return None;
                    }
                } else if token.text != "." {
                    let level = precedence(&token.text)?;
                    let lower = match best {
                        None => true,
                        Some((other, _)) if level == 7 => level < other,
                        Some((other, _)) => level <= other,
                    };
                    if lower {
                        best = Some((level, at));
                    }
                }
            }
        }
    }
    let signed = tokens.first().is_some_and(|first| first.kind == Kind::Operator);
    let awaited = tokens.first().is_some_and(|first| first.text == "await");
    match best {
        None if signed || awaited => None,
        // A sign binds less tightly than a power on its right.
        Some((7, _)) if signed => None,
        _ => Some(best.map(|(_, at)| at)),
    }
}

/// The index of the bracket that closes the one at the beginning.
fn closing(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// An expression without parentheses around the whole; those of tuples and generators belong to them.
fn without_parentheses(mut tokens: &[Token]) -> &[Token] {
    while let [first, inside @ .., last] = tokens
        && first.text == "("
        && first.kind == Kind::Open
        && last.kind == Kind::Close
        && closing(tokens) == Some(tokens.len() - 1)
        && is_grouping(inside)
    {
        tokens = inside;
    }
    tokens
}

fn is_grouping(inside: &[Token]) -> bool {
    let mut depth = 0usize;
    for token in inside {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Operator if depth == 0 && token.text == "," => return false,
            Kind::Name if depth == 0 && matches!(token.text.as_str(), "for" | "yield") => return false,
            _ => {}
        }
    }
    !inside.is_empty()
}

/// The operator: one or two characters, without what stands behind it; a parenthesis glued to it counts, as the operand
/// begins only inside.
fn binary(lines: &[Vec<char>], tokens: &[Token], at: usize) -> Option<Anchors> {
    let operator = tokens.get(at)?;
    let (line, column) = operator.start;
    let right = without_parentheses(tokens.get(at + 1..)?).first()?.start;
    let mut end = column + 1;
    if let Some(&next) = lines.get(line)?.get(end)
        && (right.0 > line || end < right.1)
        && !next.is_whitespace()
        && !matches!(next, '\\' | '#')
    {
        end += 1;
    }
    Some(Anchors { shape: Shape::Binary, left: (line, column), right: (line, end) })
}

/// The last brackets of a primary.
fn trailer(tokens: &[Token]) -> Option<Anchors> {
    let last = tokens.last().filter(|last| last.kind == Kind::Close)?;
    let mut depth = 0usize;
    let opening = tokens.iter().rposition(|token| {
        match token.kind {
            Kind::Close => depth += 1,
            Kind::Open => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })?;
    let before = tokens.get(opening.checked_sub(1)?)?;
    if !ends_operand(before) {
        return None;
    }
    let shape = match tokens.get(opening)?.text.as_str() {
        "[" => Shape::Subscript,
        "(" if opening == 1 && before.kind == Kind::Name => Shape::CallOfName,
        "(" => Shape::Call,
        _ => return None,
    };
    Some(Anchors { shape, left: tokens.get(opening)?.start, right: last.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Option<String> {
        let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
        let found = anchors(&lines)?;
        let mut part = String::new();
        for (at, line) in lines.iter().enumerate() {
            for (column, &c) in line.iter().enumerate() {
                if (at, column) >= found.left && (at, column) < found.right {
                    part.push(c);
                }
            }
        }
        Some(part)
    }

    #[test]
    fn the_operator_applied_last_is_found() {
        for (text, expected) in [
            ("1/0", "/"),
            ("1 + items[0] * 'x'", "+"),
            ("a - b - c", "-"),
            ("(a - b) ** c", "**"),
            ("a ** b ** c", "**"),
            ("-a * b", "*"),
            ("a // (b)", "//"),
            ("a +(b)", "+("),
            ("a +(b, c)", "+"),
            ("(\n a\n + b)", "+"),
            ("f'{a + b:>{c}}' + d", "+"),
            ("await a + b", "+"),
            ("a <<b", "<<"),
        ] {
            assert_eq!(marked(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn subscripts_and_calls_mark_their_last_brackets() {
        for (text, expected) in [
            ("x['a']['b']", "['b']"),
            ("f(a)(b)", "(b)"),
            ("(a + b)(c)", "(c)"),
            ("[1, 2][5]", "[5]"),
            ("a.b(1, (2))", "(1, (2))"),
            ("'a)b'.join(x for x in y)", "(x for x in y)"),
        ] {
            assert_eq!(marked(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_expressions_are_marked_as_a_whole() {
        for text in [
            "a.b",
            "a < b",
            "not f(x)",
            "-f(x)",
            "await f(x)",
            "a, b",
            "[1]",
            "(a)",
            "lambda: a + b",
            "raise E(1)",
            "f(x",
            "a if b else c",
            "x = f(y)",
            "-a ** b",
            "*a",
            "",
        ] {
            assert_eq!(marked(text), None, "{text}");
        }
    }
}
