//! `format(value, specification)` of strings, integers, floats and complex numbers.

use super::float_format::{self, Style};
use super::format_layout::{self, Number};
use super::format_spec::{self, Align, Defaults, FormatError, Sign, Spec};
use super::int_arith::IntRef;
use super::integer::Workshop;
use super::{Room, int_float, int_text, wtf8};

/// What bounds a formatted text.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    /// Its length.
    pub room: Room<'a>,
    /// The decimal digits of an integer; zero for no limit.
    pub digits: usize,
}

/// `str.__format__`.
///
/// # Errors
/// When the specification does not suit a string.
pub fn string(text: &[u8], spec: &[u8], type_name: &str, bounds: Bounds<'_>) -> Result<Vec<u8>, FormatError> {
    let defaults = Defaults { type_name, align: Align::Left, kind: Some('s') };
    let spec = format_spec::parse(spec, &defaults, bounds.room.bytes)?;
    if let Some(kind) = spec.kind.filter(|kind| *kind != u32::from('s')) {
        return FormatError::unknown_kind(kind, type_name);
    }
    let refused = match spec {
        Spec { sign: Some(Sign::Space), .. } => "Space not allowed in string format specifier",
        Spec { sign: Some(_), .. } => "Sign not allowed in string format specifier",
        Spec { no_negative_zero: true, .. } => "Negative zero coercion (z) not allowed in string format specifier",
        Spec { alternate: true, .. } => "Alternate form (#) not allowed in string format specifier",
        Spec { align: Align::AfterSign, .. } => "'=' alignment not allowed in string format specifier",
        _ => "",
    };
    if !refused.is_empty() {
        return FormatError::value(refused);
    }
    let shown = match spec.precision {
        Some(precision) => &text[..wtf8::offset_of(text, precision)],
        None => text,
    };
    format_layout::field(shown, &spec, bounds.room)
}

/// `int.__format__`. The inner error says that the specification does not suit an integer, or the integer does not suit the
/// specification.
pub fn int<W: Workshop>(
    workshop: &mut W,
    value: IntRef<'_>,
    spec: &[u8],
    type_name: &str,
    bounds: Bounds<'_>,
) -> Result<Result<Vec<u8>, FormatError>, W::Refusal> {
    let (spec, kind) = match int_spec(spec, type_name, bounds) {
        Ok(found) => found,
        Err(error) => return Ok(Err(error)),
    };
    match kind {
        'c' => return Ok(character(value, &spec, bounds)),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return Ok(int_as_float(value, &spec, type_name, bounds)),
        _ => {}
    }
    Ok(match int_text::magnitude(workshop, value, kind, bounds.digits)? {
        Ok(digits) => int_digits(value.is_negative(), &digits, &spec, kind, bounds),
        Err(error) => Err(FormatError::Value(error.to_string())),
    })
}

/// The specification of an integer, and its type.
fn int_spec(spec: &[u8], type_name: &str, bounds: Bounds<'_>) -> Result<(Spec, char), FormatError> {
    let defaults = Defaults { type_name, align: Align::Right, kind: Some('d') };
    let spec = format_spec::parse(spec, &defaults, bounds.room.bytes)?;
    let kind = spec.kind.and_then(char::from_u32).unwrap_or('\0');
    match kind {
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return Ok((spec, kind)),
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        _ => return FormatError::unknown_kind(spec.kind.unwrap_or(0), type_name),
    }
    if spec.precision.is_some() {
        return FormatError::value("Precision not allowed in integer format specifier");
    }
    if spec.no_negative_zero {
        return FormatError::value("Negative zero coercion (z) not allowed in integer format specifier");
    }
    Ok((spec, kind))
}

fn int_as_float(value: IntRef<'_>, spec: &Spec, type_name: &str, bounds: Bounds<'_>) -> Result<Vec<u8>, FormatError> {
    let float = match value {
        IntRef::Small(value) => value as f64,
        IntRef::Short(_) | IntRef::Big(_) => int_float::to_float(&value.to_big())
            .map_err(|_| FormatError::Overflow("int too large to convert to float"))?,
    };
    float_by_spec(float, spec, type_name, bounds)
}

