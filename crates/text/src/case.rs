//! Lower case, upper case, title case and case folding of strings, and the ASCII forms for bytes.

use taipan_source::meter::Meter;

use super::{pieces, unicode, wtf8};

/// `str.lower`.
pub fn lower<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    if text.is_ascii() {
        return bytes_lower(text, meter);
    }
    map_runs(text, meter, u8::to_ascii_lowercase, |out, offset, code_point| push_lower(out, text, offset, code_point))
}

/// `str.upper`.
pub fn upper<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    if text.is_ascii() {
        return bytes_upper(text, meter);
    }
    map_runs(text, meter, u8::to_ascii_uppercase, |out, _, code_point| push_upper(out, code_point))
}

/// `str.casefold`.
pub fn casefold<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    if text.is_ascii() {
        return bytes_lower(text, meter);
    }
    map_runs(text, meter, u8::to_ascii_lowercase, |out, _, code_point| match unicode::special_fold(code_point) {
        Some(folded) => out.extend_from_slice(folded.as_bytes()),
        None => push_plain_lower(out, code_point),
    })
}

/// `str.swapcase`.
pub fn swapcase<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    if text.is_ascii() {
        return bytes_swapcase(text, meter);
    }
    map(text, meter, |out, offset, code_point| {
        if unicode::is_upper(code_point) {
            push_lower(out, text, offset, code_point);
        } else if unicode::is_lower(code_point) {
            push_upper(out, code_point);
        } else {
            wtf8::push(out, code_point);
        }
    })
}

/// `str.title`: the first cased letter of each run in title case, the rest in lower case.
pub fn title<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    if text.is_ascii() {
        return bytes_title(text, meter);
    }
    let mut inside_word = false;
    map(text, meter, |out, offset, code_point| {
        if inside_word {
            push_lower(out, text, offset, code_point);
        } else {
            push_title(out, code_point);
        }
        inside_word = unicode::is_cased(code_point);
    })
}

/// `str.capitalize`: the first code point in title case, the rest in lower case.
pub fn capitalize<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    if text.is_ascii() {
        return bytes_capitalize(text, meter);
    }
    map(text, meter, |out, offset, code_point| {
        if offset == 0 {
            push_title(out, code_point);
        } else {
            push_lower(out, text, offset, code_point);
        }
    })
}

/// `bytes.lower`.
pub fn bytes_lower<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    map_bytes(text, meter, u8::to_ascii_lowercase)
}

/// `bytes.upper`.
pub fn bytes_upper<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    map_bytes(text, meter, u8::to_ascii_uppercase)
}

/// `bytes.swapcase`.
pub fn bytes_swapcase<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    map_bytes(text, meter, |byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { *byte })
}

/// `bytes.title`.
pub fn bytes_title<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    let mut inside_word = false;
    map_bytes(text, meter, |byte| {
        let mapped = if inside_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        inside_word = byte.is_ascii_alphabetic();
        mapped
    })
}

/// `bytes.capitalize`.
pub fn bytes_capitalize<M: Meter>(text: &[u8], meter: &mut M) -> Result<Vec<u8>, M::Refusal> {
    let mut out = map_bytes(text, meter, u8::to_ascii_lowercase)?;
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    Ok(out)
}

/// Maps every byte.
fn map_bytes<M: Meter>(text: &[u8], meter: &mut M, mut each: impl FnMut(&u8) -> u8) -> Result<Vec<u8>, M::Refusal> {
    let mut out = Vec::with_capacity(text.len());
    pieces::each(text, meter, |piece| out.extend(piece.iter().map(&mut each)))?;
    Ok(out)
}

/// Maps runs of ASCII at once; only what needs no neighbours is mapped so.
fn map_runs<M: Meter>(
    text: &[u8],
    meter: &mut M,
    ascii: fn(&u8) -> u8,
    mut each: impl FnMut(&mut Vec<u8>, usize, u32),
) -> Result<Vec<u8>, M::Refusal> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    let mut at = 0;
    pieces::each(text, meter, |piece| {
        let mut left = piece;
        while !left.is_empty() {
            let run = left.iter().position(|byte| !byte.is_ascii()).unwrap_or(left.len());
            out.extend(left[..run].iter().map(ascii));
            at += run;
            let Some((code_point, length)) = wtf8::decode(&left[run..]) else { break };
            each(&mut out, at, code_point);
            at += length;
            left = &left[run + length..];
        }
    })?;
    Ok(out)
}

