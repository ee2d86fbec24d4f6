//! What is wrong with the arguments of a call to a native function, in CPython's words.
//!
//! CPython 3.13 has five families of natives, and each complains in its own way. `list.append`
//! stands for the qualified name, `append` for the last part of it; a receiver never counts.
//!
//! | family | who | says |
//! |---|---|---|
//! | bare | no parameter at all | `dict.keys() takes no arguments (1 given)` |
//! | single | one required positional-only one | `list.append() takes exactly one argument (2 given)` |
//! | slot | special methods of fixed arity | `expected 1 argument, got 0`: the wrapper does not know its name |
//! | row | only positional-only ones | `insert expected 2 arguments, got 1`, `pop expected at most 1 argument, got 2` |
//! | named | at least one that a keyword can give | see `named` |
//!
//! A native that CPython has as a function of Python complains as such: see `declared`.
//!
//! Bare, single and row say `list.append() takes no keyword arguments` to any keyword. Constructors
//! (names that end in `.__new__` or `.__init__`) go by the name of their type and are a row where a
//! function would be bare or single: `reversed expected 1 argument, got 0`.

use taipan_text::suggest;

use crate::protocol::declared;
use crate::protocol::signature::{Receiver, Signature};

/// How a call was made.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// How many arguments came by position, with the receiver.
    pub positional: usize,
    /// The keywords, in the order of the call.
    pub keywords: &'a [&'a str],
}

/// The first complaint about a call, or `None` when the arguments fit.
///
/// `name` is qualified where CPython qualifies it: `list.append`, `math.gcd`, but `len`.
#[must_use]
pub fn arity_error(name: &str, signature: &Signature, given: Given<'_>) -> Option<String> {
    if signature.declared {
        return declared::arity_error(name, signature, given);
    }
    if given.positional < signature.uncounted() {
        return Some(missing_receiver(name, signature));
    }
    let callee = Callee::new(name);
    let count = Count::of(signature, given);
    if signature.rest.is_some() {
        return open_ended(&callee, signature, given, &count);
    }
    if is_slot(name, signature) && count.least == count.most && !signature.takes_keywords() {
        if !given.keywords.is_empty() {
            return Some(format!("wrapper {}() takes no keyword arguments", callee.name));
        }
        let wanted = count.most;
        return (count.given != wanted)
            .then(|| format!("expected {wanted} argument{}, got {}", plural(wanted), count.given));
    }
    if let Some(complaint) = peculiar(&callee, given, &count) {
        return Some(complaint);
    }
    if signature.takes_keywords() {
        return named(&callee, signature, given, &count);
    }
    if !given.keywords.is_empty() {
        return Some(format!("{}() takes no keyword arguments", callee.qualified));
    }
    if !callee.is_constructor && count.most == 0 && count.given > 0 {
        return Some(format!("{}() takes no arguments ({} given)", callee.qualified, count.given));
    }
    if !callee.is_constructor && count.least == 1 && count.most == 1 && count.given != 1 {
        return Some(format!("{}() takes exactly one argument ({} given)", callee.qualified, count.given));
    }
    row(callee.name, &count)
}

/// What the wrapper of a special method says, `object().__eq__()`, when the number is wrong.
#[must_use]
pub fn slot_arity_error(expected: usize, given: usize) -> String {
    // The wrappers of two and more go through a formatter that is handed an empty name.
    let gap = if expected < 2 { "" } else { " " };
    format!("{gap}expected {expected} argument{}, got {given}", plural(expected))
}

/// A method called through its class without an instance.
fn missing_receiver(name: &str, signature: &Signature) -> String {
    match signature.receiver {
        Receiver::Class => format!("{name}(): not enough arguments"),
        Receiver::Instance if is_slot(name, signature) => {
            let (class, method) = name.rsplit_once('.').unwrap_or(("", name));
            format!("descriptor '{method}' of '{class}' object needs an argument")
        }
        Receiver::Instance | Receiver::None => {
            format!("unbound method {name}() needs an argument")
        }
    }
}

/// The complaints of a function with a parameter that a keyword can give, in the order in which
/// CPython looks for them:
///
/// 1. more arguments than parameters: `split() takes at most 2 arguments (3 given)`, and
///    `.. 2 keyword arguments ..` when none came by position;
/// 2. more by position than possible: `sort() takes no positional arguments`,
///    `isclose() takes exactly 2 positional arguments (3 given)`;
/// 3. a required one is missing: `sum() takes at least 1 positional argument (0 given)` where only
///    a position can give it, `pow() missing required argument 'exp' (pos 2)` elsewhere;
/// 4. for each keyword: `argument for pow() given by name ('exp') and position (2)`, or
///    `split() got an unexpected keyword argument 'sepp'. Did you mean 'sep'?`.
fn named(callee: &Callee<'_>, signature: &Signature, given: Given<'_>, count: &Count) -> Option<String> {
    let name = callee.name;
    let all = signature.params.len() - signature.uncounted();
    let total = count.given + given.keywords.len();
    if total > all && signature.keywords.is_none() {
        let kind = if count.given == 0 { "keyword " } else { "" };
        return Some(format!("{name}() takes at most {all} {kind}argument{} ({total} given)", plural(all)));
    }
    if count.given > count.most {
        if count.most == 0 {
            return Some(format!("{name}() takes no positional arguments"));
        }
        let how = if count.least < count.most { "at most" } else { "exactly" };
        return Some(takes_positional(name, how, count.most, count.given));
    }
    let only = (signature.positional_only - signature.uncounted()).min(count.least);
    if count.given < only {
        let how = if only < count.most { "at least" } else { "exactly" };
        return Some(takes_positional(name, how, only, count.given));
    }
    missing(name, signature, given).or_else(|| strange_keyword(name, signature, given))
}