/// The digits of an integer, with what the specification puts around and between them.
fn int_digits(
    negative: bool,
    digits: &str,
    spec: &Spec,
    kind: char,
    bounds: Bounds<'_>,
) -> Result<Vec<u8>, FormatError> {
    let prefix = match kind {
        'b' if spec.alternate => "0b",
        'o' if spec.alternate => "0o",
        'x' if spec.alternate => "0x",
        'X' if spec.alternate => "0X",
        _ => "",
    };
    let group = if matches!(kind, 'd' | 'n') { 3 } else { 4 };
    let number = Number { sign: sign_of(negative, spec.sign), prefix, digits, rest: "", group };
    format_layout::number(&number, spec, bounds.room)
}

/// Type `c`: the code point itself.
fn character(value: IntRef<'_>, spec: &Spec, bounds: Bounds<'_>) -> Result<Vec<u8>, FormatError> {
    if spec.sign.is_some() {
        return FormatError::value("Sign not allowed with integer format specifier 'c'");
    }
    if spec.alternate {
        return FormatError::value("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    let IntRef::Small(value) = value else {
        return Err(FormatError::Overflow("Python int too large to convert to C long"));
    };
    let code_point = u32::try_from(value).ok().filter(|code_point| *code_point < 0x11_0000);
    let code_point = code_point.ok_or(FormatError::Overflow("%c arg not in range(0x110000)"))?;
    let mut text = Vec::new();
    wtf8::push(&mut text, code_point);
    format_layout::field(&text, spec, bounds.room)
}

/// `float.__format__`.
///
/// # Errors
/// When the specification does not suit a float.
pub fn float(value: f64, spec: &[u8], type_name: &str, bounds: Bounds<'_>) -> Result<Vec<u8>, FormatError> {
    let defaults = Defaults { type_name, align: Align::Right, kind: None };
    let spec = format_spec::parse(spec, &defaults, bounds.room.bytes)?;
    float_by_spec(value, &spec, type_name, bounds)
}

fn float_by_spec(value: f64, spec: &Spec, type_name: &str, bounds: Bounds<'_>) -> Result<Vec<u8>, FormatError> {
    let (scaled, suffix) = if spec.kind == Some(u32::from('%')) { (value * 100.0, "%") } else { (value, "") };
    let Some((style, upper)) = style_of(spec, bounds)? else {
        return FormatError::unknown_kind(spec.kind.unwrap_or(0), type_name);
    };
    let written = Written::new(scaled, style, upper, spec, spec.sign);
    if suffix.is_empty() {
        return format_layout::number(&written.number(written.rest()), spec, bounds.room);
    }
    let rest = format!("{}{suffix}", written.rest());
    format_layout::number(&written.number(&rest), spec, bounds.room)
}

/// The style of a float; nothing for a presentation type that floats do not have.
fn style_of(spec: &Spec, bounds: Bounds<'_>) -> Result<Option<(Style, bool)>, FormatError> {
    if spec.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return FormatError::value("precision too big");
    }
    let precision = spec.precision.unwrap_or(6);
    if precision > bounds.room.bytes {
        return Err(FormatError::TooLong);
    }
    let kind = match spec.kind {
        Some(kind) => char::from_u32(kind).unwrap_or('\0'),
        None if spec.precision.is_some() => return Ok(Some((Style::GeneralFloat(precision), false))),
        None => return Ok(Some((Style::Shortest { point: true }, false))),
    };
    let style = match kind {
        'e' | 'E' => Style::Exponent(precision),
        'f' | 'F' | '%' => Style::Fixed(precision),
        'g' | 'G' | 'n' => Style::General(precision),
        _ => return Ok(None),
    };
    Ok(Some((style, kind.is_ascii_uppercase())))
}

