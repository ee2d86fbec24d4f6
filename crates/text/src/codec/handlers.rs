//! The error handlers that Python knows by name: `strict`, `replace`, `surrogateescape` and the others.

use super::super::{repr, wtf8};
use super::{Direction, Fault, Handler, Repair, Replacement};

/// An error handler that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// Raise.
    Strict,
    /// Leave out.
    Ignore,
    /// U+FFFD when decoding, a question mark when encoding.
    Replace,
    /// `\xNN` and the like.
    BackslashReplace,
    /// Bytes that are no text become lone surrogates, and come back as they were.
    SurrogateEscape,
    /// Lone surrogates pass as if they were characters.
    SurrogatePass,
    /// `&#N;`, when encoding.
    XmlCharRefReplace,
    /// `\N{NAME}`, when encoding.
    NameReplace,
}

impl Errors {
    /// The handler of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Errors> {
        Some(match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "backslashreplace" => Errors::BackslashReplace,
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            "namereplace" => Errors::NameReplace,
            _ => return None,
        })
    }
}

/// Finds the name of a character.
pub type NameOf = fn(u32) -> Option<String>;

/// A built-in handler at work.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Which one.
    pub errors: Errors,
    /// Where `namereplace` finds names.
    pub name_of: NameOf,
}

impl BuiltIn {
    /// A handler that knows no names of characters.
    #[must_use]
    pub fn new(errors: Errors) -> BuiltIn {
        BuiltIn { errors, name_of: |_| None }
    }
}

/// What a built-in handler raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A `UnicodeError`.
    Fault(Fault),
    /// A `TypeError`: the handler only knows the other direction; "don't know how to handle UnicodeDecodeError in
    /// error callback".
    WrongDirection,
}

impl Handler for BuiltIn {
    type Error = Failure;

    fn repair(&mut self, fault: &Fault, input: &[u8]) -> Result<Repair, Failure> {
        match fault.direction {
            Direction::Decode => repair_decoding(self.errors, fault, input),
            Direction::Encode => repair_encoding(*self, fault, input),
        }
    }

    fn pass(&mut self, _: usize) -> Result<(), Failure> {
        Ok(())
    }

    fn fail(&mut self, fault: &Fault) -> Failure {
        Failure::Fault(*fault)
    }
}

fn repair_decoding(errors: Errors, fault: &Fault, bytes: &[u8]) -> Result<Repair, Failure> {
    let wrong = bytes.get(fault.start..fault.end).unwrap_or_default();
    let text = |text: Vec<u8>, resume| Ok(Repair { replacement: Replacement::Text(text), resume });
    match errors {
        Errors::Strict => Err(Failure::Fault(*fault)),
        Errors::Ignore => text(Vec::new(), fault.end),
        Errors::Replace => text("\u{fffd}".as_bytes().to_vec(), fault.end),
        Errors::BackslashReplace => {
            let mut out = String::new();
            wrong.iter().for_each(|byte| repr::push_code(&mut out, u32::from(*byte)));
            text(out.into_bytes(), fault.end)
        }
        Errors::SurrogateEscape => {
            let mut out = Vec::new();
            let escaped = wrong.iter().take_while(|byte| !byte.is_ascii()).take(4);
            let taken = escaped.map(|byte| wtf8::push(&mut out, 0xdc00 + u32::from(*byte))).count();
            if taken == 0 { Err(Failure::Fault(*fault)) } else { text(out, fault.start + taken) }
        }
        Errors::SurrogatePass => {
            let (code_point, width) = surrogate_at(fault, bytes).ok_or(Failure::Fault(*fault))?;
            let mut out = Vec::new();
            wtf8::push(&mut out, code_point);
            text(out, fault.start + width)
        }
        Errors::XmlCharRefReplace | Errors::NameReplace => Err(Failure::WrongDirection),
    }
}

/// The surrogate that stands at a fault, in the encoding of the fault.
fn surrogate_at(fault: &Fault, bytes: &[u8]) -> Option<(u32, usize)> {
    let rest = bytes.get(fault.start..)?;
    let four = || rest.first_chunk::<4>().copied();
    let two = || rest.first_chunk::<2>().copied();
    let (code_point, width) = match fault.encoding {
        "utf-8" if rest.len() >= 3 && rest[0] == 0xed => wtf8::decode(&rest[..3])?,
        "utf-16-le" => (u32::from(u16::from_le_bytes(two()?)), 2),
        "utf-16-be" => (u32::from(u16::from_be_bytes(two()?)), 2),
        "utf-32-le" => (u32::from_le_bytes(four()?), 4),
        "utf-32-be" => (u32::from_be_bytes(four()?), 4),
        _ => return None,
    };
    let continued = fault.encoding != "utf-8" || rest[1..3].iter().all(|byte| byte & 0xc0 == 0x80);
    (continued && wtf8::is_surrogate(code_point)).then_some((code_point, width))
}

