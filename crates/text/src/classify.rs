//! The `is…` methods of strings and bytes.

use taipan_source::meter::Meter;

use super::{pieces, unicode, wtf8};

/// `str.isalpha`.
pub fn is_alpha<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all(text, meter, unicode::is_alphabetic)
}

/// `str.isalnum`.
pub fn is_alnum<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all(text, meter, |code_point| unicode::is_alphabetic(code_point) || unicode::is_numeric(code_point))
}

/// `str.isdecimal`.
pub fn is_decimal<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all(text, meter, |code_point| unicode::decimal_value(code_point).is_some())
}

/// `str.isdigit`.
pub fn is_digit<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all(text, meter, unicode::is_digit)
}

/// `str.isnumeric`.
pub fn is_numeric<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all(text, meter, unicode::is_numeric)
}

/// `str.isspace`.
pub fn is_space<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all(text, meter, unicode::is_space)
}

/// `str.isprintable`; an empty string is.
pub fn is_printable<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    pieces::all(text, meter, |piece| wtf8::code_points(piece).all(unicode::is_printable))
}

/// `str.isidentifier`.
pub fn is_identifier<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    let mut code_points = wtf8::code_points(text);
    let begins = code_points.next().is_some_and(unicode::starts_name);
    let rest = code_points.rest();
    Ok(begins && pieces::all(rest, meter, |piece| wtf8::code_points(piece).all(unicode::continues_name))?)
}

/// As [`is_identifier`], of names: they are short.
#[must_use]
pub fn is_name(text: &[u8]) -> bool {
    let mut code_points = wtf8::code_points(text);
    code_points.next().is_some_and(unicode::starts_name) && code_points.all(unicode::continues_name)
}

/// `str.islower`: something has case, and nothing is upper or title case.
pub fn is_lower<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    one_case(text, meter, wtf8::code_points, unicode::is_lower, |code_point| {
        unicode::is_upper(code_point) || unicode::is_title(code_point)
    })
}

/// `str.isupper`: something has case, and nothing is lower or title case.
pub fn is_upper<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    one_case(text, meter, wtf8::code_points, unicode::is_upper, |code_point| {
        unicode::is_lower(code_point) || unicode::is_title(code_point)
    })
}

/// `str.istitle`: capitals only begin runs of cased letters, and every run begins with one.
pub fn is_title<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    titled(
        text,
        meter,
        wtf8::code_points,
        |code_point| unicode::is_upper(code_point) || unicode::is_title(code_point),
        unicode::is_lower,
    )
}

/// `bytes.isascii`.
pub fn bytes_ascii<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    pieces::all(text, meter, <[u8]>::is_ascii)
}

/// `bytes.isalpha`.
pub fn bytes_alpha<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all_bytes(text, meter, u8::is_ascii_alphabetic)
}

/// `bytes.isalnum`.
pub fn bytes_alnum<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all_bytes(text, meter, u8::is_ascii_alphanumeric)
}

/// `bytes.isdigit`.
pub fn bytes_digit<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all_bytes(text, meter, u8::is_ascii_digit)
}

/// `bytes.isspace`.
pub fn bytes_space<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    all_bytes(text, meter, |byte| is_byte_space(*byte))
}

/// `bytes.islower`.
pub fn bytes_lower<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    one_case(text, meter, <[u8]>::iter, u8::is_ascii_lowercase, u8::is_ascii_uppercase)
}

/// `bytes.isupper`.
pub fn bytes_upper<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    one_case(text, meter, <[u8]>::iter, u8::is_ascii_uppercase, u8::is_ascii_lowercase)
}

/// `bytes.istitle`.
pub fn bytes_title<M: Meter>(text: &[u8], meter: &mut M) -> Result<bool, M::Refusal> {
    titled(text, meter, <[u8]>::iter, u8::is_ascii_uppercase, u8::is_ascii_lowercase)
}

/// White space in the sense of `bytes.split` and `bytes.strip`.
#[must_use]
pub fn is_byte_space(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | 0x20)
}

