//! UTF-7 (RFC 2152): ASCII, and UTF-16 in base 64 between `+` and `-`.

use super::super::pieces::PIECE;
use super::super::wtf8;
use super::{Direction, Fault, Handler, Replacement};

/// What CPython calls it in messages.
const NAME: &str = "utf7";
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Characters that need no base 64.
fn is_direct(code_point: u32) -> bool {
    match u8::try_from(code_point) {
        Ok(byte) => {
            byte.is_ascii_alphanumeric() || b"'(),-./:?!\"#$%&*;<=>@[]^_`{|} \t\n\r".contains(&byte) || byte == 0
        }
        Err(_) => false,
    }
}

fn value(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|digit| *digit == byte).map(|value| value as u32)
}

/// Bits that are not yet written as digits.
#[derive(Default)]
struct Bits {
    value: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, unit: u16, out: &mut Vec<u8>) {
        let mut value = u64::from(self.value) << 16 | u64::from(unit);
        self.count += 16;
        while self.count >= 6 {
            self.count -= 6;
            out.extend(DIGITS.get((value >> self.count & 63) as usize));
        }
        value &= (1 << self.count) - 1;
        self.value = value as u32;
    }

    fn flush(&mut self, out: &mut Vec<u8>) {
        if self.count > 0 {
            out.extend(DIGITS.get((self.value << (6 - self.count) & 63) as usize));
        }
        *self = Bits::default();
    }
}

/// Nothing is beyond UTF-7: lone surrogates are written like all else.
pub(super) fn encode<H: Handler>(text: &[u8], handler: &mut H) -> Result<Vec<u8>, H::Error> {
    let mut out = Vec::with_capacity(text.len());
    let mut shifted: Option<Bits> = None;
    for code_point in wtf8::code_points(text) {
        handler.pass(1)?;
        if is_direct(code_point) {
            if let Some(mut bits) = shifted.take() {
                bits.flush(&mut out);
                let follows = u8::try_from(code_point).is_ok_and(|byte| value(byte).is_some() || byte == b'-');
                if follows {
                    out.push(b'-');
                }
            }
            out.push(code_point as u8);
            continue;
        }
        if code_point == u32::from('+') && shifted.is_none() {
            out.extend_from_slice(b"+-");
            continue;
        }
        let bits = shifted.get_or_insert_with(|| {
            out.push(b'+');
            Bits::default()
        });
        match code_point.checked_sub(0x1_0000) {
            Some(beyond) => {
                bits.push(0xd800 | (beyond >> 10) as u16, &mut out);
                bits.push(0xdc00 | (beyond & 0x3ff) as u16, &mut out);
            }
            None => bits.push(code_point as u16, &mut out),
        }
    }
    if let Some(mut bits) = shifted {
        bits.flush(&mut out);
        out.push(b'-');
    }
    Ok(out)
}

/// Decodes; where more is to come, a shifted part that is not complete waits.
pub(super) fn decode<H: Handler>(bytes: &[u8], last: bool, handler: &mut H) -> Result<(Vec<u8>, usize), H::Error> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        handler.pass(1)?;
        let step = if byte == b'+' { shifted(bytes, at) } else { plain(bytes, at) };
        match step {
            Step::Text(text, end) => {
                if end == bytes.len() && !last && byte == b'+' && bytes.last() != Some(&b'-') {
                    return Ok((out, at));
                }
                handler.pass(text.len())?;
                out.extend(text);
                at = end;
            }
            Step::Unterminated if !last => return Ok((out, at)),
            Step::Unterminated => {
                at = repaired(bytes, at..bytes.len(), "unterminated shift sequence", handler, &mut out)?
            }
            Step::Wrong(end, reason) => at = repaired(bytes, at..end, reason, handler, &mut out)?,
        }
    }
    Ok((out, at))
}

enum Step {
    Text(Vec<u8>, usize),
    Unterminated,
    Wrong(usize, &'static str),
}

fn repaired<H: Handler>(
    bytes: &[u8],
    range: std::ops::Range<usize>,
    reason: &'static str,
    handler: &mut H,
    out: &mut Vec<u8>,
) -> Result<usize, H::Error> {
    let (start, end) = (range.start, range.end);
    let fault = Fault { direction: Direction::Decode, encoding: NAME, start, end, reason };
    let repair = handler.repair(&fault, bytes)?;
    if let Replacement::Text(text) = repair.replacement {
        out.extend(text);
    }
    Ok(repair.resume.min(bytes.len()))
}

fn plain(bytes: &[u8], at: usize) -> Step {
    let rest = bytes.get(at..).unwrap_or_default();
    let rest = rest.get(..PIECE).unwrap_or(rest);
    let length = rest.iter().take_while(|byte| byte.is_ascii() && **byte != b'+').count();
    if length == 0 {
        Step::Wrong(at + 1, "unexpected special character")
    } else {
        Step::Text(rest[..length].to_vec(), at + length)
    }
}

/// What begins with a plus sign.
fn shifted(bytes: &[u8], start: usize) -> Step {
    let digits: Vec<u32> = bytes.get(start + 1..).unwrap_or_default().iter().map_while(|byte| value(*byte)).collect();
    let end = start + 1 + digits.len();
    let next = bytes.get(end).copied();
    if digits.is_empty() {
        return match next {
            Some(b'-') => Step::Text(b"+".to_vec(), end + 1),
            Some(_) => Step::Wrong(end + 1, "ill-formed sequence"),
            None => Step::Unterminated,
        };
    }
    let (mut value, mut count, mut units) = (0_u32, 0, Vec::new());
    for digit in digits {
        value = value << 6 | digit;
        count += 6;
        if count >= 16 {
            count -= 16;
            units.push((value >> count) as u16);
            value &= (1 << count) - 1;
        }
    }
    if next.is_none() {
        // The end of the text ends the shifted part only where it is whole.
        if count >= 6 || value != 0 {
            return Step::Unterminated;
        }
    } else if count >= 6 {
        return Step::Wrong(end + 1, "partial character in base64 sequence");
    } else if value != 0 {
        return Step::Wrong(end + 1, "non-zero padding bits in shift sequence");
    }
    let mut text = Vec::with_capacity(units.len() * 3);
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(letter) => wtf8::push(&mut text, u32::from(letter)),
            Err(lone) => wtf8::push(&mut text, u32::from(lone.unpaired_surrogate())),
        }
    }
    Step::Text(text, end + usize::from(next == Some(b'-')))
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{BuiltIn, Errors};
    use super::*;

    #[test]
    fn utf7_round_trips() {
        for text in ["", "abc", "1 + 1 = 2", "aé日😀", "é-", "éa", "~\\", "日本語"] {
            let encoded = encode(text.as_bytes(), &mut BuiltIn::new(Errors::Strict)).unwrap();
            assert!(encoded.is_ascii());
            let decoded = decode(&encoded, true, &mut BuiltIn::new(Errors::Strict)).unwrap();
            assert_eq!(decoded, (text.as_bytes().to_vec(), encoded.len()), "{text}");
        }
        let encoded = encode("aé日😀".as_bytes(), &mut BuiltIn::new(Errors::Strict));
        assert_eq!(encoded.unwrap(), b"a+AOll5dg93gA-");
    }
}
