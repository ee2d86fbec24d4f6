//! The text that a string literal stands for.

use taipan_source::diagnostic::Warning;
use taipan_source::span::Span;

use super::{Build, Failure, settle};

/// What prefix and quotes say about a literal.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) bytes: bool,
    pub(crate) raw: bool,
    pub(crate) formatted: bool,
    /// Length of prefix and opening quotes.
    pub(crate) opening: u32,
    /// Length of the closing quotes.
    pub(crate) closing: u32,
}

impl Form {
    /// The form of a literal, or of the opening of one.
    pub(crate) fn of(literal: &str) -> Self {
        let prefix = literal.bytes().take_while(u8::is_ascii_alphabetic).count();
        let has = |letter: u8| literal.bytes().take(prefix).any(|byte| byte.eq_ignore_ascii_case(&letter));
        let quotes = literal.get(prefix..).unwrap_or("");
        let triple = quotes.starts_with("\"\"\"") || quotes.starts_with("'''");
        let closing = if triple { 3 } else { 1 };
        Self { bytes: has(b'b'), raw: has(b'r'), formatted: has(b'f'), opening: prefix as u32 + closing, closing }
    }
}

/// Append what the text at `inside` stands for. Errors and warnings are about `literal`.
pub(crate) fn decode(
    build: &mut Build<'_>,
    form: Form,
    literal: Span,
    inside: Span,
    into: &mut Vec<u8>,
) -> Result<(), Failure> {
    let text = build.text(inside);
    if form.bytes && !text.is_ascii() {
        return settle(literal, "bytes can only contain ASCII literal characters");
    }
    if form.raw || !text.contains('\\') {
        into.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    let mut decoder = Decoder { text, at: 0, into, form, doubtful: None };
    let outcome = decoder.run();
    let doubtful = decoder.doubtful.take();
    if let Some(message) = doubtful {
        build.warnings.push(Warning { message, span: literal });
    }
    outcome.or_else(|message| settle(literal, message))
}

struct Decoder<'t> {
    text: &'t str,
    at: usize,
    into: &'t mut Vec<u8>,
    form: Form,
    /// The first escape that means nothing, with its warning.
    doubtful: Option<String>,
}

impl Decoder<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(rest) = self.text.get(self.at..) {
            let Some(length) = rest.find('\\') else {
                self.into.extend_from_slice(rest.as_bytes());
                break;
            };
            self.into.extend_from_slice(rest.get(..length).unwrap_or("").as_bytes());
            self.at += length;
            self.escape()?;
        }
        Ok(())
    }

    /// Read one escape; `at` is its backslash.
    fn escape(&mut self) -> Result<(), String> {
        let start = self.at;
        let bytes = self.form.bytes;
        let rest = self.text.get(start + 1..).unwrap_or("");
        let Some(letter) = rest.chars().next() else {
            self.into.push(b'\\');
            self.at += 1;
            return Ok(());
        };
        self.at += 1 + letter.len_utf8();
        let simple = match letter {
            '\n' => return Ok(()),
            '\\' | '\'' | '"' => letter as u8,
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => b'\n',
            'r' => b'\r',
            't' => b'\t',
            'v' => 11,
            '0'..='7' => {
                self.octal(start);
                return Ok(());
            }
            // In CPython's messages the letters X stand for digits.
            'x' if bytes => return self.byte(start),
            'x' => return self.code(start, 2, "truncated \\xXX escape"),
            'u' if !bytes => return self.code(start, 4, "truncated \\uXXXX escape"),
            'U' if !bytes => return self.code(start, 8, "truncated \\UXXXXXXXX escape"),
            'N' if !bytes => return self.named(start),
            other => {
                // The scanner has warned of braces in an f-string already.
                let warned = self.form.formatted && matches!(other, '{' | '}');
                if self.doubtful.is_none() && other.is_ascii() && !warned {
                    self.doubtful = Some(format!("invalid escape sequence '\\{other}'"));
                }
                self.into.extend_from_slice(self.text.get(start..self.at).unwrap_or("").as_bytes());
                return Ok(());
            }
        };
        self.into.push(simple);
        Ok(())
    }

    fn octal(&mut self, start: usize) {
        let digits: &str = self.text.get(start + 1..).unwrap_or("");
        let length = digits.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        let digits = digits.get(..length).unwrap_or("");
        let value = u32::from_str_radix(digits, 8).unwrap_or(0);
        self.at = start + 1 + length;
        if value > 0o377 && self.doubtful.is_none() {
            self.doubtful = Some(format!("invalid octal escape sequence '\\{digits}'"));
        }
        if self.form.bytes { self.into.push(value as u8) } else { self.push(value) }
    }

    fn byte(&mut self, start: usize) -> Result<(), String> {
        let (value, length) = self.digits(2);
        if length < 2 {
            return Err(format!("(value error) invalid \\x escape at position {start}"));
        }
        self.into.push(value as u8);
        Ok(())
    }

    fn code(&mut self, start: usize, width: usize, truncated: &str) -> Result<(), String> {
        let (value, length) = self.digits(width);
        if length < width {
            return Err(self.failure(start, truncated));
        }
        if value > 0x10_FFFF {
            return Err(self.failure(start, "illegal Unicode character"));
        }
        self.push(value);
        Ok(())
    }

    fn named(&mut self, start: usize) -> Result<(), String> {
        const MALFORMED: &str = "malformed \\N character escape";
        let rest = self.text.get(self.at..).unwrap_or("");
        let Some(name) = rest.strip_prefix('{') else { return Err(self.failure(start, MALFORMED)) };
        let Some(length) = name.find('}') else {
            self.at = self.text.len();
            return Err(self.failure(start, MALFORMED));
        };
        self.at += length + 2;
        let name = name.get(..length).unwrap_or("");
        if name.is_empty() {
            return Err(self.failure(start, MALFORMED));
        }
        // No name begins with a hyphen; the table counts on that.
        match Some(name).filter(|name| !name.starts_with('-')).and_then(unicode_names2::character) {
            Some(character) => {
                self.push(u32::from(character));
                Ok(())
            }
            None => Err(self.failure(start, "unknown Unicode character name")),
        }
    }

    /// Read up to `width` hexadecimal digits: their value and number.
    fn digits(&mut self, width: usize) -> (u32, usize) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest.bytes().take(width).take_while(u8::is_ascii_hexdigit).count();
        self.at += length;
        (u32::from_str_radix(rest.get(..length).unwrap_or(""), 16).unwrap_or(0), length)
    }

    /// Append a code point; a surrogate becomes three bytes like any of its size.
    fn push(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(character) => self.into.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            None => self.into.extend_from_slice(&[
                0xE0 | (code >> 12) as u8,
                0x80 | (code >> 6 & 0x3F) as u8,
                0x80 | (code & 0x3F) as u8,
            ]),
        }
    }

    /// CPython counts the positions in a form where every character beyond ASCII has become a ten character escape, and
    /// a backslash in front of one a six character escape.
    fn failure(&self, start: usize, why: &str) -> String {
        let position = |end: usize| -> usize {
            let before = self.text.get(..end).unwrap_or("");
            let mut width = 0;
            let mut escaping = false;
            for character in before.chars() {
                width += match (character.is_ascii(), escaping) {
                    (true, _) => 1,
                    (false, false) => 10,
                    (false, true) => 15,
                };
                escaping = character == '\\' && !escaping;
            }
            width
        };
        let (first, last) = (position(start), position(self.at) - 1);
        format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {why}")
    }
}