fn all<M: Meter>(text: &[u8], meter: &mut M, property: impl Fn(u32) -> bool) -> Result<bool, M::Refusal> {
    Ok(!text.is_empty() && pieces::all(text, meter, |piece| wtf8::code_points(piece).all(&property))?)
}

fn all_bytes<M: Meter>(text: &[u8], meter: &mut M, property: impl Fn(&u8) -> bool) -> Result<bool, M::Refusal> {
    Ok(!text.is_empty() && pieces::all(text, meter, |piece| piece.iter().all(&property))?)
}

fn one_case<'a, M: Meter, I: Iterator<Item: Copy>>(
    text: &'a [u8],
    meter: &mut M,
    items: impl Fn(&'a [u8]) -> I,
    wanted: impl Fn(I::Item) -> bool,
    other: impl Fn(I::Item) -> bool,
) -> Result<bool, M::Refusal> {
    let mut found = false;
    let fits = pieces::all(text, meter, |piece| {
        items(piece).all(|item| {
            found |= wanted(item);
            !other(item)
        })
    })?;
    Ok(fits && found)
}

fn titled<'a, M: Meter, I: Iterator<Item: Copy>>(
    text: &'a [u8],
    meter: &mut M,
    items: impl Fn(&'a [u8]) -> I,
    capital: impl Fn(I::Item) -> bool,
    small: impl Fn(I::Item) -> bool,
) -> Result<bool, M::Refusal> {
    let (mut found, mut inside_word) = (false, false);
    let fits = pieces::all(text, meter, |piece| {
        items(piece).all(|item| {
            let is_capital = capital(item);
            let cased = is_capital || small(item);
            let fits = !cased || is_capital != inside_word;
            found |= cased;
            inside_word = cased;
            fits
        })
    })?;
    Ok(fits && found)
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::*;

    type Check = fn(&[u8], &mut Unmetered) -> Result<bool, std::convert::Infallible>;

    fn is(check: Check, text: &[u8]) -> bool {
        let Ok(answer) = check(text, &mut Unmetered);
        answer
    }

    #[test]
    fn nothing_is_anything_but_printable() {
        let checks: [Check; 8] =
            [is_alpha, is_alnum, is_decimal, is_digit, is_numeric, is_space, is_identifier, is_lower];
        assert!(checks.iter().all(|check| !is(*check, b"")));
        assert!(is(is_printable, b""));
    }

    #[test]
    fn numbers_come_in_three_degrees() {
        let degrees = |text: &str| {
            let bytes = text.as_bytes();
            (is(is_decimal, bytes), is(is_digit, bytes), is(is_numeric, bytes), is(is_alnum, bytes))
        };
        assert_eq!(degrees("٣7"), (true, true, true, true));
        assert_eq!(degrees("²"), (false, true, true, true));
        assert_eq!(degrees("½"), (false, false, true, true));
        assert_eq!(degrees("四"), (false, false, true, true));
        assert_eq!(degrees("x"), (false, false, false, true));
    }

    #[test]
    fn titles_begin_every_run_with_a_capital() {
        for (text, expected) in
            [("Ab Cd", true), ("AB", false), ("a", false), ("1A", true), ("ǅa", true), ("Aǅ", false), ("1", false)]
        {
            assert_eq!(is(is_title, text.as_bytes()), expected, "{text}");
        }
        assert!(is(bytes_title, b"A1Bc") && !is(bytes_title, b"aB"));
    }

    #[test]
    fn one_cased_letter_is_enough() {
        assert!(is(is_lower, "a1!ª".as_bytes()) && !is(is_lower, b"1") && !is(is_lower, "aǅ".as_bytes()));
        assert!(is(is_upper, "A1中".as_bytes()) && !is(is_upper, b"Aa") && is(bytes_upper, b"A1\xff"));
    }

    #[test]
    fn names_follow_the_identifier_rules() {
        for (text, expected) in
            [("_a1", true), ("1a", false), ("é中", true), ("a·", true), ("·a", false), ("a b", false)]
        {
            assert_eq!(is(is_identifier, text.as_bytes()), expected, "{text}");
        }
        assert!(!is(is_printable, "a\u{a0}".as_bytes()) && !is(is_printable, b"\xed\xa0\x80"));
    }
}
