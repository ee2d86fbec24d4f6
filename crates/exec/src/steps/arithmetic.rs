//! Operators on numbers that fit a word; what does not goes to `operators`.

use taipan_bytecode::opcode::Op;
use taipan_core::ops::arithmetic::{Binary, Unary};
use taipan_heap::word::Word;

use super::specials::{ask_operand, ask_truth, ask_unary, is_instance};
use super::{At, flow, step, value};
use crate::operators;

impl At {
    /// The integer in field c.
    #[inline(always)]
    fn small(self) -> i64 {
        i64::from(self.instr.c() as i16)
    }
}

/// Defines the step of an operator with two registers, that of its general case, and both for an integer on the right.
macro_rules! general {
    ($general:ident $op:ident) => {
        step! {
            #[inline(never)]
            $general(vm, at) {
                if is_instance(*at.b()) || is_instance(*at.c()) {
                    return at.go(vm, ask_operand);
                }
                flow!(vm, at, operators::binary(vm, at.base, at.instr, Binary::$op))
            }
        }
    };
    (int $general:ident $op:ident) => {
        step! {
            #[inline(never)]
            $general(vm, at) {
                if is_instance(*at.b()) {
                    return at.go(vm, ask_operand);
                }
                flow!(vm, at, operators::binary_int(vm, at.base, at.instr, Binary::$op))
            }
        }
    };
}

macro_rules! sum {
    ($name:ident $mixed:ident $general:ident $name_int:ident $general_int:ident $op:ident $ints:ident $float:tt) => {
        general! { $general $op }
        general! { int $general_int $op }

        step! {
            $name(vm, at) {
                let (left, right) = (*at.b(), *at.c());
                if left.both_ints(right) {
                    if let Some(word) = left.$ints(right) {
                        return at.set(vm, word);
                    }
                } else if left.is_float() && right.is_float()
                    && let Some(word) = Word::from_float(left.float() $float right.float())
                {
                    return at.set(vm, word);
                }
                at.go(vm, $mixed)
            }
        }

        step! {
            #[inline(never)]
            $mixed(vm, at) {
                if let Some((left, right)) = mixed(*at.b(), *at.c())
                    && let Some(word) = Word::from_float(left $float right)
                {
                    return at.set(vm, word);
                }
                at.go(vm, $general)
            }
        }

        step! {
            $name_int(vm, at) {
                let left = *at.b();
                if left.is_int() {
                    if let Some(word) = left.$ints(Word::from_small(at.small())) {
                        return at.set(vm, word);
                    }
                } else if left.is_float()
                    && let Some(word) = Word::from_float(left.float() $float at.small() as f64)
                {
                    return at.set(vm, word);
                }
                at.go(vm, $general_int)
            }
        }
    };
}

sum! { add add_mixed general_add add_int general_add_int Add add_ints + }
sum! { sub sub_mixed general_sub sub_int general_sub_int Sub subtract_ints - }
sum! { mul mul_mixed general_mul mul_int general_mul_int Mul multiply_ints * }

/// A float and an integer as two floats, whichever comes first.
#[inline(always)]
fn mixed(left: Word, right: Word) -> Option<(f64, f64)> {
    if left.is_float() && right.is_int() {
        Some((left.float(), right.small() as f64))
    } else if left.is_int() && right.is_float() {
        Some((left.small() as f64, right.float()))
    } else {
        None
    }
}

macro_rules! integers {
    ($name:ident $general:ident $op:ident, $result:expr) => {
        general! { $general $op }

        step! {
            $name(vm, at) {
                let (left, right) = (*at.b(), *at.c());
                if left.both_ints(right) {
                    let result: Option<Word> = $result(left.small(), right.small());
                    if let Some(word) = result {
                        return at.set(vm, word);
                    }
                }
                at.go(vm, $general)
            }
        }
    };
    (int $name:ident $general:ident $op:ident, $result:expr) => {
        general! { int $general $op }

        step! {
            $name(vm, at) {
                let left = *at.b();
                if left.is_int() {
                    let result: Option<Word> = $result(left.small(), at.small());
                    if let Some(word) = result {
                        return at.set(vm, word);
                    }
                }
                at.go(vm, $general)
            }
        }
    };
}

