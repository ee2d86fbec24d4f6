//! What stands before the cursor: a name, an attribute of something, a key, a path, an import. Text alone, no value.

use taipan_parser::spelling::{self, Class, Word};

/// A place that can be completed, and where the part to complete begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) start: usize,
    pub(crate) part: String,
    pub(crate) kind: Kind,
}

/// What is completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name; as an argument of this call also a keyword.
    Name { call: Option<Chain> },
    /// An attribute.
    Attribute { of: Chain },
    /// A key, inside of these quotes; none if they are not there yet.
    Key { of: Chain, quotes: String },
    /// A path inside of quotes.
    Path,
    /// A module by its dotted name.
    Module,
    /// A name that a module holds.
    Member { module: String },
}

/// An expression that can be looked at without running anything.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Chain {
    /// From the left.
    pub(crate) links: Vec<Link>,
}

/// A step of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// The name it begins with.
    Name(String),
    /// A string it begins with.
    Text,
    /// `[]`
    List,
    /// `{}`
    Dict,
    /// `.name`
    Attribute(String),
    /// `["key"]`
    Key(String),
    /// `[1]`
    Index(i64),
}

/// The place at a cursor; `None` where nothing can be completed.
pub(crate) fn at(text: &str, cursor: usize) -> Option<Place> {
    let before = text.get(..cursor)?;
    let words = spelling::words(before);
    let last = words.last();
    if last.is_some_and(|word| word.class == Class::OpenText && word.span.end as usize == cursor) {
        return inside_of_quotes(before, &words);
    }
    if last.is_some_and(|word| matches!(word.class, Class::Comment | Class::Number) && word.span.end as usize == cursor)
    {
        return None;
    }
    let start = cursor
        - before.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum::<usize>();
    let part = before.get(start..)?.to_owned();
    // The words before the part.
    let count = words.iter().take_while(|word| (word.span.start as usize) < start).count();
    let words = words.get(..count)?;
    if let Some(place) = import(before, words, start, &part) {
        return place;
    }
    let sign =
        |back: usize| words.len().checked_sub(back).and_then(|at| words.get(at)).map(|word| word.span.text(before));
    let kind = match sign(1) {
        Some(".") => Kind::Attribute { of: chain(before, words.get(..count - 1)?)? },
        Some("[") if part.is_empty() => match words.get(..count - 1).and_then(|words| chain(before, words)) {
            Some(of) => Kind::Key { of, quotes: String::new() },
            None => Kind::Name { call: None },
        },
        Some("(" | ",") => Kind::Name { call: callee(before, words).map(|(of, _)| of) },
        _ => Kind::Name { call: None },
    };
    Some(Place { start, part, kind })
}

/// The callee of the innermost call that is open at the end of a text, and where its arguments begin.
pub(crate) fn call(text: &str) -> Option<(Chain, usize)> {
    let words = spelling::words(text);
    if words.last().is_some_and(|word| matches!(word.class, Class::OpenText | Class::Comment)) {
        return None;
    }
    callee(text, &words)
}

fn callee(text: &str, words: &[Word]) -> Option<(Chain, usize)> {
    let mut open = Vec::new();
    for (index, word) in words.iter().enumerate() {
        match word.class {
            Class::Opening => open.push(index),
            Class::Closing => _ = open.pop(),
            _ => {}
        }
    }
    let index = open.pop()?;
    let word = words.get(index)?;
    if word.span.text(text) != "(" {
        return None;
    }
    // `def f(` calls nothing.
    let of = chain(text, words.get(..index)?)?;
    Some((of, word.span.end as usize))
}

fn inside_of_quotes(before: &str, words: &[Word]) -> Option<Place> {
    let word = words.last()?;
    let literal = word.span.text(before);
    let quoted = literal.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| quoted.starts_with(quotes))?;
    let content = quoted.get(quotes.len()..)?;
    let start = before.len() - content.len();
    let others = words.get(..words.len() - 1)?;
    if others.last().is_some_and(|word| word.span.text(before) == "[")
        && let Some(of) = chain(before, others.get(..others.len() - 1)?)
    {
        let kind = Kind::Key { of, quotes: quotes.to_owned() };
        return Some(Place { start, part: content.to_owned(), kind });
    }
    // Only the last part of a path is replaced.
    Some(Place { start, part: content.to_owned(), kind: Kind::Path })
}

