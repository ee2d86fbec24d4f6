//! Rust text as tokens: words and signs, without comments, strings and lifetimes.

/// A word or a sign, and the line it stands on.
#[derive(Clone, Copy)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    pub(crate) line: usize,
}

impl Token<'_> {
    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }

    /// True of names of types, by the convention about capital letters.
    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(|first: char| first.is_uppercase())
    }
}

/// The tokens of a file up to its unit tests. `::`, `=>` and `->` are one token each, all other signs one character, and
/// a literal is `"`.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let text = text.split_once("\n#[cfg(test)]").map_or(text, |(before, _)| before);
    let mut found = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (taken, kept) = lex(rest, first);
        let (piece, after) = rest.split_at(taken);
        match kept {
            Kept::Text => found.push(Token { text: piece, line }),
            Kept::Literal => found.push(Token { text: "\"", line }),
            Kept::Nothing => {}
        }
        line += piece.bytes().filter(|byte| *byte == b'\n').count();
        rest = after;
    }
    found
}

enum Kept {
    Text,
    Literal,
    Nothing,
}

/// How many bytes the next token has, and what is kept of it.
fn lex(rest: &str, first: char) -> (usize, Kept) {
    if first.is_whitespace() {
        return (first.len_utf8(), Kept::Nothing);
    }
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Kept::Nothing);
    }
    if rest.starts_with("/*") {
        return (rest.find("*/").map_or(rest.len(), |end| end + 2), Kept::Nothing);
    }
    if let Some(length) = literal(rest) {
        return (length, Kept::Literal);
    }
    if first == '\'' {
        // A lifetime: characters were tried before.
        return (1 + word(&rest[1..]), Kept::Nothing);
    }
    if first.is_alphanumeric() || first == '_' {
        return (word(rest), Kept::Text);
    }
    if ["::", "=>", "->"].iter().any(|sign| rest.starts_with(sign)) {
        return (2, Kept::Text);
    }
    (first.len_utf8(), Kept::Text)
}

fn word(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
}

/// The length of a string or a character at the beginning of the text.
fn literal(rest: &str) -> Option<usize> {
    let prefix = rest.find(|c: char| !matches!(c, 'b' | 'c' | 'r')).filter(|length| *length <= 2)?;
    let (marks, body) = rest.split_at(prefix);
    if marks.ends_with('r') {
        let hashes = body.find(|c| c != '#')?;
        let inside = body[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", &body[..hashes]);
        return Some(prefix + hashes + 1 + inside.find(&end).map_or(inside.len(), |at| at + end.len()));
    }
    if let Some(inside) = body.strip_prefix('"') {
        return Some(prefix + 1 + end_of_quoted(inside, '"'));
    }
    let inside = body.strip_prefix('\'')?;
    let mut characters = inside.chars();
    let is_character = characters.next()? == '\\' || characters.next() == Some('\'');
    is_character.then(|| prefix + 1 + end_of_quoted(inside, '\''))
}

/// Where a quoted text ends, its closing quote included.
fn end_of_quoted(inside: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in inside.char_indices() {
        if character == quote && !escaped {
            return at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    inside.len()
}

/// For each token the index behind it, or behind the bracket that closes it.
pub(crate) fn ends(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=tokens.len()).collect();
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" => open.push(at),
            ")" | "]" | "}" => {
                if let Some(end) = open.pop().and_then(|start: usize| ends.get_mut(start)) {
                    *end = at + 1;
                }
            }
            _ => {}
        }
    }
    ends
}
