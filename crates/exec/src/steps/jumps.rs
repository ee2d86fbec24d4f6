//! Jumps on conditions that are no comparisons, and the look around at every loop's end.

use taipan_bytecode::opcode::{KILL_A, KILL_B};
use taipan_heap::word::Word;

use super::specials::{ask_truth, is_instance};
use super::step;
use crate::{calls, operators};

step! {
    jump(vm, at) {
        at.jump(vm, at.instr.wide_value() as isize)
    }
}

step! {
    loop_(vm, at) {
        if vm.budget.count(1) {
            return at.go(vm, loop_with_a_look);
        }
        at.jump(vm, at.instr.wide_value() as isize)
    }
}

step! {
    #[cold]
    #[inline(never)]
    loop_with_a_look(vm, at) {
        at.save();
        match calls::safe_point(vm) {
            Ok(()) => at.jump(vm, at.instr.wide_value() as isize),
            Err(raised) => at.done(vm, Err(raised)),
        }
    }
}

step! {
    jump_if(vm, at) {
        let condition = *at.a();
        let truth = if condition.is_bool() {
            condition == Word::TRUE
        } else if condition.is_int() {
            condition != Word::from_small(0)
        } else if condition.is_none() {
            false
        } else {
            return at.go(vm, if is_instance(condition) { ask_truth } else { general_jump_if });
        };
        at.jump_wide_if(vm, truth)
    }
}

step! {
    #[inline(never)]
    general_jump_if(vm, at) {
        at.save();
        match operators::truth(vm, at.base, at.instr) {
            Ok(truth) => at.jump_wide_if(vm, truth),
            Err(raised) => at.done(vm, Err(raised)),
        }
    }
}

step! {
    jump_if_none(vm, at) {
        let condition = *at.a();
        if condition.is_pointer() && at.has(KILL_A) {
            return at.go(vm, jump_if_dying_none);
        }
        at.jump_wide_if(vm, condition.is_none())
    }
}

step! {
    /// The condition is an object, so it is not None; it dies here.
    #[inline(never)]
    jump_if_dying_none(vm, at) {
        at.save();
        operators::kill(vm, at.base, at.instr, KILL_A);
        at.jump_wide_if(vm, false)
    }
}

step! {
    jump_if_is(vm, at) {
        if at.has(KILL_A | KILL_B) {
            return at.go(vm, jump_if_dying_is);
        }
        at.jump_if(vm, operators::same(*at.a(), *at.b()))
    }
}

step! {
    #[inline(never)]
    jump_if_dying_is(vm, at) {
        let truth = operators::same(*at.a(), *at.b());
        at.save();
        operators::kill(vm, at.base, at.instr, KILL_A | KILL_B);
        at.jump_if(vm, truth)
    }
}