fn repair_encoding(handler: BuiltIn, fault: &Fault, text: &[u8]) -> Result<Repair, Failure> {
    let rest = text.get(wtf8::offset_of(text, fault.start)..).unwrap_or_default();
    let wrong = || wtf8::code_points(rest).take(fault.end - fault.start);
    let replaced = |out: String| Ok(Repair { replacement: Replacement::Text(out.into_bytes()), resume: fault.end });
    let mut out = String::new();
    match handler.errors {
        Errors::Strict => Err(Failure::Fault(*fault)),
        Errors::Ignore => replaced(out),
        Errors::Replace => replaced("?".repeat(fault.end - fault.start)),
        Errors::BackslashReplace => {
            wrong().for_each(|code_point| repr::push_code(&mut out, code_point));
            replaced(out)
        }
        Errors::XmlCharRefReplace => {
            wrong().for_each(|code_point| out.push_str(&format!("&#{code_point};")));
            replaced(out)
        }
        Errors::NameReplace => {
            for code_point in wrong() {
                match (handler.name_of)(code_point) {
                    Some(name) => out.push_str(&format!("\\N{{{name}}}")),
                    None => repr::push_code(&mut out, code_point),
                }
            }
            replaced(out)
        }
        Errors::SurrogateEscape => {
            // What stands before the first character that is no escaped byte can be repaired; charmaps want all or none.
            let byte = |code_point: u32| code_point.checked_sub(0xdc00).filter(|byte| (0x80..0x100).contains(byte));
            let bytes: Vec<u8> = wrong().map_while(byte).map(|byte| byte as u8).collect();
            let all = bytes.len() == fault.end - fault.start;
            if bytes.is_empty() || (fault.encoding == "charmap" && !all) {
                return Err(Failure::Fault(*fault));
            }
            let resume = fault.start + bytes.len();
            Ok(Repair { replacement: Replacement::Bytes(bytes), resume })
        }
        Errors::SurrogatePass => {
            let mut bytes = Vec::new();
            for code_point in wrong() {
                if !wtf8::is_surrogate(code_point) {
                    return Err(Failure::Fault(*fault));
                }
                let unit = code_point as u16;
                match fault.encoding {
                    "utf-8" => wtf8::push(&mut bytes, code_point),
                    "utf-16" | "utf-16-le" => bytes.extend(unit.to_le_bytes()),
                    "utf-16-be" => bytes.extend(unit.to_be_bytes()),
                    "utf-32" | "utf-32-le" => bytes.extend(code_point.to_le_bytes()),
                    "utf-32-be" => bytes.extend(code_point.to_be_bytes()),
                    _ => return Err(Failure::Fault(*fault)),
                }
            }
            Ok(Repair { replacement: Replacement::Bytes(bytes), resume: fault.end })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Encoding, decode, encode};
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8], errors: Errors) -> Result<Vec<u8>, Failure> {
        decode(encoding, bytes, true, &mut BuiltIn::new(errors)).map(|(text, _)| text)
    }

    fn encoded(encoding: Encoding, text: &[u8], errors: Errors) -> Result<Vec<u8>, Failure> {
        encode(encoding, text, &mut BuiltIn::new(errors))
    }

    #[test]
    fn wrong_bytes_are_replaced() {
        let wrong = b"a\xff\xe2\x82b";
        for (errors, expected) in [
            (Errors::Ignore, "ab"),
            (Errors::Replace, "a\u{fffd}\u{fffd}b"),
            (Errors::BackslashReplace, "a\\xff\\xe2\\x82b"),
        ] {
            assert_eq!(decoded(Encoding::Utf8, wrong, errors).unwrap(), expected.as_bytes());
        }
        assert_eq!(decoded(Encoding::Utf8, wrong, Errors::NameReplace), Err(Failure::WrongDirection));
        assert_eq!(Errors::named("nope"), None);
    }

    #[test]
    fn escaped_bytes_come_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        for encoding in [Encoding::Utf8, Encoding::Ascii] {
            let text = decoded(encoding, &bytes, Errors::SurrogateEscape).unwrap();
            assert_eq!(encoded(encoding, &text, Errors::SurrogateEscape).unwrap(), bytes);
        }
        let fault = encoded(Encoding::Ascii, b"\xed\xb3\xbf\xed\xa0\x80", Errors::SurrogateEscape);
        assert!(matches!(fault, Err(Failure::Fault(Fault { start: 1, end: 2, .. }))), "{fault:?}");
        assert!(encoded(Encoding::Utf16Little, b"\xed\xb2\x80", Errors::SurrogateEscape).is_err());
    }

    #[test]
    fn lone_surrogates_pass() {
        let text = b"\xed\xa0\x80x";
        for encoding in [Encoding::Utf8, Encoding::Utf16Little, Encoding::Utf16Big, Encoding::Utf32, Encoding::Utf32Big]
        {
            let bytes = encoded(encoding, text, Errors::SurrogatePass).unwrap();
            assert_eq!(decoded(encoding, &bytes, Errors::SurrogatePass).unwrap(), text, "{encoding:?}");
        }
        assert!(decoded(Encoding::Utf8, b"\xed\xa0", Errors::SurrogatePass).is_err());
    }

    #[test]
    fn characters_without_a_code_are_replaced() {
        let text = "aé\u{20ac}".as_bytes();
        for (errors, expected) in [
            (Errors::Ignore, "a"),
            (Errors::Replace, "a??"),
            (Errors::BackslashReplace, "a\\xe9\\u20ac"),
            (Errors::XmlCharRefReplace, "a&#233;&#8364;"),
            (Errors::NameReplace, "a\\xe9\\N{EURO SIGN}"),
        ] {
            let name_of = |code_point: u32| (code_point == 0x20ac).then(|| "EURO SIGN".to_string());
            let bytes = encode(Encoding::Ascii, text, &mut BuiltIn { errors, name_of });
            assert_eq!(bytes.unwrap(), expected.as_bytes());
        }
        assert_eq!(encoded(Encoding::Utf16Little, b"\xed\xa0\x80", Errors::Replace).unwrap(), b"?\0");
    }
}
