//! `unicode_escape` and `raw_unicode_escape`: ASCII text with backslashes for everything else.

use super::super::pieces::PIECE;
use super::super::{repr, wtf8};
use super::{Direction, Fault, Handler, Replacement};

/// Writes what is not printable ASCII as an escape.
pub(super) fn encode<H: Handler>(text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    let mut out = String::with_capacity(text.len());
    for code_point in wtf8::code_points(text) {
        handler.pass(1)?;
        match char::from_u32(code_point) {
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\\') => out.push_str("\\\\"),
            Some(plain @ ' '..='~') => out.push(plain),
            _ => repr::push_code(&mut out, code_point),
        }
    }
    Ok(out.into_bytes())
}

/// Writes what is not Latin 1 as an escape.
pub(super) fn encode_raw<H: Handler>(text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    let mut out = Vec::with_capacity(text.len());
    for code_point in wtf8::code_points(text) {
        handler.pass(1)?;
        match u8::try_from(code_point) {
            Ok(byte) => out.push(byte),
            Err(_) => {
                let mut escape = String::new();
                repr::push_code(&mut escape, code_point);
                out.extend(escape.into_bytes());
            }
        }
    }
    Ok(out)
}

/// Reads the escapes of string literals; names of characters are not known here.
pub(super) fn decode<H: Handler>(bytes: &[u8], last: bool, handler: &mut H) -> Result<(Vec<u8>, usize), H::Error> {
    run("unicodeescape", bytes, last, handler, read)
}

/// Reads `\uNNNN` and `\UNNNNNNNN` only.
pub(super) fn decode_raw<H: Handler>(bytes: &[u8], last: bool, handler: &mut H) -> Result<(Vec<u8>, usize), H::Error> {
    run("rawunicodeescape", bytes, last, handler, read_raw)
}

/// What an escape at the beginning of some bytes is, with its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Read {
    /// A character.
    CodePoint(u32, usize),
    /// So many bytes that stand for themselves.
    Plain(usize),
    /// A line that goes on: nothing.
    Nothing(usize),
    /// A mistake; it may be that only the rest is missing.
    Wrong { length: usize, cut: bool, reason: &'static str },
}

fn run<H: Handler>(
    encoding: &'static str,
    bytes: &[u8],
    last: bool,
    handler: &mut H,
    read: fn(&[u8]) -> Read,
) -> Result<(Vec<u8>, usize), H::Error> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let piece = rest.get(..PIECE).unwrap_or(rest);
        let plain = memchr::memchr(b'\\', piece).unwrap_or(piece.len());
        handler.pass(plain + 1)?;
        if plain > 0 {
            rest[..plain].iter().for_each(|byte| wtf8::push(&mut out, u32::from(*byte)));
            at += plain;
            continue;
        }
        match read(rest) {
            Read::CodePoint(code_point, length) => {
                wtf8::push(&mut out, code_point);
                at += length;
            }
            Read::Plain(length) => {
                rest[..length].iter().for_each(|byte| wtf8::push(&mut out, u32::from(*byte)));
                at += length;
            }
            Read::Nothing(length) => at += length,
            Read::Wrong { cut: true, .. } if !last => return Ok((out, at)),
            Read::Wrong { length, reason, .. } => {
                let end = at + length;
                let fault = Fault { direction: Direction::Decode, encoding, start: at, end, reason };
                let repair = handler.repair(&fault, bytes)?;
                if let Replacement::Text(text) = repair.replacement {
                    out.extend(text);
                }
                at = repair.resume;
            }
        }
    }
    Ok((out, bytes.len()))
}

fn read(text: &[u8]) -> Read {
    let Some(&kind) = text.get(1) else {
        return Read::Wrong { length: 1, cut: true, reason: "\\ at end of string" };
    };
    let simple = match kind {
        b'\n' => return Read::Nothing(2),
        b'\\' | b'\'' | b'"' => kind,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'0'..=b'7' => {
            let digits = text.iter().skip(1).take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
            let (value, length) =
                digits.fold((0, 1), |(value, length), digit| (value * 8 + u32::from(digit - b'0'), length + 1));
            return Read::CodePoint(value, length);
        }
        // In CPython's messages the letters X stand for digits.
        b'x' => return hexadecimal(text, 2, "truncated \\xXX escape", "illegal Unicode character"),
        b'u' => return hexadecimal(text, 4, "truncated \\uXXXX escape", "illegal Unicode character"),
        b'U' => return hexadecimal(text, 8, "truncated \\UXXXXXXXX escape", "illegal Unicode character"),
        b'N' => return named(text),
        _ => return Read::Plain(2),
    };
    Read::CodePoint(u32::from(simple), 2)
}

