//! A small scanner for one expression of source text: enough to find its operators and brackets.

/// A place in a segment: line and column in characters, both from zero.
pub(super) type Place = (usize, usize);

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Name,
    /// A number, a string or `...`.
    Literal,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Anything else.
    Operator,
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) start: Place,
    pub(super) end: Place,
}

const OPERATORS: &[&str] = &[
    "**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
    "^=", "@=", "**", "//", "<<", ">>",
];

/// The tokens of a segment; `None` if a string does not end or brackets do not match.
pub(super) fn scan(lines: &[Vec<char>]) -> Option<Vec<Token>> {
    let mut scanner = Scanner { lines, line: 0, column: 0 };
    let mut tokens = Vec::new();
    let mut open = Vec::new();
    while let Some(token) = scanner.token()? {
        match token.kind {
            Kind::Open => open.push(token.text.clone()),
            Kind::Close => {
                let pair = [open.pop()?.as_str(), token.text.as_str()].concat();
                if !matches!(pair.as_str(), "()" | "[]" | "{}") {
                    return None;
                }
            }
            _ => {}
        }
        tokens.push(token);
    }
    open.is_empty().then_some(tokens)
}

/// Fields inside the specifications of fields, at most.
const MOST_NESTED: usize = 150;

struct Scanner<'a> {
    lines: &'a [Vec<char>],
    line: usize,
    column: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.lines.get(self.line)?.get(self.column + ahead).copied()
    }

    /// Goes to the next line; false at the end.
    fn next_line(&mut self) -> bool {
        self.line += 1;
        self.column = 0;
        self.line < self.lines.len()
    }

    /// The next token; the inner `None` at the end.
    #[allow(clippy::option_option, reason = "the outer one says that the text is broken")]
    fn token(&mut self) -> Option<Option<Token>> {
        let first = loop {
            match self.peek(0) {
                Some(space) if space.is_whitespace() => self.column += 1,
                Some('#' | '\\') | None => {
                    if !self.next_line() {
                        return Some(None);
                    }
                }
                Some(other) => break other,
            }
        };
        let start = (self.line, self.column);
        let kind = match first {
            '(' | '[' | '{' => self.take(1, Kind::Open),
            ')' | ']' | '}' => self.take(1, Kind::Close),
            '"' | '\'' => self.string(false)?,
            '0'..='9' => self.number(),
            '.' if self.peek(1).is_some_and(|next| next.is_ascii_digit()) => self.number(),
            _ if first.is_alphanumeric() || first == '_' || !first.is_ascii() => self.name()?,
            _ => self.operator(),
        };
        let end = (self.line, self.column);
        let text = if start.0 == end.0 {
            self.lines.get(start.0)?.get(start.1..end.1)?.iter().collect()
        } else {
            String::new()
        };
        Some(Some(Token { kind, text, start, end }))
    }

    fn take(&mut self, width: usize, kind: Kind) -> Kind {
        self.column += width;
        kind
    }

    fn name(&mut self) -> Option<Kind> {
        let start = self.column;
        while self.peek(0).is_some_and(|c| c.is_alphanumeric() || c == '_' || !c.is_ascii()) {
            self.column += 1;
        }
        if matches!(self.peek(0), Some('"' | '\'')) {
            let prefix: String = self.lines.get(self.line)?.get(start..self.column)?.iter().collect();
            let prefix = prefix.to_ascii_lowercase();
            if matches!(prefix.as_str(), "r" | "u" | "b" | "f" | "br" | "rb" | "fr" | "rf") {
                return self.string(prefix.contains('f'));
            }
        }
        Some(Kind::Name)
    }

    fn number(&mut self) -> Kind {
        let hexadecimal = matches!((self.peek(0), self.peek(1)), (Some('0'), Some('x' | 'X')));
        while let Some(c) = self.peek(0) {
            let exponent = !hexadecimal
                && matches!(c, 'e' | 'E')
                && matches!(self.peek(1), Some('+' | '-'))
                && self.peek(2).is_some_and(|digit| digit.is_ascii_digit());
            match c {
                _ if exponent => self.column += 2,
                '.' | '_' => self.column += 1,
                _ if c.is_ascii_alphanumeric() => self.column += 1,
                _ => break,
            }
        }
        Kind::Literal
    }

    fn operator(&mut self) -> Kind {
        for operator in OPERATORS {
            if operator.chars().enumerate().all(|(at, c)| self.peek(at) == Some(c)) {
                let kind = if *operator == "..." { Kind::Literal } else { Kind::Operator };
                return self.take(operator.len(), kind);
            }
        }
        self.take(1, Kind::Operator)
    }

    /// A string from its first quote on.
    fn string(&mut self, formatted: bool) -> Option<Kind> {
        let quote = self.peek(0)?;
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        self.column += if triple { 3 } else { 1 };
        loop {
            match self.peek(0) {
                None if triple => {
                    if !self.next_line() {
                        return None;
                    }
                }
                None => return None,
                Some('\\') if self.peek(1).is_none() => {
                    if !self.next_line() {
                        return None;
                    }
                }
                Some('\\') => self.column += 2,
                Some('{') if formatted && self.peek(1) == Some('{') => self.column += 2,
                Some('{') if formatted => self.field(0)?,
                Some(c) if c == quote && !triple => return Some(self.take(1, Kind::Literal)),
                Some(c) if c == quote && self.peek(1) == Some(quote) && self.peek(2) == Some(quote) => {
                    return Some(self.take(3, Kind::Literal));
                }
                Some(_) => self.column += 1,
            }
        }
    }

    /// A replacement field of a formatted string from its brace on, in the specifications of so many others.
    fn field(&mut self, around: usize) -> Option<()> {
        if around > MOST_NESTED {
            return None;
        }
        let mut depth = 0usize;
        let mut in_spec = false;
        loop {
            match self.peek(0) {
                None => {
                    if !self.next_line() {
                        return None;
                    }
                }
                Some('{') if in_spec => self.field(around + 1)?,
                Some('"' | '\'') if !in_spec => drop(self.string(false)?),
                Some('(' | '[' | '{') => {
                    depth += 1;
                    self.column += 1;
                }
                Some(')' | ']' | '}') => {
                    depth = depth.checked_sub(1)?;
                    self.column += 1;
                    if depth == 0 {
                        return Some(());
                    }
                }
                Some(':') if depth == 1 => {
                    in_spec = true;
                    self.column += 1;
                }
                Some(_) => self.column += 1,
            }
        }
    }
}
