//! Codecs in which a run of characters that do not fit is one fault: ASCII and Latin 1, and the frame for others.

use super::super::pieces::PIECE;
use super::super::wtf8;
use super::{Direction, Fault, Handler, Replacement, copy};

/// Which characters a codec has.
pub(super) struct Range<E, P> {
    /// The name of the codec in messages.
    pub(super) name: &'static str,
    /// What is wrong with the other characters.
    pub(super) reason: &'static str,
    /// Whether a character has a code.
    pub(super) encodes: E,
    /// Appends its code.
    pub(super) push: P,
    /// Replacements hold characters below this only.
    pub(super) replacement_end: u32,
}

pub(super) fn encode<H, E, P>(range: &Range<E, P>, text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error>
where
    H: Handler,
    E: Fn(u32) -> bool,
    P: Fn(&mut Vec<u8>, u32),
{
    let mut out = Vec::with_capacity(text.len());
    let mut rest = wtf8::code_points(text);
    let mut position = 0;
    while let Some(code_point) = rest.next() {
        handler.pass(1)?;
        if (range.encodes)(code_point) {
            (range.push)(&mut out, code_point);
            position += 1;
            continue;
        }
        let (start, mut end) = (position, position + 1);
        let mut ahead = rest.clone();
        while ahead.clone().next().is_some_and(|code_point| !(range.encodes)(code_point)) {
            handler.pass(1)?;
            ahead.next();
            end += 1;
        }
        let fault = Fault { direction: Direction::Encode, encoding: range.name, start, end, reason: range.reason };
        let repair = handler.repair(&fault, text)?;
        match repair.replacement {
            Replacement::Bytes(bytes) => out.extend(bytes),
            Replacement::Text(replacement) => {
                for code_point in wtf8::code_points(&replacement) {
                    if code_point >= range.replacement_end || !(range.encodes)(code_point) {
                        return Err(handler.fail(&fault));
                    }
                    (range.push)(&mut out, code_point);
                }
            }
        }
        position = repair.resume;
        rest = if position == end {
            ahead
        } else {
            wtf8::code_points(text.get(wtf8::offset_of(text, position)..).unwrap_or_default())
        };
    }
    Ok(out)
}

pub(super) fn encode_ascii<H: Handler>(text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    if text.is_ascii() {
        let mut out = Vec::with_capacity(text.len());
        copy(&mut out, text, handler)?;
        return Ok(out);
    }
    encode_below("ascii", "ordinal not in range(128)", 0x80, text, handler)
}

pub(super) fn encode_latin1<H: Handler>(text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    if text.is_ascii() {
        let mut out = Vec::with_capacity(text.len());
        copy(&mut out, text, handler)?;
        return Ok(out);
    }
    encode_below("latin-1", "ordinal not in range(256)", 0x100, text, handler)
}

/// Every character below a bound is its own code.
fn encode_below<H: Handler>(
    name: &'static str,
    reason: &'static str,
    end: u32,
    text: &[u8],
    handler: &mut H,
) -> Result<Vec<u8>, H::Error> {
    let encodes = |code_point: u32| code_point < end;
    let push = |out: &mut Vec<u8>, code_point: u32| out.push(code_point as u8);
    encode(&Range { name, reason, encodes, push, replacement_end: end }, text, handler)
}

pub(super) fn decode_ascii<H: Handler>(bytes: &[u8], handler: &mut H) -> Result<(Vec<u8>, usize), H::Error> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let piece = rest.get(..PIECE).unwrap_or(rest);
        let plain = piece.iter().position(|byte| !byte.is_ascii()).unwrap_or(piece.len());
        handler.pass(plain)?;
        out.extend_from_slice(&piece[..plain]);
        at += plain;
        if plain == piece.len() {
            continue;
        }
        let fault = Fault {
            direction: Direction::Decode,
            encoding: "ascii",
            start: at,
            end: at + 1,
            reason: "ordinal not in range(128)",
        };
        let repair = handler.repair(&fault, bytes)?;
        if let Replacement::Text(text) = repair.replacement {
            out.extend(text);
        }
        at = repair.resume;
    }
    Ok((out, bytes.len()))
}

pub(super) fn decode_latin1<H: Handler>(bytes: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 4);
    for piece in bytes.chunks(PIECE) {
        handler.pass(piece.len())?;
        if piece.is_ascii() {
            out.extend_from_slice(piece);
        } else {
            piece.iter().for_each(|byte| wtf8::push(&mut out, u32::from(*byte)));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{BuiltIn, Errors, Failure};
    use super::*;

    #[test]
    fn latin_1_is_the_first_256_characters() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = decode_latin1(&bytes, &mut BuiltIn::new(Errors::Strict)).unwrap();
        assert_eq!(encode_latin1(&text, &mut BuiltIn::new(Errors::Strict)), Ok(bytes));
        let fault = encode_latin1("é€€x".as_bytes(), &mut BuiltIn::new(Errors::Strict)).unwrap_err();
        assert!(matches!(fault, Failure::Fault(Fault { start: 1, end: 3, encoding: "latin-1", .. })), "{fault:?}");
    }

    #[test]
    fn ascii_goes_on_after_a_repair() {
        let mut replace = BuiltIn::new(Errors::Replace);
        assert_eq!(decode_ascii(b"a\xffb\xfe", &mut replace).unwrap().0, "a\u{fffd}b\u{fffd}".as_bytes());
        assert_eq!(encode_ascii("aébéé".as_bytes(), &mut replace).unwrap(), b"a?b??");
    }
}
