//! What stands in parentheses in a pattern.

use super::parse::flags::{ASCII, DEBUG, DOTALL, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE};
use super::parse::{Mistake, Parser};
use super::syntax::Node;

impl Parser<'_> {
    /// A group, after its opening parenthesis; nothing for comments and flags.
    pub(super) fn group(&mut self, first: bool) -> Result<Option<Node>, Mistake> {
        let start = self.at - 1;
        if !self.eat('?') {
            return self.capture(start, None).map(Some);
        }
        let Some(code) = self.next() else { return Err(self.wrong_at("unexpected end of pattern", self.at)) };
        match char::from_u32(code).unwrap_or('\0') {
            ':' => self.plain(start).map(|body| Some(enclosed(body))),
            'P' => self.python(start).map(Some),
            '#' => loop {
                match self.next() {
                    Some(code) if code == u32::from(')') => return Ok(None),
                    Some(_) => {}
                    None => return Err(self.wrong_at("missing ), unterminated comment", start)),
                }
            },
            '=' => self.look(start, false, false).map(Some),
            '!' => self.look(start, false, true).map(Some),
            '<' => match self.next().and_then(char::from_u32) {
                Some('=') => self.look(start, true, false).map(Some),
                Some('!') => self.look(start, true, true).map(Some),
                Some(other) => Err(self.wrong_at(&format!("unknown extension ?<{other}"), start + 1)),
                None => Err(self.wrong_at("unexpected end of pattern", self.at)),
            },
            '>' => {
                let body = self.plain(start)?;
                Ok(Some(Node::Atomic(Box::new(body))))
            }
            '(' => self.conditional(start).map(Some),
            letter if letter == '-' || flag(letter).is_some() => self.flags(start, letter, first),
            letter => Err(self.wrong_at(&format!("unknown extension ?{letter}"), start + 1)),
        }
    }

    fn close(&mut self, start: usize) -> Result<(), Mistake> {
        if self.eat(')') { Ok(()) } else { Err(self.wrong_at("missing ), unterminated subpattern", start)) }
    }

    fn plain(&mut self, start: usize) -> Result<Node, Mistake> {
        let flags = self.flags;
        let body = self.alternatives(false)?;
        self.close(start)?;
        self.flags = flags;
        Ok(body)
    }

    fn capture(&mut self, start: usize, name: Option<(String, usize)>) -> Result<Node, Mistake> {
        let number = self.widths.len();
        if let Some((name, at)) = name {
            if let Some(before) = self.numbers.get(&name) {
                let shown = taipan_text::repr::string(name.as_bytes());
                let message = format!("redefinition of group name {shown} as group {number}; was group {before}");
                return Err(self.wrong_at(&message, at));
            }
            self.numbers.insert(name.clone(), number);
            self.names.push((name, number));
        }
        self.widths.push(None);
        self.open.push(number);
        let body = self.plain(start)?;
        self.open.pop();
        let width = body.width(&self.widths);
        if let Some(place) = self.widths.get_mut(number) {
            *place = Some(width);
        }
        Ok(Node::Group(number, Box::new(body)))
    }

    /// `(?P<name>...)` and `(?P=name)`.
    fn python(&mut self, start: usize) -> Result<Node, Mistake> {
        if self.eat('<') {
            let at = self.at;
            let name = self.name('>')?;
            self.check_name(&name, at)?;
            return self.capture(start, Some((name, at)));
        }
        if self.eat('=') {
            let at = self.at;
            let name = self.name(')')?;
            self.check_name(&name, at)?;
            let Some(group) = self.numbers.get(&name).copied() else {
                let shown = taipan_text::repr::string(name.as_bytes());
                return Err(self.wrong_at(&format!("unknown group name {shown}"), at));
            };
            self.check_reference(group, at)?;
            return Ok(Node::Backref(group, self.mode()));
        }
        match self.next().and_then(char::from_u32) {
            Some(letter) => Err(self.wrong_at(&format!("unknown extension ?P{letter}"), start + 1)),
            None => Err(self.wrong_at("unexpected end of pattern", self.at)),
        }
    }

    /// A name up to its end mark.
    fn name(&mut self, end: char) -> Result<String, Mistake> {
        let from = self.at;
        loop {
            match self.next() {
                Some(code) if code == u32::from(end) => break,
                Some(_) => {}
                None if self.at == from => return Err(self.wrong_at("missing group name", from)),
                None => return Err(self.wrong_at(&format!("missing {end}, unterminated name"), from)),
            }
        }
        if self.at - 1 == from {
            return Err(self.wrong_at("missing group name", from));
        }
        Ok(self.text(from, self.at - 1))
    }

    fn check_name(&self, name: &str, at: usize) -> Result<(), Mistake> {
        let valid = if self.is_text {
            taipan_text::classify::is_name(name.as_bytes())
        } else {
            name.is_ascii() && taipan_text::classify::is_name(name.as_bytes())
        };
        if valid {
            return Ok(());
        }
        let shown = if self.is_text {
            taipan_text::repr::string(name.as_bytes())
        } else {
            taipan_text::repr::bytes(&name.chars().map(|letter| letter as u8).collect::<Vec<_>>())
        };
        Err(self.wrong_at(&format!("bad character in group name {shown}"), at))
    }

    fn look(&mut self, start: usize, behind: bool, negative: bool) -> Result<Node, Mistake> {
        let outer = self.behind_from;
        if behind && outer.is_none() {
            self.behind_from = Some(self.widths.len());
        }
        let body = self.plain(start)?;
        self.behind_from = outer;
        if behind {
            let (least, most) = body.width(&self.widths);
            if most != Some(least) {
                return Err(Mistake { message: "look-behind requires fixed-width pattern".to_owned(), at: None });
            }
        }
        Ok(Node::Look { body: Box::new(body), behind, negative })
    }

    /// `(?(group)yes|no)`, after the second parenthesis.
    fn conditional(&mut self, start: usize) -> Result<Node, Mistake> {
        let at = self.at;
        let name = self.name(')')?;
        let group = if name.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: usize = name.parse().unwrap_or(usize::MAX);
            if number == 0 {
                return Err(self.wrong_at("bad group number", at));
            }
            if number >= 1 << 30 {
                return Err(self.wrong_at(&format!("invalid group reference {name}"), at));
            }
            self.checks.push((number, at));
            number
        } else {
            self.check_name(&name, at)?;
            match self.numbers.get(&name) {
                Some(group) => *group,
                None => {
                    let shown = taipan_text::repr::string(name.as_bytes());
                    return Err(self.wrong_at(&format!("unknown group name {shown}"), at));
                }
            }
        };
        if self.behind_from.is_some_and(|first| group >= first) {
            return Err(self.wrong_at("cannot refer to group defined in the same lookbehind subpattern", at));
        }
        let flags = self.flags;
        let yes = self.sequence(false)?;
        let no = if self.eat('|') { self.sequence(false)? } else { Node::Empty };
        if self.peek_is('|') {
            return Err(self.wrong_at("conditional backref with more than two branches", self.at));
        }
        self.close(start)?;
        self.flags = flags;
        Ok(Node::Conditional { group, yes: Box::new(yes), no: Box::new(no) })
    }

    /// `(?aiLmsux)`, `(?i-s:...)`: after the first letter.
    fn flags(&mut self, start: usize, first_letter: char, first: bool) -> Result<Option<Node>, Mistake> {
        let (mut on, mut letter) = (0, first_letter);
        if letter != '-' {
            (on, letter) = self.flags_on(letter)?;
        }
        if letter == ')' {
            return self.global_flags(on, start, first).map(|()| None);
        }
        if on & DEBUG != 0 {
            return Err(self.wrong_at("bad inline flags: cannot turn on global flag", self.at - 1));
        }
        let off = if letter == '-' { self.flags_off()? } else { 0 };
        if on & off != 0 {
            return Err(self.wrong_at("bad inline flags: flag turned on and off", self.at - 1));
        }
        let outer = self.flags;
        if on & TYPES != 0 {
            self.flags &= !TYPES;
        }
        self.flags = (self.flags | on) & !off;
        let body = self.alternatives(false)?;
        self.close(start)?;
        self.flags = outer;
        Ok(Some(enclosed(body)))
    }

    /// The flags to turn on, and what ends them: `)`, `-` or `:`.
    fn flags_on(&mut self, mut letter: char) -> Result<(u32, char), Mistake> {
        let mut on = 0;
        loop {
            let bit = flag(letter).unwrap_or(0);
            if self.is_text && letter == 'L' {
                return Err(self.wrong_at("bad inline flags: cannot use 'L' flag with a str pattern", self.at));
            }
            if !self.is_text && letter == 'u' {
                return Err(self.wrong_at("bad inline flags: cannot use 'u' flag with a bytes pattern", self.at));
            }
            on |= bit;
            if (on & TYPES).count_ones() > 1 {
                let message = "bad inline flags: flags 'a', 'u' and 'L' are incompatible";
                return Err(self.wrong_at(message, self.at));
            }
            letter = self.flag_letter("missing -, : or )")?;
            if matches!(letter, ')' | '-' | ':') {
                return Ok((on, letter));
            }
            self.check_flag(letter, "missing -, : or )")?;
        }
    }

    /// The flags to turn off, up to the `:`.
    fn flags_off(&mut self) -> Result<u32, Mistake> {
        let mut off = 0;
        let mut letter = self.flag_letter("missing flag")?;
        self.check_flag(letter, "missing flag")?;
        loop {
            let bit = flag(letter).unwrap_or(0);
            if bit & TYPES != 0 {
                let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                return Err(self.wrong_at(message, self.at));
            }
            off |= bit;
            letter = self.flag_letter("missing :")?;
            if letter == ':' {
                return Ok(off);
            }
            self.check_flag(letter, "missing :")?;
        }
    }

    /// The next character among flags; `missing` is the message where the pattern ends.
    fn flag_letter(&mut self, missing: &str) -> Result<char, Mistake> {
        match self.next().and_then(char::from_u32) {
            Some(letter) => Ok(letter),
            None => Err(self.wrong_at(missing, self.at)),
        }
    }

    /// Refuses what is no flag; `missing` is the message where it is no letter either.
    fn check_flag(&self, letter: char, missing: &str) -> Result<(), Mistake> {
        if flag(letter).is_some() {
            return Ok(());
        }
        let message = if letter.is_alphabetic() { "unknown flag" } else { missing };
        Err(self.wrong_at(message, self.at - 1))
    }

    /// Flags for the whole pattern, which stand at its beginning.
    fn global_flags(&mut self, on: u32, start: usize, first: bool) -> Result<(), Mistake> {
        if !first {
            return Err(self.wrong_at("global flags not at the start of the expression", start));
        }
        let verbose = on & VERBOSE != 0 && self.flags & VERBOSE == 0;
        self.global |= on;
        self.flags |= on;
        // What was read so far, and what follows, is to be read in another way: `parse` sees the flag, drops this
        // mistake and begins anew.
        if verbose { Err(self.wrong_at("verbose", start)) } else { Ok(()) }
    }
}

/// Flags of which a pattern has one at the most: they say what its letters are.
const TYPES: u32 = ASCII | LOCALE | UNICODE;

/// Keeps what a group without a number holds apart from what surrounds it.
fn enclosed(body: Node) -> Node {
    match body {
        Node::Alternatives(_) | Node::At(_) => Node::Sequence(vec![body]),
        body => body,
    }
}

fn flag(letter: char) -> Option<u32> {
    Some(match letter {
        'i' => IGNORECASE,
        'L' => LOCALE,
        'm' => MULTILINE,
        's' => DOTALL,
        'x' => VERBOSE,
        'a' => ASCII,
        'u' => UNICODE,
        _ => return None,
    })
}
