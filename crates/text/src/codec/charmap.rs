//! Codecs of one byte a character whose upper half is a table.

use super::super::wtf8;
use super::narrow::{self, Range};
use super::{Direction, Fault, Handler, Replacement};

/// Where a codec differs from Latin 1; a zero stands for a byte without a character.
pub(super) type Table = &'static [(u8, u16)];

/// Windows, Western Europe.
#[rustfmt::skip]
pub(super) const CP1252: Table = &[
    (0x80, 0x20ac), (0x81, 0x0), (0x82, 0x201a), (0x83, 0x192), (0x84, 0x201e), (0x85, 0x2026),
    (0x86, 0x2020), (0x87, 0x2021), (0x88, 0x2c6), (0x89, 0x2030), (0x8a, 0x160), (0x8b, 0x2039),
    (0x8c, 0x152), (0x8d, 0x0), (0x8e, 0x17d), (0x8f, 0x0), (0x90, 0x0), (0x91, 0x2018),
    (0x92, 0x2019), (0x93, 0x201c), (0x94, 0x201d), (0x95, 0x2022), (0x96, 0x2013), (0x97, 0x2014),
    (0x98, 0x2dc), (0x99, 0x2122), (0x9a, 0x161), (0x9b, 0x203a), (0x9c, 0x153), (0x9d, 0x0),
    (0x9e, 0x17e), (0x9f, 0x178),
];

/// Latin 1 with the euro and seven more letters.
#[rustfmt::skip]
pub(super) const LATIN9: Table = &[
    (0xa4, 0x20ac), (0xa6, 0x160), (0xa8, 0x161), (0xb4, 0x17d), (0xb8, 0x17e), (0xbc, 0x152),
    (0xbd, 0x153), (0xbe, 0x178),
];

const REASON: &str = "character maps to <undefined>";

fn character(table: Table, byte: u8) -> Option<u32> {
    let found = table.iter().find(|entry| entry.0 == byte);
    found.map_or(Some(u32::from(byte)), |entry| Some(u32::from(entry.1)).filter(|code_point| *code_point != 0))
}

fn byte(table: Table, code_point: u32) -> Option<u8> {
    if let Some(entry) = table.iter().find(|entry| u32::from(entry.1) == code_point && code_point != 0) {
        return Some(entry.0);
    }
    u8::try_from(code_point).ok().filter(|byte| table.iter().all(|entry| entry.0 != *byte))
}

pub(super) fn decode<H: Handler>(table: Table, bytes: &[u8], handler: &mut H) -> Result<(Vec<u8>, usize), H::Error> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&each) = bytes.get(at) {
        handler.pass(1)?;
        if let Some(code_point) = character(table, each) {
            wtf8::push(&mut out, code_point);
            at += 1;
            continue;
        }
        let (start, end) = (at, at + 1);
        let fault = Fault { direction: Direction::Decode, encoding: "charmap", start, end, reason: REASON };
        let repair = handler.repair(&fault, bytes)?;
        if let Replacement::Text(text) = repair.replacement {
            out.extend(text);
        }
        at = repair.resume;
    }
    Ok((out, bytes.len()))
}

pub(super) fn encode<H: Handler>(table: Table, text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    let range = Range {
        name: "charmap",
        reason: REASON,
        encodes: |code_point: u32| byte(table, code_point).is_some(),
        push: |out: &mut Vec<u8>, code_point: u32| out.extend(byte(table, code_point)),
        replacement_end: u32::MAX,
    };
    narrow::encode(&range, text, handler)
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{BuiltIn, Errors};
    use super::*;

    #[test]
    fn the_euro_has_a_byte() {
        let mut strict = BuiltIn::new(Errors::Strict);
        assert_eq!(encode(CP1252, "a€é".as_bytes(), &mut strict), Ok(b"a\x80\xe9".to_vec()));
        assert_eq!(decode(LATIN9, b"\xa4", &mut strict).unwrap().0, "€".as_bytes());
        assert!(decode(CP1252, b"\x81", &mut strict).is_err() && encode(CP1252, "Ā".as_bytes(), &mut strict).is_err());
        assert!(encode(LATIN9, "¤".as_bytes(), &mut strict).is_err());
        assert_eq!(encode(CP1252, "āb".as_bytes(), &mut BuiltIn::new(Errors::Replace)).unwrap(), b"?b");
    }
}
