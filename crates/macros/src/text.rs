//! The Python signature, read from its text.

use std::fmt;

/// A parsed signature.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Text {
    /// The name, qualified when the text qualifies it: `list.sort`.
    pub(crate) qualname: String,
    /// Whether CPython has it as a function of Python: the text begins with `def`.
    pub(crate) declared: bool,
    pub(crate) receiver: Receiver,
    /// Positional parameters, then keyword-only ones.
    pub(crate) params: Vec<Param>,
    pub(crate) positional_only: usize,
    pub(crate) positional: usize,
    pub(crate) required: usize,
    pub(crate) rest: Option<String>,
    pub(crate) keywords: Option<String>,
    /// What the Rust function takes, in the order of the text.
    pub(crate) order: Vec<Slot>,
    /// As `__text_signature__` shows it.
    pub(crate) shown: String,
}

/// What the first parameter is.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) enum Receiver {
    #[default]
    None,
    Instance,
    Class,
}

/// A named parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) fallback: Fallback,
}

/// What stands in for an argument that is not given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fallback {
    Required,
    Absent,
    None,
    Bool(bool),
    Int(i64),
}

/// One thing that a Rust parameter receives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Slot {
    Param(usize),
    Rest,
    Keywords,
}

/// A mistake in the text.
#[derive(Debug, PartialEq)]
pub(crate) struct Mistake {
    text: String,
    start: usize,
    end: usize,
    message: String,
}

impl Text {
    /// The last part of the name.
    pub(crate) fn name(&self) -> &str {
        self.qualname.rsplit('.').next().unwrap_or_default()
    }

    /// Reads `name(parameters)` or `def name(parameters)`.
    pub(crate) fn parse(text: &str) -> Result<Text, Mistake> {
        let open = text.find('(').ok_or_else(|| Mistake::new(text, 0..text.len(), "expected `name(parameters)`"))?;
        let declared = text.starts_with("def ");
        let qualname = text[..open].trim_start_matches("def ").trim();
        if !qualname.split('.').all(is_name) {
            return Err(Mistake::new(text, 0..open, "this is not a Python name"));
        }
        let close = text.trim_end().len() - 1;
        if !text.trim_end().ends_with(')') || close < open {
            return Err(Mistake::new(text, text.len()..text.len(), "expected `)` at the end"));
        }
        let mut reading = Reading { whole: text, text: Text::default(), stage: Stage::Positional, slash: None };
        for (start, piece) in pieces(text, open + 1, close)? {
            reading.piece(start, piece)?;
        }
        reading.text.qualname = qualname.to_owned();
        reading.text.declared = declared;
        reading.finish(open)
    }
}

/// A text half read.
struct Reading<'a> {
    whole: &'a str,
    text: Text,
    stage: Stage,
    slash: Option<usize>,
}

/// What may follow.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    Positional,
    /// After a bare `*`, which at least one parameter has to follow.
    BareStar(usize),
    KeywordOnly,
    End,
}

