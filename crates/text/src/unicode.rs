//! Properties of code points: Rust's own where they agree with Python's, tables where they do not.

use super::unicode_tables as tables;

/// A letter, in the sense of `str.isalpha`: general category L.
#[must_use]
pub fn is_alphabetic(code_point: u32) -> bool {
    match ascii(code_point) {
        Some(byte) => byte.is_ascii_alphabetic(),
        None => contains(tables::ALPHABETIC, code_point),
    }
}

/// Shown by `repr` as it is.
#[must_use]
pub fn is_printable(code_point: u32) -> bool {
    match ascii(code_point) {
        Some(byte) => (0x20..0x7f).contains(&byte),
        None => contains(tables::PRINTABLE, code_point),
    }
}

/// White space in the sense of `str.isspace` and `str.split`; more than Rust's, by the separators 0x1c to 0x1f.
#[must_use]
pub fn is_space(code_point: u32) -> bool {
    matches!(
        code_point,
        0x09..=0x0d
            | 0x1c..=0x20
            | 0x85
            | 0xa0
            | 0x1680
            | 0x2000..=0x200a
            | 0x2028
            | 0x2029
            | 0x202f
            | 0x205f
            | 0x3000
    )
}

/// Ends a line for `str.splitlines`.
#[must_use]
pub fn is_line_break(code_point: u32) -> bool {
    matches!(code_point, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

/// The value of a digit that forms decimal numbers.
#[must_use]
pub fn decimal_value(code_point: u32) -> Option<u32> {
    let zero = match ascii(code_point) {
        Some(_) => 0x30,
        None => {
            let above = tables::DECIMAL_ZEROS.partition_point(|&zero| zero <= code_point);
            *tables::DECIMAL_ZEROS.get(above.checked_sub(1)?)?
        }
    };
    code_point.checked_sub(zero).filter(|value| *value < 10)
}

/// A digit in the sense of `str.isdigit`: decimal or, say, superscript.
#[must_use]
pub fn is_digit(code_point: u32) -> bool {
    decimal_value(code_point).is_some() || contains(tables::OTHER_DIGITS, code_point)
}

/// Has a numeric value.
#[must_use]
pub fn is_numeric(code_point: u32) -> bool {
    match ascii(code_point) {
        Some(byte) => byte.is_ascii_digit(),
        None => contains(tables::NUMERIC, code_point),
    }
}

/// May begin a name.
#[must_use]
pub fn starts_name(code_point: u32) -> bool {
    code_point == 0x5f || char::from_u32(code_point).is_some_and(unicode_ident::is_xid_start)
}

/// May stand in a name after its first character.
#[must_use]
pub fn continues_name(code_point: u32) -> bool {
    char::from_u32(code_point).is_some_and(unicode_ident::is_xid_continue)
}

/// A lower case letter.
#[must_use]
pub fn is_lower(code_point: u32) -> bool {
    char::from_u32(code_point).is_some_and(char::is_lowercase)
}

/// An upper case letter.
#[must_use]
pub fn is_upper(code_point: u32) -> bool {
    char::from_u32(code_point).is_some_and(char::is_uppercase)
}

/// A digraph with a capital in front, such as U+01C5.
#[must_use]
pub fn is_title(code_point: u32) -> bool {
    matches!(
        code_point,
        0x1c5 | 0x1c8 | 0x1cb | 0x1f2 | 0x1f88..=0x1f8f | 0x1f98..=0x1f9f | 0x1fa8..=0x1faf | 0x1fbc | 0x1fcc | 0x1ffc
    )
}

/// A letter that has case.
#[must_use]
pub fn is_cased(code_point: u32) -> bool {
    is_lower(code_point) || is_upper(code_point) || is_title(code_point)
}

/// Looked through when deciding whether a sigma ends a word.
#[must_use]
pub fn is_case_ignorable(code_point: u32) -> bool {
    contains(tables::CASE_IGNORABLE, code_point)
}

/// The title case of a code point where it differs from upper case.
#[must_use]
pub fn special_title(code_point: u32) -> Option<&'static str> {
    lookup(tables::TITLE_CASE, code_point)
}

/// The case folding of a code point where it differs from lower case.
#[must_use]
pub fn special_fold(code_point: u32) -> Option<&'static str> {
    lookup(tables::CASE_FOLD, code_point)
}

fn ascii(code_point: u32) -> Option<u8> {
    u8::try_from(code_point).ok().filter(u8::is_ascii)
}

fn contains(boundaries: &[u32], code_point: u32) -> bool {
    boundaries.partition_point(|&boundary| boundary <= code_point) % 2 == 1
}

fn lookup(table: &[(u32, &'static str)], code_point: u32) -> Option<&'static str> {
    let at = table.binary_search_by_key(&code_point, |entry| entry.0).ok()?;
    table.get(at).map(|entry| entry.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of all code points have a property, as Python 3.13 counts them.
    fn number(property: impl Fn(u32) -> bool) -> usize {
        (0..0x11_0000).filter(|&code_point| property(code_point)).count()
    }

    #[test]
    fn tables_hold_as_many_code_points_as_in_python() {
        assert_eq!(number(is_alphabetic), 136_726);
        assert_eq!(number(is_printable), 149_625);
        assert_eq!(number(is_space), 29);
        assert_eq!(number(is_digit), 808);
        assert_eq!(number(is_numeric), 1_922);
        assert_eq!(number(is_line_break), 10);
        assert_eq!(number(is_title), 31);
        assert_eq!(number(|c| decimal_value(c).is_some()), 680);
    }

    #[test]
    fn digits_have_values_in_every_script() {
        assert_eq!(decimal_value(0x37), Some(7));
        assert_eq!(decimal_value(0x0663), Some(3));
        assert_eq!(decimal_value(0x1d7ff), Some(9));
        assert_eq!(decimal_value(0xb2), None);
        assert_eq!(decimal_value(0x2f), None);
        assert!(is_digit(0xb2) && is_numeric(0x2155) && !is_digit(0x2155));
    }
}
