//! The functions of the sources, and what each calls, as far as names tell.

use std::collections::{HashMap, HashSet};

use crate::calls::{Call, Scope};
use crate::sources::Source;
use crate::tokens::{self, Token};

/// A function.
pub(crate) struct Function<'a> {
    pub(crate) path: &'a str,
    pub(crate) line: usize,
    pub(crate) name: &'a str,
    /// The module it stands in: the file's name, or the folder's.
    pub(crate) module: &'a str,
    /// The type whose method it is.
    pub(crate) owner: Option<&'a str>,
    /// Parameters besides `self`.
    pub(crate) parameters: usize,
    pub(crate) has_self: bool,
    /// Whether the machine is among the parameters.
    pub(crate) takes_machine: bool,
    pub(crate) seen: Seen,
    /// Whether scripts call it: it stands in a table of natives.
    pub(crate) is_native: bool,
    pub(crate) calls: Vec<Call<'a>>,
}

/// From where a function can be called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Its file, or folder.
    Here,
    /// Its crate.
    Crate,
    /// Crates above.
    Above,
    /// It belongs to a trait: wherever that is known.
    Trait,
}

/// What may be called outside of a function's body: the entries of tables.
pub(crate) struct Mention<'a> {
    pub(crate) path: &'a str,
    pub(crate) qualifier: Option<&'a str>,
    pub(crate) name: &'a str,
}

/// What a file holds.
pub(crate) struct Contents<'a> {
    pub(crate) functions: Vec<Function<'a>>,
    pub(crate) mentions: Vec<Mention<'a>>,
    pub(crate) traits: Vec<&'a str>,
}

/// Reads a file.
pub(crate) fn read(file: &Source) -> Contents<'_> {
    let tokens = tokens::tokens(&file.text);
    let ends = tokens::ends(&tokens);
    let mut reader = Reader {
        path: &file.path,
        module: module_of(&file.path),
        tokens: &tokens,
        ends: &ends,
        known: known(&tokens),
        contents: Contents { functions: Vec::new(), mentions: Vec::new(), traits: Vec::new() },
    };
    reader.items(0, tokens.len(), None, false);
    reader.contents
}

/// A module's name: that of its file, or of the folder whose `mod.rs` it is.
fn module_of(path: &str) -> &str {
    let mut parts = path.trim_end_matches(".rs").rsplit('/');
    match parts.next() {
        Some("mod" | "lib") => parts.find(|part| *part != "src").unwrap_or_default(),
        name => name.unwrap_or_default(),
    }
}

/// Words that follow `fn`, and those in `use`.
fn known<'a>(tokens: &[Token<'a>]) -> HashSet<&'a str> {
    let mut known = HashSet::new();
    let mut used = false;
    for pair in tokens.windows(2) {
        used = used && pair[0].text != ";" || pair[0].text == "use";
        match (pair[0].text, pair[1].text) {
            ("fn", name) => _ = known.insert(name),
            (name, "," | ";" | "}") if used => _ = known.insert(name),
            _ => {}
        }
    }
    known
}

pub(crate) struct Reader<'a, 't> {
    path: &'a str,
    module: &'a str,
    pub(crate) tokens: &'t [Token<'a>],
    /// Where the bracket ends that begins at a token.
    ends: &'t [usize],
    /// Names of functions of this file, and what it imports.
    pub(crate) known: HashSet<&'a str>,
    contents: Contents<'a>,
}