impl Reading<'_> {
    fn piece(&mut self, start: usize, piece: &str) -> Result<(), Mistake> {
        let fail = |message: &str| Err(Mistake::new(self.whole, start..start + piece.len(), message));
        if self.stage == Stage::End {
            return fail("nothing can follow `**`");
        }
        if piece == "/" {
            if self.stage != Stage::Positional || self.slash.is_some() || self.text.params.is_empty() {
                return fail("`/` stands once, after the positional-only parameters");
            }
            self.slash = Some(self.text.params.len());
        } else if let Some(name) = piece.strip_prefix("**") {
            if !is_name(name) {
                return fail("expected `**name`");
            }
            if matches!(self.stage, Stage::BareStar(_)) {
                return fail("a named parameter must follow the bare `*`");
            }
            self.text.keywords = Some(name.to_owned());
            self.text.order.push(Slot::Keywords);
            self.stage = Stage::End;
        } else if let Some(name) = piece.strip_prefix('*') {
            if self.stage != Stage::Positional {
                return fail("only one `*` is possible");
            }
            if name.is_empty() {
                self.stage = Stage::BareStar(start);
            } else if is_name(name) {
                self.text.rest = Some(name.to_owned());
                self.text.order.push(Slot::Rest);
                self.stage = Stage::KeywordOnly;
            } else {
                return fail("expected `*` or `*name`");
            }
        } else {
            return self.named(start, piece);
        }
        Ok(())
    }

    fn named(&mut self, start: usize, piece: &str) -> Result<(), Mistake> {
        let fail = |message: &str| Err(Mistake::new(self.whole, start..start + piece.len(), message));
        let (name, fallback) = match piece.split_once('=') {
            None => (piece, Fallback::Required),
            Some((name, default)) => (name.trim_end(), Fallback::read(default.trim())),
        };
        if !is_name(name) {
            return fail("expected a parameter: `name`, `name=default`, `/`, `*`, `*name` or `**name`");
        }
        if self.text.params.iter().any(|param| param.name == name) {
            return fail("this name is taken");
        }
        let index = self.text.params.len();
        if self.stage == Stage::Positional {
            if fallback == Fallback::Required && self.text.required < index {
                return fail("a parameter without a default cannot follow one with a default");
            }
            self.text.positional += 1;
            self.text.required += usize::from(fallback == Fallback::Required);
            self.text.receiver = match (index, name) {
                (0, "self") => Receiver::Instance,
                (0, "cls") => Receiver::Class,
                _ => self.text.receiver,
            };
        } else {
            self.stage = Stage::KeywordOnly;
        }
        self.text.params.push(Param { name: name.to_owned(), fallback });
        self.text.order.push(Slot::Param(index));
        Ok(())
    }

    fn finish(mut self, open: usize) -> Result<Text, Mistake> {
        if let Stage::BareStar(star) = self.stage {
            return Err(Mistake::new(self.whole, star..star + 1, "a named parameter must follow the bare `*`"));
        }
        let receiver = usize::from(self.text.receiver != Receiver::None);
        self.text.positional_only = self.slash.unwrap_or(receiver);
        let parameters = self.whole[open + 1..].trim_end().replace("<absent>", "<unrepresentable>");
        self.text.shown = match self.text.receiver {
            Receiver::None => format!("({parameters}"),
            Receiver::Instance => format!("(${parameters}"),
            Receiver::Class => format!("($type{}", &parameters["cls".len()..]),
        };
        Ok(self.text)
    }
}

impl Fallback {
    fn read(default: &str) -> Fallback {
        match default {
            "None" => Fallback::None,
            "True" => Fallback::Bool(true),
            "False" => Fallback::Bool(false),
            other => other.replace('_', "").parse().map_or(Fallback::Absent, Fallback::Int),
        }
    }
}

/// The text between commas, trimmed, each with where it starts; commas in brackets and strings separate nothing.
fn pieces(text: &str, from: usize, to: usize) -> Result<Vec<(usize, &str)>, Mistake> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quote) = (from, 0_usize, None);
    for (offset, byte) in text[from..to].bytes().enumerate() {
        match (byte, quote) {
            (b'\'' | b'"', None) => quote = Some(byte),
            (_, Some(open)) if open == byte => quote = None,
            (_, Some(_)) => {}
            (b'(' | b'[' | b'{', None) => depth += 1,
            (b')' | b']' | b'}', None) => {
                depth = depth.checked_sub(1).ok_or_else(|| {
                    Mistake::new(text, from + offset..from + offset + 1, "nothing opened this bracket")
                })?;
            }
            (b',', None) if depth == 0 => {
                pieces.push((start, from + offset));
                start = from + offset + 1;
            }
            _ => {}
        }
    }
    if quote.is_some() || depth > 0 {
        return Err(Mistake::new(text, start..to, "this is not closed"));
    }
    if !text[start..to].trim().is_empty() {
        pieces.push((start, to));
    }
    let trimmed = pieces.into_iter().map(|(start, end)| {
        let piece = &text[start..end];
        (start + piece.len() - piece.trim_start().len(), piece.trim())
    });
    Ok(trimmed.collect())
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|next| next.is_alphanumeric() || next == '_')
}

impl Mistake {
    fn new(text: &str, place: std::ops::Range<usize>, message: &str) -> Self {
        Mistake { text: text.to_owned(), start: place.start, end: place.end, message: message.to_owned() }
    }
}

/// The message, then the text with the place marked: stable Rust cannot point inside a string literal.
impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = |range: std::ops::Range<usize>| self.text[range].chars().count();
        let before = " ".repeat(columns(0..self.start));
        let marks = "^".repeat(columns(self.start..self.end).max(1));
        write!(out, "{}\n  {}\n  {before}{marks}", self.message, self.text)
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