/// `complex.__format__`.
///
/// # Errors
/// When the specification does not suit a complex number.
pub fn complex(
    real: f64,
    imaginary: f64,
    spec: &[u8],
    type_name: &str,
    bounds: Bounds<'_>,
) -> Result<Vec<u8>, FormatError> {
    let defaults = Defaults { type_name, align: Align::Right, kind: None };
    let spec = format_spec::parse(spec, &defaults, bounds.room.bytes)?;
    let (style, upper) = match (style_of(&spec, bounds)?, spec.kind.and_then(char::from_u32)) {
        (Some((Style::GeneralFloat(precision), upper)), _) => (Style::General(precision), upper),
        (Some((Style::Shortest { .. }, upper)), _) => (Style::Shortest { point: false }, upper),
        (Some(style), Some(kind)) if kind != '%' => style,
        _ => return FormatError::unknown_kind(spec.kind.unwrap_or(0), type_name),
    };
    if spec.fill == u32::from('0') {
        return FormatError::value("Zero padding is not allowed in complex format specifier");
    }
    if spec.align == Align::AfterSign {
        return FormatError::value("'=' alignment flag is not allowed in complex format specifier");
    }
    // Without a type, a complex number is written as `repr` does.
    let like_repr = spec.kind.is_none();
    let only_imaginary = like_repr && real == 0.0 && real.is_sign_positive();
    let bare = Spec { width: 0, ..spec };
    let mut text = Vec::new();
    if !only_imaginary {
        text.extend(component(real, style, upper, &bare, spec.sign, bounds)?);
    }
    let sign = if only_imaginary { spec.sign } else { Some(Sign::Plus) };
    text.extend(component(imaginary, style, upper, &bare, sign, bounds)?);
    text.push(b'j');
    if like_repr && !only_imaginary {
        text.insert(0, b'(');
        text.push(b')');
    }
    format_layout::field(&text, &spec, bounds.room)
}

fn component(
    value: f64,
    style: Style,
    upper: bool,
    spec: &Spec,
    sign: Option<Sign>,
    bounds: Bounds<'_>,
) -> Result<Vec<u8>, FormatError> {
    let written = Written::new(value, style, upper, spec, sign);
    format_layout::number(&written.number(written.rest()), spec, bounds.room)
}

/// A float's text, with the digits before the point set apart.
struct Written {
    sign: Option<char>,
    text: String,
    digits: usize,
}

impl Written {
    fn new(value: f64, style: Style, upper: bool, spec: &Spec, sign: Option<Sign>) -> Written {
        let text = float_format::magnitude(value, style, spec.alternate, upper);
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        let zero = value.is_finite() && mantissa.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let negative = value.is_sign_negative() && !value.is_nan() && !(spec.no_negative_zero && zero);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        Written { sign: sign_of(negative, sign), text, digits }
    }

    fn number<'a>(&'a self, rest: &'a str) -> Number<'a> {
        Number { sign: self.sign, prefix: "", digits: &self.text[..self.digits], rest, group: 3 }
    }

    fn rest(&self) -> &str {
        &self.text[self.digits..]
    }
}

