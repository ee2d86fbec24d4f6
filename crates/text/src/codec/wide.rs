//! UTF-16 and UTF-32, in either byte order or with a mark that says which.

use super::super::wtf8;
use super::{Direction, Fault, Handler, Replacement};

/// How many bytes a unit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// UTF-16.
    Two,
    /// UTF-32.
    Four,
}

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    /// The lowest; this is also what we take where nothing says.
    Little,
    /// The highest.
    Big,
}

impl Width {
    fn bytes(self) -> usize {
        match self {
            Width::Two => 2,
            Width::Four => 4,
        }
    }

    fn name(self, order: Option<ByteOrder>) -> &'static str {
        match (self, order) {
            (Width::Two, None) => "utf-16",
            (Width::Two, Some(ByteOrder::Little)) => "utf-16-le",
            (Width::Two, Some(ByteOrder::Big)) => "utf-16-be",
            (Width::Four, None) => "utf-32",
            (Width::Four, Some(ByteOrder::Little)) => "utf-32-le",
            (Width::Four, Some(ByteOrder::Big)) => "utf-32-be",
        }
    }

    /// The first unit of some bytes, if there are enough.
    fn unit(self, bytes: &[u8], order: ByteOrder) -> Option<u32> {
        Some(match (self, order) {
            (Width::Two, ByteOrder::Little) => u32::from(u16::from_le_bytes(*bytes.first_chunk()?)),
            (Width::Two, ByteOrder::Big) => u32::from(u16::from_be_bytes(*bytes.first_chunk()?)),
            (Width::Four, ByteOrder::Little) => u32::from_le_bytes(*bytes.first_chunk()?),
            (Width::Four, ByteOrder::Big) => u32::from_be_bytes(*bytes.first_chunk()?),
        })
    }

    fn push_unit(self, out: &mut Vec<u8>, unit: u32, order: ByteOrder) {
        match (self, order) {
            (Width::Two, ByteOrder::Little) => out.extend((unit as u16).to_le_bytes()),
            (Width::Two, ByteOrder::Big) => out.extend((unit as u16).to_be_bytes()),
            (Width::Four, ByteOrder::Little) => out.extend(unit.to_le_bytes()),
            (Width::Four, ByteOrder::Big) => out.extend(unit.to_be_bytes()),
        }
    }

    fn push(self, out: &mut Vec<u8>, code_point: u32, order: ByteOrder) {
        match code_point.checked_sub(0x1_0000) {
            Some(above) if self == Width::Two => {
                self.push_unit(out, 0xd800 + (above >> 10), order);
                self.push_unit(out, 0xdc00 + (above & 0x3ff), order);
            }
            _ => self.push_unit(out, code_point, order),
        }
    }
}

const MARK: u32 = 0xfeff;

pub(super) fn decode<H: Handler>(
    width: Width,
    order: Option<ByteOrder>,
    bytes: &[u8],
    last: bool,
    handler: &mut H,
) -> Result<(Vec<u8>, usize), H::Error> {
    let (order, mut at) = match order {
        Some(order) => (order, 0),
        None if width.unit(bytes, ByteOrder::Little) == Some(MARK) => (ByteOrder::Little, width.bytes()),
        None if width.unit(bytes, ByteOrder::Big) == Some(MARK) => (ByteOrder::Big, width.bytes()),
        None => (ByteOrder::Little, 0),
    };
    let mut out = Vec::with_capacity(bytes.len() / width.bytes());
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        handler.pass(1)?;
        let (end, reason) = match read(width, order, rest) {
            Read::CodePoint(code_point, length) => {
                wtf8::push(&mut out, code_point);
                at += length;
                continue;
            }
            Read::Cut(_) if !last => return Ok((out, at)),
            Read::Cut(reason) => (bytes.len(), reason),
            Read::Wrong(reason) => (at + width.bytes(), reason),
        };
        let encoding = width.name(Some(order));
        let fault = Fault { direction: Direction::Decode, encoding, start: at, end, reason };
        let repair = handler.repair(&fault, bytes)?;
        if let Replacement::Text(text) = repair.replacement {
            out.extend(text);
        }
        at = repair.resume;
    }
    Ok((out, bytes.len()))
}

