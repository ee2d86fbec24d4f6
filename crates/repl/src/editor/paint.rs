//! Text in colours, as one types.

use taipan_parser::spelling::{self, Class, Word};

const RESET: &str = "\x1b[0m";
const FAINT: &str = "\x1b[90m";
const PAIR: &str = "\x1b[1;4m";

/// A text with colours; with the bracket that belongs to the one at the cursor marked.
pub(super) fn painted(text: &str, at: usize, colors: bool) -> String {
    let words = spelling::words(text);
    let pair = pair(&words, at);
    let mut out = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for (index, word) in words.iter().enumerate() {
        let (start, end) = (word.span.start as usize, word.span.end as usize);
        // What has no width, or was painted as part of another, is passed over.
        if start < done || start == end {
            continue;
        }
        let color = match pair {
            Some(pair) if index == pair.0 || index == pair.1 => Some(PAIR),
            _ => color(word.class, text.get(start..end).unwrap_or_default()),
        };
        out.push_str(text.get(done..start).unwrap_or_default());
        match color.filter(|_| colors) {
            Some(color) => {
                out.push_str(color);
                out.push_str(text.get(start..end).unwrap_or_default());
                out.push_str(RESET);
            }
            None => out.push_str(text.get(start..end).unwrap_or_default()),
        }
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A hint.
pub(super) fn faint(text: &str, colors: bool) -> String {
    if colors { format!("{FAINT}{text}{RESET}") } else { text.to_owned() }
}

/// The prompt.
pub(super) fn prompt(text: &str, colors: bool) -> String {
    if colors && !text.contains('\x1b') { format!("\x1b[1;35m{text}{RESET}") } else { text.to_owned() }
}

fn color(class: Class, text: &str) -> Option<&'static str> {
    match class {
        Class::Keyword => Some("\x1b[1;34m"),
        Class::Constant => Some("\x1b[36m"),
        Class::Defined => Some("\x1b[1m"),
        Class::Number => Some("\x1b[33m"),
        Class::Text | Class::OpenText => Some("\x1b[32m"),
        Class::Comment => Some("\x1b[31m"),
        Class::Name if BUILTINS.contains(&text) => Some("\x1b[36m"),
        Class::Name | Class::Attribute | Class::Opening | Class::Closing | Class::End | Class::Sign => None,
    }
}

/// The two brackets of a pair of which one is at the cursor, or before it; as indices of words.
fn pair(words: &[Word], at: usize) -> Option<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut before = None;
    for (index, word) in words.iter().enumerate() {
        match word.class {
            Class::Opening => open.push(index),
            Class::Closing => {
                let Some(first) = open.pop() else { continue };
                let touches =
                    |index: usize, place: usize| words.get(index).is_some_and(|word| word.span.start as usize == place);
                if touches(first, at) || touches(index, at) {
                    return Some((first, index));
                }
                if at > 0 && (touches(first, at - 1) || touches(index, at - 1)) {
                    before = Some((first, index));
                }
            }
            _ => {}
        }
    }
    before
}

/// Functions and classes that everybody knows.
const BUILTINS: [&str; 52] = [
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "complex",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "frozenset",
    "getattr",
    "hasattr",
    "hash",
    "help",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "open",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "set",
    "sorted",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "zip",
];

#[cfg(test)]
mod tests {
    use super::painted;

    #[test]
    fn brackets_are_marked_in_pairs() {
        assert_eq!(painted("f(x)", 4, true), "f\x1b[1;4m(\x1b[0mx\x1b[1;4m)\x1b[0m");
        assert_eq!(painted("f(')')", 0, true), "f(\x1b[32m')'\x1b[0m)");
    }

    #[test]
    fn without_colours_nothing_changes() {
        assert_eq!(painted("def f(): return '''a\n# b", 3, false), "def f(): return '''a\n# b");
    }
}
