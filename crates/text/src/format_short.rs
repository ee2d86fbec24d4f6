//! The format specifications that programs mostly use, `06d`, `.3f`, `>8`, `x`: read at a glance and written without
//! temporaries. `None` leaves a specification, or a value, to `format_value`.

use super::float_parts;
use super::int_text::Decimal;

/// Wider fields are left to others.
const WIDEST: usize = 96;
/// More digits behind the point are left to others: ten to this power times any mantissa fits 128 bits.
const MOST_DIGITS: usize = 20;

/// A short text in ASCII.
pub struct Short {
    bytes: [u8; 128],
    length: usize,
}

impl Short {
    /// The text.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, text: &[u8]) -> Option<()> {
        self.bytes.get_mut(self.length..self.length + text.len())?.copy_from_slice(text);
        self.length += text.len();
        Some(())
    }

    fn fill(&mut self, byte: u8, times: usize) -> Option<()> {
        self.bytes.get_mut(self.length..self.length + times)?.fill(byte);
        self.length += times;
        Some(())
    }
}

/// `[<>^][0][width][.precision][type]`
struct Spec {
    align: Option<u8>,
    zeros: bool,
    width: usize,
    precision: Option<usize>,
    kind: u8,
}

impl Spec {
    #[inline]
    fn read(mut text: &[u8]) -> Option<Spec> {
        let align = text.first().copied().filter(|first| matches!(first, b'<' | b'>' | b'^'));
        if align.is_some() {
            text = text.get(1..)?;
        }
        let zeros = text.first() == Some(&b'0');
        let width = number(&mut text)?.unwrap_or(0);
        let precision = match text {
            [b'.', rest @ ..] => {
                text = rest;
                Some(number(&mut text)??)
            }
            _ => None,
        };
        let kind = match text {
            [] => 0,
            [kind] => *kind,
            _ => return None,
        };
        if width > WIDEST || (zeros && align.is_some()) {
            None
        } else {
            Some(Spec { align, zeros, width, precision, kind })
        }
    }
}

/// The digits at the beginning; nothing of a number that is too long, nothing inside if there are none.
#[inline]
fn number(text: &mut &[u8]) -> Option<Option<usize>> {
    let mut value = None;
    while let [digit @ b'0'..=b'9', rest @ ..] = text {
        let next = value.unwrap_or(0) * 10 + usize::from(digit - b'0');
        if next > 1000 {
            return None;
        }
        (value, *text) = (Some(next), rest);
    }
    Some(value)
}

/// `int.__format__` of a small integer.
#[must_use]
pub fn int(value: i64, spec: &[u8]) -> Option<Short> {
    let spec = Spec::read(spec)?;
    if spec.precision.is_some() {
        return None;
    }
    let mut digits = [0; 64];
    let decimal;
    let shown = match spec.kind {
        0 | b'd' => {
            decimal = Decimal::of_magnitude(value.unsigned_abs());
            decimal.as_bytes()
        }
        b'x' => in_base(value.unsigned_abs(), 4, b"0123456789abcdef", &mut digits),
        b'X' => in_base(value.unsigned_abs(), 4, b"0123456789ABCDEF", &mut digits),
        b'o' => in_base(value.unsigned_abs(), 3, b"01234567", &mut digits),
        b'b' => in_base(value.unsigned_abs(), 1, b"01", &mut digits),
        _ => return None,
    };
    laid_out(value < 0, shown, b"", &spec)
}

/// The digits in a base that is a power of two.
fn in_base<'a>(mut value: u64, bits: u32, names: &[u8], digits: &'a mut [u8; 64]) -> &'a [u8] {
    let mut start = digits.len();
    while start > 0 {
        start -= 1;
        digits[start] = names.get((value & ((1 << bits) - 1)) as usize).copied().unwrap_or(b'0');
        value >>= bits;
        if value == 0 {
            break;
        }
    }
    &digits[start..]
}

/// `float.__format__` of type `f`.
#[must_use]
pub fn float(value: f64, spec: &[u8]) -> Option<Short> {
    let spec = Spec::read(spec)?;
    let precision = spec.precision.unwrap_or(6);
    if !matches!(spec.kind, b'f' | b'F') || precision > MOST_DIGITS || !value.is_finite() {
        return None;
    }
    let (mantissa, exponent) = float_parts::mantissa_and_exponent(value);
    let scaled = u128::from(mantissa) * 10_u128.pow(precision as u32);
    let rounded = if (-127..0).contains(&exponent) {
        // What is shifted out decides, and a tie goes to the even neighbour.
        let shift = exponent.unsigned_abs();
        let (whole, rest, half) = (scaled >> shift, scaled & ((1 << shift) - 1), 1 << (shift - 1));
        whole + u128::from(rest > half || (rest == half && whole & 1 == 1))
    } else if (0..10).contains(&exponent) {
        scaled.checked_shl(exponent.unsigned_abs()).filter(|shifted| shifted >> exponent == scaled)?
    } else {
        return None;
    };
    let unit = 10_u128.pow(precision as u32);
    let (whole, fraction) = match (u64::try_from(rounded), u64::try_from(unit)) {
        // Dividing 64 bits is much faster.
        (Ok(rounded), Ok(unit)) => (rounded / unit, rounded % unit),
        _ => (u64::try_from(rounded / unit).ok()?, u64::try_from(rounded % unit).ok()?),
    };
    let mut behind = [b'0'; MOST_DIGITS + 1];
    let mut rest = &[][..];
    if precision > 0 {
        behind[0] = b'.';
        let digits = Decimal::of_magnitude(fraction);
        let digits = digits.as_bytes();
        behind.get_mut(precision + 1 - digits.len()..=precision)?.copy_from_slice(digits);
        rest = behind.get(..=precision)?;
    }
    laid_out(value.is_sign_negative(), Decimal::of_magnitude(whole).as_bytes(), rest, &spec)
}

