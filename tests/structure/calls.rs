//! What a function's body calls, as far as names tell.

use std::collections::HashMap;

use crate::functions::Reader;

/// A call, or the mention of a function that is handed on.
pub(crate) struct Call<'a> {
    pub(crate) line: usize,
    pub(crate) name: &'a str,
    pub(crate) way: Way<'a>,
    /// Arguments; `None` for a mention, and where closures make them hard to count.
    pub(crate) arguments: Option<usize>,
    /// Whether the machine is among them.
    pub(crate) hands_machine: bool,
    /// Whether it is a method of a field of `self`.
    pub(crate) of_field: bool,
    /// The names of types in the type of the receiver, where that is a parameter.
    pub(crate) of: Vec<&'a str>,
}

/// How a function is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way<'a> {
    /// `name(..)`.
    Plain,
    /// `qualifier::name(..)`.
    Path(&'a str),
    /// `receiver.name(..)`; the receiver where it is a word.
    Method(Option<&'a str>),
    /// A call of what a variable or a field holds.
    Held,
}

/// A function's body while its calls are read.
pub(crate) struct Scope<'a, 't, 's> {
    pub(crate) reader: &'s Reader<'a, 't>,
    /// Functions inside: their calls are their own.
    pub(crate) inside: &'s [(usize, usize)],
    /// The words of their types by name.
    pub(crate) parameters: &'s HashMap<&'a str, Vec<&'a str>>,
    /// Whether `self` is the machine.
    pub(crate) is_machine: bool,
}

