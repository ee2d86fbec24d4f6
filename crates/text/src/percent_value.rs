//! What a `%` conversion makes of a text, an integer or a float: appended to the result.

use super::float_format::{self, Style};
use super::percent::{Amount, Conversion, Kind};
use super::{Room, TooLong, Unit, wtf8};

/// Appends a text: cut to the precision, padded to the width.
///
/// # Errors
/// When there is no room for the result.
pub fn text(
    out: &mut Vec<u8>,
    conversion: &Conversion<'_>,
    text: &[u8],
    unit: Unit,
    room: Room<'_>,
) -> Result<(), TooLong> {
    let shown = match (conversion.precision, unit) {
        (Some(Amount::Given(most)), Unit::CodePoint) if conversion.kind != Kind::Character => {
            &text[..wtf8::offset_of(text, most)]
        }
        (Some(Amount::Given(most)), Unit::Byte) if conversion.kind != Kind::Character => &text[..most.min(text.len())],
        _ => text,
    };
    let length = if unit == Unit::CodePoint { wtf8::count(shown) } else { shown.len() };
    let missing = width(conversion).saturating_sub(length);
    put(out, conversion, b"", missing, shown, room)
}

/// The base of an integer, as [`int_text::magnitude`](super::int_text::magnitude) names it.
#[must_use]
pub fn base(conversion: &Conversion<'_>) -> char {
    if let Kind::Based(base) = conversion.kind { base } else { 'd' }
}

/// Appends an integer, whose digits in the conversion's base are given.
///
/// # Errors
/// When there is no room for the result.
pub fn int(
    out: &mut Vec<u8>,
    conversion: &Conversion<'_>,
    negative: bool,
    digits: &str,
    room: Room<'_>,
) -> Result<(), TooLong> {
    let prefix = match base(conversion) {
        'o' if conversion.alternate => "0o",
        'x' if conversion.alternate => "0x",
        'X' if conversion.alternate => "0X",
        _ => "",
    };
    let least = precision(conversion).unwrap_or(0);
    if least > room.bytes {
        return Err(TooLong);
    }
    if digits.len() >= least {
        return number(out, conversion, negative, prefix, digits, room);
    }
    // Rust's own formatting knows no width beyond 65,535.
    let digits = "0".repeat(least - digits.len()) + digits;
    number(out, conversion, negative, prefix, &digits, room)
}

/// Appends a float.
///
/// # Errors
/// When there is no room for the result.
pub fn float(out: &mut Vec<u8>, conversion: &Conversion<'_>, value: f64, room: Room<'_>) -> Result<(), TooLong> {
    let kind = if let Kind::Float(kind) = conversion.kind { kind } else { 'f' };
    let precision = precision(conversion).unwrap_or(6);
    if precision > room.bytes {
        return Err(TooLong);
    }
    let style = match kind.to_ascii_lowercase() {
        'e' => Style::Exponent(precision),
        'g' => Style::General(precision),
        _ => Style::Fixed(precision),
    };
    let digits = float_format::magnitude(value, style, conversion.alternate, kind.is_ascii_uppercase());
    let negative = value.is_sign_negative() && !value.is_nan();
    number(out, conversion, negative, "", &digits, room)
}

fn number(
    out: &mut Vec<u8>,
    conversion: &Conversion<'_>,
    negative: bool,
    prefix: &str,
    digits: &str,
    room: Room<'_>,
) -> Result<(), TooLong> {
    let sign = match (negative, conversion.plus, conversion.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    };
    let head = [sign, prefix].concat();
    let missing = width(conversion).saturating_sub(head.len() + digits.len());
    put(out, conversion, head.as_bytes(), missing, digits.as_bytes(), room)
}