/// `str.__format__` of a text in ASCII.
#[must_use]
pub fn ascii(text: &[u8], spec: &[u8]) -> Option<Short> {
    let spec = Spec::read(spec)?;
    if spec.zeros || !matches!(spec.kind, 0 | b's') || text.len() > WIDEST {
        return None;
    }
    let text = text.get(..spec.precision.unwrap_or(text.len())).unwrap_or(text);
    let missing = spec.width.saturating_sub(text.len());
    let left = match spec.align {
        Some(b'>') => missing,
        Some(b'^') => missing / 2,
        _ => 0,
    };
    let mut out = Short { bytes: [0; 128], length: 0 };
    out.fill(b' ', left)?;
    out.push(text)?;
    out.fill(b' ', missing - left)?;
    Some(out)
}

/// A number in its field.
fn laid_out(negative: bool, digits: &[u8], rest: &[u8], spec: &Spec) -> Option<Short> {
    let missing = spec.width.saturating_sub(usize::from(negative) + digits.len() + rest.len());
    let (left, zeros) = match spec.align {
        _ if spec.zeros => (0, missing),
        Some(b'<') => (0, 0),
        Some(b'^') => (missing / 2, 0),
        _ => (missing, 0),
    };
    let mut out = Short { bytes: [0; 128], length: 0 };
    out.fill(b' ', left)?;
    out.push(if negative { b"-" } else { b"" })?;
    out.fill(b'0', zeros)?;
    out.push(digits)?;
    out.push(rest)?;
    out.fill(b' ', missing - left - zeros)?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use taipan_source::meter::Unmetered;

    use super::super::Room;
    use super::super::format_value::{self, Bounds};
    use super::super::int_arith::IntRef;
    use super::*;

    const BOUNDS: Bounds<'static> = Bounds { room: Room::of(10_000), digits: 4300 };
    const SPECS: &[&str] =
        &["d", "x", "X", "o", "b", "5", "05", "06d", "<6", ">6d", "^7x", "012x", "0", ".3", "s", ",", "+d", "#x", "e"];

    #[test]
    fn short_integers_look_like_all_others() {
        for value in [0, 1, -1, 7, 10, 99, 100, -12345, 255, i64::MAX, i64::MIN] {
            for spec in SPECS {
                if let Some(short) = int(value, spec.as_bytes()) {
                    let Ok(long) =
                        format_value::int(&mut Unmetered, IntRef::Small(value), spec.as_bytes(), "int", BOUNDS);
                    assert_eq!(long.as_deref(), Ok(short.as_bytes()), "{value} {spec}");
                }
            }
        }
        assert!(int(5, b"06d").is_some_and(|short| short.as_bytes() == b"000005"));
    }

    #[test]
    fn short_floats_look_like_all_others() {
        let values = [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 1e-5, 1.0 / 7.0, -3.999_99, 1e15, 123_456.789, 4e20, 0.1, 9.995];
        for value in values {
            for spec in ["f", ".0f", ".1f", ".2f", ".3f", ".15f", ".20f", "10.2f", "010.2f", "<12.1f", "^12.1f", ">9f"]
            {
                if let Some(short) = float(value, spec.as_bytes()) {
                    let long = format_value::float(value, spec.as_bytes(), "float", BOUNDS);
                    assert_eq!(long.as_deref(), Ok(short.as_bytes()), "{value} {spec}");
                }
            }
        }
        assert!(float(2.0 / 3.0, b".3f").is_some_and(|short| short.as_bytes() == b"0.667"));
    }

    #[test]
    fn short_strings_look_like_all_others() {
        for text in ["", "a", "item", "longer than that"] {
            for spec in ["8", ">8", "<8", "^9", "s", ".2", "6.3s", "08", "d"] {
                if let Some(short) = ascii(text.as_bytes(), spec.as_bytes()) {
                    let long = format_value::string(text.as_bytes(), spec.as_bytes(), "str", BOUNDS);
                    assert_eq!(long.as_deref(), Ok(short.as_bytes()), "{text} {spec}");
                }
            }
        }
    }
}
