//! Names and arguments of the system as text: bytes that are no UTF-8 become lone surrogates, and these the bytes again.

/// The text, with U+DC80 to U+DCFF for the bytes 0x80 to 0xff that are no UTF-8.
#[must_use]
pub fn decoded(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.extend_from_slice(chunk.valid().as_bytes());
        for byte in chunk.invalid() {
            text.extend_from_slice(&[0xed, 0xb0 | (byte >> 6), 0x80 | (byte & 0x3f)]);
        }
    }
    text
}

/// The bytes of a text whose lone surrogates stand for single bytes.
#[must_use]
pub fn encoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        match rest {
            [0xed, high @ 0xb2..=0xb3, low, after @ ..] => {
                bytes.push((high & 0x03) << 6 | (low & 0x3f));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{decoded, encoded};

    #[test]
    fn bytes_that_are_no_utf8_come_back() {
        for bytes in [b"plain".as_slice(), b"a\xffb", "é€".as_bytes(), b"\xc3", b"\x80\xbf\xfe"] {
            assert_eq!(encoded(&decoded(bytes)), bytes);
        }
        assert_eq!(decoded(b"\xff"), [0xed, 0xb3, 0xbf]);
    }
}