/// Puts head and body into the field: zeros go between them, spaces around.
fn put(
    out: &mut Vec<u8>,
    conversion: &Conversion<'_>,
    head: &[u8],
    missing: usize,
    body: &[u8],
    room: Room<'_>,
) -> Result<(), TooLong> {
    let longer = out.len() + head.len() + body.len();
    if missing > room.bytes.saturating_sub(longer) || longer > room.bytes {
        return Err(TooLong);
    }
    let numeric = matches!(conversion.kind, Kind::Decimal(_) | Kind::Based(_) | Kind::Float(_));
    let zeros = conversion.zero && numeric && !conversion.left;
    if !conversion.left && !zeros {
        room.fill(out, u32::from(b' '), missing)?;
    }
    out.extend_from_slice(head);
    if zeros {
        room.fill(out, u32::from(b'0'), missing)?;
    }
    out.extend_from_slice(body);
    if conversion.left {
        room.fill(out, u32::from(b' '), missing)?;
    }
    Ok(())
}

fn width(conversion: &Conversion<'_>) -> usize {
    if let Amount::Given(width) = conversion.width { width } else { 0 }
}

fn precision(conversion: &Conversion<'_>) -> Option<usize> {
    if let Some(Amount::Given(precision)) = conversion.precision { Some(precision) } else { None }
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;
    use taipan_source::meter::Unmetered;

    use super::super::int_arith::IntRef;
    use super::super::int_text;
    use super::super::percent::{Piece, Pieces};
    use super::*;

    fn fill(template: &str, mut each: impl FnMut(&mut Vec<u8>, &Conversion<'_>)) -> String {
        let mut out = Vec::new();
        for piece in Pieces::new(template.as_bytes(), Unit::CodePoint) {
            match piece.unwrap() {
                Piece::Literal(literal) => out.extend_from_slice(literal),
                Piece::Conversion(conversion) => each(&mut out, &conversion),
            }
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn integers_are_filled_with_zeros() {
        for (template, value, expected) in [
            ("%08.5d", 42, "00000042"),
            ("%-08d|", 42, "42      |"),
            ("%+ d", 42, "+42"),
            ("%#.5x", 255, "0x000ff"),
            ("%#010x", 255, "0x000000ff"),
            ("%#08X", -5, "-0X00005"),
            ("%#o", 8, "0o10"),
            ("%+.3d", -5, "-005"),
            ("%#10.5x|", 42, "   0x0002a|"),
            ("% 08d", 5, " 0000005"),
            ("%u", -3, "-3"),
        ] {
            let large = IBig::from(value);
            for value in [IntRef::Small(value), IntRef::Big(&large)] {
                let put = |out: &mut Vec<u8>, conversion: &Conversion<'_>| {
                    let Ok(digits) = int_text::magnitude(&mut Unmetered, value, base(conversion), 4300);
                    int(out, conversion, value.is_negative(), &digits.unwrap(), Room::of(1000)).unwrap();
                };
                assert_eq!(fill(template, put), expected);
            }
        }
    }

    #[test]
    fn floats_take_flags() {
        for (template, value, expected) in [
            ("%010.3f", -1.5, "-00001.500"),
            ("%010f", f64::NEG_INFINITY, "-000000inf"),
            ("%-10f|", f64::INFINITY, "inf       |"),
            ("%F", f64::NAN, "NAN"),
            ("%#08.3g", 1.0, "00001.00"),
            ("%.f", 5.5, "6"),
            ("% .3e", 5.0, " 5.000e+00"),
            ("%+.0E", 12345.0, "+1E+04"),
        ] {
            assert_eq!(
                fill(template, |out, conversion| float(out, conversion, value, Room::of(1000)).unwrap()),
                expected
            );
        }
    }

    #[test]
    fn texts_are_cut_and_never_filled_with_zeros() {
        for (template, value, expected) in
            [("%05s|", "é", "    é|"), ("%.3s", "éàü€x", "éàü"), ("%-5.1s|", "ab", "a    |"), ("%.0c", "a", "a")]
        {
            let put = |out: &mut Vec<u8>, conversion: &Conversion<'_>| {
                text(out, conversion, value.as_bytes(), Unit::CodePoint, Room::of(1000)).unwrap();
            };
            assert_eq!(fill(template, put), expected);
        }
        let mut out = Vec::new();
        let wide = Pieces::new(b"%2000s", Unit::Byte).next().unwrap().unwrap();
        let Piece::Conversion(wide) = wide else { panic!() };
        assert_eq!(text(&mut out, &wide, b"a", Unit::Byte, Room::of(1000)), Err(TooLong));
    }
}