impl<'a> Scope<'a, '_, '_> {
    fn text(&self, at: usize) -> &'a str {
        self.reader.text(at)
    }

    /// What is called between two places, but for what stands behind a check of depth.
    pub(crate) fn calls(&self, from: usize, to: usize) -> Vec<Call<'a>> {
        let locals = self.locals(from, to);
        let mut found = Vec::new();
        let mut at = from;
        let mut entered = false;
        while at < to {
            if let Some((_, end)) = self.inside.iter().find(|(start, end)| (*start..*end).contains(&at)) {
                at = *end;
                continue;
            }
            entered = (entered || CHECKS.contains(&self.text(at))) && self.text(at) != "leave_native";
            if !entered && let Some(call) = self.call(at, &locals) {
                found.push(call);
            }
            at += 1;
        }
        found
    }

    fn call(&self, at: usize, locals: &HashMap<&'a str, Local<'a>>) -> Option<Call<'a>> {
        let token = self.reader.tokens[at];
        let before = self.text(at.wrapping_sub(1));
        let held = matches!(token.text, "]" | ")") && self.text(at + 1) == "(";
        if held {
            let mut call = self.arguments(at, at + 1, "", Way::Held);
            // `(table.entry)(..)`: the entry's name may tell more.
            call.name = if self.text(at.wrapping_sub(2)) == "." { before } else { "" };
            return Some(call);
        }
        if !token.is_word() || KEYWORDS.contains(&token.text) || matches!(before, "fn" | "mod" | "let" | "mut") {
            return None;
        }
        let open = match self.text(at + 1) {
            "(" => Some(at + 1),
            "::" if self.text(at + 2) == "<" => Some(self.reader.behind_angles(at + 2)),
            _ => None,
        };
        let way = match before {
            "." => Way::Method(self.receiver(at - 2)),
            "::" => Way::Path(self.qualifier(at - 2)),
            _ => Way::Plain,
        };
        match open.filter(|open| self.text(*open) == "(") {
            // What a parameter holds is part of the caller's body, and closures are part of this one.
            Some(_) if way == Way::Plain && self.parameters.contains_key(token.text) => None,
            Some(open) if way == Way::Plain => match locals.get(token.text) {
                Some(Local::Closure) => None,
                Some(Local::Hook(hook)) => Some(self.arguments(at, open, hook, Way::Held)),
                // `let name = name(..)` calls the function.
                Some(Local::Value) if !self.reader.known.contains(token.text) => {
                    Some(self.arguments(at, open, token.text, Way::Held))
                }
                _ if token.is_capital() => None,
                _ => Some(self.arguments(at, open, token.text, way)),
            },
            Some(open) => Some(self.arguments(at, open, token.text, way)),
            None => self.handed_on(at, way, locals),
        }
    }

    /// A function that is named and not called: it will be, by whom it is given to.
    fn handed_on(&self, at: usize, way: Way<'a>, locals: &HashMap<&'a str, Local<'a>>) -> Option<Call<'a>> {
        let token = self.reader.tokens[at];
        let named = match way {
            Way::Plain => {
                matches!(self.text(at.wrapping_sub(1)), "(" | ",")
                    && matches!(self.text(at + 1), ")" | ",")
                    && !locals.contains_key(token.text)
                    && !self.parameters.contains_key(token.text)
            }
            Way::Path(_) => !token.is_capital() && !matches!(self.text(at + 1), "::" | "!" | "{" | ":"),
            Way::Method(_) | Way::Held => false,
        };
        named.then_some(Call {
            line: token.line,
            name: token.text,
            way,
            arguments: None,
            hands_machine: true,
            of_field: false,
            of: Vec::new(),
        })
    }

    /// Whether the receiver before a dot is a field of `self`, or what one gives.
    fn is_part_of_self(&self, dot: usize) -> bool {
        let mut at = dot;
        loop {
            at -= 1;
            while matches!(self.text(at), ")" | "]" | "?") {
                let Some(open) = self.opening(at) else { return false };
                at = open - 1;
            }
            match self.text(at - 1) {
                "." => at -= 1,
                _ => return at + 1 < dot && self.text(at) == "self",
            }
        }
    }

    /// The bracket that one closes; a `?` is as one of nothing.
    fn opening(&self, close: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in (1..=close).rev() {
            match self.text(at) {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return Some(at);
            }
        }
        None
    }

    fn receiver(&self, at: usize) -> Option<&'a str> {
        let token = self.reader.tokens.get(at)?;
        (token.is_word() && token.text != "await").then_some(token.text)
    }

    /// The word before `::`, type parameters left out.
    fn qualifier(&self, mut at: usize) -> &'a str {
        if self.text(at) == ">" {
            let mut depth = 0usize;
            while at > 0 {
                match self.text(at) {
                    ">" => depth += 1,
                    "<" => depth -= 1,
                    _ => {}
                }
                at -= 1;
                if depth == 0 {
                    break;
                }
            }
            if self.text(at) == "::" {
                at -= 1;
            }
        }
        self.text(at)
    }

    fn arguments(&self, at: usize, open: usize, name: &'a str, way: Way<'a>) -> Call<'a> {
        let tokens = self.reader.tokens;
        let close = self.reader.behind(open);
        let given = &tokens[open..close];
        let closures = given.iter().any(|token| token.text == "|");
        let machine = |text: &str| matches!(text, "vm" | "machine") || text == "self" && self.is_machine;
        // A field of the machine is not the machine.
        let hands_machine = given.windows(2).any(|pair| machine(pair[0].text) && pair[1].text != ".")
            || matches!(way, Way::Method(Some(receiver)) if machine(receiver));
        let arguments = (!closures).then(|| self.reader.split(open, close).len());
        let of_field = matches!(way, Way::Method(_)) && self.is_part_of_self(at - 1);
        let of = match way {
            Way::Method(Some(receiver)) if self.text(at - 3) != "." => self.parameters.get(receiver).cloned(),
            _ => None,
        };
        Call { line: tokens[at].line, name, way, arguments, hands_machine, of_field, of: of.unwrap_or_default() }
    }

    /// The names that `let`, `for`, `match` and closures bind in a body.
    fn locals(&self, from: usize, to: usize) -> HashMap<&'a str, Local<'a>> {
        let mut found = HashMap::new();
        let mut add = |range: std::ops::Range<usize>, local: Local<'a>| {
            let words = self.reader.tokens.get(range).unwrap_or_default().iter();
            for token in words.filter(|token| token.is_word() && !token.is_capital()) {
                match found.get(token.text) {
                    Some(Local::Closure | Local::Hook(_)) => {}
                    _ => _ = found.insert(token.text, local),
                }
            }
        };
        for at in from..to {
            match self.text(at) {
                "let" => {
                    let end = self.reader.find(at + 1, &["=", ":", ";"]);
                    let local = match [1, 2, 3, 4, 5].map(|step| self.text(end + step)) {
                        ["|" | "move", ..] => Local::Closure,
                        [_, ".", "hooks", ".", hook] => Local::Hook(hook),
                        _ => Local::Value,
                    };
                    add(at + 1..end, local);
                }
                "for" => add(at + 1..self.reader.find(at + 1, &["in", "{", ";"]), Local::Value),
                "|" if matches!(self.text(at - 1), "(" | "," | "=" | "move" | "{" | "=>") => {
                    add(at + 1..(at + 1..to).find(|at| self.text(*at) == "|").unwrap_or(to), Local::Value);
                }
                "=>" => {
                    let start = self.start_of_arm(at, from);
                    add(start..(start..at).find(|at| self.text(*at) == "if").unwrap_or(at), Local::Value);
                }
                _ => {}
            }
        }
        found
    }
}

impl Scope<'_, '_, '_> {
    /// Where the pattern begins whose `=>` is at a place.
    fn start_of_arm(&self, at: usize, from: usize) -> usize {
        let mut depth = 0usize;
        for place in (from..at).rev() {
            match self.text(place) {
                // The block of the arm before, which no comma ends; else the fields of a pattern.
                "}" if depth == 0 && !matches!(self.text(place + 1), "=>" | "if" | "|" | "," | ")") => return place,
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth == 0 => return place,
                "(" | "[" | "{" => depth -= 1,
                "," | ";" | "=>" if depth == 0 => return place,
                _ => {}
            }
        }
        from
    }
}

/// What a name of a body holds, so far as calls are concerned.
#[derive(Clone, Copy)]
enum Local<'a> {
    Value,
    Closure,
    Hook(&'a str),
}

/// What looks at the depth; `leave_native` ends the first of them.
const CHECKS: [&str; 6] = ["enter_native", "enter_native_for", "check_depth", "check_depth_for", "is_deep", "is_below"];

/// Words before a bracket that are no calls.
const KEYWORDS: [&str; 14] =
    ["if", "while", "match", "for", "in", "return", "fn", "move", "else", "loop", "unsafe", "as", "where", "impl"];
