//! From the text of a pattern to its tree: sequences, repetitions and sets. Groups are in `parse_group`, what follows a
//! backslash in `parse_escape`.

use std::collections::HashMap;
use std::rc::Rc;

use taipan_core::machine::depth;

use super::set::{Class, Mode, Set};
use super::syntax::{At, ENDLESS, Greed, Node};

/// The flags, with Python's numbers.
pub(super) mod flags {
    pub(in super::super) const IGNORECASE: u32 = 2;
    pub(in super::super) const LOCALE: u32 = 4;
    pub(in super::super) const MULTILINE: u32 = 8;
    pub(in super::super) const DOTALL: u32 = 16;
    pub(in super::super) const UNICODE: u32 = 32;
    pub(in super::super) const VERBOSE: u32 = 64;
    pub(in super::super) const DEBUG: u32 = 128;
    pub(in super::super) const ASCII: u32 = 256;
}

use flags::{ASCII, DOTALL, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE};

/// Groups and the like stand inside each other at most so deep.
const MOST_NESTED: usize = 200;

/// A pattern may have so many parts, characters that stand for themselves not counted.
const MOST_PARTS: usize = 4_000_000;

/// The messages of OverflowErrors.
pub(super) const TOO_OFTEN: &str = "the repetition number is too large";
pub(super) const TOO_LARGE: &str = "regular expression is too large";

/// What is wrong with a pattern, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) message: String,
    /// In characters.
    pub(super) at: Option<usize>,
}