/// The complaints of a function with `*args`.
fn open_ended(callee: &Callee<'_>, signature: &Signature, given: Given<'_>, count: &Count) -> Option<String> {
    if !given.keywords.is_empty() && !signature.takes_keywords() {
        return Some(format!("{}() takes no keyword arguments", callee.qualified));
    }
    if count.given < count.least {
        let name = callee.name;
        return Some(format!(
            "{name} expected at least {} argument{}, got {}",
            count.least,
            plural(count.least),
            count.given
        ));
    }
    missing(callee.name, signature, given).or_else(|| strange_keyword(callee.name, signature, given))
}

/// The complaints of a function that takes only positions, and not exactly one.
fn row(name: &str, count: &Count) -> Option<String> {
    let (how, expected) = if count.least == count.most {
        ("", count.most)
    } else if count.given < count.least {
        ("at least ", count.least)
    } else {
        ("at most ", count.most)
    };
    if (count.least..=count.most).contains(&count.given) {
        return None;
    }
    Some(format!("{name} expected {how}{expected} argument{}, got {}", plural(expected), count.given))
}

/// Special methods that are ordinary methods in CPython.
pub const NO_SLOTS: &[&str] = &[
    "__format__",
    "__dir__",
    "__reversed__",
    "__bytes__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
    "__complex__",
    "__length_hint__",
    "__enter__",
    "__exit__",
    "__fspath__",
    "__missing__",
    "__instancecheck__",
    "__subclasscheck__",
];

/// True for special methods that CPython wraps around a slot, which does not know the method's name.
pub fn is_slot(qualname: &str, signature: &Signature) -> bool {
    let method = matches!(qualname, "dict.__contains__" | "dict.__getitem__" | "list.__getitem__" | "set.__contains__");
    let name = qualname.rsplit('.').next().unwrap_or(qualname);
    signature.receiver == Receiver::Instance
        && signature.rest.is_none()
        && !method
        && !NO_SLOTS.contains(&name)
        && crate::value::special::by_name(name).is_some()
}

/// The few builtins of CPython that have words of their own.
fn peculiar(callee: &Callee<'_>, given: Given<'_>, count: &Count) -> Option<String> {
    match (callee.name, callee.is_constructor) {
        ("sorted", false) if count.given != 1 => row("sorted", &Count { least: 1, most: 1, ..*count }),
        ("int" | "str", true) if given.keywords.is_empty() => row(callee.name, count),
        ("enumerate", true) if count.given == 0 && !given.keywords.contains(&"iterable") => {
            Some(match given.keywords.first() {
                None => "enumerate() missing required argument 'iterable'".to_owned(),
                Some(first) => format!("'{first}' is an invalid keyword argument for enumerate()"),
            })
        }
        ("object", true) if count.given + given.keywords.len() > 0 => Some("object() takes no arguments".to_owned()),
        ("super", true) if given.keywords.is_empty() => row("super()", count),
        ("type", true) if !matches!(count.given, 1 | 3) => Some("type() takes 1 or 3 arguments".to_owned()),
        _ => None,
    }
}

/// The first required parameter that the caller left out.
fn missing(name: &str, signature: &Signature, given: Given<'_>) -> Option<String> {
    for (index, param) in signature.params.iter().enumerate() {
        let by_position = index < signature.positional && index < given.positional;
        let by_keyword = index >= signature.positional_only && given.keywords.contains(&param.name);
        if param.is_required() && !by_position && !by_keyword {
            let place = index + 1 - signature.uncounted();
            return Some(format!("{name}() missing required argument '{}' (pos {place})", param.name));
        }
    }
    None
}

/// The first keyword that names nothing, or something that already has its value.
fn strange_keyword(name: &str, signature: &Signature, given: Given<'_>) -> Option<String> {
    for &keyword in given.keywords {
        match signature.index_of_keyword(keyword) {
            Some(index) if index < given.positional.min(signature.positional) => {
                let place = index + 1 - signature.uncounted();
                return Some(format!("argument for {name}() given by name ('{keyword}') and position ({place})"));
            }
            None if signature.keywords.is_none() => {
                let known = signature.params.iter().skip(signature.positional_only);
                let hint = suggest::nearest(keyword, known.map(|param| param.name))
                    .map(|near| format!(". Did you mean '{near}'?"));
                return Some(format!(
                    "{name}() got an unexpected keyword argument '{keyword}'{}",
                    hint.unwrap_or_default()
                ));
            }
            _ => {}
        }
    }
    None
}

fn takes_positional(name: &str, how: &str, expected: usize, given: usize) -> String {
    format!("{name}() takes {how} {expected} positional argument{} ({given} given)", plural(expected))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// The names under which a native complains.
struct Callee<'a> {
    qualified: &'a str,
    name: &'a str,
    is_constructor: bool,
}

impl<'a> Callee<'a> {
    fn new(name: &'a str) -> Self {
        let owner = name.strip_suffix(".__new__").or_else(|| name.strip_suffix(".__init__"));
        let qualified = owner.unwrap_or(name);
        let last = qualified.rsplit('.').next().unwrap_or(qualified);
        let is_constructor = owner.is_some();
        let qualified = if is_constructor { last } else { qualified };
        Callee { qualified, name: last, is_constructor }
    }
}

/// How many arguments a function takes by position and how many came so, without the receiver.
struct Count {
    least: usize,
    most: usize,
    given: usize,
}

impl Count {
    fn of(signature: &Signature, given: Given<'_>) -> Self {
        let uncounted = signature.uncounted();
        Count {
            least: signature.required - uncounted,
            most: signature.positional - uncounted,
            given: given.positional - uncounted,
        }
    }
}

#[cfg(test)]
#[path = "arity_tests.rs"]
mod tests;
