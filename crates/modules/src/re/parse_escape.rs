//! What follows a backslash in a pattern.

use std::rc::Rc;

use super::parse::{Member, Mistake, Parser};
use super::set::{Class, Set};
use super::syntax::{At, Node};

impl Parser<'_> {
    /// An escape outside of sets, after the backslash.
    pub(super) fn escape(&mut self) -> Result<Node, Mistake> {
        let start = self.at - 1;
        let Some(code) = self.next() else { return Err(self.wrong_at("bad escape (end of pattern)", start)) };
        let mode = self.mode();
        let letter = char::from_u32(code).unwrap_or('\0');
        if let Some((class, negated)) = class(letter) {
            let mut set = Set::default();
            set.add_class(class, negated);
            return Ok(Node::Set(Rc::new(set.finished(mode)), mode));
        }
        match letter {
            'A' => return Ok(Node::At(At::Start)),
            'Z' => return Ok(Node::At(At::End)),
            'b' => return Ok(Node::At(At::Boundary { ascii: mode.ascii })),
            'B' => return Ok(Node::At(At::NoBoundary { ascii: mode.ascii })),
            '0' => {
                let value = self.octal(0, 2);
                return Ok(Node::Char(value, mode));
            }
            '1'..='9' => return self.number(start, letter),
            _ => {}
        }
        self.character(start, code).map(|code| Node::Char(code, mode))
    }

    /// A number: a group, or a character if it has three octal digits.
    fn number(&mut self, start: usize, first: char) -> Result<Node, Mistake> {
        let mut value = first.to_digit(10).unwrap_or(0) as usize;
        if let Some(second) = self.digit(10) {
            self.at += 1;
            let octal = |digit: u32| digit < 8;
            if let Some(third) = self.digit(8)
                && octal(second)
                && octal(value as u32)
            {
                self.at += 1;
                let code = value as u32 * 64 + second * 8 + third;
                if code > 0o377 {
                    let shown = self.text(start, self.at);
                    let message = format!("octal escape value {shown} outside of range 0-0o377");
                    return Err(self.wrong_at(&message, start));
                }
                return Ok(Node::Char(code, self.mode()));
            }
            value = value * 10 + second as usize;
        }
        if value < self.widths.len() {
            self.check_reference(value, start)?;
            return Ok(Node::Backref(value, self.mode()));
        }
        Err(self.wrong_at(&format!("invalid group reference {value}"), start + 1))
    }

    /// A group that is referred to must be closed already.
    pub(super) fn check_reference(&self, group: usize, at: usize) -> Result<(), Mistake> {
        if self.open.contains(&group) {
            return Err(self.wrong_at("cannot refer to an open group", at));
        }
        if self.behind_from.is_some_and(|first| group >= first) {
            return Err(self.wrong_at("cannot refer to group defined in the same lookbehind subpattern", at));
        }
        Ok(())
    }

    /// An escape in a set, after the backslash.
    pub(super) fn set_escape(&mut self) -> Result<Member, Mistake> {
        let start = self.at - 1;
        let Some(code) = self.next() else { return Err(self.wrong_at("bad escape (end of pattern)", start)) };
        let letter = char::from_u32(code).unwrap_or('\0');
        if let Some((class, negated)) = class(letter) {
            return Ok(Member::Class(class, negated));
        }
        match letter {
            'b' => Ok(Member::Char(8)),
            '0'..='7' => {
                let value = self.octal(letter.to_digit(8).unwrap_or(0), 2);
                if value > 0o377 {
                    let shown = self.text(start, self.at);
                    let message = format!("octal escape value {shown} outside of range 0-0o377");
                    return Err(self.wrong_at(&message, start));
                }
                Ok(Member::Char(value))
            }
            '8' | '9' => Err(self.bad_escape(start)),
            _ => self.character(start, code).map(Member::Char),
        }
    }

    pub(super) fn digit(&self, radix: u32) -> Option<u32> {
        char::from_u32(self.peek()?)?.to_digit(radix)
    }

    fn octal(&mut self, mut value: u32, most: usize) -> u32 {
        for _ in 0..most {
            let Some(digit) = self.digit(8) else { break };
            self.at += 1;
            value = value * 8 + digit;
        }
        value
    }

    /// An escape that stands for one character, the same in sets and outside.
    fn character(&mut self, start: usize, code: u32) -> Result<u32, Mistake> {
        let letter = char::from_u32(code).unwrap_or('\0');
        Ok(match letter {
            'a' => 7,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            'x' => self.hexadecimal(start, 2)?,
            'u' if self.is_text => self.hexadecimal(start, 4)?,
            'U' if self.is_text => {
                let value = self.hexadecimal(start, 8)?;
                if value > 0x10_ffff {
                    return Err(self.bad_escape(start));
                }
                value
            }
            'N' if self.is_text => self.named(start)?,
            _ if letter.is_ascii_alphabetic() => return Err(self.bad_escape(start)),
            _ => code,
        })
    }

    fn hexadecimal(&mut self, start: usize, digits: usize) -> Result<u32, Mistake> {
        let mut value: u32 = 0;
        for _ in 0..digits {
            let Some(digit) = self.digit(16) else {
                let shown = self.text(start, self.at);
                return Err(self.wrong_at(&format!("incomplete escape {shown}"), start));
            };
            self.at += 1;
            value = value.wrapping_mul(16) | digit;
        }
        Ok(value)
    }

    /// A character given by its name.
    fn named(&mut self, start: usize) -> Result<u32, Mistake> {
        if !self.eat('{') {
            return Err(self.wrong_at("missing {", self.at));
        }
        let from = self.at;
        loop {
            match self.next() {
                Some(code) if code == u32::from('}') => break,
                Some(_) => {}
                None if self.at == from => return Err(self.wrong_at("missing character name", from)),
                None => return Err(self.wrong_at("missing }, unterminated name", from)),
            }
        }
        let name = self.text(from, self.at - 1);
        if name.is_empty() {
            return Err(self.wrong_at("missing character name", from));
        }
        // No name begins with a hyphen; the table counts on that.
        match Some(&*name).filter(|name| !name.starts_with('-')).and_then(unicode_names2::character) {
            Some(letter) => Ok(u32::from(letter)),
            None => {
                let shown = taipan_text::repr::string(name.as_bytes());
                Err(self.wrong_at(&format!("undefined character name {shown}"), start))
            }
        }
    }

    fn bad_escape(&self, start: usize) -> Mistake {
        let shown = self.text(start, self.at);
        self.wrong_at(&format!("bad escape {shown}"), start)
    }
}

fn class(letter: char) -> Option<(Class, bool)> {
    Some(match letter {
        'd' => (Class::Digit, false),
        'D' => (Class::Digit, true),
        's' => (Class::Space, false),
        'S' => (Class::Space, true),
        'w' => (Class::Word, false),
        'W' => (Class::Word, true),
        _ => return None,
    })
}
