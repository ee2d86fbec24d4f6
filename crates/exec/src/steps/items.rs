//! Items: `x[i]` where x is a list or tuple and i fits, and everything else.

use taipan_bytecode::opcode::{KILL_A, KILL_B, KILL_C};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::exact;
use taipan_core::value::sequence::{List, Tuple};
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::specials::{ask_hash, ask_item, ask_set_item, is_instance, keeps_hashes};
use super::{At, done, step, value};
use crate::frame::{copy, look, take};
use crate::{build, operators};

/// The place of an item of a list: the list is one exactly, and the key an index inside it.
#[inline(always)]
unsafe fn list_item(vm: &Vm, object: Word, key: Word) -> Option<*mut Value> {
    // SAFETY: the words lie in registers of a live frame; nothing borrows the items while an instruction runs.
    unsafe {
        if !object.is_pointer() || !key.is_int() || object.header().class() != vm.classes.list.value().word() {
            return None;
        }
        let (start, length) = (*At::payload::<List>(object).items.as_ptr()).raw();
        let index = key.small();
        let index = if index < 0 { index + length as i64 } else { index };
        if (index as u64) < length as u64 { Some(start.add(index as usize)) } else { None }
    }
}

step! {
    get_item(vm, at) {
        if at.instr.flags() == 0
            && let Some(item) = list_item(vm, *at.b(), *at.c())
        {
            return at.set(vm, (*item).clone().into_word());
        }
        at.go(vm, get_item_of_dying)
    }
}

step! {
    /// As `get_item`, where the list may be given up.
    #[inline(never)]
    get_item_of_dying(vm, at) {
        if let Some(item) = list_item(vm, *at.b(), *at.c())
            && at.spares(KILL_B, at.b())
        {
            let item = (*item).clone().into_word();
            at.release(KILL_B, at.b());
            return at.set(vm, item);
        }
        at.go(vm, get_tuple_item)
    }
}

step! {
    get_tuple_item(vm, at) {
        let (object, key) = (*at.b(), *at.c());
        if object.is_pointer()
            && key.is_int()
            && object.header().class() == vm.classes.tuple.value().word()
            && at.spares(KILL_B, at.b())
        {
            let items = At::payload::<Tuple>(object).items();
            let index = key.small();
            let index = if index < 0 { index + items.len() as i64 } else { index };
            if let Some(item) = items.get(index as usize) {
                let item = item.clone().into_word();
                at.release(KILL_B, at.b());
                return at.set(vm, item);
            }
        }
        at.go(vm, general_get_item)
    }
}

step! {
    #[inline(never)]
    general_get_item(vm, at) {
        if is_instance(*at.b()) {
            return at.go(vm, ask_item);
        }
        if is_instance(*at.c()) && keeps_hashes(vm, *at.b()) {
            return at.go(vm, ask_hash);
        }
        if let Some(item) = exact::item(vm, look(at.b()), look(at.c())) {
            return at.conclude(vm, item.into_word());
        }
        value!(vm, at, operators::get_item(vm, at.base, at.instr))
    }
}

step! {
    #[inline(never)]
    find_item(vm, at) {
        value!(vm, at, operators::get_item(vm, at.base, at.instr))
    }
}

step! {
    set_item(vm, at) {
        if let Some(item) = list_item(vm, *at.a(), *at.b())
            && at.spares(KILL_A, at.a())
        {
            let value = if at.has(KILL_C) { take(at.c()) } else { copy(at.c()) };
            let old = std::mem::replace(&mut *item, value).into_word();
            at.release(KILL_A, at.a());
            return at.leave(vm, old);
        }
        at.go(vm, general_set_item)
    }
}

step! {
    #[inline(never)]
    general_set_item(vm, at) {
        if is_instance(*at.a()) {
            return at.go(vm, ask_set_item);
        }
        if is_instance(*at.b()) && keeps_hashes(vm, *at.a()) {
            return at.go(vm, ask_hash);
        }
        if let Ok(before) = exact::set_item(vm, look(at.a()), look(at.b()), copy(at.c())) {
            at.save();
            drop(before);
            operators::kill_operands(at.base, at.instr, KILL_A | KILL_B | KILL_C);
            return at.done(vm, Ok(()));
        }
        done!(vm, at, operators::set_item(vm, at.base, at.instr))
    }
}

step! {
    #[inline(never)]
    store_item(vm, at) {
        done!(vm, at, operators::set_item(vm, at.base, at.instr))
    }
}

step! {
    delete_item(vm, at) {
        done!(vm, at, operators::delete_item(vm, at.base, at.instr))
    }
}

step! {
    get_slice(vm, at) {
        value!(vm, at, operators::get_slice(vm, at.base, at.instr))
    }
}

step! {
    build_slice(vm, at) {
        value!(vm, at, build::slice(vm, at.base, at.instr))
    }
}