fn sign_of(negative: bool, wanted: Option<Sign>) -> Option<char> {
    match (negative, wanted) {
        (true, _) => Some('-'),
        (false, Some(Sign::Plus)) => Some('+'),
        (false, Some(Sign::Space)) => Some(' '),
        (false, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;
    use taipan_source::meter::Unmetered;

    use super::*;

    const BOUNDS: Bounds<'static> = Bounds { room: Room::of(10_000), digits: 4300 };

    fn text(result: Result<Vec<u8>, FormatError>) -> String {
        result.map_or_else(|error| format!("! {error}"), |bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn whole(value: IntRef<'_>, spec: &[u8], type_name: &str, bounds: Bounds<'_>) -> Result<Vec<u8>, FormatError> {
        let Ok(text) = int(&mut Unmetered, value, spec, type_name, bounds);
        text
    }

    #[test]
    fn strings_are_cut_and_padded() {
        for (value, spec, expected) in [
            ("a", "05", "a0000"),
            ("é", "中^5", "中中é中中"),
            ("abc", "10.2s", "ab        "),
            ("ab", "^5", " ab  "),
            ("a", "+", "! Sign not allowed in string format specifier"),
            ("a", " ", "! Space not allowed in string format specifier"),
            ("a", "z", "! Negative zero coercion (z) not allowed in string format specifier"),
            ("a", "#", "! Alternate form (#) not allowed in string format specifier"),
            ("a", "=5", "! '=' alignment not allowed in string format specifier"),
            ("a", "d", "! Unknown format code 'd' for object of type 'str'"),
        ] {
            assert_eq!(text(string(value.as_bytes(), spec.as_bytes(), "str", BOUNDS)), expected, "{spec}");
        }
    }

    #[test]
    fn integers_are_grouped_and_signed() {
        for (value, spec, expected) in [
            (1234, "08,", "0,001,234"),
            (1234, "010,", "00,001,234"),
            (-1234, "010,", "-0,001,234"),
            (255, "#010_x", "0x000_00ff"),
            (255, "_b", "1111_1111"),
            (0, "05,", "0,000"),
            (-5, "=#10x", "-0x      5"),
            (5, "é>4", "ééé5"),
            (3, "=+5", "+   3"),
            (5, " d", " 5"),
            (65, "010c", "000000000A"),
            (3, ".2%", "300.00%"),
            (12_345_678, "e", "1.234568e+07"),
            (3, ".2", "! Precision not allowed in integer format specifier"),
            (3, "zd", "! Negative zero coercion (z) not allowed in integer format specifier"),
            (65, "+c", "! Sign not allowed with integer format specifier 'c'"),
            (65, "#c", "! Alternate form (#) not allowed with integer format specifier 'c'"),
            (-1, "c", "! %c arg not in range(0x110000)"),
            (1, "s", "! Unknown format code 's' for object of type 'int'"),
            (1, "\u{1}", "! Unknown format code '\\x1' for object of type 'int'"),
        ] {
            assert_eq!(text(whole(IntRef::Small(value), spec.as_bytes(), "int", BOUNDS)), expected, "{spec}");
            let big = IBig::from(value);
            if !spec.contains('c') {
                assert_eq!(text(whole(IntRef::Big(&big), spec.as_bytes(), "int", BOUNDS)), expected, "{spec}");
            }
        }
        let huge = IBig::from(10).pow(5000);
        assert!(text(whole(IntRef::Big(&huge), b"d", "int", BOUNDS)).starts_with("! Exceeds the limit (4300 digits)"));
        assert_eq!(text(whole(IntRef::Big(&huge), b"f", "int", BOUNDS)), "! int too large to convert to float");
    }

    #[test]
    fn floats_take_every_style() {
        for (value, spec, expected) in [
            (1_234_567.0, ",", "1,234,567.0"),
            (1_234_567.891, "_.2f", "1_234_567.89"),
            (f64::INFINITY, "010,", "0000000inf"),
            (f64::NEG_INFINITY, "010", "-000000inf"),
            (-0.01, "z.1f", "0.0"),
            (-0.01, "z.2f", "-0.01"),
            (0.5, "#.0%", "50.%"),
            (1.5, "%", "150.000000%"),
            (1.0, "8", "     1.0"),
            (12345.0, ".3", "1.23e+04"),
            (-3.5, "=+8", "-    3.5"),
            (1.0, ".2147483648f", "! precision too big"),
            (1.0, "d", "! Unknown format code 'd' for object of type 'float'"),
        ] {
            assert_eq!(text(float(value, spec.as_bytes(), "float", BOUNDS)), expected, "{spec}");
        }
        assert_eq!(float(1.0, b".20000f", "float", BOUNDS), Err(FormatError::TooLong));
    }

    #[test]
    fn complex_numbers_are_pairs_of_floats() {
        for (real, imaginary, spec, expected) in [
            (1234.0, 5678.0, ",.2f", "1,234.00+5,678.00j"),
            (1.0, 2.0, "^20", "       (1+2j)       "),
            (1.0, 2.0, "+", "(+1+2j)"),
            (1.0, 2.0, "#", "(1.+2.j)"),
            (1.0, 2.0, ".3", "(1+2j)"),
            (0.0, 0.0, "g", "0+0j"),
            (0.0, 1e100, "", "1e+100j"),
            (-0.001, -0.001, "z.1f", "0.0+0.0j"),
            (0.0, 1.0, "=10", "! '=' alignment flag is not allowed in complex format specifier"),
            (0.0, 1.0, "010", "! Zero padding is not allowed in complex format specifier"),
            (1.0, 2.0, "%", "! Unknown format code '%' for object of type 'complex'"),
        ] {
            assert_eq!(text(complex(real, imaginary, spec.as_bytes(), "complex", BOUNDS)), expected, "{spec}");
        }
    }
}
