//! The values of number literals.

use taipan_ast::constant::Constant;

/// The value of an integer literal.
pub(crate) fn integer(text: &str) -> Constant {
    let digits = without_underscores(text);
    match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => with_radix(digits.get(2..).unwrap_or(""), 16),
        [b'0', b'o' | b'O', ..] => with_radix(digits.get(2..).unwrap_or(""), 8),
        [b'0', b'b' | b'B', ..] => with_radix(digits.get(2..).unwrap_or(""), 2),
        _ => match digits.parse() {
            Ok(value) => Constant::Int(value),
            Err(_) => Constant::BigInt(digits.trim_start_matches('0').into()),
        },
    }
}

/// The value of a float literal. Rust reads what Python writes, once the underscores are gone.
pub(crate) fn float(text: &str) -> f64 {
    without_underscores(text).parse().unwrap_or(f64::INFINITY)
}

/// The value of an imaginary literal.
pub(crate) fn imaginary(text: &str) -> f64 {
    float(text.trim_end_matches(['j', 'J']))
}

fn with_radix(digits: &str, radix: u32) -> Constant {
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        return Constant::Int(value);
    }
    let hexadecimal = match radix {
        16 => digits.to_ascii_lowercase(),
        8 => regroup(digits, 3),
        _ => regroup(digits, 1),
    };
    Constant::BigInt(format!("0x{}", hexadecimal.trim_start_matches('0')).into())
}

/// Digits of `width` bits each as hexadecimal digits.
fn regroup(digits: &str, width: u32) -> String {
    let mut reversed = Vec::with_capacity(digits.len());
    let (mut bits, mut count) = (0u32, 0);
    for digit in digits.bytes().rev() {
        bits |= u32::from(digit - b'0') << count;
        count += width;
        while count >= 4 {
            reversed.push(bits & 15);
            bits >>= 4;
            count -= 4;
        }
    }
    reversed.push(bits);
    reversed.iter().rev().filter_map(|&digit| char::from_digit(digit, 16)).collect()
}

fn without_underscores(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('_') { text.replace('_', "").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_integers_keep_their_digits() {
        assert_eq!(integer("9_223_372_036_854_775_807"), Constant::Int(i64::MAX));
        assert_eq!(integer("9223372036854775808"), Constant::BigInt("9223372036854775808".into()));
        assert_eq!(integer("0xFFFF_ffff_ffff_ffff"), Constant::BigInt("0xffffffffffffffff".into()));
        assert_eq!(integer("0o2000000000000000000001"), Constant::BigInt("0x10000000000000001".into()));
        assert_eq!(integer("0b0_1"), Constant::Int(1));
        assert_eq!(integer("00"), Constant::Int(0));
    }

    #[test]
    fn floats_are_read_in_every_form() {
        assert_eq!(float("1_0.5e-1"), 1.05);
        assert_eq!(float(".5"), 0.5);
        assert_eq!(float("5."), 5.0);
        assert_eq!(float("1e999"), f64::INFINITY);
        assert_eq!(imaginary("3J"), 3.0);
    }
}
