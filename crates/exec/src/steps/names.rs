//! Names: globals and the namespaces of modules and classes.

use taipan_bytecode::opcode::KILL_A;
use taipan_core::machine::vm::Vm;
use taipan_heap::value::Value;
use taipan_heap::word::Word;

use super::{At, done, step, value};
use crate::frame::{copy, look, take};
use crate::{build, names};

impl At {
    /// The word of a global or builtin whose place the cache of a site knows; not counted.
    #[inline(always)]
    pub(super) unsafe fn global(self, vm: &Vm, site: u16) -> Option<Word> {
        // SAFETY: tables are not borrowed while the machine runs an instruction. A valid version says that the entry's
        // index is right.
        unsafe {
            let cache = self.cache(site);
            let globals = &*(*(*self.current).globals).table.as_ptr();
            if globals.version() != cache.key.get() {
                return None;
            }
            let index = cache.value.get() as usize;
            let extra = cache.extra.get();
            if extra == 0 {
                return Some((*globals.raw().0.add(index)).value.word());
            }
            let builtins = &*vm.world.builtins.table.as_ptr();
            if builtins.version() == extra { Some((*builtins.raw().0.add(index)).value.word()) } else { None }
        }
    }
}

step! {
    load_global(vm, at) {
        if let Some(word) = at.global(vm, at.instr.b()) {
            return at.set(vm, Value::from_borrowed(word).into_word());
        }
        at.go(vm, find_global)
    }
}

step! {
    #[cold]
    #[inline(never)]
    find_global(vm, at) {
        value!(vm, at, names::load_global(vm, at.current, at.instr.b()))
    }
}

step! {
    store_global(vm, at) {
        let cache = at.cache(at.instr.b());
        let table = (*(*at.current).globals).table.as_ptr();
        if (*table).version() == cache.key.get() && cache.extra.get() == 0 {
            let value = if at.has(KILL_A) { take(at.a()) } else { copy(at.a()) };
            let entry = (*table).raw().0.add(cache.value.get() as usize);
            let old = std::mem::replace(&mut (*entry).value, value);
            return at.leave(vm, old.into_word());
        }
        at.go(vm, place_global)
    }
}

step! {
    #[cold]
    #[inline(never)]
    place_global(vm, at) {
        done!(vm, at, names::store_global(vm, at.current, at.base, at.instr))
    }
}

step! {
    delete_global(vm, at) {
        done!(vm, at, names::delete_global(vm, at.current, at.instr.b()))
    }
}

step! {
    load_name(vm, at) {
        if (*at.base).is_unbound()
            && let Some(word) = at.global(vm, at.instr.b())
        {
            return at.set(vm, Value::from_borrowed(word).into_word());
        }
        at.go(vm, find_name)
    }
}

step! {
    #[inline(never)]
    find_name(vm, at) {
        value!(vm, at, names::load_name(vm, at.current, at.base, at.instr.b()))
    }
}

step! {
    store_name(vm, at) {
        if (*at.base).is_unbound() {
            return at.go(vm, store_global);
        }
        at.go(vm, place_name)
    }
}

step! {
    #[inline(never)]
    place_name(vm, at) {
        done!(vm, at, names::store_name(vm, at.current, at.base, at.instr))
    }
}

step! {
    delete_name(vm, at) {
        done!(vm, at, names::delete_name(vm, at.current, at.base, at.instr.b()))
    }
}

step! {
    load_class_free(vm, at) {
        value!(vm, at, names::load_class_free(vm, at.current, at.base, at.instr))
    }
}

step! {
    load_from_class(vm, at) {
        value!(vm, at, names::load_from_class(vm, at.current, at.base, at.instr))
    }
}

step! {
    load_locals(vm, at) {
        value!(vm, at, names::load_locals(vm, at.current, at.base))
    }
}

step! {
    import_name(vm, at) {
        value!(vm, at, names::import_name(vm, at.current, at.base, at.instr))
    }
}

step! {
    import_from(vm, at) {
        value!(vm, at, names::import_from(vm, at.current, look(at.b()), at.instr.c()))
    }
}

step! {
    import_star(vm, at) {
        done!(vm, at, names::import_star(vm, at.current, at.base, at.instr))
    }
}

step! {
    set_annotations(vm, at) {
        done!(vm, at, names::set_annotations(vm, at.current, at.base))
    }
}

step! {
    print(vm, at) {
        done!(vm, at, names::display(vm, at.base, at.instr))
    }
}

step! {
    load_build_class(vm, at) {
        value!(vm, at, names::build_class(vm))
    }
}

step! {
    type_parameter(vm, at) {
        value!(vm, at, build::type_parameter(vm, at.base, at.instr))
    }
}

step! {
    type_alias(vm, at) {
        value!(vm, at, build::type_alias(vm, at.base, at.instr))
    }
}

step! {
    generic_base(vm, at) {
        value!(vm, at, build::generic_base(vm, look(at.b())))
    }
}
