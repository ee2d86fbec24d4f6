//! Sets of characters.

use std::collections::BTreeMap;

use taipan_text::unicode;

use super::case;

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    /// The last character of each range by its first one; no range touches another.
    ranges: BTreeMap<u32, u32>,
    /// `\d`, `\W` and the like.
    classes: Vec<(Class, bool)>,
    /// `[^...]`
    pub(super) negated: bool,
    /// Which ASCII characters are in it, worked out by `finished`.
    ascii: [u64; 2],
}

/// A class of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `\d`
    Digit,
    /// `\s`
    Space,
    /// `\w`
    Word,
}

/// How letters are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mode {
    /// Without regard to case.
    pub(super) ignore_case: bool,
    /// Only ASCII letters have case, and are words.
    pub(super) ascii: bool,
}

impl Set {
    /// Adds the characters from `first` to `last`.
    pub(super) fn add(&mut self, mut first: u32, mut last: u32) {
        // Ranges that touch it become one with it.
        while let Some((&start, &end)) = self.ranges.range(..=last.saturating_add(1)).next_back()
            && end.saturating_add(1) >= first
        {
            if start <= first && end >= last {
                return;
            }
            self.ranges.remove(&start);
            (first, last) = (first.min(start), last.max(end));
        }
        self.ranges.insert(first, last);
    }

    /// Adds a class, or all that is not of it.
    pub(super) fn add_class(&mut self, class: Class, negated: bool) {
        if !self.classes.contains(&(class, negated)) {
            self.classes.push((class, negated));
        }
    }

    /// The character of a set that has no other.
    pub(super) fn only(&self) -> Option<u32> {
        let (first, last) = self.ranges.first_key_value()?;
        (self.ranges.len() == 1 && first == last && self.classes.is_empty() && !self.negated).then_some(*first)
    }

    /// The set with what is asked most often worked out.
    pub(super) fn finished(mut self, mode: Mode) -> Set {
        let half = |codes: std::ops::Range<u32>| {
            codes.filter(|code| self.looked_up(*code, mode)).fold(0, |bits, code| bits | 1 << (code & 63))
        };
        self.ascii = [half(0..64), half(64..128)];
        self
    }

    /// True if the character is in the set.
    #[inline(always)]
    pub(super) fn has(&self, code: u32, mode: Mode) -> bool {
        match u8::try_from(code) {
            Ok(byte) if byte.is_ascii() => self.has_ascii(byte),
            _ => self.looked_up(code, mode),
        }
    }

    /// True if a byte is an ASCII character of the set.
    #[inline(always)]
    pub(super) fn has_ascii(&self, byte: u8) -> bool {
        byte.is_ascii() && self.ascii[usize::from(byte >> 6 & 1)] >> (byte & 63) & 1 != 0
    }

    fn looked_up(&self, code: u32, mode: Mode) -> bool {
        let mut found = self.holds(code, mode.ascii);
        if !found && mode.ignore_case {
            found = case::any_variant(code, mode.ascii, |variant| self.holds(variant, mode.ascii));
        }
        found != self.negated
    }

    fn holds(&self, code: u32, ascii: bool) -> bool {
        self.ranges.range(..=code).next_back().is_some_and(|(_, last)| code <= *last)
            || self.classes.iter().any(|(class, negated)| class.has(code, ascii) != *negated)
    }
}

impl Class {
    fn has(self, code: u32, ascii: bool) -> bool {
        let byte = u8::try_from(code).ok().filter(u8::is_ascii);
        match (self, byte) {
            (Class::Digit, Some(byte)) => byte.is_ascii_digit(),
            (Class::Space, Some(byte)) => matches!(byte, b' ' | 0x09..=0x0d) || !ascii && matches!(byte, 0x1c..=0x1f),
            (Class::Word, Some(byte)) => byte.is_ascii_alphanumeric() || byte == b'_',
            (_, None) if ascii => false,
            (Class::Digit, None) => unicode::decimal_value(code).is_some(),
            (Class::Space, None) => unicode::is_space(code),
            (Class::Word, None) => is_word(code, false),
        }
    }
}

/// True of letters, digits and the underscore.
pub(super) fn is_word(code: u32, ascii: bool) -> bool {
    match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || byte == b'_',
        _ if ascii => false,
        _ => unicode::is_alphabetic(code) || unicode::is_digit(code) || unicode::is_numeric(code),
    }
}
