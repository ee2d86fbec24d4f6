//! Comparisons: as values, and as conditions of jumps.

use taipan_bytecode::opcode::VARIANT;
use taipan_core::ops::compare::Comparison;
use taipan_core::ops::exact;
use taipan_heap::word::Word;

use super::specials::{ask_contains, ask_operand, is_instance};
use super::{flow, step};
use crate::frame::look;
use crate::operators;

macro_rules! comparison {
    ($op:ident $sign:tt, $name:ident $general:ident, $jump:ident $general_jump:ident, $int:ident $general_int:ident) => {
        step! {
            $name(vm, at) {
                let (left, right) = (*at.b(), *at.c());
                if left.both_ints(right) {
                    return at.set(vm, Word::from_bool((left.bits() as i64) $sign right.bits() as i64));
                }
                if left.is_float() && right.is_float() {
                    return at.set(vm, Word::from_bool(left.float() $sign right.float()));
                }
                at.go(vm, $general)
            }
        }

        step! {
            #[inline(never)]
            $general(vm, at) {
                if is_instance(*at.b()) {
                    return at.go(vm, ask_operand);
                }
                if let Some(truth) = exact::compared(vm, Comparison::$op, look(at.b()), look(at.c())) {
                    return at.conclude(vm, Word::from_bool(truth));
                }
                flow!(vm, at, operators::compare(vm, at.base, at.instr, Comparison::$op))
            }
        }

        step! {
            $jump(vm, at) {
                let (left, right) = (*at.a(), *at.b());
                if left.both_ints(right) {
                    return at.jump_if(vm, (left.bits() as i64) $sign right.bits() as i64);
                }
                if left.is_float() && right.is_float() {
                    return at.jump_if(vm, left.float() $sign right.float());
                }
                at.go(vm, $general_jump)
            }
        }

        step! {
            #[inline(never)]
            $general_jump(vm, at) {
                if is_instance(*at.a()) {
                    return at.go(vm, ask_operand);
                }
                if let Some(truth) = exact::compared(vm, Comparison::$op, look(at.a()), look(at.b())) {
                    return at.conclude_jump(vm, truth);
                }
                flow!(vm, at, operators::compare_jump(vm, at.current, at.instr, Comparison::$op))
            }
        }

        step! {
            $int(vm, at) {
                let left = *at.a();
                let small = i64::from(at.instr.b() as i16);
                if left.is_int() {
                    return at.jump_if(vm, left.small() $sign small);
                }
                if left.is_float() {
                    return at.jump_if(vm, left.float() $sign small as f64);
                }
                at.go(vm, $general_int)
            }
        }

        step! {
            #[inline(never)]
            $general_int(vm, at) {
                if is_instance(*at.a()) {
                    return at.go(vm, ask_operand);
                }
                flow!(vm, at, operators::compare_jump(vm, at.current, at.instr, Comparison::$op))
            }
        }
    };
}

comparison! { Lt <, lt general_lt, jump_if_lt general_jump_if_lt, jump_if_lt_int general_jump_if_lt_int }
comparison! { Le <=, le general_le, jump_if_le general_jump_if_le, jump_if_le_int general_jump_if_le_int }
comparison! { Eq ==, eq general_eq, jump_if_eq general_jump_if_eq, jump_if_eq_int general_jump_if_eq_int }
comparison! { Ne !=, ne general_ne, jump_if_ne general_jump_if_ne, jump_if_ne_int general_jump_if_ne_int }
comparison! { Gt >, gt general_gt, jump_if_gt general_jump_if_gt, jump_if_gt_int general_jump_if_gt_int }
comparison! { Ge >=, ge general_ge, jump_if_ge general_jump_if_ge, jump_if_ge_int general_jump_if_ge_int }

step! {
    is(vm, at) {
        let same = operators::same(*at.b(), *at.c());
        at.finish(vm, Word::from_bool(same != at.has(VARIANT)))
    }
}

step! {
    in_(vm, at) {
        if is_instance(*at.c()) || is_instance(*at.b()) {
            return at.go(vm, ask_contains);
        }
        if let Some(truth) = exact::contains(vm, look(at.c()), look(at.b())) {
            return at.conclude(vm, Word::from_bool(truth != at.has(VARIANT)));
        }
        flow!(vm, at, operators::contains(vm, at.current, at.instr))
    }
}

step! {
    jump_if_in(vm, at) {
        if is_instance(*at.b()) || is_instance(*at.a()) {
            return at.go(vm, ask_contains);
        }
        if let Some(truth) = exact::contains(vm, look(at.b()), look(at.a())) {
            return at.conclude_jump(vm, truth);
        }
        flow!(vm, at, operators::contains(vm, at.current, at.instr))
    }
}