/// A place inside of an import; `Some(None)` where an import wants something that nobody knows.
fn import(before: &str, words: &[Word], start: usize, part: &str) -> Option<Option<Place>> {
    let first = words.iter().rposition(|word| word.class == Class::End).map_or(0, |end| end + 1);
    let statement = words.get(first..)?;
    let texts: Vec<&str> = statement.iter().map(|word| word.span.text(before)).collect();
    let module_before = |from: usize| {
        let name = statement.get(from).map_or(start, |word| word.span.start as usize);
        before.get(name..start).unwrap_or_default().trim().to_owned()
    };
    match texts.as_slice() {
        ["import", .., "as"] => Some(None),
        ["import", ..] | ["from"] | ["from", .., "."] if !texts.contains(&"(") => {
            if texts.first() == Some(&"from") && texts.contains(&"import") {
                return Some(None);
            }
            let from = texts.iter().rposition(|text| matches!(*text, "," | "import" | "from")).map_or(0, |at| at + 1);
            let package = module_before(from);
            let place = Place { start: start - package.len(), part: format!("{package}{part}"), kind: Kind::Module };
            // `import a b` is no import.
            Some((package.is_empty() || package.ends_with('.')).then_some(place))
        }
        ["from", rest @ ..] => {
            let import = rest.iter().position(|text| *text == "import")?;
            if texts.last() == Some(&"as") {
                return Some(None);
            }
            let module: String = rest.get(..import)?.concat();
            Some(Some(Place { start, part: part.to_owned(), kind: Kind::Member { module } }))
        }
        _ => None,
    }
}

/// The chain that ends with the last of these words.
fn chain(text: &str, words: &[Word]) -> Option<Chain> {
    let mut links = Vec::new();
    let mut rest = words;
    loop {
        let (word, before) = rest.split_last()?;
        let shown = word.span.text(text);
        match word.class {
            Class::Name => {
                links.push(Link::Name(shown.to_owned()));
                break;
            }
            Class::Text => {
                links.push(Link::Text);
                break;
            }
            Class::Attribute => {
                links.push(Link::Attribute(shown.to_owned()));
                let (dot, others) = before.split_last()?;
                if dot.span.text(text) != "." {
                    return None;
                }
                rest = others;
            }
            Class::Closing if before.last().is_some_and(|open| open.class == Class::Opening) => {
                links.push(match shown {
                    "]" => Link::List,
                    "}" => Link::Dict,
                    _ => return None,
                });
                break;
            }
            Class::Closing if shown == "]" => {
                let (key, others) = before.split_last()?;
                let (open, others) = others.split_last()?;
                if open.span.text(text) != "[" {
                    return None;
                }
                links.push(item(key.span.text(text), key.class)?);
                rest = others;
            }
            _ => return None,
        }
    }
    links.reverse();
    Some(Chain { links })
}

/// A constant in brackets.
fn item(text: &str, class: Class) -> Option<Link> {
    match class {
        Class::Number => text.parse().ok().map(Link::Index),
        Class::Text => {
            let inner = ["'", "\""].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))?;
            (!inner.contains(['\\', '\'', '"'])).then(|| Link::Key(inner.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chained(text: &str) -> Chain {
        chain(text, &spelling::words(text)).unwrap()
    }

    fn place(text: &str) -> Option<(String, Kind)> {
        at(text, text.len()).map(|place| (place.part, place.kind))
    }

    #[test]
    fn attributes_have_an_owner() {
        let of = chained("a.b['c'][0]");
        assert_eq!(of.links.len(), 4);
        assert_eq!(place("x = a.b['c'][0].na"), Some(("na".into(), Kind::Attribute { of })));
        assert_eq!(place("f().na"), None);
        assert_eq!(place("'text'.jo"), Some(("jo".into(), Kind::Attribute { of: chained("'text'") })));
    }

    #[test]
    fn imports_want_modules_and_members() {
        assert_eq!(place("import os.pa"), Some(("os.pa".into(), Kind::Module)));
        assert_eq!(place("import a, b"), Some(("b".into(), Kind::Module)));
        assert_eq!(place("x = 1; from asy"), Some(("asy".into(), Kind::Module)));
        assert_eq!(place("from os.path import jo"), Some(("jo".into(), Kind::Member { module: "os.path".into() })));
        assert_eq!(place("import os as o"), None);
    }

    #[test]
    fn quotes_hold_keys_or_paths() {
        assert_eq!(place("d['k"), Some(("k".into(), Kind::Key { of: chained("d"), quotes: "'".into() })));
        assert_eq!(place("open(\"a/b"), Some(("a/b".into(), Kind::Path)));
        assert_eq!(place("# wor"), None);
    }

    #[test]
    fn arguments_know_their_call() {
        assert_eq!(place("f(1, ke"), Some(("ke".into(), Kind::Name { call: Some(chained("f")) })));
        assert_eq!(place("f(g(1), ke"), Some(("ke".into(), Kind::Name { call: Some(chained("f")) })));
        assert_eq!(call("a.f(1, g[").map(|found| found.0), None);
        assert_eq!(call("a.f(1, ").map(|found| found.0), Some(chained("a.f")));
    }
}