fn read_raw(text: &[u8]) -> Read {
    match text.get(1) {
        // In CPython's messages the letters X stand for digits, here as above.
        Some(b'u') => hexadecimal(text, 4, "truncated \\uXXXX escape", ""),
        Some(b'U') => hexadecimal(text, 8, "truncated \\UXXXXXXXX escape", "\\Uxxxxxxxx out of range"),
        // A backslash before anything else takes it along, so that `\\u` is no escape.
        _ => Read::Plain(2.min(text.len())),
    }
}

fn hexadecimal(text: &[u8], digits: usize, truncated: &'static str, illegal: &'static str) -> Read {
    let found = text.iter().skip(2).take(digits).map_while(|byte| char::from(*byte).to_digit(16));
    let (value, count) = found.fold((0_u32, 0), |(value, count), digit| (value << 4 | digit, count + 1));
    let length = 2 + count;
    if count < digits {
        return Read::Wrong { length, cut: length == text.len(), reason: truncated };
    }
    if value >= 0x11_0000 {
        return Read::Wrong { length, cut: false, reason: illegal };
    }
    Read::CodePoint(value, length)
}

/// `\N{...}` is measured, but no name is known.
fn named(text: &[u8]) -> Read {
    const MALFORMED: &str = "malformed \\N character escape";
    if text.get(2) != Some(&b'{') {
        return Read::Wrong { length: 2, cut: text.len() == 2, reason: MALFORMED };
    }
    match text.iter().position(|byte| *byte == b'}') {
        Some(3) => Read::Wrong { length: 3, cut: false, reason: MALFORMED },
        Some(end) => Read::Wrong { length: end + 1, cut: false, reason: "unknown Unicode character name" },
        None => Read::Wrong { length: text.len(), cut: true, reason: MALFORMED },
    }
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{BuiltIn, Errors, Failure};
    use super::*;

    fn replaced(text: &[u8]) -> String {
        String::from_utf8(decode(text, true, &mut BuiltIn::new(Errors::Replace)).unwrap().0).unwrap()
    }

    #[test]
    fn everything_else_is_escaped() {
        let strict = &mut BuiltIn::new(Errors::Strict);
        assert_eq!(encode("é€😀\n\\'\x7f".as_bytes(), strict).unwrap(), br"\xe9\u20ac\U0001f600\n\\'\x7f");
        assert_eq!(encode_raw("é€\n".as_bytes(), strict).unwrap(), b"\xe9\\u20ac\n");
        assert_eq!(encode(b"\xed\xa0\x80a", strict).unwrap(), br"\ud800a");
    }

    #[test]
    fn escapes_are_read() {
        assert_eq!(replaced(br"\x41\u20ac\U0001f600\101\n\q\\"), "A€😀A\n\\q\\");
        assert_eq!(replaced(b"a\\\nb\xe9"), "abé");
        let raw = decode_raw(br"\\u0041\u0041\n", true, &mut BuiltIn::new(Errors::Strict)).unwrap().0;
        assert_eq!(raw, br"\\u0041A\n");
    }

    #[test]
    fn mistakes_are_measured() {
        for (text, expected) in [
            (&br"\x4g"[..], "�g"),
            (br"\u12g", "�g"),
            (br"\uzz", "�zz"),
            (br"\", "�"),
            (br"\N{x", "�"),
            (br"\Nx", "�x"),
            (br"\N{nope}x", "�x"),
            (br"\N{}x", "�}x"),
            (br"\U0011000012", "�12"),
        ] {
            assert_eq!(replaced(text), expected);
        }
        let fault = decode(br"a\u12", true, &mut BuiltIn::new(Errors::Strict)).unwrap_err();
        let Failure::Fault(fault) = fault else { panic!() };
        assert_eq!((fault.start, fault.end, fault.reason), (1, 5, "truncated \\uXXXX escape"));
        assert_eq!(decode(br"a\u12", false, &mut BuiltIn::new(Errors::Strict)), Ok((b"a".to_vec(), 1)));
    }
}