/// A pattern understood.
pub(super) struct Parsed {
    pub(super) node: Node,
    /// The flags in force, those of the pattern among them.
    pub(super) flags: u32,
    /// Number of groups, not counting the whole.
    pub(super) groups: usize,
    /// Names of groups.
    pub(super) names: Vec<(String, usize)>,
    /// What may mean something else one day, and where it stands.
    pub(super) doubts: Vec<(&'static str, usize)>,
}

/// Reads a pattern given as characters (or bytes). The stack grows down to `floor` at most. `goes_on` is asked now and
/// then; where it says no, the reader finds nothing more to read, and the result means nothing.
pub(super) fn parse(
    pattern: &[u32],
    is_text: bool,
    flags: u32,
    floor: usize,
    goes_on: &dyn Fn() -> bool,
) -> Result<Parsed, Mistake> {
    check_flags(flags, is_text)?;
    let mut flags = flags;
    loop {
        let mut parser = Parser {
            pattern,
            at: 0,
            is_text,
            flags,
            global: 0,
            widths: vec![None],
            open: Vec::new(),
            names: Vec::new(),
            numbers: HashMap::new(),
            checks: Vec::new(),
            doubts: Vec::new(),
            depth: 0,
            floor,
            behind_from: None,
            parts: 0,
            goes_on,
            looks_at: STRETCH,
        };
        let node = match parser.alternatives(true) {
            Err(_) if parser.global & VERBOSE != 0 && flags & VERBOSE == 0 => {
                // The pattern itself says that it is verbose: read it again as such.
                flags |= VERBOSE;
                continue;
            }
            node => node?,
        };
        if parser.at < pattern.len() {
            return Err(parser.wrong_at("unbalanced parenthesis", parser.at));
        }
        for (group, at) in &parser.checks {
            if *group >= parser.widths.len() {
                return Err(parser.wrong_at(&format!("invalid group reference {group}"), *at));
            }
        }
        let flags = check_flags(parser.flags | parser.global, is_text)?;
        let groups = parser.widths.len() - 1;
        return Ok(Parsed { node, flags, groups, names: parser.names, doubts: parser.doubts });
    }
}

fn check_flags(flags: u32, is_text: bool) -> Result<u32, Mistake> {
    let wrong = |message: &str| Err(Mistake { message: message.to_owned(), at: None });
    if !is_text {
        if flags & UNICODE != 0 {
            return wrong("cannot use UNICODE flag with a bytes pattern");
        }
        if flags & LOCALE != 0 && flags & ASCII != 0 {
            return wrong("ASCII and LOCALE flags are incompatible");
        }
        return Ok(flags);
    }
    if flags & LOCALE != 0 {
        return wrong("cannot use LOCALE flag with a str pattern");
    }
    if flags & ASCII != 0 && flags & UNICODE != 0 {
        return wrong("ASCII and UNICODE flags are incompatible");
    }
    Ok(if flags & ASCII == 0 { flags | UNICODE } else { flags })
}

/// Characters between two looks whether to go on, about.
const STRETCH: usize = 1024;

/// The reader.
pub(super) struct Parser<'a> {
    pub(super) pattern: &'a [u32],
    pub(super) at: usize,
    pub(super) is_text: bool,
    /// In force here.
    pub(super) flags: u32,
    /// Set by `(?i)` at the start.
    pub(super) global: u32,
    /// How wide what each group matches is; `None` while it is open.
    pub(super) widths: Vec<Option<(usize, Option<usize>)>>,
    /// Groups that are being read.
    pub(super) open: Vec<usize>,
    pub(super) names: Vec<(String, usize)>,
    /// The same, to look names up.
    pub(super) numbers: HashMap<String, usize>,
    /// Groups that must turn out to exist, and where they are named.
    pub(super) checks: Vec<(usize, usize)>,
    /// What may mean something else one day, and where it stands.
    pub(super) doubts: Vec<(&'static str, usize)>,
    depth: usize,
    floor: usize,
    /// Inside of a look-behind: the first group that is not known outside yet.
    pub(super) behind_from: Option<usize>,
    /// Parts read so far.
    parts: usize,
    goes_on: &'a dyn Fn() -> bool,
    /// Where to ask next whether to go on.
    looks_at: usize,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<u32> {
        self.pattern.get(self.at).copied()
    }

    pub(super) fn peek_is(&self, wanted: char) -> bool {
        self.peek() == Some(u32::from(wanted))
    }

    pub(super) fn next(&mut self) -> Option<u32> {
        let next = self.peek()?;
        self.at += 1;
        self.ask();
        Some(next)
    }

    /// Asks now and then whether to go on; where not, the pattern ends here.
    fn ask(&mut self) {
        if self.at >= self.looks_at {
            self.looks_at = self.at + STRETCH;
            if !(self.goes_on)() {
                self.pattern = &[];
            }
        }
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek_is(wanted);
        self.at += usize::from(found);
        found
    }

    pub(super) fn wrong_at(&self, message: &str, at: usize) -> Mistake {
        Mistake { message: message.to_owned(), at: Some(at) }
    }

    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.pattern
            .get(from..to.min(self.pattern.len()))
            .unwrap_or_default()
            .iter()
            .map(|code| char::from_u32(*code).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }

    pub(super) fn mode(&self) -> Mode {
        Mode { ignore_case: self.flags & IGNORECASE != 0, ascii: !self.is_text || self.flags & ASCII != 0 }
    }

    /// Everything up to the closing parenthesis or the end.
    pub(super) fn alternatives(&mut self, outermost: bool) -> Result<Node, Mistake> {
        let mut parts = vec![self.sequence(outermost)?];
        while self.eat('|') {
            parts.push(self.sequence(false)?);
        }
        match parts.pop() {
            Some(only) if parts.is_empty() => Ok(only),
            Some(last) => {
                parts.push(last);
                Ok(Node::Alternatives(parts))
            }
            None => Ok(Node::Empty),
        }
    }

    fn skip_space(&mut self) {
        while self.flags & VERBOSE != 0
            && let Some(code) = self.peek()
        {
            if code == u32::from('#') {
                while self.next().is_some_and(|code| code != u32::from('\n')) {}
            } else if matches!(code, 0x09..=0x0d | 0x20) {
                self.next();
            } else {
                break;
            }
        }
    }

    /// Counts a part of the pattern.
    fn count(&mut self) -> Result<(), Mistake> {
        self.parts += 1;
        if self.parts > MOST_PARTS { Err(Mistake { message: TOO_LARGE.to_owned(), at: None }) } else { Ok(()) }
    }

    pub(super) fn sequence(&mut self, outermost: bool) -> Result<Node, Mistake> {
        self.depth += 1;
        if self.depth > MOST_NESTED || depth::is_below(self.floor) {
            return Err(self.wrong_at("pattern is nested too deeply", self.at));
        }
        self.count()?;
        let mut parts: Vec<Node> = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            let Some(code) = self.peek() else { break };
            let item = match char::from_u32(code).unwrap_or('a') {
                '|' | ')' => break,
                '*' | '+' | '?' => return Err(self.wrong_at("nothing to repeat", start)),
                '{' if self.bounds()?.is_some() => return Err(self.wrong_at("nothing to repeat", start)),
                _ => self.item(outermost && parts.is_empty())?,
            };
            let Some(item) = item else { continue };
            match (self.repeated(item)?, parts.last_mut()) {
                (Node::Char(code, mode), Some(Node::Text(codes, shared))) if mode == *shared => codes.push(code),
                (Node::Char(code, mode), Some(last)) if last.is_char_of(mode) => last.append(code),
                (item, _) => {
                    self.count()?;
                    parts.push(item);
                }
            }
        }
        self.depth -= 1;
        Ok(match parts.len() {
            0 => Node::Empty,
            1 => parts.pop().unwrap_or(Node::Empty),
            _ => Node::Sequence(parts),
        })
    }

    /// One thing that can be repeated; nothing for flags and comments.
    fn item(&mut self, first: bool) -> Result<Option<Node>, Mistake> {
        let Some(code) = self.next() else { return Ok(None) };
        let mode = self.mode();
        Ok(Some(match char::from_u32(code) {
            Some('.') => Node::Any { newline: self.flags & DOTALL != 0 },
            Some('^') => Node::At(if self.flags & MULTILINE != 0 { At::LineStart } else { At::Start }),
            Some('$') => Node::At(if self.flags & MULTILINE != 0 { At::LineEnd } else { At::LastLineEnd }),
            Some('(') => return self.group(first),
            Some('[') => self.set()?,
            Some('\\') => self.escape()?,
            _ => Node::Char(code, mode),
        }))
    }

