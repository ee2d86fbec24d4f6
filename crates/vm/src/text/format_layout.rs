//! Laying out a field: padding, grouped digits, and zeros between sign and digits.
//!
//! ```text
//! [fill] [sign] [prefix] [fill] [zeros and digits, grouped] [rest] [fill]
//! ```

use super::format_spec::{Align, FormatError, Spec};
use super::{pad, wtf8};

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
pub fn field(text: &[u8], spec: &Spec, limit: usize) -> Result<Vec<u8>, FormatError> {
    let missing = spec.width.saturating_sub(wtf8::count(text));
    let (left, right) = match spec.align {
        Align::Left => (0, missing),
        Align::Right | Align::AfterSign => (missing, 0),
        Align::Center => (missing / 2, missing - missing / 2),
    };
    pad::surround(text, left, right, &fill(spec), limit).map_err(|_| FormatError::TooLong)
}

/// Puts a number into its field.
///
/// # Errors
/// When the field is too long.
pub fn number(number: &Number<'_>, spec: &Spec, limit: usize) -> Result<Vec<u8>, FormatError> {
    let around = usize::from(number.sign.is_some()) + number.prefix.len() + number.rest.len();
    // Zeros that fill the field are digits and are grouped as such.
    let zero_filled = spec.fill == u32::from('0') && spec.align == Align::AfterSign;
    let least = if zero_filled { spec.width.saturating_sub(around) } else { 0 };
    let digits = match spec.grouping {
        _ if number.digits.is_empty() => String::new(),
        Some(grouping) => grouped(number.digits, least, number.group, grouping.separator()),
        None if number.digits.len() < least => format!("{:0>least$}", number.digits),
        None => number.digits.to_string(),
    };
    let mut head = String::new();
    head.extend(number.sign);
    head.push_str(number.prefix);
    if spec.align != Align::AfterSign {
        return field(format!("{head}{digits}{}", number.rest).as_bytes(), spec, limit);
    }
    let missing = spec.width.saturating_sub(head.len() + digits.len() + number.rest.len());
    let fills = pad::surround(b"", missing, 0, &fill(spec), limit).map_err(|_| FormatError::TooLong)?;
    Ok([head.as_bytes(), &fills, digits.as_bytes(), number.rest.as_bytes()].concat())
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

fn fill(spec: &Spec) -> Vec<u8> {
    let mut fill = Vec::new();
    wtf8::push(&mut fill, spec.fill);
    fill
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
