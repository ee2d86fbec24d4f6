//! Constants: which expressions have a value that is known while compiling.
//!
//! Only what certainly gives the same value at run time is folded: integers of 64 bits, finite floats, short strings and
//! tuples. Everything else, and everything that would raise, is left to the machine.

use taipan_ast::constant::Constant;
use taipan_ast::expr::{Expr, ExprKind, Operator, UnaryOp};
use taipan_bytecode::code::Const;

use crate::compiler::Compiler;

/// Folded strings and tuples are no longer than this, as in CPython.
const LONGEST_TEXT: usize = 4096;
const LONGEST_TUPLE: usize = 256;
/// Integers up to here are floats exactly.
const EXACT: i64 = 1 << 53;

impl Compiler<'_> {
    /// The value of an expression, if it is a constant.
    pub(crate) fn constant(&self, expression: &Expr) -> Option<Const> {
        match &expression.kind {
            ExprKind::Constant(constant) => Some(literal(constant)),
            ExprKind::Name(name) if *name == self.known.debug => Some(Const::Bool(self.options.optimize == 0)),
            ExprKind::UnaryOp { op, operand } => unary(*op, &self.constant(operand)?),
            ExprKind::BinOp(_) => self.constant_chain(expression),
            ExprKind::Tuple(items) => {
                let items: Option<Vec<Const>> = items.iter().map(|item| self.constant(item)).collect();
                Some(Const::Tuple(items?.into()))
            }
            ExprKind::JoinedStr(parts) => match &parts[..] {
                [] => Some(Const::Str(Box::default())),
                [only] => self.constant(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// A chain of operators, from its leftmost operand on.
    fn constant_chain(&self, expression: &Expr) -> Option<Const> {
        let mut links = Vec::new();
        let mut leaf = expression;
        while let ExprKind::BinOp(operation) = &leaf.kind {
            links.push(&**operation);
            leaf = &operation.left;
        }
        let mut value = self.constant(leaf)?;
        while let Some(link) = links.pop() {
            value = binary(link.op, &value, &self.constant(&link.right)?)?;
        }
        Some(value)
    }

    /// What `in` looks through when the right side is a display of constants.
    pub(crate) fn constant_container(&self, expression: &Expr) -> Option<Const> {
        let (items, set) = match &expression.kind {
            ExprKind::List(items) => (items, false),
            ExprKind::Set(items) => (items, true),
            _ => return None,
        };
        let items: Option<Vec<Const>> = items.iter().map(|item| self.constant(item)).collect();
        let items = items?.into();
        Some(if set { Const::FrozenSet(items) } else { Const::Tuple(items) })
    }
}

fn literal(constant: &Constant) -> Const {
    match constant {
        Constant::None => Const::None,
        Constant::True => Const::Bool(true),
        Constant::False => Const::Bool(false),
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => Const::Int(*value),
        Constant::BigInt(digits) => Const::BigInt(hexadecimal(digits)),
        Constant::Float(value) => Const::Float(value.to_bits()),
        Constant::Complex(imaginary) => Const::Complex(0, imaginary.to_bits()),
        Constant::Str(text) => Const::Str(text.clone()),
        Constant::Bytes(bytes) => Const::Bytes(bytes.clone()),
    }
}

/// The hexadecimal digits of a literal in decimal digits or with a `0x` before hexadecimal ones. Very long decimal ones
/// stay, behind `0d`: who loads the constant has faster means.
fn hexadecimal(digits: &str) -> Box<str> {
    const LIMB: u64 = 1_000_000_000;
    const LONG: usize = 4300;
    if digits.len() > LONG && !digits.starts_with("0x") {
        return format!("0d{digits}").into();
    }
    if let Some(digits) = digits.strip_prefix("0x") {
        return digits.into();
    }
    let mut limbs: Vec<u32> = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(if rest.len().is_multiple_of(9) { 9 } else { rest.len() % 9 });
        let mut carry = now.parse::<u64>().unwrap_or(0);
        for limb in &mut limbs {
            let product = u64::from(*limb) * LIMB + carry;
            *limb = product as u32;
            carry = product >> 32;
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
        rest = later;
    }
    let mut text = String::with_capacity(limbs.len() * 8);
    for (index, limb) in limbs.iter().rev().enumerate() {
        text += &if index == 0 { format!("{limb:x}") } else { format!("{limb:08x}") };
    }
    text.into()
}

/// The truth of a constant.
pub(crate) fn truth(constant: &Const) -> bool {
    match constant {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::Float(bits) => f64::from_bits(*bits) != 0.0,
        Const::Complex(real, imaginary) => f64::from_bits(*real) != 0.0 || f64::from_bits(*imaginary) != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Ellipsis | Const::BigInt(_) | Const::Code(_) => true,
    }
}

/// Whether two constants are equal as Python sees it: numbers by value.
pub(crate) fn equal(left: &Const, right: &Const) -> bool {
    match (number(left), number(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}

fn number(constant: &Const) -> Option<(f64, f64)> {
    match constant {
        Const::Bool(value) => Some((f64::from(u8::from(*value)), 0.0)),
        Const::Complex(real, imaginary) => Some((f64::from_bits(*real), f64::from_bits(*imaginary))),
        constant => float(constant).map(|value| (value, 0.0)),
    }
}

fn unary(op: UnaryOp, value: &Const) -> Option<Const> {
    Some(match (op, value) {
        (UnaryOp::Not, value) => Const::Bool(!truth(value)),
        (UnaryOp::USub, Const::Int(value)) => match value.checked_neg() {
            Some(value) => Const::Int(value),
            None => Const::BigInt("8000000000000000".into()),
        },
        (UnaryOp::USub, Const::BigInt(digits)) if &**digits == "8000000000000000" => Const::Int(i64::MIN),
        (UnaryOp::USub, Const::BigInt(digits)) => match digits.strip_prefix('-') {
            Some(positive) => Const::BigInt(positive.into()),
            None => Const::BigInt(format!("-{digits}").into()),
        },
        (UnaryOp::USub, Const::Float(bits)) => Const::Float((-f64::from_bits(*bits)).to_bits()),
        (UnaryOp::USub, Const::Complex(real, imaginary)) => {
            Const::Complex((-f64::from_bits(*real)).to_bits(), (-f64::from_bits(*imaginary)).to_bits())
        }
        (UnaryOp::UAdd, Const::Int(_) | Const::BigInt(_) | Const::Float(_) | Const::Complex(..)) => value.clone(),
        (UnaryOp::Invert, Const::Int(value)) => Const::Int(!value),
        (UnaryOp::Invert, Const::Bool(value)) => Const::Int(!i64::from(*value)),
        _ => return None,
    })
}

/// The value of an operator on constants.
pub(crate) fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match (left, right) {
        (Const::Int(left), Const::Int(right)) => integers(op, *left, *right),
        (Const::Float(_), Const::Float(_) | Const::Int(_)) | (Const::Int(_), Const::Float(_)) => {
            floats(op, float(left)?, float(right)?).map(|value| Const::Float(value.to_bits()))
        }
        (Const::Int(_) | Const::Float(_), Const::Complex(0, imaginary)) => {
            let imaginary = f64::from_bits(*imaginary);
            let imaginary = match op {
                Operator::Add => imaginary + 0.0,
                Operator::Sub => 0.0 - imaginary,
                _ => return None,
            };
            Some(Const::Complex(float(left)?.to_bits(), imaginary.to_bits()))
        }
        (Const::Str(left), Const::Str(right)) if op == Operator::Add => {
            // Two halves of a surrogate pair would have to become one character.
            let joined = [&left[..], &right[..]].concat();
            let whole = left.is_empty() || right.first().is_none_or(|&byte| byte != 0xed);
            (joined.len() <= LONGEST_TEXT && whole).then(|| Const::Str(joined.into()))
        }
        (Const::Bytes(left), Const::Bytes(right)) if op == Operator::Add => {
            let joined = [&left[..], &right[..]].concat();
            (joined.len() <= LONGEST_TEXT).then(|| Const::Bytes(joined.into()))
        }
        (Const::Str(text), Const::Int(times)) if op == Operator::Mult && text.is_ascii() => {
            Some(Const::Str(repeated(text, *times)?.into()))
        }
        (Const::Bytes(bytes), Const::Int(times)) if op == Operator::Mult => {
            Some(Const::Bytes(repeated(bytes, *times)?.into()))
        }
        (Const::Tuple(left), Const::Tuple(right)) if op == Operator::Add => {
            let joined = [&left[..], &right[..]].concat();
            (joined.len() <= LONGEST_TUPLE).then(|| Const::Tuple(joined.into()))
        }
        (Const::Tuple(items), Const::Int(times)) if op == Operator::Mult => {
            let times = usize::try_from(*times).unwrap_or(0);
            let length = items.len().checked_mul(times)?;
            (length <= LONGEST_TUPLE)
                .then(|| Const::Tuple(std::iter::repeat_n(&items[..], times).flatten().cloned().collect()))
        }
        _ => None,
    }
}

fn repeated(bytes: &[u8], times: i64) -> Option<Vec<u8>> {
    let times = usize::try_from(times).unwrap_or(0);
    (bytes.len().checked_mul(times)? <= LONGEST_TEXT).then(|| bytes.repeat(times))
}

fn float(constant: &Const) -> Option<f64> {
    match constant {
        Const::Float(bits) => Some(f64::from_bits(*bits)),
        Const::Int(value) if (-EXACT..=EXACT).contains(value) => Some(*value as f64),
        _ => None,
    }
}

fn integers(op: Operator, left: i64, right: i64) -> Option<Const> {
    let value = match op {
        Operator::Add => left.checked_add(right)?,
        Operator::Sub => left.checked_sub(right)?,
        Operator::Mult => left.checked_mul(right)?,
        Operator::Div => {
            let quotient = float(&Const::Int(left))? / float(&Const::Int(right)).filter(|&right| right != 0.0)?;
            return Some(Const::Float(quotient.to_bits()));
        }
        Operator::FloorDiv => {
            let quotient = left.checked_div(right)?;
            if left % right != 0 && (left < 0) != (right < 0) { quotient - 1 } else { quotient }
        }
        Operator::Mod => {
            let rest = left.checked_rem(right)?;
            if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest }
        }
        Operator::Pow => left.checked_pow(u32::try_from(right).ok()?)?,
        Operator::LShift => {
            let shifted = left.checked_shl(u32::try_from(right).ok().filter(|&by| by < 63)?)?;
            Some(shifted).filter(|shifted| shifted >> right == left)?
        }
        Operator::RShift => left >> i64::min(u32::try_from(right).ok()?.into(), 63),
        Operator::BitOr => left | right,
        Operator::BitXor => left ^ right,
        Operator::BitAnd => left & right,
        Operator::MatMult => return None,
    };
    Some(Const::Int(value))
}

fn floats(op: Operator, left: f64, right: f64) -> Option<f64> {
    match op {
        Operator::Add => Some(left + right),
        Operator::Sub => Some(left - right),
        Operator::Mult => Some(left * right),
        Operator::Div if right != 0.0 => Some(left / right),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_literals_become_hexadecimal() {
        assert_eq!(&*hexadecimal("18446744073709551616"), "10000000000000000");
        assert_eq!(&*hexadecimal("123456789012345678901234567890"), "18ee90ff6c373e0ee4e3f0ad2");
        assert_eq!(&*hexadecimal("0xffffffffffffffffff"), "ffffffffffffffffff");
    }

    #[test]
    fn division_rounds_down() {
        assert_eq!(integers(Operator::FloorDiv, -7, 2), Some(Const::Int(-4)));
        assert_eq!(integers(Operator::Mod, -7, 2), Some(Const::Int(1)));
        assert_eq!(integers(Operator::Mod, 7, 0), None);
        assert_eq!(integers(Operator::LShift, 1, 63), None);
    }
}