    /// What follows a thing and says how often.
    fn repeated(&mut self, mut item: Node) -> Result<Node, Mistake> {
        let mut again = false;
        loop {
            self.skip_space();
            let start = self.at;
            let Some((min, max)) = self.quantifier()? else { return Ok(item) };
            if again {
                return Err(self.wrong_at("multiple repeat", start));
            }
            if matches!(item, Node::At(_)) {
                return Err(self.wrong_at("nothing to repeat", start));
            }
            let greed = if self.eat('?') {
                Greed::Lazy
            } else if self.eat('+') {
                Greed::Possessive
            } else {
                Greed::Greedy
            };
            item = Node::Repeat { body: Box::new(item), min, max, greed };
            again = true;
        }
    }

    fn quantifier(&mut self) -> Result<Option<(u32, u32)>, Mistake> {
        if self.eat('*') {
            return Ok(Some((0, ENDLESS)));
        }
        if self.eat('+') {
            return Ok(Some((1, ENDLESS)));
        }
        if self.eat('?') {
            return Ok(Some((0, 1)));
        }
        self.bounds()
    }

    /// `{m,n}`, if it stands here; otherwise the brace stands for itself, and nothing is read.
    fn bounds(&mut self) -> Result<Option<(u32, u32)>, Mistake> {
        let start = self.at;
        let Some((low, high)) = self.numbers_in_braces() else {
            self.at = start;
            return Ok(None);
        };
        let fits = |bound: u64| u32::try_from(bound).ok().filter(|bound| *bound < ENDLESS);
        let too_large = || Mistake { message: TOO_OFTEN.to_owned(), at: None };
        let low = fits(low.unwrap_or(0)).ok_or_else(too_large)?;
        let high = match high {
            Some(high) => fits(high).ok_or_else(too_large)?,
            None => ENDLESS,
        };
        if high < low {
            return Err(self.wrong_at("min repeat greater than max repeat", start + 1));
        }
        Ok(Some((low, high)))
    }

    fn numbers_in_braces(&mut self) -> Option<(Option<u64>, Option<u64>)> {
        if !self.eat('{') || self.peek_is('}') {
            return None;
        }
        let low = self.decimal();
        let comma = self.eat(',');
        let high = if comma { self.decimal() } else { low };
        (self.eat('}') && (low.is_some() || comma)).then_some((low, high))
    }

    fn decimal(&mut self) -> Option<u64> {
        let mut value: Option<u64> = None;
        while let Some(digit) = self.digit(10) {
            self.next();
            value = Some(value.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(digit)));
        }
        value
    }

    /// A set, after its opening bracket.
    fn set(&mut self) -> Result<Node, Mistake> {
        let start = self.at - 1;
        let mode = self.mode();
        if self.peek_is('[') {
            self.doubts.push(("nested set", self.at));
        }
        let mut set = Set::default();
        set.negated = self.eat('^');
        let first = self.at;
        loop {
            let from = self.at;
            let unterminated = || Mistake { message: "unterminated character set".to_owned(), at: Some(start) };
            let code = self.next().ok_or_else(unterminated)?;
            if code == u32::from(']') && from != first {
                break;
            }
            if from != first {
                self.doubt_operator(code, from);
            }
            let low = self.member(code)?;
            if !self.peek_is('-') {
                low.add(&mut set);
                continue;
            }
            self.at += 1;
            let code = self.next().ok_or_else(unterminated)?;
            if code == u32::from('-') {
                self.doubts.push(("set difference", self.at - 2));
            }
            if code == u32::from(']') {
                low.add(&mut set);
                Member::Char(u32::from('-')).add(&mut set);
                break;
            }
            let high = self.member(code)?;
            match (low, high) {
                (Member::Char(low), Member::Char(high)) if low <= high => set.add(low, high),
                _ => {
                    let range = self.text(from, self.at);
                    return Err(self.wrong_at(&format!("bad character range {range}"), from));
                }
            }
        }
        if let Some(only) = set.only() {
            return Ok(Node::Char(only, mode));
        }
        Ok(Node::Set(Rc::new(set.finished(mode)), mode))
    }

    /// Notes an operator between sets, which is text today.
    fn doubt_operator(&mut self, code: u32, at: usize) {
        let what = match char::from_u32(code) {
            Some('-') => "set difference",
            Some('&') => "set intersection",
            Some('~') => "set symmetric difference",
            Some('|') => "set union",
            _ => return,
        };
        if self.peek() == Some(code) {
            self.doubts.push((what, at));
        }
    }

    fn member(&mut self, code: u32) -> Result<Member, Mistake> {
        if code == u32::from('\\') { self.set_escape() } else { Ok(Member::Char(code)) }
    }
}

/// What stands in a set.
pub(super) enum Member {
    Char(u32),
    Class(Class, bool),
}

impl Member {
    fn add(self, set: &mut Set) {
        match self {
            Member::Char(code) => set.add(code, code),
            Member::Class(class, negated) => set.add_class(class, negated),
        }
    }
}