fn map<M: Meter>(
    text: &[u8],
    meter: &mut M,
    mut each: impl FnMut(&mut Vec<u8>, usize, u32),
) -> Result<Vec<u8>, M::Refusal> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    let mut before = 0;
    pieces::each(text, meter, |piece| {
        for (offset, code_point) in wtf8::code_point_offsets(piece) {
            each(&mut out, before + offset, code_point);
        }
        before += piece.len();
    })?;
    Ok(out)
}

fn push_lower(out: &mut Vec<u8>, text: &[u8], offset: usize, code_point: u32) {
    const CAPITAL_SIGMA: u32 = 0x3a3;
    if code_point == CAPITAL_SIGMA {
        out.extend_from_slice(if sigma_is_final(text, offset) { "ς" } else { "σ" }.as_bytes());
    } else {
        push_plain_lower(out, code_point);
    }
}

/// A sigma ends a word when a cased letter stands before it and none after it, whatever marks lie between.
fn sigma_is_final(text: &[u8], offset: usize) -> bool {
    let (before, sigma_and_after) = text.split_at(offset);
    let seen = |code_point: &u32| !unicode::is_case_ignorable(*code_point);
    let previous = wtf8::code_points(before).rev().find(seen);
    let next = wtf8::code_points(sigma_and_after).skip(1).find(seen);
    previous.is_some_and(unicode::is_cased) && !next.is_some_and(unicode::is_cased)
}

fn push_plain_lower(out: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point) {
        Some(letter) => push_chars(out, letter.to_lowercase()),
        None => wtf8::push(out, code_point),
    }
}

fn push_upper(out: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point) {
        Some(letter) => push_chars(out, letter.to_uppercase()),
        None => wtf8::push(out, code_point),
    }
}

fn push_title(out: &mut Vec<u8>, code_point: u32) {
    match unicode::special_title(code_point) {
        Some(title) => out.extend_from_slice(title.as_bytes()),
        None => push_upper(out, code_point),
    }
}

fn push_chars(out: &mut Vec<u8>, chars: impl Iterator<Item = char>) {
    for each in chars {
        wtf8::push(out, u32::from(each));
    }
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    type Change = fn(&[u8], &mut Unmetered) -> Result<Vec<u8>, std::convert::Infallible>;

    fn text(change: Change, text: &[u8]) -> String {
        let Ok(result) = change(text, &mut Unmetered);
        String::from_utf8(result).unwrap()
    }

    #[test]
    fn a_sigma_at_the_end_of_a_word_is_final() {
        assert_eq!(text(lower, "ΑΣ".as_bytes()), "ας");
        assert_eq!(text(lower, "ΑΣΑ".as_bytes()), "ασα");
        assert_eq!(text(lower, "Σ".as_bytes()), "σ");
        assert_eq!(text(lower, "Α'Σ.".as_bytes()), "α'ς.");
        assert_eq!(text(swapcase, "ΑΣ".as_bytes()), "ας");
        assert_eq!(text(title, "ΑΣ ΣΑΣ".as_bytes()), "Ας Σας");
    }

    #[test]
    fn one_letter_may_become_three() {
        assert_eq!(text(upper, "straße ﬃ ŉ".as_bytes()), "STRASSE FFI ʼN");
        assert_eq!(text(title, "ﬃx ǆ ß".as_bytes()), "Ffix ǅ Ss");
        assert_eq!(text(capitalize, "ǆİ".as_bytes()), "ǅi̇");
        assert_eq!(text(casefold, "Straße Ꭰ ẞ".as_bytes()), "strasse Ꭰ ss");
        assert_eq!(text(swapcase, "ǅaß".as_bytes()), "ǅASS");
    }

    #[test]
    fn ascii_words_are_titled_at_every_letter_after_a_non_letter() {
        assert_eq!(text(title, b"they're 3bill's"), "They'Re 3Bill'S");
        assert_eq!(text(capitalize, b"hELLO wORLD"), "Hello world");
        assert_eq!(text(bytes_swapcase, b"aBc1\x7f"), "AbC1\x7f");
    }

    #[test]
    fn surrogates_pass_through() {
        assert_eq!(upper(b"\xed\xa0\x80a", &mut Unmetered).unwrap(), b"\xed\xa0\x80A");
    }
}