integers! { floor_div general_floor_div FloorDiv, operators::floor_divide }
integers! { modulo general_mod Mod, operators::modulo }
integers! { shift_left general_shift_left LShift, operators::shift_left }
integers! { shift_right general_shift_right RShift, operators::shift_right }
integers! { and general_and And, |x: i64, y: i64| Some(Word::from_small(x & y)) }
integers! { or general_or Or, |x: i64, y: i64| Some(Word::from_small(x | y)) }
integers! { xor general_xor Xor, |x: i64, y: i64| Some(Word::from_small(x ^ y)) }
integers! { int floor_div_int general_floor_div_int FloorDiv, operators::floor_divide }
integers! { int modulo_int general_mod_int Mod, operators::modulo }
integers! { int shift_left_int general_shift_left_int LShift, operators::shift_left }
integers! { int shift_right_int general_shift_right_int RShift, operators::shift_right }
integers! { int and_int general_and_int And, |x: i64, y: i64| Some(Word::from_small(x & y)) }

general! { general_true_div TrueDiv }
general! { pow Pow }
general! { matrix_mul MatMul }

step! {
    true_div(vm, at) {
        let (left, right) = (*at.b(), *at.c());
        let (x, y) = if left.is_float() && right.is_float() {
            (left.float(), right.float())
        } else if left.both_ints(right) && exact(left) && exact(right) {
            (left.small() as f64, right.small() as f64)
        } else {
            return at.go(vm, true_div_mixed);
        };
        if y != 0.0
            && let Some(word) = Word::from_float(x / y)
        {
            return at.set(vm, word);
        }
        at.go(vm, general_true_div)
    }
}

step! {
    #[inline(never)]
    true_div_mixed(vm, at) {
        if let Some((left, right)) = mixed(*at.b(), *at.c())
            && right != 0.0
            && let Some(word) = Word::from_float(left / right)
        {
            return at.set(vm, word);
        }
        at.go(vm, general_true_div)
    }
}

/// True if the integer is the same as a float.
#[inline(always)]
fn exact(word: Word) -> bool {
    word.small().unsigned_abs() < 1 << 53
}

step! {
    neg(vm, at) {
        let operand = *at.b();
        if operand.is_int() {
            if let Some(word) = Word::from_small(0).subtract_ints(operand) {
                return at.set(vm, word);
            }
        } else if operand.is_float()
            && let Some(word) = Word::from_float(-operand.float())
        {
            return at.set(vm, word);
        }
        at.go(vm, general_neg)
    }
}

step! {
    #[inline(never)]
    general_neg(vm, at) {
        at.go(vm, if is_instance(*at.b()) { ask_unary } else { unary_in_general })
    }
}

step! {
    pos(vm, at) {
        at.go(vm, if is_instance(*at.b()) { ask_unary } else { unary_in_general })
    }
}

step! {
    invert(vm, at) {
        at.go(vm, if is_instance(*at.b()) { ask_unary } else { unary_in_general })
    }
}

step! {
    #[inline(never)]
    unary_in_general(vm, at) {
        let op = match at.instr.op() {
            Op::Neg => Unary::Neg,
            Op::Pos => Unary::Pos,
            _ => Unary::Invert,
        };
        value!(vm, at, operators::unary(vm, at.base, at.instr, op))
    }
}

step! {
    not(vm, at) {
        let operand = *at.b();
        if operand.is_bool() {
            return at.set(vm, Word::from_bool(operand == Word::FALSE));
        }
        at.go(vm, if is_instance(operand) { ask_truth } else { general_not })
    }
}

step! {
    #[inline(never)]
    general_not(vm, at) {
        value!(vm, at, operators::not(vm, at.base, at.instr))
    }
}
