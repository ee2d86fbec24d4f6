//! UTF-8, with and without a mark in front.

use super::super::{pieces, wtf8};
use super::{Direction, Fault, Handler, Replacement, copy, narrow};

/// The byte order mark, which in UTF-8 only says that it is UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

const NAME: &str = "utf-8";

/// Bytes that decide what is wrong with a character, and more.
const LONGEST: usize = 8;

/// Decodes from an offset on.
pub(super) fn decode<H: Handler>(
    bytes: &[u8],
    from: usize,
    last: bool,
    handler: &mut H,
) -> Result<(Vec<u8>, usize), H::Error> {
    let mut out = Vec::new();
    let mut at = from;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (piece, after) = pieces::first(rest);
        let error = match std::str::from_utf8(piece) {
            Ok(_) => {
                handler.pass(piece.len())?;
                out.extend_from_slice(piece);
                at += piece.len();
                if after.is_empty() {
                    return Ok((out, at));
                }
                continue;
            }
            Err(error) => error,
        };
        let (valid, wrong) = rest.split_at(error.valid_up_to());
        handler.pass(valid.len() + 1)?;
        out.extend_from_slice(valid);
        // What is wrong at the end of a piece may go on in the next.
        let error = std::str::from_utf8(wrong.get(..LONGEST).unwrap_or(wrong)).err().unwrap_or(error);
        let start = at + valid.len();
        let (end, reason) = match error.error_len() {
            None if !last => return Ok((out, start)),
            None => (bytes.len(), "unexpected end of data"),
            Some(length) if matches!(wrong.first(), Some(0xc2..=0xf4)) => (start + length, "invalid continuation byte"),
            Some(length) => (start + length, "invalid start byte"),
        };
        let fault = Fault { direction: Direction::Decode, encoding: NAME, start, end, reason };
        let repair = handler.repair(&fault, bytes)?;
        if let Replacement::Text(text) = repair.replacement {
            out.extend(text);
        }
        at = repair.resume.min(bytes.len());
    }
}

/// Decodes and leaves out the mark.
pub(super) fn decode_after_mark<H: Handler>(
    bytes: &[u8],
    last: bool,
    handler: &mut H,
) -> Result<(Vec<u8>, usize), H::Error> {
    if !last && MARK.starts_with(bytes) && bytes.len() < MARK.len() {
        return Ok((Vec::new(), 0));
    }
    let Some(rest) = bytes.strip_prefix(MARK) else { return decode(bytes, 0, last, handler) };
    // Positions count from behind the mark.
    decode(rest, 0, last, handler).map(|(text, used)| (text, used + MARK.len()))
}

pub(super) fn encode<H: Handler>(text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    if !wtf8::has_surrogates(text) {
        let mut out = Vec::with_capacity(text.len());
        copy(&mut out, text, handler)?;
        return Ok(out);
    }
    let range = narrow::Range {
        name: NAME,
        reason: "surrogates not allowed",
        encodes: |code_point: u32| !wtf8::is_surrogate(code_point),
        push: wtf8::push,
        replacement_end: 0x80,
    };
    narrow::encode(&range, text, handler)
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{BuiltIn, Errors, Failure};
    use super::*;

    fn fault(bytes: &[u8]) -> (usize, usize, &'static str) {
        match decode(bytes, 0, true, &mut BuiltIn::new(Errors::Strict)) {
            Err(Failure::Fault(fault)) => (fault.start, fault.end, fault.reason),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn faults_are_those_of_python() {
        for (bytes, expected) in [
            (&b"\xff"[..], (0, 1, "invalid start byte")),
            (b"a\xe2\x82", (1, 3, "unexpected end of data")),
            (b"\xe2\x28", (0, 1, "invalid continuation byte")),
            (b"\xed\xa0\x80", (0, 1, "invalid continuation byte")),
            (b"\xed\xa0", (0, 1, "invalid continuation byte")),
            (b"\xf4\x90\x80\x80", (0, 1, "invalid continuation byte")),
            (b"\xc0\x80", (0, 1, "invalid start byte")),
            (b"\xf0\x9f\x98a", (0, 3, "invalid continuation byte")),
        ] {
            assert_eq!(fault(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_character_that_is_cut_in_two_waits_for_the_rest() {
        let mut strict = BuiltIn::new(Errors::Strict);
        assert_eq!(decode(b"a\xe2\x82", 0, false, &mut strict), Ok((b"a".to_vec(), 1)));
        assert_eq!(decode_after_mark(b"\xef\xbb", false, &mut strict), Ok((vec![], 0)));
        assert_eq!(decode_after_mark(b"\xef\xbb\xbfa", false, &mut strict), Ok((b"a".to_vec(), 4)));
    }

    #[test]
    fn a_run_of_surrogates_is_one_fault() {
        let result = encode(b"a\xed\xa0\x80\xed\xa0\x81b", &mut BuiltIn::new(Errors::Strict));
        assert!(matches!(result, Err(Failure::Fault(Fault { start: 1, end: 3, .. }))), "{result:?}");
    }
}
