//! Raising, handling, and leaving `with` blocks.

use taipan_bytecode::opcode::{KILL_A, KILL_B};
use taipan_heap::word::Word;

use super::{done, step, value};
use crate::frame::{copy, look, take};
use crate::handlers;

step! {
    push_exception(vm, at) {
        handlers::push(vm, at.current, at.base, at.instr.a());
        at.next(vm)
    }
}

step! {
    pop_exception(vm, at) {
        done!(vm, at, {
            handlers::pop(vm, at.current, at.base, at.instr.a());
            Ok(())
        })
    }
}

step! {
    raise(vm, at) {
        let value = if at.has(KILL_A) { take(at.a()) } else { copy(at.a()) };
        done!(vm, at, Err(handlers::raise(vm, value, None)))
    }
}

step! {
    raise_from(vm, at) {
        let value = if at.has(KILL_A) { take(at.a()) } else { copy(at.a()) };
        let cause = if at.has(KILL_B) { take(at.b()) } else { copy(at.b()) };
        done!(vm, at, Err(handlers::raise(vm, value, Some(cause))))
    }
}

step! {
    raise_again(vm, at) {
        done!(vm, at, Err(handlers::raise_again(vm)))
    }
}

step! {
    reraise(vm, at) {
        let value = take(at.a());
        done!(vm, at, Err(vm.raise(value)))
    }
}

step! {
    match_exception(vm, at) {
        let (exception, class) = (*at.b(), *at.c());
        if exception.is_pointer() && exception.header().class() == class {
            return at.finish(vm, Word::TRUE);
        }
        at.go(vm, general_match_exception)
    }
}

step! {
    #[inline(never)]
    general_match_exception(vm, at) {
        value!(vm, at, handlers::matches(vm, look(at.b()), look(at.c())))
    }
}

step! {
    match_group(vm, at) {
        done!(vm, at, handlers::match_group(vm, at.base, at.instr))
    }
}

step! {
    raise_group(vm, at) {
        value!(vm, at, handlers::raise_group(vm, look(at.b()), look(at.c())))
    }
}

step! {
    load_with(vm, at) {
        done!(vm, at, handlers::load_with(vm, at.base, at.instr))
    }
}

step! {
    call_exit(vm, at) {
        value!(vm, at, handlers::call_exit(vm, at.base, at.instr))
    }
}

step! {
    assertion_error(vm, at) {
        let class: Word = vm.classes.assertion_error.value().clone().into_word();
        at.set(vm, class)
    }
}
