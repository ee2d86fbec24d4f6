//! Literals as Python's `repr` writes them.

use taipan_ast::constant::Constant;
use taipan_bytecode::code::Const;

/// Writes a literal.
pub(crate) fn write(constant: &Constant, out: &mut Vec<u8>) {
    match constant {
        Constant::None => out.extend(b"None"),
        Constant::True => out.extend(b"True"),
        Constant::False => out.extend(b"False"),
        Constant::Ellipsis => out.extend(b"..."),
        Constant::Int(value) => out.extend(value.to_string().as_bytes()),
        Constant::BigInt(digits) => out.extend(digits.as_bytes()),
        Constant::Float(value) => out.extend(float(*value, true).as_bytes()),
        Constant::Complex(value) => {
            out.extend(float(*value, false).as_bytes());
            out.push(b'j');
        }
        Constant::Str(text) => quote(text, out),
        Constant::Bytes(bytes) => quote_bytes(bytes, out),
    }
}

/// Writes a constant that may be a literal's value (not a tuple or code) as Python's `repr` does.
pub(crate) fn repr(constant: &Const, out: &mut Vec<u8>) {
    match constant {
        Const::None => out.extend(b"None"),
        Const::Bool(value) => out.extend(if *value { &b"True"[..] } else { b"False" }),
        Const::Int(value) => out.extend(value.to_string().as_bytes()),
        Const::Float(bits) => out.extend(float(f64::from_bits(*bits), true).as_bytes()),
        Const::Complex(0, imaginary) => {
            out.extend(float(f64::from_bits(*imaginary), false).as_bytes());
            out.push(b'j');
        }
        Const::Complex(real, imaginary) => {
            let (real, imaginary) = (f64::from_bits(*real), f64::from_bits(*imaginary));
            let sign = if imaginary.is_sign_negative() { "" } else { "+" };
            out.extend(format!("({}{sign}{}j)", float(real, false), float(imaginary, false)).as_bytes());
        }
        Const::Str(text) => quote(text, out),
        Const::Bytes(bytes) => quote_bytes(bytes, out),
        Const::BigInt(digits) => match digits.strip_prefix("0d") {
            Some(decimal) => out.extend(decimal.as_bytes()),
            None => out.extend(format!("0x{digits}").as_bytes()),
        },
        Const::Ellipsis | Const::Tuple(_) | Const::FrozenSet(_) | Const::Code(_) => out.extend(b"..."),
    }
}

fn quote_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'b');
    let quote = preferred_quote(bytes);
    out.push(quote);
    for &byte in bytes {
        escape_ascii(byte, quote, out);
    }
    out.push(quote);
}

/// Whether a literal's text is digits only.
pub(crate) fn is_integer(constant: &Constant) -> bool {
    matches!(constant, Constant::Int(_) | Constant::BigInt(_))
}

/// Writes a string in quotes.
pub(crate) fn quote(text: &[u8], out: &mut Vec<u8>) {
    let quote = preferred_quote(text);
    out.push(quote);
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\0'..='\x7f' => escape_ascii(character as u8, quote, out),
                '\u{80}'..='\u{a0}' | '\u{ad}' => out.extend(format!("\\x{:02x}", character as u32).as_bytes()),
                _ => out.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        // What is no UTF-8 is the encoding of a lone surrogate.
        out.extend(chunk.invalid());
    }
    out.push(quote);
}

fn preferred_quote(text: &[u8]) -> u8 {
    if text.contains(&b'\'') && !text.contains(&b'"') { b'"' } else { b'\'' }
}

fn escape_ascii(byte: u8, quote: u8, out: &mut Vec<u8>) {
    match byte {
        b'\n' => out.extend(b"\\n"),
        b'\r' => out.extend(b"\\r"),
        b'\t' => out.extend(b"\\t"),
        b'\\' => out.extend(b"\\\\"),
        b' '..=b'~' => {
            if byte == quote {
                out.push(b'\\');
            }
            out.push(byte);
        }
        _ => out.extend(format!("\\x{byte:02x}").as_bytes()),
    }
}

/// The shortest text that reads back as the float; infinity is a literal too large.
fn float(value: f64, with_point: bool) -> String {
    if value.is_infinite() {
        return String::from("1e309");
    }
    let scientific = format!("{value:e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok()).unwrap_or(0);
    if value != 0.0 && !(-4..16).contains(&exponent) {
        let digits = scientific.split('e').next().unwrap_or_default();
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let plain = format!("{value}");
    if with_point && !plain.contains('.') { plain + ".0" } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_read_as_python_writes_them() {
        let texts: Vec<String> = [1.0, 0.1, 1e16, 1e-5, 123456.0, 1.5e300].map(|value| float(value, true)).into();
        assert_eq!(texts, ["1.0", "0.1", "1e+16", "1e-05", "123456.0", "1.5e+300"]);
    }
}
