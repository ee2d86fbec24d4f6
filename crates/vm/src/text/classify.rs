//! The `is…` methods of strings and bytes.

use super::{unicode, wtf8};

/// `str.isalpha`.
#[must_use]
pub fn is_alpha(text: &[u8]) -> bool {
    all(text, unicode::is_alphabetic)
}

/// `str.isalnum`.
#[must_use]
pub fn is_alnum(text: &[u8]) -> bool {
    all(text, |code_point| unicode::is_alphabetic(code_point) || unicode::is_numeric(code_point))
}

/// `str.isdecimal`.
#[must_use]
pub fn is_decimal(text: &[u8]) -> bool {
    all(text, |code_point| unicode::decimal_value(code_point).is_some())
}

/// `str.isdigit`.
#[must_use]
pub fn is_digit(text: &[u8]) -> bool {
    all(text, unicode::is_digit)
}

/// `str.isnumeric`.
#[must_use]
pub fn is_numeric(text: &[u8]) -> bool {
    all(text, unicode::is_numeric)
}

/// `str.isspace`.
#[must_use]
pub fn is_space(text: &[u8]) -> bool {
    all(text, unicode::is_space)
}

/// `str.isprintable`; an empty string is.
#[must_use]
pub fn is_printable(text: &[u8]) -> bool {
    wtf8::code_points(text).all(unicode::is_printable)
}

/// `str.isidentifier`.
#[must_use]
pub fn is_identifier(text: &[u8]) -> bool {
    let mut code_points = wtf8::code_points(text);
    code_points.next().is_some_and(unicode::starts_name) && code_points.all(unicode::continues_name)
}

/// `str.islower`: something has case, and nothing is upper or title case.
#[must_use]
pub fn is_lower(text: &[u8]) -> bool {
    one_case(wtf8::code_points(text), unicode::is_lower, |code_point| {
        unicode::is_upper(code_point) || unicode::is_title(code_point)
    })
}

/// `str.isupper`: something has case, and nothing is lower or title case.
#[must_use]
pub fn is_upper(text: &[u8]) -> bool {
    one_case(wtf8::code_points(text), unicode::is_upper, |code_point| {
        unicode::is_lower(code_point) || unicode::is_title(code_point)
    })
}

/// `str.istitle`: capitals only begin runs of cased letters, and every run begins with one.
#[must_use]
pub fn is_title(text: &[u8]) -> bool {
    titled(
        wtf8::code_points(text),
        |code_point| unicode::is_upper(code_point) || unicode::is_title(code_point),
        unicode::is_lower,
    )
}

/// `bytes.isalpha`.
#[must_use]
pub fn bytes_alpha(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_alphabetic)
}

/// `bytes.isalnum`.
#[must_use]
pub fn bytes_alnum(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_alphanumeric)
}

/// `bytes.isdigit`.
#[must_use]
pub fn bytes_digit(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// `bytes.isspace`.
#[must_use]
pub fn bytes_space(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| is_byte_space(*byte))
}

/// `bytes.islower`.
#[must_use]
pub fn bytes_lower(text: &[u8]) -> bool {
    one_case(text.iter(), u8::is_ascii_lowercase, u8::is_ascii_uppercase)
}

/// `bytes.isupper`.
#[must_use]
pub fn bytes_upper(text: &[u8]) -> bool {
    one_case(text.iter(), u8::is_ascii_uppercase, u8::is_ascii_lowercase)
}

/// `bytes.istitle`.
#[must_use]
pub fn bytes_title(text: &[u8]) -> bool {
    titled(text.iter().copied(), |byte| byte.is_ascii_uppercase(), |byte| byte.is_ascii_lowercase())
}

/// White space in the sense of `bytes.split` and `bytes.strip`.
#[must_use]
pub fn is_byte_space(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | 0x20)
}

fn all(text: &[u8], property: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && wtf8::code_points(text).all(property)
}

fn one_case<T: Copy>(items: impl Iterator<Item = T>, wanted: impl Fn(T) -> bool, other: impl Fn(T) -> bool) -> bool {
    let mut found = false;
    for item in items {
        if other(item) {
            return false;
        }
        found |= wanted(item);
    }
    found
}

fn titled<T: Copy>(items: impl Iterator<Item = T>, capital: impl Fn(T) -> bool, small: impl Fn(T) -> bool) -> bool {
    let (mut found, mut inside_word) = (false, false);
    for item in items {
        let is_capital = capital(item);
        let cased = is_capital || small(item);
        if cased && is_capital == inside_word {
            return false;
        }
        found |= cased;
        inside_word = cased;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_anything_but_printable() {
        let checks = [is_alpha, is_alnum, is_decimal, is_digit, is_numeric, is_space, is_identifier, is_lower];
        assert!(checks.iter().all(|check| !check(b"")));
        assert!(is_printable(b""));
    }

    #[test]
    fn numbers_come_in_three_degrees() {
        let degrees = |text: &str| {
            let bytes = text.as_bytes();
            (is_decimal(bytes), is_digit(bytes), is_numeric(bytes), is_alnum(bytes))
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
            assert_eq!(is_title(text.as_bytes()), expected, "{text}");
        }
        assert!(bytes_title(b"A1Bc") && !bytes_title(b"aB"));
    }

    #[test]
    fn one_cased_letter_is_enough() {
        assert!(is_lower("a1!ª".as_bytes()) && !is_lower(b"1") && !is_lower("aǅ".as_bytes()));
        assert!(is_upper("A1中".as_bytes()) && !is_upper(b"Aa") && bytes_upper(b"A1\xff"));
    }

    #[test]
    fn names_follow_the_identifier_rules() {
        for (text, expected) in
            [("_a1", true), ("1a", false), ("é中", true), ("a·", true), ("·a", false), ("a b", false)]
        {
            assert_eq!(is_identifier(text.as_bytes()), expected, "{text}");
        }
        assert!(!is_printable("a\u{a0}".as_bytes()) && !is_printable(b"\xed\xa0\x80"));
    }
}
