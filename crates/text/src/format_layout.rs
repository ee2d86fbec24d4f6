//! Laying out a field: padding, grouped digits, and zeros between sign and digits.
//!
//! ```text
//! [fill] [sign] [prefix] [fill] [zeros and digits, grouped] [rest] [fill]
//! ```

use std::borrow::Cow;

use super::format_spec::{Align, FormatError, Spec};
use super::{Room, wtf8};

/// A number in the parts that padding sets apart.
pub struct Number<'a> {
    /// What stands first.
    pub sign: Option<char>,
    /// Such as `0x`.
    pub prefix: &'a str,
    /// The digits before the point; none for infinity and NaN.
    pub digits: &'a str,
    /// Everything after them.
    pub rest: &'a str,
    /// How many digits make a group.
    pub group: usize,
}

/// Puts a text that is no number into its field.
///
/// # Errors
/// When the field is too long.
pub fn field(text: &[u8], spec: &Spec, room: Room<'_>) -> Result<Vec<u8>, FormatError> {
    let missing = spec.width.saturating_sub(wtf8::count(text));
    let (left, right) = match spec.align {
        Align::Left => (0, missing),
        Align::Right | Align::AfterSign => (missing, 0),
        Align::Center => (missing / 2, missing - missing / 2),
    };
    if text.len() > room.bytes || missing > (room.bytes - text.len()) / wtf8::length(spec.fill) {
        return Err(FormatError::TooLong);
    }
    let mut out = Vec::with_capacity(text.len() + missing);
    room.fill(&mut out, spec.fill, left)?;
    out.extend_from_slice(text);
    room.fill(&mut out, spec.fill, right)?;
    Ok(out)
}

/// Puts a number into its field.
///
/// # Errors
/// When the field is too long.
pub fn number(number: &Number<'_>, spec: &Spec, room: Room<'_>) -> Result<Vec<u8>, FormatError> {
    let around = usize::from(number.sign.is_some()) + number.prefix.len() + number.rest.len();
    // Zeros that fill the field are digits and are grouped as such.
    let zero_filled = spec.fill == u32::from('0') && spec.align == Align::AfterSign;
    let least = if zero_filled { spec.width.saturating_sub(around) } else { 0 };
    let digits = match spec.grouping {
        _ if number.digits.is_empty() => Cow::Borrowed(""),
        Some(grouping) => Cow::Owned(grouped(number.digits, least, number.group, grouping.separator())),
        // Rust's own formatting knows no width beyond 65,535.
        None if number.digits.len() < least => Cow::Owned("0".repeat(least - number.digits.len()) + number.digits),
        None => Cow::Borrowed(number.digits),
    };
    // All of it is ASCII.
    let length = around + digits.len();
    let missing = spec.width.saturating_sub(length);
    let (left, inside, right) = match spec.align {
        Align::Left => (0, 0, missing),
        Align::Right => (missing, 0, 0),
        Align::AfterSign => (0, missing, 0),
        Align::Center => (missing / 2, 0, missing - missing / 2),
    };
    if length > room.bytes || missing > (room.bytes - length) / wtf8::length(spec.fill) {
        return Err(FormatError::TooLong);
    }
    let mut out = Vec::with_capacity(length + missing);
    room.fill(&mut out, spec.fill, left)?;
    out.extend(number.sign.map(|sign| sign as u8));
    out.extend_from_slice(number.prefix.as_bytes());
    room.fill(&mut out, spec.fill, inside)?;
    out.extend_from_slice(digits.as_bytes());
    out.extend_from_slice(number.rest.as_bytes());
    room.fill(&mut out, spec.fill, right)?;
    Ok(out)
}

/// Inserts separators from the right, and zeros until the text is wide enough; it never begins with a separator.
fn grouped(digits: &str, least: usize, group: usize, separator: char) -> String {
    let mut backwards = String::with_capacity(least + digits.len() * 4 / 3 + 1);
    let mut left = digits.chars().rev();
    let mut written = 0;
    loop {
        let next = left.next();
        if next.is_none() && backwards.len() >= least {
            break;
        }
        if written > 0 && written % group == 0 {
            backwards.push(separator);
        }
        backwards.push(next.unwrap_or('0'));
        written += 1;
    }
    backwards.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouped_zeros_fill_at_least_the_width() {
        assert_eq!(grouped("1234", 0, 3, ','), "1,234");
        assert_eq!(grouped("1234", 8, 3, ','), "0,001,234");
        assert_eq!(grouped("1234", 9, 3, ','), "0,001,234");
        assert_eq!(grouped("1234", 10, 3, ','), "00,001,234");
        assert_eq!(grouped("ff", 7, 4, '_'), "00_00ff");
        assert_eq!(grouped("123", 3, 3, ','), "123");
    }
}