/// What stands at the beginning of some bytes.
enum Read {
    /// A character, and its length.
    CodePoint(u32, usize),
    /// A character whose end is missing.
    Cut(&'static str),
    /// A unit that is no character.
    Wrong(&'static str),
}

fn read(width: Width, order: ByteOrder, bytes: &[u8]) -> Read {
    let Some(unit) = width.unit(bytes, order) else { return Read::Cut("truncated data") };
    match (width, unit) {
        (Width::Four, 0x11_0000..) => Read::Wrong("code point not in range(0x110000)"),
        (Width::Four, 0xd800..0xe000) => Read::Wrong("code point in surrogate code point range(0xd800, 0xe000)"),
        (Width::Two, 0xdc00..0xe000) => Read::Wrong("illegal encoding"),
        (Width::Two, 0xd800..0xdc00) => match bytes.get(2..).and_then(|after| width.unit(after, order)) {
            None => Read::Cut("unexpected end of data"),
            Some(low @ 0xdc00..0xe000) => Read::CodePoint(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00), 4),
            Some(_) => Read::Wrong("illegal UTF-16 surrogate"),
        },
        _ => Read::CodePoint(unit, width.bytes()),
    }
}

pub(super) fn encode<H: Handler>(
    width: Width,
    order: Option<ByteOrder>,
    text: &[u8],
    handler: &mut H,
) -> Result<Vec<u8>, H::Error> {
    let encoding = width.name(order);
    let mut out = Vec::with_capacity(text.len() * width.bytes());
    if order.is_none() {
        width.push_unit(&mut out, MARK, ByteOrder::Little);
    }
    let order = order.unwrap_or(ByteOrder::Little);
    let mut rest = wtf8::code_points(text);
    let mut position = 0;
    while let Some(code_point) = rest.next() {
        handler.pass(1)?;
        if !wtf8::is_surrogate(code_point) {
            width.push(&mut out, code_point, order);
            position += 1;
            continue;
        }
        let (start, end) = (position, position + 1);
        let reason = "surrogates not allowed";
        let fault = Fault { direction: Direction::Encode, encoding, start, end, reason };
        let repair = handler.repair(&fault, text)?;
        match repair.replacement {
            // Only whole units may be put in.
            Replacement::Bytes(bytes) if bytes.len() % width.bytes() == 0 => out.extend(bytes),
            Replacement::Text(text) if text.is_ascii() => {
                text.iter().for_each(|byte| width.push(&mut out, u32::from(*byte), order));
            }
            _ => return Err(handler.fail(&fault)),
        }
        position = repair.resume;
        if position != end {
            rest = wtf8::code_points(text.get(wtf8::offset_of(text, position)..).unwrap_or_default());
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{BuiltIn, Errors, Failure};
    use super::*;

    fn fault(width: Width, bytes: &[u8]) -> (usize, usize, &'static str, &'static str) {
        match decode(width, None, bytes, true, &mut BuiltIn::new(Errors::Strict)) {
            Err(Failure::Fault(fault)) => (fault.start, fault.end, fault.encoding, fault.reason),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_mark_tells_the_order() {
        let mut strict = BuiltIn::new(Errors::Strict);
        for (bytes, width) in [
            (&b"\xff\xfea\0"[..], Width::Two),
            (b"\xfe\xff\0a", Width::Two),
            (b"a\0", Width::Two),
            (b"\xff\xfe\0\0a\0\0\0", Width::Four),
        ] {
            assert_eq!(decode(width, None, bytes, true, &mut strict).unwrap().0, b"a");
        }
        let marked = decode(Width::Two, Some(ByteOrder::Little), b"\xff\xfea\0", true, &mut strict);
        assert_eq!(marked.unwrap().0, "\u{feff}a".as_bytes());
    }

    #[test]
    fn text_comes_back() {
        let text = "aé€😀".as_bytes();
        let mut strict = BuiltIn::new(Errors::Strict);
        for width in [Width::Two, Width::Four] {
            for order in [None, Some(ByteOrder::Little), Some(ByteOrder::Big)] {
                let bytes = encode(width, order, text, &mut strict).unwrap();
                assert_eq!(decode(width, order, &bytes, true, &mut strict), Ok((text.to_vec(), bytes.len())));
            }
        }
    }

    #[test]
    fn faults_are_those_of_python() {
        for (bytes, expected) in [
            (&b"\0\xd8"[..], (0, 2, "utf-16-le", "unexpected end of data")),
            (b"\0\xd8a\0", (0, 2, "utf-16-le", "illegal UTF-16 surrogate")),
            (b"\0\xdc", (0, 2, "utf-16-le", "illegal encoding")),
            (b"\0\xd8\0", (0, 3, "utf-16-le", "unexpected end of data")),
            (b"a\0b", (2, 3, "utf-16-le", "truncated data")),
            (b"\xfe\xff\xdc\0", (2, 4, "utf-16-be", "illegal encoding")),
        ] {
            assert_eq!(fault(Width::Two, bytes), expected, "{bytes:?}");
        }
        assert_eq!(fault(Width::Four, b"abcde"), (0, 4, "utf-32-le", "code point not in range(0x110000)"));
        assert_eq!(fault(Width::Four, b"abc"), (0, 3, "utf-32-le", "truncated data"));
        let surrogate = fault(Width::Four, b"\0\xd8\0\0");
        assert_eq!(surrogate.3, "code point in surrogate code point range(0xd800, 0xe000)");
    }

    #[test]
    fn a_pair_that_is_cut_in_two_waits_for_the_rest() {
        let mut strict = BuiltIn::new(Errors::Strict);
        let cut = decode(Width::Two, Some(ByteOrder::Little), b"a\0\0\xd8", false, &mut strict);
        assert_eq!(cut, Ok((b"a".to_vec(), 2)));
    }
}