impl<'a> Reader<'a, '_> {
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// The index behind a token, or behind the bracket that closes it.
    pub(crate) fn behind(&self, at: usize) -> usize {
        self.ends.get(at).copied().unwrap_or(self.tokens.len())
    }

    /// Reads the items between two places. Gives the ranges of tokens that belong to functions.
    fn items(&mut self, from: usize, to: usize, owner: Option<&'a str>, of_trait: bool) -> Vec<(usize, usize)> {
        let mut functions = Vec::new();
        let mut at = from;
        let mut is_native = false;
        while at < to {
            match self.text(at) {
                "macro_rules" => at = self.behind(at + 3),
                "#" if self.text(at + 2) == "function" => {
                    is_native = true;
                    at = self.behind(at + 1);
                }
                "use" => at = self.find(at, &[";"]),
                "impl" | "trait" if owner.is_none() => {
                    let open = self.find(at, &["{", ";"]);
                    let end = self.behind(open);
                    let of_trait = (at..open).any(|at| matches!(self.text(at), "for" | "trait"));
                    let owner = self.owner(at, open);
                    if self.text(at) == "trait" {
                        self.contents.traits.extend(owner);
                    }
                    self.items(open + 1, end - 1, owner, of_trait);
                    at = end;
                }
                "fn" if self.tokens.get(at + 1).is_some_and(Token::is_word) => {
                    let seen = if of_trait { Seen::Trait } else { self.seen(at) };
                    let end = self.function(at, owner, seen, is_native);
                    functions.push((at, end));
                    is_native = false;
                    at = end;
                }
                _ => {
                    self.mention(at);
                    at += 1;
                }
            }
        }
        functions
    }

    /// The next of some signs outside of brackets, from `at` on.
    pub(crate) fn find(&self, mut at: usize, signs: &[&str]) -> usize {
        while at < self.tokens.len() && !signs.contains(&self.text(at)) {
            at = self.behind(at);
        }
        at
    }

    /// The type that an `impl` is for, or the trait.
    fn owner(&self, from: usize, to: usize) -> Option<&'a str> {
        let start = (from..to).find(|at| self.text(*at) == "for" && self.text(at + 1) != "<");
        let mut at = start.unwrap_or(from) + 1;
        if self.text(at) == "<" {
            at = self.behind_angles(at);
        }
        let end = (at..to).find(|at| matches!(self.text(*at), "<" | "where" | ":")).unwrap_or(to);
        self.tokens.get(at..end)?.iter().rfind(|token| token.is_word()).map(|token| token.text)
    }

    pub(crate) fn behind_angles(&self, open: usize) -> usize {
        let mut depth = 0usize;
        for at in open..self.tokens.len() {
            match self.text(at) {
                "<" => depth += 1,
                ">" if depth == 1 => return at + 1,
                ">" => depth -= 1,
                _ => {}
            }
        }
        self.tokens.len()
    }

    /// From where the function at `at` is seen, by what stands before `fn`.
    fn seen(&self, at: usize) -> Seen {
        let words = ["const", "unsafe", "async", "extern", "\""];
        let start = (0..at).rev().find(|at| !words.contains(&self.text(*at))).unwrap_or(0);
        match [self.text(start.saturating_sub(1)), self.text(start)] {
            [_, "pub"] => Seen::Above,
            ["crate", ")"] => Seen::Crate,
            ["super", ")"] => Seen::Here,
            _ => Seen::Here,
        }
    }

    /// Reads the function at `at`; gives where it ends.
    fn function(&mut self, at: usize, owner: Option<&'a str>, seen: Seen, is_native: bool) -> usize {
        let name = self.tokens[at + 1];
        let open = if self.text(at + 2) == "<" { self.behind_angles(at + 2) } else { at + 2 };
        let close = self.behind(open);
        let body = self.find(close, &["{", ";"]);
        let parameters = self.split(open, close);
        let has_self = parameters.first().is_some_and(|(from, to)| {
            self.tokens[*from..*to].iter().take_while(|token| token.text != ":").any(|token| token.text == "self")
        });
        let machine = |token: &Token<'_>| matches!(token.text, "Vm" | "Machine");
        let is_machine = owner.is_some_and(|owner| matches!(owner, "Vm" | "Machine"));
        let takes_machine = self.tokens[open..close].iter().any(machine) || has_self && is_machine;
        let end = if self.text(body) == "{" { self.behind(body) } else { body + 1 };
        // Functions inside of this one come first.
        let inside = self.items(body + 1, end.saturating_sub(1), owner, false);
        let names: HashMap<&str, Vec<&str>> = parameters.iter().map(|(from, to)| self.parameter(*from, *to)).collect();
        let scope = Scope { reader: self, inside: &inside, parameters: &names, is_machine };
        let calls = scope.calls(body, end);
        self.contents.functions.push(Function {
            path: self.path,
            line: name.line,
            name: name.text,
            module: self.module,
            owner,
            parameters: parameters.len() - usize::from(has_self),
            has_self,
            takes_machine,
            seen,
            is_native,
            calls,
        });
        end
    }

    /// A parameter's name, and the names of types in its type.
    fn parameter(&self, from: usize, to: usize) -> (&'a str, Vec<&'a str>) {
        let tokens = &self.tokens[from..to];
        let colon = tokens.iter().position(|token| token.text == ":").unwrap_or(0);
        let name = tokens[..colon].iter().rfind(|token| token.is_word()).map_or("self", |token| token.text);
        (name, tokens[colon..].iter().filter(|token| token.is_capital()).map(|token| token.text).collect())
    }

    /// The pieces between the commas of a bracket.
    pub(crate) fn split(&self, open: usize, close: usize) -> Vec<(usize, usize)> {
        let mut pieces = Vec::new();
        let (mut from, mut at, mut angles) = (open + 1, open + 1, 0usize);
        while at + 1 < close {
            match self.text(at) {
                "(" | "[" | "{" => {
                    at = self.behind(at);
                    continue;
                }
                "<" => angles += 1,
                ">" => angles = angles.saturating_sub(1),
                "," if angles == 0 => {
                    pieces.push((from, at));
                    from = at + 1;
                }
                _ => {}
            }
            at += 1;
        }
        if from + 1 < close {
            pieces.push((from, close - 1));
        }
        pieces
    }

    /// Notes a word outside of functions that may name one.
    fn mention(&mut self, at: usize) {
        let token = self.tokens[at];
        if token.is_word() && !token.is_capital() && !matches!(self.text(at + 1), "::" | ":" | "!" | "(") {
            let qualifier = (at >= 2 && self.text(at - 1) == "::").then(|| self.text(at - 2));
            self.contents.mentions.push(Mention { path: self.path, qualifier, name: token.text });
        }
    }
}
