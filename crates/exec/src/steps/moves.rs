//! Moving values: registers, constants, cells.

use taipan_bytecode::opcode::{KILL_A, KILL_B};
use taipan_core::value::function::{Cell, Function};
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::{At, done, step};
use crate::frame::{copy, look, take};
use crate::{build, names};

impl At {
    /// The cell that a register holds.
    #[inline(always)]
    unsafe fn cell<'a>(register: *mut Word) -> &'a Cell {
        // SAFETY: the compiler names only registers of captured variables here, and those hold cells.
        unsafe { At::payload::<Cell>(*register) }
    }

    /// A cell of the function's closure.
    #[inline(always)]
    unsafe fn free_cell<'a>(self, index: u16) -> &'a Cell {
        // SAFETY: a frame's function is a function, and one whose code has free variables has a tuple of so many cells.
        unsafe {
            let function = At::payload::<Function>((*self.current).function);
            let cells = At::payload::<Tuple>(function.closure.word());
            At::payload::<Cell>(cells.items().get_unchecked(usize::from(index)).word())
        }
    }
}

step! {
    nop(vm, at) {
        at.next(vm)
    }
}

step! {
    move_(vm, at) {
        let word = if at.has(KILL_B) { at.b().replace(Word::UNBOUND) } else { copy(at.b()).into_word() };
        at.set(vm, word)
    }
}

step! {
    swap(vm, at) {
        let word = *at.a();
        at.a().write(at.b().replace(word));
        at.next(vm)
    }
}

step! {
    load_const(vm, at) {
        let value = at.code().constants.get_unchecked(at.instr.wide_value() as usize).clone();
        at.set(vm, value.into_word())
    }
}

step! {
    load_int(vm, at) {
        at.set(vm, Word::from_small(i64::from(at.instr.wide_value())))
    }
}

step! {
    load_none(vm, at) {
        at.set(vm, Word::NONE)
    }
}

step! {
    load_true(vm, at) {
        at.set(vm, Word::TRUE)
    }
}

step! {
    load_false(vm, at) {
        at.set(vm, Word::FALSE)
    }
}

step! {
    clear(vm, at) {
        at.set(vm, Word::UNBOUND)
    }
}

step! {
    check_local(vm, at) {
        if !(*at.a()).is_unbound() {
            return at.next(vm);
        }
        at.go(vm, local_is_unbound)
    }
}

step! {
    #[cold]
    #[inline(never)]
    local_is_unbound(vm, at) {
        done!(vm, at, Err(names::unbound_local(vm, at.current, at.instr.a())))
    }
}

step! {
    make_cell(vm, at) {
        done!(vm, at, build::make_cell(vm, at.a()))
    }
}

step! {
    load_cell(vm, at) {
        let value = At::cell(at.b()).contents.get();
        if !value.is_unbound() {
            return at.set(vm, value.into_word());
        }
        at.go(vm, cell_is_empty)
    }
}

step! {
    #[cold]
    #[inline(never)]
    cell_is_empty(vm, at) {
        done!(vm, at, Err(names::empty_cell(vm, at.current, at.instr.b())))
    }
}

step! {
    store_cell(vm, at) {
        let value = if at.has(KILL_B) { take(at.b()) } else { copy(at.b()) };
        let old = At::cell(at.a()).contents.replace(value);
        at.leave(vm, old.into_word())
    }
}

step! {
    clear_cell(vm, at) {
        done!(vm, at, names::clear_cell(vm, at.current, at.instr))
    }
}

step! {
    load_free(vm, at) {
        let value = at.free_cell(at.instr.b()).contents.get();
        if !value.is_unbound() {
            return at.set(vm, value.into_word());
        }
        at.go(vm, free_is_empty)
    }
}

step! {
    #[cold]
    #[inline(never)]
    free_is_empty(vm, at) {
        done!(vm, at, Err(names::empty_free(vm, at.current, at.instr.b())))
    }
}

step! {
    store_free(vm, at) {
        let value = if at.has(KILL_A) { take(at.a()) } else { copy(at.a()) };
        let old = at.free_cell(at.instr.b()).contents.replace(value);
        at.leave(vm, old.into_word())
    }
}

step! {
    clear_free(vm, at) {
        let old = at.free_cell(at.instr.b()).contents.replace(Value::UNBOUND);
        if old.is_unbound() {
            return at.go(vm, free_is_empty);
        }
        at.leave(vm, old.into_word())
    }
}

step! {
    load_free_cell(vm, at) {
        let cell = names::free_cell(look(&raw mut (*at.current).function), at.instr.b());
        at.set(vm, cell.into_word())
    }
}
